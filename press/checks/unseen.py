"""Characters that take no room: they break searching and copying, and nobody sees why.

What a language needs of them (German soft hyphens) is listed as `unseen` in templates/typography.yaml. Those that
reorder a text are worse, and not shown at all: see `pairs`.

PASS  Evidence policy → Nach\u00adweis\u00adrege\u00adlung
FAIL  Evidence policy → Nachweis\u200bregelung
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from press.checks.context import CheckContext
from press.problems import Problem
from press.translation.pairs import compare

ID = "unseen"


def check(context: CheckContext) -> Iterator[Problem]:
    """Yield the texts with a character that can't be seen, unless their source or their language has it."""
    for pair in context.translated:
        if pair.translation.isascii():
            continue
        known = {*context.habits.unseen, *pair.source.decoded}
        found = sorted(sign for sign in {*pair.text.decoded} - known if unicodedata.category(sign) == "Cf")
        if found and not any(finding.code == "characters" for finding in compare(pair.message, pair.translation)):
            named = ", ".join(f"U+{ord(sign):04X} {unicodedata.name(sign, '')}".rstrip() for sign in found)
            hint = "delete it; the layout keeps codes and addresses in order"
            yield context.problem(pair, "unseen", f"characters that can't be seen: {named}", hint)

"""Translations that repeat the source text.

Short texts, names, codes and texts made of labels and values may be the same in two languages.

PASS  IASIOS Centre of Excellence → IASIOS Centre of Excellence
PASS  Status → Status
FAIL  Open the confirmation email. → Open the confirmation email.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.checks.context import CheckContext
from press.markdown import VALUE
from press.problems import Problem

ID = "copies"

_WORD = re.compile(r"[^\W\d_]{2,}")


def check(context: CheckContext) -> Iterator[Problem]:
    """Yield the texts that were copied and left as they are."""
    for pair in context.current:
        if pair.translation.strip() == pair.message.source.strip() and _needs_translation(pair.source.words):
            hint = "translate it, or leave it empty until it is translated"
            yield context.problem(pair, "untranslated", "the translation repeats the source text", hint)


def _needs_translation(words: str) -> bool:
    """Tell whether a text has more than two words, one of them neither a name nor a little word."""
    found = _WORD.findall(VALUE.sub(" ", words))
    return len(found) > 2 and any(word.islower() and len(word) > 3 for word in found)

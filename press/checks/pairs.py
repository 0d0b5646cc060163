"""Numbers, values, links, labels and markup that differ from the source.

What is fatal is not shown to readers: they see the source text instead.

PASS  Reply within 2 weeks. → Antworten Sie innerhalb von 2 Wochen.
FAIL  Reply within 2 weeks. → Antworten Sie innerhalb von 3 Wochen.
PASS  Press `Save`. → Drücken Sie `Save` (Speichern).
FAIL  Press `Save`. → Drücken Sie `Speichern`.
"""

from __future__ import annotations

from collections.abc import Iterator

from press.checks.context import CheckContext
from press.problems import Problem
from press.translation.pairs import compare

ID = "pairs"


def check(context: CheckContext) -> Iterator[Problem]:
    """Yield the findings that decide whether a translation is shown, and those beside them."""
    for pair in context.translated:
        for finding in compare(pair.message, pair.translation, pair.previous):
            message = f"{finding.message}; readers see the source text" if finding.fatal else finding.message
            yield context.problem(pair, finding.code, message, finding.hint, finding.severity)

"""Brackets and quotation marks that are opened and not closed, or closed and not opened.

PASS  The form (MDS) → Das Formular (MDS)
PASS  The “report” → Der „Bericht“
FAIL  The form (MDS) → Das Formular (MDS
FAIL  The form (MDS) → Das Formular )MDS(
FAIL  The “report” → Der „Bericht
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from press.checks.context import CheckContext
from press.problems import Problem

ID = "brackets"

# Chinese and Japanese texts may mix both widths; a bracket is closed by either.
_WIDTHS = str.maketrans("（）［］｛｝", "()[]{}")
_BRACKETS = {"(": ")", "[": "]", "{": "}", "《": "》", "【": "】", "〔": "〕"}
_APOSTROPHE = "’"


def check(context: CheckContext) -> Iterator[Problem]:
    """Yield the texts with a sign that lacks its other half; where the source has one too, nothing is said."""
    ours, theirs = _pairs(("“", "”", "‘", "’")), _pairs(context.language.quotes)
    for pair in context.translated:
        sign = unmatched(pair.text.words, theirs)
        if sign and not unmatched(pair.source.words, ours):
            what = "is not closed" if sign in theirs else "is not opened"
            hint = "write both, the opening one first, or neither"
            yield context.problem(pair, "unbalanced", f"'{sign}' {what}", hint)


def unmatched(words: str, pairs: Mapping[str, str]) -> str:
    """Return the first sign that lacks its other half, empty if none does; `pairs`: closing signs by opening ones."""
    words = words.translate(_WIDTHS)
    closing = set(pairs.values())
    open_: list[str] = []
    for sign in words:
        if sign in closing and open_ and pairs[open_[-1]] == sign:
            open_.pop()
        elif sign in pairs:
            open_.append(sign)
        elif sign in closing:
            return sign
    return open_[0] if open_ else ""


def _pairs(quotes: tuple[str, str, str, str]) -> dict[str, str]:
    """Return the pairs of a language. What also serves as the apostrophe can't be counted."""
    outer, inner = quotes[:2], quotes[2:]
    return _BRACKETS | {start: end for start, end in (outer, inner) if _APOSTROPHE not in (start, end)}

"""Quotation marks, doubled words, and the spaces and marks that a language sets in its own way.

The quotation marks come from the language's record, all other rules from templates/typography.yaml.

PASS  The “report” is here. → Der „Bericht“ liegt vor.
FAIL  The “report” is here. → Der "Bericht" liegt vor.
FAIL  The “report” is here. → Der “Bericht” liegt vor.
PASS  Those who sign the forms → Personen, die die Formulare unterschreiben
FAIL  The form is complete. → Das Formular ist ist vollständig.
FAIL  The form is complete. → Das Formular  ist vollständig.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.checks.context import CheckContext, Pair
from press.checks.habits import ANY
from press.problems import Problem

ID = "typography"

# The single closing mark is left out: it is the apostrophe of many languages.
_QUOTES = frozenset("„“”‟‚‘‛«»‹›「」『』〝〞＂")
# Not after a digit, where it stands for inches.
_STRAIGHT = re.compile(r"(?<!\d)\"|(?<!\w)'(?=\w[^']*\w'(?!\w))")
_DOUBLED = re.compile(r"(?<![\w-])([^\W\d_]{2,})\s+\1(?![\w-])", re.IGNORECASE)


def check(context: CheckContext) -> Iterator[Problem]:
    """Yield each rule that a text breaks, once a text."""
    for pair in context.translated:
        words = pair.text.words
        yield from _quotes(context, pair, words)
        yield from _doubled(context, pair, words)
        for habit in context.habits.rules:
            if found := habit.pattern.search(words):
                message = f"{habit.message}: '{_around(words, found)}'"
                yield context.problem(pair, habit.id, message, habit.hint)


def _quotes(context: CheckContext, pair: Pair, words: str) -> Iterator[Problem]:
    marks = context.language.quotes
    hint = f"write {marks[0]}…{marks[1]}, inside them {marks[2]}…{marks[3]}"
    if ('"' in words or "'" in words) and (found := _STRAIGHT.search(words)):
        yield context.problem(pair, "straight-quotes", f"straight quotation marks: '{_around(words, found)}'", hint)
    foreign = _QUOTES.intersection(words).difference(marks)
    if foreign:
        message = f"quotation marks of another language: {' '.join(sorted(foreign))}"
        yield context.problem(pair, "foreign-quotes", message, hint)


def _doubled(context: CheckContext, pair: Pair, words: str) -> Iterator[Problem]:
    allowed = context.habits.doubled
    if ANY in allowed:
        return
    for found in _DOUBLED.finditer(words):
        word = found.group(1).lower()
        if word not in allowed and not re.search(rf"\b{word}\s+{word}\b", pair.source.words, re.IGNORECASE):
            yield context.problem(pair, "doubled-word", f"'{found.group(1)}' stands twice", "delete one")
            return


def _around(words: str, found: re.Match[str]) -> str:
    """Return what was found with a few characters on either side."""
    return words[max(found.start() - 12, 0) : found.end() + 12].strip()

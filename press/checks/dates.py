"""Names of months and days of the week that a translation lost or exchanged.

The names are those of the language's locale data, by their first letters, since many languages inflect them. A month
may come back as a number: 24.11.2026.

PASS  By Friday → Bis Freitag
PASS  On 24 November 2026 → Am 24. November 2026
PASS  On 24 November 2026 → Am 24.11.2026
FAIL  By Friday → Bis Donnerstag
FAIL  On 24 November 2026 → Am 24. Dezember 2026
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from babel import Locale

from press.checks.context import CheckContext, Pair
from press.checks.glossary import fold
from press.problems import Problem
from press.translation.numbers import MONTHS, stated

ID = "dates"

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAY = re.compile(rf"\b({'|'.join(DAYS)})\b")
# "may" and "march" are words, too: a month stands beside a number.
_MONTH = re.compile(rf"(?<=\d )({'|'.join(MONTHS)})\b|\b({'|'.join(MONTHS)})(?= \d)")
_WIDTHS = ("wide", "abbreviated")


def check(context: CheckContext) -> Iterator[Problem]:
    """Yield the names that are missing, each text once a name."""
    for pair in context.current:
        words = pair.source.words
        if "day" in words or any(map(str.isdigit, words)):
            yield from _check_pair(context, pair, words)


def _check_pair(context: CheckContext, pair: Pair, source: str) -> Iterator[Problem]:
    locale, folded = context.language.locale, fold(pair.text.words)

    def is_named(what: str, number: int) -> bool:
        return any(pattern.search(folded) for pattern in _patterns(locale, what, number))

    for name in dict.fromkeys(_DAY.findall(source)):
        if not is_named("days", DAYS.index(name)):
            wanted = locale.days["format"]["wide"][DAYS.index(name)]
            yield context.problem(pair, "date-name", f"'{name}' is missing", f"write {wanted}")
    for name in dict.fromkeys(before or after for before, after in _MONTH.findall(source)):
        number = MONTHS.index(name) + 1
        if str(number) not in stated(pair.text.words) and not is_named("months", number):
            wanted = locale.months["format"]["wide"][number]
            yield context.problem(pair, "date-name", f"'{name}' is missing", f"write {wanted}, or {number}")


@lru_cache(maxsize=1_000)
def _patterns(locale: Locale, what: str, number: int) -> tuple[re.Pattern[str], ...]:
    """Return what finds a month or a day in a folded text, in all forms that the language data have."""
    forms = getattr(locale, what)
    names = {fold(forms[form][width][number]).rstrip(".") for form in ("format", "stand-alone") for width in _WIDTHS}
    return tuple(_pattern(name) for name in sorted(names))


def _pattern(name: str) -> re.Pattern[str]:
    """Find a name without its ending; one of a few letters (Fr) as a word, if words of its script stand apart."""
    if name.upper() == name:
        return re.compile(re.escape(name))
    stem = name[:-2] if len(name) > 5 else name
    return re.compile(rf"(?<!\w){re.escape(stem)}" + (r"(?!\w)" if len(stem) < 4 else ""))

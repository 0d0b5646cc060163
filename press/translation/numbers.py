"""Two texts in; the numbers, codes and addresses that differ between them out.

Numbers are compared as values, whatever digits, separators and order a language
uses: 12,345 = 12.345 = 12 345, 9:00 = 9.00 = 9 h, 8–12 = 8 and 12. A criterion's
code (3c) is compared as it is written. Number words of the English source (two
weeks) may come back as digits; digits must come back as digits.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import NamedTuple

from press.markdown import VALUE

_GAPS = "\u00a0\u202f\u2009"
_SEPARATOR = rf"(?:[.,:\u066b\u066c'’：．，]|[{_GAPS}](?=\d{{3}}(?!\d))|[ {_GAPS}]?h[ {_GAPS}]?(?=\d\d(?!\d)))"
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(rf"\d+(?:{_SEPARATOR}\d+)*")
_PARTS = re.compile(r"(\d+)")
_GROUPED = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
# h is left out: 9h is a time; so are the letters after n, where ordinals (2o), plurals (90s) and factors (2x) stand.
_CODE = re.compile(r"(?<![A-Za-z0-9])\d{1,2}[a-gi-n](?![A-Za-z0-9])")
_CONTACT = re.compile(
    r"(?<![A-Za-z0-9.+-])[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+"
    r"|(?:https?://|www\.)[A-Za-z0-9._~:/?#@!$&*+,;=%-]+"
    r"|(?<![A-Za-z0-9.-])[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.(?:org|com|net|eu|int|info)(?![A-Za-z0-9])"
    r"|\+\d[\d\s()/.-]{6,}\d"
)
_CONTACT_SIGNS = ("@", "://", "www.", "+", ".org", ".com", ".net", ".eu", ".int", ".info")

_UNITS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth", "sixth"),
    *("seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
# The English words that say the same as a number in digits.
CARDINALS = {
    **{word: str(value) for value, word in enumerate(_UNITS)},
    **{word: str(value * 10) for value, word in enumerate(_TENS, 2)},
    **{
        f"{ten}-{unit}": str(tens * 10 + units)
        for tens, ten in enumerate(_TENS, 2)
        for units, unit in enumerate(_UNITS[1:10], 1)
    },
    **{"dozen": "12", "hundred": "100", "thousand": "1000", "million": "1000000"},
}
_WORDS = {
    **CARDINALS,
    **{word: str(value) for value, word in enumerate(_ORDINALS, 1)},
    **{"once": "1", "twice": "2"},
}
# Words that another language may express with a digit, but that state no number themselves.
_HINTS = {"a": "1", "an": "1", "each": "1", "every": "1", "single": "1", "both": "2"}
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_MONTH = re.compile(rf"\d\s+({'|'.join(MONTHS)})\b|\b({'|'.join(MONTHS)})\s+\d")
_NOTHING: Counter[str] = Counter()


class Difference(NamedTuple):
    """What is lost, invented, stated more or less often than in the source, and written in another way (3 c, 3C)."""

    lost: tuple[str, ...] = ()
    invented: tuple[str, ...] = ()
    repeated: tuple[str, ...] = ()
    misspelt: tuple[str, ...] = ()


def compare_numbers(source: str, translation: str) -> Difference:
    """Return how the numbers of two texts differ; both as a reader sees them, without labels."""
    needed, found = stated(source), stated(translation)
    if needed == found:
        return Difference()
    # Only the source knows what is a code: 1a may be another language's ordinal.
    codes = frozenset(name for name in needed if name[-1].isalpha())
    misspelt = tuple(code for code in sorted(codes) if not found[code] and _spelling(code).search(translation))
    for code in misspelt:
        translation = _spelling(code).sub(code, translation)
    difference = _difference(needed, stated(translation, codes), source)
    if any(difference) and _GROUPED.search(translation):
        # A plain blank is a thousands separator in some hands; elsewhere it stands between two numbers.
        grouped = _difference(needed, stated(_GROUPED.sub("\u202f", translation), codes), source)
        difference = difference if any(grouped) else grouped
    return difference._replace(misspelt=misspelt)


def compare_contacts(source: str, translation: str) -> Difference:
    """Return which e-mail addresses, web addresses and phone numbers are lost or invented."""
    ours, theirs = contacts(source), contacts(translation)
    return Difference(tuple(sorted(ours - theirs)), tuple(sorted(theirs - ours)))


def stated(text: str, codes: frozenset[str] | None = None) -> Counter[str]:
    """Return the numbers and codes that a text states in digits; where `codes` are given, no others are codes.

    The result is shared: never change it.
    """
    return _stated(text, codes) if _DIGIT.search(text) else _NOTHING


def worded(text: str) -> Counter[str]:
    """Return the numbers that an English text states in words."""
    return Counter(value for word in english_words(text) if (value := _WORDS.get(word)))


def english_words(text: str) -> list[str]:
    """Return the words of an English text in small letters; two-week gives two and week, twenty-one stays whole."""
    found: list[str] = []
    for word in _WORD.findall(text.lower()):
        found += [word] if word in _WORDS else word.split("-")
    return found


def contacts(text: str) -> frozenset[str]:
    """Return the addresses and phone numbers in a text, the latter as a plus and digits."""
    if not any(sign in text for sign in _CONTACT_SIGNS):
        return frozenset()
    return frozenset(_contact(found) for found in _CONTACT.findall(text))


@lru_cache(maxsize=100_000)
def _stated(text: str, codes: frozenset[str] | None) -> Counter[str]:
    found: Counter[str] = Counter()

    def take(match: re.Match[str]) -> str:
        if codes is not None and match.group() not in codes:
            return match.group()
        found[match.group()] += 1
        return " "

    if "{" in text:
        text = VALUE.sub(" ", text)
    if any(sign in text for sign in _CONTACT_SIGNS):
        text = _CONTACT.sub(" ", text)
    for number in _NUMBER.findall(_CODE.sub(take, text)):
        found.update(_values(number))
    return found


def _values(number: str) -> list[str]:
    """Take a written number apart: 12,345.6 is 12345 and 6; 24.11.2026 is 24, 11 and 2026; 9:00 is 9."""
    pieces = _PARTS.split(_western(number))[1:-1]
    parts = [pieces[0]]
    grouping = len(pieces[0]) <= 3 and pieces[0][0] != "0"
    for separator, part in zip(pieces[1::2], pieces[2::2], strict=True):
        grouping = grouping and len(part) == 3 and separator not in ":："
        if grouping:
            parts[-1] += part
        else:
            parts.append(part)
    if len(parts) == 2 and parts[1][0] == "0" and parts[1].strip("0"):
        parts[1] = f".{parts[1]}"  # 0.05 must not pass for 0.5
    # The zeros of 9:00 say nothing that 9 does not.
    return [part.lstrip("0") or "0" for part in parts if len(part) == 1 or part.strip("0")]


def _western(number: str) -> str:
    if number.isascii():
        return number
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in number)


def _difference(needed: Counter[str], found: Counter[str], source: str) -> Difference:
    lost, extra = needed - found, found - needed
    if extra:
        free = _free(source)
        extra = Counter({value: count for value, count in extra.items() if value not in free})
    if lost and extra:
        return Difference(tuple(lost), tuple(extra))
    gone = tuple(value for value in lost if not found[value])
    new = tuple(value for value in extra if not needed[value])
    return Difference(gone, new, tuple(value for value in (*lost, *extra) if value not in gone + new))


@lru_cache(maxsize=50_000)
def _free(source: str) -> frozenset[str]:
    """Name the numbers that the source only says in words, months of a date included."""
    free = {value for word in english_words(source) if (value := _WORDS.get(word) or _HINTS.get(word))}
    free.update(str(MONTHS.index(before or after) + 1) for before, after in _MONTH.findall(source))
    return frozenset(free)


@lru_cache(maxsize=1_000)
def _spelling(code: str) -> re.Pattern[str]:
    pattern = rf"(?<![A-Za-z0-9]){code[:-1]}[\s.({_GAPS}]*{code[-1]}(?![A-Za-z0-9])\)?"
    return re.compile(pattern, re.IGNORECASE)


def _contact(found: str) -> str:
    if found.startswith("+"):
        return "+" + "".join(_western(sign) for sign in found if sign.isdecimal())
    return found.rstrip(".,;:!?").lower()

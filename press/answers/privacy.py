"""A text that somebody wrote in; what in it looks like a patient's name, date of birth or record number, out.

It only looks: nothing is certain, and a name is found only beside a title or behind a word for a patient. What is found
is told with its signs hidden, since a report may go where the text itself must not. How often this is right, tests
measure.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from babel import Locale

from press.answers.model import MAX_CHARACTERS
from press.answers.named import named
from press.answers.persons import BORN_BEFORE, NUMBERING, PERSONS, STAFF, THINGS, either

NAME, BIRTH, NUMBER = "looks-like-name", "looks-like-birth-date", "looks-like-record-number"
# A local case number; other words about a case; words about the facility, which hold old dates and long numbers, too.
Place = Literal["number", "case", "facility"]

_YEARS = {"number": 18, "case": 18, "facility": 60}  # how long ago a date was that may be somebody's birth
_NO_UNIT = r"(?!\d|\s?[%€]|/[^\W\d]|\s?(?:[pnµμmk]?g/|i?u/|(?:ml|mm|eur|usd)(?![^\W\d_])))"
_RUN = re.compile(
    rf"(?<![\d.,+])\d{{6,18}}(?!\d){_NO_UNIT}|(?<!\d)\d{{3}}[ -]\d{{2,3}}[ -]\d{{4}}(?!\d)", re.IGNORECASE
)
_LONG_RUN = re.compile(r"(?<![\w.,+/-])\d{9,18}(?![\w/-])")  # in words about a facility
_OWN_NUMBER = re.compile(r"20[0-4]\d\d{1,4}")  # the year and a number of its own
_OWN_CODE = re.compile(r"[A-Z]{1,4}[-_/][a-z]+")  # letters of its own and a word, such as K-anna
_ISO, _EUROPEAN = r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}", r"\d{1,2}[./-] ?\d{1,2}[./-] ?\d{4}"
_NUMERIC = rf"(?<!\d)(?:{_ISO}|{_EUROPEAN}|\d{{4}} ?年 ?\d{{1,2}} ?月 ?\d{{1,2}} ?日)(?!\d)"
# The year of two figures, or of the last century: birth in a case, where all other dates are of late.
_FIGURES = r"(?<!\d)\d{1,2}[./-] ?\d{1,2}[./-] ?\d{2}(?!\d)"
_INITIALS = re.compile(r"(?<![^\W\d_])[^\W\d_]{1,4}[-_. ]?19\d\d(?!\d)")
_BEFORE, _BESIDE = 60, 40  # characters in front of a number or beside a name, in which words say what it is
_WORD = re.compile(r"[^\W\d_]+")
_ADDRESS = re.compile(r"(?<!\S)\S*(?:@|://|www\.)\S*|\+\d[\d /()-]{5,}")


class Sign(NamedTuple):
    """What a text seems to hold: its code, and what was found, with all but the first letter of each word hidden."""

    code: str
    found: str


def signs(text: str, place: Place, language: str, year: int) -> list[Sign]:
    """Return what looks like a patient's data in a text, each kind once.

    `language` is the BCP 47 tag of the form, `year` that of the edition.
    """
    text = _plain(text)
    found: dict[str, str] = {}
    for code, part in _found(text, place, language.split("-")[0], year):
        found.setdefault(code, _hidden(part))
    return [Sign(code, part) for code, part in found.items()]


def _found(text: str, place: Place, language: str, year: int) -> Iterator[tuple[str, str]]:
    yield from ((BIRTH, part) for part in _births(text, place, year))
    yield from ((NUMBER, part) for part in _numbers(text, place))
    yield from ((NAME, part) for part in _names(text, place, language))
    if place == "number":
        yield from ((NAME, part) for part in _case_names(text))


def _plain(text: str) -> str:
    """Return a text in the usual forms of its letters, with digits as 0 to 9, without addresses and telephones."""
    text = unicodedata.normalize("NFKC", text)[:MAX_CHARACTERS]
    text = "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)
    return _ADDRESS.sub(" ", text)


def _hidden(text: str) -> str:
    return re.sub(r"\d|(?<=\w)\w", "•", " ".join(text.split()))[:60]


def _births(text: str, place: Place, year: int) -> Iterator[str]:
    for match in _born().finditer(text):
        yield match[0]
    for match in _date().finditer(text):
        *rest, then = sorted(int(number) for number in re.findall(r"\d+", match[0]))
        # Beside the name of a month stands the day alone.
        valid = rest[0] in range(1, 13 if len(rest) > 1 else 32) and rest[-1] <= 31
        if valid and 1900 <= then <= year - _YEARS[place]:
            yield match[0]
    for match in re.finditer(_FIGURES, text) if place != "facility" else ():
        first, second, last = (int(number) for number in re.findall(r"\d+", match[0]))
        if min(first, second) in range(1, 13) and max(first, second) <= 31 and last > year % 100 + 1:
            yield match[0]
    if place == "number":
        yield from _INITIALS.findall(text)


def _numbers(text: str, place: Place) -> Iterator[str]:
    for match in _labelled().finditer(text):
        if sum(sign.isdigit() for sign in match[0]) >= 4 and not _of_thing(text, match.start(), 1):
            yield match[0]
    for match in (_LONG_RUN if place == "facility" else _RUN).finditer(text):
        own = place == "number" and _OWN_NUMBER.fullmatch(match[0])
        if not own and not (place != "number" and _of_thing(text, match.start(), 4)):
            yield match[0]


def _of_thing(text: str, at: int, words: int) -> bool:
    """Tell whether one of so many words before a place says that a number is none of a patient."""
    before = text[max(0, at - _BEFORE) : at].replace(":", " ").split()[-words:]
    return any(word.casefold().strip(".,;()#°º") in THINGS for word in before)


def _names(text: str, place: Place, language: str) -> Iterator[str]:
    yield from named(text, language)
    titled = ((match, match["name"]) for match in _titled(language).finditer(text))
    followed = ((match, match[0]) for match in _followed().finditer(text))
    for match, name in (*titled, *followed):
        beside = text[max(0, match.start() - _BESIDE) : match.end() + _BESIDE]
        # About a facility, those who are named beside a role work there, unless it is said of a patient.
        told = place != "facility" or _beside("patients").search(beside) or not _beside("roles").search(beside)
        if told and not name[0].islower() and name.casefold().strip(".") not in STAFF:
            yield match[0]


def _case_names(text: str) -> Iterator[str]:
    """Yield a number that is a name: words without a number, or several words that begin with a capital."""
    if _OWN_CODE.fullmatch(text.strip()):
        return
    words = [word for word in _WORD.findall(text) if word.casefold() not in NUMBERING]
    long = [word for word in words if len(word) > 3 or (len(word) > 1 and not word.isupper())]
    capital = [word for word in words if len(word) > 1 and word[0].isupper() and not word.isupper()]
    if len(capital) > 1 or (long and not any(sign.isdigit() for sign in text)):
        yield text


@lru_cache(maxsize=40)
def _titled(language: str) -> re.Pattern[str]:
    """Find a title with the word after it."""
    titles = [word for words in PERSONS.values() for word in words.titles]
    vague = PERSONS[language].vague if language in PERSONS else ()
    # One letter alone is a title only with its full stop.
    dotted = [word for word in vague if len(word) == 1]
    found = rf"(?:{either([*titles, *(word for word in vague if word not in dotted)])})\.?"
    found += rf"|(?:{either(dotted)})\." if dotted else ""
    return re.compile(rf"(?<![\w./])(?:{found})\s+(?P<name>[^\W\d_][\w'’-]*)")


@lru_cache(maxsize=1)
def _followed() -> re.Pattern[str]:
    """Find a name with the title behind it."""
    found = []
    for words in PERSONS.values():
        if words.after and words.surnames:
            found.append(rf"(?<!任)[{words.surnames}][\u4e00-\u9fff]{{0,2}}(?:{either([*words.after])})")
        elif words.after:
            found.append(rf"\b[^\W\d_]\w+\s+(?:{either([*words.after])})\b")
    return re.compile("|".join(found))


@lru_cache(maxsize=2)
def _beside(kind: Literal["patients", "roles"]) -> re.Pattern[str]:
    """Find a word beside which a name is a patient's, or of one of the staff; where words run together, anywhere."""
    words = [word for each in PERSONS.values() for word in (each.patients if kind == "patients" else each.roles)]
    apart = [word for word in words if word[0] < "\u2e80"]
    together = [word for word in words if word not in apart]
    return re.compile(rf"(?<!\w)(?:{either(apart)})|{either(together)}", re.IGNORECASE)


@lru_cache(maxsize=1)
def _born() -> re.Pattern[str]:
    """Find a date or a year behind words that speak of birth, or in front of them."""
    words = either([word for each in PERSONS.values() for word in each.born])
    when = rf"{_date().pattern}|{_FIGURES}|(?:{_months()}[\s-]+)?(?:19|20)\d\d(?!\d)"
    behind = rf"(?<!\w)(?:{words})[\s:.=(,]{{0,5}}(?:{when})"
    year = r"(?:19|20)\d\d ?(?:年(?:\d{1,2}月(?:\d{1,2}日)?)?)?"
    return re.compile(rf"{behind}|{year}\s?(?:{either([*BORN_BEFORE])})", re.IGNORECASE)


@lru_cache(maxsize=1)
def _labelled() -> re.Pattern[str]:
    """Find a number behind words that call it a patient's."""
    words = either([word for each in PERSONS.values() for word in each.records])
    number = r"[^\W\d_]{0,6}[-/ ]?\d[\w./ -]*"
    return re.compile(rf"(?<!\w)(?:{words})(?:[\s:.=(#-]|\b(?:no|nr|is|ist|est|es)\b){{0,6}}{number}", re.IGNORECASE)


@lru_cache(maxsize=1)
def _date() -> re.Pattern[str]:
    """Find a whole date, in figures or with the name of its month in any of the languages."""
    month, day = _months(), r"\d{1,2}(?:st|nd|rd|th|er|º|\.)?"
    first = rf"(?<!\d){day}[\s-]+(?:de\s+|of\s+)?{month},?[\s-]+(?:de\s+)?\d{{4}}(?!\d)"
    second = rf"(?<!\w){month}\s+{day},?\s+\d{{4}}(?!\d)"
    return re.compile(f"{_NUMERIC}|{first}|{second}", re.IGNORECASE)


@lru_cache(maxsize=1)
def _months() -> str:
    """Return an expression for the name of a month, whole or as its first three letters."""
    names = [
        name
        for tag in PERSONS
        for context in ("format", "stand-alone")
        for name in Locale.parse(tag).months[context]["wide"].values()
        if not any(sign.isdigit() for sign in name)
    ]
    short = [name[:3] for name in names if name.isascii() and len(name) > 3]
    return rf"(?:{either([*names, *short])})\.?"

"""A text in; the names in it that stand directly behind a word for a patient, such as "patient Anna Meier", out.

Two words with capitals are a name where none of them is what else follows that word, such as "Patient Safety Officer".
Where a script has no capitals, the most common given names or surnames show a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from press.answers.persons import ENDINGS, NO_SURNAMES, NOT_NAMES, PERSONS, STAFF, either

_LIKE = r"[^\W\d_]"
_CALLED = r"(?:[ \t]*:)?[ \t]+(?:(?:named|called|namens)[ \t]+)?"
_PARTICLES = "(?:von|van|der|den|zu|de|del|la|da|do|dos|di|al|el|bin|ben)"
_HAN = r"[\u4e00-\u9fff]"
# Surnames that begin no other word behind a patient; the others count only where they stand apart.
_CLEAR = "王李张刘杨赵吴徐孙朱胡郭林罗郑宋韩邓曹彭袁潘蒋蔡杜魏吕姚卢姜崔谭汪廖贾韦邹孟秦邱薛闫侯陶黎郝龚邵覃戴"


def named(text: str, language: str) -> Iterator[str]:
    """Yield each name with the word before it; `language` is the first part of a BCP 47 tag."""
    for match in _in_capitals(language).finditer(text):
        words = re.findall(rf"{_LIKE}+", match["name"])
        if not any(_is_thing(word) for word in words):
            yield match[0]
    for match in (*_given().finditer(text), *_surnamed().finditer(text)):
        if not match["name"].startswith(NO_SURNAMES):
            yield match[0]


def _is_thing(word: str) -> bool:
    """Tell whether a word is no part of a name: a known one, an abbreviation, or one that ends as names do not."""
    plain = word.casefold()
    short = len(word) > 1 and word.isupper()
    return short or plain in NOT_NAMES or plain in STAFF or (len(word) > 6 and plain.endswith(ENDINGS))


@lru_cache(maxsize=40)
def _in_capitals(language: str) -> re.Pattern[str]:
    """Find two to four words with capitals, or an initial and such a word."""
    words = [word for tag, each in PERSONS.items() for word in each.one if tag == language or tag not in ("tr", "ar")]
    capital = r"(?:[A-ZÀ-ÖØ-ÞĀ-Ž](?:[^\W\d_]|['’-](?=[^\W\d_]))+)"
    name = rf"(?:{capital}|[A-ZÀ-ÖØ-Þ]\.)(?:[ \t]?(?<=[ \t.])(?:{_PARTICLES}[ \t]+){{0,2}}{capital}){{1,3}}"
    latin = [word for word in words if word[0] < "\u0250"]
    return re.compile(rf"(?<!\w)(?i:{either(latin)})(?!\w)(?i:{_CALLED})(?P<name>{name})(?!\w)")


@lru_cache(maxsize=1)
def _given() -> re.Pattern[str]:
    """Find a common given name in a script without capitals whose words stand apart."""
    found = [rf"(?:{either(each.one)})[ \t:]+(?P<name>{either(each.given)})" for each in PERSONS.values() if each.given]
    return re.compile(rf"(?<!\w)(?:{'|'.join(found)})(?!\w)")


@lru_cache(maxsize=1)
def _surnamed() -> re.Pattern[str]:
    """Find a common surname, and what may belong to it, in a script whose words run together."""
    words, surnames = PERSONS["zh"].one, PERSONS["zh"].surnames
    apart = rf"(?<=[ \t:])[{surnames}]{_HAN}{{1,2}}(?!{_HAN})"
    return re.compile(rf"(?:{either(words)})[ \t:]*(?P<name>{apart}|[{_CLEAR}]{_HAN})")

"""An old and a new source text in; whether the translation of the old one may still be shown out.

Both are English, so they are compared exactly: their numbers, values, dates and units, and the words that oblige,
forbid or limit, must be the same in the same order. A number is compared as it is written, with the word behind it.
Any doubt counts as a change: readers then see the new English text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from press.translation.numbers import CARDINALS, MONTHS, english_words

# Numbers, units of time and bounds, apart from the words that a digit can stand for (CARDINALS).
_AMOUNTS = """
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth
    fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth hundredth thirds fifths
    hundreds thousands millions billion dozens score half halves quarter quarters
    once twice thrice single double triple pair pairs couple percent
    minute minutes hour hours day days night nights week weeks fortnight month months year years decade decades
    hourly daily weekly fortnightly monthly quarterly yearly annual annually biennial biennially
    monday tuesday wednesday thursday friday saturday sunday
    minimum maximum least most more fewer less than above below over under before after within until since up
"""
_STRENGTHS = """
    not no never none nothing nobody neither nor without cannot only except unless must may should shall might
    required optional mandatory recommended forbidden prohibited allowed all any both either
"""
_TOLD = frozenset((*_AMOUNTS.split(), *_STRENGTHS.split(), *(month.lower() for month in MONTHS)))
_SHORT_NOT = re.compile(r"n['’]t\b")
# Besides digits: what makes a word a figure (-5, {cases}, ≥ 3, 10%), to be compared as it is written.
_SIGNS = frozenset("{}<>≤≥=±+−%‰°€$£")
# Roman numerals, and letters that tell one thing from another; "A" is mostly an article.
_LETTERS = re.compile(r"(?:.*[-–/])?(?:[IVXLCDM]+|[B-Z])(?:[-–/].*)?")
_OPENING, _CLOSING = "([*_`\"'“‘", ")]*_`\"'”’.,;:!?…"
_END_OF_CLAUSE = re.compile(r"[.,;:!?…)][*_`\"'”’)\]]*$")


def means_another(previous: str, source: str) -> bool:
    """Tell whether two versions of a text state other numbers, units or dates, or oblige to something else."""
    return _told(previous) != _told(source)


@lru_cache(maxsize=20_000)
def _told(text: str) -> tuple[str, ...]:
    return tuple(_tell(_SHORT_NOT.sub(" not", text).split()))


def _tell(words: list[str]) -> Iterator[str]:
    """Yield what must not change, in its order; the word behind a number counts if it is of the same clause."""
    for word, after in zip(words, [*words[1:], ""], strict=True):
        bare = _bare(word)
        unit = "" if _END_OF_CLAUSE.search(word) else _bare(after)
        if bare == "-" or any(sign.isnumeric() or sign in _SIGNS for sign in bare) or _LETTERS.fullmatch(bare):
            yield f"{bare} {unit}"
            continue
        for part in english_words(bare):
            if part in CARDINALS:
                yield f"{CARDINALS[part]} {unit}"
            elif part in _TOLD:
                yield part


def _bare(word: str) -> str:
    return word.lstrip(_OPENING).rstrip(_CLOSING)

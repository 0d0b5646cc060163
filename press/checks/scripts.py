"""Letters of a script that is not that of the language, and words of two scripts: most are look-alikes.

The language's own script is that of its locale data; Latin letters, in which names and codes stand, and those of the
source may be anywhere. Scripts that put no blanks between words run together with Latin letters, others do not.

PASS  Evidence → Nachweis
FAIL  Evidence → Nаchweis
FAIL  Evidence → Nachweis 証拠
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from babel import Locale

from press.checks.context import CheckContext
from press.problems import Problem

ID = "scripts"

_WORD = re.compile(r"[^\W\d_]+")
_LATIN = "LATIN"
# ª and º are letters of many languages' abbreviations, µ is a unit; Japanese is written in both kinds of kana.
_SAME = {"FEMININE": _LATIN, "MASCULINE": _LATIN, "MICRO": _LATIN, "HIRAGANA": "KATAKANA"}
# These add endings to a foreign word, or put no blanks between words.
_JOINING = frozenset({"CJK", "KATAKANA", "HANGUL", "THAI", "LAO", "KHMER", "MYANMAR"})


def check(context: CheckContext) -> Iterator[Problem]:
    """Yield the texts with a letter of another script, or with a word in which scripts are mixed."""
    own = scripts_of(context.language.locale)
    for pair in context.translated:
        words = pair.text.words
        if words.isascii():
            continue
        known = own | {_LATIN} | _scripts(pair.source.words)
        for word in _WORD.findall(words):
            found = _scripts(word)
            if strange := found - known:
                signs = _signs(word, strange)
                message = f"letters of another script in '{word}': {signs}"
                yield context.problem(pair, "foreign-letters", message, "write the letter of this language")
            elif len(found) > 1 and not found & _JOINING:
                message = f"letters of two scripts in the word '{word}': {_signs(word, {_LATIN})}"
                yield context.problem(pair, "mixed-word", message, "write the word in one script, or part the two")
            else:
                continue
            break


@lru_cache(maxsize=64)
def scripts_of(locale: Locale) -> frozenset[str]:
    """Return the scripts of a language, by the letters in which it names languages and months."""
    months = locale.months["format"]["wide"].values()
    counted: dict[str, int] = {}
    for word in (*locale.languages.values(), *months):
        for script in _scripts(word):
            counted[script] = counted.get(script, 0) + 1
    # A name may hold a letter of another script: what is in one of fifty is meant.
    return frozenset(script for script, count in counted.items() if 50 * count >= sum(counted.values()))


@lru_cache(maxsize=50_000)
def _scripts(text: str) -> frozenset[str]:
    """Name the scripts of the letters of a text, by the first word of their names: LATIN, ARABIC, CJK."""
    if text.isascii():
        return frozenset({_LATIN}) if any(map(str.isalpha, text)) else frozenset()
    return frozenset(_script(sign) for sign in set(text) if unicodedata.category(sign) in ("Lu", "Ll", "Lt", "Lo"))


def _script(sign: str) -> str:
    first = unicodedata.name(sign, "").partition(" ")[0].partition("-")[0]
    return _SAME.get(first, first)


def _signs(word: str, scripts: frozenset[str] | set[str]) -> str:
    signs = dict.fromkeys(sign for sign in word if _script(sign) in scripts)
    return ", ".join(f"{sign} (U+{ord(sign):04X} {unicodedata.name(sign, '')})" for sign in list(signs)[:3])

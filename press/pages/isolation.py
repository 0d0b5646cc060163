"""A right-to-left text in, as HTML or plain; the same, with what reads from left to right in it kept in order, out.

Without that, "1(a)" would be shown as "(a)1" and a telephone number from its end: the bidirectional
algorithm (Unicode UAX #9) takes signs between numbers and letters for part of the text around them.
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup, escape

_WORD = r"[A-Za-z0-9À-ɏ]+(?:[.,][A-Za-z0-9À-ɏ]+)*"
_NAMED = r"(?=[A-Za-zÀ-ɏ])" + _WORD
# Signs join any two words; a blank joins a word to what has a letter in front: "12 mm", not "IASIOS 28".
_JOINED = rf"(?:(?: [&/–-] |[ \u00a0]){_NAMED}|[./:@&'’_+–-]+{_WORD})"
_BRACKETS = rf"[ \u00a0]?\({_WORD}{_JOINED}*\)"
_TELEPHONE = r"\+[0-9]+(?:[ \u00a0/-]?[0-9]+)*"
_RUN = re.compile(rf"({_TELEPHONE}|{_WORD}(?:{_JOINED}|{_BRACKETS})*[/%+]?)")
# A number alone is shown in its own order anywhere; a date, what holds a letter or begins with + is not.
_NEEDS = re.compile(r"[A-Za-zÀ-ɏ]|^\+|^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
# Tags; and labels of the platform and runs within, which say their direction already.
_MARKUP = re.compile(r'(<span class="ui[ "].*?</span>|<bdi.*?</bdi>|<[^>]*>)', re.DOTALL)


@lru_cache(maxsize=20_000)
def isolated(text: str) -> str:
    """Return HTML with each run of Latin words, codes and numbers in it as `<bdi dir="ltr">`."""
    pieces = _MARKUP.split(text)
    pieces[::2] = [_words(piece) for piece in pieces[::2]]
    return "".join(pieces)


class Line(NamedTuple):
    """A line that somebody wrote, as HTML, and the direction it is read in: "ltr" or "rtl"."""

    direction: str
    html: Markup


def lines(text: str) -> list[Line]:
    """Return the lines of an entry, which may be in any language, each in the direction of its first word.

    Codes such as "3c" decide it only where there is nothing else. Browsers go by the first letter of all (`dir=auto`),
    WeasyPrint by none.
    """
    return [_line(line) for line in text.split("\n")]


def marked(text: str) -> str:
    """Return a plain text with each run of Latin words, codes and numbers in it between U+2066 and U+2069.

    A text without letters that run from right to left is one run.
    """
    if text and not any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in text):
        return f"\u2066{text}\u2069"
    return _RUN.sub(lambda run: f"\u2066{run[0]}\u2069" if _NEEDS.search(run[0]) else run[0], text)


def _line(text: str) -> Line:
    words = [word for word in text.split() if not any(sign.isdigit() for sign in word)]
    kinds = (unicodedata.bidirectional(sign) for sign in (*"".join(words), *text))
    first = next((kind for kind in kinds if kind in ("L", "R", "AL")), "L")
    if first == "L":
        return Line("ltr", escape(text))
    return Line("rtl", Markup(isolated(escape(text))))


def _words(text: str) -> str:
    runs = _RUN.split(html.unescape(text))
    if len(runs) == 1:
        return text
    return "".join(_run(run) if odd % 2 else html.escape(run, quote=False) for odd, run in enumerate(runs))


def _run(run: str) -> str:
    escaped = html.escape(run, quote=False)
    return f'<bdi dir="ltr">{escaped}</bdi>' if _NEEDS.search(run) else escaped

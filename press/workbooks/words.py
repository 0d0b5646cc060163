"""A speaker in; its words as a workbook shows them, cut where Excel allows no more, and the room they need, out."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Iterator

from markupsafe import Markup

from press import markdown
from press.model import Text
from press.pages.content import Speaker
from press.pages.isolation import marked

SHEET_NAME, TITLE, MESSAGE, ERROR, CELL = 31, 32, 255, 225, 32_767  # Excel's limits, in characters
TALLEST = 400.0  # points: a row can't be higher than 409
_POINTS = 13.5  # the height of a line of letters of 10 points
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", "-"))


class Words:
    """Says texts as cells show them: without markup; where they run from right to left, with each code in one piece."""

    def __init__(self, speaker: Speaker) -> None:
        self.speaker = speaker
        self.t = speaker.t
        self.language = speaker.language
        self._links = speaker.links.on_page("", linked=False)
        self.from_right = speaker.language.direction == "rtl"

    def say(self, text: Text) -> str:
        """Return a text of the content; a reference says where in the documents something stands."""
        html = markdown.render_inline(self.speaker.filled(text.shown), self._links)
        return self.shown(str(Markup(html).striptags()))

    def shown(self, text: str) -> str:
        """Return words as a cell shows them."""
        return marked(str(text)) if self.from_right else str(text)

    def said(self, texts: Iterable[Text]) -> str:
        """Return texts one after the other."""
        return " ".join(self.say(text) for text in texts)

    def height(self, *columns: tuple[str, float]) -> float:
        """Return the height in points of a row whose cells hold texts in columns of some width in characters."""
        lines = max((lines_in(text, width) for text, width in columns), default=1)
        return min(TALLEST, round(lines * _POINTS * self.language.leading + 4, 1))


def sheet_names(words: Words, labels: Iterable[Text]) -> list[str]:
    """Return names that Excel takes for sheets: short, each another one, without certain characters."""
    names: list[str] = []
    for label in labels:
        name = words.speaker.plain(label).translate(_FORBIDDEN).strip("' ")[:SHEET_NAME].strip("' ") or "-"
        taken = [each.casefold() for each in names]
        number = 2
        while name.casefold() in taken:
            name = f"{name[: SHEET_NAME - 3].strip()} {number}"
            number += 1
        names.append(name)
    return names


def cut(text: str, limit: int) -> str:
    """Return a text of at most `limit` characters, as Excel counts them, ended at a word by … where it is longer."""
    if units(text) <= limit:
        return text
    while units(text) > limit - 1:
        text = text[:-1]
    return text.rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def wrapped(text: str, width: float) -> Iterator[str]:
    """Yield the lines of a text that is to fill about `width` characters."""
    line, used = "", 0.0
    for word in _pieces(text):
        room = sum(map(_room, word))
        if used and used + room > width:
            yield line.rstrip()
            line, used = "", 0.0
        line, used = line + word, used + room
    if line.strip():
        yield line.rstrip()


def lines_in(text: str, width: float) -> int:
    """Return how many lines a text takes up in a column of some characters."""
    return sum(max(1, math.ceil(sum(map(_room, line)) * 0.95 / width)) for line in text.split("\n"))


def _pieces(text: str) -> Iterator[str]:
    """Yield words with the blank after them, and wide letters, between which lines may end, one by one."""
    word = ""
    for sign in text:
        word += sign
        if sign == " " or _room(sign) > 1.5:
            yield word
            word = ""
    yield word


def _room(sign: str) -> float:
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 1.9 if unicodedata.east_asian_width(sign) in "WF" else 1


def units(text: str) -> int:
    """Return the length of a text as Excel counts it."""
    return len(text.encode("utf-16-le")) // 2

"""A page in; the same, with lines that break between words where there is little room, out.

Headings, heads of tables and labels are narrow. Chinese may break there after any character, so within a word, and
German compounds find no hyphen: browsers do not all know where words may break. On web pages, `<wbr>` stands between
Chinese words, which style.css keeps whole, and soft hyphens stand in long words. WeasyPrint keeps no words whole, so
in print each is an element that does not wrap.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Literal

from press import hyphens
from press.model import Language

Medium = Literal["web", "print"]
# A cell at the start of a row is its head, whatever a table in Markdown can say of it.
_PLACE = re.compile(
    r"<(?:(?:(?P<skip>script|style)|h[1-6]|th|dt|caption|summary|legend|tr[^>]*>\s*<td)\b"
    r'|(?P<listed>li class="level-\d")|span class="label")[^>]*>'
)
_NAME = re.compile(r"<(\w+)[^<]*$")
_TAG = re.compile(r"(<[^>]*>)")
_OPENED = re.compile(r"<(\w+)")
_LANGUAGE = re.compile(r'\slang="([^"]*)"')
_VOID = {"br", "wbr", "input", "img"}
# What holds text alone, or draws it.
_LEFT = {"svg", "select", "textarea", "script", "style"}
_HAN = re.compile(r"([0-9]*[\u3400-\u4dbf\u4e00-\u9fff]+)")
# A word of more characters than any cell holds breaks as it did, rather than run out of it.
_LONGEST = 6
# So many characters between two marks are mostly one term. On paper they stay together; on a telephone they may not.
_TERM = 4
# On paper, even a title of the largest type has so many characters on a line, and a cell or a label so many.
_LINE = 10
_CELL = 3


def kept_whole(html: str, language: Language, medium: Medium, folder: Path) -> str:
    """Return the HTML of a page with its words kept whole in narrow places; `folder` keeps patterns of languages."""
    if medium == "print" and not _segmenter(language.tag):
        return html
    pieces = []
    at = 0
    while place := _PLACE.search(html, at):
        opened = _NAME.search(place[0])
        assert opened is not None
        end = _end(html, opened[1], place.end())
        pieces.append(html[at : place.end()])
        inner = html[place.end() : end]
        left = place["skip"] or (medium == "print" and (place["listed"] or _has_room(opened[1], inner)))
        whole = _Place(opened[1], language, medium, folder)
        pieces.append(inner if left else "".join(whole.broken(place[0], inner)))
        at = end
    return "".join([*pieces, html[at:]])


def _has_room(name: str, inner: str) -> bool:
    """Tell whether a place fits a line on paper anyway: each word that is an element costs a millisecond there."""
    return len(_TAG.sub("", inner).strip()) <= (_CELL if name in ("th", "td", "span") else _LINE)


def _end(html: str, name: str, start: int) -> int:
    """Return where the element ends of which the opening tag ends at `start`."""
    depth = 1
    for tag in re.compile(rf"<(/?){name}\b").finditer(html, start):
        depth += -1 if tag[1] else 1
        if not depth:
            return tag.start()
    return len(html)


class _Place:
    """Goes through the text of one narrow place, in whatever languages it is."""

    def __init__(self, name: str, language: Language, medium: Medium, folder: Path) -> None:
        # A column is as wide as its longest word, so one that may break gets less room than there is.
        self._least = 12 if name in ("th", "td") else 8
        self._page = language
        self._medium = medium
        self._folder = folder
        self._before = ""

    def broken(self, opening: str, inner: str) -> Iterator[str]:
        """Yield the pieces of the place, which `opening` begins, with words kept whole."""
        languages = [self._language(opening, self._page.tag)]
        for odd, piece in enumerate(_TAG.split(inner)):
            if not odd % 2:
                yield self._text(piece, languages[-1])
                continue
            yield piece
            opened = _OPENED.match(piece)
            if piece.startswith("</") and len(languages) > 1:
                languages.pop()
            elif opened and opened[1] not in _VOID and not piece.endswith("/>"):
                languages.append("" if opened[1] in _LEFT else self._language(piece, languages[-1]))

    def _language(self, tag: str, around: str) -> str:
        """Return the language of an element in one of the language `around`; "" where its text is left alone."""
        own = _LANGUAGE.search(tag)
        return own[1] if own and around else around

    def _text(self, text: str, language: str) -> str:
        segment = _segmenter(language)
        if segment:
            return "".join(self._words(text, segment))
        self._before = text[-1:] or self._before
        if self._medium == "print" or (language == self._page.tag and not self._page.hyphenate):
            return text
        return hyphens.softened(text, language, self._folder, self._least)

    def _words(self, text: str, segment: Callable[[str], tuple[str, ...]]) -> Iterator[str]:
        """Yield the words of a text with a place to break between two that no blank or mark stands between."""
        for odd, run in enumerate(_HAN.split(text)):
            one = not odd % 2 or (self._medium == "print" and len(run) <= _TERM)
            for word in (run,) if one else segment(run):
                if not word:
                    continue
                if self._before.isalpha() and word[0].isalpha() and (odd % 2 or _HAN.match(self._before)):
                    yield "<wbr>"
                self._before = word[-1]
                whole = self._medium == "print" and odd % 2 and 1 < len(word) <= _LONGEST
                yield f'<span class="whole">{word}</span>' if whole else word


@lru_cache(maxsize=10_000)
def _chinese(run: str) -> tuple[str, ...]:
    """Return the words of a run of Chinese characters; a number and one character go with the word beside them."""
    import rjieba

    words: list[str] = []
    for word in rjieba.cut(run):
        if words and 1 in (len(word), len(words[-1])) and len(words[-1] + word) <= _LONGEST:
            words[-1] += word
        else:
            words.append(word)
    return tuple(words)


# What finds the words of a language that writes no blanks between them.
_SEGMENTERS = {"zh": _chinese}


def _segmenter(language: str) -> Callable[[str], tuple[str, ...]] | None:
    return _SEGMENTERS.get(language.split("-")[0])

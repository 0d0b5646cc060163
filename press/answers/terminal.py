"""The words of a report in; the same as plain text for a terminal, in columns, out.

What is shown on pages only is left out. What somebody wrote can't steer the terminal: it is made one line of visible
signs. In a report that is read from right to left each cell keeps its own direction, for terminals that know of any.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from press.answers.sections import SIGNS, Cell, Cells, Chapter, Line, Section, Table
from press.workbooks.ids import bare
from press.workbooks.words import wrapped

_GAP, _LEAST = 2, 12  # blanks between columns; how narrow one may be made
_LONGEST = 300  # signs of a text
_INDENT = "  "
_FROM_RIGHT, _ISOLATE, _END = "\u200f", "\u2068", "\u2069"


def as_text(chapters: Iterable[Chapter], width: int, *, from_right: bool) -> str:
    """Return the text of a report, as lines of about `width` characters."""
    setter = _Setter(width, from_right)
    return "\n".join(line.rstrip() for chapter in chapters for line in setter.chapter(chapter)) + "\n"


def room(text: str) -> int:
    """Return how many columns of a terminal a text takes up."""
    unseen, wide = ("Mn", "Me", "Cf"), "WF"
    return sum(
        0 if unicodedata.category(sign) in unseen else 2 if unicodedata.east_asian_width(sign) in wide else 1
        for sign in text
    )


class _Setter:
    def __init__(self, width: int, from_right: bool) -> None:
        self._width = width
        self._from_right = from_right

    def chapter(self, chapter: Chapter) -> Iterator[str]:
        """Yield the lines on a file."""
        title = _clean(chapter.file)
        yield from (title, "=" * room(title), "")
        for section in chapter.sections:
            if not section.detail:
                yield from self._section(section)

    def _section(self, section: Section) -> Iterator[str]:
        yield self._line([section.title], [0], "")
        for note in section.notes:
            yield from self._rows([((note,),)])
        yield from self._rows(((Cell(name),), cells) for name, cells in section.facts)
        for table in section.tables:
            yield from self._table(table)
        yield ""

    def _table(self, table: Table) -> Iterator[str]:
        shown = [index for index, column in enumerate(table.columns) if not column.detail]
        heads = tuple((Cell(table.columns[index].head),) for index in shown)
        yield from self._rows([heads, *(tuple(line[index] for index in shown) for line in table.lines)])

    def _rows(self, rows: Iterable[Line]) -> Iterator[str]:
        """Yield rows of cells, each as many lines as its longest cell needs."""
        texts = [[_lines(cells) for cells in row] for row in rows]
        if not texts:
            return
        widths = self._widths(texts)
        for row in texts:
            cells = [
                [piece for text in texts for piece in _broken(text, width)]
                for texts, width in zip(row, widths, strict=True)
            ]
            for index in range(max(1, *map(len, cells))):
                yield self._line([cell[index] if index < len(cell) else "" for cell in cells], widths, _INDENT)

    def _widths(self, rows: Sequence[Sequence[Sequence[str]]]) -> list[int]:
        """Return the widths of columns: what they hold, the widest made narrower for as long as that is too much."""
        columns = range(len(rows[0]))
        widths = [max((room(text) for row in rows for text in row[column]), default=1) for column in columns]
        given = self._width - len(_INDENT) - _GAP * (len(widths) - 1)
        while sum(widths) > given and max(widths) > _LEAST:
            widths[widths.index(max(widths))] -= 1
        return widths

    def _line(self, texts: Sequence[str], widths: Sequence[int], indent: str) -> str:
        cells = []
        for text, width in zip(texts, widths, strict=True):
            padding = " " * max(0, width - room(text))
            cells.append((f"{_ISOLATE}{text}{_END}" if self._from_right and text else text) + padding)
        return (_FROM_RIGHT if self._from_right else "") + indent + (" " * _GAP).join(cells)


def _lines(cells: Cells) -> list[str]:
    return [f"{SIGNS[cell.tone]} {_clean(cell.text)}".strip() for cell in cells]


def _broken(text: str, width: int) -> Iterator[str]:
    """Yield the lines of a text; a word that is wider than its column goes on in the next line."""
    for line in wrapped(text, width):
        while room(line) > width:
            most = next(end for end in range(len(line), 0, -1) if room(line[:end]) <= width)
            yield line[:most]
            line = line[most:]
        yield line


def _clean(text: str) -> str:
    """Return a text as one line of signs that can be seen, cut where it is long."""
    text = text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
    return " ".join("".join(sign if sign.isprintable() else " " for sign in bare(text)).split())

"""A workbook as openpyxl holds it in; its cells by the names of their fields, wherever they now stand, out.

Ids beside the rows and above the columns tell which cell is which, even where sorting took the row of ids along. Where
the ids of one of the two are gone, the names of the workbook stand in for them. `press.workbooks.witness` compares
what is found here with what readers see.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from openpyxl.utils import range_boundaries

from press.workbooks.carried import ANSWER, CARRIED, ID, KIND, QUESTION, REASON
from press.workbooks.ids import CASE, MARK, bare, field_key, ids_of
from press.workbooks.known import Known

_ROWS, _COLUMNS = 20_000, 500  # cells further away are none of ours
_MARKER = re.compile(re.escape(MARK) + "([a-z0-9/-]+)")
_ID = re.compile("(?=.*[a-z@])[a-z0-9@/-]+")  # anything else, somebody typed into a hidden row or column
Cells = Mapping[tuple[int, int], Any]


@dataclass(frozen=True)
class Found:
    """A cell of a field: the field's name, where it stands ("Application!D7"), and openpyxl's cell."""

    key: str
    place: str
    cell: Any


@dataclass(frozen=True)
class Grid:
    """A block as it stands on a sheet: the rows and columns of its ids, each by number and id; `head` is the ids' row.

    The ids of `strange` cells belong to others, so they are not read. Those of `moved` columns are what is seen above.
    """

    block: str
    title: str
    head: int
    cells: Cells
    rows: tuple[tuple[int, str], ...]
    columns: tuple[tuple[int, str], ...]
    strange: frozenset[tuple[int, int]] = frozenset()
    moved: frozenset[int] = frozenset()

    @cached_property
    def keys(self) -> dict[tuple[int, int], str]:
        """The names of all fields, by row and column."""
        pairs = itertools.product(self.rows, self.columns)
        named = {(row, column): field_key(row_id, column_id) for (row, row_id), (column, column_id) in pairs}
        return {place: key for place, key in named.items() if key}

    @property
    def numbers(self) -> frozenset[tuple[int, int]]:
        """The places of the numbers of cases that a dataset keeps."""
        kept = [row for row, identifier in self.rows if identifier == CASE]
        return frozenset((row, column) for row in kept for column, _id in self.columns)

    @cached_property
    def _lines(self) -> tuple[frozenset[int], frozenset[int]]:
        rows = (self.head, self.head + 1, *(row for row, _id in self.rows))
        return frozenset(rows), frozenset(column for column, _id in self.columns)

    def spans(self, row: int, column: int) -> bool:
        """Tell whether a cell stands in a row and a column of the block."""
        rows, columns = self._lines
        return row in rows and column in columns

    def fields(self, *, strange: bool = False) -> Iterator[Found]:
        """Yield the cells of all fields that hold anything, or those of all `strange` ones."""
        for place, key in self.keys.items():
            if place in self.cells and (place in self.strange) == strange:
                yield Found(key, f"{self.title}!{self.cells[place].coordinate}", self.cells[place])


def grids(book: Any, known: Known) -> list[Grid]:
    """Return the blocks of a workbook."""
    sheets = {sheet.title: cells_of(sheet) for sheet in book.worksheets}
    found = [grid for title, cells in sheets.items() for grid in _marked(title, cells, known)]
    return found + _named(book, sheets, {grid.block for grid in found})


def notes(book: Any) -> Iterator[str]:
    """Yield the texts in the first column of all sheets, where the first sheet notes its edition and language."""
    for sheet in book.worksheets:
        for (_row, column), cell in cells_of(sheet).items():
            if column == 1 and isinstance(cell.value, str):
                yield cell.value


def carried_over(book: Any) -> Iterator[tuple[Found, str]]:
    """Yield the answers that a workbook keeps without a field, by their ids, and what kind of value each is."""
    for sheet in book.worksheets:
        cells = cells_of(sheet)
        marks = _marks_over(cells)
        for row, column in sorted(answers_over(sheet)):
            place = f"{sheet.title}!{cells[row, column].coordinate}"
            key, kind = (_text(cells, row, marks[mark][1]) if mark in marks else "" for mark in (ID, KIND))
            yield Found(key or place, place, cells[row, column]), kind


def answers_over(sheet: Any) -> frozenset[tuple[int, int]]:
    """Return the places of the answers without a field on a sheet; sorting may have brought them above their mark."""
    cells = cells_of(sheet)
    marks = _marks_over(cells)
    if ANSWER not in marks:
        return frozenset()
    head, answers = marks[ANSWER]
    kinds = marks[KIND][1] if KIND in marks else 0
    below = {place for place in cells if place[1] == answers and place[0] > head}
    above = {place for place in cells if place[1] == answers and place[0] < head and _text(cells, place[0], kinds)}
    return frozenset(below | above)


def written_over(sheet: Any) -> frozenset[tuple[int, int]]:
    """Return the places of what a sheet of answers without a field says of each of them."""
    cells = cells_of(sheet)
    marks = _marks_over(cells)
    kinds = marks[KIND][1] if KIND in marks else 0
    rows = {row for row, _column in answers_over(sheet)} | {row for row, column in cells if column == kinds}
    columns = {column for mark, (_row, column) in marks.items() if mark != ANSWER}
    return frozenset(place for place in cells if place[0] in rows and place[1] in columns)


def _marks_over(cells: Cells) -> dict[str, tuple[int, int]]:
    marks = (KIND, ID, QUESTION, ANSWER, REASON)
    return {text: place for place in cells if (text := _text(cells, *place)) in marks}


def lost_over(book: Any) -> str:
    """Return the name of a sheet of answers without a field that can't be read, since its hidden row is gone."""
    place = _place(book.defined_names[CARRIED]) if CARRIED in book.defined_names else None
    if place is None or place[0] not in book.sheetnames:
        return ""
    cells = cells_of(book[place[0]])
    return "" if any(_text(cells, *at) == ANSWER for at in cells) else place[0]


def cells_of(sheet: Any) -> dict[tuple[int, int], Any]:
    """Return the cells that are there: walking over all would take forever where one stands far away."""
    return {
        (row, column): cell
        for (row, column), cell in sorted(sheet._cells.items())
        if row <= _ROWS and column <= _COLUMNS and cell.value is not None
    }


def _text(cells: Cells, row: int, column: int) -> str:
    cell = cells.get((row, column))
    return bare(cell.value).strip() if cell is not None and isinstance(cell.value, str) else ""


def _marked(title: str, cells: Cells, known: Known) -> Iterator[Grid]:
    """Yield the blocks of a sheet whose corner still bears its mark, wherever sorting left it."""
    marks = {place: found[1] for place in cells if (found := _MARKER.fullmatch(_text(cells, *place)))}
    for (head, left), block in marks.items():
        heads = {row: each for (row, column), each in marks.items() if column == left}
        ids = _named_only([(r, _text(cells, r, left)) for r, c in cells if c == left and r not in heads])
        rows = tuple((row, each) for row, each in ids if _home(row, each, heads, known) == head)
        columns = [(c, _text(cells, head, c)) for r, c in cells if r == head and c > left]
        yield Grid(block, title, head, cells, rows, _named_only(columns))


def _home(row: int, identifier: str, heads: Mapping[int, str], known: Known) -> int:
    """Return the row of the mark of the block to which a row belongs: that which has its id, or else the one above.

    There is none (0) for a row of a block whose mark is gone.
    """
    if identifier == CASE and len(heads) == 1:
        return next(iter(heads))
    blocks = {block for block, rows in known.rows.items() if identifier in rows}
    own = [head for head, block in heads.items() if block in blocks]
    if len(own) == 1 or (blocks and not own):
        return own[0] if own else 0
    return max((head for head in heads if head < row), default=0)


def _named_only(pairs: Sequence[tuple[int, str]]) -> tuple[tuple[int, str], ...]:
    return tuple((number, identifier) for number, identifier in pairs if _ID.fullmatch(identifier))


def _named(book: Any, sheets: Mapping[str, Cells], marked: set[str]) -> list[Grid]:
    """Return the blocks that have lost their mark, found by the names of their rows and columns."""
    axes: dict[tuple[str, str], dict[str, dict[str, int]]] = {}
    for name, defined in book.defined_names.items():
        ids, place = ids_of(name), _place(defined)
        if ids and place and place[0] in sheets and ids[1] not in marked:
            axis, block, identifier = ids
            lines = axes.setdefault((block, place[0]), {"row": {}, "col": {}})
            lines[axis][identifier] = place[1] if axis == "row" else place[2]
    found = [_recovered(block, title, sheets[title], lines) for (block, title), lines in axes.items()]
    # Names outlive what stood in their cells.
    return [grid for grid in found if {row for row, _column in grid.cells} & {row for row, _id in grid.rows}]


def _recovered(block: str, title: str, cells: Cells, lines: Mapping[str, Mapping[str, int]]) -> Grid:
    """Return a block whose ids are gone on one side: those of the other side are still in their cells."""
    head = lines["row"].get("ids", 0)
    rows = {identifier: row for identifier, row in lines["row"].items() if identifier != "ids"}
    columns = lines["col"]
    across = _named_only([(c, _text(cells, head, c)) for r, c in cells if r == head])
    across = tuple(pair for pair in across if pair[1] in columns or pair[1].startswith("@"))
    counts: dict[int, list[tuple[int, str]]] = {}
    for row, column in cells:
        if (identifier := _text(cells, row, column)) in rows:
            counts.setdefault(column, []).append((row, identifier))
    down = tuple(sorted(counts.values(), key=lambda pairs: -len(pairs))[0]) if counts else ()
    whole = 2 * len(down) > len(rows)
    return Grid(
        block,
        title,
        head,
        cells,
        down if whole else tuple((row, identifier) for identifier, row in rows.items()),
        across or tuple((column, identifier) for identifier, column in columns.items()),
    )


def _place(defined: Any) -> tuple[str, int, int] | None:
    """Return sheet, first row and first column of a name's range; None for one that leads nowhere any more."""
    if "#REF!" in str(defined.attr_text):
        return None
    try:
        ((title, cells),) = list(defined.destinations)
        left, top, _right, _bottom = range_boundaries(cells)
    except (ValueError, TypeError):
        return None
    return (title, top, left) if top and left else None

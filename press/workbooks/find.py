"""A workbook as openpyxl holds it in; its cells by the names of their fields, wherever they now stand, out.

Ids beside the rows and above the columns tell which cell is which. Where the ids of one of the two are gone, the names
of the workbook stand in for them. What readers see beside a row is the witness: rows that were sorted without
their ids are known by it, or not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from openpyxl.utils import range_boundaries

from press.workbooks.carried import ANSWER, CARRIED, ID, KIND
from press.workbooks.ids import LABEL, MARK, bare, case_id, case_of, field_key, ids_of
from press.workbooks.known import Known, folded

_ROWS, _COLUMNS = 20_000, 500  # cells further away are none of ours
_MARKER = re.compile(re.escape(MARK) + "([a-z0-9/-]+)")
Cells = Mapping[tuple[int, int], Any]


@dataclass(frozen=True)
class Found:
    """A cell of a field: the field's name, where it stands ("Application!D7"), and openpyxl's cell."""

    key: str
    place: str
    cell: Any


@dataclass(frozen=True)
class Grid:
    """A block as it stands on a sheet: the rows and columns of its ids, each by number and id.

    The ids of `strange` rows belong to others, so they are not read.
    """

    block: str
    title: str
    cells: Cells
    rows: tuple[tuple[int, str], ...]
    columns: tuple[tuple[int, str], ...]
    strange: tuple[tuple[int, str], ...] = ()

    def fields(self, rows: Sequence[tuple[int, str]] | None = None) -> Iterator[Found]:
        """Yield the cells of all fields that hold anything; `rows` are others than those to be read."""
        for row, row_id in self.rows if rows is None else rows:
            for column, column_id in self.columns:
                if (key := field_key(row_id, column_id)) and (row, column) in self.cells:
                    cell = self.cells[row, column]
                    yield Found(key, f"{self.title}!{cell.coordinate}", cell)


def grids(book: Any, known: Known) -> tuple[list[Grid], list[str], list[str]]:
    """Return the blocks of a workbook; what was put right; and what is wrong, so that rows are not read."""
    sheets = {sheet.title: _cells(sheet) for sheet in book.worksheets}
    found = [grid for title, cells in sheets.items() for grid in _marked(title, cells)]
    found += _named(book, sheets, {grid.block for grid in found})
    checked = [_witnessed(grid, known) for grid in found]
    return [grid for grid, _, _ in checked], [s for _, said, _ in checked for s in said], [s for *_, s in checked if s]


def notes(book: Any) -> Iterator[str]:
    """Yield the texts in the first column of all sheets, where the first sheet notes its edition and language."""
    for sheet in book.worksheets:
        for (_row, column), cell in _cells(sheet).items():
            if column == 1 and isinstance(cell.value, str):
                yield cell.value


def carried_over(book: Any) -> Iterator[tuple[Found, str]]:
    """Yield the answers that a workbook keeps without a field, by their ids, and what kind of value each is."""
    for sheet in book.worksheets:
        cells = _cells(sheet)
        marks = {text: place for place in cells if (text := _text(cells, *place)) in (KIND, ID, ANSWER)}
        if ANSWER not in marks:
            continue
        head, answers = marks[ANSWER]
        for (row, column), cell in cells.items():
            if column == answers and row > head:
                place = f"{sheet.title}!{cell.coordinate}"
                key, kind = (_text(cells, row, marks[mark][1]) if mark in marks else "" for mark in (ID, KIND))
                yield Found(key or place, place, cell), kind


def lost_over(book: Any) -> str:
    """Return the name of a sheet of answers without a field that can't be read, since its hidden row is gone."""
    place = _place(book.defined_names[CARRIED]) if CARRIED in book.defined_names else None
    if place is None or place[0] not in book.sheetnames:
        return ""
    cells = _cells(book[place[0]])
    return "" if any(_text(cells, *at) == ANSWER for at in cells) else place[0]


def _cells(sheet: Any) -> dict[tuple[int, int], Any]:
    """Return the cells that are there: walking over all would take forever where one stands far away."""
    return {
        (row, column): cell
        for (row, column), cell in sorted(sheet._cells.items())
        if row <= _ROWS and column <= _COLUMNS and cell.value is not None
    }


def _text(cells: Cells, row: int, column: int) -> str:
    cell = cells.get((row, column))
    return bare(cell.value).strip() if cell is not None and isinstance(cell.value, str) else ""


def _marked(title: str, cells: Cells) -> Iterator[Grid]:
    """Yield the blocks of a sheet whose corner still bears its mark."""
    marks = [
        (row, column, found[1])
        for row, column in cells
        if (found := _MARKER.fullmatch(_text(cells, row, column)))
    ]  # fmt: skip
    for row, column, block in marks:
        end = min((r for r, c, _block in marks if c == column and r > row), default=_ROWS)
        rows = [(r, _text(cells, r, column)) for r, c in cells if c == column and row < r < end]
        columns = [(c, _text(cells, row, c)) for r, c in cells if r == row and c > column]
        yield Grid(block, title, cells, _named_only(rows), _named_only(columns))


def _named_only(pairs: Sequence[tuple[int, str]]) -> tuple[tuple[int, str], ...]:
    return tuple((number, identifier) for number, identifier in pairs if identifier)


def _named(book: Any, sheets: Mapping[str, Cells], marked: set[str]) -> list[Grid]:
    """Return the blocks that have lost their mark, found by the names of their rows and columns."""
    axes: dict[tuple[str, str], dict[str, dict[str, int]]] = {}
    for name, defined in book.defined_names.items():
        ids, place = ids_of(name), _place(defined)
        if ids and place and place[0] in sheets and ids[1] not in marked:
            axis, block, identifier = ids
            lines = axes.setdefault((block, place[0]), {"row": {}, "col": {}})
            lines[axis][identifier] = place[1] if axis == "row" else place[2]
    return [_recovered(block, title, sheets[title], lines) for (block, title), lines in axes.items()]


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


def _witnessed(grid: Grid, known: Known) -> tuple[Grid, list[str], str]:
    """Compare the ids of rows with what readers see beside them, which a row that is moved takes with it."""
    label = next((column for column, identifier in grid.columns if identifier == LABEL), 0)
    claims: dict[int, tuple[str, str]] = {}
    for row, identifier in grid.rows:
        seen = _claimed(grid, known, row, label, identifier)
        if seen and identifier not in seen:
            claims[row] = (identifier, next(iter(seen)) if len(seen) == 1 else "")
    if not claims:
        return grid, [], ""
    had, meant = sorted(pair[0] for pair in claims.values()), sorted(pair[1] for pair in claims.values())
    if had == meant:
        rows = tuple((row, claims[row][1] if row in claims else identifier) for row, identifier in grid.rows)
        said = f"{grid.title}: {len(claims)} rows were sorted without their hidden ids; what is seen beside them counts"
        return replace(grid, rows=rows), [said], ""
    rows, strange = (
        tuple((row, identifier) for row, identifier in grid.rows if (row in claims) == claimed)
        for claimed in (False, True)
    )
    listed = ", ".join(str(row) for row in sorted(claims)[:10])
    said = f"{grid.title}: the hidden ids of the rows {listed} belong to other rows"
    return replace(grid, rows=rows, strange=strange), [], said


def _claimed(grid: Grid, known: Known, row: int, column: int, identifier: str) -> frozenset[str]:
    """Return the ids that the text beside a row stands for; none where it says nothing."""
    cell = grid.cells.get((row, column))
    if cell is None:
        return frozenset()
    text = folded(str(cell.value))
    if case_of(identifier):
        return frozenset({case_id(int(text))}) if text.isdecimal() and len(text) <= 3 else frozenset()
    home = identifier.rpartition("/")[0]
    if f"{home}/{text}" in known.rows.get(grid.block, ()):
        return frozenset({f"{home}/{text}"})
    return known.labels.get(text, frozenset()) & frozenset(known.rows.get(grid.block, ()))

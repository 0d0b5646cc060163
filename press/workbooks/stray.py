"""A workbook and the blocks found in it in; what was filled in there and can't be read for sure, with the reason, out.

That is: cells to fill in that no id reaches, merged cells, the ranges of formulas, and sheets that Excel does not show.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any, NamedTuple

from openpyxl.utils import get_column_letter, range_boundaries

from press.workbooks.apart import cell_text
from press.workbooks.find import Grid, answers_over, cells_of
from press.workbooks.ids import MARK
from press.workbooks.known import Known
from press.workbooks.witness import heading_of

_COPY = "type it into its field in the workbook of this edition"
_SHOW = "show the sheet in the program that hid it, or copy it into a new workbook"


class Stray(NamedTuple):
    """Filled cells that are not read: how many, where ("Application!D7:D9"), why, and what to do."""

    number: int
    place: str
    why: str
    hint: str


def sound(book: Any, blocks: Sequence[Grid], known: Known) -> tuple[list[Grid], list[Stray]]:
    """Return the blocks without the cells that are not to be read, and all of these."""
    kept, strays = [], []
    for grid in blocks:
        sheet = book[grid.title]
        secret = sheet.sheet_state == "veryHidden"
        unsure = {**_merged(sheet, grid), **_reckoned(grid), **(dict.fromkeys(grid.keys, "secret") if secret else {})}
        filled = [place for place in unsure if place not in grid.strange and _is_filled(grid.cells.get(place))]
        for why, (said, hint) in _WHY.items():
            found = [place for place in filled if unsure[place] == why]
            strays += [Stray(number, place, said, hint) for number, place in _spans(grid.title, found)]
        kept.append(replace(grid, cells={place: cell for place, cell in grid.cells.items() if place not in unsure}))
    for sheet in book.worksheets:
        on_it = [grid for grid in blocks if grid.title == sheet.title]
        strays += [Stray(*each, *_UNREACHED) for each in _spans(sheet.title, unreached(sheet, on_it, known))]
    return kept, strays


def hidden(book: Any, blocks: Iterable[Grid]) -> list[str]:
    """Return the names of the hidden sheets on which answers stand."""
    titles = {grid.title for grid in blocks if next(grid.fields(), None)}
    return [sheet.title for sheet in book.worksheets if sheet.title in titles and sheet.sheet_state == "hidden"]


_UNREACHED = ("belong to no field: the hidden ids of the row or the column are gone", _COPY)
_WHY = {
    "secret": ("stand on a sheet that no program shows", _SHOW),
    "merged": ("stand in merged cells of several fields", "unmerge the cells and type each answer into its field"),
    "reckoned": ("are what a formula made of other cells", "type the answers themselves"),
}


def _merged(sheet: Any, grid: Grid) -> dict[tuple[int, int], str]:
    """Return the places of fields in merged cells that hold more than one of them."""
    found: dict[tuple[int, int], str] = {}
    keys = grid.keys
    for merged in sheet.merged_cells.ranges:
        within = [place for place in keys if _is_within(place, merged.bounds)]
        found |= dict.fromkeys(within, "merged") if len(within) > 1 else {}
    return found


def _reckoned(grid: Grid) -> dict[tuple[int, int], str]:
    """Return the places of fields that a formula for several cells fills."""
    ranges = {place: cell.value.ref for place, cell in grid.cells.items() if getattr(cell.value, "ref", None)}
    bounds = {place: range_boundaries(cells) for place, cells in ranges.items()}
    places = grid.keys if bounds else ()
    found = [
        each for each in places if any(each != place and _is_within(each, box) for place, box in bounds.items())
    ]  # fmt: skip
    return dict.fromkeys(found, "reckoned")


def _is_within(place: tuple[int, int], bounds: Any) -> bool:
    left, top, right, bottom = bounds
    return bool(top <= place[0] <= bottom and left <= place[1] <= right)


def unreached(sheet: Any, blocks: Sequence[Grid], known: Known) -> Iterator[tuple[int, int]]:
    """Yield the filled cells to fill in that have no id, and those that stand between the fields of a block."""
    reached = answers_over(sheet) | {place for grid in blocks for place in (*grid.keys, *grid.numbers)}
    heads = {grid.head for grid in blocks}
    among = [_bounds(grid) for grid in blocks if grid.keys]
    for place, cell in cells_of(sheet).items():
        text = cell_text(cell.value)
        if place in reached or place[0] in heads or not _is_filled(cell) or text.startswith(MARK):
            continue
        inside = any(_is_within(place, bounds) for bounds in among)
        if _is_input(cell) or (inside and cell.data_type != "f" and heading_of(text) not in known.heads):
            yield place


def _bounds(grid: Grid) -> tuple[int, int, int, int]:
    rows, columns = ([place[axis] for place in grid.keys] for axis in (0, 1))
    return min(columns), min(rows), max(columns), max(rows)


def _is_input(cell: Any) -> bool:
    """Tell whether a cell looks like one to fill in: unlocked, and of the form of a text or a day."""
    return not cell.protection.locked and cell.number_format != "General"


def _is_filled(cell: Any) -> bool:
    return cell is not None and bool(cell_text(cell.value).strip())


def _spans(title: str, places: Iterable[tuple[int, int]]) -> Iterator[tuple[int, str]]:
    """Yield cells that stand below each other as one place, with their number."""
    ordered = sorted((column, row) for row, column in places)
    for (column, _), group in groupby(enumerate(ordered), lambda each: (each[1][0], each[1][1] - each[0])):
        rows = [row for _number, (_column, row) in group]
        first, last = (f"{get_column_letter(column)}{row}" for row in (rows[0], rows[-1]))
        yield len(rows), f"{title}!{first}" + (f":{last}" if last != first else "")

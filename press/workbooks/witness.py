"""Blocks as their ids tell them in; the same compared with what readers see, which moves with what people move, out.

Rows or columns that were sorted or moved without their ids are known by their labels and headings, or not read. The
number of a case, which the dataset keeps where we wrote it, tells whether its column still belongs to that case.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from press.workbooks.apart import cell_text
from press.workbooks.find import Grid
from press.workbooks.ids import CASE, LABEL, case_id, case_of, folded
from press.workbooks.known import Known

_LISTED = 10
# The heading of a case in the dataset: a formula, which says its number whatever it refers to now, or what it showed.
_CASE_HEAD = re.compile(r'=.*"([0-9]{1,3})"&CHAR\(10\)&.*|([0-9]{1,3})(?:\n.*)?', re.DOTALL)
_Ids = tuple[tuple[int, str], ...]


class Witnessed(NamedTuple):
    """A block; what was put right in it; and what is wrong, so that some cells are not read."""

    grid: Grid
    mended: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()


def witnessed(grid: Grid, known: Known) -> Witnessed:
    """Compare the ids of a block with the labels of its rows and the headings of its columns."""
    label = next((column for column, identifier in grid.columns if identifier == LABEL), 0)
    seen_rows = {row: _claimed(grid, known, row, label, identifier) for row, identifier in grid.rows}
    seen_columns = _headings(grid, known)
    rows, strange_rows = _compared(grid.rows, seen_rows)
    columns, strange_columns = _compared(grid.columns, seen_columns)
    strange_rows = sorted({*strange_rows, *_copied(replace(grid, rows=rows, columns=columns))})
    mended = [
        f"{grid.title}: {_count(now, before)} {what} were {how} without their hidden ids; "
        f"what is seen {where} them counts"
        for now, before, what, how, where in (
            (rows, grid.rows, "rows", "sorted", "beside"),
            (columns, grid.columns, "columns", "moved", "above"),
        )
        if now != before
    ]
    wrong = [
        f"{grid.title}: the hidden ids of the {what} {', '.join(map(str, places[:_LISTED]))} belong to other {what}"
        for what, places in (("rows", strange_rows), ("columns", strange_columns))
        if places
    ]
    moved = frozenset(now[0] for now, before in zip(columns, grid.columns, strict=True) if now != before)
    kept = replace(grid, rows=rows, columns=columns, moved=moved)
    strange = frozenset(place for place in kept.keys if place[0] in strange_rows or place[1] in strange_columns)
    return Witnessed(replace(kept, strange=strange), tuple(mended), tuple(wrong))


def case_numbers(grid: Grid) -> dict[str, tuple[str, str]]:
    """Return the number that each case had when the workbook was made, by its id in a dataset, and where it stands.

    Where columns were moved without their hidden ids, the hidden numbers stayed behind as well.
    """
    row = next((row for row, identifier in grid.rows if identifier == CASE), 0)
    return {
        identifier: (text, f"{grid.title}!{grid.cells[row, column].coordinate}")
        for column, identifier in grid.columns
        if case_of(identifier) and (row, column) in grid.cells and column not in grid.moved
        and (text := cell_text(grid.cells[row, column].value).strip())
    }  # fmt: skip


def _compared(ids: _Ids, seen: Mapping[int, frozenset[str]]) -> tuple[_Ids, list[int]]:
    """Return ids by what is seen beside them, and where no order explains that."""
    claims = {place: (each, seen[place]) for place, each in ids if seen[place] and each not in seen[place]}
    meant = {place: next(iter(found)) for place, (_each, found) in claims.items() if len(found) == 1}
    if sorted(each for each, _found in claims.values()) == sorted(meant.values()):
        return tuple((place, meant.get(place, each)) for place, each in ids), []
    return ids, sorted(claims)


def _count(now: Sequence[object], before: Sequence[object]) -> int:
    return sum(one != other for one, other in zip(now, before, strict=True))


def _claimed(grid: Grid, known: Known, row: int, column: int, identifier: str) -> frozenset[str]:
    """Return the ids that the text beside a row stands for; none where it says nothing."""
    cell = grid.cells.get((row, column))
    if cell is None:
        return frozenset()
    text = folded(cell_text(cell.value))
    if case_of(identifier):
        return frozenset({case_id(int(text))}) if text.isdecimal() and len(text) <= 3 else frozenset()
    home = identifier.rpartition("/")[0]
    if f"{home}/{text}" in known.rows.get(grid.block, ()):
        return frozenset({f"{home}/{text}"})
    return known.labels.get(text, frozenset()) & frozenset(known.rows.get(grid.block, ()))


def _headings(grid: Grid, known: Known) -> dict[int, frozenset[str]]:
    """Return the ids of the block that the headings of its columns stand for; rows put in may stand above them."""
    first = min((row for row, _id in grid.rows), default=1)
    above = range(grid.head + 1, first) if 0 < grid.head < first - 1 else (grid.head + 1 if grid.head else first - 1,)
    lines = [{column: _headed(grid, known, row, column) for column, _id in grid.columns} for row in above]
    return max(lines, key=lambda line: sum(map(bool, line.values())))


def _headed(grid: Grid, known: Known, row: int, column: int) -> frozenset[str]:
    """Return the ids of the block that the heading of a column stands for; none where it says nothing."""
    cell = grid.cells.get((row, column))
    if cell is None or not isinstance(cell.value, (str, int)):
        return frozenset()
    own = frozenset(identifier for _column, identifier in grid.columns)
    text = str(cell.value)
    if number := _CASE_HEAD.fullmatch(text):
        return frozenset({case_id(int(number[1] or number[2]))}) & own
    return known.heads.get(heading_of(text), frozenset()) & own


def _copied(grid: Grid) -> Iterator[int]:
    """Yield the rows of one id that do not say the same: one was copied over another, or begun as a copy of it."""
    rows: dict[str, list[int]] = defaultdict(list)
    for row, identifier in grid.rows:
        rows[identifier].append(row)
    for same in (same for same in rows.values() if len(same) > 1):
        said = {tuple(_said(grid, row, column) for column, _id in grid.columns) for row in same}
        if len(said) > 1:
            yield from same


def _said(grid: Grid, row: int, column: int) -> str:
    """Return what stands in a field; nothing where there is none."""
    cell = grid.cells.get((row, column)) if (row, column) in grid.keys else None
    return cell_text(cell.value).strip() if cell else ""


def heading_of(text: str) -> str:
    """Return the heading of a column as it is compared: without the help that may stand below it."""
    return folded(text.partition("\n(")[0])

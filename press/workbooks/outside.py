"""A workbook and the blocks found in it in; what somebody typed outside all fields, with its places, out.

That is what the workbook does not say by itself (`press.workbooks.own`): cells, comments, and text boxes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from press.workbooks.apart import cell_text
from press.workbooks.boxes import Box
from press.workbooks.find import Grid, answers_over, written_over
from press.workbooks.ids import CASE
from press.workbooks.known import Known
from press.workbooks.own import SEAL, Own, hash_of, is_long, unsealed
from press.workbooks.stray import unreached

Spot = tuple[int, int]


class Typed(NamedTuple):
    """A text that stands outside the fields: its sheet, its place there ("E64", "E64 comment"), and what it says."""

    sheet: str
    place: str
    text: str


def seals_of(book: Any) -> Own:
    """Return what the sheets of a workbook say by themselves, as it keeps it; nothing where that is gone."""
    texts = (cell.value for sheet in book.worksheets for cell in sheet._cells.values())
    return [unsealed(text) for text in texts if isinstance(text, str) and text.startswith(SEAL)]


def outside(book: Any, over: Iterable[Box], blocks: Sequence[Grid], known: Known, own: Own) -> Iterator[Typed]:
    """Yield what was typed outside the fields, sheet by sheet; `over` are the text boxes."""
    laid = [Typed(box.sheet, f"{box.cell} box", box.text) for box in over if box.text]
    for sheet in book.worksheets:
        on_it = [grid for grid in blocks if grid.title == sheet.title]
        yield from _in_cells(sheet, on_it, known, own)
        for cell in sheet._cells.values():
            if cell.comment and cell.comment.text.strip():
                yield Typed(sheet.title, f"{cell.coordinate} comment", cell.comment.text)
        yield from (each for each in laid if each.sheet == sheet.title)


def _in_cells(sheet: Any, blocks: Sequence[Grid], known: Known, own: Own) -> Iterator[Typed]:
    """Yield the cells that hold neither an answer nor what a sheet says by itself, as often as it says that."""
    read = {*answers_over(sheet), *written_over(sheet), *unreached(sheet, blocks, known)}
    read |= {spot for grid in blocks for spot in (*grid.keys, *grid.numbers)}
    said = {spot: _said(cell) for spot, cell in sheet._cells.items() if spot not in read}
    said = {spot: text for spot, text in said.items() if text.strip() and not text.startswith((SEAL, CASE))}
    hashes = {spot: hash_of(text) for spot, text in said.items()}
    left, anywhere = _most_like(Counter(hashes.values()), own), {each for counts in own for each in counts}
    typed = []
    for spot in sorted(said, key=lambda spot: (*_strangeness(sheet._cells[spot], blocks), spot)):
        if left[hashes[spot]] > 0:
            left[hashes[spot]] -= 1
        elif not (is_long(said[spot]) and hashes[spot] in anywhere):
            typed.append(spot)
    yield from (Typed(sheet.title, sheet._cells[spot].coordinate, said[spot]) for spot in sorted(typed))


def _most_like(there: Counter[str], own: Own) -> Counter[str]:
    """Return what the sheet that is most like this one says by itself; nothing where none is."""
    found = max(own, key=lambda counts: (counts & there).total(), default=Counter())
    return Counter(found) if 3 * len(found.keys() & there.keys()) > len(found) else Counter()


def _strangeness(cell: Any, blocks: Iterable[Grid]) -> tuple[bool, bool, bool]:
    """Return by how much a cell differs from those of the workbook: of two equal ones, the other is its own."""
    among = any(grid.spans(cell.row, cell.column) for grid in blocks)
    return cell.data_type not in ("s", "f"), not among, not cell.has_style


def _said(cell: Any) -> str:
    """Return the text of a cell, or its formula."""
    formula = getattr(cell.value, "text", None)
    return formula if isinstance(formula, str) else cell_text(cell.value)

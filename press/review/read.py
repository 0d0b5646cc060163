"""A sheet that a reviewer filled in, whatever was done to it, in; what was written into each of its rows out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from press.outputs.made import Made
from press.problems import Origin, Problem
from press.review.sheet import COLUMNS, MARK
from press.run import alone
from press.workbooks.apart import cell_text, content_of, limits, opened
from press.workbooks.guard import is_workbook, refused

_MARK_ROWS, _ROWS, _COLUMNS = 20, 20_000, 100
_HINT = "use the sheet that 'messages review' wrote, saved as .xlsx"


class Remark(NamedTuple):
    """A row of the sheet: what it shows and what the reviewer wrote; `place` is where it stands ("Review de!F12").

    `formula` tells whether the correction or the note is one, whose text nobody knows.
    """

    place: str
    id: str = ""
    check: str = ""
    source: str = ""
    translation: str = ""
    correction: str = ""
    note: str = ""
    formula: bool = False

    @property
    def says_something(self) -> bool:
        """Whether the reviewer wrote anything."""
        return bool(self.correction.strip() or self.note.strip() or self.formula)


def read(path: Path) -> tuple[list[Remark], list[Problem]]:
    """Return all rows of a sheet and what is wrong with the file."""
    content, reason = content_of(path)
    if not reason and not is_workbook(content):
        reason = "the file is no workbook"
    if reason:
        return [], [_problem(path, reason)]
    made = alone(str(path), partial(_task, content), limits())
    if made.errors:
        return [], [_problem(path, made.errors[0][:200])]
    return [Remark(*each) for each in json.loads(made.content)], []


def _task(content: bytes) -> Made:
    if said := "; ".join(filter(None, refused(content))):
        return Made(b"", (said,))
    found = list(_remarks(opened(content)))
    return Made(json.dumps(found).encode()) if found else Made(b"", ("no sheet in it is one for a review",))


def _remarks(book: Any) -> Iterator[Remark]:
    known = {MARK + column.mark for column in COLUMNS}
    for sheet in book.worksheets:
        rows = sheet.iter_rows(max_row=min(sheet.max_row, _ROWS), max_col=min(sheet.max_column, _COLUMNS))
        columns: dict[str, int] = {}
        for row in rows:
            marks = {cell.value: number for number, cell in enumerate(row) if cell.value in known}
            if marks:
                columns = {mark.removeprefix(MARK): number for mark, number in marks.items()}
            elif "id" in columns:
                remark = _remark(sheet.title, row, columns)
                yield from [remark] if remark.id != COLUMNS[0].title else []
            elif row[0].row > _MARK_ROWS:
                break


def _remark(sheet: str, row: Any, columns: dict[str, int]) -> Remark:
    cells = {name: row[number] for name, number in columns.items()}
    texts = {
        name: cell_text(cells[name].value) if name in cells else ""
        for name in ("id", "check", "source", "translation", "correction", "note")
    }
    formula = any(cells[name].data_type in ("f", "e") for name in ("correction", "note") if name in cells)
    return Remark(f"{sheet}!{row[0].row}", **texts, formula=formula)


def _problem(path: Path, reason: str) -> Problem:
    return Problem(Origin(str(path)), "review-file", reason, _HINT)

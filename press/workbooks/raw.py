"""Openpyxl in; the same that reads a workbook as it is, with what merged cells hide and with all escapes, out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from openpyxl.cell.text import Text
from openpyxl.reader import excel
from openpyxl.worksheet._reader import WorksheetReader
from openpyxl.worksheet.cell_range import CellRange, MultiCellRange
from openpyxl.xml.constants import SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse


@contextmanager
def reading() -> Iterator[None]:
    """Let openpyxl keep the cells below merged ones, and texts with all their escapes."""
    before = excel.WorksheetReader, excel.read_string_table
    excel.WorksheetReader, excel.read_string_table = _Reader, _strings
    try:
        yield
    finally:
        excel.WorksheetReader, excel.read_string_table = before


class _Reader(WorksheetReader):  # type: ignore[misc]
    def bind_merged_cells(self) -> None:
        """Note which cells are merged, and leave them as they are."""
        merged = self.parser.merged_cells
        if merged:
            self.ws.merged_cells = MultiCellRange([CellRange(each.ref) for each in merged.mergeCell])


def _strings(source: Any) -> list[str]:
    """Return the shared strings."""
    found = []
    for _event, node in iterparse(source):
        if node.tag == f"{{{SHEET_MAIN_NS}}}si":
            found.append(Text.from_tree(node).content)
            node.clear()
    return found

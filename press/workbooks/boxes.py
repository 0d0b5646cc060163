"""The bytes of a workbook in; the text boxes and pictures that somebody laid over its cells, with their places, out.

A workbook of ours has none, and openpyxl drops the texts. Call it as `press.workbooks.apart.opened`: in a process with
limits.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any, NamedTuple

from openpyxl.packaging.relationship import get_dependents, get_rels_path
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils import get_column_letter
from openpyxl.xml.constants import DRAWING_NS, SHEET_DRAWING_NS
from openpyxl.xml.functions import fromstring

_TEXT, _LINE = f"{{{DRAWING_NS}}}t", f"{{{DRAWING_NS}}}p"
_OVER = f"{{{SHEET_DRAWING_NS}}}"


class Box(NamedTuple):
    """A text box, or a picture (no text): the name of its sheet, and the cell at its corner."""

    sheet: str
    cell: str
    text: str


def boxes(content: bytes) -> Iterator[Box]:
    """Yield all of them, sheet by sheet."""
    reader = ExcelReader(io.BytesIO(content), keep_links=False)
    reader.read_manifest()
    reader.read_workbook()
    there = set(reader.archive.namelist())
    for sheet, relation in reader.parser.find_sheets():
        relations = get_rels_path(relation.target)
        for each in get_dependents(reader.archive, relations) if relations in there else ():
            if each.Type.endswith("/drawing") and each.target in there:
                yield from _on_sheet(reader.archive, each.target, sheet.name)


def _on_sheet(archive: zipfile.ZipFile, part: str, title: str) -> Iterator[Box]:
    for anchor in fromstring(archive.read(part)):
        text = "\n".join("".join(each.text or "" for each in line.iter(_TEXT)) for line in anchor.iter(_LINE)).strip()
        if text or anchor.find(f".//{_OVER}pic") is not None:
            yield Box(title, _corner(anchor), text)


def _corner(anchor: Any) -> str:
    """Return the cell at the corner of a box; the first one where it stands free of cells."""
    row, column = (int(anchor.findtext(f"{_OVER}from/{_OVER}{axis}") or 0) for axis in ("row", "col"))
    return f"{get_column_letter(column + 1)}{row + 1}"

"""A workbook's layout as JSON in; the XLSX file out, through press.workbooks.write."""

from __future__ import annotations

import hashlib
from importlib import import_module
from pathlib import Path

from press.outputs.made import Made, recipe
from press.project import Project


def key(_project: Project, source: str) -> str:
    """Return the hash of everything that goes into a workbook: its layout, how it is written, the library."""
    writer = Path(__file__).parent.parent / "workbooks" / "write.py"
    return hashlib.sha256(source.encode() + recipe(("xlsxwriter",), writer)).hexdigest()


def prepare(_project: Project) -> None:
    """Load XlsxWriter."""
    import_module("press.workbooks.write")


def make(_project: Project, source: str) -> Made:
    """Return the workbook of a layout; what Excel could not take is an error."""
    from press.workbooks.model import Book
    from press.workbooks.write import write

    try:
        return Made(write(Book.model_validate_json(source)))
    except UserWarning as error:
        return Made(b"", (f"the workbook can't be written ({error})",))

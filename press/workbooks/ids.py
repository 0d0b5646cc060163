"""Ids of rows and columns in; the marks and names by which a workbook finds its cells again out.

A block of cells has ids in a hidden column beside its rows and in a hidden row above its columns. Where the two meet
stands `@id:<block>`. A row and a column give the name of a field: `application/3c` and `answer` that of the answer. So
rows and columns may be sorted, moved and inserted, and sheets renamed. Where the hidden column is gone, names of the
workbook (`fw_row_…`, `fw_col_…`) tell which row was which.
"""

from __future__ import annotations

import re
import unicodedata

from press.fields import row_key

MARK = "@id:"
VALUE = "@value"  # the column of a block that has one field a row
CASE = "@case"  # the row of a dataset that keeps the number of each case, to be compared
LABEL = "@label"  # the column of what readers see of a row's id: a code, a number, a label
_SPECIAL = {VALUE: "at_value", LABEL: "at_label", CASE: "at_case"}
_CASE = re.compile("@([0-9]{2,3})")
_NAME = re.compile("fw_(row|col)_(.+?)___(.+)")
# Marks of direction, among them those that keep a code in order in a text that runs from right to left.
_DIRECTION = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_TATWEEL = "\u0640"


def case_id(row: int) -> str:
    """Return the id of a numbered row of a table: `@07`."""
    return row_key("", row)


def case_of(identifier: str) -> int:
    """Return the number of a numbered row, 0 for an id of another kind."""
    found = _CASE.fullmatch(identifier)
    return int(found[1]) if found else 0


def field_key(row: str, column: str) -> str:
    """Return the name of the field in a row and a column; nothing where the column holds none."""
    if row == CASE:
        return ""
    if case_of(row):
        return column + row if not column.startswith("@") else ""
    if case_of(column):
        return row + column
    if column == VALUE:
        return row
    return "" if column.startswith("@") else f"{row}/{column}"


def name_of(axis: str, block: str, identifier: str) -> str:
    """Return the workbook's name for a row or a column (`axis` is row or col) of a block."""
    return f"fw_{axis}_{_encoded(block)}___{_encoded(identifier)}"


def ids_of(name: str) -> tuple[str, str, str] | None:
    """Return axis, block and id of a workbook's name for a row or column, or None for any other name."""
    found = _NAME.fullmatch(name)
    return (found[1], _decoded(found[2]), _decoded(found[3])) if found else None


def bare(text: str) -> str:
    """Return a text without marks of direction."""
    return _DIRECTION.sub("", text)


def folded(text: str) -> str:
    """Return a text as labels are compared: without marks, case, or differences that are not seen."""
    text = unicodedata.normalize("NFKC", bare(text)).replace(_TATWEEL, "").replace("\u200b", "")
    return " ".join(text.casefold().split())


def _encoded(identifier: str) -> str:
    if number := case_of(identifier):
        return f"at{number:02}"
    return _SPECIAL.get(identifier) or identifier.replace("-", "_").replace("/", "__")


def _decoded(name: str) -> str:
    if found := re.fullmatch("at([0-9]{2,3})", name):
        return case_id(int(found[1]))
    special = next((identifier for identifier, written in _SPECIAL.items() if written == name), "")
    return special or name.replace("__", "/").replace("_", "-")

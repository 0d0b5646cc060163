"""The blocks found in a workbook in; which of its fields are gone, with their rows and columns, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from press.workbooks.find import Grid
from press.workbooks.known import Known, axes_of

_LISTED = 10


class Lost(NamedTuple):
    """The names of fields that are gone, and for each part of the workbook what is gone of it, in words."""

    fields: tuple[str, ...]
    lines: tuple[str, ...]


def lost(blocks: Sequence[Grid], known: Known) -> Lost:
    """Return what is not there."""
    reached = {key for grid in blocks for key in grid.keys.values()}
    axes = axes_of(known)
    gone = {key: axis for key, axis in axes.items() if key not in reached}
    there: dict[str, set[str]] = {}
    for grid in blocks:
        there.setdefault(grid.block, set()).update(identifier for _row, identifier in grid.rows)
    wanted, missing = Counter(axes.values()), Counter(gone.values())
    columns = {axis for axis, number in missing.items() if number == wanted[axis]}
    lines = []
    for block, rows in known.rows.items():
        lacking = [row for row in rows if row not in there.get(block, set())]
        whole = sum(number for axis, number in missing.items() if axis[0] == block)
        in_columns = sum(missing[axis] for axis in columns if axis[0] == block)
        if len(lacking) == len(rows):
            lines.append(f"the workbook has lost its part '{block}' (fields: {whole})")
            continue
        if lacking:
            lines.append(f"'{block}' has lost rows (fields: {whole - in_columns}): {few(lacking)}")
        if names := [axis[1] for axis in wanted if axis in columns and axis[0] == block]:
            lines.append(f"'{block}' has lost columns (fields: {in_columns}): {few(names)}")
    return Lost(tuple(gone), tuple(lines))


def few(names: Sequence[str]) -> str:
    """Return the first of some names in a line."""
    return ", ".join(names[:_LISTED]) + (" …" if len(names) > _LISTED else "")

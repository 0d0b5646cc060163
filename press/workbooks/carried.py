"""Answers without a field in; the sheet that shows and keeps them out.

A later reading finds them by marks in a hidden row, so that they are not lost when the workbook is filled anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from press.fields import Value
from press.workbooks.canvas import Canvas
from press.workbooks.words import CELL, cut, units, wrapped

SHEET = "carried-over"
CARRIED = f"fw_sheet_{SHEET.replace('-', '_')}"  # the workbook's name for the sheet
# Marks of the columns: what kind of value a row holds, its id, what was asked, the answer, why it stands there.
KIND, ID, ANSWER = "@carried", "@carried-id", "@carried-answer"
QUESTION, REASON = "@carried-question", "@carried-reason"
TICK, SIGN = "tick", "✓"
_WIDTHS = {0: 8.0, 1: 30.0, 2: 52.0, 3: 52.0, 4: 44.0}


class Carried(NamedTuple):
    """An answer without a field: its id, what it answered, the answer, and why it has no field.

    `label` is what a choice is called; nothing for any other answer.
    """

    key: str
    question: str
    value: Value
    reason: str
    label: str = ""


def draw(canvas: Canvas, carried: Sequence[Carried]) -> None:
    """Draw the sheet."""
    canvas.put(0, 1, "title", canvas.name)
    canvas.heights[0] = 28
    canvas.place(CARRIED, 0, 1, 0, 1)
    head = _top(canvas)
    for column, mark in enumerate((KIND, ID, QUESTION, ANSWER, REASON)):
        canvas.put(head + 1, column, "id", mark)
    canvas.hidden_rows.append(head + 1)
    rows = [row for each in carried for row in _parts(each)]
    for number, (each, kind) in enumerate(rows, head + 2):
        _row(canvas, number, each, kind)
    canvas.look |= {"widths": _WIDTHS, "hidden_columns": (0,), "frozen": (head + 2, 2), "repeated": (head, head)}


def _top(canvas: Canvas) -> int:
    """Draw what explains the sheet and the heads of its columns; return the row of these."""
    words, t = canvas.words, canvas.words.t
    why = t("interface/carried-why", "These answers have no field in this workbook, or the copies of it differ.")
    what = t(
        "interface/carried-help",
        "They stay here when answers go into a new workbook. Copy what you need into its field, then delete it here.",
    )
    row = 0
    lines = [line for text in (why, what) for line in wrapped(words.shown(text), sum(_WIDTHS.values()) - 30)]
    for row, line in enumerate(lines, 1):
        canvas.put(row, 1, "note", line)
    heads = (
        t("interface/carried-id", "Id of the field"),
        t("interface/carried-question", "What was asked"),
        t("interface/carried-answer", "Answer"),
        t("interface/carried-reason", "Why it stands here"),
    )
    for column, head in enumerate(heads, 1):
        canvas.put(row + 1, column, "head", words.shown(head))
    return row + 1


def _row(canvas: Canvas, row: int, each: Carried, kind: str) -> None:
    words, value = canvas.words, SIGN if each.value is True else each.label or str(each.value)
    shown = (words.shown(each.key), cut(each.question, CELL), value, cut(each.reason, CELL))
    canvas.put(row, 0, "id", kind, given=True)
    for column, text in enumerate(shown, 1):
        canvas.put(row, column, "input" if column == 3 else "state", text, given=True)
    canvas.grows(row, *((text, _WIDTHS[column]) for column, text in enumerate(shown, 1)), least=19)


def _parts(each: Carried) -> Iterator[tuple[Carried, str]]:
    """Yield what stands in each row, and its kind: an answer that is too long for a cell takes several."""
    if isinstance(each.value, bool):
        yield each, TICK
        return
    long, step = units(each.value) > CELL, CELL // 2  # signs outside the basic plane count twice
    pieces = [each.value[at : at + step] for at in range(0, len(each.value), step)] if long else [each.value]
    for number, piece in enumerate(pieces, 1):
        yield each._replace(value=piece), f"{number}/{len(pieces)}" if long else "text"

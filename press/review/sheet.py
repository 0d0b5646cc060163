"""The rows of a language in; a sheet into which a reviewer writes corrections and notes out.

Columns are known by the marks of a hidden row, rows by their ids, so both may be sorted and moved.
"""

from __future__ import annotations

import datetime
import io
import warnings
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import xlsxwriter
from xlsxwriter.format import Format

from press.model import Edition, Language
from press.outline import Part
from press.pages.content import Speaker
from press.review.page import heading
from press.review.rows import Row
from press.workbooks.words import CELL, TALLEST, cut, lines_in
from press.workbooks.write import put_text

MARK = "@review:"
STATES = {"current": "Current", "outdated": "Outdated", "unchecked": "Unchecked", "missing": "Not translated"}
_HELP = (
    "Write into the yellow columns only: the whole corrected text, as it is to stand, or a note to the translator. "
    "What you leave empty stays as it is. You may sort and filter the rows."
)
_BASE = {"font_name": "Arial", "font_size": 10, "font_color": "#1B2733", "valign": "top", "text_wrap": True}
_BOXED = {**_BASE, "border": 1, "border_color": "#B8C7D0", "num_format": "@"}
_HEAD_ROWS = 3


class Column(NamedTuple):
    """A column: its mark, its heading, its width in characters, its look; is it in the language reviewed?"""

    mark: str
    title: str
    width: float
    look: Mapping[str, Any] = {}
    target: bool = False


_FILLED = {"bg_color": "#FFF9E5"}
COLUMNS = (
    Column("id", "Id", 14, {"font_color": "#4C5C68", "font_size": 8}),
    Column("where", "Where", 30, {"font_color": "#4C5C68", "font_size": 9}),
    Column("source", "Source", 50),
    Column("translation", "Translation", 50, target=True),
    Column("state", "State", 16),
    Column("correction", "Corrected translation", 50, _FILLED, target=True),
    Column("note", "Note", 36, _FILLED),
    Column("check", "Check", 14),
)


def write_sheet(speaker: Speaker, edition: Edition, language: Language, found: Mapping[Part, Sequence[Row]]) -> bytes:
    """Return the file. Raises UserWarning where Excel could not take what it is to hold: a mistake of ours."""
    target = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with warnings.catch_warnings():
        # XlsxWriter leaves out what is too long for Excel and only warns.
        warnings.simplefilter("error")
        file = xlsxwriter.Workbook(target, options)
        created = datetime.datetime.combine(edition.date, datetime.time())
        title = f"Review: {language.name} ({language.tag})"
        file.set_properties({"title": title, "author": edition.publisher, "created": created})
        _write(file, speaker, f"{title}, edition {edition.edition}", language, found)
        file.close()
    return target.getvalue()


def _write(file: Any, speaker: Speaker, title: str, language: Language, found: Mapping[Part, Sequence[Row]]) -> None:
    sheet = file.add_worksheet(f"Review {language.tag}"[:31])
    styles = [file.add_format({**_BOXED, **each.look, **_reading(each, language)}) for each in COLUMNS]
    head = file.add_format({**_BOXED, "bold": True, "font_color": "#0B4F6C", "bg_color": "#E4EFF4"})
    plain = file.add_format({**_BASE, "text_wrap": False})
    put_text(sheet, 0, 0, f"{title}. {_HELP}", plain)
    for number, column in enumerate(COLUMNS):
        sheet.set_column(number, number, column.width, None, {"hidden": column.mark == "check"})
        put_text(sheet, 1, number, MARK + column.mark, plain)
        put_text(sheet, 2, number, column.title, head)
    sheet.set_row(1, None, None, {"hidden": True})
    rows = [(where(speaker, part, row), row) for part, rows in found.items() for row in rows]
    for number, (place, row) in enumerate(rows, _HEAD_ROWS):
        _row(sheet, number, _cells(place, row), styles)
    sheet.autofilter(2, 0, _HEAD_ROWS + len(rows) - 1, len(COLUMNS) - 1)
    sheet.freeze_panes(_HEAD_ROWS, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(2)
    sheet.fit_to_pages(1, 0)


def where(speaker: Speaker, part: Part, row: Row) -> str:
    """Return where a text stands, in words: document, section, what it is, and its id."""
    document = [speaker.plain(speaker.document(part.document).title), heading(speaker, part)] if part.document else []
    return " › ".join([*document, row.message.kind, row.message.context])


def _cells(place: str, row: Row) -> list[str]:
    state = STATES[row.state] + (" (rule)" if row.message.normative else "")
    return [row.id, place, row.message.source, row.translation, state, "", "", row.check]


def _row(sheet: Any, number: int, cells: list[str], styles: Sequence[Format]) -> None:
    lines = max(lines_in(text, column.width) for text, column in zip(cells, COLUMNS, strict=True))
    sheet.set_row(number, min(TALLEST, 13.5 * lines + 4))
    for column, (text, style) in enumerate(zip(cells, styles, strict=True)):
        done = (
            put_text(sheet, number, column, cut(text, CELL), style)
            if text
            else sheet.write_blank(number, column, None, style)
        )
        if done:
            raise UserWarning(f"a cell can't be written: row {number}, column {column}")


def _reading(column: Column, language: Language) -> dict[str, int]:
    right = column.target and language.direction == "rtl"
    return {"reading_order": 2 if right else 1} if column.mark != "note" else {}

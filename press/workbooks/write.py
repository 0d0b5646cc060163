"""A workbook's layout in; the bytes of the XLSX file, the same on every machine, out: through XlsxWriter."""

from __future__ import annotations

import datetime
import io
import warnings
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_range_abs
from xlsxwriter.worksheet import Worksheet

from press.workbooks.canvas import quoted
from press.workbooks.model import Book, Cell, Mark, Place, Rule, SheetLayout
from press.workbooks.tally import YEARS

_INK, _MUTED, _ACCENT, _SOFT, _LINE, _INPUT = "#1B2733", "#4C5C68", "#0B4F6C", "#E4EFF4", "#B8C7D0", "#FFF9E5"
_BASE = {"font_name": "Arial", "font_size": 10, "font_color": _INK, "valign": "top"}
_BOXED = {"border": 1, "border_color": _LINE, "text_wrap": True}
_FIELD = {**_BOXED, "bg_color": _INPUT, "locked": False, "num_format": "@"}
_DAY = "yyyy-mm-dd"
# The looks of cells by the names that the layout gives them.
_STYLES: dict[str, dict[str, Any]] = {
    "title": {"font_size": 18, "bold": True, "font_color": _ACCENT, "valign": "vcenter"},
    "heading": {"font_size": 12, "bold": True, "font_color": _ACCENT, "valign": "bottom"},
    "group": {"bold": True, "font_color": _ACCENT, "bg_color": _SOFT, "valign": "vcenter", "bottom": 2,
              "bottom_color": _ACCENT},
    "note": {"font_color": _MUTED},
    "hint": {"font_color": _MUTED, "font_size": 9, "text_wrap": True},
    "body": {"text_wrap": True},
    "text": {"text_wrap": True},
    "head": {**_BOXED, "bold": True, "font_color": "#FFFFFF", "bg_color": _ACCENT, "valign": "vcenter"},
    "live-head": {**_BOXED, "bold": True, "font_color": _ACCENT, "bg_color": _SOFT, "valign": "vcenter"},
    "case-head": {**_BOXED, "bold": True, "font_color": "#FFFFFF", "bg_color": _ACCENT, "align": "center",
                  "valign": "vcenter", "font_size": 9},
    "label": {**_BOXED, "bold": True, "bg_color": _SOFT},
    "number": {**_BOXED, "bg_color": _SOFT, "align": "center"},
    "code": {**_BOXED, "bold": True, "font_color": _ACCENT, "bg_color": _SOFT, "align": "center"},
    "input": _FIELD,
    "choice": {**_FIELD, "align": "center"},
    "date": {**_FIELD, "num_format": _DAY, "align": "center"},
    "state": {**_BOXED, "font_size": 9},
    "shown-count": {**_BOXED, "align": "center", "font_color": _MUTED},
    "count": {"font_color": _MUTED, "font_size": 8},
    "figure": {"bold": True, "align": "center"},
    "share": {**_BOXED, "num_format": "0%", "align": "center", "bold": True},
    "day": {"num_format": _DAY, "align": "center", "bold": True},
    "next": {"bold": True, "text_wrap": True, "bg_color": _SOFT, "border": 1, "border_color": _ACCENT,
             "valign": "vcenter"},
    "link": {"font_color": "#075985", "underline": 1},
    "id": {"font_color": _MUTED, "font_size": 8},
    "good": {"bg_color": "#E4F3F0", "font_color": "#0F6A62"},
    "open": {"bg_color": "#FDF3DF", "font_color": "#7C4A03"},
}  # fmt: skip
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
_ALLOWED = {"format_cells": True, "format_columns": True, "format_rows": True, "autofilter": True}


def write(book: Book) -> bytes:
    """Return the file. Raises UserWarning where Excel could not take what the layout says: a mistake of ours."""
    target = io.BytesIO()
    with warnings.catch_warnings():
        # XlsxWriter leaves out what is too long for Excel and only warns.
        warnings.simplefilter("error")
        _Writer(book, xlsxwriter.Workbook(target, _OPTIONS)).write()
    return target.getvalue()


def put_text(target: Worksheet, row: int, column: int, text: str, style: Format) -> int:
    """Write a text into a cell, whatever it looks like; return 0 if that is done."""
    if text.startswith("<r>") and text.endswith("</r>"):
        # XlsxWriter would take it for marked-up text of its own and write it as it is; in two pieces it doesn't.
        return int(target.write_rich_string(row, column, text[:2], style, text[2:], style))
    return int(target.write_string(row, column, text, style))


class _Sheet(Worksheet):  # type: ignore[misc]
    """A sheet with rows whose height is only proposed: programs let them grow with what is typed into them."""

    growing: frozenset[int] = frozenset()

    def _xml_start_tag_unencoded(self, tag: str, attributes: Any = None) -> None:
        # XlsxWriter calls every height that it writes one that somebody set; such rows never grow.
        if tag == "row" and dict(attributes)["r"] - 1 in self.growing:
            attributes = [pair for pair in attributes if pair[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, attributes)


class _Writer:
    def __init__(self, book: Book, file: xlsxwriter.Workbook) -> None:
        self._book = book
        self._file = file
        self._formats: dict[str, Format] = {}
        self._names = {sheet.id: sheet.name for sheet in book.sheets}

    def write(self) -> None:
        book, file = self._book, self._file
        created = datetime.datetime.fromisoformat(book.created)
        file.set_properties({"title": book.title, "author": book.publisher, "created": created})
        for name, value in (("edition", book.edition), ("language", book.language), ("layout", str(book.version))):
            file.set_custom_property(f"iasios.{name}", value, "text")
        file.set_size(28_000, 16_000)
        for sheet in book.sheets:
            self._sheet(sheet, file.add_worksheet(sheet.name, _Sheet))
        for name, place in book.names.items():
            file.define_name(name, f"={self._address(place)}")
        file.close()

    def _address(self, place: Place) -> str:
        cells = xl_range_abs(place.top, place.left, place.bottom, place.right)
        return f"{quoted(self._names[place.sheet])}!{cells}"

    def _sheet(self, sheet: SheetLayout, target: _Sheet) -> None:
        if sheet.secret:
            target.very_hidden()
        if self._book.direction == "rtl":
            target.right_to_left()
        hidden = {column: {"hidden": True} for column in sheet.hidden_columns}
        for column in sorted({*sheet.widths, *hidden}):
            target.set_column(column, column, sheet.widths.get(column, 8), None, hidden.get(column, {}))
        target.growing = frozenset(sheet.growing)
        for row in sorted({*sheet.heights, *sheet.hidden_rows}):
            options = {"hidden": True} if row in sheet.hidden_rows else {}
            target.set_row(row, sheet.heights.get(row), None, options)
        for cell in sheet.cells:
            self._cell(cell, target)
        for rule in sheet.rules:
            self._rule(rule, target)
        for mark in sheet.marks:
            self._mark(mark, target)
        self._look(sheet, target)

    def _cell(self, cell: Cell, target: Worksheet) -> None:
        style, value = self._format(cell.style), cell.value
        if cell.formula:
            done = target.write_formula(cell.row, cell.column, cell.formula, style, "" if value is None else value)
        elif cell.link:
            done = target.write_url(cell.row, cell.column, f"internal:{cell.link}", style, str(value))
        elif isinstance(value, str) and value:
            done = put_text(target, cell.row, cell.column, value, style)
        elif value is None or value == "":
            done = target.write_blank(cell.row, cell.column, None, style)
        else:
            done = target.write_number(cell.row, cell.column, value, style)
        if done:
            raise UserWarning(f"a cell can't be written: {cell}")

    def _rule(self, rule: Rule, target: Worksheet) -> None:
        options: dict[str, Any] = {"validate": rule.kind, "input_title": rule.title, "input_message": rule.message}
        if rule.kind == "list":
            options["source"] = f"={rule.source}"
        if rule.kind == "date":
            options |= {"criteria": "between", "minimum": datetime.date(YEARS[0], 1, 1)}
            options |= {"maximum": datetime.date(YEARS[-1], 12, 31)}
        if rule.error:
            options["error_message"] = rule.error
        if target.data_validation(rule.top, rule.left, rule.bottom, rule.right, options):
            raise UserWarning(f"a rule can't be written: {rule}")

    def _mark(self, mark: Mark, target: Worksheet) -> None:
        options: dict[str, Any] = {"type": "formula", "criteria": mark.formula}
        if mark.bar:
            side = "right" if self._book.direction == "rtl" else "left"
            options = {"type": "data_bar", "bar_color": "#8ACCE6", "bar_solid": True, "bar_direction": side}
            options |= {"min_type": "num", "max_type": "num", "min_value": 0, "max_value": 1}
        else:
            options["format"] = self._format(mark.style)
        if target.conditional_format(mark.top, mark.left, mark.bottom, mark.right, options):
            raise UserWarning(f"a mark can't be written: {mark}")

    def _look(self, sheet: SheetLayout, target: Worksheet) -> None:
        """Say how a sheet scrolls, prints and is protected: against mistakes, without a password."""
        sides = ("&R", "&L") if self._book.direction == "rtl" else ("&L", "&R")
        title, name = (text.replace("&", "&&") for text in (self._book.title, sheet.name))
        # The title of a sheet of which only the table is printed stands above the table of each page.
        heads = [str(cell.value).replace("&", "&&") for cell in sheet.cells if sheet.printed and cell.style == "title"]
        middle = "".join(f"&C&B&12 {head}" for head in heads)
        target.set_header(f"{sides[0]}&9{title}{middle}{sides[1]}&9 {name}")
        target.set_footer(f"{sides[0]}&9{self._book.publisher} {self._book.edition}{sides[1]}&9&P / &N")
        target.set_paper(9)
        target.set_margins(0.45, 0.45, 0.7, 0.6)
        if sheet.landscape:
            target.set_landscape()
        if sheet.scale:
            target.set_print_scale(sheet.scale)
            target.set_v_pagebreaks(list(sheet.breaks))
        else:
            target.fit_to_pages(1, sheet.pages)
        if sheet.repeated:
            target.repeat_rows(*sheet.repeated)
        if sheet.printed:
            printed = sheet.printed
            target.print_area(printed.top, printed.left, printed.bottom, printed.right)
        if sheet.breaks:
            target.repeat_columns(f"{xl_col_to_name(0)}:{xl_col_to_name(1)}")
        if any(sheet.frozen):
            target.freeze_panes(*sheet.frozen)
        if sheet.filtered:
            place = sheet.filtered
            target.autofilter(place.top, place.left, place.bottom, place.right)
        target.hide_gridlines(2)
        target.protect("", _ALLOWED)

    def _format(self, name: str) -> Format:
        if name not in self._formats:
            (style, _, edge), (_, _, size) = name.partition("*")[0].partition("+"), name.partition("*")
            look = {**_BASE, **_STYLES[style], "reading_order": 2 if self._book.direction == "rtl" else 1}
            if style in ("good", "open"):
                look = _STYLES[style]
            if size:
                look |= {"font_size": int(size)}
            if edge:
                look |= {"top": 2, "top_color": _ACCENT}
            self._formats[name] = self._file.add_format(look)
        return self._formats[name]

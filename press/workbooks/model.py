"""The types of a workbook's layout: frozen records that say what stands in which cell, as data.

Rows and columns count from 0, as XlsxWriter counts them.
"""

from __future__ import annotations

from typing import Literal

from press.model import Frozen


class Range(Frozen):
    """A range of cells: first row and column, last row and column."""

    top: int
    left: int
    bottom: int
    right: int


class Place(Range):
    """A range of cells on a sheet, by the sheet's id."""

    sheet: str


class Cell(Frozen):
    """A cell. What it shows is `value`; with a `formula`, that is the formula's value, reckoned beforehand.

    `link` is the name of a place in the workbook. `key` is the name of the field that is filled in here;
    `given` is what people wrote elsewhere.
    """

    row: int
    column: int
    style: str
    value: str | int | float | None = None
    formula: str = ""
    link: str = ""
    key: str = ""
    given: bool = False

    @property
    def is_own(self) -> bool:
        """Whether the workbook itself says something here."""
        return bool(self.formula) or not (self.key or self.given or self.value in (None, ""))


class Rule(Range):
    """What may be entered in a range: one of the texts of a named list, a date, or anything; and what help says."""

    kind: Literal["list", "date", "any"]
    source: str = ""
    title: str = ""
    message: str = ""
    error: str = ""


class Mark(Range):
    """A look that a range takes on where a formula is true; `bar` draws the share from 0 to 1 instead."""

    style: str
    formula: str = ""
    bar: bool = False


class SheetLayout(Frozen):
    """A sheet: its cells, and how they look, behave and print.

    `widths` are characters by column; `heights` points by row, from which `growing` rows grow with what is typed into
    them. `hidden` lists what is hidden. `frozen` is the first cell that scrolls. `repeated` are the rows that are
    printed on each page; `breaks` the columns before which a page ends, `printed` the range that is printed, if it is
    not all. `scale` is in percent, 0 where the sheet is fitted to the page's width, and to `pages` of its height
    (0: any). `filtered` has buttons to filter.
    """

    id: str
    name: str
    cells: tuple[Cell, ...]
    widths: dict[int, float] = {}
    heights: dict[int, float] = {}
    growing: tuple[int, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    frozen: tuple[int, int] = (0, 0)
    repeated: tuple[int, int] | None = None
    breaks: tuple[int, ...] = ()
    printed: Place | None = None
    scale: int = 0
    pages: int = 0
    landscape: bool = True
    rules: tuple[Rule, ...] = ()
    marks: tuple[Mark, ...] = ()
    filtered: Place | None = None
    secret: bool = False


class Book(Frozen):
    """A whole workbook in one language. `created` is an ISO date; `version` that of the layout of ids."""

    title: str
    publisher: str
    edition: str
    language: str
    created: str
    direction: Literal["ltr", "rtl"]
    sheets: tuple[SheetLayout, ...]
    names: dict[str, Place]
    version: int = 1

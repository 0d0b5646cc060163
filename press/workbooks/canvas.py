"""Blocks in; the places of their rows and columns on sheets, and the cells that are drawn there, out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from press.fields import Field, Value
from press.model import Choice
from press.workbooks.blocks import Block, Column, Line
from press.workbooks.ids import LABEL, MARK, name_of
from press.workbooks.model import Cell, Mark, Place, Rule, SheetLayout
from press.workbooks.tally import serial
from press.workbooks.words import ERROR, MESSAGE, TITLE, Words, cut

_LINE = 1.2  # the height of a line, in sizes of its letters
STYLES = {"choice": "choice", "date": "date"}


@dataclass(frozen=True)
class Grid:
    """Where a block stands: its sheet by id and name, the row of its ids, and the rows and columns of its fields.

    `lead` columns stand between the ids and the fields; `extras` are the columns after them, which compute something.
    """

    block: Block
    sheet: str
    head: int
    rows: dict[str, int]
    columns: dict[str, int]
    extras: dict[str, int]

    @property
    def first(self) -> int:
        """The first row below the headings."""
        return self.head + 2

    @property
    def last(self) -> int:
        """The last row."""
        return self.head + 1 + len(self.block.lines)

    def column(self, identifier: str) -> int:
        """Return a column by its id."""
        return self.columns[identifier] if identifier in self.columns else self.extras[identifier]

    def cell(self, row: str, column: str) -> str:
        """Return the address of a field for formulas on any sheet."""
        return f"{quoted(self.sheet)}!{xl_rowcol_to_cell(self.rows[row], self.column(column), True, True)}"

    def down(self, column: str) -> str:
        """Return the addresses of a column's cells for formulas on any sheet."""
        place = self.column(column)
        return f"{quoted(self.sheet)}!{xl_range_abs(self.first, place, self.last, place)}"

    @property
    def all(self) -> str:
        """The addresses of all fields."""
        places = self.columns.values()
        return f"{quoted(self.sheet)}!{xl_range_abs(self.first, min(places), self.last, max(places))}"

    @property
    def row_ids(self) -> str:
        """The addresses of the rows' ids."""
        return f"{quoted(self.sheet)}!{xl_range_abs(self.first, 0, self.last, 0)}"

    @property
    def column_ids(self) -> str:
        """The addresses of the columns' ids."""
        places = self.columns.values()
        return f"{quoted(self.sheet)}!{xl_range_abs(self.head, min(places), self.head, max(places))}"


def grid_of(block: Block, sheet: str, head: int, lead: int, extras: tuple[str, ...] = ()) -> Grid:
    """Return where a block stands whose ids are in row `head`."""
    rows = {line.id: head + 2 + index for index, line in enumerate(block.lines) if line.id}
    columns = {column.id: 1 + lead + index for index, column in enumerate(block.columns)}
    after = 1 + lead + len(block.columns)
    return Grid(block, sheet, head, rows, columns, {name: after + index for index, name in enumerate(extras)})


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists to choose from: their names by the ids and words of their choices, in the order of the lists."""

    names: dict[tuple[tuple[str, str], ...], str] = field(default_factory=dict)

    def name(self, choices: tuple[Choice, ...], words: Words) -> str:
        """Return the name of the list of some choices."""
        key = tuple((choice.id, words.say(choice.label)) for choice in choices)
        return self.names.setdefault(key, f"fw_list_{len(self.names) + 1}")

    def option(self, choices: tuple[Choice, ...], identifier: str, words: Words) -> str:
        """Return the name of the cell that holds the words of a choice."""
        return f"{self.name(choices, words).replace('list', 'option')}_{identifier.replace('-', '_')}"


class Canvas:
    """One sheet on which cells are drawn."""

    def __init__(self, identifier: str, name: str, words: Words, lists: Lists, answers: Mapping[str, Value]) -> None:
        self.id = identifier
        self.name = name
        self.words = words
        self.lists = lists
        self.answers = answers
        self.cells: list[Cell] = []
        self.rules: list[Rule] = []
        self.marks: list[Mark] = []
        self.names: dict[str, Place] = {}
        self.heights: dict[int, float] = {}
        self.growing: dict[int, float] = {}
        self.hidden_rows: list[int] = []
        self.look: dict[str, Any] = {}

    def put(self, row: int, column: int, style: str, value: Any = None, **more: Any) -> None:
        """Draw a cell."""
        self.cells.append(Cell(row=row, column=column, style=style, value=value, **more))

    def tall(self, row: int, *columns: tuple[str, float], least: float = 0) -> None:
        """Make a row high enough for texts in columns of some width."""
        self.heights[row] = max(least, self.heights.get(row, 0), self.words.height(*columns))

    def grows(self, row: int, *columns: tuple[str, float], least: float) -> None:
        """Make a row high enough for answers, and let it grow with what is typed later; it never gets below `least`."""
        self.tall(row, *columns, least=least)
        self.growing[row] = least

    def place(self, name: str, top: int, left: int, bottom: int, right: int) -> None:
        """Give a range of cells a name."""
        self.names[name] = Place(sheet=self.id, top=top, left=left, bottom=bottom, right=right)

    def ids(self, grid: Grid) -> None:
        """Write the hidden ids of a block, and name its rows and columns."""
        block, ends = grid.block, [*grid.columns.values(), *grid.extras.values()]
        self.put(grid.head, 0, "id", f"{MARK}{block.id}")
        self.hidden_rows.append(grid.head)
        labelled = min(grid.columns.values()) > 1
        ids = {**({LABEL: 1} if labelled else {}), **grid.columns, **grid.extras}
        for identifier, column in ids.items():
            self.put(grid.head, column, "id", identifier)
            if identifier not in grid.extras:
                self.place(name_of("col", block.id, identifier), grid.head, column, grid.last, column)
        self.place(name_of("row", block.id, "ids"), grid.head, 0, grid.head, max(ends))
        for identifier, row in grid.rows.items():
            self.put(row, 0, "id", identifier)
            self.place(name_of("row", block.id, identifier), row, 0, row, max(ends))

    def input(self, grid: Grid, line: Line, column: Column, edge: str = "") -> None:
        """Draw the cell of a field, with its answer."""
        asked = grid.block.field(line, column)
        style = STYLES.get(asked.kind, "input")
        self.put(grid.rows[line.id], grid.columns[column.id], style + edge, self._shown(asked), key=asked.key)

    def rule(self, asked: Field, top: int, left: int, bottom: int, *, quiet: bool = False) -> None:
        """Say what may be entered in a part of a column; `quiet` shows no help where a cell is chosen."""
        t, words = self.words.t, self.words
        kind = "list" if asked.kind == "choice" else "date" if asked.kind == "date" else "any"
        help_text = words.say(asked.hint) if asked.hint else ""
        errors = {
            "list": t("interface/book-error-list", "Choose an answer from the list, or delete the entry."),
            "date": t("interface/book-error-date", "Enter a date as year, month and day, such as 2026-03-31."),
            "any": "",
        }
        if kind == "any" and not help_text:
            return
        self.rules.append(
            Rule(
                top=top, left=left, bottom=bottom, right=left, kind=kind,
                source=self.lists.name(asked.choices, words) if kind == "list" else "",
                title="" if quiet else cut(words.say(asked.label), TITLE),
                message="" if quiet else cut(help_text or words.shown(errors[kind]), MESSAGE),
                error=cut(words.shown(errors[kind]), ERROR),
            )
        )  # fmt: skip

    def layout(self) -> SheetLayout:
        """Return the sheet as data."""
        return SheetLayout(
            id=self.id,
            name=self.name,
            cells=tuple(map(self._propped, self.cells)),
            heights=self.heights,
            growing=tuple(self.growing),
            hidden_rows=tuple(self.hidden_rows),
            rules=tuple(self.rules),
            marks=tuple(self.marks),
            **self.look,
        )

    def _propped(self, cell: Cell) -> Cell:
        """Return a cell, large enough if it is the hidden id of a row that grows: it keeps the row from collapsing."""
        if cell.column or cell.row not in self.growing:
            return cell
        return cell.model_copy(update={"style": f"{cell.style}*{self.growing[cell.row] / _LINE:.0f}"})

    def _shown(self, asked: Field) -> str | int | None:
        """Return an answer as its cell shows it: the words of a choice, the number of a day."""
        value = self.answers.get(asked.key)
        if asked.kind == "choice":
            words = {choice.id: self.words.say(choice.label) for choice in asked.choices}
            return words.get(str(value), value) if value else None
        if asked.kind == "date" and (day := serial(value)) is not None:
            return day
        return value or None


def quoted(name: str) -> str:
    """Return the name of a sheet as formulas write it."""
    return "'" + name.replace("'", "''") + "'"


def literal(text: str) -> str:
    """Return a text as formulas write it."""
    return '"' + cut(text, MESSAGE).replace('"', '""') + '"'

"""A manual in; the blocks of its workbook out: the rows and columns of each, and the field in each of their cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from press.fields import Field, fillable
from press.model import Criterion, Document, FieldGroup, Form, FormField, Manual, Sheet, Text
from press.workbooks.ids import VALUE, case_id, field_key

EXTENDED = "extended"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a block. Its `label` is what readers see; `code` (3c, 7) is the same in all languages.

    A line without an id is a heading. `field` is given where the row, not the column, decides what is asked for.
    """

    id: str
    label: Text | None = None
    code: str = ""
    field: FormField | None = None
    criterion: Criterion | None = None
    standard: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a block: its id, and the field that it asks for in each row, if the column decides that."""

    id: str
    field: FormField | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A block of cells on a sheet: lines and columns, which together name its fields. `sheet` is the sheet's id."""

    id: str
    sheet: Sheet
    group: FieldGroup
    layout: str
    lines: tuple[Line, ...]
    columns: tuple[Column, ...]

    @property
    def rows(self) -> tuple[Line, ...]:
        """The lines that are no headings."""
        return tuple(line for line in self.lines if line.id)

    def field(self, line: Line, column: Column) -> Field:
        """Return the field of a cell."""
        asked = line.field or column.field
        assert asked is not None, "each cell is decided by its row or by its column"
        key = field_key(line.id, column.id)
        if self.layout == "dataset":
            return Field(key, "choice", asked.label, asked.hint, self.sheet.choices, code=column.id)
        label = line.label if self.layout == "matrix" and line.label else asked.label
        return Field(key, asked.type, label, asked.hint, asked.choices)

    def fields(self) -> Iterator[Field]:
        """Yield the fields of all cells, row by row."""
        for line in self.rows:
            for column in self.columns:
                yield self.field(line, column)


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook: the document that describes it, and its blocks in the order of its sheets."""

    document: Document
    blocks: tuple[Block, ...]

    @property
    def criteria(self) -> Block:
        """The block of the listed core criteria."""
        return next(block for block in self.blocks if block.layout == "criteria")

    @property
    def dataset(self) -> Block:
        """The block of the data that each record holds."""
        return next(block for block in self.blocks if block.layout == "dataset")

    @property
    def cases(self) -> Block:
        """The table of cases."""
        return next(block for block in self.blocks if block.id == self.dataset.sheet.cases)

    def questions(self, criterion: str = "") -> list[FormField]:
        """Return what is answered by a choice for each case: all of it, or what belongs to a criterion."""
        fields = [field for field in self.cases.group.fields if field.type == "choice"]
        return [field for field in fields if not criterion or field.criterion == criterion]

    @property
    def of_each_case(self) -> frozenset[str]:
        """The names of what is asked of each case, without its row."""
        return frozenset([*(field.key for field in self.cases.group.fields), *(line.id for line in self.dataset.rows)])

    def fields(self) -> dict[str, Field]:
        """Return all fields by name, in order."""
        return {field.key: field for block in self.blocks for field in block.fields()}


def workbook(manual: Manual) -> Workbook | None:
    """Return the workbook of a manual, or None where no document describes one."""
    document = next((document for document in manual.documents if document.kind == "workbook"), None)
    if document is None:
        return None
    return Workbook(document, tuple(block for sheet in document.sheets for block in _on_sheet(manual, sheet)))


def all_fields(manual: Manual) -> dict[str, tuple[Field, ...]]:
    """Return the fields of every document that is filled in, by its id: of the workbook first, then of the forms."""
    book = workbook(manual)
    own = {book.document.id: tuple(book.fields().values())} if book else {}
    return {**own, **fillable(manual)}


def _on_sheet(manual: Manual, sheet: Sheet) -> Iterator[Block]:
    groups = {group.key: (form, group) for form in manual.forms for group in form.groups}
    if sheet.cases:
        table = groups[sheet.cases][1]
        parts = [groups[key][1] for key in sheet.groups]
        lines = [line for group in parts for line in (Line("", group.label), *_field_lines(group))]
        columns = tuple(Column(case_id(row)) for row in range(1, table.rows + 1))
        yield Block(sheet.id, sheet, parts[0], "dataset", tuple(lines), columns)
        return
    for key in sheet.groups:
        yield _block(manual, sheet, *groups[key])


def _block(manual: Manual, sheet: Sheet, form: Form, group: FieldGroup) -> Block:
    lines: tuple[Line, ...]
    columns = tuple(Column(field.id, field) for field in group.fields)
    if group.layout == "matrix":
        lines = tuple(Line(line.key, line.label) for line in group.lines)
    elif group.layout == "criteria":
        lines = tuple(_criterion_lines(manual, form))
    elif group.layout == EXTENDED:
        lines = tuple(Line(f"{form.id}/{EXTENDED}-{row:02}") for row in range(1, group.rows + 1))
        shared = [other for other in form.groups if other.layout == "criteria"]
        columns += tuple(Column(field.id, field) for other in shared for field in other.fields)
    elif group.layout == "table":
        lines = tuple(Line(case_id(row), code=str(row)) for row in range(1, group.rows + 1))
        columns = tuple(Column(field.key, field) for field in group.fields)
    else:
        lines, columns = tuple(_field_lines(group)), (Column(VALUE),)
    return Block(group.key, sheet, group, group.layout, lines, columns)


def _field_lines(group: FieldGroup) -> Iterator[Line]:
    for field in group.fields:
        yield Line(field.key, field.label, field=field)


def _criterion_lines(manual: Manual, form: Form) -> Iterator[Line]:
    for standard in manual.checklist.standards:
        for criterion in standard.criteria:
            key = f"{form.id}/{criterion.id}"
            yield Line(key, criterion.evidence, criterion.id, criterion=criterion, standard=standard.number)

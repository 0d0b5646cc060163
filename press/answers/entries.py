"""What a file holds in; all that was entered, part by part, with labels in the reader's language, out.

What is a choice or a tick is said in that language, too; what was written stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from press.answers.carried import reason
from press.answers.labels import Label, value_words
from press.answers.sections import Cell, Column, Section, Table
from press.answers.settle import Left, fieldless, source_of
from press.fields import NOTES, Field, Value, fields, row_key
from press.model import FieldGroup, Text
from press.needs import ABSENT
from press.pages.content import Speaker
from press.workbooks.blocks import Block, Workbook, workbook

Row = tuple[str, Sequence[Field]]


def shown(speaker: Speaker, field: Field, value: Value | None, language: str) -> Cell:
    """Return an answer as it is shown; `language` is that of the form into which it was written."""
    words = value_words(speaker, field, value) if value else None
    return Cell(words) if words else Cell(str(value or ""), language)


def entries(speaker: Speaker, document: str, answers: Mapping[str, Value], language: str) -> Iterator[Section]:
    """Yield what was entered in a document, a section for each part that holds something.

    The criteria of a workbook and the numbers of cases are told where it is told what they lack.
    """
    teller, book = _Entries(speaker, answers, language), workbook(speaker.manual)
    whole = book if book and document == book.document.id else None
    tables = teller.of_workbook(whole) if whole else teller.of_form(document, book)
    yield from (Section(table.caption, tables=(table,), detail=True) for table in tables if table.lines)


def kept(
    speaker: Speaker, known: Mapping[str, Label], answers: Mapping[str, Value], language: str
) -> Iterator[Section]:
    """Yield what was entered and has no field, or stands beside it since copies differ; nothing where there is none."""
    t, lines = speaker.t, []
    for key, value in answers.items():
        name, source = source_of(key)
        label = known.get(name)
        if key in known:
            continue
        left = Left(key, value, "differ", source) if source else Left(key, value, fieldless(key))
        entry = shown(speaker, label.field, value, language) if label else Cell(_plain(speaker, value), language)
        lines.append(((Cell(label.place) if label else Cell(name, ""),), (entry,), (Cell(reason(left, t)),)))
    title = t("interface/carried", "Carried over")
    columns = (
        Column(t("interface/report/field", "Field")),
        Column(t("interface/report/entry", "Entry")),
        Column(t("interface/carried-reason", "Why it stands here")),
    )
    if lines:
        yield Section(title, tables=(Table(title, columns, tuple(lines)),), detail=True)


def _plain(speaker: Speaker, value: Value) -> str:
    return str(speaker.t("interface/ticked", "ticked")) if value is True else str(value)


class _Entries:
    def __init__(self, speaker: Speaker, answers: Mapping[str, Value], language: str) -> None:
        self._speaker = speaker
        self._t = speaker.t
        self._say = speaker.words
        self._answers = answers
        self._language = language

    def of_workbook(self, book: Workbook) -> Iterator[Table]:
        """Yield the parts of a workbook."""
        for block in book.blocks:
            if block == book.dataset:
                yield self._dataset(book)
            elif block == book.cases:
                yield self._cases(block.group)
            elif block != book.criteria:
                yield self._block(block)

    def of_form(self, document: str, book: Workbook | None) -> Iterator[Table]:
        """Yield the parts of a form."""
        manual = self._speaker.manual
        asked = {field.key: field for field in fields(manual, document)}
        for part in self._speaker.document(document).parts:
            if part == f"form:{manual.checklist.id}":
                if manual.checklist.details:
                    yield self._group(manual.checklist.details, asked)
                yield self._checklist(asked)
            for group in next((form.groups for form in manual.forms if part == f"form:{form.id}"), ()):
                yield self._cases(group) if book and group.key == book.cases.id else self._group(group, asked)

    def _table(self, title: Text, first: str, heads: Iterable[str], rows: Iterable[Row]) -> Table:
        """Return a table of the rows in which something is entered."""
        lines, columns = [], (Column(first), *map(Column, heads))
        for name, asked in rows:
            cells = [shown(self._speaker, field, self._answers.get(field.key), self._language) for field in asked]
            if any(cell.text for cell in cells):
                # A part of a criterion has no notes of its own.
                cells += [Cell("")] * (len(columns) - 1 - len(cells))
                lines.append(((Cell(name),), *((cell,) for cell in cells)))
        return Table(self._say(title), columns, tuple(lines))

    def _boxes(self, title: Text, asked: Iterable[Field]) -> Table:
        t = self._t
        rows = [(self._say(field.label), [field]) for field in asked]
        return self._table(title, t("interface/report/field", "Field"), [t("interface/report/entry", "Entry")], rows)

    def _numbered(self, title: Text, heads: Iterable[Text], rows: Iterable[Sequence[Field]]) -> Table:
        t, said = self._t, [self._say(head) for head in heads]
        return self._table(
            title, t("interface/row-number", "No."), said, ((str(row), asked) for row, asked in enumerate(rows, 1))
        )

    def _block(self, block: Block) -> Table:
        title, columns = block.group.label, [column.field for column in block.columns if column.field]
        heads = [field.short or field.label for field in columns]
        rows = [[block.field(line, column) for column in block.columns] for line in block.rows]
        if block.layout in ("table", "extended"):
            return self._numbered(title, heads, rows)
        if block.layout == "matrix":
            names = [self._say(line.label) if line.label else "" for line in block.rows]
            return self._table(title, self._say(title), map(self._say, heads), zip(names, rows, strict=True))
        return self._boxes(title, (row[0] for row in rows))

    def _group(self, group: FieldGroup, asked: Mapping[str, Field]) -> Table:
        if group.layout != "table":
            return self._boxes(group.label, (asked[field.key] for field in group.fields))
        rows = [[asked[row_key(field.key, row)] for field in group.fields] for row in range(1, group.rows + 1)]
        return self._numbered(group.label, (field.short or field.label for field in group.fields), rows)

    def _cases(self, group: FieldGroup) -> Table:
        """Return how each case answers what is asked of it."""
        questions = [field for field in group.fields if field.type == "choice"]
        rows = [
            [Field(row_key(f.key, row), "choice", f.label, choices=f.choices) for f in questions]
            for row in range(1, group.rows + 1)
        ]
        t = self._t
        table = self._numbered(group.label, (field.short or field.label for field in questions), rows)
        return table._replace(caption=t("interface/report/by-case", "Answers for each case"))

    def _checklist(self, asked: Mapping[str, Field]) -> Table:
        t, checklist = self._t, self._speaker.manual.checklist
        rows: list[Row] = []
        for field in asked.values():
            if field.kind == "tick" and field.code:
                notes = asked.get(f"{field.key}/{NOTES}")
                rows.append((field.code, [field, notes] if notes else [field]))
        heads = (t("interface/in-place", "In place"), t("interface/notes", "Notes (place, gaps)"))
        return self._table(checklist.title, t("interface/criterion", "Criterion"), heads, rows)

    def _dataset(self, book: Workbook) -> Table:
        """Return how often each choice is noted for each item, and the numbers of the cases in which it is absent."""
        t, lines, choices = self._t, [], book.dataset.sheet.choices
        rows = range(1, len(book.cases.rows) + 1)
        for line in book.dataset.rows:
            noted = [self._answers.get(row_key(line.id, row)) for row in rows]
            if any(noted) and line.label:
                absent = ", ".join(str(row) for row, value in zip(rows, noted, strict=True) if value == ABSENT)
                counts = [(Cell(str(noted.count(choice.id))),) for choice in choices]
                lines.append(((Cell(self._say(line.label)),), *counts, (Cell(absent),)))
        columns = (
            Column(t("interface/book-item", "Item of the record")),
            *(Column(self._say(choice.label)) for choice in choices),
            Column(t("interface/report/absent-in", "Absent in the cases")),
        )
        return Table(self._say(book.dataset.sheet.label), columns, tuple(lines))

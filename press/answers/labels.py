"""An edition's speaker and documents in; what their fields are called in its language, and where they stand, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from press.fields import NOTES, Field, Value, fillable
from press.model import Text
from press.pages.content import Speaker
from press.pages.interface import Phrase
from press.workbooks.blocks import Block, Column, Line, workbook
from press.workbooks.ids import case_of
from press.workbooks.questions import Rows


class Label(NamedTuple):
    """A field with its document and what it is called; the code of a criterion and the row of a table, if it has them.

    `place` names the criterion, case or row as well.
    """

    document: str
    field: Field
    words: Phrase
    place: Phrase
    criterion: str = ""
    row: int = 0


def labels(speaker: Speaker, documents: Sequence[str]) -> dict[str, Label]:
    """Return the labels of all fields of some documents by the fields' names, each in the first that has it."""
    book = workbook(speaker.manual)
    forms = fillable(speaker.manual)
    asked = {field.key: field.criterion for form in speaker.manual.forms for field in form.all_fields()}
    found: dict[str, Label] = {}
    for document in documents:
        if book and document == book.document.id:
            entries = [label for block in book.blocks for label in _of_block(speaker, document, block)]
        else:
            rows = Rows(speaker)
            entries = [_of_form(speaker, rows, document, field) for field in forms[document]]
        for label in entries:
            key = label.field.key
            criterion = label.criterion or asked.get(key.partition("@")[0], "")
            found.setdefault(key, label._replace(criterion=criterion))
    return found


def _of_block(speaker: Speaker, document: str, block: Block) -> Iterator[Label]:
    said, rows = _Said(speaker), Rows(speaker)
    for number, line in enumerate(block.rows, 1):
        for column in block.columns:
            words, field = said.words(block, line, column), block.field(line, column)
            row = case_of(line.id) or case_of(column.id) or (number if block.layout == "extended" else 0)
            code = line.code if line.criterion else ""
            place = said.at_criterion(words, code) if code else rows.named(words, field.key, row)
            yield Label(document, field, words, place, code, row)


def _of_form(speaker: Speaker, rows: Rows, document: str, field: Field) -> Label:
    t, words, code = speaker.t, speaker.words(field.label), field.code
    if code and field.kind == "tick":
        words = t("interface/field-evidence", "Evidence for {code} in place", code=code)
    elif code and field.key.endswith(f"/{NOTES}"):
        words = t("interface/field-notes", "Notes on {code}", code=code)
    place = rows.named(words, field.key, field.row)
    return Label(document, field, words, place, code.split(" ")[0], field.row)


class _Said:
    """Says labels; those of the rows of a table are the same, and read once."""

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker
        self._known: dict[Text, Phrase] = {}

    def words(self, block: Block, line: Line, column: Column) -> Phrase:
        """Return what the field of a cell is called."""
        if block.layout != "matrix" or not line.label or not column.field:
            return self._text(block.field(line, column).label)
        name, of = self._text(column.field.label), self._text(line.label)
        t = self._speaker.t
        return t("interface/report/label-of", "{of}: {label}", of=of, label=name)

    def at_criterion(self, words: Phrase, code: str) -> Phrase:
        """Return the same with the code of its criterion."""
        t = self._speaker.t
        criterion = t("interface/criterion-code", "Criterion {code}", code=code)
        return t("interface/report/label-of", "{of}: {label}", of=criterion, label=words)

    def _text(self, text: Text) -> Phrase:
        if text not in self._known:
            self._known[text] = self._speaker.words(text)
        return self._known[text]


def value_words(speaker: Speaker, field: Field, value: Value) -> Phrase | None:
    """Return what a tick or a choice is called; None for what somebody wrote in."""
    if value is True:
        return speaker.t("interface/ticked", "ticked")
    choice = next((choice for choice in field.choices if choice.id == value), None)
    return speaker.words(choice.label) if choice else None

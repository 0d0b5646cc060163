"""A speaker in; what each field of all documents asks, in the words of the language, out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import escape

from press.fields import Field, fillable
from press.pages.content import Speaker
from press.pages.interface import Phrase
from press.workbooks.blocks import EXTENDED, Block, Column, Line, workbook
from press.workbooks.words import Words

DOT = " · "


class Asked(NamedTuple):
    """A field and what it asks: in words (without the row of a table), and the id of the criterion it belongs to."""

    field: Field
    label: str
    criterion: str = ""


def asked(speaker: Speaker) -> dict[str, dict[str, Asked]]:
    """Return what each field asks, by document and name."""
    words, book = Words(speaker), workbook(speaker.manual)
    found = {book.document.id: dict(_of_workbook(words, book.blocks))} if book else {}
    for document, fields in fillable(speaker.manual).items():
        found[document] = {field.key: _of_form(words, field) for field in fields}
    return found


class Rows:
    """Says in which row of a table, or at which case, a field stands."""

    def __init__(self, speaker: Speaker) -> None:
        self._t = speaker.t
        book = workbook(speaker.manual)
        self._of_each_case = book.of_each_case if book else frozenset()

    def named(self, words: Phrase, key: str, row: int) -> Phrase:
        """Return what a field is called, with the number of its case or row; as it is where it has none."""
        t = self._t
        if row and key.partition("@")[0] in self._of_each_case:
            case = t("interface/report/case", "Case {number}", number=row)
            return t("interface/report/label-of", "{of}: {label}", of=case, label=words)
        return t("interface/field-row", "{label}, row {row}", label=words, row=row) if row else words

    def question(self, key: str, label: str, evidence: str) -> str:
        """Return what a field asks in full: with its case or row, and the evidence that its criterion requires."""
        row = key.partition("@")[2]
        named = self.named(Phrase(label, escape(label)), key, int(row) if row.isdecimal() else 0)
        return DOT.join(part for part in (str(named), evidence) if part)


def _of_workbook(words: Words, blocks: tuple[Block, ...]) -> Iterator[tuple[str, Asked]]:
    for block in blocks:
        for line in block.rows:
            criterion = line.criterion.key if line.criterion else ""
            for column in block.columns:
                field = block.field(line, column)
                yield field.key, Asked(field, DOT.join(_parts(words, block, line, column)), criterion)


def _parts(words: Words, block: Block, line: Line, column: Column) -> Iterator[str]:
    """Yield what names a field, from the outside to the inside."""
    if block.layout == EXTENDED:
        yield f"{words.say(block.group.label)} {int(line.id.rpartition('-')[2])}"
    elif block.layout == "criteria":
        yield words.shown(line.code)
    elif block.layout == "matrix" and line.label:
        yield words.say(line.label)
    field = line.field or column.field
    assert field is not None, "each cell is decided by its row or by its column"
    yield words.say(field.label)


def _of_form(words: Words, field: Field) -> Asked:
    """Return what a field of a form asks. A part of a criterion has words of its own; others are the criterion's."""
    code, t = field.code, words.t
    criterion, _, part = code.partition(" ")
    if not code:
        return Asked(field, words.say(field.label))
    if field.kind != "tick":
        return Asked(field, words.shown(t("interface/field-notes", "Notes on {code}", code=code)), criterion)
    label = words.shown(t("interface/field-evidence", "Evidence for {code} in place", code=code))
    return Asked(field, DOT.join([label, words.say(field.label)]) if part else label, criterion)

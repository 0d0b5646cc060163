"""A manual and the id of a document in; the fields that the document asks to be filled in, in its order, out.

The name of a field is its id: `checklist/3c` (a tick), `checklist/3c/ii` (that of a part), `checklist/3c/notes`,
`<form>/<field>` and, in row 7 of a table, `<form>/<field>@07`. It never changes, so answers fit the form of every
language and edition.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from press.model import Checklist, Choice, FieldGroup, Form, Manual, Text

Kind = Literal["tick", "text", "multiline", "date", "choice"]
Value = bool | str
NOTES = "notes"


@dataclass(frozen=True, slots=True)
class Field:
    """A field to be filled in.

    `key` is its name in every format. `code` is that of the criterion or of its part ("3c ii"), whose evidence is
    the label; empty in forms. `row` counts from 1 in tables and is 0 elsewhere.
    """

    key: str
    kind: Kind
    label: Text
    hint: Text | None = None
    choices: tuple[Choice, ...] = ()
    row: int = 0
    code: str = ""


def fields(manual: Manual, document_id: str) -> tuple[Field, ...]:
    """Return the fields of a document; none where it is not one to be filled in, or there is no such document."""
    parts = [part for d in manual.documents if d.id == document_id and d.kind == "form" for part in d.parts]
    forms = {f"form:{form.id}": form for form in manual.forms}
    found: list[Field] = []
    for part in parts:
        if part == f"form:{manual.checklist.id}":
            found += _of_checklist(manual.checklist)
        elif part in forms:
            found += _of_form(forms[part])
    return tuple(found)


def fillable(manual: Manual) -> dict[str, tuple[Field, ...]]:
    """Return the fields of every document that is to be filled in, by its id."""
    return {document.id: fields(manual, document.id) for document in manual.documents if document.kind == "form"}


def row_key(key: str, row: int) -> str:
    """Return the name of a field in a row of a table."""
    return f"{key}@{row:02}"


def _of_checklist(checklist: Checklist) -> Iterator[Field]:
    if checklist.details:
        yield from _of_group(checklist.details)
    for criterion in checklist.criteria:
        key = f"{checklist.key}/{criterion.key}"
        yield Field(key, "tick", criterion.evidence, code=criterion.id)
        for item in criterion.items:
            yield Field(f"{checklist.key}/{item.key}", "tick", item.text, code=f"{criterion.id} {item.id}")
        yield Field(f"{key}/{NOTES}", "multiline", criterion.evidence, code=criterion.id)


def _of_form(form: Form) -> Iterator[Field]:
    for group in form.groups:
        yield from _of_group(group)


def _of_group(group: FieldGroup) -> Iterator[Field]:
    rows = range(1, group.rows + 1) if group.layout == "table" else (0,)
    for row in rows:
        for field in group.fields:
            key = row_key(field.key, row) if row else field.key
            yield Field(key, field.type, field.label, field.hint, field.choices, row)

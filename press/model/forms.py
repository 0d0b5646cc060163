"""The standards with their criteria, and the forms: content/standards.yaml and content/forms/*.yaml.

All of it is normative: it says what a facility has to show.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from press.model.base import Entry, Frozen, Given, Says, Text, Word


class SubItem(Entry):
    """A numbered part of a criterion's evidence; its full id is `<criterion>/<id>`."""

    text: Annotated[Text, Says("Part of required evidence")]

    def key_in(self, parent: str) -> str:
        """Return `3c/ii` for `ii` in `3c`."""
        return f"{parent}/{self.id}"


class Criterion(Entry):
    """A core criterion: its required evidence, and the question of the Application Form tied to the case review."""

    evidence: Annotated[Text, Says("Required evidence")]
    items: tuple[SubItem, ...] = ()
    question: Word = ""
    topic: Annotated[Text | None, Says("Topic of a question")] = None


class Standard(Entry):
    """One of the numbered Standards, with the core criteria that are listed for it."""

    number: Given
    note: Annotated[Text | None, Says("Note on a Standard")] = None
    criteria: tuple[Criterion, ...] = ()


class StandardGroup(Entry):
    """One of the groups of Standards."""

    label: Annotated[Text, Says("Group of Standards", 60)]
    standards: tuple[Standard, ...]


class Extended(Frozen):
    """What stands in place of the extended criteria, which are not public."""

    text: Annotated[Text, Says("Note on the extended criteria")]


class Choice(Entry):
    """One answer of a choice field; its full id is `<form>/<field>/<id>`."""

    label: Annotated[Text, Says("Answer", 24)]

    def key_in(self, parent: str) -> str:
        """Return `case-review/consent/yes` for `yes` in `case-review/consent`."""
        return f"{parent}/{self.id}"


class FormField(Entry):
    """A field of a form; its full id is `<form>/<field>`, in a table row `<form>/<field>@<row>`."""

    label: Annotated[Text, Says("Form label", 120)]
    short: Annotated[Text | None, Says("Form label, narrow column", 24)] = None
    hint: Annotated[Text | None, Says("Help for a form field")] = None
    type: Literal["tick", "text", "multiline", "date", "choice"]
    column: Annotated[int, Field(ge=1)] = 1
    choices: tuple[Choice, ...] = ()
    criterion: Word = ""
    own: bool = False

    def key_in(self, parent: str) -> str:
        """Return `minimum-dataset/laterality`: the group is not part of the id, so a field may move."""
        return f"{parent.split('/')[0]}/{self.id}"


class Line(Entry):
    """A row of a form that has a name; the fields of its group are asked for in it, as `<form>/<line>/<field>`."""

    label: Annotated[Text, Says("Row of a form", 60)]

    def key_in(self, parent: str) -> str:
        """Return `facility/deputy` for `deputy` in `facility/roles`."""
        return f"{parent.split('/')[0]}/{self.id}"


class FieldGroup(Entry):
    """Fields that stand together, as boxes to tick, boxes to write in, or the columns of a table.

    Three layouts are for workbooks only. In a `matrix` the rows are the `lines`. The rows of `criteria` are the listed
    core criteria (`<form>/3c/<field>`), those of `extended` stand for criteria that are not listed
    (`<form>/extended-01/<field>`): they have the fields of both groups.
    A `standalone` group is an addition that only a document of its own shows, to be filled in, and no appendix.
    """

    label: Annotated[Text, Says("Heading of a form group", 60)]
    layout: Literal["ticks", "boxes", "table", "matrix", "criteria", "extended"]
    columns: Annotated[int, Field(ge=1, le=3)] = 1
    rows: Annotated[int, Field(ge=0, le=500)] = 0
    landscape: bool = False
    standalone: bool = False
    intro: tuple[Annotated[Text, Says("Introduction of a form group")], ...] = ()
    lines: tuple[Line, ...] = ()
    fields: Annotated[tuple[FormField, ...], Field(min_length=1)]

    @property
    def own(self) -> bool:
        """Whether all fields of several are additions of this edition, so that saying it once will do."""
        return len(self.fields) > 1 and all(field.own for field in self.fields)

    def key_in(self, parent: str) -> str:
        """Return `minimum-dataset/cancer` for `cancer` in `minimum-dataset`."""
        return f"{parent}/{self.id}"


class Checklist(Entry):
    """The Supporting Evidence Checklist; `details` are asked for at its head, in a document of its own."""

    title: Annotated[Text, Says("Title of a form", 80)]
    intro: tuple[Annotated[Text, Says("Introduction of a form")], ...] = ()
    details: FieldGroup | None = None
    groups: tuple[StandardGroup, ...]
    extended: Extended

    def within(self, kind: str) -> Checklist:
        """Return the checklist as a document of a kind shows it: only one of kind `form` has the details."""
        standalone = self.details is not None and self.details.standalone
        return self.model_copy(update={"details": None}) if standalone and kind != "form" else self

    @property
    def standards(self) -> tuple[Standard, ...]:
        """All Standards in order."""
        return tuple(standard for group in self.groups for standard in group.standards)

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """All listed core criteria in order."""
        return tuple(criterion for standard in self.standards for criterion in standard.criteria)


class Form(Entry):
    """A form of IASIOS, or (`own`) an aid of this edition."""

    title: Annotated[Text, Says("Title of a form", 80)]
    own: bool = False
    intro: tuple[Annotated[Text, Says("Introduction of a form")], ...] = ()
    groups: tuple[FieldGroup, ...]

    def within(self, kind: str) -> Form:
        """Return the form as a document of a kind shows it: only one of kind `form` has the standalone groups."""
        if kind == "form" or not any(group.standalone for group in self.groups):
            return self
        return self.model_copy(update={"groups": tuple(group for group in self.groups if not group.standalone)})

    def all_fields(self) -> Iterator[FormField]:
        """Yield the fields of all groups in order."""
        for group in self.groups:
            yield from group.fields

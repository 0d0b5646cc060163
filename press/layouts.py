"""A manual's forms in; what their files say and no layout shows, and what nobody could fill in, out."""

from __future__ import annotations

from collections.abc import Iterator

from press.model import Checklist, Entry, FieldGroup, FormField, Manual, place_of
from press.problems import Problem, did_you_mean

_ON_PAGES = ("ticks", "boxes", "table")
# The layouts that show what a key says; what is not listed is shown by all of them.
_OF_GROUPS = {
    "columns": ("ticks", "boxes"),
    "rows": ("table", "extended"),
    "lines": ("matrix",),
    "landscape": _ON_PAGES,
    "standalone": _ON_PAGES,
}
_OF_FIELDS = {"short": ("table",), "column": ("ticks",), "criterion": ("table",), "own": _ON_PAGES}
# What a column of a table needs on paper, and how wide a page is without its margins: templates/print/forms.css.
_MILLIMETRES = {"text": 20, "multiline": 24, "date": 20, "choice": 18.8}
_THREE_CHOICES, _UPRIGHT, _ACROSS = 21.5, 166, 257


def form_problems(manual: Manual) -> Iterator[Problem]:
    """Yield what is wrong with the checklist and the forms of a manual."""
    for criterion in manual.checklist.criteria:
        for item in criterion.items:
            if item.id == "notes":
                message = "'notes' names the field for notes on the criterion"
                yield Problem(place_of(item.id), "form-name", message, "give it another id")
        if criterion.topic and not criterion.question:
            message = f"the topic of '{criterion.id}' is shown with its question only"
            yield Problem(criterion.topic.origin, "form-key", message, "add 'question:' with its number, or delete it")
    yield from _details(manual.checklist)
    for form, group in _groups(manual):
        yield from _unshown(group, group, _OF_GROUPS)
        yield from _alone(manual, form, group)
        yield from _room(group)
        for field in group.fields:
            yield from _unshown(field, group, _OF_FIELDS)
            yield from _field(manual, group, field)


def _details(checklist: Checklist) -> Iterator[Problem]:
    """Find what the head of the checklist can't ask for."""
    if checklist.details is None:
        return
    if checklist.details.layout not in _ON_PAGES:
        message = f"the layout '{checklist.details.layout}' is for workbooks"
        yield Problem(place_of(checklist.details.id), "form-key", message, "write 'layout: boxes'")
    for field in checklist.details.fields:
        if field.id in {criterion.id for criterion in checklist.criteria}:
            message = f"'{field.id}' names the field of the criterion"
            yield Problem(place_of(field.id), "form-name", message, "give it another id")


def _groups(manual: Manual) -> Iterator[tuple[Entry, FieldGroup]]:
    if manual.checklist.details:
        yield manual.checklist, manual.checklist.details
    for form in manual.forms:
        for group in form.groups:
            yield form, group


def _unshown(entry: Entry, group: FieldGroup, layouts: dict[str, tuple[str, ...]]) -> Iterator[Problem]:
    """Find keys that the layout of the group leaves out."""
    for name, shown in layouts.items():
        value = getattr(entry, name)
        if value != type(entry).model_fields[name].default and group.layout not in shown:
            message = f"'{name}' says nothing in a group with the layout '{group.layout}'"
            hint = f"delete it, or write 'layout: {shown[0]}' for the group"
            yield Problem(place_of(entry.id), "form-key", message, hint)


def _alone(manual: Manual, form: Entry, group: FieldGroup) -> Iterator[Problem]:
    """Find a group that only a document of its own would show, where there is none."""
    documents = [document for document in manual.documents if document.kind == "form"]
    shown = any(f"form:{form.id}" in document.parts for document in documents)
    sheets = [name for document in manual.documents for sheet in document.sheets for name in sheet.groups]
    if group.standalone and not shown and group.key not in sheets:
        message = f"no document shows '{group.key}': a group with 'standalone' is for a document of the kind 'form'"
        yield Problem(place_of(group.id), "form-key", message, "add such a document, or delete 'standalone'")


def _room(group: FieldGroup) -> Iterator[Problem]:
    """Find groups without rows, and tables with too many columns."""
    if group.layout in _OF_GROUPS["rows"] and group.rows < 1:
        yield Problem(place_of(group.id), "form-rows", "this table has no rows", "add 'rows:' and their number")
    if group.layout == "matrix" and not group.lines:
        yield Problem(place_of(group.id), "form-rows", "this matrix has no rows", "add 'lines:', each with its label")
    if group.layout != "table":
        return
    needed = sum(map(_width, group.fields)) + (8 if group.rows > 10 else 0)
    room = _ACROSS if group.landscape else _UPRIGHT
    if needed > room:
        message = f"the columns of this table need {needed:g} mm on paper, and there are {room}"
        hint = "write 'landscape: yes'" if needed <= _ACROSS else "make two tables of it"
        yield Problem(place_of(group.id), "form-wide", message, hint)


def _width(field: FormField) -> float:
    return _THREE_CHOICES if len(field.choices) > 2 else _MILLIMETRES.get(field.type, 0)


def _field(manual: Manual, group: FieldGroup, field: FormField) -> Iterator[Problem]:
    """Find what does not fit together in a field."""
    criteria = {criterion.id for criterion in manual.checklist.criteria}
    if field.criterion and field.criterion not in criteria:
        hint = did_you_mean(field.criterion, criteria)
        message = f"there is no criterion '{field.criterion}'"
        yield Problem(place_of(field.criterion), "form-criterion", message, hint)
    if field.column > group.columns and group.layout == "ticks":
        message = f"column {field.column} is asked for, and the group has {group.columns}"
        yield Problem(place_of(field.id), "form-column", message, "correct 'column', or 'columns' above")
    if (field.type == "choice") != bool(field.choices):
        hint = "write 'type: choice' and its 'choices' together"
        yield Problem(place_of(field.id), "form-choices", "type and choices do not fit together", hint)
    if (field.type == "tick") != (group.layout == "ticks"):
        message = f"a field of the type '{field.type}' can't stand in a group with the layout '{group.layout}'"
        hint = "give it another type" if field.type == "tick" else "write 'type: tick', or another layout"
        yield Problem(place_of(field.id), "form-type", message, hint)

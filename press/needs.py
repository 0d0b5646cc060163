"""A manual in; what its workbook needs and the content lacks, out.

The summary of the workbook counts and compares: it reads some fields and figures by their ids, which are named here.
Fields may be added as one likes.
"""

from __future__ import annotations

from collections.abc import Iterator

from press.model import Document, FieldGroup, Manual, Sheet, place_of
from press.problems import Origin, Problem, did_you_mean

START, SUMMARY = "start", "summary"
FACILITY_NAME = "facility/name"
SUBMISSION = "case-review/planned-submission"
NUMBER, DATE, TUMOUR, EXPLANATION = (
    f"case-review/{name}" for name in ("case-number", "procedure-date", "tumour-type", "explanation")
)
NO, ABSENT = "no", "absent"
WINDOW, TYPES = "window_months", "tumour_types"  # figures that IASIOS states, by which the summary compares
_COLUMNS = ("answer", "evidence", "explanation")
_CASE_FIELDS = {NUMBER: "text", DATE: "date", TUMOUR: "text", EXPLANATION: "multiline"}
_SHEETS_ONLY = ("matrix", "criteria", "extended")


def workbook_problems(manual: Manual) -> Iterator[Problem]:
    """Yield what the workbook lacks, if there is one, and forms that only a workbook can show."""
    groups = {group.key: group for form in manual.forms for group in form.groups}
    documents = [document for document in manual.documents if document.kind == "workbook"]
    yield from _pages(manual)
    for document in documents[1:]:
        yield _problem(document.id, "there is a workbook already", "make one of the two")
    for document in documents[:1]:
        found = list(_groups(document, groups))
        yield from found or [*_sheets(document, groups), *_fields(document, groups), *_figures(manual, document)]


def _pages(manual: Manual) -> Iterator[Problem]:
    """Find forms on pages that have groups for workbooks only."""
    forms = {f"form:{form.id}": form for form in manual.forms}
    for document in manual.documents:
        for part in document.parts:
            layouts = [group.layout for group in forms[part].groups] if part in forms else []
            if any(layout in _SHEETS_ONLY for layout in layouts):
                message = f"'{part}' is laid out for a workbook and can't be a part of a page"
                yield _problem(part, message, "name its groups under 'sheets' of the workbook")


def _groups(document: Document, groups: dict[str, FieldGroup]) -> Iterator[Problem]:
    """Find names of groups that lead nowhere, or stand on two sheets."""
    taken: set[str] = set()
    for sheet in document.sheets:
        for name in (*sheet.groups, *([sheet.cases] if sheet.cases else [])):
            if name not in groups:
                yield _problem(name, f"there is no group '{name}' in a form", did_you_mean(name, groups))
        for name in sheet.groups:
            if name in taken:
                yield _problem(name, f"'{name}' stands in the workbook twice", "remove one of the two")
            taken.add(name)
        if not sheet.groups and sheet.id not in (START, SUMMARY):
            hint = "name groups of forms under 'groups'"
            yield _problem(sheet.id, f"the sheet '{sheet.id}' is empty", hint)


def _sheets(document: Document, groups: dict[str, FieldGroup]) -> Iterator[Problem]:
    """Find sheets that are missing, or have groups of the wrong layout."""
    home, named = place_of(document.id), [groups[name] for sheet in document.sheets for name in sheet.groups]
    for layout in ("criteria", "extended"):
        if sum(group.layout == layout for group in named) != 1:
            yield _problem(document.id, f"the workbook needs one group with the layout '{layout}'", "add it", home)
    datasets = [sheet for sheet in document.sheets if sheet.cases]
    if len(datasets) != 1:
        yield _problem(
            document.id, "one sheet of the workbook has to name 'cases'", "add the line to the dataset", home
        )
    for sheet in document.sheets:
        for name in sheet.groups:
            ticks = groups[name].layout == "ticks"
            if ticks != bool(sheet.cases):
                hint = "name 'cases' on the sheet of the dataset, and only there"
                yield _problem(name, "what is ticked and what is entered can't share a sheet", hint)
        if sheet.choices and not sheet.cases:
            yield _problem(sheet.id, f"the choices of '{sheet.id}' answer nothing", "delete them, or name 'cases'")
    for identifier in (START, SUMMARY):
        if identifier not in [sheet.id for sheet in document.sheets]:
            yield _problem(document.id, f"the workbook has no sheet '{identifier}'", "add it under 'sheets'", home)
    yield from (problem for sheet in datasets for problem in _dataset(sheet, groups))


def _dataset(sheet: Sheet, groups: dict[str, FieldGroup]) -> Iterator[Problem]:
    table = groups[sheet.cases]
    if ABSENT not in [choice.id for choice in sheet.choices]:
        yield _problem(sheet.id, f"the dataset needs the choice '{ABSENT}'", "add it to the 'choices' of the sheet")
    for key, kind in _CASE_FIELDS.items():
        if (key, kind) not in [(field.key, field.type) for field in table.fields]:
            message = f"the workbook reads '{key}' (type {kind}), which '{table.key}' does not hold"
            yield _problem(sheet.cases, message, "bring it back")
    questions = [field for field in table.fields if field.type == "choice"]
    if not questions:
        yield _problem(sheet.cases, "the cases have no question with choices", "add one")
    for field in questions:
        if NO not in [choice.id for choice in field.choices]:
            yield _problem(field.id, f"this question needs the choice '{NO}', by which gaps are found", "add it")


def _fields(document: Document, groups: dict[str, FieldGroup]) -> Iterator[Problem]:
    """Find fields that the summary reads and that no sheet holds."""
    named = [groups[name] for sheet in document.sheets for name in sheet.groups]
    boxes = [field.key for group in named if group.layout == "boxes" for field in group.fields if field.type == "date"]
    if SUBMISSION not in boxes:
        yield _problem(
            document.id, f"the workbook reads the date '{SUBMISSION}', which no sheet holds", "bring it back"
        )
    for group in (group for group in named if group.layout == "criteria"):
        for name in _COLUMNS:
            if name not in [field.id for field in group.fields]:
                yield _problem(group.id, f"the workbook reads the column '{name}', which is gone", "bring it back")
        for field in group.fields:
            if field.id == "answer" and NO not in [choice.id for choice in field.choices]:
                yield _problem(field.id, f"the answer needs the choice '{NO}'", "add it")


def _figures(manual: Manual, document: Document) -> Iterator[Problem]:
    for name in (WINDOW, TYPES):
        stated = manual.edition.stated.get(name)
        if stated is None or not stated.value.isdecimal():
            place = place_of(stated.value) if stated else place_of(document.id)
            message = f"the workbook reckons with '{name}', which has to be a whole number in edition.yaml"
            yield _problem(name, message, "write one below 'stated:'", place)


def _problem(subject: str, message: str, hint: str, place: Origin | None = None) -> Problem:
    return Problem(place or place_of(subject), "workbook", message, hint)

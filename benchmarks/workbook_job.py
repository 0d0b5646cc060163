"""What to do, how many cases and criteria, in; one workbook of that size written, or read a hundred times, out.

    workbook_job.py write|openpyxl|read|nothing CASES CRITERIA FILE

`nothing` reads the content and stops: what the others take beyond it is theirs. `openpyxl` writes the cells of the same
layout with the other library. The project's folder has to be in PYTHONPATH.
"""

import io
import sys
from pathlib import Path

from press.answers.xlsx import read
from press.editions import load_editions
from press.fields import Value
from press.model import Form, Manual, keyed
from press.pages.content import Speaker
from press.project import Project
from press.validate import load
from press.workbooks.blocks import workbook
from press.workbooks.known import known
from press.workbooks.layout import layout
from press.workbooks.model import Book
from press.workbooks.write import write

ROOT = Path(__file__).resolve().parent.parent
READINGS = 100


def sized(manual: Manual, cases: int, criteria: int) -> Manual:
    """Return the manual with another number of cases and of criteria."""

    def form(each: Form) -> Form:
        groups = tuple(
            group.model_copy(update={"rows": cases}) if group.key == "case-review/cases" else group
            for group in each.groups
        )
        return each.model_copy(update={"groups": groups})

    standards = list(manual.checklist.standards)
    pattern = standards[0].criteria[0]
    lacking = criteria - len(manual.checklist.criteria)
    more = [pattern.model_copy(update={"id": f"x{number}"}) for number in range(lacking)]
    standards[0] = standards[0].model_copy(update={"criteria": (*standards[0].criteria, *more)})
    group = manual.checklist.groups[0].model_copy(update={"standards": tuple(standards)})
    checklist = keyed(manual.checklist.model_copy(update={"groups": (group,)}))
    return manual.model_copy(update={"forms": tuple(map(form, manual.forms)), "checklist": checklist})


def full(manual: Manual) -> dict[str, Value]:
    """Return an answer to every field."""
    book = workbook(manual)
    assert book is not None
    kinds = {"date": "2026-01-31"}
    return {
        key: field.choices[0].id if field.choices else kinds.get(field.kind, "A line of evidence, as one writes it")
        for key, field in book.fields().items()
    }


def by_openpyxl(book: Book) -> bytes:
    """Write the cells of a layout, with their values, widths and a look each, through openpyxl."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Side

    target = Workbook()
    target.remove(target.active)
    look, edge = Alignment(wrap_text=True, vertical="top"), Border(bottom=Side("thin"))
    for sheet in book.sheets:
        drawn = target.create_sheet(sheet.name)
        for cell in sheet.cells:
            made = drawn.cell(cell.row + 1, cell.column + 1, cell.formula or cell.value)
            made.alignment, made.border = look, edge
    content = io.BytesIO()
    target.save(content)
    return content.getvalue()


def main(what: str, cases: int, criteria: int, path: Path) -> None:
    project = Project(ROOT)
    loaded = load(project)
    assert loaded.manual is not None
    (edition,) = load_editions(project, loaded.manual, loaded.manual.languages[:1], loaded.renamed)
    expected = known(project)
    if what == "nothing":
        return
    if what == "read":
        content = path.read_bytes()
        for _reading in range(READINGS):
            answers, _problems = read(content, path.name, expected)
            assert answers is not None
            assert len(answers.answers) > 30 * cases
        return
    manual = sized(loaded.manual, cases, criteria)
    speaker = Speaker(project, manual, edition.translated.lookup, edition.speaker.templates)
    book = layout(speaker, full(manual))
    path.write_bytes(write(book) if what == "write" else by_openpyxl(book))


main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))

"""A file of answers in; the draft of a Corrective Action Plan as files, as many as it takes, out."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path

from press.answers import cap
from press.answers.desk import language_of
from press.answers.drafts import ENTRIES, PAPER, SHEETS, Desk, Said, desk_of, problem
from press.answers.files import taken, write
from press.answers.fill import renamed
from press.answers.model import Answers
from press.answers.read import read
from press.fields import Value, fillable
from press.model import FieldGroup
from press.needs import WINDOW
from press.project import Project
from press.workbooks.sheets import widths_of
from press.workbooks.tally import tally
from press.workbooks.words import TALLEST, Words


def write_plan(project: Project, file: Path, first: datetime.date, output: Path, language: str, *, force: bool) -> Said:
    """Draft the plan for what a file leaves open and write its forms; return what to say and what is wrong."""
    desk, problems = desk_of(project, str(file))
    if desk is None:
        return [], problems
    answers, found = read(file, project)
    if answers is None:
        return [], [*problems, *found]
    language, wrong = language_of(desk.manual, answers, language, str(file))
    if wrong:
        return [], [*problems, *found, *wrong]
    said, wrong = _Plan(desk, answers, str(file), desk.words(language)).write(first, output, force=force)
    return said, [*problems, *found, *wrong]


def numbered(path: Path, count: int) -> list[Path]:
    """Return names for some files: the name itself, then `plan-2.pdf`, `plan-3.pdf` …"""
    digits = len(str(count))
    return [path, *(path.with_stem(f"{path.stem}-{number:0{digits}}") for number in range(2, count + 1))]


class _Plan:
    """The drafting of one plan."""

    def __init__(self, desk: Desk, answers: Answers, name: str, words: Words) -> None:
        self.desk = desk
        self.name = name
        self.words = words
        self.answered = renamed(answers, desk.renames)

    def write(self, first: datetime.date, output: Path, *, force: bool) -> Said:
        """Write all forms, or none."""
        suffix, days = output.suffix.lower(), self.desk.stated(cap.DAYS)
        table, document = cap.table_of(self.desk.manual), self._document(suffix)
        if table is None or not document or not days:
            kinds = f"{SHEETS}, {PAPER} or {ENTRIES}"
            hint = f"let its name end in {kinds}" if table and days else f"bring back its fields, and '{cap.DAYS}'"
            return [], [problem(output, "no plan of this kind is made here", hint)]
        keys = [field.key for block in (self.desk.book.criteria, self.desk.book.cases) for field in block.fields()]
        if not any(key in self.answered for key in keys):
            message = "the file holds no answers to the application, and no cases"
            return [], [problem(self.name, message, "name the workbook in which you prepare the application")]
        period = cap.Period(first, days)
        drafts = self._drafts(period, table.rows, suffix)
        if not drafts:
            return ["nothing is missing that can be seen in the file, so there is no plan to write"], []
        return self._write(table, drafts, period, output, document, force=force)

    def _drafts(self, period: cap.Period, rows: int, suffix: str) -> list[cap.Form]:
        book = self.desk.book
        counted = tally(book, self.answered, self.desk.stated(WINDOW))
        found = cap.issues(self.words, book, self.answered, counted)
        fits = self._fits_sheet if suffix == SHEETS else cap.one_each
        return cap.forms(found, self.words, period, rows, fits)

    def _fits_sheet(self, values: Mapping[str, str]) -> bool:
        """Tell whether the boxes of the plan's sheet can show some texts in full: rows have a limit."""
        book = self.desk.book
        sheet = next(block.sheet for block in book.blocks if cap.ISSUE in [line.id for line in block.rows])
        width = widths_of(book, [block for block in book.blocks if block.sheet == sheet])[2]
        texts = [values[key] for key in (cap.DECLINED, cap.ISSUE, cap.OUTCOME)]
        return all(self.words.height((text, width)) < TALLEST for text in texts)

    def _document(self, suffix: str) -> str:
        """Return the document that a suffix asks for, if it has the fields of a plan."""
        book = self.desk.book
        if suffix == SHEETS:
            return book.document.id if cap.ISSUE in book.fields() else ""
        forms = fillable(self.desk.manual) if suffix in (PAPER, ENTRIES) else {}
        return next((name for name, fields in forms.items() if cap.ISSUE in [field.key for field in fields]), "")

    def _write(
        self, table: FieldGroup, drafts: Sequence[cap.Form], period: cap.Period, output: Path, document: str,
        *, force: bool,
    ) -> Said:  # fmt: skip
        problems = []
        wanted = [(", ".join(draft.criteria), dict[str, Value](draft.values)) for draft in drafts]
        if there := cap.plan_of(self.answered, table):
            wanted.insert(0, ("what was entered already", there))
            message = "a plan is entered already: it stays as it is, and the draft goes into further files"
            problems = [problem(self.name, message, "bring both together by hand", "warning")]
        paths = numbered(output, len(wanted))
        if refused := [problem for path in paths for problem in taken(path, force=force)]:
            return [], [*problems, *refused]
        files = []
        for index, (_said, values) in enumerate(wanted):
            given = {
                **self._around(there, document, whole=not index and document == self.desk.book.document.id),
                **values,
            }
            filled = self.desk.rendered(self.words.language.tag, given, self.name, document, output.suffix.lower())
            problems += filled.problems
            files.append(filled.content)
        if not all(files):
            return [], problems
        said: list[str] = []
        for path, content, (criteria, _values) in zip(paths, files, wanted, strict=True):
            if wrong := write(path, content):
                return said, [*problems, *wrong]
            said.append(f"written {path}: {criteria}")
        return [*said, _rule(period)], problems

    def _around(self, there: Mapping[str, Value], document: str, *, whole: bool) -> dict[str, Value]:
        """Return what stands in a form besides its plan: all other answers, or what the plan's own form asks for."""
        own = [field.key for form in self.desk.manual.forms for field in form.all_fields()
               if cap.ISSUE in [each.key for each in form.all_fields()]]  # fmt: skip
        facility = self.answered.get(cap.FACILITY_NAME)
        found: dict[str, Value] = {cap.FACILITY: facility} if facility else {}
        return found | {
            key: value for key, value in self.answered.items() if (whole or key in own) and key not in there
        }


def _rule(period: cap.Period) -> str:
    days = " and ".join(str(period.day(thirds)) for thirds in (1, 2))
    return (
        f"due dates are proposals of this tool, counted from {period.first}: day {days} for what is to be written down "
        f"and what is to change in records, day {period.days} for what is to be put in place"
    )

"""A file of answers in; the draft of a Corrective Action Plan as files, as many as it takes, out."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from press.answers import cap
from press.answers.desk import language_of
from press.answers.drafts import Desk, Said, desk_of, problem
from press.answers.files import ENTRIES, PAGE, PAPER, SHEETS, taken, write
from press.answers.model import Answers, made
from press.answers.read import read
from press.answers.settle import settle, target_of
from press.editions import Edition
from press.fields import Value, fillable
from press.model import FieldGroup
from press.needs import FACILITY_NAME, WINDOW
from press.problems import Origin, Problem
from press.project import Project
from press.workbooks.blocks import workbook
from press.workbooks.ids import bare
from press.workbooks.known import known
from press.workbooks.sheets import widths_of
from press.workbooks.tally import tally
from press.workbooks.words import TALLEST, Words


def write_plan(project: Project, file: Path, first: datetime.date, output: Path, language: str, *, force: bool) -> Said:
    """Draft the plan for what a file leaves open and write its forms; return what to say and what is wrong."""
    desk, problems = desk_of(project, str(file))
    if desk is None:
        return [], problems
    answers, found = read(file, lambda: known(project, desk.loaded))
    if answers is None:
        return [], [*problems, *found]
    language, wrong = language_of(desk.manual, answers, language, str(file))
    if wrong:
        return [], [*problems, *found, *wrong]
    period = cap.Period(first, desk.stated(cap.DAYS))
    said, wrong = _Plan(desk, answers, file, desk.edition(language), period).write(output, force=force)
    return said, [*problems, *found, *wrong]


def numbered(path: Path, count: int) -> list[Path]:
    """Return names for some files: the name itself, then `plan-2.pdf`, `plan-3.pdf` …, however many they are."""
    return [path, *(path.with_stem(f"{path.stem}-{number}") for number in range(2, count + 1))]


def earlier(paths: Sequence[Path]) -> list[str]:
    """Return the names of files that stand beside those of a plan and look like more of it, in their order."""
    first, names = paths[0], {path.name for path in paths}
    like = re.compile(rf"{re.escape(first.stem)}-([0-9]+){re.escape(first.suffix)}")
    try:
        found = [(int(match[1]), each.name) for each in first.parent.iterdir() if (match := like.fullmatch(each.name))]
    except OSError:
        return []  # no folder: writing says so
    return [name for _number, name in sorted(found) if name not in names]


class _Plan:
    """The drafting of one plan."""

    def __init__(self, desk: Desk, answers: Answers, file: Path, edition: Edition, period: cap.Period) -> None:
        self.desk = desk
        self.answers = answers
        self.file = file
        self.name = str(file)
        self.edition = edition
        self.period = period
        self.words = Words(edition.speaker)
        self.answered = settle(answers, target_of(desk.loaded)).values

    def write(self, output: Path, *, force: bool) -> Said:
        """Write the forms, unless one of them can't be made."""
        suffix = output.suffix.lower()
        table, document = cap.table_of(self.desk.manual), self._document(suffix)
        if wrong := self._unfit(output, table, document):
            return [], [wrong]
        assert table is not None, "its absence is a problem"
        drafts = self._drafts(table.rows, suffix)
        if not drafts:
            return ["nothing is missing that can be seen in the file, so there is no plan to write"], []
        there = cap.plan_of(self.answered, table)
        # Programs that show PDFs draw a box for each mark of direction, or know what to do without.
        plain: Callable[[str], str] = bare if suffix == PAPER else str
        forms: list[tuple[str, dict[str, Value]]] = [
            (", ".join(draft.criteria), {key: plain(value) for key, value in draft.values.items()}) for draft in drafts
        ]
        problems = []
        if there:
            forms.insert(0, ("what was entered already", there))
            message = "a plan is entered already: it stays as it is, and the draft goes into further files"
            problems.append(problem(self.name, message, "bring both together by hand", "warning"))
        paths = numbered(output, len(forms))
        if refused := [each for path in paths for each in taken(path, [self.file], force=force)]:
            return [], [*problems, *refused]
        around = self._around(there)
        contents = []
        for path, (_criteria, values) in zip(paths, forms, strict=True):
            given = self._answers({**around, **values}, whole=suffix == SHEETS and path == output)
            filled = self.desk.rendered(self.edition, given, self.name, document, suffix)
            contents.append(filled.content)
            problems += [each._replace(origin=Origin(str(path))) for each in filled.problems]
        if not all(contents):
            return [], problems
        if others := earlier(paths):
            message = f"of an earlier draft, and no part of this one: {', '.join(others)}"
            problems.append(problem(output, message, "delete them, or take another name", "warning"))
        said, unwritten = _written(paths, contents, [criteria for criteria, _values in forms])
        return [*said, self._rule()], [*problems, *unwritten]

    def _answers(self, values: Mapping[str, Value], *, whole: bool) -> Answers:
        """Return what stands in a file: the values alone, or with all that was answered."""
        if whole:
            return self.answers.model_copy(update={"answers": {**self.answers.answers, **values}})
        return made(self.desk.manual.edition.edition, self.edition.language.tag, values.items())

    def _unfit(self, output: Path, table: FieldGroup | None, document: str) -> Problem | None:
        """Say why no plan can be drafted from the file, or written to the output."""
        if table is None or not self.period.days:
            message = f"the content has no form of a plan, or states no '{cap.DAYS}'"
            return problem(self.name, message, "bring back what the draft needs")
        if not document:
            hint = f"let its name end in {SHEETS}, {PAPER}, {PAGE} or {ENTRIES}"
            return problem(output, "no plan is made as such a file", hint)
        book = self.desk.book
        if not any(field.key in self.answered for block in (book.criteria, book.cases) for field in block.fields()):
            message = "the file holds no answers to the application, and no cases"
            return problem(self.name, message, "name the workbook in which you prepare the application")
        return None

    def _drafts(self, rows: int, suffix: str) -> list[cap.Form]:
        # The same workbook, in the words of the language.
        book = workbook(self.edition.speaker.manual) or self.desk.book
        counted = tally(book, self.answered, self.desk.stated(WINDOW))
        found = cap.issues(self.words, book, self.answered, counted)
        fits = self._fits_sheet if suffix == SHEETS else cap.one_each
        return cap.forms(found, self.words, self.period, rows, fits)

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
        forms = fillable(self.desk.manual) if suffix in (PAPER, PAGE, ENTRIES) else {}
        return next((name for name, fields in forms.items() if cap.ISSUE in [field.key for field in fields]), "")

    def _around(self, there: Mapping[str, Value]) -> dict[str, Value]:
        """Return what the form of the plan asks for besides the plan: who the facility is, and a date."""
        forms = [[field.key for field in form.all_fields()] for form in self.desk.manual.forms]
        own = next(keys for keys in forms if cap.ISSUE in keys)
        found = {cap.FACILITY: self.answered.get(FACILITY_NAME, "")} | {
            key: value for key, value in self.answered.items() if key in own and key not in there
        }
        return {key: value for key, value in found.items() if value}

    def _rule(self) -> str:
        third, two_thirds = (self.period.day(thirds) for thirds in (1, 2))
        return (
            f"due dates are proposals of this tool, counted from {self.period.first}: day {third} for what is to be "
            f"written down, day {two_thirds} for what is to change in records, day {self.period.days} for what is to "
            "be put in place"
        )


def _written(paths: Sequence[Path], contents: Sequence[bytes], criteria: Sequence[str]) -> Said:
    said: list[str] = []
    for path, content, codes in zip(paths, contents, criteria, strict=True):
        if wrong := write(path, content):
            return said, wrong
        said.append(f"written {path}: {codes}")
    return said, []

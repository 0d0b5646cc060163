"""A manual and what a file holds in; all that is to know of it out: what is there, what is missing, what breaks a rule.

Nothing here is in words: the same is found whatever the language. What the summary of a workbook shows is reckoned by
the same `tally` and `points`. Of a file with a part of it only, it is told what can be told of that part.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from press.answers import action_plan, privacy
from press.answers.reported import CaseState, CriterionState, FileReport, Finding, Grade, Rule, Unread
from press.answers.settle import outside_of, source_of
from press.fields import Field, Value, row_key
from press.model import Manual
from press.needs import DATE, EXPLANATION, NO, NUMBER, SUBMISSION, TUMOUR, TYPES, WINDOW
from press.problems import Problem
from press.workbooks.blocks import Workbook, all_fields, workbook
from press.workbooks.points import names, points
from press.workbooks.tally import Missing, Tally, answered_no, day_of, filled, serial, tally

_PERIOD = ("case-review/window-from", "case-review/window-to")
_NUMBERS = (NUMBER, "minimum-dataset/case")
_OF_CASES: Mapping[Missing, str] = {
    "number": NUMBER, "twice": NUMBER, "date": DATE, "no-date": DATE, "outside": DATE, "tumour": TUMOUR,
    "explanation": EXPLANATION,
}  # fmt: skip
WRONG = ("no-date", "outside", "twice")  # what is missing in a case because something else stands there


@dataclass(frozen=True)
class Subject:
    """A file that was read: its name, the SHA-256 of its bytes, edition and language of its form, and what it holds.

    `answers` are by the names that fields have now; `problems` is what could not be read for sure,
    `lost` the fields that the file should have and has no more.
    """

    file: str
    sha256: str
    edition: str
    language: str
    answers: Mapping[str, Value]
    is_workbook: bool
    problems: Sequence[Problem] = ()
    lost: tuple[str, ...] = ()


def judged(manual: Manual, subject: Subject, first: datetime.date | None = None) -> FileReport:
    """Return what is to know of a file; `first` is the day from which the days for a plan of action are counted."""
    return _Judge(manual, subject, first).report()


def unreadable(file: str, problems: Sequence[Problem]) -> FileReport:
    """Return what is to know of a file that can't be read."""
    return FileReport(file=file, readable=False, problems=_unread(problems))


def documents_of(manual: Manual, answers: Mapping[str, Value], *, is_workbook: bool) -> tuple[str, ...]:
    """Return the documents of which something is filled in.

    A workbook is one even where it is empty; what stands in a form as well makes no workbook. One that holds nothing
    but a form of which the application asks nothing, such as a plan of action, is told of as that form.
    """
    book = workbook(manual)
    given = {source_of(key)[0] for key in answers}
    forms = {name: {field.key for field in fields} for name, fields in all_fields(manual).items()}
    own = forms.pop(book.document.id) if book else set()
    in_forms = set().union(*forms.values())
    is_workbook = is_workbook and not (given and book and given <= in_forms - _of_application(book))
    found = (book.document.id,) if book and (is_workbook or (given & own) - in_forms) else ()
    rest = given - own if found else given
    return found + tuple(name for name, keys in forms.items() if rest & keys)


def _of_application(book: Workbook) -> set[str]:
    """Return the names of the fields by which an application is judged, with all that stands on the same sheets."""
    sheets = {point.block.sheet.id for point in points(book, {}, tally(book, {}, 1), 1)} | {book.dataset.sheet.id}
    return {field.key for block in book.blocks if block.sheet.id in sheets for field in block.fields()}


def _unread(problems: Sequence[Problem]) -> tuple[Unread, ...]:
    return tuple(Unread(code=p.code, severity=p.severity, message=p.message, hint=p.hint) for p in problems)


class _Judge:
    """Looks at one file."""

    def __init__(self, manual: Manual, subject: Subject, first: datetime.date | None) -> None:
        self.manual = manual
        self.subject = subject
        self.answers = subject.answers
        self.first = first
        self.book = workbook(manual)
        self.documents = documents_of(manual, self.answers, is_workbook=subject.is_workbook)
        every = all_fields(manual)
        self.fields = {field.key: field for name in self.documents for field in every[name]}

    def report(self) -> FileReport:
        """Return all of it."""
        findings = tuple(self._findings())
        counted, window = self.tally, self.tally.window if self.tally else None
        subject = self.subject
        return FileReport(
            file=subject.file,
            sha256=subject.sha256,
            readable=True,
            edition=subject.edition,
            language=subject.language,
            documents=self.documents,
            answers=len(self.answers),
            complete=bool(self.documents) and not any(each.severity in ("error", "open") for each in findings),
            rules=tuple(self._rules()),
            window=(day_of(window[0]), day_of(window[1])) if window else None,
            criteria=tuple(self._criteria(self.book, counted)) if self.book and counted and self.whole else (),
            cases=tuple(self._cases(counted)) if counted else (),
            findings=findings,
            problems=_unread(subject.problems),
            lost=tuple(key for key in subject.lost if key in self.fields),
        )

    @property
    def whole(self) -> bool:
        """Whether the file is a workbook, with criteria and dataset."""
        return bool(self.book) and self.book.document.id in self.documents if self.book else False

    @cached_property
    def tally(self) -> Tally | None:
        """What is reckoned of criteria and cases; None where the file has no table of cases."""
        if self.book is None or row_key(NUMBER, 1) not in self.fields:
            return None
        return tally(self.book, self.answers, int(self.manual.edition.stated[WINDOW].value))

    def _reasons(self, counted: Tally, row: int) -> tuple[Missing, ...]:
        """Return what is missing in a case, as far as it can be told."""
        return tuple(what for what in counted.cases[row].reasons if what != "dataset" or self.whole)

    def _criteria(self, book: Workbook, counted: Tally) -> Iterator[CriterionState]:
        for line in book.criteria.rows:
            answer = str(self.answers.get(f"{line.id}/answer", ""))
            yield CriterionState(criterion=line.code, answer=answer, missing=counted.criteria[line.id])

    def _cases(self, counted: Tally) -> Iterator[CaseState]:
        for row, case in counted.cases.items():
            if case.started:
                yield CaseState(
                    case=row,
                    number=filled(self.answers, row_key(NUMBER, row)),
                    missing=self._reasons(counted, row),
                    answered=case.answered if self.whole else None,
                    absent=case.absent if self.whole else None,
                )

    def _rules(self) -> Iterator[Rule]:
        if self.book and self.tally:
            yield from self._points(self.book, self.tally)
        for document in self.documents:
            ticks = [field.key for field in all_fields(self.manual)[document] if field.kind == "tick"]
            count = sum(self.answers.get(key) is True for key in ticks)
            if ticks:
                yield Rule(id="ticks", document=document, met=count == len(ticks), value=count, wanted=len(ticks))

    def _points(self, book: Workbook, counted: Tally) -> Iterator[Rule]:
        types, cases = int(self.manual.edition.stated[TYPES].value), len(book.cases.rows)
        figures: dict[str, tuple[int, int]] = {
            "criteria": (counted.complete, len(book.criteria.rows)),
            "answered-no": (len(answered_no(book, self.answers)), 0),
            "cases": (counted.begun, cases),
            "types": (counted.types, types),
            "outside": (counted.outside, 0),
            "twice": (counted.twice, 0),
            "complete": (counted.done, cases),
        }
        for point in points(book, self.answers, counted, types):
            there = all(field.key in self.fields for field in point.block.fields())
            if there and (self.whole or point.id != "complete"):
                value, wanted = figures.get(point.id, (None, None))
                checked = point.begun and (point.id != "outside" or counted.window is not None)
                document = self.documents[0]
                yield Rule(id=point.id, document=document, met=point.holds, checked=checked, value=value, wanted=wanted)

    def _findings(self) -> Iterator[Finding]:
        if self.book and self.tally:
            yield from self._of_review(self.book, self.tally)
        if self.book and self.tally and self.whole:
            yield from self._of_criteria(self.book, self.tally)
        if self.book and self.tally:
            yield from self._of_cases(self.book, self.tally)
        yield from self._of_fields()
        yield from action_plan.findings(self.manual, self.answers, self.first)
        yield from self._of_privacy()
        yield from self._of_file()

    def _of_review(self, book: Workbook, counted: Tally) -> Iterator[Finding]:
        """Find what is missing for the application and the review as a whole."""
        for name in names(book) if self.whole else ():
            key = name.block.field(name.line, name.column).key
            if not filled(self.answers, key):
                yield _finding("name-missing", "open", key)
        if counted.window is None and not self.answers.get(SUBMISSION):
            yield _finding("submission-missing", "open", SUBMISSION)
        if counted.begun != len(book.cases.rows):
            yield _finding("cases-few", "open", found=str(counted.begun))
        if counted.types < int(self.manual.edition.stated[TYPES].value):
            # With all cases there, no other one can bring in a type.
            full = counted.begun == len(book.cases.rows)
            yield _finding("types-few", "error" if full else "open", found=str(counted.types))
        start, end = (serial(self.answers.get(key)) for key in _PERIOD)
        window = counted.window
        if window and ((start and start < window[0]) or (end and end > window[1])):
            yield _finding("period-wide", "warning", *_PERIOD)

    def _of_criteria(self, book: Workbook, counted: Tally) -> Iterator[Finding]:
        for line in book.criteria.rows:
            if missing := counted.criteria[line.id]:
                yield _finding(f"criterion-{missing}", "open", f"{line.id}/{missing}", criterion=line.code)
            if self.answers.get(f"{line.id}/answer") == NO:
                yield _finding("criterion-no", "error", f"{line.id}/answer", criterion=line.code)

    def _of_cases(self, book: Workbook, counted: Tally) -> Iterator[Finding]:
        asked = [field.key for field in book.questions()]
        data = [line.id for line in book.dataset.rows]
        for row in counted.cases:
            for missing in self._reasons(counted, row):
                bases = {"answers": asked, "dataset": data}.get(missing) or [_OF_CASES[missing]]
                keys = [row_key(base, row) for base in bases]
                keys = keys if len(keys) == 1 else [key for key in keys if not self.answers.get(key)]
                yield _finding(f"case-{missing}", "error" if missing in WRONG else "open", *keys, case=row)

    def _of_fields(self) -> Iterator[Finding]:
        """Find ticks that are not set, and what is not of the kind that its field asks for."""
        in_cases = {row_key(DATE, row) for row in self.tally.cases} if self.tally else set()
        for key, field in self.fields.items():
            value = self.answers.get(key)
            if field.kind == "tick" and value is None:
                yield _finding("not-ticked", "open", key, criterion=field.code.split(" ")[0])
            elif value is not None and (field.kind == "tick") != (value is True):
                yield _finding("not-its-kind", "error", key)
            elif value and field.kind == "choice" and value not in [choice.id for choice in field.choices]:
                yield _finding("not-a-choice", "error", key, case=self._case_of(key), found=str(value)[:60])
            elif value and field.kind == "date" and serial(value) is None and key not in in_cases:
                yield _finding("not-a-date", "error", key, found=str(value)[:60])

    def _of_privacy(self) -> Iterator[Finding]:
        year = self.manual.edition.date.year
        for key, value in self.answers.items():
            place = self._place(key)
            for sign in privacy.signs(str(value), place, self.subject.language, year) if place else ():
                case, criterion = self._case_of(key), self._criterion(key)
                yield _finding(sign.code, "warning", key, case=case, criterion=criterion, found=sign.found)

    def _case_of(self, key: str) -> int:
        """Return the number of the case that a field belongs to, 0 for any other field."""
        base, _, row = key.partition("@")
        return int(row) if row and base in self._of_each_case else 0

    @cached_property
    def _of_each_case(self) -> frozenset[str]:
        return self.book.of_each_case if self.book else frozenset()

    def _place(self, key: str) -> privacy.Place | None:
        """Return what kind of text an answer is, None for one that no patient's data could come into by mistake."""
        field: Field | None = self.fields.get(key)
        base = key.partition("@")[0]
        if outside_of(key)[0]:
            return "case"
        if field is None or field.kind not in ("text", "multiline"):
            return None
        if base in _NUMBERS:
            return "number"
        if self._case_of(key):
            return "case"
        return "facility" if field.kind == "multiline" else None

    def _criterion(self, key: str) -> str:
        lines = self.book.criteria.rows if self.book and self.whole else ()
        home = key.rpartition("/")[0]
        own = self.fields[key].code.split(" ")[0] if key in self.fields else ""
        return next((line.code for line in lines if line.id == home), own)

    def _of_copies(self, kept: Sequence[tuple[str, str]]) -> Iterator[Finding]:
        """Find fields whose answers in several copies differ: those of a case together, the others one by one."""
        places: dict[tuple[int, str], dict[str, None]] = {}
        for key, source in kept:
            case = self._case_of(key)
            places.setdefault((case, "" if case else key), {})[source] = None
        for (case, key), sources in places.items():
            fields = [key] if key else list(dict.fromkeys(each for each, _ in kept if self._case_of(each) == case))
            decided = all(field in self.answers for field in fields)
            criterion, files = self._criterion(key) if key else "", ", ".join(sources)
            if decided:
                yield _finding("decided", "warning", *fields, case=case, criterion=criterion, found=files)
            else:
                yield _finding("undecided", "open", *fields, case=case, criterion=criterion, found=files)

    def _of_file(self) -> Iterator[Finding]:
        undecided = {key: source_of(key) for key in self.answers if source_of(key)[1]}
        yield from self._of_copies([pair for pair in undecided.values() if pair[0] in self.fields])
        kept = {key for key, (field, _source) in undecided.items() if field in self.fields}
        unknown = sorted(self.answers.keys() - self.fields.keys() - kept)
        if unknown:
            yield _finding("no-field", "warning", *unknown)
        if self.subject.edition not in ("", self.manual.edition.edition):
            yield _finding("other-edition", "note", found=self.subject.edition)
        if not self.answers:
            yield _finding("nothing", "note")


def _finding(code: str, severity: Grade, *fields: str, criterion: str = "", case: int = 0, found: str = "") -> Finding:
    return Finding(code=code, severity=severity, fields=fields, criterion=criterion, case=case, found=found)

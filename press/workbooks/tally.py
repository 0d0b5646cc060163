"""A workbook and answers in; what the live cells of a workbook say of them, reckoned beforehand, out.

Programs that show a file without reckoning, such as previews, show these values. Each is reckoned as its formula does:
a text of blanks only is none, two texts are the same where only small and capital letters differ, and what is none of
the answers to choose from is no answer.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from press.fields import Value, row_key
from press.model import Choice
from press.needs import ABSENT, DATE, EXPLANATION, NO, NUMBER, SUBMISSION, TUMOUR
from press.workbooks.blocks import Workbook

# Data that are missing from records are explained at this criterion, which asks for the Minimum Dataset.
DATASET_CRITERION = "3c"
_EPOCH = datetime.date(1899, 12, 30)  # day 0 of the 1900 date system, for every day from 1 March 1900 on
YEARS = range(1990, 2100)  # in which the days of a workbook are

Missing = Literal[
    "", "answer", "evidence", "explanation", "number", "date", "no-date", "outside", "tumour", "answers", "dataset",
    "twice",
]  # fmt: skip
MISSING: dict[str, Missing] = {each: each for each in get_args(Missing) if each}


@dataclass(frozen=True, slots=True)
class CaseState:
    """What is known of a case: whether anything is entered, all that is missing, how many data are noted and absent.

    `first` tells the first case of its tumour type.
    """

    started: bool
    reasons: tuple[Missing, ...]
    answered: int
    absent: int
    first: bool
    outside: bool
    twice: bool

    @property
    def missing(self) -> Missing:
        """What is missing first."""
        return next(iter(self.reasons), "")

    @property
    def done(self) -> bool:
        """Whether nothing is missing."""
        return self.started and not self.reasons


@dataclass(frozen=True, slots=True)
class Tally:
    """What is missing at each criterion by its row's id, each case by its number, and the period for the cases.

    `window` holds the first and last day as serial numbers, None where no day of submission is given.
    """

    criteria: dict[str, Missing]
    cases: dict[int, CaseState]
    window: tuple[int, int] | None

    @property
    def complete(self) -> int:
        """How many criteria are filled in, be the answer Yes or No."""
        return sum(not missing for missing in self.criteria.values())

    @property
    def begun(self) -> int:
        """How many cases are entered, if only in part."""
        return sum(case.started for case in self.cases.values())

    @property
    def done(self) -> int:
        """How many cases are complete."""
        return sum(case.done for case in self.cases.values())

    @property
    def types(self) -> int:
        """How many tumour types the cases have."""
        return sum(case.first for case in self.cases.values())

    @property
    def outside(self) -> int:
        """How many cases were treated outside the period."""
        return sum(case.outside for case in self.cases.values())

    @property
    def twice(self) -> int:
        """How many cases share their number with another."""
        return sum(case.twice for case in self.cases.values())

    @property
    def absent(self) -> int:
        """How many data are absent from the records of all cases."""
        return sum(case.absent for case in self.cases.values())


def serial(value: Value | None) -> int | None:
    """Return the number of a day as spreadsheets count them, None for a text that is no day in ISO form."""
    try:
        day = datetime.date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        return None
    return (day - _EPOCH).days if day and day.year in YEARS else None


def day_of(number: int) -> str:
    """Return the day of a serial number in ISO form."""
    return (_EPOCH + datetime.timedelta(days=number)).isoformat()


def months_before(number: int, months: int) -> int:
    """Return the serial number of the day some months before, as EDATE does: at most the last day of that month."""
    day = _EPOCH + datetime.timedelta(days=number)
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return (datetime.date(year, month + 1, min(day.day, last)) - _EPOCH).days


def tally(book: Workbook, answers: Mapping[str, Value], months: int) -> Tally:
    """Return what the live cells say of answers, where cases may be drawn from some months before submission."""
    submission = serial(answers.get(SUBMISSION))
    window = (months_before(submission, months), submission) if submission else None
    cases = {number: _case(book, answers, number, window) for number in case_numbers(book)}
    criteria = {line.id: _criterion(book, answers, line.id, cases) for line in book.criteria.rows}
    return Tally(criteria, cases, window)


def case_numbers(book: Workbook) -> range:
    """Return the numbers of the cases."""
    return range(1, len(book.cases.rows) + 1)


def answered_no(book: Workbook, answers: Mapping[str, Value]) -> list[str]:
    """Return the codes of the core criteria that are answered No."""
    return [line.code for line in book.criteria.rows if answers.get(f"{line.id}/answer") == NO]


def filled(answers: Mapping[str, Value], key: str) -> str:
    """Return an answer as Excel's TRIM leaves it."""
    return trimmed(str(answers.get(key, "")))


def trimmed(text: str) -> str:
    """Return a text as Excel's TRIM leaves it."""
    return " ".join(word for word in text.split(" ") if word)


def _criterion(book: Workbook, answers: Mapping[str, Value], key: str, cases: Mapping[int, CaseState]) -> Missing:
    choices = next(column.field.choices for column in book.criteria.columns if column.field and column.id == "answer")
    if not _is_chosen(answers.get(f"{key}/answer"), choices):
        return "answer"
    if not filled(answers, f"{key}/evidence"):
        return "evidence"
    code = key.rpartition("/")[2]
    asked = [row_key(field.key, row) for field in book.questions(code) for row in cases]
    gaps = any(answers.get(question) == NO for question in asked)
    gaps = gaps or (code == DATASET_CRITERION and any(case.absent for case in cases.values()))
    return "explanation" if gaps and not filled(answers, f"{key}/explanation") else ""


def _case(book: Workbook, answers: Mapping[str, Value], row: int, window: tuple[int, int] | None) -> CaseState:
    given = {field.key: answers.get(row_key(field.key, row)) for field in book.cases.group.fields}
    data = [answers.get(row_key(line.id, row)) for line in book.dataset.rows]
    absent = data.count(ABSENT)
    number, tumour = (filled(answers, row_key(key, row)).lower() for key in (NUMBER, TUMOUR))
    others = [other for other in case_numbers(book) if other != row]
    twice = bool(number) and number in [filled(answers, row_key(NUMBER, other)).lower() for other in others]
    before = [filled(answers, row_key(TUMOUR, other)).lower() for other in others if other < row]
    day = serial(given[DATE])
    outside = bool(window and day is not None and not window[0] <= day <= window[1])
    started = any(data) or any(given.values())
    chosen = [_is_chosen(given[field.key], field.choices) for field in book.questions()]
    gaps = bool(absent) or NO in [given[field.key] for field in book.questions()]
    answered = sum(_is_chosen(value, book.dataset.sheet.choices) for value in data)
    reasons: list[tuple[bool, Missing]] = [
        (not number, "number"),
        (not given[DATE], "date"),
        (bool(given[DATE]) and day is None, "no-date"),
        (outside, "outside"),
        (not tumour, "tumour"),
        (not all(chosen), "answers"),
        (answered < len(data), "dataset"),
        (gaps and not filled(answers, row_key(EXPLANATION, row)), "explanation"),
        (twice, "twice"),
    ]
    missing = tuple(what for holds, what in reasons if holds and started)
    first = bool(tumour) and tumour not in before
    return CaseState(started, missing, answered, absent, first, outside, twice)


def _is_chosen(value: Value | None, choices: tuple[Choice, ...]) -> bool:
    return value in [choice.id for choice in choices]

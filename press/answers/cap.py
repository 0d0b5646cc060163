"""What a facility answered in; a draft of its Corrective Action Plan (CAP), in any language, out: one form or several.

IASIOS asks for a proposal or a CAP within 90 days after the outcome Deferred or Denied, and wants in it the criteria
that are not met and the improvements to be made (the manual's "Assessment outcomes", content/manual/evaluation.md; the
figure is `plan_days` of content/edition.yaml). It states neither where the days begin nor when an action has to be
done. So they are counted from a date that is given, whose morrow is day 1, and every due date that is proposed lies
within them: at a third for what is only to be written down, at two thirds for what is to change in records, at the
last day for what is to be put in place. The draft says so in each row, and people change it.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from press.fields import Value, row_key
from press.model import Criterion, FieldGroup, FormField, Manual, Text
from press.needs import ABSENT, NO, NUMBER, TYPES
from press.workbooks.blocks import Line, Workbook
from press.workbooks.ids import bare
from press.workbooks.tally import DATASET_CRITERION, Tally, filled
from press.workbooks.words import Words

DAYS = "plan_days"
FACILITY, DECLINED, ISSUE, OUTCOME, ACTION, DUE, COMMENTS = (
    f"corrective-action-plan/{name}"
    for name in (
        "facility", "declined-criteria", "issue-description", "desired-outcome", "strategic-action", "due-date",
        "comments",
    )
)  # fmt: skip
_WRITTEN, _RECORDED, _IMPROVED = 1, 2, 3  # thirds of the days
Fits = Callable[[Mapping[str, str]], bool]


class Gap(NamedTuple):
    """Something that is missing, what could be done, and at how many thirds of the days it could be done."""

    said: str
    action: str
    thirds: int


class Issue(NamedTuple):
    """What is missing at a criterion, or at several at once; and what is there when nothing is missing any more."""

    criteria: tuple[str, ...]
    outcome: str
    gaps: tuple[Gap, ...]


class Form(NamedTuple):
    """One form: the criteria that it deals with, and its values by the names of fields."""

    criteria: tuple[str, ...]
    values: dict[str, str]


class Period(NamedTuple):
    """The days within which a plan is due, and the date from which they are counted."""

    first: datetime.date
    days: int

    def day(self, thirds: int) -> int:
        """Return the number of the day at some thirds of the period."""
        return self.days * thirds // _IMPROVED

    def date(self, thirds: int) -> str:
        """Return that day in ISO form."""
        return (self.first + datetime.timedelta(days=self.day(thirds))).isoformat()


def table_of(manual: Manual) -> FieldGroup | None:
    """Return the table of actions, or None where the content has no form of a plan with the fields that are needed."""
    fields = {field.key: group for form in manual.forms for group in form.groups for field in group.fields}
    table = fields.get(ACTION)
    boxes = all(name in fields and fields[name].layout == "boxes" for name in (DECLINED, ISSUE, OUTCOME))
    columns = [field.key for field in table.fields] if table else []
    return table if table and table.rows and boxes and DUE in columns and COMMENTS in columns else None


def plan_of(answers: Mapping[str, Value], table: FieldGroup) -> dict[str, Value]:
    """Return what of a plan is entered already."""
    columns = [field.key for field in table.fields]
    return {
        key: value
        for key, value in answers.items()
        if key in (DECLINED, ISSUE, OUTCOME) or key.partition("@")[0] in columns
    }


def issues(words: Words, book: Workbook, answers: Mapping[str, Value], tally: Tally) -> list[Issue]:
    """Return what is missing, in the order of the criteria; what concerns all cases comes last."""
    return list(_Gaps(words, book, answers, tally).issues())


def one_each(_values: Mapping[str, str]) -> bool:
    """Say that a form has room for no second issue: it has one description and one outcome."""
    return False


def forms(found: Sequence[Issue], words: Words, period: Period, rows: int, fits: Fits) -> list[Form]:
    """Return the issues in forms of some rows, in their order: together in one for as long as they fit into it."""
    pieces = [
        issue._replace(gaps=issue.gaps[start : start + rows])
        for issue in found
        for start in range(0, len(issue.gaps), rows)
    ]
    packed: list[list[Issue]] = []
    for piece in pieces:
        together = [*packed[-1], piece] if packed else []
        room = sum(len(issue.gaps) for issue in together) <= rows
        if together and room and fits(_values(together, words, period)):
            packed[-1] = together
        else:
            packed.append([piece])
    return [Form(_criteria(each), _values(each, words, period)) for each in packed]


def _criteria(found: Sequence[Issue]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for issue in found for code in issue.criteria))


def _values(found: Sequence[Issue], words: Words, period: Period) -> dict[str, str]:
    """Return what stands in the form of some issues. Who does it and what it takes, people decide."""

    def of(issue: Issue, text: str) -> str:
        return words.shown(_of(words, words.speaker.series(issue.criteria), text))

    values = {
        DECLINED: "\n".join(words.shown(code) for code in _criteria(found)),
        ISSUE: "\n".join(of(issue, gap.said) for issue in found for gap in issue.gaps),
        OUTCOME: "\n".join(of(issue, issue.outcome) for issue in found),
    }
    for row, (issue, gap) in enumerate(((each, gap) for each in found for gap in each.gaps), 1):
        values[row_key(ACTION, row)] = of(issue, gap.action)
        values[row_key(DUE, row)] = period.date(gap.thirds)
        comment = words.t(
            "interface/cap-due",
            "Draft. The due date is a proposal of this tool: day {day} of {plan_days}, counted from {date}.",
            day=period.day(gap.thirds),
            date=period.first.isoformat(),
        )
        values[row_key(COMMENTS, row)] = words.shown(comment)
    return values


class _Gaps:
    """Finds what is missing and says it in a language."""

    def __init__(self, words: Words, book: Workbook, answers: Mapping[str, Value], tally: Tally) -> None:
        self.words = words
        self.t = words.t
        self.book = book
        self.answers = answers
        self.tally = tally

    def issues(self) -> Iterator[Issue]:
        """Yield what is missing at each criterion, then what concerns all cases."""
        for line in self.book.criteria.rows:
            assert line.criterion is not None, "the rows of this block are criteria"
            gaps = [*self._answer(line), *self._cases(line.criterion.id)]
            if line.criterion.id == DATASET_CRITERION:
                gaps += self._dataset()
            if gaps:
                yield Issue((line.criterion.id,), self._evidence(line.criterion), tuple(gaps))
        if gaps := list(self._review()):
            criteria = dict.fromkeys(field.criterion for field in self.book.questions() if field.criterion)
            outcome = self.t(
                "interface/cap-review-outcome",
                "The Internal Case Review is complete, with {cases} cases of at least {tumour_types} tumour types.",
            )
            yield Issue(tuple(criteria), outcome, tuple(gaps))

    def _evidence(self, criterion: Criterion) -> str:
        """Return the evidence that a criterion asks for, with its parts."""
        parts = [f"{item.id}  {self._plain(item.text)}" for item in criterion.items]
        lead = self.t(
            "interface/cap-outcome", "This evidence is in place: {evidence}", evidence=self._plain(criterion.evidence)
        )
        return "\n".join([lead, *parts])

    def _answer(self, line: Line) -> Iterator[Gap]:
        t, missing = self.t, self.tally.criteria[line.id]
        if self.answers.get(f"{line.id}/answer") == NO:
            yield Gap(
                t("interface/cap-answered-no", "The question is answered No."),
                t("interface/cap-do-improve", "Put in place what the criterion asks for, with evidence that shows it."),
                _IMPROVED,
            )
        elif missing == "answer":
            yield Gap(
                t("interface/cap-no-answer", "The question is not answered."),
                t("interface/cap-do-answer", "Check whether the criterion is met. Answer the question, with evidence."),
                _WRITTEN,
            )
        elif missing == "evidence":
            yield Gap(
                t("interface/cap-no-evidence", "The question is answered, but no evidence is listed."),
                t("interface/cap-do-evidence", "List the evidence and say how it shows that you meet the criterion."),
                _WRITTEN,
            )
        if missing == "explanation":
            yield Gap(
                t("interface/cap-no-explanation", "Data are missing in the case review, without an explanation."),
                t("interface/cap-do-explain", "Explain why data are missing, and what corrects this in future."),
                _WRITTEN,
            )

    def _cases(self, criterion: str) -> Iterator[Gap]:
        """Yield the questions of a criterion that are answered No for some cases."""
        for field in self.book.questions(criterion):
            numbers = [self._number(row) for row in self.tally.cases if self._is(field, row, NO)]
            if numbers:
                question = self._plain(field.label)
                yield Gap(
                    self.t("interface/cap-cases-no", "Answered No for these cases: {numbers}. The question: {question}",
                           numbers=self.words.speaker.series(numbers), question=question),
                    self.t("interface/cap-do-cases", "Find out why, and change it for future cases: {question}",
                           question=question),
                    _RECORDED,
                )  # fmt: skip

    def _dataset(self) -> Iterator[Gap]:
        """Yield the items of the dataset that some records do not hold, all at once."""
        items = []
        for line in self.book.dataset.rows:
            count = sum(self.answers.get(row_key(line.id, row)) == ABSENT for row in self.tally.cases)
            if count and line.label:
                items.append((self._plain(line.label), count))
        if items:
            yield Gap(
                self.t("interface/cap-dataset", "Items absent from records, with the number of records: {items}",
                       items=self.words.speaker.series([noted(self.t, label, count) for label, count in items])),
                self.t("interface/cap-do-dataset", "Make sure that future records hold these items: {items}",
                       items=self.words.speaker.series([label for label, _count in items])),
                _RECORDED,
            )  # fmt: skip

    def _review(self) -> Iterator[Gap]:
        """Yield what is missing in the case review as a whole, all at once."""
        t, tally, cases = self.t, self.tally, len(self.tally.cases)
        wanted = self.words.speaker.values[TYPES]
        said = []
        if tally.done < cases:
            number = f"{tally.done} {t('interface/book-of', 'of {number}', number=cases)}"
            said.append(_of(self.words, t("interface/book-cases-done", "Cases complete"), number))
        if tally.types < int(wanted):
            number = noted(t, tally.types, t("interface/book-at-least", "at least {number}", number=wanted))
            said.append(_of(self.words, t("interface/book-types", "Different tumour types"), number))
        if tally.outside:
            said.append(_of(self.words, t("interface/book-outside-count", "Dates outside the period"), tally.outside))
        if tally.twice:
            said.append(
                _of(self.words, t("interface/book-twice-count", "Cases whose number is used twice"), tally.twice)
            )
        if said:
            action = t(
                "interface/cap-do-review", "Complete the Internal Case Review: the cases, their answers, their dataset."
            )
            yield Gap("\n".join(said), action, _WRITTEN)

    def _plain(self, text: Text) -> str:
        # Marks of direction are put in once, when a text is whole.
        return bare(self.words.say(text))

    def _is(self, field: FormField, row: int, answer: str) -> bool:
        return self.answers.get(row_key(field.key, row)) == answer

    def _number(self, row: int) -> str:
        return filled(self.answers, row_key(NUMBER, row)) or str(row)


def noted(t: Callable[..., str], text: object, note: object) -> str:
    """Return a text with a note in the brackets of the language."""
    return t("interface/noted", "{text} ({note})", text=text, note=note)


def _of(words: Words, of: object, text: object) -> str:
    return words.t("interface/report/label-of", "{of}: {label}", of=of, label=text)

"""What is known of a file in; the words of its report, in any language, out.

What is entered stays as it is; what says whether it is enough is in the language of the reader.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePath
from typing import NamedTuple

from press.answers.entries import entries, kept, shown
from press.answers.findings import WRONG
from press.answers.labels import labels
from press.answers.phrases import TONES, Phrases
from press.answers.reported import CaseState, CriterionState, FileReport, Finding
from press.answers.sections import Cell, Cells, Chapter, Column, Line, Section, Table
from press.answers.unread import Unreadable
from press.fields import Value, row_key
from press.needs import DATE, EXPLANATION, NO, NUMBER, TUMOUR
from press.pages.content import Speaker
from press.workbooks.blocks import Line as BookLine
from press.workbooks.blocks import Workbook, workbook
from press.workbooks.live import missing_words
from press.workbooks.tally import MISSING

_WRITTEN = ("answer", "evidence", "explanation")


class Told(NamedTuple):
    """A file in words: for people, and for programs, whose findings have texts."""

    chapter: Chapter
    report: FileReport


def told(speaker: Speaker, report: FileReport, answers: Mapping[str, Value], name: str = "") -> Told:
    """Return the words of a report on a file that holds `answers`, under a name other than its path if one is given."""
    teller = _Teller(speaker, report, answers)
    findings = tuple(each.model_copy(update={"text": str(teller.says.finding(each))}) for each in report.findings)
    chapter = Chapter(name or report.file, tuple(teller.sections()))
    return Told(chapter, report.model_copy(update={"findings": findings}))


def in_tables(finding: Finding) -> bool:
    """Tell whether a finding is said beside its criterion or its case."""
    return finding.code.partition("-")[0] in ("criterion", "case")


class _Teller:
    def __init__(self, speaker: Speaker, report: FileReport, answers: Mapping[str, Value]) -> None:
        self.speaker = speaker
        self.t = speaker.t
        self.report = report
        self.answers = answers
        self.known = labels(speaker, report.documents)
        self.says = Phrases(speaker, self.known, report)

    def sections(self) -> Iterator[Section]:
        """Yield all that is to say, what matters most first."""
        yield self._result()
        if self.report.problems:
            yield self._unread()
        if self.report.rules:
            yield self._rules()
        if listed := [finding for finding in self.report.findings if not in_tables(finding)]:
            yield self._listed(listed)
        book = workbook(self.speaker.manual)
        if book and self.report.criteria:
            yield self._criteria(book)
        if book and self.report.cases:
            yield self._cases(book)
        for document in self.report.documents:
            yield from entries(self.speaker, document, self.answers, self.report.language)
        yield from kept(self.speaker, self.known, self.answers, self.report.language)

    def _result(self) -> Section:
        t, report = self.t, self.report
        if not report.readable:
            verdict = Cell(t("interface/report/unreadable", "This file can't be read."), tone="bad")
            return Section(t("interface/report/result", "Result"), notes=(verdict,))
        if report.complete:
            said = t("interface/report/complete", "All that can be checked in this file is complete.")
            verdict = Cell(said, tone="good")
        else:
            said = t(
                "interface/report/incomplete",
                "Not complete. Missing: {open}. Not as it has to be: {wrong}.",
                open=report.count("open"),
                wrong=report.count("error"),
            )
            verdict = Cell(said, tone="bad" if report.count("error") else "open")
        notes = [verdict]
        if look := report.count("warning"):
            notes.append(Cell(t("interface/report/look", "To be looked at: {count}.", count=look), tone="look"))
        return Section(t("interface/report/result", "Result"), tuple(self._facts()), tuple(notes))

    def _facts(self) -> Iterator[tuple[str, Cells]]:
        t, report = self.t, self.report
        if report.documents:
            titles = [self.speaker.document(name).title for name in report.documents]
            yield t("interface/documents", "Documents"), tuple(Cell(self.speaker.words(title)) for title in titles)
        if report.edition:
            yield t("interface/report/edition", "Edition"), (Cell(report.edition),)
        if report.language:
            names = {language.tag: language.name for language in self.speaker.manual.languages}
            yield t("interface/report/language", "Language"), (Cell(names.get(report.language, report.language)),)
        yield t("interface/report/entries", "Entries"), (Cell(str(report.answers)),)
        if report.window:
            label = t("interface/book-window", "Period of the cases, {window_months} months before submission")
            yield label, (Cell(" – ".join(report.window)),)
        yield t("interface/report/sum", "SHA-256 of the file"), (Cell(report.sha256),)

    def _unread(self) -> Section:
        """Say what the reading of the file said."""
        t, unreadable = self.t, Unreadable(self.speaker, self.known, self.says)
        lines = [unreadable.line(problem) for problem in self.report.problems]
        if not self.report.readable:
            lines = [((Cell(PurePath(self.report.file).name, ""),), *rest) for _place, *rest in lines]
        columns = (
            t("interface/report/place", "Place"),
            t("interface/report/what", "What is found"),
            t("interface/report/remedy", "Remedy"),
        )
        return self._section(t("interface/report/unread", "What could not be read for sure"), columns, lines)

    def _rules(self) -> Section:
        t = self.t
        title = t("interface/report/overview", "Overview")
        columns = (
            t("interface/report/rules", "What is asked for"),
            t("interface/book-state", "Complete?"),
            t("interface/report/count", "Count"),
        )
        return self._section(title, columns, [self.says.rule(rule) for rule in self.report.rules])

    def _listed(self, found: list[Finding]) -> Section:
        t = self.t
        lines = [
            (
                tuple(map(Cell, self.says.where(finding))) or (Cell(),),
                (Cell(self.says.finding(finding), tone=TONES[finding.severity]),),
            )
            for finding in found
        ]
        columns = (t("interface/report/place", "Place"), t("interface/report/what", "What is found"))
        section = self._section(t("interface/report/findings", "What to look at"), columns, lines)
        if not any(finding.code.startswith("looks-like-") for finding in found):
            return section
        privacy = t("interface/form-privacy", "Enter no names and no record numbers of patients.")
        return section._replace(notes=(Cell(privacy),))

    def _criteria(self, book: Workbook) -> Section:
        t, say = self.t, self.speaker.words
        asked = {column.id: column.field for column in book.criteria.columns if column.field}
        answer, evidence, explanation = (say(asked[name].label) for name in _WRITTEN)
        others = [name for name in asked if name not in _WRITTEN]
        columns: tuple[str | Column, ...] = (
            t("interface/criterion", "Criterion"),
            Column(t("interface/required-evidence", "Required evidence"), detail=True),
            answer,
            Column(evidence, detail=True),
            Column(explanation, detail=True),
            *(Column(say(asked[name].label), detail=True) for name in others),
            t("interface/book-state", "Complete?"),
        )
        states = {each.criterion: each for each in self.report.criteria}
        lines = []
        for line in book.criteria.rows:
            written = [self._answer(f"{line.id}/{name}") for name in (*_WRITTEN, *others)]
            criterion = self._criterion(states[line.code], line.id)
            lines.append(((Cell(line.code),), self._required(line), *written, criterion))
        return self._section(t("interface/core-criteria", "Core criteria"), columns, lines)

    def _required(self, line: BookLine) -> Cells:
        """Return the evidence that a criterion asks for, with its parts."""
        t, say = self.t, self.speaker.words
        assert line.criterion is not None, "the rows of this block are criteria"
        parts = [
            t("interface/report/label-of", "{of}: {label}", of=item.id, label=say(item.text))
            for item in line.criterion.items
        ]
        return (Cell(say(line.label) if line.label else ""), *map(Cell, parts))

    def _criterion(self, state: CriterionState, row: str) -> Cells:
        if self.says.is_lost(f"{row}/{state.missing}"):
            return (Cell(self.t("interface/report/lost", "missing from the file"), tone="bad"),)
        missing = (self._missing(state.missing),) if state.missing else ()
        if state.answer == NO:
            return (Cell(self.t("interface/report/answered-no", "answered No"), tone="bad"), *missing)
        return missing or (self._complete(),)

    def _cases(self, book: Workbook) -> Section:
        t, say = self.t, self.speaker.words
        asked = {field.key: field.short or field.label for field in book.cases.group.fields}
        number, day, tumour, explanation = (say(asked[key]) for key in (NUMBER, DATE, TUMOUR, EXPLANATION))
        columns = (
            t("interface/row-number", "No."),
            number,
            day,
            tumour,
            Column(t("interface/book-answered", "Items of the dataset answered"), detail=True),
            Column(t("interface/book-absent", "of these absent"), detail=True),
            Column(explanation, detail=True),
            t("interface/book-state", "Complete?"),
        )
        return self._section(say(book.cases.group.label), columns, [self._case(case) for case in self.report.cases])

    def _case(self, case: CaseState) -> Line:
        *given, explanation = (self._answer(row_key(key, case.case)) for key in (NUMBER, DATE, TUMOUR, EXPLANATION))
        counts = [(Cell("" if count is None else str(count)),) for count in (case.answered, case.absent)]
        state = tuple(map(self._missing, case.missing)) or (self._complete(),)
        return ((Cell(str(case.case)),), *given, *counts, explanation, state)

    def _complete(self) -> Cell:
        return Cell(missing_words(self.t, ""), tone="good")

    def _missing(self, missing: str) -> Cell:
        return Cell(missing_words(self.t, MISSING[missing]), tone="bad" if missing in WRONG else "open")

    def _answer(self, key: str) -> Cells:
        return (shown(self.speaker, self.known[key].field, self.answers.get(key), self.report.language),)

    def _section(self, title: str, columns: Iterable[str | Column], lines: Iterable[Line]) -> Section:
        heads = tuple(column if isinstance(column, Column) else Column(column) for column in columns)
        return Section(title, tables=(Table(title, heads, tuple(lines)),))

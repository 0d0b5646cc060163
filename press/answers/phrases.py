"""What is found in a file in, as codes; the same in the words of a language out."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup, escape

from press.answers.cap import noted
from press.answers.labels import Label
from press.answers.reported import FileReport, Finding, Rule
from press.answers.sections import Cell, Line, Tone
from press.needs import NO
from press.pages.content import Speaker
from press.pages.interface import Phrase
from press.pages.isolation import lines
from press.workbooks.blocks import workbook
from press.workbooks.live import missing_words
from press.workbooks.tally import MISSING

TONES: Mapping[str, Tone] = {"error": "bad", "open": "open", "warning": "look", "note": ""}
_BROKEN = ("answered-no", "outside", "twice")  # rules that no further entry can meet


def quoted(text: str) -> Phrase:
    """Return what somebody wrote, all of it read in one direction where a sentence quotes it."""
    html = Markup('<bdi dir="{}">{}</bdi>').format(lines(text)[0].direction, text)
    return Phrase(text, html)


class Phrases:
    """Says findings and rules; `known` are the labels of the fields."""

    def __init__(self, speaker: Speaker, known: Mapping[str, Label], report: FileReport) -> None:
        self.t = speaker.t
        self._speaker = speaker
        self._known = known
        self._window = report.window or ("", "")
        self._lost = frozenset(report.lost)
        self._filled_no = sum(each.answer == NO and not each.missing for each in report.criteria)

    def label(self, key: str) -> Phrase:
        """Return what a field is called, with its row; its name where no form has such a field."""
        label = self._known.get(key)
        return label.place if label else Phrase(key, Markup(self._speaker.isolated(escape(key))))

    def where(self, finding: Finding) -> tuple[Phrase, ...]:
        """Return the place of a finding: a criterion or a case, and the field."""
        t, book = self.t, workbook(self._speaker.manual)
        if finding.code in ("cases-few", "types-few") and book:
            return (self._speaker.words(book.cases.group.label),)
        names = [self._known[key].words if key in self._known else self.label(key) for key in finding.fields]
        alone = names if len(names) == 1 else []
        if finding.case:
            return (t("interface/report/case", "Case {number}", number=finding.case), *alone)
        if finding.code == "plan-row":
            return (t("interface/field-row", "{label}, row {row}", label=self._group(finding), row=finding.found),)
        labels = [self._known[key] for key in finding.fields if key in self._known]
        criterion = finding.criterion or (labels[0].criterion if len(labels) == 1 and not labels[0].row else "")
        if criterion:
            return (t("interface/criterion-code", "Criterion {code}", code=criterion), *alone)
        return tuple(map(self.label, finding.fields)) if len(finding.fields) < 3 else ()

    def finding(self, finding: Finding) -> Phrase:
        """Return what a finding says; of fields that the file lacks, that nothing is entered there is not known."""
        if finding.severity == "open" and self.is_lost(*finding.fields):
            return self.t("interface/report/lost", "missing from the file")
        kind, _, missing = finding.code.partition("-")
        if kind in ("criterion", "case") and missing in MISSING:
            return missing_words(self.t, MISSING[missing])
        said = self._of_review(finding) or self._of_plan(finding) or self._of_privacy(finding)
        return said or self._of_entries(finding)

    def is_lost(self, *fields: str) -> bool:
        """Tell whether the file lacks all of some fields."""
        return bool(fields) and self._lost.issuperset(fields)

    def _group(self, finding: Finding) -> Phrase:
        """Return the heading above the fields of a finding."""
        base = finding.fields[0].partition("@")[0]
        groups = (group for form in self._speaker.manual.forms for group in form.groups)
        return self._speaker.words(next(g.label for g in groups if base in [field.key for field in g.fields]))

    def _of_review(self, finding: Finding) -> Phrase | None:
        t, (first, last) = self.t, self._window
        match finding.code:
            case "criterion-no":
                return t("interface/report/answered-no", "answered No")
            case "name-missing":
                return t("interface/report/no-name", "name missing")
            case "submission-missing":
                return t("interface/book-do-date", "Enter the date on which you plan to submit.")
            case "cases-few":
                return t("interface/book-do-cases", "Enter {cases} cases.")
            case "types-few":
                return t("interface/book-do-types", "The cases must cover at least {tumour_types} tumour types.")
            case "period-wide":
                return t(
                    "interface/report/period-wide",
                    "The period entered here goes beyond the one that is calculated: {first} to {last}.",
                    first=first,
                    last=last,
                )
        return None

    def _of_plan(self, finding: Finding) -> Phrase | None:
        t = self.t
        match finding.code:
            case "plan-empty":
                return t("interface/report/empty", "nothing entered")
            case "plan-no-action":
                return t("interface/report/no-action", "no action entered")
            case "plan-row":
                labels = self._speaker.series([str(self._known[key].words) for key in finding.fields])
                return t("interface/report/missing", "missing: {labels}", labels=labels)
            case "plan-late":
                return t(
                    "interface/report/plan-late",
                    "Due after the {plan_days} days in which the plan is to be handed in. They end on {date}.",
                    date=finding.found,
                )
            case "plan-dated-late":
                return t(
                    "interface/report/plan-dated-late",
                    "Dated after the {plan_days} days in which the plan is to be handed in. They end on {date}.",
                    date=finding.found,
                )
        return None

    def _of_privacy(self, finding: Finding) -> Phrase | None:
        t, found = self.t, quoted(finding.found)
        match finding.code:
            case "looks-like-name":
                return t("interface/report/name", "looks like a person's name: {found}", found=found)
            case "looks-like-birth-date":
                return t("interface/report/birth-date", "looks like a date of birth: {found}", found=found)
            case "looks-like-record-number":
                return t(
                    "interface/report/record-number", "looks like a number of a patient or record: {found}", found=found
                )
        return None

    def _of_entries(self, finding: Finding) -> Phrase:
        t, found = self.t, quoted(finding.found)
        match finding.code:
            case "not-ticked":
                return t("interface/report/not-ticked", "not ticked")
            case "not-a-choice":
                return t("interface/report/no-choice", "none of the answers to choose from: {found}", found=found)
            case "not-a-date":
                return t("interface/report/no-date", "no valid date: {found}", found=found)
            case "undecided":
                return t("interface/report/undecided", "not decided: the answers differ in {files}", files=found)
            case "decided":
                return t("interface/report/decided", "decided, but answers of {files} are kept beside it", files=found)
            case "no-field":
                names = self._speaker.series(finding.fields)
                return t(
                    "interface/report/no-field", "The forms of this edition have no field for: {names}", names=names
                )
            case "other-edition":
                return t(
                    "interface/report/other-edition",
                    "Entered in a form of edition {other}, and judged by the rules of edition {edition}.",
                    other=found,
                )
            case "nothing":
                return t("interface/report/nothing", "Nothing is filled in.")
        return t("interface/report/wrong-kind", "not what this field asks for")

    def rule(self, rule: Rule) -> Line:
        """Return what is asked for, whether it is there, and what was counted."""
        t = self.t
        if not rule.checked and rule.id == "outside" and not self._window[0]:
            state = Cell(t("interface/report/unchecked", "not checked: no date of submission"))
        elif not rule.checked:
            state = Cell(t("interface/report/empty", "nothing entered"))
        elif rule.id in _BROKEN:
            none, some = t("interface/report/none", "none"), t("interface/report/to-correct", "to correct")
            state = Cell(none, tone="good") if rule.met else Cell(some, tone="bad")
        elif rule.met:
            state = Cell(t("interface/book-done", "done"), tone="good")
        else:
            state = Cell(t("interface/book-to-do", "to do"), tone="open")
        return (Cell(self._rule_name(rule.id)),), (state,), (Cell(self._count(rule)),)

    def _count(self, rule: Rule) -> str:
        if rule.value is None or not rule.checked:
            return ""
        if not rule.wanted:
            return str(rule.value)
        if rule.id == "types":
            least = self.t("interface/book-at-least", "at least {number}", number=rule.wanted)
            return noted(self.t, rule.value, least)
        counted = f"{rule.value} {self.t('interface/book-of', 'of {number}', number=rule.wanted)}"
        if rule.id != "criteria" or not self._filled_no:
            return counted
        nos = self.t("interface/report/of-them-no", "of them answered No: {number}", number=self._filled_no)
        return noted(self.t, counted, nos)

    def _rule_name(self, identifier: str) -> Phrase:
        t = self.t
        return {
            "facility": t("interface/book-do-facility", "Name your facility and the persons in the appointed roles."),
            "date": t("interface/book-do-date", "Enter the date on which you plan to submit."),
            "criteria": t("interface/book-core", "Core criteria filled in"),
            "answered-no": t("interface/book-answered-no", "Core criteria answered No"),
            "cases": t("interface/book-begun", "Cases entered"),
            "types": t("interface/book-types", "Different tumour types"),
            "outside": t("interface/book-outside-count", "Dates outside the period"),
            "twice": t("interface/book-twice-count", "Cases whose number is used twice"),
            "complete": t("interface/book-cases-done", "Cases complete"),
            "ticks": t("interface/report/ticks", "Boxes ticked"),
        }[identifier]

"""A project in; what is needed to write answers that the press itself drafts, in any language and format, out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from press.answers.files import ENTRIES, PAGE
from press.answers.fill import Filled, fill
from press.answers.json import write
from press.answers.model import Answers
from press.answers.page import filled_page
from press.editions import Edition, in_language
from press.model import Manual
from press.problems import Origin, Problem, Severity, has_errors
from press.project import Project
from press.validate import Loaded, load
from press.workbooks.blocks import Workbook, all_fields, workbook

Said = tuple[list[str], list[Problem]]


@dataclass(frozen=True)
class Desk:
    """A project that has a workbook, and its content as it was read."""

    project: Project
    manual: Manual
    book: Workbook
    loaded: Loaded

    def edition(self, language: str) -> Edition:
        """Return the edition in a language."""
        return in_language(self.project, self.manual, language, self.loaded.renamed)

    def stated(self, name: str) -> int:
        """Return a figure of the edition; 0 where it is not stated as a whole number."""
        found = self.manual.edition.stated.get(name)
        return int(found.value) if found and found.value.isdecimal() else 0

    def rendered(self, edition: Edition, answers: Answers, name: str, document: str, suffix: str) -> Filled:
        """Return answers as a file for a suffix: entries as web pages save them, or the form of a document."""
        if suffix not in (PAGE, ENTRIES):
            return fill(self.project, answers, name, document, edition.language.tag, flat=False, loaded=self.loaded)
        names = [field.key for fields in all_fields(self.manual).values() for field in fields]
        entries = write(answers, names)
        return filled_page(self.project, edition, entries, name, document) if suffix == PAGE else _text(entries)


def desk_of(project: Project, name: str) -> tuple[Desk | None, list[Problem]]:
    """Return what a project has, or what is wrong; `name` is the file to print."""
    loaded = load(project)
    problems = list(loaded.problems)
    if loaded.manual is None or has_errors(problems):
        return None, problems
    book = workbook(loaded.manual)
    if book is None:
        message = "this project has no workbook, by which answers and cases are known"
        return None, [problem(name, message, "use the project that made the forms")]
    return Desk(project, loaded.manual, book, loaded), problems


def _text(text: str) -> Filled:
    return Filled(text.encode(), ())


def problem(place: Path | str, message: str, hint: str, severity: Severity = "error") -> Problem:
    """Return a problem of a draft."""
    return Problem(Origin(str(place)), "answers-draft", message, hint, severity)

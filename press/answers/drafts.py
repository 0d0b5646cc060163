"""A project in; what is needed to write answers that the press itself drafts, in any language and format, out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from press.answers.fill import Filled, fill
from press.answers.json import write
from press.answers.model import made
from press.editions import load_editions
from press.fields import Value
from press.model import Manual
from press.problems import Origin, Problem, Severity, has_errors
from press.project import Project
from press.validate import load
from press.workbooks.blocks import Workbook, all_fields, workbook
from press.workbooks.words import Words

SHEETS, PAPER, ENTRIES = ".xlsx", ".pdf", ".json"
Said = tuple[list[str], list[Problem]]


@dataclass(frozen=True)
class Desk:
    """A project that has a workbook, with its renamed ids."""

    project: Project
    manual: Manual
    book: Workbook
    renames: Mapping[str, str]

    def words(self, language: str) -> Words:
        """Return the words of a language."""
        wanted = [each for each in self.manual.languages if each.tag == language]
        (edition,) = load_editions(self.project, self.manual, wanted, self.renames)
        return Words(edition.speaker)

    def stated(self, name: str) -> int:
        """Return a figure of the edition; 0 where it is not stated as a whole number."""
        found = self.manual.edition.stated.get(name)
        return int(found.value) if found and found.value.isdecimal() else 0

    def rendered(self, language: str, values: Mapping[str, Value], name: str, document: str, suffix: str) -> Filled:
        """Return values as a file for a suffix: entries as web pages save them, or the form of a document."""
        answers = made(self.manual.edition.edition, language, values.items())
        if suffix != ENTRIES:
            return fill(self.project, answers, name, document, language, flat=False)
        names = [field.key for fields in all_fields(self.manual).values() for field in fields]
        return Filled(write(answers, names).encode(), ())


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
    return Desk(project, loaded.manual, book, loaded.renamed), problems


def problem(place: Path | str, message: str, hint: str, severity: Severity = "error") -> Problem:
    """Return a problem of a draft."""
    return Problem(Origin(str(place)), "answers-draft", message, hint, severity)

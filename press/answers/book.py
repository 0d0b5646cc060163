"""Answers at their fields, and those that have none, in; a new workbook or file of answers, with all of them, out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from press.answers.carried import carried
from press.answers.files import ENTRIES, SHEETS
from press.answers.json import write
from press.answers.model import Answers
from press.answers.settle import Left, Settled, Target, id_from, settle, target_of
from press.editions import in_language
from press.fields import Value
from press.outputs import xlsx
from press.outputs.made import Made
from press.pages.content import Speaker
from press.problems import Origin, Problem
from press.project import Project
from press.released import read_released
from press.validate import Loaded
from press.workbooks.blocks import workbook
from press.workbooks.layout import layout
from press.workbooks.words import CELL


@dataclass(frozen=True)
class Bench:
    """What new files are made with. `document` is the workbook, or nothing where they hold answers to all forms."""

    project: Project
    loaded: Loaded
    document: str

    @property
    def target(self) -> Target:
        """The fields that answers may go to."""
        return target_of(self.loaded, self.document, CELL if self.document else 0)

    def settled(self, answers: Answers, name: str) -> Settled:
        """Return answers at their fields; each of those without one has an id of its own."""
        found = settle(answers, self.target)
        return found._replace(left=tuple(distinct((each, name) for each in found.left)))

    def made(self, values: Mapping[str, Value], left: Sequence[Left], language: str, edition: str) -> Made:
        """Return the file; `edition` is the one that answers without a field come from."""
        manual = self.loaded.manual
        assert manual is not None, "a manual without errors"
        if self.document:
            spoken = in_language(self.project, manual, language, self.loaded.renamed)
            return book_of(self.project, spoken.speaker, values, left, edition)
        unplaced = {each.key: each.value for each in left}
        answers = Answers(edition=manual.edition.edition, language=language, answers=dict(values), unplaced=unplaced)
        return Made(write(answers, self.target.fields).encode())


def bench_for(project: Project, loaded: Loaded, output: Path) -> tuple[Bench | None, list[Problem]]:
    """Return what a file of this name is made with, or what stands in the way."""
    book = workbook(loaded.manual) if loaded.manual else None
    suffix = output.suffix.lower()
    if loaded.manual is None:
        return None, list(loaded.problems)
    if suffix == ENTRIES:
        return Bench(project, loaded, ""), []
    if suffix != SHEETS or book is None:
        message = "this project has no workbook" if suffix == SHEETS else "it is not plain what this file shall be"
        hint = f"name a file of answers ({ENTRIES})" + (f" or a workbook ({SHEETS})" if book else "")
        return None, [Problem(Origin(str(output)), "answers-output", message, hint)]
    return Bench(project, loaded, book.document.id), []


def book_of(
    project: Project, speaker: Speaker, values: Mapping[str, Value], left: Sequence[Left], edition: str
) -> Made:
    """Return the workbook in a speaker's language; what has no field is kept on a sheet of its own."""
    kept = carried(left, speaker, read_released(project)[0], edition) if left else []
    return xlsx.make(project, layout(speaker, values, kept).model_dump_json())


def distinct(left: Iterable[tuple[Left, str]]) -> list[Left]:
    """Return answers without a field, each with the name of its file, under ids of their own; equal ones once."""
    found: dict[str, Left] = {}
    for each, name in left:
        if found.get(each.key, each).value == each.value:
            found.setdefault(each.key, each)
        else:
            key = id_from(each.key, name, found)
            found[key] = each._replace(key=key)
    return list(found.values())

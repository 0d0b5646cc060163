"""A file of answers, of any edition and language, in; the same answers in a new workbook of the present edition out.

All answers that the file holds are placed, carried over or rejected, and the counts say so.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from press.answers.book import Bench, bench_for
from press.answers.desk import language_of
from press.answers.files import taken, unmade, write
from press.answers.model import Answers
from press.answers.place import left_problems, not_told
from press.answers.read import read
from press.problems import Origin, Problem, Severity, did_you_mean
from press.project import Project
from press.released import read_released
from press.validate import load
from press.workbooks.known import Known, known


class Counts(NamedTuple):
    """How many answers went where."""

    placed: int
    carried: int
    rejected: int

    @property
    def given(self) -> int:
        """How many there were."""
        return sum(self)

    def __str__(self) -> str:
        """Return the counts as a line."""
        return f"{self.given} answers: {self.placed} placed, {self.carried} carried over, {self.rejected} rejected"


def migrate(
    project: Project, file: Path, output: Path, language: str, edition: str, *, force: bool
) -> tuple[list[str], list[Problem]]:
    """Write the answers of a file into a new one; return what was done, and what is wrong or has no field.

    `edition` names the one that the file comes from, for a file that does not say so itself.
    """
    if problems := taken(output, [file], force=force):
        return [], problems
    loaded = load(project)
    bench, problems = bench_for(project, loaded, output)
    if bench is None or loaded.manual is None:
        return [], problems
    answers, problems = read(file, lambda: _assuming(known(project, loaded), edition))
    if answers is None:
        return [], problems
    language, wrong = language_of(loaded.manual, answers, language, str(file))
    wrong += _of_edition(bench, answers, edition, str(file))
    if any(each.severity == "error" for each in wrong):
        return [], [*problems, *wrong]
    done, found = _written(bench, answers, file, output, language, answers.edition or edition)
    return done, [*problems, *wrong, *not_told(found, problems)]


def _assuming(expected: Known | None, edition: str) -> Known | None:
    return expected and replace(expected, assumed=edition)


def _of_edition(bench: Bench, answers: Answers, edition: str, name: str) -> list[Problem]:
    """Return what is wrong with the edition that a file comes from."""
    manual = bench.loaded.manual
    assert manual is not None, "a bench has a manual"
    released, problems = read_released(bench.project)
    if edition and answers.edition not in ("", edition):
        message = f"the file says that it is of the edition {answers.edition}, not {edition}"
        return [Problem(Origin(name), "answers-edition", message, "leave out --edition")]
    said, known_ones = answers.edition or edition, [manual.edition.edition, *released]
    if said and said not in known_ones:
        message = f"nothing is known of the edition '{said}'"
        hint = did_you_mean(said, known_ones, "check that what has no field is where it belongs")
        severity: Severity = "error" if edition else "warning"
        problems.append(Problem(Origin(name), "answers-edition", message, hint, severity))
    return problems


def _written(
    bench: Bench, answers: Answers, file: Path, output: Path, language: str, edition: str
) -> tuple[list[str], list[Problem]]:
    settled = bench.settled(answers, file.name)
    problems = list(left_problems(settled.left, bench.target, str(file), "carried over"))
    made = bench.made(settled.values, settled.left, language, edition)
    if made.errors:
        return [], [*problems, *unmade(output, made.errors)]
    if unwritten := write(output, made.content):
        return [], unwritten
    placed = len(settled.gone_to)
    counts = Counts(placed, len(answers.answers) + len(answers.unplaced) - placed, answers.rejected)
    several = sum(len(fields) > 1 for fields in settled.gone_to.values())
    copied = [f"{several} of them went to several fields each: see that they fit"] if several else []
    lost = [f"fields missing from the file: {len(answers.lost)}; what stood there is not known"] if answers.lost else []
    return [str(counts), *copied, f"written {output}", *lost], problems

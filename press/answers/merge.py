"""Copies that several people filled in, of any kind, edition and language, in; one workbook or file of answers out.

What one of them says, or all say alike, is taken. Where they differ nobody decides: the field stays empty, and all of
its answers are kept with the names of their files.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from press.answers.book import Bench, bench_for, distinct
from press.answers.desk import language_of
from press.answers.files import taken, unmade, write
from press.answers.migrate import Counts
from press.answers.model import Answers, in_order
from press.answers.place import left_problems
from press.answers.read import read
from press.answers.settle import Left, Settled, id_from
from press.fields import Value
from press.problems import Origin, Problem
from press.project import Project
from press.validate import load
from press.workbooks.known import known

_SHOWN = 60


class Copy(NamedTuple):
    """A file, by the name that tells it from the others, and its answers at their fields."""

    name: str
    answers: Answers
    settled: Settled


class Merged(NamedTuple):
    """Values by the names of fields; answers without a field; fields whose answers differ, with their files."""

    values: dict[str, Value]
    left: list[Left]
    conflicts: dict[str, dict[Value, str]]


def merge(
    project: Project, files: Sequence[Path], output: Path, language: str, *, force: bool
) -> tuple[list[str], list[Problem]]:
    """Write the answers of all files into a new one; return what was done, and what is wrong or has no field."""
    if problems := taken(output, files, force=force):
        return [], problems
    loaded = load(project)
    bench, problems = bench_for(project, loaded, output)
    if bench is None or loaded.manual is None:
        return [], problems
    knowing = cache(lambda: known(project, loaded))
    copies = []
    for file, name in zip(files, _names(files), strict=True):
        answers, found = read(file, knowing)
        problems += found
        if answers is not None:
            copies.append(Copy(name, answers, bench.settled(answers, name)))
    if len(copies) < len(files):
        return [], problems
    first = next((copy.answers for copy in copies if copy.answers.language), copies[0].answers)
    language, wrong = language_of(loaded.manual, first, language, str(files[0]))
    if wrong:
        return [], [*problems, *wrong]
    done, found = _written(bench, copies, output, language)
    return done, [*problems, *found]


def merged(copies: Sequence[Copy], order: Iterable[str]) -> Merged:
    """Return what copies hold together, in the `order` of the fields."""
    said: dict[str, dict[Value, str]] = {}
    for copy in copies:
        for key, value in copy.settled.values.items():
            answers = said.setdefault(key, {})
            answers[value] = f"{answers[value]}, {copy.name}" if value in answers else copy.name
    conflicts = {key: answers for key, answers in said.items() if len(answers) > 1}
    values = {key: next(iter(answers)) for key, answers in said.items() if len(answers) == 1}
    left = [
        (Left(id_from(key, names, ()), value, "differ", names), names)
        for key, answers in conflicts.items()
        for value, names in answers.items()
    ]
    left += [(each, copy.name) for copy in copies for each in copy.settled.left]
    return Merged(in_order(values, order), distinct(left), conflicts)


def _names(files: Sequence[Path]) -> list[str]:
    """Return what tells the files from one another: their names, or, where two have the same, their paths."""
    names = [file.name for file in files]
    return [name if names.count(name) == 1 else str(file) for file, name in zip(files, names, strict=True)]


def _written(bench: Bench, copies: Sequence[Copy], output: Path, language: str) -> tuple[list[str], list[Problem]]:
    target = bench.target
    whole = merged(copies, target.fields)
    problems = [_conflict(output, key, answers, bool(bench.document)) for key, answers in whole.conflicts.items()]
    for copy in copies:
        problems += left_problems(copy.settled.left, target, copy.name, "carried over")
    editions = {copy.answers.edition for copy in copies if copy.settled.left}
    made = bench.made(whole.values, whole.left, language, editions.pop() if len(editions) == 1 else "")
    if made.errors:
        return [], [*problems, *unmade(output, made.errors)]
    if unwritten := write(output, made.content):
        return [], unwritten
    return [_said(copies, whole), f"written {output}"], problems


def _said(copies: Sequence[Copy], whole: Merged) -> str:
    """Return how many answers went where."""
    given = sum(len(copy.answers.answers) + len(copy.answers.unplaced) for copy in copies)
    # An answer that was split is placed where one of its fields is.
    placed = [
        fields
        for copy in copies
        for fields in copy.settled.gone_to.values()
        if any(field in whole.values for field in fields)
    ]
    rejected = sum(copy.answers.rejected for copy in copies)
    counts = Counts(len(placed), given - len(placed), rejected)
    return f"{len(copies)} files, {counts}; {len(whole.values)} fields filled in, {len(whole.conflicts)} in conflict"


def _conflict(output: Path, key: str, answers: dict[Value, str], book: bool) -> Problem:
    said = "; ".join(f"{_quoted(value)} in {names}" for value, names in answers.items())
    where = "on the sheet of what is carried over" if book else "under 'unplaced'"
    hint = f"choose one: all stand {where}, and the field is empty"
    return Problem(Origin(str(output)), "answers-conflict", f"{key}: {said}", hint)


def _quoted(value: Value) -> str:
    return "a tick" if value is True else f"'{str(value)[:_SHOWN]}{'…' * (len(str(value)) > _SHOWN)}'"

"""Copies that several people filled in, of any kind, edition and language, in; one workbook or file of answers out.

What one of them says, or all say alike, is taken. Where they differ nobody decides: the field stays empty, and all of
its answers are kept with the names of their files. Where a row of a table holds different things, such as two cases
with numbers of their own, all answers in it are kept so, since half of each would make a third.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from press.answers.book import Bench, bench_for, distinct
from press.answers.carried import Asking
from press.answers.desk import language_of
from press.answers.files import names_of, taken, unmade, write
from press.answers.migrate import Counts
from press.answers.model import Answers, in_order
from press.answers.place import left_problems, not_told
from press.answers.read import read
from press.answers.settle import Left, Settled, Target, id_from, outside_of
from press.editions import in_language
from press.fields import Value, row_key
from press.needs import NUMBER
from press.problems import Origin, Problem
from press.project import Project
from press.validate import load
from press.workbooks.blocks import Workbook, workbook
from press.workbooks.ids import bare, case_of
from press.workbooks.known import known
from press.workbooks.tally import trimmed

_SHOWN = 60


class Copy(NamedTuple):
    """A file, by the name that tells it from the others, its answers at their fields, and what its reading told."""

    name: str
    answers: Answers
    settled: Settled
    told: Sequence[Problem] = ()


class Merged(NamedTuple):
    """Values by the names of fields; answers without a field; fields whose answers differ, with their files.

    `mixed` has the rows of tables that hold different things: by the field that names the row, its names with their
    files, and how many answers stand there. `unnamed` has the rows that got answers from files that do not name them.
    """

    values: dict[str, Value]
    left: list[Left]
    conflicts: dict[str, dict[Value, str]]
    mixed: dict[str, tuple[dict[Value, str], int]]
    unnamed: dict[str, list[str]]


class _Said(NamedTuple):
    """What a copy says at a field; `stray` where the field can't hold it."""

    file: str
    value: Value
    stray: Left | None = None


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
    for file, name in zip(files, names_of(files), strict=True):
        answers, found = read(file, knowing)
        problems += found
        if answers is not None:
            copies.append(Copy(name, answers, bench.settled(answers, name), found))
    if len(copies) < len(files):
        return [], problems
    first = next((copy.answers for copy in copies if copy.answers.language), copies[0].answers)
    language, wrong = language_of(loaded.manual, first, language, str(files[0]))
    if wrong:
        return [], [*problems, *wrong]
    done, found = _written(bench, copies, output, language)
    return done, [*problems, *found]


def merged(copies: Sequence[Copy], target: Target, naming: Mapping[str, str]) -> Merged:
    """Return what copies hold together.

    `naming` leads from each field in a row of a table to the one that names the row.
    """
    said = _said_at(copies, target)
    alike = {key: _alike(found) for key, found in said.items()}
    rows: dict[str, list[str]] = defaultdict(list)
    for key in said:
        rows[naming.get(key, "")].append(key)
    mixed = {name: rows[name] for name in rows if len({_folded(each.value) for each in said.get(name, ())}) > 1}
    held = {key for keys in mixed.values() for key in keys}
    differ = {key for key, found in said.items() if len(alike[key]) > 1 or any(each.stray for each in found)} - held
    values = {key: next(iter(found)) for key, found in alike.items() if key not in differ | held}
    left = [_from(key, value, files) for key in said if key in differ for value, files in alike[key].items()]
    left += [_from(key, each.value, each.file) for key in said if key in held for each in said[key]]
    strays = [each.stray for found in said.values() for each in found if each.stray]
    left += [
        (each, copy.name)
        for copy in copies
        for each in copy.settled.left
        if each not in strays and not outside_of(each.key)[0]
    ]
    left += _outside(copies)
    return Merged(
        in_order(values, target.fields),
        distinct(left),
        {key: alike[key] for key in said if key in differ},
        {name: (alike[name], sum(len(said[key]) for key in keys)) for name, keys in mixed.items()},
        {name: files for name in rows.keys() - {"", *mixed} if (files := _without_name(said, name, rows[name]))},
    )


def _without_name(said: Mapping[str, Sequence[_Said]], name: str, keys: Sequence[str]) -> list[str]:
    """Return the files that fill in a row of others without its name: it may be another thing that they mean."""
    given = {key: {each.file for each in said[key]} for key in keys}
    files = set().union(*given.values())
    unnamed = files - given.get(name, set())
    adding = {file for key, of in given.items() if key != name and of != files for file in of & unnamed}
    return sorted(adding) if len(files) > 1 else []


def _said_at(copies: Sequence[Copy], target: Target) -> dict[str, list[_Said]]:
    """Return what the copies say at each field, also what does not fit into a field that another copy answers."""
    said: dict[str, list[_Said]] = {}
    for copy in copies:
        for key, value in copy.settled.values.items():
            said.setdefault(key, []).append(_Said(copy.name, value))
    for copy in copies:
        for left in copy.settled.left:
            for key in target.heirs(left.key).keys if left.key in copy.answers.answers else ():
                if key in said and copy.name not in [each.file for each in said[key]]:
                    said[key].append(_Said(copy.name, left.value, left))
    return said


def _alike(found: Sequence[_Said]) -> dict[Value, str]:
    """Return different answers with their files; blanks at the ends of lines make no difference."""
    files: dict[Value, list[str]] = {}
    first: dict[Value, Value] = {}
    for each in found:
        bare = each.value if each.value is True else "\n".join(map(str.rstrip, str(each.value).rstrip().split("\n")))
        files.setdefault(first.setdefault(bare, each.value), []).append(each.file)
    return {value: ", ".join(names) for value, names in files.items()}


def _outside(copies: Sequence[Copy]) -> list[tuple[Left, str]]:
    """Return what stood outside the fields, under ids that name the files; the same text at one place once."""
    files: dict[tuple[str, Value], dict[str, None]] = {}
    for copy in copies:
        for each in copy.settled.left:
            place, source = outside_of(each.key)
            if place:
                files.setdefault((place, each.value), {})[source or copy.name] = None
    named = ((place, value, ", ".join(names)) for (place, value), names in files.items())
    return [(Left(id_from(place, names, ()), value, "outside"), names) for place, value, names in named]


def _folded(value: Value) -> str:
    """Return a name as the workbook compares the numbers of cases."""
    return trimmed(str(value)).lower()


def _from(key: str, value: Value, files: str) -> tuple[Left, str]:
    return Left(id_from(key, files, ()), value, "differ", files), files


def _naming(book: Workbook | None) -> Iterator[tuple[str, str]]:
    """Yield each field in a row of a table with the one that names the row: its first, or the number of a case."""
    for block in book.blocks if book else ():
        for line in block.rows:
            for column in block.columns:
                if block.layout in ("table", "extended"):
                    yield block.field(line, column).key, block.field(line, block.columns[0]).key
                elif case := case_of(column.id):
                    yield block.field(line, column).key, row_key(NUMBER, case)


def _written(bench: Bench, copies: Sequence[Copy], output: Path, language: str) -> tuple[list[str], list[Problem]]:
    target, manual = bench.target, bench.loaded.manual
    whole = merged(copies, target, dict(_naming(workbook(manual) if manual else None)))
    kept = "on the sheet of what is carried over" if bench.document else "under 'unplaced'"
    problems = [_mixed(output, key, *found, kept) for key, found in whole.mixed.items()]
    said = _in_words(bench, whole.conflicts, language)
    problems += [_conflict(output, key, answers, kept) for key, answers in said.items()]
    problems += [_unnamed(output, key, files) for key, files in sorted(whole.unnamed.items())]
    for copy in copies:
        problems += not_told(left_problems(copy.settled.left, target, copy.name, "carried over"), copy.told)
    editions = {copy.answers.edition for copy in copies if copy.settled.left}
    made = bench.made(whole.values, whole.left, language, editions.pop() if len(editions) == 1 else "")
    if made.errors:
        return [], [*problems, *unmade(output, made.errors)]
    if unwritten := write(output, made.content):
        return [], unwritten
    return [_said(copies, whole), f"written {output}"], problems


def _in_words(
    bench: Bench, conflicts: Mapping[str, Mapping[Value, str]], language: str
) -> Mapping[str, Mapping[Value, str]]:
    """Return conflicts with what choices are called in the new file."""
    manual, fields = bench.loaded.manual, bench.target.fields
    if manual is None or not any(key in fields and fields[key].choices for key in conflicts):
        return conflicts
    asking = Asking(in_language(bench.project, manual, language, bench.loaded.renamed).speaker, [])
    return {
        key: {bare(asking.label(key, value)) or value: files for value, files in answers.items()}
        for key, answers in conflicts.items()
    }


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
    conflicts = len(whole.conflicts) + len(whole.mixed)
    return f"{len(copies)} files, {counts}; {len(whole.values)} fields filled in, {conflicts} in conflict"


def _conflict(output: Path, key: str, answers: Mapping[Value, str], kept: str) -> Problem:
    hint = f"choose one: all stand {kept}, and the field is empty"
    return Problem(Origin(str(output)), "answers-conflict", f"{key}: {_listed(answers)}", hint)


def _mixed(output: Path, key: str, names: Mapping[Value, str], count: int, kept: str) -> Problem:
    message = f"{key}: {_listed(names)}; this row holds different things, so none of its {count} answers is taken"
    hint = f"give each a row of its own in its copy and merge again: all stand {kept}"
    return Problem(Origin(str(output)), "answers-conflict", message, hint)


def _unnamed(output: Path, key: str, files: Sequence[str]) -> Problem:
    message = f"{key}: not filled in in {', '.join(files)}, whose other answers in this row were taken with the others'"
    return Problem(Origin(str(output)), "answers-unnamed", message, "see that all of the row is of one", "warning")


def _listed(answers: Mapping[Value, str]) -> str:
    return "; ".join(f"{_quoted(value)} in {names}" for value, names in answers.items())


def _quoted(value: Value) -> str:
    return "a tick" if value is True else f"'{str(value)[:_SHOWN]}{'…' * (len(str(value)) > _SHOWN)}'"

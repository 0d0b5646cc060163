"""A list of cases in; a case review with cases drawn from it, and the list of their identifiers, as files, out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from press.answers import cases, sample
from press.answers.drafts import Desk, Said, desk_of, problem
from press.answers.files import ENTRIES, SHEETS, is_same, secret_taken, taken, write, write_secret
from press.answers.fill import Filled
from press.answers.model import made
from press.needs import TYPES, WINDOW
from press.problems import Problem, has_errors
from press.project import Project
from press.workbooks.words import Words


@dataclass(frozen=True)
class Order:
    """What is asked for of a sample: the list and its columns, and the files to write, if any."""

    file: Path
    columns: cases.Columns
    submission: str
    size: int
    seed: int
    output: Path | None
    key: Path | None
    language: str
    force: bool


def write_sample(project: Project, order: Order) -> Said:
    """Draw cases from a list, and write the case review and the list of their identifiers if both are asked for."""
    desk, problems = desk_of(project, str(order.file))
    problems += _unwritable(order, desk) if desk else []
    if desk is None or has_errors(problems):
        return [], problems
    found, wrong = cases.read(order.file, order.columns)
    if found is None:
        return [], [*problems, *wrong]
    rule = sample.Rule(order.submission, desk.stated(WINDOW), order.size, desk.stated(TYPES), order.seed)
    drawn = sample.sample(found.cases, rule)
    said = list(sample.report(found, rule, drawn))
    if drawn.refused:
        hint = "see that the list holds all cases of the period" if not drawn.draws else "take another seed"
        return said, [*problems, problem(order.file, drawn.refused, hint)]
    written, wrong = _write_sample(desk, order, found, rule, drawn)
    return [*said, *written], [*problems, *wrong]


def _unwritable(order: Order, desk: Desk) -> list[Problem]:
    """Say why the files that are asked for can't be written."""
    output, key, rows = order.output, order.key, len(desk.book.cases.rows)
    if not desk.stated(TYPES) or not desk.stated(WINDOW):
        return [problem(order.file, f"the edition states no '{TYPES}' or no '{WINDOW}'", "state them in edition.yaml")]
    if key and (there := secret_taken(key)):
        return there
    if output is None:
        return []
    if output.suffix.lower() not in (SHEETS, ENTRIES):
        return [
            problem(output, "a sample is written as a workbook or as entries", "let its name end in .xlsx or .json")
        ]
    if key is None:
        message = "without a list of the identifiers, nobody could find the cases again"
        return [problem(output, message, "name the file for it with --key, and keep it in the facility")]
    if is_same(output, key):
        return [problem(key, "the list of identifiers and the case review are one file", "name two files")]
    if order.size > rows:
        return [problem(output, f"the case review has {rows} rows", f"draw at most {rows} cases")]
    return taken(output, [order.file], force=order.force)


def _write_sample(desk: Desk, order: Order, found: cases.CaseList, rule: sample.Rule, drawn: sample.Sample) -> Said:
    said, problems = [], []
    filled = Filled(b"", ())
    if order.output:
        language = order.language or desk.manual.language.tag
        edition = desk.edition(language)
        values = sample.answers(found, rule, drawn, Words(edition.speaker))
        known = desk.book.fields()
        entries = [(key, value) for key, value in values.items() if key in known]
        given = made(desk.manual.edition.edition, language, entries)
        filled = desk.rendered(edition, given, str(order.file), desk.book.document.id, order.output.suffix.lower())
        problems = list(filled.problems)
        if not filled.content:
            return [], problems
    if order.key:
        if wrong := write_secret(order.key, sample.key_list(found, drawn.cases)):
            return [], [*problems, *wrong]
        said.append(f"written {order.key}: identifiers of patients, for your facility alone; no copy leaves it")
    if order.output:
        if wrong := write(order.output, filled.content):
            if order.key:
                order.key.unlink()  # just written, and of no use
            return [], [*problems, *wrong]
        said.append(f"written {order.output}")
        merging = f"answers merge mine.xlsx {order.output.name} -o together.xlsx"
        said.append(f"to bring these cases into a workbook that is begun and has none yet: {merging}")
    return said, problems

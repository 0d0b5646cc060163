"""Filled files and what is wanted of them in; reports on them, and exports, for the commands, out."""

from __future__ import annotations

import datetime
import hashlib
import json
import shutil
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from press.answers import export as exports
from press.answers.files import names_of, taken, unmade
from press.answers.files import write as write_file
from press.answers.findings import Subject, judged, unreadable
from press.answers.model import Answers
from press.answers.read import read
from press.answers.report import Told, told
from press.answers.report_page import print_copy, web_page
from press.answers.reported import FileReport, Report
from press.answers.settle import id_from, settle, target_of
from press.answers.terminal import as_text
from press.editions import in_language
from press.fields import Value
from press.fonts import read_families, usable
from press.model import Manual
from press.outputs.made import Made
from press.pages.content import Speaker
from press.problems import Origin, Problem, has_errors
from press.project import Project
from press.validate import Loaded, load
from press.workbooks.guard import is_workbook
from press.workbooks.known import Known, known

_NARROW, _WIDE = 60, 120  # columns of a terminal
_MAKERS = {".html": web_page, ".pdf": print_copy}


class Order(NamedTuple):
    """What is wanted of a report: its language (empty: that of the first file), where it goes, the day from which the
    days of a plan are counted.
    """

    language: str = ""
    output: Path | None = None
    as_json: bool = False
    first: datetime.date | None = None
    force: bool = False


class Reported(NamedTuple):
    """A report as it is printed, and what is wrong besides.

    `written` tells whether a file was written, `read` whether all were read without an error, `complete` whether
    nothing in them is missing, wrong or to be looked at.
    """

    said: str
    problems: tuple[Problem, ...] = ()
    written: bool = False
    read: bool = False
    complete: bool = False


def report(project: Project, files: Sequence[Path], order: Order) -> Reported:
    """Return the report on files, and write it where it is to go."""
    if problems := _refused(order.output, files, force=order.force):
        return Reported("", tuple(problems))
    loaded = load(project)
    if loaded.manual is None:
        return Reported("", loaded.problems)
    knowing = cache(lambda: known(project, loaded))
    subjects = [_subject(loaded, file, knowing) for file in files]
    spoken = [subject.language for subject in subjects if isinstance(subject, Subject)]
    speaker = _speaker(project, loaded, loaded.manual, [order.language, *spoken])
    found = [
        _told(speaker, loaded.manual, subject, order.first, name)
        for subject, name in zip(subjects, names_of(files), strict=True)
    ]
    made = Report(
        edition=loaded.manual.edition.edition,
        language=speaker.language.tag,
        files=tuple(each.report for each in found),
    )
    unwritten = _written(project, speaker, found, order.output, files[0]) if order.output else []
    # What is printed as text or as JSON holds the problems of reading.
    unread = [p for each in subjects for p in each.problems] if order.output and not order.as_json else []
    written = order.output is not None and not unwritten
    return Reported(
        _said(speaker, made, found, order), (*unread, *unwritten), written, _is_read(made), _is_complete(made)
    )


def export(
    project: Project, file: Path, kind: str, language: str, output: Path | None, *, force: bool
) -> tuple[bytes, list[Problem]]:
    """Return the answers of a file as rows in a format, written to a file if one is named, and what is wrong."""
    if output and (problems := taken(output, [file], force=force)):
        return b"", problems
    loaded = load(project)
    if loaded.manual is None:
        return b"", list(loaded.problems)
    subject = _subject(loaded, file, lambda: known(project, loaded))
    if not isinstance(subject, Subject):
        return b"", list(subject.problems)
    speaker = _speaker(project, loaded, loaded.manual, [language, subject.language])
    found = exports.export(speaker, subject)
    content, changed = exports.as_csv(found) if kind == "csv" else (exports.as_json(found), 0)
    problems = [*subject.problems, *([_harmless(file, changed)] if changed else [])]
    return content, [*problems, *(write_file(output, content) if output else [])]


class _Unread(NamedTuple):
    """A file that can't be read, and why."""

    file: str
    problems: tuple[Problem, ...]


def _subject(loaded: Loaded, file: Path, knowing: Callable[[], Known | None]) -> Subject | _Unread:
    answers, problems = read(file, knowing)
    if answers is None:
        return _Unread(str(file), tuple(problems))
    content = file.read_bytes()
    return Subject(
        str(file),
        hashlib.sha256(content).hexdigest(),
        answers.edition,
        answers.language,
        _under_names_of_today(loaded, answers),
        is_workbook(content),
        problems,
        answers.lost,
    )


def _under_names_of_today(loaded: Loaded, answers: Answers) -> dict[str, Value]:
    """Return all answers by the names that their fields have today; those without a field have ids of their own."""
    settled = settle(answers, target_of(loaded))
    found: dict[str, Value] = {}
    for each in settled.left:
        taken = {*settled.values, *found}
        found[id_from(each.key, "carried over", taken) if each.key in taken else each.key] = each.value
    return {**found, **settled.values}


def _speaker(project: Project, loaded: Loaded, manual: Manual, wanted: Sequence[str]) -> Speaker:
    """Return who speaks the first of some languages that the project has, or else the source language."""
    there = [language.tag for language in manual.languages]
    tag = next((tag for tag in wanted if tag in there), manual.language.tag)
    return in_language(project, manual, tag, loaded.renamed).speaker


def _told(speaker: Speaker, manual: Manual, subject: Subject | _Unread, first: datetime.date | None, name: str) -> Told:
    """Return the report on a file under a name that tells it from the others."""
    if isinstance(subject, Subject):
        return told(speaker, judged(manual, subject, first), subject.answers, name)
    return told(speaker, unreadable(subject.file, subject.problems), {}, name)


def _refused(output: Path | None, files: Sequence[Path], *, force: bool) -> list[Problem]:
    if output is None:
        return []
    if output.suffix.lower() not in _MAKERS:
        message = "a report is written as .html or .pdf"
        return [Problem(Origin(str(output)), "answers-output", message, "end its name with one of these")]
    return taken(output, files, force=force)


def _written(project: Project, speaker: Speaker, found: Sequence[Told], output: Path, file: Path) -> list[Problem]:
    families, problems = read_families(project)
    if has_errors(problems):
        return problems
    make = _MAKERS[output.suffix.lower()]
    made: Made = make(project, speaker, usable(project, families), [each.chapter for each in found])
    return unmade(file, made.errors) if made.errors else write_file(output, made.content)


def _said(speaker: Speaker, made: Report, found: Sequence[Told], order: Order) -> str:
    if order.as_json:
        return json.dumps(made.model_dump(), ensure_ascii=False, indent=2) + "\n"
    if order.output:
        return ""
    width = min(_WIDE, max(_NARROW, shutil.get_terminal_size((100, 24)).columns))
    return as_text([each.chapter for each in found], width, from_right=speaker.language.direction == "rtl")


def _is_read(made: Report) -> bool:
    return all(file.readable and not any(p.severity == "error" for p in file.problems) for file in made.files)


def _is_complete(made: Report) -> bool:
    """Tell whether nothing is missing, wrong, or to be looked at."""
    return all(_is_clean(file) for file in made.files)


def _is_clean(file: FileReport) -> bool:
    return file.complete and not file.problems and not file.count("warning")


def _harmless(file: Path, count: int) -> Problem:
    rows = "1 row holds" if count == 1 else f"{count} rows hold"
    message = f"{rows} a text that spreadsheets would take for a formula: an apostrophe stands before it"
    return Problem(Origin(str(file)), "answers-formula", message, "take the JSON for the exact texts", "warning")

"""Files of answers, and what is wanted of them, in; what the commands print, and the forms they write, out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from press.answers.files import PAPER, SHEETS, taken
from press.answers.files import write as write_file
from press.answers.fill import document_of, documents_as, fill
from press.answers.json import write
from press.answers.model import Answers, in_order
from press.answers.place import not_told
from press.answers.read import read
from press.model import Manual
from press.problems import Origin, Problem, did_you_mean, visible
from press.project import Project
from press.validate import load
from press.workbooks.blocks import all_fields
from press.workbooks.ids import bare
from press.workbooks.known import known


def listed(project: Project, file: Path, *, as_json: bool) -> tuple[str, list[Problem]]:
    """Return what a file holds, one line an answer or as JSON, in the order of the forms, and what is wrong."""
    loaded = load(project)
    answers, problems = read(file, lambda: known(project, loaded))
    if answers is None:
        return "", problems
    manual = loaded.manual
    names = [field.key for found in all_fields(manual).values() for field in found] if manual else []
    if as_json:
        return write(answers, names), problems
    lines = [visible(f"edition {answers.edition or 'unknown'}, language {answers.language or 'unknown'}")]
    given = (*in_order(answers.answers, names).items(), *sorted(answers.unplaced.items()))
    lines += [] if given else ["nothing is filled in"]
    for name, value in given:
        text = "ticked" if value is True else bare(str(value)).expandtabs()
        lines.append(f"{visible(name)}: " + "\n    ".join(map(visible, text.split("\n"))))
    return "\n".join(lines) + "\n", problems


def write_filled(
    project: Project, file: Path, output: Path, document: str, language: str, *, flat: bool, force: bool
) -> list[Problem]:
    """Write the answers of a file into a form and return what is wrong, or has no place in it.

    Without a `document`, the name of the output says whether it is a form or the workbook, the answers say which form.
    """
    suffix = output.suffix.lower()
    if suffix not in (PAPER, SHEETS):
        hint = f"let its name end in {PAPER}, or in {SHEETS} for the workbook"
        return [Problem(Origin(str(output)), "answers-output", "nothing is filled in as such a file", hint)]
    if problems := taken(output, [file], force=force):
        return problems
    loaded = load(project)
    answers, problems = read(file, lambda: known(project, loaded))
    if answers is None:
        return problems
    if loaded.manual is not None:
        found = [document] if document else document_of(loaded, answers, suffix)
        if document and (wrong := _other_kind(loaded.manual, document, output)):
            return wrong
        document, language, missing = _wanted(loaded.manual, answers, found, language, str(file))
        if missing:
            return missing
    filled = fill(project, answers, str(file), document, language, flat=flat, loaded=loaded)
    if filled.content and (unwritten := write_file(output, filled.content)):
        return unwritten
    return [*problems, *not_told(filled.problems, problems)]


def language_of(manual: Manual, answers: Answers, language: str, name: str) -> tuple[str, list[Problem]]:
    """Return the language to write in: the one asked for, or else that of the answers; and what is wrong with it."""
    language = language or answers.language
    tags = [each.tag for each in manual.languages]
    if language in tags:
        return language, []
    message = f"there is no edition in '{language}'" if language else "the file names no language"
    hint = f"name one with --language; {did_you_mean(language, tags)}"
    return "", [Problem(Origin(name), "answers-language", message, hint)]


def _other_kind(manual: Manual, document: str, output: Path) -> list[Problem]:
    """Return a problem where a document is filled in as a file of another kind than the name of the output says."""
    other = next(kind for kind in (SHEETS, PAPER) if kind != output.suffix.lower())
    if document not in documents_as(manual, other):
        return []
    message = f"'{document}' is filled in as a file that ends in {other}"
    return [Problem(Origin(str(output)), "answers-output", message, f"let its name end in {other}")]


def _wanted(
    manual: Manual, answers: Answers, found: Sequence[str], language: str, name: str
) -> tuple[str, str, list[Problem]]:
    """Return the document and the language to fill: the one `found`, and the one asked for or that the answers tell."""
    forms = all_fields(manual)
    if len(found) != 1 or found[0] not in forms:
        message = f"{found[0]} has no fields" if len(found) == 1 else "it is not plain which form the answers belong to"
        hint = f"name it with --document: {', '.join(found if len(found) > 1 else forms)}"
        return "", "", [Problem(Origin(name), "answers-document", message, hint)]
    language, problems = language_of(manual, answers, language, name)
    return found[0], language, problems

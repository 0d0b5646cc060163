"""The layouts of released editions, content/editions/<edition>/layout.yaml, in; what each asked for out.

A layout is written once, when its edition is released (press.freeze), and then serves without the source of that
edition: to read its workbooks, to find the fields that its answers go to now, and to say what an answer answered.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated

from pydantic import Field as Limited

from press.answers.model import KEY
from press.fields import Field, Kind, row_key
from press.model import Choice, Frozen, Given, Strings, Text, Word, place_of
from press.problems import Origin, Problem, did_you_mean
from press.project import LAYOUT, Project, released_editions
from press.records import validated
from press.source import read_yaml, relative


class ReleasedCriterion(Frozen):
    """A core criterion: the number of its Standard, and its required evidence in English."""

    standard: Given
    evidence: Given


class ReleasedField(Frozen):
    """A field: its name, what kind it is, its label in English, and the name of its list of choices.

    With `rows` it stands in each row of a table, as `<id>@01` and so on. `criterion` is what it belongs to.
    """

    id: Word
    kind: Kind
    label: Given
    rows: Annotated[int, Limited(ge=0, le=999)] = 0
    choices: Word = ""
    criterion: Word = ""


class Released(Frozen):
    """The layout of a released edition: content/editions/<edition>/layout.yaml.

    `documents` lists the fields of each; `workbook` names the one that is a workbook. `choices` are the lists to choose
    from, with their labels in English. By `rows`, those of each block of the workbook, and by the words of choices and
    of rows in all languages, a filled workbook is read.
    """

    edition: Given
    criteria: dict[Word, ReleasedCriterion] = {}
    choices: dict[Word, dict[Word, Given]] = {}
    documents: dict[Word, tuple[ReleasedField, ...]]
    workbook: Word = ""
    rows: dict[Word, Strings] = {}
    choice_words: dict[Word, Strings] = {}
    row_words: dict[Word, Strings] = {}

    @cached_property
    def fields(self) -> dict[str, dict[str, Field]]:
        """The fields of each document by name."""
        lists = {
            name: tuple(Choice(id=each, label=_text(label)) for each, label in choices.items())
            for name, choices in self.choices.items()
        }
        return {
            document: {
                key: Field(key, field.kind, _text(field.label), choices=lists.get(field.choices, ()), row=row)
                for field in fields
                for key, row in _keys(field)
            }
            for document, fields in self.documents.items()
        }

    @cached_property
    def asked(self) -> dict[str, ReleasedField]:
        """What each field asked, by name without a row."""
        return {field.id: field for fields in self.documents.values() for field in fields}


def read_released(project: Project) -> tuple[dict[str, Released], list[Problem]]:
    """Return the layouts of all released editions, the newest first, and what is wrong with their files."""
    found, problems = {}, []
    for name in released_editions(project):
        path = project.editions / name / LAYOUT
        data, wrong = read_yaml(project.root, path)
        layout = None
        if not wrong:
            layout, wrong = validated(Released, data, relative(project.root, path))
        wrong += list(_problems(layout, name)) if layout else []
        problems += wrong
        if layout and not wrong:
            found[name] = layout
    return found, problems


def _keys(field: ReleasedField) -> Iterator[tuple[str, int]]:
    if not field.rows:
        yield field.id, 0
    for row in range(1, field.rows + 1):
        yield row_key(field.id, row), row


def _text(words: str) -> Text:
    return Text(words, words)


def _problems(layout: Released, folder: str) -> Iterator[Problem]:
    if layout.edition != folder:
        message = f"this is the layout of the edition '{layout.edition}', in the folder '{folder}'"
        yield _problem(layout.edition, message, "bring it back from the history of the project")
    for document, fields in layout.documents.items():
        seen = set()
        for field in fields:
            if not KEY.fullmatch(field.id) or "@" in field.id:
                yield _problem(field.id, f"'{field.id}' is no name of a field", "write <form>/<field>")
            if field.id in seen:
                yield _problem(field.id, f"'{field.id}' stands twice in '{document}'", "delete one of the two")
            seen.add(field.id)
            if (field.kind == "choice") != bool(field.choices):
                yield _problem(field.id, f"'{field.id}' needs 'choices' if it is a choice, and only then", "correct it")
            for name, known in ((field.choices, layout.choices), (field.criterion, layout.criteria)):
                if name and name not in known:
                    yield _problem(name, f"there is no '{name}' in this layout", did_you_mean(name, known))


def _problem(subject: str, message: str, hint: str) -> Problem:
    return Problem(place_of(subject, Origin("")), "layout", message, hint)

"""A project in; the layout of its edition, to be kept when that is released, out; and what released ones lost since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml

from press.editions import source_speaker
from press.model import Choice, place_of
from press.problems import Problem
from press.project import LAYOUT, TEXTS, Project
from press.released import Released, ReleasedField
from press.renames import all_ways
from press.snapshot import snapshot, texts_file
from press.validate import Loaded
from press.workbooks.blocks import all_fields, workbook
from press.workbooks.known import known
from press.workbooks.questions import Asked, asked
from press.workbooks.words import Words

_HEAD = """\
# yaml-language-server: $schema=../../../docs/schemas/layout.schema.json
# What this edition asked for, as it was released. It is never changed or deleted: through it, answers that were given
# in this edition are read and find their fields in later ones.
"""
# A record a line, as far as it fits.
_LOOK: dict[str, Any] = {"allow_unicode": True, "sort_keys": False, "default_flow_style": None, "width": 120}


def frozen(project: Project, loaded: Loaded) -> dict[str, bytes]:
    """Return what is kept of the present edition, by the names of the files in content/editions/<edition>/."""
    return {LAYOUT: freeze(project, loaded), TEXTS: texts_file(snapshot(project, loaded))}


def freeze(project: Project, loaded: Loaded) -> bytes:
    """Return content/editions/<edition>/layout.yaml for the present edition; the same content gives the same bytes."""
    manual = loaded.manual
    assert manual is not None, "what has errors is not released"
    speaker, book = source_speaker(project, manual), workbook(manual)
    words, found = Words(speaker), asked(speaker)
    criteria = {
        criterion.key: {"standard": str(standard.number), "evidence": words.say(criterion.evidence)}
        for standard in manual.checklist.standards
        for criterion in standard.criteria
    }
    lists = {
        _list_of(each.field.choices): {choice.id: words.say(choice.label) for choice in each.field.choices}
        for fields in found.values()
        for each in fields.values()
        if each.field.choices
    }
    data: dict[str, Any] = {"edition": manual.edition.edition, "criteria": criteria, "choices": lists}
    data["documents"] = {document: _fields(fields) for document, fields in found.items()}
    data |= {"workbook": book.document.id, **_reading(project, loaded)} if book else {}
    text: str = yaml.dump(_bare(data), Dumper=_Dumper, **_LOOK)
    return (_HEAD + text).encode()


def lost_fields(loaded: Loaded, released: Mapping[str, Released]) -> Iterator[Problem]:
    """Find fields of released editions that are gone, and of which content/renamed.yaml does not say what became."""
    manual = loaded.draft
    if manual is None:
        return
    there = {field.key for fields in all_fields(manual).values() for field in fields}
    criteria = {criterion.key for criterion in manual.checklist.criteria}
    ways, said = all_ways(loaded.renames, manual), set()
    for edition, layout in released.items():
        for document in layout.documents.values():
            for field in document:
                key = f"{field.id}@01" if field.rows else field.id
                heirs = ways.heirs(key, there)
                lost = field.id if field.criterion in criteria else field.criterion or field.id
                if not heirs.keys and not heirs.retired and lost not in said:
                    said.add(lost)
                    yield _lost(edition, lost, field)


def _lost(edition: str, lost: str, field: ReleasedField) -> Problem:
    message = f"'{lost}', which the edition {edition} asks for, is gone from the content"
    hint = "bring it back; or say in content/renamed.yaml what became of it, under 'retired' if nothing did"
    return Problem(place_of(field.id), "layout-lost", message, hint)


def _fields(found: Mapping[str, Asked]) -> list[dict[str, Any]]:
    """Return the fields of a document, those of a table's rows as one."""
    made: dict[str, dict[str, Any]] = {}
    for key, each in found.items():
        name, _, row = key.partition("@")
        field = made.setdefault(name, {"id": name, "kind": each.field.kind, "label": each.label})
        if each.field.choices:
            field["choices"] = _list_of(each.field.choices)
        if each.criterion:
            field["criterion"] = each.criterion
        if row:
            field["rows"] = max(field.get("rows", 0), int(row))
    return list(made.values())


def _list_of(choices: Sequence[Choice]) -> str:
    """Return the id of what a list of choices belongs to."""
    return choices[0].key.rpartition("/")[0]


def _reading(project: Project, loaded: Loaded) -> dict[str, Any]:
    """Return what is needed to read a filled workbook of this edition, in any of its languages."""
    expected = known(project, loaded)
    assert expected is not None, "there is a workbook"
    return {
        "rows": {block: list(rows) for block, rows in expected.rows.items()},
        "choice_words": _by_id(expected.choices),
        "row_words": _by_id(expected.labels),
    }


def _by_id(words: Mapping[str, frozenset[str]]) -> dict[str, list[str]]:
    ids = sorted({identifier for found in words.values() for identifier in found})
    return {each: sorted(word for word, found in words.items() if each in found) for each in ids}


class _Dumper(yaml.SafeDumper):
    """Writes what YAML of this project may be: without aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _bare(data: Any) -> Any:
    """Return data with plain strings: those of the content know their places."""
    if isinstance(data, dict):
        return {str(key): _bare(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_bare(item) for item in data]
    return data if isinstance(data, int) else str(data)

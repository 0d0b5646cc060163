"""A project in; the texts of its edition as data, to be kept when it is released, out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from press import stated
from press.model import KeptPart, Language, Manual, Passage, Snapshot, Where
from press.outline import Part, outline
from press.project import Project
from press.translation.apply import translate
from press.translation.catalogs import read_catalogs
from press.translation.messages import Message, messages
from press.validate import Loaded

_Key = tuple[str, str, str]


def snapshot(project: Project, loaded: Loaded) -> Snapshot:
    """Return the texts of the present edition, and what readers of each language see of them."""
    manual = loaded.manual
    assert manual is not None, "what has errors is not released"
    shown: dict[_Key, dict[str, str]] = {}
    for language in manual.languages[1:]:
        for key, text in _current(project, manual, language, loaded.renamed).items():
            shown.setdefault(key, {})[language.tag] = text
    return _snapshot(manual, shown)


def source_snapshot(manual: Manual) -> Snapshot:
    """Return the texts of a manual in its source language alone."""
    return _snapshot(manual, {})


def texts_file(snapshot: Snapshot) -> bytes:
    """Return content/editions/<edition>/texts.json: JSON, a text a line; the same texts give the same bytes."""
    data = snapshot.model_dump(mode="json")
    parts = data.pop("parts")
    head = [f"{_json(name)}: {_json(value)},\n" for name, value in data.items()]
    return ("{\n" + "".join(head) + '"parts": [\n' + ",\n".join(map(_part, parts)) + "\n]\n}\n").encode()


def _part(part: dict[str, Any]) -> str:
    texts = part.pop("texts")
    head = _json(part).removesuffix("}")
    return f'{head}, "texts": [\n' + ",\n".join(map(_json, texts)) + "\n]}"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _current(project: Project, manual: Manual, language: Language, renamed: Mapping[str, str]) -> dict[_Key, str]:
    """Return the translations that are current."""
    catalogs, _problems = read_catalogs(project, language)
    translated = translate(manual, language, catalogs, (), renamed)
    return {
        _key(pair.message): pair.entry.translation
        for pair in translated.pairs
        if translated.states[pair.message] == "current"
    }


def _snapshot(manual: Manual, shown: Mapping[_Key, dict[str, str]]) -> Snapshot:
    # Why an id was retired is told of what is gone; it is no text of the edition.
    found = outline(manual).grouped(messages(manual.model_copy(update={"retired": ()})))
    standards = {
        each.key: str(standard.number) for standard in manual.checklist.standards for each in standard.criteria
    }
    parts: dict[Where, tuple[Part, list[Passage]]] = {}
    for part, group in found.items():
        for message in group:
            owner = message.context.split("/")[0]
            criterion = owner if message.domain == "forms" and owner in standards else ""
            where = Where(part.document, part.section, criterion)
            parts.setdefault(where, (part, []))[1].append(_passage(message, shown.get(_key(message), {})))
    return Snapshot(
        edition=str(manual.edition.edition),
        date=manual.edition.date,
        language=str(manual.language.tag),
        values={str(name): str(value) for name, value in stated.values(manual).items()},
        documents={str(document.id): document.title.source for document in manual.documents},
        parts=tuple(
            KeptPart(
                document=str(where.document),
                section=str(where.section),
                number=part.number,
                title=part.title.source if part.title else "",
                standard=standards.get(where.criterion, ""),
                criterion=where.criterion,
                texts=tuple(texts),
            )
            for where, (part, texts) in parts.items()
        ),
    )


def _passage(message: Message, shown: dict[str, str]) -> Passage:
    return Passage(
        domain=message.domain,
        context=str(message.context),
        kind=message.kind,
        source=message.source,
        normative=message.normative,
        shown=shown,
    )


def _key(message: Message) -> _Key:
    return (message.domain, message.context, message.source)

"""The fields of a document and the words of a language in; the fields as templates set them, and as data, out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from markupsafe import Markup

from press.fields import Field, Value
from press.model import Document, Edition, Language, Text
from press.pages.isolation import Line, lines

Say = Callable[..., str]
Plain = Callable[[Text], str]
# What could end the script element that holds JSON.
_JSON_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}


class Option(NamedTuple):
    """One answer of a choice: its id and what it is called in the language."""

    id: str
    label: str


class Control(NamedTuple):
    """A field on a page: `words` name it where its label is not seen with it; `value` is what a print copy shows."""

    name: str
    kind: str
    words: str
    options: tuple[Option, ...]
    value: Value

    @property
    def shown(self) -> list[Line]:
        """What a print copy shows in the place of the field, choices by their labels; nothing for a tick."""
        if isinstance(self.value, bool):
            return []
        return lines(next((option.label for option in self.options if option.id == self.value), self.value))


def controls(fields: Iterable[Field], t: Say, plain: Plain, values: Mapping[str, Value]) -> list[Control]:
    """Return the fields in the words of a language, with the values that a print copy shows by their names.

    `t` speaks the interface's texts, `plain` those of the content, without markup.
    """
    made = []
    labels: dict[Text, str] = {}
    options: dict[tuple[Any, ...], tuple[Option, ...]] = {}
    for field in fields:
        # The rows of a table have the same labels and choices: they are read once.
        if field.label not in labels:
            labels[field.label] = plain(field.label)
        if field.choices not in options:
            options[field.choices] = tuple(Option(choice.id, plain(choice.label)) for choice in field.choices)
        words = _words(field, labels[field.label], t)
        made.append(Control(field.key, field.kind, words, options[field.choices], values.get(field.key, False)))
    return made


def description(
    document: Document, edition: Edition, language: Language, title: str, made: Iterable[Control]
) -> Markup:
    """Return a form as JSON: its edition, language and document, its fields and their answers by id and label."""
    fields = [
        {
            "id": control.name,
            "kind": control.kind,
            "label": control.words,
            **({"choices": [option._asdict() for option in control.options]} if control.options else {}),
        }
        for control in made
    ]
    data = {
        "format": "iasios-form",
        "version": 1,
        "edition": edition.edition,
        "language": language.tag,
        "document": document.id,
        "title": title,
        "fields": fields,
    }
    return as_script(json.dumps(data, ensure_ascii=False))


def as_script(text: str) -> Markup:
    """Return a text of JSON as it may stand in a script element."""
    return Markup("".join(_JSON_ESCAPES.get(character, character) for character in text))


def _words(field: Field, label: str, t: Say) -> str:
    if field.code and field.kind == "tick":
        return str(t("interface/field-evidence", "Evidence for {code} in place", code=field.code))
    if field.code:
        return str(t("interface/field-notes", "Notes on {code}", code=field.code))
    if field.row:
        return str(t("interface/field-row", "{label}, row {row}", label=label, row=field.row))
    return label

"""Answers and the fields of a form in; each answer in its field, and those that have none, with the reason, out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from press.answers.model import in_order
from press.fields import Field, Kind, Value
from press.problems import Origin, Problem, did_you_mean

_LINES: frozenset[Kind] = frozenset({"text", "date"})


class Placement(NamedTuple):
    """Values by the names of a form's fields, in their order, and what the form has no place for."""

    values: dict[str, Value]
    problems: tuple[Problem, ...]


def place(answers: Mapping[str, Value], forms: Mapping[str, Sequence[Field]], document: str, name: str) -> Placement:
    """Return the answers that fit the fields of a document, and warnings of all others.

    `forms` are the fields of every document by its id; `name` is the file to print.
    """
    known = {field.key: field for field in forms.get(document, ())}
    others = {field.key: form for form, fields in forms.items() if form != document for field in fields}
    values: dict[str, Value] = {}
    elsewhere: dict[str, int] = {}
    problems = []
    for key, value in answers.items():
        field = known.get(key)
        if field is None and key in others:
            elsewhere[others[key]] = elsewhere.get(others[key], 0) + 1
        elif field is None:
            hint = did_you_mean(key, known, "it may come from another edition")
            problems.append(_unplaced(name, key, value, "no form has such a field", hint))
        elif said := _unfit(field, value):
            problems.append(_unplaced(name, key, value, said, "correct it in the file"))
        else:
            one_line = isinstance(value, str) and field.kind in _LINES
            values[key] = " ".join(str(value).split("\n")) if one_line else value
    problems += [_elsewhere(name, form, count) for form, count in elsewhere.items()]
    return Placement(in_order(values, known), tuple(problems))


def _unfit(field: Field, value: Value) -> str:
    """Say why a value does not fit a field; nothing where it does."""
    if (field.kind == "tick") != (value is True):
        return "a tick is asked for" if field.kind == "tick" else "a text is asked for"
    if field.kind == "choice" and value not in [choice.id for choice in field.choices]:
        return f"the choices are {', '.join(choice.id for choice in field.choices)}"
    return ""


def _unplaced(name: str, key: str, value: Value, reason: str, hint: str) -> Problem:
    said = "a tick" if value is True else f"'{str(value)[:60]}'"
    return Problem(Origin(name), "answers-unplaced", f"{key}, {said}, is left out: {reason}", hint, "warning")


def _elsewhere(name: str, form: str, count: int) -> Problem:
    message = f"{count} of the answers belong to the form '{form}'"
    return Problem(Origin(name), "answers-elsewhere", message, f"fill that one with --document {form}", "warning")

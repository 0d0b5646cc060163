"""YAML data and a record type in; the record, or what is wrong with it at its place in the file, out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from press.problems import Origin, Problem, did_you_mean
from press.source import Data

Record = TypeVar("Record", bound=BaseModel)

# Nobody reads more problems of one file at once; a file of the wrong kind has one for each of its values.
MOST = 100

_LIST = ("a list is expected here", "begin each item with '- ' on a line of its own, or write [one, two]")
_RECORD = ("keys with their values are expected here", "write 'key: value', each on a line of its own")
_WHOLE = ("a whole number is expected here", "write it in digits, without a unit")
# What pydantic finds, in the words of those who write YAML: what is wrong, and what to do.
_WORDS = {
    "bool_parsing": ("yes or no is expected here", "write yes or no"),
    "bool_type": ("yes or no is expected here", "write yes or no"),
    "date_from_datetime_parsing": ("a date is expected here", "write it as 2026-03-31"),
    "date_from_datetime_inexact": ("a date is expected here", "write it as 2026-03-31"),
    "date_type": ("a date is expected here", "write it as 2026-03-31"),
    "dict_type": _RECORD,
    "int_parsing": _WHOLE,
    "int_type": _WHOLE,
    "missing": ("the list is too short", "add what is missing"),
    "model_type": _RECORD,
    "string_pattern_mismatch": ("such a name is made of small letters, digits and '_'", "write it like reply_weeks"),
    "string_type": ("a text is expected here", "write it in one line, or below a '>-'"),
    "text_type": ("a text is expected here", "write it in one line, or below a '>-'"),
    "text_empty": ("the text is empty", "write the text, or delete the key"),
    "too_long": ("the list is too long", "remove what is too much"),
    "too_short": ("the list is too short", "add what is missing"),
    "tuple_type": _LIST,
}
_HINTS = {
    "bad_document": "write one word, or words joined by '-'",
    "format_twice": "name each once",
    "no_page": "add 'html' to the list",
    "bad_region": "write a country's two letters, or delete 'region'",
    "unseen": "delete it",
}


def validated(model: type[Record], data: Data, name: str) -> tuple[Record | None, list[Problem]]:
    """Return the record that YAML data describes, or what is wrong with it, each with its place."""
    try:
        return model.model_validate(data.value), []
    except ValidationError as error:
        details = error.errors(include_url=False)
        shown = [detail for detail in details[:MOST] if not _follows(detail, details[:MOST])]
        problems = [_problem(detail, data, name, model) for detail in shown]
        if len(details) > MOST:
            message = f"more than {MOST} values of this file are not right"
            problems.append(Problem(Origin(name), "yaml-more", message, "correct those that are listed first"))
        return None, problems


def _follows(detail: Any, details: Sequence[Any]) -> bool:
    """Tell whether a list is too short only because what stands in it was refused."""
    path = detail["loc"]
    return detail["type"] == "too_short" and any(
        other["loc"][: len(path)] == path and len(other["loc"]) > len(path) for other in details
    )


def _problem(detail: Any, data: Data, name: str, model: type[BaseModel]) -> Problem:
    """Put pydantic's finding into words, at its place in the file."""
    path = tuple(detail["loc"])
    if path[-1:] == ("[key]",):  # not the value is wrong, but the key itself
        path = (*path[:-1], "")
    last = str(path[-1]) if path else ""
    if detail["type"] == "extra_forbidden":
        known = [field for field in _model_at(model, path[:-1]).model_fields if field != "key"]
        place = data.places.get((*path, ""), Origin(name))
        return Problem(place, "yaml-unknown-key", f"the key '{last}' is not known here", did_you_mean(last, known))
    place = _place(data, path, name)
    if detail["type"] == "missing" and isinstance(path[-1], str):
        return Problem(place, "yaml-missing-key", f"the key '{last}' is missing", f"add '{last}:' with its value")
    while path and path not in data.places:  # 'cases: 30' stands for 'cases: {value: 30}'
        path = path[:-1]
    named = next((str(step) for step in reversed(path) if isinstance(step, str) and step), "")
    subject = f"the value of '{named}' is not right" if named else "the file is not right"
    if detail["type"] == "literal_error" and isinstance(detail["input"], str):
        expected = str(detail["ctx"]["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
        message = f"'{detail['input']}' is not a value of '{named}'"
        return Problem(place, "yaml-value", message, did_you_mean(detail["input"], expected))
    said = str(detail["msg"])
    otherwise = (said[:1].lower() + said[1:], _HINTS.get(detail["type"], "correct the value"))
    message, hint = _WORDS.get(detail["type"], otherwise)
    return Problem(place, "yaml-value", f"{subject}: {message}", hint)


def _place(data: Data, path: tuple[str | int, ...], name: str) -> Origin:
    """Find the nearest known place on the way to a value."""
    while path:
        if path in data.places:
            return data.places[path]
        path = path[:-1]
    return data.places.get((), Origin(name))


def _model_at(model: type[BaseModel], path: tuple[str | int, ...]) -> type[BaseModel]:
    """Return the record type that stands at a path below `model`."""
    for step in path:
        if isinstance(step, str) and step in model.model_fields:
            model = _record_in(model.model_fields[step].annotation) or model
    return model


def _record_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        if found := _record_in(argument):
            return found
    return None

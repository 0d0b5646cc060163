"""YAML data and a record type in; the record, or what is wrong with it at its place in the file, out."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from press.problems import Origin, Problem, did_you_mean
from press.source import Data

Record = TypeVar("Record", bound=BaseModel)


def validated(model: type[Record], data: Data, name: str) -> tuple[Record | None, list[Problem]]:
    """Return the record that YAML data describes, or what is wrong with it, each with its place."""
    try:
        return model.model_validate(data.value), []
    except ValidationError as error:
        return None, [_problem(detail, data, name, model) for detail in error.errors(include_url=False)]


def _problem(detail: Any, data: Data, name: str, model: type[BaseModel]) -> Problem:
    """Put pydantic's finding into words, at its place in the file."""
    path = tuple(detail["loc"])
    last = str(path[-1]) if path else ""
    if detail["type"] == "extra_forbidden":
        known = [field for field in _model_at(model, path[:-1]).model_fields if field != "key"]
        place = data.places.get((*path, ""), Origin(name))
        return Problem(place, "yaml-unknown-key", f"the key '{last}' is not known here", did_you_mean(last, known))
    place = _place(data, path, name)
    if detail["type"] == "missing":
        return Problem(place, "yaml-missing-key", f"the key '{last}' is missing", f"add '{last}:' with its value")
    if detail["type"] == "literal_error":
        expected = str(detail["ctx"]["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
        message = f"'{detail['input']}' is not a value of '{last}'"
        return Problem(place, "yaml-value", message, did_you_mean(str(detail["input"]), expected))
    message = f"{str(detail['msg'])[:1].lower()}{str(detail['msg'])[1:]}"
    named = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    return Problem(place, "yaml-value", f"the value of '{named}' is not right: {message}", "correct the value")


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

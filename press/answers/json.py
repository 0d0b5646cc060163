"""A file of answers, as a form on a web page saves it, in; `Answers` out, and the other way round."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError

from press.answers.model import MAX_ANSWERS, Answers, in_order, tidy, whole
from press.problems import Origin, Problem

_HINT = "save the answers from their form again"
MAX_BYTES = 2_000_000
_MAX_KEYS = 4 * MAX_ANSWERS
_MAX_DIGITS = 100


def read(content: bytes, name: str) -> tuple[Answers | None, list[Problem]]:
    """Return the answers of a JSON file and what is wrong with it; `name` is the path to print.

    Call it for a file of others in a process of its own with limits on time and memory.
    """
    if len(content) > MAX_BYTES:
        return None, [_problem(name, f"the file is larger than {MAX_BYTES // 1_000_000} MB")]
    try:
        data = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_pairs, parse_int=_number)
    except UnicodeDecodeError:
        return None, [_problem(name, "the file is not UTF-8 text")]
    except (ValueError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 0
        said = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        return None, [_problem(name, f"the file is no JSON ({said[:200]})", line)]
    if not isinstance(data, dict) or data.get("format") != "iasios-answers":
        return None, [_problem(name, "the file holds no answers of a form")]
    data |= {part: tidy(data[part]) for part in ("edition", "language") if isinstance(data.get(part), str)}
    for part in ("answers", "unplaced"):
        if isinstance(data.get(part), dict):
            given = {key: tidy(value) if isinstance(value, str) else value for key, value in data[part].items()}
            data[part] = {key: value for key, value in given.items() if value is not False and value != ""}
    try:
        return Answers.model_validate(data), []
    except ValidationError as error:
        return None, _problems(error, name)


def write(answers: Answers, names: Iterable[str] = ()) -> str:
    """Return answers as the text of their file, in the order of the fields' names."""
    data: dict[str, Any] = answers.model_dump()
    data["answers"] = in_order(answers.answers, names)
    if not answers.unplaced:
        del data["unplaced"]
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _number(digits: str) -> int:
    if len(digits) > _MAX_DIGITS:
        raise ValueError(f"a number of {len(digits)} digits stands in it")
    return int(digits)


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(pairs) > _MAX_KEYS:
        raise ValueError(f"it holds more than {_MAX_KEYS} entries")
    data: dict[str, Any] = {}
    for key, value in pairs:
        if key in data:
            raise ValueError(f"'{key[:80]}' stands in it twice")
        if key != whole(key):
            raise ValueError(f"the id '{whole(key)[:80]}' is no text")
        data[key] = value
    return data


def _problems(error: ValidationError, name: str) -> list[Problem]:
    """Return what is wrong with the data, each place once."""
    found = {str(next(step for step in each["loc"][::-1] if step != "[key]")): each["msg"] for each in error.errors()}
    return [_problem(name, f"'{place[:200]}': {said}") for place, said in list(found.items())[:20]]


def _problem(name: str, message: str, line: int = 0) -> Problem:
    return Problem(Origin(name, line), "answers-json", message, _HINT)

"""Answers and the fields of a form in; each answer in its field, and those that have none, with the reason, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from press.answers.carried import in_english, reason
from press.answers.model import Answers, in_order
from press.answers.settle import Left, Target, settle
from press.fields import Kind, Value
from press.needs import FACILITY_NAME
from press.problems import Origin, Problem, did_you_mean

_AGAIN = "/facility"  # how the names of fields end that ask for the name of the facility, in each form
_UNPLACED = "answers-unplaced"
_LINES: frozenset[Kind] = frozenset({"text", "date"})
# For so many answers, and so many characters of an id, a near one is looked for: it takes time.
_NEAR, _LONGEST = 50, 100


class Placement(NamedTuple):
    """Values by the names of a form's fields, in their order, and what the form has no place for."""

    values: dict[str, Value]
    problems: tuple[Problem, ...]


def place(answers: Answers, target: Target, name: str) -> Placement:
    """Return the answers that fit the fields of a form, each that has one line in one, and warnings of all others.

    `name` is the file to print.
    """
    settled = settle(answers, target)
    values = with_name(settled.values, answers, target)
    joined = {
        key: " ".join(value.split("\n"))
        for key, value in values.items()
        if isinstance(value, str) and "\n" in value and target.fields[key].kind in _LINES
    }
    problems = [*left_problems(settled.left, target, name, "left out"), *(_one_line(name, key) for key in joined)]
    return Placement({**values, **joined}, tuple(problems))


def with_name(values: Mapping[str, Value], answers: Answers, target: Target) -> dict[str, Value]:
    """Return values with the facility's name in the fields of forms that ask for it again and are empty."""
    name = answers.all.get(FACILITY_NAME, "")
    again = [key for key in target.fields if key.endswith(_AGAIN) and key not in values] if name else []
    return in_order({**values, **dict.fromkeys(again, name)}, target.fields)


def left_problems(left: Iterable[Left], target: Target, name: str, what: str) -> Iterator[Problem]:
    """Yield warnings of answers without a field; `what` says what is done with them."""
    left = list(left)
    for number, each in enumerate(left):
        if each.why != "elsewhere":
            said = "a tick" if each.value is True else f"'{str(each.value)[:60]}'"
            message = f"{each.key}, {said}, is {what}: {reason(each, in_english)}"
            yield Problem(Origin(name), _UNPLACED, message, _hint(each, target, near=number < _NEAR), "warning")
    for form, count in Counter(each.what for each in left if each.why == "elsewhere").items():
        message = f"{count} of the answers belong to the form '{form}'"
        hint = f"to fill that one: answers fill --document {form}"
        yield Problem(Origin(name), "answers-elsewhere", message, hint, "warning")


def _one_line(name: str, key: str) -> Problem:
    message = f"{key}: the field has one line, so its lines stand in one, with blanks between them"
    return Problem(Origin(name), "answers-line", message, "see whether it can still be read", "warning")


def not_told(found: Iterable[Problem], told: Iterable[Problem]) -> list[Problem]:
    """Return problems without those of entries of which the reading of the same file told: a word that is no choice."""
    keys = {problem.message.partition(": ")[0] for problem in told if problem.severity == "error"}
    return [each for each in found if each.code != _UNPLACED or each.message.partition(", ")[0] not in keys]


def _hint(left: Left, target: Target, *, near: bool) -> str:
    if left.why == "unknown":
        other = "it may come from another edition"
        return did_you_mean(left.key[:_LONGEST], target.fields, other) if near else other
    hints = {"retired": "nothing has to be done", "long": "shorten it"}
    hints["outside"] = "if it is an answer, enter it in its field"
    needed = "enter what is needed in the field itself"
    hints |= dict.fromkeys(("merged", "taken", "differ"), needed)
    return hints.get(left.why, "correct it in the file")

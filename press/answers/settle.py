"""Answers of any edition in; each in the field that stands for its own today, and what has none, with the reason, out.

An answer goes the ways of content/renamed.yaml. Where several arrive at one field, texts are joined below the ids that
they come from; of others, none is chosen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from press.answers.model import KEY, MAX_CHARACTERS, Answers, in_order
from press.fields import Field, Kind, Value
from press.renames import Heirs, Ways, all_ways
from press.validate import Loaded
from press.workbooks.blocks import all_fields
from press.workbooks.words import units

Why = Literal[
    "unknown", "outside", "retired", "elsewhere", "tick", "text", "choice", "long", "merged", "taken", "differ"
]
_OUTSIDE = re.compile(r"(.+![A-Z]{1,3}[0-9]{1,7}(?: comment| box)?)(?: \((.+)\))?", re.DOTALL)
_FROM = re.compile(r"(\S+) \((.+)\)", re.DOTALL)
_LONGEST = 90
CHOICES = ", "  # between the ids of choices, where they are the reason
_TEXTS: frozenset[Kind] = frozenset({"text", "multiline"})


class Left(NamedTuple):
    """An answer without a field: its id, why it has none, and what belongs to the reason.

    That is: the id that was retired, the document or the choices it would fit, the file that differs.
    """

    key: str
    value: Value
    why: Why
    what: str = ""


@dataclass(frozen=True)
class Target:
    """Where answers may go: the fields of one or all documents, and the documents of the `others`.

    `longest` is how many characters an answer may have, as Excel counts them; 0 for any number.
    """

    fields: Mapping[str, Field]
    others: Mapping[str, str] = field(default_factory=dict)
    ways: Ways = field(default_factory=Ways)
    longest: int = 0

    def __contains__(self, key: object) -> bool:
        """Tell whether a field of today has this name, in whichever document."""
        return key in self.fields or key in self.others

    def heirs(self, key: str) -> Heirs:
        """Return what stands for a field today, in whichever document."""
        return self.ways.heirs(key, self)


class Settled(NamedTuple):
    """Values by the names of fields, in their order; answers without a field; and in which fields each went.

    `gone_to` names the fields by the id under which an answer was given, whether it was `unplaced` before or not.
    """

    values: dict[str, Value]
    left: tuple[Left, ...]
    gone_to: dict[tuple[str, bool], tuple[str, ...]]


class _Arrived(NamedTuple):
    """An answer at a field: under which id it was given, and its value there."""

    key: str
    value: Value


def target_of(loaded: Loaded, document: str = "", longest: int = 0) -> Target:
    """Return the fields of a document, or of all, as a place for answers."""
    manual = loaded.manual
    assert manual is not None, "a manual without errors"
    forms = all_fields(manual)
    own = forms[document] if document else [field for fields in forms.values() for field in fields]
    others = {field.key: form for form, fields in forms.items() if document and form != document for field in fields}
    return Target({field.key: field for field in own}, others, all_ways(loaded.renames, manual), longest)


def settle(answers: Answers, target: Target) -> Settled:
    """Return all answers at their fields. What was unplaced before never competes with what stands in a field."""
    first = _Settling(target, {})
    first.arrive(answers.answers, False)
    second = _Settling(target, first.values)
    second.arrive(answers.unplaced, True)
    values = in_order({**first.values, **second.values}, target.fields)
    return Settled(values, (*first.left, *second.left), {**first.gone_to, **second.gone_to})


def id_from(key: str, source: str, taken: Iterable[str]) -> str:
    """Return an id for one of several answers to a field, by where it comes from: no other one has it."""
    key, source, number = key[:_LONGEST], source[:_LONGEST], 2
    made = f"{key} ({source})"
    while made in taken:
        made, number = f"{key} ({source}, {number})", number + 1
    return made


def source_of(key: str) -> tuple[str, str]:
    """Return the id of the field, and where its answer comes from if the id tells it: what `id_from` made."""
    found = _FROM.fullmatch(key)
    return (found[1], found[2]) if found and KEY.fullmatch(found[1]) else (key, "")


def outside_of(key: str) -> tuple[str, str]:
    """Return the place of a text that stood outside the fields of a workbook, and its file if the id tells it."""
    found = _OUTSIDE.fullmatch(key)
    return (found[1], found[2] or "") if found else ("", "")


def fieldless(key: str) -> Why:
    """Return why an answer has no field, of which no form has ever had one."""
    return "outside" if outside_of(key)[0] else "unknown"


class _Settling:
    """Answers on their way; `taken` are the fields that have an answer already."""

    def __init__(self, target: Target, taken: Mapping[str, Value]) -> None:
        self.target = target
        self.taken = taken
        self.values: dict[str, Value] = {}
        self.left: list[Left] = []
        self.gone_to: dict[tuple[str, bool], tuple[str, ...]] = {}

    def arrive(self, given: Mapping[str, Value], unplaced: bool) -> None:
        """Bring answers to their fields, or note why they have none."""
        reasons: dict[str, Left] = {}
        arrived: dict[str, list[_Arrived]] = {}
        went: dict[str, list[str]] = {}
        for key, value in given.items():
            for heir in self._heirs(key, value, reasons):
                fitting, reason = self._fitted(key, heir, value)
                if reason:
                    reasons.setdefault(key, reason)
                elif self.taken.get(heir, fitting) != fitting:
                    reasons.setdefault(key, Left(key, value, "taken"))
                else:
                    arrived.setdefault(heir, []).append(_Arrived(key, fitting))
        for heir, found in arrived.items():
            value_there = self._joined(heir, found)
            if value_there is None:
                reasons |= {each.key: Left(each.key, given[each.key], "merged") for each in found}
                continue
            self.values[heir] = value_there
            for each in found:
                went.setdefault(each.key, []).append(heir)
        self.left += [reasons[key] for key in given if key not in went]
        self.gone_to = {(key, unplaced): tuple(fields) for key, fields in went.items()}

    def _heirs(self, key: str, value: Value, reasons: dict[str, Left]) -> list[str]:
        """Return the fields that stand for that of an answer today; where there is none, note the reason."""
        heirs = self.target.heirs(key)
        here = [each for each in heirs.keys if each in self.target.fields]
        if not here and heirs.keys:
            reasons[key] = Left(key, value, "elsewhere", self.target.others[heirs.keys[0]])
        elif not here:
            reasons[key] = Left(key, value, *_why(key, heirs.retired, source_of(key)[1]))
        return here

    def _fitted(self, key: str, heir: str, value: Value) -> tuple[Value, Left | None]:
        """Return a value as it fits a field, or why it does not."""
        field = self.target.fields[heir]
        if (field.kind == "tick") != (value is True):
            return value, Left(key, value, "tick" if field.kind == "tick" else "text")
        if self._is_long(str(value)):
            return value, Left(key, value, "long", str(self.target.longest))
        if field.kind == "choice":
            return self._chosen(key, field, str(value))
        return value, None

    def _chosen(self, key: str, field: Field, value: str) -> tuple[Value, Left | None]:
        """Return the id of a choice, which may have another one now."""
        choices = {choice.id: choice.key for choice in field.choices}
        if value in choices:
            return value, None
        olds = [old for old in self.target.ways.became if old.rpartition("/")[2] == value]
        heirs = {heir for old in olds for heir in self.target.ways.heirs(old, choices.values()).keys}
        if len(heirs) == 1:
            return next(identifier for identifier, full in choices.items() if full in heirs), None
        return value, Left(key, value, "choice", CHOICES.join(choices))

    def _joined(self, heir: str, found: Sequence[_Arrived]) -> Value | None:
        """Return the one value of all that arrived at a field, or None where they can't be one."""
        ordered = sorted(found, key=lambda each: each.key != heir)
        texts: dict[Value, list[str]] = {}
        for each in ordered:
            texts.setdefault(each.value, []).append(each.key)
        if len(texts) == 1:
            return ordered[0].value
        if self.target.fields[heir].kind not in _TEXTS:
            return None
        joined = "\n\n".join(f"{', '.join(keys)}:\n{text}" for text, keys in texts.items())
        return None if self._is_long(joined) or len(joined) > MAX_CHARACTERS else joined

    def _is_long(self, text: str) -> bool:
        return 0 < self.target.longest < units(text)


def _why(key: str, retired: str, source: str) -> tuple[Why, str]:
    """Return why no field stands for an id today, and what belongs to the reason."""
    if retired:
        return "retired", retired
    return ("differ", source) if source else (fieldless(key), "")

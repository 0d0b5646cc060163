"""A cell of a field as openpyxl holds it in; its answer, or why it has none, and what is to be looked at, out."""

from __future__ import annotations

import datetime
import re
import unicodedata
from typing import NamedTuple

from press.fields import Field, Value
from press.problems import Severity
from press.workbooks.apart import cell_text
from press.workbooks.find import Found
from press.workbooks.ids import folded
from press.workbooks.known import Known
from press.workbooks.tally import YEARS

_DAY = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ]00:00:00)?")
# What people and programs write in place of the two usual answers.
_SIGNS = {"true": ("yes", "present"), "1": ("yes", "present"), "✓": ("yes", "present"), "✔": ("yes", "present"),
          "false": ("no", "absent"), "0": ("no", "absent")}  # fmt: skip
_AS_DAY = "write it as 2026-03-31"


class Reading(NamedTuple):
    """What a cell holds; what is wrong with it, and what to do; whether it is `rejected`, or no text but a `number`."""

    value: Value = ""
    wrong: str = ""
    hint: str = ""
    severity: Severity = "error"
    rejected: bool = False
    number: bool = False


def reading(found: Found, field: Field | None, known: Known, epoch: datetime.datetime) -> Reading:
    """Return what a cell holds; `epoch` is the day from which the workbook counts days."""
    if rejected := reckoned(found):
        return rejected
    if field and field.kind == "date":
        return _day(found, epoch)
    text, number = _as_shown(found)
    if field and field.kind == "choice" and text.strip():
        return _choice(found, field, known, text)
    return Reading(text, number=number)


def chosen(text: str, key: str, known: Known) -> str:
    """Return the id of a choice that stands in no field, by what it is called; the text where it is none of its field.

    `key` is the name of the field, of this edition or an earlier one.
    """
    every = (known, *known.earlier)
    field = next((each.fields[key] for each in every if key in each.fields), None)
    ids = [choice.id for choice in field.choices] if field else []
    words = folded(text)
    meant = [identifier for identifier in ids if any(identifier in each.choices.get(words, ()) for each in every)]
    return words if words in ids else meant[0] if len(meant) == 1 else text


def reckoned(found: Found) -> Reading | None:
    """Return that a cell holds no answer, but a formula or an error, if it does."""
    kind = found.cell.data_type
    if kind not in ("f", "e"):
        return None
    what = "a formula" if kind == "f" else "an error"
    hint = "type the answer itself; begin it with ' where it starts with ="
    return Reading(wrong=f"{found.place} holds {what}, which is not read", hint=hint, rejected=True)


def _as_shown(found: Found) -> tuple[str, bool]:
    """Return the text of a cell, and whether a program made a number or a day of it: 50 % is 0.5 to it, 007 is 7."""
    value, shape = found.cell.value, found.cell.number_format
    if isinstance(value, (bool, str)):
        return cell_text(value), False
    if isinstance(value, (int, float)) and "%" in shape:
        return f"{cell_text(round(float(value) * 100, 10))}%", True
    if isinstance(value, int) and re.fullmatch("0+", shape):
        return f"{value:0{len(shape)}d}", True
    return cell_text(value), value is not None


def _choice(found: Found, field: Field, known: Known, text: str) -> Reading:
    ids = [choice.id for choice in field.choices]
    words = folded(text)
    if words in ids:
        return Reading(words)
    meant = [identifier for identifier in ids if identifier in known.choices.get(words, ())]
    if len(meant) == 1:
        return Reading(meant[0])
    signs = [identifier for identifier in ids if not meant and identifier in _SIGNS.get(words, ())]
    if len(signs) == 1:
        wrong = f"'{text[:20]}' in {found.place} is read as {signs[0]}"
        return Reading(signs[0], wrong, "choose it from the list", "warning")
    wrong = f"'{text[:60]}' in {found.place} is no answer of its list"
    return Reading(text, wrong, "choose an answer from the list of the cell")


def _day(found: Found, epoch: datetime.datetime) -> Reading:
    value = found.cell.value
    if isinstance(value, (int, float)) and not isinstance(value, bool) and 1 <= value < 2_958_466:
        from openpyxl.utils.datetime import from_excel

        value = from_excel(int(value), epoch)
    if isinstance(value, datetime.date):
        day = value.date() if isinstance(value, datetime.datetime) else value
        return _within(found, day, f"is the day {day} to the program")
    text = cell_text(value)
    digits = "".join(str(unicodedata.decimal(sign, sign)) for sign in text.strip())
    if parts := _DAY.fullmatch(digits):
        try:
            return _within(found, datetime.date(*(int(part) for part in parts.groups())), f"says '{text[:20]}'")
        except ValueError:
            pass
    wrong = f"'{text[:40]}' in {found.place} is no date" if text.strip() else ""
    return Reading(text, wrong, _AS_DAY, "warning")


def _within(found: Found, day: datetime.date, said: str) -> Reading:
    """Return a day, or that it is none of our times: a year typed alone is the number of a day in 1905 to programs."""
    if day.year in YEARS:
        return Reading(day.isoformat())
    wrong = f"{found.place} {said}, not between {YEARS[0]} and {YEARS[-1]}; it is not read"
    return Reading(wrong=wrong, hint=_AS_DAY, rejected=True)

"""A workbook that was filled in, whatever was done to it, in; `Answers` out, and all that could not be read for sure.

Nothing is guessed: where two cells disagree, or a cell holds no answer that is known, it is said.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from press.answers.model import MAX_CHARACTERS, Answers, made
from press.fields import Field, Value
from press.problems import Origin, Problem, Severity
from press.workbooks.apart import cell_text, opened
from press.workbooks.carried import SIGN, TICK
from press.workbooks.find import Found, Grid, carried_over, grids, lost_over, notes
from press.workbooks.guard import refused
from press.workbooks.known import Known, folded
from press.workbooks.start import EDITION, LANGUAGE

_DAY = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ]00:00:00)?")
# What people and programs write in place of the two usual answers.
_SIGNS = {"true": ("yes", "present"), "1": ("yes", "present"), "✓": ("yes", "present"), "✔": ("yes", "present"),
          "false": ("no", "absent"), "0": ("no", "absent")}  # fmt: skip
_PART = re.compile("([0-9]{1,3})/([0-9]{1,3})")
_LISTED = 10
_NAME = 120  # characters of an id that somebody may have typed


def read(content: bytes, name: str, known: Known) -> tuple[Answers | None, list[Problem]]:
    """Return the answers of a filled workbook and what is wrong with it; `name` is the path to print.

    Call it in a process of its own with limits on time and memory: the file may be made to hurt.
    """
    if reason := refused(content):
        return None, [Problem(Origin(name), "answers-xlsx", reason, "use the workbook of this edition")]
    return _Reader(opened(content), name, known).read()


class _Reader:
    def __init__(self, book: Any, name: str, known: Known) -> None:
        self._book = book
        self._name = name
        self._edition, self._language = self._origin()
        self._known = known.of(self._edition)
        self._problems: list[Problem] = []
        self._rejected = 0

    def read(self) -> tuple[Answers | None, list[Problem]]:
        """Return all answers and problems."""
        blocks, mended, wrong = grids(self._book, self._known)
        if not blocks:
            hint = "use the workbook of this edition; the hidden rows and columns of ids are needed"
            return None, [self._problem("no part of this workbook is one of ours", hint)]
        for line in mended:
            self._say(line, "see that the answers are in their places", "warning")
        for line in wrong:
            self._say(f"{line}, so they are not read", "undo what sorted or moved parts of rows")
        strange = [found for grid in blocks for found in grid.fields(grid.strange)]
        self._rejected += sum(bool(cell_text(found.cell.value).strip()) for found in strange)
        entries = dict(self._entries(blocks))
        self._missing(blocks)
        unplaced = self._unplaced()
        return made(self._edition, self._language, entries.items(), unplaced, self._rejected), self._problems

    def _entries(self, blocks: list[Grid]) -> Iterator[tuple[str, Value]]:
        """Yield the answers by name. A field that stands in several places has one, or is not read."""
        found: dict[str, list[tuple[Value, Found]]] = {}
        for cell in (cell for grid in blocks for cell in grid.fields()):
            value = self._value(cell)
            if value:
                found.setdefault(cell.key, []).append((value, cell))
        copies = sum(len({place.place for _value, place in values}) > 1 for values in found.values())
        if copies:
            self._say(f"{copies} answers stand in the workbook twice", "keep one copy of each sheet", "warning")
        for key, values in found.items():
            if len({value for value, _cell in values}) == 1:
                yield key, values[0][0]
                continue
            self._rejected += len(values)
            said = ", ".join(f"'{str(value)[:60]}' in {cell.place}" for value, cell in values[:3])
            self._say(f"{key} has more than one answer: {said}; none is read", "keep one of them")

    def _unplaced(self) -> dict[str, Value]:
        """Return the answers that the workbook keeps without a field."""
        kept: dict[str, Value] = {}
        parts: dict[str, dict[int, str]] = {}
        totals: dict[str, int] = {}
        for found, kind in carried_over(self._book):
            text = "" if self._is_reckoned(found) else cell_text(found.cell.value)
            if part := _PART.fullmatch(kind):
                parts.setdefault(found.key, {})[int(part[1])] = text
                totals[found.key] = int(part[2])
            elif text.strip():
                self._keep(kept, found.key, kind == TICK or (not kind and text == SIGN) or text, found.place)
        if title := lost_over(self._book):
            hint = "copy the answers from an older copy"
            self._say(f"the answers on the sheet '{title}' can't be read: its hidden row is gone", hint)
        for key, pieces in parts.items():
            if sorted(pieces) != list(range(1, totals[key] + 1)):
                self._say(f"{key}: a part of this long answer is gone", "copy it from an older copy", "warning")
            self._keep(kept, key, "".join(text for _number, text in sorted(pieces.items())), "in parts")
        return kept

    def _keep(self, kept: dict[str, Value], key: str, value: Value, place: str) -> None:
        key = key[:_NAME]
        if len(str(value)) > MAX_CHARACTERS:
            self._rejected += 1
            self._say(f"{key}: {place} holds more than {MAX_CHARACTERS} characters, which is not read", "shorten it")
        elif kept.get(key, value) == value:
            kept[key] = value
        else:
            kept[f"{key} ({place})"] = value

    def _is_reckoned(self, found: Found) -> bool:
        """Tell whether a cell holds no answer, but a formula or an error, and say so."""
        kind = found.cell.data_type
        if kind in ("f", "e"):
            what = "a formula" if kind == "f" else "an error"
            hint = "type the answer itself; begin it with ' where it starts with ="
            self._say(f"{found.key}: {found.place} holds {what}, which is not read", hint)
            self._rejected += 1
        return kind in ("f", "e")

    def _value(self, found: Found) -> Value:
        """Return what a cell holds; nothing where it is empty, or holds what is no answer."""
        cell = found.cell
        if self._is_reckoned(found):
            return ""
        field = self._known.fields.get(found.key)
        if field and field.kind == "date":
            return self._date(found)
        text = cell_text(cell.value)
        return self._choice(found, field, text) if field and field.kind == "choice" and text.strip() else text

    def _choice(self, found: Found, field: Field, text: str) -> str:
        ids = [choice.id for choice in field.choices]
        words = folded(text)
        if words in ids:
            return words
        meant = [identifier for identifier in ids if identifier in self._known.choices.get(words, ())]
        if not meant and words in _SIGNS:
            meant = [identifier for identifier in ids if identifier in _SIGNS[words]]
            self._say(f"{found.key}: '{text[:20]}' in {found.place} is read as {meant[0]}", "choose it from the list",
                      "warning") if meant else None  # fmt: skip
        if len(meant) == 1:
            return meant[0]
        self._say(
            f"{found.key}: '{text[:60]}' in {found.place} is no answer of its list", f"choose one of: {', '.join(ids)}"
        )
        return text

    def _date(self, found: Found) -> str:
        value = found.cell.value
        if isinstance(value, datetime.datetime):
            return value.date().isoformat()
        if isinstance(value, datetime.date):
            return value.isoformat()
        if isinstance(value, (int, float)) and not isinstance(value, bool) and 1 <= value < 2_958_466:
            from openpyxl.utils.datetime import from_excel

            return cell_text(from_excel(int(value), self._book.epoch))
        text = cell_text(value)
        digits = "".join(str(unicodedata.digit(sign, sign)) for sign in text.strip())
        if parts := _DAY.fullmatch(digits):
            year, month, day = (int(part) for part in parts.groups())
            try:
                return datetime.date(year, month, day).isoformat()
            except ValueError:
                pass
        if text.strip():
            self._say(f"{found.key}: '{text[:40]}' in {found.place} is no date", "write it as 2026-03-31", "warning")
        return text

    def _missing(self, blocks: list[Grid]) -> None:
        """Say which rows of a workbook are not there."""
        there: dict[str, set[str]] = {}
        for grid in blocks:
            there.setdefault(grid.block, set()).update(identifier for _row, identifier in grid.rows)
        for block, rows in self._known.rows.items():
            lacking = [row for row in rows if row not in there.get(block, set())]
            if block not in there:
                self._say(f"the workbook has lost its part '{block}'", "copy the answers from an older copy", "warning")
            elif lacking:
                listed = ", ".join(lacking[:_LISTED]) + (" …" if len(lacking) > _LISTED else "")
                self._say(f"'{block}' has lost rows: {listed}", "copy the answers from an older copy", "warning")

    def _origin(self) -> tuple[str, str]:
        """Return edition and language, as the file's properties or its first sheet note them."""
        properties = {each.name: str(each.value) for each in self._book.custom_doc_props.props}
        noted = {mark: text.removeprefix(mark) for text in notes(self._book) for mark in (EDITION, LANGUAGE)
                 if text.startswith(mark)}  # fmt: skip
        edition = properties.get("iasios.edition") or noted.get(EDITION, "")
        return edition[:100], (properties.get("iasios.language") or noted.get(LANGUAGE, ""))[:35]

    def _say(self, message: str, hint: str, severity: Severity = "error") -> None:
        self._problems.append(self._problem(message, hint)._replace(severity=severity))

    def _problem(self, message: str, hint: str) -> Problem:
        return Problem(Origin(self._name), "answers-xlsx", message, hint)

"""A workbook that was filled in, whatever was done to it, in; `Answers` out, and all that could not be read for sure.

Nothing is guessed: where two cells disagree, or a cell holds no answer that is known, it is said. What was filled in is
in the answers, or counted as rejected and told with its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from press.answers.cells import Reading, chosen, reading, reckoned
from press.answers.model import MAX_CHARACTERS, Answers, made, short_id
from press.fields import Value
from press.needs import NUMBER
from press.problems import Origin, Problem, Severity
from press.workbooks.apart import cell_text, opened
from press.workbooks.boxes import Box, boxes
from press.workbooks.carried import SIGN, TICK
from press.workbooks.find import Found, Grid, carried_over, grids, lost_over, notes
from press.workbooks.guard import refused
from press.workbooks.ids import case_of
from press.workbooks.known import Known
from press.workbooks.lost import few, lost
from press.workbooks.outside import outside, seals_of
from press.workbooks.start import EDITION, LANGUAGE
from press.workbooks.stray import hidden, sound
from press.workbooks.witness import Witnessed, case_numbers, witnessed

_PART = re.compile("([0-9]{1,3})/([0-9]{1,3})")
_KEPT = 1000  # texts outside the fields: more of them are no notes
_OLDER = "copy the answers from an older copy"


def read(content: bytes, name: str, known: Known) -> tuple[Answers | None, list[Problem]]:
    """Return the answers of a filled workbook and what is wrong with it; `name` is the path to print.

    Call it in a process of its own with limits on time and memory: the file may be made to hurt.
    """
    reason, remedy = refused(content)
    if reason:
        return None, [Problem(Origin(name), "answers-xlsx", reason, remedy or "use the workbook of this edition")]
    return _Reader(opened(content), list(boxes(content)), name, known).read()


class _Reader:
    def __init__(self, book: Any, over: list[Box], name: str, known: Known) -> None:
        self._book = book
        self._over = over
        self._name = name
        self._edition, self._language = self._origin()
        self._known = known.of(self._edition)
        self._problems: list[Problem] = []
        self._rejected = 0
        self._numbers: list[str] = []
        self._places: dict[str, str] = {}

    def read(self) -> tuple[Answers | None, list[Problem]]:
        """Return all answers and problems."""
        found = [witnessed(grid, self._known) for grid in grids(self._book, self._known)]
        if not found:
            hint = "use the workbook of this edition; the hidden rows and columns of ids are needed"
            return None, [self._problem("no part of this workbook is one of ours", hint)]
        blocks = self._sound(found)
        entries = dict(self._entries(blocks))
        for grid in blocks:
            self._pair(entries, grid)
        gone = lost(blocks, self._known)
        for line in gone.lines:
            self._say(line, _OLDER, "warning")
        unplaced = self._unplaced()
        self._typed(blocks, unplaced)
        answers = made(self._edition, self._language, entries.items(), unplaced, self._rejected)
        return answers.model_copy(update={"lost": gone.fields}), self._problems

    def _sound(self, found: list[Witnessed]) -> list[Grid]:
        """Return the blocks with what can be read for sure; count the rest, and say it."""
        for line in (line for each in found for line in each.mended):
            self._say(line, "see that the answers are in their places", "warning")
        for line in (line for each in found for line in each.wrong):
            self._say(f"{line}, so they are not read", "undo what sorted or moved parts of rows")
        strange = [cell for each in found for cell in each.grid.fields(strange=True)]
        self._rejected += sum(bool(cell_text(cell.cell.value).strip()) for cell in strange)
        blocks, strays = sound(self._book, [each.grid for each in found], self._known)
        for stray in strays:
            self._rejected += stray.number
            self._say(f"{stray.place}: filled cells ({stray.number}) {stray.why}; they are not read", stray.hint)
        for title in hidden(self._book, blocks):
            hint = "show it, and see that they are right"
            self._say(f"the sheet '{title}' is hidden; its answers are read", hint, "warning")
        return blocks

    def _entries(self, blocks: list[Grid]) -> Iterator[tuple[str, Value]]:
        """Yield the answers by name. A field that stands in several places has one, or is not read."""
        found: dict[str, list[tuple[Value, Found]]] = {}
        for cell in (cell for grid in blocks for cell in grid.fields()):
            read = reading(cell, self._known.fields.get(cell.key), self._known, self._book.epoch)
            self._tell(cell, read)
            if read.value:
                found.setdefault(cell.key, []).append((read.value, cell))
        copies = sum(len({place.place for _value, place in values}) > 1 for values in found.values())
        if copies:
            self._say(f"{copies} answers stand in the workbook twice", "keep one copy of each sheet", "warning")
        if lone := _lone(blocks, found):
            said = f"{len(lone)} answers stand on one of two sheets with the same fields, and not on the other"
            self._say(f"{said}: {few(lone)}", "keep one copy of each sheet", "warning")
        if self._numbers:
            said = f"{len(self._numbers)} texts are numbers or days to the program, the first in {self._numbers[0]}"
            self._say(said, "see that they are whole: zeros at the beginning, for one, are gone", "warning")
        for key, values in found.items():
            self._places[key] = values[0][1].place
            if len({value for value, _cell in values}) == 1:
                yield key, values[0][0]
                continue
            self._rejected += len(values)
            said = ", ".join(f"'{str(value)[:60]}' in {cell.place}" for value, cell in values[:3])
            self._say(f"{key} has more than one answer: {said}; none is read", "keep one of them")

    def _tell(self, found: Found, read: Reading) -> None:
        """Say and count what is to be said of a cell."""
        if read.wrong:
            self._say(f"{found.key}: {read.wrong}", read.hint, read.severity)
        self._rejected += read.rejected
        self._numbers += [found.place] if read.number else []

    def _pair(self, entries: dict[str, Value], grid: Grid) -> None:
        """Hold back the data of cases whose numbers now stand in the rows of others: only these rows were sorted."""
        rows = {str(value).strip(): key for key, value in entries.items() if key.startswith(f"{NUMBER}@")}
        for identifier, (number, place) in case_numbers(grid).items():
            now = str(entries.get(NUMBER + identifier, "")).strip()
            held = {key for key in grid.keys.values() if key.endswith(identifier)} & entries.keys()
            if now == number or not held or not rows:
                continue
            said = f"{place}: the data of case {case_of(identifier)} were those of '{number[:60]}'"
            if number not in rows:
                hint = "see that the data belong to this case"
                self._say(f"{said}, which is now '{now[:60]}'", hint, "warning")
                continue
            for key in held:
                del entries[key]
            self._rejected += len(held)
            said += f", which now stands in {self._places[rows[number]]}: {len(held)} answers are not read"
            self._say(said, "undo what sorted a part of the cases; sort whole rows only")

    def _unplaced(self) -> dict[str, Value]:
        """Return the answers that the workbook keeps without a field."""
        kept: dict[str, Value] = {}
        parts: dict[str, dict[int, str]] = {}
        totals: dict[str, int] = {}
        for found, kind in carried_over(self._book):
            rejected = reckoned(found)
            text = "" if rejected else cell_text(found.cell.value)
            self._tell(found, rejected or Reading())
            if part := _PART.fullmatch(kind):
                parts.setdefault(found.key, {})[int(part[1])] = text
                totals[found.key] = int(part[2])
            elif text.strip():
                text = chosen(text, found.key.partition(" (")[0], self._known)
                self._keep(kept, found.key, kind == TICK or (not kind and text == SIGN) or text, found.place)
        if title := lost_over(self._book):
            hint = "copy the answers from an older copy"
            self._say(f"the answers on the sheet '{title}' can't be read: its hidden row is gone", hint)
        for key, pieces in parts.items():
            if sorted(pieces) != list(range(1, totals[key] + 1)):
                self._say(f"{key}: a part of this long answer is gone", "copy it from an older copy", "warning")
            self._keep(kept, key, "".join(text for _number, text in sorted(pieces.items())), "in parts")
        return kept

    def _typed(self, blocks: list[Grid], kept: dict[str, Value]) -> None:
        """Keep what was typed outside the fields as answers without one, and say where it stands."""
        own = seals_of(self._book) or self._known.own()
        if not own:
            hint = "see yourself whether something stands outside the fields: it is not read"
            self._say("the workbook's own texts are not known, since its hidden sheet is gone", hint, "warning")
            return
        if pictures := [f"in {box.sheet}!{box.cell}" for box in self._over if not box.text]:
            said = f"pictures ({len(pictures)}) are not read: {few(pictures)}"
            self._say(said, "write what they show into a field", "warning")
        found = list(outside(self._book, self._over, blocks, self._known, own))
        for each in found[:_KEPT]:
            self._keep(kept, f"{each.sheet}!{each.place}", each.text, "in this file")
        for sheet, typed in groupby(found[:_KEPT], lambda each: each.sheet):
            texts = [f"'{' '.join(each.text.split())[:60]}' in {each.sheet}!{each.place}" for each in typed]
            said = f"{sheet}: what stands outside the fields ({len(texts)}) answers nothing: {few(texts)}"
            self._say(said, "type each answer into its field, and delete the rest", "warning")
        if more := len(found[_KEPT:]):
            self._rejected += more
            self._say(f"{more} more texts stand outside the fields; they are not read", "delete them")

    def _keep(self, kept: dict[str, Value], key: str, value: Value, place: str) -> None:
        key = short_id(key)
        if len(str(value)) > MAX_CHARACTERS:
            self._rejected += 1
            self._say(f"{key}: {place} holds more than {MAX_CHARACTERS} characters, which is not read", "shorten it")
        elif kept.get(key, value) == value:
            kept[key] = value
        else:
            kept[short_id(f"{key} ({place})")] = value

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


def _lone(blocks: list[Grid], found: dict[str, list[tuple[Value, Found]]]) -> list[str]:
    """Return the places of answers whose fields are empty elsewhere, on a sheet that is a copy of theirs."""
    sheets: dict[str, set[str]] = {}
    for grid in blocks:
        for key in grid.keys.values():
            sheets.setdefault(key, set()).add(grid.title)
    filled = {key: {cell.place for _value, cell in values} for key, values in found.items()}
    return [min(places) for key, places in filled.items() if len(places) < len(sheets[key])]

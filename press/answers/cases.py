"""A facility's list of its cases, a CSV file, in; each case with its line, or what is wrong and in which line, out.

The list holds patient data: no message quotes anything of it.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from press.answers.model import tidy
from press.problems import Origin, Problem
from press.workbooks.guard import is_workbook
from press.workbooks.tally import serial, trimmed

MAX_BYTES, MAX_CASES = 20_000_000, 50_000
_MARKS = (",", ";", "\t")
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DOTTED = re.compile("([0-9]{1,2})[.]([0-9]{1,2})[.]([0-9]{4})")  # day, month, year: with points, in no other order
_AS_DAY = "write each as 2026-10-31 or 31.10.2026; in Excel, give the column such a format and save it again"
_LINES = 5  # lines that are named where the same is wrong in many
_LONGEST = 200  # characters of a cell
_HEAD = 20_000  # characters in which the names of the columns have to stand
_SAID = 20  # problems that are listed
# What the three columns may be called, unless their names are given.
_ID = ("id", "case id", "case")
_DATE = ("date", "procedure date", "date of procedure")
_TUMOUR = ("tumour type", "tumor type", "tumour", "tumor")


class Columns(NamedTuple):
    """The names of the columns; where one is empty, the usual names are looked for."""

    id: str = ""
    date: str = ""
    tumour: str = ""


class Case(NamedTuple):
    """A case of the list: its identifier and its tumour type as written, and the day of its procedure in ISO form."""

    id: str
    date: str
    tumour: str

    @property
    def type(self) -> str:
        """The tumour type as the workbook compares it: blanks around it and capital letters make no difference."""
        return trimmed(self.tumour).lower()


@dataclass(frozen=True)
class CaseList:
    """All cases of a file; the SHA-256 of the file, and what stands between its cells."""

    cases: tuple[Case, ...]
    sha256: str
    delimiter: str


def read(path: Path, columns: Columns) -> tuple[CaseList | None, list[Problem]]:
    """Return the cases of a file and what is wrong with it: one wrong line, and none is taken."""
    name = str(path)
    try:
        if not path.is_file():
            return None, [_problem(name, "this is no ordinary file" if path.exists() else "there is no such file")]
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        return None, [_problem(name, f"the file can't be read ({error.strerror})")]
    text, problem = _text(content, name)
    if problem:
        return None, [problem]
    reader = _Reader(text, name, columns)
    cases = reader.read()
    if reader.problems:
        return None, reader.problems
    return CaseList(cases, hashlib.sha256(content).hexdigest(), reader.delimiter), []


def _text(content: bytes, name: str) -> tuple[str, Problem | None]:
    if len(content) > MAX_BYTES:
        message = f"the file is larger than {MAX_BYTES // 1_000_000} MB"
        return "", _problem(name, message, hint="leave out the cases of earlier years")
    if is_workbook(content):
        return "", _problem(name, "the file is a workbook", hint="save its sheet as CSV in UTF-8")
    if b"\0" in content:
        return "", _problem(name, "the file is no text in UTF-8", hint="save the list as CSV in UTF-8")
    try:
        return content.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        return "", _problem(name, "the file is no text in UTF-8", line, "save the list as CSV in UTF-8")


class _Reader:
    """Reads one list."""

    def __init__(self, text: str, name: str, columns: Columns) -> None:
        self._text = text
        self._name = name
        usual = zip(columns, (_ID, _DATE, _TUMOUR), strict=True)
        self._wanted = [(_folded(given),) if given else names for given, names in usual]
        self._lines: dict[str, int] = {}
        self._undated: dict[int, str] = {}
        self.problems: list[Problem] = []
        heads = {mark: self._head(mark) for mark in _MARKS}
        self.delimiter = max(_MARKS, key=lambda mark: (sum(map(bool, self._found(heads[mark]))), len(heads[mark])))
        self._heads = heads[self.delimiter]

    def read(self) -> tuple[Case, ...]:
        """Return the cases, and note problems."""
        cases: list[Case] = []
        places = self._places()
        for line, row in self._rows() if places else ():
            if len(self.problems) == _SAID:
                self._say("there may be more that is wrong", line, "mend the lines above first")
                break
            if len(cases) == MAX_CASES:
                self._say(f"the list holds more than {MAX_CASES} cases", line, "leave out those of earlier years")
                break
            if wrong := self._wrong(row, places):
                self._say(wrong[0], line, wrong[1])
                continue
            identifier, date, tumour = (row[place].strip(" ") for place in places)
            self._lines[identifier] = line
            day = _day(date)
            self._undated |= {} if day else {line: date}
            cases.append(Case(identifier, day, tumour))
        if self._undated:
            self._say_undated(list(self._undated))
        return tuple(cases)

    def _say_undated(self, lines: list[int]) -> None:
        """Say of all dates at once that they can't be read: most often, the whole column has one format."""
        said = "the date is not written as year, month and day"
        if lines[1:]:
            said += f" in {len(lines)} lines: {', '.join(map(str, lines[:_LINES]))}{' …' if lines[_LINES:] else ''}"
        if any("/" in date for date in self._undated.values()):
            said += " (with slashes, day and month could be taken for each other)"
        self._say(said, lines[0], _AS_DAY)

    def _say(self, message: str, line: int, hint: str) -> None:
        self.problems.append(_problem(self._name, message, line, hint))

    def _head(self, mark: str) -> list[str]:
        try:
            return [_folded(cell) for cell in next(_csv(self._text[:_HEAD], mark), [])]
        except csv.Error:
            return []

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the rows below the first, each with the number of its first line; rows of blanks are left out."""
        reader = _csv(self._text, self.delimiter)
        line = 1
        try:
            for number, row in enumerate(reader):
                if number and any(cell.strip() for cell in row):
                    yield line, row
                line = reader.line_num + 1
        except csv.Error:
            message = "a quotation mark that opens here or further down is not closed, or stands within a cell"
            self._say(message, line, 'close it; write "" for " within a cell')

    def _found(self, heads: list[str]) -> list[list[int]]:
        """Return where each of the three columns may stand."""
        return [[index for index, head in enumerate(heads) if head in names] for names in self._wanted]

    def _places(self) -> tuple[int, ...]:
        """Return where the three columns stand; nothing, and what is wrong, where it can't be told."""
        found = self._found(self._heads)
        for what, names, places in zip(Columns._fields, self._wanted, found, strict=True):
            if len(places) != 1:
                said = " or ".join(f"'{name}'" for name in names)
                message = f"{'more than one' if places else 'no'} column is called {said}"
                self._say(message, 1, f"write it above one column, or name the column with --{what}-column")
        return () if self.problems else tuple(places[0] for places in found)

    def _wrong(self, row: list[str], places: tuple[int, ...]) -> tuple[str, str] | None:
        """Say what is wrong with a line, and what to do."""
        if len(row) != len(self._heads):
            message = f"the line has {len(row)} cells, the first line {len(self._heads)}"
            return message, "put a cell that holds the sign between cells in quotation marks"
        identifier, _date, tumour = (row[place].strip(" ") for place in places)
        if not identifier:
            return "the case has no identifier", "give each case one of its own"
        if identifier in self._lines:
            message = f"the identifier stands in line {self._lines[identifier]} already"
            return message, "list each case once, under an identifier of its own"
        if not tumour:
            return "the case has no tumour type", "enter it"
        if not identifier.isprintable() or tidy(tumour) != tumour or {"\n", "\t"} & {*tumour}:
            return "the identifier or the tumour type holds a character that can't be seen", "write it anew"
        if max(len(identifier), len(tumour)) > _LONGEST:
            return f"the identifier or the tumour type has more than {_LONGEST} characters", "shorten it"
        return None


def _day(text: str) -> str:
    """Return a date in ISO form; nothing for what is none, or could be two."""
    if dotted := _DOTTED.fullmatch(text):
        text = f"{dotted[3]}-{int(dotted[2]):02}-{int(dotted[1]):02}"
    return text if _DAY.fullmatch(text) and serial(text) is not None else ""


def _csv(text: str, mark: str) -> Any:
    """Return the csv module's reader, whose type has no name."""
    return csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)


def _folded(name: str) -> str:
    return " ".join(name.casefold().replace("_", " ").replace("-", " ").split())


def _problem(name: str, message: str, line: int = 0, hint: str = "name a list of cases in CSV") -> Problem:
    return Problem(Origin(name, line), "cases-csv", message, hint)

"""Places and problems in; lines for a terminal, GitHub or a program out.

Everything that an author, a translator or the office can get wrong is a
`Problem`: a value that is collected and printed once, never an exception.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

Severity = Literal["error", "warning"]
# What a terminal would obey instead of printing it, or what would break or reorder the line.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_OBJECT = re.compile(r"<\S+ object at 0x\w+>")
_MOST = 200


class Origin(NamedTuple):
    """A place in a file: path relative to the project, line and column counted from 1 (0: the whole file)."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Return `path:line:column`, as editors and CI services link it."""
        return ":".join(str(part) for part in self if part)


class Problem(NamedTuple):
    """One thing that is wrong: where, what, and what to do about it.

    `code` names the check that found it; `language` is the BCP 47 tag of the
    edition it concerns, empty where it concerns all.
    """

    origin: Origin
    code: str
    message: str
    hint: str
    severity: Severity = "error"
    language: str = ""

    def __str__(self) -> str:
        """Return the problem as one line of text; what can't be seen of what it quotes is written as its number."""
        return visible(f"{self.origin}: {self.severity}: {self.message}; {self.hint} [{self.code}]")


def visible(text: str) -> str:
    """Return a text as one line that a terminal prints: a sign that it would obey instead is written as its number."""
    return _CONTROL.sub(lambda sign: f"<U+{ord(sign.group()):04X}>", text)


def one_line(said: str) -> str:
    """Return what a library says of a file, as a part of one line, without the names it has for things in memory."""
    return " ".join(_OBJECT.sub("it", said).split())[:_MOST]


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """Return a hint that names the nearest of the `known` words.

    Where none is near, it is `otherwise`, for words too many to list, or the list of them.
    """
    names = sorted(set(known))
    near = difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    if near:
        return f"did you mean '{near[0]}'?"
    if otherwise:
        return otherwise
    listed = ", ".join(names[:12]) + (" …" if len(names) > 12 else "")
    return f"use one of: {listed}" if names else "remove it"


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems without duplicates, errors first, then by place."""
    return sorted(set(problems), key=lambda p: (p.severity != "error", p.origin, p.code, p.message))


def has_errors(problems: Iterable[Problem]) -> bool:
    """Tell whether one of the problems is an error."""
    return any(problem.severity == "error" for problem in problems)


def as_text(problems: Iterable[Problem]) -> str:
    """Return one line a problem, for a terminal."""
    return "\n".join(str(problem) for problem in problems)


def as_github(problems: Iterable[Problem]) -> str:
    """Return workflow commands, which GitHub shows at the lines they name.

    Source: GitHub Actions, "Workflow commands", `::error file=…,line=…,col=…::`.
    """
    return "\n".join(_github_line(problem) for problem in problems)


def as_json(problems: Iterable[Problem]) -> str:
    """Return a JSON array of objects with path, line, column, severity, code, message, hint, language."""
    rows = [
        {**problem.origin._asdict(), **{k: v for k, v in problem._asdict().items() if k != "origin"}}
        for problem in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


PRINTERS = {"text": as_text, "github": as_github, "json": as_json}


_GITHUB_TEXT = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_GITHUB_PROPERTY = _GITHUB_TEXT | str.maketrans({":": "%3A", ",": "%2C"})


def _github_line(problem: Problem) -> str:
    text = f"{problem.message}; {problem.hint} [{problem.code}]".translate(_GITHUB_TEXT)
    place = f"file={problem.origin.path.translate(_GITHUB_PROPERTY)}"
    if problem.origin.line:
        place += f",line={problem.origin.line}"
    if problem.origin.column:
        place += f",col={problem.origin.column}"
    return f"::{problem.severity} {place}::{text}"

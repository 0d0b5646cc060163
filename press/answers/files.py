"""Finished bytes and the name that a person gave in; a file of this name out: whole, and never over another one."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

from press import sealed
from press.problems import Origin, Problem

# How the names of files end: workbooks, PDF forms, pages, entries as web pages save them.
SHEETS, PAPER, PAGE, ENTRIES = ".xlsx", ".pdf", ".html", ".json"
_OWNER_ONLY = 0o600


def taken(path: Path, sources: Iterable[Path], *, force: bool) -> list[Problem]:
    """Return a problem where something of this name is there that may not be replaced; `force` replaces a file.

    One of the `sources`, the files that the command reads, is never replaced, whatever leads to it.
    """
    if any(is_same(path, source) for source in sources):
        message = "this is a file that the command reads, which is never written to"
        return [Problem(Origin(str(path)), "answers-there", message, "choose another name")]
    if not os.path.lexists(path) or (force and path.is_file()):
        return []
    if path.is_dir():
        return [Problem(Origin(str(path)), "answers-there", "this is a folder, not a file", "name a file in it")]
    hint = "choose another name, or replace it with --force"
    return [Problem(Origin(str(path)), "answers-there", "something of this name is there already", hint)]


def is_same(one: Path, other: Path) -> bool:
    """Tell whether two paths are one file, also where neither is there yet.

    Then small and capital letters make no difference, as on many disks.
    """
    try:
        if one.exists() and other.exists():
            return one.samefile(other)
        return one.exists() == other.exists() and _folded(one) == _folded(other)
    except OSError:
        # Where one of them can't be looked at: the command says so when it reads or writes it.
        return one == other


def names_of(files: Sequence[Path]) -> list[str]:
    """Return what tells files from one another: their names, or, where two have the same, their paths."""
    names = [file.name for file in files]
    return [name if names.count(name) == 1 else str(file) for file, name in zip(files, names, strict=True)]


def write(path: Path, content: bytes) -> list[Problem]:
    """Write a file, whole or not at all; return what is wrong."""
    try:
        sealed.write_whole(path, content)
    except OSError as error:
        return [_unwritten(path, error)]
    return []


def unmade(place: Path | str, errors: Iterable[str]) -> list[Problem]:
    """Return the problems of a file that could not be made: those who fill in forms can't mend them."""
    hint = "report it to the office that publishes the forms"
    return [Problem(Origin(str(place)), "answers-output", error, hint) for error in errors]


def secret_taken(path: Path) -> list[Problem]:
    """Return a problem where something has the name of a list that is never replaced."""
    if not os.path.lexists(path):
        return []
    hint = "choose another name; a list of identifiers is never replaced"
    return [Problem(Origin(str(path)), "answers-there", "something of this name is there already", hint)]


def write_secret(path: Path, content: bytes) -> list[Problem]:
    """Write a new file that nobody but its owner may read; nothing that is there is ever replaced, nor a link followed.

    Return what is wrong.
    """
    try:
        place = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
    except OSError as error:
        return [_unwritten(path, error)]
    try:
        with os.fdopen(place, "wb") as file:
            file.write(content)
    except OSError as error:
        path.unlink(missing_ok=True)
        return [_unwritten(path, error)]
    return []


def _folded(path: Path) -> str:
    return unicodedata.normalize("NFC", os.path.realpath(path)).casefold()


def _unwritten(path: Path, error: OSError) -> Problem:
    message = f"the file can't be written ({error.strerror})"
    return Problem(Origin(str(path)), "answers-output", message, "write it somewhere else")

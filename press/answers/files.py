"""Finished bytes and the name that a person gave in; a file of this name out: whole, and never over another one."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from press.problems import Origin, Problem


def taken(path: Path, *, force: bool) -> list[Problem]:
    """Return a problem where something of this name is there that may not be replaced; `force` replaces a file."""
    if not os.path.lexists(path) or (force and path.is_file()):
        return []
    hint = "choose another name, or replace it with --force"
    return [Problem(Origin(str(path)), "answers-there", "something of this name is there already", hint)]


def write(path: Path, content: bytes) -> list[Problem]:
    """Write a file, whole or not at all; return what is wrong."""
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(path)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink()
        message = f"the file can't be written ({error.strerror})"
        return [Problem(Origin(str(path)), "answers-output", message, "write it somewhere else")]
    return []

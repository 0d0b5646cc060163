"""What making a file gives back, and what of the press itself goes into it."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple


class Made(NamedTuple):
    """The bytes of a finished file (empty if it failed), what went wrong, and what is merely worth knowing."""

    content: bytes
    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


@cache
def recipe(libraries: tuple[str, ...], *modules: Path) -> bytes:
    """Return the hash of what a format is made by: libraries in their versions, and modules. A process keeps both."""
    digest = hashlib.sha256("".join(f"{name} {version(name)}\n" for name in libraries).encode())
    for module in modules:
        digest.update(module.read_bytes())
    return digest.digest()

"""What making a file gives back."""

from __future__ import annotations

from typing import NamedTuple


class Made(NamedTuple):
    """The bytes of a finished file (empty if it failed), what went wrong, and what is merely worth knowing."""

    content: bytes
    errors: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()

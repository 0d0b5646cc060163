"""Bytes in; a file of the cache out, and from it the bytes again, if nobody has damaged it."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path


def write(path: Path, body: bytes) -> None:
    """Write a file, whole or not at all, with a checksum as its first line. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    unfinished.write_bytes(_checksum(body) + b"\n" + body)
    unfinished.replace(path)


def read(path: Path) -> bytes | None:
    """Return the bytes of a file, or None where it is missing, can't be read or is not as it was written."""
    try:
        checksum, _, body = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    return body if checksum == _checksum(body) else None


def _checksum(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode()

"""Bytes in; a file, whole or not at all, out; one of the cache shows whether it was damaged, and hashes name it."""

from __future__ import annotations

import hashlib
import os
import secrets
from functools import lru_cache
from pathlib import Path

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW


def write(path: Path, body: bytes) -> None:
    """Write a file, whole or not at all, with a checksum as its first line. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, _checksum(body) + b"\n" + body)


def write_whole(path: Path, content: bytes, mode: int | None = None) -> None:
    """Write a file, whole or not at all, in a folder that is there; `mode` are its rights. Raises OSError."""
    # Its name can't be known before: nobody can put a link in its place that leads elsewhere.
    unfinished = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with os.fdopen(os.open(unfinished, _NEW, 0o666), "wb") as file:
            file.write(content)
            if mode is not None:
                os.fchmod(file.fileno(), mode)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def read(path: Path) -> bytes | None:
    """Return the bytes of a file, or None where it is missing, can't be read or is not as it was written."""
    try:
        checksum, _, body = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    return body if checksum == _checksum(body) else None


def seal(path: Path) -> None:
    """Note beside a finished file, which others read as it is, what it holds. Raises OSError."""
    write(_seal(path), digest(path).encode())


def is_whole(path: Path) -> bool:
    """Tell whether a file is there and holds what it held when it was sealed."""
    noted = read(_seal(path))
    return noted is not None and path.is_file() and noted == digest(path).encode()


def digest(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal; an unchanged file is read once a process. Raises OSError."""
    status = path.stat()
    return _digest(path, status.st_mtime_ns, status.st_size)


def _seal(path: Path) -> Path:
    return path.with_name(f"{path.name}.seal")


@lru_cache(maxsize=1024)
def _digest(path: Path, _modified: int, _size: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _checksum(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode()

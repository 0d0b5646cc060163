"""The files of an edition in; the output folder, exchanged as a whole, out."""

from __future__ import annotations

import ctypes
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


class Kept:
    """Stands for a file that stays as it is in the output folder."""


KEPT = Kept()


def publish(output: Path, files: Mapping[str, bytes | Kept]) -> list[str]:
    """Make `output` hold exactly these files and return the paths whose bytes changed.

    The new tree is made beside the old one and takes its place in one step, so whoever reads, or
    kills the build, meets the old edition or the new one, never something between.
    """
    output = output.resolve()  # an office may have linked its web server's folder here
    recover(output)
    staging = _beside(output, "new")
    changed = []
    for path, content in files.items():
        old, new = output / path, staging / path
        new.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Kept) or (old.is_file() and old.read_bytes() == content):
            _link(old, new)
        else:
            new.write_bytes(content)
            changed.append(path)
    _swap(staging, output)
    return changed


def recover(output: Path) -> None:
    """Remove or complete what a killed build left beside the output folder."""
    output = output.resolve()
    previous = _beside(output, "old")
    if previous.is_dir():
        if output.is_dir():
            shutil.rmtree(previous)
        else:
            previous.rename(output)
    shutil.rmtree(_beside(output, "new"), ignore_errors=True)


def _beside(output: Path, suffix: str) -> Path:
    return output.with_name(f".{output.name}-{suffix}")


def _link(old: Path, new: Path) -> None:
    """Link an unchanged file into the new tree; copy it where the file system has no links."""
    try:
        os.link(old, new)
    except OSError:
        shutil.copy2(old, new)


def _swap(staging: Path, output: Path) -> None:
    staging.mkdir(parents=True, exist_ok=True)
    if not output.exists():
        staging.rename(output)
        return
    if _exchange(staging, output):
        shutil.rmtree(staging)
        return
    # Two steps where the kernel has no exchange; recover() completes them at the next start.
    previous = _beside(output, "old")
    output.rename(previous)
    staging.rename(output)
    shutil.rmtree(previous)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step (Linux 3.15, renameat2); return whether that was possible."""
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    result = renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE)
    return bool(result == 0)

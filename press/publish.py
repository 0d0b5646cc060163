"""The files of an edition in; the output folder, exchanged as a whole, out."""

from __future__ import annotations

import ctypes
import json
import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from press.plan import State
from press.problems import Origin, Problem
from press.project import Project
from press.source import relative

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_RIGHTS = os.R_OK | os.W_OK | os.X_OK
# What nothing may be published over, besides content/ and templates/.
_NEVER = ("press", ".git", ".venv", "node_modules", ".cache")


class Kept:
    """Stands for a file that stays as it is in the output folder."""


KEPT = Kept()


def refusal(project: Project) -> Problem | None:
    """Return why output/ can't be exchanged without a loss, or None: the press deletes only what it has made."""
    found = _refusal(project, project.output, _is_ours(project), "let its link lead elsewhere")
    return found and _refused("output", *found)


def archives_refusal(project: Project, folder: Path) -> Problem | None:
    """Return why a folder can't take the archives of a release without a loss, or None."""
    return _own_refusal(project, folder, _holds_archives(folder))


def files_refusal(project: Project, folder: Path, names: str) -> Problem | None:
    """Return why files can't be written into a folder, or None: what is there already bears their names (`re`)."""
    ours = folder.is_dir() and all(re.fullmatch(names, path.name) for path in folder.iterdir())
    return _own_refusal(project, folder, ours)


def publish(output: Path, files: Mapping[str, bytes | Kept]) -> list[str]:
    """Make `output` hold exactly these files and return the paths whose bytes changed.

    The new tree is made beside the old one and takes its place in one step, so whoever reads, or
    kills the build, meets the old edition or the new one, never something between.
    """
    output = output.resolve()  # an office may have linked its web server's folder here
    recover(output)
    staging = _beside(output, "new")
    try:
        changed = _stage(staging, output, files)
        _swap(staging, output)
    except OSError:
        recover(output)  # what was staged may be what fills the disk
        raise
    return changed


def _stage(staging: Path, output: Path, files: Mapping[str, bytes | Kept]) -> list[str]:
    changed = []
    for path, content in files.items():
        old, new = output / path, staging / path
        new.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Kept) or (old.is_file() and old.read_bytes() == content):
            _link(old, new)
        else:
            new.write_bytes(content)
            changed.append(path)
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
    staging = _beside(output, "new")
    if staging.is_dir() and not staging.is_symlink():
        shutil.rmtree(staging)  # what can't be deleted would else become part of the next edition
    else:
        staging.unlink(missing_ok=True)


def _refusal(project: Project, folder: Path, ours: bool, elsewhere: str) -> tuple[str, str] | None:
    """Return why a folder can't be exchanged, and what to do about it; `ours`: what it holds was made by the press."""
    try:
        output = folder.resolve()
    except (OSError, RuntimeError):  # links that lead round in a circle
        return "its link leads nowhere", "delete the link"
    for own in (project.content, project.templates, *map(project.root.joinpath, _NEVER)):
        if _overlap(own, output):
            return f"it would take the place of {own.name}/", elsewhere
    if not output.exists():
        return None
    if not output.is_dir():
        return "it is a file", "move it away"
    folders = [path for path, _folders, _files in os.walk(output) if not os.access(path, _RIGHTS, effective_ids=True)]
    if folders:
        return f"{folders[0]} can't be written", f"run 'chmod -R u+rwX {relative(project.root, folder)}', or delete it"
    if any(output.iterdir()) and not ours:
        return "it holds files that were not made here", "move them away, or delete the folder"
    return None


def _own_refusal(project: Project, folder: Path, ours: bool) -> Problem | None:
    """Return why a folder that somebody names can't be written to; that of output/ is not for anything else."""
    found = _refusal(project, folder, ours, "name another folder")
    if not found and _overlap(project.output, folder):
        found = "it would take the place of output/", "name another folder"
    return found and _refused(relative(project.root, folder), *found)


def _overlap(one: Path, other: Path) -> bool:
    one, other = one.resolve(), other.resolve()
    return one.is_relative_to(other) or other.is_relative_to(one)


def _refused(name: str, message: str, hint: str) -> Problem:
    return Problem(Origin(name), "output-folder", f"nothing can be published into {name}/: {message}", hint)


def _is_ours(project: Project) -> bool:
    """Tell whether output/ holds a manifest of the press or, where that is damaged, a file as a build left it."""
    if _manifest(project.output):
        return True
    state = State.read(project)
    return any(state.holds(project, path) for path in state.files)


def _holds_archives(folder: Path) -> bool:
    """Tell whether a folder holds what its manifest lists, the sums of that, and nothing else."""
    listed = [file.get("path") for file in _manifest(folder).get("files", []) if isinstance(file, dict)]
    return bool(listed) and {path.name for path in folder.iterdir()} <= {"manifest.json", "SHA256SUMS", *listed}


def _manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest in a folder; an empty one where there is none of the press."""
    try:
        listed = json.loads((folder / "manifest.json").read_bytes())
    except (OSError, ValueError):
        return {}
    return listed if isinstance(listed, dict) and {"edition", "files", "languages"} <= listed.keys() else {}


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

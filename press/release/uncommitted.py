"""A project in; what of its source git does not hold, and without which nobody could make its edition again, out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from press.history import NO_GIT, ask_git
from press.problems import Origin, Problem
from press.project import Project, is_temporary

# What an edition is made of. Of what is installed, the lock files tell the versions.
_SOURCES = ("content", "templates", "press", "build.py", "requirements.lock", "package-lock.json")


def is_kept(project: Project) -> bool:
    """Tell whether a project is kept with git."""
    return any((folder / ".git").exists() for folder in (project.root, *project.root.parents))


def uncommitted(project: Project, edition: str) -> Iterator[Problem]:
    """Find files that are not committed; what a release keeps of the edition itself is committed after it."""
    if not is_kept(project):
        return
    top, reason = ask_git(project, "rev-parse", "--show-prefix")
    status = None
    if top is not None:
        listing = ("status", "--porcelain", "-z", "--no-renames", "--untracked-files=all")
        status, reason = ask_git(project, *listing, "--", *_SOURCES)
    if top is None or status is None:
        yield _unknown(reason)
        return
    prefix = top.decode(errors="replace").strip("\n")
    paths = [line[3:].removeprefix(prefix) for line in status.decode(errors="replace").split("\0") if line]
    found = [path for path in paths if not _is_left_out(path, f"content/editions/{edition}/")]
    if found:
        listed = ", ".join(found[:3]) + ", …" * (len(found) > 3)
        message = (
            f"files of the source are not committed ({len(found)}: {listed}): nobody could make this edition again"
        )
        yield _problem(found[0], message, "commit them, or take the changes back; 'git status' lists them")


def _is_left_out(path: str, kept: str) -> bool:
    return path.startswith(kept) or any(map(is_temporary, PurePosixPath(path).parts))


def _unknown(reason: str) -> Problem:
    if reason == NO_GIT:
        return _problem("content", f"{NO_GIT}: nobody can tell what is committed", "install git")
    return _problem("content", f"git can't tell what is committed: {reason}", "mend that, then run this again")


def _problem(path: str | Path, message: str, hint: str) -> Problem:
    return Problem(Origin(str(path)), "release-git", message, hint)

"""A project in; what of its source git does not hold, and without which nobody could make its edition again, out."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

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
    try:
        prefix = _git(project, "rev-parse", "--show-prefix").strip("\n")
        status = _git(project, "status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--", *_SOURCES)
    except FileNotFoundError:
        yield _problem("content", "git is not installed: nobody can tell what is committed", "install git")
        return
    except subprocess.CalledProcessError as error:
        said = error.stderr.strip().partition("\n")[0]
        yield _problem("content", f"git can't tell what is committed: {said}", "mend that, then run this again")
        return
    paths = [line[3:].removeprefix(prefix) for line in status.split("\0") if line]
    found = [path for path in paths if not _is_left_out(path, f"content/editions/{edition}/")]
    if found:
        listed = ", ".join(found[:3]) + ", …" * (len(found) > 3)
        message = (
            f"files of the source are not committed ({len(found)}: {listed}): nobody could make this edition again"
        )
        yield _problem(found[0], message, "commit them, or take the changes back; 'git status' lists them")


def _is_left_out(path: str, kept: str) -> bool:
    return path.startswith(kept) or any(map(is_temporary, PurePosixPath(path).parts))


def _git(project: Project, *arguments: str) -> str:
    """Return what git says of a project, of which it writes nothing. Raises OSError and CalledProcessError."""
    done = subprocess.run(
        ["git", "--no-optional-locks", *arguments],
        cwd=project.root,
        env={**os.environ, "LC_ALL": "C"},
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=True,
    )
    return done.stdout


def _problem(path: str | Path, message: str, hint: str) -> Problem:
    return Problem(Origin(str(path)), "release-git", message, hint)

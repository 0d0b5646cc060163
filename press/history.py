"""A question to git about a project in; its answer, or why there is none, out. Nothing is ever written."""

from __future__ import annotations

import os
import subprocess

from press.project import Project

NO_GIT = "git is not installed"
_SECONDS = 120


def ask_git(project: Project, *arguments: str) -> tuple[bytes | None, str]:
    """Return what git prints; where it fails, None and the first line of what it says, which may be empty."""
    try:
        done = subprocess.run(
            ["git", "--no-optional-locks", "-C", str(project.root), *arguments],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=False,
            env={**os.environ, "LC_ALL": "C"},
        )
    except FileNotFoundError:
        return None, NO_GIT
    except subprocess.TimeoutExpired:
        return None, f"git took more than {_SECONDS} s"
    if done.returncode == 0:
        return done.stdout, ""
    return None, done.stderr.decode(errors="replace").strip().partition("\n")[0]

"""A project kept with git, by somebody whose settings are those of git itself."""

from __future__ import annotations

import os
import shutil
import subprocess

from small import ROOT

from press.project import Project


def git(project: Project, *arguments: str) -> str:
    """Run git in a project and return what it says."""
    somebody = ("-c", "user.name=Somebody", "-c", "user.email=somebody@example.org")
    done = subprocess.run(
        ["git", *somebody, *arguments],
        cwd=project.root,
        env={**os.environ, "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout


def committed(project: Project) -> Project:
    """Keep a project with git, as it is."""
    shutil.copy(ROOT / ".gitignore", project.root)
    git(project, "init", "-q")
    git(project, "add", ".")
    git(project, "commit", "-qm", "All of it")
    return project

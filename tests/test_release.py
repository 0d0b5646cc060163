"""An edition is released whole or not at all; what stands in the way is said at once, with its place and a remedy."""

from __future__ import annotations

import fcntl
import os
import random
import shutil
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from builds import (
    document_of,
    files,
    manifest_complaints,
    names,
    places,
    quick_pdf,
    run_cli,
    write_bilingual,
)
from killing import in_child, kill_at
from small import ROOT, add_catalog, edit

from press.build import build
from press.commands import run
from press.outputs import OUTPUTS
from press.plan import Selection
from press.problems import Problem
from press.project import Project
from press.release import archives
from press.release.desk import Outcome, rehearse, release
from press.translation.catalogs import read_catalogs
from press.validate import load

ARCHIVES = ["SHA256SUMS", "iasios-1.0-de.zip", "iasios-1.0-en.zip", "manifest.json"]
FORMS = "content/locales/de/LC_MESSAGES/forms.po"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """PDFs that take no time to make; the real ones are released in tests/test_release_archives.py."""
    monkeypatch.setitem(OUTPUTS, "pdf", quick_pdf())


@pytest.fixture
def bilingual(tmp_path: Path) -> Project:
    """A small project in two languages, German being a draft."""
    return write_bilingual(tmp_path / "project")


def git(project: Project, *arguments: str) -> str:
    """Run git in a project as somebody whose settings are those of git itself."""
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


def released(project: Project, folder: Path | None = None) -> Outcome:
    """Release a project without processes of its own."""
    return release(project, folder, 1, lambda _line: None)


def hindrances(project: Project) -> list[tuple[str, str, str, str]]:
    """Return what stands in the way: place, code, message and remedy."""
    return [(str(each.origin), each.code, each.message, each.hint) for each in rehearse(project).problems]


def translate_rules(project: Project) -> None:
    """Give German all its rules and forms, and release it."""
    missing = [
        (message.domain, (message.context, message.source, message.source))
        for message in archives_messages(project)
        if message.normative
    ]
    for domain in ("manual", "forms"):
        entries = [entry for name, entry in missing if name == domain]
        add_catalog(project.root, "de", *entries, domain=domain)

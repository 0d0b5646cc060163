"""Filled workbooks of the real content, and LibreOffice, which does to them what people do."""

from __future__ import annotations

import fcntl
import json
import random
import subprocess
import uuid
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from small import ROOT

from press.answers.model import Answers
from press.answers.read import read as read_file
from press.answers.xlsx import read
from press.editions import load_editions
from press.fields import Field, Value
from press.pages.content import Speaker
from press.problems import Problem
from press.project import Project
from press.validate import load
from press.workbooks.blocks import workbook
from press.workbooks.known import Known, known
from press.workbooks.layout import layout
from press.workbooks.write import write

REAL = Project(ROOT)
_UNO = ROOT / "tests" / "office.py"
_WORDS = (
    "A line", "two\nlines", "مراجعة 3c", "病例", "007", "1/2", "<b>&amp;", "HCC", "hcc", "😀", "it's \"so\"",
    "50%", "+43 1", "@x", "http://a.example", "x" * 400,
)  # fmt: skip


@cache
def speakers() -> dict[str, Speaker]:
    """Return who speaks each language of the real content."""
    loaded = load(REAL)
    assert loaded.manual is not None
    editions = load_editions(REAL, loaded.manual, loaded.manual.languages, loaded.renamed)
    return {edition.language.tag: edition.speaker for edition in editions}


@cache
def what_is_known() -> Known:
    """Return what is known of the workbook of the real content."""
    found = known(REAL)
    assert found is not None
    return found


def all_fields() -> dict[str, Field]:
    """Return the fields of the real workbook by name."""
    book = workbook(speakers()["en"].manual)
    assert book is not None
    return book.fields()


def answers(share: float = 1, seed: int = 1) -> dict[str, Value]:
    """Return answers to a share of all fields: texts in many scripts, every choice, days."""
    chance = random.Random(seed)
    found: dict[str, Value] = {}
    for key, field in all_fields().items():
        if chance.random() >= share:
            continue
        if field.kind == "choice":
            found[key] = chance.choice(field.choices).id
        elif field.kind == "date":
            found[key] = f"2026-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        else:
            found[key] = chance.choice(_WORDS)
    return found


def made(language: str, given: dict[str, Value]) -> bytes:
    """Return a filled workbook."""
    return write(layout(speakers()[language], given))


def read_back(content: bytes) -> tuple[dict[str, Value], list[str]]:
    """Return the answers of a workbook and what was said about it."""
    found, problems = read(content, "a.xlsx", what_is_known())
    return (found.answers if found else {}), [f"{problem.severity}: {problem.message}" for problem in problems]


def read_in(project: Project, path: Path) -> tuple[Answers | None, list[Problem]]:
    """Return the answers of a file, read by what is known of workbooks in a project, and what is wrong with it."""
    return read_file(path, lambda: known(project))


class Office:
    """LibreOffice, started once for a list of jobs; their results stand in a folder for all processes of a run."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(self, name: str, jobs: Iterator[dict[str, Any]]) -> Path:
        """Let the first process that asks for it do the jobs, and return the folder of what came out."""
        folder = self.folder / name
        with folder.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (folder / "done").exists():
                folder.mkdir(exist_ok=True)
                given = [{**job, "folder": str(folder)} for job in jobs]
                try:
                    self._run(folder, given)
                except subprocess.CalledProcessError as error:
                    # LibreOffice's bridge to Python crashes once in a while, whatever it is asked to do.
                    if error.returncode >= 0:
                        raise
                    self._run(folder, given)
                (folder / "done").touch()
        return folder

    def _run(self, folder: Path, jobs: list[dict[str, Any]]) -> None:
        pipe = f"press{uuid.uuid4().hex}"
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = ["soffice", "--headless", "--norestore", "--nologo", profile, f"--accept=pipe,name={pipe};urp;"]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as office:
            try:
                subprocess.run(
                    ["/usr/bin/python3", str(_UNO), pipe],
                    input=json.dumps(jobs),
                    encoding="utf-8",
                    check=True,
                    timeout=300,
                )
                office.wait(60)
            finally:
                office.terminate()

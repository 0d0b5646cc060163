"""What GitHub runs on each push, and on a tag: commands that exist, known actions, and no rights without need."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml
from keeping import committed
from small import ROOT, write_project

from press.commands import app
from press.project import Project

FOLDER = ROOT / ".github" / "workflows"


def workflow(name: str) -> dict[str, Any]:
    """Read a workflow as strings only, since YAML takes the key `on` for a truth."""
    data: dict[str, Any] = yaml.load((FOLDER / name).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return data


def steps_of(data: dict[str, Any]) -> list[dict[str, Any]]:
    return [step for job in data["jobs"].values() for step in job["steps"]]


def commands_of(data: dict[str, Any]) -> list[str]:
    return [line for step in steps_of(data) for line in step.get("run", "").splitlines()]


WORKFLOW, RELEASE = workflow("check.yml"), workflow("release.yml")
COMMANDS = [*commands_of(WORKFLOW), *commands_of(RELEASE)]


def test_it_runs_on_every_push_and_pull_request() -> None:
    """No branch and no path is left out."""
    assert WORKFLOW["on"] == {"push": "", "pull_request": ""}


def test_it_does_everything() -> None:
    """Problems are posted at their lines; then everything is built and tested."""
    assert commands_of(WORKFLOW)[1:] == [
        "make setup",
        ".venv/bin/python build.py check --format github",
        "make",
        "make test",
    ]


@pytest.mark.parametrize("command", [each for each in COMMANDS if each.startswith("make")])
def test_verbs_are_those_of_the_makefile(command: str) -> None:
    """A verb that is run is one that the Makefile has."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    default = re.search(r"^\.DEFAULT_GOAL := (.+)$", makefile, re.MULTILINE)[1]
    verb = command.removeprefix("make").strip() or default
    assert re.search(rf"^{verb}:", makefile, re.MULTILINE)


@pytest.mark.parametrize("command", [each for each in COMMANDS if "build.py" in each])
def test_commands_are_those_of_the_command_line(command: str) -> None:
    """A command that is run is known, with its options and what they are given."""
    words = shlex.split(command)
    name, *given = words[words.index("build.py") + 1 :]
    parsed = typer.main.get_command(app).commands[name].make_context(name, given)
    assert parsed.params.get("format", "text") in ("text", "github", "json")


def test_actions_are_pinned() -> None:
    """Every action is one of GitHub's own, at a major version."""
    used = [step["uses"] for step in (*steps_of(WORKFLOW), *steps_of(RELEASE)) if "uses" in step]
    assert len(used) == 5
    assert [each for each in used if not re.fullmatch(r"actions/[a-z-]+@v\d+", each)] == []


def test_rights_are_least() -> None:
    """Whoever sends a change may only read; on main alone, one job may publish, and it runs no code of the project."""
    assert WORKFLOW["permissions"] == {"contents": "read"}
    check, publish = WORKFLOW["jobs"]["check"], WORKFLOW["jobs"]["publish"]
    assert "permissions" not in check
    assert publish["permissions"] == {"pages": "write", "id-token": "write"}
    assert [step for step in publish["steps"] if "run" in step] == []
    main = "github.event_name == 'push' && github.ref == 'refs/heads/main'"
    kept = next(step for step in check["steps"] if "upload-pages" in step.get("uses", ""))
    assert publish["if"] == kept["if"] == main
    assert (publish["needs"], kept["with"]["path"]) == ("check", "output")
    assert [path.name for path in FOLDER.iterdir() if "secrets." in path.read_text(encoding="utf-8")] == []


def test_a_tag_releases_its_edition(tmp_path: Path) -> None:
    """A tag of an edition releases it with no right but to read, and keeps the archives if all fits the tag."""
    assert RELEASE["on"] == {"push": {"tags": ["edition-*"]}}
    assert RELEASE["permissions"] == {"contents": "read"}
    assert "permissions" not in RELEASE["jobs"]["release"]
    assert steps_of(RELEASE)[-1]["with"] == {
        "name": "${{ github.ref_name }}",
        "path": "release-*",
        "if-no-files-found": "error",
    }
    test = next(command for command in commands_of(RELEASE) if command.startswith("test -d"))
    project = committed(Project(write_project(tmp_path / "project")))
    (project.root / "release-2026.1").mkdir()

    def fits(tag: str) -> bool:
        environment = {**os.environ, "GITHUB_REF_NAME": tag}
        return subprocess.run(["sh", "-c", test], cwd=project.root, env=environment, check=False).returncode == 0

    assert fits("edition-2026.1")
    assert not fits("edition-2026.2")
    (project.content / "editions").mkdir()
    (project.content / "editions" / "layout.yaml").touch()
    assert not fits("edition-2026.1")

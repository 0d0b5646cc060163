"""What GitHub runs on each push: commands that exist, actions of a known version, and no rights that are not needed."""

from __future__ import annotations

import re
import shlex
from typing import Any

import pytest
import typer
import yaml
from small import ROOT

from press.commands import app

FOLDER = ROOT / ".github" / "workflows"
# Read as strings only, since YAML takes the key `on` for a truth.
WORKFLOW: dict[str, Any] = yaml.load((FOLDER / "check.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
STEPS = [step for job in WORKFLOW["jobs"].values() for step in job["steps"]]
COMMANDS = [line for step in STEPS for line in step.get("run", "").splitlines()]


def test_it_runs_on_every_push_and_pull_request() -> None:
    """No branch and no path is left out."""
    assert WORKFLOW["on"] == {"push": "", "pull_request": ""}


def test_it_does_everything() -> None:
    """Problems are posted at their lines; then everything is built and tested."""
    assert COMMANDS[1:] == ["make setup", ".venv/bin/python build.py check --format github", "make", "make test"]


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
    assert parsed.params["format"] in ("text", "github", "json")


def test_actions_are_pinned() -> None:
    """Every action is one of GitHub's own, at a major version."""
    used = [step["uses"] for step in STEPS if "uses" in step]
    assert len(used) == 3
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
    assert "secrets." not in (FOLDER / "check.yml").read_text(encoding="utf-8")

"""What a command reads is never written to: not with --force, not by another spelling, not through a link."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from filled import complete
from small import ROOT

from press.answers.files import is_same
from press.cli import main

MARK = "which is never written to"
LIST = "id,date,tumour type\n" + "".join(
    f"M{number},2025-{number % 9 + 4:02}-15,{'abc'[number % 3]}\n" for number in range(40)
)
COMMANDS = {
    "fill": ["-o", "@", "-d", "checklist"],
    "report": ["-o", "@"],
    "export": ["-o", "@"],
    "merge": ["-o", "@"],
    "migrate": ["-o", "@"],
    "cap": ["-o", "@", "--from", "2026-03-01"],
    "sample": ["-o", "@", "--key", "%key.csv", "--submission", "2026-03-31", "--seed", "1"],
}
SUFFIXES = {"report": ".html", "fill": ".pdf"}
LEADS: dict[str, Callable[[Path], Path]] = {
    "its name": lambda file: file,
    "another spelling": lambda file: file.parent / "." / ".." / file.parent.name / file.name,
    "a link": lambda file: _led(file, os.symlink),
    "a hard link": lambda file: _led(file, os.link),
}


def _led(file: Path, link: Callable[[Path, Path], None]) -> Path:
    place = file.with_name(f"link{file.suffix}")
    link(file, place)
    return place


def written(file: Path, command: str = "") -> bytes:
    """Write what a command takes, and return it."""
    given = {**complete(), "application/3c/answer": "no", "application/4c/answer": "no"}
    data = {"format": "iasios-answers", "version": 1, "edition": "2026.1", "language": "en", "answers": given}
    file.write_text(LIST if command == "sample" else json.dumps(data), encoding="utf-8")
    return file.read_bytes()


@pytest.mark.parametrize("lead", LEADS)
@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_writes_over_what_it_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str, lead: str
) -> None:
    """Whatever leads to the file that was given, the command refuses to write there, and the file is as it was."""
    monkeypatch.chdir(ROOT)
    file = tmp_path / f"mine{SUFFIXES.get(command, '.json')}"
    before, target = written(file, command), LEADS[lead](file)
    words = [word.replace("@", str(target)).replace("%", f"{tmp_path}/") for word in COMMANDS[command]]
    assert main(["answers", command, str(file), *words, "--force"]) == 1
    said = capsys.readouterr()
    assert MARK in said.out + said.err
    assert (file.read_bytes(), os.path.lexists(target), (tmp_path / "key.csv").exists()) == (before, True, False)


def test_nor_do_the_further_files_of_a_plan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The second form of a plan does not replace the file that it was drafted from, and none is written."""
    monkeypatch.chdir(ROOT)
    before = written(tmp_path / "plan-2.json")
    given = [str(tmp_path / "plan-2.json"), "-o", str(tmp_path / "plan.json"), "--from", "2026-03-01", "--force"]
    assert main(["answers", "cap", *given]) == 1
    assert MARK in capsys.readouterr().out
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"plan-2.json": before}


def test_paths_of_one_file(tmp_path: Path) -> None:
    """Files to come are one where only their spelling differs, or, as on many disks, their letters' case."""
    (tmp_path / "other").symlink_to(tmp_path)
    assert is_same(tmp_path / "key.json", tmp_path / "other" / "Key.json")
    assert is_same(tmp_path / "key.json", tmp_path / "other" / ".." / tmp_path.name / "key.json")
    assert not is_same(tmp_path / "key.json", tmp_path / "review.json")
    assert not is_same(tmp_path / ("long" * 100), tmp_path / "key.json")
    (tmp_path / "key.json").touch()
    (tmp_path / "Key.json").touch()
    assert not is_same(tmp_path / "key.json", tmp_path / "Key.json")
    assert is_same(tmp_path / "key.json", tmp_path / "other" / "key.json")

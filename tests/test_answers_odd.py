"""Files of answers with odd names, signs and sizes: each ends in clear lines, and nothing is lost without a word."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from books import REAL, read_in, what_is_known
from books import made as workbook_in

from press import sealed
from press.answers.json import read
from press.answers.model import made
from press.answers.place import left_problems
from press.answers.read import read as read_file
from press.answers.report_page import _printed
from press.answers.reporting import _under_names_of_today
from press.answers.settle import Left, target_of
from press.problems import one_line
from press.validate import load


def entries(answers: dict[str, object], **more: object) -> bytes:
    """Return a file of answers."""
    return json.dumps({"format": "iasios-answers", "version": 1, "language": "en", "answers": answers, **more}).encode()


def told(content: bytes) -> str:
    """Return the one reason why a file is not read."""
    answers, problems = read(content, "a.json")
    assert answers is None
    (problem,) = problems
    str(problem).encode("utf-8")
    return problem.message


def test_lone_surrogates() -> None:
    """Half a sign in an id is refused in one line that can be printed; in an answer it is read as a sign for it."""
    assert "is no text" in told(b'{"format": "iasios-answers", "version": 1, "unplaced": {"a\\ud800": "x"}}')
    found, problems = read(entries({"checklist/1a/notes": "a\ud800"}, edition="\ud800"), "a.json")
    assert found is not None
    assert (found.answers, found.edition, problems) == ({"checklist/1a/notes": "a\ufffd"}, "\ufffd", [])
    assert made("", "", [("a\ud800", "x"), ("a\ud801", "y")]).unplaced == {"a\ufffd": "x", "a\ufffd (2)": "y"}


def test_sizes(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is too large or has too many entries is refused before anything is made of it."""
    many = entries({f"a/b{number}": "x" for number in range(40_001)})
    started = time.process_time()
    assert "it holds more than 40000 entries" in told(many)
    twice = many.replace(b'"a/b39999"', b'"a/b39998"').replace(b', "a/b40000": "x"', b"")
    assert "'a/b39998' stands in it twice" in told(twice)
    assert time.process_time() - started < 5
    monkeypatch.setattr("press.answers.json.MAX_BYTES", 100_000)
    assert told(many) == "the file is larger than 0 MB"


def test_entries_are_read_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes more memory than a file of ours is given up in a process of its own, with one line."""
    monkeypatch.setattr("press.answers.json.MAX_BYTES", 20_000_000)
    path = tmp_path / "a.json"
    path.write_bytes(b'{"a":[' + b",".join([b"[]"] * 6_000_000) + b"]}")
    answers, (problem,) = read_file(path)
    assert answers is None
    assert "the file can't be read (it needs more than" in problem.message


def test_more_than_anybody_writes(tmp_path: Path) -> None:
    """A small file that unfolds into more text than any facility writes is refused: what follows has no limits."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(
        workbook_in("en", {f"application/extended-{row:02}/evidence": " " * 30_000 + "x" for row in range(1, 25)})
    )
    assert read_in(REAL, path)[0] is not None
    long = {f"case-review/explanation@{row:02}": "x" * 30_000 for row in range(1, 31)}
    long |= {f"facility/{name}@{row:02}": "x" * 30_000 for name in ("member", "member-task") for row in range(1, 13)}
    more = {f"application/extended-{row:02}/explanation": "x" * 30_000 for row in range(1, 25)}
    path.write_bytes(workbook_in("en", long | more))
    answers, problems = read_in(REAL, path)
    assert answers is None
    assert [each.message for each in problems] == ["the workbook can't be read (its answers are longer than 2 MB)"]


@pytest.mark.parametrize("nothing", ["\u200b", " \u2060\ufeff\n", "\u200f\u00ad"])
def test_signs_without_a_shape_are_no_answer(nothing: str) -> None:
    """What nobody can see is no evidence."""
    found, _problems = read(
        entries({"application/1a/evidence": nothing, "application/1c/evidence": f"{nothing}x"}), "a"
    )
    assert found is not None
    assert found.answers == {"application/1c/evidence": f"{nothing}x"}


def test_what_libraries_say(tmp_path: Path) -> None:
    """What a library says of a damaged file is told in one line, with what to do, and not as programs name things."""
    assert one_line("stream <_io.BytesIO object at 0x7f2a>:\n  bad") == "stream it: bad"
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook_in("en", {}))
    with zipfile.ZipFile(path) as before:
        parts = {name: before.read(name) for name in before.namelist()}
    with zipfile.ZipFile(path, "w") as after:
        for name, part in parts.items():
            after.writestr(name, part.replace(b"<v>", b"<v>NaN") if "sheet2" in name else part)
    _answers, problems = read_file(path, lambda: what_is_known())
    said = [str(problem) for problem in problems]
    assert not [line for line in said if "<U+" in line or " object at " in line]
    assert any("save it anew, or take an older copy" in line for line in said)


def test_many_unknown_ids() -> None:
    """For the first of many unknown ids a near one is named; looking for all would take minutes."""
    loaded = load(REAL)
    target = target_of(loaded)
    left = [Left(f"application/1a/answr{'r' * 150 if number else ''}", "x", "unknown") for number in range(2_000)]
    problems = list(left_problems(left, target, "a", "left out"))
    assert problems[0].hint == "did you mean 'application/1a/answer'?"
    assert (len(problems), problems[-1].hint) == (2_000, "it may come from another edition")


def test_answers_that_share_an_id() -> None:
    """An answer without a field whose id a field has, too, is in reports and exports beside that of the field."""
    given = made("", "en", [("application/1a/answer", "yes")], {"application/1a/answer": "no"})
    found = _under_names_of_today(load(REAL), given)
    assert found == {"application/1a/answer": "yes", "application/1a/answer (carried over)": "no"}


def test_signs_that_no_paper_shows() -> None:
    """What ends lines elsewhere is a blank in a PDF, what stands for nothing its number; other signs stay."""
    assert "".join(map(_printed, "a\u2028b\x85c\ue000d\x0be\tf\ng\u200fh")) == "a b c[U+E000]d e\tf\ng\u200fh"


@pytest.mark.parametrize("encoding", ["latin-1", "ascii"])
def test_terminals_without_the_signs(tmp_path: Path, encoding: str) -> None:
    """Whatever a terminal can show, and whatever a file is called, answers are printed and no trace of the program."""
    path = os.fsencode(tmp_path) + b"/a\xff.json"
    Path(os.fsdecode(path)).write_bytes(entries({"checklist/1a/notes": "病例", "application/1a/answer": "?"}))
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    for arguments in (["show"], ["report", "--json"]):
        command = [sys.executable, str(REAL.root / "build.py"), "answers", arguments[0], path, *arguments[1:]]
        done = subprocess.run(command, cwd=REAL.root, env=environment, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
        assert b"Traceback" not in done.stdout + done.stderr
        assert arguments != ["show"] or b"\\u75c5" in done.stdout or encoding == "ascii"


def test_a_planted_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A link under the name of a file that is not finished leads no writing elsewhere; rights are those of any file."""
    target = tmp_path / "other"
    (tmp_path / f".a.txt.{os.getpid()}").symlink_to(target)
    sealed.write_whole(tmp_path / "a.txt", b"x")
    assert (tmp_path / "a.txt").read_bytes() == b"x"
    assert not target.exists()
    sealed.write_whole(tmp_path / "b.txt", b"x", 0o640)
    assert (tmp_path / "b.txt").stat().st_mode & 0o777 == 0o640
    monkeypatch.setattr("press.sealed.secrets.token_hex", lambda _size: "known")
    (tmp_path / ".known.part").symlink_to(target)
    with pytest.raises(FileExistsError):
        sealed.write_whole(tmp_path / "a.txt", b"y")
    assert not target.exists()

"""A file that people filled in, in; its `Answers` out. What it is, its content says, not its name."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

from press.answers.json import read as read_json
from press.answers.json import write as write_json
from press.answers.model import Answers
from press.outputs.made import Made
from press.problems import Origin, Problem
from press.run import Job, Limits, run

MAX_BYTES = 30_000_000
# A file made to hurt may take this much of the machine, and no more.
_LIMITS = Limits(cpu_seconds=20, seconds=60, memory_bytes=2_000_000_000)


def read(path: Path) -> tuple[Answers | None, list[Problem]]:
    """Return the answers of a file and what is wrong with it."""
    name = str(path)
    try:
        if not path.is_file():
            return None, [_problem(name, "this is no ordinary file" if path.exists() else "there is no such file")]
        if path.stat().st_size > MAX_BYTES:
            return None, [_problem(name, f"the file is larger than {MAX_BYTES // 1_000_000} MB")]
        content = path.read_bytes()
    except OSError as error:
        return None, [_problem(name, f"the file can't be read ({error.strerror})")]
    if b"%PDF-" in content[:1024]:
        return _read_apart(content, name)
    if content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{":
        return read_json(content, name)
    return None, [_problem(name, "the file is neither a PDF nor answers saved from a web page")]


def _read_apart(content: bytes, name: str) -> tuple[Answers | None, list[Problem]]:
    """Read a PDF in a process of its own, whose limits hold whatever the file does."""
    ((_job, made),) = run([Job(name, 1, partial(_task, content, name))], 2, _LIMITS)
    if made.errors:
        return None, [_problem(name, f"the PDF can't be read ({made.errors[0][:200]})")]
    data = json.loads(made.content)
    if data["answers"]:
        return read_json(data["answers"].encode(), name)
    return None, [Problem(Origin(*origin), *rest) for origin, *rest in data["problems"]]


def _task(content: bytes, name: str) -> Made:
    from press.answers.pdf import read as read_pdf

    answers, problems = read_pdf(content, name)
    data = {"answers": answers and write_json(answers), "problems": problems}
    return Made(json.dumps(data).encode())


def _problem(name: str, message: str) -> Problem:
    return Problem(Origin(name), "answers-file", message, "name a file with answers")

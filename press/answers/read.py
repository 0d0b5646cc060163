"""A file that people filled in, in; its `Answers` out. What it is, its content says, not its name."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from press.answers.json import MAX_BYTES
from press.answers.json import read as read_json
from press.answers.json import write as write_json
from press.answers.model import Answers
from press.outputs.made import Made
from press.problems import Origin, Problem, one_line
from press.run import alone
from press.workbooks.apart import content_of, limits, without_lxml
from press.workbooks.guard import is_workbook
from press.workbooks.known import Known

_AGAIN = "open it in the program it was filled in with and save it anew, or take an older copy"
Read = Callable[[bytes, str], tuple[Answers | None, list[Problem]]]


def read(path: Path, knowing: Callable[[], Known | None] | None = None) -> tuple[Answers | None, list[Problem]]:
    """Return the answers of a file and what is wrong with it.

    A workbook is read with what is known of it in a project, such as the words of its lists in all languages. `knowing`
    returns that, and is called for a workbook only.
    """
    name = str(path)
    content, reason = content_of(path)
    if reason:
        return None, [_problem(name, reason)]
    if is_workbook(content):
        expected = knowing() if knowing else None
        if expected is None:
            return None, [_problem(name, "workbooks are read in a project that makes them, free of errors")]
        return _read_apart(content, name, partial(_read_workbook, expected), "workbook")
    if b"%PDF-" in content[:1024]:
        return _read_apart(content, name, _read_pdf, "PDF")
    if content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{":
        return _read_apart(content, name, read_json, "file")
    return None, [_problem(name, "the file is no PDF, no workbook and no answers saved from a web page")]


def _read_apart(content: bytes, name: str, task: Read, what: str) -> tuple[Answers | None, list[Problem]]:
    """Read a file in a process of its own, whose limits hold whatever the file does."""
    made = alone(name, partial(_task, task, content, name), limits())
    if made.errors:
        return None, [_problem(name, f"the {what} can't be read ({one_line(made.errors[0])})", _AGAIN)]
    data = json.loads(made.content)
    problems = [Problem(Origin(*origin), *rest) for origin, *rest in data["problems"]]
    if not data["answers"]:
        return None, problems
    answers, found = read_json(data["answers"].encode(), name)
    read_besides = {"rejected": data["rejected"], "lost": tuple(data["lost"])}
    return answers and answers.model_copy(update=read_besides), [*problems, *found]


def _task(task: Read, content: bytes, name: str) -> Made:
    answers, problems = task(content, name)
    text = answers and write_json(answers).encode()
    if text and len(text) > MAX_BYTES:
        return Made(b"", (f"its answers are longer than {MAX_BYTES // 1_000_000} MB",))
    data: dict[str, Any] = {"answers": text and text.decode(), "problems": problems}
    data |= {"rejected": answers.rejected, "lost": answers.lost} if answers else {}
    return Made(json.dumps(data).encode())


def _read_pdf(content: bytes, name: str) -> tuple[Answers | None, list[Problem]]:
    from press.answers.pdf import read as read_pdf

    return read_pdf(content, name)


def _read_workbook(expected: Known, content: bytes, name: str) -> tuple[Answers | None, list[Problem]]:
    without_lxml()
    from press.answers.xlsx import read as read_xlsx

    return read_xlsx(content, name, expected)


def _problem(name: str, message: str, hint: str = "name a file with answers") -> Problem:
    return Problem(Origin(name), "answers-file", message, hint)

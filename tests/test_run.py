"""Jobs run side by side, each within its limits, and each dies alone."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from builds import names
from small import ROOT

from press.outputs import pdf
from press.outputs.made import Made
from press.project import Project
from press.run import Job, Limits, Task, run

GB = 1_000_000_000
FACE = '<style>@font-face { font-family: Text; src: url("font.ttf") } html { font-family: Text }</style>'


def with_font(root: Path) -> Project:
    """Put a font into a folder, and nothing else."""
    (root / "font.ttf").write_bytes((ROOT / "node_modules/source-sans/TTF/SourceSans3-Regular.ttf").read_bytes())
    return Project(root)


def results(jobs: list[Job], processes: int = 2, **limits: int) -> dict[str, Made]:
    return {job.name: made for job, made in run(jobs, processes, Limits(**limits))}


def who() -> Made:
    return Made(str(os.getpid()).encode())


def spin() -> Made:
    while True:
        pass


def asleep() -> Made:
    time.sleep(60)
    return Made(b"")


def untidy(place: Path) -> Made:
    assert Path(tempfile.mkdtemp()).is_relative_to(place)
    return spin()


def fail(error: BaseException) -> Made:
    raise error


def die(signal_number: int) -> Made:
    os.kill(os.getpid(), signal_number)
    time.sleep(60)
    return Made(b"")


def greedy() -> Made:
    return Made(bytes(8 * GB))


def test_one_process_is_this_one() -> None:
    """With one process every job runs in-process, where a debugger sees it; an exception reaches the caller."""
    found = results([Job("a", 1, who), Job("b", 1, who)], 1)
    assert {made.content for made in found.values()} == {str(os.getpid()).encode()}
    with pytest.raises(ZeroDivisionError):
        results([Job("a", 1, lambda: Made(bytes(1 // 0)))], 1)


def test_two_processes_are_others() -> None:
    """With two processes every job has one of its own, and nothing is lost on the way back."""
    big = os.urandom(3_000_000)
    found = results([Job("a", 1, who), Job("b", 1, who), Job("c", 1, lambda: Made(big, (), ("a warning",)))])
    assert len({found["a"].content, found["b"].content, str(os.getpid()).encode()}) == 3
    assert found["c"] == Made(big, (), ("a warning",))


def test_no_more_at_once_than_asked_for(tmp_path: Path) -> None:
    """Six jobs for two processes: two run at a time, never a third."""

    def count(name: str) -> Made:
        (tmp_path / name).touch()
        time.sleep(0.05)
        running = len(names(tmp_path))
        (tmp_path / name).unlink()
        return Made(str(running).encode())

    found = results([Job(name, 1, partial(count, name)) for name in "abcdef"])
    assert {int(made.content) for made in found.values()} <= {1, 2}
    assert max(int(made.content) for made in found.values()) == 2


@pytest.mark.parametrize("processes", [1, 2])
def test_the_longest_comes_first(processes: int, tmp_path: Path) -> None:
    """Jobs begin in the order of their weight, then of their names, however they were listed."""
    log = tmp_path / "log"

    def note(name: str) -> Made:
        with log.open("a") as file:
            file.write(name)
        assert soon(lambda: len(log.read_text()) >= processes)
        return Made(b"")

    listed = [("b", 1), ("a", 1), ("d", 9), ("c", 5)]
    results([Job(name, weight, partial(note, name)) for name, weight in listed], processes)
    # Two that begin together may write in either order.
    assert sorted(log.read_text()[:2]) == ["c", "d"]
    assert sorted(log.read_text()[2:]) == ["a", "b"]
    assert processes == 2 or log.read_text() == "dcab"


@pytest.mark.parametrize(
    ("task", "reason"),
    [
        (lambda: os._exit(3), "it ended without a result (exit status 3)"),
        (lambda: os._exit(0), "it ended without a result (exit status 0)"),
        (partial(fail, ValueError("no such thing")), "ValueError: no such thing"),
        (partial(fail, SystemExit(2)), "SystemExit: 2"),
        (partial(fail, MemoryError()), "it needs more than 4000 MB of memory"),
        (greedy, "it needs more than 4000 MB of memory"),
        (partial(die, signal.SIGKILL), "it was killed, perhaps because this machine ran out of memory"),
        (partial(die, signal.SIGTERM), "it was stopped by signal 15"),
    ],
    ids=["exit", "exit-0", "exception", "system-exit", "memory-error", "greedy", "killed", "ended"],
)
def test_a_job_dies_alone(task: Task, reason: str) -> None:
    """However a job dies, the others end well, and it is said why it gave nothing."""
    found = results([Job("bad", 9, task), *(Job(name, 1, who) for name in "abc")])
    assert found.pop("bad") == Made(b"", (reason,))
    assert len({made.content for made in found.values()}) == 3
    assert not any(made.errors for made in found.values())


def test_no_temporary_file_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a PDF nor a job that is stopped leaves a temporary file; each has room for them while it runs."""
    (tmp_path / "project").mkdir()
    project, place = with_font(tmp_path / "project"), tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    pdf.prepare(project)
    good = Job("good", 1, partial(pdf.make, project, f"<!doctype html><html lang=en><title>A</title>{FACE}<p>Text"))
    found = results([Job("bad", 9, partial(untidy, place)), good], cpu_seconds=1)
    assert "1 s of processor time" in found["bad"].errors[0]
    assert found["good"].content[:5] == b"%PDF-"
    assert names(place) == []


def test_processor_time_is_limited() -> None:
    """A job that never ends is stopped after its processor time; the other is made."""
    found = results([Job("bad", 9, spin), Job("good", 1, who)], cpu_seconds=1)
    assert found["bad"].errors == ("it took more than 1 s of processor time",)
    assert not found["good"].errors


def test_waiting_is_limited() -> None:
    """A job that waits for ever uses no processor time, so the clock stops it; the other is made."""
    found = results([Job("bad", 9, asleep), Job("good", 1, who)], seconds=1)
    assert found["bad"].errors == ("it took more than 1 s",)
    assert not found["good"].errors


def test_a_layout_without_end_is_stopped(tmp_path: Path) -> None:
    """The limit of processor time holds inside the libraries that lay out text, too: they hear of no exception."""
    html = f"{FACE}<p style='word-break: break-all'>{'x' * 200_000}</p>"
    project = with_font(tmp_path)
    pdf.prepare(project)
    found = results([Job("bad", 9, partial(pdf.make, project, html)), Job("good", 1, who)], cpu_seconds=1)
    assert found["bad"].errors == ("it took more than 1 s of processor time",)
    assert not found["good"].errors


def nested_uses(depth: int) -> str:
    """A drawing of ten to the power of depth rectangles, in a few lines."""
    levels = "".join(
        f'<g id="u{level}">' + f'<use href="#u{level - 1}"/>' * 10 + "</g>" for level in range(1, depth + 1)
    )
    first = '<g id="u0"><rect width="1" height="1"/></g>'
    return f'<svg viewBox="0 0 9 9"><defs>{first}{levels}</defs><use href="#u{depth}"/></svg>'


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 3000 + "deep" + "</div>" * 3000,
        "<p style='font-size: 1e7px'>large</p>",
        "<style>@page { size: 3mm; margin: 0 }</style>" + "<p>page</p>" * 20_000,
        "<table><tr><td colspan=1000000>wide</td></tr><tr><td>a</td></tr></table>",
        nested_uses(7),
        "<table><tr>" + "<td>" * 20_000 + "</table>",
    ],
    ids=["deep", "large", "many", "wide", "drawing", "columns"],
)
def test_a_document_made_to_hurt_fails_alone(tmp_path: Path, body: str) -> None:
    """What makes a layout fail, or go on and on, is ended in its own process, and said; the other document is made."""
    project = with_font(tmp_path)
    pdf.prepare(project)
    pages = [f'<html lang="en"><head><title>T</title>{FACE}</head><body>{each}' for each in (body, "<p>Good</p>")]
    bad, good = (partial(pdf.make, project, page) for page in pages)
    found = results([Job("bad", 9, bad), Job("good", 1, good)], cpu_seconds=2, memory_bytes=1_500_000_000)
    (said,) = found["bad"].errors
    assert re.match(r"it took more than 2 s|it needs more|the layout (failed|needs)", said), said
    assert found["good"].content.startswith(b"%PDF")


def in_python(code: str) -> subprocess.Popen[str]:
    code = f"import sys\nsys.path[:0] = [{str(ROOT)!r}, {str(ROOT / 'tests')!r}]\n{code}"
    return subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, encoding="utf-8")


def test_a_layout_that_needs_too_much_memory_is_stopped(tmp_path: Path) -> None:
    """A document that does not fit into the memory allowed fails alone, by whatever library notices first."""
    code = f"""\
import resource
from functools import partial
from pathlib import Path
from press.outputs import pdf
from press.outputs.made import Made
from press.project import Project
from press.run import Job, Limits, run
project = Project(Path({str(with_font(tmp_path).root)!r}))
pdf.prepare(project)
pages = int(Path("/proc/self/statm").read_text().split()[0])
limits = Limits(memory_bytes=pages * resource.getpagesize() + 20_000_000)
jobs = [
    Job("bad", 9, partial(pdf.make, project, {FACE!r} + "<p>" + "word " * 500_000)),
    Job("good", 1, lambda: Made(b"good")),
]
print({{job.name: (made.content, len(made.errors)) for job, made in run(jobs, 2, limits)}} == {{
    "bad": (b"", 1), "good": (b"good", 0)
}})
"""
    said, _ = in_python(code).communicate(timeout=60)
    assert said == "True\n"


def test_lower_limits_of_the_machine_stay() -> None:
    """Where the machine allows less memory than the press, jobs run all the same, within what it allows."""
    code = """\
import resource
resource.setrlimit(resource.RLIMIT_AS, (3 * 10**9, 3 * 10**9))
from press.outputs.made import Made
from press.run import Job, run
task = lambda: Made(str(resource.getrlimit(resource.RLIMIT_AS)).encode())
print(*(made for _job, made in run([Job("a", 1, task)], 2)))
"""
    said, _ = in_python(code).communicate(timeout=30)
    assert "(3000000000, 3000000000)" in said


def test_no_worker_outlives_the_build(tmp_path: Path) -> None:
    """When a build is killed its workers go, too: they would hold the lock, and make what nobody collects."""
    code = f"""\
import os, time
from pathlib import Path
from press.outputs.made import Made
from press.run import Job, run
def work():
    Path({str(tmp_path)!r}, str(os.getpid())).touch()
    time.sleep(60)
    return Made(b"")
list(run([Job("a", 1, work), Job("b", 1, work)], 2))
"""
    with in_python(code) as build:
        assert soon(lambda: len(names(tmp_path)) == 2)
        build.kill()
    assert soon(lambda: not any(Path("/proc", pid).exists() for pid in names(tmp_path)))


def soon(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.02)
    return False

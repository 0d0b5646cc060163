"""Commands in; their time and memory out, and a table between the marks of docs/performance.md."""

import datetime
import os
import platform
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PLACE = ROOT / ".cache" / "benchmarks"
PYTHON = ROOT / ".venv" / "bin" / "python"
REPORT = ROOT / "docs" / "performance.md"


class Run(NamedTuple):
    """What a process used: seconds by the clock, seconds of processor time, and its largest memory in MB."""

    seconds: float
    processor: float
    memory: float

    def __add__(self, other: object) -> "Run":
        """Return two processes one after the other: their times together, and the larger memory."""
        assert isinstance(other, Run)
        memory = max(self.memory, other.memory)
        return Run(self.seconds + other.seconds, self.processor + other.processor, memory)


NOTHING = Run(0, 0, 0)


def run(command: Sequence[object], folder: Path = ROOT, **environment: str) -> Run:
    """Run a command to its end and measure it, its own child processes included. Raises where it fails."""
    # As on a user's machine: byte code is kept.
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    start = time.perf_counter()
    process = subprocess.Popen(
        [str(word) for word in command],
        cwd=folder,
        env={**kept, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert process.stdout is not None
    said = process.stdout.read().decode(errors="replace")
    _pid, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(str(word) for word in command)} failed in {folder}:\n{said[-2000:]}")
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def median(runs: Iterable[Run]) -> Run:
    """Return the median of each figure."""
    return Run(*(statistics.median(values) for values in zip(*runs, strict=True)))


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a Markdown table; the first column is text, the others are figures."""
    lines = [head, ["---", *("---:" for _ in head[1:])], *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def seconds(value: float) -> str:
    """Write seconds with two digits that say something."""
    return f"{value:.2f}" if value < 10 else f"{value:.1f}"


def mark(what: str, value: float, limit: float, unit: str = "s") -> tuple[str, str, str, str]:
    """Return a row that says whether a mark of the design holds."""
    verdict = "met" if value <= limit else f"missed, {value / limit:.2f} times"
    return what, f"≤ {limit:g} {unit}".strip(), f"{value:.3g} {unit}".strip(), verdict


def circumstances(repeat: int, loads: Sequence[float]) -> str:
    """Say when, where and how often was measured, and how busy the machine was besides."""
    date = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    version = platform.python_version()
    cores = len(os.sched_getaffinity(0))
    busy = f"load {min(loads):.1f} to {max(loads):.1f}, the measurement itself included"
    return f"Measured on {date}: {cores} cores, Python {version}, {platform.system()}, median of {repeat}, {busy}."


def load() -> float:
    """Return how many processes wanted to run in the last minute, on average."""
    return os.getloadavg()[0]


def report(name: str, text: str) -> None:
    """Print a result, and write it between the marks of docs/performance.md that bear its name."""
    print(text)
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    page = REPORT.read_text(encoding="utf-8")
    between = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.DOTALL)
    page, places = between.subn(lambda _old: f"{begin}\n\n{text}\n\n{end}", page)
    assert places == 1, f"{REPORT} has {places} places for {name}"
    REPORT.write_text(page, encoding="utf-8")


def say(line: str) -> None:
    """Tell whoever waits how far it is."""
    print(f"[load {load():.1f}] {line}", file=sys.stderr, flush=True)

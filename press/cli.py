"""The command line in; one call a command, printed problems and an exit status out.

Exit status: 0 fine, 1 errors found (with --strict, warnings too) or the machine refused something, 2 wrong usage,
130 interrupted.
"""

from __future__ import annotations

import errno
import gc
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from press import plan
from press.problems import as_text, has_errors
from press.project import Project, find_project

_HOME = Path(__file__).resolve().parent.parent
_IN_THE_WAY = "something else stands in its place: move it away"
_NO_RIGHT = "give yourself the right to read and write it"
_NO_ROOM = "make room on the disk"
# What to do about what the machine refuses.
_REMEDIES = {
    errno.EACCES: _NO_RIGHT,
    errno.EPERM: _NO_RIGHT,
    errno.EROFS: "work in a folder that can be written",
    errno.ENOSPC: _NO_ROOM,
    errno.EDQUOT: _NO_ROOM,
    errno.EEXIST: _IN_THE_WAY,
    errno.ENOTDIR: _IN_THE_WAY,
    errno.EISDIR: _IN_THE_WAY,
    errno.EBUSY: "a mount can't be exchanged: mount the folder above it, or make output/ a link to a folder within it",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        # What a terminal has no sign for, and names of files that are no text, are printed as numbers.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        return _main(list(sys.argv[1:] if arguments is None else arguments))
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        name = os.path.relpath(os.fsdecode(error.filename)) + ": " if isinstance(error.filename, str | bytes) else ""
        remedy = _REMEDIES.get(error.errno or 0, "mend that, then run this again")
        return _complain(f"{name}{error.strerror or error}; {remedy}", 1)


def _main(arguments: list[str]) -> int:
    try:
        here = Path.cwd()
    except FileNotFoundError:
        return _complain("this folder was deleted; change to the project's folder", 2)
    project = find_project(here)
    if project is None:
        return _complain("no content/edition.yaml in this folder or above it; run this inside the project", 2)
    if arguments in ([], ["build"]) and (status := _unchanged(project)) is not None:
        return status
    # Nearly all that a build makes lives to its end: looking for garbage after every 700 objects finds none.
    gc.set_threshold(200_000, 50, 50)
    try:
        from press.commands import run
    except ModuleNotFoundError as error:
        return _without_packages(arguments, error)
    return run(project, arguments)


def _without_packages(arguments: list[str], error: ModuleNotFoundError) -> int:
    """Run again where the packages are: another Python than that of .venv/ was called."""
    environment = _HOME / ".venv"
    python = environment / "bin" / "python"
    if python.is_file() and Path(sys.prefix).resolve() != environment.resolve():
        sys.stdout.flush()
        os.execv(python, [str(python), str(_HOME / "build.py"), *arguments])
    if arguments == ["doctor"]:
        from press.doctor import report

        return report(_HOME)
    return _complain(f"the Python package '{error.name}' is not installed; run 'make' first", 1)


def _complain(line: str, status: int) -> int:
    print(f"build.py: {line}", file=sys.stderr)
    return status


def _unchanged(project: Project) -> int | None:
    """Answer the commonest question before anything is loaded that takes time: has anything changed?

    Return the exit status of a build that has nothing to do, or None where there is something.
    """
    state = plan.State.read(project)
    if not plan.nothing_to_do(project, plan.inputs(project), state):
        return None
    problems = plan.problems_of(state.report)
    if problems:
        print(as_text(problems))
    if behind := state.report.get("behind"):
        print(behind)
    print("nothing has changed since the last build")
    return int(has_errors(problems))

"""The command line in; one call a command, printed problems and an exit status out.

Exit status: 0 fine, 1 errors found (with --strict, warnings too), 2 wrong usage.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence

from press import plan
from press.problems import as_text, has_errors
from press.project import Project, find_project


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    project = find_project()
    if project is None:
        message = "no content/edition.yaml in this folder or above it; run this inside the project"
        print(f"build.py: {message}", file=sys.stderr)
        return 2
    if arguments in ([], ["build"]) and (status := _unchanged(project)) is not None:
        return status
    # Nearly all that a build makes lives to its end: looking for garbage after every 700 objects finds none.
    gc.set_threshold(200_000, 50, 50)
    from press.commands import run

    return run(project, arguments)


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
    print("nothing has changed since the last build")
    return int(has_errors(problems))

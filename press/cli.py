"""The command line in; one call a command, printed problems and an exit status out.

Exit status: 0 fine, 1 errors found (with --strict, warnings too), 2 wrong usage.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from press import plan
from press.project import Project, find_project


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    project = find_project()
    if project is None:
        message = "no content/edition.yaml in this folder or above it; run this inside the project"
        print(f"build.py: {message}", file=sys.stderr)
        return 2
    if arguments in ([], ["build"]) and _is_up_to_date(project):
        return 0
    from press.commands import run

    return run(project, arguments)


def _is_up_to_date(project: Project) -> bool:
    """Answer the commonest question before anything is loaded that takes time: has anything changed?"""
    state = plan.State.read(project)
    if state.report.get("problems") or not plan.nothing_to_do(project, plan.inputs(project), state):
        return False
    print("nothing has changed since the last build")
    return True

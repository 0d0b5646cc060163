"""The name of a released edition in; the texts that readers of it saw, or what is wrong with their file, out."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError

from press.chapters import ChapterFile
from press.model import Snapshot
from press.problems import Origin, Problem, did_you_mean
from press.project import TEXTS, Project, released_editions
from press.source import relative

MAX_BYTES = 50_000_000
_MOST = 20  # problems of one file
_BRING_BACK = "bring it back from the history of the project"


def kept_editions(project: Project) -> list[str]:
    """Return the names of the released editions whose texts are kept, the newest first."""
    return [name for name in released_editions(project) if (project.editions / name / TEXTS).is_file()]


def read_snapshot(project: Project, edition: str) -> tuple[Snapshot | None, list[Problem]]:
    """Return the texts of an edition, one of `kept_editions`, and what is wrong with their file."""
    path = project.editions / edition / TEXTS
    name = relative(project.root, path)
    try:
        if path.stat().st_size > MAX_BYTES:
            return None, [_problem(name, f"the file has more than {MAX_BYTES // 1_000_000} MB")]
        data: Any = json.loads(path.read_bytes())
        snapshot = Snapshot.model_validate(data)
    except OSError as error:
        return None, [_problem(name, f"the file can't be read ({error.strerror})")]
    except ValidationError as error:
        return None, _problems(error, name)
    except (ValueError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 0
        said = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        return None, [_problem(name, f"the file is no JSON ({said[:200]})", line)]
    if snapshot.edition != edition:
        message = f"these are the texts of the edition '{snapshot.edition}', in the folder '{edition}'"
        return None, [_problem(name, message)]
    return snapshot, []


def earlier_editions(
    project: Project, present: str, files: Iterable[ChapterFile]
) -> tuple[dict[str, Snapshot], list[Problem]]:
    """Return the texts of the editions since which chapters list what is new, by their names there, and problems.

    Where none is named, it is the newest but the present one.
    """
    kept = kept_editions(project)
    found: dict[str, Snapshot] = {}
    problems: list[Problem] = []
    for name, origin in (each for file in files for each in file.changes):
        edition = name or next((each for each in kept if each != present), "")
        if name in found:
            continue
        if edition in kept:
            snapshot, wrong = read_snapshot(project, edition)
            problems += wrong
            found |= {name: snapshot} if snapshot else {}
            continue
        said = f"no texts of an edition '{name}' are kept" if name else "no texts of an earlier edition are kept"
        hint = did_you_mean(name, kept) if kept and name else "leave this out until an edition has been released"
        problems.append(Problem(origin, "changes-edition", said, hint))
    return found, problems


def _problems(error: ValidationError, name: str) -> list[Problem]:
    """Return what is wrong with the data, the place of each as the way to it."""
    details = error.errors(include_url=False)[:_MOST]
    return [
        _problem(name, f"'{'/'.join(map(str, each['loc']))[:200] or 'the file'}' is not right: {each['msg']}")
        for each in details
    ]


def _problem(name: str, message: str, line: int = 0) -> Problem:
    return Problem(Origin(name, line), "texts", message, _BRING_BACK)

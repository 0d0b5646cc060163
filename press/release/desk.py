"""A project in; its edition released, or what stands in the way of that, out.

Each step leaves whole files only, and may be done again. What is kept of the edition comes after a build that had no
problem, and before the archives: whoever has an archive finds its edition kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from press import plan
from press.build import Progress, Report, alone, build_alone
from press.history import ask_git
from press.model import Manual
from press.plan import Inputs, Selection, State
from press.problems import Origin, Problem
from press.project import Project
from press.publish import publish
from press.release.archives import archives, names
from press.release.hindrances import Judged, failed_before, judge
from press.release.uncommitted import is_kept
from press.source import relative


class Outcome(NamedTuple):
    """What stood in the way, if anything, and what there is to say, line by line."""

    problems: tuple[Problem, ...]
    lines: tuple[str, ...]


def rehearse(project: Project, folder: Path | None = None) -> Outcome:
    """Say what stands in the way of a release and what it would write; write nothing."""
    found = judge(project, folder)
    problems = (*found.problems, *failed_before(project))
    manual = found.loaded.manual
    if manual is None or problems:
        return _stopped(found, problems)
    written = [f"{relative(project.root, found.folder)}/{name}" for name in names(manual)]
    lines = [f"nothing stands in the way of the edition {manual.edition.edition}; this would be written:"]
    lines += [f"  {path}" for path in ("output/, all of it anew", *_unkept(project, manual, found), *written)]
    return Outcome((), (*_notes(found), *lines))


def release(project: Project, folder: Path | None, processes: int, progress: Progress) -> Outcome:
    """Release the edition; nothing is done where something stands in the way. Raises BusyError during a build."""
    with alone(project):
        inputs = plan.inputs(project)
        found = judge(project, folder)
        manual = found.loaded.manual
        if manual is None or found.problems:
            return _stopped(found, found.problems)
        progress(f"nothing stands in the way of the edition {manual.edition.edition}: everything is made anew")
        report = build_alone(project, Selection(), processes, progress, anew=True)
        if problems := _failed(project, inputs, report):
            return _stopped(found, problems)
        kept = _unkept(project, manual, found)
        if kept:
            publish(_edition_folder(project, manual), found.files)
            inputs = plan.inputs(project)
            # What is kept is part of the content: after this build, which takes all that is dear from the cache,
            # the next one has nothing to do.
            report = build_alone(project, Selection(), processes, progress)
        made = archives(project, manual, found.loaded.renamed)
        if problems := _failed(project, inputs, report):
            return _stopped(found, problems)
        publish(found.folder, made)
        return Outcome((), (*_notes(found), *_done(project, manual, found, kept)))


def _stopped(found: Judged, problems: Sequence[Problem]) -> Outcome:
    return Outcome(tuple(problems), (*_notes(found), f"nothing is released; what stands in the way: {len(problems)}"))


def _notes(found: Judged) -> list[str]:
    return [f"please note: {note}" for note in found.notes]


def _failed(project: Project, inputs: Inputs, report: Report) -> tuple[Problem, ...]:
    """Return why what is in output/ is not the edition: a file failed, or somebody went on working."""
    if report.problems:
        return report.problems
    if State.read(project).inputs == inputs.all == plan.inputs(project).all:
        return ()
    message = "something was changed while the edition was made"
    return (Problem(Origin("content"), "release-changed", message, "leave it alone meanwhile, and run this again"),)


def _edition_folder(project: Project, manual: Manual) -> Path:
    return project.editions / manual.edition.edition


def _unkept(project: Project, manual: Manual, found: Judged) -> list[str]:
    """Return the paths of what is to be kept of the edition, and is not yet."""
    folder = _edition_folder(project, manual)
    return [] if folder.is_dir() else [relative(project.root, folder / name) for name in found.files]


def _done(project: Project, manual: Manual, found: Judged, kept: Sequence[str]) -> list[str]:
    """Say what was done, and what is left to people."""
    edition, folder = manual.edition.edition, relative(project.root, found.folder)
    own = relative(project.root, _edition_folder(project, manual))
    commit = f"git add {own} && git commit -m 'Edition {edition}' && git tag edition-{edition}{_push(project, edition)}"
    steps = [
        f"commit what is kept of the edition, and give it a tag: {commit}" if is_kept(project) else f"keep {own}",
        f"publish output/, and the archives of {folder}/ (sha256sum -c SHA256SUMS shows whether they arrived whole)",
        "give `edition` in content/edition.yaml its next number before the content changes",
    ]
    return [
        f"the edition {edition} is released",
        f"  output/: all of it was made anew, in {', '.join(language.tag for language in manual.languages)}",
        f"  {own}/: {'what this edition asks for, kept for later ones' if kept else 'as it was'}",
        f"  {folder}/: {', '.join(names(manual))}",
        "what is left to do:",
        *(f"  {number}. {step}" for number, step in enumerate(steps, 1)),
    ]


def _push(project: Project, edition: str) -> str:
    """Return what sends a commit and its tag on; nothing where there is no other repository."""
    remotes, _reason = ask_git(project, "remote")
    names = (remotes or b"").decode().split()
    return f" && git push {names[0]} HEAD edition-{edition}" if names else ""

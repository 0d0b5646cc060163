"""A project in; what stands in the way of releasing its edition, what is worth knowing, and what would be kept, out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from press.freeze import frozen
from press.inspection import inspect, lacking
from press.model import Manual, place_of
from press.pages.interface import interface_messages
from press.plan import State, problems_of
from press.problems import Origin, Problem, in_order
from press.project import TEXTS, Project, edition_order
from press.publish import archives_refusal, refusal
from press.release.uncommitted import is_kept, uncommitted
from press.released import read_released
from press.source import relative
from press.translation.apply import translate
from press.translation.catalogs import read_catalogs
from press.validate import Loaded, load

# The translations at the end of a line of texts.json; a quotation mark within a text stands there behind a backslash.
_SHOWN = re.compile(rb', "shown": \{.*\}(?=\})')
# Names a folder, archives and a tag of git.
_NAME = re.compile(r"[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*")

# What says that a text is still to be translated: of rules in a released language alone that stands in the way.
_LACKING = ("incomplete", "outdated-fact")


class Judged(NamedTuple):
    """What stands in the way (`problems`), what the office may want to know (`notes`), and what a release is made of.

    `files` are those to be kept of the edition, by name; `folder` is to hold the archives. `manual` is None, and there
    are no files, where the content has errors.
    """

    loaded: Loaded
    problems: tuple[Problem, ...]
    notes: tuple[str, ...] = ()
    files: Mapping[str, bytes] = {}
    folder: Path = Path()


def judge(project: Project, folder: Path | None = None) -> Judged:
    """Look for everything that stands in the way of a release; `folder`: where its archives go, if that was said."""
    loaded = load(project)
    found = inspect(project, loaded)
    incomplete = [problem for problem in found if problem.code == "incomplete"]
    problems = [problem for problem in found if problem.code not in _LACKING]
    manual = loaded.manual
    if manual is None:
        return Judged(loaded, tuple(problems))
    files = frozen(project, loaded)
    folder = folder or project.root / f"release-{manual.edition.edition}"
    problems += _edition(project, manual, files)
    problems += _languages(project, loaded, manual)
    problems += uncommitted(project, manual.edition.edition)
    problems += filter(None, (refusal(project), archives_refusal(project, folder)))
    return Judged(loaded, tuple(in_order(problems)), tuple(_notes(project, manual, incomplete)), files, folder)


def failed_before(project: Project) -> list[Problem]:
    """Return which files the last build could not make."""
    return [each for each in problems_of(State.read(project).report) if each.code == "output-failed"]


def _edition(project: Project, manual: Manual, files: Mapping[str, bytes]) -> Iterator[Problem]:
    """Find why the edition can't be released under its name."""
    edition = manual.edition.edition
    place = place_of(edition, Origin("content/edition.yaml"))
    if not _NAME.fullmatch(edition):
        hint = "make it of letters, digits and '.' or '-' between them, such as 2026.1"
        yield Problem(place, "release-edition", f"'{edition}' can't name folders and files", hint)
        return
    others = [name for name in read_released(project)[0] if name != edition]
    if others and edition_order(others[0]) >= edition_order(edition):
        message = f"the edition {edition} does not come after {others[0]}, which is released"
        yield Problem(place, "release-edition", message, f"give it a number above {others[0]}")
    folder = project.editions / edition
    changed = _changed(project, folder, files) if folder.is_dir() else ""
    if changed:
        message = f"the edition {edition} is released, and was another: {changed}"
        hint = "give this one the next number, or take back what was changed since"
        yield Problem(place, "release-edition", message, hint)


def _changed(project: Project, folder: Path, files: Mapping[str, bytes]) -> str:
    """Say where what is kept of an edition differs from what would be kept of it now; nothing where it does not."""
    for name, content in files.items():
        place = relative(project.root, folder / name)
        if not (folder / name).is_file():
            return f"{place} is not there"
        now, then = (_lines(name, each) for each in (content, (folder / name).read_bytes()))
        if now != then:
            same = sum(1 for one, other in _both(now, then) if one == other)
            return f"{place}:{same + 1} would not be the same"
    return ""


def _lines(name: str, content: bytes) -> list[bytes]:
    """Return what has to stay the same. A translation may be bettered: readers of an edition get it released again."""
    return (_SHOWN.sub(b"", content) if name == TEXTS else content).splitlines()


def _both(one: list[bytes], other: list[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """Yield the lines of two texts in pairs, to the first that differ."""
    for pair in zip(one, other, strict=False):
        if pair[0] != pair[1]:
            return
        yield pair


def _languages(project: Project, loaded: Loaded, manual: Manual) -> Iterator[Problem]:
    """Find released languages whose readers would meet a rule that is outdated, or not in their language."""
    interface = interface_messages(project)
    for language in manual.languages[1:]:
        if language.state != "released":
            continue
        catalogs, _problems = read_catalogs(project, language)
        states = translate(manual, language, catalogs, interface, loaded.renamed).states
        rules = {message: state for message, state in states.items() if message.normative}
        if listed := lacking(catalogs, rules):
            tag = language.tag
            message = f"the language {tag} is released, but of its rules and forms not every text is current: {listed}"
            hint = f"have them translated (output/status.html#{tag} shows all), or set its state to 'reviewed' here"
            place = place_of(tag, Origin("content/languages.yaml"))
            yield Problem(place, "release-language", message, hint, language=tag)


def _notes(project: Project, manual: Manual, incomplete: list[Problem]) -> Iterator[str]:
    lines = {problem.language: problem.message for problem in incomplete}
    for language in manual.languages:
        said = [f"its state is '{language.state}'"] if language.state != "released" else []
        said += [lines[language.tag]] if language.tag in lines else []
        if said:
            yield f"the language {language.tag}: {'; '.join(said)}"
    if manual.questions:
        yield f"points that IASIOS has to settle: {len(manual.questions)} (content/open-questions.yaml)"
    if not is_kept(project):
        yield "the project is not kept with git: nobody can tell later what this edition was made of"

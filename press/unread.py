"""The folders of content/ and the manual read from them in; files that nothing reads, and pictures that are none, out.

What editors and systems leave beside a file (`is_temporary`) is nobody's mistake.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from press.figures import PICTURE_SUFFIXES, picture
from press.model import Manual
from press.pictures import picture_problems
from press.problems import Origin, Problem, did_you_mean
from press.project import LAYOUT, TEXTS, Project, is_temporary, paths_below
from press.source import relative

_RECORDS = tuple(
    f"{name}.yaml"
    for name in ("documents", "edition", "glossary", "languages", "open-questions", "renamed", "standards")
)
_FOLDERS = ("editions", "figures", "forms", "locales", "manual")
_YAML = (".yaml", ".yml")
_AWAY = "move it out of content/, or delete it"


def problems(project: Project, manual: Manual) -> Iterator[Problem]:
    """Yield everything in content/ that was meant to be read, or to be shown, and is not."""
    parts = {part for document in manual.documents for part in document.parts}
    yield from _beside(project, parts)
    yield from _chapters(project, parts)
    forms = project.content / "forms"
    for path in _files(forms):
        yield from _record(project, path, forms)
    for folder in (project.locales / language.folder for language in manual.languages[1:]):
        for path in _files(folder):
            if path.suffix.lower() in _YAML:
                yield from _record(project, path, folder, "glossary.yaml")
    yield from _editions(project)
    yield from _pictures(project, manual)


def _beside(project: Project, parts: set[str]) -> Iterator[Problem]:
    """Look at what stands in content/ itself: records have fixed names, and so have most folders."""
    for path in sorted(project.content.iterdir()):
        holds_parts = any(part.startswith(f"{path.name}/") for part in parts)
        if path.name in (*_RECORDS, *_FOLDERS, *parts) or is_temporary(path.name) or holds_parts:
            continue
        if path.is_dir():
            near = did_you_mean(path.name, _FOLDERS, _AWAY)
            if near != _AWAY:
                yield _unread(project, path, "nothing is read from this folder", near)
        elif path.suffix.lower() in _YAML:
            name = f"{path.stem.lower()}.yaml"
            if name in _RECORDS:
                yield from _record(project, path, project.content, name)
            else:
                yield _unread(project, path, "nothing reads this file", _AWAY)


def _chapters(project: Project, parts: set[str]) -> Iterator[Problem]:
    """Find texts that no document contains: whatever stands in manual/, and Markdown elsewhere in content/."""
    others = ("figures", "forms", "locales")
    for path in _files(project.content):
        name = path.relative_to(project.content)
        meant = name.parts[0] == "manual" or (name.parts[0] not in others and path.suffix.lower() == ".md")
        if meant and name.as_posix() not in parts:
            hint = "name it in content/documents.yaml, or delete it"
            yield Problem(_place(project, path), "part-unused", "no document contains this file", hint, "warning")


def _record(project: Project, path: Path, folder: Path, name: str = "") -> Iterator[Problem]:
    """Judge a file of a folder of which `<id>.yaml` are read, or the one that is named, and nothing below it."""
    target = folder / (name or f"{path.stem}.yaml")
    if path == target:
        return
    hint = _AWAY
    if path.suffix.lower() in _YAML:
        there = relative(project.root, target)
        hint = f"bring what is newer in it into {there}, and delete it" if target.exists() else f"move it to {there}"
    message = f"nothing reads this file: what is read is {relative(project.root, folder)}/{name or '<id>.yaml'}"
    yield _unread(project, path, message, hint)


def _editions(project: Project) -> Iterator[Problem]:
    """Find data beside what is kept of released editions."""
    for path in _files(project.editions):
        below = path.relative_to(project.editions).parts
        if path.suffix.lower() in (*_YAML, ".json") and not (len(below) == 2 and path.name in (LAYOUT, TEXTS)):
            there = f"{relative(project.root, project.editions)}/<edition>/"
            yield _unread(
                project, path, f"nothing reads this file: what is read is {LAYOUT} and {TEXTS} in {there}", _AWAY
            )


def _pictures(project: Project, manual: Manual) -> Iterator[Problem]:
    """Find pictures that do not replace a drawing, because of their names, and those that would, but are damaged."""
    folder = project.content / "figures"
    shown = [(figure, tag) for figure in manual.figures for tag in ("", *(each.tag for each in manual.languages))]
    stems = [".".join(filter(None, (figure.id, tag))) for figure, tag in shown]
    used = {picture(figure, tag, folder) for figure, tag in shown}
    for path in _files(folder):
        name = f"<figure>{path.suffix} or <figure>.<language>{path.suffix}"
        if path in used:
            yield from picture_problems(project, path)
        elif path.suffix.lower() in _YAML:
            yield from _record(project, path, folder)
        elif path.suffix.lower() not in PICTURE_SUFFIXES:
            hint = f"save it as one of {', '.join(PICTURE_SUFFIXES)}"
            yield _unused(project, path, "this file is no picture that can replace a drawing", hint)
        elif path.suffix not in PICTURE_SUFFIXES or path.parent != folder:
            hint = f"rename it to content/figures/{path.stem}{path.suffix.lower()}"
            yield _unused(project, path, "no picture is read under this name", hint)
        elif path.stem not in stems:
            hint = f"name it {name}; {did_you_mean(path.stem, stems)}"
            yield _unused(project, path, "this picture belongs to no figure", hint)
        elif not path.is_file():
            yield _unused(project, path, "this is no file, or a link that leads nowhere", "put the picture itself here")
        else:
            hint = "delete one of the two"
            yield _unused(project, path, "another picture of this name, but not of this kind, is shown", hint)


def _files(folder: Path) -> Iterator[Path]:
    """Yield every file below a folder but those that editors left, and what stands in folders of theirs."""
    for path in paths_below(folder):
        if not path.is_dir() and not any(is_temporary(name) for name in path.relative_to(folder).parts):
            yield path


def _place(project: Project, path: Path) -> Origin:
    return Origin(relative(project.root, path))


def _unread(project: Project, path: Path, message: str, hint: str) -> Problem:
    return Problem(_place(project, path), "file-unread", message, hint, "warning")


def _unused(project: Project, path: Path, message: str, hint: str) -> Problem:
    return Problem(_place(project, path), "picture-unused", message, hint, "warning")

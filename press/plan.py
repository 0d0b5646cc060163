"""The files of a project in; fingerprints out: of everything, and of what each language reads.

Nothing here loads a library that takes time: that nothing has to be done is known before
the first heavy import. Files are compared by their bytes, never by their dates.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from press import sealed
from press.problems import Origin, Problem
from press.project import Project, paths_below

_VERSION = "2"
_SHARED_FILES = ("requirements.lock", "package-lock.json", "build.py")
# The loader's index changes with every native library that is installed or renewed.
_NATIVE = Path("/etc/ld.so.cache")


class Selection(NamedTuple):
    """What a build is asked for: language tags, document ids, formats; empty means all."""

    languages: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether everything is asked for."""
        return not any(self)

    def wants(self, *, language: str = "", document: str = "", format: str = "") -> bool:
        """Tell whether a language, document or format (each if given) is asked for."""
        pairs = ((self.languages, language), (self.documents, document), (self.formats, format))
        return all(not chosen or not name or name in chosen for chosen, name in pairs)


class Inputs(NamedTuple):
    """Hashes of what a build reads: `shared` by all languages, `languages` by the name of each locale folder."""

    shared: str
    languages: dict[str, str]

    def of_language(self, folder: str) -> str:
        """Return the hash of everything that the pages of one language are made from."""
        return hash_of([self.shared, self.languages.get(folder, "")])

    @property
    def all(self) -> str:
        """The hash of everything."""
        return hash_of([self.shared, json.dumps(self.languages, sort_keys=True)])


class State:
    """What the last build left in .cache/state.json: fingerprints of the files in output/. May be absent or old."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.inputs: str = data.get("inputs", "")
        self.files: dict[str, list[Any]] = data.get("files", {})
        self.languages: dict[str, Any] = data.get("languages", {})
        self.report: dict[str, Any] = data.get("report", {})

    @classmethod
    def read(cls, project: Project) -> State:
        """Read the state; an unreadable one is an empty one, which costs time and nothing else."""
        data = json.loads(sealed.read(_path(project)) or b"{}")
        return cls(data if data.get("version") == _VERSION else {})

    def write(self, project: Project) -> None:
        """Write the state, whole or not at all."""
        data = {
            "version": _VERSION,
            "inputs": self.inputs,
            "files": self.files,
            "languages": self.languages,
            "report": self.report,
        }
        sealed.write(_path(project), json.dumps(data, sort_keys=True).encode())

    def note(self, project: Project, path: str, fingerprint: str) -> None:
        """Note a file of output/ as it now is, and what it was made from."""
        status = (project.output / path).stat()
        self.files[path] = [fingerprint, status.st_size, status.st_mtime_ns]

    def holds(self, project: Project, path: str, fingerprint: str | None = None) -> bool:
        """Tell whether a file of output/ is as the last build left it and (if given) was made from `fingerprint`."""
        noted = self.files.get(path)
        if noted is None or (fingerprint is not None and noted[0] != fingerprint):
            return False
        try:
            status = (project.output / path).stat()
        except OSError:
            return False
        return [status.st_size, status.st_mtime_ns] == noted[1:]


def inputs(project: Project) -> Inputs:
    """Hash everything that a build reads."""
    shared = [_VERSION, *(_file(project.root / name) for name in _SHARED_FILES)]
    shared.append(repr(_NATIVE.stat().st_mtime_ns) if _NATIVE.exists() else "")
    folders = (project.content, project.templates, Path(__file__).parent)
    for folder in folders:
        shared += _tree(folder, skip=project.locales)
    locales = sorted(path for path in project.locales.iterdir() if path.is_dir()) if project.locales.is_dir() else []
    return Inputs(hash_of(shared), {path.name: hash_of(_tree(path)) for path in locales})


def nothing_to_do(project: Project, found: Inputs, state: State) -> bool:
    """Tell whether output/ is whole and was made from exactly these inputs."""
    return bool(state.files) and state.inputs == found.all and all(state.holds(project, path) for path in state.files)


def problems_of(noted: Mapping[str, Any]) -> list[Problem]:
    """Return the problems that an earlier build noted; they are still there, since their files have not changed."""
    return [Problem(Origin(*origin), *rest) for origin, *rest in noted.get("problems", [])]


def hash_of(lines: list[str]) -> str:
    """Return the SHA-256 of lines in hexadecimal."""
    return hashlib.sha256(os.fsencode("\n".join(lines))).hexdigest()


def _path(project: Project) -> Path:
    return project.cache / "state.json"


def _tree(folder: Path, skip: Path | None = None) -> list[str]:
    """Name every file below a folder with the hash of its bytes, in an order that no file system changes."""
    lines = []
    for path in paths_below(folder):
        if "__pycache__" in path.parts or (skip and path.is_relative_to(skip)):
            continue
        lines.append(f"{path.relative_to(folder).as_posix()} {_file(path)}")
    return lines


def _file(path: Path) -> str:
    """Return the hash of a file, or a word for what has none; that it can't be read is said by who reads it."""
    try:
        if path.is_file():
            return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return "unreadable"
    return "no file"

"""A project and the name of a revision of it in git in; the project as it was then, in a folder, out."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path, PurePosixPath

from press.history import ask_git
from press.problems import Origin, Problem
from press.project import Project

_MOST = 500_000_000  # bytes
_PARTS = ("content", "templates")


def taken(project: Project, revision: str, folder: Path) -> tuple[Project | None, str]:
    """Write content/ and templates/ of a revision into an empty folder; return them, or why that can't be."""
    if revision.startswith("-"):
        return None, "a revision does not begin with '-'"
    commit, reason = _git(project, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if reason or not commit:
        return None, reason or "git knows no such revision"
    name = commit.decode().strip()
    listed, reason = _git(project, "ls-tree", "--name-only", "-z", name, "--", *_PARTS)
    there = [part for part in _PARTS if part.encode() in listed.split(b"\0")]
    if reason or "content" not in there:
        return None, reason or "it has no content/"
    archive, reason = _git(project, "archive", "--format=tar", name, "--", *there)
    if not reason:
        reason = _unpack(archive, folder)
    return (None, reason) if reason else (Project(folder), "")


def at(problem: Problem, revision: str) -> Problem:
    """Return a problem of the project as it was then, with its place as git writes it: `<revision>:<path>`."""
    return problem._replace(origin=Origin(f"{revision}:{problem.origin.path}", *problem.origin[1:]))


def _git(project: Project, *arguments: str) -> tuple[bytes, str]:
    """Return what git prints, and why it failed; nothing where it says nothing."""
    answer, reason = ask_git(project, *arguments)
    return answer or b"", reason.removeprefix("fatal: ")


def _unpack(archive: bytes, folder: Path) -> str:
    """Write the files of an archive; return what is wrong with it. Links are left out: they may lead anywhere."""
    with tarfile.open(fileobj=io.BytesIO(archive)) as members:
        found = members.getmembers()
        if sum(member.size for member in found) > _MOST:
            return f"it has more than {_MOST // 1_000_000} MB"
        for member in found:
            path = PurePosixPath(member.name)
            if path.is_absolute() or ".." in path.parts:
                return f"it holds the file '{member.name}'"
            target = folder / path
            if member.isdir():
                target.mkdir(parents=True, exist_ok=True)
            elif member.isreg():
                target.parent.mkdir(parents=True, exist_ok=True)
                content = members.extractfile(member)
                assert content is not None, "it is a file"
                target.write_bytes(content.read())
    return ""

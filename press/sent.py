"""A catalog that came back in; what git knows of the versions of it that may have been sent out, out.

No program notes which version it was given. But nobody translates anew what stood in the project before, and a file
agrees with the version that it was made from in all that was not edited in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from press.history import ask_git
from press.project import Project
from press.source import relative
from press.translation.po import Catalog, Entry, parse_po

Key = tuple[str, str]


class Sent(NamedTuple):
    """The versions that a file may have been made from, and every confirmed translation that the catalog ever had.

    `reason` says why git knows of no version; there are none then.
    """

    bases: tuple[Catalog, ...] = ()
    confirmed: frozenset[tuple[Key, str]] = frozenset()
    reason: str = ""

    def was_in(self, theirs: Entry) -> bool:
        """Tell whether a confirmed translation of the file stood in the project before: nobody made it anew."""
        return (theirs.key, theirs.translation) in self.confirmed

    def unchanged(self, theirs: Entry, ours: Entry) -> bool:
        """Tell whether our translation is surely still the one that the file was made from."""
        found = [base.find(*theirs.key) for base in self.bases]
        return bool(found) and all(each and _said(each) == _said(ours) for each in found)


def sent(project: Project, path: Path, ours: Catalog, theirs: Catalog) -> Sent:
    """Return what git knows of the versions of a catalog. `ours` is the present one, which may not be committed."""
    said, reason = ask_git(project, "rev-parse", "--is-shallow-repository")
    if said is None:
        return Sent(reason=reason)
    if said.strip() == b"true":
        return Sent(reason="git has the newest commits only; 'git fetch --unshallow' brings the others")
    versions = list(_versions(project, relative(project.root, path)))
    if not versions:
        return Sent(reason="git has no earlier version of the catalog")
    confirmed = ((each.key, each.translation) for version in versions for each in version.entries if not each.fuzzy)
    distances = [(_distance(version, theirs), version) for version in (ours, *versions)]
    nearest = min(distance for distance, _version in distances)
    return Sent(tuple(version for distance, version in distances if distance == nearest), frozenset(confirmed))


def _versions(project: Project, path: str) -> Iterator[Catalog]:
    """Yield the versions of a catalog that led to the present one, the newest first."""
    commits, _reason = ask_git(project, "log", "--format=%H", "--", path)
    for commit in (commits or b"").decode().split():
        text, _reason = ask_git(project, "show", f"{commit}:./{path}")
        if text is not None:
            lines = text.decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
            yield parse_po(lines, path)[0]


def _distance(one: Catalog, other: Catalog) -> int:
    """Return how many texts are translated in one of two catalogs only, or otherwise in the other."""
    found, others = ({each.key: _said(each) for each in catalog.entries} for catalog in (one, other))
    nothing = ("", False)
    return sum(found.get(key, nothing) != others.get(key, nothing) for key in found.keys() | others.keys())


def _said(entry: Entry) -> tuple[str, bool]:
    """Return a translation, and whether it is confirmed."""
    words = entry.translation.strip() and entry.translation
    return words, bool(words) and not entry.fuzzy

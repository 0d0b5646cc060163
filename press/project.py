"""A folder in; the paths of the project out."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

# What is kept of a released edition.
LAYOUT, TEXTS = "layout.yaml", "texts.json"


@dataclass(frozen=True)
class Project:
    """Where everything of one project stands. `root` is an absolute path.

    `pseudo` marks a copy for looking at the layout: only there may a language be one that nobody speaks.
    """

    root: Path
    pseudo: bool = False

    @property
    def content(self) -> Path:
        """What the office owns: YAML, Markdown, catalogs."""
        return self.root / "content"

    @property
    def locales(self) -> Path:
        """The catalogs: `<domain>.pot` and `<language>/LC_MESSAGES/<domain>.po`."""
        return self.content / "locales"

    @property
    def editions(self) -> Path:
        """What is kept of each released edition, in a folder of its name."""
        return self.content / "editions"

    @property
    def templates(self) -> Path:
        """Jinja templates, style sheets, scripts and the list of fonts."""
        return self.root / "templates"

    @property
    def packages(self) -> Path:
        """Where the packages of package-lock.json are installed: the fonts."""
        return self.root / "node_modules"

    @property
    def output(self) -> Path:
        """The published tree: made, never edited."""
        return self.root / "output"

    @property
    def cache(self) -> Path:
        """What a later build can use again; may be deleted at any time."""
        return self.root / ".cache"


def leads_out(path: Path, folder: Path) -> bool:
    """Tell whether a path below a folder is a link to something that is there and stands elsewhere."""
    if not path.is_symlink():
        return False
    target = Path(os.path.realpath(path))
    return target.exists() and not target.is_relative_to(os.path.realpath(folder))


def is_temporary(name: str) -> bool:
    """Tell whether a file's name is one that editors and systems give to what they keep beside the files of people."""
    return (
        name.startswith((".", "~$"))
        or name.endswith("~")
        or name in ("Thumbs.db", "desktop.ini")
        or (name.startswith("#") and name.endswith("#"))
    )


def paths_below(folder: Path) -> list[Path]:
    """Return everything that stands below a folder, sorted, also behind links that do not lead out of it."""
    found, seen = [], set()
    for place, folders, files in os.walk(folder, followlinks=True):
        here = Path(place)
        if os.path.realpath(here) in seen or leads_out(here, folder):
            folders.clear()  # a link that leads round in a circle, or out
            continue
        seen.add(os.path.realpath(here))
        found += [here / name for name in (*folders, *files)]
    return sorted(found)


def released_editions(project: Project) -> list[str]:
    """Return the names of the editions of which something is kept, the newest first."""
    names = [path.name for path in project.editions.iterdir() if path.is_dir()] if project.editions.is_dir() else []
    return sorted((name for name in names if not is_temporary(name)), key=edition_order, reverse=True)


def edition_order(edition: str) -> list[tuple[int, str]]:
    """Return what editions are sorted by, their numbers: 2026.10 comes after 2026.9."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split("([0-9]+)", edition)]


def find_project(start: Path | None = None) -> Project | None:
    """Return the project that holds `start` (default: the current folder), or None if there is none above it."""
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / "content" / "edition.yaml").is_file() or (folder / "content" / "documents.yaml").is_file():
            return Project(folder)
    return None

"""Addresses that a page names in; fonts and pictures of the project, and no others, out."""

from __future__ import annotations

import os
import re
import warnings as python_warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from press.font_files import code_points
from press.pictures import MOST_BYTES
from press.project import Project

# Of an address of its own, since WeasyPrint names pictures by their addresses: those of two folders would differ.
# No machine has this name (RFC 2606).
BASE = "https://project.invalid/"
_SUFFIXES = {".ttf", ".png", ".jpg", ".jpeg"}
_NO_FONTS = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig></fontconfig>\n'
_FACE = re.compile(r'@font-face[^}]*?url\("([^"]+)"\)')


@contextmanager
def no_machine_fonts(project: Project) -> Iterator[None]:
    """Let fontconfig know no font of the machine meanwhile; other programs that this process starts need theirs."""
    config = project.cache / "no-fonts.conf"
    if not config.is_file() or config.read_bytes() != _NO_FONTS.encode():
        config.parent.mkdir(parents=True, exist_ok=True)
        config.write_text(_NO_FONTS)
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(config)
    try:
        with python_warnings.catch_warnings():
            python_warnings.filterwarnings("ignore", "No fonts configured in FontConfig")
            yield
    finally:
        del os.environ["FONTCONFIG_FILE"]
        if before is not None:
            os.environ["FONTCONFIG_FILE"] = before


def font_errors(project: Project, html: str) -> list[str]:
    """Return what is wrong with the font files that a page names: with none to fall back on, Pango ends the process."""
    paths = list(dict.fromkeys(_FACE.findall(html)))
    if not paths:
        return ["the page names no font"]
    errors = []
    for path in paths:
        file = _allowed(BASE + quote(path), project.root)
        if file is None:
            errors.append(f"the font {path} is not there, or is no font of the project")
        elif not code_points(project, file):
            errors.append(f"the font {path} cannot be loaded: the file is damaged or no TrueType font")
    return errors


def fetcher(root: Path) -> Any:
    """Return a fetcher that reads fonts and pictures below the project's folder and refuses everything else."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class ProjectFetcher(URLFetcher):  # type: ignore[misc]  # weasyprint ships no types
        def fetch(self, url: str, headers: Any = None) -> Any:
            path = _allowed(url, root)
            if path is None:
                shown = url.removeprefix(BASE)[:200]
                raise FatalURLFetchingError(f"refused to fetch {shown}: it is no font or picture of the project")
            return URLFetcherResponse(url, path.read_bytes())

    return ProjectFetcher(allow_redirects=False, fail_on_errors=True)


def _allowed(url: str, root: Path) -> Path | None:
    if not url.startswith(BASE):
        return None
    try:
        path = (root / unquote(urlsplit(url).path).lstrip("/")).resolve(strict=True)
    except (OSError, ValueError):
        return None
    # A package manager may keep packages elsewhere and link to them: what they hold counts as the project's.
    inside = any(path.is_relative_to(home.resolve()) for home in (root, root / "node_modules", root / ".cache"))
    small = path.is_file() and path.stat().st_size <= MOST_BYTES
    return path if inside and small and path.suffix.lower() in _SUFFIXES else None

"""A page as a build makes it in; the page with what a preview adds in its head out. Its body stays as it is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from press.problems import Problem

# All that the preview itself serves stands below this, which is no language's tag.
OWN = "/-/"
_POLICY = "default-src 'none'"
_DOCTYPE = "<!doctype html>\n"


def framed(html: str, state: dict[str, Any]) -> str:
    """Return a page that listens to the server; `state` is what its script has to know of it.

    What is added stands in front of everything that a broken template can garble. The page's own policy forbids
    every request; this one may ask its server what is new.
    """
    link = Markup('<link rel="stylesheet" href="{}marks.css" data-own>').format(OWN)
    script = Markup('<script type="module" src="{}preview.js" data-preview="{}"></script>')
    added = "\n".join([link, script.format(OWN, json.dumps(state, ensure_ascii=False)), ""])
    html = html.replace(_POLICY, f"{_POLICY}; connect-src 'self'", 1)
    if html.startswith(_DOCTYPE):
        return f"{_DOCTYPE}{added}{html.removeprefix(_DOCTYPE)}"
    return f"{added}{html}"


def waiting(folder: Path, state: dict[str, Any], problems: list[Problem]) -> str:
    """Return the page that stands for one that could not be made yet: it lists why, and gives way to the real one."""
    listed = Markup("").join(Markup("<li>{}</li>\n").format(str(problem)) for problem in problems)
    return framed(_filled(folder / "waiting.html", problems=listed), state)


def making(folder: Path, address: str, name: str) -> str:
    """Return the page that is seen while a file is made; it leads on to the file."""
    return _filled(folder / "making.html", address=escape(address), name=escape(name))


def failed(folder: Path, name: str, lines: list[str]) -> str:
    """Return the page that says why a file could not be made."""
    listed = Markup("").join(Markup("<li>{}</li>\n").format(line) for line in lines)
    return _filled(folder / "failed.html", name=escape(name), problems=listed)


def _filled(path: Path, **values: str) -> str:
    """Return a page of the preview's own. No template language: these have to work where templates are broken."""
    text = path.read_text(encoding="utf-8")
    for name, value in values.items():
        text = text.replace(f"[{name}]", value)
    return text

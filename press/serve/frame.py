"""A page as a build makes it in; the page with what a preview adds in its head out. Its body stays as it is."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from press.problems import Problem

# All that the preview itself serves stands below this, which is no language's tag.
OWN = "/-/"
_POLICY = "default-src 'none'"
_DOCTYPE = "<!doctype html>\n"
# Stands for pages of the preview's own that were never there: it asks again until they are.
_BARE = """<!doctype html>
<html lang="en" dir="ltr">
<meta charset="utf-8">
<meta http-equiv="refresh" content="1">
<title>Waiting – preview</title>
<ul>
[problems]</ul>
</html>
"""


class Own:
    """The preview's own files: each as it is or, while it can't be read, as it was last."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._last: dict[str, bytes] = {}
        self._look()

    def read(self, name: str) -> bytes | None:
        """Return a file; None where there never was one of this name."""
        self._look()
        return self._last.get(name)

    def _look(self) -> None:
        with suppress(OSError):  # the folder may be on its way to another place
            for path in self._folder.glob("*.*"):
                self._last[path.name] = path.read_bytes()


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


def waiting(own: Own, state: dict[str, Any], problems: list[Problem]) -> str:
    """Return the page that stands for one that could not be made yet: it lists why, and gives way to the real one."""
    listed = Markup("").join(Markup("<li>{}</li>\n").format(str(problem)) for problem in problems)
    return framed(_filled(own, "waiting.html", problems=listed), state)


def making(own: Own, address: str, name: str) -> str:
    """Return the page that is seen while a file is made; it leads on to the file."""
    return _filled(own, "making.html", address=escape(address), name=escape(name))


def failed(own: Own, name: str, lines: list[str]) -> str:
    """Return the page that says why a file could not be made."""
    listed = Markup("").join(Markup("<li>{}</li>\n").format(line) for line in lines)
    return _filled(own, "failed.html", name=escape(name), problems=listed)


def _filled(own: Own, page: str, **values: str) -> str:
    """Return a page of the preview's own. No template language: these have to work where templates are broken."""
    found = own.read(page)
    text = found.decode() if found is not None else _BARE
    for name, value in {"problems": "", **values}.items():
        text = text.replace(f"[{name}]", value)
    return text

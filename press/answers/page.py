"""An edition and entries in; the file of all its documents with the entries in one of its forms, out."""

from __future__ import annotations

import hashlib

from press.answers.fill import Filled, failed, made_once
from press.editions import Edition
from press.fonts import read_families
from press.outputs import OUTPUTS
from press.pages.forms import as_script
from press.paper import source_of
from press.problems import has_errors
from press.project import Project

_BODY = "<body>"


def filled_page(project: Project, edition: Edition, entries: str, name: str, document: str) -> Filled:
    """Return the file; `entries` are the text of a file of answers, `name` is the one that they come from."""
    families, problems = read_families(project)
    if has_errors(problems):
        return Filled(b"", tuple(problems))
    made = made_once(project, OUTPUTS["offline"], source_of(project, edition, None, families), name)
    if made.errors:
        return failed(made, name)
    before, body, after = made.content.decode().partition(_BODY)
    mark = hashlib.sha256(entries.encode()).hexdigest()[:16]
    script = f'<script type="application/json" data-draft="{document}" data-name="{mark}">{as_script(entries)}</script>'
    return Filled(f"{before}{body}\n{script}{after}".encode(), ())

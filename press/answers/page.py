"""An edition and entries in; the file of all its documents with the entries in one of its forms, out."""

from __future__ import annotations

import hashlib
from functools import partial

from press.answers.fill import Filled
from press.cache import Store
from press.editions import Edition
from press.fonts import read_families
from press.outputs import offline
from press.outputs.made import Made
from press.pages.forms import as_script
from press.paper import source_of
from press.problems import Origin, Problem, has_errors
from press.project import Project
from press.run import Job, run

_BODY = "<body>"


def filled_page(project: Project, edition: Edition, entries: str, name: str, document: str) -> Filled:
    """Return the file; `entries` are the text of a file of answers, `name` is the one that they come from."""
    families, problems = read_families(project)
    if has_errors(problems):
        return Filled(b"", tuple(problems))
    made = _blank(project, source_of(project, edition, None, families), name)
    if made.errors:
        hint = "report it to the office that publishes the forms"
        return Filled(b"", tuple(Problem(Origin(name), "answers-output", line, hint) for line in made.errors))
    before, body, after = made.content.decode().partition(_BODY)
    mark = hashlib.sha256(entries.encode()).hexdigest()[:16]
    script = f'<script type="application/json" data-draft="{document}" data-name="{mark}">{as_script(entries)}</script>'
    return Filled(f"{before}{body}\n{script}{after}".encode(), ())


def _blank(project: Project, html: str, name: str) -> Made:
    """Return the file without entries, from the cache where a build has made it."""
    store, key = Store(project.cache / "artifacts"), offline.key(project, html)
    if kept := store.get(key):
        return kept
    ((_job, made),) = run([Job(name, 1, partial(offline.make, project, html))], 2)
    if not made.errors:
        store.put(key, made)
    return made

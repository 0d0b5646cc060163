"""Problems, texts and their places in; the same as data for the scripts of a preview out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from press.model import Language, Manual
from press.problems import Origin, Problem, in_order
from press.project import Project
from press.serve.state import State
from press.source import relative
from press.translation.catalogs import catalog_path
from press.translation.messages import Message
from press.translation.po import Entry

_FIELD = re.compile(r"\{([^{}]*)\}")
_SCHEME = re.compile(r"(?!javascript:|data:|vbscript:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)


class Editor(NamedTuple):
    """How a link opens a file in an editor: an address with {path}, {line} and {column}, or nothing."""

    address: str = ""

    @property
    def fault(self) -> str:
        """What is wrong with the address, as one line with a remedy; empty where it will do."""
        names = set(_FIELD.findall(self.address))
        if self.address and not _SCHEME.match(self.address):
            return "an editor's address begins with its own word and a colon, such as vscode:"
        if self.address and ("path" not in names or names - {"path", "line", "column"}):
            return "an editor's address holds {path}, and may hold {line} and {column}; nothing else in braces"
        return ""

    def link(self, root: Path, place: Origin) -> str:
        """Return the address that opens a place; empty without an editor."""
        values = {"path": quote((root / place.path).as_posix()), "line": place.line or 1, "column": place.column or 1}
        return _FIELD.sub(lambda field: str(values[field[1]]), self.address)


def problems_data(
    found: Iterable[Problem], of_pages: Mapping[str, Problem], root: Path, editor: Editor
) -> list[dict[str, Any]]:
    """Return problems as data, errors first. Those `of_pages` are shown on one page each, by its path."""
    known = in_order(found)
    data = [_problem(problem, "", root, editor) for problem in known]
    data += [_problem(each, page, root, editor) for page, each in sorted(of_pages.items()) if each not in known]
    return data


def texts_data(state: State, language: Language, names: Collection[str], editor: Editor) -> list[dict[str, Any]]:
    """Return what there is to know of some messages in a language, by their names; unknown names are left out."""
    manual = state.manual
    if manual is None:
        return []
    edition, catalogs = state.edition(language), state.catalogs(language)
    translated = {pair.message: pair.entry for pair in edition.translated.pairs}
    found = []
    for name in names:
        if message := state.texts.messages.get(name):
            known = catalogs.find(message) if catalogs else None
            entry = known or translated.get(message)
            wrong = [each for each in edition.problems if entry and each.origin == entry.origin]
            notes = [f"{each.message}; {each.hint}" for each in wrong]
            if catalogs and known is None:
                notes.append("the catalog does not hold this text as it is now; run 'build.py messages update'")
            there = _in_catalog(state.project, language, message, entry) if catalogs else None
            places = [("translation", there), ("source", message.origin)]
            found.append(
                {
                    "name": name,
                    "state": edition.translated.states.get(message, "source"),
                    "places": [{"what": what, **_place(at, state.project.root, editor)} for what, at in places if at],
                    "notes": notes,
                    **_words(message, manual, entry),
                }
            )
    return found


def _words(message: Message, manual: Manual, entry: Entry | None) -> dict[str, Any]:
    return {
        "domain": message.domain,
        "context": message.context,
        "kind": message.kind,
        "normative": message.normative,
        "source": message.source,
        "language": manual.language.tag,
        "direction": manual.language.direction,
        "previous": (entry.previous if entry else None) or "",
    }


def _in_catalog(project: Project, language: Language, message: Message, entry: Entry | None) -> Origin:
    if entry and entry.origin.path:
        return entry.origin._replace(column=0)
    return Origin(relative(project.root, catalog_path(project, language.folder, message.domain)))


def _place(place: Origin, root: Path, editor: Editor) -> dict[str, str]:
    return {"place": str(place), "link": editor.link(root, place)}


def _problem(problem: Problem, page: str, root: Path, editor: Editor) -> dict[str, Any]:
    return {
        **_place(problem.origin, root, editor),
        "message": problem.message,
        "hint": problem.hint,
        "severity": problem.severity,
        "language": problem.language,
        "page": page,
    }

"""A project in; its catalogs brought up to date, or how complete each language is, out: the translators' desk."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from press.model import Language, Manual
from press.outline import outline
from press.pages.content import edition_values
from press.pages.interface import interface_messages
from press.problems import Problem, has_errors
from press.project import Project
from press.source import relative
from press.translation.apply import translate
from press.translation.catalogs import check_folders, read_catalogs
from press.translation.coverage import STATES, Coverage, added
from press.translation.messages import DOMAINS, Message, messages
from press.translation.update import update_catalogs
from press.validate import load


class Status(NamedTuple):
    """How complete a language is, in all, by domain and by document."""

    language: Language
    whole: Coverage
    domains: Mapping[str, Coverage]
    documents: Mapping[str, Coverage]


def all_messages(project: Project, manual: Manual) -> list[Message]:
    """Return every message of a project: those of the content, then those of templates and of the press itself."""
    return [*messages(manual), *interface_messages(project)]


def update_all(project: Project) -> tuple[list[str], list[Problem]]:
    """Bring all templates and catalogs up to date; return the paths that changed, and problems."""
    loaded = load(project)
    if loaded.manual is None:
        return [], list(loaded.problems)
    manual = loaded.manual
    problems = check_folders(project, manual.languages)
    changed, found = update_catalogs(
        project,
        manual.edition,
        manual.languages[1:],
        all_messages(project, manual),
        loaded.renamed,
        edition_values(manual),
    )
    return [relative(project.root, path) for path in changed], [*problems, *found]


def statuses(project: Project, tags: Sequence[str] = ()) -> tuple[list[Status], list[Problem]]:
    """Return how complete the languages are (all of them, or those named by BCP 47 tag), and problems."""
    loaded = load(project)
    problems = list(loaded.problems)
    if loaded.manual is None or has_errors(problems):
        return [], problems
    interface, places = interface_messages(project), outline(loaded.manual)
    found = []
    for language in loaded.manual.languages[1:]:
        if tags and language.tag not in tags:
            continue
        catalogs, wrong = read_catalogs(project, language)
        problems += wrong
        translated = translate(loaded.manual, language, catalogs, interface, loaded.renamed)
        by_domain = {domain: translated.coverage_of(domain) for domain in DOMAINS}
        standings = places.standings(translated.states)
        by_document = {
            document.id: added(each.coverage for each in standings if each.document == document.id)
            for document in loaded.manual.documents
        }
        found.append(Status(language, translated.coverage, by_domain, by_document))
    return found, problems


def as_table(found: Iterable[Status]) -> str:
    """Return the figures as text: a line a language and part, messages and (in brackets) words by state.

    The parts are the domains, what states rules, and the documents by the names of their pages.
    """
    head = ["language", "part", "complete", *STATES]
    rows = [head]
    for status in found:
        parts = [("all", status.whole), *status.domains.items()]
        rows += [[status.language.tag if name == "all" else "", name, *_cells(part)] for name, part in parts]
        rows.append(["", "normative", *_cells(status.whole, normative=True)])
        rows += [["", f"{name}.html", *_cells(part)] for name, part in status.documents.items()]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    return "\n".join("  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip() for row in rows)


def as_json(found: Iterable[Status]) -> str:
    """Return the figures as JSON, by language tag."""
    data = {
        status.language.tag: {
            "all": status.whole.as_json(),
            **{domain: coverage.as_json() for domain, coverage in status.domains.items()},
            "documents": {name: coverage.as_json() for name, coverage in status.documents.items()},
        }
        for status in found
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _cells(coverage: Coverage, normative: bool | None = None) -> list[str]:
    tallies = [coverage.total(state, normative=normative) for state in STATES]
    return [f"{coverage.percent(normative=normative)}%", *(f"{t.messages} ({t.words})" for t in tallies)]

"""A catalog that comes back from a translator in; what was translated in it, in the project's own catalog, out.

Programs write more than was translated: line breaks, headers, marks, and some leave out what nobody touched; and the
project went on meanwhile. So only what was edited in the file is taken, each translation into the entry of its text,
and what is left out is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from press.desk import all_messages
from press.fonts import read_families
from press.inspection import inspect_language
from press.model import Language, Manual
from press.pages.content import edition_values
from press.pages.interface import interface_messages
from press.problems import Origin, Problem, did_you_mean, has_errors
from press.project import Project
from press.sent import sent
from press.source import relative
from press.taking import Taking
from press.translation.catalogs import catalog_path, language_tag, new_header
from press.translation.messages import DOMAINS, Message
from press.translation.po import Catalog, Entry, read_po, save, write_po
from press.translation.update import update
from press.validate import load


class Taken(NamedTuple):
    """What came of a file: the catalog it belongs to, the translations that were taken, and what is wrong."""

    path: Path | None
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]


class _Place(NamedTuple):
    """Where the translations of a file belong: a catalog, its language, and the texts of its domain."""

    path: Path
    language: Language
    messages: tuple[Message, ...]


def take(project: Project, file: Path, tag: str = "", *, over: bool = False) -> Taken:
    """Take the translations of a file into the catalog of its language and domain.

    `tag` names the language where the file's header does not. Translations of texts that have changed meanwhile are
    taken as outdated ones; those of texts that are gone are counted. A confirmed translation is replaced only if git
    shows that the file was made from it; with `over`, also if nothing shows which of the two is newer.
    """
    loaded = load(project)
    theirs, problems = read_po(file, str(file))
    problems = [*loaded.problems, *problems]
    manual = loaded.manual
    if manual is None or has_errors(problems):
        return Taken(None, (), tuple(problems))
    place, found = _place(project, manual, file, theirs, tag)
    problems += found
    if place is None:
        return Taken(None, (), tuple(problems))
    written, found = read_po(place.path, relative(project.root, place.path))
    if has_errors(found):
        return Taken(None, (), (*problems, *found))
    # Both are brought up to date first, so that the texts of an older file find their places of today.
    examples = edition_values(manual)
    ours, current = (update(each, place.messages, loaded.renamed, examples) for each in (written, theirs))
    taking = Taking(sent(project, place.path, written, theirs), place.messages, over=over)
    judged = list(taking.judged(ours, current, theirs))
    entries = {each.ours.key: _with(each.ours, each.theirs) for each in judged if each.verdict == "taken"}
    problems += [*_lost(file, theirs, current), *taking.left_out(str(file), judged)]
    if entries:
        header = ours.header or new_header(manual.edition, place.language)
        problems += _saved(project, manual, loaded.renamed, place, replace(ours, header=header), entries)
    return Taken(place.path, tuple(entries.values()), tuple(problems))


def _place(
    project: Project, manual: Manual, file: Path, theirs: Catalog, tag: str
) -> tuple[_Place | None, list[Problem]]:
    language, found = _language(file, tag or theirs.header.get("Language", ""), manual.languages[1:])
    messages = all_messages(project, manual)
    domain = _domain(theirs, messages)
    if not domain:
        found.append(Problem(Origin(str(file)), "no-text", "no text of this edition is in this file", "check its name"))
    if language is None or not domain:
        return None, found
    own = tuple(message for message in messages if message.domain == domain)
    return _Place(catalog_path(project, language.folder, domain), language, own), found


def _with(ours: Entry, theirs: Entry) -> Entry:
    return ours._replace(
        translation=theirs.translation,
        fuzzy=theirs.fuzzy,
        previous=theirs.previous if theirs.fuzzy else None,
        previous_context=theirs.previous_context if theirs.fuzzy else None,
    )


def _saved(
    project: Project,
    manual: Manual,
    renamed: dict[str, str],
    place: _Place,
    ours: Catalog,
    taken: Mapping[tuple[str, str], Entry],
) -> Iterator[Problem]:
    """Write what was taken into our catalog; yield what the checks find in it, at its lines there."""
    merged = tuple(taken.get(entry.key, entry) for entry in ours.entries)
    save(place.path, write_po(replace(ours, entries=merged)))
    name = relative(project.root, place.path)
    written, _problems = read_po(place.path, name)
    lines = {entry.origin.line for entry in written.entries if entry.key in taken}
    families, _problems = read_families(project)
    interface = interface_messages(project)
    for problem in inspect_language(project, manual, renamed, place.language, families, interface):
        if problem.origin.path == name and problem.origin.line in lines:
            yield problem


def _language(file: Path, said: str, languages: Sequence[Language]) -> tuple[Language | None, list[Problem]]:
    known: Mapping[str, Language] = {language.tag: language for language in languages}
    language = known.get(language_tag(said)) if said else None
    if language is not None:
        return language, []
    message = f"the language of this file is '{said}'" if said else "this file does not say its language"
    hint = f"name it with --language ({did_you_mean(said, known)})"
    return None, [Problem(Origin(str(file)), "catalog-language", message, hint)]


def _domain(catalog: Catalog, messages: Sequence[Message]) -> str:
    """Return the domain of which a catalog has the most texts; empty where it has none of any."""
    keys = {entry.key for entry in catalog.entries}
    counts = dict.fromkeys(DOMAINS, 0)
    for message in messages:
        counts[message.domain] += (message.context, message.source) in keys
    domain = max(counts, key=lambda name: counts[name])
    return domain if counts[domain] else ""


def _lost(file: Path, theirs: Catalog, current: Catalog) -> list[Problem]:
    """Say how many translations of a file belong to no text any more."""
    before = {entry.key for entry in theirs.obsolete}
    gone = [entry for entry in current.obsolete if entry.key not in before]
    if not gone:
        return []
    message = f"{len(gone)} translations of this file belong to texts that are gone, the first to '{gone[0].source}'"
    hint = "nothing needs to be done: they are not used"
    return [Problem(Origin(str(file), gone[0].origin.line), "text-gone", message, hint, "warning")]

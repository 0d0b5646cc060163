"""A catalog that comes back from a translator in; what was translated in it, in the project's own catalog, out.

Programs write more than was translated: line breaks, headers, marks, and some leave out what nobody touched. So only
translations are taken, each into the entry of its text, and only where they are worth as much as what is there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from press.desk import all_messages
from press.model import Language
from press.pages.content import edition_values
from press.problems import Origin, Problem, did_you_mean, has_errors
from press.project import Project
from press.source import relative
from press.translation.catalogs import catalog_path, language_tag, new_header
from press.translation.messages import DOMAINS, Message
from press.translation.po import Catalog, Entry, read_po, save, state, write_po
from press.translation.update import update
from press.validate import load

# What a translation is worth: one that nobody has confirmed for the present text never replaces one that somebody has.
_WORTH = {"missing": 0, "unchecked": 1, "outdated": 1, "current": 2}


class Taken(NamedTuple):
    """What came of a file: the catalog it belongs to, the translations that were taken, and what is wrong."""

    path: Path | None
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]


def take(project: Project, file: Path, tag: str = "") -> Taken:
    """Take the translations of a file into the catalog of its language and domain.

    `tag` names the language where the file's header does not. Translations of texts that have changed meanwhile are
    taken as outdated ones; those of texts that are gone are counted.
    """
    loaded = load(project)
    theirs, problems = read_po(file, str(file))
    problems = [*loaded.problems, *problems]
    manual = loaded.manual
    if manual is None or has_errors(problems):
        return Taken(None, (), tuple(problems))
    language, found = _language(file, tag or theirs.header.get("Language", ""), manual.languages[1:])
    messages = all_messages(project, manual)
    domain = _domain(theirs, messages)
    if not domain:
        found.append(Problem(Origin(str(file)), "no-text", "no text of this edition is in this file", "check its name"))
    if language is None or not domain:
        return Taken(None, (), (*problems, *found))
    path = catalog_path(project, language.folder, domain)
    ours, found = read_po(path, relative(project.root, path))
    if has_errors(found):
        return Taken(None, (), (*problems, *found))
    own = [message for message in messages if message.domain == domain]
    # Both are brought up to date first, so that the texts of an older file find their places of today.
    examples = edition_values(manual)
    ours, current = (update(each, own, loaded.renamed, examples) for each in (ours, theirs))
    merged, entries = merge(ours, current)
    if entries:
        header = merged.header or new_header(manual.edition, language)
        save(path, write_po(replace(merged, header=header)))
    return Taken(path, entries, (*problems, *_lost(file, theirs, current)))


def merge(ours: Catalog, theirs: Catalog) -> tuple[Catalog, tuple[Entry, ...]]:
    """Return our catalog with the translations of the other one that are worth more, or are newer; and these."""
    entries = tuple(_better(entry, theirs.find(*entry.key)) for entry in ours.entries)
    changed = tuple(new for old, new in zip(ours.entries, entries, strict=True) if new is not old)
    return replace(ours, entries=entries), changed


def _better(ours: Entry, theirs: Entry | None) -> Entry:
    if theirs is None or not theirs.translation.strip() or _WORTH[state(theirs)] < _WORTH[state(ours)]:
        return ours
    if theirs.translation == ours.translation and _WORTH[state(theirs)] == _WORTH[state(ours)]:
        return ours
    return ours._replace(
        translation=theirs.translation,
        fuzzy=theirs.fuzzy,
        previous=theirs.previous if theirs.fuzzy else None,
        previous_context=theirs.previous_context if theirs.fuzzy else None,
    )


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

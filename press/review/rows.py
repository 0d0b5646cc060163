"""A language's edition and its catalogs in; source and translation side by side, in reading order, out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import NamedTuple

from press.desk import all_messages
from press.editions import Edition
from press.model import Manual, State
from press.outline import Part, outline
from press.pages.content import edition_values
from press.project import Project
from press.translation.apply import Pair
from press.translation.catalogs import Catalogs, template
from press.translation.messages import Message
from press.translation.pairs import compare


class Row(NamedTuple):
    """A text and its translation, as a reviewer sees them.

    `id` names the message in this language, `check` its translation: they tell whether either has changed since.
    `state` is what readers see of it, `previous` the source text that an outdated translation was made from,
    `notes` what a translator is told, `comments` what translators wrote, `hidden` why readers do not see it.
    `filed` is False where the catalog does not hold the text yet.
    """

    id: str
    check: str
    message: Message
    state: State
    translation: str = ""
    previous: str = ""
    notes: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    filed: bool = True


def review_rows(project: Project, manual: Manual, edition: Edition, catalogs: Catalogs) -> dict[Part, list[Row]]:
    """Return the rows of a language by the parts in which they stand; `manual` is that of the source language."""
    states = {_key(message): state for message, state in edition.translated.states.items()}
    pairs = {_key(pair.message): pair for pair in edition.translated.pairs}
    examples = edition_values(manual)
    tag = edition.language.tag
    found = outline(manual).grouped(all_messages(project, manual))
    return {
        part: [
            _row(tag, message, states[_key(message)], pairs.get(_key(message)), catalogs, examples)
            for message in messages
        ]
        for part, messages in found.items()
    }


def row_id(tag: str, message: Message) -> str:
    """Return what names a message of a language; with its text it changes. It begins with a letter, unlike numbers."""
    return "m" + digest("\0".join((tag, *_key(message))))


def digest(text: str) -> str:
    """Return a short hash of a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def counts(rows: Iterable[Row]) -> dict[State, int]:
    """Return how many rows have each state."""
    found: dict[State, int] = {"current": 0, "outdated": 0, "unchecked": 0, "missing": 0}
    for row in rows:
        found[row.state] += 1
    return found


def _row(
    tag: str, message: Message, state: State, pair: Pair | None, catalogs: Catalogs, examples: dict[str, str]
) -> Row:
    kept = catalogs.find(message)
    entry = pair.entry if pair else kept
    notes = template([message], examples)[0].notes
    identifier = row_id(tag, message)
    if entry is None:
        return Row(identifier, digest(""), message, state, notes=notes, filed=False)
    previous = (entry.previous or "") if pair and pair.state == "outdated" else ""
    findings = compare(message, entry.translation, previous or None) if entry.translation.strip() else ()
    hidden = tuple(finding.message for finding in findings if finding.fatal)
    return Row(
        identifier,
        digest(entry.translation),
        message,
        state,
        entry.translation,
        previous,
        notes,
        entry.translator_comments,
        hidden,
        kept is not None,
    )


def _key(message: Message) -> tuple[str, str, str]:
    return (message.domain, message.context, message.source)

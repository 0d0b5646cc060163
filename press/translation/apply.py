"""The manual and a language's catalogs in; the manual in that language, and how complete it is, out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from press.model import Language, Manual, State, Text
from press.problems import Problem
from press.translation.catalogs import Catalogs
from press.translation.coverage import Coverage, tally
from press.translation.messages import Message, messages, walk
from press.translation.pairs import compare, must_hide
from press.translation.po import Catalog, Entry
from press.translation.po import state as state_of
from press.translation.update import ALIKE, similarity, update


class Pair(NamedTuple):
    """A message with its translation, for the checks; `state` is the catalog's, before any rule was applied."""

    message: Message
    entry: Entry
    state: State


class Translated(NamedTuple):
    """A manual in one language, its interface texts by id and source, each message's state, what was translated."""

    manual: Manual
    interface: Mapping[tuple[str, str], Text]
    states: Mapping[Message, State]
    pairs: tuple[Pair, ...]

    @property
    def coverage(self) -> Coverage:
        """How complete the language is."""
        return tally(self.states.items())

    def coverage_of(self, domain: str) -> Coverage:
        """How complete one domain is."""
        return tally((message, state) for message, state in self.states.items() if message.domain == domain)

    def hidden(self, language: Language) -> list[Problem]:
        """Return why translations are not shown: what each does that would mislead a reader or do harm."""
        return [
            Problem(
                pair.entry.origin, finding.code, f"{finding.message} (the source text is shown)", finding.hint,
                language=language.tag,
            )
            for pair in self.pairs
            if pair.state != "outdated"
            for finding in compare(pair.message, pair.entry.translation)
            if finding.fatal
        ]  # fmt: skip

    def lookup(self, identifier: str, source: str) -> Text:
        """Return an interface text; one that no template of the project holds is shown in the source language."""
        return self.interface.get((identifier, source)) or Text(source, source)


def in_source_language(manual: Manual, interface: Sequence[Message]) -> Translated:
    """Return the manual as the source language has it."""
    every = [*messages(manual), *interface]
    return Translated(manual, {}, dict.fromkeys(every, "source"), ())


def translate(
    manual: Manual,
    language: Language,
    catalogs: Catalogs,
    interface: Sequence[Message],
    renamed: Mapping[str, str],
) -> Translated:
    """Return the manual in a language; a text that can't be shown in it stays in the source language, marked."""
    translator = _Translator(manual.language.tag, language.tag, _current(catalogs, manual, interface, renamed))
    translated = walk(manual, translator.visit)
    shown = {
        (message.context, message.source): translator.visit(message, Text(message.source, message.source))
        for message in interface
    }
    return Translated(
        translated.model_copy(update={"language": language}),
        shown,
        translator.states,
        tuple(translator.pairs),
    )


def _current(
    catalogs: Catalogs, manual: Manual, interface: Sequence[Message], renamed: Mapping[str, str]
) -> dict[str, Catalog]:
    """Bring catalogs up to date with the source, in memory: whoever forgot `messages update` sees the same page."""
    by_domain: dict[str, list[Message]] = {}
    for message in (*messages(manual), *interface):
        by_domain.setdefault(message.domain, []).append(message)
    current = {}
    for domain, expected in by_domain.items():
        catalog = catalogs.domains[domain]
        complete = all(catalog.find(message.context, message.source) for message in expected)
        current[domain] = catalog if complete else update(catalog, expected, renamed)
    return current


def _is_another_rule(entry: Entry, message: Message) -> bool:
    """Tell whether a rule was not only reworded but replaced since its translation was made."""
    return entry.previous is not None and similarity(entry.previous, message.source) < ALIKE


class _Translator:
    """Decides for every message what is shown, remembering its state."""

    def __init__(self, source_tag: str, tag: str, catalogs: Mapping[str, Catalog]) -> None:
        self._source_tag = source_tag
        self._tag = tag
        self._catalogs = catalogs
        self._first: dict[tuple[str, str, str], Message] = {}
        self.states: dict[Message, State] = {}
        self.pairs: list[Pair] = []

    def visit(self, message: Message, text: Text) -> Text:
        """Return the text as this language shows it."""
        # A text that stands twice under one id is one message, which translators see, and is counted, once.
        message = self._first.setdefault((message.domain, message.context, message.source), message)
        entry = self._catalogs[message.domain].find(message.context, message.source)
        shown = self._shown(message, text, entry)
        self.states.setdefault(message, shown.state)
        return shown

    def _shown(self, message: Message, text: Text, entry: Entry | None) -> Text:
        source = Text(text.source, text.source, text.origin, self._source_tag, "missing")
        if entry is None or not entry.translation:
            return source
        state = state_of(entry)
        if message not in self.states:
            self.pairs.append(Pair(message, entry, state))
        # An outdated translation that misleads, because a number has changed, is among what must be hidden.
        misleads = must_hide(compare(message, entry.translation, entry.previous))
        if misleads or (message.normative and _is_another_rule(entry, message)):
            return replace(source, state="outdated" if state == "outdated" else "missing")
        return Text(text.source, entry.translation, text.origin, self._tag, state)

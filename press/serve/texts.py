"""A manual and its interface in; the name of every message on the pages of a preview out.

Only here do texts say which message they are: a build has another speaker, and its pages know nothing of this.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from jinja2 import Environment
from markupsafe import Markup

from press.model import Manual, Text
from press.pages.content import Speaker
from press.pages.links import PageLinks
from press.problems import Origin
from press.project import Project
from press.translation.apply import Translated
from press.translation.messages import Message, walk

ATTRIBUTE = "data-text"


class Texts(NamedTuple):
    """The messages of a source by their names, and the name of the message at each place."""

    messages: dict[str, Message]
    names: dict[tuple[str, Origin], str]

    def name_of(self, text: Text) -> str:
        """Return the name of the message that a text is, in any language; empty where it is none."""
        return self.names.get((text.source, text.origin), "")


def texts_of(manual: Manual, interface: Sequence[Message]) -> Texts:
    """Return the messages of a manual in its source language, and those of the interface."""
    found = Texts({}, {})

    def note(message: Message, text: Text) -> Text:
        name = _name(message)
        found.messages.setdefault(name, message)
        found.names[text.source, text.origin] = name
        return text

    walk(manual, note)
    for message in interface:
        note(message, Text(message.source, message.source, Origin(message.context)))
    return found


class PreviewSpeaker(Speaker):
    """Says texts with the names of their messages, and remembers which it has said. Made anew for each page."""

    def __init__(
        self,
        project: Project,
        translated: Translated,
        templates: Environment,
        texts: Texts,
        renamed: Mapping[str, str],
    ) -> None:
        self._texts = texts
        self._translated = translated
        self.said: set[str] = set()
        super().__init__(project, translated.manual, self._lookup, templates, renamed)

    def attributes(self, text: Text) -> Markup:
        """Return the HTML attributes of a text: the name of its message, and those that it has in a build."""
        name = self._note(text)
        others = super().attributes(text)
        return Markup(f' {ATTRIBUTE}="{name}"{others}') if name else others

    def plain(self, text: Text, links: PageLinks | None = None) -> str:
        """Return a text without markup, where no name can stand."""
        self._note(text)
        return super().plain(text, links)

    def _note(self, text: Text) -> str:
        name = self._texts.name_of(text)
        if name:
            self.said.add(name)
        return name

    def _lookup(self, identifier: str, source: str) -> Text:
        # A text of the interface has no place in the content: its id stands for one.
        return replace(self._translated.lookup(identifier, source), origin=Origin(identifier))


def _name(message: Message) -> str:
    key = "\0".join((message.domain, message.context, message.source))
    return hashlib.sha256(key.encode()).hexdigest()[:12]

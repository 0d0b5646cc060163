"""A manual in; in which document and section each of its messages stands, in reading order, out.

What stands in several documents belongs to its own: a form to its page, not to the manual's appendix.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from press.markdown import directive
from press.model import Chapter, Checklist, Document, Form, Manual, State, Text
from press.translation.coverage import STATES, Coverage, Tally, tally
from press.translation.messages import Message, messages

Key = tuple[str, str, str]


class Part(NamedTuple):
    """A section of a document by its id, `title` its heading. Without a section: what the document says of itself.

    Without a document: the texts of the interface. `anchored` tells whether the section's id leads to it on the page.
    """

    document: str
    section: str = ""
    title: Text | None = None
    number: str = ""
    anchored: bool = False


INTERFACE = Part("")


class Standing(NamedTuple):
    """How complete a section of a document is in one language; names as in `Part`."""

    document: str
    section: str
    coverage: Coverage

    def as_list(self) -> list[object]:
        """Return the figures as plain data, in little room."""
        coverage = self.coverage
        tallies = [part.get(state, Tally()) for part in (coverage.normative, coverage.other) for state in STATES]
        return [self.document, self.section, *(number for each in tallies for number in each)]

    @classmethod
    def from_list(cls, data: Sequence[Any]) -> Standing:
        """Return what `as_list` gave."""
        document, section, *numbers = data
        tallies = [Tally(*pair) for pair in zip(numbers[::2], numbers[1::2], strict=True)]
        count = len(STATES)
        parts = [dict(zip(STATES, tallies[start : start + count], strict=True)) for start in (0, count)]
        return cls(document, section, Coverage(*parts))


@dataclass(frozen=True)
class Outline:
    """The parts of the messages of a manual, in reading order."""

    places: Mapping[Key, Part]

    def part_of(self, message: Message) -> Part:
        """Return where a message stands; those of the interface have no document."""
        return self.places.get(_key(message), INTERFACE)

    def grouped(self, found: Iterable[Message]) -> dict[Part, list[Message]]:
        """Return messages by their parts, both in reading order, those of the interface last."""
        order = {key: number for number, key in enumerate(self.places)}
        groups: dict[Part, list[Message]] = {}
        for message in sorted(found, key=lambda each: order.get(_key(each), len(order))):
            groups.setdefault(self.part_of(message), []).append(message)
        return groups

    def standings(self, states: Mapping[Message, State]) -> list[Standing]:
        """Return how complete each part is: together they are what `tally` counts of the language."""
        groups = self.grouped(states)
        return [
            Standing(part.document, part.section, tally((each, states[each]) for each in found))
            for part, found in groups.items()
        ]


def outline(manual: Manual) -> Outline:
    """Return where the messages of a manual stand."""
    return Outline(_Outliner(manual).run())


class _Outliner:
    def __init__(self, manual: Manual) -> None:
        self._manual = manual
        self._sections = {(section.page, section.id): section for section in manual.sections}
        self._chapters = {chapter.path.removeprefix("content/"): chapter for chapter in manual.chapters}
        forms: tuple[Checklist | Form, ...] = (manual.checklist, *manual.forms)
        self._forms = {form.id: form for form in forms}
        self._homes = {identifier: self._home(identifier) for identifier in self._forms}
        self._waiting: dict[tuple[str, str], list[Key]] = {}
        self._places: dict[Key, Part] = {}
        for message in messages(manual):
            context = message.context
            if message.domain == "forms":
                owner = context.split("/")[0]
                context = owner if owner in self._forms else manual.checklist.id
            self._waiting.setdefault((message.domain, context), []).append(_key(message))

    def run(self) -> dict[Key, Part]:
        for document in self._manual.documents:
            self._document(document)
        rest = Part(self._manual.documents[0].id)
        for domain, context in self._waiting:  # of a figure that no chapter shows, for example
            self._take(domain, context, rest)
        return self._places

    def _document(self, document: Document) -> None:
        own = Part(document.id)
        for entry in (document, *document.sheets):
            self._take("manual", entry.key, own)
        for part in document.parts:
            if part in self._chapters:
                self._chapter(document.id, self._chapters[part])
            elif part.removeprefix("form:") in self._forms:
                self._form(document.id, part.removeprefix("form:"))
        for identifier in self._forms:
            self._form(document.id, identifier)  # those of a workbook, which are none of its parts

    def _chapter(self, document: str, chapter: Chapter) -> None:
        blocks = {block.token: block for block in chapter.blocks}
        part = Part(document)
        for index, token in enumerate(chapter.tokens):
            if index in blocks:
                block = blocks[index]
                part = self._part(document, block.context, block.text)
                self._places.setdefault(("manual", block.context, block.text.source), part)
            elif token.type == "container_directive_open":
                self._inserted(*directive(token), part)

    def _inserted(self, name: str, argument: str, part: Part) -> None:
        if name == "figure":
            for figure in self._manual.figures:
                if figure.id == argument:
                    self._take("manual", figure.key, part)
        elif name == "glossary":
            for term in self._manual.terms:
                self._take("manual", term.key, part)

    def _form(self, document: str, identifier: str) -> None:
        if self._homes[identifier] == document:
            self._take("forms", identifier, self._part(document, identifier, self._forms[identifier].title))

    def _part(self, document: str, identifier: str, title: Text) -> Part:
        section = self._sections.get((document, identifier))
        if section is None:
            return Part(document, identifier, title)
        return Part(document, identifier, section.title, section.number, anchored=True)

    def _take(self, domain: str, context: str, part: Part) -> None:
        for key in self._waiting.get((domain, context), ()):
            self._places.setdefault(key, part)

    def _home(self, identifier: str) -> str:
        """Return the document that a form belongs to: its own, else the first that shows it or has its fields."""
        documents = self._manual.documents
        shown = [document for document in documents if f"form:{identifier}" in document.parts]
        fields = [
            document
            for document in documents
            if any(group.split("/")[0] == identifier for sheet in document.sheets for group in sheet.groups)
        ]
        own = [document for document in shown if document.kind == "form"]
        return next((document.id for document in (*own, *shown, *fields)), documents[0].id)


def _key(message: Message) -> Key:
    return (message.domain, message.context, message.source)

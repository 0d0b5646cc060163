"""Ids of the edition in; addresses and words of references, as one page needs them, out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any

from press.markdown import directive
from press.model import Chapter, Document, Entry, Frozen, Manual, Section, Standard, SubItem, Term, Text

Say = Callable[..., str]
Words = Callable[[Text, "PageLinks"], str]


class EditionLinks:
    """Where every id of a manual stands. Made once a language; `on_page` gives the view of one page.

    `say` speaks the interface's texts, `words` those of the manual, without markup, with references as links say.
    `renamed` maps ids of earlier editions to those that took their place.
    """

    def __init__(self, manual: Manual, say: Say, words: Words, renamed: Mapping[str, str]) -> None:
        self.manual = manual
        self.say = say
        self.words = words
        self.renamed = renamed

    @cached_property
    def sections(self) -> dict[str, dict[str, Section]]:
        """The sections of each document by id."""
        sections: dict[str, dict[str, Section]] = {document.id: {} for document in self.manual.documents}
        for section in self.manual.sections:
            sections[section.page][section.id] = section
        return sections

    @cached_property
    def anchors(self) -> dict[str, list[str]]:
        """The documents on which each id is an anchor, in their order."""
        anchors: dict[str, list[str]] = {}
        for document in self.manual.documents:
            for identifier in dict.fromkeys(self._ids_of(document)):
                anchors.setdefault(identifier, []).append(document.id)
        return anchors

    @cached_property
    def figure_numbers(self) -> dict[str, int]:
        """The number of each figure by its full id."""
        return {figure.key: number for number, figure in enumerate(self.manual.figures, 1)}

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """The records of the checklist, the forms and the glossary by their full id."""
        return {entry.key: entry for entry in _entries((self.manual.checklist, *self.manual.forms, *self.manual.terms))}

    def former(self, identifier: str) -> list[str]:
        """Return the ids that an anchor had before, by renamings of its own or of what it stands below."""
        found: dict[str, None] = {}
        latest = [identifier]
        for _step in self.renamed:  # a renaming may follow another, and each has its turn once
            before = [pair for now in latest for pair in self._once_before(now)]
            latest = [old for old in dict.fromkeys(before) if old not in found and old not in self.anchors]
            found |= dict.fromkeys(latest)
        return list(found)

    def _once_before(self, identifier: str) -> Iterator[str]:
        for old, new in self.renamed.items():
            below = identifier.removeprefix(new)
            if identifier == new or (identifier != below and below[0] == "/" and old + below not in self.renamed):
                yield old + below

    def on_page(self, page: str, *, linked: bool) -> PageLinks:
        """Return the links as the page `page` needs them; `linked` whether other pages can be reached from it."""
        return PageLinks(self, page, linked)

    def _ids_of(self, document: Document) -> list[str]:
        ids = list(self.sections[document.id])
        forms: dict[str, Entry] = {form.id: form.within(document.kind) for form in self.manual.forms}
        forms[self.manual.checklist.id] = self.manual.checklist.within(document.kind)
        chapters = {chapter.path.removeprefix("content/"): chapter for chapter in self.manual.chapters}
        for part in document.parts:
            if part.startswith("form:"):
                ids += [entry.key for entry in _entries(forms[part[5:]])]
            elif part in chapters:
                ids += self._ids_in(chapters[part])
        return ids

    def _ids_in(self, chapter: Chapter) -> Iterator[str]:
        for token in chapter.tokens:
            if token.attrGet("id"):
                yield str(token.attrGet("id"))
            name, argument = directive(token) if token.type == "container_directive_open" else ("", "")
            if name == "figure":
                yield from (figure.key for figure in self.manual.figures if figure.id == argument)
            elif name == "glossary":
                yield from (term.key for term in self.manual.terms if term.definition)


class PageLinks:
    """The links of one page: what `press.markdown.Links` asks for.

    `within` are the references whose words are being said: titles may refer to each other.
    """

    def __init__(self, edition: EditionLinks, page: str, linked: bool, within: frozenset[str] = frozenset()) -> None:
        self.edition = edition
        self.page = page
        self.linked = linked
        self.within = within

    def target(self, reference: str) -> str:
        """Return `#id` on the same page, `document.html#id` elsewhere, empty where it can't be reached."""
        home = self._home(reference)
        if home == self.page:
            return f"#{reference}"
        return f"{home}.html#{reference}" if self.linked and home else ""

    def label(self, reference: str, wording: str) -> str:
        """Return what a reference says, such as "chapter 2.3"; from another document with that document's title."""
        t = self.edition.say
        number = self._number(reference)
        if wording:
            return wording.replace("{number}", number)
        if reference in self.within:
            return ""
        label = self._wording(reference, number)
        home = self._home(reference)
        if home == self.page or not number or self.within:
            return label
        document = next(document for document in self.edition.manual.documents if document.id == home)
        title = self._words(document.title, reference)
        return t("interface/ref-elsewhere", "{label} of the {document}", label=label, document=title)

    def _home(self, reference: str) -> str:
        pages = self.edition.anchors.get(reference, [])
        return self.page if self.page in pages else (pages[0] if pages else "")

    def _number(self, reference: str) -> str:
        if reference in self.edition.figure_numbers:
            return str(self.edition.figure_numbers[reference])
        section = self.edition.sections.get(self._home(reference), {}).get(reference)
        return section.number if section else ""

    def _wording(self, reference: str, number: str) -> str:
        t = self.edition.say
        if reference in self.edition.figure_numbers:
            return t("interface/ref-figure", "Figure {number}", number=number)
        section = self.edition.sections.get(self._home(reference), {}).get(reference)
        if section is None:
            return self._entry_words(reference)
        if not number:
            return self._words(section.title, reference)
        if section.numbering == "appendix":
            if section.level == 1:
                return t("interface/ref-appendix", "Appendix {number}", number=number)
            return t("interface/ref-appendix-section", "section {number}", number=number)
        return t("interface/ref-chapter", "chapter {number}", number=number)

    def _entry_words(self, reference: str) -> str:
        """Return what a record is called: a term or a label by its words, a criterion by its code."""
        t = self.edition.say
        entry = self.edition.entries.get(reference)
        if isinstance(entry, Standard):
            return t("interface/standard-number", "Standard {number}", number=entry.number)
        if isinstance(entry, SubItem):
            return reference.replace("/", " ")
        words = entry.term if isinstance(entry, Term) else getattr(entry, "label", None)
        return self._words(words, reference) if words else reference

    def _words(self, text: Text, reference: str) -> str:
        inner = PageLinks(self.edition, self.page, self.linked, self.within | {reference})
        return self.edition.words(text, inner)


def _entries(node: Any) -> Iterator[Entry]:
    if isinstance(node, Entry):
        yield node
    children = node if isinstance(node, tuple) else (value for _name, value in node)
    for child in children:
        if isinstance(child, (tuple, Frozen)):
            yield from _entries(child)

"""Ids of the edition in; addresses and words of references, as one page needs them, out."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

from press.markdown import plain
from press.model import Entry, Frozen, Manual, Section

Say = Callable[..., str]


class EditionLinks:
    """Where every id of a manual stands. Made once a language; `on_page` gives the view of one page."""

    def __init__(self, manual: Manual, say: Say, values: Callable[[str], str]) -> None:
        self.manual = manual
        self.say = say
        self.values = values

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
            for identifier in self._ids_of(document.parts, document.id):
                anchors.setdefault(identifier, []).append(document.id)
        return anchors

    @cached_property
    def figure_numbers(self) -> dict[str, int]:
        """The number of each figure by its full id."""
        return {figure.key: number for number, figure in enumerate(self.manual.figures, 1)}

    def on_page(self, page: str, *, linked: bool) -> PageLinks:
        """Return the links as the page `page` needs them; `linked` whether other pages can be reached from it."""
        return PageLinks(self, page, linked)

    def _ids_of(self, parts: tuple[str, ...], page: str) -> list[str]:
        ids = list(self.sections[page])
        forms: dict[str, Entry] = {form.id: form for form in (self.manual.checklist, *self.manual.forms)}
        chapters = {chapter.path.removeprefix("content/"): chapter for chapter in self.manual.chapters}
        for part in parts:
            if part.startswith("form:"):
                ids += _keys(forms[part[5:]])
            elif part in chapters:
                ids += [str(token.attrGet("id")) for token in chapters[part].tokens if token.attrGet("id")]
        if self._shows_figures(parts, chapters):
            ids += list(self.figure_numbers)
            ids += [term.key for term in self.manual.terms if term.definition]
        return ids

    @staticmethod
    def _shows_figures(parts: tuple[str, ...], chapters: dict[str, Any]) -> bool:
        return any(part in chapters for part in parts)


class PageLinks:
    """The links of one page: what `press.markdown.Links` asks for."""

    def __init__(self, edition: EditionLinks, page: str, linked: bool) -> None:
        self.edition = edition
        self.page = page
        self.linked = linked

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
        label = wording.replace("{number}", number) if wording else self._wording(reference, number)
        home = self._home(reference)
        section = self.edition.sections.get(home, {}).get(reference)
        if home == self.page or wording or not number or (section is None and not number):
            return label
        document = next(document for document in self.edition.manual.documents if document.id == home)
        return str(
            t("interface/ref-elsewhere", "{label} of the {document}", label=label, document=document.title.shown)
        )

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
            return str(t("interface/ref-figure", "Figure {number}", number=number))
        section = self.edition.sections.get(self._home(reference), {}).get(reference)
        if section is None:
            return reference.rsplit("/", 1)[-1]
        if not number:
            return plain(self.edition.values(section.title.shown))
        if section.numbering == "appendix":
            if section.level == 1:
                return str(t("interface/ref-appendix", "Appendix {number}", number=number))
            return str(t("interface/ref-appendix-section", "section {number}", number=number))
        return str(t("interface/ref-chapter", "chapter {number}", number=number))


def _keys(node: Any) -> list[str]:
    keys = [node.key] if isinstance(node, Entry) else []
    children = node if isinstance(node, tuple) else (value for _name, value in node)
    for child in children:
        if isinstance(child, (tuple, Frozen)):
            keys += _keys(child)
    return keys

"""One language's edition in; what its search finds, as a script that pages load when somebody searches, out.

A script, since pages opened from a folder may not fetch data. Words are folded and cut where they are searched, in
templates/web/search-box.js, so that what is typed and what is found pass through the same code.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

from press.model import Block, Chapter, Checklist, FieldGroup, Form, Section, Text
from press.pages.content import PageView, Speaker
from press.pages.offline import Anchors


class Found(NamedTuple):
    """Something that the search can find: where (the document's id and its own), its title and text.

    `code` is what it is also called: "3c", "2.3", "A1.2".
    """

    document: str
    id: str
    title: str
    text: str
    code: str = ""


def search_script(speaker: Speaker, anchors: Anchors | None = None) -> str:
    """Return the script that sets `searchEntries`; `anchors` are those of the page that holds all documents."""
    titles = {document.id: speaker.plain(document.title) for document in speaker.manual.documents}
    entries = []
    for found in entries_of(speaker):
        own = f"#{anchors.of(found.document, found.id)}" if anchors else f"{found.document}.html#{found.id}"
        entries.append([found.document, found.title, found.text, own, found.code])
    data = json.dumps({"documents": titles, "entries": entries}, ensure_ascii=False, separators=(",", ":"))
    # Within a page, "</script" or "<!--" in a text would end the script.
    return f"self.searchEntries = {data.replace('<', chr(92) + 'u003c')};\n"


def entries_of(speaker: Speaker) -> list[Found]:
    """Return everything that can be found, in the order of the manual, each id once."""
    finder = _Finder(speaker)
    found = [*finder.sections(), *finder.checklist(), *finder.forms(), *finder.figures(), *finder.terms()]
    return [entry for entry in found if entry is not None]


class _Finder:
    """Goes through a manual; what stands in several documents is found in its own, which is a form's page."""

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker
        self._manual = speaker.manual
        self.t = speaker.t
        self._view = PageView(speaker, "", "web")
        self._forms = {document.id for document in speaker.manual.documents if document.kind == "form"}

    def sections(self) -> Iterator[Found | None]:
        """Yield the chapters' sections with their paragraphs, and the forms with their introductions."""
        texts: dict[str, list[Text]] = {form.id: list(form.intro) for form in self._manual.forms}
        texts[self._manual.checklist.id] = list(self._manual.checklist.intro)
        for chapter in self._manual.chapters:
            for block in chapter.blocks:
                if not _is_heading(chapter, block):
                    texts.setdefault(block.context, []).append(block.text)
        for section in self._manual.sections:
            if self._home(section.id) == section.page:
                number = section.number if section.numbering == "chapter" or section.level > 1 else ""
                yield self._found(section.id, self._heading(section), texts.get(section.id, []), number)

    def checklist(self) -> Iterator[Found | None]:
        """Yield groups, Standards and criteria."""
        checklist: Checklist = self._manual.checklist
        if checklist.details:
            yield from self._group(checklist.details)
        for group in checklist.groups:
            yield self._found(group.key, self._plain(group.label), [])
            for standard in group.standards:
                title = self.t("interface/standard-number", "Standard {number}", number=standard.number)
                yield self._found(standard.key, title, [standard.note] if standard.note else [], standard.number)
                for criterion in standard.criteria:
                    title = self.t("interface/criterion-code", "Criterion {code}", code=criterion.id)
                    evidence = [criterion.evidence, *(item.text for item in criterion.items)]
                    yield self._found(criterion.key, title, evidence, criterion.id)

    def forms(self) -> Iterator[Found | None]:
        """Yield the groups and fields of the forms."""
        for form in self._manual.forms:
            yield from self._form(form)

    def figures(self) -> Iterator[Found | None]:
        """Yield the figures with what they show."""
        for figure in self._manual.figures:
            number = self._speaker.links.figure_numbers[figure.key]
            label = self.t("interface/ref-figure", "Figure {number}", number=number)
            caption = self._plain(figure.caption)
            title = self.t("interface/report/label-of", "{of}: {label}", of=label, label=caption)
            yield self._found(figure.key, title, [figure.description, *figure.callouts])

    def terms(self) -> Iterator[Found | None]:
        """Yield the terms of the glossary."""
        for term in self._view.terms():
            yield self._found(term.key, self._plain(term.term), [term.definition] if term.definition else [])

    def _form(self, form: Form) -> Iterator[Found | None]:
        for group in form.groups:
            yield from self._group(group)

    def _group(self, group: FieldGroup) -> Iterator[Found | None]:
        yield self._found(group.key, self._plain(group.label), list(group.intro))
        for field in group.fields:
            words = [field.hint] if field.hint else []
            choices = [choice.label for choice in field.choices]
            yield self._found(field.key, self._plain(field.label), [group.label, *words, *choices])

    def _found(self, key: str, title: str, texts: list[Text], code: str = "") -> Found | None:
        home = self._home(key)
        if not home:
            return None
        text = " ".join(self._plain(each) for each in texts)
        return Found(home, key, str(title), text, code)

    def _home(self, key: str) -> str:
        pages = self._speaker.links.anchors.get(key, [])
        return next((page for page in pages if page in self._forms), pages[0] if pages else "")

    def _heading(self, section: Section) -> str:
        number = self._view.number(section)
        title = self._speaker.plain(section.title, self._speaker.links.on_page(section.page, linked=True))
        return f"{number} {title}" if number else title

    def _plain(self, text: Text) -> str:
        return self._speaker.plain(text, self._view.links)


def _is_heading(chapter: Chapter, block: Block) -> bool:
    return bool(chapter.tokens[block.token - 1].type == "heading_open")

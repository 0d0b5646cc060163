"""Texts, chapters and directives of one language in; their HTML on one page out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from babel.dates import format_date
from babel.lists import format_list
from jinja2 import Environment
from markupsafe import Markup, escape

from press import figures, markdown, stated
from press.fields import Value, fields
from press.model import Criterion, Document, Figure, Manual, Section, Standard, Term, Text
from press.pages.breaks import Medium
from press.pages.forms import Control, controls, description
from press.pages.interface import Interface, Lookup, Phrase
from press.pages.isolation import isolated
from press.pages.links import EditionLinks, PageLinks
from press.project import Project

# A day stays with its month, of any width; with the year as well, a date is too wide for a telephone with large type.
_DAY = re.compile(r"(\b\d{1,2}\.?) | (?=\d{1,2}\b)")
_LINK = re.compile(r"</?a\b[^>]*>")


class Speaker:
    """Says texts in the language of an edition: with values written in, marked where they are not current."""

    def __init__(
        self,
        project: Project,
        manual: Manual,
        lookup: Lookup,
        templates: Environment,
        renamed: Mapping[str, str] | None = None,
    ) -> None:
        self.project = project
        self.manual = manual
        self.language = manual.language
        self.templates = templates
        self.values = edition_values(manual)
        self.directions = {language.tag: language.direction for language in manual.languages}
        self.isolated = isolated if self.language.direction == "rtl" else str
        self.t = Interface(lookup, self.attributes, self.values, self.isolated)
        self.links = EditionLinks(manual, self.t, self.words, renamed or {})

    def document(self, identifier: str) -> Document:
        """Return a document with its title and summary in the language."""
        return next(document for document in self.manual.documents if document.id == identifier)

    def filled(self, text: str) -> str:
        """Return Markdown with the values of the edition written in."""
        return markdown.substitute(text, self.values.get)

    def series(self, texts: Iterable[str]) -> str:
        """Return texts one after the other, as the language lists them: `a, b and c`."""
        return str(format_list(list(texts), locale=self.language.locale))

    def is_current(self, text: Text) -> bool:
        """Tell whether a text is what it should be, and needs no mark."""
        return text.state in ("source", "current")

    def attributes(self, text: Text) -> Markup:
        """Return the HTML attributes of a text that is not current: its state, and its language if it is another."""
        if self.is_current(text):
            return Markup("")
        attributes = f' class="state-{self._state(text)}"'
        if text.language != self.language.tag:
            attributes += f' lang="{escape(text.language)}" dir="{self.directions.get(text.language, "ltr")}"'
        return Markup(attributes)

    def html(self, text: Text, links: PageLinks) -> Markup:
        """Return a text as HTML, with a visible mark where it is not current."""
        html = self.isolated(markdown.render_inline(self.filled(text.shown), links))
        attributes = self.attributes(text)
        return Markup(f"<span{attributes}>{html}</span>{self.mark(text)}" if attributes else html)

    def plain(self, text: Text, links: PageLinks | None = None) -> str:
        """Return a text without markup, for titles and attributes; `links` say what references are called."""
        return markdown.plain(self.filled(text.shown), links)

    def words(self, text: Text, links: PageLinks | None = None) -> Phrase:
        """Return a text without markup, and as HTML that says its language where it is another."""
        plain = self.plain(text, links)
        attributes = self.attributes(text)
        html = Markup(self.isolated(escape(plain)))
        return Phrase(plain, Markup("<span{}>{}</span>").format(attributes, html) if attributes else html)

    def mark(self, text: Text) -> Markup:
        """Return the visible mark of a text, with a blank before it; nothing where it is current."""
        if self.is_current(text):
            return Markup()
        t = self.t
        words = {
            "missing": t("interface/mark-missing", "not yet translated"),
            "outdated": t("interface/mark-outdated", "translation of an earlier text"),
            "unchecked": t("interface/mark-unchecked", "translation not yet checked"),
        }
        return Markup(' <span class="mark">{}</span>').format(words[self._state(text)])

    def _state(self, text: Text) -> str:
        # Where the source text stands in place of an old translation, it is valid, and must not be called old.
        return text.state if text.language == self.language.tag else "missing"


def edition_values(manual: Manual) -> dict[str, str]:
    """Return what the texts of a language write for `{names}`: stated figures, counts, contact data, the edition."""
    edition = manual.edition
    return {
        **stated.values(manual),
        "edition": edition.edition,
        "edition_date": _DAY.sub("\\1\u00a0", format_date(edition.date, "long", locale=manual.language.locale)),
    }


class PageView:
    """What the templates of one page see: `view` in their code.

    `page` is the id of a document, or empty. `answers` are values by the names of fields: a page that is
    given some shows them as text, without fields.
    """

    def __init__(self, speaker: Speaker, page: str, medium: Medium, answers: Mapping[str, Value] | None = None) -> None:
        self.speaker = speaker
        self.manual = speaker.manual
        self.language = speaker.language
        self.medium = medium
        self.page = page
        self.document = next((document for document in self.manual.documents if document.id == page), None)
        # A document's title is the one heading of level 1, so its parts begin at level 2, unless a form is all of it.
        self.base = 1 if self.document and not self.document.is_one_form else 0
        self.filled = answers is not None
        self._answers = answers or {}
        self.t = speaker.t
        self.links = speaker.links.on_page(page, linked=medium == "web")

    @cached_property
    def controls(self) -> dict[str, Control]:
        """The fields that the page asks to be filled in, in order, by name; none in the manual's appendices."""
        made = controls(fields(self.manual, self.page), self.t, self.plain, self._answers)
        return {control.name: control for control in made}

    @cached_property
    def credits(self) -> Markup:
        """Who made the edition in this language, listed as it lists them; nothing where nobody is named."""
        names = [str(Markup("<bdi>{}</bdi>").format(name)) for name in self.language.credits if name.strip()]
        return Markup(self.speaker.series(names))

    @property
    def asks(self) -> bool:
        """Whether the page has fields to be filled in."""
        return bool(self.controls) and not self.filled

    def other_forms(self) -> list[tuple[Document, list[str]]]:
        """Return the other documents to be filled in, each with the forms that the names of its fields begin with."""
        others = [other for other in self.manual.documents if other.kind == "form" and other.id != self.page]
        return [(other, [part[5:] for part in other.parts if part.startswith("form:")]) for other in others]

    def control(self, name: str) -> Control | None:
        """Return a field of the page, or None where it is drawn, to be filled in by hand."""
        return self.controls.get(name)

    def form_data(self) -> Markup:
        """Return the form of the page as JSON, for programs that read its answers."""
        assert self.document is not None, "only documents have fields"
        title = self.plain(self.document.title)
        return description(self.document, self.manual.edition, self.language, title, self.controls.values())

    def md(self, text: Text) -> Markup:
        """Return a text as HTML."""
        return self.speaker.html(text, self.links)

    def plain(self, text: Text) -> str:
        """Return a text without markup."""
        return self.speaker.plain(text, self.links)

    def heading(self, section: Section) -> Markup:
        """Return the words of a heading with its number, as HTML."""
        number = self.number(section)
        title = self.md(section.title)
        return Markup('<span class="number">{} </span>{}').format(number, title) if number else title

    def listed(self, section: Section) -> Markup:
        """Return the words of a heading for the list of contents: without links, since each entry is one itself."""
        return Markup(_LINK.sub("", self.heading(section)))

    def number(self, section: Section) -> str:
        """Return the number that a heading shows: "2.3", "Appendix 4", "A1.2", or nothing."""
        t = self.t
        if section.numbering == "appendix" and section.level == 1:
            return t("interface/ref-appendix", "Appendix {number}", number=section.number)
        return section.number

    def target(self, reference: str) -> str:
        """Return the address of an id."""
        return self.links.target(reference)

    def former(self, identifier: str) -> Markup:
        """Return empty anchors for the ids that something had in earlier editions, so that old links lead there."""
        ids = self.speaker.links.former(identifier) if self.medium == "web" else []
        return Markup().join(Markup('<span id="{}"></span>').format(old) for old in ids)

    def terms(self) -> list[Term]:
        """Return the terms that are printed, in the alphabetical order of the language."""
        printed = [term for term in self.manual.terms if term.definition]
        article = _ARTICLES.get(self.language.tag.split("-")[0])
        words = {term: self.plain(term.term) for term in printed}
        bare = {term: article.sub("", said) if article else said for term, said in words.items()}
        return sorted(printed, key=lambda term: _sort_key(bare[term], self.language.order))

    def legend(self, label: Text) -> Markup:
        """Return a label without the code that it begins with, for a legend that names the code before it."""
        return Markup(_CODE.sub("", self.md(label)))

    def case_review_criteria(self) -> list[Criterion]:
        """Return the criteria that the Internal Case Review answers."""
        return [criterion for criterion in self.manual.checklist.criteria if criterion.question]

    def question(self, criterion: Criterion) -> str:
        """Return the number of the question that a criterion is asked by."""
        return markdown.plain(self.speaker.filled(criterion.question))

    def letters(self, standard: Standard) -> list[Criterion]:
        """Return the listed core criteria of a Standard."""
        return list(standard.criteria)

    def part(self, name: str, **context: Any) -> Markup:
        """Return what a template of templates/parts/ makes of this page."""
        template = self.speaker.templates.get_template(f"parts/{name}.html.jinja")
        return Markup(template.render(view=self, t=self.t, manual=self.manual, **context))

    def figure(self, figure: Figure) -> Markup:
        """Return a figure with its caption, its call-outs and its drawing or screenshot."""
        folder = self.speaker.project.content / "figures"
        picture = figures.picture(figure, self.language.tag, folder)
        drawing = "" if picture else self._drawing(figure)
        source = self._picture_address(picture.name) if picture else ""
        return self.part("figure", figure=figure, drawing=Markup(drawing), picture=source)

    def _drawing(self, figure: Figure) -> str:
        description = figure.description
        words, titled = self.plain(description), self.medium == "print"
        drawing = figures.draw(figure, self.language.direction, words, titled=titled)
        if self.speaker.is_current(description):
            return drawing
        return drawing.replace("<svg ", f'<svg lang="{escape(description.language or self.language.tag)}" ', 1)

    def number_of(self, figure: Figure) -> int:
        """Return the number of a figure."""
        return self.speaker.links.figure_numbers[figure.key]

    def _picture_address(self, name: str) -> str:
        return f"../assets/figures/{name}" if self.medium == "web" else f"content/figures/{name}"


# What lists do not sort by, in the languages that have it.
_ARTICLES = {
    "de": re.compile(r"^(?:der|die|das|ein|eine) ", re.IGNORECASE),
    "en": re.compile(r"^(?:the|an?) ", re.IGNORECASE),
}
_CODE = re.compile(r"^(?:<bdi[^>]*>)?\d+[a-z](?:\s[ivx]+)?(?:</bdi>)?\s?[:：]\s*")


def _sort_key(words: str, order: str) -> bytes:
    """Order by letters, whatever their accents and case; or by pinyin, in which GB 2312 lists the common characters."""
    decomposed = unicodedata.normalize("NFKD", words.casefold())
    letters = "".join(character for character in decomposed if character.isalnum() or character == " ")
    return letters.encode("gb18030" if order == "pinyin" else "utf-8")

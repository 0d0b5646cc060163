"""Texts, chapters and directives of one language in; their HTML on one page out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any, Literal, NamedTuple

from babel.dates import format_date
from jinja2 import Environment
from markdown_it.token import Token
from markupsafe import Markup, escape

from press import figures, markdown
from press.model import Chapter, Criterion, Document, Figure, Manual, Section, Standard, Term, Text
from press.pages.interface import Interface, Lookup
from press.pages.links import EditionLinks, PageLinks
from press.project import Project

Medium = Literal["web", "print"]


class Part(NamedTuple):
    """One part of a document, ready for its page: a chapter or a form, with its section and its HTML."""

    section: Section
    kind: str
    html: Markup


class Speaker:
    """Says texts in the language of an edition: with values written in, marked where they are not current."""

    def __init__(self, project: Project, manual: Manual, lookup: Lookup, templates: Environment) -> None:
        self.project = project
        self.manual = manual
        self.language = manual.language
        self.templates = templates
        self.values = edition_values(manual)
        self.directions = {language.tag: language.direction for language in manual.languages}
        self.t = Interface(lookup, self.attributes, self.values)
        self.links = EditionLinks(manual, self.t, self.filled)

    def document(self, identifier: str) -> Document:
        """Return a document with its title and summary in the language."""
        return next(document for document in self.manual.documents if document.id == identifier)

    def filled(self, text: str) -> str:
        """Return Markdown with the values of the edition written in."""
        return markdown.substitute(text, self.values.get)

    def attributes(self, text: Text) -> Markup:
        """Return the HTML attributes of a text that is not current: its state, and its language if it is another."""
        if text.state in ("source", "current"):
            return Markup("")
        attributes = f' class="state-{text.state}"'
        if text.language != self.language.tag:
            attributes += f' lang="{escape(text.language)}" dir="{self.directions.get(text.language, "ltr")}"'
        return Markup(attributes)

    def html(self, text: Text, links: PageLinks) -> Markup:
        """Return a text as HTML, with a visible mark where it is not current."""
        html = markdown.render_inline(self.filled(text.shown), links)
        attributes = self.attributes(text)
        return Markup(f"<span{attributes}>{html}</span>{self._mark(text.state)}" if attributes else html)

    def plain(self, text: Text) -> str:
        """Return a text without markup, for titles and attributes."""
        return markdown.plain(self.filled(text.shown))

    def _mark(self, state: str) -> str:
        t = self.t
        words = {
            "missing": t("interface/mark-missing", "not yet translated"),
            "outdated": t("interface/mark-outdated", "translation of an earlier text"),
            "unchecked": t("interface/mark-unchecked", "translation not yet checked"),
        }
        return f' <span class="mark">{escape(words[state])}</span>'


def edition_values(manual: Manual) -> dict[str, str]:
    """Return what the texts of a language write for `{names}`: stated figures, counts, contact data, the edition."""
    edition = manual.edition
    return {
        **{name: str(count) for name, count in manual.counts.items()},
        **{name: stated.value for name, stated in edition.stated.items()},
        **edition.contact,
        "edition": edition.edition,
        "edition_date": format_date(edition.date, "long", locale=manual.language.locale),
    }


class PageView:
    """What the templates of one page see: `view` in their code."""

    def __init__(self, speaker: Speaker, page: str, medium: Medium) -> None:
        self.speaker = speaker
        self.manual = speaker.manual
        self.language = speaker.language
        self.medium = medium
        self.page = page
        # The manual's title is the one heading of level 1, so its chapters begin at level 2; a form is its own title.
        self.base = 1 if any(d.id == page and d.kind == "manual" for d in self.manual.documents) else 0
        self.t = speaker.t
        self.links = speaker.links.on_page(page, linked=medium == "web")

    def md(self, text: Text) -> Markup:
        """Return a text as HTML."""
        return self.speaker.html(text, self.links)

    def plain(self, text: Text) -> str:
        """Return a text without markup."""
        return self.speaker.plain(text)

    def heading(self, section: Section) -> Markup:
        """Return the words of a heading with its number, as HTML."""
        number = self.number(section)
        title = self.md(section.title)
        return Markup('<span class="number">{}</span> {}').format(number, title) if number else title

    def number(self, section: Section) -> str:
        """Return the number that a heading shows: "2.3", "Appendix 4", "A1.2", or nothing."""
        t = self.t
        if section.numbering == "appendix" and section.level == 1:
            return t("interface/ref-appendix", "Appendix {number}", number=section.number)
        return section.number

    def target(self, reference: str) -> str:
        """Return the address of an id."""
        return self.links.target(reference)

    def terms(self) -> list[Term]:
        """Return the terms that are printed, in the alphabetical order of the language."""
        printed = [term for term in self.manual.terms if term.definition]
        return sorted(printed, key=lambda term: _sort_key(self.plain(term.term)))

    def case_review_criteria(self) -> list[Criterion]:
        """Return the criteria that the Internal Case Review answers."""
        return [criterion for criterion in self.manual.checklist.criteria if criterion.question]

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
        drawing = (
            ""
            if picture
            else figures.draw(
                figure, self.language.direction, self.plain(figure.description), titled=self.medium == "print"
            )
        )
        source = self._picture_address(picture.name) if picture else ""
        return self.part("figure", figure=figure, drawing=Markup(drawing), picture=source)

    def number_of(self, figure: Figure) -> int:
        """Return the number of a figure."""
        return self.speaker.links.figure_numbers[figure.key]

    def _picture_address(self, name: str) -> str:
        return f"../assets/figures/{name}" if self.medium == "web" else f"content/figures/{name}"


def parts(view: PageView) -> Iterator[Part]:
    """Yield the parts of the document that a page shows, in order."""
    manual = view.manual
    document = view.speaker.document(view.page)
    chapters = {chapter.path.removeprefix("content/"): chapter for chapter in manual.chapters}
    sections = view.speaker.links.sections[document.id]
    for part in document.parts:
        if part in chapters:
            chapter = chapters[part]
            yield Part(sections[chapter.id], "chapter", chapter_html(chapter, view))
        else:
            section = sections[part[5:]]
            yield Part(section, "form", form_html(part[5:], section, view))


def form_html(identifier: str, section: Section, view: PageView) -> Markup:
    """Return the HTML of the checklist or of a form."""
    if identifier == view.manual.checklist.id:
        return view.part("checklist", checklist=view.manual.checklist, section=section)
    form = next(form for form in view.manual.forms if form.id == identifier)
    return view.part("form", form=form, section=section)


def chapter_html(chapter: Chapter, view: PageView) -> Markup:
    """Return the HTML of a chapter with its texts and its directives."""
    sections = view.speaker.links.sections[view.page]
    shown = {block.token: block for block in chapter.blocks}
    tokens: list[Token] = []
    level = 0
    skip = False
    for index, token in enumerate(chapter.tokens):
        if index in shown:
            token = _inline(view, shown[index], sections, tokens[-1])
        elif token.type == "heading_open":
            level = min(int(token.tag[1:]), level + 1)
            token = token.copy(tag=f"h{level + view.base}")
        elif token.type == "heading_close":
            token = token.copy(tag=f"h{level + view.base}")
        elif token.type == "container_directive_open" and markdown.directive(token)[0] in markdown.INSERTS:
            token, skip = _raw(_insert(view, *markdown.directive(token))), True
        elif token.type == "container_directive_open":
            token = _raw(_container(view, markdown.directive(token)[0]))
        elif token.type == "container_directive_close" and skip:
            skip = False
            continue
        elif token.type in ("table_open", "table_close") and view.medium == "web":
            tokens += _scrolling(view, token)
            continue
        tokens.append(token)
    return Markup(markdown.render(tokens))


def _inline(view: PageView, block: Any, sections: dict[str, Section], opening: Token) -> Token:
    section = sections.get(block.context)
    if opening.type == "heading_open" and section is not None:
        return Token("html_inline", "", 0, content=str(view.heading(section)))
    return Token("html_inline", "", 0, content=str(view.md(block.text)))


def _raw(html: Markup) -> Token:
    return Token("html_block", "", 0, content=str(html), block=True)


def _insert(view: PageView, name: str, argument: str) -> Markup:
    if name == "figure":
        figure = next(figure for figure in view.manual.figures if figure.id == argument)
        return view.figure(figure)
    return view.part(name)


def _container(view: PageView, name: str) -> Markup:
    t = view.t
    titles = {
        "note": t("interface/note", "Please note"),
        "tip": t("interface/tip", "Tip of this edition (not an IASIOS rule)"),
    }
    if name not in titles:
        return Markup('<div class="{}">\n').format(name)
    return Markup('<div class="box {}" role="note">\n<p class="box-title">{}</p>\n').format(name, titles[name])


def _scrolling(view: PageView, token: Token) -> Sequence[Token]:
    """Let a wide table scroll by itself on a narrow screen, by keyboard too."""
    if token.type == "table_close":
        return [token, _raw(Markup("</div>\n"))]
    label = escape(str(view.t("interface/table", "Table")))
    return [_raw(Markup('<div class="scroll" role="group" tabindex="0" aria-label="{}">\n').format(label)), token]


def _sort_key(words: str) -> str:
    """Order by letters, whatever their accents and case."""
    decomposed = unicodedata.normalize("NFKD", words.casefold())
    return "".join(character for character in decomposed if character.isalnum() or character == " ")

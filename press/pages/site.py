"""A speaker of one language and what is offered for download in; whole pages out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from babel.dates import format_date
from markupsafe import Markup

from press.fields import Value
from press.fonts import Family, stack
from press.model import Document, Language, Section
from press.pages.breaks import kept_whole
from press.pages.chapter import parts
from press.pages.content import PageView, Speaker
from press.pages.interface import Interface
from press.translation.coverage import Coverage

_CSS_ESCAPES = {character: f"\\{ord(character):x} " for character in "\\\"'<>&\n\r"}


class Download(NamedTuple):
    """A finished file that a page offers: its name, its format and its size in bytes."""

    name: str
    format: str
    bytes: int

    @property
    def size(self) -> str:
        """The size for readers, without a fraction: `284 KB`."""
        return f"{max(1, round(self.bytes / 1000))} KB"


class Alternate(NamedTuple):
    """The same page in another language: the language and the address."""

    language: Language
    href: str
    current: bool


class PrintFont(NamedTuple):
    """A font file for print: the face's family, weight and style, and its path from the project's root."""

    family: str
    weight: int
    style: str
    path: str


Downloads = Mapping[str, Sequence[Download]]
# The page of all languages.
ROOT = "index.html"


def document_page(
    speaker: Speaker, identifier: str, downloads: Downloads, coverage: Coverage, pages: Collection[str]
) -> str:
    """Return the web page of a document; `downloads` are those of all documents by id, `pages` all that there are."""
    view = PageView(speaker, identifier, "web")
    document = speaker.document(identifier)
    return render(
        view,
        "web/document.html.jinja",
        document=document,
        parts=list(parts(view)),
        contents=contents(speaker, document),
        downloads=downloads,
        coverage=coverage,
        **_around(speaker, f"{document.id}.html", pages),
    )


def language_page(speaker: Speaker, downloads: Downloads, coverage: Coverage, pages: Collection[str]) -> str:
    """Return the page that lists what there is in one language; `pages` are all that there are."""
    view = PageView(speaker, "", "web")
    return render(
        view,
        "web/language.html.jinja",
        downloads=downloads,
        coverage=coverage,
        **_around(speaker, "index.html", pages),
    )


def root_page(speaker: Speaker, coverages: Mapping[str, Coverage], downloads: Mapping[str, Downloads]) -> str:
    """Return the page that lists every language; `coverages` and `downloads` by language tag."""
    view = PageView(speaker, "", "web")
    return render(
        view, "web/root.html.jinja", coverages=coverages, downloads=downloads, site_url=speaker.manual.edition.site_url
    )


def start_page(speaker: Speaker) -> str:
    """Return the page that leads to a language's own, in a folder that holds that language only."""
    return render(PageView(speaker, "", "web"), "web/start.html.jinja")


def print_page(
    speaker: Speaker,
    identifier: str,
    fonts: Sequence[PrintFont],
    families: Sequence[Family],
    answers: Mapping[str, Value] | None = None,
) -> str:
    """Return the HTML that the PDF of a document is made from; it names fonts by their path in the project.

    With `answers`, values by the names of fields, it is a copy that shows them as text, without fields.
    """
    view = PageView(speaker, identifier, "print", answers)
    document = speaker.document(identifier)
    return render(
        view,
        "print/document.html.jinja",
        document=document,
        parts=list(parts(view)),
        contents=contents(speaker, document) if document.contents else [],
        fonts=fonts,
        font_stack=Markup(stack(families)),
        css=css_text,
        page_of=page_of(view.t),
        on_page=partial(_on_page, view),
        date_iso=speaker.manual.edition.date.isoformat(),
        date_short=format_date(speaker.manual.edition.date, "medium", locale=speaker.language.locale),
    )


def render(view: PageView, template: str, **context: object) -> str:
    """Return what a template makes of a page."""
    html = view.speaker.templates.get_template(template).render(
        view=view, t=view.t, manual=view.manual, language=view.language, **context
    )
    return kept_whole(html, view.language, view.medium, view.speaker.project.cache / "hyphens")


def contents(speaker: Speaker, document: Document) -> list[Section]:
    """Return the headings of a document that its table of contents lists: chapters and their sections."""
    return [section for section in speaker.links.sections[document.id].values() if section.level <= 2]


def css_text(text: str) -> Markup:
    """Return a text as a CSS string; what could end the string or the style element is escaped."""
    return Markup('"{}"').format(Markup("".join(_CSS_ESCAPES.get(character, character) for character in text)))


def page_of(t: Interface) -> Markup:
    """Return the CSS content of "Page 3 of 12" in the language's word order."""
    return _content(t("interface/page-of", "Page {page} of {pages}", page="\0page\0", pages="\0pages\0"), "counter({})")


def _on_page(view: PageView, counter: str) -> Markup:
    """Return the CSS content that follows a reference on paper, where `counter` gives the number of the page."""
    t = view.t
    return _content(t("interface/on-page", " on page {page}", page="\0page\0"), counter)


def _content(words: str, counter: str) -> Markup:
    """Return the CSS content of words; what stands in them between NULs is written into a counter."""
    return Markup(" ").join(
        Markup(counter).format(piece) if odd else css_text(piece)
        for odd, piece in ((index % 2, piece) for index, piece in enumerate(words.split("\0")))
        if piece
    )


def _around(speaker: Speaker, name: str, pages: Collection[str]) -> dict[str, object]:
    """Return what a page says of its place on the site: that page in the languages that have it, its own address.

    Where the page of all languages is not there, as in an archive of one language, the others are at the address of
    the edition, if it has one.
    """
    manual = speaker.manual
    site = manual.edition.site_url.rstrip("/")
    online = f"{site}/" if site and ROOT not in pages else ""
    alternates = []
    for language in manual.languages:
        page = f"{language.tag}/{name}"
        if page in pages or online:
            address = f"../{page}" if page in pages else online + page
            alternates.append(Alternate(language, address, language.tag == speaker.language.tag))
    elsewhere = f"../{ROOT}" if ROOT in pages else online and online + ROOT
    return {"alternates": alternates, "page_name": name, "site_url": site, "elsewhere": elsewhere}

"""A speaker of one language in; all its documents as one page out, which needs no other file once it is finished.

What it takes along (style sheets, scripts, fonts, pictures) it names by their paths in the project, as print HTML does;
`press.outputs.offline` puts their bytes in their places.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from press.fonts import Family, stack
from press.model import Document, Section
from press.pages.breaks import kept_whole
from press.pages.chapter import Part, parts
from press.pages.content import PageView, Speaker
from press.pages.site import PrintFont, contents
from press.translation.coverage import Coverage

_TAG = re.compile(r"<[a-z][^>]*>")
_ID = re.compile(r'\bid="([^"]+)"')
_REFERENCE = re.compile(r'(?<![\w-])(id|for|aria-(?:labelledby|describedby|controls)|headers|list|form)="([^"]+)"')
_LINK = re.compile(r'\bhref="([a-z0-9-]*)(?:\.html)?(?:#([^"]*))?"')
_HEADING = re.compile(r"<(/?)h([1-5])\b")
_PICTURE = 'src="../assets/figures/'


class Inner(NamedTuple):
    """A document within the page: what its template sees."""

    document: Document
    view: PageView
    parts: list[Part]
    contents: list[Section]


class Anchors:
    """Which id each anchor of a document has on the page that holds all documents.

    The first document keeps its ids; one that comes later puts its name before those that are taken,
    with a dot, which no id of the content has.
    """

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._renamed: dict[str, dict[str, str]] = {}

    def add(self, document: str, html: str) -> None:
        """Take up the ids of a document's HTML."""
        ids = [identifier for tag in _TAG.findall(html) for identifier in _ID.findall(tag)]
        self._renamed[document] = {each: f"{document}.{each}" for each in ids if each in self._taken}
        self._taken |= {self._renamed[document].get(each, each) for each in ids}

    def of(self, document: str, identifier: str) -> str:
        """Return the id that stands for an id of a document; without one, the document's own."""
        if not identifier:
            return f"document.{document}"
        return self._renamed.get(document, {}).get(identifier, identifier)

    def resolved(self, document: str, html: str) -> Markup:
        """Return the HTML of a document with its ids, and what refers to any, as they are on the page.

        Its headings stand one level deeper, below the page's own.
        """

        def references(match: re.Match[str]) -> str:
            ids = " ".join(self.of(document, each) for each in match[2].split())
            return f'{match[1]}="{ids}"'

        def link(match: re.Match[str]) -> str:
            page, identifier = match[1] or document, match[2] or ""
            return f'href="#{self.of(page, identifier)}"' if page in self._renamed else match[0]

        def tag(match: re.Match[str]) -> str:
            return _LINK.sub(link, _REFERENCE.sub(references, match[0]))

        html = _TAG.sub(tag, html).replace(_PICTURE, 'src="content/figures/')
        return Markup(_HEADING.sub(lambda match: f"<{match[1]}h{int(match[2]) + 1}", html))


def offline_page(
    speaker: Speaker,
    coverage: Coverage,
    fonts: Sequence[PrintFont],
    families: Sequence[Family],
    script: Callable[[Anchors], str],
) -> str:
    """Return the page; `script` makes, of the ids that documents have on it, the script of what its search finds."""
    documents = {document.id: _inner(speaker, document) for document in speaker.manual.documents}
    pages = {name: _document(speaker, inner, coverage) for name, inner in documents.items()}
    anchors = Anchors()
    for name, html in pages.items():
        anchors.add(name, html)
    return _page(
        speaker,
        pages=[anchors.resolved(name, html) for name, html in pages.items()],
        fonts=fonts,
        font_stack=Markup(stack(families)),
        search_entries=Markup(script(anchors)),
    )


def _inner(speaker: Speaker, document: Document) -> Inner:
    view = PageView(speaker, document.id, "web")
    return Inner(document, view, list(parts(view)), contents(speaker, document) if document.contents else [])


def _document(speaker: Speaker, inner: Inner, coverage: Coverage) -> str:
    template = speaker.templates.get_template("web/offline-document.html.jinja")
    return template.render(
        **inner._asdict(), t=speaker.t, manual=speaker.manual, language=speaker.language, coverage=coverage
    )


def _page(speaker: Speaker, **context: object) -> str:
    view = PageView(speaker, "", "web")
    given: Mapping[str, object] = {"view": view, "t": view.t, "manual": view.manual, "language": view.language}
    html = speaker.templates.get_template("web/offline.html.jinja").render(**given, **context)
    return kept_whole(html, speaker.language, "web", speaker.project.cache / "hyphens")

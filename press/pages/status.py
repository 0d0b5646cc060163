"""How complete each part of each language is, in; the page for those who translate, output/status.html, out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from press.model import Document, Language
from press.outline import Outline, Part, Standing
from press.pages.content import PageView, Speaker
from press.pages.site import render
from press.translation.coverage import Coverage, added


class Place(NamedTuple):
    """A section in which work is left: its heading, where it is read, and how much by state."""

    number: str
    title: str
    href: str
    left: tuple[tuple[str, int], ...]


class Row(NamedTuple):
    """A document (None: the interface) with its figures and the places where work is left."""

    document: Document | None
    coverage: Coverage
    places: tuple[Place, ...]


class Progress(NamedTuple):
    """A language with its figures in all and by document."""

    language: Language
    whole: Coverage
    rows: tuple[Row, ...]


def status_page(speaker: Speaker, outline: Outline, standings: Mapping[str, Sequence[Standing]]) -> str:
    """Return the page; `standings` by language tag are those that the root page's figures are made of."""
    parts = {(part.document, part.section): part for part in outline.places.values()}
    found = [
        _progress(speaker, language, standings[language.tag], parts)
        for language in speaker.manual.languages
        if language.tag != speaker.language.tag
    ]
    view = PageView(speaker, "", "web")
    site_url = speaker.manual.edition.site_url.rstrip("/")
    return render(view, "web/status.html.jinja", found=found, site_url=site_url)


def _progress(
    speaker: Speaker, language: Language, standings: Sequence[Standing], parts: Mapping[tuple[str, str], Part]
) -> Progress:
    rows = []
    for document in (*speaker.manual.documents, None):
        own = [each for each in standings if each.document == (document.id if document else "")]
        behind = [each for each in own if document and each.coverage.lacking]
        places = tuple(_place(speaker, language, each, parts.get(each[:2])) for each in behind)
        rows.append(Row(document, added(each.coverage for each in own), places))
    return Progress(language, added(row.coverage for row in rows), tuple(rows))


def _place(speaker: Speaker, language: Language, standing: Standing, part: Part | None) -> Place:
    left = [(state, standing.coverage.total(state).messages) for state in ("missing", "outdated", "unchecked")]
    anchor = f"#{standing.section}" if part and part.anchored else ""
    return Place(
        part.number if part else "",
        speaker.plain(part.title) if part and part.title else "",
        f"{language.tag}/{standing.document}.html{anchor}",
        tuple((state, count) for state, count in left if count),
    )

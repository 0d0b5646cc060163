"""The rows of a language in; one page for reading and for print out, in the words of the source language.

It names fonts by their paths in the project, as print HTML does: `press.outputs` makes a PDF of it, or one file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

from press.assets import print_fonts
from press.fonts import Family, families_of, stack
from press.model import Language
from press.outline import Part
from press.pages.content import PageView, Speaker
from press.pages.isolation import isolated
from press.pages.site import css_text, render
from press.project import Project
from press.review.rows import Row, counts
from press.wording import difference

# What stays as it is in any language: values, labels of the platform, targets of links.
_FIXED = re.compile(r"(\{[a-z][a-z0-9_]*\}|`[^`]+`|(?<=\])\([^()\s]*\))")
_MARKS = {"gone": "del", "new": "ins"}


class Group(NamedTuple):
    """The rows of a part: its place in the list of contents, and its heading."""

    id: str
    document: str
    part: Part
    heading: str
    rows: Sequence[Row]


def review_page(
    project: Project,
    speaker: Speaker,
    language: Language,
    found: Mapping[Part, Sequence[Row]],
    families: Sequence[Family],
) -> str:
    """Return the page; `speaker` speaks the source language."""
    own = [*families_of(speaker.language, families), *families_of(language, families)]
    # Comments may be in any language.
    every = list(dict.fromkeys([*own, *families]))
    fonts = print_fonts(project, language.model_copy(update={"fonts": tuple(each.id for each in every)}), families)
    groups = [_group(speaker, number, part, rows) for number, (part, rows) in enumerate(found.items(), 1)]
    return render(
        PageView(speaker, "", "print"),
        "review/review.html.jinja",
        target=language,
        groups=groups,
        counts=counts(row for rows in found.values() for row in rows),
        counts_of=counts,
        fonts=fonts,
        font_stack=Markup(stack(every)),
        target_stack=Markup(stack(list(dict.fromkeys([*families_of(language, families), *every])))),
        css=css_text,
        shown=shown,
        changed=changed,
    )


def shown(text: str, direction: str) -> Markup:
    """Return a text of a catalog as HTML: what stays as it is in frames that read from left to right."""
    pieces = _FIXED.split(text)
    html = Markup("").join(
        Markup('<bdi dir="ltr" class="fixed" translate="no">{}</bdi>').format(piece) if odd % 2 else escape(piece)
        for odd, piece in enumerate(pieces)
    )
    return Markup(isolated(html)) if direction == "rtl" else html


def changed(row: Row) -> Markup:
    """Return how the source text has changed since the translation was made, as HTML."""
    return struck(row.previous, row.message.source)


def struck(before: str, now: str) -> Markup:
    """Return the difference of two texts as HTML, word by word."""
    return Markup("").join(
        Markup("{0}<{1}>{2}</{1}>").format(" " * piece.blank, Markup(tag), piece.words)
        if (tag := _MARKS.get(piece.kind))
        else escape(" " * piece.blank + piece.words)
        for piece in difference(before, now)
    )


def _group(speaker: Speaker, number: int, part: Part, rows: Sequence[Row]) -> Group:
    document = speaker.plain(speaker.document(part.document).title) if part.document else "Pages, PDFs and workbook"
    return Group(f"part-{number}", document, part, heading(speaker, part), rows)


def heading(speaker: Speaker, part: Part) -> str:
    """Return what a part is called."""
    if not part.document:
        return "What they say themselves"
    title = speaker.plain(part.title) if part.title else "Title and summary"
    return f"{part.number} {title}" if part.number else title

"""The words of a report in; a page that needs no other file, or a PDF, out.

What people wrote may be in any script: of the fonts of the edition those are taken that have its letters. A sign that
none of them has is left to the reader's system on a page, and written as its number in a PDF, which has only its own.
"""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Sequence
from functools import partial

from markupsafe import Markup

from press.answers.sections import SIGNS, Chapter, Table
from press.answers.terminal import room
from press.assets import print_fonts
from press.fonts import Family, coverage, families_of, stack
from press.outputs import offline, pdf
from press.outputs.made import Made
from press.pages import site
from press.pages.breaks import Medium, kept_whole
from press.pages.content import Speaker
from press.project import Project
from press.run import Limits, alone

_TEMPLATES = {"web": "report/page.html.jinja", "print": "report/print.html.jinja"}
_WIDEST, _PADDING = 70, 6  # characters of a column's share, and those that its edges take up
_LIMITS = Limits(cpu_seconds=120, seconds=300, memory_bytes=3_000_000_000)


def web_page(project: Project, speaker: Speaker, families: Sequence[Family], chapters: Sequence[Chapter]) -> Made:
    """Return the report as a page."""
    body, used, _foreign = _body(project, speaker, families, chapters, "web")
    page = _page(project, speaker, used, chapters, body, "web")
    return alone("report", partial(offline.make, project, page), _LIMITS)


def print_copy(project: Project, speaker: Speaker, families: Sequence[Family], chapters: Sequence[Chapter]) -> Made:
    """Return the report as a PDF."""
    body, used, foreign = _body(project, speaker, families, chapters, "print")
    body = "".join(f"[U+{ord(sign):04X}]" if sign in foreign else _printed(sign) for sign in body)
    page = _page(project, speaker, used, chapters, body, "print")
    return alone("report", partial(pdf.make, project, page), _LIMITS)


def _body(
    project: Project, speaker: Speaker, families: Sequence[Family], chapters: Sequence[Chapter], medium: Medium
) -> tuple[str, list[Family], frozenset[str]]:
    """Return what stands on the page, the families that have its letters, and the signs that none of them has."""
    template = speaker.templates.get_template("report/body.html.jinja")
    shares = _shares if medium == "print" else None
    body = template.render(chapters=chapters, signs=SIGNS, language=speaker.language, shares=shares)
    used = families_of(speaker.language, families)
    missing = {ord(sign) for sign in html.unescape(body) if sign.isprintable()} - coverage(project, used)
    for family in (family for family in families if family not in used):
        if found := missing & coverage(project, [family]):
            used.append(family)
            missing -= found
    return body, used, frozenset(map(chr, missing))


def _printed(sign: str) -> str:
    """Return a sign as a PDF can show it: what ends lines there is a blank, what stands for nothing its number."""
    kind = unicodedata.category(sign)
    if kind in ("Zl", "Zp") or (kind == "Cc" and sign not in "\t\n"):
        return " "
    return f"[U+{ord(sign):04X}]" if kind in ("Co", "Cs", "Cn") else sign


def _shares(table: Table) -> list[float]:
    """Return how wide each column is to be, in percent, by the longest text in it."""
    widths = []
    for index, column in enumerate(table.columns):
        cells = [cell for line in table.lines for cell in line[index]]
        longest = max((room(cell.text[:_WIDEST]) + (2 if cell.tone else 0) for cell in cells), default=0)
        head = max((room(word) for word in column.head.split()), default=0)
        widths.append(_PADDING + min(_WIDEST, max(head, longest)))
    return [round(100 * width / sum(widths), 2) for width in widths]


def _page(
    project: Project, speaker: Speaker, used: Sequence[Family], chapters: Sequence[Chapter], body: str, medium: Medium
) -> str:
    language = speaker.language.model_copy(update={"fonts": tuple(family.id for family in used)})
    page = speaker.templates.get_template(_TEMPLATES[medium]).render(
        t=speaker.t,
        manual=speaker.manual,
        language=speaker.language,
        fonts=print_fonts(project, language, used),
        font_stack=Markup(stack(used)),
        css=site.css_text,
        page_of=site.page_of(speaker.t),
        chapters=chapters,
        body=Markup(body),
    )
    return kept_whole(page, speaker.language, medium, project.cache / "hyphens")

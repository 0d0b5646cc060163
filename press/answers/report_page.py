"""The words of a report in; a page that needs no other file, or a PDF, out.

What people wrote may be in any script: of the fonts of the edition those are taken that have its letters. A sign that
none of them has is left to the reader's system on a page, and written as its number in a PDF, which has only its own.
"""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from markupsafe import Markup

from press.answers.sections import SIGNS, Chapter, Line, Table
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
_ACROSS = 150  # characters on a line of the page
# Characters of a column's share, of a word that is kept whole in it, and those that its edges take up.
_WIDEST, _WORD, _PADDING = 70, 12, 3
_LONG, _LINES = 400, 8  # characters and line ends of a text from which on its row may be broken
_LIMITS = Limits(cpu_seconds=120, seconds=300, memory_bytes=3_000_000_000)


class _Paper(NamedTuple):
    """What the template asks where a table is set on paper."""

    shares: Callable[[Table], list[float]]
    is_long: Callable[[Line], bool]


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
    paper = _PAPER if medium == "print" else None
    body = template.render(chapters=chapters, signs=SIGNS, language=speaker.language, paper=paper)
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
    """Return how wide each column is to be, in percent: by its longest text, and where all texts are too long for the
    page, no narrower than the words of its head and short words in it.
    """
    columns = range(len(table.columns))
    texts = [[(2 if cell.tone else 0, cell.text) for line in table.lines for cell in line[i]] for i in columns]
    heads = [_widest(column.head) for column in table.columns]
    longest = [max((sign + room(text[:_WIDEST]) for sign, text in texts[i]), default=0) for i in columns]
    words = [max((sign + _widest(text[:_WIDEST]) for sign, text in texts[i]), default=0) for i in columns]
    wanted = [_PADDING + min(_WIDEST, max(heads[i], longest[i])) for i in columns]
    least = [_PADDING + max(heads[i], min(_WORD, words[i])) for i in columns]
    over = sum(wanted) - sum(least)
    room_left = max(0, min(over, _ACROSS - sum(least)))
    widths = [least[i] + (wanted[i] - least[i]) * room_left / (over or 1) for i in columns]
    return [round(100 * width / sum(widths), 2) for width in widths]


def _is_long(line: Line) -> bool:
    """Tell whether a row may go on overleaf: where it is kept whole, it can leave much of a page empty."""
    texts = [cell.text for cells in line for cell in cells]
    return any(len(text) > _LONG or text.count("\n") >= _LINES for text in texts)


def _widest(text: str) -> int:
    return max(map(room, text.split()), default=0)


_PAPER = _Paper(_shares, _is_long)


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

"""The parts of a document in one language in; the HTML of each on its page out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from markdown_it.token import Token
from markupsafe import Markup, escape

from press import markdown
from press.model import Block, Chapter, Section
from press.pages.changes import new_since
from press.pages.content import PageView

_STRICT = ("bullet_list_open", "ordered_list_open", "table_open")


class Part(NamedTuple):
    """One part of a document, ready for its page: a chapter or a form, with its section and its HTML."""

    section: Section
    kind: str
    html: Markup


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
    kind = view.document.kind if view.document else ""
    if identifier == view.manual.checklist.id:
        return view.part("checklist", checklist=view.manual.checklist.within(kind), section=section)
    form = next(form for form in view.manual.forms if form.id == identifier)
    return view.part("form", form=form.within(kind), section=section)


def chapter_html(chapter: Chapter, view: PageView) -> Markup:
    """Return the HTML of a chapter with its texts and its directives."""
    setter = _Setter(chapter, view)
    tokens = [made for index, token in enumerate(chapter.tokens) for made in setter.set(index, token)]
    return Markup(markdown.render(tokens))


class _Setter:
    """Goes through a chapter's tokens, putting words, numbers and what directives insert in their places."""

    def __init__(self, chapter: Chapter, view: PageView) -> None:
        self._view = view
        self._blocks = {block.token: block for block in chapter.blocks}
        self._sections = view.speaker.links.sections[view.page]
        self._in_heading = False
        self._inserted = False
        self._counts: list[int | None] = []
        self._set: dict[str, Callable[[Token], list[Token]]] = {
            "heading_open": self._heading,
            "heading_close": self._heading,
            "container_directive_open": self._directive_open,
            "container_directive_close": self._directive_close,
            "table_open": self._table_open,
            "table_close": self._table_close,
            "ordered_list_open": self._list_open,
            "ordered_list_close": self._list_close,
            "bullet_list_open": self._list_open,
            "bullet_list_close": self._list_close,
            "list_item_open": self._item_open,
        }

    def set(self, index: int, token: Token) -> list[Token]:
        """Return what stands for a token on the page. Tokens are shared by all languages: a changed one is a copy."""
        if index in self._blocks:
            return [Token("html_inline", "", 0, content=str(self._words(self._blocks[index])))]
        change = self._set.get(token.type)
        made = change(token) if change else [token]
        identifier = str(token.attrGet("id") or "") if token.nesting == 1 else ""
        former = self._view.former(identifier) if identifier else Markup()
        if not former:
            return made
        # Within a list or a table only their own parts may stand.
        return [_raw(former), *made] if token.type in _STRICT else [*made, _raw(former)]

    def _words(self, block: Block) -> Markup:
        section = self._sections.get(block.context)
        if self._in_heading and section is not None:
            return self._view.heading(section)
        return self._view.md(block.text)

    def _heading(self, token: Token) -> list[Token]:
        self._in_heading = token.nesting == 1
        return [token.copy(tag=f"h{int(token.tag[1:]) + self._view.base}")]

    def _directive_open(self, token: Token) -> list[Token]:
        name, argument = markdown.directive(token)
        self._inserted = name in markdown.INSERTS
        if self._inserted:
            return [_raw(_insert(self._view, name, argument))]
        return [_raw(_container(self._view, name, token.attrGet("id")))]

    def _directive_close(self, token: Token) -> list[Token]:
        kept = [] if self._inserted else [token]
        self._inserted = False
        return kept

    def _table_open(self, token: Token) -> list[Token]:
        """Let a wide table scroll by itself on a narrow screen, by keyboard too."""
        if self._view.medium == "print":
            return [token]
        label = escape(str(self._view.t("interface/table", "Table")))
        opening = Markup('<div class="scroll" role="group" tabindex="0" aria-label="{}">\n').format(label)
        return [_raw(opening), token]

    def _table_close(self, token: Token) -> list[Token]:
        return [token] if self._view.medium == "print" else [token, _raw(Markup("</div>\n"))]

    def _list_open(self, token: Token) -> list[Token]:
        start = token.attrs.get("start", 1) if token.type == "ordered_list_open" else None
        self._counts.append(None if start is None else int(start))
        return [token]

    def _list_close(self, token: Token) -> list[Token]:
        self._counts.pop()
        return [token]

    def _item_open(self, token: Token) -> list[Token]:
        """Number the items of ordered lists, for the style sheets that draw the number: not all know `start`."""
        number = self._counts[-1]
        if number is None:
            return [token]
        self._counts[-1] = number + 1
        return [token.copy(attrs={**token.attrs, "data-number": str(number)})]


def _raw(html: Markup) -> Token:
    return Token("html_block", "", 0, content=str(html), block=True)


def _insert(view: PageView, name: str, argument: str) -> Markup:
    if name == "figure":
        return view.figure(next(figure for figure in view.manual.figures if figure.id == argument))
    if name == "changes":
        return view.part(name, found=new_since(view, argument), then=view.manual.earlier[argument].edition)
    return view.part(name)


def _container(view: PageView, name: str, identifier: object) -> Markup:
    t = view.t
    anchor = Markup(' id="{}"').format(identifier) if identifier else Markup()
    titles = {
        "note": t("interface/note", "Please note"),
        "tip": t("interface/tip", "Tip of this edition (not an IASIOS rule)"),
    }
    if name not in titles:
        return Markup('<div class="{}"{}>\n').format(name, anchor)
    box = Markup('<div class="box {}" role="note"{}>\n<p class="box-title">{}</p>\n')
    return box.format(name, anchor, titles[name])

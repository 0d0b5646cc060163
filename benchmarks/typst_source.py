"""Print HTML in; its words as headings, lists and tables of a Typst file, without pictures and colours, out."""

import json
from collections.abc import Sequence
from html.parser import HTMLParser

_UNSEEN = {"caption", "head", "nav", "script", "style", "svg"}
_HEADINGS = {"h1": 1, "h2": 1, "h3": 2, "h4": 3}
_VOID = {"br", "col", "hr", "img", "input", "link", "meta"}
_NO_WORDS = {"ul", "ol", "table", "thead", "tbody", "tr"}
_OPENING = {
    **{tag: f"\n#heading(level: {level})[" for tag, level in _HEADINGS.items()},
    **{"ul": "\n#list(", "ol": "\n#enum(", "li": "[", "td": "[", "th": "["},
    **dict.fromkeys(("p", "div", "dt", "dd"), "\n\n"),
}
_CLOSING = {
    **dict.fromkeys(_HEADINGS, "]\n"),
    **dict.fromkeys(("ul", "ol", "table"), ")\n"),
    **dict.fromkeys(("li", "td", "th"), "],"),
}


class _Converter(HTMLParser):
    """Writes Typst as it reads HTML; words are strings, so that nothing in them is taken for markup."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._open: list[str] = []
        self._table, self._rows, self._cells = 0, 0, 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            return
        self._open.append(tag)
        if _UNSEEN & set(self._open):
            return
        if tag == "table":
            self._table, self._rows, self._cells = len(self.pieces), 0, 0
        self._rows += tag == "tr"
        self._cells += tag in ("td", "th")
        self.pieces.append(_OPENING.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        seen = not _UNSEEN & set(self._open)
        while self._open and self._open.pop() != tag:
            pass
        if seen:
            self.pieces.append(_CLOSING.get(tag, ""))
            if tag == "table":
                self.pieces[self._table] = f"\n#table(columns: {max(1, self._cells // max(1, self._rows))},"

    def handle_data(self, data: str) -> None:
        if not _UNSEEN & set(self._open) and not _NO_WORDS & set(self._open[-1:]):
            words = f"{' ' * data[:1].isspace()}{' '.join(data.split())}{' ' * data[-1:].isspace()}"
            self.pieces.append(f"#{json.dumps(words, ensure_ascii=False)};")


def typst_source(html: str, language: str, families: Sequence[str]) -> str:
    """Return a Typst file with a table of contents and page numbers."""
    converter = _Converter()
    converter.feed(html)
    fonts = f"({', '.join(json.dumps(family) for family in families)})"
    code = language.partition("-")[0]
    head = (
        f'#set document(title: "Manual")\n#set text(lang: "{code}", font: {fonts}, size: 10.25pt)\n'
        '#set page(paper: "a4", numbering: "1 / 1")\n#set heading(numbering: "1.1")\n#outline()\n'
    )
    return head + "".join(converter.pieces)

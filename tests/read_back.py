"""What programs read in a PDF: its words, as poppler and pdfium find them; its structure, as a screen reader does."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pikepdf
import pypdfium2

_INLINE = {"a", "b", "code", "em", "i", "strong"}
_UNSEEN = {"head", "script", "style", "svg", "select", "option", "textarea"}
_VOID = {"br", "col", "hr", "img", "input", "link", "meta", "wbr"}
_MARKS = "\u0300-\u036f\u064b-\u065f\u0670"
_ARABIC = "\u0620-\u06ff"
# Each of these is a word by itself: the languages that use them write no spaces.
_HAN = "\u2e80-\u9fff\uf900-\ufaff"
PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff\ufffd]")


class _Words(HTMLParser):
    """Collects the text of a page that is printed as text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _VOID:
            self._open.append(tag)
        self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass
        self._part(tag)

    def handle_data(self, data: str) -> None:
        if not _UNSEEN & set(self._open):
            self.pieces.append(data)

    def _part(self, tag: str) -> None:
        if tag not in _INLINE:
            self.pieces.append("\n")


def words(text: str) -> list[str]:
    """Return the words of a text, whatever line breaks, hyphens, vowel signs and marks of direction do to them."""
    text = unicodedata.normalize("NFKC", text)
    text = re.sub("[\u00ad\u200b-\u200f\u202a-\u202e\u2066-\u2069]", "", text)
    # A word that is broken into lines; pdfium writes U+0002 for the hyphen, and joins the word or does not.
    text = re.sub("(?<=\\w)[-\u0002]\\s*\\n\\s*", "", text).replace("-", "").replace("\u0002", "")
    text = re.sub(f"\\s*[{_MARKS}]", "", text)
    # Of "3c" among right-to-left words some viewers make "c3".
    return re.findall(f"[{_HAN}]|[{_ARABIC}]+|[0-9]+|[^\\W0-9{_ARABIC}{_HAN}]+", text)


def text_of_page(html: str) -> str:
    """Return the text of a page of HTML that is printed."""
    return "".join(_Words(html).pieces)


def words_of_page(html: str) -> list[str]:
    """Return the words of a page of HTML."""
    return words(text_of_page(html))


def by_poppler(path: Path) -> str:
    """Return the text of a PDF as poppler reads it."""
    return subprocess.run(["pdftotext", path, "-"], capture_output=True, encoding="utf-8", check=True).stdout


def by_pdfium(path: Path) -> str:
    """Return the text of a PDF as pdfium reads it, in the order in which it was drawn."""
    found = []
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            text = page.get_textpage()
            found.append(text.get_text_bounded())
            text.close()
            page.close()
    return "\n\n".join(found)


def share_found(wanted: list[str], found: list[str]) -> float:
    """Return which share of words is found, each as often as it is wanted."""
    return 1 - sum((Counter(wanted) - Counter(found)).values()) / len(wanted)


def elements(document: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Yield the structure elements of a PDF in reading order."""
    waiting = [document.Root.StructTreeRoot.K[0]]
    while waiting:
        element = waiting.pop()
        yield element
        waiting += reversed([kid for kid in kids(element) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid])


def kids(element: pikepdf.Object) -> list[pikepdf.Object]:
    """Return what is directly in a structure element: elements, numbers of texts, references to annotations."""
    inside = element.get("/K", [])
    return list(inside) if isinstance(inside, pikepdf.Array) else [inside]


def texts_in_structure(document: pikepdf.Pdf) -> list[tuple[int, int]]:
    """Return the page (by its object) and the number of each piece of text, in reading order."""
    return [
        (element.Pg.objgen[0], int(kid)) for element in elements(document) for kid in kids(element) if _is_number(kid)
    ]


def texts_drawn(document: pikepdf.Pdf) -> set[tuple[int, int]]:
    """Return the same of the texts that the pages draw, artifacts left out."""
    found = set()
    for page in document.pages:
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "BDC" and "/MCID" in operands[1]:
                found.add((page.obj.objgen[0], int(operands[1].MCID)))
    return found


def _is_number(kid: object) -> bool:
    return isinstance(kid, int)

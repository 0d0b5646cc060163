"""What is written is what is read: the words of every document, out of its PDFs again."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from pathlib import Path
from xml.etree.ElementTree import Element

import pikepdf
import pypdfium2
import pytest
import tinyhtml5
from paper import print_html
from read_back import (
    PRIVATE,
    by_pdfium,
    by_poppler,
    elements,
    share_found,
    text_of_page,
    texts_drawn,
    texts_in_structure,
    words,
    words_of_page,
)
from real import DOCUMENTS, LANGUAGES

from press.outputs.parsing import parsed

# Viewers guess at the words that Arabic vowel signs belong to.
LEAST, LEAST_ARABIC = 0.99, 0.975


@lru_cache(maxsize=8)
def pages_of(root: Path, language: str) -> dict[str, str]:
    return print_html(root, language)


@pytest.fixture(params=[(language, document) for language in LANGUAGES for document in DOCUMENTS], ids="-".join)
def pair(request: pytest.FixtureRequest, edition: Path) -> tuple[str, Path]:
    """The page that a document was printed from, and its PDF."""
    language, document = request.param
    return pages_of(edition.parent, language)[document], edition / language / f"iasios-{document}-{language}.pdf"


def elements_of(element: Element) -> list[tuple[str, dict[str, str], str, str]]:
    """Return name, attributes and texts of all elements; blanks round a page's parts mean nothing."""
    within = [each for each in element.iter() if isinstance(each.tag, str)]
    return [
        (
            each.tag,
            {name: value for name, value in each.attrib.items() if not name.endswith("xmlns")},
            (each.text or "").strip() if each.tag in ("html", "head", "body") else each.text or "",
            (each.tail or "").strip("\n"),
        )
        for each in within
    ]


def test_a_page_is_read_as_by_an_html_parser(pair: tuple[str, Path]) -> None:
    """The quick way to read a page gives the same elements, attributes and texts as HTML's own rules."""
    found = elements_of(parsed(pair[0]))
    assert found == elements_of(tinyhtml5.parse(pair[0], namespace_html_elements=False))
    assert len(found) > 150


def test_the_words_come_back(pair: tuple[str, Path]) -> None:
    """Poppler and pdfium find the words of the page in its PDF, in characters that have a meaning."""
    html, path = pair
    wanted = words_of_page(html)
    arabic = sum(bool(re.match("[\u0620-\u06ff]", word)) for word in wanted) > len(wanted) / 2
    for text in (by_poppler(path), by_pdfium(path)):
        assert share_found(wanted, words(text)) >= (LEAST_ARABIC if arabic else LEAST)
        assert PRIVATE.findall(text) == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_search_finds_arabic_words(edition: Path, document: str) -> None:
    """PDFium's search, which is Chrome's, finds each Arabic word without vowel signs, and so does poppler's."""
    html, path = pages_of(edition.parent, "ar")[document], edition / "ar" / f"iasios-{document}-ar.pdf"
    wanted = set(re.findall("(?<![\u0620-\u0670])[\u0620-\u064a]{3,}(?![\u0620-\u0670])", text_of_page(html)))
    assert len(wanted) > 50
    with pypdfium2.PdfDocument(path) as pdf:
        texts = [page.get_textpage() for page in pdf]
        missed = [word for word in sorted(wanted) if not any(text.search(word).get_next() for text in texts)]
    found = by_poppler(path)
    missed += [word for word in sorted(wanted) if word not in found]
    # A vowel sign may be taken for a part of the line below, and poppler tears a few words with "ويج".
    assert len(missed) <= 1 + len(wanted) / 200, missed


def test_each_text_is_read_once(pair: tuple[str, Path]) -> None:
    """A screen reader comes to every piece of text that is no artifact once, and to elements as often as they are."""
    html, path = pair
    with pikepdf.open(path) as document:
        read = texts_in_structure(document)
        assert len(read) == len(set(read))
        assert set(read) == texts_drawn(document)
        found = Counter(str(element.S) for element in elements(document))
    body = re.sub(r"<svg.*?</svg>", "", html[html.index("<body") :], flags=re.DOTALL)
    for tag in ("h1", "h2", "h3", "table", "thead", "tr", "th", "td", "p"):
        assert found[f"/{ {'table': 'Table', 'thead': 'THead'}.get(tag, tag.upper()) }"] == len(
            re.findall(rf"<{tag}[ >]", body)
        ), tag


def test_names_are_not_torn(pair: tuple[str, Path]) -> None:
    """The name IASIOS stands as often in the PDF as on the page: no line breaks within it."""
    html, path = pair
    wanted = sum(word.count("IASIOS") for word in words_of_page(html))
    assert wanted > 0 or "manual" not in path.name
    assert by_poppler(path).count("IASIOS") >= wanted

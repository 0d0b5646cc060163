"""The report as a page and as a PDF: whole in itself, for readers of all kinds, whatever somebody wrote."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from books import REAL, speakers
from browsing import opened
from builds import Page, pdf_pages
from filled import complete, plan
from playwright.sync_api import Browser
from real import read
from test_accessibility import looked_at, nu, turn, violations
from test_report import in_words
from validators import page_validation_complaints, verapdf_complaints

from press.answers.report_page import print_copy, web_page
from press.fields import Value
from press.fonts import read_families

HOSTILE = (
    '<script>alert(1)</script><img src="content/edition.yaml"><link rel="stylesheet" href="content/edition.yaml">'
    '</style>url("node_modules/x.ttf")&amp;{{ 7*7 }} {edition} content="default-src \'none\'"'
)
ODD: dict[str, Value] = {
    "application/1a/evidence": HOSTILE,
    "application/1c/evidence": "first line\nsecond line",
    "application/1e/evidence": "مراجعة السجلات 3c، ثم IASIOS",
    "application/1f/evidence": "病历审查 😀 አ",
    "application/1g/evidence": "x" * 3_000,
    "application/2b/answer": "no",
    "application/3a/evidence": "+120 TACE, 80 ablations:",
    "case-review/case-number@03": "Mr Smith",
    "case-review/8d-i@04": "no",
    "minimum-dataset/stage@05": "absent",
    "application/extended-01/requirement": "word " * 900,
}
SAID = {**complete(), **plan(), **ODD}
FAMILIES = read_families(REAL)[0]
LANGUAGES = ("en", "ar")


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of reports on one file, filled in in English, as pages and PDFs in two languages."""
    folder = tmp_path_factory.mktemp("reports")
    for language in LANGUAGES:
        chapter = in_words(language, SAID).chapter
        for make, kind in ((web_page, "html"), (print_copy, "pdf")):
            made = make(REAL, speakers()[language], FAMILIES, [chapter, chapter._replace(file="two.json")])
            assert (made.errors, made.warnings) == ((), ())
            (folder / f"{language}.{kind}").write_bytes(made.content)
    return folder


def test_a_page_is_whole_in_itself(browser: Browser, pages: Path) -> None:
    """The page asks for nothing: neither for what it is made of, nor for what somebody wrote into it."""
    html = (pages / "en.html").read_text(encoding="utf-8")
    own = {each for each in Page(html).addresses if not each.startswith(("#", "mailto:"))}
    assert own == set()
    window = opened(browser, pages, "en.html")
    asked: list[str] = []
    window.on("request", lambda request: asked.append(request.url))
    window.reload()
    assert [url for url in asked if not url.startswith("data:")] == [(pages / "en.html").as_uri()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_tables_fit_their_column(browser: Browser, pages: Path, language: str) -> None:
    """From 1000 pixels on no table is wider than the text around it; below, it scrolls by itself, by keyboard too."""
    window = opened(browser, pages, f"{language}.html")
    wider = "[...document.querySelectorAll('.scroll')].filter(box => box.scrollWidth > box.clientWidth)"
    for width in (1000, 1280, 1440):
        window.set_viewport_size({"width": width, "height": 800})
        assert window.evaluate(f"{wider}.length") == 0, width
    window.set_viewport_size({"width": 320, "height": 800})
    assert window.evaluate(f"{wider}.every(box => box.tabIndex === 0 && box.ariaLabel)")
    assert window.evaluate("document.documentElement.scrollWidth") == 320


def test_what_somebody_wrote_is_text(pages: Path) -> None:
    """What somebody wrote stands on the page as they wrote it, and is no part of the page."""
    reader = read(pages / "en.html")
    assert [tag for tag, _given in reader.elements if tag in ("script", "img")] == []
    assert HOSTILE in [words for _language, words in reader.texts]
    assert reader.text.count("first line second line") == 2


def test_who_speaks(pages: Path) -> None:
    """The page is in the reader's language and direction; what somebody wrote is marked with its own."""
    reader = read(pages / "ar.html")
    assert reader.elements[0] == ("html", {"lang": "ar", "dir": "rtl"})
    entries = [given for tag, given in reader.elements if "entry" in given.get("class", "").split()]
    assert {given["lang"] for given in entries} == {"en"}
    assert ("en", HOSTILE) in reader.texts
    assert ("ar", "وثائق الإثبات") in [(language, words.strip()) for language, words in reader.texts]
    english = read(pages / "en.html")
    assert not [given for _tag, given in english.elements if "entry" in given.get("class", "") and "lang" in given]


def test_its_parts_can_be_reached(pages: Path) -> None:
    """Each file and each part has a heading, and its contents lead there; no id stands twice."""
    reader = read(pages / "en.html")
    assert len(reader.ids) == len(set(reader.ids))
    anchors = [link.removeprefix("#") for link in reader.links if link.startswith("#")]
    assert set(anchors) <= set(reader.ids)
    assert reader.headings[:4] == [1, 2, 3, 3]
    assert reader.headings.count(2) == 2


@pytest.mark.parametrize("page", ["en.html", "ar.html"])
def test_axe(browser: Browser, pages: Path, page: str) -> None:
    """The page keeps WCAG 2.2 AA and good practice, in the light and in the dark, on a telephone and on a desk."""
    window = looked_at(browser, pages, page)
    for setting in ((320, "dark"), (1280, "light"), (768, "dark"), (768, "light")):
        turn(window, *setting)
        assert violations(window) == [], setting


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_is_cut_off(browser: Browser, pages: Path, width: int) -> None:
    """The page itself never scrolls sideways, however long a word somebody wrote."""
    for page in ("en.html", "ar.html"):
        window = opened(browser, pages, page, viewport={"width": width, "height": 900})
        assert window.evaluate("document.documentElement.scrollWidth") <= width


def test_nu(pages: Path) -> None:
    """The Nu checker has nothing to say about the page."""
    assert nu([pages / "en.html", pages / "ar.html"]) == []


def test_the_pdf_holds_every_word(pages: Path) -> None:
    """The PDF shows what somebody wrote in full; a sign that no font of the edition has stands there as its number."""
    text = " ".join(pdf_pages(pages / "en.pdf"))
    assert text.count("word") >= 1_800
    assert text.replace(" ", "").count("x" * 20) >= 2 * 3_000 // 20 - 400
    assert "[U+1F600] [U+12A0]" in text
    assert "病历审查" in text
    assert re.search(r"<script>alert\(1\)</script>", text)


def left_sides(path: Path) -> dict[str, float]:
    """Return where each word of a PDF begins that stands there once or more, from the left, in points."""
    found = subprocess.run(["pdftotext", "-bbox", path, "-"], check=True, capture_output=True, text=True).stdout
    words = re.findall(r'<word xMin="([0-9.]+)".*?>(.*?)</word>', found)
    return {word: float(left) for left, word in words}


def test_lines_keep_their_direction(pages: Path) -> None:
    """In an Arabic PDF, what was written from left to right reads so, with the signs at its ends."""
    left = left_sides(pages / "ar.pdf")
    assert left["+120"] < left["TACE,"]
    assert "ablations:" in left
    assert left["M•"] < left["S••••"]


def test_heads_of_columns_are_whole(pages: Path, tmp_path: Path) -> None:
    """No head of a column is broken within a word, however long the texts below it are."""
    german, title = in_words("de", SAID).chapter, speakers()["de"].t("interface/core-criteria", "Core criteria")
    german = german._replace(sections=tuple(part for part in german.sections if part.title == title))
    content = print_copy(REAL, speakers()["de"], FAMILIES, [german]).content
    (tmp_path / "de.pdf").write_bytes(content)
    for chapter, path in ((german, tmp_path / "de.pdf"), (in_words("en", SAID).chapter, pages / "en.pdf")):
        tables = [table for part in chapter.sections for table in part.tables]
        words = {word for table in tables for column in table.columns for word in column.head.split()}
        assert words - left_sides(path).keys() == set()


def test_a_long_text_goes_on_overleaf(pages: Path) -> None:
    """A long text begins below the row before it, and the heads of the columns stand on each of its pages."""
    found = pdf_pages(pages / "en.pdf")
    long = [text for text in found if "x" * 20 in text]
    assert "病历审查" in long[0]
    assert len(long) == sum("Required evidence" in text for text in long) >= 2


def test_the_pdf_conforms(pages: Path) -> None:
    """The PDF is PDF/A-3a and PDF/UA-1, by validators that others made."""
    assert verapdf_complaints([pages / "en.pdf", pages / "ar.pdf"]) == []
    assert [line for name in LANGUAGES for line in page_validation_complaints(pages / f"{name}.pdf")] == []

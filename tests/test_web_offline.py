"""One file holds all documents of a language, and needs nothing else."""

from __future__ import annotations

import re
import shutil
from base64 import b64decode
from collections import Counter
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from browsing import brightness, opened, searched, wide
from builds import PAGES, PAGES_AND_OFFLINE, quick_pdf
from fontTools.ttLib import TTFont
from playwright.sync_api import Browser
from real import DOCUMENTS, LANGUAGES, Reader, read
from small import ROOT, edit

from press.build import build
from press.outputs import OUTPUTS, offline
from press.pages.offline import Anchors
from press.plan import Selection
from press.project import Project


def file_of(output: Path, language: str) -> Path:
    return output / language / f"iasios-{language}-offline.html"


def offered(project: Project, page: str) -> list[str]:
    """Return the offline files that a page links to."""
    return [link for link in read(project.output / page).links if link.endswith("-offline.html")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_ids_are_used_once_and_links_lead_somewhere(edition: Path, language: str) -> None:
    """All documents share one page: each id is used once, and every link within leads to one."""
    reader = read(file_of(edition, language))
    assert [identifier for identifier, times in Counter(reader.ids).items() if times > 1] == []
    inner = [link for link in reader.links if not link.startswith(("https:", "mailto:"))]
    assert len(inner) > 100
    assert [link for link in inner if link.removeprefix("#") not in reader.ids] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_holds_what_the_pages_hold(edition: Path, language: str) -> None:
    """Every paragraph and label of every document's page is in the file, in the same order."""
    everything = read(file_of(edition, language)).text
    place = 0
    for document in DOCUMENTS:
        html = (edition / language / f"{document}.html").read_text(encoding="utf-8")
        text = Reader(html[html.index("<main") : html.index("</main>")]).text
        start = text.index(Reader(re.search(r"<h2.*?</h2>", html, re.DOTALL)[0]).text) if "<h2" in html else 0
        assert text[start:] in everything[place:], document
        place = everything.index(text[start:], place)


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_of_the_file(edition: Path, language: str) -> None:
    """The file has one main heading, the documents' titles below it, and skips no level."""
    levels = read(file_of(edition, language)).headings
    assert levels.count(1) == 1
    # The workbook has its page there, too.
    assert levels.count(2) == len(DOCUMENTS) + 1
    assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_documents_bear_the_titles_of_their_pages(edition: Path, language: str) -> None:
    """Each document of the file, the workbook's page too, has the title that its page has."""
    file = file_of(edition, language).read_text(encoding="utf-8")
    for document in (*DOCUMENTS, "workbook"):
        page = (edition / language / f"{document}.html").read_text(encoding="utf-8")
        title = re.search(r"<h1>(.*?)</h1>", page)
        inside = re.search(rf'id="document\.{document}">.*?<h2>(.*?)</h2>', file, re.DOTALL)
        assert title is not None
        assert inside is not None
        assert inside[1] == title[1]


@pytest.mark.parametrize("language", ["de", "ar"])
def test_it_asks_for_nothing(browser: Browser, edition: Path, mirrored: Path, tmp_path: Path, language: str) -> None:
    """Copied alone to another folder, the file is shown in its fonts, searched and switched without one request."""
    output = edition if language in LANGUAGES else mirrored
    shutil.copy(file_of(output, language), tmp_path / "alone.html")
    window = browser.new_page()
    asked: list[str] = []
    failed: list[str] = []
    window.on("request", lambda request: asked.append(request.url))
    window.on("console", lambda message: failed.append(message.text) if message.type == "error" else None)
    window.on("pageerror", lambda error: failed.append(str(error)))
    window.goto((tmp_path / "alone.html").as_uri())
    assert searched(window, "1a")
    window.keyboard.press("Enter")
    assert window.evaluate("location.hash").endswith("1a")
    window.locator(".display summary").click()
    window.locator("input[value=dark]").check()
    assert brightness(window) < 128
    window.evaluate("document.fonts.ready.then(() => 0)")
    fonts = window.evaluate(
        "[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family.replaceAll('\"', ''))"
    )
    assert {"Source Sans 3"} | ({"Amiri"} if language == "ar" else set()) <= set(fonts)
    assert failed == []
    assert [url for url in asked if not url.startswith(("data:", tmp_path.as_uri()))] == []
    assert sum(url.startswith("file:") for url in asked) == 1


def test_it_can_be_read_without_scripts(browser: Browser, edition: Path) -> None:
    """Without JavaScript the documents can be read and reached."""
    page = file_of(edition, "de").relative_to(edition).as_posix()
    for width in (320, 1280):
        window = opened(browser, edition, page, java_script_enabled=False, **wide(width))
        link = window.locator(".documents a").last
        if not link.is_visible():
            window.locator(".documents summary").click()
        link.click()
        assert window.locator("[id='document.corrective-action-plan'] h2").first.is_visible()
        assert window.evaluate("document.documentElement.scrollWidth") <= width


def test_searches_lead_to_places_in_the_file(edition: Path) -> None:
    """Each thing that its search finds is an id of the file."""
    text = file_of(edition, "de").read_text(encoding="utf-8")
    script = re.search(r"self\.searchEntries = .*", text)[0]
    addresses = re.findall(r'","#([^"]+)","[^"]*"\]', script)
    assert len(addresses) > 200
    assert set(addresses) <= set(read(file_of(edition, "de")).ids)


def test_fonts_are_cut_down(edition: Path) -> None:
    """The file embeds of each font what it shows: all its characters, few others, with copyright and licence."""
    text = file_of(edition, "de").read_text(encoding="utf-8")
    fonts = re.findall(r"data:font/woff2;base64,([^\"]+)", text)
    assert len(fonts) == 4
    for font in (TTFont(BytesIO(b64decode(data))) for data in fonts):
        characters = set(font.getBestCmap())
        assert set(map(ord, "Aäß–„“3")) <= characters
        assert len(characters) < 250
        assert {record.nameID for record in font["name"].names} <= {0, 13, 14}
    assert len(text) < 800_000


def test_licences_go_along(edition: Path) -> None:
    """The licence of the search's library stands in the file that holds it."""
    text = file_of(edition, "en").read_text(encoding="utf-8")
    assert (ROOT / "node_modules" / "minisearch" / "LICENSE.txt").read_text(encoding="utf-8") in text


def test_the_same_page_gives_the_same_file(mirrored: Path, tmp_path: Path) -> None:
    """The file's bytes depend on its sources alone: made again elsewhere, they are the same."""
    project = Project(Path(shutil.copytree(mirrored.parent, tmp_path / "elsewhere", symlinks=True)))
    before = file_of(mirrored, "ar").read_bytes()
    shutil.rmtree(project.cache)
    shutil.rmtree(project.output)
    build(project, Selection(languages=("ar",), formats=("offline",)), 1)
    assert file_of(project.output, "ar").read_bytes() == before


def test_it_is_offered_where_there_is_one(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages offer the file with its size once it is made; where the office wants none, none is made or offered."""
    monkeypatch.setitem(OUTPUTS, "pdf", quick_pdf())
    build(project, PAGES_AND_OFFLINE, 1)
    assert offered(project, "de/index.html") == []
    assert not file_of(project.output, "de").exists()
    edit(project.root, "content/edition.yaml", "publisher: Test Office", "publisher: Test Office\noffline: yes")
    build(project, PAGES, 1)
    assert offered(project, "de/index.html") == []
    report = build(project, PAGES_AND_OFFLINE, 1)
    assert sorted(report.made) == ["de/iasios-de-offline.html", "en/iasios-en-offline.html"]
    assert offered(project, "de/index.html") == ["iasios-de-offline.html"]
    assert offered(project, "index.html") == ["en/iasios-en-offline.html", "de/iasios-de-offline.html"]
    size = round(file_of(project.output, "de").stat().st_size / 1000)
    assert f"HTML, {size} KB" in read(project.output / "de" / "index.html").text


def test_a_file_that_cannot_be_made(mirrored: Path) -> None:
    """A font that is no font is told as an error of that file, and stops nothing else."""
    page = '<style>@font-face { src: url("output/index.ttf") }</style>'
    made = offline.make(Project(mirrored.parent), page)
    assert made.content == b""
    assert made.errors[0].startswith("the page could not be put into one file")


def test_ids_that_clash() -> None:
    """The first document keeps its ids; a later one puts its name before those that are taken, and refers to these."""
    anchors = Anchors()
    one, other = (
        '<h1 id="a">A</h1><p id="b">',
        '<p id="a"><label for="a">x</label> <a href="#a">y</a> <a href="one.html#a">z</a>',
    )
    anchors.add("one", one)
    anchors.add("other", other)
    assert anchors.resolved("one", one) == '<h2 id="a">A</h2><p id="b">'
    assert anchors.resolved("other", other) == (
        '<p id="other.a"><label for="other.a">x</label> <a href="#other.a">y</a> <a href="#a">z</a>'
    )
    assert anchors.resolved("other", '<form data-form="a" form="a">') == '<form data-form="a" form="other.a">'
    assert anchors.of("other", "") == "document.other"
    assert anchors.resolved("one", '<a href="https://x.example/#a">') == '<a href="https://x.example/#a">'
    assert anchors.resolved("one", '<a href="other.html">') == '<a href="#document.other">'

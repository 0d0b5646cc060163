"""What reads from left to right keeps its order within text that reads from right to left."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from browsing import opened, wide
from builds import write_bilingual
from mirrored import mirrored_files
from playwright.sync_api import Browser, Page
from real import read
from spoken import edition_of

from press.assets import print_fonts
from press.fonts import families_of, read_families
from press.outputs import pdf
from press.pages.isolation import isolated, lines
from press.pages.site import print_page

RUNS = ("1(a)", "3c", "IASIOS", "+43 1 904", "12 mm", "www.example.org/x/", "Save")

# Where each sign of the first place in <main> that holds a text stands, in pixels from the left.
PLACES = """text => {
    const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
    const signs = [];
    while (walker.nextNode()) {
        for (let at = 0; at < walker.currentNode.length; at++) signs.push([walker.currentNode, at]);
    }
    const start = signs.map(([node, at]) => node.data[at]).join('').indexOf(text);
    return signs.slice(start, start + text.length).map(([node, at]) => {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        return range.getBoundingClientRect().left;
    });
}"""


def lines_of(content: bytes) -> list[str]:
    """Return the signs of each line of a PDF as they stand from left to right, blanks left out.

    Every bracket is an opening one: PDFium turns some around where it takes a line to read from right to left.
    """
    lines: dict[tuple[int, int], list[tuple[float, str]]] = {}
    with pypdfium2.PdfDocument(content) as document:
        for number, page in enumerate(document):
            text = page.get_textpage()
            for at in range(text.count_chars()):
                sign, (left, bottom, _right, top) = text.get_text_range(at, 1), text.get_charbox(at, loose=True)
                if not sign.isspace():
                    lines.setdefault((number, round((bottom + top) / 2 / 5)), []).append((left, sign))
            text.close()
            page.close()
    return ["".join(sign for _left, sign in sorted(signs)).replace(")", "(") for signs in lines.values()]


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("3c و7b: استكمال المراجعة IASIOS", "rtl"),
        ("3c: Complete the review (مراجعة)", "ltr"),
        ("+120 TACE", "ltr"),
        ("K-01", "ltr"),
        ("و7b", "rtl"),
        ("2026-03-01", "ltr"),
    ],
)
def test_a_code_does_not_turn_a_line(text: str, direction: str) -> None:
    """A line that somebody wrote is read in the direction of its words, whatever code it begins with."""
    assert [line.direction for line in lines(text)] == [direction]


@pytest.fixture
def sentence(browser: Browser, mirrored: Path) -> Page:
    """The Arabic page whose sentence holds codes, a telephone number, a unit, an address and a label."""
    return opened(browser, mirrored, "ar/manual.html#aims", **wide(1600))


@pytest.mark.parametrize("run", RUNS)
def test_a_run_is_shown_from_left_to_right(sentence: Page, run: str) -> None:
    """Codes such as 1(a), telephone numbers, units, addresses and labels are shown in their own order."""
    places = sentence.evaluate(PLACES, run)
    assert len(places) == len(run)
    shown = [place for place, sign in zip(places, run, strict=True) if sign != " "]
    assert shown == sorted(set(shown))


def test_runs_follow_each_other_from_right_to_left(sentence: Page) -> None:
    """In a line, what is written first stands to the right: the runs do not draw together."""
    firsts = [sentence.evaluate(PLACES, run)[0] for run in ("1(a)", "3c", "IASIOS", "+43 1 904")]
    assert firsts == sorted(firsts, reverse=True)


def test_paper_has_the_same_order(tmp_path: Path) -> None:
    """In a PDF, the signs of a code stand in its own order, and the runs from right to left."""
    project = mirrored_files(tmp_path / "project")
    speaker = edition_of(project, "ar").speaker
    families, _problems = read_families(project)
    html = print_page(
        speaker, "manual", print_fonts(project, speaker.language, families), families_of(speaker.language, families)
    )
    made = pdf.make(project, html)
    assert made.errors == ()
    line = next(line for line in lines_of(made.content) if "IASIOS" in line and "+" in line)
    runs = [run.replace(" ", "").replace(")", "(") for run in RUNS if run != "Save"]
    places = [line.index(run) for run in runs]
    assert places == sorted(places, reverse=True)


def test_the_page_is_mirrored(browser: Browser, mirrored: Path) -> None:
    """Contents stand to the right of the text, and the head begins at the right."""
    window = opened(browser, mirrored, "ar/manual.html", **wide(1280))
    left = "part => document.querySelector(part).getBoundingClientRect().left"
    assert window.evaluate(left, ".contents") > window.evaluate(left, "main")
    assert window.evaluate(left, ".brand") > window.evaluate(left, ".finder")


def test_names_of_languages_are_set_in_their_fonts(browser: Browser, mirrored: Path) -> None:
    """The page of all languages shows each name in its script, in a font of the edition."""
    window = opened(browser, mirrored, "index.html", **wide(1280))
    assert read(mirrored / "index.html").text.count("العربية") >= 1
    family = "tag => getComputedStyle(document.querySelector(`main a[lang=${tag}]`)).fontFamily"
    assert window.evaluate(family, "ar") == '"Source Sans 3", Amiri, sans-serif'
    assert window.evaluate(family, "de") == '"Source Sans 3", sans-serif'
    window.evaluate("document.fonts.ready.then(() => 0)")
    loaded = window.evaluate("[...document.fonts].filter(font => font.status === 'loaded').map(font => font.family)")
    assert "Amiri" in [family.strip('"') for family in loaded]


def test_only_fonts_in_use_are_published(mirrored: Path) -> None:
    """A family that no language is set in is neither published nor named."""
    fonts = {path.name for path in (mirrored / "assets" / "fonts").iterdir()}
    assert "amiri-arabic-400-normal.woff2" in fonts
    assert not [name for name in fonts if "noto" in name or "chinese" in name]
    assert "Noto" not in (mirrored / "assets" / "fonts.css").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("انظر 1(a).", 'انظر <bdi dir="ltr">1(a)</bdi>.'),
        ("3c، 7b و8d", '<bdi dir="ltr">3c</bdi>، <bdi dir="ltr">7b</bdi> و<bdi dir="ltr">8d</bdi>'),
        ("(IASIOS)", '(<bdi dir="ltr">IASIOS</bdi>)'),
        ("IASIOS 28 بندا", '<bdi dir="ltr">IASIOS</bdi> 28 بندا'),
        ("12 mm هنا", '<bdi dir="ltr">12 mm</bdi> هنا'),
        ("+43 1 904 2003 57 هاتف", '<bdi dir="ltr">+43 1 904 2003 57</bdi> هاتف'),
        ("Minimum Dataset (MDS) هنا", '<bdi dir="ltr">Minimum Dataset (MDS)</bdi> هنا'),
        ("R&amp;D هنا", '<bdi dir="ltr">R&amp;D</bdi> هنا'),
        ("&lt;b&gt;", '&lt;<bdi dir="ltr">b</bdi>&gt;'),
        ('<a href="https://x.example/y">هنا</a>', '<a href="https://x.example/y">هنا</a>'),
        ('<span class="ui" lang="en">Save as</span>', '<span class="ui" lang="en">Save as</span>'),
        ('<bdi dir="ltr">A1.2</bdi>', '<bdi dir="ltr">A1.2</bdi>'),
        ("التاريخ: 2026-03-31.", 'التاريخ: <bdi dir="ltr">2026-03-31</bdi>.'),
        ("خلال 90 يوما، 2.3، 100%", "خلال 90 يوما، 2.3، 100%"),
    ],
)
def test_runs_are_found(text: str, shown: str) -> None:
    """Latin words, codes and numbers that belong together are one run; numbers alone, tags and labels are left."""
    assert isolated(text) == shown
    assert isolated(shown) == shown


def test_left_to_right_pages_have_no_isolation(tmp_path: Path) -> None:
    """Where all reads in one direction, nothing is isolated."""
    speaker = edition_of(write_bilingual(tmp_path / "project"), "de").speaker
    assert "<bdi" not in print_page(speaker, "manual", [], [])

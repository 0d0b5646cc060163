"""Large type and telephones: nothing scrolls sideways, all that opens can be reached, and words have room."""

from __future__ import annotations

from pathlib import Path

import pytest
from browsing import opened, searched, wide
from playwright.sync_api import Browser, Page
from real import DOCUMENTS, LANGUAGES

NAMES = ("checklist", *(name for name in DOCUMENTS if name != "checklist"), "workbook", "index")
TELEPHONE = wide(320, 640)
# What leaves the screen when it is opened over the page, and the page if it scrolls sideways.
OUTSIDE = """() => {
    const outside = [];
    for (const list of document.querySelectorAll('.band details, .fold')) {
        if (!list.querySelector('summary').checkVisibility()) continue;
        list.open = true;
        list.dispatchEvent(new Event('toggle'));
        const { left, right, top, bottom } = list.querySelector('summary + *').getBoundingClientRect();
        const seen = left >= 0 && right <= document.documentElement.clientWidth && top >= 0 && bottom <= innerHeight;
        if (!seen) outside.push(list.closest('[class]:not(.fold)').className);
        list.open = false;
    }
    return [...outside, ...(document.documentElement.scrollWidth > innerWidth ? ['the page'] : [])];
}"""


def enlarged(browser: Browser, width: int, size: float) -> Page:
    """Return a window in which the reader chose a size of type."""
    context = browser.new_context(**wide(width, 640))
    context.add_init_script(f"localStorage.setItem('iasios-size', '{size}')")
    return context.new_page()


def results_are_seen(window: Page) -> bool:
    """Search, and tell whether the frame of what is found lies in the window."""
    assert searched(window, "3c")
    box, size = window.locator(".results").bounding_box(), window.viewport_size
    assert box is not None
    assert size is not None
    return box["x"] >= 0 and box["x"] + box["width"] <= size["width"] and box["y"] + box["height"] <= size["height"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_twice_the_type_fits_a_telephone(browser: Browser, edition: Path, language: str) -> None:
    """At 200 % no page scrolls sideways, and lists, switches and what the search finds lie in the screen."""
    window = enlarged(browser, 320, 2)
    for name in NAMES:
        window.goto((edition / language / f"{name}.html").as_uri())
        assert window.evaluate(OUTSIDE) == [], name
    assert results_are_seen(window)


@pytest.mark.parametrize(("width", "size"), [(320, 1), (412, 1.25), (700, 2), (980, 2), (1280, 2), (1280, 1)])
def test_what_opens_is_seen_at_any_width(browser: Browser, edition: Path, width: int, size: float) -> None:
    """So do they on every screen between a telephone and a desk."""
    window = enlarged(browser, width, size)
    window.goto((edition / "ar" / "index.html").as_uri())
    assert window.evaluate(OUTSIDE) == []
    assert results_are_seen(window)


def test_the_browser_s_own_size_of_type_counts(browser: Browser, edition: Path) -> None:
    """So do they where the reader told the browser, not the page, to set type of twice the size."""
    window = browser.new_context(**TELEPHONE).new_page()
    tools = window.context.new_cdp_session(window)
    tools.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    window.goto((edition / "zh-Hans" / "index.html").as_uri())
    assert window.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 32
    assert window.evaluate(OUTSIDE) == []
    assert results_are_seen(window)


def test_columns_of_chinese_are_wider_than_a_letter(browser: Browser, edition: Path) -> None:
    """On a telephone the cells of a Chinese table hold five letters a line; the table scrolls, by keyboard too."""
    window = opened(browser, edition, "zh-Hans/manual.html", **TELEPHONE)
    narrow = """() => [...document.querySelectorAll('.scroll :is(th, td):not(.code, .row-number)')].filter(
        cell => cell.clientWidth < 5 * parseFloat(getComputedStyle(cell).fontSize)).map(cell => cell.textContent)"""
    assert window.evaluate(narrow) == []
    window.locator(".scroll[tabindex='0'][aria-label]:has(td)").first.wait_for()


def test_words_have_room(browser: Browser, edition: Path) -> None:
    """At 200 % on a telephone the words of a criterion have most of the screen, and long ones break with a hyphen."""
    window = enlarged(browser, 320, 2)
    window.goto((edition / "de" / "checklist.html").as_uri())
    narrow = """() => [...document.querySelectorAll('.evidence :is(td > p, .words)')].filter(
        words => words.clientWidth < 160 && words.textContent.length > 20).length"""
    assert window.evaluate(narrow) == 0
    style = "part => getComputedStyle(document.querySelector(part)).hyphens"
    assert [window.evaluate(style, part) for part in ("h1", "h2", "td p", ".words", "main > * p")] == ["auto"] * 5

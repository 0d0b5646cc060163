"""The pages in a real browser, from a folder, as readers use them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from real import DOCUMENTS

PAGES = ("index.html", "de/index.html", *(f"de/{document}.html" for document in DOCUMENTS))
WIDTHS = (320, 768, 1280)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    program = shutil.which("chromium")
    assert program, "install Debian's package chromium"
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu"]
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        yield browser
        browser.close()


def opened(browser: Browser, edition: Path, page: str, **options: object) -> Page:
    """Open a page of the edition in a window of its own."""
    window = browser.new_context(**options).new_page()
    name, _, anchor = page.partition("#")
    window.goto((edition / name).as_uri() + (f"#{anchor}" if anchor else ""))
    return window


def point(window: Page, part: str) -> None:
    """Click with the mouse where a part is, without scrolling it into view first as a robot would."""
    box = window.locator(part).bounding_box()
    assert box is not None
    window.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


@pytest.mark.parametrize("page", PAGES)
def test_nothing_runs_off_the_screen(browser: Browser, edition: Path, page: str) -> None:
    """No page scrolls sideways on a telephone, a tablet or a desk, from left to right or mirrored."""
    window = opened(browser, edition, page)
    for direction in ("ltr", "rtl"):
        window.evaluate(f"document.documentElement.dir = '{direction}'")
        for width in WIDTHS:
            window.set_viewport_size({"width": width, "height": 800})
            assert window.evaluate("document.documentElement.scrollWidth") <= width, (direction, width)


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_quiet(browser: Browser, edition: Path, page: str) -> None:
    """A page asks for nothing outside its folder, and no script fails."""
    context = browser.new_context()
    window = context.new_page()
    asked: list[str] = []
    failed: list[str] = []
    window.on("request", lambda request: asked.append(request.url))
    window.on("requestfailed", lambda request: failed.append(request.url))
    window.on("console", lambda message: failed.append(message.text) if message.type == "error" else None)
    window.on("pageerror", lambda error: failed.append(str(error)))
    window.goto((edition / page).as_uri())
    window.wait_for_timeout(200)
    assert failed == []
    assert [url for url in asked if not url.startswith(edition.as_uri())] == []


def test_fonts_are_the_shipped_ones(browser: Browser, edition: Path) -> None:
    """Text is set in the font of the edition, which the page loads from its own folder."""
    window = opened(browser, edition, "de/manual.html")
    window.evaluate("document.fonts.ready")
    family = window.evaluate("getComputedStyle(document.body).fontFamily.split(',')[0]")
    loaded = window.evaluate("[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)")
    assert family.strip('"') == "Source Sans 3"
    assert "Source Sans 3" in " ".join(loaded)


def test_language_switch_keeps_the_place(browser: Browser, edition: Path) -> None:
    """Whoever reads a section in German and switches to English reads the same section on."""
    window = opened(browser, edition, "de/manual.html#outcomes", viewport={"width": 1280, "height": 900})
    window.wait_for_timeout(300)
    for part in (".languages summary", ".languages a[hreflang=en]"):
        point(window, part)
    window.wait_for_url("**/en/manual.html*")
    assert window.url.endswith("en/manual.html#outcomes")
    assert window.evaluate("document.getElementById('outcomes').getBoundingClientRect().top") < 450
    assert window.evaluate("document.documentElement.lang") == "en"


def test_everything_is_there_without_scripts(browser: Browser, edition: Path) -> None:
    """Without JavaScript the text can be read, and contents, documents and languages can be reached."""
    for width in (320, 1280):
        options = {"java_script_enabled": False, "viewport": {"width": width, "height": 900}}
        window = opened(browser, edition, "de/manual.html", **options)
        assert window.locator("#outcomes").is_visible()
        for part in (".contents", ".documents", ".languages"):
            link = window.locator(f"{part} a").last
            if not link.is_visible():
                window.locator(f"{part} summary").first.click()
            assert link.is_visible(), (part, width)
        window.locator(".languages a[hreflang=en]").click()
        assert window.url.endswith("/en/manual.html")


def test_keyboard_reaches_the_text_first(browser: Browser, edition: Path) -> None:
    """The first stop of the Tab key leads past the navigation into the text."""
    window = opened(browser, edition, "de/manual.html")
    window.keyboard.press("Tab")
    assert window.evaluate("document.activeElement.getAttribute('href')") == "#content"
    window.keyboard.press("Enter")
    assert window.url.endswith("#content")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_follow_the_reader(browser: Browser, edition: Path, scheme: str) -> None:
    """Pages are light or dark as the reader's system is, and always light on paper."""
    window = opened(browser, edition, "de/manual.html", color_scheme=scheme)
    brightness = "(() => { const c = getComputedStyle(document.body).backgroundColor.match(/\\d+/g); return +c[0] })()"
    assert (window.evaluate(brightness) > 128) == (scheme == "light")
    window.emulate_media(media="print")
    assert window.evaluate(brightness) > 240
    assert not window.locator(".contents").is_visible()

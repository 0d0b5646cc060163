"""Pages in windows of a real browser, and what tests ask of them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

# Letters stand where the layout wants them, not at whole pixels.
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"]


@contextmanager
def running_browser() -> Iterator[Browser]:
    """Start Debian's Chromium."""
    # Chromium without the parts that draw windows on a screen opens a page in a fifth of the time.
    program = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    assert program, "install Debian's package chromium-headless-shell"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


def opened(browser: Browser, output: Path, page: str, **options: object) -> Page:
    """Open a page of an output folder in a window of its own; `page` may have an anchor."""
    window = browser.new_context(**options).new_page()
    name, _, anchor = page.partition("#")
    window.goto((output / name).as_uri() + (f"#{anchor}" if anchor else ""))
    return window


def wide(width: int, height: int = 900) -> dict[str, object]:
    """Return the option of a window of that size, in pixels."""
    return {"viewport": {"width": width, "height": height}}


def point(window: Page, part: str) -> None:
    """Click with the mouse where a part is, without scrolling it into view first as a robot would."""
    box = window.locator(part).bounding_box()
    assert box is not None
    window.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def brightness(window: Page) -> int:
    """Return how bright the page's ground is, from 0 to 255."""
    return int(window.evaluate("+getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0]"))


def searched(window: Page, query: str) -> list[str]:
    """Type a query into the search of a page and return the titles of what it finds, best first."""
    field = window.locator(".finder input")
    field.fill("")
    window.locator(".finder:not(.open)").wait_for()
    field.fill(query)
    window.locator(".finder.open").wait_for()
    return [" ".join(title.split()) for title in window.locator(".found .title").all_inner_texts()]

"""Pages and forms look as they did when somebody last approved them, in tests/pictures/.

What is compared are small grey pictures, so that another version of the browser or of a font passes and a block that
moved does not. After a change that is meant: PRESS_PICTURES=renew, then look at what git shows.
"""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from browsing import opened, wide
from PIL import Image, ImageChops
from playwright.sync_api import Browser
from small import ROOT

PICTURES = ROOT / "tests" / "pictures"
SCALE = 6
# How far a grey (0 to 255) may be from the approved one, and which share of all may be further away.
NEAR, SHARE = 24, 0.004

WEB = {
    "root": ("index.html", 1280, "light"),
    "language": ("de/index.html", 1280, "light"),
    "language-right-to-left": ("ar/index.html", 1280, "light"),
    "manual": ("de/manual.html", 1280, "dark"),
    "manual-right-to-left": ("ar/manual.html", 1280, "light"),
    "checklist": ("en/checklist.html", 1280, "light"),
    "checklist-narrow": ("en/checklist.html", 360, "light"),
    "checklist-right-to-left-narrow": ("ar/checklist.html", 360, "dark"),
}
PAPER = {
    "paper-manual": ("en/iasios-manual-en.pdf", 2),
    "paper-checklist": ("en/iasios-checklist-en.pdf", 0),
    "paper-minimum-dataset": ("en/iasios-minimum-dataset-en.pdf", 0),
    "paper-table": ("en/iasios-minimum-dataset-en.pdf", 1),
}


def small(picture: Image.Image) -> Image.Image:
    """Return a picture in greys, each the mean of a square of pixels."""
    grey = picture.convert("L")
    return grey.resize((grey.width // SCALE, grey.height // SCALE), Image.Resampling.BOX)


def differences(found: Image.Image, approved: Image.Image) -> str:
    """Say where a picture differs from the approved one, in pixels of the page; nothing if it does not."""
    if found.size != approved.size:
        return f"it measures {found.size}, approved are {approved.size}"
    far = ImageChops.difference(found, approved).point(lambda grey: 255 if grey > NEAR else 0)
    share = far.histogram()[255] / (far.width * far.height)
    if share <= SHARE:
        return ""
    left, top, right, bottom = (edge * SCALE for edge in far.getbbox())
    return f"{share:.1%} of it differ, between {left}, {top} and {right}, {bottom}"


def compare(name: str, picture: Image.Image) -> None:
    """Compare a picture with the approved one, or approve it where that is asked for."""
    found, path = small(picture), PICTURES / f"{name}.png"
    if os.environ.get("PRESS_PICTURES") == "renew":
        path.parent.mkdir(exist_ok=True)
        if not path.is_file() or differences(found, Image.open(path)):
            found.save(path, optimize=True)
        return
    said = differences(found, Image.open(path))
    if said:
        kept = ROOT / ".cache" / "pictures" / f"{name}.png"
        kept.parent.mkdir(parents=True, exist_ok=True)
        picture.save(kept)
    assert said == "", f"{name}: {said}; see .cache/pictures/{name}.png"


@pytest.mark.parametrize("name", WEB)
def test_pages(browser: Browser, mirrored: Path, name: str) -> None:
    """The first screen of each kind of page is as it was approved."""
    page, width, scheme = WEB[name]
    window = opened(browser, mirrored, page, color_scheme=scheme, **wide(width, 900))
    window.evaluate("document.fonts.ready.then(() => 0)")
    compare(name, Image.open(BytesIO(window.screenshot())))


@pytest.mark.parametrize("name", PAPER)
def test_paper(finished: Path, name: str) -> None:
    """A page of each kind of PDF is as it was approved."""
    path, number = PAPER[name]
    with pypdfium2.PdfDocument(finished / "output" / path) as document:
        page = document[number]
        picture = page.render(scale=1.5).to_pil()
        page.close()
    compare(name, picture)


def test_a_moved_block_is_seen(browser: Browser, mirrored: Path) -> None:
    """A paragraph that stands a line lower, text that is shifted aside, and a lost colour are differences."""
    window = opened(browser, mirrored, "de/manual.html", **wide(1280, 900))
    before = small(Image.open(BytesIO(window.screenshot())))
    style = "([part, name, value]) => document.querySelector(part).style.setProperty(name, value)"
    for change in (
        ("main .chapter", "padding-block-start", "1.5rem"),
        ("main", "margin-inline-start", "2rem"),
        (".band", "background", "#eee"),
    ):
        window.evaluate(style, list(change))
        assert differences(small(Image.open(BytesIO(window.screenshot()))), before), change
        window.evaluate(style, [*change[:2], ""])
        assert not differences(small(Image.open(BytesIO(window.screenshot()))), before)

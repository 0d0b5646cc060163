"""No page stands in anybody's way: axe-core in a browser, the Nu checker for the HTML."""

from __future__ import annotations

import json
import os
import subprocess
from functools import cache
from pathlib import Path

import pytest
from browsing import opened, searched
from playwright.sync_api import Browser, Page
from real import DOCUMENTS
from small import ROOT

from press.model import Language
from press.project import Project
from press.validate import load

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
NU = ROOT / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
COLOURS = ("color-contrast", "link-in-text-block")
WIDTHS, SCHEMES = (320, 768, 1280), ("light", "dark")
SETTINGS = [(width, scheme) for width in WIDTHS for scheme in SCHEMES]
# The checker resolves no address against a page's own folder, so it takes all of them for forbidden; that the policy
# lets them through is tested in a browser. Its CSS knows neither containers nor field-sizing.
BESIDE_THE_POINT = r".*Content Security Policy \(meta tag\).*|CSS: .*(container|field-sizing).*"


@cache
def languages() -> tuple[Language, ...]:
    """The languages of the real content: the first is the source."""
    manual = load(Project(ROOT)).manual
    assert manual is not None
    return manual.languages


def pages_of(language: str) -> list[str]:
    return [f"{language}/{name}.html" for name in ("index", *DOCUMENTS, "workbook")]


LANGUAGES = tuple(language.tag for language in languages())
# In every setting: the first language of each direction. Each page of the others in one, in turn.
THOROUGH = tuple({each.direction: each.tag for each in reversed(languages())}.values())
OTHERS = [page for language in LANGUAGES if language not in THOROUGH for page in pages_of(language)]
CHOSEN = {
    "index.html": SETTINGS,
    "status.html": SETTINGS,
    **{page: SETTINGS for language in THOROUGH for page in pages_of(language)},
    **{page: [SETTINGS[number % len(SETTINGS)]] for number, page in enumerate(OTHERS)},
}
if os.environ.get("PRESS_TEST") != "full":
    # The manual is long, and made of the same parts at every width.
    CHOSEN |= {f"{language}/manual.html": [(320, "dark"), (1280, "light")] for language in THOROUGH}


def violations(window: Page, rules: tuple[str, ...] = ()) -> list[str]:
    """Let axe-core look at a page, and return what it complains of, with the first place of each."""
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": RULES}
    options = {"runOnly": only, "resultTypes": ["violations"]}
    found = window.evaluate("options => axe.run(document, options)", options)["violations"]
    return [f"{each['id']} ({len(each['nodes'])}): {each['nodes'][0]['html'][:200]}" for each in found]


def looked_at(browser: Browser, output: Path, page: str) -> Page:
    """Open a page where axe-core, which is not of the edition, may run."""
    window = opened(browser, output, page, bypass_csp=True)
    window.evaluate(AXE.read_text(encoding="utf-8"))
    return window


def turn(window: Page, width: int, scheme: str) -> None:
    """Give the window a width in pixels, and the reader's system light or dark colours."""
    window.set_viewport_size({"width": width, "height": 900})
    window.emulate_media(color_scheme=scheme)


@pytest.mark.parametrize("page", CHOSEN)
def test_axe(browser: Browser, edition: Path, page: str) -> None:
    """Pages keep WCAG 2.2 AA and good practice, in the light and in the dark, on a telephone and on a desk."""
    window = looked_at(browser, edition, page)
    seen = set()
    for width, scheme in CHOSEN[page]:
        turn(window, width, scheme)
        # At the same width the dark and the light differ in nothing but colours.
        assert violations(window, COLOURS if width in seen else ()) == [], (width, scheme)
        seen.add(width)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_with_everything_open(browser: Browser, edition: Path, scheme: str) -> None:
    """So do the search with its results, the switches, and the lists that open over the text."""
    for page, width in ((f"{LANGUAGES[1]}/checklist.html", 1280), ("index.html", 320)):
        window = looked_at(browser, edition, page)
        turn(window, width, scheme)
        window.locator(".finder input").focus()
        searched(window, "case")
        window.evaluate("document.querySelectorAll('details').forEach(list => list.open = true)")
        assert violations(window) == [], page


def test_axe_in_one_file(browser: Browser, edition: Path) -> None:
    """So does the page that holds all documents."""
    window = looked_at(browser, edition, f"{LANGUAGES[1]}/iasios-{LANGUAGES[1]}-offline.html")
    turn(window, 320, "dark")
    assert violations(window) == []


def test_axe_finds_what_is_wrong(browser: Browser, edition: Path) -> None:
    """A picture without words and grey letters on grey are complained of."""
    window = looked_at(browser, edition, "index.html")
    window.evaluate("""() => {
        const text = document.createElement('p');
        text.textContent = 'hard to read'; text.style.color = '#ccc';
        document.querySelector('main > .inner').append(text, new Image());
    }""")
    assert [each.split(" ")[0] for each in violations(window)] == ["color-contrast", "image-alt"]


def test_nu(edition: Path, mirrored: Path) -> None:
    """The Nu checker has nothing to say about the HTML of any page, neither errors nor warnings."""
    assert nu([*sorted(edition.rglob("*.html")), *sorted((mirrored / "ar").glob("*.html"))]) == []


def test_nu_finds_what_is_wrong(tmp_path: Path) -> None:
    """A page that has an id twice is complained of."""
    page = tmp_path / "page.html"
    page.write_text(
        '<!doctype html><html lang="en"><title>A page</title><p id="a">This is a page.<p id="a">It is.</html>\n',
        encoding="utf-8",
    )
    assert nu([page])[0] == "page.html:1: Duplicate ID “a”."


def nu(pages: list[Path]) -> list[str]:
    """Return what the Nu checker says of pages, in one run."""
    command = ["java", "-jar", str(NU), "--format", "json", "--filterpattern", BESIDE_THE_POINT, *map(str, pages)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=300, check=False)
    messages = json.loads(done.stderr)["messages"]
    return [f"{Path(m['url']).name}:{m.get('lastLine')}: {m['message']}" for m in messages]

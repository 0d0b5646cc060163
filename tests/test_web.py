"""The pages in a real browser, from a folder, as readers use them."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from browsing import brightness, opened, point, searched, wide
from PIL import Image
from playwright.sync_api import Browser, Page
from real import DOCUMENTS, read

PAGES = ("index.html", "de/index.html", *(f"de/{document}.html" for document in DOCUMENTS))
WIDTHS = (320, 768, 1280)


@pytest.mark.parametrize("page", PAGES)
def test_nothing_runs_off_the_screen(browser: Browser, edition: Path, page: str) -> None:
    """No page scrolls sideways on a telephone, a tablet or a desk, from left to right or mirrored."""
    window = opened(browser, edition, page)
    for direction in ("ltr", "rtl"):
        window.evaluate(f"document.documentElement.dir = '{direction}'")
        for width in WIDTHS:
            window.set_viewport_size({"width": width, "height": 800})
            assert window.evaluate("document.documentElement.scrollWidth") <= width, (direction, width)


@pytest.mark.parametrize("page", [*PAGES, "status.html"])
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


def test_chinese_has_full_width_marks(edition: Path) -> None:
    """On Chinese pages and in what their search finds, brackets and colons beside Chinese words are Chinese ones."""
    narrow = re.compile(r"[\u4e00-\u9fff] ?\(|\)[\u4e00-\u9fff]|[\u4e00-\u9fff][0-9]*: ?[\u4e00-\u9fff]")
    texts = {page.name: read(page).text for page in sorted((edition / "zh-Hans").glob("*.html"))}
    texts["search.js"] = (edition / "zh-Hans" / "search.js").read_text(encoding="utf-8")
    assert {name: found for name, text in texts.items() if (found := narrow.findall(text))} == {}


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
    """Pages are light or dark as the reader's system is, with scripts or without, and always light on paper."""
    for scripts in (True, False):
        window = opened(browser, edition, "de/manual.html", color_scheme=scheme, java_script_enabled=scripts)
        assert (brightness(window) > 128) == (scheme == "light")
    window = opened(browser, edition, "de/manual.html", color_scheme=scheme)
    window.emulate_media(media="print")
    assert brightness(window) > 240
    for part in (".contents", ".display", ".finder"):
        assert not window.locator(part).is_visible()


def test_a_choice_of_colours_is_kept(browser: Browser, edition: Path) -> None:
    """Dark colours that were chosen hold on every page, from its first picture on, until the device decides again."""
    window = opened(browser, edition, "de/manual.html", color_scheme="light")
    window.locator(".display summary").click()
    window.locator("input[value=dark]").check()
    assert brightness(window) < 128
    window.goto((edition / "index.html").as_uri())
    # Before any deferred script ran: the first picture a reader sees.
    assert window.evaluate("document.querySelector('[data-dark]').media") == "screen"
    assert brightness(window) < 128
    window.emulate_media(media="print")
    assert brightness(window) > 240
    window.emulate_media(media="screen")
    window.locator(".display summary").click()
    assert window.locator("input[value=dark]").is_checked()
    window.locator("input[value=system]").check()
    assert brightness(window) > 128
    window.locator("input[value=light]").check()
    window.emulate_media(color_scheme="dark")
    assert brightness(window) > 128


def test_no_flash_of_other_colours(browser: Browser, edition: Path) -> None:
    """The script that knows the reader's colours stands in the head, after the styles, and is not put off."""
    window = opened(browser, edition, "de/manual.html", java_script_enabled=False)
    early = window.locator("head script").first
    assert early.get_attribute("src") == "../assets/early.js"
    assert early.get_attribute("defer") is None
    assert window.locator("link[data-dark] ~ script[src$='early.js']").count() == 1


def test_type_grows_to_twice_its_size(browser: Browser, edition: Path) -> None:
    """A+ takes the text to 200 %, the choice is kept, and nothing runs off the screen."""
    size = "parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)"
    window = opened(browser, edition, "de/manual.html", **wide(1280))
    usual = window.evaluate(size)
    window.locator(".display summary").click()
    for _ in range(9):
        window.locator("[data-step='1']").press("Enter")
    assert window.evaluate(size) == pytest.approx(2 * usual)
    assert window.locator(".display output").inner_text() == "200%"
    assert window.locator("[data-step='1']").get_attribute("aria-disabled") == "true"
    for page in PAGES:
        window.goto((edition / page).as_uri())
        assert window.evaluate("document.documentElement.scrollWidth") <= 1280, page
    window.locator(".display summary").click()
    for _ in range(9):
        window.locator("[data-step='-1']").press("Enter")
    assert window.locator(".display output").inner_text() == "87.5%"


def test_switches_need_scripts(browser: Browser, edition: Path) -> None:
    """Without JavaScript there is no search and no switch that would do nothing."""
    window = opened(browser, edition, "de/manual.html", java_script_enabled=False)
    assert not window.locator(".finder").is_visible()
    assert not window.locator(".display").is_visible()


def test_switches_work_where_nothing_can_be_kept(browser: Browser, edition: Path) -> None:
    """Where the browser refuses to keep anything, what is chosen holds for the page, and no script fails."""
    context = browser.new_context(color_scheme="light")
    refuse = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no') } })"
    context.add_init_script(refuse)
    window = context.new_page()
    failed: list[str] = []
    window.on("pageerror", lambda error: failed.append(str(error)))
    window.goto((edition / "de" / "manual.html").as_uri())
    window.locator(".display summary").click()
    window.locator("input[value=dark]").check()
    assert brightness(window) < 128
    assert failed == []


def _stops(window: Page) -> list[str]:
    """Press Tab through the whole page and name where it stops."""
    name = """() => {
        const here = document.activeElement, stops = document.querySelectorAll('[data-stop]').length;
        return here === document.body ? '' : (here.dataset.stop ??= String(stops));
    }"""
    stops: list[str] = []
    while True:
        window.keyboard.press("Tab")
        stop = window.evaluate(name)
        if not stop or stop in stops[:-1]:
            return stops
        # A field for a date has stops of its own, for day, month and year.
        if stop not in stops:
            stops.append(stop)


@pytest.mark.parametrize("page", ["de/checklist.html", "de/corrective-action-plan.html", "index.html"])
def test_keyboard_reaches_everything(browser: Browser, edition: Path, page: str) -> None:
    """The Tab key stops at everything that can be used, once, in the order of the page, and can be seen there."""
    window = opened(browser, edition, page, **wide(1280))
    window.wait_for_timeout(200)
    window.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    usable = """() => [...document.querySelectorAll(
        'a[href], button, input, select, textarea, summary, [tabindex="0"]')].filter(
        e => e.checkVisibility({ visibilityProperty: true }) && !(e.type === 'radio' && !e.checked)).length"""
    expected = window.evaluate(usable)
    stops = _stops(window)
    assert len(stops) == expected
    order = "[...document.querySelectorAll('[data-stop]')].map(e => e.dataset.stop)"
    assert window.evaluate(order) == stops


def test_what_has_the_focus_is_seen(browser: Browser, edition: Path) -> None:
    """Whatever the Tab key stops at shows an outline."""
    window = opened(browser, edition, "de/checklist.html", **wide(1280))
    for _ in range(12):
        window.keyboard.press("Tab")
        style = window.evaluate(
            "(({ outlineStyle, outlineWidth }) => [outlineStyle, parseFloat(outlineWidth)])"
            "(getComputedStyle(document.activeElement))"
        )
        assert style[0] != "none"
        assert style[1] >= 2


def test_lists_are_operated_by_keyboard(browser: Browser, edition: Path) -> None:
    """Enter opens the switches and the languages, Escape closes them and returns to where they open."""
    window = opened(browser, edition, "de/manual.html", **wide(1280))
    for part in (".display", ".languages details"):
        window.locator(f"{part} summary").focus()
        window.keyboard.press("Enter")
        assert window.locator(part).get_attribute("open") is not None
        window.keyboard.press("Tab")
        window.keyboard.press("Escape")
        assert window.locator(part).get_attribute("open") is None
        assert window.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_forced_colours_leave_everything_to_be_seen(browser: Browser, edition: Path) -> None:
    """Where the system forces its colours, boxes to tick keep their edges and steps their numbers."""
    window = opened(browser, edition, "de/checklist.html", forced_colors="active", **wide(1280))
    assert window.evaluate("matchMedia('(forced-colors: active)').matches")
    edge = "getComputedStyle(document.querySelector('.checklist :is(.tickbox, input)')).borderTopStyle"
    assert window.evaluate(edge) == "solid"
    greys = Image.open(BytesIO(window.screenshot())).convert("L").histogram()
    assert max(greys) < 0.97 * sum(greys), "the screen is not blank"


def test_motion_is_not_needed(browser: Browser, edition: Path) -> None:
    """Nothing moves by itself: no style sheet has an animation, a transition or smooth scrolling."""
    styles = [path.read_text(encoding="utf-8") for path in sorted((edition / "assets").glob("*.css"))]
    assert not [text for text in styles if "animation" in text or "transition" in text or "smooth" in text]


def test_the_policy_forbids_what_is_not_the_edition_s(browser: Browser, edition: Path) -> None:
    """A page's own policy lets its styles, fonts and scripts through, and no other script, style or address."""
    window = opened(browser, edition, "de/manual.html")
    broken: list[str] = []
    window.on("console", lambda message: broken.append(message.text))
    window.evaluate("""() => {
        const script = document.createElement('script'); script.textContent = 'window.intruder = 1';
        const picture = new Image(); picture.src = 'https://pictures.example/x.png';
        document.body.append(script, picture);
        return fetch('https://elsewhere.example/').catch(() => {});
    }""")
    assert window.evaluate("window.intruder") is None
    assert sum("Content Security Policy" in text for text in broken) >= 3
    assert searched(window, "3c")

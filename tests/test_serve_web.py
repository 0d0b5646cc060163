"""The preview in a real browser: pages follow what is saved, and whoever reads them stays where they are."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from mirrored import mirrored_files
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect
from previews import Running, previewed, wait_for
from small import ROOT, edit
from test_accessibility import AXE, violations

from press.project import Project

GERMAN = "content/locales/de/LC_MESSAGES/manual.po"
PATIENCE = 60_000  # milliseconds; how fast it is, is no question of these tests


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """The small project in English, German and Arabic, with one file for offline."""
    return mirrored_files(tmp_path / "project")


@pytest.fixture
def running(project: Project) -> Iterator[Running]:
    """A preview of it."""
    with previewed(project) as running:
        yield running


@pytest.fixture
def context(browser: Browser) -> BrowserContext:
    """A browser with several windows, whose patience does not depend on the machine."""
    context = browser.new_context(viewport={"width": 1200, "height": 700})
    context.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    return context


def opened(context: BrowserContext, running: Running, page: str) -> Page:
    """Open a page, wait until it hears the news, and mark its window: loaded again, it would lose the mark."""
    window = context.new_page()
    with window.expect_response("**/-/preview.css"):
        window.goto(running.url + page)
    window.evaluate("window.stays = true")
    return window


def stays(window: Page) -> bool:
    """Tell whether the window has not been loaded again."""
    return bool(window.evaluate("window.stays === true"))


def test_a_saved_translation_is_seen(context: BrowserContext, running: Running, project: Project) -> None:
    """A word that was saved in a PO file appears in its page, and in no other; place, focus and entries stay."""
    window, other = (opened(context, running, f"{language}/manual.html") for language in ("de", "ar"))
    steps = window.locator("#steps")
    steps.evaluate("element => scrollTo(0, element.getBoundingClientRect().top + scrollY - 200)")
    window.locator("a[href='mailto:office@example.org']").first.evaluate("link => link.focus({preventScroll: true})")
    before = steps.bounding_box()
    edit(project.root, GERMAN, "Ein Ziel ist kurz.", f"Ein Ziel ist kurz{', und dieser Satz ist lang' * 24}.")
    expect(window.locator("#content")).to_contain_text("dieser Satz ist lang")
    after = steps.bounding_box()
    assert before is not None
    assert after is not None
    # Many lines more stand above what is being read, which has not moved.
    assert abs(after["y"] - before["y"]) <= 1
    assert window.evaluate("document.activeElement.getAttribute('href')") == "mailto:office@example.org"
    assert (stays(window), stays(other)) == (True, True)
    assert "dieser Satz" not in other.locator("body").inner_text()


def test_entries_of_a_form_stay(context: BrowserContext, running: Running, project: Project) -> None:
    """What somebody types into a form while a translator saves is not lost, and goes on to be kept."""
    window = opened(context, running, "de/minimum-dataset.html")
    field = window.locator("textarea").first
    field.click()
    field.press_sequentially("Schr")
    edit(project.root, "content/locales/de/LC_MESSAGES/forms.po", '"Vorname"', '"Rufname"')
    expect(window.locator("#content")).to_contain_text("Rufname")
    window.keyboard.type("itt")
    assert field.input_value() == "Schritt"
    expect(window.locator("[data-status]")).to_contain_text("kept")
    assert stays(window)


def test_every_kind_of_file_is_followed(context: BrowserContext, running: Running, project: Project) -> None:
    """Markdown, YAML, templates and style sheets change the page in place; a new heading has its place in it."""
    window = opened(context, running, "en/manual.html")
    new = "\n\n{#new}\n## New\n\nMore."
    edit(project.root, "content/manual/introduction.md", "One aim is short.", f"One aim is brief.{new}")
    expect(window.locator("#content")).to_contain_text("One aim is brief.")
    order = "[...document.querySelectorAll('#aims, #new, #process')].map(each => each.id).join()"
    assert window.evaluate(order) == "aims,new,process"
    edit(project.root, "content/standards.yaml", "Records of something.", "Records of everything.")
    expect(window.locator("#content")).to_contain_text("Records of everything.")
    edit(project.root, "templates/parts/glossary.html.jinja", "<dl", "<p>All terms</p><dl")
    expect(window.locator("#content")).to_contain_text("All terms")
    edit(project.root, "templates/web/style.css", "--accent: #0b4f6c;", "--accent: #102030;")
    expect(window.locator("#new")).to_have_css("color", "rgb(16, 32, 48)")
    sheet, away = (project.root / "templates" / name for name in ("web/style.css", "style.css"))
    sheet.rename(away)
    expect(window.locator("#new")).not_to_have_css("color", "rgb(16, 32, 48)")
    away.rename(sheet)
    expect(window.locator("#new")).to_have_css("color", "rgb(16, 32, 48)")
    edit(project.root, "content/manual/introduction.md", new, "")
    expect(window.locator("#new")).to_have_count(0)
    assert stays(window)
    assert window.evaluate("document.querySelectorAll('link[href*=\"style.css\"]').length") == 1


def test_a_picture_and_a_script(context: BrowserContext, running: Running, project: Project) -> None:
    """A new screenshot takes the place of the drawing, another one that of the first; a script loads the page again."""
    window = opened(context, running, "en/manual.html")
    for colour, size in (("red", (40, 20)), ("blue", (60, 30))):
        Image.new("RGB", size, colour).save(project.root / "content" / "figures" / "screen.png")
        picture = window.locator("figure img")
        expect(picture).to_have_js_property("naturalWidth", size[0])
    assert stays(window)
    with window.expect_navigation():
        edit(project.root, "templates/web/script.js", '"use strict";', '"use strict"; ')
    assert not stays(window)


def test_broken_and_mended(context: BrowserContext, running: Running, project: Project) -> None:
    """A broken file is told above the page with its place and a remedy, politely; mended, that goes, unasked."""
    window = opened(context, running, "de/manual.html")
    panel = window.locator(".problems")
    expect(panel).to_have_attribute("aria-live", "polite")
    for name, good, bad, place, remedy in (
        ("content/standards.yaml", "number: 1", "number: [", "content/standards.yaml:12:11", "check the indentation"),
        (GERMAN, 'kurz."', "kurz.", f"{GERMAN}:30:27", 'write " at the end of the line'),
        (
            "templates/parts/glossary.html.jinja",
            "view.terms",
            "view.trms",
            "glossary.html.jinja:2",
            "correct the template",
        ),
    ):
        edit(project.root, name, good, bad)
        expect(panel).to_contain_text(place)
        expect(panel).to_contain_text(remedy)
        expect(window.locator("#content")).to_contain_text("Ein Ziel ist kurz.")
        edit(project.root, name, bad, good)
        expect(panel).to_be_empty()
    assert stays(window)


def test_problems_of_a_language_are_told_on_its_pages(
    context: BrowserContext, running: Running, project: Project
) -> None:
    """A translator's mistake is no matter of the other languages."""
    german, arabic = (opened(context, running, f"{language}/manual.html") for language in ("de", "ar"))
    edit(project.root, GERMAN, "innerhalb von {reply_weeks} Wochen", "innerhalb von 3 Wochen")
    expect(german.locator(".problems")).to_contain_text("the source text is shown")
    expect(german.locator("#content")).to_contain_text("Reply within 2 weeks.")
    assert arabic.locator(".problems").inner_text() == ""


def test_a_page_from_the_first_good_state_on(context: BrowserContext, project: Project) -> None:
    """Content that is broken when the preview starts is listed; the page comes by itself when it is mended."""
    edit(project.root, "content/standards.yaml", "number: 1", "number: [")
    with previewed(project) as running:
        window = opened(context, running, "de/manual.html")
        expect(window.locator("#content")).to_contain_text("content/standards.yaml:12:11")
        edit(project.root, "content/standards.yaml", "number: [", "number: 1")
        expect(window.locator("#content")).to_contain_text("Ein Ziel ist kurz.")
        expect(window.locator("h1")).to_have_css("font-weight", "700")


@pytest.mark.parametrize("language", ["de", "ar"])
def test_texts_are_shown(context: BrowserContext, running: Running, language: str) -> None:
    """With "Show texts" a click on a text shows its message beside it, in either direction, and leads nowhere."""
    window = opened(context, running, f"{language}/manual.html")
    window.get_by_role("button", name="Show texts").click()
    text = window.locator("#content [data-text]").filter(has=window.locator("a[href='#figure/screen']"))
    card = window.locator(".card")
    text.locator("a").click()
    expect(card).to_contain_text("manual steps")
    expect(card).to_contain_text("Reply within {reply_weeks} weeks.")
    expect(card).to_contain_text(f"content/locales/{language}/LC_MESSAGES/manual.po")
    assert "#" not in window.url
    here, there = text.bounding_box(), card.bounding_box()
    assert here is not None
    assert there is not None
    assert 0 <= there["x"] <= there["x"] + there["width"] <= 1200
    assert there["y"] >= here["y"] + here["height"] or there["y"] + there["height"] <= here["y"]
    assert there["x"] <= here["x"] + here["width"]
    assert there["x"] + there["width"] >= here["x"]
    window.keyboard.press("Escape")
    expect(card).to_be_hidden()
    window.get_by_role("button", name="Show texts").click()
    text.locator("a").click()
    assert window.url.endswith("#figure/screen")


def test_texts_by_keyboard(context: BrowserContext, running: Running, project: Project) -> None:
    """The key T shows texts, Tab goes from one to the next, Enter opens one, Escape closes it and goes back to it."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    window = opened(context, running, "de/manual.html")
    window.keyboard.press("t")
    aim = window.locator("#content [data-text]", has_text="Ein Ziel ist kurz.")
    aim.focus()
    window.keyboard.press("Enter")
    expect(window.locator(".card")).to_contain_text("One aim is short.")
    window.get_by_role("button", name=f"Copy {GERMAN}:30").click()
    expect(window.get_by_role("button", name=f"Copy {GERMAN}:30")).to_have_text("Copied")
    assert window.evaluate("navigator.clipboard.readText()") == f"{GERMAN}:30"
    # What is shown of a text follows, too.
    edit(project.root, GERMAN, 'msgctxt "aims"\nmsgid "One', '#, fuzzy\nmsgctxt "aims"\nmsgid "One')
    expect(window.locator(".card")).to_contain_text("unchecked")
    window.keyboard.press("Escape")
    expect(window.locator(".card")).to_be_hidden()
    window.locator(".finder input").fill("t")
    window.locator(".finder input").press("t")
    assert window.locator(".finder input").input_value() == "tt"
    assert window.get_by_role("button", name="Show texts").get_attribute("aria-pressed") == "true"


def test_texts_that_are_not_seen(context: BrowserContext, running: Running) -> None:
    """Texts of labels, titles and descriptions are listed: no element of the page shows them."""
    window = opened(context, running, "de/manual.html")
    window.keyboard.press("t")
    window.get_by_role("button", name="Texts of labels and titles").click()
    expect(window.locator(".card")).to_contain_text("A window with the button Save.")
    expect(window.locator(".card")).to_contain_text("interface/search-none")


def test_a_link_to_the_editor(context: BrowserContext, project: Project) -> None:
    """With --editor each place has a link that opens the file at its line."""
    with previewed(project, "--editor", "vscode://file/{path}:{line}") as running:
        window = opened(context, running, "de/manual.html")
        window.keyboard.press("t")
        window.locator("#content [data-text]", has_text="Ein Ziel ist kurz.").click()
        link = window.locator(".card a").first
        expect(link).to_have_attribute("href", f"vscode://file/{project.root}/{GERMAN}:30")


def test_files_are_made_and_opened(context: BrowserContext, running: Running, project: Project) -> None:
    """The links of a page make its PDF, and the offline file, as they now are, in a window of their own."""
    window = opened(context, running, "de/manual.html")
    edit(project.root, GERMAN, "Ein Ziel ist kurz.", "Ein Ziel ist knapp.")
    expect(window.locator("#content")).to_contain_text("knapp")
    with context.expect_page() as opening:
        window.get_by_role("link", name="Offline file").click()
    expect(opening.value.locator("h1")).to_have_count(1)
    expect(opening.value.locator("body")).to_contain_text("Ein Ziel ist knapp.")
    link = window.get_by_role("link", name="PDF", exact=True)
    answer = context.request.get(running.url.rstrip("/") + (link.get_attribute("href") or ""))
    assert "iasios-manual-de.pdf is being made" in answer.text()
    assert 'content="0; url=/de/iasios-manual-de.pdf"' in answer.text()
    pdf = context.request.get(running.url + "de/iasios-manual-de.pdf", timeout=PATIENCE)
    assert (pdf.status, pdf.body()[:5]) == (200, b"%PDF-")
    assert not project.output.exists()


def test_many_windows(context: BrowserContext, running: Running, project: Project) -> None:
    """Eight windows of one browser all follow, though it opens no more than six connections to a server."""
    windows = [opened(context, running, "de/manual.html") for _ in range(8)]
    edit(project.root, GERMAN, "Ein Ziel ist kurz.", "Ein Ziel ist knapp.")
    for window in windows:
        expect(window.locator("#content")).to_contain_text("knapp")


def test_the_preview_ends_and_begins_again(context: BrowserContext, project: Project) -> None:
    """A page says that its preview has ended, and follows the next one at the same address."""
    with previewed(project) as running:
        window = opened(context, running, "de/manual.html")
        expect(window.locator(".said")).to_be_empty()
    expect(window.locator(".said")).to_contain_text("The preview has ended")
    edit(project.root, GERMAN, "Ein Ziel ist kurz.", "Ein Ziel ist knapp.")
    with previewed(project, port=running.port):
        expect(window.locator("#content")).to_contain_text("knapp")
        expect(window.locator(".said")).to_be_empty()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_shut_out(browser: Browser, running: Running, project: Project, scheme: str) -> None:
    """With a problem, a text and all switches shown, the page keeps WCAG 2.2 AA, on a desk and on a telephone."""
    context = browser.new_context(bypass_csp=True, color_scheme=scheme)
    context.set_default_timeout(PATIENCE)
    for width in (1200, 360):
        window = opened(context, running, "de/checklist.html")
        window.set_viewport_size({"width": width, "height": 800})
        edit(project.root, "content/standards.yaml", "number: 1", "number: [")
        expect(window.locator(".problems")).to_contain_text("standards.yaml")
        window.keyboard.press("t")
        window.locator("#content [data-text]", has_text="Aufzeichnungen").first.click()
        expect(window.locator(".card")).to_contain_text("Records of something.")
        window.evaluate(AXE.read_text(encoding="utf-8"))
        assert violations(window) == []
        edit(project.root, "content/standards.yaml", "number: [", "number: 1")
        expect(window.locator(".problems")).to_be_empty()
        assert window.evaluate("document.documentElement.scrollWidth") <= width


# Random trees, some with ids: whatever the server sends after whatever it sent before, the page ends as it was sent.
_TREES = """async (seed) => {
  const { mirror } = await import("/-/mirror.js");
  let state = seed;
  const random = (below) => { state = (state * 1103515245 + 12345) % 2147483648; return (state >> 8) % below; };
  const tree = (depth) => {
    const node = document.createElement(["p", "div", "span", "ul"][random(4)]);
    if (!random(3)) node.id = `id${random(6)}`;
    if (!random(3)) node.setAttribute("class", `c${random(3)}`);
    for (let count = random(depth ? 5 : 1); count > 0; count -= 1) {
      node.append(random(3) && depth ? tree(depth - 1) : ["one", "two", "three"][random(3)]);
    }
    return node;
  };
  const wrong = [];
  for (let round = 0; round < 300; round += 1) {
    const seen = tree(4);
    const own = new mirror.constructor(seen);
    // As scripts do: an element of their own, in front, behind and around.
    const added = seen.querySelectorAll("div");
    added.forEach((each) => {
      const frame = document.createElement("b");
      each.replaceWith(frame);
      frame.append(each);
    });
    for (const fresh of [tree(4), tree(4)]) {
      const same = document.createElement(seen.tagName);
      same.append(...fresh.childNodes);
      own.renew(same.cloneNode(true));
      const plain = seen.cloneNode(true);
      plain.querySelectorAll("b").forEach((frame) => frame.replaceWith(...frame.childNodes));
      const wanted = same.cloneNode(true);
      if (plain.innerHTML !== wanted.innerHTML) wrong.push([round, plain.innerHTML, wanted.innerHTML]);
    }
  }
  return wrong.slice(0, 3);
}"""


def test_any_page_becomes_any_other(browser: Browser, running: Running) -> None:
    """From any state to any other, with elements of scripts in between, a page becomes what the server has sent."""
    context = browser.new_context(bypass_csp=True)
    window = opened(context, running, "de/index.html")
    for seed in range(5):
        assert window.evaluate(_TREES, seed) == []


# The words of a page as the server sent it: headings that came later have no link beside them until it is loaded again.
_WORDS = """() => {
  const body = document.body.cloneNode(true);
  body.querySelectorAll(".anchor").forEach((link) => link.remove());
  return body.textContent.split(/\\s+/).join(" ");
}"""


class Storm:
    """Random edits, deletions and renames of the files of a project, as editors and other tools make them."""

    FOLDERS = ("content", "templates/web", "templates/parts")
    SUFFIXES = (".po", ".md", ".yaml", ".jinja", ".css")
    PIECES = b'"', b"{%", b"{{ x }}", b"- ", b": ", b"\n", b"#", b"[", b"word", b"\xff", b"\0", b"{name}", b"<b>"

    def __init__(self, root: Path, seed: int) -> None:
        self._root = root
        self._random = random.Random(seed)
        self._good = {path: path.read_bytes() for path in self._files()}

    def _files(self) -> list[Path]:
        found = [path for folder in self.FOLDERS for path in sorted((self._root / folder).rglob("*"))]
        return [path for path in found if path.is_file() and path.suffix in self.SUFFIXES]

    def blow(self) -> None:
        """Do one thing to one file; every third time, put one back as it was."""
        files = self._files()
        if self._random.random() < 0.35 or not files:
            path = self._random.choice(sorted(self._good))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(self._good[path])
            return
        path = self._random.choice(files)
        self._random.choice((self._garble, self._garble, self._garble, self._cut, self._delete, self._rename))(path)

    def calm(self) -> None:
        """Put everything back as it was."""
        for path in self._files():
            if path not in self._good:
                path.unlink()
        for path, content in self._good.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            if not path.is_file() or path.read_bytes() != content:
                path.write_bytes(content)

    def _garble(self, path: Path) -> None:
        content = bytearray(path.read_bytes())
        at = self._random.randrange(len(content) + 1)
        content[at : at + self._random.randrange(4)] = self._random.choice(self.PIECES)
        path.write_bytes(content)

    def _cut(self, path: Path) -> None:
        content = path.read_bytes()
        path.write_bytes(content[: self._random.randrange(len(content) + 1)])

    def _delete(self, path: Path) -> None:
        path.unlink()

    def _rename(self, path: Path) -> None:
        if self._random.random() < 0.5:  # saved as some editors save: beside it, then in its place
            beside = path.with_name(f"{path.name}~")
            shutil.copyfile(path, beside)
            beside.replace(path)
        else:
            path.rename(path.with_name(f"{self._random.choice('xyz')}{path.suffix}"))


def test_a_thousand_random_changes(context: BrowserContext, running: Running, project: Project) -> None:
    """After a thousand edits, deletions and renames, open pages show what a fresh window does, and no problem."""
    pages = ("de/manual.html", "ar/checklist.html", "en/index.html", "index.html")
    windows = [opened(context, running, page) for page in pages]
    storm = Storm(project.root, seed=7)
    for number in range(1000):
        storm.blow()
        if number % 10 == 0:
            time.sleep(0.03)
    storm.calm()
    edit(project.root, GERMAN, "Ein Ziel ist kurz.", "Der Sturm ist vorbei.")
    expect(windows[0].locator("#content")).to_contain_text("Der Sturm ist vorbei.")
    assert running.process.poll() is None
    for page, window in zip(pages, windows, strict=True):
        expect(window.locator(".problems")).to_be_empty()
        fresh = opened(context, running, page)
        wait_for(lambda old=window, new=fresh: old.evaluate(_WORDS) == new.evaluate(_WORDS))
        assert fresh.title() == window.title()


def test_the_real_content(context: BrowserContext, tmp_path: Path) -> None:
    """The real manual, in all its languages, is previewed without a problem and follows a translation."""
    root = tmp_path / "real"
    for folder in ("content", "templates"):
        shutil.copytree(ROOT / folder, root / folder)
    (root / "node_modules").symlink_to(ROOT / "node_modules")
    with previewed(Project(root)) as running:
        window = opened(context, running, "de/manual.html")
        assert window.locator(".problems").inner_text() == ""
        title = window.locator("h1").inner_text().replace("\u00ad", "")
        edit(root, GERMAN, f'msgstr "{title}"', f'msgstr "{title} (Vorschau)"')
        expect(window.locator("h1")).to_have_text(f"{title} (Vorschau)")
        workbook = running.ask("/de/iasios-workbook-de.xlsx")
        assert (workbook.status, workbook.body[:2]) == (200, b"PK")

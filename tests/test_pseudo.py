"""The edition in languages nobody speaks: longer than English, and mirrored; what lacks room shows in them."""

from __future__ import annotations

import fcntl
import re
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from browsing import opened, wide
from builds import files
from playwright.sync_api import Browser
from real import DOCUMENTS, copy_content, read
from small import ROOT, add_language, complaints

from press.build import build
from press.checks.lengths import width
from press.cli import main
from press.desk import all_messages
from press.fonts import coverage, read_families
from press.plan import Selection
from press.problems import Origin
from press.project import Project
from press.rehearsal import rehearsal
from press.translation.inline import read_inline
from press.translation.messages import Message
from press.translation.pairs import compare
from press.translation.pseudo import PSEUDO, Pseudo, pseudo
from press.validate import load

LONGER, MIRRORED = PSEUDO
TAGS = tuple(each.tag for each in PSEUDO)
FORMS = ("checklist", "minimum-dataset", "case-review", "corrective-action-plan")
PAGES = ("index.html", *(f"{document}.html" for document in (*DOCUMENTS, "workbook")))
WIDTHS = (320, 768, 1280)


@pytest.fixture(scope="session")
def rehearsed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of the real content in pseudo languages: pages, forms, workbooks; never changed."""
    base = tmp_path_factory.getbasetemp()
    root = (base.parent if base.name.startswith("popen") else base) / "rehearsed"
    with root.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not root.is_dir():
            copy, problems = rehearsal(copy_content(root))
            assert copy is not None
            for wanted in (Selection(formats=("html", "xlsx")), Selection(TAGS, FORMS, ("pdf",))):
                problems += build(copy, wanted, 2).problems
            assert [str(problem) for problem in problems] == []
    return root / ".cache" / "pseudo" / "output"


# texts


@cache
def messages() -> tuple[Message, ...]:
    project = Project(ROOT)
    return tuple(all_messages(project, load(project).manual))


def said(text: str, language: Pseudo = LONGER, limit: int | None = None) -> str:
    return pseudo(Message("manual", "x", text, "Paragraph", Origin("x"), limit=limit), language)


@pytest.mark.parametrize(
    ("source", "longer", "mirrored"),
    [
        ("The end", "⟦Ţĥéé ééñđ⟧", "⟦تهي يند⟧"),
        ("Press `Save` on [the page](#page).", "⟦Þŕééšš `Save` ööñ [ţĥéé þååĝéé](#page).⟧", None),
        ("{reply_weeks} weeks", "⟦{reply_weeks} ŵééééķš⟧", "⟦{reply_weeks} ضييكس⟧"),
        ("IASIOS, 3c and myIASIOS", "⟦IASIOS, 3c ååñđ myIASIOS⟧", None),
        ("CANCER & TREATMENT", "⟦ÇÅÑÇÉŔ & ŢŔÉÅŢṀÉÑŢ⟧", None),
        ("[{email}](mailto:{email})", "[{email}](mailto:{email})", "[{email}](mailto:{email})"),
        ("1–6", "1–6", "1–6"),
    ],
)
def test_texts(source: str, longer: str, mirrored: str | None) -> None:
    """Words get other letters, longer words, and brackets; what a translation may not change stays."""
    assert said(source) == longer
    assert mirrored is None or said(source, MIRRORED) == mirrored


def test_labels_use_their_room() -> None:
    """A label grows as far as its place allows; where there is no room for brackets, it has none."""
    assert said("The evidence", limit=16) == "⟦Ţĥéé ééṿîđéñçé⟧"
    assert said("The evidence", limit=12) == "Ţĥé éṿîđéñçé"


@pytest.mark.parametrize("language", PSEUDO, ids=lambda each: each.tag)
def test_nothing_is_harmed(language: Pseudo) -> None:
    """No text breaks a rule for translations or is too long for its place, and fonts have its letters."""
    project = Project(ROOT)
    families = read_families(project)[0]
    shown = coverage(project, [each for each in families if each.id in ("text", "arabic")])
    for message in messages():
        text = pseudo(message, language)
        assert compare(message, text) == (), message
        words = read_inline(text, message.markdown).words
        limit = message.limit and max(message.limit, width(read_inline(message.source, message.markdown).words))
        assert limit is None or width(words) <= limit, (message, text)
        assert {ord(letter) for letter in words if letter.isalpha()} <= shown


def test_longer_is_longer() -> None:
    """The longer language takes about a third more room than English, as German and French do."""
    free = [message for message in messages() if message.limit is None]
    assert 1.25 < sum(len(pseudo(each, LONGER)) for each in free) / sum(len(each.source) for each in free) < 1.6


# the command


def test_nothing_gets_into_the_edition(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`build --pseudo` writes below .cache/ alone; the project, its output/ included, stays as it is."""
    monkeypatch.chdir(project.root)
    before = files(project.root)
    assert main(["build", "--pseudo", "-f", "html"]) == 0
    assert ".cache/pseudo/output/index.html" in capsys.readouterr().out
    now = files(project.root)
    assert {name for name in now if not name.startswith(".cache/")} == {
        name for name in before if not name.startswith(".cache/")
    }
    page = read(project.cache / "pseudo" / "output" / "ar-XB" / "manual.html")
    assert page.elements[0][1] == {"lang": "ar-XB", "dir": "rtl"} | page.elements[0][1]
    assert main(["build", "--pseudo", "-f", "html", "-l", "en-XA"]) == 0
    assert main(["build", "-f", "html", "-l", "en-XA"]) == 2


def test_pseudo_languages_are_refused_in_an_edition(project: Project) -> None:
    """Whoever writes one into content/languages.yaml is told that readers never get it; nothing is built."""
    add_language(project.root, "en-XA", "Longer")
    assert [row for row in complaints(project) if row[1] == "language"] == [
        (
            "content/languages.yaml:4:11",
            "language",
            "'en-XA' is a language that nobody speaks",
            "delete it here; 'python3 build.py build --pseudo' shows the pages in it",
        )
    ]
    assert not build(project, Selection(formats=("html",)), 1).published


def test_broken_content_is_said(project: Project, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    """What is wrong with the content is said as ever, and nothing is made."""
    monkeypatch.chdir(project.root)
    (project.content / "glossary.yaml").unlink()
    assert main(["build", "--pseudo"]) == 1
    assert "content/glossary.yaml" in capsys.readouterr().out
    assert not (project.cache / "pseudo").exists()


# web pages

# Words of plain Latin letters, at least one of them small: what nobody translated. Official labels, drawn screens,
# names of languages, addresses, roman numerals and dates, which come from locale data, are none.
UNTRANSLATED = r"""() => {
  const plain = /(?<![\p{L}\p{M}])(?!i+v?(?![\p{L}]))(?!\p{L}*\p{Lu}\p{L}*\p{Lu})[A-Za-z]{2,}(?![\p{L}\p{M}])/gu;
  const own = document.documentElement.lang;
  const found = [];
  const look = (words, element) => {
    const rest = words.replace(/\S*[@.]\S+/g, "").replace(/\w+\s\d+, \d{4}/g, "");
    for (const word of rest.match(plain) || []) found.push(word + " in " + element.tagName + ": " + words.trim());
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (element.closest("script, style, code, svg, .languages, [aria-hidden=true]")) continue;
    if (element.closest("[lang]").lang === own) look(walker.currentNode.data, element);
  }
  for (const name of ["title", "aria-label", "placeholder", "alt", "data-wrong", "data-ask"])
    for (const element of document.querySelectorAll(`[${name}]`))
      if (!element.closest("svg, .languages")) look(element.getAttribute(name), element);
  return found;
}"""

# Texts outside the window or outside what shows of an element that holds them, and texts that stand on one another.
# Left out: what is hidden from view, what scrolls, and what stays in place while the page scrolls below it.
MISPLACED = r"""() => {
  const found = [], lines = [];
  const width = document.documentElement.clientWidth;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, element = node.parentElement;
    if (!node.data.trim() || !element.checkVisibility() || element.closest("svg, .hidden")) continue;
    if (element.closest("details:not([open]) > :not(summary)")) continue;
    const above = [];
    for (let each = element; each !== document.body; each = each.parentElement) above.push(each);
    const styles = above.map(getComputedStyle);
    if (styles.some((style) => ["fixed", "sticky"].includes(style.position) || style.visibility === "hidden")) continue;
    if (styles.some((style) => style.clipPath !== "none")) continue;
    const scrolls = styles.some((style) => ["auto", "scroll"].includes(style.overflowX));
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width < 1 || scrolls) continue;
      if (box.left < -1 || box.right > width + 1) found.push("off the screen: " + node.data.trim());
      for (const [at, style] of styles.entries()) {
        const outer = above[at].getBoundingClientRect();
        const cut = box.left < outer.left - 1 || box.right > outer.right + 1 || box.bottom > outer.bottom + 6;
        if (["hidden", "clip"].includes(style.overflowX) && cut) found.push("cut: " + node.data.trim());
      }
      lines.push([box, node]);
    }
  }
  lines.sort((one, other) => one[0].top - other[0].top);
  for (let at = 0; at < lines.length; at++)
    for (let next = at + 1; next < lines.length && lines[next][0].top < lines[at][0].bottom - 6; next++) {
      const [[one, node], [other, beside]] = [lines[at], lines[next]];
      const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
      if (node !== beside && across > 2) found.push("on one another: " + node.data.trim() + " | " + beside.data.trim());
    }
  return [...new Set(found)];
}"""


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("tag", TAGS)
def test_pages_have_room(browser: Browser, rehearsed: Path, tag: str, page: str) -> None:
    """Nothing runs off the screen, is cut or stands on something else: on a telephone, a tablet, a desk."""
    window = opened(browser, rehearsed, f"{tag}/{page}", **wide(320))
    window.evaluate("document.fonts.ready")
    for size in WIDTHS:
        window.set_viewport_size({"width": size, "height": 900})
        assert window.evaluate("document.documentElement.scrollWidth") <= size
        assert window.evaluate(MISPLACED) == [], size


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("tag", TAGS)
def test_pages_are_translated(browser: Browser, rehearsed: Path, tag: str, page: str) -> None:
    """Every word that is shown or read aloud can be translated; official labels and names stay as they are."""
    window = opened(browser, rehearsed, f"{tag}/{page}", **wide(1280))
    assert window.evaluate(UNTRANSLATED) == []
    assert window.evaluate("document.body.innerText").count("⟦") > 20


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("margin-block: -1.2em", "on one another"),
        ("white-space: nowrap", "off the screen"),
        ("inline-size: 8em; overflow: hidden; white-space: nowrap", "cut"),
    ],
)
def test_a_lack_of_room_is_seen(browser: Browser, rehearsed: Path, style: str, expected: str) -> None:
    """The tests of the pages see a layout that has no room, and a word of English."""
    window = opened(browser, rehearsed, "en-XA/case-review.html", **wide(768))
    # The page's own rules forbid style sheets from elsewhere, not a script of ours that sets a style.
    window.evaluate("style => document.querySelectorAll('main p').forEach(p => { p.style.cssText = style })", style)
    assert expected in " ".join(window.evaluate(MISPLACED))
    window.evaluate("document.querySelector('main p').append(' Tick this box.')")
    assert [line.partition(" in ")[0] for line in window.evaluate(UNTRANSLATED)] == ["Tick", "this", "box"]


# PDFs and workbooks


def characters(page: pypdfium2.PdfPage) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
    """Yield each visible character of a page with its box: left, bottom, right, top."""
    text = page.get_textpage()
    for at in range(text.count_chars()):
        sign = text.get_text_range(at, 1)
        if sign.strip():
            yield sign, text.get_charbox(at)


def clashes(signs: list[tuple[str, tuple[float, float, float, float]]]) -> list[str]:
    """Return pairs of characters of which one covers a good part of the other."""
    signs = sorted(signs, key=lambda sign: sign[1][0])
    found = []
    for at, (one, (left, bottom, right, top)) in enumerate(signs):
        for other, (start, base, end, head) in signs[at + 1 :]:
            if start >= right:
                break
            across, up = min(right, end) - start, min(top, head) - max(bottom, base)
            area = min((right - left) * (top - bottom), (end - start) * (head - base))
            if across > 0 and up > 0 and across * up > 0.4 * area:
                found.append(one + other)
    return found


@pytest.mark.parametrize("document", FORMS)
@pytest.mark.parametrize("tag", TAGS)
def test_forms_have_room(rehearsed: Path, tag: str, document: str) -> None:
    """No text of a printed form leaves the page's margins, and longer words do not stand on one another."""
    with pypdfium2.PdfDocument(rehearsed / tag / f"iasios-{document}-{tag}.pdf") as file:
        for page in file:
            signs = list(characters(page))
            wide_, high = page.get_size()
            assert all(box[0] > 20 and box[2] < wide_ - 20 and box[1] > 20 and box[3] < high - 20 for _, box in signs)
            # The letters of a joined script lie over one another by nature.
            assert tag == MIRRORED.tag or clashes(signs) == []


@pytest.mark.parametrize("document", FORMS)
def test_labels_of_forms_are_whole(rehearsed: Path, document: str) -> None:
    """Every label of a printed form that is opened with ⟦ is closed: none was cut off."""
    with pypdfium2.PdfDocument(rehearsed / "en-XA" / f"iasios-{document}-en-XA.pdf") as file:
        for page in file:
            text = page.get_textpage().get_text_bounded()
            assert text.count("⟦") == text.count("⟧") > 5


@pytest.mark.parametrize("tag", TAGS)
def test_workbooks_have_room(rehearsed: Path, tag: str) -> None:
    """The names of sheets are whole, none is like another, and no sheet speaks English."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl does not know all that Excel does
        book = openpyxl.load_workbook(rehearsed / tag / f"iasios-workbook-{tag}.xlsx")
    names = [sheet.title for sheet in book if sheet.sheet_state == "visible"]
    assert len({name.casefold() for name in names}) == len(names) > 3
    assert all(len(name) <= 31 for name in names)
    assert [name for name in names if re.search(r"\b[A-Za-z][a-z]{2,}\b", name)] == []
    assert all(bool(sheet.sheet_view.rightToLeft) == (tag == MIRRORED.tag) for sheet in book if sheet.title in names)

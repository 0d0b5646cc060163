"""The search finds what readers look for, in every script, offline and by keyboard."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from browsing import opened, searched, wide
from builds import write_bilingual
from playwright.sync_api import Browser
from real import LANGUAGES, read
from small import edit
from spoken import edition_of

from press.project import Project
from press.search import entries_of, search_script


def data_of(path: Path) -> dict:
    """Return what a language's script gives to the search."""
    text = path.read_text(encoding="utf-8")
    return json.loads(text.removeprefix("self.searchEntries = ").removesuffix(";\n"))


# --- What can be found ---


def test_everything_that_has_an_id_is_found(project: Project) -> None:
    """Sections, groups, criteria, fields, figures and printed terms can be found, each once, with their words."""
    found = {entry.id: entry for entry in entries_of(edition_of(project, "en").speaker)}
    assert list(found) == [
        "introduction",
        "aims",
        "process",
        "steps",
        "table",
        "platform",
        "saving",
        "glossary",
        "checklist",
        "minimum-dataset",
        "first-group",
        "standard-1",
        "1a",
        "1b",
        "standard-2",
        "minimum-dataset/patient",
        "minimum-dataset/first-name",
        "minimum-dataset/laterality",
        "minimum-dataset/actions",
        "minimum-dataset/action",
        "minimum-dataset/done",
        "figure/screen",
        "glossary/facility",
    ]
    assert found["1b"] == (
        "checklist",
        "1b",
        "Criterion 1b",
        "At least 30 cases, reviewed. The first part. The second part.",
        "1b",
    )
    assert found["steps"].title == "1.1 Steps"
    assert found["steps"].text == (
        "Reply within 2 weeks. Then press Save, as Figure 1 of the Small Manual shows. "
        "Write to office@example.org. Wait for an answer. This is a note."
    )
    assert found["minimum-dataset/laterality"].text == "Patient e.g. left or right"
    assert found["figure/screen"].title == "Figure 1: A small screen"


def test_a_form_is_found_on_its_own_page(project: Project) -> None:
    """What stands both in the manual's appendix and on the page of a form leads to the form, which can be filled in."""
    places = {entry.id: entry.document for entry in entries_of(edition_of(project, "en").speaker)}
    assert (places["1a"], places["minimum-dataset/done"], places["steps"]) == ("checklist", "minimum-dataset", "manual")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_result_leads_somewhere(edition: Path, language: str) -> None:
    """Each address is a page of the language, and an anchor that is on it."""
    anchors: dict[str, set[str]] = {}
    entries = data_of(edition / language / "search.js")["entries"]
    assert len(entries) > 200
    for document, title, _text, address, _code in entries:
        page, anchor = address.split("#")
        if page not in anchors:
            anchors[page] = set(read(edition / language / page).ids)
        assert anchor in anchors[page], address
        assert page == f"{document}.html"
        assert title


def test_translations_are_found(tmp_path: Path) -> None:
    """A language's search holds that language's words, and the source text where a translation is missing."""
    found = {entry.id: entry for entry in entries_of(edition_of(write_bilingual(tmp_path / "p"), "de").speaker)}
    assert found["aims"].title == "Ziele"
    assert found["aims"].text.startswith("Ein Ziel ist kurz. Another aim")


def test_a_text_never_ends_the_script(project: Project) -> None:
    """No text holds what browsers read as the end of a script: the sign that it begins with is written otherwise."""
    edit(project.root, "content/manual/introduction.md", "One aim is short.", "One aim is < others.")
    script = search_script(edition_of(project, "en").speaker)
    assert "<" not in script
    entries = json.loads(script.removeprefix("self.searchEntries = ").removesuffix(";\n"))["entries"]
    assert any("One aim is < others." in text for _document, _title, text, _address, _code in entries)


# --- Finding it ---


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("3c", "Criterion 3c"),
        ("3C", "Criterion 3c"),
        ("(7b)", "Criterion 7b"),
        ("2.3", "2.3 The Internal Case Review"),
        ("A1.2", "A1.2 Adding people from your facility"),
        ("lateral", "Laterality"),
        ("invoices", "A1.3 Invoices"),
        ("remote audits", "3.2 Remote audits"),
        ("remot adits", "3.2 Remote audits"),
    ],
)
def test_queries_in_english(browser: Browser, edition: Path, query: str, first: str) -> None:
    """A code comes first; beginnings of words, any case and a slip of the pen are enough."""
    assert searched(opened(browser, edition, "en/manual.html"), query)[0] == first


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("3c", "Kriterium 3c"),
        ("fallprufung", "2.3 Die Interne Fallprüfung"),
        ("FALLPRÜFUNG", "2.3 Die Interne Fallprüfung"),
        ("interne fallpr", "2.3 Die Interne Fallprüfung"),
    ],
)
def test_queries_in_german(browser: Browser, edition: Path, query: str, first: str) -> None:
    """Accents may be left out, and words may be begun."""
    assert searched(opened(browser, edition, "de/checklist.html"), query)[0] == first


@pytest.mark.parametrize("query", ["معالجة", "مُعَالَجَةُ", "مـعـالـجـة", "المعالجة", "معالجه"])
def test_queries_in_arabic(browser: Browser, mirrored: Path, query: str) -> None:
    """Vowel signs, stretching, the article and the two forms of the last letter make no difference."""
    assert searched(opened(browser, mirrored, "ar/index.html"), query) == ["الأهداف"]


@pytest.mark.parametrize(("query", "title"), [("اهداف", "الأهداف"), ("ادارة", "البند 1a"), ("٣c", "الأهداف")])
def test_letters_with_hamza_in_arabic(browser: Browser, mirrored: Path, query: str, title: str) -> None:
    """An alef is found with or without its hamza, a digit in either form."""
    assert searched(opened(browser, mirrored, "ar/index.html"), query)[0] == title


def test_chinese_is_cut_into_words(browser: Browser, mirrored: Path) -> None:
    """Chinese, which has no blanks, is found by its words."""
    window = opened(browser, mirrored, "en/index.html")
    entries = [["manual", "准备认证", "内部病例审查是申请认证的必要部分。", "manual.html#a", ""]]
    window.evaluate(
        "entries => { document.documentElement.lang = 'zh-Hans';"
        " window.searchEntries = { documents: { manual: '手册' }, entries } }",
        entries,
    )
    for query in ("病例", "审查", "申请认证", "内部病例审查"):
        assert searched(window, query) == ["准备认证"], query
    window.locator(".finder input").fill("发票")
    window.get_by_text("Nothing found").wait_for()


def test_nothing_is_loaded_before_somebody_searches(browser: Browser, edition: Path) -> None:
    """The library and what can be found are loaded when the search is used, not before."""
    window = browser.new_page()
    asked: list[str] = []
    window.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[1]))
    window.goto((edition / "de" / "manual.html").as_uri())
    window.wait_for_timeout(200)
    assert not {"minisearch.js", "search.js"} & set(asked)
    searched(window, "3c")
    assert {"minisearch.js", "search.js"} <= set(asked)


# --- Using it ---


def test_the_search_by_keyboard(browser: Browser, edition: Path) -> None:
    """`/` goes there, arrows go through the results and back, Escape closes, Enter opens the first one."""
    window = opened(browser, edition, "de/manual.html")
    window.keyboard.press("/")
    focused = "document.activeElement.closest('.found, .finder input')?.className ?? ''"
    window.keyboard.type("3c")
    window.locator(".found a").first.wait_for()
    window.keyboard.press("ArrowDown")
    assert window.evaluate(focused) == "found"
    first = window.evaluate("document.activeElement.textContent")
    window.keyboard.press("ArrowDown")
    assert window.evaluate("document.activeElement.textContent") != first
    window.keyboard.press("ArrowUp")
    window.keyboard.press("ArrowUp")
    assert window.evaluate("document.activeElement.type") == "search"
    window.keyboard.press("Escape")
    assert window.locator(".found a").count() == 0
    assert window.evaluate("document.activeElement.type") == "search"
    window.keyboard.type(" ")
    window.locator(".found a").first.wait_for()
    window.keyboard.press("Enter")
    window.wait_for_url("**/de/checklist.html#3c")


def test_whoever_is_quick_stays_among_the_results(browser: Browser, edition: Path) -> None:
    """An arrow key before the results of the last letter have come leads among them all the same."""
    window = opened(browser, edition, "de/manual.html")
    window.keyboard.press("/")
    window.keyboard.type("3")
    window.locator(".found a").first.wait_for()
    window.keyboard.type("c")
    window.keyboard.press("ArrowDown")
    window.wait_for_timeout(300)  # longer than the search waits for further letters
    assert window.evaluate("document.activeElement.closest('.found')?.className") == "found"


def test_a_slash_within_a_field_is_a_slash(browser: Browser, edition: Path) -> None:
    """Whoever writes a slash in the search itself gets one."""
    window = opened(browser, edition, "de/manual.html")
    window.keyboard.press("/")
    window.keyboard.type("a/b")
    assert window.locator(".finder input").input_value() == "a/b"


def test_results_are_grouped_and_counted(browser: Browser, edition: Path) -> None:
    """Results stand in lists, under the title of their document; how many there are is announced."""
    window = opened(browser, edition, "de/manual.html")
    searched(window, "fallprüfung")
    count = window.locator(".finder [role=status]")
    assert count.inner_text().startswith("Treffer: ")
    titles = window.locator(".found h2").all_inner_texts()
    assert "Antragshandbuch" in titles
    assert len(titles) == len(set(titles)) == window.locator(".found ul").count()
    assert window.locator(".found mark").first.inner_text().startswith("Fallprüfung")
    searched(window, "xyzzyx")
    assert count.inner_text() == "Kein Treffer"


def test_a_result_on_the_same_page(browser: Browser, edition: Path) -> None:
    """A result on the page itself leads to its place there, and the list closes."""
    window = opened(browser, edition, "de/manual.html", **wide(1280))
    searched(window, "rechnungen")
    window.locator(".found a[href$='manual.html#invoices']").first.click()
    window.wait_for_url("**/de/manual.html#invoices")
    window.locator(".finder:not(.open)").wait_for()
    assert 0 <= window.evaluate("document.getElementById('invoices').getBoundingClientRect().top") < 450


def test_the_first_page_searches_the_source_language(browser: Browser, edition: Path) -> None:
    """The page of all languages finds what the source language has, and leads there."""
    window = opened(browser, edition, "index.html")
    assert searched(window, "3c")[0] == "Criterion 3c"
    window.keyboard.press("Enter")
    window.wait_for_url("**/en/checklist.html#3c")


def test_a_search_that_cannot_be_loaded(browser: Browser, mirrored: Path, tmp_path: Path) -> None:
    """Where a file of the edition is missing, the search says that it could not be loaded."""
    page = tmp_path / "en" / "index.html"
    page.parent.mkdir()
    page.write_bytes((mirrored / "en" / "index.html").read_bytes())
    (tmp_path / "assets").symlink_to(mirrored / "assets")
    window = opened(browser, tmp_path, "en/index.html")
    window.locator(".finder input").fill("save")
    window.get_by_text("The search could not be loaded").wait_for()

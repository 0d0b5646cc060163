"""output/status.html says how far each translation is: the figures of the root page and of `messages status`."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from browsing import opened, wide
from builds import PAGES, manifest_complaints
from mirrored import mirrored_files
from playwright.sync_api import Browser
from real import read
from small import edit
from test_accessibility import AXE, violations

from press.build import build
from press.commands import run
from press.plan import Selection
from press.project import Project

STATES = ("current", "outdated", "unchecked", "missing")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The small project in German and Arabic with its pages, in which one text has changed; never changed."""
    project = mirrored_files(tmp_path_factory.mktemp("status") / "project")
    assert run(project, ["messages", "update"]) == 0
    edit(project.root, "content/manual/introduction.md", "One aim is short.", "One aim is very short.")
    build(project, PAGES, 1)
    return project


def rows(project: Project, language: str) -> dict[str, list[str]]:
    """Return the cells of a language's table by the name of the row."""
    html = (project.output / "status.html").read_text(encoding="utf-8")
    section = re.search(rf'<section class="progress" id="{language}".*?</section>', html, re.DOTALL)
    assert section is not None
    lines = re.findall(r'<th scope="row">(.*?)</th>(.*?)</tr>', section[0], re.DOTALL)
    tags = "<[^>]+>|\u00ad"
    return {
        re.sub(tags, "", name): [re.sub(tags, "", cell) for cell in re.findall("<td>(.*?)</td>", cells)]
        for name, cells in lines
    }


def said(coverage: dict[str, dict[str, dict[str, int]]]) -> list[str]:
    """Return the figures of `messages status --json` as the page writes them."""
    found = []
    for state in STATES:
        messages, words = (sum(coverage[part][state][unit] for part in coverage) for unit in ("messages", "words"))
        found.append(f"{messages} ({words})")
    return found


def test_figures_are_those_of_the_command_and_the_root_page(
    published: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each document's figures, and the language's, are the same wherever they stand."""
    capsys.readouterr()
    assert run(published, ["messages", "status", "--json"]) == 0
    status = json.loads(capsys.readouterr().out)
    root = read(published.output / "index.html").text
    for language in ("de", "ar"):
        table = rows(published, language)
        assert list(table) == [
            "Small Manual", "Small Checklist", "Small Dataset", "Words of pages, PDFs and workbook", "All"
        ]  # fmt: skip
        documents = status[language]["documents"]
        for title, name in (("Manual", "manual"), ("Checklist", "checklist"), ("Dataset", "minimum-dataset")):
            assert table[f"Small {title}"][2:] == said(documents[name])
        assert table["All"][2:] == said(status[language]["all"])
        percent, rules = table["All"][:2]
        assert f"Translated: {percent} of the text, {rules} of forms and rules" in root
    assert said(status["de"]["all"])[1] == "1 (5)"


def test_places_where_work_is_left(browser: Browser, published: Project) -> None:
    """Each section with work left is named with its figures, and its link leads to it on the language's page."""
    window = opened(browser, published.output, "status.html")
    section = window.locator("#de")
    section.locator("summary", has_text="Small Manual").click()
    item = section.locator("li", has_text="Aims")
    assert " ".join(item.inner_text().split()) == "Aims: 2 not translated, 1 outdated"
    item.locator("a").click()
    assert window.url.endswith("/de/manual.html#aims")
    assert "Ziele" in window.locator(":target").inner_text()


def test_every_link_leads_somewhere(published: Project) -> None:
    """All links of the page lead to a page and an anchor that are there; the root page leads here."""
    for link in read(published.output / "status.html").links:
        path, _, anchor = link.partition("#")
        if not link.startswith("mailto:") and anchor != "content":
            page = read(published.output / path)
            assert not anchor or anchor in page.ids, link
    assert "status.html" in read(published.output / "index.html").links


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_with_everything_open(browser: Browser, published: Project, scheme: str) -> None:
    """The page stands in nobody's way, with all its lists open, wide and narrow."""
    for width in (320, 1280):
        options = {"bypass_csp": True, "color_scheme": scheme, **wide(width)}
        window = opened(browser, published.output, "status.html", **options)
        window.evaluate(AXE.read_text(encoding="utf-8"))
        window.evaluate("document.querySelectorAll('details').forEach(list => list.open = true)")
        assert violations(window) == []
        assert window.evaluate("document.documentElement.scrollWidth") <= width


def test_the_page_follows_the_catalogs(published: Project, tmp_path: Path) -> None:
    """A translation that is added is counted after the next build, of that language alone; the others keep theirs."""
    project = Project(Path(shutil.copytree(published.root, tmp_path / "copy", symlinks=True)))
    before = {language: rows(project, language) for language in ("de", "ar")}
    catalog = "content/locales/de/LC_MESSAGES/manual.po"
    edit(project.root, catalog, 'msgid "This is a note."\nmsgstr ""', 'msgid "This is a note."\nmsgstr "Ein Hinweis."')
    assert "status.html" in build(project, Selection(("de",), (), ("html",)), 1).changed
    assert rows(project, "ar") == before["ar"]
    counts = [int(found["Small Manual"][2].split()[0]) for found in (before["de"], rows(project, "de"))]
    assert counts[1] == counts[0] + 1
    assert manifest_complaints(project.output) == []


def test_a_language_alone(published: Project, tmp_path: Path) -> None:
    """Built alone in an empty folder, a language's page links to no other."""
    project = Project(Path(shutil.copytree(published.root, tmp_path / "copy", symlinks=True)))
    shutil.rmtree(project.output)
    build(project, Selection(("de",), (), ("html",)), 1)
    links = read(project.output / "status.html").links
    assert "de/manual.html" in links
    assert [link for link in links if link.startswith("ar/")] == []

"""What has changed since an edition: each text is told once, in each language's words, and translators get their list."""

from __future__ import annotations

import csv
import datetime
import io
import shutil
import subprocess
from pathlib import Path

import pytest
from browsing import opened, wide
from builds import PAGES, files, pdf_pages, write_bilingual
from hypothesis import given
from hypothesis import strategies as st
from mirrored import mirrored_files
from playwright.sync_api import Browser
from read_back import by_poppler, words
from real import Reader, read
from small import add_catalog, complaints, edit
from test_accessibility import AXE, violations

from press.build import build
from press.commands import run
from press.compare.pairing import Change, compared
from press.model import KeptPart, Passage, Snapshot
from press.project import Project
from press.renames import Ways
from press.snapshot import snapshot, source_snapshot, texts_file
from press.validate import load
from press.wording import difference

MOVED = "Another aim is a little longer than the first one."
RULE = "Reply within {reply_weeks} weeks. Then press `Save`, as [](#figure/screen) shows."


def git(project: Project, *arguments: str) -> str:
    """Call git in the project, as nobody in particular."""
    command = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments]
    return subprocess.run(command, cwd=project.root, capture_output=True, encoding="utf-8", check=True).stdout


def keep(project: Project) -> Path:
    """Keep the texts of the present edition, as its release does."""
    loaded = load(project)
    assert loaded.manual is not None
    path = project.editions / loaded.manual.edition.edition / "texts.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(texts_file(snapshot(project, loaded)))
    return path


def change(project: Project) -> None:
    """Make the next edition: one change of each kind, and a translation that alone is changed."""
    root = project.root
    edit(root, "content/edition.yaml", 'edition: "1.0"\ndate: 2026-03-01', 'edition: "2.0"\ndate: 2027-03-01')
    edit(root, "content/edition.yaml", "reply_weeks: 2", "reply_weeks: 3")
    edit(root, "content/edition.yaml", "core_questions: {value: 2,", "core_questions: {value: 3,")
    edit(root, "content/standards.yaml", "          - id: 1a\n", "          - id: 1c\n")
    edit(
        root,
        "content/standards.yaml",
        "              - {id: ii, text: The second part.}\n",
        "          - {id: 1d, evidence: A new list of something else.}\n",
    )
    retired = "renamed:\n  1a: 1c\nretired:\n  1b/ii: Nobody could show it.\n"
    edit(root, "content/renamed.yaml", "renamed: {}\n", retired)
    edit(root, "content/manual/introduction.md", f"\n{MOVED}\n", "")
    edit(root, "content/manual/process.md", "2. Wait for **an answer**.", "2. Wait for an answer.")
    edit(root, "content/manual/process.md", "This is a note.\n:::\n", f"This is a note.\n:::\n\n{MOVED}\n")
    edit(root, "content/manual/platform.md", "See [](#steps) before", "Please see [](#steps) before")
    edit(root, "content/locales/de/LC_MESSAGES/manual.po", "Ein Ziel ist kurz.", "Ein Ziel ist kurz, auf Deutsch.")


@pytest.fixture(scope="module")
def history(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project with a history in git: the first edition, tagged and kept; then the next one. Compared; never changed."""
    project = mirrored_files(tmp_path_factory.mktemp("history") / "project")
    assert run(project, ["messages", "update"]) == 0
    git(project, "init", "-q")
    git(project, "add", "content", "templates")
    git(project, "commit", "-qm", "The first edition")
    git(project, "tag", "v1")
    keep(project)
    change(project)
    assert run(project, ["messages", "update"]) == 0
    assert run(project, ["compare", "1.0"]) == 0
    return project


@pytest.fixture
def bench(history: Project, tmp_path: Path) -> Project:
    """A copy of that project, to work on."""
    return Project(Path(shutil.copytree(history.root, tmp_path / "bench", symlinks=True)))


def page_of(project: Project, tag: str, folder: str = "compare-1.0") -> Reader:
    return read(project.root / folder / f"changes-{tag}.html")


def rows(project: Project, tag: str, folder: str = "compare-1.0") -> list[str]:
    """Return the words of each row of the tables of changes, with the heading of its place before it."""
    html = (project.root / folder / f"changes-{tag}.html").read_text(encoding="utf-8").split("<main>")[1]
    found, place = [], ""
    for row in html.split("<tr")[1:]:
        said = Reader(f"<table><tr{row.split('</tr>')[0]}").text
        if row.startswith(' class="place"'):
            place = said
        elif "<td>" in row:
            found.append(f"{place}: {said}")
    return found


ENGLISH = [
    "Criterion 1c · Standard 1: New code Records of something. Before: 1a",
    "Criterion 1b · Standard 1: Removed The second part. Why: Nobody could show it.",
    "Criterion 1d · Standard 1: New A new list of something else.",
    "1.1 Steps: Changed Reply within removed: 2 added: 3 weeks. Then press Save, as Figure 1 shows.",
    "Introduction: Changed This is for every facility. It has removed: 2 added: 3 core questions, in Appendix 2.",
    "1.1 Steps: Changed Wait for an answer. The words are the same; their emphasis or a link has changed.",
    "1.1 Steps: Moved Another aim is a little longer than the first one. "
    "It stood here before: Small Manual › Aims",
    "A1.1 Saving: Changed removed: See added: Please see chapter 1.1 before you begin.",
]


def test_each_change_is_told_once(history: Project) -> None:
    """Criteria come first, other rules next, the rest last; a deadline counts where a text states it."""
    assert rows(history, "en") == ENGLISH
    text = page_of(history, "en").text
    assert "Test Office · Edition 1.0 of March 1, 2026, beside edition 2.0 of March 1, 2027." in text
    assert text.index("What changes for hospitals Criteria, forms") < text.index("Criterion 1c · Standard 1")
    assert text.index("3 weeks") < text.index("Other changes Small Manual Change Text Introduction")
    assert "Changed 1 3 New 1 0 Removed 1 0 Moved 0 1 New code 1 0" in text


def test_a_language_tells_it_in_its_own_words(history: Project) -> None:
    """The difference is that of the two translations; what is not translated is told in English, and marked."""
    german = rows(history, "de")
    assert len(german) == len(ENGLISH)
    assert "1.1 Schritte: Changed Antworten Sie innerhalb von removed: 2 added: 3 Wochen. Drücken" in german[3]
    assert german[2].endswith("New A new list of something else. not yet translated")
    # The words of an outdated translation are shown with their mark, and what has changed in English.
    assert "Warten Sie auf eine Antwort. translation of an earlier text Wait for an answer." in german[5]
    html = (history.root / "compare-1.0" / "changes-de.html").read_text(encoding="utf-8")
    assert '<span lang="en" dir="ltr">A new list of something else.</span>' in html
    # That a translation is better now is no change of the edition.
    assert "auf Deutsch" not in html


def test_right_to_left(browser: Browser, history: Project) -> None:
    """An Arabic page reads from right to left, and what is in English on it from left to right."""
    window = opened(browser, history.root / "compare-1.0", "changes-ar.html", **wide(1280))
    cell = window.locator("td", has_text="removed:").first
    kind = window.locator("th.kind", has_text="Changed").first
    assert kind.bounding_box()["x"] > cell.bounding_box()["x"]
    spans = cell.locator("[lang=en]").evaluate_all("all => all.map(each => getComputedStyle(each).direction)")
    assert spans[0] == "ltr"


@pytest.mark.parametrize("name", ["changes-de", "changes-ar", "redo-de"])
def test_axe(browser: Browser, history: Project, name: str) -> None:
    """No page stands in anybody's way, on a desk and on a telephone; none asks anything of the network."""
    for width in (1280, 320):
        window = opened(browser, history.root / "compare-1.0", f"{name}.html", bypass_csp=True, **wide(width))
        window.evaluate(AXE.read_text(encoding="utf-8"))
        assert violations(window) == []
        assert window.evaluate("document.documentElement.scrollWidth") <= width
    page = read(history.root / "compare-1.0" / f"{name}.html")
    assert [link for link in page.links if not link.startswith("#")] == []
    assert set(link[1:] for link in page.links) <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


def test_what_is_struck_out_is_heard(history: Project) -> None:
    """A screen reader hears before each removed or added piece that it is one."""
    html = (history.root / "compare-1.0" / "changes-en.html").read_text(encoding="utf-8").split("<main>")[1]
    assert html.count("<del>") == html.count('<del><span class="hidden" lang="en">removed: </span>') > 0
    assert html.count("<ins>") == html.count('<ins><span class="hidden" lang="en">added: </span>') > 0


def test_the_pdf_says_the_same(history: Project) -> None:
    """The PDF holds the words of the page, in the order of the page, in every script."""
    german = " ".join(pdf_pages(history.root / "compare-1.0" / "changes-de.pdf"))
    assert "Aufzeichnungen über etwas." in german
    assert "Criteria and rules" in german
    arabic = set(words(by_poppler(history.root / "compare-1.0" / "changes-ar.pdf")))
    assert {"سجلات", "المنشأة"} <= arabic


def test_what_translators_have_to_do(history: Project) -> None:
    """Each text that is not current has its line in the catalog, what it was and what it is, and its words."""
    content = (history.root / "compare-1.0" / "redo-de.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    table = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    found = {row["new source"]: row for row in table[:-1]}
    answer = found["Wait for an answer."]
    assert (answer["state"], answer["old source"], answer["change"]) == ("outdated", "Wait for **an answer**.", "changed")
    path, line = answer["place"].rsplit(":", 1)
    lines = (history.root / path).read_text(encoding="utf-8").splitlines()
    assert "Warten Sie auf **eine Antwort**." in "".join(lines[int(line) - 1 : int(line) + 8])
    assert found["A new list of something else."]["change"] == "new"
    assert found["A new list of something else."]["rule"] == "yes"
    # The deadline stands as a value in the translation: nothing is to be done there.
    assert RULE not in found
    assert "Ein Ziel ist kurz" not in content.decode()
    assert table[-1]["words"] == str(sum(int(row["words"]) for row in table[:-1]))
    assert table[-1]["id"] == f"{len(table) - 1} texts"
    page = read(history.root / "compare-1.0" / "redo-de.html").text
    assert f"Together {len(table) - 1} texts with {table[-1]['words']} words." in page
    assert "Wait for **an answer**. an answer." in page
    assert answer["place"] in page

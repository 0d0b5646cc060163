"""What has changed since an edition: each text is told once, in each language; translators get their list."""

from __future__ import annotations

import csv
import datetime
import io
import shutil
from pathlib import Path

import pytest
from books import REAL
from browsing import opened, wide
from builds import PAGES, files, names, pdf_pages
from hypothesis import given
from hypothesis import strategies as st
from keeping import git
from mirrored import mirrored_files
from next_edition import write_next
from playwright.sync_api import Browser
from read_back import by_poppler, words
from real import Reader, read
from small import complaints, edit
from test_accessibility import AXE, violations
from validators import verapdf_complaints

from press.build import build
from press.commands import run
from press.compare.pairing import compared
from press.compare.redo import Redo, as_csv
from press.editions import source_speaker
from press.fonts import read_families
from press.model import KeptPart, Passage, Snapshot
from press.paper import print_html
from press.project import Project
from press.renames import Ways
from press.snapshot import snapshot, texts_file
from press.validate import load
from press.wording import difference

MOVED = "Another aim is a little longer than the first one."
CATALOG = "de/LC_MESSAGES/manual.po"
RULE = "Reply within {reply_weeks} weeks. Then press `Save`, as [](#figure/screen) shows."


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
    """A project with its first edition in git, tagged and kept, and then the next one; compared, and never changed."""
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
    "1.1 Steps: Moved Another aim is a little longer than the first one. It stood here before: Small Manual › Aims",
    "A1.1 Saving: Changed removed: See added: Please see chapter 1.1 before you begin.",
]


def test_each_change_is_told_once(history: Project) -> None:
    """Criteria come first, other rules next, the rest last; a deadline counts where a text states it."""
    assert rows(history, "en") == ENGLISH
    text = page_of(history, "en").text
    assert "Test Office · Edition 1.0 of March 1, 2026 , beside edition 2.0 of March 1, 2027 ." in text
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


def test_a_translation_that_stayed(bench: Project) -> None:
    """Where the translation is the same as before, though the source is another, the English difference is told."""
    kept = '"kind": "Paragraph", "source": "See [](#steps) before you begin.", "normative": false, "shown": {'
    edit(bench.root, "content/editions/1.0/texts.json", kept, f'{kept}"de": "Siehe [](#steps)."')
    entry = 'msgid "Please see [](#steps) before you begin."\nmsgstr ""'
    edit(bench.root, f"content/locales/{CATALOG}", entry, entry[:-1] + 'Siehe [](#steps)."')
    assert run(bench, ["compare", "1.0", "-l", "de"]) == 0
    assert rows(bench, "de")[-1].endswith(
        "Changed Siehe Kapitel 1.1. removed: See added: Please see Kapitel 1.1 before you begin."
    )


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
    # On the widest screen a line stays short enough to be followed.
    window.set_viewport_size({"width": 2000, "height": 900})
    assert window.evaluate("Math.max(...[...document.querySelectorAll('p')].map(text => text.clientWidth))") <= 640
    page = read(history.root / "compare-1.0" / f"{name}.html")
    assert [link for link in page.links if not link.startswith("#")] == []
    assert {link[1:] for link in page.links} <= set(page.ids)
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


def test_the_pdfs_conform(history: Project) -> None:
    """The PDFs keep to PDF/A-3a and PDF/UA-1."""
    paths = [history.root / "compare-1.0" / f"changes-{tag}.pdf" for tag in ("en", "de", "ar")]
    assert verapdf_complaints(paths) == []


def test_codes_of_criteria(tmp_path: Path) -> None:
    """A criterion under another code says the old one; what was split, merged or retired says what became of it."""
    project = write_next(tmp_path, frozen=False)
    path = project.editions / "2026.1" / "texts.json"
    path.parent.mkdir(parents=True)
    path.write_bytes(texts_file(snapshot(REAL, load(REAL))))
    assert run(project, ["compare", "2026.1", "-l", "en", "-o", str(tmp_path / "out")]) == 0
    found = [row.replace(" · Standard 1", "") for row in rows(project, "en", "out") if row.startswith("Criterion")]
    told = (
        ("Criterion 1h: New code Records showing", "Before: 1a"),
        ("Criterion 1e: Removed The annual number", "Why: The annual report says so already."),
        ("Criterion 1i: New The plan of development.", "Before: 1c"),
        ("Criterion 1m: New Something new.", ""),
        ("Criterion 1j: New code Records of appropriate", "Before: 1c"),
        ("Criterion 1k: New code Records of outpatient", "Before: 1f, 1g"),
        ("Criterion 1k: Removed Records and analysis", "Now: 1k"),
    )
    assert len(found) == len(told)
    assert [
        row for row, (start, end) in zip(found, told, strict=True) if row.startswith(start) and row.endswith(end)
    ] == found


def test_what_is_in_english_is_marked(history: Project) -> None:
    """The reason why a text is gone bears the mark of what is not translated; marks of words stand beside no gap."""
    html = (history.root / "compare-1.0" / "changes-de.html").read_text(encoding="utf-8")
    reason = '<span class="state-missing" lang="en" dir="ltr">Nobody could show it.</span> <span class="mark">'
    assert reason in html
    assert " <ins class" not in html


@pytest.mark.parametrize("folder", ["content", ".", "press/x", "output", "own"])
def test_a_folder_of_something_else(bench: Project, capsys: pytest.CaptureFixture[str], folder: str) -> None:
    """Neither a comparison nor a review is written among the source, editions or files of somebody else."""
    (bench.root / "own").mkdir()
    (bench.root / "own" / "letter.txt").write_text("Dear all", encoding="utf-8")
    before = names(bench.root)
    assert run(bench, ["compare", "1.0", "-l", "en", "--output", str(bench.root / folder)]) == 1
    assert "error: nothing can be published into" in capsys.readouterr().out
    if folder != "own":
        assert run(bench, ["messages", "review", "de", "--output", str(bench.root / folder)]) == 1
    assert names(bench.root) == before


def test_what_translators_have_to_do(history: Project) -> None:
    """Each text that is not current has its line in the catalog, what it was and what it is, and its words."""
    content = (history.root / "compare-1.0" / "redo-de.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    table = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    found = {row["new source"]: row for row in table[:-1]}
    answer = found["Wait for an answer."]
    assert (answer["state"], answer["old source"], answer["change"]) == (
        "outdated",
        "Wait for **an answer**.",
        "changed",
    )
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
    assert "Wait for **an answer** an answer" in page
    assert found["Nobody could show it."]["change"] == "new"
    assert answer["place"] in page


def test_no_cell_is_a_formula() -> None:
    """What a spreadsheet would take for a formula stands behind an apostrophe in the translators' table."""
    row = Redo("manual.po:7", "aims", "outdated", False, "changed", '=HYPERLINK("x")', "-1+2", 1, filed=True)
    table = list(csv.reader(io.StringIO(as_csv([row]).decode("utf-8-sig"), newline="")))
    assert table[1][5:] == ['\'=HYPERLINK("x")', "'-1+2", "1"]


# --- Which editions there are ---


def test_a_revision_in_git(bench: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """Where no texts are kept under a name, a tag or a commit of that name serves as well, and says the same."""
    assert run(bench, ["compare", "v1", "-l", "en"]) == 0
    assert "since 1.0 (v1): 4 changed, 1 new" in capsys.readouterr().out
    assert sorted(files(bench.root / "compare-v1")) == ["changes-en.html", "changes-en.pdf"]
    assert rows(bench, "en", "compare-v1") == ENGLISH
    assert "since edition 1.0 (v1)" in page_of(bench, "en", "compare-v1").text
    commit = git(bench, "rev-parse", "HEAD").strip()
    assert run(bench, ["compare", f"{commit[:12]}^{{commit}}", "-l", "en"]) == 0
    assert (bench.root / f"compare-{commit[:12]}-commit" / "changes-en.html").is_file()


def test_nothing_of_the_project_is_touched(bench: Project) -> None:
    """Reading a revision leaves the files and git's state as they were, and is not committed."""
    (bench.root / ".gitignore").write_text((Path(__file__).parent.parent / ".gitignore").read_text(), "utf-8")
    before, state = files(bench.content), git(bench, "status", "--porcelain")
    assert run(bench, ["compare", "v1", "-l", "en"]) == 0
    assert files(bench.content) == before
    assert git(bench, "status", "--porcelain") == state


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("1.00", "no texts of an edition '1.00' are kept, and no revision could be read: git knows no such revision"),
        ("../1.0", "git knows no such revision"),
        ("v1:content", "git knows no such revision"),
        ("--upload-pack=x", "a revision does not begin with '-'"),
    ],
)
def test_an_unknown_edition(bench: Project, capsys: pytest.CaptureFixture[str], name: str, said: str) -> None:
    """A name of nothing is an error that says which editions there are; nothing is written."""
    there = sorted(path.name for path in bench.root.iterdir())
    assert run(bench, ["compare", "--", name]) == 1
    out = capsys.readouterr().out
    assert out.startswith("content/editions: error: ")
    assert said in out
    assert "did you mean '1.0'?" in out or "use one of: 1.0" in out
    assert sorted(path.name for path in bench.root.iterdir()) == there


def test_without_git(bench: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Without git, or without a history, kept editions are compared all the same, and the rest is explained."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(bench.root.parent))
    shutil.rmtree(bench.root / ".git")
    assert run(bench, ["compare", "v1"]) == 1
    assert "not a git repository" in capsys.readouterr().out
    monkeypatch.setenv("PATH", str(bench.root))
    assert run(bench, ["compare", "v1"]) == 1
    assert "git is not installed; use one of: 1.0" in capsys.readouterr().out
    assert run(bench, ["compare", "1.0", "-l", "en"]) == 0


def test_errors_of_then(bench: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """What was wrong at a revision is told with its place there; where its files can't be read, nothing is written."""
    edit(bench.root, "content/manual/platform.md", "[](#steps)", "[](#stops)")
    git(bench, "commit", "-qam", "A reference that leads nowhere")
    edit(bench.root, "content/manual/platform.md", "[](#stops)", "[](#steps)")
    assert run(bench, ["compare", "HEAD", "-l", "en"]) == 0
    assert "HEAD:content/manual/platform.md:7:1: warning: the reference #stops leads nowhere" in capsys.readouterr().out
    (bench.content / "edition.yaml").write_text("edition: [\n", encoding="utf-8")
    git(bench, "commit", "-qam", "Broken")
    git(bench, "checkout", "-q", "v1", "--", "content/edition.yaml")
    edit(bench.root, "content/edition.yaml", "{value: 2,", "{value: 3,")
    assert run(bench, ["compare", "HEAD", "-l", "en", "--output", str(bench.root / "x")]) == 1
    assert "HEAD:content/edition.yaml:2:1: error: this is not YAML" in capsys.readouterr().out
    assert not (bench.root / "x").exists()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"parts": [', '"parts": [[', "the file is no JSON"),
        ('"edition": "1.0"', '"edition": "1.1"', "these are the texts of the edition '1.1', in the folder '1.0'"),
        ('"context": "steps"', '"contxt": "steps"', "context' is not right: Field required"),
        ('"date": "2026-03-01"', '"date": "soon"', "'date' is not right"),
        ('"values": {', '"values": {"x": ' + "[" * 2000 + "]" * 2000 + ", ", "is no JSON"),
    ],
)
def test_a_damaged_file(bench: Project, capsys: pytest.CaptureFixture[str], old: str, new: str, said: str) -> None:
    """Kept texts that were changed are named with what to do, and not used; a build does not need them."""
    edit(bench.root, "content/editions/1.0/texts.json", old, new)
    assert run(bench, ["compare", "1.0"]) == 1
    out = capsys.readouterr().out
    assert out.startswith("content/editions/1.0/texts.json")
    assert said in out
    assert "bring it back from the history of the project [texts]" in out
    assert load(bench).manual is not None


def test_nothing_has_changed(bench: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """Two equal editions are said to be so, in words; a number of a section that moved on is no change."""
    shutil.rmtree(bench.editions)
    keep(bench)
    first = "{#platform}\n# The platform\n\n"
    edit(bench.root, "content/manual/platform.md", first, f"{first}{{#before}}\n## Before\n\n")
    assert run(bench, ["compare", "2.0", "-l", "en"]) == 0
    assert "since 2.0: 1 new; 0 of them" in capsys.readouterr().out
    assert "No criterion and no rule has changed." in page_of(bench, "en", "compare-2.0").text
    edit(bench.root, "content/manual/platform.md", "{#before}\n## Before\n\n", "")
    assert run(bench, ["compare", "2.0", "-l", "en"]) == 0
    assert "since 2.0: nothing" in capsys.readouterr().out
    text = page_of(bench, "en", "compare-2.0").text
    assert "Nothing has changed." in text
    assert "Changed" not in text


# --- What is new, in the manual ---


LIST = "\n\n{#news}\n# What is new\n\n:::{changes} 1.0\n:::\n"


def with_list(project: Project, text: str = LIST) -> None:
    """Put a chapter that lists what is new into the manual."""
    (project.content / "manual" / "news.md").write_text(text.lstrip(), encoding="utf-8")
    edit(project.root, "content/documents.yaml", "appendices:\n", "appendices:\n      - manual/news.md\n")


def test_a_list_of_what_is_new(bench: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """The manual lists criteria, rules and sections that are new, changed or gone, with links, in each language."""
    with_list(bench)
    assert build(bench, PAGES, 2).published
    page = read(bench.output / "de" / "manual.html")
    listed = page.text.split("What has changed since edition 1.0 Where Change")[1]
    for said in (
        "Criterion 1c New code ( Before: 1a )",
        "Criterion 1b Changed",
        "Criterion 1d New",
        "Sections with rules 1.1 Schritte Changed",
        "Other sections Einleitung Changed",
        "Speichern Changed",
    ):
        assert said in listed
    assert {"#1c", "#1d", "#steps", "#introduction", "#saving"} <= set(page.links)
    assert "What is new Changed" not in page.text
    assert "البند 1c" in read(bench.output / "ar" / "manual.html").text


def test_the_list_on_paper(bench: Project) -> None:
    """The PDF is made of the same list; what stands in another document can't be reached from it."""
    with_list(bench)
    edit(bench.root, "content/forms/minimum-dataset.yaml", "label: First Name", "label: Given Name")
    manual = load(bench).manual
    assert manual is not None
    page = Reader(print_html(bench, source_speaker(bench, manual), "manual", read_families(bench)[0]))
    listed = page.text.split("What has changed since edition 1.0 Where Change")[1].split("The platform")[0]
    assert "Criterion 1d New Sections with rules 1.1 Steps Changed Small Dataset Changed Other sections" in listed
    assert {"#1c", "#1d", "#steps", "#introduction"} <= set(page.links)
    assert not [link for link in page.links if ".html" in link]


@pytest.mark.parametrize(
    ("name", "said", "hint"),
    [
        (" 1.00", "no texts of an edition '1.00' are kept", "did you mean '1.0'?"),
        (" 9", "no texts of an edition '9' are kept", "use one of: 1.0"),
    ],
)
def test_a_list_since_an_unknown_edition(bench: Project, name: str, said: str, hint: str) -> None:
    """Check reports an edition that is not kept, at the line of the list."""
    with_list(bench, LIST.replace(" 1.0", name))
    assert ("content/manual/news.md:4:1", "changes-edition", said, hint) in complaints(bench)


def test_a_list_since_the_newest_edition(bench: Project) -> None:
    """Without a name it is the newest edition but the present one; where none is kept, that is an error."""
    with_list(bench, LIST.replace(" 1.0", ""))
    keep(bench)
    loaded = load(bench)
    assert loaded.manual is not None
    assert {name: each.edition for name, each in loaded.manual.earlier.items()} == {"": "1.0"}
    shutil.rmtree(bench.editions / "1.0")
    (problem,) = [each for each in load(bench).problems if each.code == "changes-edition"]
    assert problem.message == "no texts of an earlier edition are kept"
    assert problem.origin.line == 4


# --- Pairs, whatever the texts are ---

DAY = datetime.date(2026, 3, 1)
IDS = ("a", "b", "a/i", "c")
passages = st.builds(
    lambda context, kind, source, rule: Passage(
        domain="manual", context=context, kind=kind, source=source, normative=rule
    ),
    st.sampled_from(IDS),
    st.sampled_from(["Paragraph", "Heading 2"]),
    st.sampled_from(
        ["yes", "One text of some length.", "One text of a length.", "Quite another thing {x}.", "[](#a) b"]
    ),
    st.booleans(),
)


@st.composite
def editions(draw: st.DrawFn) -> Snapshot:
    """Return an edition of a few texts in a few places, each text once a place, as messages are."""
    parts = []
    for section in draw(st.lists(st.sampled_from(IDS), max_size=3, unique=True)):
        texts = draw(st.lists(passages, min_size=1, max_size=4, unique_by=lambda each: (each.context, each.source)))
        parts.append(KeptPart(document="manual", section=section, texts=tuple(texts)))
    values = {"x": draw(st.sampled_from(["1", "2"]))}
    return Snapshot(edition="1", date=DAY, language="en", values=values, documents={}, parts=tuple(parts))


def texts_of(edition: Snapshot) -> list[tuple[object, Passage]]:
    return [(part.where, text) for part in edition.parts for text in part.texts]


@given(editions(), editions(), st.sampled_from([{}, {"b": ("c",)}, {"a": ("b", "c")}, {"a": ()}]))
def test_every_text_is_in_one_change(then: Snapshot, now: Snapshot, became: dict[str, tuple[str, ...]]) -> None:
    """Each text of then and each of now is told once; pairs that are called the same are."""
    changes = compared(then, now, Ways(became)).changes
    for edition, side in ((then, "then"), (now, "now")):
        found = [(said.where, said.text) for said in (getattr(each, side) for each in changes) if said]
        assert sorted(map(str, found)) == sorted(map(str, texts_of(edition)))
    for each in changes:
        assert (each.kind == "new") == (each.then is None)
        assert (each.kind == "gone") == (each.now is None)
        if each.kind in ("same", "moved", "renamed"):
            assert each.then.words == each.now.words


@given(editions())
def test_the_same_edition_has_not_changed(edition: Snapshot) -> None:
    """Compared with itself, no text of an edition has changed."""
    assert compared(edition, edition, Ways()).told == []


texts = st.text(st.sampled_from("ab 一二ก, ."), max_size=30) | st.text(
    st.characters(exclude_categories=["Cs"]), max_size=60
)


@given(texts, texts)
def test_a_difference_holds_both_texts(before: str, now: str) -> None:
    """What is the same and what is gone are the words before, what is the same and what is new those of now."""
    pieces = difference(before, now)
    for text, other in ((before, "new"), (now, "gone")):
        told = "".join(" " * piece.blank + piece.words for piece in pieces if piece.kind != other)
        assert "".join(told.split()) == "".join(text.split())


def test_differences_are_those_of_words() -> None:
    """Words are whole; a sign of Chinese is one; texts that share little are not mixed."""
    assert [tuple(piece) for piece in difference("within 2 weeks", "within 3 weeks")] == [
        ("same", "within", False),
        ("gone", "2", True),
        ("new", "3", True),
        ("same", "weeks", True),
    ]
    assert [piece.words for piece in difference("请在两周内回复。", "请在三周内回复。")] == [
        "请在",
        "两",
        "三",
        "周内回复。",
    ]
    assert [piece.words for piece in difference("Send the list, then wait.", "Send the list; then wait here.")] == [
        "Send the list",
        ",",
        ";",
        "then wait",
        "here",
        ".",
    ]
    arabic = difference("أرسلوا القائمة، ثم انتظروا.", "أرسلوا القائمة إلينا، ثم انتظروا.")
    assert [piece.words for piece in arabic] == ["أرسلوا القائمة", "إلينا", "، ثم انتظروا."]
    times = difference("from 9:00, on two days", "from 9:30, on two days")
    assert [piece.words for piece in times] == ["from", "9:00", "9:30", ", on two days"]
    # A comma that both happen to have is no place to begin anew.
    assert [piece.words for piece in difference("We look at one, two and go", "We look at three, four and go")] == [
        "We look at",
        "one, two",
        "three, four",
        "and go",
    ]
    assert [piece.kind for piece in difference("one two three four five", "six seven three eight nine")] == [
        "gone",
        "new",
    ]

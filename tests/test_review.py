"""A reviewer gets source and translation side by side, and what they write comes back: exactly that, or the reason."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from books import Office
from browsing import opened, wide
from builds import changes, files, pdf_pages
from hypothesis import given, settings
from hypothesis import strategies as st
from mirrored import SENTENCE, mirrored_files
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import Browser
from read_back import by_poppler, words
from real import read
from small import edit
from test_accessibility import AXE, violations
from test_manifest import EDITION, GERMAN

from press.commands import run
from press.outline import INTERFACE
from press.problems import Origin
from press.project import Project
from press.review.read import _remarks
from press.review.rows import Row, digest
from press.review.sheet import write_sheet
from press.translation.messages import Message
from press.translation.po import Catalog, Entry, parse_po, replaced, write_po

AIM = "One aim is short."
NEW_AIM = "One aim is short, in 3 steps."
ANSWER = "Wait for **an answer**."
RULE = "Reply within {reply_weeks} weeks. Then press `Save`, as [](#figure/screen) shows."
CATALOG = "de/LC_MESSAGES/manual.po"


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A small project in German and Arabic, with a text in each state, written for two reviewers; never changed."""
    project = mirrored_files(tmp_path_factory.mktemp("review") / "project")
    assert run(project, ["messages", "update"]) == 0
    edit(project.root, "content/manual/introduction.md", AIM, NEW_AIM)
    assert run(project, ["messages", "update"]) == 0
    path = project.locales / CATALOG
    note = "# Ana: bitte prüfen\n#. Heading 2\n#. steps\n"
    text = path.read_text(encoding="utf-8").replace("#. Heading 2\n#. steps\n", note)
    path.write_text(text.replace('#, md-text\nmsgctxt "table"', '#, fuzzy, md-text\nmsgctxt "table"', 1), "utf-8")
    for tag in ("de", "ar"):
        assert run(project, ["messages", "review", tag]) == 0
    return project


@pytest.fixture
def desk(reviewed: Project, tmp_path: Path) -> Project:
    """A copy of that project, to work on."""
    return Project(Path(shutil.copytree(reviewed.root, tmp_path / "desk", symlinks=True)))


def sheet_of(project: Project, tag: str = "de") -> Path:
    return project.root / f"review-{tag}" / f"review-{tag}.xlsx"


def row_of(sheet: Worksheet, source: str) -> Any:
    """Return the row of a text, by its source."""
    return next(row for row in sheet.iter_rows(min_row=4) if row[2].value == source)


def fill(path: Path, written: dict[str, tuple[str, str]]) -> Path:
    """Write corrections and notes, by source texts, as a reviewer does; return the file."""
    book = openpyxl.load_workbook(path)
    for source, (correction, note) in written.items():
        row = row_of(book.active, source)
        row[5].value, row[6].value = correction or None, note or None
    book.save(path)
    return path


def apply(project: Project, path: Path, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str]:
    """Bring a sheet back; return the exit status and what was said."""
    capsys.readouterr()
    status = run(project, ["messages", "apply-review", str(path), *options])
    return status, capsys.readouterr().out.replace(str(path), "sheet")


# --- What a reviewer gets ---


def test_a_folder_for_a_reviewer(reviewed: Project, desk: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """There are a page, a PDF and a sheet beside output/; a sheet that is there is replaced only when that is asked."""
    names = [f"review-de.{suffix}" for suffix in ("html", "pdf", "xlsx")]
    assert sorted(files(reviewed.root / "review-de")) == names
    capsys.readouterr()
    assert run(desk, ["messages", "review", "de"]) == 1
    assert "review-de.xlsx: error: there is a sheet already; bring back" in capsys.readouterr().out
    assert run(desk, ["messages", "review", "de", "--output", str(desk.root / "x"), "--force"]) == 0
    assert sorted(files(desk.root / "x")) == names
    assert files(desk.root / "x")["review-de.xlsx"] == sheet_of(reviewed).read_bytes()


def test_only_a_translation_is_reviewed(reviewed: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """The source language, or one that is not there, is wrong usage."""
    assert run(reviewed, ["messages", "review", "en"]) == 2
    assert "'en' is the source language" in capsys.readouterr().err
    assert run(reviewed, ["messages", "review", "dee"]) == 2
    assert "did you mean 'de'?" in capsys.readouterr().err


def test_texts_stand_in_reading_order(reviewed: Project) -> None:
    """Document by document, section by section, each text once; figures where they are shown, the interface last."""
    sheet = openpyxl.load_workbook(sheet_of(reviewed)).active
    places = [row[1].value for row in sheet.iter_rows(min_row=4)]
    documents = list(dict.fromkeys(place.split(" › ")[0] for place in places if " › " in place))
    assert documents[:3] == ["Small Manual", "Small Checklist", "Small Dataset"]
    assert places[-1].startswith("Text of pages and documents › interface/")
    sources = [row[2].value for row in sheet.iter_rows(min_row=4)]
    order = ["Small Manual", "Introduction", "Aims", NEW_AIM, "The process", "Saving", "A small screen", "Terms"]
    assert [sources.index(source) for source in order] == sorted(sources.index(source) for source in order)
    ids = [row[0].value for row in sheet.iter_rows(min_row=4)]
    assert (
        len(ids)
        == len(set(ids))
        == sum(
            len(parse_po((reviewed.locales / f"{domain}.pot").read_text("utf-8"), "x")[0].entries)
            for domain in ("manual", "forms", "interface")
        )
    )


def test_the_page_says_how_far_each_text_is(reviewed: Project) -> None:
    """Each state is said in words, with what changed word by word, comments, rules and why a text is not shown."""
    html = (reviewed.root / "review-de" / "review-de.html").read_text(encoding="utf-8")
    rows = html.split('<tr id="')
    aim = next(row for row in rows if "in 3 steps" in row)
    assert "Outdated</span>" in aim
    assert "One aim is short<ins>, in 3 steps</ins>." in aim
    assert "Not shown to readers:</b> the source now states other numbers" in aim
    assert "Unchecked</span>" in next(row for row in rows if "A table</p>" in row)
    assert "Comment:</b> <bdi>Ana: bitte prüfen</bdi>" in next(row for row in rows if "Schritte" in row)
    rule = next(row for row in rows if "Antworten Sie innerhalb" in row)
    assert "Rule</span>" in rule
    assert "{reply_weeks}: for example 2" in rule
    assert "Not translated</span>" in next(row for row in rows if "We</p>" in row)


def test_the_page_needs_no_other_file(reviewed: Project) -> None:
    """Styles and fonts are in the page, which forbids every request."""
    page = read(reviewed.root / "review-ar" / "review-ar.html")
    assert [link for link in page.links if not link.startswith("#")] == []
    assert not [tag for tag, _given in page.elements if tag in ("link", "script", "img")]
    policy = next(given["content"] for _tag, given in page.elements if "Policy" in given.get("http-equiv", ""))
    assert policy.startswith("default-src 'none'; script-src 'none'; style-src 'sha256-")


@pytest.mark.parametrize("tag", ["de", "ar"])
def test_axe(browser: Browser, reviewed: Project, tag: str) -> None:
    """The page stands in nobody's way, on a desk and on a telephone, and asks nothing of the network."""
    for width in (1280, 320):
        window = opened(browser, reviewed.root / f"review-{tag}", f"review-{tag}.html", bypass_csp=True, **wide(width))
        window.evaluate(AXE.read_text(encoding="utf-8"))
        assert violations(window) == []
        assert window.evaluate("document.documentElement.scrollWidth") <= width


def test_each_language_reads_in_its_direction(browser: Browser, reviewed: Project) -> None:
    """The Arabic text runs from right to left with its codes in order, the source beside it from left to right."""
    window = opened(browser, reviewed.root / "review-ar", "review-ar.html", **wide(1280))
    row = window.locator("tr", has_text=SENTENCE.split(";")[0])
    sides = row.locator("td p").evaluate_all("all => all.map(each => [getComputedStyle(each).direction, each.lang])")
    assert sides == [["ltr", ""], ["rtl", "ar"]]
    left, right = (row.locator("td").nth(number).bounding_box() for number in (0, 1))
    assert left["x"] < right["x"]
    assert row.locator("[lang=ar] bdi").all_inner_texts()[:2] == ["1(a)", "3c"]


def test_the_pdf_says_the_same(reviewed: Project) -> None:
    """Texts of both languages, states and differences are found in the PDF."""
    german = " ".join(pdf_pages(reviewed.root / "review-de" / "review-de.pdf"))
    for said in (
        "Kleines Handbuch",
        "Outdated",
        "Unchecked",
        "Changed since: One aim is short, in 3 steps.",
        "1.1 Steps",
    ):
        assert said in german
    assert {"دليل", "صغير", "الأهداف"} <= set(words(by_poppler(reviewed.root / "review-ar" / "review-ar.pdf")))


# --- What comes back ---

WRITTEN = {
    "Aims": ("Unsere Ziele", ""),
    NEW_AIM: ("Ein Ziel ist kurz, in 3 Schritten.", "Neu übersetzt.\nBitte beachten: 30 Fälle"),
    "This is a note.": ("", "Wie heißt das bei uns?"),
    "Records of something.": ("Belege über etwas.", ""),
}
EXPECTED = {
    CATALOG: [
        '- msgstr "Ziele"',
        '+ msgstr "Unsere Ziele"',
        "+ # Reviewer: Neu übersetzt.",
        "+ # Reviewer: Bitte beachten: 30 Fälle",
        "- #, fuzzy, md-text",
        f'- #| msgid "{AIM}"',
        "+ #, md-text",
        '- msgstr "Ein Ziel ist kurz."',
        '+ msgstr "Ein Ziel ist kurz, in 3 Schritten."',
        "+ # Reviewer: Wie heißt das bei uns?",
    ],
    "de/LC_MESSAGES/forms.po": ['- msgstr "Aufzeichnungen über etwas."', '+ msgstr "Belege über etwas."'],
}


def by_program(path: Path, folder: Path) -> Path:
    """The sheet as it is."""
    return path


def by_libreoffice(path: Path, folder: Path) -> Path:
    """The sheet after LibreOffice has sorted its rows by the translation and saved it."""
    book = openpyxl.load_workbook(path)
    more = [0, 3, len(book.active[3]) - 1, book.active.max_row - 1, 3]
    shutil.copy(path, folder / "sheet.xlsx")
    job = {
        "what": "sort",
        "source": "../sheet.xlsx",
        "target": "saved.xlsx",
        "sheets": [book.active.title],
        "more": more,
    }
    saved = Office(folder).run("office", iter([job])) / "saved.xlsx"
    assert [row[0].value for row in openpyxl.load_workbook(saved).active.iter_rows(min_row=4)] != [
        row[0].value for row in book.active.iter_rows(min_row=4)
    ]
    return saved


def by_hand(path: Path, folder: Path) -> Path:
    """The sheet with a column and a row put in, and its rows turned round."""
    book = openpyxl.load_workbook(path)
    sheet = book.active
    values = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    for number, row in enumerate(reversed(values), 4):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column).value = value
    sheet.insert_cols(3)
    sheet.insert_rows(1)
    sheet.title = "Zurück an das Büro"
    book.save(path)
    return path


@pytest.mark.parametrize("through", [by_program, by_libreoffice, by_hand])
def test_corrections_and_notes_come_back(
    desk: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str], through: Callable[[Path, Path], Path]
) -> None:
    """Whatever sorts and saves the sheet, the catalogs get what was written in it and change in nothing else."""
    before = files(desk.locales)
    sheet = through(fill(sheet_of(desk), WRITTEN), tmp_path)
    assert apply(desk, sheet, capsys, "--dry-run")[0] == 0
    assert changes(before, desk) == {}
    status, said = apply(desk, sheet, capsys)
    assert (status, "error" in said) == (0, False)
    assert {name: sorted(lines) for name, lines in changes(before, desk).items()} == {
        name: sorted(lines) for name, lines in EXPECTED.items()
    }
    assert "written content/locales/de/LC_MESSAGES/manual.po: corrections 2, notes 2" in said
    assert "aims: 'Ziele' -> 'Unsere Ziele'" in said
    after = files(desk.locales)
    assert apply(desk, sheet, capsys)[0] == 0
    assert files(desk.locales) == after


def test_nothing_written_changes_nothing(desk: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a word of the reviewer's, after LibreOffice too, no catalog changes; nor by blanks or the same text."""
    before, times = files(desk.locales), {path: path.stat().st_mtime_ns for path in desk.locales.rglob("*.po")}
    saved = by_libreoffice(sheet_of(desk), tmp_path)
    said = "nothing was written into this sheet that the catalogs do not hold\n"
    assert apply(desk, saved, capsys) == (0, said)
    same = fill(sheet_of(desk), {"Aims": ("Ziele", " \n "), "Steps": ("  ", "")})
    assert apply(desk, same, capsys) == (0, said)
    assert files(desk.locales) == before
    assert {path: path.stat().st_mtime_ns for path in desk.locales.rglob("*.po")} == times


def test_what_changed_meanwhile_is_not_overwritten(desk: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """Where the source text or the translation is another one by now, the correction is left out and named."""
    sheet = fill(sheet_of(desk), {"Aims": ("Unsere Ziele", ""), "Steps": ("Etappen", "x"), "Saving": ("Sichern", "")})
    edit(desk.root, f"content/locales/{CATALOG}", 'msgstr "Ziele"', 'msgstr "Absichten"')
    edit(desk.root, "content/manual/process.md", "## Steps", "## All steps")
    assert run(desk, ["messages", "update"]) == 0
    before = files(desk.locales)
    status, said = apply(desk, sheet, capsys)
    assert status == 1
    assert "('Unsere Ziele'): the translation has changed since; compare them" in said
    assert "('Etappen'): the source text has changed since, or is gone" in said
    assert changes(before, desk) == {CATALOG: ['- msgstr "Speichern"', '+ msgstr "Sichern"']}


def test_a_catalog_that_is_behind(desk: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """A correction of a text that the catalog does not hold yet says that the catalogs come first."""
    edit(desk.root, "content/manual/process.md", "## Steps", "## All steps")
    capsys.readouterr()
    assert run(desk, ["messages", "review", "de", "--force"]) == 0
    assert "1 texts are not in the catalogs yet" in capsys.readouterr().out
    sheet = fill(sheet_of(desk), {"All steps": ("Alle Schritte", "")})
    status, said = apply(desk, sheet, capsys)
    assert status == 1
    assert "the catalog does not hold this text yet; run 'make messages'" in said
    assert run(desk, ["messages", "update"]) == 0
    assert apply(desk, sheet, capsys)[0] == 0
    assert 'msgid "All steps"\nmsgstr "Alle Schritte"' in (desk.locales / CATALOG).read_text("utf-8")


def test_what_would_mislead_is_refused_alone(desk: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """A correction without a value, label or number of its source is not taken; its note and all others are."""
    sheet = fill(
        sheet_of(desk),
        {RULE: ("Antworten Sie sofort.", "zu lang"), "Aims": ("Unsere Ziele", ""), ANSWER: ("Warten Sie.", "")},
    )
    before = files(desk.locales)
    status, said = apply(desk, sheet, capsys)
    assert status == 1
    assert "('Antworten Sie sofort.'): the correction is not taken: the value {reply_weeks} is missing; write" in said
    assert "warning: Review de!" in said
    assert "('Warten Sie.'): the correction is taken, but 0 emphasised passages" in said
    assert sorted(changes(before, desk)[CATALOG]) == sorted(
        [
            "+ # Reviewer: zu lang",
            '- msgstr "Ziele"',
            '+ msgstr "Unsere Ziele"',
            '- msgstr "Warten Sie auf **eine Antwort**."',
            '+ msgstr "Warten Sie."',
        ]
    )


def test_rows_that_were_torn_apart(desk: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """A row whose source is not that of its id, a formula, a text written twice or over the translation are said."""
    path = sheet_of(desk)
    book = openpyxl.load_workbook(path)
    sheet = book.active
    aims, steps, note = (row_of(sheet, source) for source in ("Aims", "Steps", "Saving"))
    aims[0].value, steps[0].value = steps[0].value, aims[0].value
    aims[5].value, note[5].value = "Unsere Ziele", "=1+1"
    row_of(sheet, "Terms")[3].value = "Ausdrücke"
    twice = [cell.value for cell in row_of(sheet, "A table")]
    row_of(sheet, "A table")[5].value = "Tafel"
    sheet.append([*twice[:5], "Tabelle", None, twice[7]])
    sheet.append([None, None, None, None, None, "verloren"])
    book.save(path)
    before = files(desk.locales)
    status, said = apply(desk, path, capsys)
    assert status == 1
    assert list(changes(before, desk)) == [CATALOG]
    assert '+ msgstr "Tafel"' in changes(before, desk)[CATALOG]
    for reason in (
        "('Unsere Ziele'): the source text of the row is not that of its id",
        "('=1+1'): what is written there is a formula",
        "('Tabelle'): Review de!",
        "('verloren'): the source text has changed since, or is gone",
        "('Terms'): the column 'Translation' was changed, which is not read",
    ):
        assert reason in said


def test_an_unchanged_outdated_text(desk: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """The old translation written again does not make an outdated text current: that is said, with what to do."""
    before = files(desk.locales)
    sheet = fill(sheet_of(desk), {NEW_AIM: ("Ein Ziel ist kurz.", "")})
    status, said = apply(desk, sheet, capsys)
    assert (status, files(desk.locales)) == (0, before)
    assert "warning: " in said
    assert "is the translation that is there; if it is right as it is, remove the fuzzy mark" in said


def test_a_catalog_in_another_form(desk: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """Of a catalog that Poedit wrapped on Windows, too, only the entry changes that was corrected."""
    path = desk.locales / CATALOG
    subprocess.run(["msgcat", "--width=50", "-o", path, path], check=True)
    text = path.read_text(encoding="utf-8").replace("\n", "\r\n")
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    before = path.read_bytes()
    status, said = apply(desk, fill(sheet_of(desk), {"Aims": ("Unsere Ziele", "")}), capsys)
    assert status == 0, said
    assert path.read_bytes() == before.replace(b'msgstr "Ziele"', b'msgstr "Unsere Ziele"')


def test_a_broken_catalog_is_left_alone(desk: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """A catalog that can't be read stays as it is; corrections in another one are taken."""
    sheet = fill(sheet_of(desk), {"Aims": ("Unsere Ziele", ""), "Records of something.": ("Belege über etwas.", "")})
    edit(desk.root, f"content/locales/{CATALOG}", 'msgstr "Schritte"', 'msgstr "Schritte')
    before = files(desk.locales)
    status, said = apply(desk, sheet, capsys)
    assert status == 1
    assert "manual.po: error: nothing was written into this catalog" in said
    assert list(changes(before, desk)) == ["de/LC_MESSAGES/forms.po"]


def packed(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def unmarked() -> bytes:
    target = io.BytesIO()
    openpyxl.Workbook().save(target)
    return target.getvalue()


HOSTILE = {
    "text": (b"hello", "the file is no workbook"),
    "archive": (packed({"a.txt": b"a"}), "the file is no workbook"),
    "macros": (packed({"xl/vbaProject.bin": b"x"}), "the workbook holds macros"),
    "bomb": (packed({"xl/a.xml": b" " * 30_000_000}), "far too large, unpacked"),
    "another workbook": (unmarked(), "no sheet in it is one for a review"),
    "cut off": (packed({"xl/workbook.xml": b"x" * 500})[:-40], "damaged, or only a part"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_files_that_are_no_sheets(desk: Project, capsys: pytest.CaptureFixture[str], name: str) -> None:
    """A file made to hurt, or the wrong one, is refused in one line, and nothing is written."""
    content, reason = HOSTILE[name]
    path = desk.root / "file.xlsx"
    path.write_bytes(content)
    before = files(desk.locales)
    status, said = apply(desk, path, capsys)
    assert (status, files(desk.locales)) == (1, before)
    assert reason in said
    assert len(said.splitlines()) == 1
    assert apply(desk, desk.root / "gone.xlsx", capsys)[0] == 1


# --- Whatever the texts are ---

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@settings(max_examples=200)
@given(st.lists(texts.filter(str.strip), min_size=2, max_size=4, unique=True), texts, texts, st.integers(0, 3))
def test_one_entry_is_replaced(sources: list[str], translation: str, comment: str, chosen: int) -> None:
    """A catalog in which one entry is replaced is that of before but for this entry, whatever its texts are."""
    entries = [Entry("a/b", source, "x") for source in sources]
    before, problems = parse_po(write_po(Catalog({"Language": "de"}, tuple(entries))), "x.po")
    assert problems == []
    old = before.entries[chosen % len(before.entries)]
    new = old._replace(translation=translation, translator_comments=("Reviewer: " + " ".join(comment.split()),))
    text = write_po(before)
    after, problems = parse_po(replaced(text, {new.key: new}), "x.po")
    assert problems == []
    assert after.header == before.header
    expected = [new if entry is old else entry for entry in before.entries]
    assert [entry[:3] for entry in after.entries] == [
        parse_po(write_po(Catalog({}, (entry,))), "x")[0].entries[0][:3] for entry in expected
    ]


@settings(max_examples=60, deadline=None)
@given(
    texts.filter(str.strip) | st.sampled_from(["=1+1", "{=A1}", "http://x.example", "<r>a</r>", "007", "'x", "a\r\nb"])
)
def test_a_sheet_holds_texts_as_they_are(translation: str) -> None:
    """Whatever a translation holds, what looks like a formula and control characters too, it comes back unchanged."""
    message = Message("interface", "interface/x", "A source", "Text", Origin("x"))
    row = Row("m0123456789ab", digest(translation), message, "current", translation)
    content = write_sheet(None, EDITION, GERMAN, {INTERFACE: [row]})
    (found,) = _remarks(openpyxl.load_workbook(io.BytesIO(content)))
    assert (found.id, found.source, found.check) == (row.id, "A source", digest(found.translation))
    assert not found.says_something

"""A build makes what has changed, all of it, and nothing else; what goes wrong stays where it went wrong."""

from __future__ import annotations

import fcntl
import hashlib
import json
import multiprocessing
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from builds import (
    PAGES,
    PDFS,
    WHOLE,
    Page,
    add_picture,
    document_of,
    files,
    manifest_complaints,
    names,
    pages,
    pdf_pages,
    places,
    quick_pdf,
    run_cli,
    stale,
    write_bilingual,
)
from small import ROOT, add_catalog, add_language, edit, write_project

from press.build import build, default_processes
from press.commands import run
from press.commands.common import FORMATS
from press.outputs import OUTPUTS
from press.outputs.made import Made
from press.plan import Selection
from press.project import Project

GERMAN_MANUAL = "content/locales/de/LC_MESSAGES/manual.po"


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """PDFs that take no time to make, where only the number of jobs matters; they are keyed as the real ones."""
    monkeypatch.setitem(OUTPUTS, "pdf", quick_pdf())


def break_documents(monkeypatch: pytest.MonkeyPatch, *broken: str) -> None:
    """Let making the PDFs of some documents ("de/manual") end the process that makes them."""

    def make(html: str) -> bytes:
        if document_of(html) in broken:
            os._exit(7)
        return html.encode()

    monkeypatch.setitem(OUTPUTS, "pdf", quick_pdf(make))


def changed_pages(report: object) -> list[str]:
    return sorted(path for path in report.changed if path.endswith(".html"))


def test_a_small_project_builds_whole(built: Project) -> None:
    """Every language gets every document, in every format, with an index, and a manifest lists them."""
    assert manifest_complaints(built.output) == []
    assert set(PDFS) <= set(files(built.output))
    assert all((built.output / path).read_bytes().startswith(b"%PDF-") for path in PDFS)


def test_formats_of_the_command_line_are_those_there_are() -> None:
    """The command line, which may not load what makes the formats, knows exactly those."""
    assert set(FORMATS) == {"html", *OUTPUTS}


def test_two_processes_unless_told_otherwise() -> None:
    """A build uses two processes at least."""
    assert default_processes() >= 2


def test_credits(project: Project) -> None:
    """Who is named in a language's record is named on its first page, on that of the manual and on its title page."""
    german = "name: Deutsch, state: draft"
    edit(project.root, "content/languages.yaml", german, f"{german}, credits: [Dr. A. Müller, <b>Bo</b>, Ch. Lee]")
    assert build(project, Selection(documents=("manual",)), 1).problems == ()
    named = "Credits: Dr. A. Müller, <b>Bo</b> und Ch. Lee"
    shown = {path for path, page in pages(project) if named in " ".join(page.text.split())}
    assert shown == {"de/index.html", "de/manual.html"}
    first, *others = pdf_pages(project.output / "de" / "iasios-manual-de.pdf")
    assert named in first
    assert not any("Credits" in page for page in others)
    assert not any("Credits" in page for page in pdf_pages(project.output / "en" / "iasios-manual-en.pdf"))


def test_texts_that_are_not_current(project: Project) -> None:
    """A build says in one line, and of the languages it was asked for, how many texts are outdated or missing."""
    add_language(project.root, "fr", "Français")
    add_catalog(project.root, "de", ("aims", "Aims", "Ziele"), ("aims", "One aim is short.", "Ein Ziel ist kurz."))
    path = add_catalog(project.root, "fr", ("aims", "Aims", "Buts"), ("aims", "One aim is brief.", "Un but est court."))
    old = 'msgctxt "aims"\nmsgid "One aim is brief."'
    edit(path.parent, path.name, old, f'#, fuzzy\n#| msgid "One aim is brief."\n{old.replace("brief", "short")}')
    build(project, PAGES, 1)
    noted = json.loads((project.output / "manifest.json").read_text(encoding="utf-8"))["languages"]
    missing = {each["tag"]: sum(part["missing"]["messages"] for part in each["coverage"].values()) for each in noted}
    assert missing["de"] == missing["fr"] > 100
    french = f"fr (1 outdated, {missing['fr']} missing)"
    expected = f"texts that are not current: de ({missing['de']} missing), {french}; see 'make status'"
    assert build(project, PAGES, 1).behind == expected
    assert build(project, Selection(languages=("fr",), formats=("html",)), 1).behind == (
        f"texts that are not current: {french}; see 'make status'"
    )
    assert build(project, Selection(languages=("en",), formats=("html",)), 1).behind == ""


# --- What is made again ---


def test_a_deleted_file_is_made_again(built: Project) -> None:
    """A file that somebody deleted comes back; it was made once and need not be laid out again."""
    before = files(built.output)
    for path in ("de/iasios-manual-de.pdf", "en/manual.html", "assets/style.css", "index.html"):
        (built.output / path).unlink()
    report = build(built, WHOLE, 1)
    assert report.made == ()
    assert sorted(report.changed) == ["assets/style.css", "de/iasios-manual-de.pdf", "en/manual.html", "index.html"]
    assert files(built.output) == before


def test_a_deleted_output_is_made_again(built: Project) -> None:
    """Without output/ everything comes back from the cache, byte for byte."""
    before = files(built.output)
    shutil.rmtree(built.output)
    assert build(built, WHOLE, 1).made == ()
    assert files(built.output) == before


def test_a_damaged_file_is_made_again(built: Project) -> None:
    """A file that was cut or written over is replaced; the others are not even rewritten."""
    before, stood = files(built.output), places(built.output)
    damaged = ["de/iasios-checklist-de.pdf", "de/index.html", "manifest.json"]
    for path in damaged:
        (built.output / path).write_bytes((built.output / path).read_bytes()[:100])
    report = build(built, WHOLE, 1)
    assert (report.made, sorted(report.changed)) == ((), damaged)
    assert files(built.output) == before
    assert {path for path, place in places(built.output).items() if place != stood[path]} == set(damaged)


def test_a_damaged_file_is_not_forgotten(built: Project) -> None:
    """A damaged file that a build was not asked for is marked stale, and the next whole build replaces it."""
    before = files(built.output)
    (built.output / "en" / "manual.html").write_bytes(b"<!-- cut")
    build(built, Selection(languages=("de",)), 1)
    assert stale(built) == ["en/manual.html"]
    assert build(built, WHOLE, 1).published
    assert files(built.output) == before


@pytest.mark.usefixtures("quick")
def test_without_its_cache(built: Project) -> None:
    """The cache may be deleted at any time: everything is made again, to the same bytes."""
    shutil.rmtree(built.cache)
    assert sorted(build(built, WHOLE, 1).made) == list(PDFS)
    before = files(built.output)
    shutil.rmtree(built.cache)
    report = build(built, WHOLE, 1)
    assert (sorted(report.made), report.changed) == (list(PDFS), ())
    assert files(built.output) == before


def test_a_damaged_cache_is_noticed(built: Project) -> None:
    """A damaged file of the cache is not published: what it held is made again."""
    before = files(built.output)
    (built.output / "en" / "iasios-checklist-en.pdf").unlink()
    for path in (built.cache / "artifacts").iterdir():
        if path.read_bytes()[-5000:] in before["en/iasios-checklist-en.pdf"]:
            path.write_bytes(path.read_bytes()[:-10])
    report = build(built, WHOLE, 1)
    assert report.made == ("en/iasios-checklist-en.pdf",)
    assert files(built.output) == before


def test_one_translation_makes_its_files(built: Project) -> None:
    """One edit in a German catalog makes the German files that show it, and touches no English one."""
    stood = places(built.output)
    edit(built.root, "content/locales/de/LC_MESSAGES/forms.po", "Aufzeichnungen über etwas.", "Belege für etwas.")
    report = build(built, WHOLE, 2)
    assert sorted(report.made) == ["de/iasios-checklist-de.pdf", "de/iasios-manual-de.pdf"]
    # The lists of documents change where a file's size does.
    shown = [path for path in changed_pages(report) if not path.endswith("index.html")]
    assert shown == ["de/checklist.html", "de/manual.html"]
    assert not [path for path in report.changed if path.startswith("en/")]
    others = set(report.changed) - set(report.made) - set(changed_pages(report))
    assert others == {"de/search.js", "manifest.json"}
    assert {path for path, place in places(built.output).items() if place != stood[path]} == set(report.changed)
    assert "Belege für etwas." in (built.output / "de" / "checklist.html").read_text(encoding="utf-8")


@pytest.mark.usefixtures("quick")
def test_a_translation_that_is_not_shown(built: Project) -> None:
    """A note to translators in a catalog changes nothing in output/, not even a date."""
    stood = places(built.output)
    edit(built.root, GERMAN_MANUAL, 'msgctxt "aims"\nmsgid "Aims"', '# Is it the plural?\nmsgctxt "aims"\nmsgid "Aims"')
    report = build(built, WHOLE, 1)
    assert (report.made, report.changed, report.unchanged) == ((), (), False)
    assert places(built.output) == stood


@pytest.mark.usefixtures("quick")
def test_a_print_style_makes_the_pdfs(built: Project) -> None:
    """One edit in the print style makes every PDF, once, and changes no page but the sizes of its downloads."""
    texts = {path: page.elements for path, page in pages(built)}
    edit(built.root, "templates/print/print.css", "widows: 2 }", "widows: 3 }")
    report = build(built, WHOLE, 1)
    assert sorted(report.made) == list(PDFS)
    assert {path: page.elements for path, page in pages(built)} == texts
    edit(built.root, "templates/print/print.css", "widows: 3 }", "widows: 2 }")
    report = build(built, WHOLE, 1)
    assert report.made == (), "the first PDFs are still known"


@pytest.mark.usefixtures("quick")
def test_a_web_style_makes_no_pdf(built: Project) -> None:
    """One edit in the style of web pages makes no PDF and changes no page: only the style sheet is new."""
    path = built.templates / "web" / "style.css"
    path.write_text(path.read_text(encoding="utf-8") + "p { color: red }\n", encoding="utf-8")
    report = build(built, WHOLE, 1)
    assert (report.made, sorted(report.changed)) == ((), ["assets/style.css", "manifest.json"])


@pytest.mark.usefixtures("quick")
def test_a_web_template_makes_the_pages(built: Project) -> None:
    """One edit in the frame of web pages changes every page and makes no PDF."""
    edit(built.root, "templates/web/base.html.jinja", "</body>", "<!-- end -->\n</body>")
    report = build(built, WHOLE, 1)
    assert report.made == ()
    assert changed_pages(report) == [path for path, _page in pages(built)]


@pytest.mark.usefixtures("quick")
def test_a_print_template_makes_the_pdfs(built: Project) -> None:
    """One edit in the frame of the PDFs makes every PDF."""
    edit(built.root, "templates/print/document.html.jinja", "</body>", "<p>The end.</p>\n</body>")
    assert sorted(build(built, WHOLE, 1).made) == list(PDFS)


@pytest.mark.usefixtures("quick")
def test_a_form_makes_the_documents_that_show_it(built: Project) -> None:
    """One edit in a form makes, in both languages, the form and the manual that holds it, and not the checklist."""
    edit(built.root, "content/forms/minimum-dataset.yaml", "Strategic Action", "Planned Action")
    report = build(built, WHOLE, 1)
    assert sorted(report.made) == [path for path in PDFS if "checklist" not in path]
    # A page says how complete the translation is, so the German checklist's page changes, too.
    assert "en/checklist.html" not in report.changed


@pytest.mark.usefixtures("quick")
def test_a_picture_makes_the_documents_that_show_it(built: Project) -> None:
    """A screenshot for one language makes that language's manual, and another screenshot makes it again."""
    for colour in ("red", "blue"):
        path = add_picture(built, "screen.de.png", colour)
        report = build(built, WHOLE, 1)
        assert report.made == ("de/iasios-manual-de.pdf",)
        assert (built.output / "assets" / "figures" / "screen.de.png").read_bytes() == path.read_bytes()


@pytest.mark.usefixtures("quick")
def test_what_is_no_longer_made_goes(built: Project) -> None:
    """A language, a document or a format that is taken out of the content disappears from output/."""
    edit(
        built.root,
        "content/documents.yaml",
        "  - id: checklist\n    kind: form",
        "  - id: checklist\n    formats: [html]\n    kind: form",
    )
    build(built, WHOLE, 1)
    assert {path for path in files(built.output) if "iasios-checklist" in path} == set()
    text = (built.content / "languages.yaml").read_text(encoding="utf-8")
    (built.content / "languages.yaml").write_text("".join(text.splitlines(keepends=True)[:2]), encoding="utf-8")
    build(built, WHOLE, 1)
    assert not (built.output / "de").exists()
    assert manifest_complaints(built.output) == []


# --- What is asked for ---


@pytest.mark.usefixtures("quick")
def test_one_language(built: Project) -> None:
    """Asked for one language, a build makes that and leaves the other as it is, stale where its sources changed."""
    stood = places(built.output)
    edit(built.root, "content/manual/introduction.md", "One aim is short.", "One aim is brief.")
    report = build(built, Selection(languages=("en",)), 1)
    assert report.made == ("en/iasios-manual-en.pdf",)
    assert not any(path.startswith("de/") for path in report.changed)
    german = [path for path in files(built.output) if path.startswith("de/")]
    assert stale(built) == german
    assert [path for path in german if places(built.output)[path] != stood[path]] == []
    report = build(built, WHOLE, 1)
    assert report.made == ("de/iasios-manual-de.pdf",)
    assert stale(built) == []


@pytest.mark.usefixtures("quick")
def test_one_document(built: Project) -> None:
    """Asked for one document, a build makes that in every language and marks the others, which changed, as stale."""
    edit(built.root, "content/forms/minimum-dataset.yaml", "Strategic Action", "Planned Action")
    report = build(built, Selection(documents=("minimum-dataset",)), 1)
    assert sorted(report.made) == [path for path in PDFS if "minimum-dataset" in path]
    assert "en/iasios-manual-en.pdf" in stale(built)
    assert "en/manual.html" in stale(built)
    assert not any("minimum-dataset" in path for path in stale(built))
    assert sorted(build(built, WHOLE, 1).made) == [path for path in PDFS if "manual" in path]
    assert stale(built) == []


@pytest.mark.usefixtures("quick")
def test_pages_only(built: Project) -> None:
    """Asked for pages, a build makes no PDF; the old ones stay, stale, and are offered until they are made."""
    edit(built.root, "content/manual/introduction.md", "One aim is short.", "One aim is brief.")
    report = build(built, PAGES, 1)
    assert (report.made, stale(built)) == ((), list(PDFS))
    assert "iasios-manual-en.pdf" in (built.output / "en" / "manual.html").read_text(encoding="utf-8")
    assert sorted(build(built, WHOLE, 1).made) == [path for path in PDFS if "manual" in path]
    assert stale(built) == []


@pytest.mark.usefixtures("quick")
def test_a_selection_of_what_is_whole(built: Project) -> None:
    """Asked for a part of what has not changed, a build makes nothing, and the whole stays known as whole."""
    stood = places(built.output)
    assert build(built, Selection(languages=("de",), formats=("html",)), 1).changed == ()
    assert places(built.output) == stood
    assert stale(built) == []
    assert build(built, WHOLE, 1).made == ()
    assert build(built, WHOLE, 1).unchanged


@pytest.mark.usefixtures("quick")
def test_a_selection_comes_first(project: Project) -> None:
    """In an empty folder a build makes the PDFs that are asked for and the language's pages, which link each other."""
    build(project, Selection(languages=("de",), documents=("checklist",)), 1)
    assert [path for path in files(project.output) if path[:3] in ("de/", "en/")] == [
        "de/checklist.html",
        "de/iasios-checklist-de.pdf",
        "de/index.html",
        "de/manual.html",
        "de/minimum-dataset.html",
        "de/search.js",
    ]
    assert (manifest_complaints(project.output), stale(project)) == ([], [])
    assert len(build(project, WHOLE, 1).made) == 5


def lost_links(project: Project) -> list[str]:
    """Return the addresses of pages, in any page, that name no file of output/."""
    return [
        f"{path}: {address}"
        for path, page in pages(project)
        for address in page.addresses
        if address.split("#")[0].endswith(".html")
        and not ((project.output / path).parent / address.split("#")[0]).is_file()
    ]


def led_to(project: Project, path: str) -> set[str]:
    """Return the languages to which a page leads."""
    page = Page((project.output / path).read_text(encoding="utf-8"))
    return {match[1] for each in page.addresses if (match := re.fullmatch(r"(?:\.\./)?(\w+)/[\w-]+\.html", each))}


def test_the_first_pages_of_one_language(project: Project) -> None:
    """Where one language was made, no page leads to another; those that are made later know all that there are."""
    for language, expected in (("de", {"de"}), ("en", {"de", "en"})):
        build(project, Selection(languages=(language,), formats=("html",)), 1)
        assert led_to(project, "index.html") == led_to(project, f"{language}/manual.html") == expected
        assert lost_links(project) == []
    assert led_to(project, "de/manual.html") == {"de"}
    assert stale(project) == [], "what German says is what its sources say"
    report = build(project, PAGES, 1)
    assert changed_pages(report) == [path for path, _page in pages(project) if path.startswith("de/")]
    assert led_to(project, "de/manual.html") == {"de", "en"}
    assert lost_links(project) == []


@pytest.mark.usefixtures("quick")
def test_a_language_that_comes_makes_pages_only(project: Project) -> None:
    """Where a language comes to others, their pages are made once more to lead to it, and no PDF is."""
    build(project, Selection(languages=("de",)), 1)
    report = build(project, WHOLE, 1)
    assert {path[:3] for path in report.made} == {"en/"}
    assert led_to(project, "de/manual.html") == {"de", "en"}
    assert build(project, WHOLE, 1).unchanged


def test_a_page_that_is_not_there_yet(built: Project) -> None:
    """A document that was made in one language only is linked in that one; the others follow with their next build."""
    edit(built.root, "content/documents.yaml", "- id: checklist", "- id: list")
    build(built, Selection(languages=("de",), formats=("html",)), 1)
    assert led_to(built, "de/list.html") == {"de"}
    assert led_to(built, "de/manual.html") == {"de", "en"}
    build(built, PAGES, 1)
    assert led_to(built, "de/list.html") == led_to(built, "en/list.html") == {"de", "en"}
    assert lost_links(built) == []


def test_a_language_nobody_counted(project: Project) -> None:
    """Where a language is not asked for and no earlier build counted it, it is not called complete."""
    add_language(project.root, "fr", "Français")
    build(project, Selection(languages=("de",), formats=("html",)), 1)
    listed = json.loads((project.output / "manifest.json").read_text(encoding="utf-8"))["languages"]
    missing = {language["tag"]: language["coverage"]["other"]["missing"]["messages"] for language in listed}
    assert missing["fr"] == missing["de"] > 0
    assert "Translated: 100%" not in (project.output / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (("--language", "dr"), "there is no language 'dr'"),
        (("--document", "manuel"), "did you mean 'manual'?"),
        (("--format", "docx"), "there is no format 'docx'"),
        (("--jobs", "-1"), "--jobs"),
        (("--jbos", "1"), "--jobs"),
    ],
)
def test_wrong_usage(
    project: Project, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], hint: str
) -> None:
    """What the command line does not know ends with 2 and a hint, and nothing is built."""
    assert run(project, ["build", *arguments]) == 2
    assert hint in capsys.readouterr().err
    assert not project.output.exists()


# --- What goes wrong ---


@pytest.mark.parametrize("processes", [2, 3])
def test_a_job_that_dies(built: Project, monkeypatch: pytest.MonkeyPatch, processes: int) -> None:
    """A job that dies fails alone: its last good copy stays, marked stale, the rest is made; the next build retries."""
    before = files(built.output)
    edit(built.root, "content/forms/minimum-dataset.yaml", "Strategic Action", "Planned Action")
    break_documents(monkeypatch, "de/manual")
    report = build(built, WHOLE, processes)
    [problem] = report.problems
    assert str(problem) == (
        "output/de/iasios-manual-de.pdf: error: it ended without a result (exit status 7); "
        "mend that; the last good copy is kept meanwhile [output-failed]"
    )
    assert len(report.made) == 3
    assert stale(built) == ["de/iasios-manual-de.pdf"]
    assert files(built.output)["de/iasios-manual-de.pdf"] == before["de/iasios-manual-de.pdf"]
    assert manifest_complaints(built.output) == []
    assert build(built, WHOLE, processes).problems == report.problems, "it is tried again"
    break_documents(monkeypatch)
    assert build(built, WHOLE, processes).made == ("de/iasios-manual-de.pdf",)
    assert stale(built) == []
    assert build(built, WHOLE, processes).unchanged


def test_a_first_job_that_dies(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that could never be made is left out of output/ and of the pages; the rest is there."""
    break_documents(monkeypatch, "en/checklist")
    report = build(project, WHOLE, 2)
    assert ["the file is left out" in problem.hint for problem in report.problems] == [True]
    assert not (project.output / "en" / "iasios-checklist-en.pdf").exists()
    assert not any("iasios-checklist-en.pdf" in page.addresses for _path, page in pages(project))
    assert manifest_complaints(project.output) == []
    assert len(report.made) == 5


def test_a_failure_is_an_exit_status(built: Project) -> None:
    """A character that no font has fails the PDF that shows it, by name; the exit status is 1, the page is new."""
    before = files(built.output)
    edit(built.root, "content/standards.yaml", "Records of something.", "Records of 易しい.")
    done = run_cli(built, "build", "--language", "en", "--document", "checklist")
    assert done.returncode == 1
    assert "output/en/iasios-checklist-en.pdf: error: " in done.stdout
    assert '"易" (U+6613)' in done.stdout
    assert "en/iasios-checklist-en.pdf" in stale(built)
    assert "en/checklist.html" not in stale(built)
    assert files(built.output)["en/iasios-checklist-en.pdf"] == before["en/iasios-checklist-en.pdf"]
    assert "易しい" in (built.output / "en" / "checklist.html").read_text(encoding="utf-8")


def test_an_error_in_the_content_publishes_nothing(built: Project) -> None:
    """With an error in the content output/ stays as it was, to the file; it is said where the error stands."""
    stood = places(built.output)
    edit(built.root, "content/manual/process.md", "[](#figure/screen)", "[](#figure/scren)")
    done = run_cli(built)
    assert done.returncode == 1
    assert "content/manual/process.md:8" in done.stdout
    assert "did you mean 'figure/screen'?" in done.stdout
    assert "nothing is published" in done.stdout
    assert places(built.output) == stood


@pytest.mark.usefixtures("quick")
def test_a_broken_catalog_stops_no_other_language(built: Project) -> None:
    """A German catalog that is rubbish is reported; the French edition, and what German still has, are published."""
    add_language(built.root, "fr", "Français")
    (built.root / "content/locales/de/LC_MESSAGES/forms.po").write_bytes(b'msgid "\nmsgstr\n\xff\x00 rubbish')
    report = build(built, WHOLE, 1)
    assert {problem.language for problem in report.problems} == {"de"}
    assert {problem.origin.path for problem in report.problems} == {"content/locales/de/LC_MESSAGES/forms.po"}
    assert report.published
    assert (built.output / "fr" / "manual.html").is_file()
    assert "Ein\u00adlei\u00adtung" in (built.output / "de" / "manual.html").read_text(encoding="utf-8")
    assert "Vorname" not in (built.output / "de" / "manual.html").read_text(encoding="utf-8")
    assert build(built, WHOLE, 1).problems == report.problems, "it stays wrong until it is mended"


@pytest.mark.parametrize("fresh", [True, False])
def test_a_language_without_its_font_stops_no_other(finished: Path, tmp_path: Path, fresh: bool) -> None:
    """Where a font is missing, the languages that need it keep their last files; the others are made."""
    root = tmp_path / "built"
    project = write_bilingual(root) if fresh else Project(Path(shutil.copytree(finished, root, symlinks=True)))
    before = {} if fresh else files(project.output)
    edit(root, "content/manual/introduction.md", "One aim is short.", "One aim is brief.")
    german = "name: Deutsch, state: draft, fonts: "
    edit(root, "content/languages.yaml", f"{german}[text]", f"{german}[text, txet]")
    report = build(project, PAGES, 1)
    assert report.published
    assert "en/manual.html" in report.changed
    assert [(str(each.origin), each.code) for each in report.problems] == [
        ("content/languages.yaml:3:58", "font-family"),
        ("output/de", "output-failed"),
    ]
    after = files(project.output)
    assert [name for name in after if name.startswith("de/")] == [name for name in before if name.startswith("de/")]
    assert all(after[name] == before[name] for name in after if name.startswith("de/"))
    assert stale(project) == [name for name in before if name.startswith("de/") or name.endswith(".pdf")]
    edit(root, "content/languages.yaml", f"{german}[text, txet]", f"{german}[text]")
    assert not build(project, PAGES, 1).problems
    assert (project.output / "de" / "manual.html").is_file()


def test_warnings_of_the_layout_are_not_lost(built: Project) -> None:
    """What the layout warned of is said at every build, also when the PDF comes from the cache."""
    edit(built.root, "templates/print/print.css", "widows: 2", "windows: 2")
    first = build(built, Selection(languages=("de",), documents=("checklist",)), 1)
    assert [(problem.code, problem.severity) for problem in first.problems] == [("layout", "warning")]
    assert "windows" in first.problems[0].message
    (built.output / "de" / "iasios-checklist-de.pdf").unlink()
    again = build(built, Selection(languages=("de",), documents=("checklist",)), 1)
    assert (again.made, again.problems) == ((), first.problems)
    strict = run_cli(built, "build", "--language", "de", "--document", "checklist", "--strict")
    assert strict.returncode == 1


def test_warnings_of_what_is_kept(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build that makes German anew still says what the layout of the English files, which are kept, warned of."""
    careful = quick_pdf()._replace(make=lambda _project, html: Made(html.encode(), warnings=("be careful",)))
    monkeypatch.setitem(OUTPUTS, "pdf", careful)
    shutil.rmtree(built.cache)
    first = build(built, WHOLE, 1)
    assert [problem.message for problem in first.problems] == ["be careful"] * 6
    edit(built.root, "content/locales/de/LC_MESSAGES/forms.po", "Vorname", "Rufname")
    again = build(built, WHOLE, 1)
    assert (len(again.made), again.problems) == (2, first.problems)


def test_one_build_at_a_time(built: Project) -> None:
    """While another build runs, a second one says so and ends with 1; nothing is mixed."""
    stood = places(built.output)
    edit(built.root, "content/manual/introduction.md", "One aim is short.", "One aim is brief.")
    with (built.cache / "lock").open("w") as lock:
        fcntl.lockf(lock, fcntl.LOCK_EX)
        done = run_cli(built)
    assert (done.returncode, done.stdout) == (1, "")
    assert "another build of this project is running" in done.stderr
    assert places(built.output) == stood


# --- What a build that is stopped leaves ---


def editions(project: Project) -> set[str]:
    """Return the editions that the pages and PDFs of output/ say they are; the manifest's among them."""
    found = {json.loads((project.output / "manifest.json").read_text(encoding="utf-8"))["edition"]}
    for path in project.output.rglob("*"):
        if path.suffix in (".html", ".pdf"):
            text = path.read_bytes().decode()
            found |= {word.split(",")[0] for word in text.replace("Ausgabe", "Edition").split("Edition ")[1:]}
    return found


def slow_pdf(html: str) -> bytes:
    """Take a moment, and say which edition it is."""
    digest = html.encode()
    for _ in range(2000):
        digest = hashlib.sha256(digest).digest()
    return ("Edition " + html.replace("Ausgabe", "Edition").split("Edition ")[1].split(",")[0] + ",").encode()


def killed_after(seconds: float, project: Project) -> bool:
    """Build in a process of its own, kill that after some time, and return whether it was still at work."""
    process = multiprocessing.get_context("fork").Process(target=build, args=(project, WHOLE, 2))
    process.start()
    process.join(seconds)
    process.kill()
    process.join()
    return process.exitcode == -signal.SIGKILL


def test_killed_at_any_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed at any of many moments, a build leaves one whole edition, and the next build goes on from there."""
    project = write_bilingual(tmp_path / "project")
    monkeypatch.setitem(OUTPUTS, "pdf", quick_pdf(slow_pdf))
    build(project, WHOLE, 1)
    edit(project.root, "content/edition.yaml", "date: 2026-03-01", "date: 2026-03-02")
    began = time.monotonic()
    build(project, WHOLE, 1)
    usual = time.monotonic() - began
    killed = 0
    for number in range(25):
        edit(project.root, "content/edition.yaml", f'edition: "1.{number}"', f'edition: "1.{number + 1}"')
        # The moments lie all over the time that a build takes on this machine, and a little beyond.
        killed += killed_after(1.1 * usual * (number + 0.5) / 25, project)
        assert manifest_complaints(project.output) == []
        [edition] = editions(project)
        assert edition in [f"1.{each}" for each in range(number + 2)]
    assert killed >= 10
    assert build(project, WHOLE, 1).published
    assert editions(project) == {"1.25"}
    assert names(project.root) == [".cache", "content", "node_modules", "output", "templates"]


def test_killed_between_publishing_and_noting(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed after output/ was exchanged but before that was noted, the next build finds everything right."""
    monkeypatch.setitem(OUTPUTS, "pdf", quick_pdf())
    edit(built.root, "content/manual/introduction.md", "One aim is short.", "One aim is brief.")
    noted = (built.cache / "state.json").read_bytes()
    build(built, WHOLE, 1)
    after = files(built.output)
    (built.cache / "state.json").write_bytes(noted)
    report = build(built, WHOLE, 1)
    assert (report.made, report.changed) == ((), ())
    assert files(built.output) == after


def test_interrupted(project: Project) -> None:
    """Ctrl-C ends a build at once, without a trace on the screen, and leaves output/ as it was."""
    running = subprocess.Popen(
        [sys.executable, ROOT / "build.py", "build", "--jobs", "1"],
        cwd=project.root,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        start_new_session=True,
    )
    assert running.stdout is not None
    assert running.stdout.readline().startswith("made ")
    os.killpg(running.pid, signal.SIGINT)
    said, _ = running.communicate(timeout=30)
    assert running.returncode == 130
    assert "Traceback" not in said
    assert not project.output.exists()


# --- Bytes repeat ---


def test_bytes_repeat(tmp_path: Path, finished: Path) -> None:
    """The same source gives the same files in any folder, time zone, locale, with any hash seed and umask."""
    elsewhere = tmp_path / "another folder, ünd more"
    project = write_bilingual(elsewhere)
    done = subprocess.run(
        ["/bin/sh", "-c", 'umask 077; exec "$0" "$@"', sys.executable, ROOT / "build.py", "build", "--jobs", "1"],
        cwd=project.root,
        env={
            **os.environ,
            "LC_ALL": "C",
            "LANG": "ar_EG.UTF-8",
            "LANGUAGE": "ar",
            "PYTHONHASHSEED": "4711",
            "SOURCE_DATE_EPOCH": "1",
            "TZ": "Pacific/Kiritimati",
        },
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert files(project.output) == files(finished / "output")


def test_bytes_of_pictures_repeat(tmp_path: Path) -> None:
    """A document with a screenshot has the same bytes in any folder, and no file names the folder."""
    made = []
    for name in ("one", "another folder, ünd more"):
        project = Project(write_project(tmp_path / name))
        edit(project.root, "content/edition.yaml", "stated:", "offline: yes\nstated:")
        add_picture(project, "screen.png")
        assert build(project, Selection(languages=("en",), documents=("manual",)), 1).problems == ()
        made.append(files(project.output))
        assert not [path for path, content in made[-1].items() if str(tmp_path).encode() in content]
    assert made[0] == made[1]
    assert {"en/iasios-manual-en.pdf", "assets/figures/screen.png"} <= made[0].keys()

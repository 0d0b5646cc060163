"""What a build reads is hashed; that nothing has to be done is known before anything is loaded."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from builds import PAGES, WHOLE, files, places, quick_pdf, without_privileges
from small import ROOT, add_catalog, edit

from press import plan
from press.build import build
from press.outputs import OUTPUTS
from press.plan import Selection, State, inputs, nothing_to_do
from press.project import Project

HEAVY = ("babel", "jinja2", "markdown_it", "press.build", "pydantic", "typer", "weasyprint", "yaml")
WATCHED = f"""\
import sys
sys.path.insert(0, {str(ROOT)!r})
from press.cli import main
status = main([])
print("loaded:", *[name for name in {HEAVY!r} if name in sys.modules])
raise SystemExit(status)
"""


def build_watched(project: Project) -> tuple[int, list[str]]:
    done = subprocess.run(
        [sys.executable, "-c", WATCHED], cwd=project.root, capture_output=True, encoding="utf-8", check=False
    )
    assert done.stderr == ""
    return done.returncode, done.stdout.splitlines()


def test_nothing_changed_loads_nothing(built: Project) -> None:
    """Where nothing has changed, the build says so, and loads neither pydantic nor Jinja nor WeasyPrint."""
    before = places(built.root)
    status, lines = build_watched(built)
    assert (status, lines[1:]) == (0, ["nothing has changed since the last build", "loaded:"])
    assert lines[0].startswith("texts that are not current: de (")
    assert places(built.root) == before


def test_known_problems_are_said_again_at_no_cost(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was wrong at the last build is still said, with its exit status, without loading anything."""
    monkeypatch.setitem(OUTPUTS, "pdf", quick_pdf())
    edit(built.root, "content/locales/de/LC_MESSAGES/forms.po", "Vorname", "Vorname 12345")
    first = build(built, WHOLE, 1)
    assert [problem.code for problem in first.problems] == ["number"]
    status, lines = build_watched(built)
    assert status == 1
    assert lines == [str(first.problems[0]), first.behind, "nothing has changed since the last build", "loaded:"]


def test_dates_are_not_changes(built: Project) -> None:
    """Files of the content with a new date, as after a fresh checkout, are no reason to build."""
    for folder in (built.content, built.templates):
        for path in folder.rglob("*"):
            os.utime(path, (1, 1))
    assert build(built, WHOLE, 1).unchanged


def test_dates_of_the_output_are_not_changes(built: Project) -> None:
    """Files of output/ with a new date are looked at anew, and found to be right: nothing is made or changed."""
    before = files(built.output)
    for path in built.output.rglob("*"):
        os.utime(path, (1, 1))
    report = build(built, WHOLE, 1)
    assert (report.unchanged, report.made, report.changed) == (False, (), ())
    assert files(built.output) == before
    assert build(built, WHOLE, 1).unchanged


@pytest.mark.parametrize(
    "name",
    [
        "content/edition.yaml",
        "content/manual/process.md",
        "content/forms/minimum-dataset.yaml",
        "content/figures/screen.yaml",
        "templates/web/style.css",
        "templates/print/document.html.jinja",
        "templates/fonts.yaml",
        "package-lock.json",
        "requirements.lock",
        "build.py",
    ],
)
def test_what_all_languages_read(project: Project, name: str) -> None:
    """A changed byte in content, templates, lock files or the program concerns every language."""
    before = inputs(project)
    path = project.root / name
    path.write_bytes((path.read_bytes() if path.exists() else b"") + b"\n")
    assert inputs(project).of_language("en") != before.of_language("en")
    assert inputs(project).of_language("de") != before.of_language("de")
    assert inputs(project).all != before.all


def test_a_new_name_is_a_change(project: Project) -> None:
    """A file that was only renamed is a change: its name means something."""
    before = inputs(project)
    (project.content / "figures" / "screen.yaml").rename(project.content / "figures" / "window.yaml")
    assert inputs(project).shared != before.shared


def test_a_catalog_concerns_its_language_alone(project: Project) -> None:
    """A catalog changes what its own language is made from, and nothing of another."""
    before = inputs(project)
    add_catalog(project.root, "de", ("aims", "Aims", "Ziele"))
    after = inputs(project)
    assert after.of_language("de") != before.of_language("de")
    assert after.of_language("en") == before.of_language("en")
    assert after.all != before.all


def test_what_no_build_reads(built: Project) -> None:
    """Templates for translators, notes beside the content and compiled Python are not read, so they change nothing."""
    (built.locales / "manual.pot").write_text('msgid ""\nmsgstr ""\n', encoding="utf-8")
    (built.root / "NOTES.txt").write_text("remember the milk", encoding="utf-8")
    (built.templates / "__pycache__").mkdir()
    (built.templates / "__pycache__" / "x.pyc").write_bytes(b"x")
    assert nothing_to_do(built, inputs(built), State.read(built))


@pytest.mark.parametrize(
    "damage",
    [
        lambda _text: b"",
        lambda _text: b'{"version": "1", "files": {"index.html": 7}}',
        lambda text: text.replace(b'"files": {', b'"files": {"x": 7, '),
        lambda text: text[:-9],
    ],
)
def test_a_damaged_state_is_an_empty_one(project: Project, damage: Callable[[bytes], bytes]) -> None:
    """A state that was cut, written over or written by hand is forgotten; the build then looks at everything."""
    State({"files": {"index.html": ["f", 1, 2]}}).write(project)
    path = project.cache / "state.json"
    assert State.read(project).files
    path.write_bytes(damage(path.read_bytes()))
    state = State.read(project)
    assert (state.inputs, state.files, state.languages) == ("", {}, {})
    assert not nothing_to_do(project, inputs(project), state)


def test_a_state_of_another_version_is_an_empty_one(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another version of the press noted is forgotten."""
    State({"files": {"index.html": ["f", 1, 2]}}).write(project)
    monkeypatch.setattr(plan, "_VERSION", "another")
    assert State.read(project).files == {}


def test_a_file_is_held_only_as_it_was_left(tmp_path: Path) -> None:
    """A file that is gone, longer, or written since is not what the build left there."""
    project = Project(tmp_path)
    project.output.mkdir()
    path = project.output / "a.html"
    path.write_text("one", encoding="utf-8")
    state = State({})
    state.note(project, "a.html", "f")
    assert state.holds(project, "a.html", "f")
    assert not state.holds(project, "a.html", "g")
    assert not state.holds(project, "b.html")
    status = path.stat()
    path.write_text("two", encoding="utf-8")
    os.utime(path, ns=(status.st_mtime_ns, status.st_mtime_ns + 1))
    assert not state.holds(project, "a.html", "f")
    path.unlink()
    assert not state.holds(project, "a.html", "f")


def test_a_selection_wants_what_it_names() -> None:
    """What is not named is wanted; a part that is not asked about does not count."""
    selection = Selection(languages=("de",), formats=("html",))
    assert selection.wants(language="de", document="manual", format="html")
    assert not selection.wants(language="en")
    assert not selection.wants(language="de", format="pdf")
    assert not selection.whole
    assert Selection().whole
    assert Selection().wants(language="en", document="manual", format="pdf")


def test_changes_behind_links(project: Project) -> None:
    """A folder of the content that is a link to another one is read through the link, and so are changes in it."""
    (project.content / "manual").rename(project.content / "chapters")
    (project.content / "manual").symlink_to("chapters")
    (project.content / "chapters" / "round").symlink_to("..")
    before = inputs(project)
    edit(project.root, "content/chapters/process.md", "This is a note.", "This is a hint.")
    assert inputs(project).shared != before.shared
    assert build(project, PAGES, 1).published


def test_a_file_that_cannot_be_read(built: Project) -> None:
    """A catalog that nobody may read is one problem of its language; the others are published."""
    edit(built.root, "content/manual/introduction.md", "One aim is short.", "One aim is brief.")
    name = "content/locales/de/LC_MESSAGES/manual.po"
    (built.root / name).chmod(0)
    with without_privileges():
        report = build(built, PAGES, 1)
    assert report.published
    assert "en/manual.html" in report.changed
    assert [(str(each.origin), each.code, each.message, each.language) for each in report.problems] == [
        (name, "file-unreadable", "the file is there, but can't be read (Permission denied)", "de")
    ]
    (built.root / name).chmod(0o644)
    assert not build(built, PAGES, 1).problems


def test_a_name_that_is_not_utf_8(project: Project) -> None:
    """A file whose name comes from another encoding is told of, in signs that can be printed."""
    name = os.fsdecode("größe.yaml".encode("latin-1"))
    (project.content / "forms" / name).write_text("", encoding="utf-8")
    (problem,) = build(project, PAGES, 1).problems
    assert str(problem) == (
        "content/forms/gr\\xf6\\xdfe.yaml: error: the name of this file is not UTF-8; rename it [file-name]"
    )

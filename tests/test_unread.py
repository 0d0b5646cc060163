"""A file of content/ that was meant to be read, and is not because of its name or its place, is a warning."""

from __future__ import annotations

from pathlib import Path

import pytest
from builds import PAGES, add_picture
from small import complaints, edit

from press.build import build
from press.project import Project

AWAY = "move it out of content/, or delete it"
NAME_IT = "name it in content/documents.yaml, or delete it"


def put(project: Project, name: str) -> Path:
    """Put a file into content/, and the folders above it."""
    path = project.content / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("id: extra\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "code", "hint"),
    [
        ("forms/extra.yml", "file-unread", "move it to content/forms/extra.yaml"),
        ("forms/extra.YAML", "file-unread", "move it to content/forms/extra.yaml"),
        ("forms/old/extra.yaml", "file-unread", "move it to content/forms/extra.yaml"),
        (
            "forms/minimum-dataset.yml",
            "file-unread",
            "bring what is newer in it into content/forms/minimum-dataset.yaml, and delete it",
        ),
        ("forms/notes.txt", "file-unread", AWAY),
        ("figures/extra.yml", "file-unread", "move it to content/figures/extra.yaml"),
        ("figures/new/extra.yaml", "file-unread", "move it to content/figures/extra.yaml"),
        ("manual/extra.md", "part-unused", NAME_IT),
        ("manual/extra.MD", "part-unused", NAME_IT),
        ("manual/old/extra.md", "part-unused", NAME_IT),
        ("manual/extra.docx", "part-unused", NAME_IT),
        ("fees/extra.md", "part-unused", NAME_IT),
        ("extra.md", "part-unused", NAME_IT),
        ("glossary.yml", "file-unread", "bring what is newer in it into content/glossary.yaml, and delete it"),
        ("terms.yaml", "file-unread", AWAY),
        ("locales/de/glossary.yml", "file-unread", "move it to content/locales/de/glossary.yaml"),
    ],
)
def test_a_file_that_nothing_reads(project: Project, name: str, code: str, hint: str) -> None:
    """A wrong ending, a folder within a folder, and a chapter that no document names are said, each with a remedy."""
    path = put(project, name)
    assert [(p, c, h) for p, c, _m, h in complaints(project)] == [(f"content/{name}: warning", code, hint)]
    path.unlink()
    assert complaints(project) == []


def test_a_folder_that_nothing_reads(project: Project) -> None:
    """A folder whose name is nearly that of one which is read is a warning; other folders are left alone."""
    put(project, "form/extra.txt")
    put(project, "letters/extra.txt")
    expected = ("nothing is read from this folder", "did you mean 'forms'?")
    assert complaints(project) == [("content/form: warning", "file-unread", *expected)]


def test_chapters_may_stand_anywhere(project: Project) -> None:
    """A chapter in a folder of its own, with whatever ending, is read where a document names it."""
    (project.content / "fees").mkdir()
    (project.content / "manual" / "introduction.md").rename(project.content / "fees" / "Start.MD")
    edit(project.root, "content/documents.yaml", "front: manual/introduction.md", "front: fees/Start.MD")
    assert complaints(project) == []


@pytest.mark.parametrize("name", [".DS_Store", ".#{}", ".{}.swp", "{}~", "#{}#", "._{}", "~${}", "Thumbs.db"])
def test_what_editors_leave(project: Project, name: str) -> None:
    """What editors and systems leave beside a file is ignored without a word, a link to nowhere among it."""
    for folder, file in (
        ("", "edition.yaml"),
        ("forms", "minimum-dataset.yaml"),
        ("figures", "screen.yaml"),
        ("manual", "process.md"),
        ("locales/de/LC_MESSAGES", "manual.po"),
        ("locales", "manual.pot"),
        ("../templates/web", "style.css"),
        ("../templates/parts", "all.html.jinja"),
    ):
        path = project.content / folder / name.format(file)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to("somebody@machine.4711") if name == ".#{}" else path.write_bytes(b"\xff\x00")
    assert complaints(project) == []
    assert build(project, PAGES, 1).problems == ()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("screen.png", []),
        ("screen.de.jpg", []),
        ("screen.fr.png", ["name it <figure>.png or <figure>.<language>.png; did you mean 'screen'?"]),
        ("scren.png", ["name it <figure>.png or <figure>.<language>.png; did you mean 'screen'?"]),
        ("Screen.png", ["name it <figure>.png or <figure>.<language>.png; did you mean 'screen'?"]),
        ("screen.gif", ["save it as one of .png, .jpg, .jpeg"]),
        ("screen.PNG", ["rename it to content/figures/screen.png"]),
        ("new/screen.png", ["rename it to content/figures/screen.png"]),
    ],
)
def test_screenshots(project: Project, name: str, expected: list[str]) -> None:
    """A picture that would replace no drawing, because of its name, is a warning."""
    (project.content / "figures" / "new").mkdir()
    add_picture(project, name)
    found = complaints(project)
    assert [hint for _place, _code, _message, hint in found] == expected
    assert all(each[:2] == (f"content/figures/{name}: warning", "picture-unused") for each in found)


def test_two_pictures_for_one_drawing(project: Project) -> None:
    """Of two pictures with one name and two endings, one is shown, and the other is said to be superfluous."""
    add_picture(project, "screen.png")
    add_picture(project, "screen.jpg")
    assert complaints(project) == [
        (
            "content/figures/screen.jpg: warning",
            "picture-unused",
            "another picture of this name, but not of this kind, is shown",
            "delete one of the two",
        )
    ]


def test_a_picture_that_leads_nowhere(project: Project) -> None:
    """A link to a picture that is not there is a warning, since the drawing is shown."""
    (project.content / "figures" / "screen.png").symlink_to("absent.png")
    [(place, _code, message, _hint)] = complaints(project)
    assert place == "content/figures/screen.png: warning"
    assert message == "this is no file, or a link that leads nowhere"

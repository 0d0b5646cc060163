"""The layout of an edition, frozen: it holds what later editions need, and nothing that it asked for is lost unsaid."""

from __future__ import annotations

from pathlib import Path

import pytest
from books import REAL, what_is_known
from builds import write_bilingual
from real import copy_content
from small import complaints, edit

from press.fields import fillable
from press.freeze import freeze
from press.project import Project
from press.released import read_released
from press.validate import load
from press.workbooks.known import known

FROZEN = freeze(REAL, load(REAL))


def kept(project: Project, edition: str, content: bytes) -> Path:
    """Keep a layout in a project."""
    path = project.content / "editions" / edition / "layout.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def small_layout(project: Project) -> str:
    return freeze(project, load(project)).decode()


def test_the_same_content_the_same_bytes(project: Project) -> None:
    """A layout depends on the content alone."""
    assert freeze(REAL, load(REAL)) == FROZEN
    assert small_layout(project) == small_layout(project)


def test_a_layout_can_be_read_by_people() -> None:
    """Each field is a line, in the words of the edition, with its criterion; criteria and choices stand above."""
    lines = FROZEN.decode().splitlines()
    assert "edition: '2026.1'" in lines
    assert "  - {id: application/3c/evidence, kind: multiline, label: 3c · Evidence, criterion: 3c}" in lines
    assert "  - {id: case-review/tumour-type, kind: text, label: Tumour type, rows: 30}" in lines
    assert "  - {id: facility/deputy/email, kind: text, label: Deputy authorised representative · Email}" in lines
    assert "  workbook/minimum-dataset: {present: present, absent: absent, not-applicable: N/A}" in lines
    assert sum("annual number of procedures for each type" in line for line in lines) == 1


def test_everything_is_in_it(project: Project) -> None:
    """All fields of all documents come back from their file, with their kinds and choices."""
    kept(project, "2026.1", FROZEN)
    layout = read_released(project)[0]["2026.1"]
    manual = load(REAL).manual
    assert manual is not None
    expected = {**fillable(manual), "workbook": what_is_known().fields.values()}
    assert layout.documents.keys() == expected.keys()
    for document, fields in expected.items():
        assert {key: (f.kind, [c.id for c in f.choices]) for key, f in layout.fields[document].items()} == {
            field.key: (field.kind, [choice.id for choice in field.choices]) for field in fields
        }
    assert layout.criteria["3c"].standard == "3"
    assert layout.asked["checklist/3c/notes"].criterion == "3c"


def test_a_workbook_is_known_by_its_layout(tmp_path: Path) -> None:
    """By the layout of its edition a workbook is read as by the source: rows, and words in all its languages."""
    project, now = copy_content(tmp_path), what_is_known()
    edit(tmp_path, "content/edition.yaml", 'edition: "2026.1"', 'edition: "2027.1"')
    kept(project, "2026.1", FROZEN)
    found = known(project)
    assert found is not None
    then = found.of("2026.1")
    assert (then.edition, then.rows, then.choices, then.labels) == ("2026.1", now.rows, now.choices, now.labels)
    assert found.of("2027.1") is found
    assert found.of("").fields.keys() == now.fields.keys()


def test_newest_first(project: Project) -> None:
    """Editions are in the order of their numbers."""
    text = small_layout(project)
    for edition in ("2026.9", "2026.10", "2025.1"):
        kept(project, edition, text.replace("'1.0'", f"'{edition}'").encode())
    assert list(read_released(project)[0]) == ["2026.10", "2026.9", "2025.1"]
    assert complaints(project) == []


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        ("edition: '1.0'", "edition: '1.1'", 4, "this is the layout of the edition '1.1', in the folder '1.0'"),
        ("id: checklist/1a,", "id: 1a,", 0, "'1a' is no name of a field"),
        ("id: checklist/1b,", "id: checklist/1a,", 0, "'checklist/1a' stands twice in 'checklist'"),
        (
            "choices: minimum-dataset/done",
            "choices: minimum-dataset/don",
            0,
            "there is no 'minimum-dataset/don' in this",
        ),
        (", choices: minimum-dataset/done", "", 0, "'minimum-dataset/done' needs 'choices' if it is a choice"),
        ("kind: tick", "kind: tock", 0, "'tock' is not a value of 'kind'"),
        ("documents:", "documents: [", 0, "this is not YAML"),
        ("rows: 3", "rows: many", 0, "the value of 'rows' is not right"),
    ],
)
def test_a_broken_layout(project: Project, old: str, new: str, place: int, message: str) -> None:
    """A file that somebody changed is told, with the line, and what is left out of it is not used."""
    text = small_layout(project)
    assert old in text
    kept(project, "1.0", text.replace(old, new, 1).encode())
    found, problems = read_released(project)
    assert found == {}
    assert message in problems[0].message
    assert problems[0].origin.path == "content/editions/1.0/layout.yaml"
    assert problems[0].origin.line == place or (not place and problems[0].origin.line)
    assert str(problems[0].origin) in [each[0] for each in complaints(project)]


def test_a_folder_without_a_layout(project: Project) -> None:
    """The folder of an edition that has no layout is told."""
    (project.content / "editions" / "1.0").mkdir(parents=True)
    assert [(each[0], each[1]) for each in complaints(project)] == [
        ("content/editions/1.0/layout.yaml", "file-missing")
    ]


def test_nothing_is_lost_unsaid(project: Project) -> None:
    """A field or a criterion of a released edition that is gone has to be accounted for in renamed.yaml."""
    kept(project, "1.0", small_layout(project).encode())
    assert complaints(project) == []
    edit(project.root, "content/standards.yaml", "id: 1a", "id: 1c")
    edit(project.root, "content/forms/minimum-dataset.yaml", "{id: action, ", "{id: step, ")
    lost = [(each[1], each[2], each[3]) for each in complaints(project)]
    hint = "bring it back; or say in content/renamed.yaml what became of it, under 'retired' if nothing did"
    assert lost == [
        ("layout-lost", "'1a', which the edition 1.0 asks for, is gone from the content", hint),
        ("layout-lost", "'minimum-dataset/action', which the edition 1.0 asks for, is gone from the content", hint),
    ]
    text = "renamed: {1a: 1c}\nretired: {minimum-dataset/action: Nobody needs it.}\n"
    edit(project.root, "content/renamed.yaml", "renamed: {}\n", text)
    assert complaints(project) == []


def test_a_project_without_a_workbook(tmp_path: Path) -> None:
    """The forms of a project that has no workbook are frozen, too."""
    project = write_bilingual(tmp_path / "p")
    assert "\nworkbook:" not in small_layout(project)
    kept(project, "1.0", small_layout(project).encode())
    assert list(read_released(project)[0]["1.0"].fields) == ["checklist", "minimum-dataset"]

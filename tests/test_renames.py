"""What became of old ids: catalogs and answers follow it in the same way, and what is wrong with the list is found."""

from __future__ import annotations

import pytest
from small import add_catalog, complaints, edit

from press.editions import load_editions
from press.project import Project
from press.renames import Renamed, Ways, all_ways, plain_ways
from press.validate import load

NOW = {
    "application/3d/answer", "application/3e/answer", "application/extended-01/proof", "checklist/3d",
    "checklist/3d/ii", "facility/second/mail", "mds/sex@07", "mds/age", "3d", "3e", "3d/ii",
}  # fmt: skip
LIST = Renamed(
    renamed={"3a": "3b", "3b": "3d", "mds/gender": "mds/sex", "facility/deputy": "facility/second",
             "facility/email": "facility/mail", "application/evidence": "application/proof", "dataset": "mds"},
    split={"3c": ("3d", "3e"), "9a": ("9b", "3e")},
    merged={"3d": ("3f", "3g")},
    retired={"9b": "Not asked."},
)  # fmt: skip
WAYS = Ways(LIST.became, frozenset(["application", "checklist"]))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("checklist/3d", ["checklist/3d"]),
        ("application/3a/answer", ["application/3d/answer"]),
        ("application/3c/answer", ["application/3d/answer", "application/3e/answer"]),
        ("application/3f/answer", ["application/3d/answer"]),
        ("application/9a/answer", ["application/3e/answer"]),
        ("checklist/3g/ii", ["checklist/3d/ii"]),
        ("3c/ii", ["3d/ii"]),
        ("mds/gender@07", ["mds/sex@07"]),
        ("dataset/gender@07", ["mds/sex@07"]),
        ("facility/deputy/email", ["facility/second/mail"]),
        ("application/extended-01/evidence", ["application/extended-01/proof"]),
        ("mds/3a", []),
        ("mds/genders", []),
        ("mds/gender@08", []),
    ],
)
def test_what_stands_for_an_id(old: str, new: list[str]) -> None:
    """Ids are followed through chains, below criteria, in rows, columns and tables; what is there already stays."""
    assert list(WAYS.heirs(old, NOW).keys) == new
    assert WAYS.heirs(old, NOW).retired == ""


def test_what_is_retired_is_told() -> None:
    """Where a way ends at an id that was retired, that id is named; where another part is there, it is not."""
    assert WAYS.heirs("application/9b/answer", NOW) == ((), "9b")
    assert WAYS.heirs("application/9a/evidence", NOW) == ((), "9b")


@pytest.mark.parametrize("became", [{"a": ("b",), "b": ("a",)}, {"a": ("a/x", "a/y")}, {"a": ("a",)}])
def test_ways_that_have_no_end(became: dict[str, tuple[str, ...]]) -> None:
    """Circles, and ids that lead to some below themselves, lead nowhere, and come to an end."""
    assert Ways(became).heirs("a/q", {"z"}).keys == ()


def test_translations_follow_new_names_only() -> None:
    """A translation goes with an id that was renamed, never with one that was split, merged or retired."""
    ways = plain_ways(LIST.renamed)
    assert [ways.heirs(old, NOW).keys for old in ("3a", "3c", "3f", "9b")] == [("3d",), (), (), ()]


SPLIT = "renamed: {}\nsplit: {2a: [1a, 1b]}\n"


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        (SPLIT.replace("1b", "1x"), 2, "there is no id '1x'", "write the id that stands in the content now"),
        (SPLIT.replace("1b", "1a"), 2, "the id '1a' stands also at content/renamed.yaml:2:14", "name each part once"),
        (
            SPLIT.replace("2a", "1a"), 2,
            "the id '1a' is renamed here, but still stands at content/standards.yaml:12:17",
            "write '1a', '1b' there, or delete this line",
        ),
        ("merged: {1a: [2a, 2b]}\nrenamed: {2a: 1b}\n", 1, "the id '2a' stands also at content/renamed.yaml:2:11",
         "an id becomes one thing; name several new ones under 'split'"),
        ("merged: {1x: 2a}\n", 1, "there is no id '1x'", "write the id that stands in the content now"),
        ("merged: {1a: [1a, 2a]}\n", 1, "from '1a' the renaming leads back to '1a'", "delete one"),
        ("merged: {2a: 2b}\nsplit: {2a: [2b, 1a]}\n", 1, "from '2a' the renaming leads back to '2b'", "delete one"),
        (
            "retired: {1a: Gone.}\n", 1,
            "the id '1a' is retired here, but still stands at content/standards.yaml:12:17",
            "remove it there, or delete this line",
        ),
    ],
)  # fmt: skip
def test_mistakes(project: Project, text: str, line: int, message: str, hint: str) -> None:
    """Ids that are not there, are there still, stand twice or lead round in a circle are told, with their place."""
    edit(project.root, "content/renamed.yaml", "renamed: {}\n", text)
    found = [
        (place.split(":")[1], said, todo) for place, code, said, todo in complaints(project) if code == "id-renamed"
    ]
    assert (str(line), message, hint) in found


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("split: {2a: 1a}\n", "the value of '2a' is not right: the list is too short"),
        ("merged: {1a: []}\n", "the value of '1a' is not right: the list is too short"),
        ("retired: {2a: ''}\n", "the value of '2a' is not right: the text is empty"),
        ("retired: {2 A: Gone.}\n", "an id is made of small letters"),
    ],
)
def test_what_is_no_list(project: Project, text: str, message: str) -> None:
    """A split has two parts at least, a merged id has some that became it, and what is retired has a reason."""
    edit(project.root, "content/renamed.yaml", "renamed: {}\n", text)
    assert message in "\n".join(said for _place, _code, said, _hint in complaints(project))


def test_what_is_right(project: Project) -> None:
    """Chains, and ids of fields and of choices, pass; so does a new id that was retired later."""
    text = (
        "renamed: {minimum-dataset/given-name: minimum-dataset/first-name, 2b: 2c}\n"
        "split: {2a: [1a, 2b], 2c: [1b, 2d]}\nretired: {2d: Gone.}\n"
        "merged: {minimum-dataset/done/yes: minimum-dataset/done/ja}\n"
    )
    edit(project.root, "content/renamed.yaml", "renamed: {}\n", text)
    assert complaints(project) == []
    loaded = load(project)
    assert loaded.manual is not None
    ways = all_ways(loaded.renames, loaded.manual)
    assert ways.heirs("checklist/2a/notes", {"checklist/1a/notes", "checklist/1b/notes"}).keys == (
        "checklist/1a/notes",
        "checklist/1b/notes",
    )


def test_an_id_that_is_gone_is_accounted_for(project: Project) -> None:
    """An id of the templates that was split, merged or retired has not vanished."""
    add_catalog(project.root, "de", ("2a", "Old words.", "Alte Worte."), domain="forms")
    (project.locales / "forms.pot").write_text(
        'msgid ""\nmsgstr ""\n\nmsgctxt "2a"\nmsgid "Old words."\nmsgstr ""\n', encoding="utf-8"
    )
    vanished = [each for each in complaints(project) if each[1] == "id-vanished"]
    assert len(vanished) == 1
    for line in ("split: {2a: [1a, 1b]}", "merged: {1a: 2a}", "retired: {2a: Gone.}"):
        (project.content / "renamed.yaml").write_text(f"renamed: {{}}\n{line}\n", encoding="utf-8")
        assert [each for each in complaints(project) if each[1] == "id-vanished"] == []


def test_why_is_translated(project: Project) -> None:
    """Why an id was retired is for readers: it is translated like the texts of the manual."""
    edit(project.root, "content/renamed.yaml", "renamed: {}\n", "retired: {2a: The law has changed.}\n")
    add_catalog(project.root, "de", ("retired/2a", "The law has changed.", "Das Gesetz ist neu."))
    loaded = load(project)
    assert loaded.manual is not None
    (german,) = load_editions(project, loaded.manual, loaded.manual.languages[1:], loaded.renamed)
    assert [each.reason.shown for each in german.speaker.manual.retired] == ["Das Gesetz ist neu."]

"""YAML is read as strings with their places; what is not read is refused with a line, a column and a remedy."""

import copy
import pickle
from pathlib import Path

import pytest
from small import complaints, edit

from press.problems import Origin
from press.project import Project
from press.source import MAX_BYTES, Scalar, parse_yaml, read_text, read_yaml, relative

REFUSED = [
    (
        "edition.yaml",
        "  cases: 30\n",
        "  cases: [30\n",
        [
            (
                "content/edition.yaml:7:14",
                "yaml-syntax",
                "this is not YAML (did not find expected ',' or ']')",
                (
                    "check the indentation, or put the text in quotation marks if it holds ': ' or starts "
                    "with a special character"
                ),
            )
        ],
    ),
    (
        "edition.yaml",
        "  cases: 30\n",
        "\tcases: 30\n",
        [("content/edition.yaml:6:1", "yaml-syntax", "this is not YAML (a tab stands here)", "indent with blanks")],
    ),
    (
        "edition.yaml",
        "Test Office",
        "'Test Office",
        [
            (
                "content/edition.yaml:3:12",
                "yaml-syntax",
                ("this is not YAML (the quotation mark that opens here is not closed: found unexpected end of stream)"),
                "close it; write '' for '",
            )
        ],
    ),
    (
        "edition.yaml",
        "Test Office",
        "Test: Office",
        [
            (
                "content/edition.yaml:3:16",
                "yaml-syntax",
                "this is not YAML (mapping values are not allowed in this context)",
                (
                    "check the indentation, or put the text in quotation marks if it holds ': ' or starts "
                    "with a special character"
                ),
            )
        ],
    ),
    (
        "edition.yaml",
        "Test Office",
        "Test\x07Office",
        [
            (
                "content/edition.yaml:3:16",
                "yaml-syntax",
                "this is not YAML (an invisible character, U+0007, stands here)",
                "remove it",
            )
        ],
    ),
    (
        "edition.yaml",
        "  cases: 30\n",
        "  cases: 30\n---\n  cases: 31\n",
        [
            (
                "content/edition.yaml:7:1",
                "yaml-syntax",
                "this is not YAML (a second document begins here)",
                "remove the line '---'",
            )
        ],
    ),
    (
        "edition.yaml",
        "  cases: 30\n",
        "  cases: 30\n  cases: 31\n",
        [
            (
                "content/edition.yaml:7:3",
                "yaml-duplicate-key",
                "the key 'cases' stands here for the second time",
                "keep one of the two",
            )
        ],
    ),
    (
        "edition.yaml",
        "  cases: 30\n",
        "  cases: &c 30\n",
        [("content/edition.yaml:6:10", "yaml-alias", "anchors (&) and aliases (*) are not read", "write the text out")],
    ),
    (
        "edition.yaml",
        "  cases: 30\n",
        "  cases: *c\n",
        [("content/edition.yaml:6:10", "yaml-alias", "anchors (&) and aliases (*) are not read", "write the text out")],
    ),
    (
        "edition.yaml",
        "  cases: 30\n",
        "  cases: !!int 30\n",
        [
            (
                "content/edition.yaml:6:10",
                "yaml-tag",
                "the tag tag:yaml.org,2002:int is not read",
                "put the text in quotation marks",
            )
        ],
    ),
    (
        "edition.yaml",
        "  cases: 30\n",
        "  [a, b]: 30\n",
        [
            (
                "content/edition.yaml:6:3",
                "yaml-key",
                "a list or a mapping stands here as a key",
                "write a word before the colon; put a text that begins with [, { or ? in quotation marks",
            )
        ],
    ),
    (
        "edition.yaml",
        "  cases: 30\n",
        (
            "  cases: "
            "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]"
            "]]]]]]]]]]]]]]]]\n"
        ),
        [("content/edition.yaml:6:58", "yaml-depth", "the data is nested deeper than 50 levels", "flatten it")],
    ),
]


@pytest.mark.parametrize(("name", "old", "new", "expected"), REFUSED)
def test_what_is_refused(project, name, old, new, expected):
    """Broken YAML, and what this project does not read of YAML, is reported where it stands."""
    edit(project.root, f"content/{name}", old, new)
    assert complaints(project) == expected


def test_everything_is_a_string():
    """Times, yes, numbers with leading zeros, dates and nothing stay as they are written."""
    data, problems = parse_yaml("a: 9:00\nb: yes\nc: 010\nd: 2026-03-01\ne:\nf: ~\ng: 1e3\n", "f.yaml")
    assert problems == []
    assert data.value == {"a": "9:00", "b": "yes", "c": "010", "d": "2026-03-01", "e": "", "f": "~", "g": "1e3"}


def test_every_value_knows_its_place():
    """Keys and values, in blocks and in one line, know file, line and column."""
    data, _problems = parse_yaml("a:\n  - {b: one, c: 'two\n      three'}\n", "f.yaml")
    item = data.value["a"][0]
    assert [(str(key), str(value), value.origin) for key, value in item.items()] == [
        ("b", "one", Origin("f.yaml", 2, 9)),
        ("c", "two three", Origin("f.yaml", 2, 17)),
    ]
    assert [key.origin for key in item] == [Origin("f.yaml", 2, 6), Origin("f.yaml", 2, 14)]
    assert data.places["a", 0, "b", ""] == Origin("f.yaml", 2, 6)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "- {id: a, label: Date, time of visit, type: tick}\n- {label: Größe, 大小 , x: y}\n",
            [
                ("f.yaml:1:24", "the comma before 'time of visit' ends the text that stands there"),
                ("f.yaml:2:18", "the comma before '大小' ends the text that stands there"),
            ],
        ),
        ("a: {reply_weeks}\n", [("f.yaml:1:5", "'reply_weeks' stands here as a key without a value")]),
        ("a: {b: , c:  , d: '', e: 'one, two', f: ~}\ng: [one, two]\n", []),
    ],
)
def test_a_comma_in_a_text(text, expected):
    """Where a comma or a brace takes a text within braces apart, quotation marks are advised; empty values are none."""
    problems = parse_yaml(text, "f.yaml")[1]
    assert [(str(problem.origin), problem.message) for problem in problems] == expected
    assert all("in quotation marks" in problem.hint for problem in problems)


def test_depth():
    """Fifty levels are read, one more is refused; a hundred thousand cost no stack."""
    assert parse_yaml("[" * 50 + "]" * 50, "f.yaml")[1] == []
    for depth in (51, 100_000):
        (problem,) = parse_yaml("[" * depth + "]" * depth, "f.yaml")[1]
        assert str(problem) == "f.yaml:1:51: error: the data is nested deeper than 50 levels; flatten it [yaml-depth]"


def test_a_bomb_of_aliases_is_refused_at_its_first_anchor():
    """What would grow without end is not even begun."""
    text = "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    (problem,) = parse_yaml(text, "f.yaml")[1]
    assert (str(problem.origin), problem.code) == ("f.yaml:1:4", "yaml-alias")


def test_all_duplicates_at_once():
    """Each key that is there twice is reported; the first value counts."""
    data, problems = parse_yaml("a: 1\nb: {c: 1, c: 2}\na: 2\n", "f.yaml")
    assert [str(problem.origin) for problem in problems] == ["f.yaml:2:11", "f.yaml:3:1"]
    assert data.value == {"a": "1", "b": {"c": "1"}}


@pytest.mark.parametrize("text", ["", "\n# nothing but this\n", "---\n"])
def test_an_empty_file(text):
    """A file without data is read without a problem of its own: what it lacks is told by who needs it."""
    assert parse_yaml(text, "f.yaml")[1] == []


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"\xef\xbb\xbfa: 1\n", "a: 1\n"),
        (b"a: 1\r\nb: 2\r\n", "a: 1\nb: 2\n"),
        (b"a: 1\rb: 2\r", "a: 1\nb: 2\n"),
        ("ä: 中\n".encode(), "ä: 中\n"),
    ],
)
def test_habits_of_editors(tmp_path, content, expected):
    """A byte order mark and the line ends of Windows and old Macs make no difference."""
    (tmp_path / "f.yaml").write_bytes(content)
    assert read_text(tmp_path, tmp_path / "f.yaml") == (expected, [])


def test_encoding(tmp_path):
    """A file that another encoding was used for is reported with the line."""
    (tmp_path / "f.yaml").write_bytes("a: 1\nb: größer\n".encode("latin-1"))
    data, (problem,) = read_yaml(tmp_path, tmp_path / "f.yaml")
    assert data.value == {}
    assert str(problem) == "f.yaml:2: error: the file is not UTF-8 text; save it in UTF-8 [encoding]"


def test_size(tmp_path):
    """A file over the limit is not read at all."""
    with (tmp_path / "f.yaml").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    text, (problem,) = read_text(tmp_path, tmp_path / "f.yaml")
    assert text == ""
    assert str(problem) == ("f.yaml: error: the file is too large; split it into files of at most 5 MB [file-size]")


def test_a_file_of_the_largest_size_is_read(tmp_path):
    """The limit itself is allowed."""
    (tmp_path / "f.txt").write_bytes(b"a" * MAX_BYTES)
    assert read_text(tmp_path, tmp_path / "f.txt") == ("a" * MAX_BYTES, [])


@pytest.mark.parametrize("name", ["edition.yaml", "renamed.yaml", "standards.yaml"])
def test_a_missing_file(project, name):
    """A file that has to be there is reported by its name."""
    (project.content / name).unlink()
    message = "the file can't be read (No such file or directory)"
    assert complaints(project) == [(f"content/{name}", "file-missing", message, "create it, or correct its name")]


def test_a_folder_in_place_of_a_file(project):
    """What is no file is one problem, not an exception."""
    (project.content / "renamed.yaml").unlink()
    (project.content / "renamed.yaml").mkdir()
    assert [each[:2] for each in complaints(project)] == [("content/renamed.yaml", "file-unreadable")]


def test_one_broken_file_does_not_hide_another(project):
    """All files are read before anything is said: YAML, forms and chapters alike."""
    edit(project.root, "content/edition.yaml", "date:", "dat:")
    edit(project.root, "content/forms/minimum-dataset.yaml", "rows: 3", "rows: three")
    edit(project.root, "content/manual/process.md", "{#steps}\n", "")
    assert sorted({place.split(":")[0] for place, *_rest in complaints(project)}) == [
        "content/edition.yaml",
        "content/forms/minimum-dataset.yaml",
        "content/manual/process.md",
    ]


def test_places_survive_copies():
    """A string that was copied, or sent to another process, still knows where it stands."""
    scalar = Scalar("one", Origin("f.yaml", 2, 9))
    for other in (copy.deepcopy(scalar), pickle.loads(pickle.dumps(scalar))):
        assert (other, other.origin) == ("one", Origin("f.yaml", 2, 9))


def test_paths_are_printed_from_the_root(tmp_path):
    """A path within the project is printed from its root, any other one whole."""
    project = Project(tmp_path)
    assert relative(project.root, project.content / "a.yaml") == "content/a.yaml"
    assert relative(project.root, tmp_path.parent / "a.yaml") == (tmp_path.parent / "a.yaml").as_posix()


@pytest.mark.parametrize(
    ("text", "place"),
    [('a: "Test \\Office"', "1:10"), ('a: "\\xZZ"', "1:7"), ('a:\n- b\n- "c\n  \\d"', "4:4")],
)
def test_backslashes(text, place):
    """A backslash between double quotation marks is reported where it stands, not as a mark that is not closed."""
    (problem,) = parse_yaml(text, "f.yaml")[1]
    origin, said = str(problem).split(": error: ")
    assert origin.startswith(f"f.yaml:{place.split(':')[0]}:")
    assert said == (
        "this is not YAML (a backslash stands for a sign here); "
        "put the text in single quotation marks: '…' [yaml-syntax]"
    )


def test_any_editor_will_do(project):
    """Files that were saved on Windows, with a byte order mark, are read and placed like the others."""
    edit(project.root, "content/manual/platform.md", "[](#steps)", "[](#stepps)")
    before = complaints(project)
    for path in project.content.rglob("*.*"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert complaints(project) == before
    assert [each[:2] for each in before] == [("content/manual/platform.md:7:1", "reference")]


@pytest.mark.parametrize("name", ["glossary.yaml", "forms/minimum-dataset.yaml", "manual/process.md"])
def test_files_of_another_encoding_or_size(project, name):
    """Whatever kind of file it is, `check` names it and says how to save it, or to split it."""
    path = project.content / name
    path.write_bytes(path.read_bytes() + "# größer\n".encode("latin-1"))
    line = path.read_bytes().count(b"\n")
    message, hint = "the file is not UTF-8 text", "save it in UTF-8"
    assert (f"content/{name}:{line}", "encoding", message, hint) in complaints(project)
    with path.open("r+b") as file:
        file.truncate(MAX_BYTES + 1)
    message, hint = "the file is too large", "split it into files of at most 5 MB"
    assert (f"content/{name}", "file-size", message, hint) in complaints(project)


def test_what_is_no_ordinary_file_is_refused_unread(tmp_path: Path) -> None:
    """A device that never ends, in the place of a file, is one clear line and costs no time."""
    (tmp_path / "glossary.yaml").symlink_to("/dev/zero")
    text, [problem] = read_text(tmp_path, tmp_path / "glossary.yaml")
    assert text == ""
    assert str(problem) == ("glossary.yaml: error: this is no ordinary file; put a text file in its place [file-kind]")


def test_a_file_of_far_too_many_values():
    """A list that nobody wrote by hand is refused before each of its items is looked at."""
    (problem,) = parse_yaml("- x\n" * 1_000_000, "f.yaml")[1]
    assert str(problem) == (
        "f.yaml:199999:3: error: the file holds more than 200,000 keys and values; "
        "split it, or delete what does not belong here [yaml-size]"
    )

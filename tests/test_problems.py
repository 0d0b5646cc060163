"""Problems are printed for people, for GitHub and for programs, each once, errors first."""

import json

import pytest

from press.problems import Origin, Problem, as_github, as_json, as_text, did_you_mean, has_errors, in_order

ERROR = Problem(Origin("content/a.yaml", 3, 7), "yaml-value", "100% wrong", "correct it")
WARNING = Problem(Origin("content/a.yaml"), "picture-unused", "not used", "delete it", "warning", "de")


@pytest.mark.parametrize(
    ("origin", "expected"),
    [(Origin("a.md", 3, 7), "a.md:3:7"), (Origin("a.md", 3), "a.md:3"), (Origin("a.md"), "a.md")],
)
def test_places(origin, expected):
    """A place is written as editors link it, without the parts that are not known."""
    assert str(origin) == expected


def test_text():
    """One line says where, how bad, what is wrong, what to do, and which check found it."""
    assert as_text([ERROR, WARNING]).split("\n") == [
        "content/a.yaml:3:7: error: 100% wrong; correct it [yaml-value]",
        "content/a.yaml: warning: not used; delete it [picture-unused]",
    ]


def test_github():
    """GitHub gets a workflow command a problem; signs that would end the command early are escaped."""
    broken = ERROR._replace(message="one\ntwo\rthree: 100%")
    assert as_github([broken, WARNING]).split("\n") == [
        "::error file=content/a.yaml,line=3,col=7::one%0Atwo%0Dthree: 100%25; correct it [yaml-value]",
        "::warning file=content/a.yaml::not used; delete it [picture-unused]",
    ]


def test_github_paths():
    """A comma or a colon in a file's name does not end the place."""
    assert as_github([ERROR._replace(origin=Origin("a,b:c%.yaml", 1, 2))]) == (
        "::error file=a%2Cb%3Ac%25.yaml,line=1,col=2::100%25 wrong; correct it [yaml-value]"
    )


def test_json():
    """Programs get every part of a problem by its name; nothing found is an empty list."""
    assert json.loads(as_json([WARNING])) == [
        {
            "path": "content/a.yaml",
            "line": 0,
            "column": 0,
            "code": "picture-unused",
            "message": "not used",
            "hint": "delete it",
            "severity": "warning",
            "language": "de",
        }
    ]
    assert json.loads(as_json([])) == []


@pytest.mark.parametrize(
    ("word", "known", "otherwise", "expected"),
    [
        ("labl", ["label", "layout"], "", "did you mean 'label'?"),
        ("x", ["label", "layout"], "", "use one of: label, layout"),
        ("x", map(str, range(13)), "", "use one of: 0, 1, 10, 11, 12, 2, 3, 4, 5, 6, 7, 8 …"),
        ("x", ["label"], "look again", "look again"),
        ("labl", ["label"], "look again", "did you mean 'label'?"),
        ("x", [], "", "remove it"),
    ],
)
def test_did_you_mean(word, known, otherwise, expected):
    """The nearest word is offered; where none is near, the words there are, or what else helps."""
    assert did_you_mean(word, known, otherwise) == expected


def test_order():
    """Errors come first, then places in the order of the lines; what is found twice is told once."""
    later = ERROR._replace(origin=Origin("content/a.yaml", 20, 1))
    assert in_order([WARNING, later, ERROR, WARNING]) == [ERROR, later, WARNING]


def test_only_errors_are_errors():
    """Warnings alone are no error."""
    assert has_errors([WARNING, ERROR])
    assert not has_errors([WARNING])


def test_a_line_stays_a_line():
    """What a problem quotes can't break its line, colour the terminal or reorder it; programs get it as it is."""
    quoted = ERROR._replace(message="the key 'a\nb\x1b[31m\u202e' is not known here")
    expected = "content/a.yaml:3:7: error: the key 'a<U+000A>b<U+001B>[31m<U+202E>' is not known here; correct it"
    assert as_text([quoted]) == f"{expected} [yaml-value]"
    assert json.loads(as_json([quoted]))[0]["message"] == quoted.message

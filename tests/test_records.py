"""What YAML says is held against the record types: each thing wrong is reported at its place, in plain words."""

import pytest
from small import complaints, edit

from press.model import Edition, Figure, Frozen, Stated, Text, keyed
from press.records import validated
from press.source import Scalar, parse_yaml
from press.validate import Languages

WRONG = [
    (
        "documents.yaml",
        "title: Small Dataset",
        "title: Small Dataset\n    formats: [pdf]",
        [
            (
                "content/documents.yaml:22:14",
                "yaml-value",
                "the value of 'formats' is not right: every document has a web page, to which the others link",
                "add 'html' to the list",
            )
        ],
    ),
    (
        "documents.yaml",
        "title: Small Dataset",
        "title: Small Dataset\n    formats: [html, pdf, pdf]",
        [
            (
                "content/documents.yaml:22:14",
                "yaml-value",
                "the value of 'formats' is not right: a format stands in the list twice",
                "name each once",
            )
        ],
    ),
    (
        "edition.yaml",
        "edition:",
        "editoin:",
        [
            (
                "content/edition.yaml:1:1",
                "yaml-missing-key",
                "the key 'edition' is missing",
                "add 'edition:' with its value",
            ),
            (
                "content/edition.yaml:1:1",
                "yaml-unknown-key",
                "the key 'editoin' is not known here",
                "did you mean 'edition'?",
            ),
        ],
    ),
    (
        "edition.yaml",
        "publisher: Test Office\n",
        "",
        [
            (
                "content/edition.yaml:1:1",
                "yaml-missing-key",
                "the key 'publisher' is missing",
                "add 'publisher:' with its value",
            )
        ],
    ),
    (
        "edition.yaml",
        "date: 2026-03-01",
        "date: 2026-02-30",
        [
            (
                "content/edition.yaml:2:7",
                "yaml-value",
                "the value of 'date' is not right: a date is expected here",
                "write it as 2026-03-31",
            )
        ],
    ),
    (
        "edition.yaml",
        "Test Office",
        "[Test, Office]",
        [
            (
                "content/edition.yaml:3:12",
                "yaml-value",
                "the value of 'publisher' is not right: a text is expected here",
                "write it in one line, or below a '>-'",
            )
        ],
    ),
    (
        "edition.yaml",
        "  cases: 30\n",
        "  Cases: 30\n",
        [
            (
                "content/edition.yaml:6:3",
                "yaml-value",
                "the value of 'Cases' is not right: such a name is made of small letters, digits and '_'",
                "write it like reply_weeks",
            )
        ],
    ),
    (
        "edition.yaml",
        "contact:\n  email",
        "contact: none\nothers:\n  email",
        [
            (
                "content/edition.yaml:8:10",
                "yaml-value",
                "the value of 'contact' is not right: keys with their values are expected here",
                "write 'key: value', each on a line of its own",
            ),
            (
                "content/edition.yaml:9:1",
                "yaml-unknown-key",
                "the key 'others' is not known here",
                "use one of: contact, date, edition, offline, publisher, site_url, stated",
            ),
        ],
    ),
    (
        "documents.yaml",
        "kind: manual",
        "kind: manaul",
        [("content/documents.yaml:3:11", "yaml-value", "'manaul' is not a value of 'kind'", "did you mean 'manual'?")],
    ),
    (
        "documents.yaml",
        "contents: yes",
        "contents: perhaps",
        [
            (
                "content/documents.yaml:6:15",
                "yaml-value",
                "the value of 'contents' is not right: yes or no is expected here",
                "write yes or no",
            )
        ],
    ),
    (
        "documents.yaml",
        "contents: yes",
        "formats: [html, pfd]",
        [("content/documents.yaml:6:21", "yaml-value", "'pfd' is not a value of 'formats'", "did you mean 'pdf'?")],
    ),
    (
        "documents.yaml",
        "front: manual/introduction.md",
        "fornt: manual/introduction.md",
        [
            (
                "content/documents.yaml:7:5",
                "yaml-unknown-key",
                "the key 'fornt' is not known here",
                "did you mean 'front'?",
            )
        ],
    ),
    (
        "documents.yaml",
        "title: Small Checklist",
        "title:",
        [
            (
                "content/documents.yaml:16:11",
                "yaml-value",
                "the value of 'title' is not right: the text is empty",
                "write the text, or delete the key",
            )
        ],
    ),
    (
        "documents.yaml",
        "documents:\n  - id",
        "documents: none\nothers:\n  - id",
        [
            (
                "content/documents.yaml:1:12",
                "yaml-value",
                "the value of 'documents' is not right: a list is expected here",
                "begin each item with '- ' on a line of its own, or write [one, two]",
            ),
            (
                "content/documents.yaml:2:1",
                "yaml-unknown-key",
                "the key 'others' is not known here",
                "use one of: documents",
            ),
        ],
    ),
    (
        "languages.yaml",
        "languages:\n",
        "languages: []\nothers:\n",
        [
            (
                "content/languages.yaml:1:12",
                "yaml-value",
                "the value of 'languages' is not right: the list is too short",
                "add what is missing",
            ),
            (
                "content/languages.yaml:2:1",
                "yaml-unknown-key",
                "the key 'others' is not known here",
                "use one of: languages",
            ),
        ],
    ),
    (
        "languages.yaml",
        "tag: de",
        "tag: xx",
        [
            (
                "content/languages.yaml:3:11",
                "yaml-value",
                (
                    "the value of 'tag' is not right: this is not a language tag such as de, pt or "
                    "zh-Hans, or nothing is known of the language"
                ),
                "correct the value",
            )
        ],
    ),
    (
        "languages.yaml",
        "tag: de",
        "tag: DE",
        [
            (
                "content/languages.yaml:3:11",
                "yaml-value",
                "the value of 'tag' is not right: write the language tag as 'de'",
                "correct the value",
            )
        ],
    ),
    (
        "languages.yaml",
        "state: draft",
        "state: drafted",
        [("content/languages.yaml:3:37", "yaml-value", "'drafted' is not a value of 'state'", "did you mean 'draft'?")],
    ),
    (
        "languages.yaml",
        ', "‚", "‘"]',
        "]",
        [
            (
                "content/languages.yaml:3:67",
                "yaml-value",
                "the value of 'quotes' is not right: the list is too short",
                "add what is missing",
            )
        ],
    ),
    (
        "standards.yaml",
        "id: 1b",
        "id: 1B",
        [
            (
                "content/standards.yaml:14:17",
                "yaml-value",
                (
                    "the value of 'id' is not right: an id is made of small letters, digits and '-', its "
                    "parts joined by '/'"
                ),
                "correct the value",
            )
        ],
    ),
    (
        "standards.yaml",
        "  - Tick what you have.",
        "  - Tick: what you have.",
        [
            (
                "content/standards.yaml:4:5",
                "yaml-value",
                "the value of 'intro' is not right: a text is expected here",
                "write it in one line, or below a '>-'",
            )
        ],
    ),
    (
        "forms/minimum-dataset.yaml",
        "rows: 3",
        "rows: three",
        [
            (
                "content/forms/minimum-dataset.yaml:16:11",
                "yaml-value",
                "the value of 'rows' is not right: a whole number is expected here",
                "write it in digits, without a unit",
            )
        ],
    ),
    (
        "forms/minimum-dataset.yaml",
        ", type: tick, column",
        ", column",
        [
            (
                "content/forms/minimum-dataset.yaml:12:9",
                "yaml-missing-key",
                "the key 'type' is missing",
                "add 'type:' with its value",
            )
        ],
    ),
    (
        "figures/screen.yaml",
        "- button: Save",
        "- buton: Save",
        [
            (
                "content/figures/screen.yaml:7:7",
                "yaml-unknown-key",
                "the key 'buton' is not known here",
                "did you mean 'button'?",
            )
        ],
    ),
    (
        "figures/screen.yaml",
        "- button: Save\n",
        "- button: Save\n      rows: 3\n",
        [
            (
                "content/figures/screen.yaml:7:7",
                "yaml-value",
                "the value of 'window' is not right: 'rows' belongs to table, not to button",
                "correct the value",
            )
        ],
    ),
    (
        "figures/screen.yaml",
        "bars: 2",
        "bars: 99",
        [
            (
                "content/figures/screen.yaml:6:13",
                "yaml-value",
                "the value of 'bars' is not right: input should be less than or equal to 12",
                "correct the value",
            )
        ],
    ),
    (
        "glossary.yaml",
        "match: [facility, facilities]",
        "match: ['-']",
        [
            (
                "content/glossary.yaml:4:12",
                "yaml-value",
                "the value of 'match' is not right: a word form has letters",
                "correct the value",
            )
        ],
    ),
    (
        "open-questions.yaml",
        "questions: []",
        "- a\n- b",
        [
            (
                "content/open-questions.yaml:1:1",
                "yaml-value",
                "the file is not right: keys with their values are expected here",
                "write 'key: value', each on a line of its own",
            )
        ],
    ),
]


@pytest.mark.parametrize(("name", "old", "new", "expected"), WRONG)
def test_what_is_wrong(project, name, old, new, expected):
    """Unknown and missing keys and values of the wrong form are reported with what to write instead."""
    edit(project.root, f"content/{name}", old, new)
    assert complaints(project) == expected


def read(model, text):
    data, problems = parse_yaml(text, "f.yaml")
    assert problems == []
    record, problems = validated(model, data, "f.yaml")
    return record, [str(problem) for problem in problems]


def test_all_at_once():
    """Everything that is wrong with a file is reported together."""
    _record, problems = read(Edition, "editoin: 1\ndate: soon\npublisher: [a]\nstated: none\n")
    assert [problem.split(": error: ")[0] for problem in problems] == [
        "f.yaml:1:1",
        "f.yaml:2:7",
        "f.yaml:3:12",
        "f.yaml:4:9",
        "f.yaml:1:1",
    ]


@pytest.mark.parametrize("text", ["- a\n", "word\n"])
def test_not_a_mapping(text):
    """A file that holds a list or a word is told what is expected."""
    expected = (
        "f.yaml:1:1: error: the file is not right: keys with their values are expected here; "
        "write 'key: value', each on a line of its own [yaml-value]"
    )
    assert read(Edition, text) == (None, [expected])


def test_an_empty_file_lacks_everything():
    """Each key that has to be there is named."""
    _record, problems = read(Stated, "")
    assert problems == ["f.yaml: error: the key 'value' is missing; add 'value:' with its value [yaml-missing-key]"]


FIGURE = "id: x\n{}: y\ncaption: C\ndescription: D\nscreen: {{bars: 1}}\ncallouts: []\n"


def test_the_full_id_cannot_be_given():
    """The full id is made by the press: a file that names it is refused, and no spelling of it gets through."""
    _record, problems = read(Figure, FIGURE.format("key"))
    assert problems == [
        "f.yaml:2:1: error: the key 'key' is not known here; "
        "use one of: callouts, caption, description, id, screen [yaml-unknown-key]"
    ]
    record, problems = read(Figure, FIGURE.format('"\\0key"'))
    assert problems or keyed(record).key == "figure/x"


def test_places_stay():
    """Ids, words and texts know their places when they have become part of a record."""
    record, _problems = read(Edition, "edition: 1\ndate: 2026-03-01\npublisher: P\nstated: {cases: 30}\n")
    assert str(record.stated["cases"].value.origin) == "f.yaml:4:17"


class Words(Frozen):
    text: Text
    number: int = 0
    truth: bool = False


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("text: one\n  two", "one two"),
        ("text: >-\n  one\n\n  two", "one two"),
        ('text: " one  two "', "one two"),
        ('text: "30\\u00a0days"', "30\u00a0days"),
    ],
)
def test_texts_are_one_line(written, expected):
    """Line ends and runs of blanks become one blank; a blank that must not break stays what it is."""
    record, _problems = read(Words, written)
    assert record.text.source == expected


@pytest.mark.parametrize(("written", "expected"), [("yes", True), ("no", False), ("true", True), ("off", False)])
def test_yes_and_no(written, expected):
    """What YAML calls true or false may be written in the ways that people know."""
    assert read(Words, f"text: t\ntruth: {written}\n")[0].truth is expected


def test_values_are_strings_with_places():
    """A text knows the line it begins on."""
    record, _problems = read(Words, "number: 3\ntext: >-\n  one\n")
    assert (record.number, str(record.text.origin)) == (3, "f.yaml:2:7")
    assert isinstance(parse_yaml("a: b", "f.yaml")[0].value["a"], Scalar)


def test_a_list_is_not_short_because_of_its_faults(project):
    """What stands in a list is reported once: that nothing of it could be used is no problem of its own."""
    edit(project.root, "content/languages.yaml", "state:", "stat:")
    found = complaints(project)
    assert [message for _place, _code, message, _hint in found] == [
        *("the key 'state' is missing", "the key 'stat' is not known here"),
        *("the key 'state' is missing", "the key 'stat' is not known here"),
    ]


def test_more_problems_than_anyone_reads():
    """A file of the wrong kind is one of a hundred lines and a count, not of a line for each of its values."""
    data, _problems = parse_yaml("languages:\n" + "  - x\n" * 5_000, "f.yaml")
    record, problems = validated(Languages, data, "f.yaml")
    assert record is None
    assert len(problems) == 101
    assert str(problems[-1]) == (
        "f.yaml: error: more than 100 values of this file are not right; "
        "correct those that are listed first [yaml-more]"
    )

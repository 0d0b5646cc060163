"""Records refuse what the pages could not show: empty names, unknown regions, fields without a column."""

import pytest
from small import complaints, edit

from press.model import Language, Manual, keyed, one_line, place_of
from press.model.base import NOWHERE
from press.problems import Origin
from press.source import Scalar
from press.validate import load

EMPTY = "the text is empty", "write the text, or delete the key"
REFUSED = [
    ("edition.yaml", 'edition: "1.0"', 'edition: ""', "content/edition.yaml:1:10", "edition", *EMPTY),
    ("edition.yaml", "publisher: Test Office", "publisher:", "content/edition.yaml:3:11", "publisher", *EMPTY),
    ("edition.yaml", "cases: 30", "cases:", "content/edition.yaml:6:9", "cases", *EMPTY),
    ("edition.yaml", "cases: 30", "cases: {value: ' '}", "content/edition.yaml:6:18", "value", *EMPTY),
    ("edition.yaml", "website: www.example.org", "website:", "content/edition.yaml:10:11", "website", *EMPTY),
    ("languages.yaml", "name: Deutsch", 'name: ""', "content/languages.yaml:3:21", "name", *EMPTY),
    ("standards.yaml", "number: 2", "number:", "content/standards.yaml:22:16", "number", *EMPTY),
    (
        "edition.yaml",
        "publisher: Test Office",
        'publisher: "Test \\u202eOffice"',
        "content/edition.yaml:3:12",
        "publisher",
        "an invisible character, U+202E, stands here",
        "delete it",
    ),
    (
        "documents.yaml",
        "chapters: manual/process.md",
        'chapters: "manual/\\0.md"',
        "content/documents.yaml:8:15",
        "chapters",
        "an invisible character, U+0000, stands here",
        "delete it",
    ),
    *(
        (
            "documents.yaml",
            "id: checklist",
            f"id: {name}",
            "content/documents.yaml:14:9",
            "id",
            "it names files, so it has no '/', and 'index' is taken",
            "write one word, or words joined by '-'",
        )
        for name in ("index", "forms/checklist")
    ),
    *(
        (
            "languages.yaml",
            "name: Deutsch",
            f"name: Deutsch, region: {region}",
            "content/languages.yaml:3:5",
            "languages",
            f"nothing is known of 'de' in the region '{region}', which is a country such as GB",
            "write a country's two letters, or delete 'region'",
        )
        for region in ("XX", "Austria")
    ),
    (
        "forms/minimum-dataset.yaml",
        "columns: 2",
        "columns: 4",
        "content/forms/minimum-dataset.yaml:9:14",
        "columns",
        "input should be less than or equal to 3",
        "correct the value",
    ),
    (
        "forms/minimum-dataset.yaml",
        "rows: 3",
        "rows: 100000000",
        "content/forms/minimum-dataset.yaml:16:11",
        "rows",
        "input should be less than or equal to 500",
        "correct the value",
    ),
]


@pytest.mark.parametrize(("name", "old", "new", "place", "key", "message", "hint"), REFUSED)
def test_values_that_no_page_could_show(project, name, old, new, place, key, message, hint):
    """A value that would leave a gap, take another file's name or stop a build is refused where it stands."""
    edit(project.root, f"content/{name}", old, new)
    assert complaints(project) == [(place, "yaml-value", f"the value of '{key}' is not right: {message}", hint)]


@pytest.mark.parametrize(("tag", "region"), [("de", "AT"), ("zh-Hans", "SG"), ("en", ""), ("en", "GB"), ("es", "419")])
def test_regions(tag, region):
    """A country, or a part of the world, that has its own form of dates in the language is known."""
    language = Language(tag=tag, name="N", state="draft", fonts=("text",), quotes=("“", "”", "‘", "’"), region=region)
    assert (language.locale.territory or "") == region


@pytest.mark.parametrize(
    ("tag", "direction", "folder"),
    [
        ("de", "ltr", "de"),
        ("ar", "rtl", "ar"),
        ("zh-Hans", "ltr", "zh_Hans"),
        ("fa", "rtl", "fa"),
        ("az", "ltr", "az"),
        ("ca-valencia", "ltr", "ca_valencia"),
    ],
)
def test_what_a_tag_says(tag, direction, folder):
    """Direction and folder follow from the tag alone."""
    language = Language(tag=tag, name="N", state="draft", fonts=("text",), quotes=("“", "”", "‘", "’"))
    assert (language.direction, language.folder) == (direction, folder)


def test_full_ids_are_made_once(project):
    """Filling in the full ids again changes nothing."""
    manual = load(project).manual
    assert isinstance(manual, Manual)
    for part in (manual.documents, manual.figures, manual.terms, manual.checklist, manual.forms):
        assert keyed(part) == part


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" a \n b\t\tc ", "a b c"),
        ("30\u00a0days", "30\u00a0days"),
        ("\u3000全角", "\u3000全角"),
        ("\n", ""),
    ],
)
def test_one_line(text, expected):
    """Line ends and runs of blanks become one blank; blanks that a typographer chose stay."""
    assert one_line(text) == expected


def test_places():
    """A word of a file knows its place; one of the program has none, or the one that is given."""
    assert place_of(Scalar("a", Origin("f.yaml", 2, 3))) == Origin("f.yaml", 2, 3)
    assert place_of("a") == NOWHERE
    assert place_of("a", Origin("f.yaml")) == Origin("f.yaml")

"""Ids, references, parts, figures, fields, counts and open questions fit together, or it is said where not."""

import re

import pytest
from builds import PAGES
from small import ROOT, complaints, edit

from press.build import build
from press.model import Entry, Frozen
from press.validate import load

MISFIT = [
    (
        "manual/process.md",
        "{#steps}",
        "{#aims}",
        [
            (
                "content/manual/platform.md:7:1",
                "reference",
                "the reference #steps leads nowhere",
                "no id is similar; ids stand in braces above headings",
            ),
            (
                "content/manual/process.md:5:1",
                "id-duplicate",
                "the id 'aims' stands also at content/manual/introduction.md:7:1",
                "give one of the two another id",
            ),
        ],
    ),
    (
        "manual/glossary.md",
        "{#glossary}",
        "{#checklist}",
        [
            (
                "content/standards.yaml:1:5",
                "id-duplicate",
                "the id 'checklist' stands also at content/manual/glossary.md:2:1",
                "give one of the two another id",
            )
        ],
    ),
    (
        "standards.yaml",
        "id: 1b",
        "id: 1a",
        [
            (
                "content/standards.yaml:14:17",
                "id-duplicate",
                "the id '1a' stands also at content/standards.yaml:12:17",
                "give one of the two another id",
            )
        ],
    ),
    (
        "standards.yaml",
        "id: ii",
        "id: i",
        [
            (
                "content/standards.yaml:20:22",
                "id-duplicate",
                "the id '1b/i' stands also at content/standards.yaml:19:22",
                "give one of the two another id",
            )
        ],
    ),
    (
        "forms/minimum-dataset.yaml",
        "id: laterality",
        "id: first-name",
        [
            (
                "content/forms/minimum-dataset.yaml:12:14",
                "id-duplicate",
                ("the id 'minimum-dataset/first-name' stands also at content/forms/minimum-dataset.yaml:11:14"),
                "give one of the two another id",
            )
        ],
    ),
    (
        "forms/minimum-dataset.yaml",
        "id: actions",
        "id: done",
        [
            (
                "content/forms/minimum-dataset.yaml:20:13",
                "id-duplicate",
                "the id 'minimum-dataset/done' stands also at content/forms/minimum-dataset.yaml:13:9",
                "give one of the two another id",
            )
        ],
    ),
    (
        "glossary.yaml",
        "id: criterion",
        "id: facility",
        [
            (
                "content/glossary.yaml:6:9",
                "id-duplicate",
                "the id 'glossary/facility' stands also at content/glossary.yaml:2:9",
                "give one of the two another id",
            )
        ],
    ),
    (
        "documents.yaml",
        "id: checklist",
        "id: manual",
        [
            (
                "content/documents.yaml:14:9",
                "id-duplicate",
                "the id 'manual' stands also at content/documents.yaml:2:9",
                "give one of the two another id",
            )
        ],
    ),
    (
        "languages.yaml",
        "tag: de",
        "tag: en",
        [
            (
                "content/languages.yaml:3:11",
                "id-duplicate",
                "the id 'en' stands also at content/languages.yaml:2:11",
                "give one of the two another id",
            )
        ],
    ),
    (
        "manual/process.md",
        "[](#figure/screen)",
        "[](#figure/scren)",
        [
            (
                "content/manual/process.md:8:1",
                "reference",
                "the reference #figure/scren leads nowhere",
                "did you mean 'figure/screen'?",
            )
        ],
    ),
    (
        "manual/platform.md",
        "[](#steps)",
        "[](#qqqq)",
        [
            (
                "content/manual/platform.md:7:1",
                "reference",
                "the reference #qqqq leads nowhere",
                "no id is similar; ids stand in braces above headings",
            )
        ],
    ),
    (
        "manual/platform.md",
        "[](#steps)",
        "[](#glossary/criterion)",
        [
            (
                "content/manual/platform.md:7:1",
                "reference",
                "the reference #glossary/criterion leads to something that no document shows",
                "let a document show it, or refer to something else",
            )
        ],
    ),
    (
        "manual/platform.md",
        "[](#steps)",
        "[see {number}](#aims)",
        [
            (
                "content/manual/platform.md:7:1",
                "reference",
                "{number}: #aims has no number",
                "write words of your own between [ and ], or nothing",
            )
        ],
    ),
    (
        "standards.yaml",
        "Records of something.",
        "Records of [](#stepps).",
        [("content/standards.yaml:13:23", "reference", "the reference #stepps leads nowhere", "did you mean 'steps'?")],
    ),
    (
        "standards.yaml",
        "{cases} cases",
        "{case} cases",
        [("content/standards.yaml:15:23", "value-unknown", "there is no value {case}", "did you mean 'cases'?")],
    ),
    (
        "documents.yaml",
        "- form:checklist",
        "- form:check-list",
        [("content/documents.yaml:11:9", "part-missing", "there is no form 'check-list'", "did you mean 'checklist'?")],
    ),
    (
        "documents.yaml",
        "      - form:checklist\n",
        "      - form:checklist\n      - form:checklist\n",
        [
            (
                "content/documents.yaml:12:9",
                "part-twice",
                "'form:checklist' stands in the document 'manual' twice",
                "remove one of the two",
            )
        ],
    ),
    (
        "documents.yaml",
        "    front: form:checklist\n",
        "",
        [
            (
                "content/documents.yaml:14:9",
                "part-missing",
                "the document 'checklist' is empty",
                "name its parts under front, chapters, appendices or back",
            )
        ],
    ),
    (
        "documents.yaml",
        "    chapters: manual/process.md\n",
        "",
        [
            (
                "content/manual/platform.md:7:1",
                "reference",
                "the reference #steps leads nowhere",
                "no id is similar; ids stand in braces above headings",
            ),
            (
                "content/manual/process.md: warning",
                "part-unused",
                "no document contains this file",
                "name it in content/documents.yaml, or delete it",
            ),
        ],
    ),
    (
        "manual/platform.md",
        ":::{figure} screen",
        ":::{figure} scren",
        [
            (
                "content/manual/platform.md:9:1",
                "figure-missing",
                "there is no figure 'scren'",
                "create content/figures/scren.yaml, or: did you mean 'screen'?",
            ),
            (
                "content/manual/process.md:8:1",
                "reference",
                "the reference #figure/screen leads to something that no document shows",
                "let a document show it, or refer to something else",
            ),
            (
                "content/figures/screen.yaml:1:5: warning",
                "figure-unused",
                "no text shows the figure 'screen'",
                "put ':::{figure} screen' where it belongs, or delete the file",
            ),
        ],
    ),
    (
        "manual/platform.md",
        ":::{figure} screen\n:::\n",
        "",
        [
            (
                "content/manual/process.md:8:1",
                "reference",
                "the reference #figure/screen leads to something that no document shows",
                "let a document show it, or refer to something else",
            ),
            (
                "content/figures/screen.yaml:1:5: warning",
                "figure-unused",
                "no text shows the figure 'screen'",
                "put ':::{figure} screen' where it belongs, or delete the file",
            ),
        ],
    ),
    (
        "manual/platform.md",
        ":::{figure} screen\n:::\n",
        ":::{figure} screen\n:::\n\n:::{figure} screen\n:::\n",
        [
            (
                "content/manual/platform.md:9:1",
                "figure-twice",
                "the figure 'screen' is shown 2 times",
                "show it once and refer to it elsewhere",
            ),
            (
                "content/manual/platform.md:12:1",
                "figure-twice",
                "the figure 'screen' is shown 2 times",
                "show it once and refer to it elsewhere",
            ),
        ],
    ),
    (
        "figures/screen.yaml",
        "      mark: 1\n",
        "",
        [
            (
                "content/figures/screen.yaml:9:5",
                "figure-mark",
                "callout 1 is not marked in the screen",
                "add 'mark: 1' to what it explains, or remove it",
            )
        ],
    ),
    (
        "figures/screen.yaml",
        "      mark: 1\n",
        "      mark: 1\n    - button: Send\n      mark: 2\n",
        [
            (
                "content/figures/screen.yaml:1:5",
                "figure-mark",
                "mark 2 has no callout",
                "add its explanation to 'callouts'",
            )
        ],
    ),
    (
        "forms/minimum-dataset.yaml",
        "    rows: 3\n",
        "",
        [
            (
                "content/forms/minimum-dataset.yaml:13:9",
                "form-rows",
                "this table has no rows",
                "add 'rows:' and their number",
            )
        ],
    ),
    (
        "forms/minimum-dataset.yaml",
        "label: Done",
        "label: Done\n        criterion: 1c",
        [
            (
                "content/forms/minimum-dataset.yaml:22:20",
                "form-criterion",
                "there is no criterion '1c'",
                "use one of: 1a, 1b",
            )
        ],
    ),
    (
        "forms/minimum-dataset.yaml",
        "type: choice",
        "type: text",
        [
            (
                "content/forms/minimum-dataset.yaml:20:13",
                "form-choices",
                "type and choices do not fit together",
                "write 'type: choice' and its 'choices' together",
            )
        ],
    ),
    (
        "forms/minimum-dataset.yaml",
        "label: Patient",
        "label: Everything that has to be known of the patient before the treatment",
        [
            (
                "content/forms/minimum-dataset.yaml:7:12: warning",
                "too-wide",
                "the text has 67 characters, and 60 fit here",
                "shorten it",
            )
        ],
    ),
    (
        "edition.yaml",
        "core_questions: {value: 2,",
        "core_questions: {value: 3,",
        [
            (
                "content/edition.yaml:5:27",
                "count-disagrees",
                "IASIOS states 3 core_questions, the data holds 2 core_criteria",
                "correct the data, or record in content/open-questions.yaml: "
                "'disagreement: {stated: core_questions, counted: core_criteria, numbers: [3, 2]}'",
            )
        ],
    ),
    (
        "edition.yaml",
        "counted: core_criteria",
        "counted: core_criterion",
        [
            (
                "content/edition.yaml:5:39",
                "count-unknown",
                "'core_questions' is compared with 'core_criterion', which nobody counts",
                "did you mean 'core_criteria'?",
            )
        ],
    ),
    (
        "edition.yaml",
        "publisher: Test Office\n",
        "publisher: Test Office\nsite_url: http://x.org\n",
        [
            (
                "content/edition.yaml:4:11",
                "site-url",
                "'http://x.org' is not an https address",
                "write the full address, such as https://manual.example.org",
            )
        ],
    ),
    (
        "edition.yaml",
        "cases: 30",
        "cases: 30\n  core_criteria: 99",
        [
            (
                "content/edition.yaml:7:18",
                "value-twice",
                "the value 'core_criteria' has a meaning already",
                "give it another name, here and in the texts",
            )
        ],
    ),
    (
        "edition.yaml",
        "email: office@example.org",
        "email: office example.org",
        [
            (
                "content/edition.yaml:9:10",
                "contact-email",
                "'office example.org' is no e-mail address",
                "write it as office@example.org",
            )
        ],
    ),
    (
        "edition.yaml",
        "website: www.example.org",
        "website: https://www.example.org",
        [
            (
                "content/edition.yaml:10:12",
                "contact-address",
                "an address is written here without 'https://'",
                "delete what stands before the name: links get it by themselves",
            )
        ],
    ),
    (
        "standards.yaml",
        "- id: 1a",
        '- id: 1a\n            question: "{question_1a}"',
        [
            (
                "content/standards.yaml:13:23",
                "value-unknown",
                "there is no value {question_1a}",
                "did you mean 'core_questions'?",
            )
        ],
    ),
    (
        "open-questions.yaml",
        "questions: []",
        (
            "questions:\n  - id: q\n    place: '#stepps'\n    question: Q\n    printed: P\n    "
            "disagreement: {stated: core_question, counted: core_criteria, numbers: [3, 2]}"
        ),
        [
            ("content/open-questions.yaml:3:12", "question-place", "there is no id 'stepps'", "did you mean 'steps'?"),
            (
                "content/open-questions.yaml:6:28",
                "question-count",
                "no figure 'core_question' is stated",
                "did you mean 'core_questions'?",
            ),
        ],
    ),
    (
        "open-questions.yaml",
        "questions: []",
        (
            "questions:\n  - id: q\n    place: '#steps'\n    question: Q\n    printed: P\n    "
            "disagreement: {stated: core_questions, counted: core_criteria, numbers: [3, 2]}"
        ),
        [
            (
                "content/open-questions.yaml:6:28: warning",
                "question-settled",
                "core_questions and core_criteria agree: both are 2",
                "delete this line, and answer the question",
            )
        ],
    ),
    (
        "renamed.yaml",
        "renamed: {}",
        "renamed:\n  steps: saving\n  begin: stepps\n  the aims: aims",
        [
            (
                "content/renamed.yaml:2:3",
                "id-renamed",
                "the id 'steps' is renamed here, but still stands at content/manual/process.md:5:1",
                "write 'saving' there, or delete this line",
            ),
            ("content/renamed.yaml:3:10", "id-renamed", "there is no id 'stepps'", "did you mean 'steps'?"),
            ("content/renamed.yaml:4:3", "id-renamed", "'the aims' is not an id", "write the id that there was"),
        ],
    ),
]


FORM = "content/forms/minimum-dataset.yaml"
CHECKLIST = "content/standards.yaml"
WHO = "fields: [{id: who, label: Who, type: text}]"
DETAILS = f"details: {{id: about, label: About, layout: boxes, standalone: yes, {WHO}}}"
NOT_SHOWN = [
    (
        FORM,
        "label: First Name,",
        "label: First Name, short: First,",
        "11:14",
        "'short' says nothing in a group with the layout 'ticks'",
        "delete it, or write 'layout: table' for the group",
    ),
    (
        FORM,
        "label: Strategic Action,",
        "label: Strategic Action, column: 2,",
        "19:14",
        "'column' says nothing in a group with the layout 'table'",
        "delete it, or write 'layout: ticks' for the group",
    ),
    (
        FORM,
        "label: First Name,",
        "label: First Name, criterion: 1a,",
        "11:14",
        "'criterion' says nothing in a group with the layout 'ticks'",
        "delete it, or write 'layout: table' for the group",
    ),
    (
        FORM,
        "    columns: 2\n",
        "    columns: 2\n    rows: 2\n",
        "6:9",
        "'rows' says nothing in a group with the layout 'ticks'",
        "delete it, or write 'layout: table' for the group",
    ),
    (
        FORM,
        "    rows: 3\n",
        "    rows: 3\n    columns: 2\n",
        "13:9",
        "'columns' says nothing in a group with the layout 'table'",
        "delete it, or write 'layout: ticks' for the group",
    ),
    (
        FORM,
        "    rows: 3\n",
        "    rows: 3\n    lines: [{id: one, label: One}]\n",
        "13:9",
        "'lines' says nothing in a group with the layout 'table'",
        "delete it, or write 'layout: matrix' for the group",
    ),
    (
        FORM,
        "label: First Name, type: tick",
        "label: First Name, type: text",
        "11:14",
        "a field of the type 'text' can't stand in a group with the layout 'ticks'",
        "write 'type: tick', or another layout",
    ),
    (
        FORM,
        "type: multiline",
        "type: tick",
        "19:14",
        "a field of the type 'tick' can't stand in a group with the layout 'table'",
        "give it another type",
    ),
    (
        FORM,
        "    landscape: yes\n    fields:\n",
        "    fields:\n" + "".join(f"      - {{id: f{n}, label: F, type: text}}\n" for n in range(7)),
        "13:9",
        "the columns of this table need 182.8 mm on paper, and there are 166",
        "write 'landscape: yes'",
    ),
    (
        FORM,
        "    landscape: yes\n    fields:\n",
        "    fields:\n" + "".join(f"      - {{id: f{n}, label: F, type: date}}\n" for n in range(30)),
        "13:9",
        "the columns of this table need 642.8 mm on paper, and there are 166",
        "make two tables of it",
    ),
    (
        CHECKLIST,
        "            question: 13\n",
        "",
        "16:20",
        "the topic of '1b' is shown with its question only",
        "add 'question:' with its number, or delete it",
    ),
    (
        CHECKLIST,
        "intro:",
        DETAILS.replace("who", "1a") + "\nintro:",
        "3:82",
        "'1a' names the field of the criterion",
        "give it another id",
    ),
    (
        CHECKLIST,
        "intro:",
        DETAILS.replace("boxes, standalone: yes", "extended, rows: 2") + "\nintro:",
        "3:15",
        "the layout 'extended' is for workbooks",
        "write 'layout: boxes'",
    ),
]


@pytest.mark.parametrize(("name", "old", "new", "place", "message", "hint"), NOT_SHOWN)
def test_what_no_form_would_show(project, name, old, new, place, message, hint):
    """What the layout of a form leaves out, or has no room for, is refused with a remedy."""
    edit(project.root, name, old, new)
    assert [(each[0], *each[2:]) for each in complaints(project)] == [(f"{name}:{place}", message, hint)]


def test_a_head_that_no_document_would_show(project):
    """What only a document of its own asks for needs such a document."""
    edit(project.root, CHECKLIST, "intro:", f"{DETAILS}\nintro:")
    assert complaints(project) == []
    edit(project.root, "content/documents.yaml", "front: form:checklist", "front: manual/glossary.md")
    message = "no document shows 'checklist/about': a group with 'standalone' is for a document of the kind 'form'"
    assert [each for each in complaints(project) if each[1] == "form-key"] == [
        (f"{CHECKLIST}:3:15", "form-key", message, "add such a document, or delete 'standalone'")
    ]


@pytest.mark.parametrize(("name", "old", "new", "expected"), MISFIT)
def test_what_does_not_fit(project, name, old, new, expected):
    """What contradicts something else in the content is reported at its place, with the other place or a remedy."""
    edit(project.root, f"content/{name}", old, new)
    assert complaints(project) == expected


def entries_in(node):
    """Every record with an id, at any depth."""
    if isinstance(node, Entry):
        yield node
    for item in node if isinstance(node, tuple) else (value for _name, value in node):
        if isinstance(item, (tuple, Frozen)):
            yield from entries_in(item)


def test_a_recorded_disagreement_is_known(project):
    """A count that differs from what is stated passes once it is an open question, and only that pair does."""
    edit(project.root, "content/edition.yaml", "{value: 2,", "{value: 3,")
    record = (
        "questions:\n  - {id: q, place: '#aims', question: Q, printed: P, "
        "disagreement: {stated: core_questions, counted: core_criteria, numbers: [3, 2]}}"
    )
    edit(project.root, "content/open-questions.yaml", "questions: []", record)
    assert complaints(project) == []
    edit(project.root, "content/edition.yaml", "{value: 3,", "{value: 4,")
    assert [each[:2] for each in complaints(project)] == [("content/edition.yaml:5:27", "count-disagrees")]
    edit(project.root, "content/edition.yaml", "{value: 4,", "{value: 3,")
    edit(project.root, "content/edition.yaml", "cases: 30", "cases: {value: 30, counted: core_criteria}")
    assert [each[:2] for each in complaints(project)] == [("content/edition.yaml:6:18", "count-disagrees")]


def test_ids_of_files_far_apart(project):
    """An id may stand once in the whole content: a figure, a term, a field and a heading never share one."""
    edit(project.root, "content/manual/platform.md", "{#saving}", "{#minimum-dataset}")
    edit(project.root, "content/manual/glossary.md", "{#glossary}", "{#standard-1}")
    assert [(place, message) for place, code, message, _hint in complaints(project) if code == "id-duplicate"] == [
        (
            "content/forms/minimum-dataset.yaml:1:5",
            "the id 'minimum-dataset' stands also at content/manual/platform.md:5:1",
        ),
        ("content/standards.yaml:9:13", "the id 'standard-1' stands also at content/manual/glossary.md:2:1"),
    ]


def test_a_file_that_no_document_contains(project):
    """A chapter or a form that nobody would ever read is a warning."""
    (project.content / "manual" / "old.md").write_text("{#old}\n# Old\n", encoding="utf-8")
    edit(project.root, "content/documents.yaml", "      - form:minimum-dataset\n", "")
    edit(project.root, "content/documents.yaml", "front: form:minimum-dataset", "front: manual/glossary.md")
    assert [each for each in complaints(project) if each[1] == "part-unused"] == [
        (
            "content/forms/minimum-dataset.yaml:1:5: warning",
            "part-unused",
            "no document contains the form 'minimum-dataset'",
            "write 'form:minimum-dataset' in content/documents.yaml, or delete the file",
        ),
        (
            "content/manual/old.md: warning",
            "part-unused",
            "no document contains this file",
            "name it in content/documents.yaml, or delete it",
        ),
    ]


def test_a_form_that_is_not_shown_cannot_be_referred_to(project):
    """An id of a form that no document contains leads nowhere, and that is said."""
    edit(project.root, "content/documents.yaml", "      - form:minimum-dataset\n", "")
    edit(project.root, "content/documents.yaml", "front: form:minimum-dataset", "front: manual/glossary.md")
    edit(project.root, "content/manual/platform.md", "[](#steps)", "[](#minimum-dataset/done)")
    (problem,) = [each for each in complaints(project) if each[1] == "reference"]
    assert problem[2] == "the reference #minimum-dataset/done leads to something that no document shows"


def test_a_reference_leads_to_a_place_or_is_reported(project):
    """Each id of the content is an anchor in the pages, or a reference to it is an error."""
    manual = load(project).manual
    found = []
    for part in (manual.figures, manual.terms, manual.checklist, manual.forms):
        found += [entry.key for entry in entries_in(part)]
    ids = {*found, *(section.id for section in manual.sections)}
    build(project, PAGES, 1)
    pages = "".join(path.read_text(encoding="utf-8") for path in (project.output / "en").glob("*.html"))
    anchors = set(re.findall(r'\bid="([^"]+)"', pages))
    edit(project.root, "content/manual/platform.md", "[](#steps)", " ".join(f"[](#{name})" for name in sorted(ids)))
    refused = [
        re.search(r"#(\S+)", message)[1] for _place, code, message, _hint in complaints(project) if code == "reference"
    ]
    assert sorted(refused) == ["glossary/criterion", "minimum-dataset/done/no", "minimum-dataset/done/yes"]
    assert ids - set(refused) <= anchors


@pytest.mark.parametrize("value", ["https://manual.example.org", '""'])
def test_an_address_of_the_site(project, value):
    """A full address passes, and so does none."""
    edit(project.root, "content/edition.yaml", "publisher: Test Office", f"publisher: Test Office\nsite_url: {value}")
    assert complaints(project) == []


OWN_IDS = sorted(
    {
        identifier
        for path in (ROOT / "templates").rglob("*.jinja")
        if path.parent.name not in ("review", "compare")  # no page of theirs shows the content's own ids
        for identifier in re.findall(r'\bid="([^"{}]+)"', path.read_text(encoding="utf-8"))
    }
)


@pytest.mark.parametrize("identifier", OWN_IDS)
def test_ids_of_the_pages_own(project, identifier):
    """An id that the templates use themselves can't be one of the content, now or before."""
    said = (f"every page has an id '{identifier}' of its own", "choose another id")
    edit(project.root, "content/renamed.yaml", "renamed: {}", f"renamed: {{{identifier}: steps}}")
    assert complaints(project) == [("content/renamed.yaml:1:11", "id-taken", *said)]
    edit(project.root, "content/renamed.yaml", f"renamed: {{{identifier}: steps}}", "renamed: {}")
    edit(project.root, "content/manual/introduction.md", "{#aims}", f"{{#{identifier}}}")
    assert complaints(project) == [("content/manual/introduction.md:7:1", "id-taken", *said)]


def test_renamed_ids(project):
    """An entry whose new id is there passes, also by way of a second renaming."""
    edit(
        project.root,
        "content/renamed.yaml",
        "renamed: {}",
        "renamed:\n  begin: start\n  start: steps\n  dataset: minimum-dataset",
    )
    assert complaints(project) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        (
            "edition.yaml",
            "  email:",
            "  mail:",
            [
                (
                    "content/edition.yaml:1:10",
                    "contact-missing",
                    "every page gives an e-mail address, and none is here",
                    "add 'email:' with the address of the office below 'contact:'",
                ),
                (
                    "content/manual/process.md:10:1",
                    "value-unknown",
                    "there is no value {email}",
                    "did you mean 'mail'?",
                ),
            ],
        ),
        *(
            (
                "edition.yaml",
                "  website:",
                f"  {name}: x\n  website:",
                [
                    (
                        f"content/edition.yaml:10:{len(name) + 5}",
                        "value-twice",
                        f"the value '{name}' has a meaning already",
                        "give it another name, here and in the texts",
                    )
                ],
            )
            for name in ("cases", "edition", "edition_date", "number")
        ),
        (
            "forms/minimum-dataset.yaml",
            "column: 2",
            "column: 3",
            [
                (
                    "content/forms/minimum-dataset.yaml:12:14",
                    "form-column",
                    "column 3 is asked for, and the group has 2",
                    "correct 'column', or 'columns' above",
                )
            ],
        ),
        (
            "manual/platform.md",
            "before you begin.",
            "before you begin.\n\n:::{glossary}\n:::",
            [
                (
                    "content/manual/glossary.md:4:1",
                    "glossary-twice",
                    "the glossary stands also at content/manual/platform.md:9:1",
                    "show it once and refer to it elsewhere",
                )
            ],
        ),
        (
            "renamed.yaml",
            "renamed: {}",
            "renamed: {a: b, b: a}",
            [
                (
                    f"content/renamed.yaml:1:{column}",
                    "id-renamed",
                    f"from '{new}' the renaming leads back to '{old}'",
                    "delete one",
                )
                for column, old, new in ((14, "a", "b"), (20, "b", "a"))
            ],
        ),
    ],
)
def test_what_would_go_wrong_later(project, name, old, new, expected):
    """What would stop a build, or silently leave something away, is an error before."""
    edit(project.root, f"content/{name}", old, new)
    assert complaints(project) == expected


def test_a_glossary_that_is_not_shown_cannot_be_referred_to(project):
    """Without the glossary on a page, a reference to one of its terms leads nowhere, and that is said."""
    edit(project.root, "content/manual/platform.md", "[](#steps)", "[](#glossary/facility)")
    assert complaints(project) == []
    edit(project.root, "content/manual/glossary.md", ":::{glossary}\n:::\n", "None.\n")
    (problem,) = complaints(project)
    assert problem[2] == "the reference #glossary/facility leads to something that no document shows"

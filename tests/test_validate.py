"""The whole content becomes a numbered manual, or nothing and every reason why."""

import pytest
from small import CONTENT, complaints, edit

from press.model import Text
from press.validate import listed, load

MISFIT = [
    (
        "documents.yaml",
        "manual/process.md",
        "manual/proces.md",
        [
            (
                "content/documents.yaml:8:15",
                "file-missing",
                "there is no file content/manual/proces.md",
                "create it, or correct its name here",
            )
        ],
    ),
    (
        "documents.yaml",
        "manual/process.md",
        "../../secret.md",
        [
            (
                "content/documents.yaml:8:15",
                "part-outside",
                "'../../secret.md' does not stand in the project",
                "name a Markdown file below content/, such as manual/fees.md",
            )
        ],
    ),
    (
        "documents.yaml",
        "manual/process.md",
        "/etc/hosts",
        [
            (
                "content/documents.yaml:8:15",
                "part-outside",
                "'/etc/hosts' does not stand in the project",
                "name a Markdown file below content/, such as manual/fees.md",
            )
        ],
    ),
    *(
        (
            "documents.yaml",
            "manual/process.md",
            path,
            [
                (
                    "content/documents.yaml:8:15",
                    "part-name",
                    f"'{path}' is a roundabout name",
                    "write 'manual/process.md'",
                )
            ],
        )
        for path in ("./manual/process.md", "manual//process.md", "manual/../manual/process.md", "manual/process.md/")
    ),
    (
        "documents.yaml",
        "manual/process.md",
        "manual",
        [
            (
                "content/documents.yaml:8:15",
                "part-name",
                "'manual' is a folder",
                "name a Markdown file below content/, such as manual/fees.md",
            )
        ],
    ),
    (
        "forms/minimum-dataset.yaml",
        "id: minimum-dataset",
        "id: dataset",
        [
            (
                "content/forms/minimum-dataset.yaml:1:5",
                "id-file",
                "the file's name is 'minimum-dataset', its id 'dataset'",
                "make the two equal",
            )
        ],
    ),
    (
        "figures/screen.yaml",
        "id: screen",
        "id: scren",
        [
            (
                "content/figures/screen.yaml:1:5",
                "id-file",
                "the file's name is 'screen', its id 'scren'",
                "make the two equal",
            )
        ],
    ),
]


@pytest.mark.parametrize(("name", "old", "new", "expected"), MISFIT)
def test_files_that_do_not_fit(project, name, old, new, expected):
    """Files that are missing, outside the project, or of another name are reported where they are named."""
    edit(project.root, f"content/{name}", old, new)
    assert complaints(project) == expected


def test_the_small_project_is_fine(project):
    """Nothing is wrong with what the other tests start from."""
    assert complaints(project) == []


def test_links_out_of_the_project_are_not_followed(project, tmp_path):
    """A file that is a link to somewhere else is not read."""
    secret = tmp_path / "secret.md"
    secret.write_text("{#secret}\n# Secret\n", encoding="utf-8")
    (project.content / "manual" / "process.md").unlink()
    (project.content / "manual" / "process.md").symlink_to(secret)
    assert [each[:2] for each in complaints(project)] == [("content/manual/process.md", "link-outside")]


def test_numbers(project):
    """Chapters, their sections and appendices are numbered in the order of the documents, and nothing else."""
    loaded = load(project)
    assert loaded.problems == ()
    found = [(s.page, s.id, s.number) for s in loaded.manual.sections]
    assert found == [
        ("manual", "introduction", ""),
        ("manual", "aims", ""),
        ("manual", "process", "1"),
        ("manual", "steps", "1.1"),
        ("manual", "table", "1.2"),
        ("manual", "platform", "1"),
        ("manual", "saving", "A1.1"),
        ("manual", "checklist", "2"),
        ("manual", "minimum-dataset", "3"),
        ("manual", "glossary", ""),
        ("checklist", "checklist", ""),
        ("minimum-dataset", "minimum-dataset", ""),
    ]


def test_counts(project):
    """The data is counted, whatever IASIOS states."""
    assert load(project).manual.counts == {
        "core_criteria": 2,
        "standards": 2,
        "figures": 1,
        "dataset_fields": 4,
        "dataset_groups": 2,
        "case_rows": 0,
    }


def test_full_ids(project):
    """Ids are completed by where they stand: sub-items in a criterion, fields in a form, answers in a field."""
    manual = load(project).manual
    assert [item.key for item in manual.checklist.criteria[1].items] == ["1b/i", "1b/ii"]
    fields = [field for form in manual.forms for field in form.all_fields()]
    assert [field.key for field in fields] == [
        "minimum-dataset/first-name",
        "minimum-dataset/laterality",
        "minimum-dataset/action",
        "minimum-dataset/done",
    ]
    assert [choice.key for choice in fields[3].choices] == ["minimum-dataset/done/yes", "minimum-dataset/done/no"]
    assert [figure.key for figure in manual.figures] == ["figure/screen"]
    assert [term.key for term in manual.terms] == ["glossary/facility", "glossary/criterion"]


def test_figures_come_in_the_order_of_the_text(project):
    """The first figure that is shown is Figure 1, whatever its name."""
    screen = CONTENT["figures/screen.yaml"].replace("id: screen", "id: another")
    (project.content / "figures" / "another.yaml").write_text(screen, encoding="utf-8")
    both = ":::{figure} screen\n:::\n\n:::{figure} another\n:::\n"
    edit(project.root, "content/manual/platform.md", ":::{figure} screen\n:::\n", both)
    assert [figure.id for figure in load(project).manual.figures] == ["screen", "another"]


def test_a_draft_serves_the_checks(project):
    """After an error there is no manual to publish, but one to look at, unless a file can't be read."""
    edit(project.root, "content/manual/platform.md", "[](#steps)", "[](#stepps)")
    loaded = load(project)
    assert loaded.manual is None
    assert loaded.draft.checklist.title == Text("Small Checklist", "Small Checklist")
    edit(project.root, "content/edition.yaml", "date:", "dat:")
    assert load(project).draft is None


def test_warnings_do_not_stop_anything(project):
    """With warnings alone there is a manual."""
    (project.content / "manual" / "old.md").write_text("{#old}\n# Old\n", encoding="utf-8")
    loaded = load(project)
    assert [problem.severity for problem in loaded.problems] == ["warning"]
    assert loaded.manual is not None


def test_names_for_the_command_line(project):
    """Languages and documents are known as far as their own files can be read."""
    edit(project.root, "content/languages.yaml", "tag: de", "tag: xx")
    edit(project.root, "content/edition.yaml", "date:", "dat:")
    assert listed(project) == ([], ["manual", "checklist", "minimum-dataset"])

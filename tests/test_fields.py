"""What a form asks for: the same fields under the same names in every language and format."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pikepdf
import pytest
from builds import pdf_pages
from real import LANGUAGES, Reader, copy_content, read
from small import ROOT, complaints, edit

from press.answers.model import KEY
from press.editions import source_speaker
from press.fields import Field, fields, fillable
from press.fonts import read_families
from press.model import Manual
from press.paper import print_html
from press.project import Project
from press.validate import load

FORMS = ("checklist", "minimum-dataset", "case-review", "corrective-action-plan")


@pytest.fixture(scope="module")
def manual() -> Manual:
    """The real manual."""
    found = load(Project(ROOT)).manual
    assert found is not None
    return found


def pdf_fields(path: Path) -> dict[str, tuple[str, str]]:
    """Return the kind and the name for screen readers of each field of a PDF, by its own name, in order."""
    with pikepdf.open(path) as pdf:
        found = [(str(f.T), (str(f.FT), str(f.TU))) for f in pdf.Root.AcroForm.Fields]
    assert len(found) == len(dict(found))
    return dict(found)


def page_fields(path: Path) -> dict[str, str]:
    """Return the element of each field in the main part of a web page by its name, in order."""
    html = path.read_text(encoding="utf-8")
    main = Reader(html[html.index("<main") : html.index("</main>")])
    named = [(tag, given) for tag, given in main.elements if tag in ("input", "select", "textarea")]
    return {given["name"]: given.get("type", tag) for tag, given in named if "name" in given}


def test_names_of_the_checklist(manual: Manual) -> None:
    """A criterion has a box to tick and room for notes, a part of it a box; above stands whose copy it is."""
    names = [field.key for field in fields(manual, "checklist")]
    assert [name for name in names if "/3c" in name] == [
        "checklist/3c",
        "checklist/3c/i",
        "checklist/3c/ii",
        "checklist/3c/iii",
        "checklist/3c/notes",
    ]
    assert names[:3] == ["checklist/facility", "checklist/filled-in-by", "checklist/date"]
    assert len(names) == 3 + 27 + 27 + 11


def test_names_of_rows(manual: Manual) -> None:
    """A field of a table bears the number of its row, in two figures."""
    names = [field.key for field in fields(manual, "corrective-action-plan")]
    assert names[:6] == [
        "corrective-action-plan/facility",
        "corrective-action-plan/date",
        "corrective-action-plan/declined-criteria",
        "corrective-action-plan/issue-description",
        "corrective-action-plan/desired-outcome",
        "corrective-action-plan/strategic-action@01",
    ]
    assert names[-1] == "corrective-action-plan/comments@10"
    assert len(fields(manual, "case-review")) == 7 + 30 * 11


def test_every_name_is_one_and_follows_the_rule(manual: Manual) -> None:
    """No two fields of the edition share a name, and each name is one that answers may have."""
    names = [field.key for found in fillable(manual).values() for field in found]
    assert len(set(names)) == len(names) > 400
    assert [name for name in names if not KEY.fullmatch(name)] == []


def test_only_forms_are_filled_in(manual: Manual) -> None:
    """The manual has no fields, though its appendices show the forms; nor has what does not exist."""
    assert tuple(fillable(manual)) == FORMS
    assert fields(manual, "manual") == fields(manual, "nothing") == ()


def test_a_field_as_the_office_adds_it(tmp_path: Path) -> None:
    """The line by which the office's guide adds a field fits the real dataset; as a field of IASIOS it would not."""
    project = copy_content(tmp_path)
    [line] = re.findall(
        r"^ +- \{id: smoking-history.*\n", (ROOT / "docs" / "office.md").read_text("utf-8"), re.MULTILINE
    )
    path = project.content / "forms" / "minimum-dataset.yaml"
    text = path.read_text(encoding="utf-8")
    place = text.index("      - id: family-history")
    path.write_text(text[:place] + line + text[place:], encoding="utf-8")
    loaded = load(project)
    assert loaded.problems == ()
    assert "minimum-dataset/smoking-history" in [field.key for field in fields(loaded.manual, "minimum-dataset")]
    edit(
        project.root, "content/forms/minimum-dataset.yaml", "hint: e.g. pack years, type: tick, own: yes", "type: tick"
    )
    [problem] = load(project).problems
    assert (problem.code, problem.origin.path) == ("count-disagrees", "content/edition.yaml")
    assert problem.hint.startswith(
        "correct the data, mark what this edition adds with 'own: yes', or record in content/"
    )


def test_the_case_number_is_no_field_of_the_dataset(manual: Manual, edition: Path) -> None:
    """The form for one record asks for a local case number, which is ours: it is not counted, and in no appendix."""
    (case,) = (field for field in fields(manual, "minimum-dataset") if field.kind == "text")
    assert case.key == "minimum-dataset/case"
    assert (manual.counts["dataset_fields"], manual.counts["dataset_groups"]) == (30, 4)
    assert len(fields(manual, "minimum-dataset")) == 31
    assert "minimum-dataset/case" not in read(edition / "en" / "manual.html").ids
    assert not any("Local case number" in page for page in pdf_pages(edition / "en" / "iasios-manual-en.pdf"))
    assert any("Local case number" in page for page in pdf_pages(edition / "en" / "iasios-minimum-dataset-en.pdf"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("document", FORMS)
def test_pages_and_pdfs_have_the_same_fields(manual: Manual, edition: Path, language: str, document: str) -> None:
    """The PDF and the web page of a form have the fields of the manual, each of its kind, in every language."""
    wanted = {field.key: field for field in fields(manual, document)}
    found = pdf_fields(edition / language / f"iasios-{document}-{language}.pdf")
    assert {name: kind for name, (kind, _words) in found.items()} == {
        name: {"tick": "/Btn", "choice": "/Ch"}.get(field.kind, "/Tx") for name, field in wanted.items()
    }
    kinds = {"tick": "checkbox", "choice": "select", "multiline": "textarea"}
    assert page_fields(edition / language / f"{document}.html") == {
        name: kinds.get(field.kind, field.kind) for name, field in wanted.items()
    }


def test_appendices_are_to_be_printed(edition: Path) -> None:
    """The manual has drawn boxes: nothing in its PDF or its page can be filled in."""
    with pikepdf.open(edition / "en" / "iasios-manual-en.pdf") as pdf:
        assert "/AcroForm" not in pdf.Root
    assert page_fields(edition / "en" / "manual.html") == {}


def test_fields_say_what_they_are_for(edition: Path) -> None:
    """A screen reader hears the code, or the label and the row, in the language of the form."""
    checklist = pdf_fields(edition / "de" / "iasios-checklist-de.pdf")
    assert checklist["checklist/3c/ii"][1] == "Nachweis zu 3c ii liegt vor"
    assert checklist["checklist/3c/notes"][1] == "Anmerkungen zu 3c"
    plan = pdf_fields(edition / "en" / "iasios-corrective-action-plan-en.pdf")
    assert plan["corrective-action-plan/due-date@03"][1] == "Due Date, row 3"
    for form in FORMS:
        words = [words for _kind, words in pdf_fields(edition / "en" / f"iasios-{form}-en.pdf").values()]
        assert len(set(words)) == len(words)


@pytest.mark.parametrize("document", FORMS)
def test_a_form_describes_itself(manual: Manual, document: str) -> None:
    """Print HTML carries the form as data: its edition, language and fields with kinds, labels and choices."""
    project = Project(ROOT)
    html = print_html(project, source_speaker(project, manual), document, read_families(project)[0])
    found = re.search(r'<script type="application/json" id="form-data">(.*?)</script>', html, re.DOTALL)
    assert found is not None
    data = json.loads(found[1])
    assert {name: data[name] for name in ("format", "version", "edition", "language", "document")} == {
        "format": "iasios-form",
        "version": 1,
        "edition": manual.edition.edition,
        "language": "en",
        "document": document,
    }
    wanted = [(field.key, field.kind) for field in fields(manual, document)]
    assert [(each["id"], each["kind"]) for each in data["fields"]] == wanted
    choices = {each["id"]: [c["id"] for c in each["choices"]] for each in data["fields"] if "choices" in each}
    assert choices == {f.key: [c.id for c in f.choices] for f in fields(manual, document) if f.choices}


def test_data_of_a_form_ends_no_element(project: Project) -> None:
    """A sign that could begin an element is written by its number, so that a label is data whatever it says."""
    edit(project.root, "content/forms/minimum-dataset.yaml", "label: First Name", "label: A < B & C")
    manual = load(project).manual
    assert manual is not None
    html = print_html(project, source_speaker(project, manual), "minimum-dataset", read_families(project)[0])
    (text,) = re.findall(r'id="form-data">(.*?)</script>', html, re.DOTALL)
    assert "<" not in text
    assert json.loads(text)["fields"][0]["label"] == "A < B & C"


def test_the_name_of_notes_is_taken(project: Project) -> None:
    """A part of a criterion can't have the id of the field for notes."""
    edit(project.root, "content/standards.yaml", "{id: ii, text: The second part.}", "{id: notes, text: Another part.}")
    assert (
        "content/standards.yaml:20:22",
        "form-name",
        "'notes' names the field for notes on the criterion",
        "give it another id",
    ) in complaints(project)


def test_a_field_is_known_by_its_code(manual: Manual) -> None:
    """The fields of the checklist know the code of their criterion or part."""
    codes = {field.key: field.code for field in fields(manual, "checklist")}
    assert codes["checklist/8d/i"] == "8d i"
    assert all(isinstance(field, Field) and field.label for field in fields(manual, "checklist"))


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("form", ["case-review", "corrective-action-plan"])
def test_two_columns_are_as_wide_as_one(edition: Path, language: str, form: str) -> None:
    """In the PDF, two fields beside each other end where a field over both columns does, and keep apart."""
    with pikepdf.open(edition / language / f"iasios-{form}-{language}.pdf") as document:
        fields = [each.Rect for each in document.pages[0].obj.Annots if each.get("/Subtype") == "/Widget"]
        rows = {}
        for left, bottom, right, _top in ([float(edge) for edge in rectangle] for rectangle in fields):
            rows.setdefault(round(bottom), []).append((left, right))
    pairs = [sorted(row) for row in rows.values() if len(row) == 2]
    [[whole]] = [{tuple(map(round, row[0])) for row in rows.values() if len(row) == 1}]
    assert pairs
    for (start, middle), (next_start, end) in pairs:
        assert (round(start), round(end)) == whole
        assert next_start - middle > 10

"""Filled PDFs: what other programs put in is read, what the press puts in others read, and nothing does harm."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from pathlib import Path

import pikepdf
import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, String
from small import ROOT

from press.answers.fill import filled_in
from press.answers.model import tidy
from press.answers.pdf import read
from press.answers.read import read as read_file
from press.cli import main
from press.fields import Value, fields
from press.project import Project
from press.validate import load

FORMS = ("checklist", "minimum-dataset", "case-review", "corrective-action-plan")
ROWS = {f"@{row:02}" for row in range(3, 30)}
TEXTS = (
    "Zürich, Straße 5 – “quoted”",
    "first line\nsecond line\n\nfourth",
    "قسم الأشعة التداخلية 2026",
    "介入肿瘤学 第3页",
    "naïve façade Ångström ½ € 😀",
    "(brackets) \\ backslash /name <hex> %",
    "long " * 400,
)


def an_answer_to_everything(document: str) -> dict[str, Value]:
    """Return an answer to every field of a form: each tick, each choice in turn, texts of many kinds."""
    manual = load(Project(ROOT)).manual
    assert manual is not None
    answers: dict[str, Value] = {}
    for number, field in enumerate(fields(manual, document)):
        text = TEXTS[number % len(TEXTS)].strip()
        if field.kind == "tick":
            answers[field.key] = True
        elif field.kind == "choice":
            answers[field.key] = field.choices[number % len(field.choices)].id
        else:
            answers[field.key] = text if field.kind == "multiline" else text.replace("\n", " ")
    return answers


def blank(edition: Path, document: str, language: str = "de") -> bytes:
    """Return a form of the edition as it is published."""
    return (edition / language / f"iasios-{document}-{language}.pdf").read_bytes()


def by_pypdf(content: bytes, answers: Mapping[str, Value]) -> bytes:
    """Fill in a form with another program."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(content))
    values = {key: "/on" if value is True else value for key, value in answers.items()}
    for page in writer.pages:
        writer.update_page_form_field_values(page, values, auto_regenerate=False)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def values_by_pypdf(content: bytes) -> dict[str, Value]:
    """Read a form with another program; what is empty is left out."""
    found = pypdf.PdfReader(io.BytesIO(content)).get_fields() or {}
    values = {key: field.value for key, field in found.items() if field.value not in ("", None, "/Off")}
    return {key: True if value == "/on" else str(value) for key, value in values.items()}


def values_by_pikepdf(content: bytes) -> dict[str, Value]:
    """Read the values of a form's fields as they stand in the file, ticks as they are shown."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        held = {str(f.T): f.AS if f.FT == "/Btn" else f.V for f in pdf.Root.AcroForm.Fields if "/V" in f}
        return {key: True if value == "/on" else str(value) for key, value in held.items() if value not in ("/Off", "")}


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("document", FORMS)
def test_what_another_program_fills_in_is_read(edition: Path, document: str) -> None:
    """Every tick, choice and text that pypdf puts into a form comes back, with edition and language of the form."""
    # Two rows of thirty hold every choice, and take another program seconds less.
    answers = {key: value for key, value in an_answer_to_everything(document).items() if key[-3:] not in ROWS}
    found, problems = read(by_pypdf(blank(edition, document), answers), "a.pdf")
    assert found is not None, problems
    assert found.answers == answers
    assert (found.edition, found.language, found.unplaced) == ("2026.1", "de", {})


@pytest.mark.parametrize("document", FORMS)
def test_what_is_filled_in_here_others_read(edition: Path, document: str) -> None:
    """Our fill, read by pypdf, by pikepdf and by our own reader, is what was put in, in a form of another language."""
    answers = an_answer_to_everything(document)
    content = filled_in(blank(edition, document, "en"), answers)
    assert values_by_pypdf(content) == answers
    assert values_by_pikepdf(content) == answers
    found, _ = read(content, "a.pdf")
    assert found is not None
    assert found.answers == answers


def test_a_filled_form_stays_a_form(edition: Path) -> None:
    """It can be edited, its viewers draw what was filled in, and it does not claim to be PDF/A; bytes repeat."""
    answers = an_answer_to_everything("case-review")
    with pikepdf.open(io.BytesIO(blank(edition, "case-review"))) as pdf:
        with pdf.open_metadata() as metadata:
            metadata["pdfaid:part"], metadata["pdfaid:conformance"] = "3", "A"
        target = io.BytesIO()
        pdf.save(target)
    content = filled_in(target.getvalue(), answers)
    assert content == filled_in(target.getvalue(), answers)
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.Root.AcroForm.NeedAppearances is True
        lines = {str(f.T): int(f.get("/Ff", 0)) for f in pdf.Root.AcroForm.Fields}
        assert lines["case-review/draw"] & 1 << 12
        with pdf.open_metadata() as metadata:
            assert metadata.pdfa_status == ""


def test_a_blank_form_is_empty(edition: Path) -> None:
    """Nothing that nobody filled in is read."""
    found, _ = read(blank(edition, "minimum-dataset"), "a.pdf")
    assert found is not None
    assert (found.answers, found.edition, found.language) == ({}, "2026.1", "de")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60).map(tidy).filter(bool))
def test_any_text_comes_back(finished: Path, text: str) -> None:
    """Whatever text a form is filled with is read from it again."""
    content = (finished / "output" / "en" / "iasios-checklist-en.pdf").read_bytes()
    found, _ = read(filled_in(content, {"checklist/1a/notes": text, "checklist/1b/ii": True}), "a.pdf")
    assert found is not None
    assert found.answers == {"checklist/1a/notes": text, "checklist/1b/ii": True}


def form(*kids: Dictionary, **more: object) -> bytes:
    """Return a PDF with fields of a test's own."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.make_indirect(kid) for kid in kids]), **more)
        target = io.BytesIO()
        pdf.save(target)
    return target.getvalue()


def a_field(name: str, value: str = "x", **more: object) -> Dictionary:
    return Dictionary(T=String(name), FT=Name.Tx, V=String(value), **more)


def answers_of(content: bytes) -> dict[str, Value]:
    found, problems = read(content, "a.pdf")
    assert found is not None, problems
    return found.all


def test_labels_count_for_their_choices() -> None:
    """Where a program wrote the label of a choice, it is read as its id."""
    options = Array([Array([String("yes"), String("Ja")]), Array([String("no"), String("Nein")])])
    content = form(Dictionary(T=String("case-review/consent@07"), FT=Name.Ch, Opt=options, V=String("Nein")))
    assert answers_of(content) == {"case-review/consent@07": "no"}


def test_fields_may_stand_in_fields() -> None:
    """A field that another program put below others, or whose kind a parent states, is found."""
    kid = Dictionary(T=String("checklist/1a"), V=Name("/Ja"))
    content = form(Dictionary(FT=Name.Btn, Kids=Array([kid])), a_field("checklist/1b/notes", "b\rc"))
    assert answers_of(content) == {"checklist/1a": True, "checklist/1b/notes": "b\nc"}


def test_fields_of_others_are_kept_apart() -> None:
    """What is no field of ours is not lost, and not taken for one."""
    found, _ = read(form(a_field("Surname", "B"), a_field("checklist/1b/notes")), "a.pdf")
    assert found is not None
    assert (found.answers, found.unplaced) == ({"checklist/1b/notes": "x"}, {"Surname": "B"})


def noted(content: bytes, *annotations: Dictionary) -> bytes:
    """Return a form with a page that has annotations beside its fields."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.add_blank_page()
        pdf.add_blank_page().obj["/Annots"] = Array(annotations)
        target = io.BytesIO()
        pdf.save(target)
    return target.getvalue()


def test_text_boxes_and_comments_are_told() -> None:
    """What was put on a page in place of a field is told in one warning, with its page, shortened; a link is none."""
    boxes = [
        Dictionary(Subtype=Name.FreeText, Contents=String("Typed\rover " + "the page " * 20)),
        Dictionary(Subtype=Name.Text, RC=String("<body><p>a comment</p></body>")),
        Dictionary(Subtype=Name.Ink),
        Dictionary(Subtype=Name.Highlight),
        Dictionary(Subtype=Name.Link, Contents=String("page 3")),
    ]
    found, problems = read(noted(form(a_field("checklist/1b/notes")), *boxes), "a.pdf")
    assert found is not None
    assert found.answers == {"checklist/1b/notes": "x"}
    assert [(problem.severity, problem.message) for problem in problems] == [
        ("warning", "text boxes and comments on the pages are not read: page 3: 'Typed over the page the page the page "
                    "the page the page the …'; page 3: 'a comment'; page 3: a drawing or stamp without words"),
    ]  # fmt: skip


def test_a_form_of_ours_has_nothing_beside_its_fields(edition: Path) -> None:
    """Links and fields of a form that was filled in are not taken for comments."""
    content = filled_in(blank(edition, "corrective-action-plan"), {"corrective-action-plan/facility": "A"})
    assert read(content, "a.pdf")[1] == []


def test_attached_data_says_the_edition(edition: Path) -> None:
    """The form as attached data names edition and language; without it, the keywords do; without both, nothing does."""
    with pikepdf.open(io.BytesIO(blank(edition, "checklist"))) as pdf:
        del pdf.Root["/AF"], pdf.Root.Names["/EmbeddedFiles"]
        data = {"format": "iasios-form", "edition": "2027.1", "language": "fr"}
        attached = pikepdf.AttachedFileSpec(pdf, json.dumps(data).encode(), filename="checklist-fr.json")
        pdf.attachments["checklist-fr.json"] = attached
        target = io.BytesIO()
        pdf.save(target)
    found, _ = read(target.getvalue(), "a.pdf")
    assert found is not None
    assert (found.edition, found.language) == ("2027.1", "fr")
    found, _ = read(form(a_field("checklist/1b/notes")), "a.pdf")
    assert found is not None
    assert (found.edition, found.language) == ("", "")


def deep(levels: int) -> Dictionary:
    field = a_field("checklist/1a/notes")
    for number in range(levels):
        field = Dictionary(T=String(f"t{number}"), Kids=Array([field]))
    return field


def locked() -> bytes:
    with pikepdf.open(io.BytesIO(form(a_field("checklist/1a")))) as pdf:
        target = io.BytesIO()
        pdf.save(target, encryption=pikepdf.Encryption(owner="o", user="u"))
    return target.getvalue()


def circle() -> bytes:
    with pikepdf.open(io.BytesIO(form(Dictionary(T=String("a"), Kids=Array([]))))) as pdf:
        first = pdf.Root.AcroForm.Fields[0]
        first.Kids.append(first)
        target = io.BytesIO()
        pdf.save(target)
    return target.getvalue()


HOSTILE = {
    "broken": (b"%PDF-1.7\nnothing\n%%EOF", "the PDF is damaged"),
    "broken off": (form(a_field("checklist/1a/notes"))[:-3], "the PDF is damaged (its end is missing)"),
    "without fields": (form(), "no field of the PDF is one of ours"),
    "another form": (form(a_field("Surname")), "no field of the PDF is one of ours"),
    "XFA": (form(a_field("checklist/1a"), XFA=String("x")), "the PDF is a form of another kind (XFA)"),
    "locked": (locked(), "the PDF is locked with a password"),
    "deep": (form(deep(100)), "the PDF has more fields than a form of ours"),
    "circle": (circle(), "no field of the PDF is one of ours"),
    "long": (form(a_field("checklist/1a/notes", "x" * 60_000)), "the PDF holds more than fits into a form"),
    "wrong kinds": (form(Dictionary(T=Name.a, FT=String("x"), V=Array([]))), "no field of the PDF is one of ours"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_files_end_in_one_line(tmp_path: Path, case: str) -> None:
    """A PDF that is broken, locked, bottomless or of another kind is refused with one reason."""
    content, message = HOSTILE[case]
    (tmp_path / "a.pdf").write_bytes(content)
    answers, problems = read_file(tmp_path / "a.pdf")
    assert answers is None
    assert len(problems) == 1
    assert problems[0].message.startswith(message)


def saved_on(content: bytes, value: str) -> bytes:
    """Return a form that a program saved again behind what was there, with another entry."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        number = pdf.Root.AcroForm.Fields[0].objgen[0]
        size, root = int(pdf.trailer.Size), pdf.Root.objgen[0]
    before = int(content.rpartition(b"startxref")[2].split()[0])
    object_ = b"%d 0 obj\n<</T(checklist/1a/notes)/FT/Tx/V(%s)>>\nendobj\n" % (number, value.encode())
    table = b"xref\n%d 1\n%010d 00000 n \ntrailer\n<</Size %d/Root %d 0 R/Prev %d>>\n" % (
        number, len(content), size, root, before,
    )  # fmt: skip
    return content + object_ + table + b"startxref\n%d\n%%%%EOF\n" % (len(content) + len(object_))


def test_what_was_saved_last_counts() -> None:
    """The last entry is read; where the file ends within what was saved last, none is, in place of older ones."""
    first = form(a_field("checklist/1a/notes", "old"))
    content = saved_on(first, "new")
    assert answers_of(content) == {"checklist/1a/notes": "new"}
    for end in range(len(first) + 1, len(content) - 2, 7):
        answers, problems = read(content[:end], "a.pdf")
        assert answers is None, end
        assert "the PDF is broken off" in problems[0].message


BUTTON = {"T": String("checklist/1a"), "FT": Name.Btn}
UNREAD: dict[str, tuple[tuple[Dictionary, ...], int, str]] = {
    "twins": ((a_field("checklist/1a/notes", "a"), a_field("checklist/1a/notes", "b")), 2, "stands in the form twice"),
    "number": ((Dictionary(T=String("checklist/1a/notes"), FT=Name.Tx, V=7),), 1, "something that is no text"),
    "several": (
        (Dictionary(T=String("case-review/consent@07"), FT=Name.Ch, V=Array([String("yes"), String("no")])),),
        1,
        "something that is no text",
    ),
    "no kind": ((Dictionary(T=String("checklist/1a/notes"), V=String("x")),), 1, "something that is no text"),
    "text in a box": ((Dictionary(**BUTTON, V=String("Yes")),), 1, "something that is no tick"),
    "looks ticked": ((Dictionary(**BUTTON, AS=Name.Yes),), 1, "looks ticked and is not"),
    "looks empty": ((Dictionary(**BUTTON, V=Name.Yes, AS=Name.Off),), 1, "looks ticked and is not"),
    "two values": ((a_field("checklist/1a/notes", "a", Kids=Array([Dictionary(V=String("b"))])),), 1, "two values"),
}


@pytest.mark.parametrize("case", UNREAD)
def test_what_is_not_plain_is_rejected(case: str) -> None:
    """Of a field whose entry is not plain, nothing is read; it is counted and said; the others are read."""
    kids, rejected, message = UNREAD[case]
    found, problems = read(form(*kids, a_field("checklist/1b/notes")), "a.pdf")
    assert found is not None
    assert (found.answers, found.rejected) == ({"checklist/1b/notes": "x"}, rejected)
    assert [problem.severity for problem in problems] == ["error"]
    assert message in problems[0].message


def test_twins_that_agree_and_lists_of_one() -> None:
    """A field that stands twice with one entry is read, and so is the one choice of a list."""
    one = Dictionary(T=String("case-review/consent@07"), FT=Name.Ch, V=Array([String("yes")]))
    content = form(a_field("checklist/1a/notes", "a"), a_field("checklist/1a/notes", "a"), one)
    assert answers_of(content) == {"checklist/1a/notes": "a", "case-review/consent@07": "yes"}


def test_a_bomb_is_read_in_part(edition: Path) -> None:
    """Attached data that unfolds to a hundred times its size is not unfolded whole."""
    with pikepdf.open(io.BytesIO(blank(edition, "checklist"))) as pdf:
        bomb = pikepdf.AttachedFileSpec(pdf, b" " * 50_000_000, filename="bomb.json")
        pdf.attachments["bomb.json"] = bomb
        target = io.BytesIO()
        pdf.save(target)
    found, _ = read(target.getvalue(), "a.pdf")
    assert found is not None
    assert found.language == "de"


def test_scripts_are_not_run(edition: Path, tmp_path: Path, capsys, monkeypatch) -> None:
    """A script in a filled PDF does nothing: the answers are those of the fields."""
    with pikepdf.open(io.BytesIO(filled_in(blank(edition, "checklist"), {"checklist/1a": True}))) as pdf:
        script = Dictionary(S=Name.JavaScript, JS=String("this.getField('checklist/1a').value = 'Off'"))
        pdf.Root.OpenAction = script
        pdf.save(tmp_path / "a.pdf")
    monkeypatch.chdir(ROOT)
    assert main(["answers", "show", str(tmp_path / "a.pdf")]) == 0
    assert capsys.readouterr().out == "edition 2026.1, language de\nchecklist/1a: ticked\n"

"""Answers as data: what counts as one, how a file is read, where answers go, and what the commands do with them."""

from __future__ import annotations

import json
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from books import REAL, read_back
from builds import pdf_pages
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from read_back import by_poppler
from small import ROOT, edit

from press.answers.fill import document_of, fill
from press.answers.json import read, write
from press.answers.model import Answers, made, tidy
from press.answers.place import place
from press.answers.read import read as read_file
from press.answers.settle import target_of
from press.cli import main
from press.project import Project
from press.validate import load

PARTS = st.tuples(st.sampled_from(["checklist", "case-review"]), st.sampled_from("abc"), st.sampled_from(["", "@07"]))
KEYS = PARTS.map(lambda parts: f"{parts[0]}/3{parts[1]}/notes{parts[2]}")
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40).map(tidy).filter(bool)


def a_file(answers: dict[str, object], **more: object) -> bytes:
    data = {"format": "iasios-answers", "version": 1, "edition": "1.0", "language": "en", "answers": answers, **more}
    return json.dumps(data).encode()


@given(st.dictionaries(KEYS, st.just(True) | TEXTS, max_size=8))
def test_what_is_written_is_read(answers: dict[str, bool | str]) -> None:
    """Any answers come back from their file as they were."""
    given = Answers(edition="2026.1", language="zh-Hans", answers=answers)
    assert read(write(given).encode(), "a.json") == (given, [])


def test_empty_is_left_out() -> None:
    """What is not ticked, or holds nothing but blanks, is no answer."""
    found, _ = read(a_file({"checklist/1a": False, "checklist/1b": True, "checklist/1a/notes": " \n"}), "a.json")
    assert found is not None
    assert found.answers == {"checklist/1b": True}


def test_texts_are_made_tidy() -> None:
    """Line ends of every system are one; what no form can show is gone; marks of direction stay."""
    assert tidy("a\r\nb\rc\nd\te\x00\x07f") == "a\nb\nc\nd\tef"
    assert tidy("\u200f\u0645\u2067x\u2069") == "\u200f\u0645\u2067x\u2069"
    assert tidy("\ud800") == "\ufffd"


@pytest.mark.parametrize("key", ["3c", "checklist/3C", "checklist/3c@7", "checklist.3c", "checklist/", "a_b/c", ""])
def test_names_that_are_none(key: str) -> None:
    """A name has a form and a field, of small letters and figures, and the row in two."""
    with pytest.raises(ValidationError):
        Answers(answers={key: True})
    assert made("", "", [(key, True)]).answers == {}


def test_a_tick_is_never_a_yes() -> None:
    """The checklist's tick and the answer to the question of the application are different fields."""
    answers = made("", "", [("checklist/3c", True), ("application/3c/answer", "yes")])
    assert answers.answers == {"checklist/3c": True, "application/3c/answer": "yes"}
    with pytest.raises(ValidationError):
        Answers(answers={"checklist/3c": 1})


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\xff{", "the file is not UTF-8 text"),
        (b"{", "the file is no JSON (Expecting property name enclosed in double quotes)"),
        (b"[]", "the file holds no answers of a form"),
        (b'{"format": "iasios-form"}', "the file holds no answers of a form"),
        (b'{"format": "a", "format": "b"}', "the file is no JSON ('format' stands in it twice)"),
        (b'{"format": 1' + b"0" * 5_000 + b"}", "the file is no JSON (a number of 5001 digits stands in it)"),
        (b"[" * 200_000, "the file is no JSON (maximum recursion depth exceeded"),
        (a_file({"checklist/3c": 1}), "'checklist/3c': a tick is true, any other answer a text"),
        (a_file({"checklist/3c": "x" * 50_001}), "'checklist/3c': the text has more than 50000 characters"),
        (a_file({}, version=2), "'version': Input should be 1"),
        (a_file({"No such": True}), "'No such': String should match pattern"),
    ],
)
def test_files_that_are_none(content: bytes, message: str) -> None:
    """A file that is broken, or something else, is refused with what is wrong in it."""
    answers, problems = read(content, "a.json")
    assert answers is None
    assert message in "\n".join(problem.message for problem in problems)


def test_a_file_is_what_it_holds(tmp_path: Path) -> None:
    """The name of a file does not matter; what is no file, too large or of another kind is refused."""
    path = tmp_path / "answers.pdf"
    path.write_bytes(b"\xef\xbb\xbf" + a_file({"checklist/1a": True}))
    answers, _ = read_file(path)
    assert answers is not None
    assert answers.answers == {"checklist/1a": True}
    (tmp_path / "other").write_bytes(b"GIF89a")
    with (tmp_path / "large").open("wb") as large:
        large.truncate(30_000_001)
    said = {name: read_file(tmp_path / name)[1][0].message for name in ("other", "large", ".", "missing")}
    assert said == {
        "other": "the file is no PDF, no workbook and no answers saved from a web page",
        "large": "the file is larger than 30 MB",
        ".": "this is no ordinary file",
        "missing": "there is no such file",
    }


def test_every_answer_has_a_place_or_a_reason(project: Project) -> None:
    """Answers that fit are placed; of each other one it is said why it is not."""
    loaded = load(project)
    given = {
        "minimum-dataset/first-name": True,
        "minimum-dataset/laterality": "left",
        "minimum-dataset/done@02": "yes",
        "minimum-dataset/done@01": "perhaps",
        "minimum-dataset/action@01": True,
        "minimum-dataset/action@04": "a fourth row",
        "checklist/1a": True,
        "Surname": "B",
    }
    target = target_of(loaded, "minimum-dataset")
    values, problems = place(made("", "", given.items()), target, "a.json")
    assert values == {"minimum-dataset/first-name": True, "minimum-dataset/done@02": "yes"}
    assert [problem.message for problem in problems] == [
        "minimum-dataset/laterality, 'left', is left out: a tick is asked for",
        "minimum-dataset/done@01, 'perhaps', is left out: the choices are yes, no",
        "minimum-dataset/action@01, a tick, is left out: a text is asked for",
        "minimum-dataset/action@04, 'a fourth row', is left out: no form has such a field",
        "Surname, 'B', is left out: no form has such a field",
        "1 of the answers belong to the form 'checklist'",
    ]


@pytest.fixture
def call(built, monkeypatch, capsys, tmp_path):
    """Run a command in a built project, with a file of answers beside it; return exit status and output."""
    monkeypatch.chdir(built.root)

    def run(answers: dict[str, object], *arguments: str) -> tuple[int, str]:
        (tmp_path / "a.json").write_bytes(a_file(answers))
        status = main(["answers", arguments[0], str(tmp_path / "a.json"), *arguments[1:]])
        said = capsys.readouterr()
        return status, (said.out + said.err).replace(f"{tmp_path}/", "")

    return run


def test_show(call) -> None:
    """`answers show` prints what a file holds in the order of the forms; as JSON it is a file again."""
    given = {"minimum-dataset/first-name": True, "checklist/1b/notes": "one\ntwo", "checklist/1a": True}
    status, said = call(given, "show")
    assert (status, said) == (
        0,
        "edition 1.0, language en\n"
        "checklist/1a: ticked\n"
        "checklist/1b/notes: one\n    two\n"
        "minimum-dataset/first-name: ticked\n",
    )
    found, _ = read(call(given, "show", "--json")[1].encode(), "a.json")
    assert found is not None
    assert found.answers == given


def test_show_says_of_a_blank_file_that_it_is_blank(call) -> None:
    """A file in which nothing is filled in is told from one that was not understood."""
    assert call({}, "show") == (0, "edition 1.0, language en\nnothing is filled in\n")


def test_show_obeys_no_file(built, monkeypatch, capsys, tmp_path: Path) -> None:
    """What a terminal would obey is printed as its number, in ids and answers; one answer never looks like two."""
    monkeypatch.chdir(built.root)
    strange = {"x\ny: faked": "a\x85b\u202ec", "\x1b[2Jz": "A\tB\nC"}
    (tmp_path / "a.json").write_bytes(a_file({}, unplaced=strange, edition="1\n2"))
    assert main(["answers", "show", str(tmp_path / "a.json")]) == 0
    said = capsys.readouterr().out
    assert "edition 1<U+000A>2," in said
    assert "x<U+000A>y: faked: a<U+0085>bc\n" in said
    assert "<U+001B>[2Jz: A       B\n    C\n" in said


def test_show_as_json_is_json(monkeypatch, capsys, tmp_path: Path) -> None:
    """What is said of a file with warnings goes past the program that reads the JSON."""
    from books import made as book

    monkeypatch.chdir(ROOT)
    (tmp_path / "a.xlsx").write_bytes(book("en", {"case-review/procedure-date@01": "in May"}))
    assert main(["answers", "show", str(tmp_path / "a.xlsx"), "--json"]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out)["answers"] == {"case-review/procedure-date@01": "in May"}
    assert "is no date" in said.err


def test_fill_writes_nothing_over(call, tmp_path: Path) -> None:
    """A file that is there is replaced only by force."""
    (tmp_path / "o.pdf").write_text("mine")
    answers = {"checklist/1a": True}
    status, said = call(answers, "fill", "-l", "de", "-o", str(tmp_path / "o.pdf"))
    assert (status, (tmp_path / "o.pdf").read_text()) == (1, "mine")
    assert "o.pdf: error: something of this name is there already" in said
    assert call(answers, "fill", "-l", "de", "-o", str(tmp_path / "o.pdf"), "--force")[0] == 0
    assert (tmp_path / "o.pdf").read_bytes().startswith(b"%PDF")


def test_fill_says_that_a_folder_is_none(call, tmp_path: Path) -> None:
    """A folder of the name is no file that --force could replace."""
    (tmp_path / "o.pdf").mkdir()
    status, said = call({"checklist/1a": True}, "fill", "-o", str(tmp_path / "o.pdf"), "--force")
    assert (status, said) == (1, "o.pdf: error: this is a folder, not a file; name a file in it [answers-there]\n")


def test_fill_says_what_it_makes_one_line() -> None:
    """Lines that a field of one line joins are told with its name; those of a box of many lines stay."""
    given = {"facility/name": "Radiology\nOncology", "corrective-action-plan/issue-description": "a\nb"}
    given |= {"corrective-action-plan/facility": "A\nB"}
    target = target_of(load(Project(ROOT)), "corrective-action-plan")
    values, problems = place(made("", "", given.items()), target, "a.json")
    assert values["corrective-action-plan/facility"] == "A B"
    assert values["corrective-action-plan/issue-description"] == "a\nb"
    assert [each.message for each in problems if each.code == "answers-line"] == [
        "corrective-action-plan/facility: the field has one line, so its lines stand in one, with blanks between them"
    ]


def test_fill_lists_what_has_no_field(call, tmp_path: Path) -> None:
    """An answer without a field is a warning; strictly, a failure."""
    answers = {"checklist/1a": True, "checklist/9z": True}
    status, said = call(answers, "fill", "-o", str(tmp_path / "o.pdf"))
    assert status == 0
    assert "checklist/9z, a tick, is left out" in said
    assert call(answers, "fill", "-o", str(tmp_path / "p.pdf"), "--strict")[0] == 1


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (("-d", "manual"), 1, "manual has no fields"),
        ((), 1, "which form the answers belong to; name it with --document: checklist, minimum-dataset"),
        (("-d", "checklist", "-l", "xx"), 2, "there is no language 'xx'"),
        (("-d", "chcklist"), 2, "did you mean 'checklist'?"),
    ],
)
def test_fill_asks_which_form(call, tmp_path: Path, arguments: tuple[str, ...], status: int, message: str) -> None:
    """A form that is not plain, or not there, is asked for."""
    answers = {"checklist/1a": True, "minimum-dataset/first-name": True}
    found, said = call(answers, "fill", *arguments, "-o", str(tmp_path / "o.pdf"))
    assert found == status
    assert message in said
    assert not (tmp_path / "o.pdf").exists()


def test_renamed_fields_are_found(call, built: Project, tmp_path: Path) -> None:
    """Answers of an earlier edition go to the fields that bear another name now."""
    old, new = "minimum-dataset/given-name", "minimum-dataset/first-name"
    edit(built.root, "content/renamed.yaml", "renamed: {}", f"renamed: {{{old}: {new}}}")
    status, said = call({old: True}, "fill", "-d", "minimum-dataset", "-o", str(tmp_path / "o.pdf"), "--strict")
    assert (status, said) == (0, "written o.pdf\n")


def test_a_copy_for_print_shows_answers_as_text(call, tmp_path: Path) -> None:
    """In a copy for print answers are text of the page, in any script that the edition has fonts of."""
    long = " ".join(f"word{number}" for number in range(150))
    answers = {
        "minimum-dataset/first-name": True,
        "minimum-dataset/done@02": "no",
        "minimum-dataset/action@01": "Zürich\nالمستشفى",
        "minimum-dataset/action@03": long,
        "minimum-dataset/action@02": "المعيار 3c (ii) غير مستوفى، الهاتف +49 30 123-4.",
    }
    assert call(answers, "fill", "-l", "en", "--print", "-o", str(tmp_path / "o.pdf")) == (0, "written o.pdf\n")
    with pikepdf.open(tmp_path / "o.pdf") as pdf:
        assert "/AcroForm" not in pdf.Root
    text = " ".join(pdf_pages(tmp_path / "o.pdf"))
    assert "Zürich" in text
    assert "No" in text.split("Done")[1]
    assert long in text
    # Where a word runs on from right to left, a code and a telephone number do not.
    found = by_poppler(tmp_path / "o.pdf")
    assert "3c (ii)" in found
    assert "+49 30 123-4" in found
    # Letters that are joined are other glyphs: read back, the word is there as it was typed.
    assert "المستشفى" in text or "ىفشتسملا" in text


def test_the_name_of_the_output_says_what_is_filled_in() -> None:
    """A plan or cases go into their PDF form where the name ends in .pdf, into the workbook where it ends in .xlsx."""
    loaded = load(Project(ROOT))
    plan = Answers(answers={"corrective-action-plan/issue-description": "Rosters"})
    cases = Answers(answers={"case-review/tumour-type@07": "HCC", "case-review/draw": "by lot"})
    for answers, form in ((plan, "corrective-action-plan"), (cases, "case-review")):
        assert document_of(loaded, answers, ".pdf") == [form]
        assert document_of(loaded, answers, ".xlsx") == ["workbook"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-o", "@o.xlsx", "-d", "case-review"), "'case-review' is filled in as a file that ends in .pdf"),
        (("-o", "@o.pdf", "-d", "workbook"), "'workbook' is filled in as a file that ends in .xlsx"),
        (("-o", "@o.xlsx", "--print"), "a workbook has no copy for print"),
        (("-o", "@o.json"), "let its name end in .pdf, or in .xlsx for the workbook"),
        (("-o", "@o.pdf", "-d", "checklist"), "the form has no field for any of the entries, so nothing is written"),
    ],
)
def test_fill_writes_nothing_else(
    tmp_path: Path, monkeypatch, capsys, arguments: tuple[str, ...], message: str
) -> None:
    """No file is written under a name of another kind, and none that holds nothing of what was entered."""
    monkeypatch.chdir(ROOT)
    (tmp_path / "a.json").write_bytes(a_file({"case-review/tumour-type@07": "HCC"}))
    words = [word.replace("@", f"{tmp_path}/") for word in arguments]
    assert main(["answers", "fill", str(tmp_path / "a.json"), *words]) == 1
    assert message in capsys.readouterr().out
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]


def test_a_copy_for_print_refuses_what_it_cannot_show(call, tmp_path: Path) -> None:
    """A sign that no font of the edition has is named, with its field, and nothing is written."""
    answers = {"minimum-dataset/action@01": "አ"}
    status, said = call(answers, "fill", "--print", "-o", str(tmp_path / "o.pdf"))
    assert status == 1
    assert "minimum-dataset/action@01: the fonts of this edition have no አ (U+12A0)" in said
    assert not (tmp_path / "o.pdf").exists()


def ink(path: Path, field: str) -> float:
    """Return which share of a field's place PDFium fills when it shows a PDF, without drawing fields anew."""
    with pikepdf.open(path) as form:
        place = next(each for each in form.Root.AcroForm.Fields if str(each.T) == field)
        left, bottom, right, top = (float(side) for side in place.Rect)
        number = next(index for index, page in enumerate(form.pages) if page.obj.objgen == place.P.objgen)
    with pypdfium2.PdfDocument(path) as document:
        document.init_forms()
        # Two points within the frame.
        page = document[number]
        crop = (left + 2, bottom + 2, page.get_width() - right + 2, page.get_height() - top + 2)
        picture = page.render(crop=crop, scale=2).to_pil().convert("L")
    return sum(picture.histogram()[:128]) / (picture.width * picture.height)


def test_what_was_filled_in_is_seen_everywhere(call, tmp_path: Path) -> None:
    """Poppler and PDFium show Arabic in a filled form, joined and from the right, and nobody has to draw it anew."""
    answers = {"minimum-dataset/action@01": "أُرسلت إلى المستشفى", "minimum-dataset/done@03": "no"}
    # What a field has no room for even in smaller letters is cut off, and does not go on in the next one.
    answers["minimum-dataset/action@02"] = "long " * 400
    status, said = call(answers, "fill", "-l", "en", "-o", str(tmp_path / "o.pdf"))
    assert (status, "has no room to show all of them: minimum-dataset/action@02; shorten" in said) == (0, True)
    with pikepdf.open(tmp_path / "o.pdf") as pdf:
        assert "/NeedAppearances" not in pdf.Root.AcroForm
        assert all("/AP" in field for field in pdf.Root.AcroForm.Fields)
    assert "المستشفى" in by_poppler(tmp_path / "o.pdf")
    assert ink(tmp_path / "o.pdf", "minimum-dataset/action@01") > 0.005
    assert ink(tmp_path / "o.pdf", "minimum-dataset/action@02") > 0.02
    assert ink(tmp_path / "o.pdf", "minimum-dataset/action@03") == 0


def test_a_sign_without_a_glyph_is_left_to_viewers(call, tmp_path: Path) -> None:
    """A form with a sign that no font has is filled in, and drawn by whatever shows it; the command says so."""
    answers = {"minimum-dataset/action@01": "አ", "minimum-dataset/action@02": "b"}
    status, said = call(answers, "fill", "-o", str(tmp_path / "o.pdf"))
    assert status == 0
    assert "minimum-dataset/action@01: the fonts of this edition have no አ (U+12A0); some programs" in said
    with pikepdf.open(tmp_path / "o.pdf") as pdf:
        assert pdf.Root.AcroForm.NeedAppearances is True


def test_fill_knows_the_form_by_old_names(call, built: Project, tmp_path: Path) -> None:
    """Which form the answers belong to is known by the fields that theirs became; what has none does not count."""
    edit(built.root, "content/renamed.yaml", "renamed: {}", "renamed: {2a: 1a}\nsplit: {2b: [1a, 1b]}")
    given = {"checklist/2a": True, "checklist/2b/notes": "x", "other/9z": "y"}
    status, said = call(given, "fill", "-l", "en", "-o", str(tmp_path / "o.pdf"))
    assert (status, said.splitlines()[-1]) == (0, "written o.pdf")
    filled, _ = read_file(tmp_path / "o.pdf")
    assert filled is not None
    assert filled.answers == {"checklist/1a": True, "checklist/1a/notes": "x", "checklist/1b/notes": "x"}
    assert call({"other/9z": "y"}, "fill", "-l", "en", "-o", str(tmp_path / "p.pdf"))[0] == 1


def test_the_name_of_the_facility_is_entered_once() -> None:
    """Filled in anew, forms that ask for it again have it, where nothing else stands; other fields stay empty."""
    loaded, entered = load(REAL), {"facility/name": "General Hospital", "case-review/window-from": "2026-01-01"}
    review = place(Answers(answers=entered), target_of(loaded, "case-review"), "a").values
    assert review == {"case-review/facility": "General Hospital", "case-review/window-from": "2026-01-01"}
    plan = place(Answers(answers=entered), target_of(loaded, "corrective-action-plan"), "a").values
    assert plan == {"corrective-action-plan/facility": "General Hospital"}
    other = entered | {"case-review/facility": "Clinic"}
    review = place(Answers(answers=other), target_of(loaded, "case-review"), "a").values
    assert review["case-review/facility"] == "Clinic"
    book = fill(REAL, Answers(answers=entered), "a", "workbook", "en", flat=False)
    again, _ = read_back(book.content)
    assert again["case-review/facility"] == "General Hospital"

"""Answers carried to another language or edition: all are placed, carried over or rejected, and none is changed."""

from __future__ import annotations

import datetime
import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest
from books import REAL, all_fields, answers, made, read_in, speakers, what_is_known
from builds import run_cli, write_bilingual
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from next_edition import write_next
from small import edit

from press import consistency
from press.answers.book import book_of
from press.answers.json import write as write_entries
from press.answers.migrate import migrate
from press.answers.model import Answers, tidy
from press.answers.model import made as made_of
from press.answers.settle import settle, target_of
from press.answers.xlsx import read
from press.cli import main
from press.fields import Value
from press.project import Project
from press.validate import load
from press.workbooks.carried import ANSWER, ID, KIND, SHEET
from press.workbooks.words import CELL

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
TARGET = target_of(load(REAL), "workbook", CELL)
ODD = ["=1+1", "007", "_x000D_", "مرحبا 3c (a)", "two\nlines\n", "😀" * 9, " blank", "x" * 32_767, "+1", "2026-03-01"]
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60).map(tidy)
WORDS = st.sampled_from(ODD) | TEXTS.filter(bool)
DAYS = st.dates(datetime.date(1990, 1, 1), datetime.date(2099, 12, 31)).map(str)
NAMES = [
    "facility/name", "facility/deputy/person", "application/3c/answer", "application/3c/evidence",
    "application/1a/state", "application/extended-07/requirement", "case-review/tumour-type@07",
    "case-review/procedure-date@30", "case-review/7b-ii@01", "minimum-dataset/gender@07",
    "corrective-action-plan/due-date@03",
]  # fmt: skip
OTHERS = ["checklist/3c", "checklist/3c/notes", "application/9z/answer", "Surname", "application/3c/answer (a.pdf)"]


@st.composite
def some_answers(draw: st.DrawFn) -> Answers:
    """Return answers to some fields of the workbook, and some that have none there."""
    given_answers: dict[str, Value] = {}
    for key in draw(st.lists(st.sampled_from(NAMES), unique=True)):
        field = all_fields()[key]
        ids = [choice.id for choice in field.choices]
        given_answers[key] = draw(DAYS if field.kind == "date" else st.sampled_from(ids) if ids else WORDS)
    others = draw(st.dictionaries(st.sampled_from(OTHERS), st.just(True) | WORDS, max_size=3))
    return Answers(edition="2026.1", language="en", answers=given_answers, unplaced=others)


def carried_on(answers_now: Answers, language: str) -> Answers:
    """Return what is read from the workbook of a language that was filled with answers."""
    settled = settle(answers_now, TARGET)
    content = book_of(REAL, speakers()[language], settled.values, settled.left, answers_now.edition).content
    found, problems = read(content, "a.xlsx", what_is_known())
    assert (problems, found is None) == ([], False)
    assert found is not None
    return found


EVERYTHING = Answers(
    edition="2026.1",
    language="en",
    answers={"application/3c/evidence": "x" * 32_767, "case-review/procedure-date@30": "2026-03-01"},
    unplaced={"checklist/3c": True, "Surname": "✓", "a b": "=1+1", "application/9z/answer": "😀\n" * 24_999},
)


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(some_answers())
@example(EVERYTHING)
def test_through_all_languages(given_answers: Answers) -> None:
    """From English to German, Arabic and back, every answer is as it was, those that have no field among them."""
    found = given_answers
    for language in ("de", "ar", "en"):
        found = carried_on(found, language)
        assert found.language == language
    assert found.answers == given_answers.answers
    assert found.unplaced == given_answers.unplaced


@pytest.fixture(scope="module")
def next_edition(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The real content as its next edition might be, with the layout of the present one."""
    return write_next(tmp_path_factory.mktemp("next"))


ALL = {**answers(1), "application/1f/answer": "yes", "application/1g/answer": "no", "application/1f/state": "final",
       "application/1g/state": "final", "application/1f/evidence": "same", "application/1g/evidence": "same",
       "application/1f/explanation": "one\ntwo", "application/1g/explanation": "three",
       "application/3a/state": "to-be-checked"}  # fmt: skip


def carried(project: Project, source: Path, language: str, *more: str) -> tuple[Answers, list[str], str]:
    """Carry a file into a new workbook; return what is read from that, what was said, and its sheet of such answers."""
    target = source.with_name(f"{source.stem}-{language}.xlsx")
    said, _problems = migrate(project, source, target, language, *(more or ("",)), force=False)
    found, problems = read_in(project, target)
    assert (found is None, problems) == (False, [])
    assert found is not None
    book = openpyxl.load_workbook(target)
    sheets = [sheet for sheet in book for row in sheet.iter_rows(max_row=8) for cell in row if cell.value == ANSWER]
    rows = sheets[0].iter_rows(values_only=True) if sheets else ()
    return found, said, "\n".join("|".join(str(cell or "") for cell in row[:5]) for row in rows)


@pytest.fixture(scope="module")
def moved(next_edition: Project, tmp_path_factory: pytest.TempPathFactory) -> tuple[Answers, list[str], str, Path]:
    """A whole German workbook of the present edition, carried into an English one of the next."""
    path = tmp_path_factory.mktemp("moved") / "a.xlsx"
    path.write_bytes(made("de", ALL))
    return *carried(next_edition, path, "en"), path


def test_a_newer_edition_keeps_everything(moved: tuple[Answers, list[str], str, Path]) -> None:
    """Each answer stands in the field that its own became, or, as it was, on the sheet of what has none."""
    found, said, _sheet, _path = moved
    names = {
        "application/1a/": "application/1h/", "facility/place": "facility/city", "facility/deputy/": "facility/second/",
        "minimum-dataset/gender@": "minimum-dataset/sex@",
    }  # fmt: skip
    expected: dict[str, Value] = {}
    for key, value in ALL.items():
        new = next((key.replace(old, now) for old, now in names.items() if key.startswith(old)), key)
        if key.startswith("facility/"):
            new = new.replace("/email", "/mail")
        if key.startswith("application/1c/"):
            expected[key.replace("1c", "1i")] = value
            new = key.replace("1c", "1j")
        expected[new] = "to-check" if (value == "to-be-checked" and "/state" in key) else value
    gone = {"application/1e/", "corrective-action-plan/comments@", "facility/set-up"}
    kept = {key: value for key, value in ALL.items() if key.startswith(tuple(gone))}
    kept |= {"application/1f/answer": "yes", "application/1g/answer": "no"}
    merged = {
        "application/1k/state": "final",
        "application/1k/evidence": "same",
        "application/1k/explanation": "application/1f/explanation:\none\ntwo\n\napplication/1g/explanation:\nthree",
    }
    expected = {key: value for key, value in expected.items() if key not in kept and "/1f/" not in key}
    expected = {key: value for key, value in expected.items() if "/1g/" not in key} | merged
    assert found.answers == expected
    assert found.unplaced == kept
    assert said[:2] == [
        f"{len(ALL)} answers: {len(ALL) - len(kept)} placed, {len(kept)} carried over, 0 rejected",
        "4 of them went to several fields each: see that they fit",
    ]


def test_the_sheet_tells_what_and_why(moved: tuple[Answers, list[str], str, Path]) -> None:
    """Beside an answer without a field stand its id, what was asked, by the frozen layout, and why it has none."""
    sheet = moved[2].splitlines()
    assert sheet[0] == "|Carried over|||"
    assert "|Id of the field|What was asked|Answer|Why it stands here" in sheet
    evidence = "The annual number of procedures for each type of therapeutic interventional oncology (IO) procedure."
    why = "it is not asked for any more: The annual report says so already."
    assert f"text|application/1e/answer|1e · Answer · {evidence}|{ALL['application/1e/answer'].title()}|{why}" in sheet
    third = f"Comments, row 3|{ALL['corrective-action-plan/comments@03']}|it is not asked for any more: Nobody used it."
    assert f"text|corrective-action-plan/comments@03|{third}" in moved[2]
    differ = "several fields became one, and their answers differ"
    assert [line.endswith(f"|No|{differ}") for line in sheet if "application/1g/answer" in line] == [True]


def test_nothing_is_lost_the_next_time(next_edition: Project, moved: tuple[Answers, list[str], str, Path]) -> None:
    """What was carried over is carried over again, in another language; the original is as it was."""
    before, path = moved[0], moved[3]
    assert path.read_bytes() == made("de", ALL)
    found, said, sheet = carried(next_edition, path.with_name("a-en.xlsx"), "ar")
    assert (found.answers, found.unplaced) == (before.answers, before.unplaced)
    placed, kept = len(before.answers), len(before.unplaced)
    assert said[0] == f"{placed + kept} answers: {placed} placed, {kept} carried over, 0 rejected"
    assert "1e · Answer" in sheet


def test_without_the_layout(tmp_path: Path) -> None:
    """Without the layout of its edition a file is carried over as well; only what was asked can't be told."""
    project = write_next(tmp_path, frozen=False)
    path = tmp_path / "a.json"
    path.write_text(write_entries(made_of("2026.1", "en", ALL.items())), encoding="utf-8")
    found, said, sheet = carried(project, path, "en")
    assert said[0].startswith(f"{len(ALL)} answers: ")
    assert found.unplaced["application/1e/answer"] == ALL["application/1e/answer"]
    assert f"text|application/1e/answer||{ALL['application/1e/answer']}|it is not asked" in sheet


def test_what_the_file_does_not_let_read(tmp_path: Path) -> None:
    """What could not be read in the file is counted as rejected, cell by cell; all the rest arrives."""
    book = openpyxl.load_workbook(io.BytesIO(made("en", {**answers(1), "application/1a/evidence": "one"})))
    sheet = book["Application"]
    head = next(row for row in sheet.iter_rows(max_row=12) if row[0].value and str(row[0].value).startswith("@id:"))
    columns = {cell.value: cell.column for cell in head}
    rows = {cell.value: cell.row for cell in sheet["A"] if cell.value}
    sheet.cell(rows["application/1c"], columns["evidence"]).value = "=1+1"
    sheet.cell(rows["application/1e"], columns["explanation"]).value = "#REF!"
    sheet.cell(rows["application/2b"], columns["@label"]).value = "1g"
    copy = book.copy_worksheet(sheet)
    copy.cell(rows["application/1a"], columns["evidence"]).value = "another"
    path = tmp_path / "a.xlsx"
    book.save(path)
    target = tmp_path / "b.xlsx"
    said, problems = migrate(REAL, path, target, "de", "", force=False)
    found, _problems = read_in(REAL, target)
    assert found is not None
    lost = {"application/1a/evidence", "application/1c/evidence", "application/1e/explanation"}
    lost |= {f"application/2b/{name}" for name in ("answer", "evidence", "explanation", "state")}
    assert found.answers == {key: value for key, value in answers(1).items() if key not in lost}
    # On the copied sheet, too, stand a formula, an error, and a row that belongs to another id, whose label was typed.
    assert (
        said[0]
        == f"{len(answers(1)) - 7 + 2 + 4 + 8 + 2} answers: {len(found.answers)} placed, 2 carried over, 14 rejected"
    )
    assert set(found.unplaced.values()) == {"1g"}
    assert {problem.severity for problem in problems} == {"error", "warning"}
    assert said[-1] == f"written {target}"


def test_what_stands_in_a_field_counts(tmp_path: Path) -> None:
    """An answer that was carried over fills its field where that is empty, and stays where it is where it is not."""
    path = tmp_path / "a.json"
    data = Answers(
        language="en",
        answers={"application/3c/answer": "yes", "application/3a/answer": "perhaps"},
        unplaced={"application/3c/answer": "no", "application/4b/answer": "no", "application/3a/answer": "maybe"},
    )
    path.write_text(write_entries(data), encoding="utf-8")
    found, said, sheet = carried(REAL, path, "en")
    assert said[0] == "5 answers: 2 placed, 3 carried over, 0 rejected"
    assert found.answers == {"application/3c/answer": "yes", "application/4b/answer": "no"}
    assert found.unplaced == {
        "application/3c/answer": "no", "application/3a/answer": "perhaps", "application/3a/answer (a.json)": "maybe",
    }  # fmt: skip
    assert "|No|its field has another answer" in sheet
    assert "|perhaps|the choices are Yes and No" in sheet
    assert "|perhaps|zur Wahl stehen Ja und Nein" in carried(REAL, path, "de")[2]


def test_a_form_in_the_workbook(tmp_path: Path) -> None:
    """Answers to a form that is not in the workbook are kept there, ticks as ticks, with the title of their form."""
    path = tmp_path / "a.json"
    data = Answers(language="de", answers={"checklist/3c": True, "checklist/3c/ii": True, "checklist/3c/notes": "✓"})
    path.write_text(write_entries(data), encoding="utf-8")
    found, _said, sheet = carried(REAL, path, "en")
    assert found.unplaced == data.answers
    part = "tick|checklist/3c/ii|Evidence for 3c ii in place · "
    assert part in sheet
    assert "|✓|the form 'Supporting Evidence Checklist' asks for it" in sheet


def test_the_sheet_in_other_programs(tmp_path: Path) -> None:
    """Sorted, renamed, without its hidden column: what was carried over is read; what somebody cleared is gone."""
    path = tmp_path / "a.json"
    given_answers = {"a": "first", "b": True, "c": "-1", "d": "x" * 40_000, "e": "gone"}
    path.write_text(write_entries(Answers(language="ar", unplaced=given_answers)), encoding="utf-8")
    carried(REAL, path, "ar")
    book = openpyxl.load_workbook(tmp_path / "a-ar.xlsx")
    sheet = next(sheet for sheet in book for row in sheet.iter_rows(max_row=8) for cell in row if cell.value == ANSWER)
    head = next(cell.row for row in sheet.iter_rows(max_row=8) for cell in row if cell.value == ANSWER)
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=head + 1)]
    for number, row in enumerate(reversed(rows), head + 1):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column).value = None if row[1].strip("\u2066\u2069") == "e" and column == 4 else value
    sheet.insert_rows(head + 2)
    title, sheet.title = sheet.title, "Other"
    book.save(tmp_path / "sorted.xlsx")
    found, problems = read_in(REAL, tmp_path / "sorted.xlsx")
    assert found is not None
    del given_answers["e"]
    assert (found.unplaced, problems) == (given_answers, [])
    sheet.title = title  # openpyxl does not tell names of the workbook that a sheet was renamed
    sheet.delete_rows(head)
    book.save(tmp_path / "headless.xlsx")
    found, problems = read_in(REAL, tmp_path / "headless.xlsx")
    assert found is not None
    assert found.rejected == 6
    assert "D7:D12: filled cells (6) belong to no field" in problems[0].message
    assert "can't be read: its hidden row is gone" in problems[1].message
    sheet.insert_rows(head)
    for column, mark in ((1, KIND), (2, ID), (4, ANSWER)):
        sheet.cell(head, column).value = mark
    sheet.cell(head + 1, 4).value = "=1+1"
    sheet.delete_cols(1)
    book.save(tmp_path / "cut.xlsx")
    found, problems = read_in(REAL, tmp_path / "cut.xlsx")
    assert found is not None
    assert found.unplaced["b"] is True
    assert found.rejected == 1
    assert "holds a formula, which is not read" in problems[0].message


def test_a_sheet_that_somebody_wrote_on(tmp_path: Path) -> None:
    """Ids of any length, answers without one, equal ids and cut long answers are read, each with its own id."""
    path = tmp_path / "a.json"
    given_answers: dict[str, Value] = {"a": "first", "b": "second", "d": "x" * 40_000}
    path.write_text(write_entries(Answers(language="en", unplaced=given_answers)), encoding="utf-8")
    carried(REAL, path, "en")
    book = openpyxl.load_workbook(tmp_path / "a-en.xlsx")
    sheet = next(sheet for sheet in book for row in sheet.iter_rows(max_row=8) for cell in row if cell.value == ANSWER)
    head = next(cell.row for row in sheet.iter_rows(max_row=8) for cell in row if cell.value == ANSWER)
    last = sheet.max_row
    sheet.cell(head + 2, 2).value = "a"
    sheet.cell(head + 3, 4).value = None
    sheet.cell(last + 1, 4).value = "no id"
    sheet.cell(last + 2, 2).value = "i" * 1_000
    sheet.cell(last + 2, 4).value = "long id"
    book.save(path)
    found, problems = read_in(REAL, path)
    assert found is not None
    title = sheet.title
    assert found.unplaced == {
        "a": "first", f"a ({title}!D{head + 2})": "second", f"{title}!D{last + 1}": "no id",
        f"{'i' * 120}…61c9871568e9": "long id", "d": "x" * (40_000 - 32_767 // 2),
    }  # fmt: skip
    assert [problem.message for problem in problems] == ["d: a part of this long answer is gone"]


def test_fill_keeps_it_too(tmp_path: Path) -> None:
    """`answers fill` writes a workbook that keeps what has no field, and knows what it is for."""
    path = tmp_path / "a.json"
    data = {"application/3c/answer": "no", "application/9z/answer": "yes"}
    path.write_text(write_entries(Answers(language="en", answers=data)), encoding="utf-8")
    assert main(["answers", "fill", str(path), "-o", str(tmp_path / "a.xlsx")]) == 0
    assert main(["answers", "fill", str(tmp_path / "a.xlsx"), "-l", "de", "-o", str(tmp_path / "b.xlsx")]) == 0
    found, _problems = read_in(REAL, tmp_path / "b.xlsx")
    assert found is not None
    assert (found.answers, found.unplaced) == (
        {"application/3c/answer": "no"},
        {"application/9z/answer": "yes"},
    )


def test_no_sheet_without_need() -> None:
    """A workbook whose answers all have fields has no such sheet."""
    with zipfile.ZipFile(io.BytesIO(made("en", answers(0.1)))) as archive:
        assert SHEET.replace("-", "_") not in archive.read("xl/workbook.xml").decode()


@pytest.fixture
def entries(tmp_path: Path) -> Path:
    path = tmp_path / "a.json"
    data = {"format": "iasios-answers", "version": 1, "answers": {"application/3c/answer": "no"}}
    path.write_text(json.dumps(data))
    return path


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("-o", "b.xlsx"), 1, "the file names no language; name one with --language"),
        (("-o", "b.xlsx", "-l", "xx"), 2, "there is no language 'xx'"),
        (("-o", "b.pdf", "-l", "en"), 1, "name a file of answers (.json) or a workbook (.xlsx)"),
        (("-o", "a.json", "-l", "en", "--force"), 1, "a file that the command reads, which is never written to"),
        (("-o", "there.xlsx", "-l", "en"), 1, "something of this name is there already; choose another name"),
        (("-o", "there.xlsx", "-l", "en", "--force"), 0, "1 answers: 1 placed, 0 carried over, 0 rejected"),
        (("-o", "b.xlsx", "-l", "en", "--edition", "2025.9"), 1, "nothing is known of the edition '2025.9'"),
        (("-o", "b.xlsx", "-l", "en", "--edition", "2026.1"), 0, "written b.xlsx"),
        (("-o", "b.json", "-l", "zh_Hans"), 0, "written b.json"),
        (("-o", "nowhere/b.json", "-l", "en"), 1, "the file can't be written (No such file or directory)"),
    ],
)
def test_command(
    entries: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    status: int,
    said: str,
) -> None:
    """`answers migrate` says what it did, or why it did nothing; what it was given is never written to."""
    before, folder = entries.read_bytes(), entries.parent
    (folder / "there.xlsx").write_text("mine")
    places = [f"{folder}/{each}" if each.endswith((".xlsx", ".json", ".pdf")) else each for each in arguments]
    assert main(["answers", "migrate", str(entries), *places]) == status
    output = capsys.readouterr()
    assert said in (output.out + output.err).replace(f"{folder}/", "")
    assert entries.read_bytes() == before
    assert (folder / "there.xlsx").read_bytes().startswith(b"PK" if "--force" in arguments and not status else b"mine")
    assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []


def test_whose_edition_it_is(next_edition: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file's own word for its edition counts; --edition serves one that says nothing, and its reading, too."""
    monkeypatch.chdir(next_edition.root)
    book = openpyxl.load_workbook(io.BytesIO(made("de", {"facility/set-up": "independent"})))
    path = tmp_path / "a.xlsx"
    book.save(path)
    said, problems = migrate(next_edition, path, tmp_path / "b.xlsx", "", "2027.1", force=False)
    assert (said, problems[-1].message) == ([], "the file says that it is of the edition 2026.1, not 2027.1")
    book.custom_doc_props.props.clear()
    book.remove(book.worksheets[0])
    book.save(path)
    said, _problems = migrate(next_edition, path, tmp_path / "b.xlsx", "de", "2026.1", force=False)
    found, _problems = read_in(next_edition, tmp_path / "b.xlsx")
    assert found is not None
    assert (said[0], found.unplaced) == (
        "1 answers: 0 placed, 1 carried over, 0 rejected",
        {"facility/set-up": "independent"},
    )


def test_a_project_without_a_workbook(tmp_path: Path) -> None:
    """Where there is no workbook, answers go to a file of answers, under their present names."""
    project = write_bilingual(tmp_path / "p")
    edit(project.root, "content/renamed.yaml", "renamed: {}", "renamed: {2a: 1a}")
    path = tmp_path / "a.json"
    path.write_text(write_entries(Answers(language="de", answers={"checklist/2a/notes": "x", "checklist/2b": True})))
    refused = migrate(project, path, tmp_path / "b.xlsx", "", "", force=False)
    assert (refused[0], refused[1][0].message) == ([], "this project has no workbook")
    run_cli(project, "answers", "migrate", str(path), "-o", str(tmp_path / "b.json"))
    data = json.loads((tmp_path / "b.json").read_text(encoding="utf-8"))
    assert (data["edition"], data["language"]) == ("1.0", "de")
    assert (data["answers"], data["unplaced"]) == ({"checklist/1a/notes": "x"}, {"checklist/2b": True})


@pytest.mark.parametrize("command", ["show", "fill", "migrate", "merge", "report", "export", "cap"])
def test_the_content_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    """However many files a command reads and writes, it reads the content of the project once."""
    loaded = []
    check = consistency.problems
    monkeypatch.setattr(consistency, "problems", lambda *given: loaded.append(1) or check(*given))
    path, target = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    path.write_bytes(made("en", {"application/3c/answer": "no"}))
    files = [str(path), str(path)] if command in ("merge", "report") else [str(path)]
    options = {"show": [], "export": [], "report": ["--json"], "cap": ["-o", str(target), "--from", "2026-03-01"]}
    assert main(["answers", command, *files, *options.get(command, ["-o", str(target)])]) == 0
    assert target.exists() == (command not in ("show", "export", "report"))
    assert loaded == [1]

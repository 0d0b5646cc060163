"""Copies of several people brought together: what they agree on is taken, and where they differ nobody decides."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from books import REAL, answers, made, read_in
from builds import run_cli

from press.answers.fill import fill
from press.answers.json import write as write_entries
from press.answers.merge import merge
from press.answers.model import Answers
from press.cli import main
from press.fields import Value
from press.workbooks.ids import bare

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")


def entries(
    path: Path, given: dict[str, Value], unplaced: dict[str, Value] | None = None, language: str = "en"
) -> Path:
    path.parent.mkdir(exist_ok=True)
    data = Answers(language=language, answers=given, unplaced=unplaced or {})
    path.write_text(write_entries(data), encoding="utf-8")
    return path


def brought_together(*files: Path, language: str = "", kind: str = "xlsx") -> tuple[Answers, list[str], list[str]]:
    """Return what the merged workbook holds, or the file of answers, what was said, and the conflicts."""
    target = files[0].with_name(f"merged.{kind}")
    said, problems = merge(REAL, files, target, language, force=True)
    found, wrong = read_in(REAL, target)
    assert (found is None, wrong) == (False, [])
    assert found is not None
    return found, said, [problem.message for problem in problems if problem.code == "answers-conflict"]


def test_copies_of_every_kind(tmp_path: Path) -> None:
    """A workbook, a PDF and a file of a web page, each in another language, fill one workbook together."""
    share = {key: value for key, value in answers(1).items() if key.startswith(("application/", "facility/"))}
    (tmp_path / "a.xlsx").write_bytes(made("de", share))
    plan: dict[str, Value] = {"corrective-action-plan/issue-description": "Rosters", "case-review/date": "2026-03-01"}
    form = fill(REAL, Answers(answers=plan), "b", "corrective-action-plan", "ar", flat=False)
    (tmp_path / "b.pdf").write_bytes(form.content)
    page = entries(
        tmp_path / "c.json", {"case-review/tumour-type@07": "HCC", "application/3c/answer": "no"}, language="en"
    )
    assert share["application/3c/answer"] == "no"
    found, said, conflicts = brought_together(tmp_path / "a.xlsx", tmp_path / "b.pdf", page)
    assert (found.language, conflicts) == ("de", [])
    assert found.answers == {
        **share, "corrective-action-plan/issue-description": "Rosters", "case-review/tumour-type@07": "HCC",
    }  # fmt: skip
    given = len(share) + 3
    counts = f"3 files, {given} answers: {given} placed, 0 carried over, 0 rejected"
    assert said[0] == f"{counts}; {given - 1} fields filled in, 0 in conflict"


def test_where_copies_differ(tmp_path: Path) -> None:
    """Of different answers none is taken: the field is empty, and each stands beside the names of its files."""
    key, text = "application/3c/answer", "application/3c/evidence"
    files = [
        entries(tmp_path / "anna.json", {key: "yes", text: "same", "facility/name": "A"}),
        entries(tmp_path / "ben.json", {key: "no", text: "same", "facility/place": "B"}),
        entries(tmp_path / "cleo.json", {key: "yes", text: "same", "checklist/3c": True}),
    ]
    found, said, conflicts = brought_together(*files)
    assert found.answers == {text: "same", "facility/name": "A", "facility/place": "B"}
    assert found.unplaced == {f"{key} (anna.json, cleo.json)": "yes", f"{key} (ben.json)": "no", "checklist/3c": True}
    assert conflicts == [f"{key}: 'Yes' in anna.json, cleo.json; 'No' in ben.json"]
    counts = "3 files, 9 answers: 5 placed, 4 carried over, 0 rejected"
    assert said[0] == f"{counts}; 3 fields filled in, 1 in conflict"


def test_conflicts_are_told_with_the_words_of_the_lists(tmp_path: Path) -> None:
    """In an Arabic workbook, what differs stands on its sheet as the lists have it, reads back, and is told so."""
    key = "application/1c/answer"
    files = [entries(tmp_path / "anna.json", {key: "yes"}), entries(tmp_path / "ben.json", {key: "no"})]
    found, _, conflicts = brought_together(*files, language="ar")
    sheet = openpyxl.load_workbook(tmp_path / "merged.xlsx").worksheets[-2]
    shown = {bare(str(cell.value)) for row in sheet.iter_rows() for cell in row}
    assert {"نعم", "لا"} <= shown
    assert not {"yes", "no"} & shown
    assert conflicts == [f"{key}: 'نعم' in anna.json; 'لا' in ben.json"]
    assert found.unplaced == {f"{key} (anna.json)": "yes", f"{key} (ben.json)": "no"}


def test_a_word_that_is_no_choice_is_told_once(tmp_path: Path, capsys, monkeypatch) -> None:
    """Merged, migrated or filled in, an entry that its list lacks is one error, with the cell and what to do."""
    monkeypatch.chdir(REAL.root)
    clara = tmp_path / "clara.xlsx"
    clara.write_bytes(made("ar", {"application/1c/answer": "perhaps", "facility/name": "A"}))
    anna = entries(tmp_path / "anna.json", {"facility/name": "A"})
    for words in (["merge", anna, clara], ["migrate", clara], ["fill", clara]):
        main(["answers", *map(str, words), "-o", str(tmp_path / f"{words[0]}.xlsx"), "--language", "en"])
        said = [line for line in capsys.readouterr().out.splitlines() if "perhaps" in line]
        assert len(said) == 1, said
        assert "error" in said[0]
        assert "choose an answer from the list of the cell" in said[0]


def test_a_conflict_stays_until_it_is_decided(tmp_path: Path) -> None:
    """Merged again, with an answer that somebody entered, the field has that; what was said before is still there."""
    key = "application/3c/answer"
    one, other = entries(tmp_path / "a.json", {key: "yes"}), entries(tmp_path / "b.json", {key: "no"})
    before, _said, conflicts = brought_together(one, other)
    assert (before.answers, len(conflicts)) == ({}, 1)
    third = entries(tmp_path / "c.json", {key: "no"}, before.unplaced)
    found, _said, conflicts = brought_together(third, entries(tmp_path / "d.json", {}, before.unplaced))
    assert (found.answers, conflicts) == ({key: "no"}, [])
    assert found.unplaced == before.unplaced == {f"{key} (a.json)": "yes", f"{key} (b.json)": "no"}


def test_what_has_no_field_in_several_copies(tmp_path: Path) -> None:
    """Equal answers without a field are kept once, different ones by their files, of the same name by their paths."""
    files = [
        entries(tmp_path / "one" / "a.json", {"application/9z/answer": "yes"}, {"Name": "x", "Note": "same"}),
        entries(tmp_path / "two" / "a.json", {"application/9z/answer": "no"}, {"Name": True, "Note": "same"}),
    ]
    found, said, _conflicts = brought_together(*files)
    assert sorted(map(str, found.unplaced.values())) == sorted(["yes", "no", "x", "True", "same"])
    assert {key.split(" (")[0] for key in found.unplaced} == {"application/9z/answer", "Name", "Note"}
    assert [len(key) <= 200 for key in found.unplaced] == [True] * 5
    assert ": 0 placed, 6 carried over, 0 rejected" in said[0]


def test_long_texts_that_differ(tmp_path: Path) -> None:
    """Long answers that differ in a sign are a conflict, told in short, and both are kept whole."""
    key, long = "application/3c/evidence", "word " * 6_000
    files = [entries(tmp_path / "a.json", {key: f"{long}a"}), entries(tmp_path / "b.json", {key: f"{long}b"})]
    found, _said, conflicts = brought_together(*files)
    assert found.unplaced == {f"{key} (a.json)": f"{long}a", f"{key} (b.json)": f"{long}b"}
    assert len(conflicts[0]) < 250


def test_files_of_other_editions(tmp_path: Path) -> None:
    """Copies of two editions meet under the ids of today; what was merged since is joined first."""
    from next_edition import write_next

    project = write_next(tmp_path / "next")
    (tmp_path / "old.xlsx").write_bytes(
        made("de", {"application/1f/evidence": "one", "application/1g/evidence": "two", "application/1a/answer": "yes"})
    )
    new = entries(tmp_path / "new.json", {"application/1h/answer": "no", "application/1i/answer": "yes"})
    said, problems = merge(project, [tmp_path / "old.xlsx", new], tmp_path / "m.json", "en", force=False)
    data = json.loads((tmp_path / "m.json").read_text(encoding="utf-8"))
    assert data["answers"] == {
        "application/1i/answer": "yes",
        "application/1k/evidence": "application/1f/evidence:\none\n\napplication/1g/evidence:\ntwo",
    }
    assert data["unplaced"] == {"application/1h/answer (old.xlsx)": "yes", "application/1h/answer (new.json)": "no"}
    assert said[0].startswith("2 files, 5 answers: 3 placed, 2 carried over, 0 rejected; 2 fields")
    assert [problem.code for problem in problems] == ["answers-conflict"]


def test_commands(tmp_path: Path) -> None:
    """`answers merge` ends with 1 where copies differ, names them, and writes a workbook or a file of answers."""
    key = "application/3c/answer"
    one, other = entries(tmp_path / "a.json", {key: "yes"}), entries(tmp_path / "b.json", {key: "no"})
    done = run_cli(REAL, "answers", "merge", str(one), str(other), "-l", "de", "-o", str(tmp_path / "m.xlsx"))
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.splitlines() == [
        f"{tmp_path / 'm.xlsx'}: error: {key}: 'Ja' in a.json; 'Nein' in b.json; choose one: all stand on the sheet "
        "of what is carried over, and the field is empty [answers-conflict]",
        "2 files, 2 answers: 0 placed, 2 carried over, 0 rejected; 0 fields filled in, 1 in conflict",
        f"written {tmp_path / 'm.xlsx'}",
    ]
    done = run_cli(REAL, "answers", "merge", str(one), str(one), "-o", str(tmp_path / "m.json"))
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, f"written {tmp_path / 'm.json'}")
    data = json.loads((tmp_path / "m.json").read_text(encoding="utf-8"))
    assert (data["language"], data["answers"], "unplaced" in data) == ("en", {key: "yes"}, False)


@pytest.mark.parametrize(
    ("names", "target", "said"),
    [
        (("a.json", "broken.pdf"), "m.xlsx", "broken.pdf: error: the PDF is damaged"),
        (("a.json", "missing.json"), "m.xlsx", "missing.json: error: there is no such file"),
        (
            ("a.json", "b.json"),
            "b.json",
            "b.json: error: this is a file that the command reads, which is never written to",
        ),
        (("a.json", "b.json"), "there.xlsx", "something of this name is there already"),
        (("a.json", "b.json"), "m.csv", "name a file of answers (.json) or a workbook (.xlsx)"),
        (("b.json", "c.json"), "m.json", "the file names no language"),
    ],
)
def test_what_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], names: tuple[str, ...], target: str, said: str
) -> None:
    """Where a file can't be read, nothing is written: a part of the copies would pass for all of them."""
    entries(tmp_path / "a.json", {"application/3c/answer": "yes"})
    entries(tmp_path / "b.json", {"application/3c/answer": "yes"}, language="")
    entries(tmp_path / "c.json", {"application/3c/answer": "no"}, language="")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7\nbroken")
    (tmp_path / "there.xlsx").write_text("mine")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    files = [str(tmp_path / name) for name in names]
    assert main(["answers", "merge", *files, "-o", str(tmp_path / target)]) == 1
    output = capsys.readouterr()
    assert said in (output.out + output.err).replace(f"{tmp_path}/", "")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def case(row: int, number: str, **more: Value) -> dict[str, Value]:
    """Return a case under a number, with answers by the ends of their names."""
    given = {"case-review/case-number": number, "case-review/3c-i": "yes", **more}
    return {f"{key.replace('__', '/').replace('_', '-')}@{row:02}": value for key, value in given.items()}


def test_two_cases_in_one_row(tmp_path: Path) -> None:
    """Where two copies have different cases in a row, nothing of either is taken, and both are kept whole."""
    tumour, item = "case_review__tumour_type", "minimum_dataset__stage"
    anna = {**case(7, "C-07", **{tumour: "HCC"}), **case(8, "C-08")}
    ben = {**case(7, "K-99", **{item: "absent"}), **case(8, "c-08 ", **{tumour: "lung"})}
    cleo: dict[str, Value] = {"minimum-dataset/laterality@07": "present"}
    copies = {"anna": anna, "ben": ben, "cleo": cleo}
    files = [entries(tmp_path / f"{name}.json", given) for name, given in copies.items()]
    found, said, conflicts = brought_together(*files, kind="json")
    assert found.answers == {"case-review/3c-i@08": "yes", "case-review/tumour-type@08": "lung"}
    assert found.unplaced == {
        "case-review/case-number@07 (anna.json)": "C-07", "case-review/case-number@07 (ben.json)": "K-99",
        "case-review/3c-i@07 (anna.json)": "yes", "case-review/3c-i@07 (ben.json)": "yes",
        "case-review/tumour-type@07 (anna.json)": "HCC", "minimum-dataset/stage@07 (ben.json)": "absent",
        "minimum-dataset/laterality@07 (cleo.json)": "present",
        "case-review/case-number@08 (anna.json)": "C-08", "case-review/case-number@08 (ben.json)": "c-08 ",
    }  # fmt: skip
    assert conflicts == [
        "case-review/case-number@07: 'C-07' in anna.json; 'K-99' in ben.json; this row holds different things, so none "
        "of its 7 answers is taken",
        "case-review/case-number@08: 'C-08' in anna.json; 'c-08 ' in ben.json",
    ]
    assert said[0].endswith("2 fields filled in, 2 in conflict")


def test_a_case_without_its_number(tmp_path: Path) -> None:
    """Answers in the row of a case that one copy numbers and another does not are taken, and told: whose are they?"""
    row: dict[str, Value] = {"case-review/procedure-date@03": "2026-02-02", "minimum-dataset/first-name@03": "absent"}
    named: dict[str, Value] = {"case-review/case-number@03": "C-03", "minimum-dataset/gender@03": "present"}
    anna, ben = entries(tmp_path / "anna.json", row), entries(tmp_path / "ben.json", named)
    for other, told in ((named, True), ({**named, **row}, False)):
        entries(ben, other)
        _said, problems = merge(REAL, [anna, ben], tmp_path / "all.json", "", force=True)
        lines = [(each.severity, each.message) for each in problems if each.code == "answers-unnamed"]
        message = "case-review/case-number@03: not filled in in anna.json, whose other answers in this row were taken "
        assert lines == ([("warning", f"{message}with the others'")] if told else [])
        found, _wrong = read_in(REAL, tmp_path / "all.json")
        assert found is not None
        assert found.answers == named | row


def test_rows_of_a_plan(tmp_path: Path) -> None:
    """The same holds for the actions of a plan: no row is half of one and half of another."""
    plan = "corrective-action-plan"
    one = entries(tmp_path / "a.json", {f"{plan}/strategic-action@01": "Train", f"{plan}/comments@01": "soon"})
    other = entries(tmp_path / "b.json", {f"{plan}/strategic-action@01": "Hire", f"{plan}/due-date@01": "2026-05-01"})
    found, _said, conflicts = brought_together(one, other, kind="json")
    assert (found.answers, len(found.unplaced), len(conflicts)) == ({}, 4, 1)


def test_an_answer_that_fits_no_field(tmp_path: Path) -> None:
    """Where the answer of one copy does not fit its field, that of the other is not taken without a word."""
    key, text = "minimum-dataset/laterality@01", "facility/name"
    one = entries(tmp_path / "a.json", {key: "absent", text: "A"})
    other = entries(tmp_path / "b.json", {key: "N/A?", text: "x" * 40_000, "application/3c/answer": "perhaps"})
    found, _said, conflicts = brought_together(one, other)
    assert found.answers == {}
    assert {key.partition(" ")[0] for key in found.unplaced} == {key, text, "application/3c/answer"}
    assert len(found.unplaced) == 5
    assert [conflict.partition(":")[0] for conflict in conflicts] == [text, key]


def test_blanks_at_the_end_are_no_conflict(tmp_path: Path) -> None:
    """Texts that differ only in blanks at the ends of their lines are the same; other blanks count."""
    name, place = "facility/name", "facility/place"
    one = entries(tmp_path / "a.json", {name: "St Anna ", "application/3c/evidence": "a \nb", place: "A B"})
    other = entries(tmp_path / "b.json", {name: "St Anna", "application/3c/evidence": "a\nb\n", place: "A  B"})
    found, _said, conflicts = brought_together(one, other, kind="json")
    assert (found.answers[name].strip(), len(found.answers), len(conflicts)) == ("St Anna", 2, 1)


def test_drawn_cases_go_into_a_begun_workbook(tmp_path: Path, monkeypatch, capsys) -> None:
    """What `answers sample` writes is merged into a workbook without cases, as the command says; nothing is lost."""
    monkeypatch.chdir(REAL.root)
    rows = "".join(f"M{number},2025-{number % 9 + 4:02}-15,{'abc'[number % 3]}\n" for number in range(40))
    (tmp_path / "list.csv").write_text(f"id,date,tumour type\n{rows}", encoding="utf-8")
    review, key, list_of_all = (str(tmp_path / name) for name in ("review.json", "key.csv", "list.csv"))
    how = ["--submission", "2026-03-31", "--seed", "1", "-o", review, "--key", key]
    assert main(["answers", "sample", list_of_all, *how]) == 0
    assert "answers merge mine.xlsx review.json -o together.xlsx" in capsys.readouterr().out
    begun: dict[str, Value] = {"facility/name": "St Anna", "case-review/planned-submission": "2026-03-31"}
    found, _said, conflicts = brought_together(entries(tmp_path / "a.json", begun), Path(review), kind="json")
    assert (conflicts, found.answers["facility/name"]) == ([], "St Anna")
    assert sum(key.startswith("case-review/case-number@") for key in found.answers) == 30
    other: dict[str, Value] = {**begun, **case(1, "mine"), "case-review/planned-submission": "2026-04-30"}
    _found, _said, conflicts = brought_together(entries(tmp_path / "b.json", other), Path(review), kind="json")
    assert [conflict.partition(":")[0] for conflict in conflicts] == [
        "case-review/case-number@01", "case-review/planned-submission",
    ]  # fmt: skip

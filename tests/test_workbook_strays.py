"""Workbooks in which answers stand where no id tells whose they are: they are rejected, each with its place."""

from __future__ import annotations

import datetime
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from books import REAL, answers, made, read_back, what_is_known
from builds import run_cli
from openpyxl.workbook import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from press.answers.migrate import migrate
from press.answers.model import Answers
from press.answers.reporting import Order, report
from press.answers.xlsx import read
from press.fields import Value
from press.workbooks.apart import unescaped

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
SOME = answers(0.5)
CONTENT = made("en", SOME)
MARK = re.compile("@id:")


def after(change: Callable[[Workbook], None], content: bytes = CONTENT) -> tuple[Answers, list[str]]:
    """Return what is read after a change, and the errors and warnings."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    change(book)
    target = io.BytesIO()
    book.save(target)
    found, problems = read(target.getvalue(), "a.xlsx", what_is_known())
    assert found is not None
    return found, [f"{problem.severity}: {problem.message}; {problem.hint}" for problem in problems]


def place(book: Workbook, sheet: str, row_id: str, column_id: str) -> openpyxl.cell.Cell:
    """Return the cell of a row and a column by their ids."""
    grid = book[sheet]
    heads = [cell.row for cell in grid["A"] if str(cell.value).startswith("@id:")]
    column = next(cell.column for head in heads for cell in grid[head] if cell.value == column_id)
    return grid.cell(next(cell.row for cell in grid["A"] if cell.value == row_id), column)


def criterion(book: Workbook, row: str, column: str) -> openpyxl.cell.Cell:
    """Return the cell of a criterion."""
    return place(book, "Application", f"application/{row}", column)


def count_of(ending: str) -> int:
    """Return how many answers to criteria end so."""
    return len([key for key in SOME if key.startswith("application/") and key.endswith(ending) and "extend" not in key])


def head_of(book: Workbook, column: str) -> openpyxl.cell.Cell:
    """Return the hidden id of a column of criteria."""
    cell = criterion(book, "1a", column)
    return cell.parent.cell(next(each.row for each in cell.parent["A"] if MARK.match(str(each.value))), cell.column)


def test_a_cleared_id_of_a_column() -> None:
    """Where the id above a column was cleared, its answers are counted as rejected, with their cells and a remedy."""

    def change(book: Workbook) -> None:
        head_of(book, "evidence").value = None

    found, said = after(change)
    assert found.rejected == count_of("/evidence") > 5
    assert len(found.answers) + found.rejected == len(SOME)
    rejected = [line for line in said if "belong to no field" in line]
    assert sum(int(re.search(r"filled cells \(([0-9]+)\)", line)[1]) for line in rejected) == found.rejected
    assert all(line.startswith("error: Application!E") and "; type it into its field" in line for line in rejected)
    assert any(
        line.startswith("warning: 'application/criteria' has lost columns (fields: 27): evidence") for line in said
    )


def test_a_deleted_column() -> None:
    """A column that was deleted is said to be lost, as a row is."""

    def change(book: Workbook) -> None:
        book["Application"].delete_cols(criterion(book, "1a", "answer").column)

    _found, said = after(change)
    assert (
        "warning: 'application/criteria' has lost columns (fields: 27): answer; copy the answers from an older copy"
        in said
    )


def test_an_emptied_sheet() -> None:
    """A sheet of which all cells were cleared is a part that is lost, though its names are still there."""

    def change(book: Workbook) -> None:
        for row in book["Case review"].iter_rows():
            for cell in row:
                cell.value = None

    _found, said = after(change)
    assert any("the workbook has lost its part 'case-review/cases'" in line for line in said)


def test_what_was_deleted_is_told(tmp_path: Path) -> None:
    """Of a sheet and a row that were deleted it is told where they are missing, in the report in the reader's words."""

    def change(book: Workbook) -> None:
        book.remove(book["Case review"])
        book["Application"].delete_rows(criterion(book, "3a", "answer").row)

    path = tmp_path / "a.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(CONTENT))
    change(book)
    book.save(path)
    done, problems = migrate(REAL, path, tmp_path / "b.xlsx", "en", "", force=False)
    assert done[-1] == "fields missing from the file: 334; what stood there is not known"
    lines = [(each.severity, each.message) for each in problems if "has lost" in each.message]
    assert lines == [
        ("warning", "'application/criteria' has lost rows (fields: 4): application/3a"),
        ("warning", "the workbook has lost its part 'case-review/cases' (fields: 330)"),
    ]
    told = json.loads(report(REAL, [path], Order(as_json=True)).said)["files"][0]
    assert len(told["lost"]) == 334
    (answer,) = (each for each in told["findings"] if each["criterion"] == "3a" and each["severity"] == "open")
    assert answer["text"] == "missing from the file"
    report(REAL, [path], Order("en", tmp_path / "a.html"))
    page = " ".join(re.sub("<[^>]*>", " ", (tmp_path / "a.html").read_text()).split())
    for sheet, number in (("Application", 4), ("Case review", 330)):
        assert re.search(f"{sheet} .{{0,40}}fields missing from the file: {number} Copy the answers", page)
    assert "missing from the file" in page


def test_a_row_that_was_put_in(tmp_path: Path) -> None:
    """What stands in a row that somebody put between others is rejected with its cells; the command ends with 1."""

    def change(book: Workbook) -> None:
        sheet = book["Application"]
        row = criterion(book, "3a", "answer").row
        sheet.insert_rows(row)
        for column in (4, 5):
            sheet.cell(row, column).value = "yes"

    found, said = after(change)
    assert found.answers == SOME
    assert found.rejected == 2
    assert [line.split(":")[1].strip()[:13] for line in said] == ["Application!D", "Application!E"]
    book = openpyxl.load_workbook(io.BytesIO(CONTENT))
    change(book)
    book.save(tmp_path / "a.xlsx")
    done = run_cli(REAL, "answers", "migrate", str(tmp_path / "a.xlsx"), "-o", str(tmp_path / "b.xlsx"))
    assert done.returncode == 1
    assert f"{len(SOME) + 2} answers: {len(SOME)} placed, 0 carried over, 2 rejected" in done.stdout


def test_columns_that_changed_places() -> None:
    """Columns that were moved without their ids are known by their headings; where these tell no order, not read."""

    def swap(book: Workbook, *, only: int = 2) -> None:
        one, other = (criterion(book, "1a", column).column for column in ("evidence", "explanation"))
        sheet = book["Application"]
        for row in range(head_of(book, "answer").row + 1, criterion(book, "12b", "answer").row + 1):
            first, second = sheet.cell(row, one), sheet.cell(row, other)
            first.value, second.value = (second.value, first.value) if only == 2 else (second.value, second.value)

    found, said = after(swap)
    assert found.answers == SOME
    assert "2 columns were moved without their hidden ids" in said[0]
    found, said = after(lambda book: swap(book, only=1))
    assert not [key for key in found.answers if re.fullmatch("application/[0-9]+[a-z]/evidence", key)]
    assert "the hidden ids of the columns" in said[0]
    assert found.rejected > 0


@pytest.mark.parametrize("put_in", [False, True])
def test_columns_that_changed_places_below_a_row_put_in(*, put_in: bool) -> None:
    """Headings tell the columns also where somebody put a row in above them."""

    def change(book: Workbook) -> None:
        sheet, head = book["Application"], head_of(book, "answer").row
        one, other = (criterion(book, "1a", column).column for column in ("evidence", "explanation"))
        last = criterion(book, "12b", "answer").row
        for row in range(head + 1, last + 1):
            first, second = sheet.cell(row, one), sheet.cell(row, other)
            first.value, second.value = second.value, first.value
        if put_in:
            sheet.insert_rows(head + 1)

    found, said = after(change)
    assert found.answers == SOME
    assert "2 columns were moved without their hidden ids" in said[0]


def test_data_of_cases_that_changed_places() -> None:
    """Data that were moved below the heading of another case, with that heading, are those of that case."""
    cases = {f"case-review/case-number@{row:02}": f"C-{row}" for row in (1, 2, 3)}
    data = {f"minimum-dataset/gender@{row:02}": value for row, value in ((1, "present"), (2, "absent"))}

    def change(book: Workbook, *, both: bool = True) -> None:
        sheet, cell = book["Minimum Dataset"], place(book, "Minimum Dataset", "minimum-dataset/gender", "@01")
        head = next(each.row for each in sheet["A"] if MARK.match(str(each.value)))
        for row in range(head + 1, cell.row + 1):
            first, second = sheet.cell(row, cell.column), sheet.cell(row, cell.column + 1)
            first.value, second.value = second.value, (first.value if both else second.value)

    for written in (made("en", cases | data), typed_in(cases | data)):
        found, said = after(change, written)
        assert found.answers == cases | data
        assert said == [
            "warning: Minimum Dataset: 2 columns were moved without their hidden ids; what is seen above them counts; "
            "see that the answers are in their places"
        ]
        found, said = after(lambda book: change(book, both=False), written)
        assert found.answers == {**cases, "minimum-dataset/gender@02": "absent"}
        assert "the hidden ids of the columns" in said[0]
        assert found.rejected == 1


def typed_in(answers: dict[str, Value]) -> bytes:
    """Return a workbook into which answers were typed."""
    book = openpyxl.load_workbook(io.BytesIO(made("en", {})))
    for key, value in answers.items():
        name, _, row = key.partition("@")
        in_cases = name.startswith("case-review/")
        at = ("Case review", f"@{row}", name) if in_cases else ("Minimum Dataset", name, f"@{row}")
        place(book, *at).value = str(value).capitalize()
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_a_row_that_was_copied_over_another() -> None:
    """Where two rows have one id and say different things, neither is read; where they say the same, it is read."""
    own = {
        f"application/extended-0{row}/{column}": f"{column} {row}" for row in (1, 2) for column in ("code", "evidence")
    }

    def change(book: Workbook, *, then: str = "") -> None:
        first = criterion(book, "extended-01", "code")
        for cell in first.parent[first.row]:
            first.parent.cell(first.row + 1, cell.column).value = cell.value
        if then:
            criterion(book, "extended-01", "code").parent.cell(first.row + 1, first.column).value = then

    found, _said = after(change, made("en", own))
    assert found.answers == {key: value for key, value in own.items() if "-01/" in key}
    found, said = after(lambda book: change(book, then="another"), made("en", own))
    assert found.answers == {}
    assert "the hidden ids of the rows" in said[0]
    assert found.rejected == 4


def test_an_answer_that_stands_on_a_copy_alone() -> None:
    """What was emptied on a sheet, but not on a copy of it, is told with its place, and so is a sheet cut in two."""

    def change(book: Workbook, *, emptied: tuple[str, ...] = ("1c",)) -> None:
        book.copy_worksheet(book["Application"])
        for code in emptied:
            criterion(book, code, "evidence").value = None

    written = made("en", {f"application/{code}/evidence": code for code in ("1a", "1c")})
    found, said = after(change, written)
    assert found.answers == {"application/1a/evidence": "1a", "application/1c/evidence": "1c"}
    assert (
        "1 answers stand on one of two sheets with the same fields, and not on the other: Application Copy!E" in said[1]
    )
    assert len(said) == 2
    found, said = after(lambda book: change(book, emptied=("1a", "1c")), written)
    assert "2 answers stand on one of two sheets" in said[0]


def test_only_the_yellow_cells_were_sorted() -> None:
    """Where the answers of cases were sorted, but not their rows, the data of other cases are held back, and said."""
    cases = {f"case-review/case-number@{row:02}": f"C-{row}" for row in (1, 2, 3)}
    data = {f"minimum-dataset/gender@{row:02}": "present" for row in (1, 2, 3)}

    def swap(book: Workbook) -> None:
        one, other = (place(book, "Case review", row, "case-review/case-number") for row in ("@01", "@02"))
        one.value, other.value = other.value, one.value

    found, said = after(swap, made("en", cases | data))
    assert set(found.answers) == {*cases, "minimum-dataset/gender@03"}
    assert found.rejected == 2
    assert "the data of case 1 were those of 'C-1', which now stands in Case review!C" in said[0]
    assert "error: Minimum Dataset!C" in said[0]

    def mend(book: Workbook) -> None:
        place(book, "Case review", "@01", "case-review/case-number").value = "C-1b"

    found, said = after(mend, made("en", cases | data))
    assert len(found.answers) == 6
    assert "were those of 'C-1', which is now 'C-1b'; see that" in said[0]
    assert read_back(made("de", cases | data)) == (cases | data, [])


def test_merged_cells() -> None:
    """Answers in merged cells of several fields are not read, neither what is seen nor what is hidden below."""

    def change(book: Workbook) -> None:
        for row, text in (("1a", "seen"), ("1c", "hidden")):
            criterion(book, row, "evidence").value = text
        first, last = (criterion(book, row, "evidence").coordinate for row in ("1a", "1c"))
        book["Application"].merged_cells.add(f"{first}:{last}")

    found, said = after(change, made("en", {}))
    assert (found.answers, found.rejected) == ({}, 2)
    assert said[0].startswith("error: Application!E")
    assert "filled cells (2) stand in merged cells of several fields" in said[0]


def test_a_formula_for_several_cells() -> None:
    """What a formula for several cells made of others is no answer, in any of its cells."""

    def change(book: Workbook) -> None:
        cells = [criterion(book, row, "evidence") for row in ("1a", "1c", "1e")]
        area = f"{cells[0].coordinate}:{cells[2].coordinate}"
        cells[0].value = ArrayFormula(area, "=A1:A3")
        cells[1].value = cells[2].value = "made"

    found, said = after(change, made("en", {}))
    assert (found.answers, found.rejected) == ({}, 3)
    assert any("filled cells (2) are what a formula made of other cells" in line for line in said)


def test_sheets_that_are_not_seen() -> None:
    """Answers on a hidden sheet are read and said to be there; on one that no program shows they are not read."""

    def hide(book: Workbook, how: str) -> None:
        book["Facility"].sheet_state = how

    key = {"facility/name": "A"}
    found, said = after(lambda book: hide(book, "hidden"), made("en", key))
    assert found.answers == key
    assert said == [
        "warning: the sheet 'Facility' is hidden; its answers are read; show it, and see that they are right"
    ]
    found, said = after(lambda book: hide(book, "veryHidden"), made("en", key))
    assert (found.answers, found.rejected) == ({}, 1)
    assert "filled cells (1) stand on a sheet that no program shows" in said[0]


@pytest.mark.parametrize(
    "value",
    [
        *(2026, datetime.datetime(1905, 7, 18), datetime.datetime(2100, 1, 1), datetime.date(1989, 12, 31)),
        *("1447-09-12", "0026-03-31", "2100-01-01"),
    ],
)
def test_a_year_alone_is_no_day(value: object) -> None:
    """A day far off, as the number 2026 is one in 1905, is rejected with the reason, and so is one that was written."""

    def change(book: Workbook) -> None:
        place(book, "Case review", "@01", "case-review/procedure-date").value = value

    found, said = after(change, made("en", {}))
    assert (found.answers, found.rejected) == ({}, 1)
    assert "not between 1990 and 2099; it is not read" in said[0]


@pytest.mark.parametrize("text", ["2026-03-²1", "2026-03-①1"])
def test_signs_that_look_like_digits_make_no_day(text: str) -> None:
    """A raised or circled figure is no digit of a day."""

    def change(book: Workbook) -> None:
        place(book, "Case review", "@01", "case-review/procedure-date").value = text

    found, said = after(change, made("en", {}))
    assert found.answers == {"case-review/procedure-date@01": text}
    assert "is no date" in said[0]


def test_numbers_where_texts_are_asked_for() -> None:
    """Numbers are read as they are shown, and said: the program may have dropped a part of what was typed."""

    def change(book: Workbook) -> None:
        for code, value, shape in (("1a", 0.5, "0%"), ("1c", 7, "000"), ("1e", 7, "General")):
            cell = criterion(book, code, "evidence")
            cell.value, cell.number_format = value, shape

    found, said = after(change, made("en", {}))
    assert [found.answers[f"application/{code}/evidence"] for code in ("1a", "1c", "1e")] == ["50%", "007", "7"]
    assert len(said) == 1
    assert "3 texts are numbers or days to the program, the first in Application!E" in said[0]


@pytest.mark.parametrize(
    ("written", "meant"),
    [("a_x000D_b", "a\rb"), ("_x005F_x000D_", "_x000D_"), ("_x005f_", "_"), ("_x00G0_", "_x00G0_"),
     ("_xD83D__xDE00_", "😀"), ("x005F_", "x005F_"), ("_x005F_x005F_", "_x005F_"), ("_xD83D_", "\ufffd")],
)  # fmt: skip
def test_escapes(written: str, meant: str) -> None:
    """What workbooks write as _xHHHH_ is read as ECMA-376 says."""
    assert unescaped(written) == meant


@pytest.mark.parametrize("text", ["_x000D_", "_x005F_", "x005F_", "a_x0041_b"])
def test_texts_that_look_like_escapes(text: str) -> None:
    """A text that looks like an escape comes back as it was typed."""
    key = "application/1a/evidence"
    assert read_back(made("en", {key: text})) == ({key: text}, [])

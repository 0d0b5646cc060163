"""What somebody typed outside the fields of a workbook: all of it is named and kept, nothing of the workbook's own."""

from __future__ import annotations

import datetime
import io
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

import openpyxl
import pytest
from books import REAL, answers, made, read_in, what_is_known
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook

from press.answers.merge import merge
from press.answers.migrate import migrate
from press.answers.model import Answers, tidy
from press.answers.reporting import Order, export, report
from press.answers.xlsx import read
from press.fields import Value
from press.problems import Problem
from press.workbooks.apart import opened
from press.workbooks.find import grids
from press.workbooks.known import Known

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
SOME = answers(0.1)
LANGUAGES = ("en", "de", "ar", "zh-Hans")
Spot = tuple[str, int, int]


@cache
def content(language: str) -> bytes:
    """Return a workbook with some answers."""
    return made(language, SOME)


@cache
def book_in(language: str) -> Any:
    """Return the same as it is read."""
    return opened(content(language))


@cache
def spots(language: str) -> list[Spot]:
    """Return the empty cells around and between the tables, hidden rows and columns among them."""
    book = book_in(language)
    blocks = grids(book, what_is_known())
    fields = {(grid.title, *place) for grid in blocks for place in (*grid.keys, *grid.numbers)}
    found = (
        (sheet.title, row, column) for sheet in book.worksheets[:-1] for row in range(1, 75) for column in range(1, 40)
    )
    return [each for each in found if each not in fields and book[each[0]].cell(*each[1:]).value is None]


def read_open(book: Any, language: str, known: Known | None = None) -> tuple[Answers, list[Problem]]:
    """Return what is read of a workbook that is open."""
    with mock.patch("press.answers.xlsx.opened", return_value=book):
        found, problems = read(content(language), "a.xlsx", known or what_is_known())
    assert found is not None
    return found, problems


def after(
    change: Callable[[Workbook], None], language: str = "en", given_answers: dict[str, Value] | None = None
) -> bytes:
    """Return a workbook with some answers after a change."""
    source = content(language) if given_answers is None else made(language, given_answers)
    book = openpyxl.load_workbook(io.BytesIO(source))
    change(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def typed(book: Workbook) -> None:
    """Type a text below a table, a number beside it, a comment on a field, and a sheet of one's own."""
    sheet = book["Application"]
    sheet["E64"], sheet["N9"] = "Call Mrs Jane Doe", 5
    sheet["D8"].comment = Comment("see file 7", "Anna")
    book.create_sheet("My notes")["B2"] = "Yes"


TYPED = {"Application!E64": "Call Mrs Jane Doe", "Application!N9": "5", "Application!D8 comment": "see file 7",
         "My notes!B2": "Yes"}  # fmt: skip


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_whatever_is_typed_anywhere(data: st.DataObject) -> None:
    """Whatever is typed into whichever cells outside the fields is kept or named; what the workbook says never is."""
    language = data.draw(st.sampled_from(LANGUAGES))
    texts = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), min_size=1, max_size=30)
    values = texts.filter(str.strip) | st.integers(0, 99) | st.sampled_from([0.5, True, datetime.date(2026, 5, 1), "1"])
    given_values = data.draw(st.dictionaries(st.sampled_from(spots(language)), values, min_size=1, max_size=6))
    book = book_in(language)
    try:
        for (title, row, column), value in given_values.items():
            book[title].cell(row, column).value = value
        found, problems = read_open(book, language)
        cells = {spot: book[spot[0]].cell(*spot[1:]) for spot in given_values}
    finally:
        for title, row, column in given_values:
            book[title].cell(row, column).value = None
    kept = [*found.answers.values(), *found.unplaced.values()]
    said = " ".join(problem.message for problem in problems)
    for (title, _row, _column), cell in cells.items():
        assert f"{title}!{cell.coordinate}" in found.unplaced or f"{title}!{cell.coordinate}" in said or tidy(
            str(given_values[title, cell.row, cell.column])
        ) in kept  # fmt: skip
    assert len(found.answers) + len(found.unplaced) + found.rejected == len(SOME) + len(given_values)
    assert found.answers.items() >= SOME.items()


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_of_its_own(language: str) -> None:
    """Of a workbook in any language nothing is taken for typed, even where the sheet that keeps its texts is gone."""
    found, problems = read(after(lambda book: book.remove(book["_lists"]), language), "a.xlsx", what_is_known())
    assert found is not None
    assert (found.answers, found.unplaced, problems) == (SOME, {}, [])


def test_texts_that_nobody_knows() -> None:
    """Where an edition is unknown and the sheet that keeps its texts is gone, it is said that nothing can be told."""

    def change(book: Workbook) -> None:
        typed(book)
        book.remove(book["_lists"])
        for each in book.custom_doc_props.props:
            each.value = "1999.1" if each.name == "iasios.edition" else each.value

    found, problems = read(after(change), "a.xlsx", what_is_known())
    assert found is not None
    assert (found.answers, found.unplaced) == (SOME, {})
    assert ["its hidden sheet is gone" in problem.message for problem in problems] == [True]


def test_the_texts_of_an_edition_that_nobody_knows() -> None:
    """A workbook of whatever edition tells its own texts itself."""

    def change(book: Workbook) -> None:
        for each in book.custom_doc_props.props:
            each.value = "1999.1" if each.name == "iasios.edition" else each.value

    found, problems = read(after(change), "a.xlsx", what_is_known())
    assert found is not None
    assert (found.unplaced, problems) == ({}, [])


def test_copies_of_what_the_workbook_says() -> None:
    """A short text or formula that a sheet says by itself is typed where it stands there once more than it should."""

    def change(book: Workbook) -> None:
        book["Case review"]["Z40"] = "7"
        book["Application"]["Z4"] = "1a"
        book["Application"]["Z5"] = "Yes"
        book["Application"]["Z6"] = "=SUM(A1:A3)"

    found, _problems = read(after(change), "a.xlsx", what_is_known())
    assert found is not None
    assert found.unplaced == {
        "Case review!Z40": "7", "Application!Z4": "1a", "Application!Z5": "Yes", "Application!Z6": "=SUM(A1:A3)"
    }  # fmt: skip


def test_what_is_typed_into_hidden_rows_and_columns() -> None:
    """What is typed beside the hidden ids is no id: it makes no fields of the workbook's own texts, and loses none."""
    cases: dict[str, Value] = {f"case-review/case-number@{row:02}": f"C-{row}" for row in (1, 2)}

    def change(book: Workbook) -> None:
        for row in [cell.row for cell in book["Facility"]["A"] if str(cell.value).startswith("@id:")]:
            book["Facility"].cell(row, 4).value = book["Facility"].cell(row, 4).value or "7"
        book["Minimum Dataset"]["A60"] = "complete"
        book["Minimum Dataset"]["A62"] = "A note"

    found, problems = read(after(change, given_answers=cases), "a.xlsx", what_is_known())
    assert found is not None
    assert (found.answers, found.rejected) == (cases, 0)
    assert set(found.unplaced.values()) == {"7", "A note", "complete"}
    assert {problem.severity for problem in problems} == {"warning"}


def test_more_than_notes() -> None:
    """Of very many texts outside the fields, the first thousand are kept, the others are counted as rejected."""

    def change(book: Workbook) -> None:
        sheet = book.create_sheet("List")
        for row in range(1, 1_101):
            sheet.cell(row, 1).value = f"line {row}"

    found, problems = read(after(change), "a.xlsx", what_is_known())
    assert found is not None
    assert (len(found.unplaced), found.rejected) == (1_000, 100)
    assert problems[-1].severity == "error"
    assert problems[-1].message == "100 more texts stand outside the fields; they are not read"


def test_pictures() -> None:
    """A picture that was laid over the cells is named with its place."""

    def change(book: Workbook) -> None:
        from openpyxl.drawing.image import Image
        from PIL import Image as Picture

        drawn = io.BytesIO()
        Picture.new("RGB", (9, 9)).save(drawn, "png")
        book["Application"].add_image(Image(drawn), "E64")

    found, problems = read(after(change), "a.xlsx", what_is_known())
    assert found is not None
    assert (found.answers, found.unplaced) == (SOME, {})
    assert [problem.message for problem in problems] == ["pictures (1) are not read: in Application!E64"]


def test_into_a_new_workbook_and_again(tmp_path: Path) -> None:
    """`migrate` counts and names what was typed outside the fields, and keeps it through every further workbook."""
    (tmp_path / "a.xlsx").write_bytes(after(typed))
    for source, target, language in (("a", "b", "ar"), ("b", "c", "en")):
        files = [tmp_path / f"{name}.xlsx" for name in (source, target)]
        said, problems = migrate(REAL, *files, language, "", force=False)
        assert said[0] == f"{len(SOME) + 4} answers: {len(SOME)} placed, 4 carried over, 0 rejected"
        lines = [problem.message for problem in problems]
        for place, text in TYPED.items():
            assert f"{place}, '{text}', is carried over: it stood outside the fields" in lines
        found, problems = read_in(REAL, files[1])
        assert found is not None
        assert (found.answers, found.unplaced, problems) == (SOME, TYPED, [])


def test_copies_of_several_people(tmp_path: Path) -> None:
    """`merge` names what was typed outside the fields with the files; what stood at one place in all copies once."""

    def change(book: Workbook) -> None:
        typed(book)
        book["Application"]["E64"] = "Done"

    files = [tmp_path / name for name in ("ann.xlsx", "ben.xlsx", "c.xlsx")]
    for file, made_by in zip(files, (change, typed), strict=False):
        file.write_bytes(after(made_by))
    said, problems = merge(REAL, files[:2], files[2], "", force=False)
    assert said[0].startswith(f"2 files, {2 * len(SOME) + 8} answers: {2 * len(SOME)} placed, 8 carried over, 0 rejec")
    for file in files[:2]:
        place = "Application: what stands outside the fields (3)"
        assert any(each.origin.path == str(file) and each.message.startswith(place) for each in problems)
    found, _problems = read_in(REAL, files[2])
    assert found is not None
    both = {f"{key} (ann.xlsx, ben.xlsx)": text for key, text in TYPED.items() if key != "Application!E64"}
    one = {"Application!E64 (ann.xlsx)": "Done", "Application!E64 (ben.xlsx)": TYPED["Application!E64"]}
    assert found.unplaced == {**both, **one}


def test_what_readers_are_told(tmp_path: Path) -> None:
    """Report and export name what was typed outside the fields, in the reader's language; a patient's name is told."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(after(typed))
    told = json.loads(report(REAL, [path], Order(as_json=True)).said)["files"][0]
    assert "'Call Mrs Jane Doe' in Application!E64" in told["problems"][0]["message"]
    unplaced, names = (
        [each["fields"] for each in told["findings"] if each["code"] == code]
        for code in ("no-field", "looks-like-name")
    )
    assert unplaced == [sorted(TYPED)]
    assert names == [["Application!E64"]]
    spoken = report(REAL, [path], Order("de")).said
    assert all(text in spoken for text in ("Application!E64", "Application!N9", "My notes!B2", "'Yes'"))
    assert "Auf Englisch" not in spoken
    rows = json.loads(export(REAL, path, "json", "", None, force=False)[0])["rows"]
    assert {row["id"]: row["value"] for row in rows if not row["document"]} == TYPED

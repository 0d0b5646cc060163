"""Workbooks in LibreOffice: its reckoning is the oracle of ours, and what people do there must lose no answer."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from books import REAL, Office, all_fields, answers, made, read_back, speakers, what_is_known

from press.answers.book import book_of
from press.answers.settle import Left
from press.answers.xlsx import read
from press.fields import Value
from press.workbooks.apart import opened
from press.workbooks.layout import layout

LONG = "word " * 150
SHARES = (("en", 0.0), ("en", 0.5), ("en", 1.0), ("ar", 0.5))
FULL = answers()
# Where the rows of criteria and of cases stand on their sheets: first column, first row, last column, last row.
MANIPULATIONS: dict[str, dict[str, Any]] = {
    "save": {},
    "ods": {},
    "rename": {"sheets": ["Application"]},
    "reorder": {"sheets": ["Case review"]},
    "insert_rows": {"sheets": ["Application", "Case review", "Minimum Dataset", "Facility", "Action plan"]},
    "insert_columns": {"sheets": ["Application", "Case review", "Minimum Dataset", "Facility", "Action plan"]},
    "hide_columns": {"sheets": ["Application"]},
    "unhide": {},
    "delete_ids": {"sheets": ["Application", "Case review", "Minimum Dataset", "Facility", "Action plan"]},
    "copy_sheet": {"sheets": ["Minimum Dataset"]},
    "delete_lists": {},
}
PLAIN = ("Application", "Case review", "Minimum Dataset")
# Answers that have no field, and what people may do to the sheet that keeps them.
UNPLACED: dict[str, Value] = {
    "checklist/3c": True,
    "application/9z/answer": "=1+1",
    "a b": "007",
    "application/9z/evidence": "مرحبا 3c (a)\n\nzwei\n",
    "application/9z/explanation": "2026-03-01",
    "application/9y/evidence": "😀x" * 25_000,
}
TO_CARRIED: dict[str, dict[str, Any]] = {
    "save": {},
    "ods": {},
    "rename": {"sheets": ["Carried over"]},
    "reorder": {"sheets": ["Carried over"]},
    "insert_rows": {"sheets": ["Carried over"]},
    "insert_columns": {"sheets": ["Carried over"]},
    "unhide": {},
    "delete_lists": {},
}


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """LibreOffice, for all processes of a test run."""
    shared = tmp_path_factory.getbasetemp()
    return Office(shared.parent if os.environ.get("PYTEST_XDIST_WORKER") else shared)


def rows_of(language: str, block: str) -> tuple[int, int]:
    """Return the first and the last row of a block's sheet that hold its fields, counted from 0."""
    book = layout(speakers()[language])
    names = [
        place for name, place in book.names.items() if name.startswith(f"fw_row_{block}___") and "___ids" not in name
    ]
    return min(place.top for place in names), max(place.bottom for place in names)


def sorts() -> dict[str, dict[str, Any]]:
    """Return the sorting of criteria and cases, with their hidden ids and without them."""
    found = {}
    for name, sheet, block, right in (
        ("criteria", "Application", "application__criteria", 11),
        ("cases", "Case review", "case_review__cases", 20),
    ):
        top, bottom = rows_of("en", block)
        for ids, left in (("with", 0), ("without", 1)):
            more = [left, top, right, bottom, 4 - left]
            found[f"sort-{name}-{ids}-ids"] = {"what": "sort", "sheets": [sheet], "more": more}
    return found


@pytest.fixture(scope="session")
def manipulated(office: Office) -> Path:
    """Return a folder with a full workbook after each manipulation."""
    source = made("en", FULL)

    def jobs() -> Iterator[dict[str, Any]]:
        head = rows_of("en", "application__criteria")[0] - 2
        more = {"delete_id_row": {"sheets": ["Application"], "more": [head]}}
        more["delete_row"] = {"sheets": ["Application"], "more": [head + 5]}
        for name, job in {**MANIPULATIONS, **more, **sorts()}.items():
            yield {"what": name, "source": "../full.xlsx", "target": f"{name}.xlsx", **job}
        yield {"what": "beside", "source": "../full.xlsx", "target": "beside.xlsx", "sheets": ["Application"]}
        for sheet in PLAIN:
            yield {"what": "plain_sort", "source": "../full.xlsx", "target": f"plain-{sheet}.xlsx",
                   "sheets": [sheet], "more": [4, 12]}  # fmt: skip
        for name, job in TO_CARRIED.items():
            yield {"what": name, "source": "../carried.xlsx", "target": f"carried-{name}.xlsx", **job}

    (office.folder / "full.xlsx").write_bytes(source)
    left = [Left(key, value, "unknown") for key, value in UNPLACED.items()]
    carried = book_of(REAL, speakers()["en"], {"application/3c/answer": "yes"}, left, "2026.1")
    (office.folder / "carried.xlsx").write_bytes(carried.content)
    return office.run("manipulated", jobs())


@pytest.fixture(scope="session")
def reckoned(office: Office) -> Path:
    """Return a folder with workbooks, empty to full, as we write them and as LibreOffice reckons them."""

    def jobs() -> Iterator[dict[str, Any]]:
        for language, share in SHARES:
            name = f"{language}-{share}"
            given = answers(share, seed=7)
            if share == 0.5:
                # What somebody pasted over a list is no answer, for the formulas as for what is reckoned beforehand.
                chosen = [key for key in given if all_fields()[key].kind == "choice"]
                given |= dict.fromkeys(chosen[::20], "perhaps")
            (office.folder / f"{name}.xlsx").write_bytes(made(language, given))
            yield {"what": "reckon", "source": f"../{name}.xlsx", "target": f"{name}.xlsx"}
        first, _last = rows_of("en", "application__criteria")
        texts = [[4, first, LONG], [4, first + 1, "short"], [4, first + 1, ""]]
        yield {"what": "typed", "source": "../en-0.0.xlsx", "target": "typed.xlsx",
               "sheets": ["Application"], "more": texts}  # fmt: skip

    return office.run("reckoned", jobs())


@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
def test_rows_grow(reckoned: Path) -> None:
    """A row grows with what is typed into it, so that all of it is printed, and never gets lower than an empty one."""
    first, _last = rows_of("en", "application__criteria")
    sheet = openpyxl.load_workbook(reckoned / "typed.xlsx")["Application"]
    assert sheet.cell(first + 1, 5).value == LONG
    heights = [sheet.row_dimensions[row].height for row in (first + 1, first + 2)]
    assert heights[0] > 150
    assert 34 <= heights[1] <= 120


def values(content: bytes) -> dict[str, object]:
    """Return what all cells show, by sheet and address."""
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    return {
        f"{sheet.title}!{cell.coordinate}": shown_in(cell.value)
        for sheet in book
        for row in sheet.iter_rows(max_row=120, max_col=60)
        for cell in row
    }


def shown_in(value: object) -> object:
    """Return a value as it is compared: fractions up to what programs write of them, nothing as an empty text."""
    return round(value, 12) if isinstance(value, float) else "" if value is None else value


def formulas(content: bytes) -> list[str]:
    """Return where the formulas stand."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [
        f"{sheet.title}!{cell.coordinate}"
        for sheet in book
        for row in sheet.iter_rows(max_row=120, max_col=60)
        for cell in row
        if cell.data_type == "f"
    ]


@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
@pytest.mark.parametrize(("language", "share"), SHARES)
def test_values_are_those_of_libreoffice(reckoned: Path, language: str, share: float) -> None:
    """What a workbook shows before anything is reckoned is what LibreOffice reckons: empty, half filled, full."""
    ours = (reckoned.parent / f"{language}-{share}.xlsx").read_bytes()
    shown, theirs = values(ours), values((reckoned / f"{language}-{share}.xlsx").read_bytes())
    places = formulas(ours)
    assert len(places) > 400
    assert [(place, shown[place]) for place in places] == [(place, theirs[place]) for place in places]


@pytest.mark.parametrize("name", MANIPULATIONS)
def test_nothing_is_lost(manipulated: Path, name: str) -> None:
    """After each manipulation, every field reads back as it was, and nothing is said to be wrong."""
    found, said = read_back((manipulated / f"{name}.xlsx").read_bytes())
    assert found == FULL
    expected = ["warning: 900 answers stand in the workbook twice"] if name == "copy_sheet" else []
    assert [line for line in said if not line.endswith("is no date")] == expected


def test_what_is_typed_beside_the_tables(manipulated: Path) -> None:
    """Texts, numbers, comments and text boxes outside the fields are kept with their places, and nothing else is."""
    found, problems = read((manipulated / "beside.xlsx").read_bytes(), "a.xlsx", what_is_known())
    assert found is not None
    assert found.answers == FULL
    assert found.unplaced == {
        "Application!E64": "Call the ministry", "Application!N9": "5", "Application!D8 comment": "See file 7",
        "Application!E66 box": "In a\nbox", "My notes!B2": "Yes",
    }  # fmt: skip
    assert [problem.message.partition(" (")[0] for problem in problems if "no date" not in problem.message] == [
        "My notes: what stands outside the fields", "Application: what stands outside the fields"
    ]  # fmt: skip


@pytest.mark.parametrize("name", TO_CARRIED)
def test_answers_without_a_field_are_kept(manipulated: Path, name: str) -> None:
    """After each manipulation, the answers on the sheet 'Carried over' read back as they were, and nothing is said."""
    found, problems = read((manipulated / f"carried-{name}.xlsx").read_bytes(), "a.xlsx", what_is_known())
    assert found is not None
    assert (found.answers, found.unplaced, problems) == ({"application/3c/answer": "yes"}, UNPLACED, [])


@pytest.mark.parametrize("block", ["criteria", "cases"])
def test_sorted_rows(manipulated: Path, block: str) -> None:
    """Sorted rows keep their answers; where their ids were left behind, what is seen beside them tells, and is said."""
    found, said = read_back((manipulated / f"sort-{block}-with-ids.xlsx").read_bytes())
    assert found == FULL
    assert said == []
    found, said = read_back((manipulated / f"sort-{block}-without-ids.xlsx").read_bytes())
    assert found == FULL
    assert len(said) == 1
    assert "rows were sorted without their hidden ids" in said[0]


@pytest.mark.parametrize("sheet", PLAIN)
def test_plain_sort(manipulated: Path, sheet: str) -> None:
    """LibreOffice's button for sorting takes the hidden row of ids along; every answer is found all the same."""
    content = (manipulated / f"plain-{sheet}.xlsx").read_bytes()
    ids = [cell.value for cell in opened(content)[sheet]["A"] if cell.value]
    assert not ids[0].startswith("@id:"), "the row of ids was sorted, too"
    found, said = read_back(content)
    assert found == FULL
    assert [line for line in said if not line.endswith("is no date")] == []


def test_deleted_row_of_ids(manipulated: Path) -> None:
    """Where the hidden row of ids is gone, the names of the columns stand in."""
    assert read_back((manipulated / "delete_id_row.xlsx").read_bytes()) == (FULL, [])


def test_deleted_criterion(manipulated: Path) -> None:
    """A criterion whose row was deleted is missing and said to be; all other answers are there."""
    found, said = read_back((manipulated / "delete_row.xlsx").read_bytes())
    lost = {key: value for key, value in FULL.items() if key not in found}
    assert {key.rsplit("/", 1)[0] for key in lost} == {"application/1f"}
    assert found.items() <= FULL.items()
    assert said == ["warning: 'application/criteria' has lost rows (fields: 4): application/1f"]

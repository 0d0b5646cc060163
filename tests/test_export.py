"""Answers as rows, for programs and for spreadsheets, in which nothing that somebody wrote is ever a formula."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from books import Office, all_fields, answers, speakers
from filled import complete, plan
from test_report import save

from press.answers.export import as_csv, as_json, export
from press.answers.findings import Subject
from press.answers.reported import Export, Row
from press.fields import Value

HARMFUL = (
    "=1+1", "+1", "-1", "@SUM(1)", "\tx", "\rx", "\n=1", "＝1+1", "＠x", "=HYPERLINK(\"http://a.example\";\"x\")",
    "=cmd|' /C calc'!A0", '"=1+1"', "'=1", ",=1", ";=1", "x\n=1+1", "http://a.example", "a@b.example", "007", "1/2",
    "=\"a\nb\"", "x;=1+1", "x\t=1+1", "x\";=1+1", 'x;"=1+1', "x\r\n=1+1", "x,-1", "x;＋1",
)  # fmt: skip
SEPARATORS = {"commas": "44", "semicolons": "59", "tabs": "9", "all": "59/44/9"}
KEYS = [key for key, field in all_fields().items() if field.kind == "multiline"][: len(HARMFUL)]
ODD: dict[str, Value] = dict(zip(KEYS, HARMFUL, strict=True))


def exported(given: dict[str, Value], language: str = "en", *, book: bool = True) -> Export:
    return export(speakers()[language], Subject("a", "0", "2026.1", "ar", given, book))


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_one_row_an_answer() -> None:
    """Each answer is a row, in the order of the forms, with its place, its label and what its choice is called."""
    answers = complete()
    found = exported(answers)
    assert [row.id for row in found.rows] == [key for key in all_fields() if key in answers]
    rows = {row.id: row for row in found.rows}
    assert rows["application/3c/evidence"] == Row(
        document="workbook", id="application/3c/evidence", row=0, criterion="3c", label="Evidence", kind="multiline",
        value="Policy for 3c, version 3, in the quality system.", value_label="", language="ar", edition="2026.1",
    )  # fmt: skip
    case = rows["case-review/7b-ii@07"]
    assert (case.row, case.criterion, case.kind, case.value, case.value_label) == (7, "7b", "choice", "yes", "Yes")
    assert rows["minimum-dataset/stage@07"].label == "Stage (T / N / M / TNM)"
    assert rows["minimum-dataset/stage@07"].value_label == "present"
    assert rows["facility/deputy/person"].label == "Deputy authorised representative: Name"


def test_labels_are_in_the_readers_language() -> None:
    """Labels and choices are in the language asked for; ids and what somebody wrote stay as they are."""
    english, arabic = exported(complete()), exported(complete(), "ar")
    assert arabic.labels == "ar"
    assert [(row.id, row.value) for row in arabic.rows] == [(row.id, row.value) for row in english.rows]
    rows = {row.id: row for row in arabic.rows}
    assert rows["application/3c/answer"].value_label == "نعم"
    assert rows["application/3c/answer"].label == "الإجابة"


def test_forms_and_what_has_no_field() -> None:
    """Ticks are true; rows of several forms name theirs; what no form has a field for comes last, with its value."""
    given = {**plan(), "checklist/3c": True, "checklist/3c/ii": True, "old/name": "kept"}
    rows = exported(given, book=False).rows
    assert {row.document for row in rows} == {"checklist", "corrective-action-plan", ""}
    assert (rows[0].id, rows[0].value, rows[0].value_label, rows[0].criterion) == ("checklist/3c", True, "ticked", "3c")
    assert (rows[-1].id, rows[-1].value, rows[-1].label) == ("old/name", "kept", "")


def test_json_is_exact() -> None:
    """JSON holds every text as it is, and is read back as it was."""
    found = exported({**answers(0.3), **ODD})
    assert Export.model_validate_json(as_json(found)) == found
    assert {row.id: row.value for row in found.rows} == {**answers(0.3), **ODD}


def test_csv_is_harmless() -> None:
    """In CSV an apostrophe stands before what a spreadsheet takes for the beginning of a formula; the rest is exact."""
    content, changed = as_csv(exported(ODD))
    rows = rows_of(content)
    assert content.startswith(
        b"\xef\xbb\xbfdocument,id,row,criterion,label,kind,value,value_label,language,edition\r\n"
    )
    begins = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＠")
    inside = {
        "\n=1": "'\n'=1", ",=1": ",'=1", ";=1": ";'=1", "x\n=1+1": "x\n'=1+1", "x;=1+1": "x;'=1+1",
        "x\t=1+1": "x\t'=1+1", 'x";=1+1': "x\";'=1+1", 'x;"=1+1': "x;\"'=1+1", "x\r\n=1+1": "x\r\n'=1+1",
        "x,-1": "x,'-1", "x;＋1": "x;'＋1",
    }  # fmt: skip
    expected = [inside.get(text) or (f"'{text}" if text.startswith(begins) else text) for text in HARMFUL]
    assert [row["value"] for row in rows] == expected
    assert changed == sum(text in inside or text.startswith(begins) for text in HARMFUL) == 22
    exact = {"case-review/tumour-type@01": "كبد", "case-review/tumour-type@02": "肝癌"}
    content, changed = as_csv(exported(exact))
    assert ({row["id"]: row["value"] for row in rows_of(content)}, changed) == (exact, 0)


@pytest.fixture(scope="session")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What LibreOffice makes of the CSV of texts made to hurt, and of the same without the apostrophes."""
    shared = tmp_path_factory.getbasetemp()
    office = Office(shared.parent if os.environ.get("PYTEST_XDIST_WORKER") else shared)
    given = {**ODD, "case-review/tumour-type@01": "كبد", "case-review/tumour-type@02": "肝癌"}
    content, _changed = as_csv(exported(given, "ar"))

    def jobs() -> Iterator[dict[str, Any]]:
        (office.folder / "export.csv").write_bytes(content)
        (office.folder / "raw.csv").write_bytes(content.replace(b"'=", b"="))
        for name in ("export", "raw"):
            for separators, signs in SEPARATORS.items():
                # UTF-8, all columns as they come; formulas are reckoned.
                how = f"{signs},34,76,1,,0,false,true,false,false,false,-1,true"
                yield {"what": "save", "source": f"../{name}.csv", "target": f"{name}-{separators}.xlsx", "csv": how}

    return office.run("exports", jobs())


def cells_of(path: Path) -> list[openpyxl.cell.Cell]:
    return [cell for row in openpyxl.load_workbook(path).active.iter_rows() for cell in row]


def test_a_spreadsheet_opens_it(opened: Path) -> None:
    """LibreOffice opens the CSV with every row in its columns, in all scripts, and with no formula or link in it."""
    cells = cells_of(opened / "export-commas.xlsx")
    assert [cell.coordinate for cell in cells if cell.hyperlink] == []
    names, values = ([cell.value for cell in cells if cell.column == column and cell.row > 1] for column in (2, 7))
    found = dict(zip(names, values, strict=True))
    assert found.keys() == {*ODD, "case-review/tumour-type@01", "case-review/tumour-type@02"}
    assert found["case-review/tumour-type@01"] == "كبد"
    assert found["case-review/tumour-type@02"] == "肝癌"
    assert found[KEYS[0]] == "'=1+1"


@pytest.mark.parametrize("separators", SEPARATORS)
def test_no_cell_is_a_formula(opened: Path, separators: str) -> None:
    """Whichever signs LibreOffice takes between cells, no cell is a formula; without apostrophes, some are."""
    for name, formulas in (("export", False), ("raw", True)):
        cells = cells_of(opened / f"{name}-{separators}.xlsx")
        assert (any(cell.data_type == "f" for cell in cells), name) == (formulas, name)


def test_the_command(tmp_path: Path, monkeypatch, capfdbinary) -> None:
    """The command writes rows to a file or prints them; that texts were changed for spreadsheets is said apart."""
    from press.cli import main

    monkeypatch.chdir(Path(__file__).resolve().parent.parent)
    save(tmp_path / "a.json", ODD)
    source, target = str(tmp_path / "a.json"), str(tmp_path / "o.csv")
    assert main(["answers", "export", source, "--format", "csv", "-o", target]) == 0
    said = capfdbinary.readouterr()
    assert said.out.decode() == f"written {target}\n"
    assert b"22 rows hold a text that spreadsheets would take for a formula" in said.err
    assert main(["answers", "export", source, "--format", "csv"]) == 0
    assert capfdbinary.readouterr().out == Path(target).read_bytes()
    assert main(["answers", "export", source, "-l", "de"]) == 0
    assert json.loads(capfdbinary.readouterr().out)["labels"] == "de"
    assert main(["answers", "export", source, "--format", "csv", "-o", target]) == 1
    assert b"something of this name is there already" in capfdbinary.readouterr().err
    other = str(tmp_path / "p.csv")
    assert main(["answers", "export", source, "-o", other]) == 0
    assert Path(other).read_bytes() == Path(target).read_bytes()
    assert main(["answers", "export", source, "-o", str(tmp_path / "p.json"), "--format", "csv"]) == 2
    capfdbinary.readouterr()
    assert main(["answers", "export", source, "-o", str(tmp_path / "p.txt")]) == 2
    assert b"ends neither in .json nor in .csv" in capfdbinary.readouterr().err
    assert {path.name for path in tmp_path.iterdir()} == {"a.json", "o.csv", "p.csv"}
    assert main(["answers", "export", source, "--format", "xml"]) == 2
    assert main(["answers", "export", str(tmp_path / "nothing")]) == 1

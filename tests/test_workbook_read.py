"""Filled workbooks read back: after what people and programs do to them, and from files made to hurt."""

from __future__ import annotations

import datetime
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from books import REAL, answers, made, read_back, read_in, speakers, what_is_known
from builds import run_cli
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook

from press.answers.findings import unreadable
from press.answers.model import tidy
from press.answers.report import told
from press.cli import main
from press.fields import Value
from press.workbooks.apart import _LIMITS
from press.workbooks.guard import MAX_CELLS, refused

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
SOME = answers(0.5)
CONTENT = made("en", SOME)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60).map(tidy)
WORDS = TEXTS.filter(bool)
WORD_KEYS = ("facility/name", "application/3c/evidence", "case-review/tumour-type@07", "facility/deputy/person")


def changed(content: bytes, change: Callable[[Workbook], None]) -> bytes:
    """Return a workbook that openpyxl opened, changed and saved."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    change(book)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def cell_of(book: Workbook, key: str) -> openpyxl.cell.Cell:
    """Return the cell of a criterion's answer, evidence …"""
    row_id, _, column_id = key.rpartition("/")
    sheet = book["Application"]
    column = next(cell.column for row in sheet.iter_rows(max_row=12) for cell in row if cell.value == column_id)
    return sheet.cell(next(cell.row for cell in sheet["A"] if cell.value == row_id), column)


def rewritten(content: bytes, edits: dict[str, Callable[[bytes], bytes]], add: dict[str, bytes] | None = None) -> bytes:
    """Return a workbook with some parts changed, and some added."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            data = source.read(name)
            archive.writestr(name, edits[name](data) if name in edits else data)
        for name, data in (add or {}).items():
            archive.writestr(name, data)
    return target.getvalue()


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dictionaries(st.sampled_from(WORD_KEYS), WORDS), st.dates(datetime.date(1990, 1, 1), datetime.date(2099, 12, 31))
)
def test_any_words_come_back(words: dict[str, Value], day: datetime.date) -> None:
    """Any text and any day read back as they were."""
    every: dict[str, Value] = {**words, "case-review/procedure-date@03": day.isoformat()}
    assert read_back(made("en", every)) == (every, [])


@pytest.mark.parametrize(
    "text", ["=1+1", "x" * 32_767, "a\nb\n", "<r><t>x</t></r>", "007", "\u2066x\u2069", " lead", "😀"]
)
def test_odd_words_come_back(text: str) -> None:
    """What looks like a formula, fills a cell, begins with a blank or holds marks of direction comes back whole."""
    assert read_back(made("ar", {"application/1a/evidence": text})) == ({"application/1a/evidence": text}, [])


def test_languages_share_their_ids() -> None:
    """A workbook filled in one language, and filled anew in others, holds the same answers in the end."""
    given_answers = SOME
    for language in ("de", "ar", "zh-Hans", "en"):
        given_answers, said = read_back(made(language, given_answers))
        assert said == []
    assert given_answers == SOME


def insert_rows(book: Workbook) -> None:
    for name in ("Application", "Case review", "Minimum Dataset"):
        book[name].insert_rows(9, 2)


def insert_columns(book: Workbook) -> None:
    for name in ("Application", "Case review", "Minimum Dataset"):
        book[name].insert_cols(3)


def delete_ids(book: Workbook) -> None:
    for name in ("Application", "Case review", "Minimum Dataset"):
        book[name].delete_cols(1)


def rename(book: Workbook) -> None:
    for sheet in book.worksheets[1:4]:
        sheet.title = f"{sheet.title} (old)"


def delete_names(book: Workbook) -> None:
    book.defined_names.clear()


@pytest.mark.parametrize(
    "change", [lambda book: None, insert_rows, insert_columns, delete_ids, rename, delete_names],
    ids=["save", "insert rows", "insert columns", "delete ids", "rename", "delete names"],
)  # fmt: skip
def test_nothing_is_lost_in_openpyxl(change: Callable[[Workbook], None]) -> None:
    """Openpyxl moves no names along, and yet every field reads back."""
    found, said = read_back(changed(CONTENT, change))
    assert found == SOME
    assert said == []


def test_a_formula_is_no_answer() -> None:
    """A formula or an error in a cell to fill in is told and not read; a text that looks like one is."""

    def change(book: Workbook) -> None:
        cell_of(book, "application/1a/evidence").value = "=1+1"
        cell_of(book, "application/1c/evidence").value = "#REF!"

    found, said = read_back(changed(CONTENT, change))
    assert not {"application/1a/evidence", "application/1c/evidence"} & found.keys()
    assert [line.split(" holds ")[1] for line in said] == [
        "a formula, which is not read",
        "an error, which is not read",
    ]


def test_answers_in_other_words() -> None:
    """A choice is known in any language, whatever its case and marks; signs are read and said; other words are kept."""
    words = {"1a": "NEIN", "1c": "\u200f نعم ", "1e": "yes", "1f": True, "1g": "✓", "2b": "maybe", "3a": 0}

    def change(book: Workbook) -> None:
        for code, word in words.items():
            cell_of(book, f"application/{code}/answer").value = word

    found, said = read_back(changed(made("en", {}), change))
    read = {code: found.get(f"application/{code}/answer") for code in words}
    assert read == {"1a": "no", "1c": "yes", "1e": "yes", "1f": "yes", "1g": "yes", "2b": "maybe", "3a": "no"}
    assert [line.split(":")[0] for line in said] == ["warning", "warning", "error", "warning"]
    assert "'maybe' in Application!" in said[2]


def test_days_in_other_forms() -> None:
    """Days are read as numbers, as days, in the 1904 system and as ISO text; other words are kept, and said."""
    given_days = {
        1: datetime.date(2026, 3, 1),
        2: 46082,
        3: "2026-3-1",
        4: "٢٠٢٦-٠٣-٠١",
        5: "1.3.2026",
        6: "2026-02-30",
    }

    def change(book: Workbook) -> None:
        sheet = book["Case review"]
        for row, value in given_days.items():
            sheet.cell(3 + row, 4).value = value

    found, said = read_back(changed(made("en", {}), change))
    days = [found[f"case-review/procedure-date@{row:02}"] for row in given_days]
    assert days == ["2026-03-01"] * 4 + ["1.3.2026", "2026-02-30"]
    assert [line.endswith("is no date") for line in said] == [True, True]
    moved = rewritten(
        changed(made("en", {}), change),
        {"xl/workbook.xml": lambda data: data.replace(b"<workbookPr", b'<workbookPr date1904="1"', 1)},
    )
    assert read_back(moved)[0]["case-review/procedure-date@02"] == "2030-03-02"


def test_copies_that_disagree() -> None:
    """Where two copies of a sheet hold two answers, neither is read, and both are told."""
    key = "application/1a/evidence"

    def change(book: Workbook) -> None:
        book.copy_worksheet(book["Application"])
        cell_of(book, key).value = "another"

    found, said = read_back(changed(made("en", {key: "one", "application/1c/evidence": "same"}), change))
    assert found == {"application/1c/evidence": "same"}
    assert said[0] == "warning: 2 answers stand in the workbook twice"
    assert "application/1a/evidence has more than one answer: 'another' in Application!" in said[1]


def test_rows_that_are_mixed_up() -> None:
    """Where what is seen beside rows does not fit their ids, and no order explains it, these rows are not read."""

    def change(book: Workbook) -> None:
        answer = cell_of(book, "application/1c/answer")
        answer.parent.cell(answer.row, 2).value = "1a"

    found, said = read_back(changed(made("en", answers(1)), change))
    assert "application/1a/evidence" in found
    assert not [key for key in found if key.startswith("application/1c/")]
    assert "belong to other rows" in said[0]


def test_lost_sheet() -> None:
    """A workbook without one of its sheets is read, and what is lost is said."""
    found, said = read_back(changed(CONTENT, lambda book: book.remove(book["Case review"])))
    assert found == {key: value for key, value in SOME.items() if not key.startswith("case-review/") or "@" not in key}
    assert said == ["warning: the workbook has lost its part 'case-review/cases' (fields: 330)"]


def test_whose_workbook_it_is() -> None:
    """Edition and language are known from the properties of the file, or, where they are gone, from its first sheet."""
    path_free = changed(made("ar", SOME), lambda book: book.custom_doc_props.props.clear())
    from press.answers.xlsx import read

    found, _said = read(path_free, "a.xlsx", what_is_known())
    assert found is not None
    assert (found.edition, found.language) == ("2026.1", "ar")
    other, said = read(
        changed(CONTENT, lambda book: [book.remove(s) for s in book.worksheets[1:]]), "a", what_is_known()
    )
    assert other is None
    assert said[0].message == "no part of this workbook is one of ours"


ENTITIES = b'<!DOCTYPE sst [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OTHER = b'<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
STRINGS, SHEET = "xl/sharedStrings.xml", "xl/worksheets/sheet3.xml"


def bomb() -> bytes:
    return rewritten(
        CONTENT, {STRINGS: lambda d: d.replace(b"</sst>", b"<si><t>" + b"A" * 19_000_000 + b"</t></si></sst>")}
    )


def with_strings(before: bytes) -> bytes:
    return rewritten(CONTENT, {STRINGS: lambda data: data.replace(b"<sst", before + b"<sst", 1)})


def lying_bomb() -> bytes:
    """A part that holds far more than the archive's directory says."""
    content = bytearray(bomb())
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        size = archive.getinfo(STRINGS).file_size
    for place in range(len(content)):
        if content[place : place + 4] in (b"PK\x01\x02", b"PK\x03\x04"):
            offset = place + (24 if content[place : place + 4] == b"PK\x01\x02" else 22)
            if int.from_bytes(content[offset : offset + 4], "little") == size:
                content[offset : offset + 4] = (90_000).to_bytes(4, "little")
    return bytes(content)


def many_rows() -> bytes:
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (row, row) for row in range(200, 1_000_000))
    return rewritten(CONTENT, {SHEET: lambda data: data.replace(b"</sheetData>", rows + b"</sheetData>")})


def many_cells() -> bytes:
    cells = b"".join(b'<x:c r="A%d"/>' % row for row in range(200, MAX_CELLS + 200))
    return rewritten(CONTENT, {SHEET: lambda data: data.replace(b"</sheetData>", cells + b"</sheetData>")})


def macros() -> bytes:
    def type_of(data: bytes) -> bytes:
        return data.replace(b"spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main")

    return rewritten(CONTENT, {"[Content_Types].xml": type_of})


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "bomb": (bomb, "the workbook would be far too large, unpacked"),
    "lying bomb": (lying_bomb, "the file is damaged, or only a part of a workbook"),
    "entities": (lambda: with_strings(ENTITIES), "declares entities"),
    "other file": (
        lambda: with_strings(OTHER),
        "declares entities",
    ),
    "UTF-16": (
        lambda: rewritten(CONTENT, {STRINGS: lambda d: d.decode().replace("UTF-8", "UTF-16").encode("utf-16")}),
        "a part of the workbook is not UTF-8 text",
    ),
    "EBCDIC": (
        lambda: rewritten(CONTENT, {STRINGS: lambda d: d.decode().encode("cp037", "replace")}),
        "a part of the workbook is not UTF-8 text",
    ),
    "a million rows": (many_rows, "the workbook would be far too large, unpacked"),
    "many cells": (many_cells, f"the workbook has more than {MAX_CELLS} cells"),
    "macros": (macros, "the file is no workbook without macros"),
    "macro part": (lambda: rewritten(CONTENT, {}, {"xl/vbaProject.bin": b"x"}), "the workbook holds macros"),
    "links": (lambda: rewritten(CONTENT, {}, {"xl/externalLinks/externalLink1.xml": b"<x/>"}), "links to other files"),
    "embedded": (lambda: rewritten(CONTENT, {}, {"xl/embeddings/a.bin": b"x"}), "the workbook holds embedded files"),
    "many parts": (lambda: rewritten(CONTENT, {}, {f"a{n}.xml": b"" for n in range(600)}), "holds too many parts"),
    "password": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "the workbook is locked with a password",
    ),
    "old format": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "the file has an old format of Office"),
    "broken off": (lambda: CONTENT[: len(CONTENT) // 2], "the file is damaged, or only a part of a workbook"),
    "OpenDocument": (
        lambda: rewritten(CONTENT, {}, {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}),
        "the file is an OpenDocument file (.ods), which is not read; save it as .xlsx",
    ),
    "another archive": (lambda: rewritten(archive_of({"a.txt": b"x"}), {}), "the file is no workbook"),
}  # fmt: skip


def archive_of(files: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target.getvalue()


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files(tmp_path: Path, name: str) -> None:
    """A file made to hurt ends in one clear line; it is not written to, and what it names is not read."""
    content, message = HOSTILE[name][0](), HOSTILE[name][1]
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    found, problems = read_in(REAL, path)
    assert found is None
    assert len(problems) == 1
    assert message in str(problems[0])
    assert "\n" not in str(problems[0])
    assert path.read_bytes() == content


def test_what_helps_is_told_alone(tmp_path: Path) -> None:
    """Of an .ods file it is said how to save it, and not to use another workbook as well; a report names the file."""
    (tmp_path / "a.ods").write_bytes(HOSTILE["OpenDocument"][0]())
    _, problems = read_in(REAL, tmp_path / "a.ods")
    assert problems[0].message == "the file is an OpenDocument file (.ods), which is not read"
    assert problems[0].hint == "save it as .xlsx"
    (table,) = told(speakers()["en"], unreadable("folder/a.ods", problems), {}).chapter.sections[1].tables
    assert [[cell.text for cell in cells] for cells in table.lines[0]] == [
        ["a.ods"], [problems[0].message], [problems[0].hint]
    ]  # fmt: skip


def test_far_cells() -> None:
    """A cell at the far end of a sheet costs nothing, and is named as none of ours."""
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    content = rewritten(CONTENT, {SHEET: lambda data: data.replace(b"</sheetData>", far)})
    found, said = read_back(content)
    assert found == SOME
    assert [line.endswith("answers nothing: '1' in Application!XFD1048576") for line in said] == [True]


def test_what_takes_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A workbook that passes for one but takes too long to read is given up, and that is said."""
    # On a fast machine this file would be read within the usual time.
    monkeypatch.setattr("press.workbooks.apart._LIMITS", _LIMITS._replace(cpu_seconds=1))
    rules = b"".join(b'<cellStyle name="n%d" xfId="0"/>' % n for n in range(400_000))
    styles = {"xl/styles.xml": lambda data: data.replace(b"</cellStyles>", rules + b"</cellStyles>")}
    path = tmp_path / "a.xlsx"
    path.write_bytes(rewritten(CONTENT, styles))
    assert refused(path.read_bytes()) == ("", "")
    found, problems = read_in(REAL, path)
    assert found is None
    assert "the workbook can't be read (" in problems[0].message


def test_commands(tmp_path: Path) -> None:
    """`answers show` prints what a workbook holds; `answers fill` writes it into one of another language."""
    path = tmp_path / "filled.xlsx"
    key = "corrective-action-plan/issue-description"
    path.write_bytes(made("en", {"application/3c/answer": "no", "minimum-dataset/gender@07": "absent", key: "Rosters"}))
    shown = run_cli(REAL, "answers", "show", str(path), "--json")
    assert json.loads(shown.stdout)["answers"] == {
        "application/3c/answer": "no", "minimum-dataset/gender@07": "absent", key: "Rosters",
    }  # fmt: skip
    target = tmp_path / "de.xlsx"
    assert main(["answers", "fill", str(path), "-l", "de", "-o", str(target)]) == 0
    assert read_back(target.read_bytes())[0] == json.loads(shown.stdout)["answers"]
    with zipfile.ZipFile(target) as archive:
        assert "Rosters" in archive.read("xl/sharedStrings.xml").decode()


def test_too_long_for_a_cell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An answer that is longer than a cell holds is kept in several cells of a sheet of its own, and that is said."""
    path = tmp_path / "a.json"
    data = {"application/1a/evidence": "x" * 32_768, "application/1c/evidence": "short"}
    path.write_text(json.dumps({"format": "iasios-answers", "version": 1, "language": "en", "answers": data}))
    assert main(["answers", "fill", str(path), "-o", str(tmp_path / "a.xlsx")]) == 0
    assert "is carried over: a cell holds at most 32767 characters; shorten it" in capsys.readouterr().out
    assert read_back((tmp_path / "a.xlsx").read_bytes())[0] == {"application/1c/evidence": "short"}
    found, problems = read_in(REAL, tmp_path / "a.xlsx")
    assert found is not None
    assert (found.unplaced, problems) == ({"application/1a/evidence": "x" * 32_768}, [])

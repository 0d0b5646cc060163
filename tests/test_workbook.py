"""The workbook as it is made: its sheets, words, formulas and bytes, in every language."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from books import all_fields, answers, made, speakers
from builds import run_cli
from openxml_audit import OpenXmlValidator
from real import LANGUAGES, copy_content, read
from small import ROOT, complaints, edit
from spoken import edition_of

from press.build import build
from press.fields import fillable
from press.pages.isolation import marked
from press.plan import Selection
from press.project import Project
from press.validate import load
from press.workbooks.blocks import workbook
from press.workbooks.ids import bare, field_key, ids_of, name_of
from press.workbooks.layout import layout
from press.workbooks.tally import months_before, serial, tally
from press.workbooks.words import Words, cut, lines_in, sheet_names, wrapped

UNREAD = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")


def opened(language: str, share: float = 0) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(made(language, answers(share))))


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_every_field_has_a_cell() -> None:
    """Each field of the forms on its sheets has one input cell, unlocked; criteria, cases and dataset are all there."""
    fields = all_fields()
    book = layout(speakers()["en"])
    keys = [cell.key for sheet in book.sheets for cell in sheet.cells if cell.key]
    assert sorted(keys) == sorted(fields)
    assert sum(key.startswith("minimum-dataset/") for key in keys) == 30 * 30
    assert {"application/3c/answer", "application/extended-24/evidence", "facility/deputy/email"} <= set(keys)
    manual = speakers()["en"].manual
    forms = {field.key for found in fillable(manual).values() for field in found if "@" in field.key}
    assert forms <= set(keys)


@UNREAD
@pytest.mark.parametrize("language", LANGUAGES)
def test_made_in_every_language(edition: Path, language: str) -> None:
    """The published workbook opens without a word of complaint and is in its language, mirrored where that is due."""
    path = edition / language / f"iasios-workbook-{language}.xlsx"
    found = OpenXmlValidator().validate(str(path))
    assert [str(error) for error in found.errors] == []
    book = openpyxl.load_workbook(path)
    direction = speakers()[language].language.direction
    assert {sheet.sheet_view.rightToLeft or False for sheet in book} == {direction == "rtl"}
    properties = {each.name: each.value for each in book.custom_doc_props.props}
    assert (properties["iasios.language"], properties["iasios.edition"]) == (language, "2026.1")
    document = workbook(speakers()[language].manual).document
    names = sheet_names(Words(speakers()[language]), [sheet.label for sheet in document.sheets])
    assert book.sheetnames == [*names, "_lists"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_validators_overlook(edition: Path, language: str) -> None:
    """No name is given twice, no list stands in a rule itself, no text is too long, and there are no tables."""
    content = parts((edition / language / f"iasios-workbook-{language}.xlsx").read_bytes())
    names = [
        name.lower()
        for name in re.findall(r'<definedName name="([^"]+)"(?![^>]*localSheetId)', content["xl/workbook.xml"])
    ]
    assert len(names) == len(set(names)) > 150
    sheets = "".join(text for name, text in content.items() if name.startswith("xl/worksheets/"))
    lists = re.findall(r'<dataValidation type="list".*?<formula1>(.*?)</formula1>', sheets)
    assert lists
    assert all(re.fullmatch("fw_list_[0-9]+", each) and each in names for each in lists)
    for attribute, limit in (("promptTitle", 32), ("prompt", 255), ("error", 255)):
        found = re.findall(rf' {attribute}="([^"]*)"', sheets)
        assert found
        assert max(map(len, found)) <= limit
    assert not [name for name in content if "table" in name.lower()]
    assert not [name for name in content if re.search("vba|external|drawing|connection", name, re.IGNORECASE)]
    assert all(len(name) <= 31 for name in re.findall(r'<sheet name="([^"]+)"', content["xl/workbook.xml"]))


def test_bytes_repeat(tmp_path: Path) -> None:
    """The same answers give the same bytes, whatever the time zone, the seed of hashes and the process."""
    script = (
        "import hashlib, sys; sys.path[:0] = [sys.argv[1], sys.argv[1] + '/tests'];"
        "from books import answers, made; print(hashlib.sha256(made('ar', answers(0.4))).hexdigest())"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", script, str(ROOT)],
            cwd=tmp_path,
            env={**os.environ, "TZ": zone, "PYTHONHASHSEED": seed},
            capture_output=True,
            encoding="utf-8",
            check=True,
        ).stdout
        for zone, seed in (("Asia/Tokyo", "1"), ("America/Lima", "2"))
    }
    assert len(said) == 1


@UNREAD
def test_written_text_stays_text() -> None:
    """What looks like a formula, a link, a number or markup is written as the text it is."""
    words = ["=1+1", "{=1}", "http://a.example", "007", "<r><t>x</t></r>", "1E5", "+1", "@A1", "-", "TRUE", "'x"]
    keys = [f"facility/member@{row:02}" for row in range(1, len(words) + 1)]
    content = made("en", dict(zip(keys, words, strict=True)))
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Facility"]
    found = {cell.value: cell.data_type for row in sheet.iter_rows() for cell in row if cell.value in words}
    assert found == dict.fromkeys(words, "s")
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.hyperlink]


@UNREAD
def test_inputs_are_open_and_the_rest_is_locked() -> None:
    """Every sheet is protected without a password; the cells to fill in are open, all others locked."""
    book = opened("de")
    keys = {
        sheet.name: {(c.row + 1, c.column + 1) for c in sheet.cells if c.key}
        for sheet in layout(speakers()["de"]).sheets
    }
    for sheet in book:
        assert sheet.protection.sheet
        assert not sheet.protection.password
        open_cells = {
            (cell.row, cell.column) for row in sheet.iter_rows() for cell in row if not cell.protection.locked
        }
        assert open_cells == keys[sheet.title]


@UNREAD
def test_ids_are_hidden_and_headings_stay_in_view() -> None:
    """Ids stand in a hidden column and hidden rows; long tables keep their headings, on screen and on paper."""
    book = opened("en")
    for name in ("Application", "Case review", "Minimum Dataset"):
        sheet = book[name]
        assert sheet.column_dimensions["A"].hidden
        marks = [cell.row for cell in sheet["A"] if str(cell.value).startswith("@id:")]
        assert marks
        assert all(sheet.row_dimensions[row].hidden for row in marks)
        head = marks[0] + 1
        assert sheet.print_title_rows == f"${head}:${head}"
        assert re.fullmatch(f"[CD]{head + 1}", sheet.freeze_panes)
    assert book["Minimum Dataset"].oddHeader.center.text.endswith("Minimum Dataset Checklist")
    assert book["_lists"].sheet_state == "veryHidden"


@UNREAD
def test_codes_are_held_together() -> None:
    """On sheets from right to left, codes and Latin words stand in marks that keep them in one piece."""
    sheet = opened("ar").worksheets[2]
    codes = [str(cell.value) for cell in sheet["B"] if "3c" in str(cell.value)]
    assert codes == ["\u20663c\u2069"]
    assert marked("مراجعة (ICR) 3c ii") == "مراجعة (\u2066ICR\u2069) \u20663c ii\u2069"
    assert marked("مثل 2026-03-31.") == "مثل \u20662026-03-31\u2069."
    assert bare(marked("مراجعة (ICR) 3c ii")) == "مراجعة (ICR) 3c ii"


def test_dates_are_held_together() -> None:
    """So is the example of a date: on the first sheet, where a date is asked for and where a wrong one is refused."""
    book = layout(speakers()["ar"])
    cells = [str(cell.value) for sheet in book.sheets for cell in sheet.cells if "2026-03-31" in str(cell.value)]
    rules = [rule for sheet in book.sheets for rule in sheet.rules if rule.kind == "date"]
    said = [*cells, *(rule.error for rule in rules), *(rule.message for rule in rules if "2026" in rule.message)]
    assert cells
    assert len(said) > len(cells) + len(rules)
    assert [text for text in said if "\u20662026-03-31\u2069" not in text] == []


@UNREAD
def test_summary_speaks_of_what_is_missing() -> None:
    """The summary counts what is complete, names what is not, says what to do next, and leads there."""
    full = {
        f"application/{code}/{part}": value
        for code in codes()
        for part, value in (("answer", "yes"), ("evidence", "A"))
    }
    del full["application/4b/evidence"]
    content = made("en", full)
    shown = openpyxl.load_workbook(io.BytesIO(content), data_only=True)["Summary"]
    rows = [[cell.value for cell in row] for row in shown.iter_rows(max_col=8)]
    said = {row[1]: row[2:4] for row in rows if row[1]}
    assert said["Core criteria filled in"] == [26, "of 27"]
    assert said["Complete the core criteria listed beside."] == ["○ to do", "Application"]
    assert said["Improve what the core criteria answered No ask for: all have to be met."][0] == "✓ done"
    assert rows[3][1] == "Name your facility and the persons in the appointed roles."
    opened_list = [(row[5], row[6]) for row in rows if row[5]]
    assert opened_list == [("Core criteria not filled in", None), ("4b", "evidence missing")]
    linked = openpyxl.load_workbook(io.BytesIO(content))["Summary"]
    links = [cell.hyperlink for row in linked.iter_rows() for cell in row if cell.hyperlink]
    assert [link.target for link in links if link.target] == []
    names = {link.location for link in links}
    assert {"fw_sheet_facility", "fw_sheet_application", "fw_sheet_case_review"} == names


def test_a_criterion_answered_no_is_not_called_complete() -> None:
    """With its evidence it counts as filled in; its row says that it is answered No, and looks open."""
    given = {f"application/{code}/{part}": "yes" for code in codes() for part in ("answer", "evidence")}
    given["application/4b/answer"] = "no"
    sheets = {sheet.id: sheet for sheet in layout(speakers()["en"], given).sheets}
    states = [cell for cell in sheets["application"].cells if cell.style.startswith("state")]
    assert [cell.value for cell in states] == ["answered No" if code == "4b" else "complete" for code in codes()]
    assert all('"answered No"' in cell.formula for cell in states)
    good, opened = (mark.formula for mark in sheets["application"].marks)
    assert "option" in good
    assert good.removeprefix("=") in opened
    numbers = {cell.row: cell.value for cell in sheets["summary"].cells if cell.column == 2}
    rows = {cell.value: cell.row for cell in sheets["summary"].cells if cell.column == 1}
    assert (numbers[rows["Core criteria filled in"]], numbers[rows["Core criteria answered No"]]) == (27, 1)


@pytest.mark.parametrize("language", ["en", "de", "ar", "zh-Hans"])
def test_each_page_of_the_dataset_says_what_to_enter(language: str) -> None:
    """Printed, both pages have the note above their columns, whole: that the value itself is never entered."""
    sheet = next(sheet for sheet in layout(speakers()[language]).sheets if sheet.id == "minimum-dataset")
    notes = [cell for cell in sheet.cells if cell.style == "note"]
    (half,) = sheet.breaks
    rows = sorted({cell.row for cell in notes})
    assert [cell.column for cell in notes] == [2, half] * len(rows)
    assert len({cell.value for cell in notes}) == len(rows)
    assert sheet.printed is not None
    assert rows[0] == sheet.printed.top
    room = sum(width for column, width in sheet.widths.items() if notes[0].column <= column < half)
    assert lines_in(str(notes[0].value), room) == 1


def test_rows_of_the_summary_are_of_one_height() -> None:
    """The list of criteria reads as one: the texts on the left widen their column rather than taking two lines."""
    for speaker in speakers().values():
        sheet = next(sheet for sheet in layout(speaker).sheets if sheet.id == "summary")
        beside = {cell.row for cell in sheet.cells if cell.column == 5 and cell.style == "link"}
        assert len({sheet.heights[row] for row in beside}) == 1


def test_headings_stand_apart() -> None:
    """On sheets of several tables, a heading has room above it."""
    headed = [
        (sheet, cell.row)
        for sheet in layout(speakers()["en"]).sheets
        for cell in sheet.cells
        if cell.style == "heading"
    ]
    assert {sheet.id for sheet, _row in headed} >= {"facility", "corrective-action-plan"}
    assert all(sheet.heights[row] > 19 for sheet, row in headed)


def codes() -> list[str]:
    return [criterion.id for criterion in speakers()["en"].manual.checklist.criteria]


def test_what_is_missing_at_a_case() -> None:
    """A case is complete with number, date in the period, tumour type, answers and dataset; gaps ask for a reason."""
    book = workbook(speakers()["en"].manual)
    assert book is not None
    case = dict.fromkeys((f"case-review/{field.id}@01" for field in book.questions()), "yes")
    case |= {f"{line.id}@01": "present" for line in book.dataset.rows}
    case |= {"case-review/case-number@01": "A1", "case-review/tumour-type@01": "HCC"}
    case |= {"case-review/planned-submission": "2026-03-31"}

    def missing(**more: str) -> str:
        changed = {f"case-review/{key.replace('_', '-')}@01": value for key, value in more.items()}
        return tally(book, {**case, **changed}, 12).cases[1].missing

    assert missing() == "date"
    assert missing(procedure_date="soon") == "no-date"
    assert missing(procedure_date="2025-03-30") == "outside"
    assert missing(procedure_date="2025-03-31") == missing(procedure_date="2026-03-31") == ""
    case["case-review/procedure-date@01"] = "2026-01-01"
    assert missing(case_number=" ") == "number"
    assert missing(tumour_type="") == "tumour"
    assert missing(**{"3c_i": "maybe"}) == "answers"
    assert missing(**{"3c_i": "no"}) == "explanation"
    assert missing(**{"3c_i": "no", "explanation": "Lost"}) == ""
    case["minimum-dataset/gender@01"] = "absent"
    assert missing() == "explanation"
    for none in ("", "female"):
        case["minimum-dataset/gender@01"] = none
        assert missing() == "dataset"
    case["minimum-dataset/gender@01"] = "present"
    case["case-review/case-number@02"] = "a1"
    assert missing() == "twice"


@pytest.mark.parametrize(
    ("day", "before"),
    [
        ("2026-03-31", "2025-03-31"),
        ("2028-02-29", "2027-02-28"),
        ("2026-01-01", "2025-01-01"),
        ("2027-02-28", "2026-02-28"),
    ],
)
def test_twelve_months_before(day: str, before: str) -> None:
    """The period begins on the same day a year before, or on the last of its month."""
    assert months_before(serial(day), 12) == serial(before)


def test_days() -> None:
    """Only days in ISO form that the workbook takes have a number."""
    assert [serial(text) for text in ("1990-01-01", "2026-03-31")] == [32874, 46112]
    assert [serial(text) for text in ("1989-12-31", "31.3.2026", "2026-02-30", "", None, True)] == [None] * 6


def test_ids_and_names() -> None:
    """A row and a column give a field's name; names of the workbook give their ids back."""
    assert field_key("application/3c", "answer") == "application/3c/answer"
    assert field_key("@07", "case-review/tumour-type") == "case-review/tumour-type@07"
    assert field_key("minimum-dataset/gender", "@07") == "minimum-dataset/gender@07"
    assert field_key("facility/name", "@value") == "facility/name"
    assert field_key("application/3c", "@done") == field_key("@07", "@label") == ""
    for block, identifier in (
        ("case-review/cases", "@07"),
        ("facility/details", "@value"),
        ("a-b/c", "application/3c"),
    ):
        name = name_of("row", block, identifier)
        assert re.fullmatch("[A-Za-z0-9_]+", name)
        assert ids_of(name) == ("row", block, identifier)


def test_texts_fit_into_excel() -> None:
    """Names of sheets are short, different and free of signs that Excel refuses; long texts end with …."""
    words = Words(speakers()["en"])
    labels = [sheet.label for sheet in workbook(speakers()["en"].manual).document.sheets[:3]]
    odd = [
        type(label)(text, text)
        for label, text in zip(labels, ("A/B [x]: " * 9, "a-B -x--" + " A-B -x--" * 9, "'"), strict=True)
    ]
    names = sheet_names(words, odd)
    assert len({name.casefold() for name in names}) == 3
    assert all(0 < len(name) <= 31 and not re.search(r"[\[\]:*?/\\]|^'|'$", name) for name in names)
    assert cut("one two three", 9) == "one two…"
    assert cut("😀" * 20, 32).count("😀") == 15
    assert list(wrapped("one two three four", 9)) == ["one two", "three", "four"]
    assert list(wrapped("病例審查病例", 8)) == ["病例審查", "病例"]


def test_pages_offer_the_workbook(edition: Path) -> None:
    """The page of the workbook, that of its language and the first page of all offer it, with its size."""
    name = "iasios-workbook-de.xlsx"
    size = f"{round((edition / 'de' / name).stat().st_size / 1000)} KB"
    for page, link in (("de/workbook.html", name), ("de/index.html", name), ("index.html", f"de/{name}")):
        found = read(edition / page)
        assert link in found.links
        assert f"XLSX, {size}" in found.text


def test_made_by_itself(tmp_path: Path) -> None:
    """The workbook alone can be asked for; a second build has nothing to do; a change of its texts makes it anew."""
    project = copy_content(tmp_path / "project")
    only = Selection(("en",), ("workbook",), ("xlsx",))
    assert build(project, only, 1).made == ("en/iasios-workbook-en.xlsx",)
    assert build(project, only, 1).made == ()
    edit(project.root, "content/forms/application.yaml", "label: Our progress", "label: Our state")
    assert build(project, only, 1).made == ("en/iasios-workbook-en.xlsx",)
    assert run_cli(project, "build", "--format", "xls").returncode == 2


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("documents.yaml", "case-review/cases}", "case-review/case}", "there is no group 'case-review/case' in a form"),
        ("documents.yaml", "cases: case-review/cases", "", "one sheet of the workbook has to name 'cases'"),
        ("documents.yaml", "{id: summary, label", "{id: sum, label", "the sheet 'sum' is empty"),
        ("documents.yaml", "formats: [html, xlsx]", "formats: [html, pdf]", "not 'pdf'"),
        ("documents.yaml", "{id: absent,", "{id: gone,", "the dataset needs the choice 'absent'"),
        ("documents.yaml", "application/extended]", "application/criteria]", "stands in the workbook twice"),
        ("documents.yaml", "form:case-review", "form:application", "is laid out for a workbook"),
        ("documents.yaml", "label: Summary}", "label: Summary, choices: [{id: a, label: A}]}", "answer nothing"),
        ("forms/application.yaml", "    rows: 24\n", "", "this table has no rows"),
        ("forms/facility.yaml", "    layout: table\n    rows: 12\n", "    layout: matrix\n", "this matrix has no rows"),
        ("forms/case-review.yaml", "id: tumour-type", "id: tumor-type", "the workbook reads 'case-review/tumour-type'"),
        ("forms/case-review.yaml", "id: planned-submission", "id: planned", "the workbook reads the date"),
        ("forms/application.yaml", "id: evidence", "id: proof", "the workbook reads the column 'evidence'"),
        ("edition.yaml", "window_months: 12", "window_months: twelve", "the workbook reckons with 'window_months'"),
    ],
)  # fmt: skip
def test_what_a_workbook_needs(tmp_path: Path, name: str, old: str, new: str, message: str) -> None:
    """What the workbook reads and the content lacks is told, with its place; nothing breaks."""
    project = copy_content(tmp_path / "project")
    edit(project.root, f"content/{name}", old, new)
    problems = load(project).problems
    assert [problem for problem in problems if message in problem.message]
    assert all(problem.origin.path for problem in problems)


def test_what_introduces_a_group_stands_on_its_sheet(tmp_path: Path) -> None:
    """A group that is alone on its sheet has no heading there, and yet its introduction."""
    project = copy_content(tmp_path / "project")
    old = "    label: Cases\n    layout: table\n"
    edit(project.root, "content/forms/case-review.yaml", old, f"{old}    intro: [Begin with the oldest.]\n")
    book = layout(edition_of(project, "en").speaker)
    assert "Begin with the oldest." in [cell.value for sheet in book.sheets for cell in sheet.cells]


def test_a_project_without_a_workbook(project: Project) -> None:
    """A project whose documents name none has none, and misses nothing."""
    assert complaints(project) == []
    manual = load(project).manual
    assert workbook(manual) is None


def test_german_is_complete() -> None:
    """Every text of the German workbook is translated: no sheet holds an English sentence."""
    english = {
        cell.value for sheet in layout(speakers()["en"]).sheets for cell in sheet.cells if isinstance(cell.value, str)
    }
    german = {cell.value for sheet in layout(speakers()["de"]).sheets for cell in sheet.cells if cell.style != "id"}
    same = {text for text in english & german if len(str(text).split()) > 3}
    assert same == set()

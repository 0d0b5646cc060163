"""What a report says to its readers: in their language, with labels, of what the file holds and nothing else."""

from __future__ import annotations

import io
import re
from pathlib import Path

import openpyxl
import pytest
from books import made, speakers, what_is_known
from filled import complete, plan
from test_report import WHOLE, in_words, places, report_on

from press.answers.findings import Subject, judged
from press.answers.model import KEY
from press.answers.report import told
from press.answers.sections import Section
from press.answers.xlsx import read
from press.fields import Value
from press.problems import Origin, Problem
from press.workbooks.ids import bare
from press.workbooks.layout import layout

READ = [
    "application/4c/answer: 'perhaps' in Case review!D13 is no answer of its list",
    "case-review/procedure-date@04: 'in May' in Fälle 2!D7 is no date",
    "minimum-dataset/stage@19: Data!U28 holds a formula, which is not read",
    "minimum-dataset/stage@18: '✓' in Data!U27 is read as present",
    "application/3c/answer has more than one answer: 'yes' in A!B1, 'no' in A 2!B1; none is read",
    "the workbook has lost its part 'application/criteria'",
    "facility/name: something new that is not known here",
]


def sections(language: str, given: dict[str, Value], **more: object) -> dict[str, Section]:
    """Return the parts of a report by their titles."""
    return {str(part.title): part for part in in_words(language, given, **more).chapter.sections}


def unread(language: str) -> list[list[str]]:
    """Return the lines on what could not be read, each cell as one text."""
    problems = [Problem(Origin("a.xlsx"), "answers-xlsx", message, "do this") for message in READ]
    report = judged(speakers()["en"].manual, Subject("a", "0", "2026.1", "en", WHOLE, True, problems))
    chapter = told(speakers()[language], report, WHOLE).chapter
    return [
        [bare(" ".join(str(cell.text) for cell in cells)) for cells in line]
        for line in chapter.sections[1].tables[0].lines
    ]


@pytest.mark.parametrize("language", ["de", "ar"])
def test_what_could_not_be_read_is_in_the_readers_language(language: str) -> None:
    """Places are labels and cells, never ids; what is known by its words has no English, and the rest is marked so."""
    lines = unread(language)
    assert [re.search(KEY, text) for line in lines[:5] for text in line] == [None] * 15
    cells = ("Case review!D13", "Fälle 2!D7", "Data!U28")
    assert all(line[0].endswith(cell) for line, cell in zip(lines[:3], cells, strict=True))
    assert all("no date" not in text and "do this" not in text for line in lines[:5] for text in line)
    assert "19" in lines[2][0]
    assert "something new that is not known here; do this" in lines[6][1]


def test_criteria_answered_no_are_told_beside_those_filled_in() -> None:
    """Of the criteria with answer and evidence it is said how many are answered No; others don't count."""
    given = {**WHOLE, "application/4b/answer": "no", "application/4c/answer": "no", "application/4c/evidence": ""}
    table = sections("en", given)["Overview"].tables[0]
    said = [[" ".join(str(cell.text) for cell in cells) for cells in line] for line in table.lines]
    assert ["Core criteria filled in", "to do", "26 of 27 (of them answered No: 1)"] in said
    assert ["Core criteria answered No", "to correct", "2"] in said
    line = next(line for line in sections("en", WHOLE)["Overview"].tables[0].lines if "filled in" in line[0][0].text)
    assert line[2][0].text == "27 of 27"


def test_what_could_not_be_read_in_english() -> None:
    """In English the words of the reading are there as they are, without the id, which the place says."""
    lines = unread("en")
    assert lines[0] == [
        "Criterion 4c Answer Case review!D13", "none of the answers to choose from: perhaps",
        "Choose an answer from the list, or delete the entry.",
    ]  # fmt: skip
    assert lines[1][2] == "Enter a date as year, month and day, such as 2026-03-31."
    assert lines[4][2] == "Correct it in the file, then make this report again."
    assert lines[2][0] == "Case 19: Stage (T / N / M / TNM) Data!U28"
    assert lines[3][1] == "✓ was read as: present"
    assert lines[4][0] == "Criterion 3c Answer A!B1 A 2!B1"
    assert lines[6][1:] == ["something new that is not known here", "do this"]


@pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")
def test_the_words_of_readers_are_known() -> None:
    """What the reader of workbooks says of single cells is known here by its words: none of it is left in English."""
    given = {"application/4c/answer": "perhaps", "case-review/procedure-date@04": "in May", "facility/name": "A"}
    given |= {"minimum-dataset/stage@18": "✓", "application/4d/evidence": "ours"}
    book = openpyxl.load_workbook(io.BytesIO(made("en", given)))
    for sheet in book:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value == "ours"):
            cell.value = "=1+1"
    book.save(content := io.BytesIO())
    problems = read(content.getvalue(), "a.xlsx", what_is_known())[1]
    assert len(problems) == 4
    subject = Subject("a", "0", "2026.1", "en", WHOLE, True, problems)
    found = told(speakers()["zh-Hans"], judged(speakers()["en"].manual, subject), WHOLE).chapter.sections[1]
    assert [len(line[1]) for line in found.tables[0].lines] == [1, 1, 1, 1]


def test_a_workbook_with_a_plan_alone() -> None:
    """A workbook that holds nothing but a plan is judged as a plan; with anything of the application, as a workbook."""
    report = report_on(plan())
    assert (report.documents, report.rules, report.criteria, report.complete) == (
        ("corrective-action-plan",),
        (),
        (),
        True,
    )
    assert report_on({**plan(), "facility/name": "A"}).documents == ("workbook",)
    assert report_on({}).documents == ("workbook",)


def test_copies_that_differ() -> None:
    """What copies answer differently is open until somebody decides; the fields of a case are told together."""
    answer, kept = (
        "application/3c/answer",
        {"case-review/3c-i@07 (a.xlsx)": "yes", "minimum-dataset/stage@07 (b.xlsx)": "x"},
    )
    differ: dict[str, Value] = {f"{answer} (a.xlsx)": "yes", f"{answer} (b.xlsx)": "no", **kept}
    given = {key: value for key, value in WHOLE.items() if key != answer and not key.endswith("@07")}
    report = report_on(given | differ)
    found = {finding.code: finding for finding in report.findings if "decided" in finding.code}
    assert ({"undecided"}, report.complete) == (set(found), False)
    assert {("undecided", "3c"), ("undecided", "@07")} <= places(report)
    assert "no-field" not in {finding.code for finding in report.findings}
    said = sections("en", given | differ)["What to look at"].tables[0].lines
    texts = [" ".join(str(cell.text) for cells in line for cell in cells) for line in said]
    assert "Criterion 3c Answer not decided: the answers differ in a.xlsx, b.xlsx" in texts
    assert "Case 7 not decided: the answers differ in a.xlsx, b.xlsx" in texts
    assert ("decided", "3c") in places(report_on(WHOLE | differ))
    lines = sections("en", {**given, **differ, "old/thing": True})["Carried over"].tables[0].lines
    assert [[str(cells[0].text) for cells in line] for line in lines] == [
        ["Criterion 3c: Answer", "Yes", "the copies differ; this is the answer in a.xlsx"],
        ["Criterion 3c: Answer", "No", "the copies differ; this is the answer in b.xlsx"],
        ["Case 7: 3c i: The record is accurate, complete and up to date", "Yes",
         "the copies differ; this is the answer in a.xlsx"],
        ["Case 7: Stage (T / N / M / TNM)", "x", "the copies differ; this is the answer in b.xlsx"],
        ["old/thing", "ticked", "no form has such a field"],
    ]  # fmt: skip


def test_progress_and_counts_are_there() -> None:
    """The page says how far the team is with a criterion, and how often an item is present, absent, not applicable."""
    item = "minimum-dataset/stage"
    given = {**WHOLE, "application/3a/state": "in-progress", f"{item}@01": "absent", f"{item}@02": "not-applicable"}
    parts = sections("en", given)
    table = parts["Core criteria"].tables[0]
    heads = [str(column.head) for column in table.columns]
    row = next(line for line in table.lines if line[0][0].text == "3a")
    assert str(row[heads.index("Our progress")][0].text) == "in progress"
    assert table.columns[heads.index("Our progress")].detail
    table = parts["Minimum Dataset"].tables[0]
    assert [str(column.head) for column in table.columns][1:] == ["present", "absent", "N/A", "Absent in the cases"]
    row = next(line for line in table.lines if str(line[0][0].text).startswith("Stage"))
    assert [str(cells[0].text) for cells in row[1:]] == ["28", "1", "1", "1"]
    assert len(table.lines) == 30


def test_nothing_is_done_where_nothing_is_entered() -> None:
    """Of an empty workbook neither its summary nor its report calls anything done."""
    rules = sections("en", {})["Overview"].tables[0].lines
    assert {str(line[1][0].text) for line in rules} == {
        "to do",
        "nothing entered",
        "not checked: no date of submission",
    }
    summary = next(sheet for sheet in layout(speakers()["en"], {}).sheets if sheet.id == "summary")
    states = [cell.value for cell in summary.cells if cell.style == "state"]
    assert {state for state in states if isinstance(state, str)} == {"○ to do", "–"}
    full = next(sheet for sheet in layout(speakers()["en"], complete()).sheets if sheet.id == "summary")
    assert {cell.value for cell in full.cells if cell.style == "state"} == {"✓ done"}


def test_files_have_their_names(tmp_path: Path, monkeypatch, capsys) -> None:
    """A report is headed by the name of its file; by the path only where two files have the same name."""
    from small import ROOT
    from test_report import save

    from press.cli import main

    monkeypatch.chdir(ROOT)
    for place in ("one", "two"):
        (tmp_path / place).mkdir()
        save(tmp_path / place / "plan.json", plan())
    first, second = str(tmp_path / "one" / "plan.json"), str(tmp_path / "two" / "plan.json")
    assert main(["answers", "report", first]) == 0
    assert capsys.readouterr().out.startswith("plan.json\n=========\n")
    assert main(["answers", "report", first, second]) == 0
    assert f"{second}\n===" in capsys.readouterr().out


def test_parts_of_a_criterion_are_told() -> None:
    """Where a criterion has parts, the report quotes each with its number below the criterion."""
    for language in ("en", "ar"):
        speaker = speakers()[language]
        criterion = next(each for each in speaker.manual.checklist.criteria if each.id == "3c")
        title = str(speaker.t("interface/core-criteria", "Core criteria"))
        row = next(line for line in sections(language, WHOLE)[title].tables[0].lines if line[0][0].text == "3c")
        said = [str(cell.text) for cell in row[1]]
        assert said[0] == speaker.plain(criterion.evidence)
        assert [text.partition(":")[0] for text in said[1:]] == ["i", "ii", "iii"]
        assert all(speaker.plain(part.text) in text for part, text in zip(criterion.items, said[1:], strict=True))

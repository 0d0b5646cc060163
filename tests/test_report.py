"""The report on filled files: what is complete, what is missing and where, and in whichever language somebody reads."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from books import REAL, answers, made, speakers
from filled import complete, plan
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from press.answers.findings import Subject, judged
from press.answers.report import Told, told
from press.answers.reported import FileReport, Finding, Report
from press.answers.terminal import as_text, room
from press.cli import main
from press.fields import Value
from press.workbooks.ids import bare
from press.workbooks.layout import layout
from press.workbooks.live import missing_words
from press.workbooks.words import Words

WHOLE = complete()
SUBMITTED = "case-review/planned-submission"


def report_on(
    given_answers: dict[str, Value],
    *,
    book: bool = True,
    first: str = "",
    edition: str = "2026.1",
    language: str = "en",
) -> FileReport:
    """Return what is to know of a file with these answers."""
    day = datetime.date.fromisoformat(first) if first else None
    return judged(speakers()["en"].manual, Subject("a", "0", edition, language, given_answers, book), day)


def in_words(language: str, given_answers: dict[str, Value], **more: object) -> Told:
    """Return the same in words; the file was filled in in English."""
    return told(speakers()[language], report_on(given_answers, **more), given_answers)


def places(report: FileReport) -> set[tuple[str, str]]:
    """Return the codes of what was found, each with the criterion, the case or the fields that it concerns."""

    def place(finding: Finding) -> str:
        return finding.criterion or (f"@{finding.case:02}" if finding.case else " ".join(finding.fields))

    return {(finding.code, place(finding)) for finding in report.findings}


def unmet(report: FileReport) -> set[str]:
    return {rule.id for rule in report.rules if not rule.met}


def test_a_complete_workbook() -> None:
    """Of a workbook that lacks nothing nothing is said, and every rule is met."""
    report = report_on(WHOLE)
    assert (report.complete, report.findings, unmet(report)) == (True, (), set())
    assert {(each.answer, each.missing) for each in report.criteria} == {("yes", "")}
    assert [(case.case, case.missing, case.answered, case.absent) for case in report.cases] == [
        (row, (), 30, 0) for row in range(1, 31)
    ]
    assert report.window == ("2025-10-01", "2026-10-01")


def test_an_empty_workbook() -> None:
    """Of an empty one it is said that all is missing, and nothing is called wrong."""
    report = report_on({})
    assert report.count("error") == 0
    assert unmet(report) == {"facility", "date", "criteria", "cases", "types", "complete"}
    assert {state.missing for state in report.criteria} == {"answer"}
    assert report.cases == ()
    assert ("nothing", "") in places(report)


def test_a_half_filled_workbook() -> None:
    """What is there and what is not is told criterion by criterion and case by case."""
    some = {key: value for key, value in WHOLE.items() if not key.startswith(("application/8", "application/1"))}
    some = {key: value for key, value in some.items() if key[-3:] not in ("@29", "@30")}
    del some["minimum-dataset/stage@05"], some["case-review/8d-i@05"], some["case-review/tumour-type@06"]
    report = report_on(some)
    assert unmet(report) == {"criteria", "cases", "complete"}
    assert [each.criterion for each in report.criteria if each.missing] == [
        "1a", "1c", "1e", "1f", "1g", "8a", "8b", "8c", "8d", "8e", "10c", "11a", "12a", "12b",
    ]  # fmt: skip
    assert [(case.case, case.missing) for case in report.cases if case.missing] == [
        (5, ("answers", "dataset")),
        (6, ("tumour",)),
    ]
    fields = {finding.code: finding.fields for finding in report.findings if finding.case == 5}
    assert fields == {"case-answers": ("case-review/8d-i@05",), "case-dataset": ("minimum-dataset/stage@05",)}


BROKEN: list[tuple[dict[str, str | None], set[tuple[str, str]], set[str]]] = [
    ({"facility/name": None}, {("name-missing", "facility/name")}, {"facility"}),
    ({"facility/deputy/person": " "}, {("name-missing", "facility/deputy/person")}, {"facility"}),
    ({SUBMITTED: None}, {("submission-missing", SUBMITTED)}, {"date"}),
    ({SUBMITTED: "1 October"}, {("not-a-date", SUBMITTED)}, {"date"}),
    ({"application/4c/answer": None}, {("criterion-answer", "4c")}, {"criteria"}),
    ({"application/4c/evidence": None}, {("criterion-evidence", "4c")}, {"criteria"}),
    ({"application/4c/evidence": "  "}, {("criterion-evidence", "4c")}, {"criteria"}),
    ({"application/4c/answer": "no"}, {("criterion-no", "4c")}, {"answered-no"}),
    (
        {"application/4c/answer": "perhaps"},
        {("not-a-choice", "application/4c/answer"), ("criterion-answer", "4c")},
        {"criteria"},
    ),
    ({"minimum-dataset/stage@19": "III"}, {("not-a-choice", "@19"), ("case-dataset", "@19")}, {"complete"}),
    ({"case-review/case-number@07": None}, {("case-number", "@07")}, {"complete"}),
    ({"case-review/case-number@07": "c-08 "}, {("case-twice", "@07"), ("case-twice", "@08")}, {"twice", "complete"}),
    ({"case-review/procedure-date@07": None}, {("case-date", "@07")}, {"complete"}),
    ({"case-review/procedure-date@07": "in May"}, {("case-no-date", "@07")}, {"complete"}),
    ({"case-review/procedure-date@07": "2026-02-30"}, {("case-no-date", "@07")}, {"complete"}),
    ({"case-review/procedure-date@07": "2025-09-30"}, {("case-outside", "@07")}, {"outside", "complete"}),
    ({"case-review/procedure-date@07": "2026-10-02"}, {("case-outside", "@07")}, {"outside", "complete"}),
    ({"case-review/procedure-date@07": "2025-10-01"}, set(), set()),
    ({"case-review/tumour-type@07": None}, {("case-tumour", "@07")}, {"complete"}),
    ({"case-review/7b-ii@07": None}, {("case-answers", "@07")}, {"complete"}),
    ({"case-review/7b-ii@07": "not-applicable"}, set(), set()),
    ({"minimum-dataset/stage@07": None}, {("case-dataset", "@07")}, {"complete"}),
    (
        {"minimum-dataset/stage@07": "absent"},
        {("case-explanation", "@07"), ("criterion-explanation", "3c")},
        {"criteria", "complete"},
    ),
    (
        {"case-review/8d-i@07": "no"},
        {("case-explanation", "@07"), ("criterion-explanation", "8d")},
        {"criteria", "complete"},
    ),
    (
        {"case-review/8d-i@07": "no", "case-review/explanation@07": "Lost.", "application/8d/explanation": "Lost."},
        set(),
        set(),
    ),
    (
        {"case-review/window-from": "2025-09-30"},
        {("period-wide", "case-review/window-from case-review/window-to")},
        set(),
    ),
    ({"facility/set-up": "a castle"}, {("not-a-choice", "facility/set-up")}, set()),
    ({"facility/colour": "blue"}, {("no-field", "facility/colour")}, set()),
]  # fmt: skip


@pytest.mark.parametrize(("change", "found", "rules"), BROKEN, ids=[" ".join(change) for change, _, _ in BROKEN])
def test_each_rule_broken(change: dict[str, str | None], found: set[tuple[str, str]], rules: set[str]) -> None:
    """One thing changed in a complete workbook is told at its place, with the rule that it breaks; nothing else is."""
    changed = {key: value for key, value in {**WHOLE, **change}.items() if value is not None}
    report = report_on(changed)
    assert places(report) == found
    assert unmet(report) == rules
    assert report.complete == (not {code for code, _ in found} - {"period-wide", "no-field"})


def test_too_few_cases_and_types() -> None:
    """29 cases are too few; two tumour types are too few, and wrong once all cases are there."""
    fewer = {key: value for key, value in WHOLE.items() if not key.endswith("@30")}
    assert places(report_on(fewer)) == {("cases-few", "")}
    two = {key: TUMOURS_TWO[len(key) % 2] if "tumour" in key else value for key, value in WHOLE.items()}
    two["case-review/tumour-type@01"], two["case-review/tumour-type@02"] = "hcc", " HCC "
    report = report_on(two)
    assert (places(report), report.count("error")) == ({("types-few", "")}, 1)
    assert report_on({key: value for key, value in two.items() if not key.endswith("@30")}).count("error") == 0


TUMOURS_TWO = ("HCC", "hcc")


def test_dates_are_not_checked_without_a_submission() -> None:
    """Where no day of submission is given, it is said that the period can't be checked; the rule is not called met."""
    report = report_on({key: value for key, value in WHOLE.items() if key != SUBMITTED})
    assert [(rule.id, rule.checked) for rule in report.rules if not rule.checked] == [("outside", False)]
    assert report.window is None
    text = as_text([in_words("en", {"case-review/case-number@01": "1"}).chapter], 100, from_right=False)
    assert "Dates outside the period" in text
    assert "not checked: no date of submission" in text


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    share=st.floats(0, 1),
    seed=st.integers(0, 10_000),
    kept=st.floats(0, 1),
    language=st.sampled_from(["en", "de", "ar", "zh-Hans"]),
)
def test_the_summary_sheet_says_the_same(share: float, seed: int, kept: float, language: str) -> None:
    """Whatever is filled in, report and live cells of the workbook say the same of rules, criteria and cases."""
    given_answers = {**answers(share, seed), **dict(list(WHOLE.items())[: int(kept * len(WHOLE))])}
    report = report_on(given_answers)
    speaker = speakers()[language]
    book = {sheet.id: sheet for sheet in layout(speaker, given_answers).sheets}
    cells = {(cell.row, cell.column): cell.value for cell in book["summary"].cells}
    flags = [int(bool(value)) for (_row, column), value in sorted(cells.items()) if column == 7]
    assert flags == [int(rule.met) for rule in report.rules]
    labels = {bare(str(value)): row for (row, column), value in cells.items() if column == 1}
    for rule, name in COUNTED.items():
        row = labels[speaker.t(f"interface/{name}", SOURCES[name])]
        assert cells[row, 2] == next(each.value for each in report.rules if each.id == rule), rule
    shown = Words(speaker).shown
    said = {cell.row: cell.value for cell in book["application"].cells if cell.style.startswith("state")}
    no = shown(speaker.t("interface/report/answered-no", "answered No"))
    assert [said[row] for row in sorted(said)] == [
        no if each.answer == "no" and not each.missing else shown(missing_words(speaker.t, each.missing))
        for each in report.criteria
    ]
    said = {cell.row: cell.value for cell in book["case-review"].cells if cell.style == "state"}
    first = {case.case: next(iter(case.missing), "") for case in report.cases}
    assert [said[row] for row in sorted(said)] == [
        shown(missing_words(speaker.t, first[row])) if row in first else "" for row in range(1, 31)
    ]


COUNTED = {
    "criteria": "book-core", "answered-no": "book-answered-no", "cases": "book-begun", "types": "book-types",
    "outside": "book-outside-count", "twice": "book-twice-count", "complete": "book-cases-done",
}  # fmt: skip
SOURCES = {
    "book-core": "Core criteria filled in", "book-answered-no": "Core criteria answered No",
    "book-begun": "Cases entered", "book-types": "Different tumour types",
    "book-outside-count": "Dates outside the period", "book-twice-count": "Cases whose number is used twice",
    "book-cases-done": "Cases complete",
}  # fmt: skip


def test_a_form_of_cases_alone() -> None:
    """Of a case review without criteria and dataset nothing is said about these; its cases may be complete."""
    review = {key: value for key, value in WHOLE.items() if key.startswith("case-review/")}
    report = report_on(review, book=False)
    assert (report.documents, report.complete, report.findings, report.criteria) == (("case-review",), True, (), ())
    assert {rule.id for rule in report.rules} == {"date", "cases", "types", "outside", "twice"}
    assert {(case.answered, case.absent) for case in report.cases} == {(None, None)}
    review["case-review/8d-i@07"] = "no"
    assert places(report_on(review, book=False)) == {("case-explanation", "@07")}


def test_a_checklist_and_a_dataset_alone() -> None:
    """Of forms with boxes to tick it is said which are not ticked, by criterion where they have one."""
    report = report_on({"checklist/3c": True, "checklist/3c/notes": "in the cupboard"}, book=False)
    (rule,) = report.rules
    assert (rule.document, rule.value, rule.wanted) == ("checklist", 1, 38)
    assert ("not-ticked", "3c") in places(report)  # its parts
    assert {criterion for _code, criterion in places(report)} >= {"1a", "12b"}
    report = report_on({"minimum-dataset/stage": True, "minimum-dataset/case": "C-07"}, book=False)
    assert [(rule.document, rule.value, rule.wanted) for rule in report.rules] == [("minimum-dataset", 1, 30)]
    assert len(report.findings) == 29


def test_a_plan_of_action() -> None:
    """Of a plan it is said what is open; where the day is given from which its days are counted, what lies beyond."""
    assert report_on(plan(), book=False, first="2026-02-01").findings == ()
    late = plan() | {"corrective-action-plan/date": "2026-05-03", "corrective-action-plan/due-date@01": "2026-06-01"}
    assert places(report_on(late, book=False)) == set()
    report = report_on(late, book=False, first="2026-02-01")
    assert {(each.code, each.severity, each.found) for each in report.findings} == {
        ("plan-dated-late", "warning", "2026-05-02"),
        ("plan-late", "note", "2026-05-02"),
    }
    assert report.complete
    open_plan = {"corrective-action-plan/declined-criteria": "4c", "corrective-action-plan/comments@03": "later"}
    assert places(report_on(open_plan, book=False)) == {
        ("plan-empty", "corrective-action-plan/issue-description"),
        ("plan-empty", "corrective-action-plan/desired-outcome"),
        (
            "plan-row",
            "corrective-action-plan/strategic-action@03 corrective-action-plan/person-responsible@03 "
            "corrective-action-plan/resources-required@03 corrective-action-plan/due-date@03",
        ),
    }
    boxes = {key: value for key, value in plan().items() if "@" not in key}
    assert {code for code, _place in places(report_on(boxes, book=False))} == {"plan-no-action"}


def test_an_untouched_plan_is_not_asked_for() -> None:
    """A workbook whose plan is empty lacks nothing: a plan is asked for after an outcome only."""
    assert report_on(WHOLE).findings == ()
    assert ("plan-no-action", "corrective-action-plan/strategic-action@01") in places(
        report_on(WHOLE | {"corrective-action-plan/declined-criteria": "4c"})
    )


def test_several_forms_in_one_file() -> None:
    """A file with answers to several forms is told form by form; another edition is named."""
    report = report_on({**plan(), "checklist/1a": True}, book=False, edition="2024.1")
    assert report.documents == ("checklist", "corrective-action-plan")
    assert ("other-edition", "") in places(report)


@pytest.mark.parametrize("language", ["de", "ar", "zh-Hans"])
def test_the_readers_language(language: str) -> None:
    """A reader of another language reads that language, but for what somebody wrote: that stays as it is."""
    text = "Schedules <b>&amp;</b> of training"
    part = WHOLE | {"application/1c/evidence": text, "application/1e/answer": "no"}
    del part["application/1a/evidence"]
    speaker, found = speakers()[language], in_words(language, part)
    cells = [cell for section in found.chapter.sections for table in section.tables for line in table.lines
             for cells in line for cell in cells]  # fmt: skip
    words = {str(cell.text) for cell in cells if cell.language is None}
    written = {cell.text: cell.language for cell in cells if cell.language is not None}
    for source in ("Yes", "No"):
        assert source not in words
    assert str(missing_words(speaker.t, "evidence")) in words
    assert str(missing_words(speaker.t, "evidence")) != "evidence missing"
    assert written[text] == written["HCC"] == "en"


def test_columns_stand_in_line() -> None:
    """In a terminal, columns begin at the same place in each row, also with signs that are twice as wide."""
    wide = WHOLE | {"case-review/tumour-type@02": "肝细胞癌", "case-review/case-number@03": "病例3"}
    lines = as_text([in_words("en", wide).chapter], 100, from_right=False).splitlines()
    cases = [line for line in lines if line.endswith("✓ complete") and " 2026-" in line]
    assert len(cases) == 30
    assert {room(line[: line.index("✓")]) for line in cases} == {room(cases[0]) - len("✓ complete")}
    assert {room(line[: line.index(" 2026-")]) for line in cases} == {room(cases[0][: cases[0].index(" 2026-")])}
    narrow = as_text([in_words("en", {}).chapter], 60, from_right=False).splitlines()
    assert 55 < max(map(room, narrow)) <= 60


def test_cells_from_right_to_left() -> None:
    """In Arabic each cell keeps its direction, and each line begins with the mark of one read from right to left."""
    text = as_text([in_words("ar", WHOLE).chapter], 100, from_right=True)
    rows = [line for line in text.splitlines() if "2026-" in line and "C-" in line]
    assert len(rows) == 30
    assert all(line[0] == "\u200f" and line.count("\u2068") == line.count("\u2069") == 5 for line in rows)


def test_nobody_steers_the_terminal() -> None:
    """What somebody wrote can neither move the cursor nor turn the order of what is shown."""
    hostile = WHOLE | {"case-review/tumour-type@01": "a\x1b[2J\u202eb\nc\td" + "x" * 5_000}
    text = as_text([in_words("en", hostile).chapter], 100, from_right=False)
    assert not [sign for sign in text if not sign.isprintable() and sign != "\n"]
    assert max(map(room, text.splitlines())) < 120


@pytest.fixture
def call(monkeypatch, capsys, tmp_path: Path) -> Callable[..., tuple[int, str]]:
    """Run a command in the project, beside files that a test wrote; return exit status and output."""
    monkeypatch.chdir(REAL.root)

    def run(*arguments: str) -> tuple[int, str]:
        given = [str(tmp_path / each) if "." in each and "/" not in each else each for each in arguments]
        status = main(["answers", *given])
        said = capsys.readouterr()
        return status, (said.out + said.err).replace(f"{tmp_path}/", "")

    return run


def save(path: Path, given_answers: dict[str, Value], language: str = "en") -> None:
    """Write a file of answers, as a web page does; a workbook where the name says so."""
    if path.suffix == ".xlsx":
        path.write_bytes(made(language, given_answers))
        return
    data = {"format": "iasios-answers", "version": 1, "edition": "2026.1", "language": language}
    path.write_text(json.dumps({**data, "answers": given_answers}), encoding="utf-8")


def test_the_command(call, tmp_path: Path) -> None:
    """The command reports in the language of the file or in another; strictly, what is missing is a failure."""
    save(tmp_path / "whole.xlsx", WHOLE, "ar")
    status, said = call("report", "whole.xlsx", "--strict")
    assert status == 0
    assert "\u2068✓ مكتمل\u2069" in said
    status, said = call("report", "whole.xlsx", "-l", "en", "--strict")
    assert status == 0
    assert "\nResult\n  ✓ All that can be checked in this file is complete.\n" in said
    assert re.search(r"\n  Language +العربية\n", said)
    save(tmp_path / "empty.xlsx", {})
    assert call("report", "empty.xlsx")[0] == 0
    assert call("report", "empty.xlsx", "--strict")[0] == 1


def test_several_files(call, tmp_path: Path) -> None:
    """Several files are told one after the other; one that can't be read is a failure, and the others are told."""
    save(tmp_path / "plan.json", plan())
    save(tmp_path / "empty.xlsx", {})
    (tmp_path / "odd.pdf").write_text("odd")
    status, said = call("report", "plan.json", "odd.pdf", "empty.xlsx")
    assert status == 1
    assert [line for line in said.splitlines() if line.endswith((".pdf", ".json", ".xlsx"))] == [
        "plan.json", "odd.pdf", "empty.xlsx",
    ]  # fmt: skip
    assert "✗ This file can't be read." in said
    # In a narrow terminal the reason stands in a column, over several lines.
    assert "the file is no" in said
    status, said = call("report", "odd.pdf", "plan.json", "-o", "r.html")
    assert status == 1
    assert "odd.pdf: error: the file is no PDF" in said
    assert said.endswith("written r.html\n")


@pytest.mark.parametrize("output", ["r.html", "r.pdf"])
def test_a_ticked_part_of_a_criterion(call, tmp_path: Path, output: str) -> None:
    """A checklist with a part ticked, which has no notes of its own, is told whole, with whose copy it is."""
    save(tmp_path / "list.json", {"checklist/facility": "Clinic", "checklist/3c": True, "checklist/3c/ii": True})
    status, said = call("report", "list.json", "-o", output)
    assert (status, said.splitlines()[-1]) == (0, f"written {output}")
    if output == "r.html":
        page = (tmp_path / output).read_text(encoding="utf-8")
        assert "Clinic" in page
        assert "3c ii" in page


def test_what_could_not_be_read_for_sure(call, tmp_path: Path) -> None:
    """What the reading of a file complains of stands in the report, and an error of it is a failure."""
    save(tmp_path / "odd.xlsx", WHOLE | {"application/4c/answer": "perhaps"})
    status, said = call("report", "odd.xlsx")
    assert status == 1
    assert "What could not be read for sure" in said
    assert "✗ none of the answers to choose from: perhaps" in said
    line = next(line for line in said.splitlines() if "none of the answers" in line)
    assert "Criterion 4c" in line


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (("plan.json", "-o", "r.txt"), 1, "r.txt: error: a report is written as .html or .pdf"),
        (("plan.json", "-o", "there.html"), 1, "there.html: error: something of this name is there already"),
        (("plan.json", "-o", "there.html", "--force"), 0, "written there.html"),
        (("plan.json", "-l", "xx"), 2, "there is no language 'xx'"),
        (("plan.json", "--from", "2026-W13-2"), 2, "'2026-W13-2' is no day; write it as 2026-03-31"),
        (("plan.json", "--from", "yesterday"), 2, "'yesterday' is no day; write it as 2026-03-31"),
        (("plan.json", "--from", "2025-01-01"), 0, "Dated after the 90 days"),
        ((), 2, "Missing argument"),
    ],
)
def test_how_it_is_called(call, tmp_path: Path, arguments: tuple[str, ...], status: int, message: str) -> None:
    """Wrong usage is told, and a file is replaced only by force."""
    save(tmp_path / "plan.json", plan())
    (tmp_path / "there.html").write_text("mine")
    found, said = call("report", *arguments)
    assert (found, message in said) == (status, True), said
    assert (tmp_path / "there.html").read_text() == "mine" or "--force" in arguments


def test_for_programs(call, tmp_path: Path) -> None:
    """For programs the report is JSON of a known shape; codes and fields are the same in every language."""
    save(tmp_path / "some.xlsx", {key: value for key, value in WHOLE.items() if "3c" not in key})
    found = {}
    for language in ("en", "ar"):
        status, said = call("report", "some.xlsx", "--json", "-l", language)
        assert status == 0
        found[language] = Report.model_validate_json(said)
    assert (found["en"].language, found["ar"].language) == ("en", "ar")
    assert found["en"].files[0].sha256 == found["ar"].files[0].sha256
    bare_findings = [
        [finding.model_copy(update={"text": ""}) for finding in report.files[0].findings] for report in found.values()
    ]
    assert bare_findings[0] == bare_findings[1]
    assert "answer missing" in {finding.text for finding in found["en"].files[0].findings}

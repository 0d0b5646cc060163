"""The draft of a Corrective Action Plan: what it finds, what it leaves alone, and the files that it is written to."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from books import all_fields, made, read_in, speakers
from browsing import opened
from playwright.sync_api import Browser
from read_back import by_poppler
from real import copy_content
from small import ROOT, edit

from press.answers.cap import Gap, Issue, Period, forms, one_each
from press.cli import main
from press.fields import Value
from press.project import Project
from press.workbooks.ids import bare
from press.workbooks.words import Words

PLAN = "corrective-action-plan"
NOTHING = "nothing is missing that can be seen in the file, so there is no plan to write\n"
Call = Callable[..., tuple[int, str]]


def complete() -> dict[str, Value]:
    """Return the answers of a facility that misses nothing."""
    given: dict[str, Value] = {"facility/name": "St Anna", "case-review/planned-submission": "2026-03-31"}
    for key, field in all_fields().items():
        if key.startswith("application/") and "extended" not in key:
            given |= {key: "yes"} if key.endswith("answer") else {key: "Record 1"} if key.endswith("evidence") else {}
        elif key.startswith("minimum-dataset/") and "@" in key:
            given[key] = "present"
        elif key.startswith("case-review/") and "@" in key and field.kind == "choice":
            given[key] = "yes"
    for row in range(1, 31):
        given[f"case-review/case-number@{row:02}"] = f"C{row}"
        given[f"case-review/procedure-date@{row:02}"] = "2025-11-02"
        given[f"case-review/tumour-type@{row:02}"] = "abc"[row % 3]
    return given


def changed(**more: Value | None) -> dict[str, Value]:
    """Return the complete answers with some changed or, where None is given, left out."""
    given = complete()
    for name, value in more.items():
        given.pop(name, None)
        if value is not None:
            given[name] = value
    return given


GAPS: dict[str, Value | None] = {
    "application/3a/answer": "no",
    "application/4d/answer": None,
    "application/7a/evidence": " ",
    "case-review/3c-iii@04": "no",
    "case-review/3c-iii@07": "no",
    "case-review/7b-i@09": "no",
    "minimum-dataset/laterality@04": "absent",
    "minimum-dataset/laterality@05": "absent",
    "minimum-dataset/co-morbidities@04": "absent",
    "case-review/explanation@04": "It will be.",
}


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Call:
    """Draft the plan for answers, counted from 1 March 2026; return exit status and output."""
    monkeypatch.chdir(ROOT)

    def run(given: dict[str, Value] | bytes, *arguments: str, language: str = "en") -> tuple[int, str]:
        data = {"format": "iasios-answers", "version": 1, "edition": "2026.1", "language": language, "answers": given}
        content = given if isinstance(given, bytes) else json.dumps(data).encode()
        (tmp_path / "filled").write_bytes(content)
        words = [each.replace("@", f"{tmp_path}/") for each in ("--from", "2026-03-01", *arguments)]
        status = main(["answers", "cap", str(tmp_path / "filled"), *words])
        said = capsys.readouterr()
        return status, (said.out + said.err).replace(f"{tmp_path}/", "")

    return run


def answers_of(path: Path) -> dict[str, Value]:
    found, _problems = read_in(Project(ROOT), path)
    assert found is not None
    return found.answers


def plan_of(path: Path) -> dict[str, Value]:
    """Return the entries of a file's plan, without the form's name before them."""
    answers = answers_of(path).items()
    return {key.removeprefix(f"{PLAN}/"): value for key, value in answers if key.startswith(f"{PLAN}/")}


def test_what_is_missing_becomes_a_plan(call: Call, tmp_path: Path) -> None:
    """Each criterion that is answered No or left open, and each gap of the cases, has its issue, outcome and action."""
    status, said = call(changed(**GAPS), "-o", "@plan.json")
    assert status == 0, said
    names = ["plan.json", *(f"plan-{number}.json" for number in range(2, 7))]
    codes = ["3a", "3c", "4d", "7a", "7b", "3c, 7b, 8d"]
    lines = said.split("\n")
    assert lines[:6] == [f"written {name}: {code}" for name, code in zip(names, codes, strict=True)]
    assert "counted from 2026-03-01: day 30 for what is to be written down, day 60 " in lines[6]
    plans = [plan_of(tmp_path / name) for name in names]
    assert [plan["declined-criteria"] for plan in plans] == [*codes[:-1], "3c\n7b\n8d"]
    assert plans[0] == {
        "facility": "St Anna",
        "declined-criteria": "3a",
        "issue-description": "3a: The question is answered No.",
        "desired-outcome": "3a: This evidence is in place: A documented record management policy. It contains "
        "systematic processes for tracing patient records, keeping them secure, and transferring, archiving and "
        "removing them, as locally applicable.",
        "strategic-action@01": "3a: Put in place what the criterion asks for, with evidence that shows it.",
        "due-date@01": "2026-05-30",
        "comments@01": "Draft. The due date is a proposal of this tool: day 90 of 90, counted from 2026-03-01.",
    }
    issue = str(plans[1]["issue-description"]).split("\n")
    assert issue == [
        "3c: Data are missing in the case review, without an explanation.",
        "3c: Answered No for these cases: C4 and C7. The question: 3c iii: The record complies with the Minimum "
        "Dataset (MDS)",
        "3c: Items absent from records, with the number of records: Co-morbidities (1) and Laterality (2)",
    ]
    assert [plans[1][f"due-date@0{row}"] for row in (1, 2, 3)] == ["2026-03-31", "2026-04-30", "2026-04-30"]
    assert "Laterality" in str(plans[1]["strategic-action@03"])
    assert "iii  The records comply with the MDS." in str(plans[1]["desired-outcome"])
    assert plans[2]["issue-description"] == "4d: The question is not answered."
    assert plans[3]["issue-description"] == "7a: The question is answered, but no evidence is listed."
    assert "for these cases: C9. The question: 7b i: Informed consent" in str(plans[4]["issue-description"])
    assert plans[5]["issue-description"] == "3c, 7b and 8d: Cases complete: 27 of 30"
    assert not [key for plan in plans for key in plan if key.startswith(("person", "resources"))]


@pytest.mark.parametrize(
    ("gaps", "line"),
    [
        ({"case-review/case-number@01": "C2"}, "Cases whose number is used twice: 2"),
        ({"case-review/procedure-date@01": "2025-03-30"}, "Dates outside the period: 1"),
        ({f"case-review/tumour-type@{row:02}": "A" for row in range(1, 31)}, "Different tumour types: 1 (at least 3)"),
    ],
)
def test_the_review_as_a_whole(call: Call, tmp_path: Path, gaps: dict[str, Value], line: str) -> None:
    """What is wrong with all cases together is an issue of the criteria that are answered on them."""
    assert call(changed(**gaps), "-o", "@plan.json")[0] == 0
    assert line in str(plan_of(tmp_path / "plan.json")["issue-description"]).split("\n")[-1]
    assert not (tmp_path / "plan-2.json").exists()


def test_nothing_to_plan(call: Call, tmp_path: Path) -> None:
    """Where nothing is missing, nothing is written, and that is said."""
    assert call(complete(), "-o", "@plan.xlsx") == (0, NOTHING)
    assert [path.name for path in tmp_path.iterdir()] == ["filled"]


def test_the_workbook_keeps_all_answers(call: Call, tmp_path: Path) -> None:
    """The first workbook holds all answers and the plan; what its sheet can't show stands in another, plan only."""
    given = changed(**GAPS, **{"application/extended-01/code": "2x", f"{PLAN}/date": "2026-02-28"})
    status, said = call(made("de", given), "-o", "@plan.xlsx", "-l", "en")
    assert (status, said.split("\n")[:2]) == (
        0,
        ["written plan.xlsx: 3a, 3c, 4d, 7a", "written plan-2.xlsx: 7b, 3c, 8d"],
    )
    first, second = answers_of(tmp_path / "plan.xlsx"), answers_of(tmp_path / "plan-2.xlsx")
    assert given.items() - {("application/7a/evidence", " ")} <= first.items()
    drafted = {key.partition("@")[0].removeprefix(f"{PLAN}/") for key in first.keys() - given.keys()}
    boxes, columns = {"declined-criteria", "issue-description", "desired-outcome"}, {"strategic-action", "due-date"}
    assert drafted == {"case-review/facility", "facility", "comments", *boxes, *columns}
    assert [key for key in second if not key.startswith(PLAN)] == []
    assert (second[f"{PLAN}/facility"], second[f"{PLAN}/date"]) == ("St Anna", "2026-02-28")


def test_no_issue_is_lost(call: Call, tmp_path: Path) -> None:
    """An application without an answer has each criterion once, in as many workbooks as it takes, in order."""
    status, said = call({"application/1a/evidence": "x"}, "-o", "@plan.xlsx")
    assert status == 0, said
    files = [tmp_path / line.split()[1].strip(":") for line in said.split("\n") if line.startswith("written")]
    plans = [plan_of(path) for path in files]
    codes = [code for plan in plans for code in str(plan["declined-criteria"]).split("\n")]
    listed = [criterion.id for criterion in speakers()["en"].manual.checklist.criteria]
    assert codes == [*listed, "3c", "7b", "8d"]
    actions = [str(value) for plan in plans for key, value in plan.items() if key.startswith("strategic-action@")]
    assert [action.partition(":")[0] for action in actions] == [*listed, "3c, 7b and 8d"]
    assert 3 <= len(plans) <= 6


@pytest.mark.parametrize("suffix", ["xlsx", "pdf", "json", "html"])
def test_a_plan_that_is_there_is_left_alone(call: Call, tmp_path: Path, suffix: str) -> None:
    """What somebody has entered into the plan stays as it is; the draft begins in the next file, and it is said."""
    own = {f"{PLAN}/declined-criteria": "mine", f"{PLAN}/person-responsible@03": "Dr B"}
    status, said = call(changed(**{"application/3a/answer": "no"}, **own), "-o", f"@plan.{suffix}")
    assert status == 0, said
    assert "warning: a plan is entered already: it stays as it is" in said
    assert f"written plan.{suffix}: what was entered already\nwritten plan-2.{suffix}: 3a\n" in said
    if suffix != "html":
        assert {f"{PLAN}/{key}": value for key, value in plan_of(tmp_path / f"plan.{suffix}").items()} == {
            **own,
            f"{PLAN}/facility": "St Anna",
        }
        assert plan_of(tmp_path / f"plan-2.{suffix}")["declined-criteria"] == "3a"
    assert call(complete() | own, "-o", f"@other.{suffix}", "--strict") == (0, NOTHING)


@pytest.mark.parametrize("language", ["de", "ar", "zh-Hans"])
def test_in_the_language_that_is_asked_for(call: Call, tmp_path: Path, language: str) -> None:
    """The criteria are quoted in the language, in a workbook and in the form; a PDF holds no marks of direction."""
    given = changed(**{"application/3a/answer": "no"})
    speaker = speakers()[language]
    criterion = next(each for each in speaker.manual.checklist.criteria if each.id == "3a")
    for suffix in ("xlsx", "pdf"):
        status, said = call(given, "-o", f"@plan.{suffix}", "-l", language)
        assert (status, "no room" in said) == (0, False)
        plan = plan_of(tmp_path / f"plan.{suffix}")
        assert speaker.plain(criterion.evidence) in bare(str(plan["desired-outcome"]))
        assert plan["due-date@01"] == "2026-05-30"
        assert suffix == "xlsx" or plan == {key: bare(str(value)) for key, value in plan.items()}
    # The comment ends with the date from which the days are counted: all of it is seen.
    assert "2026-03-01" in by_poppler(tmp_path / "plan.pdf")
    assert call(given, "-o", "@own.json", language=language)[0] == 0
    assert json.loads((tmp_path / "own.json").read_text())["language"] == language


def test_the_page_holds_the_draft(call: Call, tmp_path: Path, browser: Browser) -> None:
    """The HTML file opens at its form with the entries in it; what is changed is kept, apart from other drafts."""
    given = changed(**{"application/3a/answer": "no", "application/4d/answer": "no", "facility/name": "</script><b>"})
    assert call(given, "-o", "@plan.html")[0] == 0
    window = opened(browser, tmp_path, "plan.html")
    errors: list[str] = []
    window.on("pageerror", lambda error: errors.append(str(error)))
    field = window.locator(f'[name="{PLAN}/declined-criteria"]')
    assert field.input_value() == "3a"
    assert window.locator(f'[name="{PLAN}/facility"]').input_value() == "</script><b>"
    assert window.locator(f'[name="{PLAN}/due-date@01"]').input_value() == "2026-05-30"
    assert window.evaluate("scrollY") > 1000
    field.fill("3a, changed")
    # The line that says so shows something already: that the draft was taken in.
    window.wait_for_function("() => JSON.stringify(localStorage).includes('3a, changed')")
    for _attempt in range(5):
        window.reload()
        if field.input_value() == "3a, changed":
            break
        # On a busy machine Chromium hands what is kept to the next page's process a moment later.
        window.wait_for_timeout(500)
    assert field.input_value() == "3a, changed"
    window.goto((tmp_path / "plan-2.html").as_uri())
    assert field.input_value() == "4d"
    window.goto((tmp_path / "plan.html").as_uri())
    assert field.input_value() == "3a, changed"
    assert errors == []


def test_nothing_is_replaced(call: Call, tmp_path: Path) -> None:
    """A file of one of the names that are needed stops all of them; --force replaces it."""
    (tmp_path / "plan-2.json").write_text("mine")
    given = changed(**{"application/3a/answer": "no", "application/4d/answer": "no"})
    status, said = call(given, "-o", "@plan.json")
    assert status == 1
    assert said.startswith("plan-2.json: error: something of this name is there already")
    assert not (tmp_path / "plan.json").exists()
    assert call(given, "-o", "@plan.json", "--force")[0] == 0
    assert plan_of(tmp_path / "plan-2.json")["declined-criteria"] == "4d"


def test_sheets_of_an_earlier_draft_are_named(call: Call, tmp_path: Path) -> None:
    """What an earlier, longer draft left stays, and is named; the second file is plan-2, however many follow."""
    names = [f"plan-{number}.json" for number in range(2, 29)]
    status, said = call({"application/1a/evidence": "x"}, "-o", "@plan.json")
    assert (status, [name for name in names if f"written {name}: " in said]) == (0, names)
    assert "earlier" not in said
    (tmp_path / "plan-02.json").write_text("{}")
    (tmp_path / "plan-b.json").write_text("{}")
    given = changed(**{"application/3a/answer": "no", "application/4d/answer": "no"})
    status, said = call(given, "-o", "@plan.json", "--force")
    assert (status, f"no part of this one: plan-02.json, {', '.join(names[1:])}; delete them" in said) == (0, True)
    assert all((tmp_path / name).exists() for name in names)


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (("-o", "@plan.docx"), 1, "let its name end in .xlsx, .pdf, .html or .json"),
        (("-o", "@gone/plan.json"), 1, "the file can't be written"),
        (("-o", "@plan.json", "--from", "1.3.2026"), 2, "write it as 2026-03-31"),
        (("-o", "@plan.json", "-l", "xx"), 2, "there is no language 'xx'"),
        (("-o", "@plan.json", "--from", "9999-12-31"), 2, "write it as 2026-03-31"),
    ],
)
def test_wrong_usage(call: Call, tmp_path: Path, arguments: tuple[str, ...], status: int, message: str) -> None:
    """What can't be done is said in one line, and nothing is written."""
    found, said = call(changed(**GAPS), *arguments)
    assert found == status
    assert message in " ".join(said.split())
    assert [path.name for path in tmp_path.iterdir()] == ["filled"]


def test_files_without_an_application(call: Call) -> None:
    """A file that answers no question is no reason for 27 issues; nor is a file that is none."""
    status, said = call({"checklist/1a": True, "minimum-dataset/laterality": True}, "-o", "@plan.json")
    assert (status, "the file holds no answers to the application, and no cases" in said) == (1, True)
    assert call(b"GIF89a", "-o", "@plan.json")[0] == 1
    status, said = call(changed(**GAPS), "-o", "@plan.json", language="")
    assert (status, "the file names no language; name one with --language" in said) == (1, True)


def test_answers_of_an_earlier_edition(call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Fields that were renamed count under the names that they have now."""
    project = copy_content(tmp_path / "project")
    old, new = "case-review/3c-old", "case-review/3c-iii"
    edit(project.root, "content/renamed.yaml", "renamed: {}", f"renamed: {{{old}: {new}}}")
    monkeypatch.chdir(project.root)
    given = {key.replace(new, old): value for key, value in complete().items()}
    assert call(given, "-o", "@plan.json") == (0, NOTHING)


def test_content_that_lacks_the_plan(call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where the content has lost a field of the plan, or the number of days, that is said."""
    project = copy_content(tmp_path / "project")
    edit(project.root, "content/forms/corrective-action-plan.yaml", "id: due-date", "id: due-day")
    monkeypatch.chdir(project.root)
    status, said = call(changed(**GAPS), "-o", "@plan.json")
    assert (status, "the content has no form of a plan, or states no 'plan_days'" in said) == (1, True)


def test_an_issue_longer_than_a_form() -> None:
    """An issue with more gaps than a form has rows goes on in the next form, and no gap is left out."""
    gaps = tuple(Gap(f"gap {number}", f"act {number}", 3) for number in range(5))
    made = forms(
        [Issue(("1a",), "out", gaps)], Words(speakers()["en"]), Period(datetime.date(2026, 3, 1), 90), 2, one_each
    )
    assert [form.values[f"{PLAN}/issue-description"] for form in made] == [
        "1a: gap 0\n1a: gap 1",
        "1a: gap 2\n1a: gap 3",
        "1a: gap 4",
    ]
    assert [form.criteria for form in made] == [("1a",)] * 3

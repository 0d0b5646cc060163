"""Cases drawn at random: by whom it may be repeated, how evenly they are drawn, and where identifiers go."""

from __future__ import annotations

import csv
import hashlib
import io
import itertools
import random
import re
import stat
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from books import read_in
from small import ROOT

from press.answers.cases import MAX_BYTES, Case, Columns
from press.answers.cases import read as read_cases
from press.answers.json import read as read_json
from press.answers.sample import MAX_DRAWS, Rule, draw, sample
from press.cli import main
from press.project import Project

HEAD = "id,date,tumour type\n"
A_HEAD = HEAD.encode()
LIST = [(f"MRN-{number:03}", f"2025-{number % 9 + 4:02}-15", "abcde"[number % 5]) for number in range(60)]
Call = Callable[..., tuple[int, str]]


def text_of(rows: list[tuple[str, ...]], mark: str = ",") -> str:
    return HEAD.replace(",", mark) + "".join(mark.join(row) + "\n" for row in rows)


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Call:
    """Draw from a list with the real content, on 31 March 2026; return exit status and output."""
    monkeypatch.chdir(ROOT)

    def run(content: str | bytes, *arguments: str, seed: int = 1) -> tuple[int, str]:
        file = tmp_path / "cases.csv"
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        given = ["--submission", "2026-03-31", "--seed", str(seed), *arguments]
        status = main(["answers", "sample", str(file), *(each.replace("@", f"{tmp_path}/") for each in given)])
        said = capsys.readouterr()
        return status, (said.out + said.err).replace(f"{tmp_path}/", "")

    return run


def test_a_known_answer() -> None:
    """The order is that of SHA-256("seed:draw:identifier"), as sha256sum reckons it, whatever that of the list."""
    sums = {"A-17": "3025ba381a6db7ef", "B-2": "422d4073553b362c", "ü 3": "bc89b5723f1509d2", "04": "d342851fbc90b3f6"}
    for name, known in sums.items():
        done = subprocess.run(["sha256sum"], input=f"4711:1:{name}".encode(), capture_output=True, check=True)
        assert done.stdout.decode().startswith(known)
    cases = [Case(name, "2026-01-01", "x") for name in sums]
    for order in itertools.permutations(cases):
        assert [case.id for case in draw(order, Rule("2026-03-31", 12, 4, 1, 4711), 1)] == list(sums)
    second = [case.id for case in draw(cases, Rule("2026-03-31", 12, 4, 1, 4711), 2)]
    assert second != list(sums)


def test_every_case_is_drawn_as_often() -> None:
    """Over 4000 seeds, each of 20 cases is drawn in a quarter of the draws of 5, and stands first in a twentieth."""
    cases = [Case(f"case {number}", "2026-01-01", "x") for number in range(20)]
    drawn, first = Counter[str](), Counter[str]()
    for seed in range(4000):
        names = [case.id for case in draw(cases, Rule("2026-03-31", 12, 5, 1, seed), 1)]
        drawn.update(names)
        first.update(names[:1])
    # The seeds are fixed, so this can't come out differently another time. Five standard deviations: 137 and 69.
    assert max(abs(drawn[case.id] - 1000) for case in cases) < 137
    assert max(abs(first[case.id] - 200) for case in cases) < 69


def test_sets_that_fit_are_equally_likely() -> None:
    """Drawing the whole set again leaves each set with three tumour types as likely as any other."""
    cases = tuple(Case(name, "2026-01-01", name.rstrip("1234")) for name in ("a1", "a2", "a3", "a4", "b", "c"))
    found = Counter[str]()
    for seed in range(4000):
        drawn = sample(cases, Rule("2026-03-31", 12, 3, 3, seed))
        found[" ".join(sorted(case.id for case in drawn.cases))] += 1
    assert set(found) == {f"{name} b c" for name in ("a1", "a2", "a3", "a4")}
    assert max(abs(count - 1000) for count in found.values()) < 137


def test_draws_have_nothing_in_common() -> None:
    """A draw that is drawn again is another one: about as many cases are in both as chance brings."""
    cases = [Case(str(number), "2026-01-01", "x") for number in range(100)]
    both = 0
    for seed in range(400):
        one, two = (set(draw(cases, Rule("2026-03-31", 12, 30, 1, seed), number)) for number in (1, 2))
        both += len(one & two)
    assert abs(both / 400 - 9) < 0.5


def test_the_sample(call: Call, tmp_path: Path) -> None:
    """The workbook holds 30 cases of the period with numbers of their own, how they were drawn, and no identifier."""
    status, said = call(text_of(LIST), "-o", "@review.xlsx", "--key", "@key.csv")
    assert status == 0, said
    found, problems = read_in(Project(ROOT), tmp_path / "review.xlsx")
    assert found is not None
    assert problems == []
    answers = found.answers
    assert answers["case-review/planned-submission"] == answers["case-review/window-to"] == "2026-03-31"
    assert answers["case-review/window-from"] == "2025-03-31"
    assert "Seed: 1. Cases in the period: 60. Draws: 1." in str(answers["case-review/draw"])
    rows = list(csv.reader(io.StringIO((tmp_path / "key.csv").read_text("utf-8-sig"))))
    assert rows[0] == ["case number", "id", "date", "tumour type"]
    assert [row[0] for row in rows[1:]] == [f"case-{number:02}" for number in range(1, 31)]
    for number, row in enumerate(rows[1:], 1):
        assert tuple(row[1:]) in LIST
        names = [f"case-review/{name}@{number:02}" for name in ("case-number", "procedure-date", "tumour-type")]
        assert [answers[name] for name in names] == [row[0], row[2], row[3]]
    assert len({row[1] for row in rows[1:]}) == 30
    assert len(answers) == 4 + 3 * 30
    assert "MRN" not in said + str(answers)


def test_only_the_owner_reads_the_identifiers(call: Call, tmp_path: Path) -> None:
    """The key list is for its owner alone; it is never replaced, through no link and with no --force."""
    assert call(text_of(LIST), "-o", "@review.json", "--key", "@key.csv")[0] == 0
    assert stat.S_IMODE((tmp_path / "key.csv").stat().st_mode) == 0o600
    before = (tmp_path / "key.csv").read_bytes()
    status, said = call(text_of(LIST), "-o", "@review.json", "--key", "@key.csv", "--force", seed=2)
    assert (status, (tmp_path / "key.csv").read_bytes()) == (1, before)
    assert "key.csv: error: something of this name is there already; choose another name" in said
    (tmp_path / "link.csv").symlink_to(tmp_path / "elsewhere.csv")
    assert call(text_of(LIST), "-o", "@other.json", "--key", "@link.csv")[0] == 1
    assert not (tmp_path / "elsewhere.csv").exists()
    assert not (tmp_path / "other.json").exists()


def test_the_list_comes_back_as_entries(call: Call, tmp_path: Path) -> None:
    """With a name in .json it is a file for the web page, in the language that is asked for."""
    assert call(text_of(LIST), "-o", "@review.json", "--key", "@key.csv", "-l", "zh_Hans")[0] == 0
    content = (tmp_path / "review.json").read_bytes()
    found, problems = read_json(content, "review.json")
    assert found is not None
    assert (problems, found.language, b"MRN" in content) == ([], "zh-Hans", False)
    assert found.answers["case-review/case-number@30"] == "case-30"


def test_what_is_printed_is_enough_to_repeat(call: Call, tmp_path: Path) -> None:
    """The ten lines of the guide draw the same cases from the period and seed that are printed, second draws too."""
    guide = (ROOT / "docs" / "facilities.md").read_text(encoding="utf-8")
    script = re.search(r"```python\n(.*?)```", guide, re.DOTALL)
    assert script
    rows = [(f'"{number}, x"', "2026-03-31", "a") for number in range(80)] + [
        ("y", "2025-03-31", "b"),
        ("ÿ ", "2026-01-01", " C "),
    ]
    rows += [("late", "2026-04-01", "b"), ("early", "2025-03-30", "c")]
    draws = set()
    for seed in range(4):
        status, said = call(text_of(rows), "--key", f"@key{seed}.csv", seed=seed)
        assert status == 0, said
        printed = re.search(r"period: (\S+) to (\S+), .*method: .*seed (\d+); (\d+) cases a draw", said, re.DOTALL)
        assert printed
        done = subprocess.run(
            [sys.executable, "-c", script[1], str(tmp_path / "cases.csv"), *printed.groups()],
            capture_output=True,
            encoding="utf-8",
            check=True,
        ).stdout.split("\n")
        key = csv.reader(io.StringIO((tmp_path / f"key{seed}.csv").read_text("utf-8-sig")))
        assert done[1:-1] == [row[1] for row in key][1:]
        taken = re.search(r"draw (\d+): 3 tumour types, taken; SHA-256 of its identifiers (\S+)", said)
        assert taken
        assert taken[1] == done[0]
        assert taken[2] == hashlib.sha256("".join(f"{name}\n" for name in done[1:-1]).encode()).hexdigest()
        assert said.count("drawn again;") == int(done[0]) - 1
        draws.add(done[0])
    assert max(map(int, draws)) > 1
    assert hashlib.sha256((tmp_path / "cases.csv").read_bytes()).hexdigest() in said
    inside = sorted(row[0].strip('" ') for row in rows[:-2])
    assert hashlib.sha256("".join(f"{name}\n" for name in inside).encode()).hexdigest() in said


def test_the_order_of_lines_does_not_matter(call: Call, tmp_path: Path) -> None:
    """A list in another order, with other marks, columns and line ends, gives the same cases; another seed others."""
    mixed = random.Random(1).sample(LIST, len(LIST))
    other = "Tumor_Type;x;PROCEDURE DATE;Case-ID\r\n" + "".join(f"{c};;{b};{a}\r\n" for a, b, c in mixed)
    call(text_of(LIST), "--key", "@one.csv")
    status, said = call(b"\xef\xbb\xbf" + other.encode(), "--key", "@two.csv")
    assert status == 0, said
    call(text_of(LIST, "\t"), "--key", "@three.csv")
    call(text_of(LIST), "--key", "@four.csv", seed=2)
    one, two, three, four = ((tmp_path / f"{name}.csv").read_text() for name in ("one", "two", "three", "four"))
    assert one == two.replace(";", ",") == three.replace("\t", ",") != four


def test_columns_can_be_named(call: Call, tmp_path: Path) -> None:
    """A column that is called something else is named; two that are called alike are not told apart."""
    text = text_of(LIST).replace(HEAD, "Fall,Tag,Diagnose\n")
    names = ("--id-column", "fall", "--date-column", "Tag", "--tumour-column", "Diagnose")
    assert call(text, *names)[0] == 0
    status, said = call(text, *names[:4])
    assert status == 1
    assert "cases.csv:1: error: no column is called 'tumour type' or" in said
    assert "--tumour-column" in said
    assert "more than one column is called" in call(text_of(LIST).replace("tumour type", "case id"), *names[4:])[1]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (LIST[:29], "the period holds 29 cases, fewer than 30"),
        ([(a, b.replace("2025", "2024"), c) for a, b, c in LIST], "the period holds 0 cases, fewer than 30"),
        ([(a, b, "ab"[len(c) % 2 - 1 if a > "MRN-030" else 0]) for a, b, c in LIST], "1 tumour type, fewer than 3"),
        ([(a, b, " HCC" if c in "ab" else "hcc  " if c in "cd" else "x") for a, b, c in LIST], "2 tumour types, fewer"),
    ],
)
def test_lists_that_cannot_do(call: Call, tmp_path: Path, rows: list[tuple[str, ...]], message: str) -> None:
    """Too few cases or tumour types in the period: nothing is drawn, and it is said whose rule that is."""
    status, said = call(text_of(rows), "-o", "@review.json", "--key", "@key.csv")
    assert status == 1
    assert message in said
    assert "is an aid of this edition, not a rule of IASIOS" in said
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cases.csv"]


def test_types_that_hardly_occur() -> None:
    """Where the types are too rare to be drawn, it stops after a number of draws and says so."""
    cases = [Case(str(number), "2026-01-01", "a" if number > 1 else str(number)) for number in range(2_000)]
    found = sample(cases, Rule("2026-03-31", 12, 3, 3, 1))
    assert (found.cases, len(found.draws), found.refused) == ((), MAX_DRAWS, "none of 200 draws had 3 tumour types")


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (("-o", "@review.xlsx"), 1, "name the file for it with --key"),
        (("-o", "@review.pdf", "--key", "@key.csv"), 1, "let its name end in .xlsx or .json"),
        (("-o", "@a.json", "--key", "@a.json"), 1, "are one file"),
        (("-o", "@a.json", "--key", "@key.csv", "--size", "31"), 1, "the case review has 30 rows"),
        (("--size", "0"), 2, "--size"),
        (("--seed", "abc"), 2, "'abc' is no whole number; write it as 4711"),
        (("--seed", "-1"), 2, "'-1' is no whole number"),
        (("--submission", "31.03.2026"), 2, "write it as 2026-03-31"),
        (("--submission", "2026-W13-2"), 2, "write it as 2026-03-31"),
        (("-l", "xx"), 2, "there is no language 'xx'"),
        (("-o", "@gone/a.json", "--key", "@key.csv"), 1, "the file can't be written"),
    ],
)
def test_wrong_usage(call: Call, tmp_path: Path, arguments: tuple[str, ...], status: int, message: str) -> None:
    """What can't be done is said in one line, and no identifiers are left behind."""
    found, said = call(text_of(LIST), *arguments)
    assert found == status
    assert message in " ".join(said.split())
    assert [path.name for path in tmp_path.iterdir() if path.name != "cases.csv"] == []


def test_wrong_lines(call: Call) -> None:
    """Each line that does not fit is named by its number, and nothing of it is quoted."""
    rows = [
        "S1,2026-01-01,a", "S2,30.02.2026,a", "S3,2026-02-30,a", "S4,20260101,a", "S1,2026-01-02,b", ",2026-01-01,a",
        "S5,2026-01-01, ", "S6,2026-01-01", "S7,2026-01-01,a,b", "S\u200b8,2026-01-01,a", '"S\n9",2026-01-01,a',
        f"{'S' * 201},2026-01-01,a", "S10,0026-01-01,a", "", ",,", "S11,２０２６-01-01,a",
        "S12,1.2.26,a",
    ]  # fmt: skip
    status, said = call(HEAD + "\n".join(rows))
    lines = re.findall(r"cases.csv:(\d+): error: (.*?);", said)
    date = "the date is not written as year, month and day in 6 lines: 3, 4, 5, 15, 18 …"
    unseen = "the identifier or the tumour type holds a character that can't be seen"
    assert (status, lines) == (
        1,
        [
            ("6", "the identifier stands in line 2 already"),
            ("7", "the case has no identifier"),
            ("8", "the case has no tumour type"),
            ("9", "the line has 2 cells, the first line 3"),
            ("10", "the line has 4 cells, the first line 3"),
            ("11", unseen),
            ("12", unseen),
            ("14", "the identifier or the tumour type has more than 200 characters"),
            ("3", date),
        ],
    )
    assert not re.search(r"S\d|SS", said)


def test_dates_with_points(call: Call, tmp_path: Path) -> None:
    """Day, month and year with points between them are a date: the same cases are drawn, and the key has ISO dates."""
    dotted = [(name, f"{int(day[8:])}.{int(day[5:7])}.{day[:4]}", tumour) for name, day, tumour in LIST]
    for rows in (LIST, dotted):
        assert call(text_of(rows), "-o", f"@{rows[0][1]}.json", "--key", f"@{rows[0][1]}.csv")[0] == 0
    iso, points = (tmp_path / f"{rows[0][1]}.csv" for rows in (LIST, dotted))
    assert points.read_bytes() == iso.read_bytes()


def test_dates_with_slashes_are_told_once(call: Call) -> None:
    """31/10/2026 and 10/31/2026 are refused in one line for the whole list, which says how to write them."""
    rows = [(name, f"{day[8:]}/{day[5:7]}/{day[:4]}", tumour) for name, day, tumour in LIST]
    status, said = call(text_of(rows))
    assert status == 1
    assert said.count("error:") == 1
    assert "in 60 lines: 2, 3, 4, 5, 6 … (with slashes, day and month could be taken for each other)" in said
    assert "write each as 2026-10-31 or 31.10.2026; in Excel, give the column such a format" in said


HURTING: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "no column is called 'id'"),
    "no head": (lambda: b"MRN-1,2026-01-01,HCC\n", "no column is called 'id'"),
    "quote": (lambda: A_HEAD + b'1,2026-01-01,"a\n2,2026-01-01,b\n', "cases.csv:2: error: a quotation mark that opens"),
    "quote within": (lambda: A_HEAD + b'1,2026-01-01,a\n"2"3,2026-01-01,b\n', "cases.csv:3: error: a quotation mark"),
    "NUL": (lambda: A_HEAD + b"1,2026-01-01,a\0\n", "the file is no text in UTF-8"),
    "Latin-1": (lambda: A_HEAD + b"1,2026-01-01,a\n\xe4,2026-01-01,b\n", "cases.csv:3: error: the file is no text"),
    "UTF-16": (lambda: HEAD.encode("utf-16"), "the file is no text in UTF-8"),
    "binary": (lambda: bytes(range(1, 256)) * 100, "the file is no text in UTF-8"),
    "workbook": (lambda: b"PK\x03\x04", "the file is a workbook; save its sheet as CSV in UTF-8"),
    "huge": (lambda: A_HEAD + b"x" * MAX_BYTES, "the file is larger than 20 MB"),
    "huge quote": (lambda: A_HEAD + b'"' + b"x" * (MAX_BYTES - 100), "cases.csv:2: error: a quotation mark"),
    "only commas": (lambda: b"," * MAX_BYTES, "no column is called 'id'"),
    "only quotes": (lambda: b'"' * MAX_BYTES, "no column is called 'id'"),
    "a million cases": (lambda: rows_of(1_000_000), "cases.csv:50002: error: the list holds more than 50000 cases"),
    "a million errors": (lambda: A_HEAD + b"1,x,a\n" * 1_000_000, "there may be more that is wrong"),
    "only blank lines": (lambda: A_HEAD + b"\n" * (MAX_BYTES - 100), "the period holds 0 cases"),
}


def rows_of(count: int) -> bytes:
    return A_HEAD + b"".join(b"%d,2026-01-01,a\n" % number for number in range(count))


@pytest.mark.parametrize("name", HURTING)
def test_files_made_to_hurt(call: Call, name: str) -> None:
    """Whatever the file is, it ends in a few lines that say what is wrong, and quotes none of it."""
    content, message = HURTING[name]
    status, said = call(content())
    assert status == 1
    assert message in said
    assert len(said) < 4000
    assert "MRN" not in said


def test_what_is_no_file(tmp_path: Path) -> None:
    """A folder, a device and a file that is not there are refused without being read."""
    for place, message in (
        (tmp_path, "no ordinary file"),
        ("/dev/zero", "no ordinary file"),
        (tmp_path / "x", "no such"),
    ):
        found, problems = read_cases(Path(place), Columns())
        assert found is None
        assert message in problems[0].message


@pytest.mark.parametrize("sign", ["=1+1", "+1", "-1", "@x", "＝1", "＠x"])
def test_formulas_stay_text(call: Call, tmp_path: Path, sign: str) -> None:
    """What a spreadsheet would reckon stands in the key list as text, and in the workbook as it was."""
    rows = [(f"{sign}{number}", "2026-01-01", f"{sign}{number % 4}") for number in range(30)]
    assert call(text_of(rows), "-o", "@review.xlsx", "--key", "@key.csv")[0] == 0
    cells = [cell for row in csv.reader(io.StringIO((tmp_path / "key.csv").read_text("utf-8-sig"))) for cell in row]
    assert sum(cell.startswith(f"'{sign}") for cell in cells) == 60
    assert not any(cell.startswith(sign) for cell in cells)
    found, problems = read_in(Project(ROOT), tmp_path / "review.xlsx")
    assert found is not None
    assert (problems, str(found.answers["case-review/tumour-type@01"])[:-1]) == ([], sign)


def test_a_project_without_a_workbook(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Where the content has no workbook, there is nothing to draw for, and that is said."""
    monkeypatch.chdir(project.root)
    (tmp_path / "cases.csv").write_text(text_of(LIST))
    assert main(["answers", "sample", str(tmp_path / "cases.csv"), "--submission", "2026-03-31", "--seed", "1"]) == 1
    assert "this project has no workbook" in capsys.readouterr().out


def test_the_period_is_that_of_the_workbook() -> None:
    """Both its ends count, and after a month's last day it ends on that of the shorter month."""
    assert Rule("2028-02-29", 12, 1, 1, 1).window == ("2027-02-28", "2028-02-29")
    days = ("2027-02-27", "2027-02-28", "2028-02-29", "2028-03-01")
    cases = [Case(day, day, "x") for day in days]
    assert [case.id for case in sample(cases, Rule("2028-02-29", 12, 2, 1, 1)).candidates] == list(days[1:3])

"""The published edition says what IASIOS says: every figure, deadline, role and label, in every language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from real import DOCUMENTS, LANGUAGES, read
from small import ROOT

from press.inspection import inspect
from press.project import Project
from press.validate import load

CORE = [
    "1a", "1c", "1e", "1f", "1g", "2b", "3a", "3c", "4b", "4c", "4d", "5d", "6a", "6b", "6c", "6d", "7a", "7b",
    "8a", "8b", "8c", "8d", "8e", "10c", "11a", "12a", "12b",
]  # fmt: skip
MANUAL = load(Project(ROOT)).draft
SUB_ITEMS = ["3c/i", "3c/ii", "3c/iii", "7b/i", "7b/ii", "8d/i", "8d/ii", "11a/i", "11a/ii", "11a/iii", "11a/iv"]
BUTTONS = (
    "My Profile",
    "Update Facility Profile",
    "Activate account",
    "Invoices",
    "Save",
    "Show Summary",
    "Documents",
    "Messages",
    "Providing Supplemental Documents and Evidence",
    "Core",
    "Extended",
)
FACTS = {
    "en": (
        r"28\b.*core questions",
        r"\b24\b",
        r"\b52\b",
        r"within 2 weeks",
        r"90 days",
        r"8–12 weeks",
        r"within 12 months",
        r"12 months before submission",
        r"period is 4 years",
        r"150 therapeutic",
        r"at least 3 different tumour types",
        r"no deadline",
        r"27 core criteria.*28 core questions",
    ),
    "de": (
        r"28\b.*Kernfragen",
        r"\b24\b",
        r"\b52\b",
        r"2\s+Wochen",
        r"90\s+Tage",
        r"8–12\s+Wochen",
        r"12\s+Monaten? vor der Einreichung",
        r"4\s+Jahre",
        r"150\s+therapeutische",
        r"mindestens\s+3\s+verschiedene\s+Tumorarten",
    ),
    "ar": (
        r"28\b.*الأسئلة الأساسية",
        r"\b24\b",
        r"\b52\b",
        r"\b90 يومًا",
        r"8–12",
        r"في غضون 12 شهرًا",
        r"مدة الاعتماد 4 سنوات",
        r"\b150\b",
        r"لا يقل عن 3 أنواع",
        r"27 بندًا أساسيًا.*28 سؤالًا",
    ),
    "zh-Hans": (
        r"28\b.*道核心题|核心题.*28",
        r"\b24\b",
        r"\b52\b",
        r"2周内",
        r"90(日|天)",
        r"8–12周",
        r"12个月内",
        r"提交前的12个月",
        r"有效期.*4年",
        r"150例",
        r"至少3种",
        r"27条核心条款.*28道",
    ),
}
# Words that no German sentence holds. Names, titles of editions and official labels are marked as English or listed.
ENGLISH = re.compile(
    r"\b(the|and|of|with|for|your|you|are|is|this|that|from|when|which|not|must|can|each|by)\b", re.IGNORECASE
)
ENGLISH_NAMES = (
    "International Accreditation System for Interventional Oncology Services",
    "Cardiovascular and Interventional Radiological Society of Europe",
    "Centre of Excellence",
    "Eastern Cooperative Oncology Group",
    "International Classification of Diseases",
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_and_deadlines_are_printed(edition: Path, language: str) -> None:
    """Every figure that IASIOS states, its contact data and its deadlines stand in the manual."""
    text = read(edition / language / "manual.html").text.replace("\u00a0", " ")
    assert [fact for fact in FACTS[language] if not re.search(fact, text)] == []
    assert [value for value in MANUAL.edition.contact.values() if value not in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("document", ["manual", "checklist"])
def test_checklist_holds_every_listed_criterion(edition: Path, language: str, document: str) -> None:
    """The 27 listed core criteria and their 11 parts are there, in the manual and by themselves."""
    ids = read(edition / language / f"{document}.html").ids
    assert [identifier for identifier in ids if re.fullmatch(r"\d+[a-z]", identifier)] == CORE
    assert [identifier for identifier in ids if re.fullmatch(r"\d+[a-z]/[ivx]+", identifier)] == SUB_ITEMS
    assert [i for i in ids if i.startswith("standard-")] == [f"standard-{number}" for number in range(1, 14)]


def test_standards_without_core_criteria_say_so(edition: Path) -> None:
    """Standards 9 and 13, and no others, have no core criteria."""
    html = (edition / "en" / "checklist.html").read_text(encoding="utf-8")
    sections = re.split(r'id="standard-(\d+)"', html)
    saying = [number for number, body in zip(sections[1::2], sections[2::2], strict=True) if "No core criteria" in body]
    assert saying == ["9", "13"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_dataset_has_a_box_for_every_field(edition: Path, language: str) -> None:
    """Each group of the Minimum Dataset Checklist has as many boxes as fields."""
    dataset = next(form for form in MANUAL.forms if form.id == "minimum-dataset")
    groups = {group.id: len(group.fields) for group in dataset.groups}
    html = (edition / language / "minimum-dataset.html").read_text(encoding="utf-8")
    pieces = re.split(r'<section class="group ticks" id="minimum-dataset/([a-z-]+)"', html)
    found = dict(zip(pieces[1::2], (piece.count('class="tickbox"') for piece in pieces[2::2]), strict=True))
    assert list(found.values()) == list(groups.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_questions_of_the_case_review_are_paired(edition: Path, language: str) -> None:
    """Question 13 belongs to 3c, 30 to 7b, 36 to 8d."""
    html = (edition / language / "manual.html").read_text(encoding="utf-8")
    table = html[html.index('<table class="questions">') :].split("</table>")[0]
    rows = re.findall(r"<td>(\d+)</td>\s*<td><a[^>]*>(\w+)</a></td>", table)
    assert rows == [("13", "3c"), ("30", "7b"), ("36", "8d")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_figures_are_numbered_and_explained(edition: Path, language: str) -> None:
    """There are 16 figures, each with a number, a description, explanations and a reference before it."""
    html = (edition / language / "manual.html").read_text(encoding="utf-8")
    figures = re.findall(r'<figure class="figure" id="(figure/[a-z-]+)">(.*?)</figure>', html, re.DOTALL)
    word = {"en": "Figure", "de": "Abbildung", "ar": "الشكل", "zh-Hans": "图"}[language]
    assert [re.search(rf"{word}\s?(\d+)</span>", body)[1] for _id, body in figures] == [str(n) for n in range(1, 17)]
    assert all(re.search(r'(?:aria-label|alt)="[^"]', body) and 'class="callouts"' in body for _id, body in figures)
    assert all(html.index(f'href="#{identifier}"') < html.index(f'id="{identifier}"') for identifier, _ in figures)


@pytest.mark.parametrize("language", LANGUAGES)
def test_official_labels_stay_english(edition: Path, language: str) -> None:
    """Buttons and menus of the platform are named as the platform names them, and marked as English."""
    labels = [given for _tag, given in read(edition / language / "manual.html").elements if given.get("class") == "ui"]
    html = (edition / language / "manual.html").read_text(encoding="utf-8")
    assert labels
    assert {given["lang"] for given in labels} == {"en"}
    assert [button for button in BUTTONS if f'translate="no">{button}</span>' not in html] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_anchors_are_equal_in_all_languages(edition: Path, document: str) -> None:
    """A link into one language's page leads to the same place in another's."""
    anchors = [read(edition / language / f"{document}.html").ids for language in LANGUAGES]
    # The glossary is sorted by the words of the language, so its anchors stand in another order.
    assert sorted(anchors[0]) == sorted(anchors[1])
    assert len(anchors[0]) == len(set(anchors[0]))


@pytest.mark.parametrize("page", [*(f"{document}.html" for document in DOCUMENTS), "index.html"])
def test_german_pages_hold_no_english(edition: Path, page: str) -> None:
    """No English sentence is left in a German page, and no text is marked as not translated."""
    reader = read(edition / "de" / page)
    words = " ".join(text for language, text in reader.texts if language == "de")
    for name in ENGLISH_NAMES:
        words = words.replace(name, "")
    assert ENGLISH.findall(words) == []
    assert not {given.get("class") for _tag, given in reader.elements} & {"state-missing", "state-outdated", "mark"}
    assert ENGLISH.findall(reader.title) == []


@pytest.mark.parametrize("page", [*(f"{document}.html" for document in DOCUMENTS), "index.html"])
def test_german_pages_speak_no_english(edition: Path, page: str) -> None:
    """What screen readers and search engines are told is German, too, but for names and official labels."""
    english = re.compile(
        f"{ENGLISH.pattern}|\\b(table|contents|languages|figure|link to|skip|standard(?= \\w+ of))\\b", re.I
    )
    labels = re.compile("|".join(re.escape(label) for label in sorted(BUTTONS, key=len, reverse=True)))
    for tag, given in read(edition / "de" / page).elements:
        names = [
            "aria-label",
            "alt",
            "title",
            "data-link-label",
            *(["content"] if given.get("name") == "description" else []),
        ]
        for name in names:
            assert english.findall(labels.sub("", given.get(name, ""))) == [], (tag, given[name])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("document", DOCUMENTS)
def test_typography_is_that_of_the_language(edition: Path, language: str, document: str) -> None:
    """No straight quotation mark, no doubled blank and no value in braces is left on a page."""
    reader = read(edition / language / f"{document}.html")
    assert re.findall(r"""["']|\{[a-z_]+\}""", reader.text) == []
    if language == "de":
        assert re.findall(r"[“”][A-Za-zÄÖÜäöü]", reader.text) == []


def test_open_questions_stay_with_the_office(edition: Path) -> None:
    """What the office has to settle with IASIOS appears on no page."""
    questions = yaml.safe_load((ROOT / "content" / "open-questions.yaml").read_text(encoding="utf-8"))["questions"]
    assert len(questions) > 20
    pages = "".join(read(path).text for path in edition.rglob("*.html"))
    assert [q["id"] for q in questions if " ".join(q["question"].split()) in pages] == []


def test_shipped_content_has_no_problem() -> None:
    """`check` finds nothing in what is shipped, not even a warning."""
    assert [str(problem) for problem in inspect(Project(ROOT))] == []

"""Forms on web pages, in a real browser: what is typed is kept, saved, taken to another language, and printed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from builds import PAGES, pdf_pages
from playwright.sync_api import Browser, BrowserContext, Page
from small import edit
from test_answers_pdf import FORMS, an_answer_to_everything

from press.answers.json import read
from press.answers.model import Answers
from press.build import build
from press.project import Project


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that has kept nothing yet."""
    context = browser.new_context(accept_downloads=True)
    yield context
    context.close()


def opened(context: BrowserContext, edition: Path, page: str) -> Page:
    window = context.new_page()
    window.on("pageerror", lambda error: pytest.fail(str(error)))
    window.goto((edition / page).as_uri())
    return window


def field(window: Page, name: str):
    return window.locator(f'[name="{name}"]')


def status(window: Page) -> str:
    return window.locator("[data-status]").inner_text()


def saved(window: Page) -> Answers:
    """Save the entries to a file and return what it holds."""
    with window.expect_download() as download:
        window.locator("[data-do=save]").click()
    path = download.value.path()
    found, problems = read(path.read_bytes(), "saved.json")
    assert found is not None, problems
    return found


def give(window: Page, answers: dict[str, object], **more: object) -> None:
    """Open a file of answers in a form."""
    data = {"format": "iasios-answers", "version": 1, "edition": "2026.1", "language": "de", "answers": answers, **more}
    give_text(window, json.dumps(data))


def give_text(window: Page, text: str) -> None:
    file = {"name": "answers.json", "mimeType": "application/json", "buffer": text.encode()}
    window.evaluate("document.querySelector('[data-status]').textContent = ''")
    window.locator("[data-file]").set_input_files(file)
    window.locator("[data-status]:not(:empty)").wait_for()


@pytest.mark.parametrize("document", FORMS)
def test_answers_go_round_through_languages(context: BrowserContext, edition: Path, document: str) -> None:
    """An answer to every field is taken from a file, kept over a reload, shown in English, and saved as it was."""
    answers = an_answer_to_everything(document)
    window = opened(context, edition, f"de/{document}.html")
    give(window, answers)
    assert str(len(answers)) in status(window)
    window.reload()
    assert saved(window).answers == answers
    window.goto((edition / "en" / f"{document}.html").as_uri())
    found = saved(window)
    assert found.answers == answers
    assert list(found.answers) == list(answers)
    assert (found.edition, found.language, found.unplaced) == ("2026.1", "en", {})


def test_typing_is_kept(context: BrowserContext, edition: Path) -> None:
    """What is typed and ticked by keyboard and mouse is there after a reload, and in the other window at once."""
    window = opened(context, edition, "de/minimum-dataset.html")
    other = opened(context, edition, "en/minimum-dataset.html")
    field(window, "minimum-dataset/case").fill("K-17")
    field(window, "minimum-dataset/case").press("Enter")
    field(window, "minimum-dataset/first-name").focus()
    window.keyboard.press("Space")
    window.get_by_text("Nachname").click()
    window.locator("[data-status]:not(:empty)").wait_for()
    assert status(window) == "Ihre Eintragungen bleiben in diesem Browser gespeichert."
    other.locator('[name="minimum-dataset/last-name"]:checked').wait_for(state="attached")
    assert field(other, "minimum-dataset/case").input_value() == "K-17"
    window.reload()
    assert saved(window).answers == {
        "minimum-dataset/case": "K-17",
        "minimum-dataset/first-name": True,
        "minimum-dataset/last-name": True,
    }


def test_forms_of_one_document_are_one_sheet(context: BrowserContext, project: Project) -> None:
    """Several forms on a page are kept and saved together, and nothing of one is lost by typing in another."""
    edit(
        project.root, "content/documents.yaml", "front: form:checklist", "front: [form:checklist, form:minimum-dataset]"
    )
    build(project, PAGES, 1)
    window = opened(context, project.output, "en/checklist.html")
    field(window, "checklist/1a").check()
    field(window, "minimum-dataset/first-name").check()
    field(window, "checklist/1b/notes").fill("here")
    window.locator("[data-status]:not(:empty)").wait_for()
    window.reload()
    assert window.locator("[data-unplaced]:visible").count() == 0
    expected = {"checklist/1a": True, "checklist/1b/notes": "here", "minimum-dataset/first-name": True}
    assert saved(window).answers == expected


def test_every_field_has_a_name(context: BrowserContext, edition: Path) -> None:
    """Each field can be found by its label, or by the words that only a screen reader says."""
    window = opened(context, edition, "en/checklist.html")
    assert window.get_by_role("checkbox", name="Evidence for 3c in place", exact=True).count() == 1
    assert window.get_by_role("textbox", name="Notes on 3c").count() == 1
    assert window.get_by_role("checkbox", name="The records comply with the MDS.").count() == 1
    window.goto((edition / "en" / "case-review.html").as_uri())
    assert window.get_by_role("combobox", name="Informed consent to treatment", exact=False).count() == 30
    assert window.get_by_role("textbox", name="Prepared by").count() == 1


def test_nothing_of_a_file_is_lost(context: BrowserContext, edition: Path) -> None:
    """What the form has no field for is listed, kept and saved again; on the form it belongs to, it finds its place."""
    window = opened(context, edition, "de/checklist.html")
    strange = {"checklist/9z": "für später", "checklist/3c": "yes", "minimum-dataset/stage": True}
    give(window, {"checklist/1a": True, "checklist/1c/notes": "a\nb", **strange})
    listed = window.locator("[data-unplaced] li").all_inner_texts()
    dataset = "minimum-dataset/stage angekreuzt → Checkliste zum Minimaldatensatz"
    assert listed == ["checklist/9z für später", "checklist/3c yes", dataset]
    assert window.locator("[data-unplaced] a").get_attribute("href") == "minimum-dataset.html"
    window.reload()
    assert window.locator("[data-unplaced]").is_visible()
    found = saved(window)
    assert (found.answers, found.unplaced) == ({"checklist/1a": True, "checklist/1c/notes": "a\nb"}, strange)
    window.goto((edition / "de" / "minimum-dataset.html").as_uri())
    give(window, found.answers, unplaced=found.unplaced)
    assert field(window, "minimum-dataset/stage").is_checked()
    assert "checklist/9z" in saved(window).unplaced


def test_a_date_in_words_is_kept(context: BrowserContext, edition: Path) -> None:
    """A date from a PDF that is no ISO date stays as it was written; a calendar's date is ISO."""
    window = opened(context, edition, "de/case-review.html")
    answers = {"case-review/date": "Anfang März", "case-review/procedure-date@02": "2026-03-04"}
    give(window, answers)
    assert field(window, "case-review/date").input_value() == "Anfang März"
    assert saved(window).answers == answers


def test_a_file_of_another_form_is_sent_there(context: BrowserContext, edition: Path) -> None:
    """A file none of whose answers belong here changes nothing: the form says to which it does, and leads there."""
    window = opened(context, edition, "en/checklist.html")
    give(window, {"case-review/date": "2026-03-04", "minimum-dataset/stage": True, "old/field": "x"})
    there = "Working Aid for the Internal Case Review and Minimum Dataset Checklist"
    assert status(window) == f"This file belongs to: {there}. Open it there. Nothing was changed here."
    assert not window.locator("[data-unplaced]").is_visible()
    found = saved(window)
    assert (found.answers, found.unplaced) == ({}, {})
    give(window, {"case-review/date": "2026-03-04"})
    window.locator("[data-status] a").click()
    assert window.url.endswith("/en/case-review.html")


def test_what_a_form_leaves_out_is_counted(context: BrowserContext, edition: Path) -> None:
    """Of a file that belongs here in part the form says how many answers it took, and how many it has no field for."""
    window = opened(context, edition, "en/checklist.html")
    give(window, {"checklist/1a": True, "minimum-dataset/stage": True, "checklist/9z": "x"})
    said = "Entries taken from the file: 1. Entries without a field in this form: 2."
    assert status(window) == f"{said} Your entries are kept in this browser."


@pytest.mark.parametrize(
    "text",
    [
        "no JSON",
        "null",
        '{"format": "iasios-form", "version": 1, "answers": {}}',
        '{"format": "iasios-answers", "version": 2, "answers": {}}',
        '{"format": "iasios-answers", "version": 1, "answers": ["a"]}',
        '{"format": "iasios-answers", "version": 1, "answers": {"checklist/1a": 1}}',
    ],
)
def test_what_is_no_file_of_answers_changes_nothing(context: BrowserContext, edition: Path, text: str) -> None:
    """Another file is refused with a message, and the entries stay."""
    window = opened(context, edition, "en/checklist.html")
    give(window, {"checklist/1a": True})
    give_text(window, text)
    assert status(window).startswith("This is no file with answers")
    assert saved(window).answers == {"checklist/1a": True}


def test_replacing_and_deleting_ask_first(context: BrowserContext, edition: Path) -> None:
    """Entries that a file would replace, and all of them before they are deleted, are asked about."""
    window = opened(context, edition, "en/checklist.html")
    asked: list[str] = []
    agree = False

    def answer(dialog) -> None:
        asked.append(dialog.message)
        if agree:
            dialog.accept()
        else:
            dialog.dismiss()

    window.on("dialog", answer)
    give(window, {"checklist/1a/notes": "mine"})
    give(window, {"checklist/1a/notes": "yours", "checklist/1a": True})
    assert asked == ["Entries that differ from those in the file: 1. Replace them with those of the file?"]
    window.locator("[data-do=clear]").click()
    assert saved(window).answers == {"checklist/1a/notes": "mine"}
    agree = True
    give(window, {"checklist/1a/notes": "yours"}, edition="2025.1")
    assert status(window) == (
        "Entries taken from the file: 1. The file belongs to edition 2025.1. Your entries are kept in this browser."
    )
    window.locator("[data-do=clear]").click()
    assert status(window) == "All entries are deleted."
    window.reload()
    assert saved(window).answers == {}


def test_a_browser_that_keeps_nothing_says_so(context: BrowserContext, edition: Path) -> None:
    """Where the browser refuses to keep entries, the form says to save them, and still can."""
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })"
    )
    window = opened(context, edition, "en/checklist.html")
    field(window, "checklist/1a").check()
    window.locator("[data-status]:not(:empty)").wait_for()
    assert status(window).startswith("This browser keeps no entries.")
    assert saved(window).answers == {"checklist/1a": True}


def test_damaged_entries_do_not_stop_the_form(context: BrowserContext, edition: Path) -> None:
    """Whatever stands where the browser kept the entries, the form opens."""
    window = opened(context, edition, "en/checklist.html")
    window.evaluate("localStorage.setItem('iasios-answers/2026.1/checklist', '{')")
    window.reload()
    assert window.locator("[data-do=save]").is_visible()


def test_forms_work_without_scripts(browser: Browser, edition: Path) -> None:
    """Without JavaScript fields can be filled in, Enter leads nowhere, and there is no button that does nothing."""
    context = browser.new_context(java_script_enabled=False)
    window = context.new_page()
    window.goto((edition / "en" / "minimum-dataset.html").as_uri())
    field(window, "minimum-dataset/case").fill("7")
    field(window, "minimum-dataset/case").press("Enter")
    field(window, "minimum-dataset/stage").check()
    assert field(window, "minimum-dataset/case").input_value() == "7"
    assert not window.locator("[data-do=save]").is_visible()
    context.close()


def test_entries_are_printed_whole(context: BrowserContext, edition: Path, tmp_path: Path) -> None:
    """On paper a long entry is there to its end, choices with their labels, and buttons are not."""
    window = opened(context, edition, "en/case-review.html")
    long = " ".join(f"word{number}" for number in range(60))
    give(window, {"case-review/explanation@02": long, "case-review/7b-ii@02": "not-applicable"})
    window.pdf(path=tmp_path / "printed.pdf")
    text = " ".join(pdf_pages(tmp_path / "printed.pdf"))
    assert re.sub(r"\s", "", long) in re.sub(r"\s", "", text)
    assert "N/A" in text.split("word0")[0][-200:]
    assert "Save to a file" not in text


def test_heads_of_columns_are_printed_whole(context: BrowserContext, edition: Path) -> None:
    """On a sheet of A4, across, no word in the head of the case review's table is torn without a hyphen."""
    window = opened(context, edition, "de/case-review.html")
    window.set_viewport_size({"width": round(269 / 25.4 * 96), "height": 700})
    window.emulate_media(media="print")
    torn = """() => [...document.querySelectorAll('.rows thead th')].filter(head => {
        const frame = document.createRange();
        const text = document.createTreeWalker(head, NodeFilter.SHOW_TEXT).nextNode();
        return [...text.data.matchAll(/[^\\s\\u00ad-]+/g)].some(word => {
            // The first letter after a hyphen may count as one of the line before.
            frame.setStart(text, word.index + (text.data[word.index - 1] === '\\u00ad' ? 1 : 0));
            frame.setEnd(text, word.index + word[0].length);
            return new Set([...frame.getClientRects()].map(line => line.top)).size > 1;
        });
    }).map(head => head.textContent)"""
    assert window.evaluate(torn) == []


def test_a_printed_page_wastes_no_paper(context: BrowserContext, edition: Path, tmp_path: Path) -> None:
    """The forms, printed from their pages, take about as many sheets as their PDFs, and none of them is empty."""
    sheets = {}
    for form in FORMS:
        path = tmp_path / f"{form}.pdf"
        opened(context, edition, f"en/{form}.html").pdf(path=path, format="A4", prefer_css_page_size=True)
        printed = pdf_pages(path)
        assert all(printed), form
        sheets[form] = (len(printed), len(pdf_pages(edition / "en" / f"iasios-{form}-en.pdf")))
    assert len(sheets) == 4
    assert sum(web for web, _paper in sheets.values()) <= sum(paper for _web, paper in sheets.values()) + 1, sheets


@pytest.mark.parametrize("language", ["de", "ar"])
def test_the_legend_is_printed_with_the_table(
    context: BrowserContext, edition: Path, tmp_path: Path, language: str
) -> None:
    """What the short heads of columns mean stands whole below the last rows of the case review, on the same sheet."""
    path = tmp_path / "printed.pdf"
    window = opened(context, edition, f"{language}/case-review.html")
    window.pdf(path=path, format="A4", prefer_css_page_size=True)
    last = re.sub(r"[\s\u00ad\u2010-]", "", pdf_pages(path)[-1])
    terms = window.locator(".legend dt").all_inner_texts()
    assert len(terms) > 5
    assert "30" in last
    if language == "de":  # whose letters are read from the PDF in the order in which they are written
        assert [term for term in terms if last.count(re.sub(r"[\s\u00ad\u2010-]", "", term)) < 2] == []
    assert len(pdf_pages(path)) == 3

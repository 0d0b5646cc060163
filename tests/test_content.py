"""Texts, chapters and forms as they stand on a page: numbered, filled with values, marked where not current."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from builds import GERMAN, add_picture
from small import add_catalog, edit
from spoken import chapter_of, edition_of, view_of

from press.desk import update_all
from press.model import Text
from press.pages.chapter import form_html
from press.pages.content import Speaker
from press.pages.site import document_page, print_page
from press.project import Project
from press.translation.coverage import Coverage

FORM = "content/forms/minimum-dataset.yaml"
MISSING = '<span class="state-missing" lang="en" dir="ltr">'


def write_chapter(project: Project, text: str, name: str = "process") -> None:
    """Write a chapter anew."""
    (project.content / "manual" / f"{name}.md").write_text(text, encoding="utf-8")


def headings(html: str) -> list[tuple[str, str]]:
    """Return level and words of each heading."""
    found = re.findall(r"<h(\d)[^>]*>(.*?)</h\1>", html, re.DOTALL)
    return [(level, re.sub("<[^>]+>|\u00ad", "", words)) for level, words in found]


def fill_catalogs(project: Project) -> None:
    """Write a German translation of some texts."""
    for domain, entries in GERMAN.items():
        add_catalog(project.root, "de", *entries, domain=domain)
    assert update_all(project)[1] == []


def german_of(path: Path, old: str, new: str) -> None:
    """Change a catalog."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


# --- Headings and numbers ---


def test_headings_of_a_chapter(project: Project) -> None:
    """Chapters count 1, their sections 1.1; the manual's title is the one heading above them."""
    process = headings(chapter_of(project, "process"))
    assert process == [("2", "1 The process"), ("3", "1.1 Steps"), ("3", "1.2 A table")]
    assert headings(chapter_of(project, "platform")) == [("2", "Appendix 1 The platform"), ("3", "A1.1 Saving")]
    assert headings(chapter_of(project, "introduction")) == [("2", "Introduction"), ("3", "Aims")]


def test_headings_below_sections_have_no_number(project: Project) -> None:
    """Readers count chapters and sections; what stands below a section is named by its words."""
    write_chapter(project, "{#process}\n# A\n\n{#steps}\n## B\n\n{#c}\n### C\n\n{#e}\n#### E\n\n{#d}\n## D\n")
    assert headings(chapter_of(project, "process")) == [
        ("2", "1 A"),
        ("3", "1.1 B"),
        ("4", "C"),
        ("5", "E"),
        ("3", "1.2 D"),
    ]


def test_headings_keep_their_ids(project: Project) -> None:
    """The id above a heading is its anchor, in every language."""
    fill_catalogs(project)
    ids = [re.findall(r'id="([^"]+)"', chapter_of(project, "process", language)) for language in ("en", "de")]
    assert ids[0] == ids[1] == ["process", "steps", "table"]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("{#x}\nWords.\n", '<p id="x">Words.'),
        ("{#x}\n- One\n- Two\n", '<ul id="x"><li>One'),
        ("- {#x}\n  One\n- Two\n", '<li id="x">One'),
        ("0. {#x}\n   One\n1. Two\n", '<li id="x" data-number="0">One'),
        ("- {#x}\n\n  One\n- Two\n", '<p id="x">One'),
        ("> {#x}\n> Words.\n", '<p id="x">Words.'),
        (":::{note}\n{#x}\nWords.\n:::\n", '<p id="x">Words.'),
        ("{#x}\n:::{note}\nWords.\n:::\n", '<div class="box note" role="note" id="x">'),
        ("{#x}\n:::{phases}\n- **One**\n:::\n", '<div class="phases" id="x"><ul>'),
        ("{#x .normative}\n| a |\n|---|\n| b |\n", '<table id="x" class="normative">'),
    ],
)
@pytest.mark.parametrize("medium", ["web", "print"])
def test_every_block_with_an_id_is_an_anchor(project: Project, text: str, start: str, medium: str) -> None:
    """Whatever stands below an id bears it on pages and in print, so that references lead there."""
    edit(project.root, "content/manual/process.md", "{#table}", f"{text}\n{{#table}}")
    edit(project.root, "content/manual/platform.md", "[](#steps)", "[so](#x)")
    assert start in chapter_of(project, "process", medium=medium)


def test_a_form_is_its_own_title(project: Project) -> None:
    """A form begins one level lower in the manual, with the number of its appendix, than on its own page."""
    alone, inside = view_of(project, page="minimum-dataset"), view_of(project, page="manual")
    form = next(form for form in alone.manual.forms if form.id == "minimum-dataset")
    section = alone.speaker.links.sections["minimum-dataset"][form.id]
    assert headings(alone.part("form", form=form, section=section)) == [("2", "Patient"), ("2", "Actions")]
    section = inside.speaker.links.sections["manual"][form.id]
    assert headings(inside.part("form", form=form, section=section)) == [
        ("2", "Appendix 3 Small Dataset"),
        ("3", "Patient"),
        ("3", "Actions"),
    ]


# --- Forms ---


def group_of(project: Project, page: str, group: str, medium: str = "web") -> str:
    """Return the HTML of a group of the form minimum-dataset on a page, without line ends after tags."""
    view = view_of(project, page=page, medium=medium)
    section = view.speaker.links.sections[page]["minimum-dataset"]
    html = re.sub(r">\s+", ">", form_html("minimum-dataset", section, view))
    start = html.index(f'id="minimum-dataset/{group}"')
    return html[start : html.index("</section>", start)]


@pytest.mark.parametrize(("page", "medium"), [("manual", "web"), ("manual", "print"), ("minimum-dataset", "print")])
def test_a_column_says_all_that_its_file_says(project: Project, page: str, medium: str) -> None:
    """The help for a column stands below the table, whether it has a short label or not; what is ours is marked."""
    action = "label: Strategic Action,"
    edit(project.root, FORM, action, f"{action} own: yes, hint: what you do,")
    html = group_of(project, page, "actions", medium)
    assert 'Strategic Action <span class="own-field">added by this edition</span>' in html
    assert '<dt>Strategic Action</dt><dd><span class="hint">what you do</span></dd>' in html
    edit(project.root, FORM, action, f"{action} short: Action,")
    html = group_of(project, page, "actions", medium)
    assert '<dt>Action</dt><dd>Strategic Action (<span class="hint">what you do</span>)</dd>' in html


def test_what_is_ours_is_marked_once(project: Project) -> None:
    """Where all fields of a group are additions of this edition, the group says so, and not each of them."""
    for label in ("First Name", "Laterality"):
        before = group_of(project, "manual", "patient").count("added by this edition")
        edit(project.root, FORM, f"label: {label},", f"label: {label}, own: yes,")
        assert (before, group_of(project, "manual", "patient").count("added by this edition")) in ((0, 1), (1, 1))
    assert group_of(project, "manual", "patient").endswith("added by this edition</span></p>")


@pytest.mark.parametrize(("page", "medium"), [("manual", "web"), ("manual", "print"), ("minimum-dataset", "print")])
def test_choices_are_seen_on_paper(project: Project, page: str, medium: str) -> None:
    """A box to choose in shows what there is to choose from, also where it is filled in by hand."""
    choices = "type: choice, choices: [{id: left, label: Left}, {id: right, label: Right}]"
    boxes = "  - id: about\n    label: About\n    layout: boxes\n    fields:\n"
    boxes += f"      - {{id: side, label: Side, {choices}}}\n"
    edit(project.root, FORM, "  - id: actions\n", f"{boxes}  - id: actions\n")
    words = re.sub("<option.*?</option>|<[^>]+>", " ", group_of(project, page, "about", medium))
    assert [word for word in words.split() if word in ("Left", "Right")] == ["Left", "Right"]


SEVERAL = """\
    title: Two Forms
    summary: What to record.
    front: manual/more.md
    chapters: [form:minimum-dataset, form:checklist]
"""


@pytest.mark.parametrize("medium", ["web", "print"])
def test_a_document_of_several_forms(project: Project, medium: str) -> None:
    """Where a form is not all of its document, the document has its own title and each form has its own below."""
    alone = "    title: Small Dataset\n    summary: What to record.\n    front: form:minimum-dataset\n"
    speaker = edition_of(project, "en").speaker
    assert headings(page_of(speaker, medium))[:2] == [("1", "Small Dataset"), ("2", "Patient")]
    (project.content / "manual" / "more.md").write_text("{#more}\n# More\n\nWords.\n", encoding="utf-8")
    edit(project.root, "content/documents.yaml", alone, SEVERAL)
    html = page_of(edition_of(project, "en").speaker, medium)
    assert [(level, words.strip()) for level, words in headings(html) if level < "3"] == [
        ("1", "Two Forms"),
        ("2", "More"),
        ("2", "1 Small Dataset"),
        ("2", "2 Small Checklist"),
    ]
    assert html.count("<form") == (1 if medium == "web" else 0)


def page_of(speaker: Speaker, medium: str) -> str:
    """Return the page of the document minimum-dataset."""
    if medium == "web":
        return document_page(
            speaker,
            "minimum-dataset",
            {"minimum-dataset": ()},
            Coverage({}, {}),
            ("index.html", "en/minimum-dataset.html"),
        )
    return print_page(speaker, "minimum-dataset", (), ())


def test_numbered_items_keep_their_numbers(project: Project) -> None:
    """A list that goes on where another ended, or begins at 0, counts on, also where a style sheet draws the number."""
    lists = "3. c\n4. d\n   - x\n   1. y\n5. e\n\n- f\n\n\n0. g\n1. h\n"
    write_chapter(project, f"{{#process}}\n# A\n\n{{#steps}}\n## B\n\n{lists}")
    html = chapter_of(project, "process")
    assert re.findall(r"<ol[^>]*>", html) == ['<ol start="3">', "<ol>", '<ol start="0">']
    assert re.findall(r'data-number="(\d)"', html) == ["3", "4", "1", "5", "0", "1"]


# --- Values ---


def test_values_are_written_in(project: Project) -> None:
    """What stands in braces is the edition's figure, date or address, in texts and in the targets of links."""
    html = chapter_of(project, "process")
    assert "Reply within 2 weeks." in html
    assert '<a href="mailto:office@example.org">office@example.org</a>' in html
    assert "It has 2 core questions" in chapter_of(project, "introduction")


def test_values_are_never_markup(project: Project) -> None:
    """A value with signs of Markdown or HTML is printed as it is."""
    edit(project.root, "content/edition.yaml", "reply_weeks: 2", 'reply_weeks: "*2* <b> & {cases}"')
    assert "Reply within *2* &lt;b&gt; &amp; {cases} weeks." in chapter_of(project, "process")


@pytest.mark.parametrize(("language", "date"), [("en", "March\u00a01, 2026"), ("de", "1.\u00a0März 2026")])
def test_dates_are_those_of_the_language(project: Project, language: str, date: str) -> None:
    """The date of the edition is written as the language writes dates; the day stays with the month."""
    values = edition_of(project, language).speaker.values
    assert values["edition_date"] == date
    assert values["core_criteria"] == "2"
    assert values["cases"] == "30"


# --- Directives ---


def test_boxes_say_what_they_are(project: Project) -> None:
    """A note and a tip have a heading of their own, which tells IASIOS's rules from advice."""
    boxes = ":::{tip}\nThis is a tip.\n:::\n\n:::{note}\nNote."
    edit(project.root, "content/manual/process.md", ":::{note}\nThis is a note.", boxes)
    html = " ".join(chapter_of(project, "process").split())
    assert '<p class="box-title">Please note</p><p>Note.</p></div>' in html
    assert '<p class="box-title">Tip of this edition (not an IASIOS rule)</p><p>This is a tip.</p></div>' in html
    assert html.count("<div") == html.count("</div>")


def test_containers_close_where_they_end(project: Project) -> None:
    """What a directive inserts leaves the containers around it whole."""
    note = "::::{note}\n:::{core-criteria}\n:::\n\nAfter.\n::::"
    write_chapter(project, f"{{#process}}\n# A\n\n{{#steps}}\n## B\n\n{note}\n\nC\n")
    html = " ".join(chapter_of(project, "process").split())
    assert html.count("<div") == html.count("</div>")
    assert html.endswith("</table></div><p>After.</p></div><p>C</p>")


def test_criteria_by_standard(project: Project) -> None:
    """The table of criteria names each Standard with its criteria, linked, or says that it has none."""
    html = chapter_of(project, "process")
    table = html[html.index('<table class="letters">') :]
    assert re.findall(r'<a class="code" href="([^"]+)">(\w+)</a>', table) == [("#1a", "1a"), ("#1b", "1b")]
    assert "No core criteria" in table
    assert 'rowspan="2">First Group</th>' in table


def test_questions_of_the_case_review(project: Project) -> None:
    """The table of questions holds the criteria that have one, with number and topic."""
    edit(project.root, "content/manual/process.md", ":::{core-criteria}", ":::{case-review-questions}")
    row = re.sub(r"\s*<[^>]+>\s*", "|", chapter_of(project, "process").split("<tbody>")[-1])
    assert [cell for cell in row.split("|") if cell] == ["13", "1b", "Review of cases"]


def test_a_figure_on_a_page(project: Project) -> None:
    """A figure has number, caption, drawing and call-outs; a screenshot of the language replaces the drawing."""
    html = chapter_of(project, "platform")
    assert '<figure class="figure" id="figure/screen">' in html
    assert re.search(r'<span class="number">Figure 1</span>\s*A small screen</figcaption>', html)
    assert "<svg" in html
    assert re.search(r'<li[^>]*>Press <span class="ui"', html)
    add_picture(project, "screen.de.png")
    assert "<svg" in chapter_of(project, "platform")
    german = chapter_of(project, "platform", "de")
    assert '<img src="../assets/figures/screen.de.png"' in german
    assert "<svg" not in german
    assert '<img src="content/figures/screen.de.png"' in chapter_of(project, "platform", "de", "print")


def test_what_a_picture_shows_says_its_language(project: Project) -> None:
    """The description of a screenshot or drawing that is not translated carries its own language."""
    path = add_picture(project, "screen.png")
    picture = re.search(r"<img [^>]+>", chapter_of(project, "platform", "de"))
    assert picture is not None
    assert 'alt="A window with the button Save."' in picture[0]
    assert 'lang="en" dir="ltr"' in picture[0]
    assert "lang" not in re.search(r"<img [^>]+>", chapter_of(project, "platform"))[0]
    path.unlink()
    assert '<svg lang="en" ' in chapter_of(project, "platform", "de")
    assert '<svg lang="' not in chapter_of(project, "platform")


def test_terms_follow_the_alphabet_of_the_language(project: Project) -> None:
    """Terms are sorted by their words in the language; accents and case do not count."""
    terms = [("Zoo", "Ärzte"), ("apple", "Apfel"), ("Bear", "zu"), ("Élan", "ab"), ("e-mail", "Öl")]
    yaml = "terms:\n" + "".join(
        f"  - {{id: t{n}, term: {term}, definition: Text {n}.}}\n" for n, (term, _german) in enumerate(terms)
    )
    (project.content / "glossary.yaml").write_text(yaml + "  - {id: x, term: unexplained}\n", encoding="utf-8")
    add_catalog(project.root, "de", *((f"glossary/t{n}", term, german) for n, (term, german) in enumerate(terms)))
    shown = {
        language: re.findall(r"<dt>(.*?)</dt>", chapter_of(project, "glossary", language)) for language in ("en", "de")
    }
    assert shown["en"] == ["apple", "Bear", "Élan", "e-mail", "Zoo"]
    assert shown["de"] == ["ab", "Apfel", "Ärzte", "Öl", "zu"]


def test_wide_tables_scroll_by_themselves(project: Project) -> None:
    """On a screen a table can be scrolled, by keyboard too; on paper there is nothing to scroll."""
    assert chapter_of(project, "process").count('<div class="scroll" role="group" tabindex="0" aria-label="') == 2
    assert "tabindex" not in chapter_of(project, "process", medium="print")
    assert chapter_of(project, "process", medium="print").count("<table") == 2


# --- States ---


def test_a_current_text_carries_no_mark(project: Project) -> None:
    """What is translated, or stands in the source language, is plain."""
    fill_catalogs(project)
    html = chapter_of(project, "introduction", "de")
    assert "<p>Ein Ziel ist kurz.</p>" in html
    assert "state-" not in chapter_of(project, "introduction")


def test_a_missing_text_is_marked(project: Project) -> None:
    """What is not translated stands in the source language, says so to programs and to readers."""
    fill_catalogs(project)
    html = chapter_of(project, "introduction", "de")
    assert (
        f"<p>{MISSING}Another aim is a little longer than the first one.</span> "
        f'<span class="mark">{MISSING}not yet translated</span></span></p>'
    ) in html


def test_the_mark_is_in_the_language(project: Project) -> None:
    """The words of a mark are translated with the rest, and then stand in the language of the page."""
    add_catalog(project.root, "de", ("interface/mark-missing", "not yet translated", "fehlt noch"), domain="interface")
    html = chapter_of(project, "introduction", "de")
    assert f'{MISSING}One aim is short.</span> <span class="mark">fehlt noch</span>' in html


def test_an_outdated_text_is_marked(project: Project) -> None:
    """An earlier translation is shown in the language of the page, with a mark."""
    fill_catalogs(project)
    edit(project.root, "content/manual/introduction.md", "One aim is short.", "One aim is very short.")
    html = chapter_of(project, "introduction", "de")
    assert '<p><span class="state-outdated">Ein Ziel ist kurz.</span> <span class="mark">' in html
    assert "translation of an earlier text" in html


def test_a_source_text_is_never_called_old(project: Project) -> None:
    """Where a number has changed, the source text stands there, as one that is not translated: it is valid."""
    fill_catalogs(project)
    edit(project.root, "content/manual/introduction.md", "One aim is short.", "Two aims are short.")
    html = chapter_of(project, "introduction", "de")
    assert f'{MISSING}Two aims are short.</span> <span class="mark">' in html
    assert "translation of an earlier text" not in html


def test_an_unchecked_text_is_marked(project: Project) -> None:
    """A translation that its translator has not confirmed is shown, with a mark."""
    fill_catalogs(project)
    path = project.locales / "de" / "LC_MESSAGES" / "manual.po"
    german_of(path, '#, md-text\nmsgctxt "aims"\nmsgid "One', '#, fuzzy, md-text\nmsgctxt "aims"\nmsgid "One')
    html = chapter_of(project, "introduction", "de")
    assert '<p><span class="state-unchecked">Ein Ziel ist kurz.</span> <span class="mark">' in html
    assert "translation not yet checked" in html


def test_markup_stays_whole_within_a_mark(project: Project) -> None:
    """A marked text keeps its labels, emphasis and links."""
    html = chapter_of(project, "process", "de")
    label = '<span class="ui" lang="en" dir="ltr" translate="no">Save</span>'
    assert f"{MISSING}Reply within 2 weeks. Then press {label}" in html
    assert f"{MISSING}Wait for <strong>an answer</strong>.</span>" in html


def test_plain_words(project: Project) -> None:
    """Titles and attributes hold the words alone, with values and without markup."""
    speaker = edition_of(project, "en").speaker
    text = "**Reply** to `Save` within {reply_weeks} weeks: [mail](mailto:{email}) & <b>"
    assert speaker.plain(Text(text, text)) == "Reply to Save within 2 weeks: mail & <b>"

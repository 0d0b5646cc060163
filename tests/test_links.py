"""References say where something stands, in words of the page's language, and lead there."""

from __future__ import annotations

import re

import pytest
from builds import GERMAN
from small import add_catalog, edit
from spoken import chapter_of, view_of

from press.editions import load_editions
from press.pages.content import PageView
from press.pages.links import PageLinks
from press.project import Project
from press.search import entries_of
from press.validate import load

BOTH_TABLES = ":::{core-criteria}\n:::\n\n:::{case-review-questions}\n:::"


def links_on(project: Project, page: str, language: str = "en", medium: str = "web") -> PageLinks:
    """Return the links as a page sees them."""
    return view_of(project, language, page, medium).links


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        ("process", "chapter 1"),
        ("steps", "chapter 1.1"),
        ("platform", "Appendix 1"),
        ("saving", "section A1.1"),
        ("checklist", "Appendix 2"),
        ("minimum-dataset", "Appendix 3"),
        ("figure/screen", "Figure 1"),
        ("introduction", "Introduction"),
        ("aims", "Aims"),
        ("first-group", "First Group"),
        ("standard-1", "Standard 1"),
        ("1a", "1a"),
        ("1b/ii", "1b ii"),
        ("minimum-dataset/patient", "Patient"),
        ("minimum-dataset/laterality", "Laterality"),
        ("minimum-dataset/done/yes", "Yes"),
        ("glossary/facility", "facility"),
    ],
)
def test_words_of_a_reference(project: Project, reference: str, words: str) -> None:
    """Numbered parts go by their number, others by their title, fields by their label, criteria by their code."""
    assert links_on(project, "manual").label(reference, "") == words
    assert links_on(project, "manual", medium="print").label(reference, "") == words


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        ("steps", "chapter 1.1 of the Small Manual"),
        ("platform", "Appendix 1 of the Small Manual"),
        ("saving", "section A1.1 of the Small Manual"),
        ("figure/screen", "Figure 1 of the Small Manual"),
        ("minimum-dataset", "Appendix 3 of the Small Manual"),
        ("aims", "Aims"),
        ("checklist", "Small Checklist"),
        ("1a", "1a"),
        ("minimum-dataset/laterality", "Laterality"),
    ],
)
def test_words_in_another_document(project: Project, reference: str, words: str) -> None:
    """A number names the document that it counts in; what stands on the page itself is told as it is there."""
    assert links_on(project, "checklist").label(reference, "") == words


@pytest.mark.parametrize(
    ("wording", "words"),
    [
        ("see {number}", "see 1.1"),
        ("{number}, {number}", "1.1, 1.1"),
        ("the steps", "the steps"),
    ],
)
def test_words_of_the_author(project: Project, wording: str, words: str) -> None:
    """Own words are kept, with the number where they ask for it, in other documents too."""
    assert links_on(project, "manual").label("steps", wording) == words
    assert links_on(project, "checklist").label("steps", wording) == words


@pytest.mark.parametrize(
    ("page", "medium", "reference", "target"),
    [
        ("manual", "web", "steps", "#steps"),
        ("manual", "web", "figure/screen", "#figure/screen"),
        ("manual", "web", "1b/ii", "#1b/ii"),
        ("manual", "web", "glossary/facility", "#glossary/facility"),
        ("checklist", "web", "1a", "#1a"),
        ("checklist", "web", "steps", "manual.html#steps"),
        ("checklist", "web", "minimum-dataset/done", "manual.html#minimum-dataset/done"),
        ("", "web", "1a", "manual.html#1a"),
        ("manual", "print", "steps", "#steps"),
        ("checklist", "print", "steps", ""),
        ("manual", "web", "nowhere", ""),
    ],
)
def test_targets(project: Project, page: str, medium: str, reference: str, target: str) -> None:
    """A link stays on its page where it can; on paper, another document can't be reached."""
    assert links_on(project, page, medium=medium).target(reference) == target


def test_german_words(project: Project) -> None:
    """Words, titles and numbers are those of the language; what is missing says its own language."""
    for domain, entries in GERMAN.items():
        add_catalog(project.root, "de", *entries, domain=domain)
    links = links_on(project, "checklist", "de")
    assert links.label("saving", "").__html__() == (
        '<span class="state-missing" lang="en" dir="ltr">'
        '<span class="state-missing" lang="en" dir="ltr">section A1.1</span> of the Kleines Handbuch</span>'
    )
    links = links_on(project, "manual", "de")
    assert links.label("steps", "") == "Kapitel 1.1"
    assert links.label("steps", "").__html__() == "Kapitel 1.1"
    assert links.label("aims", "") == "Ziele"
    assert links.label("minimum-dataset/first-name", "") == "Vorname"
    assert links.label("minimum-dataset/laterality", "").__html__() == (
        '<span class="state-missing" lang="en" dir="ltr">Laterality</span>'
    )


def test_a_reference_on_the_page(project: Project) -> None:
    """Within a text, a reference is a link with its words; markup in a title is not markup of the link."""
    edit(project.root, "content/manual/introduction.md", "## Aims", "## Aims & `Save`")
    view = view_of(project)
    text = view.manual.chapters[0].blocks[0].text
    shown = "See [](#aims), [Aims](#aims), [no. {number}](#steps)."
    html = view.md(type(text)(shown, shown))
    assert html == (
        'See <a class="ref short" href="#aims">Aims &amp; Save</a>, <a class="ref" href="#aims">Aims</a>, '
        '<a class="ref short" href="#steps">no. 1.1</a>.'
    )


def test_a_heading_with_a_reference(project: Project) -> None:
    """The list of contents shows the words of a heading and no second link within its own."""
    edit(project.root, "content/manual/process.md", "## A table", "## A table, see [](#steps)")
    view = view_of(project)
    section = view.speaker.links.sections["manual"]["table"]
    assert 'A table, see <a class="ref short" href="#steps">chapter 1.1</a>' in view.heading(section)
    assert view.listed(section) == '<span class="number">1.2 </span>A table, see chapter 1.1'


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("After [{number}](#steps)", "After 1.1"),
        ("After [](#steps), before [](#introduction)", "After chapter 1.1, before Introduction"),
        ("See [](#figure/screen) and [](#1b/ii)", "See Figure 1 and 1b ii"),
    ],
)
def test_a_title_with_references_reads_the_same_everywhere(project: Project, title: str, shown: str) -> None:
    """On the page, in the contents, in other references and in the search a title says what its references say."""
    edit(project.root, "content/manual/introduction.md", "## Aims", f"## {title}")
    view = view_of(project)
    section = view.speaker.links.sections["manual"]["aims"]
    assert view.plain(section.title) == view.links.label("aims", "") == shown
    assert re.sub("<[^>]+>", "", view.heading(section)) == view.listed(section) == shown
    assert [found.title for found in entries_of(view.speaker) if found.id == "aims"] == [shown]


def test_titles_that_refer_to_each_other(project: Project) -> None:
    """Where titles refer to each other in a circle, none is said within itself."""
    edit(project.root, "content/manual/introduction.md", "# Introduction", "# Introduction to [](#aims)")
    edit(project.root, "content/manual/introduction.md", "## Aims", "## Aims of [](#introduction)")
    assert links_on(project, "manual").label("aims", "") == "Aims of Introduction to "


def test_what_cannot_be_reached_is_no_link(project: Project) -> None:
    """Where no document shows the criteria, and on paper for other documents, their codes are words alone."""
    edit(project.root, "content/manual/process.md", ":::{core-criteria}\n:::", BOTH_TABLES)
    assert chapter_of(project, "process").count('<a class="code" href="#1') == 3
    assert '<a class="code">1b</a>' in view_of(project, page="minimum-dataset", medium="print").part("core-criteria")
    edit(project.root, "content/documents.yaml", "      - form:checklist\n", "")
    edit(project.root, "content/documents.yaml", "front: form:checklist", "front: manual/introduction.md")
    edit(project.root, "content/manual/introduction.md", ", in [](#checklist)", "")
    (unused,) = load(project).problems
    assert (unused.code, unused.severity) == ("part-unused", "warning")
    (edition,) = load_editions(project, load(project).manual, load(project).manual.languages[:1], {})
    for name in ("core-criteria", "case-review-questions"):
        assert '<a class="code">1b</a>' in PageView(edition.speaker, "manual", "web").part(name)


def test_anchors_stand_where_they_are_shown(project: Project) -> None:
    """The manual holds all anchors of its parts, another document those of its own parts alone."""
    (project.content / "manual" / "extra.md").write_text("{#extra}\n# Extra\n\nSee [](#figure/screen).\n")
    parts = "    front: [manual/extra.md, form:checklist]"
    edit(project.root, "content/documents.yaml", "    front: form:checklist", parts)
    links = links_on(project, "checklist")
    anchors = links.edition.anchors
    assert anchors["extra"] == ["checklist"]
    assert anchors["figure/screen"] == ["manual"]
    assert anchors["glossary/facility"] == ["manual"]
    assert anchors["1a"] == ["manual", "checklist"]
    assert anchors["minimum-dataset/first-name"] == ["manual", "minimum-dataset"]
    assert links.target("figure/screen") == "manual.html#figure/screen"
    assert links.label("figure/screen", "") == "Figure 1 of the Small Manual"

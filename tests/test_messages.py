"""The one walk: what it finds for translators is exactly what it replaces."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small import edit

from press.chapters import read_chapter
from press.model import (
    Checklist,
    Choice,
    Criterion,
    Document,
    Edition,
    Extended,
    FieldGroup,
    Figure,
    Form,
    FormField,
    Frozen,
    Language,
    Manual,
    Standard,
    StandardGroup,
    SubItem,
    Term,
    Text,
    keyed,
)
from press.model.figure import Element
from press.model.manual import Block, Section
from press.translation.messages import messages, walk
from press.validate import load

MARK = " ✓"
ENGLISH = Language(tag="en", name="English", state="released", fonts=("text",), quotes=("“", "”", "‘", "’"))


class Maker:
    """Draws parts of a manual; each text and each id is drawn once only, so that every text is a message."""

    def __init__(self, draw):
        self.draw = draw
        self.count = 0

    def name(self):
        self.count += 1
        return f"n{self.count}"

    def text(self):
        self.count += 1
        return Text(f"text {self.count}", f"text {self.count}")

    def maybe(self):
        return self.text() if self.draw(st.booleans()) else None

    def some(self, make, least=0):
        return tuple(make() for _ in range(self.draw(st.integers(least, 3))))

    def field(self):
        return FormField(
            id=self.name(), label=self.text(), short=self.maybe(), hint=self.maybe(), type="choice",
            choices=self.some(lambda: Choice(id=self.name(), label=self.text())),
        )  # fmt: skip

    def group(self):
        return FieldGroup(
            id=self.name(), label=self.text(), layout="boxes", intro=self.some(self.text),
            fields=self.some(self.field, 1),
        )  # fmt: skip

    def form(self):
        return Form(id=self.name(), title=self.text(), intro=self.some(self.text), groups=self.some(self.group))

    def criterion(self):
        items = self.some(lambda: SubItem(id=self.name(), text=self.text()))
        return Criterion(id=self.name(), evidence=self.text(), items=items, topic=self.maybe())

    def standard(self):
        return Standard(id=self.name(), number="1", note=self.maybe(), criteria=self.some(self.criterion))

    def checklist(self):
        groups = self.some(lambda: StandardGroup(id=self.name(), label=self.text(), standards=self.some(self.standard)))
        extended = Extended(text=self.text())
        return Checklist(
            id=self.name(), title=self.text(), intro=self.some(self.text), groups=groups, extended=extended
        )

    def figure(self):
        return Figure(
            id=self.name(), caption=self.text(), description=self.text(), screen=Element(bars=1),
            callouts=self.some(self.text),
        )  # fmt: skip

    def document(self):
        return Document(id=self.name(), kind="manual", title=self.text(), summary=self.text())

    def term(self):
        return Term(id=self.name(), term=self.text(), definition=self.maybe())

    def chapter(self):
        lines = [f"{{#{self.name()}}}\n# {self.text().source}\n"]
        for kind in self.draw(st.lists(st.sampled_from(("p", "h", "l", "t", "n")), max_size=5)):
            words = [self.text().source for _ in range(4)]
            lines.append(
                {
                    "p": words[0],
                    "h": f"{{#{self.name()}}}\n## {words[0]}",
                    "l": f"- {words[0]}\n\n  {words[1]}\n\n  1. {words[2]}\n- {words[3]}",
                    "t": f"| {words[0]} | {words[1]} |\n|---|---|\n| {words[2]} | {words[3]} |",
                    "n": f":::{{note}}\n{words[0]}\n:::",
                }[kind]
                + "\n"
            )
        return read_chapter("\n".join(lines), f"content/manual/{self.name()}.md")

    def manual(self):
        files = self.some(self.chapter)
        forms = keyed(self.some(self.form))
        checklist = keyed(self.checklist())
        headings = [(heading.id, heading.title) for file in files for heading in file.headings]
        headings += [(form.id, form.title) for form in (checklist, *forms)]
        return Manual(
            edition=Edition(edition="1", date="2026-03-01", publisher="P"),
            language=ENGLISH,
            languages=(ENGLISH,),
            documents=keyed(self.some(self.document)),
            chapters=tuple(file.chapter for file in files),
            figures=keyed(self.some(self.figure)),
            terms=keyed(self.some(self.term)),
            checklist=checklist,
            forms=forms,
            sections=tuple(
                Section(id=name, level=1, number="", numbering="none", title=title, page="") for name, title in headings
            ),
        )


@st.composite
def manuals(draw):
    return Maker(draw).manual()


def texts_in(node):
    """Every text at any depth, found without knowing any field by its name."""
    if isinstance(node, Text):
        yield node
    elif isinstance(node, Block):
        yield node.text
    elif isinstance(node, (tuple, list)):
        for item in node:
            yield from texts_in(item)
    elif isinstance(node, Frozen):
        for _name, value in node:
            yield from texts_in(value)


def shown_texts(manual):
    """Every text that readers see: all but the words of terms that are not printed."""
    for name, value in manual:
        if name != "terms":
            yield from texts_in(value)
    for term in manual.terms:
        if term.definition:
            yield from texts_in(term)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(manuals())
def test_what_is_found_is_what_is_replaced(manual):
    """A visitor meets each message once, and after it has changed all of them, no text is unchanged."""
    visits = []

    def mark(message, text):
        assert (message.source, message.origin) == (text.source, text.origin)
        visits.append(message)
        return replace(text, shown=text.shown + MARK)

    marked = walk(manual, mark)
    assert visits == messages(manual)
    assert {text.source for text in shown_texts(manual)} == {message.source for message in visits}
    assert all(text.shown == text.source + MARK for text in shown_texts(marked))
    assert len(list(shown_texts(marked))) == len(list(shown_texts(manual)))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(manuals())
def test_a_walk_that_changes_nothing_changes_nothing(manual):
    """What comes out of a walk without changes is what went in, to the last field."""
    assert walk(manual, lambda _message, text: text) == manual


def test_contexts_and_kinds(project):
    """A message stands in its item or section, in the domain of its part; forms state rules, and labels have limits."""
    found = [
        (m.domain, m.context, m.kind, m.normative, m.limit, m.source)
        for m in messages(load(project).manual)
        if m.context
        in ("manual", "steps", "figure/screen", "glossary/facility", "1b", "1b/ii", "minimum-dataset/done/no")
    ]
    assert found == [
        ("manual", "manual", "Document title", False, 70, "Small Manual"),
        ("manual", "manual", "Description of a document", False, None, "All about a small thing."),
        ("manual", "steps", "Heading 2", False, None, "Steps"),
        (
            "manual",
            "steps",
            "Paragraph",
            True,
            None,
            "Reply within {reply_weeks} weeks. Then press `Save`, as [](#figure/screen) shows.",
        ),
        ("manual", "steps", "List item", False, None, "Write to [{email}](mailto:{email})."),
        ("manual", "steps", "List item", False, None, "Wait for **an answer**."),
        ("manual", "steps", "Paragraph", False, None, "This is a note."),
        ("manual", "figure/screen", "Caption of a figure", False, 90, "A small screen"),
        (
            "manual",
            "figure/screen",
            "Description of a figure for readers who do not see it",
            False,
            None,
            "A window with the button Save.",
        ),
        (
            "manual",
            "figure/screen",
            "Explanation of a numbered part of a figure",
            False,
            None,
            "Press `Save` when you have finished.",
        ),
        ("manual", "glossary/facility", "Term", False, 90, "facility"),
        ("manual", "glossary/facility", "Definition of a term", False, None, "A place that applies."),
        ("forms", "1b", "Required evidence", True, None, "At least {cases} cases, reviewed."),
        ("forms", "1b/ii", "Part of required evidence", True, None, "The second part."),
        ("forms", "1b", "Topic of a question", True, None, "Review of cases"),
        ("forms", "minimum-dataset/done/no", "Answer", True, 24, "No"),
    ]


def test_terms_that_are_not_printed_need_no_translation(project):
    """A term without a definition serves the check of English texts only."""
    assert [m.context for m in messages(load(project).manual) if m.context.startswith("glossary/")] == [
        "glossary/facility",
        "glossary/facility",
    ]


def test_the_same_text_twice_in_a_section_is_one_message(project):
    """Translators meet a text once a section; every place of it is replaced."""
    edit(
        project.root,
        "content/manual/introduction.md",
        "One aim is short.",
        "Another aim is a little longer than the first one.",
    )
    manual = load(project).manual
    assert [m.source for m in messages(manual) if m.context == "aims"] == [
        "Aims",
        "Another aim is a little longer than the first one.",
    ]
    marked = walk(manual, lambda _message, text: replace(text, shown=text.shown + MARK))
    assert all(block.text.shown.endswith(MARK) for chapter in marked.chapters for block in chapter.blocks)


@pytest.mark.parametrize("section", ["steps", "checklist", "minimum-dataset"])
def test_sections_repeat_what_their_headings_show(project, section):
    """Tables of contents and references say what the heading says, translated with it."""
    marked = walk(load(project).manual, lambda _message, text: replace(text, shown=text.shown + MARK))
    shown = {each.id: each.title.shown for each in marked.sections}
    assert shown[section].endswith(MARK)

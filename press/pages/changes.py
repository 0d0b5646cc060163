"""A page and an earlier edition in; what is new since then, section by section, for a list on the page, out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

from press.compare.pairing import Change, Comparison, Kind, compared, grouped
from press.markdown import directive
from press.model import Snapshot, Text, Where
from press.pages.content import PageView
from press.renames import Ways
from press.snapshot import source_snapshot


class New(NamedTuple):
    """A criterion or a section of which something is new: what it is called, where it stands, what became of it.

    `href` is empty where it can't be reached from the page; `old` are the codes that a criterion had before.
    """

    kind: Kind
    sort: str
    name: Markup
    href: str
    old: str = ""


def new_since(view: PageView, name: str) -> list[New]:
    """Return the criteria, the sections with rules and the other sections that are not as they were in an edition."""
    manual = view.manual
    then = manual.earlier[name]
    comparison = compared(then, source_snapshot(manual), Ways(manual.became))
    listing = _with_lists(view)
    groups = [(where, own) for where, own in grouped(comparison.told).items() if where.section not in listing]
    found = [_new(view, then, comparison, where, own) for where, own in groups]
    order = {"criterion": 0, "rule": 1, "section": 2}
    return sorted(found, key=lambda each: order[each.sort])


def _with_lists(view: PageView) -> set[str]:
    """Return the sections of the chapters that list what is new: that they are new themselves is no news."""
    return {
        block.context
        for chapter in view.manual.chapters
        if any(
            token.type == "container_directive_open" and directive(token)[0] == "changes" for token in chapter.tokens
        )
        for block in chapter.blocks
    }


def _new(view: PageView, then: Snapshot, comparison: Comparison, where: Where, changes: list[Change]) -> New:
    kind = comparison.kind_of(where, changes)
    if where.criterion:
        name = view.t("interface/criterion-code", "Criterion {code}", code=where.criterion).html
        old = ", ".join(dict.fromkeys(each for change in changes for each in change.former if "/" not in each))
        return New(kind, "criterion", name, view.target(where.criterion), old)
    sort = "rule" if any(change.rule for change in changes) else "section"
    href = view.target(where.section) if where.section else ""
    # A document that is one form has the name of it.
    names = dict.fromkeys(_names(view, then, where))
    return New(kind, sort, Markup(" › ").join(names), href)


def _names(view: PageView, then: Snapshot, where: Where) -> Iterator[Markup]:
    """Yield the title of the document, where it is another one, and of the section, with its number."""
    manual, speaker = view.manual, view.speaker
    document = next((each for each in manual.documents if each.id == where.document), None)
    if document is None:
        yield _title_then(view, then, where.document, then.documents.get(where.document, where.document))
    elif document.id != view.page or not where.section:
        yield speaker.words(document.title).html
    section = speaker.links.sections.get(where.document, {}).get(where.section)
    titles = {manual.checklist.id: manual.checklist.title, **{form.id: form.title for form in manual.forms}}
    if section is not None:
        yield view.listed(section)
    elif where.section in titles:
        yield speaker.words(titles[where.section]).html
    elif where.section:
        yield _title_then(view, then, where.section, then.places[where].title)


def _title_then(view: PageView, then: Snapshot, context: str, title: str) -> Markup:
    """Return a title that is gone, as readers of the language saw it."""
    shown = then.shown(context, title, view.language.tag)
    if shown:
        return view.speaker.words(Text(title, shown)).html
    return view.speaker.words(Text(title, title, language=then.language, state="missing")).html

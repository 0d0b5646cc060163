"""A language and what has changed in; the texts that its translators have to do now, as a page and as a table, out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

from press import tables
from press.compare.page import fonts_for
from press.compare.pairing import WORDS, Comparison
from press.editions import Edition
from press.fonts import Family
from press.model import State
from press.outline import Outline
from press.pages.content import PageView, Speaker
from press.pages.site import render
from press.project import Project
from press.review.page import struck
from press.review.sheet import STATES
from press.translation.catalogs import Catalogs

_HEAD = ("place", "id", "state", "rule", "change", "old source", "new source", "words")


class Redo(NamedTuple):
    """A text to translate.

    `place` is that of its translation in the catalog, as `path:line`, or of the source where it is not there yet.
    `change` is what became of the source since the earlier edition, `before` the source of the translation that there
    is, or else of then; `words` is how many the source has.
    """

    place: str
    id: str
    state: State
    rule: bool
    change: str
    before: str
    source: str
    words: int
    filed: bool

    @property
    def difference(self) -> Markup:
        """The source text with what has changed in it marked, as HTML."""
        return struck(self.before, self.source) if self.before else escape(self.source)


def redo(outline: Outline, edition: Edition, catalogs: Catalogs, comparison: Comparison) -> list[Redo]:
    """Return what is not current in a language, in reading order, the words of pages and PDFs last."""
    states = edition.translated.states
    pairs = {pair.message: pair for pair in edition.translated.pairs}
    changes = {
        (change.now.text.domain, change.now.text.context, change.now.text.source): change
        for change in comparison.told
        if change.now
    }
    # A reason is no text of an edition: it came with the id that is gone.
    reasons = {f"retired/{change.retired}" for change in comparison.told if change.retired}
    found = []
    for message in (each for group in outline.grouped(states).values() for each in group):
        if states[message] == "current":
            continue
        entry, pair = catalogs.find(message), pairs.get(message)
        change = changes.get((message.domain, message.context, message.source))
        then = change.then.text.source if change and change.then else ""
        previous = (pair.entry.previous or "") if pair and pair.state == "outdated" else ""
        before = previous or (then if then != message.source else "")
        origin = (entry.origin if entry else message.origin)._replace(column=0)
        found.append(
            Redo(
                str(origin),
                message.context,
                states[message],
                message.normative,
                change.kind if change else "new" if message.context in reasons else "",
                before,
                message.source,
                len(message.source.split()),
                entry is not None,
            )
        )
    return found


def as_csv(found: Sequence[Redo]) -> bytes:
    """Return the texts as a table that spreadsheets read, the sum in its last line; no text of it is a formula."""
    total = ("sum", f"{len(found)} texts", "", "", "", "", "", str(sum(each.words for each in found)))
    return tables.as_csv([_HEAD, *map(_row, found), total])


def _row(each: Redo) -> tuple[str, ...]:
    rule = "yes" if each.rule else ""
    return (each.place, each.id, each.state, rule, each.change, each.before, each.source, str(each.words))


def redo_page(
    project: Project, speaker: Speaker, edition: Edition, found: Sequence[Redo], then: str, families: Sequence[Family]
) -> str:
    """Return the same as a page, in the source language, which `speaker` speaks."""
    return render(
        PageView(speaker, "", "print"),
        "compare/redo.html.jinja",
        target=edition.language,
        redo=found,
        then=then,
        words=STATES,
        changes={kind: word.capitalize() for kind, word in WORDS.items()},
        **fonts_for(project, [speaker.language, edition.language], families),
    )

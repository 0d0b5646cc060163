"""What became of texts, and an edition in some language, in; the same in words of that language, as HTML, out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

from press import markdown
from press.compare.pairing import Change, Comparison, Kind, Said, ids_in, today
from press.editions import Edition
from press.markdown import Links
from press.model import Text, Where
from press.pages.content import PageView
from press.pages.interface import Interface
from press.renames import Ways
from press.translation.messages import Message, walk
from press.wording import difference


class Line(NamedTuple):
    """A change as its table shows it: its kind in words, its text, and what else is to be said."""

    kind: Kind
    word: str
    text: Markup
    notes: tuple[Markup, ...]


class Teller:
    """Speaks of changes in the language of an edition.

    The difference is told in that language where it has both texts, the present one current. Elsewhere the English
    one is told, which is exact, below what readers of the language see now.
    """

    def __init__(self, edition: Edition, comparison: Comparison, ways: Ways) -> None:
        self._speaker = edition.speaker
        self._comparison = comparison
        self._ways = ways
        self._there = ids_in(comparison.now)
        self._tag = edition.language.tag
        self._source = comparison.now.language
        self._values = {**edition.speaker.values, **comparison.then.values}
        self._texts: dict[tuple[str, str, str], Text] = {}
        self._reasons = {each.id: each.reason for each in edition.speaker.manual.retired}
        self._criteria = {each.criterion for each in (*comparison.then.parts, *comparison.now.parts) if each.criterion}
        walk(edition.translated.manual, self._note)

    def heading(self, where: Where) -> str:
        """Return what a place is called: a criterion by its code, a section by its heading, with its number."""
        t = self._speaker.t
        place, then = self._comparison.now.places.get(where), self._comparison.then
        part = place or then.places[where]
        if where.criterion:
            code = t("interface/criterion-code", "Criterion {code}", code=where.criterion)
            standard = t("interface/standard-number", "Standard {number}", number=part.standard)
            return f"{code} · {standard}"
        if not where.section:
            return str(t("interface/changes/front", "Title and description"))
        if place is None:
            title = self._plain_then(then.shown(where.section, part.title, self._tag), where.document)
        else:
            title = self._plain(self._text("", where.section, part.title), where.document)
        return f"{self._number(where, part.number)} {title}".strip()

    def document(self, identifier: str) -> str:
        """Return the title of a document of now or of then."""
        for document in self._speaker.manual.documents:
            if document.id == identifier:
                return self._speaker.plain(document.title)
        then = self._comparison.then
        return self._plain_then(then.shown(identifier, then.documents.get(identifier, identifier), self._tag), "")

    def line(self, change: Change) -> Line:
        """Return a change in words."""
        return Line(change.kind, kind_words(self._speaker.t)[change.kind], self._told(change), tuple(self._notes(change)))

    def _told(self, change: Change) -> Markup:
        if change.now is None:
            assert change.then is not None, "a change is that of a text"
            return self._paragraph(*self._before(change.then))
        now = self._text(change.now.text.domain, change.now.text.context, change.now.text.source)
        document = change.now.where.document
        shown = Markup("<p><span{}>{}</span>{}</p>").format(
            self._speaker.attributes(now), self._isolated(self._plain(now, document)), self._speaker.mark(now)
        )
        if change.then is None or change.kind != "changed":
            return shown
        before, language = self._before(change.then)
        if now.state in ("source", "current") and language == self._tag:
            return self._paragraph(*self._difference(before, self._plain(now, document), language))
        source = Text(change.now.text.source, change.now.text.source)
        then = self._plain_then(change.then.text.source, document)
        told = self._paragraph(*self._difference(then, self._plain(source, document), self._source))
        return told if now.language == self._source else shown + told

    def _notes(self, change: Change) -> list[Markup]:
        t, then, now, notes = self._speaker.t, change.then, change.now, []
        if then and now and change.kind in ("changed", "moved") and change.group != self._home(then.where):
            place = self._place(then.where)
            notes.append(t("interface/changes/from", "It stood here before: {place}", place=place))
        if then and now and change.kind == "changed" and then.text.normative != now.text.normative:
            rule = t("interface/changes/rule-now", "This is now a rule.")
            notes.append(rule if now.text.normative else t("interface/changes/rule-before", "This was a rule before."))
        if then and now and change.kind == "changed" and self._same_words(then, now):
            notes.append(t("interface/changes/marks-only", "Its words are the same: emphasis or a link has changed."))
        if former := self._codes(change.former):
            notes.append(t("interface/changes/former", "Before: {codes}", codes=former))
        if heirs := self._codes(change.heirs):
            notes.append(t("interface/changes/heirs", "Now part of: {codes}", codes=heirs))
        if reason := self._reasons.get(change.retired):
            words = self._speaker.html(reason, self._speaker.links.on_page("", linked=False))
            notes.append(t("interface/changes/retired", "Why: {reason}", reason=words))
        return [Markup(escape(note)) for note in notes]

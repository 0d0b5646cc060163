"""What became of texts, and who says them in some language, in; the tables of that language's page out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from markupsafe import Markup

from press.compare.pairing import KINDS, Change, Comparison, Kind, grouped
from press.compare.voice import Voice
from press.model import Where
from press.pages.interface import Interface


class Line(NamedTuple):
    """A change as its table shows it: its kind, also in words, its text, and what else is to be said."""

    kind: Kind
    word: str
    text: Markup
    notes: tuple[str, ...]


class Group(NamedTuple):
    """The changes of a section, or of a criterion, below its heading."""

    heading: Markup
    lines: tuple[Line, ...]


class Chapter(NamedTuple):
    """A table: that of the criteria, or of a document; `id` is its place on the page."""

    id: str
    title: Markup
    groups: tuple[Group, ...]

    @property
    def size(self) -> int:
        """How many texts have changed."""
        return sum(len(group.lines) for group in self.groups)


class Told(NamedTuple):
    """What a page tells: the tables of criteria and rules, those of the rest, and how many texts of each kind."""

    rules: tuple[Chapter, ...]
    rest: tuple[Chapter, ...]
    counts: tuple[tuple[str, int, int], ...]


def told(voice: Voice, comparison: Comparison) -> Told:
    """Return what is to be told; all that states a rule comes first, and of that the criteria."""
    teller = _Teller(voice, comparison)
    rules = [change for change in comparison.told if change.rule]
    rest = [change for change in comparison.told if not change.rule]
    criteria = [change for change in rules if change.group.criterion]
    others = [change for change in rules if not change.group.criterion]
    title = voice.speaker.t("interface/changes/criteria", "Criteria").html
    first = [teller.chapter("criteria", title, criteria)] if criteria else []
    return Told(
        (*first, *teller.documents("rules", others)),
        tuple(teller.documents("rest", rest)),
        tuple(_counts(kind_words(voice.speaker.t), rules, rest)),
    )


def _counts(words: dict[Kind, str], rules: Sequence[Change], rest: Sequence[Change]) -> Iterable[tuple[str, int, int]]:
    for kind in KINDS:
        one, other = (sum(change.kind == kind for change in found) for found in (rules, rest))
        if one or other:
            yield words[kind], one, other


def kind_words(t: Interface) -> dict[Kind, str]:
    """Return what became of a text, or of a section, in words."""
    return {
        "changed": t("interface/changes/changed", "Changed"),
        "new": t("interface/changes/new", "New"),
        "gone": t("interface/changes/gone", "Removed"),
        "moved": t("interface/changes/moved", "Moved"),
        "renamed": t("interface/changes/renamed", "New code"),
    }


class _Teller:
    def __init__(self, voice: Voice, comparison: Comparison) -> None:
        self._voice = voice
        self._then, self._now = comparison.then, comparison.now
        self._t = voice.speaker.t
        self._tag = voice.speaker.language.tag
        self._words = kind_words(self._t)
        self._criteria = {part.criterion for each in (self._then, self._now) for part in each.parts if part.criterion}
        self._reasons = {each.id: each.reason for each in voice.speaker.manual.retired}

    def documents(self, prefix: str, changes: Sequence[Change]) -> Iterable[Chapter]:
        """Yield the tables of changes, one a document; those that are gone come where they stood."""
        found: dict[str, list[Change]] = {}
        for change in changes:
            found.setdefault(change.group.document, []).append(change)
        for document, own in found.items():
            yield self.chapter(f"{prefix}-{document}", self._document(document), own)

    def chapter(self, identifier: str, title: Markup, changes: Sequence[Change]) -> Chapter:
        """Return a table of changes."""
        groups = (Group(self._heading(where), tuple(map(self._line, own))) for where, own in grouped(changes).items())
        return Chapter(identifier, title, tuple(groups))

    def _line(self, change: Change) -> Line:
        return Line(change.kind, self._words[change.kind], self._voice.told(change), tuple(self._notes(change)))

    def _document(self, identifier: str) -> Markup:
        if identifier in self._now.documents:
            return self._voice.speaker.words(self._voice.speaker.document(identifier).title).html
        return self._voice.heading_before(identifier, self._then.documents.get(identifier, identifier), "")

    def _heading(self, where: Where) -> Markup:
        """Return what a place is called: a criterion by its code, a section by its heading, with its number."""
        t, part = self._t, self._now.places.get(where)
        if where.criterion:
            standard = (part or self._then.places[where]).standard
            said = t("interface/standard-number", "Standard {number}", number=standard)
            return Markup("{} · {}").format(self._criterion(where.criterion), said)
        if part is None:
            return self._heading_before(where)
        title = self._voice.heading(where.section, part.title, where.document)
        return self._numbered(part.number, title) if where.section else self._front()

    def _heading_before(self, where: Where) -> Markup:
        """Return what a place was called."""
        part = self._then.places[where]
        if where.criterion:
            return self._criterion(where.criterion)
        title = self._voice.heading_before(where.section, part.title, where.document)
        return self._numbered(part.number, title) if where.section else self._front()

    def _criterion(self, code: str) -> Markup:
        t = self._t
        return t("interface/criterion-code", "Criterion {code}", code=code).html

    def _front(self) -> Markup:
        t = self._t
        return t("interface/changes/front", "Title and description").html

    def _numbered(self, number: str, title: Markup) -> Markup:
        return Markup('<bdi dir="ltr">{}</bdi> {}').format(number, title) if number else title

    def _notes(self, change: Change) -> Iterable[str]:
        """Yield what is to be said beside the text."""
        t, then, now = self._t, change.then, change.now
        if then and change.kind == "moved":
            place = Markup("{} › {}").format(self._document(then.where.document), self._heading_before(then.where))
            yield t("interface/changes/from", "It stood here before: {place}", place=place)
        if then and now and change.kind == "changed":
            if then.text.normative != now.text.normative and now.text.normative:
                yield t("interface/changes/rule-now", "This is a rule now.")
            elif then.text.normative != now.text.normative:
                yield t("interface/changes/rule-before", "This was a rule before.")
            elif self._voice.same_words(then, now):
                yield t("interface/changes/marks", "The words are the same; their emphasis or a link has changed.")
        if former := self._codes(change.former):
            yield t("interface/changes/former", "Before: {codes}", codes=former)
        if heirs := self._codes(change.heirs):
            yield t("interface/changes/heirs", "Now: {codes}", codes=heirs)
        if change.retired in self._reasons:
            text = self._reasons[change.retired]
            reason = self._voice.speaker.words(text).html + self._voice.speaker.mark(text)
            yield t("interface/changes/retired", "Why: {reason}", reason=reason)

    def _codes(self, ids: Iterable[str]) -> str:
        """Return those of some ids that readers know: the codes of criteria."""
        return ", ".join(dict.fromkeys(each.replace("/", " ") for each in ids if each.split("/")[0] in self._criteria))

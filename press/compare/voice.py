"""An edition in some language and the texts of an earlier one in; each as readers of that language have it out."""

from __future__ import annotations

from markupsafe import Markup, escape

from press import markdown
from press.compare.pairing import Change, Comparison, Said, ids_in, today
from press.editions import Edition
from press.markdown import Links
from press.model import Text
from press.pages.isolation import isolated
from press.renames import Ways
from press.translation.messages import Message, walk
from press.wording import Piece, difference

_TAGS = {"gone": "del", "new": "ins"}


class Voice:
    """Says the texts of now and of then in one language, without markup.

    A difference is told in that language where it has both texts, the present one current. Elsewhere the one of the
    source language is told, which is exact, below what readers of the language see now.
    """

    def __init__(self, edition: Edition, comparison: Comparison, ways: Ways) -> None:
        self.speaker = edition.speaker
        self._then = comparison.then
        self._ways = ways
        self._there = ids_in(comparison.now)
        self._tag, self._source = str(edition.language.tag), comparison.now.language
        self._values = {**edition.speaker.values, **comparison.then.values}
        self._texts: dict[tuple[str, str, str], Text] = {}
        walk(edition.translated.manual, self._note)

    def told(self, change: Change) -> Markup:
        """Return the text of a change as paragraphs: how it differs, or what it says or said."""
        then, now = change.then, change.now
        if now is None:
            assert then is not None, "a change is that of a text"
            return _paragraph(self._marked(*self._before(then)))
        text, document = self._text(now), now.where.document
        language = text.language or self._tag
        said = _paragraph(self._marked(self._words(text, document), language) + self.speaker.mark(text))
        if then is None or change.kind != "changed":
            return said
        (before, kept), present = self._before(then), self._words(text, document)
        told = kept == self._tag and text.state in ("source", "current")
        # A translation may have stayed as it was, though the source says something else.
        if told and (before != present or self._tag == self._source):
            return _paragraph(self._different(before, present, self._tag))
        source = self._words(Text(now.text.source, now.text.source), document)
        exact = self._different(self.before(then.text.source, document), source, self._source)
        return said + _paragraph(exact) if language == self._tag else _paragraph(exact + self.speaker.mark(text))

    def same_words(self, then: Said, now: Said) -> bool:
        """Tell whether two texts differ in their markup alone, or in whether they state a rule."""
        document = now.where.document
        return self.before(then.text.source, document) == self._words(Text(now.text.source, now.text.source), document)

    def heading(self, context: str, source: str, document: str) -> Markup:
        """Return a heading or a title as the language has it now."""
        found = (self._texts.get((domain, context, source)) for domain in ("manual", "forms"))
        text = next(filter(None, found), Text(source, source))
        return self.speaker.words(text, self.speaker.links.on_page(document, linked=False)).html

    def heading_before(self, context: str, source: str, document: str) -> Markup:
        """Return a heading or a title as readers of the language saw it then."""
        shown = self._then.shown(context, source, self._tag)
        return self._marked(self.before(shown or source, document), self._tag if shown else self._then.language)

    def before(self, text: str, document: str) -> str:
        """Return Markdown of then without markup, with the values of then, and references by the words of today."""
        filled = markdown.substitute(today(text, self._ways, self._there), self._values.get)
        return markdown.plain(filled, self._links(document))

    def _note(self, message: Message, text: Text) -> Text:
        self._texts[message.domain, message.context, message.source] = text
        return text

    def _text(self, said: Said) -> Text:
        return self._texts[said.text.domain, said.text.context, said.text.source]

    def _words(self, text: Text, document: str) -> str:
        return markdown.plain(self.speaker.filled(text.shown), self._links(document))

    def _links(self, document: str) -> Links:
        return self.speaker.links.on_page(document, linked=False)

    def _before(self, said: Said) -> tuple[str, str]:
        """Return a text of then as readers of the language saw it, and the language that it was in."""
        shown = said.text.shown.get(self._tag)
        language = self._tag if shown else self._then.language
        return self.before(shown or said.text.source, said.where.document), language

    def _different(self, before: str, now: str, language: str) -> Markup:
        return self._marked(Markup().join(map(self._piece, difference(before, now))), language)

    def _piece(self, piece: Piece) -> Markup:
        t = self.speaker.t
        blank = " " if piece.blank else ""
        if piece.kind == "same":
            return escape(blank + piece.words)
        told = t("interface/changes/said-gone", "removed:")
        if piece.kind == "new":
            told = t("interface/changes/said-new", "added:")
        hidden = Markup('<span class="hidden" lang="{}">{} </span>').format(self._tag, told)
        joined = Markup("" if blank else ' class="joined"')
        return Markup("{0}<{1}{4}>{2}{3}</{1}>").format(blank, Markup(_TAGS[piece.kind]), hidden, piece.words, joined)

    def _marked(self, words: str, language: str) -> Markup:
        """Return words as HTML that says their language, where it is another, and keeps in order what is in a third."""
        direction = self.speaker.directions.get(language, "ltr")
        inner = Markup(isolated(str(escape(words)))) if direction == "rtl" else escape(words)
        if language == self._tag:
            return inner
        return Markup('<span lang="{}" dir="{}">{}</span>').format(language, direction, inner)


def _paragraph(words: Markup) -> Markup:
    return Markup("<p>{}</p>\n").format(words)

"""What the reading of a file said, in English and with ids, in; the same in the reader's language, with labels, out.

Readers of files speak as the command line does. Here their words are known by what they hold: the id of a field, a
cell, what stands in it. What is not known by its words is said in general, with the English below it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from press.answers.labels import Label, value_words
from press.answers.model import KEY
from press.answers.phrases import TONES, Phrases, quoted
from press.answers.reported import Finding, Unread
from press.answers.sections import Cell, Line
from press.pages.content import Speaker
from press.pages.interface import Phrase
from press.workbooks.blocks import workbook

_FIELD = re.compile(rf"(?<![\w/@-]){KEY.pattern}(?![\w/@-])")
_CELL = re.compile(r"(?:^|in |: )([^'\":;,!]+![A-Z]{1,3}[0-9]{1,5})\b")
_QUOTED = re.compile("'(.*?)' in ", re.DOTALL)
_LOST, _PART = re.compile(r"has lost [^(]*\(fields: ([0-9]+)\)"), re.compile("'([a-z0-9/-]+)'")
_PICTURES = re.compile(r"pictures \([0-9]+\) are not read")
_OUTSIDE = "stands outside the fields"
_NO_CHOICE, _NO_DATE = "is no answer of its list", "is no date"
_ENGLISH = "en"  # the language of the command line


class Unreadable:
    """Says what could not be read; `labels` are those of the fields, `says` tells where they stand."""

    def __init__(self, speaker: Speaker, labels: Mapping[str, Label], says: Phrases) -> None:
        self.t = speaker.t
        self._speaker = speaker
        self._labels = labels
        self._says = says

    def line(self, found: Unread) -> Line:
        """Return the place, what is found there and what to do."""
        tone, known = TONES[found.severity], self._known(found)
        if known:
            return self._places(found), (Cell(known, tone=tone),), (Cell(self._remedy(found)),)
        named = _FIELD.match(found.message)
        said = found.message[named.end() :].removeprefix(": ") if named else found.message
        if self._speaker.language.tag == _ENGLISH:
            return self._places(found), (Cell(said, tone=tone),), (Cell(found.hint),)
        what = (Cell(self._general(found), tone=tone), Cell(f"{said}; {found.hint}", _ENGLISH))
        return self._places(found), what, (Cell(self._remedy(found)),)

    def _places(self, found: Unread) -> tuple[Cell, ...]:
        """Return the fields and the cells that are named."""
        if _LOST.search(found.message):
            return self._part(found.message)
        keys = [key for key in dict.fromkeys(_FIELD.findall(found.message)) if key in self._labels]
        fields = self._says.where(Finding(code="unread", severity=found.severity, fields=tuple(keys)))
        cells = dict.fromkeys(_CELL.findall(found.message))
        return (*map(Cell, fields), *(Cell(cell, "") for cell in cells)) or (Cell(),)

    def _part(self, message: str) -> tuple[Cell, ...]:
        """Return the sheet of which fields are gone, and which rows or columns they stood in."""
        part, book = _PART.search(message), workbook(self._speaker.manual)
        blocks = book.blocks if book and part else ()
        sheets = [Cell(self._speaker.words(block.sheet.label)) for block in blocks if part and block.id == part[1]]
        lines = message.partition("): ")[2]
        return (*sheets, *([Cell(lines, "")] if lines else ())) or (Cell(),)

    def _known(self, found: Unread) -> Phrase | None:
        """Return what is found, where it is known by its words."""
        t, message = self.t, found.message
        entry = _QUOTED.search(message)
        said = quoted(entry[1] if entry else "")
        if "holds a formula" in message or "holds an error" in message:
            return t("interface/report/unread-formula", "a formula, of which nothing is read")
        if _NO_CHOICE in message:
            return t("interface/report/no-choice", "none of the answers to choose from: {found}", found=said)
        if _NO_DATE in message:
            return t("interface/report/no-date", "no valid date: {found}", found=said)
        if _OUTSIDE in message:
            texts = quoted(message.partition("answers nothing: ")[2])
            return t(
                "interface/report/unread-outside", "outside the fields, so it answers nothing: {found}", found=texts
            )
        if _PICTURES.match(message):
            return t("interface/report/unread-pictures", "pictures, of which nothing is read")
        if found_lost := _LOST.search(message):
            return t("interface/report/unread-lost", "fields missing from the file: {count}", count=found_lost[1])
        if "has more than one answer" in message:
            return t("interface/report/unread-several", "several answers to one question, of which none is read")
        if "is read as" in message:
            meant = self._meant(message)
            return t("interface/report/unread-as", "{found} was read as: {answer}", found=said, answer=meant)
        return None

    def _meant(self, message: str) -> str:
        """Return the answer that an entry was read as, as the list calls it."""
        meant = message.rpartition(" is read as ")[2]
        key = _FIELD.search(message)
        label = self._labels.get(key[0]) if key else None
        return str((value_words(self._speaker, label.field, meant) if label else None) or meant)

    def _general(self, found: Unread) -> Phrase:
        t = self.t
        if found.severity == "error":
            return t("interface/report/unread-error", "This could not be read. In English:")
        return t("interface/report/unread-warning", "This could not be read for sure. In English:")

    def _remedy(self, found: Unread) -> Phrase:
        """Return what to do, as the workbook says it of a list or a date."""
        t = self.t
        if _NO_CHOICE in found.message:
            return t("interface/book-error-list", "Choose an answer from the list, or delete the entry.")
        if _NO_DATE in found.message:
            return t("interface/book-error-date", "Enter a date as year, month and day, such as 2026-03-31.")
        if _OUTSIDE in found.message:
            return t("interface/report/unread-move", "Type each answer into its field, and delete the rest.")
        if _LOST.search(found.message):
            return t("interface/report/unread-older", "Copy the answers from an older copy of the file.")
        if found.severity == "error":
            return t("interface/report/unread-correct", "Correct it in the file, then make this report again.")
        return t("interface/report/unread-check", "See in the file whether it is right.")

"""The texts of an edition as it was released: content/editions/<edition>/texts.json."""

from __future__ import annotations

import datetime
from functools import cached_property
from typing import NamedTuple

from press.model.base import Frozen


class Where(NamedTuple):
    """A place in an edition, by ids: a section of a document, in the checklist perhaps one of its criteria."""

    document: str
    section: str = ""
    criterion: str = ""


class Passage(Frozen):
    """One text: names as in `Message`, `source` with its `{values}`.

    `shown` is, by language tag, the translation that readers saw where it was current.
    """

    domain: str
    context: str
    kind: str
    source: str
    normative: bool = False
    shown: dict[str, str] = {}


class KeptPart(Frozen):
    """The texts of a section, or of a criterion, in reading order; `standard` is the number of a criterion's Standard.

    `number` and `title` are those of the section's heading. Without a section, it is what the document says of itself.
    """

    document: str
    section: str = ""
    number: str = ""
    title: str = ""
    standard: str = ""
    criterion: str = ""
    texts: tuple[Passage, ...]

    @property
    def where(self) -> Where:
        """Its place."""
        return Where(self.document, self.section, self.criterion)


class Snapshot(Frozen):
    """All texts of an edition, in reading order.

    `values` are what texts write for `{names}`, but for the edition's own name and date; `documents` are the titles of
    the documents by their ids.
    """

    edition: str
    date: datetime.date
    language: str
    values: dict[str, str] = {}
    documents: dict[str, str]
    parts: tuple[KeptPart, ...]

    @cached_property
    def places(self) -> dict[Where, KeptPart]:
        """The parts by their places."""
        return {part.where: part for part in self.parts}

    def shown(self, context: str, source: str, tag: str) -> str:
        """Return how a text that names a document or a section was shown in a language; empty where it was not."""
        return source if tag == self.language else self._translations.get((context, source), {}).get(tag, "")

    @cached_property
    def _translations(self) -> dict[tuple[str, str], dict[str, str]]:
        return {(text.context, text.source): text.shown for part in self.parts for text in part.texts}

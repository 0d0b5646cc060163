"""The whole of one edition in one language: chapters, figures, glossary, forms and what holds them together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from press.model.base import Entry, Frozen, Given, Id, Says, Strings, Text, Word
from press.model.edition import Document, Edition, Language
from press.model.figure import Figure
from press.model.forms import Checklist, Form
from press.model.snapshot import Snapshot

Numbering = Literal["none", "chapter", "appendix"]


@dataclass(frozen=True, slots=True)
class Block:
    """One text of a chapter: a paragraph, heading, list item or table cell.

    `token` is the place of its `inline` token among the chapter's tokens, `context`
    the id of the section it stands in, `kind` what a translator is told it is.
    """

    token: int
    context: str
    kind: str
    normative: bool
    text: Text


class Chapter(Frozen):
    """A Markdown file: its block structure, the same in all languages, and its texts, in order."""

    id: str
    path: str
    tokens: tuple[Any, ...]
    blocks: tuple[Block, ...]


class Section(Frozen):
    """A heading with its computed number: `2.3` for a chapter, `1` or `A1.2` in appendices, empty if unnumbered.

    `title` is the text of the heading, `page` the document that holds it, `level` 1 for a chapter.
    """

    id: str
    level: int
    number: str
    numbering: Numbering
    title: Text
    page: str


def _with_letters(forms: tuple[str, ...]) -> tuple[str, ...]:
    for form in forms:
        if not any(sign.isalnum() for sign in form):
            raise PydanticCustomError("empty_form", "a word form has letters")
    return forms


class Term(Entry):
    """A term of the glossary; printed where it has a definition, watched by the check where it has `match`."""

    term: Annotated[Text, Says("Term", 90)]
    match: Annotated[Strings, AfterValidator(_with_letters)] = ()
    definition: Annotated[Text | None, Says("Definition of a term")] = None

    def key_in(self, parent: str) -> str:
        """Return `glossary/facility` for `facility`."""
        return f"glossary/{self.id}"


class Retired(Entry):
    """An id that nothing took the place of, and why: facilities read it beside an answer that lost its field."""

    reason: Annotated[Text, Says("Why a field is gone")]

    def key_in(self, parent: str) -> str:
        """Return `retired/9b` for `9b`."""
        return f"retired/{self.id}"


class Disagreement(Frozen):
    """A stated figure and a count of the data that are known to differ, and by which `numbers`."""

    stated: Word
    counted: Word
    numbers: tuple[Given, Given]


class OpenQuestion(Frozen):
    """A point that the office has to settle with IASIOS; never on a reader's page."""

    id: Id
    place: Word
    question: str
    printed: str
    disagreement: Disagreement | None = None


class Manual(Frozen):
    """Everything that one language's editions are made from.

    `sections` are those of all documents, in order; `counts` are computed from the data. `earlier` holds the texts of
    released editions since which a chapter lists what is new, by the names it gives them; `became` the ids that took
    the place of old ones.
    """

    edition: Edition
    language: Language
    languages: tuple[Language, ...]
    documents: tuple[Document, ...]
    chapters: tuple[Chapter, ...]
    figures: tuple[Figure, ...]
    terms: tuple[Term, ...]
    checklist: Checklist
    forms: tuple[Form, ...]
    questions: tuple[OpenQuestion, ...] = ()
    retired: tuple[Retired, ...] = ()
    sections: tuple[Section, ...] = ()
    counts: dict[str, int] = {}
    earlier: dict[str, Snapshot] = {}
    became: dict[str, tuple[str, ...]] = {}

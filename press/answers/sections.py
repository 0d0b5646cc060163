"""The types of a report's words: sections of facts and tables; terminal, page and PDF set them each in its way."""

from __future__ import annotations

from typing import Literal, NamedTuple

from press.pages.isolation import Line as Written
from press.pages.isolation import lines

Tone = Literal["", "good", "open", "bad", "look"]


class Cell(NamedTuple):
    """A text in the report's language, or as somebody wrote it in another one; `tone` says how good it is.

    `language` is the BCP 47 tag of what somebody wrote, empty where it is not known, None for the report's own words.
    """

    text: str = ""
    language: str | None = None
    tone: Tone = ""

    @property
    def lines(self) -> list[Written]:
        """The lines of what somebody wrote, as HTML, each in its own direction."""
        return lines(self.text)


class Column(NamedTuple):
    """A column of a table; one that is `detail` is shown on pages only."""

    head: str
    detail: bool = False


Cells = tuple[Cell, ...]  # texts one below the other, in one cell of a table
Line = tuple[Cells, ...]  # of a table; the first of them names it
SIGNS: dict[Tone, str] = {"good": "✓", "open": "○", "bad": "✗", "look": "!", "": ""}


class Table(NamedTuple):
    """A table: what it is called, its columns and its lines."""

    caption: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]


class Section(NamedTuple):
    """A part of the report on a file; one that is `detail` is shown on pages only.

    `facts` are pairs of a name and what there is to say, `notes` sentences above the tables.
    """

    title: str
    facts: tuple[tuple[str, Cells], ...] = ()
    notes: tuple[Cell, ...] = ()
    tables: tuple[Table, ...] = ()
    detail: bool = False


class Chapter(NamedTuple):
    """All that is said of a file, by its name."""

    file: str
    sections: tuple[Section, ...]

    @property
    def direction(self) -> str:
        """The direction in which the file's name is read."""
        return lines(self.file)[0].direction

"""What the checks of one language are given: its pairs, terms, renderings, habits and the characters it can show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from press.checks.habits import Habits
from press.checks.renderings import Rendering
from press.model import Language, State, Term
from press.problems import Origin, Problem, Severity
from press.translation.inline import Inline, read_inline
from press.translation.messages import Message


class Pair(NamedTuple):
    """A message and its translation: how far it can be trusted, and where it stands in the catalog.

    `previous` is the source text that an outdated translation was made from.
    """

    message: Message
    translation: str
    state: State
    origin: Origin
    previous: str | None = None

    @property
    def source(self) -> Inline:
        """The source text, taken apart."""
        return read_inline(self.message.source, self.message.markdown)

    @property
    def text(self) -> Inline:
        """The translation, taken apart."""
        return read_inline(self.translation, self.message.markdown)


@dataclass(frozen=True)
class CheckContext:
    """Everything that the checks of one language look at.

    `renderings` and `habits` come from `read_renderings` and `read_habits`; `coverage` holds the
    code points that the fonts of the language can show.
    """

    language: Language
    pairs: Sequence[Pair]
    terms: tuple[Term, ...] = ()
    renderings: Mapping[str, Rendering] = field(default_factory=dict)
    coverage: frozenset[int] = frozenset()
    habits: Habits = field(default_factory=Habits)

    @cached_property
    def translated(self) -> list[Pair]:
        """The pairs that have a translation."""
        return [pair for pair in self.pairs if pair.translation.strip() and pair.state != "missing"]

    @cached_property
    def current(self) -> list[Pair]:
        """The pairs whose translation was made from the present source text."""
        return [pair for pair in self.translated if pair.state != "outdated"]

    def problem(self, pair: Pair, code: str, message: str, hint: str, severity: Severity = "warning") -> Problem:
        """Return a problem with the translation of a pair."""
        return Problem(pair.origin, code, message, hint, severity, self.language.tag)

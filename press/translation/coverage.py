"""The states of messages in; how complete a language is, by message and by word, out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from press.model import State
from press.translation.messages import Message

STATES: tuple[State, ...] = ("current", "outdated", "unchecked", "missing")


class Tally(NamedTuple):
    """A number of messages, and of the words in their source texts."""

    messages: int = 0
    words: int = 0


class Coverage(NamedTuple):
    """How complete a language is: tallies by state, for normative text and for the rest."""

    normative: dict[State, Tally]
    other: dict[State, Tally]

    def total(self, *states: State, normative: bool | None = None) -> Tally:
        """Return the tally of some states (default: all), of normative text, of the rest, or (None) of both."""
        parts = [self.normative, self.other] if normative is None else [self.normative if normative else self.other]
        tallies = [part.get(state, Tally()) for part in parts for state in states or STATES]
        return Tally(sum(t.messages for t in tallies), sum(t.words for t in tallies))

    def percent(self, *, normative: bool | None = None) -> int:
        """Return the share of current words in percent, rounded down, so that 100 means complete."""
        words = self.total(normative=normative).words
        return 100 * self.total("current", normative=normative).words // words if words else 100

    @property
    def lacking(self) -> str:
        """What is not current, in words: `12 outdated, 3 missing`; empty where nothing is."""
        counts = [(self.total(state).messages, state) for state in STATES if state != "current"]
        return ", ".join(f"{count} {state}" for count, state in counts if count)

    def as_json(self) -> dict[str, object]:
        """Return the figures as plain data, for the manifest and for programs."""
        parts = {"normative": self.normative, "other": self.other}
        return {name: {state: part.get(state, Tally())._asdict() for state in STATES} for name, part in parts.items()}


def tally(states: Iterable[tuple[Message, State]]) -> Coverage:
    """Count messages and words by state; the source language's own texts count as current."""
    parts: tuple[dict[State, list[int]], dict[State, list[int]]] = ({}, {})
    for message, state in states:
        counts = parts[0 if message.normative else 1].setdefault("current" if state == "source" else state, [0, 0])
        counts[0] += 1
        counts[1] += len(message.source.split())
    return _coverage(parts)


def added(coverages: Iterable[Coverage]) -> Coverage:
    """Return the figures of several parts as those of one."""
    parts: tuple[dict[State, list[int]], dict[State, list[int]]] = ({}, {})
    for coverage in coverages:
        for whole, part in zip(parts, coverage, strict=True):
            for state, (messages, words) in part.items():
                if messages:
                    counts = whole.setdefault(state, [0, 0])
                    counts[0] += messages
                    counts[1] += words
    return _coverage(parts)


def _coverage(parts: Iterable[dict[State, list[int]]]) -> Coverage:
    return Coverage(*({state: Tally(*counts) for state, counts in part.items()} for part in parts))

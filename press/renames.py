"""What became of old ids (content/renamed.yaml) in; the ids of today that stand for one, and what is wrong, out.

All that holds on to ids is found in this one way: catalogs, published anchors, answers given in an earlier edition.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, NamedTuple

from pydantic import Field

from press.model import Frozen, Id, Manual, Says, Strings, Text, Word, place_of
from press.model.base import ID
from press.problems import Origin, Problem, did_you_mean

_END = re.compile("[/@]|$")
_MOST = 1_000  # steps; of ids that lead to some below themselves there is no end


class Renamed(Frozen):
    """What became of old ids: content/renamed.yaml.

    `renamed` gives each its new id. `split` gives it several: answers go to each of them. `merged` lists under a new id
    those that became it: their answers are joined, and what can't be joined is carried over. `retired` says why nothing
    took its place. Translations follow what is `renamed` only: of the others, the text is another one.
    """

    renamed: dict[Word, Word] = {}
    split: dict[Word, Annotated[Strings, Field(min_length=2)]] = {}
    merged: dict[Word, Annotated[Strings, Field(min_length=1)]] = {}
    retired: dict[Id, Annotated[Text, Says("Why a field is gone")]] = {}

    @property
    def pairs(self) -> Iterator[tuple[str, str]]:
        """Each old id with each of its new ones."""
        yield from self.renamed.items()
        yield from ((old, new) for old, parts in self.split.items() for new in parts)
        yield from ((old, new) for new, olds in self.merged.items() for old in olds)

    @cached_property
    def became(self) -> dict[str, tuple[str, ...]]:
        """The new ids of each old one; none where it is retired."""
        found: dict[str, tuple[str, ...]] = dict.fromkeys(self.retired, ())
        for old, new in self.pairs:
            found[old] = (*found.get(old, ()), new)
        return found


class Heirs(NamedTuple):
    """The ids of today that stand for an id, and the retired one that led to none."""

    keys: tuple[str, ...]
    retired: str = ""


@dataclass(frozen=True)
class Ways:
    """The ways from old ids to those of today.

    `homes` are the forms whose fields are named by a criterion: what became of `3c` became of `application/3c/answer`.
    """

    became: Mapping[str, Sequence[str]] = field(default_factory=dict)
    homes: frozenset[str] = frozenset()

    def heirs(self, key: str, there: Container[str]) -> Heirs:
        """Return what stands for an id among those that are `there`: itself, or what any number of steps lead to."""
        seen: dict[str, bool] = {}
        retired = ""
        waiting = [key]
        while waiting and len(seen) < _MOST:
            now = waiting.pop(0)
            if now in seen:
                continue
            seen[now] = now in there
            if not seen[now] and (step := self._step(now)):
                old, keys = step
                retired = retired if keys else old
                waiting += keys
        found = tuple(now for now, is_there in seen.items() if is_there)
        return Heirs(found, "" if found else retired)

    def _step(self, key: str) -> tuple[str, list[str]] | None:
        """Return the old id that the key is, or stands below, and the keys that this one became."""
        if old := self._longest(key):
            return old, [new + key[len(old) :] for new in self.became[old]]
        home, _, rest = key.partition("/")
        if home in self.homes and (old := self._longest(rest)):
            return old, [f"{home}/{new}{rest[len(old) :]}" for new in self.became[old]]
        # `facility/deputy/email` stands in the row `facility/deputy` and in the column `facility/email`.
        parts = key.split("/")
        if len(parts) == 3 and (old := f"{parts[0]}/{parts[2]}") in self.became:
            columns = [new.rpartition("/") for new in self.became[old]]
            return old, [f"{form}/{parts[1]}/{column}" for form, _, column in columns]
        return None

    def _longest(self, key: str) -> str:
        ends = [found.start() for found in _END.finditer(key)]
        return next((key[:end] for end in reversed(ends) if key[:end] in self.became), "")


def plain_ways(renamed: Mapping[str, str]) -> Ways:
    """Return the ways that translations go: those of ids that only got another name."""
    return Ways({old: (new,) for old, new in renamed.items()})


def all_ways(renamed: Renamed, manual: Manual) -> Ways:
    """Return the ways that answers go."""
    homes = [form.id for form in manual.forms if any(group.layout == "criteria" for group in form.groups)]
    return Ways(renamed.became, frozenset([manual.checklist.id, *homes]))


def renaming_problems(renamed: Renamed, ids: Mapping[str, Origin]) -> Iterator[Problem]:
    """Find what is wrong with content/renamed.yaml, where `ids` are those that the content has now."""
    olds = [*renamed.renamed, *renamed.split, *(old for each in renamed.merged.values() for old in each)]
    yield from _twice([*olds, *renamed.retired], "an id becomes one thing; name several new ones under 'split'")
    for parts in renamed.split.values():
        yield from _twice(parts, "name each part once")
    for old in (*olds, *renamed.retired):
        if not ID.fullmatch(old):
            yield _problem(old, f"'{old}' is not an id", "write the id that there was")
        if old in ids:
            new = ", ".join(f"'{each}'" for each in renamed.became[old])
            message = f"the id '{old}' is {'renamed' if new else 'retired'} here, but still stands at {ids[old]}"
            hint = f"write {new} there" if new else "remove it there"
            yield _problem(old, message, f"{hint}, or delete this line")
    for old, new in renamed.pairs:
        if _leads_to(renamed.became, new, old):
            yield _problem(new, f"from '{new}' the renaming leads back to '{old}'", "delete one", old)
        if new not in ids and new not in renamed.became:
            near = did_you_mean(new, ids, "write the id that stands in the content now")
            yield _problem(new, f"there is no id '{new}'", near)


def _twice(words: Iterable[str], hint: str) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for word in words:
        if word in seen:
            yield _problem(word, f"the id '{word}' stands also at {place_of(seen[word])}", hint)
        seen.setdefault(word, word)


def _leads_to(became: Mapping[str, Sequence[str]], start: str, end: str) -> bool:
    waiting, seen = [start], set()
    while waiting:
        now = waiting.pop()
        if now == end:
            return True
        if now not in seen:
            seen.add(now)
            waiting += became.get(now, ())
    return False


def _problem(subject: str, message: str, hint: str, otherwise: str = "") -> Problem:
    return Problem(place_of(subject, place_of(otherwise)), "id-renamed", message, hint)

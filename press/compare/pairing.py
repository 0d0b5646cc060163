"""The texts of an edition then and now in; each of them in one change, in reading order, out.

Texts are compared as readers see them: with their values, so that a new deadline changes each text that states it, but
with references by ids, so that another number of a chapter changes nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from typing import Literal, NamedTuple

from press.markdown import substitute
from press.model import KeptPart, Passage, Snapshot, Where
from press.renames import Ways
from press.translation.update import ALIKE, MAX_PAIRS, similarity

Kind = Literal["same", "changed", "renamed", "moved", "new", "gone"]
KINDS: tuple[Kind, ...] = ("changed", "new", "gone", "moved", "renamed")
# What those who work on the texts read of each.
WORDS: dict[Kind, str] = {"changed": "changed", "new": "new", "gone": "removed", "moved": "moved", "renamed": "renamed"}
# A text of fewer characters ("yes") may stand in two places without having moved from one to the other.
_TELLING = 20
# Words of a text that is longer are not compared with those of others: nobody writes one, and it would take minutes.
_LONGEST = 20_000
_REFERENCE = re.compile(r"\]\(#([^)\s]+)\)")


class Said(NamedTuple):
    """A text where it stands; `words` are those of its edition, with values, and with references by ids of today."""

    where: Where
    standard: str
    text: Passage
    words: str


class Change(NamedTuple):
    """What became of a text; `group` is the place under which it is told.

    `heirs` are the ids that took the place of one that is gone, `retired` the one that nothing took the place of;
    `former` are the ids from which the present one came.
    """

    kind: Kind
    group: Where
    then: Said | None = None
    now: Said | None = None
    heirs: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    retired: str = ""

    @property
    def rule(self) -> bool:
        """Whether the text states a rule, or did so."""
        return any(said.text.normative for said in (self.then, self.now) if said)


class Comparison(NamedTuple):
    """Two states of the texts, and every text of both, each in one change."""

    then: Snapshot
    now: Snapshot
    changes: tuple[Change, ...]

    @property
    def told(self) -> list[Change]:
        """What is worth telling: all but what is the same."""
        return [change for change in self.changes if change.kind != "same"]

    def kind_of(self, where: Where, changes: Sequence[Change]) -> Kind:
        """Return what became of a place as a whole, of which these are all changes that are told."""
        kinds = {change.kind for change in changes}
        if where not in self.now.places:
            return "gone"
        if kinds == {"new"} and len(changes) < len(self.now.places[where].texts):
            return "changed"
        return kinds.pop() if len(kinds) == 1 and kinds != {"gone"} else "changed"


def grouped(changes: Sequence[Change]) -> dict[Where, list[Change]]:
    """Return changes by the places under which they are told, both in reading order."""
    groups: dict[Where, list[Change]] = {}
    for change in changes:
        groups.setdefault(change.group, []).append(change)
    return groups


def compared(then: Snapshot, now: Snapshot, ways: Ways) -> Comparison:
    """Return what became of each text; `ways` lead from ids of then to those of now."""
    return Comparison(then, now, tuple(_Pairing(then, now, ways).run()))


def today(text: str, ways: Ways, there: frozenset[str]) -> str:
    """Return Markdown with its references by the ids of today."""

    def heir(match: re.Match[str]) -> str:
        keys = ways.heirs(match[1], there).keys
        return f"](#{keys[0]})" if keys else match[0]

    return _REFERENCE.sub(heir, text)


def ids_in(snapshot: Snapshot) -> frozenset[str]:
    """Return all ids that texts of an edition stand under."""
    places = (step for where in snapshot.places for step in where if step)
    return frozenset((*places, *(text.context for part in snapshot.parts for text in part.texts)))


class _Pairing:
    """Pairs the texts step by step, the surest first; what is left at the end is gone, or new."""

    def __init__(self, then: Snapshot, now: Snapshot, ways: Ways) -> None:
        self._ways = ways
        self._ids = ids_in(now)
        self._places = now.places
        self._then = [self._said(part, text, then) for part in then.parts for text in part.texts]
        self._now = [self._said(part, text, now) for part in now.parts for text in part.texts]
        self._heirs = [ways.heirs(said.text.context, self._ids) for said in self._then]
        self._partner: dict[int, int] = {}
        self._new: dict[int, None] = dict.fromkeys(range(len(self._now)))

    def run(self) -> list[Change]:
        self._equal(
            lambda number: [(self._then[number].text.domain, key) for key in self._heirs[number].keys],
            lambda said: (said.text.domain, said.text.context),
        )
        self._alike()
        self._equal(self._telling, lambda said: said.text.domain)
        self._only_ones()
        return self._in_order()

    def _said(self, part: KeptPart, text: Passage, snapshot: Snapshot) -> Said:
        words = substitute(today(text.source, self._ways, self._ids), snapshot.values.get)
        return Said(part.where, part.standard, text, words)

    def _pair(self, then: int, now: int) -> None:
        self._partner[then] = now
        del self._new[now]

    def _open(self) -> list[int]:
        return [number for number in range(len(self._then)) if number not in self._partner]

    def _equal(self, then_places: Callable[[int], Sequence[Hashable]], now_place: Callable[[Said], Hashable]) -> None:
        """Pair texts of the same words, where one stands in a place that the other may stand in."""
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        for number in reversed(self._new):
            waiting[now_place(self._now[number]), self._now[number].words].append(number)
        for number in self._open():
            places = ((place, self._then[number].words) for place in then_places(number))
            if found := next((waiting[each] for each in places if waiting.get(each)), None):
                self._pair(number, found.pop())

    def _telling(self, number: int) -> list[Hashable]:
        """Return where else a text may have moved to: anywhere, if it is long enough to be known again."""
        said = self._then[number]
        return [said.text.domain] if len(said.words) >= _TELLING else []

    def _alike(self) -> None:
        """Pair texts of one id that share half of their words, those that share most first."""
        for then, now in self._by_place(lambda said: ()).values():
            if len(then) * len(now) > MAX_PAIRS:
                continue
            scores = [(-_likeness(self._then[t], self._now[n]), t, n) for t in then for n in now]
            for score, one, other in sorted(scores):
                if score <= -ALIKE and one not in self._partner and other in self._new:
                    self._pair(one, other)

    def _only_ones(self) -> None:
        """Pair what is left where one text of a kind under an id stands against one."""
        for then, now in self._by_place(lambda said: said.text.kind).values():
            if len(then) == len(now) == 1 and then[0] not in self._partner and now[0] in self._new:
                self._pair(then[0], now[0])

    def _by_place(self, more: Callable[[Said], Hashable]) -> dict[Hashable, tuple[list[int], list[int]]]:
        """Return what is not paired, of then and of now, by the ids of today."""
        found: dict[Hashable, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        for number in self._open():
            said = self._then[number]
            for key in self._heirs[number].keys:
                found[said.text.domain, key, more(said)][0].append(number)
        for number in self._new:
            said = self._now[number]
            found[said.text.domain, said.text.context, more(said)][1].append(number)
        return found

    def _in_order(self) -> list[Change]:
        """Return the texts of now in their order, and what is gone behind that which stood before it."""
        former = self._former()
        behind: dict[int, list[Change]] = defaultdict(list)
        last = -1
        for number, said in enumerate(self._then):
            partner = self._partner.get(number)
            if partner is None:
                behind[last].append(self._gone(number))
            elif self._now[partner].where == self._home(said.where):
                last = partner
        before = {now: then for then, now in self._partner.items()}
        ordered = behind[-1]
        for number, said in enumerate(self._now):
            then = self._then[before[number]] if number in before else None
            kind = self._kind(then, said) if then else "new"
            ordered.append(Change(kind, said.where, then, said, former=former.get(said.text.context, ())))
            ordered += behind.get(number, [])
        return ordered

    def _gone(self, number: int) -> Change:
        said, heirs = self._then[number], self._heirs[number]
        home = self._home(said.where)
        keys = () if said.text.context in heirs.keys else heirs.keys
        group = home if home in self._places else said.where
        return Change("gone", group, said, heirs=keys, retired=heirs.retired)

    def _kind(self, then: Said, now: Said) -> Kind:
        if then.words != now.words or then.text.normative != now.text.normative:
            return "changed"
        steps = zip(then.where, now.where, strict=True)
        if not all(self._became(*each) for each in steps) or then.standard != now.standard:
            return "moved"
        return "renamed" if then.where.criterion != now.where.criterion else "same"

    def _home(self, where: Where) -> Where:
        """Return the place of now that a place of then became."""
        return Where(*(self._heir(step) for step in where))

    def _became(self, then: str, now: str) -> bool:
        return then == now or now in self._ways.heirs(then, self._ids).keys

    def _heir(self, identifier: str) -> str:
        keys = self._ways.heirs(identifier, self._ids).keys if identifier else ()
        return keys[0] if keys else identifier

    def _former(self) -> dict[str, tuple[str, ...]]:
        """Return the old ids that each id of today came from."""
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for said, heirs in zip(self._then, self._heirs, strict=True):
            for key in heirs.keys if said.text.context not in heirs.keys else ():
                found[key][said.text.context] = None
        return {key: tuple(olds) for key, olds in found.items()}


def _likeness(one: Said, other: Said) -> float:
    if max(len(one.words), len(other.words)) > _LONGEST:
        return 0.0
    return similarity(one.words, other.words)

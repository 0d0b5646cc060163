"""The cases of a list and a seed in; cases drawn at random, and all that is needed to draw the same again, out.

The order of draw d is that of SHA-256("<seed>:<d>:<identifier>"), in UTF-8, read as a number; the first cases are
drawn. So it depends neither on the order of the list nor on the machine, and can be repeated in any language
(docs/facilities.md). Where the cases have too few tumour types, the whole set is drawn again, which leaves every set
that has enough of them equally likely. That rule is an aid of this edition: IASIOS states none.

The hash of a single case never leaves the machine: with the seed, an identifier could be guessed from it.
"""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from press.answers.cases import Case, CaseList
from press.fields import row_key
from press.needs import DATE, NUMBER, SUBMISSION, TUMOUR
from press.tables import as_csv
from press.workbooks.tally import day_of, months_before, serial
from press.workbooks.words import Words

METHOD = "order by SHA-256, version 1"
MAX_DRAWS = 200  # with three types and thirty cases, a list that needs more has two types of hardly any cases
WINDOW_FROM, WINDOW_TO, HOW = (f"case-review/{name}" for name in ("window-from", "window-to", "draw"))


class Rule(NamedTuple):
    """What is asked for: the day of submission in ISO form, months before it, cases, tumour types, and the seed."""

    submission: str
    months: int
    size: int
    types: int
    seed: int

    @property
    def window(self) -> tuple[str, str]:
        """The first and the last day on which a case may have been treated, as the workbook reckons them."""
        last = serial(self.submission)
        assert last is not None, "the day was checked when it was read"
        return day_of(months_before(last, self.months)), self.submission


class Draw(NamedTuple):
    """A draw: its number from 1, how many tumour types its cases have, and the SHA-256 of their identifiers."""

    number: int
    types: int
    sha256: str


class Sample(NamedTuple):
    """The candidates, sorted by identifier; each draw; and the cases of the last one, if that has types enough."""

    candidates: tuple[Case, ...]
    draws: tuple[Draw, ...] = ()
    cases: tuple[Case, ...] = ()
    refused: str = ""


def sample(cases: Iterable[Case], rule: Rule) -> Sample:
    """Return the cases drawn from a list, or why none can be."""
    first, last = rule.window
    candidates = tuple(sorted(case for case in cases if first <= case.date <= last))
    found = types_of(candidates)
    if len(candidates) < rule.size:
        refused = f"the period holds {_counted(len(candidates), 'case')}, fewer than {rule.size}"
        return Sample(candidates, refused=refused)
    if found < rule.types:
        return Sample(candidates, refused=f"the cases in the period have {_types(found)}, fewer than {rule.types}")
    draws: list[Draw] = []
    for number in range(1, MAX_DRAWS + 1):
        drawn = draw(candidates, rule, number)
        draws.append(Draw(number, types_of(drawn), digest(drawn)))
        if draws[-1].types >= rule.types:
            return Sample(candidates, tuple(draws), drawn)
    return Sample(candidates, tuple(draws), refused=f"none of {MAX_DRAWS} draws had {_types(rule.types)}")


def draw(candidates: Iterable[Case], rule: Rule, number: int) -> tuple[Case, ...]:
    """Return the cases of one draw, in its order."""

    def place(case: Case) -> tuple[bytes, str]:
        return hashlib.sha256(f"{rule.seed}:{number}:{case.id}".encode()).digest(), case.id

    return tuple(heapq.nsmallest(rule.size, candidates, key=place))


def types_of(cases: Iterable[Case]) -> int:
    """Return how many tumour types cases have."""
    return len({case.type for case in cases})


def digest(cases: Iterable[Case]) -> str:
    """Return the SHA-256 of the identifiers of cases, each in a line of its own."""
    return hashlib.sha256("".join(f"{case.id}\n" for case in cases).encode()).hexdigest()


def report(found: CaseList, rule: Rule, sampled: Sample) -> Iterator[str]:
    """Yield the lines that say how it was drawn, so that it can be repeated: nothing of a single case."""
    first, last = rule.window
    yield f"list: {_counted(len(found.cases), 'case')}, SHA-256 of the file {found.sha256}"
    yield f"period: {first} to {last}, both included ({rule.months} months before submission)"
    candidates = sampled.candidates
    yield f"in the period: {_counted(len(candidates), 'case')} of {_types(types_of(candidates))}, {_sum(candidates)}"
    yield f"method: {METHOD}; seed {rule.seed}; {_counted(rule.size, 'case')} a draw"
    for each in sampled.draws:
        fate = "taken" if each.types >= rule.types else "drawn again"
        yield f"draw {each.number}: {_types(each.types)}, {fate}; SHA-256 of its identifiers {each.sha256}"
    yield (
        f"that a set with fewer than {rule.types} tumour types is drawn again as a whole is an aid of this edition, "
        "not a rule of IASIOS; how to repeat all this: docs/facilities.md"
    )


def answers(found: CaseList, rule: Rule, sampled: Sample, words: Words) -> dict[str, str]:
    """Return the case review with the cases drawn, without identifiers, and how they were drawn, in a language."""
    first, last = rule.window
    values = {
        SUBMISSION: last,
        WINDOW_FROM: first,
        WINDOW_TO: last,
        HOW: "\n".join(map(words.shown, _told(found, rule, sampled, words))),
    }
    for row, case in enumerate(sampled.cases, 1):
        values |= {row_key(NUMBER, row): local_number(row), row_key(DATE, row): case.date}
        values[row_key(TUMOUR, row)] = case.tumour
    return values


def key_list(found: CaseList, cases: Sequence[Case]) -> bytes:
    """Return the list that connects local case numbers with identifiers, for the facility alone.

    It is a CSV file in UTF-8, with the sign between cells that the list has. What a spreadsheet would take
    for a formula stands behind an apostrophe.
    """
    head = ("case number", "id", "date", "tumour type")
    return as_csv([head, *((local_number(row), *case) for row, case in enumerate(cases, 1))], found.delimiter)


def local_number(row: int) -> str:
    """Return the number that a case has outside the facility: `case-07`."""
    return f"case-{row:02}"


def _told(found: CaseList, rule: Rule, sampled: Sample, words: Words) -> Iterator[str]:
    t = words.t
    yield t(
        "interface/sample-method",
        "Drawn at random: in draw d, the first {size} cases in the order of SHA-256(seed:d:identifier).",
        size=rule.size,
    )
    yield t(
        "interface/sample-figures",
        "Seed: {seed}. Cases in the period: {candidates}. Draws: {draws}.",
        seed=rule.seed,
        candidates=len(sampled.candidates),
        draws=len(sampled.draws),
    )
    yield t(
        "interface/sample-again",
        "A draw with fewer than {tumour_types} tumour types is drawn again as a whole. This is an aid of this edition.",
    )
    yield t("interface/sample-list", "SHA-256 of the list: {sum}", sum=found.sha256)


def _types(count: int) -> str:
    return _counted(count, "tumour type")


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _sum(cases: Iterable[Case]) -> str:
    return f"SHA-256 of their identifiers, sorted, {digest(cases)}"

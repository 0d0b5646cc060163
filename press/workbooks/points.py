"""A workbook, answers and what is reckoned of them in; what an application needs, and whether it is there, out.

The summary of a workbook and the report on a filled one both say these points, so they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from press.fields import Value
from press.needs import SUBMISSION
from press.workbooks.blocks import Block, Column, Line, Workbook
from press.workbooks.tally import Tally, answered_no, filled, serial


class Point(NamedTuple):
    """Something that an application needs: its id, whether it holds, and the block in which it is done.

    `begun` is false where nothing is entered yet that could be wrong, so that nothing can be called done.
    """

    id: str
    holds: bool
    block: Block
    begun: bool = True


class Name(NamedTuple):
    """A place for a name that every application needs."""

    block: Block
    line: Line
    column: Column


def points(book: Workbook, answers: Mapping[str, Value], tally: Tally, types: int) -> list[Point]:
    """Return what an application needs, in the order in which it is best done; `types` is the least of tumour types."""
    criteria, cases, wanted = book.criteria, book.cases, len(book.cases.rows)
    named = all(filled(answers, block.field(line, column).key) for block, line, column in names(book))
    return [
        Point("facility", named, _home(book)),
        Point("date", serial(answers.get(SUBMISSION)) is not None, _review(book)),
        Point("criteria", tally.complete == len(criteria.rows), criteria),
        Point("answered-no", not answered_no(book, answers), criteria, _is_answered(book, answers)),
        Point("cases", tally.begun == wanted, cases),
        Point("types", tally.types >= types, cases),
        Point("outside", not tally.outside, cases, tally.begun > 0),
        Point("twice", not tally.twice, cases, tally.begun > 0),
        Point("complete", tally.done == wanted, cases),
    ]


def names(book: Workbook) -> list[Name]:
    """Return the places for the names of the facility and of the persons in the appointed roles."""
    home, found = _home(book), []
    for block in book.blocks:
        if block.sheet == home.sheet and (block == home or block.layout == "matrix"):
            lines = block.rows if block.layout == "matrix" else block.rows[:1]
            found += [Name(block, line, block.columns[0]) for line in lines]
    return found


def _is_answered(book: Workbook, answers: Mapping[str, Value]) -> bool:
    """Tell whether any of the criteria has an answer."""
    return any(answers.get(f"{line.id}/answer") for line in book.criteria.rows)


def _home(book: Workbook) -> Block:
    return book.blocks[0]


def _review(book: Workbook) -> Block:
    """Return the block that asks for the day of submission."""
    return next(block for block in book.blocks if SUBMISSION in [line.id for line in block.rows])

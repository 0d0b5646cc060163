"""The checks of translations: one module a check, one line here.

A check is a module with a docstring (its manual), an `ID` and `check(context)`, which yields problems and never writes.
The lines PASS and FAIL in a docstring are run as tests.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from press.checks import (
    brackets,
    copies,
    dates,
    endings,
    glossary,
    glyphs,
    lengths,
    pairs,
    scripts,
    typography,
    unseen,
)
from press.checks.context import CheckContext, Pair
from press.checks.habits import Habit, Habits, has_habits, read_habits
from press.checks.renderings import Rendering, read_renderings
from press.problems import Problem, in_order

__all__ = [
    "CHECKS",
    "Check",
    "CheckContext",
    "Habit",
    "Habits",
    "Pair",
    "Rendering",
    "has_habits",
    "read_habits",
    "read_renderings",
    "run_checks",
]


class Check(Protocol):
    """What a module of this package is."""

    __doc__: str | None
    ID: str

    def check(self, context: CheckContext) -> Iterator[Problem]:
        """Yield what is wrong with the translations of one language."""


CHECKS: tuple[Check, ...] = (
    pairs,
    dates,
    glossary,
    glyphs,
    scripts,
    unseen,
    lengths,
    typography,
    endings,
    brackets,
    copies,
)


def run_checks(context: CheckContext) -> list[Problem]:
    """Return what all checks find in the translations of one language."""
    return in_order(problem for check in CHECKS for problem in check.check(context))

"""templates/typography.yaml in; what a language's typography asks for, as patterns, out."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from press.checks.named import read_named
from press.model import Frozen, Language
from press.model.base import Id, Strings, Word
from press.problems import Problem
from press.project import Project

ANY = "*"


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise PydanticCustomError(
            "bad_pattern", "this is not a regular expression ({reason})", {"reason": str(error)}
        ) from error
    return text


class Habit(Frozen):
    """One rule: what must not be found in a text, and what to say where it is."""

    id: Id
    find: Annotated[str, AfterValidator(_pattern)]
    message: str
    hint: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The compiled expression."""
        return re.compile(self.find)


class Habits(Frozen):
    """The rules of a language, and what it lets pass.

    `doubled` lists the words that may stand there twice in a row (`*`: all may), `unseen` the characters without width,
    `ends` the marks that may end a text where English has another: a full stop for a question mark.
    """

    doubled: Strings = ()
    unseen: Strings = ()
    ends: dict[Word, Strings] = {}
    rules: tuple[Habit, ...] = ()


def read_habits(project: Project, language: Language) -> tuple[Habits, list[Problem]]:
    """Return the rules for all languages with those for the language, or for the language it is a variety of."""
    path = project.templates / "typography.yaml"
    if not path.is_file():
        return Habits(), []
    records, _places, problems = read_named(project.root, path, Habits)
    own = _own(records, language) or Habits()
    shared = records.get("all") or Habits()
    doubled, unseen = shared.doubled + own.doubled, shared.unseen + own.unseen
    return Habits(doubled=doubled, unseen=unseen, ends=own.ends, rules=shared.rules + own.rules), problems


def has_habits(project: Project, language: Language) -> bool:
    """Tell whether rules are written for the language, or for the one it is a variety of."""
    records, _places, _problems = read_named(project.root, project.templates / "typography.yaml", Habits)
    return _own(records, language) is not None


def _own(records: dict[str, Habits], language: Language) -> Habits | None:
    return records.get(language.tag) or records.get(language.tag.split("-")[0])

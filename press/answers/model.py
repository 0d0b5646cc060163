"""What was filled in, in a form of any format; the same, checked and frozen, out.

An answer is known by the name of its field (press.fields). `checklist/3c` and `application/3c/answer` are different
fields: a tick says that evidence is in place, and is never a Yes to a question.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import Field, PlainValidator, WithJsonSchema
from pydantic.json_schema import SkipJsonSchema
from pydantic_core import PydanticCustomError

from press.fields import Value
from press.model import Frozen

_PART = "[a-z0-9]+(?:-[a-z0-9]+)*"
KEY = re.compile(f"{_PART}(?:/{_PART})+(?:@[0-9]{{2,3}})?")
MAX_ANSWERS = 10_000  # a workbook has 1,600 fields; each answer without a field costs a look at all of them
MAX_CHARACTERS = 50_000
MAX_ID, _CUT = 200, 120  # characters
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f]")
_SEEN = re.compile("[^\\s\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_LONE = re.compile("[\ud800-\udfff]")


def _a_value(value: Any) -> Value:
    if value is not True and not (isinstance(value, str) and value):
        raise PydanticCustomError("no_answer", "a tick is true, any other answer a text, and what is empty is left out")
    if isinstance(value, str) and len(value) > MAX_CHARACTERS:
        raise PydanticCustomError("too_long", "the text has more than {most} characters", {"most": MAX_CHARACTERS})
    return value


_SCHEMA = {"anyOf": [{"const": True}, {"type": "string", "minLength": 1, "maxLength": MAX_CHARACTERS}]}
Given = Annotated[Value, PlainValidator(_a_value), WithJsonSchema(_SCHEMA)]
Key = Annotated[str, Field(pattern=f"^{KEY.pattern}$", max_length=MAX_ID)]


class Answers(Frozen):
    """What was filled in.

    `edition` and `language` (a BCP 47 tag) are those of the form, empty where the file does not say. `answers` are by
    the names of fields: true for a tick, a text, a date as it was written, or the id of a choice. What is empty or not
    ticked is not there. `unplaced` is what came from elsewhere and had no field in the form that wrote the file.
    """

    format: Literal["iasios-answers"] = "iasios-answers"
    version: Literal[1] = 1
    edition: str = Field("", max_length=100)
    language: str = Field("", max_length=35)
    answers: Annotated[dict[Key, Given], Field(max_length=MAX_ANSWERS)] = {}
    unplaced: Annotated[dict[Annotated[str, Field(max_length=MAX_ID)], Given], Field(max_length=MAX_ANSWERS)] = {}
    # How many answers of a file could not be read: known of what was read just now, and never written.
    rejected: Annotated[SkipJsonSchema[int], Field(ge=0, exclude=True)] = 0
    # The names of the fields that a file should have and has no more, likewise.
    lost: Annotated[SkipJsonSchema[tuple[str, ...]], Field(exclude=True)] = ()

    @property
    def all(self) -> dict[str, Value]:
        """Everything that was filled in, whether the form had a field for it or not."""
        return {**self.unplaced, **self.answers}


def made(
    edition: str,
    language: str,
    entries: Iterable[tuple[str, Value]],
    unplaced: Mapping[str, Value] = MappingProxyType({}),
    rejected: int = 0,
) -> Answers:
    """Return the answers of entries by name; what is empty is left out, what is no name of ours is `unplaced`, too."""
    given = [(whole(name), tidy(value) if isinstance(value, str) else value) for name, value in entries]
    ours = {name: value for name, value in given if value and KEY.fullmatch(name)}
    kept = [(whole(name), tidy(value) if isinstance(value, str) else value) for name, value in unplaced.items()]
    others: dict[str, Value] = {}
    for name, value in (*kept, *((name, value) for name, value in given if name not in ours)):
        key, number = short_id(name), 2
        while others.get(key, value) != value:
            key, number = short_id(f"{name} ({number})"), number + 1
        others |= {key: value} if value else {}
    return Answers(edition=edition, language=language, answers=ours, unplaced=others, rejected=rejected)


def short_id(key: str) -> str:
    """Return an id that an answer may have; one that is too long is cut, and no other one becomes the same."""
    if len(key) <= MAX_ID:
        return key
    return f"{key[:_CUT]}…{hashlib.sha256(key.encode(errors='replace')).hexdigest()[:12]}"


def tidy(text: str) -> str:
    """Return a text with line ends made LF, and without what no form can show: control characters, lone surrogates.

    Nothing where only blanks and signs without a shape are left.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = whole(_UNSEEN.sub("", text))
    return text if _SEEN.search(text) else ""


def whole(text: str) -> str:
    """Return a text with a sign in the place of each lone surrogate, which no file can hold."""
    return _LONE.sub("\ufffd", text)


def in_order(answers: Mapping[str, Value], names: Iterable[str]) -> dict[str, Value]:
    """Return answers in the order of the fields' names; the others last, by name."""
    order = {name: index for index, name in enumerate(names)}
    return {name: answers[name] for name in sorted(answers, key=lambda name: (order.get(name, len(order)), name))}

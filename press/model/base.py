"""What all parts of the model share: frozen records, stable ids, and texts that readers see."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    PlainValidator,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError, core_schema

from press.problems import Origin
from press.source import Scalar

State = Literal["source", "current", "outdated", "unchecked", "missing"]
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)*")
NOWHERE = Origin("")
# Control characters, marks that reorder text, line ends of other kinds: none is for readers, or for a name.
UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffd]")
_BLANKS = re.compile(r"[ \t\n\r\f\v]+")


@dataclass(frozen=True, slots=True)
class Text:
    """A text that readers see: what the source says, and what this edition shows.

    `source` and `shown` are inline Markdown. `language` is the BCP 47 tag of
    what is shown, empty for the source language; `state` says how far it can be trusted: `source` in the
    source language, `current`, `outdated` (the source changed since), `unchecked`
    (not confirmed by the translator) or `missing` (the source text is shown).
    """

    source: str
    shown: str
    origin: Origin = field(default=NOWHERE, compare=False)
    language: str = ""
    state: State = "source"

    def __bool__(self) -> bool:
        """Tell whether there is anything to show."""
        return bool(self.shown)

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(_read_text)

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: Any, _handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "string"}


@dataclass(frozen=True)
class Says:
    """What a translator is told of a text: its `kind` in one or two words, and how many characters fit."""

    kind: str
    limit: int | None = None

    def __get_pydantic_json_schema__(self, schema: Any, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Tell editors, too."""
        return {**handler(schema), "description": self.kind}


class Frozen(BaseModel):
    """A record that never changes; unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


def _check_id(value: Any) -> Any:
    if not isinstance(value, str) or not ID.fullmatch(value):
        raise PydanticCustomError("bad_id", "an id is made of small letters, digits and '-', its parts joined by '/'")
    return value


def _check_word(value: Any) -> Any:
    if not isinstance(value, str):
        raise PydanticCustomError("string_type", "a text is expected here")
    if found := UNSEEN.search(value):
        sign = f"U+{ord(found.group()):04X}"
        raise PydanticCustomError("unseen", "an invisible character, {sign}, stands here", {"sign": sign})
    return value


def _check_given(value: str) -> str:
    if not value.strip():
        raise PydanticCustomError("text_empty", "the text is empty")
    return value


# Pydantic's own validation of a string would forget the place in the file that a Scalar knows.
Id = Annotated[str, PlainValidator(_check_id), WithJsonSchema({"type": "string", "pattern": f"^{ID.pattern}$"})]
Word = Annotated[str, PlainValidator(_check_word), WithJsonSchema({"type": "string"})]
Given = Annotated[Word, AfterValidator(_check_given)]


class Entry(Frozen):
    """A record with an id of its own.

    `key` is the full id, made once when the content is read: anchor in every
    language, context in catalogs, name in forms. It can't be given in YAML.
    """

    id: Id
    key: str = Field("", validation_alias="\0key")

    def key_in(self, parent: str) -> str:
        """Return the full id of this entry inside the entry whose full id is `parent`."""
        return self.id


def keyed(node: Any, parent: str = "") -> Any:
    """Return the record or tuple with the full ids of all entries in it filled in."""
    if isinstance(node, tuple):
        return tuple(keyed(item, parent) for item in node)
    if not isinstance(node, Frozen):
        return node
    here = node.key_in(parent) if isinstance(node, Entry) else parent
    update = {name: keyed(value, here) for name, value in node if isinstance(value, (Frozen, tuple))}
    if isinstance(node, Entry):
        update["key"] = here
    return node.model_copy(update=update)


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _read_text(value: Any) -> Text:
    if isinstance(value, Text):
        return value
    if not isinstance(value, str):
        raise PydanticCustomError("text_type", "a text is expected here")
    text = one_line(value)
    if not text:
        raise PydanticCustomError("text_empty", "the text is empty")
    return Text(text, text, value.origin if isinstance(value, Scalar) else NOWHERE)


Strings = Annotated[tuple[Word, ...], BeforeValidator(_listed, json_schema_input_type=str | tuple[str, ...])]


def place_of(value: object, otherwise: Origin = NOWHERE) -> Origin:
    """Return where a value stands in its file: known of ids and words that come from one."""
    return value.origin if isinstance(value, Scalar) else otherwise


def one_line(text: str) -> str:
    """Return a text with its line ends and runs of blanks made one blank each; blanks that don't break stay."""
    return _BLANKS.sub(" ", text).strip(" ")

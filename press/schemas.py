"""The record types of content/ and of answers in; JSON Schemas out, by which editors complete and check files.

YAML is read as strings here, but an editor knows numbers, yes and no, and empty values. So a schema allows
whatever writes the same text.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from press.answers.model import Answers
from press.answers.reported import Export, Report
from press.model import Checklist, Edition, Figure, Form
from press.released import Released
from press.renames import Renamed
from press.validate import Documents, Languages, Questions, Terms

_MODELS: dict[str, type[BaseModel]] = {
    "edition": Edition,
    "documents": Documents,
    "languages": Languages,
    "standards": Checklist,
    "form": Form,
    "figure": Figure,
    "glossary": Terms,
    "open-questions": Questions,
    "renamed": Renamed,
    "layout": Released,
}
_JSON: dict[str, type[BaseModel]] = {"answers": Answers, "answers-report": Report, "answers-export": Export}
_DIALECT = "http://json-schema.org/draft-07/schema#"
_SCALARS = ["string", "number", "boolean", "null"]


def schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON Schema of each kind of YAML file, and of what is told of answers, which is JSON, by its name."""
    found = {name: _schema(model) for name, model in _MODELS.items()}
    return found | {name: {"$schema": _DIALECT, **model.model_json_schema()} for name, model in _JSON.items()}


def write_schemas(folder: Path) -> list[Path]:
    """Write `<name>.schema.json` for each kind of file into a folder; return the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, schema in schemas().items():
        path = folder / f"{name}.schema.json"
        path.write_text(as_text(schema), encoding="utf-8")
        paths.append(path)
    return paths


def as_text(schema: dict[str, Any]) -> str:
    """Return a schema as the text of its file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


class _Generator(GenerateJsonSchema):
    """Allows what reads as the same text, and leaves out what can't be given in a file."""

    def bool_schema(self, schema: core_schema.BoolSchema) -> JsonSchemaValue:
        return {"enum": ["yes", "no", True, False]}

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        found = super().default_schema(schema)
        found.pop("default", None)
        return found

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])


def _schema(model: type[BaseModel]) -> dict[str, Any]:
    schema = _loosened(model.model_json_schema(schema_generator=_Generator))
    return {"$schema": _DIALECT, **schema}


def _loosened(node: Any) -> Any:
    """Return a part of a schema for the values that an editor sees in YAML."""
    if isinstance(node, list):
        return [_loosened(item) for item in node]
    if not isinstance(node, dict):
        return node
    node = {key: _loosened(value) for key, value in node.items() if not (key == "title" and isinstance(value, str))}
    if isinstance(node.get("properties"), dict):
        node["properties"].pop("\0key", None)
    if node.get("type") == "string" and "enum" not in node and "const" not in node:
        node["type"] = _SCALARS
    if node.get("const") == "":
        node = {"enum": ["", None]}
    return node

"""JSON Schemas of the YAML files let editors complete and check what the press would."""

import json
import re
from pathlib import Path

import pytest
import yaml
from small import CONTENT, ROOT

from press.cli import main
from press.schemas import as_text, schemas

FILES = [path for path in sorted((ROOT / "content").rglob("*.yaml")) if "locales" not in path.parts]
KINDS = {"forms": "form", "figures": "figure"}


class Core(yaml.SafeLoader):
    """Reads YAML as editors do: with the few types of YAML 1.2, where yes is a string."""


Core.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"(?:{pattern})$"), list(first))

TYPES = {
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, (int, float)) and not isinstance(value, bool),
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
}


def faults(value, schema, whole, path=""):
    """Hold a value against a schema, as far as the schemas of this project go; return what does not fit."""
    if "$ref" in schema:
        return faults(value, whole["$defs"][schema["$ref"].removeprefix("#/$defs/")], whole, path)
    if "anyOf" in schema:
        tries = [faults(value, each, whole, path) for each in schema["anyOf"]]
        return [] if [] in tries else min(tries, key=len)
    types = schema.get("type", [])
    types = [types] if isinstance(types, str) else types
    if types and not any(TYPES[name](value) for name in types):
        return [f"{path}: {value!r} is not {'/'.join(types)}"]
    if "enum" in schema and value not in schema["enum"]:
        return [f"{path}: {value!r} is none of {schema['enum']}"]
    if isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
        return [f"{path}: {value!r} has not the form {schema['pattern']}"]
    if TYPES["number"](value) and not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        return [f"{path}: {value} is out of range"]
    return [*faults_of_items(value, schema, whole, path), *faults_of_keys(value, schema, whole, path)]


def faults_of_items(value, schema, whole, path):
    if not isinstance(value, list):
        return []
    found = [] if schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)) else [f"{path}: length"]
    items = schema.get("prefixItems") or [schema.get("items", {})] * len(value)
    for index, (item, part) in enumerate(zip(value, items, strict=False)):
        found += faults(item, part, whole, f"{path}/{index}")
    return found


def faults_of_keys(value, schema, whole, path):
    if not isinstance(value, dict):
        return []
    found = [f"{path}: {key} is missing" for key in schema.get("required", []) if key not in value]
    for key, item in value.items():
        parts = [part for pattern, part in schema.get("patternProperties", {}).items() if re.search(pattern, key)]
        part = schema.get("properties", {}).get(key) or (parts[0] if parts else schema.get("additionalProperties", {}))
        found += [f"{path}: {key} is not known"] if part is False else faults(item, part, whole, f"{path}/{key}")
    return found


def kind_of(path):
    return KINDS.get(path.parent.name, path.stem)


def test_they_are_current():
    """docs/schemas/ holds what `python build.py schemas` writes."""
    written = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "docs" / "schemas").iterdir()}
    assert written == {f"{name}.schema.json": as_text(schema) for name, schema in schemas().items()}


def test_they_are_written(project, monkeypatch, capsys):
    """The command writes them into the project's docs/schemas/ and names them."""
    monkeypatch.chdir(project.root)
    assert main(["schemas"]) == 0
    paths = sorted((project.root / "docs" / "schemas").iterdir())
    assert sorted(path.name.removesuffix(".schema.json") for path in paths) == sorted(schemas())
    assert sorted(capsys.readouterr().out.split()[1::2]) == [f"docs/schemas/{path.name}" for path in paths]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_names_its_schema(path):
    """The first line of each file of content/ leads to its schema, so that an editor needs no setting."""
    first = path.read_text(encoding="utf-8").split("\n")[0]
    name = first.removeprefix("# yaml-language-server: $schema=")
    assert (path.parent / name).resolve() == ROOT / "docs" / "schemas" / f"{kind_of(path)}.schema.json"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_real_content_fits(path):
    """An editor marks nothing in a file that the press reads without a problem."""
    schema = schemas()[kind_of(path)]
    assert faults(yaml.load(path.read_text(encoding="utf-8"), Core), schema, schema) == []


@pytest.mark.parametrize("name", [name for name in CONTENT if name.endswith(".yaml")])
def test_small_content_fits(name):
    """So it is with every other way of writing."""
    schema = schemas()[kind_of(Path(name))]
    assert faults(yaml.load(CONTENT[name], Core), schema, schema) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        ("documents.yaml", "kind: manual", "kind: manaul", "/documents/0/kind: 'manaul' is none of ['manual', 'form'"),
        ("documents.yaml", "front: manual", "fornt: manual", "/documents/0: fornt is not known"),
        ("documents.yaml", "contents: yes", "contents: perhaps", "/documents/0/contents: 'perhaps' is none of"),
        ("edition.yaml", "publisher: Test Office\n", "", ": publisher is missing"),
        ("forms/minimum-dataset.yaml", "rows: 3", "rows: three", "/groups/1/rows: 'three' is not integer"),
        ("standards.yaml", "id: 1b", "id: 1B", "criteria/1/id: '1B' has not the form"),
        ("figures/screen.yaml", "bars: 2", "bars: 99", "/screen/window/0/bars: 99 is out of range"),
    ],
)
def test_mistakes_are_found(name, old, new, expected):
    """What `check` would refuse, an editor marks while it is typed."""
    assert old in CONTENT[name]
    schema = schemas()[kind_of(Path(name))]
    (fault,) = faults(yaml.load(CONTENT[name].replace(old, new), Core), schema, schema)
    assert expected in fault


def test_nothing_internal_is_offered():
    """An editor never offers what a file can't give: the full id."""
    text = json.dumps(schemas())
    assert '"key"' not in text
    assert "0key" not in text


def test_editors_tell_what_a_text_is():
    """A text is described in the words that translators are given."""
    document = schemas()["documents"]["$defs"]["Document"]["properties"]
    assert document["title"]["description"] == "Document title"

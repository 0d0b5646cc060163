"""A YAML file of records under names in; the records and their places out, and file and line of whatever is wrong."""

from __future__ import annotations

from pathlib import Path

from press.problems import Origin, Problem
from press.records import Record, validated
from press.source import Data, read_yaml, relative


def read_named(
    root: Path, path: Path, kind: type[Record]
) -> tuple[dict[str, Record], dict[str, Origin], list[Problem]]:
    """Return the records by their names, the place of each, and what is wrong; a record that is wrong is left out."""
    name = relative(root, path)
    data, problems = read_yaml(root, path)
    if not isinstance(data.value, dict):
        message, hint = "records under a name each are expected here", "write 'name:' and indent the record below it"
        return {}, {}, [*problems, Problem(Origin(name, 1, 1), "yaml-value", message, hint)]
    records: dict[str, Record] = {}
    for key, value in data.value.items():
        places = {
            place[1:]: origin for place, origin in data.places.items() if place[:1] == (key,) and place != (key, "")
        }
        record, found = validated(kind, Data(value, places), name)
        problems += found
        if record is not None:
            records[key] = record
    return records, {key: data.places[(key, "")] for key in records}, problems

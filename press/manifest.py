"""The files of an edition in; output/manifest.json, which lists and describes them, out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from press.model import Edition, Language
from press.translation.coverage import Coverage


class Item(NamedTuple):
    """A published file: what it is, and whether it is an earlier copy that could not be renewed."""

    document: str
    language: str
    format: str
    stale: bool = False


def manifest(
    edition: Edition,
    languages: Sequence[tuple[Language, Coverage]],
    items: Mapping[str, Item],
    contents: Mapping[str, bytes],
) -> bytes:
    """Return the manifest: edition, languages with their coverage, and every file with its hash and size in bytes."""
    files = [
        {
            "path": path,
            "sha256": hashlib.sha256(contents[path]).hexdigest(),
            "bytes": len(contents[path]),
            **items.get(path, Item("", "", path.rsplit(".", 1)[-1]))._asdict(),
        }
        for path in sorted(contents)
    ]
    data = {
        "edition": edition.edition,
        "date": edition.date.isoformat(),
        "languages": [
            {"tag": language.tag, "name": language.name, "state": language.state, "coverage": coverage.as_json()}
            for language, coverage in languages
        ],
        "stale": [file["path"] for file in files if file["stale"]],
        "files": files,
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()

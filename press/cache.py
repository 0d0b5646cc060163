"""Fingerprints in; finished files out, where an earlier build made them: .cache/artifacts."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

from press import sealed
from press.outputs.made import Made

_KEEP_SECONDS = 30 * 24 * 3600


class Store:
    """Finished files by the hash of everything that went into them. A damaged file counts as absent."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, key: str) -> Made | None:
        """Return what was stored under a key, with the warnings that making it gave; or None."""
        path = self._folder / key
        body = sealed.read(path)
        if body is None:
            return None
        os.utime(path)
        warnings, _, content = body.partition(b"\n")
        return Made(content, warnings=tuple(json.loads(warnings)))

    def put(self, key: str, made: Made) -> None:
        """Store what was made without errors under a key; it appears whole or not at all."""
        sealed.write(self._folder / key, json.dumps(made.warnings).encode() + b"\n" + made.content)

    def prune(self) -> None:
        """Delete what no build has used for thirty days, and what killed builds left."""
        if not self._folder.is_dir():
            return
        oldest = time.time() - _KEEP_SECONDS
        for path in self._folder.iterdir():
            unfinished = "." in path.name and path.stat().st_mtime < time.time() - 3600
            if unfinished or path.stat().st_mtime < oldest:
                path.unlink(missing_ok=True)

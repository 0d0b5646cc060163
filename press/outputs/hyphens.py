"""The languages of a page in; the patterns by which their words are hyphenated, ready for WeasyPrint, out.

Pyphen reads them from a text file, for German in half a second, a tenth of what the
manual takes. They are kept as it read them.
"""

from __future__ import annotations

import marshal
import sys
from contextlib import suppress
from pathlib import Path
from xml.etree.ElementTree import Element

import pyphen

from press import sealed


def remember(root: Element, folder: Path) -> None:
    """Give pyphen the patterns of the languages of a page; `folder` keeps them for the next time."""
    for language in sorted({element.get("lang", "") for element in root.iter()}):
        name = pyphen.language_fallback(language)
        if name and (path := pyphen.LANGUAGES[name]) not in pyphen.hdcache:
            pyphen.hdcache[path] = _patterns(path, folder)


def _patterns(path: Path, folder: Path) -> pyphen.HyphDict:
    kept = folder / f"{path.stem}-{sealed.digest(path)}-{sys.implementation.cache_tag}"
    body = sealed.read(kept)
    if body is None:
        found = pyphen.HyphDict(path)
        # Patterns that change letters are objects of pyphen's own, which can't be kept.
        with suppress(ValueError):
            sealed.write(kept, marshal.dumps(found.patterns))
        return found
    found = pyphen.HyphDict.__new__(pyphen.HyphDict)
    found.patterns, found.cache = marshal.loads(body), {}
    found.maxlen = max(map(len, found.patterns))
    return found

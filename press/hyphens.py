"""Words and their language in; where they may break, by the patterns of that language, out.

Pyphen reads the patterns from a text file, for German in half a second, a tenth of what the
manual takes. They are kept as it read them.
"""

from __future__ import annotations

import marshal
import re
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import pyphen

from press import sealed

# Not what is joined to an address or a code, nor short words; as style.css has it where browsers hyphenate.
_LONG = re.compile(r"(?<![\w@./:&])[^\W\d_]{8,}(?![\w@/:]|\.\w)")
_EDGE = 3  # letters that stay together at either end of a word
_SOFT = "\u00ad"


def remember(languages: Iterable[str], folder: Path) -> None:
    """Give pyphen the patterns of languages; `folder` keeps them for the next time."""
    for language in sorted(set(languages)):
        name = pyphen.language_fallback(language)
        if name and (path := pyphen.LANGUAGES[name]) not in pyphen.hdcache:
            pyphen.hdcache[path] = _patterns(path, folder)


def softened(text: str, language: str, folder: Path, least: int = 8) -> str:
    """Return a text with soft hyphens in its words of `least` letters; as it is where no patterns are known."""
    name = pyphen.language_fallback(language)
    if not name or not _LONG.search(text):
        return text
    remember([language], folder)
    patterns = pyphen.Pyphen(lang=name, left=_EDGE, right=_EDGE)

    def parted(found: re.Match[str]) -> str:
        word = found[0]
        # A name such as myIASIOS has no syllables that patterns know.
        is_name = word[1:] != word[1:].lower()
        return word if is_name or len(word) < least else patterns.inserted(word, _SOFT)

    return _LONG.sub(parted, text)


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

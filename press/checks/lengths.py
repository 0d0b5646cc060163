"""Labels that are longer than their place.

A wide character (Chinese, Japanese) counts as two, a combining mark or a soft hyphen as none. Where the source
itself is longer than the place, its length is the measure.

PASS  Primary tumour site → Sitz des Primärtumors
FAIL  Primary tumour site → Lokalisation des Primärtumors im Körper
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from press.checks.context import CheckContext
from press.problems import Problem

ID = "lengths"


def check(context: CheckContext) -> Iterator[Problem]:
    """Yield the translations that do not fit."""
    for pair in context.translated:
        limit = pair.message.limit
        if limit is None or 2 * len(pair.translation) <= limit:
            continue
        limit = max(limit, width(pair.source.words))
        length = width(pair.text.words)
        if length > limit:
            message = f"{length} characters, {limit} fit: '{pair.text.words}'"
            yield context.problem(pair, "too-wide", message, "shorten it")


def width(text: str) -> int:
    """Return how many Latin letters take up the room of the text."""
    return sum(_width(sign) for sign in text) if not text.isascii() else len(text)


def _width(sign: str) -> int:
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1

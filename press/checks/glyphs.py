"""Characters that none of the language's fonts can show: readers would see an empty box.

PASS  Evidence → Nachweis für Größe
FAIL  Evidence → Nachweis 證
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from press.checks.context import CheckContext, Pair
from press.problems import Problem

ID = "glyphs"


def check(context: CheckContext) -> Iterator[Problem]:
    """Yield each missing character once, at the first text that has it."""
    if not context.coverage:
        return
    first: dict[str, Pair] = {}
    count: dict[str, int] = {}
    seen = {chr(point) for point in context.coverage}
    for pair in context.translated:
        for sign in set(pair.text.words) - seen:
            if _is_drawn(sign) and not _can_be_composed(sign, context.coverage):
                first.setdefault(sign, pair)
                count[sign] = count.get(sign, 0) + 1
    for sign, pair in first.items():
        name = unicodedata.name(sign, "without a name")
        message = f"no font of this language has '{sign}' (U+{ord(sign):04X}, {name}); texts with it: {count[sign]}"
        hint = "write it in another way, or add a font in content/languages.yaml"
        yield context.problem(pair, "glyph-missing", message, hint, "error")


def _is_drawn(sign: str) -> bool:
    """Leave out blanks, which are made from the plain blank, and marks of direction and joiners."""
    return unicodedata.category(sign) not in ("Zs", "Cf", "Cc", "Zl", "Zp") and sign not in "\ufffc\ufe0e\ufe0f"


def _can_be_composed(sign: str, coverage: frozenset[int]) -> bool:
    parts = unicodedata.normalize("NFD", sign)
    return parts != sign and all(ord(part) in coverage for part in parts)

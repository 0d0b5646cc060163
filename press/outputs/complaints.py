"""What WeasyPrint says went wrong in; errors and warnings, with the text that a missing character stands in, out."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from xml.etree.ElementTree import Element

from press.outputs.resources import BASE

# Warnings of WeasyPrint after which something is missing on the page; so it is after each of its errors.
_FATAL_WARNING = "cannot be loaded"
_MISSING_GLYPH = ".notdef glyph"
_AROUND = 30


class Complaints(logging.Handler):
    """Keeps what WeasyPrint says went wrong, each once: errors, warnings, and characters that no font has."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.errors: list[str] = []
        self.warnings: list[str] = []
        self.missing: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one line."""
        line = record.getMessage().replace(BASE, "")
        if line.startswith(_MISSING_GLYPH) and isinstance(record.args, tuple):
            lines, line = self.missing, str(record.args[0])
        elif record.levelno >= logging.ERROR or _FATAL_WARNING in line:
            lines = self.errors
        else:
            lines = self.warnings
        if line not in lines:
            lines.append(line)

    def all_errors(self, root: Element) -> tuple[str, ...]:
        """Return the errors; a missing character is told with its language and the words around it on the page."""
        return (*self.errors, *(_missing(character, root) for character in self.missing))


@contextmanager
def listening() -> Iterator[Complaints]:
    """Collect what WeasyPrint says meanwhile."""
    complaints = Complaints()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(complaints)
    try:
        yield complaints
    finally:
        logger.removeHandler(complaints)


def _missing(character: str, root: Element) -> str:
    said = f'no font has "{character}" (U+{ord(character):04X})'
    for words, language, identifier in _texts(root, "", ""):
        place = words.find(character)
        if place >= 0:
            near = words[max(0, place - _AROUND) : place + _AROUND].strip()
            return f'{said}, which stands in "{near}" (language {language}, below #{identifier})'
    return f"{said}, which stands in a running head or foot, a mark or a field (language {root.get('lang', '')})"


def _texts(root: Element, language: str, identifier: str) -> Iterator[tuple[str, str, str]]:
    """Yield each text of a page with its language and the nearest id above it."""
    pending: list[tuple[Any, str, str]] = [(root, language, identifier)]
    while pending:
        item, language, identifier = pending.pop()
        if isinstance(item, str):
            yield " ".join(item.split()), language, identifier
            continue
        if not isinstance(item.tag, str) or item.tag in ("style", "script"):
            continue
        own = (item.get("lang", language), item.get("id", identifier))
        inside: list[Any] = [item.text, *(part for child in item for part in (child, child.tail))]
        pending += [(part, *own) for part in reversed(inside) if part is not None]

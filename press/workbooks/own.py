"""The sheets of a workbook in; what each of them says by itself, as hashes by which a reader knows it again, out.

All that stands in a file and is neither an answer nor one of these texts and formulas, somebody typed. A workbook keeps
them on its hidden sheet, so that one of any language and edition tells its own.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from press.workbooks.ids import folded
from press.workbooks.model import SheetLayout

SEAL = "@own:"
_CHARACTERS = 8  # of a hash: a typed text has one of some 700 once in six million times
_LONG = 16  # characters: a text as long as this is known on any sheet
_LITERAL = re.compile(r'("(?:[^"]|"")*")')
_SHEET = r"(?:'(?:[^']|'')*'|[^\W\d][\w.]*)!"
_CELL = rf"(?:{_SHEET})?(?:[A-Z]{{1,3}}[0-9]+|#REF!)"
_PLACE = re.compile(rf"{_CELL}(?::{_CELL})?")
_NOISE = re.compile(r"[\s$@]|_xlfn\.")
Own = Sequence[Counter[str]]


def own_of(sheets: Iterable[SheetLayout]) -> list[Counter[str]]:
    """Return the hashes of the texts and formulas of each sheet, with how often each stands there."""
    return [
        Counter(hash_of(cell.formula or str(cell.value)) for cell in sheet.cells if cell.is_own) for sheet in sheets
    ]


def hash_of(said: str) -> str:
    """Return the hash of a text or, where it begins with =, a formula: that without the places that it names."""
    return hashlib.sha256(_compared(said).encode(errors="replace")).hexdigest()[:_CHARACTERS]


def is_long(said: str) -> bool:
    """Tell whether a text or a formula is so long that nobody types the same by chance."""
    return len(_compared(said)) >= _LONG


def sealed(own: Iterable[Counter[str]]) -> list[str]:
    """Return the hashes as cells keep them, a text for each sheet."""
    return [SEAL + " ".join(sorted(counts.elements())) for counts in own]


def unsealed(text: str) -> Counter[str]:
    """Return the hashes that such a text holds."""
    return Counter(text.removeprefix(SEAL).split())


def _compared(said: str) -> str:
    return _shape(said) if said.startswith("=") else folded(said)


def _shape(formula: str) -> str:
    """Return a formula without blanks and places: these change with each row that is put in, and the program."""
    pieces = _LITERAL.split(formula)
    return "".join(piece if piece.startswith('"') else _PLACE.sub("#", _NOISE.sub("", piece)) for piece in pieces)

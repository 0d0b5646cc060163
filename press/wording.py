"""Two texts in; what is gone and what is new between them, word by word, out."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

# Signs of scripts that set no blanks between words (Chinese, Japanese, Thai, Lao, Khmer, Burmese) are words themselves.
_WORD = re.compile(
    "( *)([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]"
    "|[^ \u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]+)"
)
# Longer texts, and such as share fewer words, are shown one after the other: nobody could read them mixed.
_LONGEST, _LEAST = 3_000, 0.3


class Piece(NamedTuple):
    """Words that are in both texts, or in one of them; `blank` tells whether a blank stands before them."""

    kind: Literal["same", "gone", "new"]
    words: str
    blank: bool


def difference(before: str, now: str) -> list[Piece]:
    """Return two texts as pieces of whole words."""
    old, new = _words(before), _words(now)
    pieces: list[Piece] = []
    for kind, a, b, c, d in _steps([word for _, word in old], [word for _, word in new]):
        if kind == "equal":
            pieces.append(_piece("same", new[c:d]))
            continue
        pieces += [_piece("gone", old[a:b])] if b > a else []
        pieces += [_piece("new", new[c:d])] if d > c else []
    return pieces


def _words(text: str) -> list[tuple[bool, str]]:
    return [(bool(blank), word) for blank, word in _WORD.findall(" ".join(text.split()))]


def _steps(old: list[str], new: list[str]) -> Iterable[tuple[str, int, int, int, int]]:
    if old == new:
        return [("equal", 0, len(old), 0, len(new))]
    whole = [("replace", 0, len(old), 0, len(new))]
    if len(old) + len(new) > _LONGEST:
        return whole
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    return matcher.get_opcodes() if matcher.ratio() >= _LEAST else whole


def _piece(kind: Literal["same", "gone", "new"], found: list[tuple[bool, str]]) -> Piece:
    text = "".join(f" {word}" if blank else word for blank, word in found)
    return Piece(kind, text.removeprefix(" "), found[0][0] if found else False)

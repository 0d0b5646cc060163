"""Two texts in; what is gone and what is new between them, word by word, out."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

# Signs of scripts that set no blanks between words (Chinese, Japanese, Thai, Lao, Khmer, Burmese) are words themselves.
_SIGNS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef"
# So are marks before and behind a word, of Arabic, too; those within one (9:00, don't) belong to it.
_MARKS = r"""!"'(),.:;?\[\]\xab\xbb\u060c\u061b\u061f\u06d4\u2018-\u201f\u2026\u2039\u203a"""
_WORD = re.compile(f"( *)([{_SIGNS}]|[{_MARKS}]|[^ {_SIGNS}{_MARKS}]+(?:[{_MARKS}]+[^ {_SIGNS}{_MARKS}]+)*)")
_MARK = re.compile(f"[{_MARKS}\u3001\u3002\uff01-\uff0f\uff1a-\uff20]")
# Longer texts, and such as share fewer words, are shown one after the other: nobody could read them mixed.
_LONGEST, _LEAST = 3_000, 0.3


_Step = tuple[str, int, int, int, int]


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


def _steps(old: list[str], new: list[str]) -> Iterable[_Step]:
    if old == new:
        return [("equal", 0, len(old), 0, len(new))]
    whole = [("replace", 0, len(old), 0, len(new))]
    if len(old) + len(new) > _LONGEST:
        return whole
    steps = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    same = sum(_count(old[a:b]) for kind, a, b, _, _ in steps if kind == "equal")
    alike = 2 * same >= _LEAST * (_count(old) + _count(new))
    return _joined(steps, old) if alike else whole


def _count(words: list[str]) -> int:
    """Return how many words there are, marks aside."""
    return sum(not _MARK.fullmatch(word) for word in words)


def _joined(steps: Iterable[_Step], old: list[str]) -> list[_Step]:
    """Return steps in which no mark that happens to be the same stands between two changes."""
    found: list[_Step] = []
    waiting: list[_Step] = []  # marks, until it is known what follows them
    for step in steps:
        kind, _, b, _, d = step
        if kind == "equal" and found and not waiting and not _count(old[step[1] : b]):
            waiting = [step]
        elif waiting and kind != "equal":
            found[-1] = ("replace", found[-1][1], b, found[-1][3], d)
            waiting = []
        else:
            found += [*waiting, step]
            waiting = []
    return found + waiting


def _piece(kind: Literal["same", "gone", "new"], found: list[tuple[bool, str]]) -> Piece:
    text = "".join(f" {word}" if blank else word for blank, word in found)
    return Piece(kind, text.removeprefix(" "), found[0][0] if found else False)

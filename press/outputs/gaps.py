"""What draws a line of text in; the same, in which programs that search and copy find whole words, out.

They take wide gaps for spaces: poppler those of a tenth of the letters' size (minWordBreakSpace in TextOutputDev.cc),
PDFium those of a share of the letter that follows (NormalizeThreshold in cpdf_textpage.cpp). In Arabic, a font moves
letters further apart than that within a word. Such a gap is made narrower here, and the next space wider by as much.

A letter that is drawn by two glyphs is said to be one letter (`ActualText`), of which the other glyph says nothing.
Of several letters together that can't be said: programs do not agree on their order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

_WIDEST = 85.0  # thousandths of the size of letters
# From which width on PDFium takes which share of a letter for a space before it (NormalizeThreshold).
_SHARES = ((700, 6), (500, 5), (300, 4))
_TOKEN = re.compile(rb"<([0-9a-f]*)>|(-?[0-9.]+)")
_DIGITS = 4
_LEAST = 0.05  # less than this is no move

Token = int | float
"""The code of a glyph, or how far the next one moves to the left, in thousandths of the size."""


class Signs(NamedTuple):
    """What the codes of a font mean: the text and the width of each, and which two are drawn for one letter."""

    texts: Mapping[int, str]
    widths: Mapping[int, int]
    pairs: dict[tuple[Token, ...], str]

    def advance(self, token: Token | None) -> int:
        """Return the width of a letter; 0 for what is none: a space, a mark over a letter, a move."""
        return self.widths.get(token, 0) if isinstance(token, int) and self.texts.get(token) != " " else 0


def mended(drawn: bytes, signs: Signs) -> list[bytes]:
    """Return operators that show the glyphs of a TJ operator, as `[<0001>-12<0002>] TJ`, where they stood."""
    tokens = list(_narrowed(_tokens(drawn), signs))
    found: list[bytes] = []
    for letter, part in _parts(tokens, signs):
        shown = b"[" + b"".join(map(_written, part)) + b"] TJ"
        if letter:
            text = (b"\xfe\xff" + letter.encode("utf-16-be")).hex().encode()
            found += [b"/Span <</ActualText <" + text + b">>> BDC", shown, b"EMC"]
        else:
            found.append(shown)
    return found


def _tokens(drawn: bytes) -> list[Token]:
    tokens: list[Token] = []
    for codes, number in _TOKEN.findall(drawn):
        if number:
            move = float(number) + (tokens.pop() if tokens and isinstance(tokens[-1], float) else 0)
            tokens += [move] if abs(move) >= _LEAST else []
        tokens += [int(codes[at : at + _DIGITS], 16) for at in range(0, len(codes), _DIGITS)]
    return tokens


def _narrowed(tokens: list[Token], signs: Signs) -> Iterator[Token]:
    """Yield the tokens with no wide gap between two letters; what is taken from it comes after the next space."""
    rest = 0.0
    for before, token, after in zip([None, *tokens], tokens, [*tokens[1:], None], strict=False):
        if isinstance(token, float) and token < 0 and signs.advance(before) and signs.advance(after):
            narrow = max(token, -_widest(signs.advance(after)))
            rest += token - narrow
            yield narrow
            continue
        yield token
        if rest and isinstance(token, int) and signs.texts.get(token) == " ":
            yield rest
            rest = 0.0


def _widest(width: int) -> float:
    """Return the widest gap before a letter, by its width, of which neither poppler nor PDFium makes a space."""
    share = next((share for least, share in _SHARES if width >= least), 2)
    return min(_WIDEST, width / share - 1)


def _parts(tokens: list[Token], signs: Signs) -> Iterator[tuple[str, list[Token]]]:
    """Yield the tokens in parts, each with the letter that it is drawn for, or with none."""
    plain: list[Token] = []
    at = 0
    while at < len(tokens):
        pair = tokens[at : at + 2]
        if letter := signs.pairs.get(tuple(pair)):
            if plain:
                yield "", plain
            yield letter, pair
            plain = []
            at += 2
        else:
            plain.append(tokens[at])
            at += 1
    if plain:
        yield "", plain


def _written(token: Token) -> bytes:
    return f"<{token:04x}>".encode() if isinstance(token, int) else f"{token:.1f}".encode()

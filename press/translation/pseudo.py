"""A message in; a text out that shows what translating does to a layout, in a language nobody speaks.

The longer language is English with accents and doubled vowels, as long as the place allows; the mirrored one has Arabic
letters, to be read from right to left. Both stand between ⟦ and ⟧, so that a text that is cut off shows. What a
translation may not change stays: values, labels, targets of links, addresses, numbers and codes, names in capitals.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from press.translation.messages import Message


class Pseudo(NamedTuple):
    """A pseudo language: its tag, what it is called in lists, the letters it has for English ones."""

    tag: str
    name: str
    letters: Mapping[int, int]
    doubles_vowels: bool = False


_ASCII = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ACCENTED = "åƀçđéĝĝĥîĵķļɱñöþǫŕšţûṿŵχýžÅƁÇĐÉḞĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṾŴΧÝŽ"
_ARABIC = "ابصديفغهجحكلمنوثقرستؤظضخئز"
# Tags with the regions that CLDR keeps for pseudo languages.
PSEUDO = (
    Pseudo("en-XA", "Longer (en-XA)", str.maketrans(_ASCII, _ACCENTED), doubles_vowels=True),
    Pseudo("ar-XB", "Mirrored (ar-XB)", str.maketrans(_ASCII, _ARABIC + _ARABIC)),
)

_KEPT = (
    r"`[^`]*`|\{[a-z0-9_]+\}|\]\([^)]*\)"  # a label, a value, a target
    r"|\S+@\S+|https?://\S+|www\.\S+|&#?\w+;"  # an address, an entity
    r"|\b\w*\d\w*\b"  # a number or code
)
_WORDS = re.compile(_KEPT)
_WORDS_AND_NAMES = re.compile(_KEPT + r"|\b\w*[A-Z]\w*[A-Z]\w*\b")
_SHOUTED = re.compile(r"[^a-z]*[A-Z]{6}[^a-z]*")
_VOWEL = re.compile(r"[aeiou]")
_BRACKETS = "⟦⟧"


def pseudo(message: Message, language: Pseudo) -> str:
    """Return the text of a message in a pseudo language; one without words stays as it is."""
    pieces = _pieces(message.source)
    if not any(word and any(map(str.isalpha, text)) for text, word in pieces):
        return message.source
    room = max(message.limit, len(message.source)) - len(message.source) if message.limit else len(message.source)
    brackets = _BRACKETS if room >= len(_BRACKETS) else ("", "")
    room -= len("".join(brackets))
    spoken = []
    for text, word in pieces:
        if word and language.doubles_vowels:
            text, room = _lengthened(text, room)
        spoken.append(text.translate(language.letters) if word else text)
    return brackets[0] + "".join(spoken) + brackets[1]


def _pieces(source: str) -> list[tuple[str, bool]]:
    """Cut a text into what is kept and what is put into other letters (True)."""
    pieces, at = [], 0
    # A heading that is in capitals altogether is made of words, not of names.
    for kept in (_WORDS if _SHOUTED.fullmatch(source) else _WORDS_AND_NAMES).finditer(source):
        pieces += [(source[at : kept.start()], True), (kept.group(), False)]
        at = kept.end()
    return [*pieces, (source[at:], True)]


def _lengthened(text: str, room: int) -> tuple[str, int]:
    """Double vowels as long as there is room; return the text and the room that is left."""
    longer, count = _VOWEL.subn(lambda vowel: vowel.group() * 2, text, count=max(room, 0)) if room > 0 else (text, 0)
    return longer, room - count

"""Marks at the end: of questions and introductions, of sentences, of headings, of the items of a list.

Languages differ in how they end the items of a list, so there only a mixture is reported, and only where the source has
none. A full stop in the place of a colon, or none after a note of a few words, is a matter of style.

PASS  Records of training. → Nachweise über Schulungen
FAIL  Is it complete? → Es ist vollständig.
FAIL  It shows two things: → Es belegt zwei Punkte
FAIL  Write to us. We reply soon. → Schreiben Sie uns. Wir antworten bald
FAIL  the form; → das Formular,
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from press.checks.context import CheckContext, Pair
from press.problems import Problem

ID = "endings"

_KINDS = {
    **dict.fromkeys(".。．।۔", "full stop"),
    **dict.fromkeys(":：", "colon"),
    **dict.fromkeys("?？؟", "question mark"),
    **dict.fromkeys("!！", "exclamation mark"),
    **dict.fromkeys(";；؛", "semicolon"),
    **dict.fromkeys(",，、،", "comma"),
    "…": "ellipsis",
}
# What stands at an end for a reason that no other mark serves.
_TELLING = frozenset({"colon", "question mark", "exclamation mark", "ellipsis"})
_CLOSED = _TELLING | {"full stop"}
_CLOSERS = ')]}）］】”“"»›’‘」』》 \u00a0\u202f'
# A sentence that ends within a text; an abbreviation (z. B., n. z.) ends none.
_SENTENCE = re.compile(r"\w{3}[.?!؟۔।][)”“»’‘]?\s+\w|[。！？][^\s)”’」』》）]")
_ABBREVIATION = re.compile(r"(?<!\w)\w{1,3}\.$")


def check(context: CheckContext) -> Iterator[Problem]:
    """Yield the texts that end in another way than their source, and the lists whose items end in different ways."""
    for pair in context.translated:
        yield from _ending(context, pair)
    for _context, group in groupby(context.translated, key=_list_of):
        yield from _list(context, list(group))


def ending(words: str) -> str:
    """Name the mark at the end of a text, before any closing bracket or quotation mark; empty if there is none."""
    rest = words.rstrip(_CLOSERS)
    return "ellipsis" if rest.endswith("...") else _KINDS.get(rest[-1:], "")


def _ending(context: CheckContext, pair: Pair) -> Iterator[Problem]:
    source, words = pair.source.words, pair.text.words
    ours, theirs = ending(source), ending(words)
    if ours == theirs or theirs in context.habits.ends.get(ours, ()):
        return
    hint = f"end it with a {ours}" if ours else f"delete the {theirs}"
    if (ours in _TELLING or theirs in _TELLING | {"comma"}) and (ours, theirs) != ("full stop", "colon"):
        message = f"the source ends with {_named(ours)}, the translation with {_named(theirs)}"
        yield context.problem(pair, "end-mark", message, hint)
    elif ours == "full stop" and theirs not in _CLOSED and _SENTENCE.search(words):
        yield context.problem(pair, "end-mark", "the last sentence has no full stop", hint)
    elif not ours and theirs == "full stop" and _is_title(pair) and not _ABBREVIATION.search(words):
        yield context.problem(pair, "end-mark", "a full stop after a heading or a label", hint)


def _named(kind: str) -> str:
    return f"a {kind}" if kind else "no mark"


def _is_title(pair: Pair) -> bool:
    return pair.message.limit is not None or pair.message.kind.startswith("Heading")


def _list_of(pair: Pair) -> tuple[str, str]:
    """Name the list that a text is an item of; texts that are none get names that no neighbour has."""
    is_item = pair.message.kind == "List item"
    return (pair.message.context, "") if is_item else (pair.message.context, pair.message.source)


def _list(context: CheckContext, items: list[Pair]) -> Iterator[Problem]:
    """Find an item that ends otherwise than the first one; the last may, and so may those that ask or announce."""
    items = [pair for pair in items[:-1] if not {ending(pair.source.words), ending(pair.text.words)} & _TELLING]
    if len({ending(pair.source.words) for pair in items}) != 1:
        return
    first = ending(items[0].text.words)
    for pair in items[1:]:
        here = ending(pair.text.words)
        if here != first:
            message = f"this item ends with {_named(here)}, the first one of its list with {_named(first)}"
            yield context.problem(pair, "list-mark", message, "end all items in one way")
            return

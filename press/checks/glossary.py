"""Terms that are not rendered as content/locales/<language>/glossary.yaml says.

A term is found by its English word forms (`match` in content/glossary.yaml); the longest one wins, so "core criterion"
is not taken for "criterion". A form with a capital is found in that spelling only.

PASS  Your facility is registered. → Ihre Einrichtung ist registriert.
FAIL  Your facility is registered. → Ihre Anlage ist registriert.
FAIL  Your facility is registered. → Ihre Einrichtung, die Fazilität, ist registriert.
PASS  The core criteria → Die Kernkriterien
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise

from press.checks.context import CheckContext, Pair
from press.checks.renderings import Rendering
from press.model import Term
from press.problems import Problem

ID = "glossary"

_WORD = re.compile(r"\w+(?:-\w+)*")
_BLANKS = re.compile(r"\s+")
# Soft hyphen, joiners, marks of direction, kashida and Arabic vowel signs change no word; nor does U+0307,
# which is what remains of a Turkish capital I when its case is folded.
_UNSEEN = re.compile("[\u00ad\u0307\u0640\u064b-\u0652\u0670\u200b-\u200f\u061c\u2060]")


def check(context: CheckContext) -> Iterator[Problem]:
    """Yield the terms for which a translation has none of the accepted renderings, or one of the forbidden."""
    if not context.renderings:
        return
    finder = TermFinder(context.terms)
    for pair in context.current:
        found = finder.find(pair.source.words)
        known = {name: context.renderings[name] for name in found if name in context.renderings}
        if known:
            yield from _check_pair(context, pair, found, known)


class TermFinder:
    """Finds terms in English texts by their word forms, the longest first."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._forms: dict[str, list[tuple[list[str], str]]] = {}
        for term in terms:
            for form in term.match:
                words = _WORD.findall(form)
                self._forms.setdefault(words[0].lower(), []).append((words, term.id))
        for forms in self._forms.values():
            forms.sort(key=lambda form: -len(form[0]))

    def find(self, text: str) -> dict[str, str]:
        """Return the ids of the terms in a text, each with the words by which it was found."""
        found: dict[str, str] = {}
        words = list(_WORD.finditer(text))
        index = 0
        while index < len(words):
            length = 1
            for form, name in self._forms.get(words[index].group().lower(), ()):
                if _stands_at(form, words[index : index + len(form)], text):
                    length = len(form)
                    found.setdefault(name, text[words[index].start() : words[index + length - 1].end()])
                    break
            index += length
        return found


def fold(text: str) -> str:
    """Return a text so that spellings that differ in case, blanks, apostrophes or unseen signs only are equal."""
    text = unicodedata.normalize("NFC", text).casefold().replace("ı", "i").replace("’", "'")
    return _BLANKS.sub(" ", _UNSEEN.sub("", text))


def _stands_at(form: list[str], words: list[re.Match[str]], text: str) -> bool:
    if len(words) < len(form):
        return False
    same = all(
        word.group() == part or (part.islower() and word.group().lower() == part)
        for part, word in zip(form, words, strict=True)
    )
    return same and all(text[before.end() : after.start()].isspace() for before, after in pairwise(words))


def _check_pair(
    context: CheckContext, pair: Pair, found: Mapping[str, str], known: Mapping[str, Rendering]
) -> Iterator[Problem]:
    words = pair.text.words
    folded = fold(words)
    accepted = [span for rendering in known.values() for form in rendering.accept for span in _spans(form, folded)]
    for name, rendering in known.items():
        if rendering.accept and not any(_holds(form, words, folded) for form in rendering.accept):
            message = f"'{found[name]}' is not rendered as the glossary says"
            hint = f"use: {', '.join(rendering.accept)}"
            yield context.problem(pair, "term", message, hint)
        for form in rendering.forbid:
            # Another term of the same text may be rendered by the very word that this one avoids.
            if any(not _is_within(span, accepted) for span in _spans(form, folded)):
                hint = f"use: {', '.join(rendering.accept)}" if rendering.accept else "use another word"
                yield context.problem(pair, "term-forbidden", f"'{form}' is not to be used for '{found[name]}'", hint)


def _holds(form: str, words: str, folded: str) -> bool:
    """Tell whether a translation has a form; abbreviations are short enough to stand in other words by chance."""
    if form.isupper() and form.isascii():
        return bool(re.search(rf"(?<![A-Za-z]){re.escape(form)}", words))
    return fold(form) in folded


def _spans(form: str, folded: str) -> list[tuple[int, int]]:
    return [found.span() for found in _pattern(form).finditer(folded)]


@lru_cache(maxsize=10_000)
def _pattern(form: str) -> re.Pattern[str]:
    """Find a form at the beginning of a word, or, in scripts without capitals, anywhere: there words run together."""
    form = fold(form)
    start = r"(?<!\w)" if form[:1].upper() != form[:1] else ""
    return re.compile(start + re.escape(form))


def _is_within(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in others)

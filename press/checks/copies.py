"""Translations that repeat the source text, or four and more words of it in a row.

Short texts, names, codes and texts made of labels and values may be the same in two languages.

PASS  IASIOS Centre of Excellence → IASIOS Centre of Excellence
PASS  Status → Status
FAIL  Open the confirmation email. → Open the confirmation email.
FAIL  Open the email and read it within a week. → Öffnen Sie die Mail and read it within einer Woche.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.checks.context import CheckContext
from press.markdown import VALUE
from press.problems import Problem

ID = "copies"

_WORD = re.compile(r"[^\W\d_]{2,}")
_LETTERS = re.compile(r"[^\W\d_]+")
_RUN = 4


def check(context: CheckContext) -> Iterator[Problem]:
    """Yield the texts that were copied and left as they are, whole or in part."""
    for pair in context.current:
        source = pair.source.words
        if pair.translation.strip() == pair.message.source.strip():
            if _needs_translation(source):
                hint = "translate it, or leave it empty until it is translated"
                yield context.problem(pair, "untranslated", "the translation repeats the source text", hint)
        elif left := _left(source, pair.text.words):
            yield context.problem(pair, "untranslated-part", f"words of the source text: '{left}'", "translate them")


def _needs_translation(words: str) -> bool:
    """Tell whether a text has more than two words, one of them neither a name nor a little word."""
    found = _WORD.findall(VALUE.sub(" ", words))
    return len(found) > 2 and any(word.islower() and len(word) > 3 for word in found)


def _left(source: str, words: str) -> str:
    """Return the first words of the source that stand in a row in the translation, names and codes aside."""
    ours, theirs = (_LETTERS.findall(VALUE.sub(" . ", text)) for text in (source, words))
    runs = {tuple(theirs[at : at + _RUN]) for at in range(len(theirs) - _RUN + 1)}
    for at in range(len(ours) - _RUN + 1):
        run = tuple(ours[at : at + _RUN])
        if run in runs and sum(word.islower() and len(word) > 1 for word in run) > 2:
            return " ".join(run)
    return ""

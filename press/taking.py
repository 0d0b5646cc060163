"""A catalog and one that came back, with its earlier versions, in; what of it is taken, and why not, out.

A translation that was confirmed in the project is replaced only by one that was made since the file was sent out,
and that nobody has bettered in the project meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from press.model import one_line
from press.problems import Origin, Problem
from press.sent import Sent
from press.translation.messages import Message
from press.translation.pairs import Finding, compare
from press.translation.po import Catalog, Entry, state
from press.workbooks.words import cut

Verdict = Literal["same", "taken", "older", "both", "unknown", "unconfirmed", "late", "broken", "emptied"]
# What a translation is worth: one that nobody has confirmed for the present text never replaces one that somebody has.
_WORTH = {"missing": 0, "unchecked": 1, "outdated": 1, "current": 2}
_LONGEST = 60  # characters of a text that is quoted
_COMPARE = "compare the two, and write the right one into the catalog, or run this again with --replace"
# Why a translation is left out, and what to do.
_LEFT: Mapping[Verdict, tuple[str, str]] = {
    "both": ("it was changed in the project, too, since this file was made: '{ours}'", _COMPARE),
    "unknown": ("the project has another one ('{ours}'), and nothing tells which is newer: {reason}", _COMPARE),
    "unconfirmed": ("it is fuzzy here, and that of the project is not", "confirm it here if it is right"),
    "late": ("the English text has changed since, and was translated anew", "see whether that one needs it, too"),
    "broken": ("readers would not see it: {broken}", "correct it here, and take the file again"),
    "emptied": ("it is empty here", "delete it in the catalog if it is wrong"),
}


class Judged(NamedTuple):
    """What becomes of a text: its entry, as it is and in the file, and as it stands there before any update."""

    verdict: Verdict
    ours: Entry
    theirs: Entry
    written: Entry


class Taking:
    """Judges the translations of a file, text by text; `over`: it may replace what nothing shows to be older."""

    def __init__(self, sent: Sent, messages: Sequence[Message], *, over: bool) -> None:
        self._sent = sent
        self._over = over
        self._messages = {(message.context, message.source): message for message in messages}

    def judged(self, ours: Catalog, theirs: Catalog, written: Catalog) -> Iterator[Judged]:
        """Yield what becomes of each text of both; `theirs` is the `written` file, brought up to date."""
        places = {entry.origin.line: entry for entry in (*written.entries, *written.obsolete)}
        for entry in ours.entries:
            other = theirs.find(*entry.key)
            if other and (there := places.get(other.origin.line)):
                yield Judged(self._verdict(entry, other, there), entry, other, there)

    def _verdict(self, ours: Entry, theirs: Entry, written: Entry) -> Verdict:
        kept, come = _WORTH[state(ours)], _WORTH[state(theirs)]
        confirmed = state(ours) == "current"
        if not come:
            return "emptied" if confirmed and self._sent.unchanged(written, ours) else "same"
        if theirs.translation == ours.translation and come <= kept:
            return "same"
        if kept and self._sent.was_in(written):
            return "older" if written.translation != ours.translation else "same"
        if come < kept:
            return "unconfirmed" if written.fuzzy else "late"
        if kept and self._fatal(theirs) and not self._fatal(ours):
            return "broken"
        if not confirmed or self._over or self._sent.unchanged(written, ours):
            return "taken"
        return "unknown" if self._sent.reason else "both"

    def _fatal(self, entry: Entry) -> Finding | None:
        """Return why readers would not see a translation."""
        found = compare(self._messages[entry.key], entry.translation, entry.previous)
        return next((finding for finding in found if finding.fatal), None)

    def left_out(self, file: str, judged: Sequence[Judged]) -> Iterator[Problem]:
        """Yield what is not taken of a file, at its lines, and why. What was only not edited there is counted."""
        for each in judged:
            if each.verdict in _LEFT:
                why, hint = _LEFT[each.verdict]
                fatal = self._fatal(each.theirs)
                said = {"ours": _quoted(each.ours.translation), "broken": fatal.message if fatal else ""}
                why = why.format(**said, reason=self._sent.reason)
                message = f"'{_quoted(each.written.translation or each.written.source)}' is not taken: {why}"
                yield Problem(Origin(file, each.written.origin.line), "not-taken", message, hint, "warning")
        if older := [each for each in judged if each.verdict == "older"]:
            first = older[0]
            message = (
                f"translations that were bettered in the project since this file was made, and stay: {len(older)}, "
                f"the first is '{_quoted(first.ours.translation)}'"
            )
            place = Origin(file, first.written.origin.line)
            yield Problem(place, "not-taken", message, "nothing needs to be done", "warning")


def _quoted(text: str) -> str:
    return cut(one_line(text), _LONGEST)

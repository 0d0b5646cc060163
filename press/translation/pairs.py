"""A source text and its translation in; what is wrong with the translation out.

The same rules decide what is shown and what is reported. A *fatal* finding means
that the translation must not be shown, because it would mislead a reader or could
do harm; the source text stands in its place. All others are for the translator.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from press.markdown import VALUE
from press.problems import Severity, did_you_mean
from press.translation.changes import means_another
from press.translation.inline import Inline, read_inline
from press.translation.messages import Message
from press.translation.numbers import compare_contacts, compare_numbers, stated, worded

MAX_CHARACTERS = 5_000

# Control characters, marks that reorder text, private use, non-characters, invisible tags: none is for readers.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\uf8ff\ufeff\ufff9-\ufffb"
    "\ufffd-\uffff\U000e0000-\U000e007f\U000f0000-\U0010ffff]"
)
_TEMPLATE = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_TARGET = re.compile(r"\]\([^)]*\)")
_NUMBERED = re.compile(r"\[[^\[\]]*\{number\}[^\[\]]*\]\(#")
_TAG = re.compile(r"<[A-Za-z/!?][^\s<>]{0,40}>?")
_AUTOLINK = re.compile(r"<(?:[A-Za-z][A-Za-z0-9+.-]*:(?!//?>)|[^\s<>@]+@)")
_SCHEME = re.compile(r"\]\(\s*<?\s*((?:javascript|vbscript|data|file)\s*:)", re.IGNORECASE)
_DEFINITION = re.compile(r"\s*\[[^\]\n]+\]:")
_LEFTOVER = re.compile(r"\*\*|(?<!\w)\*(?=\w)|(?<=\w)\*(?!\w)|__|`|\]\(|~~")
_BLOCK = re.compile(r"#{1,6}\s|[-+*]\s|>(?!\s*\d)|\||:::|~~~|(\d{1,9})[.)]\s")


class Finding(NamedTuple):
    """One thing that is wrong with a translation; `fatal` where the source text must be shown instead."""

    code: str
    message: str
    hint: str
    severity: Severity = "error"
    fatal: bool = False


Rule = Callable[[Inline, Inline], Iterator[Finding]]


def compare(message: Message, translation: str, previous: str | None = None) -> tuple[Finding, ...]:
    """Return what is wrong with a translation of the message.

    `previous` is the source text that an outdated translation was made from. Such a translation has to be
    done again anyway, so only what forbids showing it meanwhile is returned.
    """
    return _compare(message.source, translation, message.markdown, previous)


def must_hide(findings: Iterable[Finding]) -> bool:
    """Tell whether the source text must be shown instead of the translation."""
    return any(finding.fatal for finding in findings)


@lru_cache(maxsize=100_000)
def _compare(source: str, translation: str, markdown: bool, previous: str | None) -> tuple[Finding, ...]:
    if refused := _refused(source, translation):
        return (refused,)
    ours, theirs = read_inline(source, markdown), read_inline(translation, markdown)
    found = tuple(finding for rule in RULES for finding in rule(ours, theirs))
    if previous is None:
        return found
    return (*_outdated(previous, source), *(finding for finding in found if finding.fatal))


def _refused(source: str, translation: str) -> Finding | None:
    """Find what makes a text not worth reading any further."""
    if not translation.strip() and source.strip():
        return Finding("empty", "the translation has no text", "translate it, or leave it empty", fatal=True)
    if len(translation) > min(MAX_CHARACTERS, 10 * len(source) + 500):
        message = f"the translation has {len(translation)} characters, its source {len(source)}"
        return Finding("too-long", message, "translate this text alone", fatal=True)
    return None


def _outdated(previous: str, source: str) -> Iterator[Finding]:
    if means_another(previous, source):
        message = "the source now states other numbers, values or dates, or obliges to something else"
        yield Finding("outdated-fact", message, "translate it anew", "warning", fatal=True)


def _characters(ours: Inline, theirs: Inline) -> Iterator[Finding]:
    found = set(_FORBIDDEN.findall(theirs.raw))
    if theirs.decoded is not theirs.raw:
        found |= set(_FORBIDDEN.findall(theirs.decoded))
    if found:
        names = ", ".join(f"U+{ord(sign):04X}" for sign in sorted(found))
        yield Finding("characters", f"invisible or unassigned characters: {names}", "delete them", fatal=True)


def _values(ours: Inline, theirs: Inline) -> Iterator[Finding]:
    if "{" not in theirs.raw and "}" not in theirs.raw and "{" not in ours.raw:
        return
    if found := _TEMPLATE.search(theirs.raw):
        yield Finding("template-code", f"'{found.group()}' is template code", "delete it", fatal=True)
        return
    needed, visible = _value_names(ours.raw), _value_names(theirs.raw)
    lost = sorted(needed - visible)
    for name in sorted(visible - needed):
        # What is misspelt is one mistake, not a value too many and one that is missing.
        meant = difflib.get_close_matches(name, lost, n=1, cutoff=0)
        lost = [each for each in lost if each not in meant]
        hint = f"write {{{meant[0]}}}" if meant else did_you_mean(name, needed)
        yield Finding("value-invented", f"{{{name}}} is not a value of this text", hint, fatal=True)
    rest = VALUE.sub("", theirs.raw)
    if "{" in rest or "}" in rest:
        named = ", ".join(f"{{{name}}}" for name in lost or sorted(needed))
        hint = f"write {named}" if named else "braces can't be printed; use ( )"
        yield Finding("braces", "a brace that belongs to no value", hint, fatal=True)
        return
    for name in lost:
        yield Finding("value-lost", f"the value {{{name}}} is missing", f"write {{{name}}} in its place", fatal=True)


def _value_names(raw: str) -> set[str]:
    """Name the values in a text's words: those in a link's target are compared with the links."""
    if "](" in raw:
        raw = _NUMBERED.sub("", raw)
        raw = _TARGET.sub("]()", raw)
    return set(VALUE.findall(raw))


def _html(ours: Inline, theirs: Inline) -> Iterator[Finding]:
    if "<" not in theirs.decoded:
        return
    known = set(_TAG.findall(ours.decoded))
    tags = [tag for tag in dict.fromkeys(_TAG.findall(theirs.decoded)) if tag not in known]
    addresses = [tag for tag in tags if _AUTOLINK.match(tag)]
    if addresses:
        message = f"an address in angle brackets: {' '.join(addresses)}"
        yield Finding("autolink", message, "write it as the source does", fatal=True)
    elif tags:
        yield Finding("html", f"HTML in the text: {' '.join(tags[:5])}", "delete it; bold is **…**", fatal=True)


def _links(ours: Inline, theirs: Inline) -> Iterator[Finding]:
    if not (ours.links or "](" in theirs.raw or theirs.links or "]:" in theirs.raw):
        return
    if "![" in theirs.raw and "![" not in ours.raw:
        yield Finding("image", "an image", "put a blank between '!' and '[', or delete it", fatal=True)
    if _DEFINITION.match(theirs.raw) and not _DEFINITION.match(ours.raw):
        yield Finding("link-definition", "a definition of a link", "write [text](target)", fatal=True)
    # The parser refuses these as links, so they are not among the targets.
    schemes = _SCHEME.findall(theirs.decoded) if ":" in theirs.decoded else []
    for target in sorted((theirs.targets - ours.targets).union(schemes)):
        message = f"the link to '{unquote(target)}' is not in the source"
        hint = did_you_mean(unquote(target), map(unquote, ours.targets))
        yield Finding("link-invented", message, hint, fatal=True)
    for target in sorted(map(unquote, ours.targets - theirs.targets)):
        yield Finding("link-lost", f"the link to '{target}' is missing", f"write [text]({target})")
    yield from _link_texts(ours, theirs)


def _link_texts(ours: Inline, theirs: Inline) -> Iterator[Finding]:
    known = {link.tooltip for link in ours.links}
    for link in theirs.links:
        if link.tooltip not in known | {""}:
            yield Finding("link-title", f"a hidden text: '{link.tooltip}'", "write [text](target)", fatal=True)
        if not link.words and not link.target.startswith("#"):
            yield Finding("link-empty", f"the link to '{link.target}' shows no text", "write it between [ and ]")


def _labels(ours: Inline, theirs: Inline) -> Iterator[Finding]:
    if ours.labels == theirs.labels:
        return
    for label in sorted(ours.labels - theirs.labels):
        message, hint = f"the official label `{label}` is missing", f"write `{label}`, in English and in back-ticks"
        # Without its back-ticks the label still says the right thing.
        named = re.search(rf"(?<![A-Za-z]){re.escape(label)}(?![A-Za-z])", theirs.words)
        yield Finding("label-lost", message, hint, fatal=not named)
    for label in sorted(theirs.labels - ours.labels):
        hint = f"{did_you_mean(label, ours.labels)}; a gloss stands in brackets, without back-ticks"
        yield Finding("label-invented", f"`{label}` is not a label of this text", hint, fatal=True)


def _numbers(ours: Inline, theirs: Inline) -> Iterator[Finding]:
    difference = compare_numbers(ours.words, theirs.words)
    for code in difference.misspelt:
        yield Finding("code-spelling", f"the code {code} is written in another way", f"write {code}")
    if difference.lost or difference.invented:
        message = " and ".join(
            f"{', '.join(values)} {what}"
            for values, what in ((difference.lost, "missing"), (difference.invented, "not in the source"))
            if values
        )
        yield Finding("number", f"numbers differ: {message}", "state the numbers of the source, in digits", fatal=True)
    elif difference.repeated:
        listed = ", ".join(difference.repeated)
        message = f"a number stands more or less often than in the source: {listed}"
        yield Finding("number-count", message, "compare the sentences", "warning")


def _contacts(ours: Inline, theirs: Inline) -> Iterator[Finding]:
    difference = compare_contacts(ours.words, theirs.words)
    for address in difference.lost:
        yield Finding("contact-lost", f"'{address}' is missing", f"write {address}", fatal=True)
    for address in difference.invented:
        yield Finding("contact-invented", f"'{address}' is not in the source", "delete or correct it", fatal=True)


def _markup(ours: Inline, theirs: Inline) -> Iterator[Finding]:
    left = set(_LEFTOVER.findall(theirs.words)) - set(_LEFTOVER.findall(ours.words))
    if left:
        signs = " ".join(sorted(left))
        hint = (
            "close what you open, and put punctuation outside: **word**:"
            if theirs.markdown
            else "this text is plain; write it without Markdown"
        )
        yield Finding("markup", f"readers would see {signs}", hint)
    elif ours.emphasis != theirs.emphasis:
        message = f"{theirs.emphasis} emphasised passages, the source has {ours.emphasis}"
        yield Finding("emphasis", message, "emphasise what the source emphasises", "warning")


def _edges(ours: Inline, theirs: Inline) -> Iterator[Finding]:
    if theirs.raw != theirs.raw.strip() and ours.raw == ours.raw.strip():
        yield Finding("blank-edges", "a blank or line end at the beginning or end", "delete it", "warning")
    elif "\n" in theirs.raw and "\n" not in ours.raw:
        yield Finding("line-break", "a line end within the text", "write it on one line", "warning")


def _blocks(ours: Inline, theirs: Inline) -> Iterator[Finding]:
    found = _BLOCK.match(theirs.raw.lstrip())
    if not found or _BLOCK.match(ours.raw.lstrip()):
        return
    number = found.group(1)
    if number and number in stated(ours.words) + worded(ours.words):
        return  # many languages write ordinals like this: 2. Begutachtung
    sign = found.group().strip()
    yield Finding("block", f"'{sign}' at the beginning is not in the source", "delete it: it is added by the layout")


RULES: tuple[Rule, ...] = (
    _characters,
    _values,
    _html,
    _links,
    _labels,
    _numbers,
    _contacts,
    _markup,
    _edges,
    _blocks,
)

"""A PO file in, its entries and what is wrong with it out; and the other way round.

An entry that can't be read is left out and reported with its place; the others are kept. What is written
is the form that `msgcat --no-wrap` gives, so that tools and versions don't disagree about line ends.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from press import sealed
from press.model import NOWHERE, State
from press.problems import Origin, Problem
from press.source import read_text
from press.translation.po_syntax import COMMENTS_TO_END, ENTRY, OBSOLETE_ENTRY, PREVIOUS, find_fault, quoted, unquoted

MAX_PROBLEMS = 100


class Entry(NamedTuple):
    """A message of a catalog and its translation.

    `context` is msgctxt, `source` msgid, `translation` msgstr, empty where there is none. `previous` is the
    source text that a fuzzy translation was made from, `previous_context` its context where another tool
    noted it. `notes` are the lines for translators (`#.`), `files` where the text stands (`#:`), `flags`
    all but `fuzzy`. `origin` is the place of the msgstr: what is wrong with an entry is wrong there.
    """

    context: str
    source: str
    translation: str = ""
    fuzzy: bool = False
    previous: str | None = None
    previous_context: str | None = None
    translator_comments: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    origin: Origin = NOWHERE

    @property
    def kind(self) -> str:
        """What the text is ("Form label"): the first line for translators."""
        return self.notes[0] if self.notes else ""

    @property
    def key(self) -> tuple[str, str]:
        """Context and source text, which no two entries of a catalog share."""
        return (self.context, self.source)


@dataclass(frozen=True)
class Catalog:
    """A PO file: the fields of its header in their order, its entries, and those no longer in use.

    `comments` stand above the header: who translated, under which licence; `closing` are whole lines of comments
    that stand below everything else.
    """

    header: Mapping[str, str] = field(default_factory=dict)
    entries: tuple[Entry, ...] = ()
    obsolete: tuple[Entry, ...] = ()
    comments: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()

    def find(self, context: str, source: str) -> Entry | None:
        """Return the entry of a message, or None."""
        return self._index.get((context, source))

    @cached_property
    def _index(self) -> dict[tuple[str, str], Entry]:
        return {(entry.context, entry.source): entry for entry in self.entries}


def state(entry: Entry) -> State:
    """Return how far a translation can be trusted: `current`, `outdated`, `unchecked` or `missing`.

    A fuzzy translation is outdated if its own source text is known. It is unchecked if that isn't known, or
    if another tool took it from another context, which is a guess.
    """
    if not entry.translation.strip():
        return "missing"
    if not entry.fuzzy:
        return "current"
    guessed = entry.previous_context not in (None, entry.context)
    return "unchecked" if entry.previous is None or guessed else "outdated"


def read_po(path: Path, name: str) -> tuple[Catalog, list[Problem]]:
    """Return a PO file and what is wrong with it; `name` is the path to print.

    A file that isn't there is an empty catalog; so is one that can't be read, with a problem.
    """
    if not os.path.lexists(path):
        return Catalog(), []
    text, problems = read_text(path.parent, path)
    if problems:
        return Catalog(), [_unread(each, path, name) for each in problems]
    return parse_po(text, name)


def _unread(problem: Problem, path: Path, name: str) -> Problem:
    """Return why a catalog can't be read at all, with its place in the project and what to do about a catalog."""
    problem = problem._replace(origin=problem.origin._replace(path=name))
    if problem.code not in ("file-missing", "file-unreadable", "file-kind"):
        return problem
    message = problem.message if path.exists() else "this link leads nowhere"
    return problem._replace(message=message, hint="put a catalog that can be read in its place, or delete it")


def parse_po(text: str, name: str) -> tuple[Catalog, list[Problem]]:
    """Return the catalog that a text holds, its line ends all LF, and what is wrong with it."""
    reader = _Reader(text if text.endswith("\n") else text + "\n", name)
    reader.read()
    entries, obsolete = tuple(reader.entries.values()), tuple(reader.obsolete)
    return Catalog(reader.header, entries, obsolete, reader.comments, reader.closing), reader.problems


def write_po(catalog: Catalog) -> str:
    """Return the text of a catalog: one field of the header a line, broken only after a line end in a text."""
    blocks = []
    if catalog.header or catalog.comments:
        fields = "".join(f"{name}: {value}\n" for name, value in catalog.header.items())
        blocks.append(_comment_lines(catalog.comments) + 'msgid ""\n' + quoted("msgstr", fields, split=True))
    blocks += [_written(entry) for entry in catalog.entries]
    blocks += [_written(entry, "#~ ", "#~| ") for entry in catalog.obsolete]
    blocks += ["".join(f"{line}\n" for line in catalog.closing)] if catalog.closing else []
    return "\n".join(blocks)


def replaced(text: str, entries: Mapping[tuple[str, str], Entry]) -> str:
    """Return the text of a catalog with some entries, by their keys, in place of those that it has; all else stays."""
    text = text if text.endswith("\n") else text + "\n"
    pieces, done, at = [], 0, 0
    while at < len(text):
        match = ENTRY.match(text, at) or OBSOLETE_ENTRY.match(text, at)
        if match is None:
            break
        _block, context, source, _translation = match.groups()
        new = entries.get((unquoted(context) if context else "", unquoted(source)))
        if new and match.re is ENTRY:
            pieces += [text[done : match.start(1)], _written(new)]
            done = match.end()
        at = match.end()
    return "".join([*pieces, text[done:]])


def save(path: Path, text: str) -> bool:
    """Write a file, whole or not at all, if that changes it; tell whether it did. Raises OSError.

    A file that is there keeps its mode and its line ends; through a link, the file it leads to is written.
    """
    path = Path(os.path.realpath(path))
    old = path.read_bytes() if path.is_file() else None
    if old and old.partition(b"\n")[0].endswith(b"\r"):
        text = text.replace("\n", "\r\n")
    data = text.encode()
    if data == old:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    sealed.write_whole(path, data, None if old is None else stat.S_IMODE(path.stat().st_mode))
    return True


class _Reader:
    """Takes one entry after the other off a text."""

    def __init__(self, text: str, name: str) -> None:
        self.text = text
        self.name = name
        self.header: dict[str, str] = {}
        self.comments: tuple[str, ...] = ()
        self.closing: tuple[str, ...] = ()
        self.entries: dict[tuple[str, str], Entry] = {}
        self.obsolete: list[Entry] = []
        self.problems: list[Problem] = []
        self.header_line = 0
        self.counted = 0  # line ends are counted once, up to this offset
        self.line = 1

    def read(self) -> None:
        at = 0
        while at < len(self.text):
            if match := ENTRY.match(self.text, at):
                self._take(match, obsolete=False)
                at = match.end()
            elif match := OBSOLETE_ENTRY.match(self.text, at):
                self._take(match, obsolete=True)
                at = match.end()
            elif COMMENTS_TO_END.match(self.text, at):
                self._close([line.strip() for line in self.text[at:].split("\n") if line.strip()])
                return
            else:
                fault = find_fault(self.text, at)
                self._report(*fault[:4])
                at = fault.resume
            if len(self.problems) == MAX_PROBLEMS:
                hint = "correct those above first"
                self._report(at, "po-problems", f"after {MAX_PROBLEMS} problems the rest is not read", hint)
                return

    def _take(self, match: re.Match[str], obsolete: bool) -> None:
        block, context, source, translation = match.groups()
        comments = _comments(block)
        if comments is None:
            hint = "delete the lines that begin with #|"
            at = match.start(1) + min(block.find(mark) for mark in ("#|", "#~|") if mark in block)
            self._report(at, "po-previous", "the previous text (#|) can't be read", hint)
            return
        origin = self._origin(match.start(4))
        context = unquoted(context) if context else ""
        entry = Entry(context, unquoted(source), unquoted(translation), *comments, origin)
        if not entry.source:
            self._take_header(entry, match, obsolete)
        elif obsolete:
            self.obsolete.append(entry)
        elif self.entries.setdefault(entry.key, entry) is not entry:
            first = self.entries[entry.key].origin.line
            message = f"this message stands here for the second time, first at line {first}"
            self._report(match.start(3), "po-duplicate", message, "keep one of the two")

    def _take_header(self, entry: Entry, match: re.Match[str], obsolete: bool) -> None:
        if entry.context or obsolete:
            self._report(match.start(3), "po-empty", "the text to translate is empty", "delete the entry")
        elif self.header_line:
            message = f"this header stands here for the second time, first at line {self.header_line}"
            self._report(match.start(3), "po-duplicate", message, "keep one of the two")
        else:
            self.header_line = entry.origin.line
            self.header, self.comments = _fields(entry.translation), entry.translator_comments
            charset = re.search(r"charset=([\w-]+)", self.header.get("Content-Type", ""))
            if charset and charset.group(1).upper() not in ("UTF-8", "UTF8"):
                message = f"the header names the encoding {charset.group(1)}, but the file is in UTF-8"
                self._report(match.start(4), "po-charset", message, "write charset=UTF-8")

    def _close(self, lines: list[str]) -> None:
        """Keep the comments below the last entry; those of a file that holds nothing else belong above its header."""
        if self.header_line or self.entries or self.obsolete:
            self.closing = tuple(lines)
        else:
            self.comments = tuple(line[1:].removeprefix(" ") for line in lines)

    def _origin(self, offset: int) -> Origin:
        """Return the place of the line on which `offset` stands; offsets come in rising order."""
        self.line += self.text.count("\n", self.counted, offset)
        self.counted = offset
        return Origin(self.name, self.line, 1)

    def _report(self, offset: int, code: str, message: str, hint: str) -> None:
        line_start = self.text.rfind("\n", 0, offset) + 1
        line = self.line + self.text.count("\n", self.counted, offset)
        if offset < self.counted:
            line = self.line - self.text.count("\n", offset, self.counted)
        self.problems.append(Problem(Origin(self.name, line, offset - line_start + 1), code, message, hint))


_Lines = tuple[str, ...]
# The fields of Entry from `fuzzy` to `flags`.
_Comments = tuple[bool, str | None, str | None, _Lines, _Lines, _Lines, _Lines]


@lru_cache(maxsize=20_000)  # most blocks are the same in all languages
def _comments(block: str) -> _Comments | None:
    """Return what a block of comment lines says, or None if its previous text can't be read."""
    found: dict[str, list[str]] = {mark: [] for mark in ".:,| "}
    for line in block.split("\n"):
        line = line.strip()
        mark, rest = line[1:2], line[2:]
        if mark == "~":  # in an obsolete entry: #~| msgid "…"
            mark, rest = "|", rest[1:]
        if mark in (".", ":", "|"):
            found[mark].append(rest.strip())
        elif mark in (",", "="):
            found[","] += [flag.strip() for flag in rest.split(",")]
        elif line:
            found[" "].append(rest if mark == " " else line[1:])
    match = PREVIOUS.fullmatch("".join(f"{line}\n" for line in found["|"]))
    if not match:
        return None
    previous_context, previous = ((text and unquoted(text)) or None for text in match.groups())
    files = tuple(name for line in found[":"] for name in line.split())
    flags = tuple(flag for flag in found[","] if flag not in ("fuzzy", ""))
    fuzzy = "fuzzy" in found[","]
    if not fuzzy:  # a translator has confirmed the text, by hand, and left these lines
        previous, previous_context = None, None
    return fuzzy, previous, previous_context, tuple(found[" "]), tuple(found["."]), files, flags


def _fields(text: str) -> dict[str, str]:
    """Return the fields of a header; a line without a name belongs to the field above it."""
    fields: dict[str, str] = {}
    last = ""
    for line in text.removesuffix("\n").split("\n") if text else ():
        name, colon, value = line.partition(":")
        if colon and re.fullmatch(r"[\w-]+", name):
            last = name
            fields[name] = value.strip()
        elif last:
            fields[last] += f"\n{line}"
    return fields


def _comment_lines(comments: Iterable[str]) -> str:
    return "".join(f"# {comment}".rstrip() + "\n" for comment in comments)


def _written(entry: Entry, prefix: str = "", previous: str = "#| ") -> str:
    flags = (["fuzzy"] if entry.fuzzy else []) + list(entry.flags)
    parts = [
        _comment_lines(entry.translator_comments),
        "".join(f"#. {note}\n" for note in entry.notes),
        "".join(f"#: {name}\n" for name in entry.files),
        f"#, {', '.join(flags)}\n" if flags else "",
    ]
    if entry.previous_context is not None:
        parts.append(quoted("msgctxt", entry.previous_context, previous))
    if entry.previous is not None:
        parts.append(quoted("msgid", entry.previous, previous))
    if entry.context:
        parts.append(quoted("msgctxt", entry.context, prefix))
    parts += [quoted("msgid", entry.source, prefix), quoted("msgstr", entry.translation, prefix)]
    return "".join(parts)

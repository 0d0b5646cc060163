"""Catalogs and the messages of today in; catalogs that hold these messages out, with all that translators wrote.

The rules, in this order; each message and each old entry is used once:

1. Context and text equal: kept. Contexts that `renamed` changes count as their new ones. An entry
   that had gone out of use comes back. Of several such entries the one that needs no work is used.
2. The text is again what the fuzzy translation was made from: kept, and no longer fuzzy.
3. Text equal, gone from one context and new in one: moved and kept.
4. Text changed: the old translation stays as fuzzy, with the oldest text that it belongs to. Old and new
   texts of one context and kind are paired if they share half of their words, the most alike first. Where the
   context holds exactly one text of this kind, before and now (the label of a field, the heading of a
   section), context and kind say which text it is, and it is paired however much of it changed.
5. Everything else starts empty, and translations that nothing needs are kept out of use (`#~`).

A translation that was unchecked keeps the flag `unchecked` through rule 4, so that rule 2 doesn't make
it a checked one.
"""

from __future__ import annotations

import difflib
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path
from typing import TypeVar

from press.model import Edition, Language
from press.problems import Origin, Problem, has_errors
from press.project import Project
from press.renames import Ways, plain_ways
from press.source import relative
from press.translation.catalogs import catalog_path, new_header, template, write_pot
from press.translation.coverage import STATES
from press.translation.messages import DOMAINS, Message
from press.translation.po import Catalog, Entry, read_po, save, state, write_po
from press.translation.po_syntax import quoted

# The share of words, counted over both texts, that an edited paragraph keeps at least: one to which twice
# its own length is added is still the same.
ALIKE = 0.5
# More pairs than this in one context are no longer read by anyone, and would take seconds to compare.
MAX_PAIRS = 10_000
UNCHECKED = "unchecked"
# The flags that are made afresh each time; whatever stands beside them (no-wrap) is a translator's or a tool's.
_OUR_FLAGS = ("md-text", "max-length", "priority", UNCHECKED)
_CREATED = "POT-Creation-Date"
# Without these, other tools take a catalog for one of another encoding and refuse it.
_NEEDED = ("MIME-Version", "Content-Type", "Content-Transfer-Encoding")
_DATED = re.compile(r'^"(?:POT-Creation-Date|Project-Id-Version):.*\n', re.MULTILINE)

Key = tuple[str, str]
_Name = TypeVar("_Name", str, Key)
_Item = TypeVar("_Item", int, Entry)


def update(
    old: Catalog, messages: Sequence[Message], renamed: Mapping[str, str], examples: Mapping[str, str] | None = None
) -> Catalog:
    """Return the catalog brought up to date with the messages of its domain; its header stays as it is.

    `renamed` maps ids to their new ones and serves the ids below them, too. `examples` holds what stands
    for a `{value}` in this edition.
    """
    step = _Update(old, template(messages, examples or {}), renamed)
    step.keep_equal()
    step.keep_reverted()
    step.keep_moved()
    step.keep_changed()
    entries, obsolete = step.result()
    return replace(old, entries=entries, obsolete=obsolete)


def update_catalogs(
    project: Project,
    edition: Edition,
    languages: Iterable[Language],
    messages: Sequence[Message],
    renamed: Mapping[str, str],
    examples: Mapping[str, str] | None = None,
    templates: bool = True,
) -> tuple[list[Path], list[Problem]]:
    """Bring the templates (if asked for) and the languages' catalogs up to date; return the files changed and problems.

    `languages` are those that are translated. A catalog with entries that can't be read is left as it is, since
    they would be lost. Files that would differ in dates or line breaks only are not written. What can't be read or
    written stops no other file.
    """
    changed: list[Path] = []
    problems: list[Problem] = []
    for domain in DOMAINS:
        own = [message for message in messages if message.domain == domain]
        path = project.locales / f"{domain}.pot"
        if own and templates:
            text = write_pot(own, edition, examples or {})
            changed += _if_written(project, path, problems, partial(_save_template, path, text))
        for language in languages:
            path = catalog_path(project, language.folder, domain)
            if not own and not os.path.lexists(path):
                continue
            old, found = read_po(path, relative(project.root, path))
            if has_errors(found):
                found.append(_left_alone(relative(project.root, path)))
            else:
                new = update(old, own, renamed, examples)
                header = new_header(edition, language)
                changed += _if_written(project, path, found, partial(_save_catalog, path, old, new, header))
            problems += [each._replace(language=language.tag) for each in found]
    return changed, problems


@lru_cache(maxsize=50_000)
def similarity(one: str, other: str) -> float:
    """Return which share of the words of two texts, from 0 to 1, stands in both and in the same order."""
    matcher = difflib.SequenceMatcher(None, one.split(), other.split(), autojunk=False)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    return matcher.ratio()


class _Update:
    """The old entries that are still to be used, by their numbers in the file, and for each message what it takes.

    `written` are their keys in the file. They stand in the pools with their keys of today, which several can share.
    """

    def __init__(self, old: Catalog, fresh: tuple[Entry, ...], renamed: Mapping[str, str]) -> None:
        contexts = {entry.context for entry in fresh}
        entries = (*old.entries, *old.obsolete)
        ways = plain_ways(renamed)
        now = [_at(entry, _context_now(entry.context, ways, contexts)) for entry in entries]
        self.fresh = fresh
        self.written = [entry.key for entry in entries]
        self.same = _grouped(enumerate(now), _key)
        self.left = dict(enumerate(now[: len(old.entries)]))
        self.stored = dict(enumerate(now[len(old.entries) :], len(old.entries)))
        self.before = Counter(_place(entry) for entry in self.left.values())
        self.taken: dict[Key, Entry] = {}

    def keep_equal(self) -> None:
        for entry in self.fresh:
            if found := sorted(self.same.get(entry.key, ()), key=self._rank):
                self.taken[entry.key] = self._pop(found[0])
                for number in found[1:]:
                    if not self._old(number).translation.strip():
                        self._pop(number)

    def keep_reverted(self) -> None:
        for pool in (self.left, self.stored):
            outdated = [number for number, each in pool.items() if state(each) == "outdated"]
            earlier = {(pool[number].context, pool[number].previous): number for number in outdated}
            for entry in self._open():
                if entry.key in earlier:
                    found = self._pop(earlier[entry.key])
                    self.taken[entry.key] = found._replace(fuzzy=UNCHECKED in found.flags, previous=None, flags=())

    def keep_moved(self) -> None:
        gone, stored = (_grouped(pool.items(), _source) for pool in (self.left, self.stored))
        for source, entries in _grouped(((each, each) for each in self._open()), _source).items():
            found = gone.get(source) or stored.get(source, [])
            if len(entries) == len(found) == 1:
                self.taken[entries[0].key] = self._pop(found[0])

    def keep_changed(self) -> None:
        now = Counter(_place(entry) for entry in self.fresh)
        gone = _grouped(self.left.items(), _place)
        for place, entries in _grouped(((each, each) for each in self._open()), _place).items():
            alone = self.before[place] == now[place] == 1
            numbers = gone.get(place, [])
            for i, j in _paired([self.left[number] for number in numbers], entries, alone):
                self.taken[entries[j].key] = _outdated(self._pop(numbers[i]))

    def result(self) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
        """Return the entries of today, and those out of use in the order in which they stood in the file.

        No two have one key, since other tools refuse a catalog in which they do. An entry whose key is in use keeps
        the one that it, or an entry that was renamed to its key, had in the file; if there is none, it is noted.
        """
        used = {entry.key: _filled(entry, self.taken.get(entry.key)) for entry in self.fresh}
        rest = [number for number in (*self.stored, *self.left) if self._old(number).translation.strip()]
        keys: dict[Key, int] = {}
        for number in sorted(rest, key=self._rank):
            entry = self._old(number)
            names = (entry.key, self.written[number], *(self.written[each] for each in self.same[entry.key]))
            if free := next((key for key in names if key not in used and key not in keys), None):
                keys[free] = number
            elif entry.key in used:
                used[entry.key] = _noted(used[entry.key], entry)
            else:
                pool = self.left if keys[entry.key] in self.left else self.stored
                pool[keys[entry.key]] = _noted(pool[keys[entry.key]], entry)
        named = {number: key for key, number in keys.items()}
        unused = (_bare(_at(self._old(number), named[number][0])) for number in rest if number in named)
        return tuple(used.values()), tuple(unused)

    def _rank(self, number: int) -> tuple[int, bool, bool, int]:
        """Sort entries with one key: the most complete first, those in use and those not renamed before others."""
        entry = self._old(number)
        return STATES.index(state(entry)), number in self.stored, self.written[number] != entry.key, number

    def _old(self, number: int) -> Entry:
        return self.left[number] if number in self.left else self.stored[number]

    def _pop(self, number: int) -> Entry:
        return (self.left if number in self.left else self.stored).pop(number)

    def _open(self) -> list[Entry]:
        """Return the messages that have taken nothing yet."""
        return [entry for entry in self.fresh if entry.key not in self.taken]


def _key(entry: Entry) -> Key:
    return entry.key


def _source(entry: Entry) -> str:
    return entry.source


def _place(entry: Entry) -> Key:
    return (entry.context, entry.kind)


def _grouped(entries: Iterable[tuple[_Item, Entry]], name: Callable[[Entry], _Name]) -> dict[_Name, list[_Item]]:
    groups: dict[_Name, list[_Item]] = {}
    for item, entry in entries:
        groups.setdefault(name(entry), []).append(item)
    return groups


def _at(entry: Entry, context: str) -> Entry:
    """Return an entry with another context."""
    here = context if entry.previous_context == entry.context else entry.previous_context
    return entry._replace(context=context, previous_context=here)


def _noted(entry: Entry, other: Entry) -> Entry:
    """Return an entry with the translation of another one with its key in a comment, unless it is the same."""
    if entry.translation == other.translation:
        return entry
    lines = quoted("msgstr", other.translation).splitlines()
    said = (*other.translator_comments, f"Another translation ({state(other)}):", *lines)
    return entry._replace(translator_comments=(*entry.translator_comments, *said))


def _context_now(context: str, ways: Ways, contexts: set[str]) -> str:
    """Return the context of today: through as many renamings as lead to one that is there, else unchanged."""
    keys = ways.heirs(context, contexts).keys
    return keys[0] if keys else context


def _paired(old: list[Entry], new: list[Entry], alone: bool) -> list[tuple[int, int]]:
    """Pair the old and new texts of one context and kind, by their indexes, the most alike first."""
    if alone and old:
        return [(0, 0)]
    if len(old) * len(new) > MAX_PAIRS:
        return []
    shares = ((similarity(gone.source, come.source), i, j) for i, gone in enumerate(old) for j, come in enumerate(new))
    pairs: dict[int, int] = {}
    for share, i, j in sorted(shares, key=lambda each: (-each[0], *each[1:])):
        if share >= ALIKE and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return list(pairs.items())


def _outdated(entry: Entry) -> Entry:
    """Return an entry whose text changed; the text that its translation belongs to is kept from the first change."""
    flags = (UNCHECKED,) if state(entry) == "unchecked" or UNCHECKED in entry.flags else ()
    if entry.fuzzy and entry.previous is not None:
        return entry._replace(flags=flags)
    return entry._replace(fuzzy=True, previous=entry.source, previous_context=None, flags=flags)


def _filled(fresh: Entry, found: Entry | None) -> Entry:
    """Return a new entry with what translators wrote; marks without a translation are dropped."""
    if found is None:
        return fresh
    kept = fresh._replace(
        translator_comments=found.translator_comments, origin=found.origin, flags=_flags(fresh.flags, found.flags)
    )
    if not found.translation.strip():
        return kept
    kept = kept._replace(translation=found.translation)
    if not found.fuzzy:
        return kept
    flags = (*kept.flags, *(flag for flag in found.flags if flag == UNCHECKED))
    previous, context = found.previous, found.previous_context
    return kept._replace(fuzzy=True, previous=previous, previous_context=context, flags=flags)


def _flags(ours: tuple[str, ...], written: tuple[str, ...]) -> tuple[str, ...]:
    """Return the flags of a message, and those that translators or their tools gave it, as they stood in the file."""
    kept = tuple(flag for flag in written if flag in ours or flag.partition(":")[0] not in _OUR_FLAGS)
    return (*kept, *(flag for flag in ours if flag not in kept))


def _bare(entry: Entry) -> Entry:
    """Return an entry as it is kept out of use: without what is known of its message."""
    return _filled(Entry(entry.context, entry.source), entry)


def _if_written(project: Project, path: Path, problems: list[Problem], write: Callable[[], bool]) -> list[Path]:
    """Return the path of a file if it was written; note where the system refuses that."""
    try:
        return [path] if write() else []
    except OSError as error:
        message = f"the file can't be written ({error.strerror})"
        hint = "give leave to write it and its folder, or delete what stands in its place, then update again"
        problems.append(Problem(Origin(relative(project.root, path)), "file-unwritten", message, hint))
        return []


def _save_template(path: Path, text: str) -> bool:
    old = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    return _DATED.sub("", old) != _DATED.sub("", text) and save(path, text)


def _save_catalog(path: Path, old: Catalog, new: Catalog, header: Mapping[str, str]) -> bool:
    """Write a catalog if more than dates and line breaks would change; `header` is that of a new file."""
    lacking = {name: header[name] for name in _NEEDED if name not in old.header} if old.header else header
    new = replace(new, header={**old.header, **lacking})
    if write_po(old) == write_po(new):
        return False
    dated = {**new.header, **({_CREATED: header[_CREATED]} if _CREATED in old.header else {})}
    return save(path, write_po(replace(new, header=dated)))


def _left_alone(name: str) -> Problem:
    message = "the catalog was not brought up to date, since entries that can't be read would be lost"
    return Problem(Origin(name), "catalog-left", message, "correct them, then update again")

"""Catalogs and the messages of today in; catalogs that hold these messages out, with all that translators wrote.

The rules, in this order; each message and each old entry is used once:

1. Context and text equal: kept. Contexts that `renamed` changes count as their new ones. An entry
   that had gone out of use comes back.
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
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from press.model import Edition, Language
from press.problems import Origin, Problem, has_errors
from press.project import Project
from press.source import relative
from press.translation.catalogs import catalog_path, new_header, template, write_pot
from press.translation.messages import DOMAINS, Message
from press.translation.po import Catalog, Entry, read_po, save, state, write_po

# The share of words, counted over both texts, that an edited paragraph keeps at least: one to which twice
# its own length is added is still the same.
ALIKE = 0.5
# More pairs than this in one context are no longer read by anyone, and would take seconds to compare.
MAX_PAIRS = 10_000
UNCHECKED = "unchecked"
_CREATED = "POT-Creation-Date"
# Without these, other tools take a catalog for one of another encoding and refuse it.
_NEEDED = ("MIME-Version", "Content-Type", "Content-Transfer-Encoding")
_DATED = re.compile(r'^"(?:POT-Creation-Date|Project-Id-Version):.*\n', re.MULTILINE)

Key = tuple[str, str]
_Name = TypeVar("_Name", str, Key)


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
    entries = tuple(_filled(entry, step.taken.get(entry.key)) for entry in step.fresh)
    return Catalog(old.header, entries, step.out_of_use(), old.comments)


def update_catalogs(
    project: Project,
    edition: Edition,
    languages: Iterable[Language],
    messages: Sequence[Message],
    renamed: Mapping[str, str],
    examples: Mapping[str, str] | None = None,
) -> tuple[list[Path], list[Problem]]:
    """Bring the templates and the catalogs of the languages up to date; return the files changed and problems.

    `languages` are those that are translated. A catalog with entries that can't be read is left as it is, since
    they would be lost. Files that would differ in dates or line breaks only are not written. Raises OSError.
    """
    changed: list[Path] = []
    problems: list[Problem] = []
    for domain in DOMAINS:
        own = [message for message in messages if message.domain == domain]
        path = project.locales / f"{domain}.pot"
        if own and _save_template(path, write_pot(own, edition, examples or {})):
            changed.append(path)
        for language in languages:
            path = catalog_path(project, language.folder, domain)
            if not own and not path.exists():
                continue
            old, found = read_po(path, relative(project.root, path))
            if has_errors(found):
                found.append(_left_alone(relative(project.root, path)))
            elif _save_catalog(path, old, update(old, own, renamed, examples), new_header(edition, language)):
                changed.append(path)
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
    """The old entries that are still to be used, and for each message the one that it takes."""

    def __init__(self, old: Catalog, fresh: tuple[Entry, ...], renamed: Mapping[str, str]) -> None:
        contexts = {entry.context for entry in fresh}
        self.fresh = fresh
        self.left = _by_key(old.entries, renamed, contexts, {})
        self.stored = _by_key(old.obsolete, renamed, contexts, self.left)
        self.before = Counter(_place(entry) for entry in self.left.values())
        self.taken: dict[Key, Entry] = {}

    def keep_equal(self) -> None:
        for entry in self.fresh:
            found = [pool.pop(entry.key) for pool in (self.left, self.stored) if entry.key in pool]
            if found:
                self.taken[entry.key] = next((each for each in found if each.translation), found[0])

    def keep_reverted(self) -> None:
        for pool in (self.left, self.stored):
            earlier = {(each.context, each.previous): each for each in pool.values() if state(each) == "outdated"}
            for entry in self._open():
                if found := earlier.pop(entry.key, None):
                    self.taken[entry.key] = found._replace(fuzzy=UNCHECKED in found.flags, previous=None, flags=())
                    del pool[found.key]

    def keep_moved(self) -> None:
        gone, stored = (_grouped(pool.values(), _source) for pool in (self.left, self.stored))
        for source, entries in _grouped(self._open(), _source).items():
            pool, found = (self.left, gone[source]) if source in gone else (self.stored, stored.get(source, []))
            if len(entries) == len(found) == 1:
                self.taken[entries[0].key] = found[0]
                del pool[found[0].key]

    def keep_changed(self) -> None:
        now = Counter(_place(entry) for entry in self.fresh)
        gone = _grouped(self.left.values(), _place)
        for place, entries in _grouped(self._open(), _place).items():
            alone = self.before[place] == now[place] == 1
            for found, entry in _paired(gone.get(place, []), entries, alone):
                self.taken[entry.key] = _outdated(found)
                del self.left[found.key]

    def out_of_use(self) -> tuple[Entry, ...]:
        fresh = {entry.key for entry in self.fresh}
        stored = {**self.stored, **self.left}
        return tuple(_bare(entry) for key, entry in stored.items() if key not in fresh and entry.translation.strip())

    def _open(self) -> list[Entry]:
        """Return the messages that have taken nothing yet."""
        return [entry for entry in self.fresh if entry.key not in self.taken]


def _source(entry: Entry) -> str:
    return entry.source


def _place(entry: Entry) -> Key:
    return (entry.context, entry.kind)


def _grouped(entries: Iterable[Entry], name: Callable[[Entry], _Name]) -> dict[_Name, list[Entry]]:
    groups: dict[_Name, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(name(entry), []).append(entry)
    return groups


def _by_key(
    entries: Iterable[Entry], renamed: Mapping[str, str], contexts: set[str], others: Mapping[Key, Entry]
) -> dict[Key, Entry]:
    """Return the entries by their keys of today, contexts renamed.

    Where a renamed entry meets one that has its key already, here or among `others`, the translated one is used.
    """
    now = [(entry, _context_now(entry.context, renamed, contexts)) for entry in entries]
    found = {entry.key: entry for entry, context in now if context == entry.context}
    for entry, context in now:
        if context == entry.context:
            continue
        key = (context, entry.source)
        rival = found.get(key) or others.get(key)
        if rival and rival.translation:
            found[entry.key] = entry
        else:
            here = context if entry.previous_context == entry.context else entry.previous_context
            found[key] = entry._replace(context=context, previous_context=here)
    return found


def _context_now(context: str, renamed: Mapping[str, str], contexts: set[str]) -> str:
    """Return the context of today: through as many renamings as lead to one that is there, else unchanged."""
    seen = set()
    now = context
    while now not in contexts:
        seen.add(now)
        now = _renamed_once(now, renamed)
        if now in seen or len(seen) > len(renamed):
            return context
    return now


def _renamed_once(context: str, renamed: Mapping[str, str]) -> str:
    """Rename by the longest id that the context is, or stands below."""
    longest = max(map(len, renamed), default=0)
    for end in range(min(len(context), longest), 0, -1):
        if context[end : end + 1] in ("", "/", "@") and context[:end] in renamed:
            return renamed[context[:end]] + context[end:]
    return context


def _paired(old: list[Entry], new: list[Entry], alone: bool) -> list[tuple[Entry, Entry]]:
    """Pair the old and new texts of one context and kind, the most alike first."""
    if alone and old:
        return [(old[0], new[0])]
    if len(old) * len(new) > MAX_PAIRS:
        return []
    shares = ((similarity(gone.source, come.source), i, j) for i, gone in enumerate(old) for j, come in enumerate(new))
    pairs: dict[int, int] = {}
    for share, i, j in sorted(shares, key=lambda each: (-each[0], *each[1:])):
        if share >= ALIKE and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return [(old[i], new[j]) for i, j in pairs.items()]


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
    kept = fresh._replace(translator_comments=found.translator_comments, origin=found.origin)
    if not found.translation.strip():
        return kept
    kept = kept._replace(translation=found.translation)
    if not found.fuzzy:
        return kept
    flags = (*fresh.flags, *(flag for flag in found.flags if flag == UNCHECKED))
    previous, context = found.previous, found.previous_context
    return kept._replace(fuzzy=True, previous=previous, previous_context=context, flags=flags)


def _bare(entry: Entry) -> Entry:
    """Return an entry as it is kept out of use: without what is known of its message."""
    return _filled(Entry(entry.context, entry.source), entry)


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

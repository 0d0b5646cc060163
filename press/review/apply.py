"""What a reviewer wrote in; the catalogs with it, and nothing else in them changed, out.

A correction replaces one translation, which then counts as current. It is left out, and said, where the source text or
the translation is no longer what the reviewer saw, and where it would not be shown to readers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from press.desk import all_messages
from press.model import Language, one_line
from press.model.base import UNSEEN
from press.problems import Origin, Problem, Severity, has_errors
from press.project import Project
from press.review.read import Remark, read
from press.review.rows import digest, row_id
from press.source import read_text, relative
from press.translation.catalogs import catalog_path
from press.translation.messages import Message
from press.translation.pairs import compare
from press.translation.po import Catalog, Entry, read_po, replaced, save, state
from press.translation.update import UNCHECKED
from press.validate import load
from press.workbooks.ids import bare
from press.workbooks.words import cut

NOTE = "Reviewer: "
_BOM = "\ufeff"


class Change(NamedTuple):
    """An entry as it was and as it is to be."""

    before: Entry
    after: Entry

    @property
    def corrected(self) -> bool:
        """Whether the translation is another one."""
        return self.before.translation != self.after.translation

    @property
    def noted(self) -> bool:
        """Whether there are new comments."""
        return self.before.translator_comments != self.after.translator_comments


class Applied(NamedTuple):
    """What came of a file: the changes by the catalogs they belong to, and what was left out, with the reasons."""

    changes: Mapping[Path, Sequence[Change]]
    problems: Sequence[Problem]


def apply_review(project: Project, file: Path, *, dry: bool = False) -> Applied:
    """Bring the corrections and notes of a sheet into the catalogs; with `dry`, only say what would change."""
    loaded = load(project)
    if loaded.manual is None or has_errors(loaded.problems):
        return Applied({}, loaded.problems)
    remarks, problems = read(file)
    known = {
        row_id(language.tag, message): (language, message)
        for message in all_messages(project, loaded.manual)
        for language in loaded.manual.languages[1:]
    }
    work = _Apply(project, file, known)
    work.problems += [*loaded.problems, *problems]
    return Applied({path: changes for path, changes in work.run(remarks, dry) if changes}, work.problems)


def described(project: Project, applied: Applied, *, dry: bool) -> Iterator[str]:
    """Yield what a command prints of the changes: a line a catalog, and below it a line a change."""
    for path, changes in applied.changes.items():
        corrections = sum(change.corrected for change in changes)
        verb = "would change" if dry else "written"
        name = relative(project.root, path)
        yield f"{verb} {name}: corrections {corrections}, notes {sum(change.noted for change in changes)}"
        for change in changes:
            before, after = (cut(one_line(each.translation), 60) for each in change)
            yield f"  {change.after.context}: " + (f"'{before}' -> '{after}'" if change.corrected else "a note")
    if not applied.changes and not has_errors(applied.problems):
        yield "nothing was written into this sheet that the catalogs do not hold"


class _Apply:
    def __init__(self, project: Project, file: Path, known: Mapping[str, tuple[Language, Message]]) -> None:
        self._project = project
        self._name = str(file)
        self._known = known
        self.problems: list[Problem] = []

    def run(self, remarks: Sequence[Remark], dry: bool) -> Iterator[tuple[Path, list[Change]]]:
        """Yield the catalogs with what changes in them, written unless `dry`."""
        wanted: dict[Path, list[tuple[Remark, Message]]] = {}
        for remark, language, message in self._placed(remarks):
            path = catalog_path(self._project, language.folder, message.domain)
            wanted.setdefault(path, []).append((remark, message))
        for path, pairs in wanted.items():
            yield path, self._catalog(path, pairs, dry)

    def _placed(self, remarks: Sequence[Remark]) -> Iterator[tuple[Remark, Language, Message]]:
        """Yield what the reviewer wrote with the message it belongs to, each message once."""
        seen: dict[str, Remark] = {}
        for remark in remarks:
            found = self._known.get(remark.id.strip())
            if not remark.says_something:
                self._edited(remark, found is not None)
                continue
            first = seen.setdefault(remark.id.strip(), remark) if found else remark
            if found is None:
                self._say(remark, "review-gone", "the source text has changed since, or is gone", "review it anew")
            elif remark.formula:
                hint = "type the text itself, after ' where it begins with ="
                self._say(remark, "review-formula", "what is written there is a formula", hint)
            elif _plain(remark.source) != _plain(found[1].source):
                hint = "undo what sorted or moved a part of the rows, or changed their source texts"
                self._say(remark, "review-row", "the source text of the row is not that of its id", hint)
            elif first is remark:
                self._edited(remark, known=True)
                yield remark, *found
            elif (first.correction, first.note) != (remark.correction, remark.note):
                self._say(remark, "review-twice", f"{first.place} says something else of this text", "keep one of them")

    def _edited(self, remark: Remark, known: bool) -> None:
        """Say where somebody wrote over the translation itself. One too long for a cell was cut there."""
        if known and remark.check and digest(remark.translation) != remark.check and remark.translation[-1:] != "…":
            message = "the column 'Translation' was changed, which is not read"
            self._say(remark, "review-column", message, "write into the column 'Corrected translation'", "warning")

    def _catalog(self, path: Path, pairs: Sequence[tuple[Remark, Message]], dry: bool) -> list[Change]:
        name = relative(self._project.root, path)
        catalog, found = read_po(path, name)
        self.problems += found
        if has_errors(found):
            hint = "correct it, then apply the review again"
            self.problems.append(Problem(Origin(name), "review-catalog", "nothing was written into this catalog", hint))
            return []
        changes = [each for each in (self._change(catalog, *pair) for pair in pairs) if each is not None]
        try:
            if changes and not dry:
                _write(path, changes)
        except OSError as error:
            message = f"the file can't be written ({error.strerror})"
            hint = "give leave to write it and its folder, then apply the review again"
            self.problems.append(Problem(Origin(name), "file-unwritten", message, hint))
            return []
        return changes

    def _change(self, catalog: Catalog, remark: Remark, message: Message) -> Change | None:
        """Return what becomes of an entry; None where nothing does."""
        entry = catalog.find(message.context, message.source)
        if entry is None:
            hint = "run 'make messages', then apply the review again"
            self._say(remark, "review-update", "the catalog does not hold this text yet", hint)
            return None
        text = remark.correction.strip() if "\n" in message.source else one_line(remark.correction)
        if text != entry.translation and digest(entry.translation) != (remark.check or digest(remark.translation)):
            self._say(remark, "review-stale", "the translation has changed since", "compare them, and review it anew")
            return None
        after = entry
        if text == entry.translation and state(entry) != "current" and text:
            hint = "if it is right as it is, remove the fuzzy mark in the catalog"
            self._say(remark, "review-same", "the correction is the translation that is there", hint, "warning")
        elif text and text != entry.translation and self._fits(remark, message, text):
            after = _corrected(entry, text)
        after = _noted(after, remark.note)
        return Change(entry, after) if after != entry else None

    def _fits(self, remark: Remark, message: Message, text: str) -> bool:
        """Tell whether a correction may be shown to readers; say what is wrong with it."""
        findings = compare(message, text)
        fatal = [each for each in findings if each.fatal]
        for each in fatal:
            self._say(remark, each.code, f"the correction is not taken: {each.message}", each.hint)
        for each in () if fatal else findings:
            self._say(remark, each.code, f"the correction is taken, but {each.message}", each.hint, "warning")
        return not fatal

    def _say(self, remark: Remark, code: str, message: str, hint: str, severity: Severity = "error") -> None:
        said = remark.correction.strip() or remark.note.strip() or remark.source.strip()
        place = f"{remark.place} ('{cut(one_line(said), 60)}')" if said else remark.place
        self.problems.append(Problem(Origin(self._name), code, f"{place}: {message}", hint, severity))


def _corrected(entry: Entry, text: str) -> Entry:
    """Return an entry with a translation that a reviewer has confirmed for the present source text."""
    flags = tuple(flag for flag in entry.flags if flag != UNCHECKED)
    return entry._replace(translation=text, fuzzy=False, previous=None, previous_context=None, flags=flags)


def _noted(entry: Entry, note: str) -> Entry:
    """Return an entry with a note as comments, one a line, each once."""
    lines = (" ".join(UNSEEN.sub("", line).split()) for line in note.splitlines())
    comments = dict.fromkeys((*entry.translator_comments, *(f"{NOTE}{line}" for line in lines if line)))
    fresh = [each for each in comments if each not in entry.translator_comments]
    return entry._replace(translator_comments=(*entry.translator_comments, *fresh))


def _write(path: Path, changes: Sequence[Change]) -> None:
    """Put changed entries into a catalog; every other byte of it stays."""
    text, _problems = read_text(path.parent, path)
    mark = _BOM if path.read_bytes().startswith(_BOM.encode()) else ""
    save(path, mark + replaced(text, {change.after.key: change.after for change in changes}))


def _plain(text: str) -> str:
    return " ".join(bare(text).split())

"""A project and the name of an earlier edition, or a revision, in; a folder of pages and lists of changes out."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from press.compare.page import changes_page
from press.compare.pairing import KINDS, WORDS, Comparison, compared
from press.compare.redo import as_csv, redo, redo_page
from press.compare.revision import at, taken
from press.editions import Edition, load_editions, source_speaker
from press.fonts import Family, can_be_set, font_problems, read_families, usable
from press.kept import kept_editions, read_snapshot
from press.model import Snapshot
from press.outline import outline
from press.problems import Origin, Problem, did_you_mean, has_errors
from press.project import Project
from press.publish import files_refusal
from press.renames import Ways
from press.review.desk import behind, made_files, write_files
from press.snapshot import snapshot, source_snapshot
from press.translation.catalogs import read_catalogs
from press.validate import Loaded, load

# What a folder of a comparison holds, and what a program leaves there while it shows that.
_NAMES = r"changes-.+\.(html|pdf)|redo-.+\.(csv|html)|[.~].*"


class Compared(NamedTuple):
    """The files that were written, the changes in a line, and what went wrong."""

    files: tuple[Path, ...] = ()
    said: str = ""
    problems: tuple[Problem, ...] = ()


class Earlier(NamedTuple):
    """An earlier state: what it is called, and its texts."""

    name: str
    texts: Snapshot


def default_folder(project: Project, edition: str) -> Path:
    """Return where a comparison is written: beside output/, not in it; a revision's name need not be that of a file."""
    name = re.sub("[^A-Za-z0-9._-]+", "-", edition).strip("-.") or "revision"
    return project.root / f"compare-{name}"


def compare(project: Project, edition: str, tags: Sequence[str], folder: Path | None) -> Compared:
    """Write what has changed since an edition, or since a revision, in some languages (all, if none are named)."""
    folder = folder or default_folder(project, edition)
    if refused := files_refusal(project, folder, _NAMES):
        return Compared(problems=(refused,))
    loaded = load(project)
    families, problems = read_families(project)
    problems = [*loaded.problems, *problems]
    if loaded.manual is None or has_errors(problems):
        return Compared(problems=tuple(problems))
    earlier, found = earlier_state(project, edition)
    problems += found
    if earlier is None:
        return Compared(problems=tuple(problems))
    problems += font_problems(project, loaded.manual.languages, families)
    families = usable(project, families)
    wanted = [each for each in loaded.manual.languages if not tags or each.tag in tags]
    wanted = [each for each in wanted if can_be_set(each, families)]
    ways = Ways(loaded.renames.became)
    comparison = compared(earlier.texts, source_snapshot(loaded.manual), ways)
    work = _Work(project, loaded, comparison, earlier.name, folder)
    for each in load_editions(project, loaded.manual, wanted, loaded.renamed):
        html = changes_page(project, each, comparison, earlier.name, ways, families)
        work.pages[work.folder / f"changes-{each.language.tag}.html"] = ("offline", html)
        work.pages[work.folder / f"changes-{each.language.tag}.pdf"] = ("pdf", html)
        if each.language.tag != loaded.manual.language.tag:
            work.redo(each, families)
    made, failed = made_files(project, work.pages)
    files = write_files({**made, **work.content})
    return Compared(files, _said(comparison, earlier.name), (*problems, *work.problems, *failed))


def earlier_state(project: Project, edition: str) -> tuple[Earlier | None, list[Problem]]:
    """Return the texts of a released edition or, where none is kept under this name, of a revision in git."""
    kept = kept_editions(project)
    if edition in kept:
        texts, problems = read_snapshot(project, edition)
        return (Earlier(edition, texts) if texts else None), problems
    with tempfile.TemporaryDirectory(prefix="compare-") as folder:
        then, reason = taken(project, edition, Path(folder))
        if then is None:
            hint = (
                did_you_mean(edition, kept) if kept else "name a tag or a commit; no texts of an edition are kept yet"
            )
            message = f"no texts of an edition '{edition}' are kept, and no revision could be read: {reason}"
            return None, [Problem(Origin("content/editions"), "compare-edition", message, hint)]
        loaded = load(then)
        manual = loaded.manual or loaded.draft
        problems = [at(problem, edition) for problem in loaded.problems if problem.severity == "error"]
        if manual is None:
            return None, problems
        # What did not fit together then, or is held to be wrong only since, is told; its texts can be compared.
        problems = [problem._replace(severity="warning") for problem in problems]
        texts = snapshot(then, loaded._replace(manual=manual))
        return Earlier(f"{texts.edition} ({edition})", texts), problems


class _Work:
    """The files to be written: pages by the format that makes them, and finished content."""

    def __init__(self, project: Project, loaded: Loaded, comparison: Comparison, name: str, folder: Path) -> None:
        assert loaded.manual is not None, "what has errors is not compared"
        self.folder = folder
        self.pages: dict[Path, tuple[str, str]] = {}
        self.content: dict[Path, bytes] = {}
        self.problems: list[Problem] = []
        self._project = project
        self._comparison, self._name = comparison, name
        self._speaker = source_speaker(project, loaded.manual)
        self._outline = outline(loaded.manual)

    def redo(self, edition: Edition, families: Sequence[Family]) -> None:
        """Add what the translators of a language have to do."""
        tag = edition.language.tag
        catalogs, found = read_catalogs(self._project, edition.language)
        rows = redo(self._outline, edition, catalogs, self._comparison)
        count = sum(not row.filed for row in rows)
        self.problems += [*found, *behind(self._project, edition.language, count, "they have no line there")]
        self.content[self.folder / f"redo-{tag}.csv"] = as_csv(rows)
        html = redo_page(self._project, self._speaker, edition, rows, self._name, families)
        self.pages[self.folder / f"redo-{tag}.html"] = ("offline", html)


def _said(comparison: Comparison, name: str) -> str:
    kinds = Counter(change.kind for change in comparison.told)
    listed = ", ".join(f"{kinds[kind]} {WORDS[kind]}" for kind in KINDS if kinds[kind])
    rules = sum(change.rule for change in comparison.told)
    return f"since {name}: {listed}; {rules} of them criteria and rules" if listed else f"since {name}: nothing"

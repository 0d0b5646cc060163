"""A project and a language in; a folder with what a reviewer needs out: page, PDF and sheet."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import NamedTuple

from press import sealed
from press.editions import in_language, source_speaker
from press.fonts import read_families, usable
from press.model import Language
from press.outputs import OUTPUTS
from press.problems import Origin, Problem, has_errors
from press.project import Project
from press.review.page import review_page
from press.review.rows import review_rows
from press.review.sheet import write_sheet
from press.run import Job, run
from press.source import relative
from press.translation.catalogs import read_catalogs
from press.validate import load

# The suffix of each file that the page becomes, and the format that makes it.
_FORMATS = {".html": "offline", ".pdf": "pdf"}


class Written(NamedTuple):
    """The files that were written, and what went wrong."""

    files: tuple[Path, ...]
    problems: tuple[Problem, ...]


def default_folder(project: Project, language: Language) -> Path:
    """Return where a review is written: beside output/, not in it, since it is not for readers."""
    return project.root / f"review-{language.tag}"


def write_review(project: Project, tag: str, folder: Path | None, *, force: bool = False) -> Written:
    """Write the bilingual edition of a language: a page, the same as a PDF, and a sheet to write into."""
    loaded = load(project)
    families, problems = read_families(project)
    problems = [*loaded.problems, *problems]
    language = next((each for each in loaded.manual.languages[1:] if each.tag == tag), None) if loaded.manual else None
    if loaded.manual is None or language is None or has_errors(problems):
        return Written((), tuple(problems))
    folder = folder or default_folder(project, language)
    sheet = folder / f"review-{tag}.xlsx"
    if sheet.exists() and not force:
        hint = "bring back what is written there with 'messages apply-review', then replace it with --force"
        return Written((), (Problem(Origin(str(sheet)), "review-there", "there is a sheet already", hint),))
    catalogs, found = read_catalogs(project, language)
    edition = in_language(project, loaded.manual, tag, loaded.renamed)
    rows = review_rows(project, loaded.manual, edition, catalogs)
    problems += [*found, *_behind(project, language, sum(not row.filed for part in rows.values() for row in part))]
    speaker = source_speaker(project, loaded.manual)
    html = review_page(project, speaker, language, rows, usable(project, families))
    content = {sheet: write_sheet(speaker, loaded.manual.edition, language, rows)}
    made, failed = _made(project, html, {folder / f"review-{tag}{suffix}": name for suffix, name in _FORMATS.items()})
    files = _write({**made, **content})
    return Written(files, (*problems, *failed))


def _made(project: Project, html: str, formats: dict[Path, str]) -> tuple[dict[Path, bytes], list[Problem]]:
    """Make the page's files in processes with limits; what fails, fails alone."""
    jobs = [Job(str(path), 1, partial(OUTPUTS[name].make, project, html)) for path, name in formats.items()]
    for name in formats.values():
        OUTPUTS[name].prepare(project)
    content: dict[Path, bytes] = {}
    problems = []
    for job, made in run(jobs, 2):
        hint = "mend that; the other files of the review are written"
        problems += [Problem(Origin(job.name), "review-failed", line, hint) for line in made.errors]
        if not made.errors:
            content[Path(job.name)] = made.content
    return content, problems


def _write(content: dict[Path, bytes]) -> tuple[Path, ...]:
    """Write files, each whole or not at all. Raises OSError."""
    for path, data in content.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        sealed.write_whole(path, data)
    return tuple(sorted(content))


def _behind(project: Project, language: Language, count: int) -> list[Problem]:
    if not count:
        return []
    place = Origin(relative(project.root, project.locales / language.folder))
    message = f"{count} texts are not in the catalogs yet, so corrections of them can't be brought back"
    hint = "run 'make messages', then write the review again"
    return [Problem(place, "review-behind", message, hint, "warning", language.tag)]

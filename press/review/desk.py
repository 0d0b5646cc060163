"""A project and a language in; a folder with what a reviewer needs out: page, PDF and sheet."""

from __future__ import annotations

from collections.abc import Mapping
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
from press.publish import files_refusal
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
    if refused := files_refusal(project, folder, ".*"):
        return Written((), (refused,))
    sheet = folder / f"review-{tag}.xlsx"
    if sheet.exists() and not force:
        hint = "bring back what is written there with 'messages apply-review', then replace it with --force"
        return Written((), (Problem(Origin(str(sheet)), "review-there", "there is a sheet already", hint),))
    catalogs, found = read_catalogs(project, language)
    edition = in_language(project, loaded.manual, tag, loaded.renamed)
    rows = review_rows(project, loaded.manual, edition, catalogs)
    count = sum(not row.filed for part in rows.values() for row in part)
    problems += [*found, *behind(project, language, count, "corrections of them can't be brought back")]
    speaker = source_speaker(project, loaded.manual)
    html = review_page(project, speaker, language, rows, usable(project, families))
    content = {sheet: write_sheet(speaker, loaded.manual.edition, language, rows)}
    made, failed = made_files(
        project, {folder / f"review-{tag}{suffix}": (name, html) for suffix, name in _FORMATS.items()}
    )
    files = write_files({**made, **content})
    return Written(files, (*problems, *failed))


def made_files(project: Project, pages: Mapping[Path, tuple[str, str]]) -> tuple[dict[Path, bytes], list[Problem]]:
    """Make files, each of a format and a page, in processes with limits; what fails, fails alone."""
    jobs = [
        Job(str(path), len(html), partial(OUTPUTS[name].make, project, html)) for path, (name, html) in pages.items()
    ]
    for name in {name for name, _html in pages.values()}:
        OUTPUTS[name].prepare(project)
    content: dict[Path, bytes] = {}
    problems = []
    for job, made in run(jobs, 2):
        hint = "mend that; the other files are made"
        problems += [Problem(Origin(job.name), "page-failed", line, hint) for line in made.errors]
        if not made.errors:
            content[Path(job.name)] = made.content
    return content, problems


def write_files(content: Mapping[Path, bytes]) -> tuple[Path, ...]:
    """Write files, each whole or not at all. Raises OSError."""
    for path, data in content.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        sealed.write_whole(path, data)
    return tuple(sorted(content))


def behind(project: Project, language: Language, count: int, so: str) -> list[Problem]:
    """Say that texts have no place in the catalogs yet, and what follows from that."""
    if not count:
        return []
    place = Origin(relative(project.root, project.locales / language.folder))
    message = f"{count} texts are not in the catalogs yet, so {so}"
    hint = "run 'make messages', then write this again"
    return [Problem(place, "catalog-behind", message, hint, "warning", language.tag)]

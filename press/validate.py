"""The content folder in; the manual in its source language, or every problem that stands in the way, out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import Field

from press import consistency, stated
from press.chapters import ChapterFile, read_chapter
from press.kept import earlier_editions
from press.model import (
    Checklist,
    Document,
    Edition,
    Figure,
    Form,
    Frozen,
    Language,
    Manual,
    OpenQuestion,
    Retired,
    Section,
    Term,
    keyed,
    place_of,
)
from press.model.edition import is_pseudo
from press.model.manual import Numbering
from press.problems import Origin, Problem, has_errors
from press.project import Project, is_temporary, leads_out, paths_below
from press.records import Record, validated
from press.renames import Renamed
from press.source import read_text, read_yaml, relative


class Loaded(NamedTuple):
    """What reading the content gave: the manual in its source language, and all problems.

    `manual` is None after an error. `renames` say what became of old ids. `draft` is the manual even where something
    in it does not fit together; it serves the checks only, and is None where a file can't be read.
    """

    manual: Manual | None
    problems: tuple[Problem, ...]
    renames: Renamed
    draft: Manual | None = None

    @property
    def renamed(self) -> dict[str, str]:
        """Old ids that only got a new name, which their translations follow."""
        return self.renames.renamed


class Languages(Frozen):
    """The languages, the source language first: content/languages.yaml."""

    languages: Annotated[tuple[Language, ...], Field(min_length=1)]


class Documents(Frozen):
    """The documents in the order in which they are listed: content/documents.yaml."""

    documents: Annotated[tuple[Document, ...], Field(min_length=1)]


class Terms(Frozen):
    """The terms and abbreviations: content/glossary.yaml."""

    terms: tuple[Term, ...]


class Questions(Frozen):
    """The points that the office has to settle with IASIOS: content/open-questions.yaml."""

    questions: tuple[OpenQuestion, ...] = ()


def load(project: Project) -> Loaded:
    """Read, validate and number the whole content of a project."""
    if strangers := tuple(_strangers(project)):
        return Loaded(None, strangers, Renamed())
    reader = _Reader(project)
    reader.problems += _templates(project)
    content = project.content
    edition = reader.record(Edition, content / "edition.yaml")
    languages = reader.record(Languages, content / "languages.yaml")
    documents = reader.record(Documents, content / "documents.yaml")
    terms = reader.record(Terms, content / "glossary.yaml")
    checklist = reader.record(Checklist, content / "standards.yaml")
    questions = reader.record(Questions, content / "open-questions.yaml")
    renames = reader.record(Renamed, content / "renamed.yaml") or Renamed()
    forms = reader.folder(Form, content / "forms")
    figures = reader.folder(Figure, content / "figures")
    files = reader.chapters(documents.documents) if documents else {}
    reader.problems += _pseudo(project, languages)
    if not (edition and languages and documents and terms and checklist and questions) or has_errors(reader.problems):
        return Loaded(None, tuple(reader.problems), renames)
    manual = Manual(
        edition=edition,
        language=languages.languages[0],
        languages=languages.languages,
        documents=keyed(documents.documents),
        chapters=tuple(file.chapter for file in files.values()),
        figures=_in_order(keyed(figures), files.values()),
        terms=keyed(terms.terms),
        checklist=keyed(checklist),
        forms=keyed(forms),
        questions=questions.questions,
        retired=keyed(tuple(Retired(id=old, reason=reason) for old, reason in renames.retired.items())),
    )
    manual = manual.model_copy(update={"sections": tuple(_sections(manual, files)), "counts": stated.counts(manual)})
    earlier, found = earlier_editions(project, manual.edition.edition, files.values())
    manual = manual.model_copy(update={"earlier": earlier, "became": renames.became})
    problems = [*reader.problems, *found, *consistency.problems(project, manual, files, renames)]
    return Loaded(None if has_errors(problems) else manual, tuple(problems), renames, manual)


def _pseudo(project: Project, languages: Languages | None) -> Iterator[Problem]:
    """Find languages that are made for looking at the layout; readers never get them."""
    for language in languages.languages if languages and not project.pseudo else ():
        if is_pseudo(language.tag):
            message = f"'{language.tag}' is a language that nobody speaks"
            hint = "delete it here; 'python3 build.py build --pseudo' shows the pages in it"
            yield Problem(place_of(language.tag, Origin("content/languages.yaml")), "language", message, hint)


def listed(project: Project) -> tuple[list[str], list[str]]:
    """Return the tags of the languages and the ids of the documents, for the command line; empty where unreadable."""
    reader = _Reader(project)
    languages = reader.record(Languages, project.content / "languages.yaml")
    documents = reader.record(Documents, project.content / "documents.yaml")
    return (
        [language.tag for language in languages.languages] if languages else [],
        [document.id for document in documents.documents] if documents else [],
    )


def _strangers(project: Project) -> Iterator[Problem]:
    """Find what is not even read: links that lead out of the project, and names that not every machine can write."""
    for folder in (project.content, project.templates):
        for path in paths_below(folder):
            place = Origin(relative(project.root, path))
            if leads_out(path, folder):
                message = f"this is a link to something outside {folder.name}/"
                yield Problem(place, "link-outside", message, "put the file or folder itself here")
            elif path.name != os.fsencode(path.name).decode(errors="replace"):
                yield Problem(place, "file-name", "the name of this file is not UTF-8", "rename it")


def _templates(project: Project) -> Iterator[Problem]:
    """Find templates, style sheets and scripts that are no text: what sets pages would only fail on them."""
    for path in paths_below(project.templates):
        if path.suffix in (".css", ".jinja", ".js") and not is_temporary(path.name):
            yield from read_text(project.root, path)[1]


class _Reader:
    """Reads files into records, collecting problems."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.problems: list[Problem] = []

    def record(self, model: type[Record], path: Path) -> Record | None:
        data, problems = read_yaml(self.project.root, path)
        self.problems += problems
        if problems:
            return None
        record, problems = validated(model, data, relative(self.project.root, path))
        self.problems += problems
        return record

    def folder(self, model: type[Record], folder: Path) -> tuple[Record, ...]:
        """Read all YAML files of a folder; each must hold the id that its name says."""
        records = []
        for path in sorted(folder.glob("*.yaml")):
            if is_temporary(path.name):
                continue
            record = self.record(model, path)
            if record is None:
                continue
            if getattr(record, "id", path.stem) != path.stem:
                place = place_of(getattr(record, "id", ""), Origin(relative(self.project.root, path), 1, 1))
                message = f"the file's name is '{path.stem}', its id '{getattr(record, 'id', '')}'"
                self.problems.append(Problem(place, "id-file", message, "make the two equal"))
            records.append(record)
        return tuple(records)

    def chapters(self, documents: Iterable[Document]) -> dict[str, ChapterFile]:
        """Read the Markdown files that documents name, in their order."""
        files: dict[str, ChapterFile] = {}
        for document in documents:
            for part in document.parts:
                if part.startswith("form:") or part in files:
                    continue
                path = self.project.content / part
                if problem := self._misnamed(part, path):
                    self.problems.append(problem)
                    continue
                text, problems = read_text(self.project.root, path)
                if problems:
                    self.problems += [_named_in_documents(problem, part) for problem in problems]
                    continue
                files[str(part)] = read_chapter(text, relative(self.project.root, path))
                self.problems += files[part].problems
        return files

    def _misnamed(self, part: str, path: Path) -> Problem | None:
        """Return what is wrong with the name of a part, which is a file below content/ by the shortest way."""
        hint = "name a Markdown file below content/, such as manual/fees.md"
        if not path.resolve().is_relative_to(self.project.content.resolve()):
            return Problem(place_of(part), "part-outside", f"'{part}' does not stand in the project", hint)
        if path.is_dir():
            return Problem(place_of(part), "part-name", f"'{part}' is a folder", hint)
        plain = os.path.relpath(path, self.project.content)
        if plain != part:
            return Problem(place_of(part), "part-name", f"'{part}' is a roundabout name", f"write '{plain}'")
        return None


def _named_in_documents(problem: Problem, part: str) -> Problem:
    if problem.code != "file-missing":
        return problem
    message = f"there is no file content/{part}"
    hint = "create it, or correct its name here"
    return problem._replace(origin=place_of(part, problem.origin), message=message, hint=hint)


def _in_order(figures: tuple[Figure, ...], files: Iterable[ChapterFile]) -> tuple[Figure, ...]:
    """Sort the figures as they appear in the text; those that appear nowhere come last."""
    shown = [name for file in files for name, _origin in file.figures]
    return tuple(sorted(figures, key=lambda figure: shown.index(figure.id) if figure.id in shown else len(shown)))


def _sections(manual: Manual, files: dict[str, ChapterFile]) -> Iterable[Section]:
    """Number the headings of every document."""
    titles = {manual.checklist.id: manual.checklist.title, **{form.id: form.title for form in manual.forms}}
    for document in manual.documents:
        counts = {"chapter": 0, "appendix": 0}
        for part in document.parts:
            numbering = _numbering(document, part)
            number = ""
            if numbering != "none":
                counts[numbering] += 1
                number = str(counts[numbering])
            if part.startswith("form:") and part[5:] in titles:
                yield Section(
                    id=part[5:],
                    level=1,
                    number=number,
                    numbering=numbering,
                    title=titles[part[5:]],
                    page=document.id,
                )
            elif part in files:
                yield from _chapter_sections(files[part], number, numbering, document.id)


def _chapter_sections(file: ChapterFile, number: str, numbering: Numbering, page: str) -> Iterable[Section]:
    count = 0
    for heading in file.headings:
        own = number if heading.level == 1 else ""
        if heading.level == 2 and number:
            count += 1
            own = f"{'A' if numbering == 'appendix' else ''}{number}.{count}"
        yield Section(
            id=heading.id,
            level=heading.level,
            number=own,
            numbering=numbering,
            title=heading.title,
            page=page,
        )


def _numbering(document: Document, part: str) -> Numbering:
    if part in document.chapters:
        return "chapter"
    return "appendix" if part in document.appendices else "none"

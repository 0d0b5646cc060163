"""Paths that changed in; the source and the editions of a preview, read anew as far as need be, out.

What can't be read is told, and the last good state of it stays: of the content as a whole, of the texts of templates,
of the list of fonts, and of every single entry of a catalog.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import NamedTuple

from jinja2 import Environment

from press.editions import Edition, translated_into
from press.fonts import Family, font_problems, read_families, usable
from press.model import Language, Manual
from press.pages.content import Speaker
from press.pages.interface import environment, interface_messages
from press.problems import Origin, Problem, has_errors
from press.project import Project
from press.serve.failures import problem_of, template_problem
from press.serve.texts import Texts, texts_of
from press.source import relative
from press.translation.catalogs import Catalogs, catalog_path, read_catalog
from press.translation.messages import DOMAINS, Message
from press.translation.po import Catalog
from press.validate import load


class Renewed(NamedTuple):
    """What is no longer as it was: all pages, those of some languages, style sheets, scripts, pictures."""

    pages: bool = False
    languages: frozenset[str] = frozenset()
    styles: bool = False
    scripts: bool = False
    pictures: bool = False


EVERYTHING = Renewed(pages=True, styles=True, scripts=True, pictures=True)


class State:
    """The source of a preview and each language's edition of it; `manual` is None until the content was good once.

    `tags` are the languages that are asked for; none means all. A language that is only made up, for tests of the
    layout, would be one more of `languages`, and its catalogs one more branch of `catalogs`.
    """

    def __init__(self, project: Project, tags: Sequence[str] = ()) -> None:
        self.project = project
        self.manual: Manual | None = None
        self.templates: Environment = environment(project)
        self.families: tuple[Family, ...] = ()
        self._listed: tuple[Family, ...] = ()
        self.texts = Texts({}, {})
        self.renamed: Mapping[str, str] = {}
        self._tags = tags
        self._interface: Sequence[Message] = ()
        self._problems: dict[str, Sequence[Problem]] = {}
        self._catalogs: dict[tuple[str, str], tuple[Catalog, list[Problem]]] = {}
        self._last_catalogs: dict[tuple[str, str], Catalog] = {}
        self._editions: dict[str, Edition] = {}

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages that the preview shows; none before the content was good once."""
        return self.manual.languages if self.manual else ()

    @property
    def problems(self) -> list[Problem]:
        """What is wrong now, as far as it has been read: the editions that somebody has asked for included."""
        editions = [problem for edition in self._editions.values() for problem in edition.problems]
        return [*(problem for each in self._problems.values() for problem in each), *editions]

    @property
    def asked_for(self) -> list[Language]:
        """The languages whose editions have been made."""
        return [language for language in self.languages if language.tag in self._editions]

    def renew(self, changed: Collection[str]) -> Renewed:
        """Read anew what has changed, by paths from the project's root. Editions follow when they are asked for."""
        paths = [PurePath(path) for path in changed]
        content = [path for path in paths if path.parts[0] == "content" and path.parts[1:2] != ("locales",)]
        templates = [path for path in paths if path.parts[0] == "templates"]
        shown = [path for path in templates if path.parts[1:2] == ("web",) and path.suffix in (".css", ".js")]
        own = [path for path in templates if path.parts[1:2] == ("preview",)]
        folders = self._renew_catalogs(path for path in paths if path.parts[:2] == ("content", "locales"))
        others = len(templates) > len(shown) + len(own)
        if others:
            self._read_templates()
        if content or templates:  # reading the content looks at the templates, too
            self._read_content()
        if content or others:
            self._renew_source()
        return Renewed(
            pages=bool(content) or others,
            languages=frozenset(folders),
            styles=any(path.suffix == ".css" for path in shown),
            scripts=bool(own) or any(path.suffix == ".js" for path in shown),
            pictures=any(path.parts[1:2] == ("figures",) and path.suffix != ".yaml" for path in content),
        )

    def read(self) -> Renewed:
        """Read everything."""
        self._catalogs.clear()
        self._read_templates()
        self._read_content()
        self._renew_source()
        return EVERYTHING

    def edition(self, language: Language) -> Edition:
        """Return the edition of a language, made of the last good source. Raises what a wrong template raises."""
        made = self._editions.get(language.tag)
        if made is None:
            assert self.manual is not None, "there are no languages without a source"
            catalogs = self.catalogs(language)
            translated = translated_into(self.manual, language, catalogs, self._interface, self.renamed)
            problems = [*self._catalog_problems(language), *translated.hidden(language)]
            speaker = Speaker(self.project, translated.manual, translated.lookup, self.templates, self.renamed)
            made = Edition(language, speaker, translated, tuple(problems))
            self._editions[language.tag] = made
        return made

    def catalogs(self, language: Language) -> Catalogs | None:
        """Return the catalogs of a language; None for the source language, which has none."""
        if self.manual is None or language.tag == self.manual.language.tag:
            return None
        return Catalogs(language.tag, {domain: self._catalog(language, domain)[0] for domain in DOMAINS})

    def _catalog(self, language: Language, domain: str) -> tuple[Catalog, list[Problem]]:
        key = (language.folder, domain)
        if key not in self._catalogs:
            catalog, problems = read_catalog(self.project, language, domain)
            if has_errors(problems):
                catalog = _with_what_was(catalog, self._last_catalogs.get(key))
            self._last_catalogs[key] = catalog
            self._catalogs[key] = (catalog, problems)
        return self._catalogs[key]

    def _catalog_problems(self, language: Language) -> list[Problem]:
        if self.catalogs(language) is None:
            return []
        if not any(catalog_path(self.project, language.folder, domain).exists() for domain in DOMAINS):
            return [_without_catalogs(self.project, language)]
        return [problem for domain in DOMAINS for problem in self._catalog(language, domain)[1]]

    def _renew_catalogs(self, paths: Iterable[PurePath]) -> set[str]:
        """Forget the catalogs that have changed and what was made of them; return the tags of their languages."""
        changed = {path.as_posix() for path in paths}
        tags = set()
        for language in self.languages:
            for domain in DOMAINS:
                path = relative(self.project.root, catalog_path(self.project, language.folder, domain))
                if path in changed:
                    self._catalogs.pop((language.folder, domain), None)
                    self._editions.pop(language.tag, None)
                    tags.add(language.tag)
        return tags

    def _read_content(self) -> None:
        try:
            loaded = load(self.project)
        except Exception as error:  # files may vanish while they are read; the preview goes on
            self._problems["content"] = (problem_of(self.project, error),)
            return
        self._problems["content"] = loaded.problems
        if loaded.manual is not None:
            chosen = tuple(each for each in loaded.manual.languages if each.tag in self._tags)
            self.manual = loaded.manual.model_copy(update={"languages": chosen or loaded.manual.languages})
            self.renamed = loaded.renamed

    def _read_templates(self) -> None:
        self.templates = environment(self.project)
        try:
            self._interface = interface_messages(self.project)
            self._problems["templates"] = ()
        except Exception as error:  # whatever a template holds, the preview goes on
            self._problems["templates"] = (template_problem(self.project, error),)
        families, problems = read_families(self.project)
        self._problems["fonts"] = problems
        if not has_errors(problems):
            self._listed = families

    def _renew_source(self) -> None:
        """Let what is made of content and templates be made anew."""
        self._editions.clear()
        if self.manual is not None:
            self.texts = texts_of(self.manual, self._interface)
            self._problems["faces"] = font_problems(self.project, self.manual.languages, self._listed)
            self.families = usable(self.project, self._listed)


def _without_catalogs(project: Project, language: Language) -> Problem:
    place = Origin(relative(project.root, project.locales / language.folder))
    message, hint = "the catalogs are gone, so all is shown in English", "put them back, or run 'make messages'"
    return Problem(place, "catalog-missing", message, hint, "warning", language.tag)


def _with_what_was(catalog: Catalog, last: Catalog | None) -> Catalog:
    """Return a catalog with the entries that it has lost to a mistake, as they were before it."""
    if last is None:
        return catalog
    there = {entry.key for entry in catalog.entries}
    lost = tuple(entry for entry in last.entries if entry.key not in there)
    return replace(catalog, entries=(*catalog.entries, *lost))

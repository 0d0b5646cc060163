"""A project in; a copy of it in the cache, in pseudo languages, out: for looking at the layout, never for readers."""

from __future__ import annotations

import shutil

from press.desk import all_messages
from press.fonts import read_families
from press.model import Edition, Language
from press.newcomer import described, read_facts, record_lines
from press.problems import Problem, has_errors
from press.project import Project
from press.translation.catalogs import catalog_path, new_header, template
from press.translation.messages import DOMAINS, Message
from press.translation.po import Catalog, save, write_po
from press.translation.pseudo import PSEUDO, Pseudo, pseudo
from press.validate import load


def rehearsal(project: Project) -> tuple[Project | None, list[Problem]]:
    """Return the copy, its languages the source language and the pseudo ones, and what is wrong with the content.

    It stands in .cache/pseudo/ and is built like any other project, with an output/ and a cache of its own.
    """
    facts, problems = read_facts(project)
    families, found = read_families(project)
    loaded = load(project)
    problems = [*problems, *found, *loaded.problems]
    if facts is None or loaded.manual is None or has_errors(problems):
        return None, problems
    copy = Project(project.cache / "pseudo", pseudo=True)
    _copy_sources(project, copy)
    source = loaded.manual.language
    languages = [source, *(described(each.tag, each.name, facts, families) for each in PSEUDO)]
    lines = [line for language in languages for line in record_lines(language)]
    (copy.content / "languages.yaml").write_text("\n".join(["languages:", *lines, ""]), encoding="utf-8")
    messages = all_messages(project, loaded.manual)
    for language, spoken in zip(languages[1:], PSEUDO, strict=True):
        _write_catalogs(copy, loaded.manual.edition, language, spoken, messages)
    return copy, problems


def _copy_sources(project: Project, copy: Project) -> None:
    for old, new in ((project.content, copy.content), (project.templates, copy.templates)):
        shutil.rmtree(new, ignore_errors=True)
        shutil.copytree(old, new)
    shutil.rmtree(copy.locales, ignore_errors=True)
    if not copy.packages.exists():
        copy.packages.unlink(missing_ok=True)
        copy.packages.symlink_to(project.packages.resolve(), target_is_directory=True)


def _write_catalogs(
    copy: Project, edition: Edition, language: Language, spoken: Pseudo, messages: list[Message]
) -> None:
    for domain in DOMAINS:
        own = [message for message in messages if message.domain == domain]
        path = catalog_path(copy, language.folder, domain)
        path.parent.mkdir(parents=True, exist_ok=True)
        said = {(message.context, message.source): pseudo(message, spoken) for message in own}
        entries = tuple(entry._replace(translation=said[entry.key]) for entry in template(own, {}))
        save(path, write_po(Catalog(new_header(edition, language), entries)))

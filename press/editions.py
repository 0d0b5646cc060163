"""A manual and the languages asked for in; each language's edition, ready to be set, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from press.model import Language, Manual
from press.pages.content import Speaker
from press.pages.interface import environment, interface_messages
from press.problems import Problem
from press.project import Project
from press.translation.apply import Translated, in_source_language, translate
from press.translation.catalogs import Catalogs, read_catalogs
from press.translation.coverage import Coverage
from press.translation.messages import Message


@dataclass(frozen=True)
class Edition:
    """One language's edition: who speaks it, what was translated, and what translators broke."""

    language: Language
    speaker: Speaker
    translated: Translated
    problems: tuple[Problem, ...]

    @property
    def coverage(self) -> Coverage:
        """How complete the language is."""
        return self.translated.coverage


def load_editions(
    project: Project, manual: Manual, languages: Sequence[Language], renamed: Mapping[str, str]
) -> Iterator[Edition]:
    """Yield the editions of some languages; the catalogs of one never stop another."""
    if not languages:
        return
    templates = environment(project)
    interface = interface_messages(project)
    for language in languages:
        problems: list[Problem] = []
        catalogs = None
        if language.tag != manual.language.tag:
            catalogs, problems = read_catalogs(project, language)
        translated = translated_into(manual, language, catalogs, interface, renamed)
        problems += translated.hidden(language)
        speaker = Speaker(project, translated.manual, translated.lookup, templates, renamed)
        yield Edition(language, speaker, translated, tuple(problems))


def translated_into(
    manual: Manual,
    language: Language,
    catalogs: Catalogs | None,
    interface: Sequence[Message],
    renamed: Mapping[str, str],
) -> Translated:
    """Return the manual in a language by its catalogs; the source language has none."""
    if catalogs is None:
        return in_source_language(manual, interface)
    return translate(manual, language, catalogs, interface, renamed)


def in_language(project: Project, manual: Manual, tag: str, renamed: Mapping[str, str]) -> Edition:
    """Return the edition of one of the manual's languages, known by its tag."""
    (edition,) = load_editions(project, manual, [each for each in manual.languages if each.tag == tag], renamed)
    return edition


def source_speaker(project: Project, manual: Manual) -> Speaker:
    """Return who speaks the source language, for the page that all languages share."""
    return Speaker(project, manual, in_source_language(manual, ()).lookup, environment(project))

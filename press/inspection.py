"""A project in; everything that the checks find in its content and its translations out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from press.checks import CheckContext, Pair, read_habits, read_renderings, run_checks
from press.desk import all_messages
from press.fonts import Family, coverage, families_of, font_problems, read_families
from press.freeze import lost_fields
from press.model import Language, Manual, State
from press.pages.interface import interface_messages
from press.problems import Origin, Problem, did_you_mean, in_order
from press.project import Project
from press.released import read_released
from press.renames import Renamed
from press.source import relative
from press.translation.apply import Translated, in_source_language, translate
from press.translation.catalogs import Catalogs, check_folders, read_catalogs
from press.translation.messages import DOMAINS, Message
from press.translation.po import read_po
from press.validate import Loaded, load

_LACKING: tuple[State, ...] = ("missing", "outdated", "unchecked")


def inspect(project: Project, loaded: Loaded | None = None) -> list[Problem]:
    """Return all problems of a project, errors first. What is wrong with one language never hides another's.

    `loaded` is its content, where that has been read already.
    """
    loaded = loaded or load(project)
    families, problems = read_families(project)
    problems += loaded.problems
    manual = loaded.draft
    if manual is None:
        return in_order(problems)
    problems += font_problems(project, manual.languages, families)
    problems += check_folders(project, manual.languages)
    problems += _interface_ids(project)
    problems += _vanished(project, manual, loaded.renames)
    released, found = read_released(project)
    problems += [*found, *lost_fields(loaded, released)]
    interface = interface_messages(project)
    source = in_source_language(manual, interface)
    problems += _source_glyphs(project, source, families, all_messages(project, manual))
    for language in manual.languages[1:]:
        problems += inspect_language(project, manual, loaded.renamed, language, families, interface)
    return in_order(problems)


def inspect_language(
    project: Project,
    manual: Manual,
    renamed: dict[str, str],
    language: Language,
    families: Sequence[Family],
    interface: Sequence[Message],
) -> Iterator[Problem]:
    """Yield what is wrong with the catalogs and the translations of one language."""
    catalogs, problems = read_catalogs(project, language)
    yield from problems
    translated = translate(manual, language, catalogs, interface, renamed)
    renderings, problems = read_renderings(project, language, manual.terms)
    yield from problems
    habits, problems = read_habits(project, language)
    yield from problems
    context = CheckContext(
        language,
        [Pair(m, e.translation, state, e.origin, e.previous) for m, e, state in translated.pairs],
        manual.terms,
        renderings,
        coverage(project, families_of(language, families)),
        habits,
    )
    yield from run_checks(context)
    yield from _incomplete(project, language, catalogs, translated)


def _incomplete(project: Project, language: Language, catalogs: Catalogs, translated: Translated) -> Iterator[Problem]:
    """Say in one line what a language still lacks, and where first: the figures are those of `messages status`."""
    if listed := lacking(catalogs, translated.states):
        place = Origin(relative(project.root, project.locales / language.folder))
        behind = any(state in _LACKING and not catalogs.find(each) for each, state in translated.states.items())
        hint = "run 'make messages', then " if behind else ""
        hint += "translate what is empty or fuzzy"
        yield Problem(place, "incomplete", f"not every text is translated: {listed}", hint, "warning", language.tag)


def lacking(catalogs: Catalogs, states: Mapping[Message, State]) -> str:
    """Return what of some messages is not current, how much and where first: `2 missing (a.po:5, a.po:9)`, or ""."""
    places: dict[State, list[Origin]] = {state: [] for state in _LACKING}
    for message, state in states.items():
        if state in places:
            entry = catalogs.find(message)
            places[state].append(entry.origin if entry else message.origin)
    return ", ".join(f"{len(found)} {state} ({_first(found)})" for state, found in places.items() if found)


def _first(places: Sequence[Origin]) -> str:
    """Return the first three places as `path:line`."""
    return ", ".join(str(place._replace(column=0)) for place in sorted(places)[:3]) + ", …" * (len(places) > 3)


def _vanished(project: Project, manual: Manual, renames: Renamed) -> Iterator[Problem]:
    """Find ids of the committed templates that are gone: whoever kept them (links, forms, workbooks) would be lost."""
    current = {message.context for message in all_messages(project, manual)}
    first: dict[str, Origin] = {}
    known = set()
    for domain in DOMAINS:
        path = project.locales / f"{domain}.pot"
        catalog, problems = read_po(path, relative(project.root, path))
        yield from problems
        known |= {entry.context for entry in catalog.entries}
        if domain != "interface":
            # Read from the end, so that the place of an id is where it stands first.
            first = {entry.context: entry.origin for entry in reversed(catalog.entries)} | first
    for context, origin in first.items():
        if context not in current and not _is_renamed(context, renames):
            near = _near(context, current - known)
            hint = (
                f"bring it back; or add '{context}: <new id>' to content/renamed.yaml ({near}); "
                "or, if nothing takes its place, run 'make messages'"
            )
            yield Problem(origin, "id-vanished", f"the id '{context}' is gone from the content", hint)


def _near(context: str, new: set[str]) -> str:
    """Name the id most like one that is gone, of those that are new: if possible, one that stands at the same place."""
    parent = context.rpartition("/")[0]
    beside = [each for each in new if each.rpartition("/")[0] == parent]
    return did_you_mean(context, beside, did_you_mean(context, new, "no new id is similar"))


def _is_renamed(context: str, renames: Renamed) -> bool:
    """Tell whether an id, or one that it stands below, has an entry in renamed.yaml."""
    parts = context.split("/")
    return any("/".join(parts[:count]) in renames.became for count in range(1, len(parts) + 1))


def _interface_ids(project: Project) -> Iterator[Problem]:
    """Find ids of the templates that stand for two different texts."""
    first: dict[str, Message] = {}
    for message in interface_messages(project):
        other = first.setdefault(message.context, message)
        if other.source != message.source:
            text = f"'{message.context}' says '{message.source}' here and '{other.source}' at {other.origin}"
            yield Problem(message.origin, "interface-id", text, "give one of the two another id")


def _source_glyphs(
    project: Project, source: Translated, families: Sequence[Family], found: Sequence[Message]
) -> Iterator[Problem]:
    """Find characters of the source texts that its own fonts cannot show."""
    language = source.manual.language
    shown = coverage(project, families_of(language, families))
    for message in found if shown else ():  # without any font, that alone is the problem
        lacking = sorted({c for c in message.source if ord(c) not in shown and not c.isspace()})
        if lacking:
            named = ", ".join(f"{character} (U+{ord(character):04X})" for character in lacking)
            hint = "use another character, or add a font to templates/fonts.yaml"
            yield Problem(message.origin, "glyph", f"the fonts of {language.tag} cannot show {named}", hint)

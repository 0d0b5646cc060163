"""A language in; its catalogs out, and what is wrong with the folders in which they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from press.markdown import VALUE
from press.model import Edition, Language
from press.problems import Origin, Problem, did_you_mean
from press.project import Project, is_temporary
from press.source import relative
from press.translation.messages import DOMAINS, Message
from press.translation.po import Catalog, Entry, read_po, write_po

# Names that tools give to a language in a way of their own, in small letters, and the tag that is meant.
# Source: WeblateOrg/language-data, aliases.csv (MIT), the rows for codes still met in folders.
ALIASES = {
    "cmn": "zh-Hans",
    "cmn_hans": "zh-Hans",
    "cn": "zh-Hans",
    "zh": "zh-Hans",
    "zh_chs": "zh-Hans",
    "zh_cn": "zh-Hans",
    "zh_hans_cn": "zh-Hans",
    "zhcn": "zh-Hans",
    "cmn_hant": "zh-Hant",
    "zh_cht": "zh-Hant",
    "zh_hant_tw": "zh-Hant",
    "zh_tw": "zh-Hant",
    "zhtw": "zh-Hant",
    "ca@valencia": "ca-valencia",
    "cz": "cs",
    "in": "id",
    "iw": "he",
    "ji": "yi",
    "jp": "ja",
    "sr@latin": "sr-Latn",
    "sr_rs@latin": "sr-Latn",
    "ua": "uk",
    "vn": "vi",
}


@dataclass(frozen=True)
class Catalogs:
    """The catalogs of one language by domain; `tag` is BCP 47."""

    tag: str
    domains: Mapping[str, Catalog]

    def find(self, message: Message) -> Entry | None:
        """Return the entry of a message, or None."""
        catalog = self.domains.get(message.domain)
        return catalog.find(message.context, message.source) if catalog else None


def catalog_path(project: Project, folder: str, domain: str) -> Path:
    """Return where a catalog stands; `folder` is `Language.folder`."""
    return project.locales / folder / "LC_MESSAGES" / f"{domain}.po"


def read_catalogs(project: Project, language: Language) -> tuple[Catalogs, list[Problem]]:
    """Return the catalogs of a language and what is wrong with them; one that isn't there is empty."""
    domains: dict[str, Catalog] = {}
    problems: list[Problem] = []
    for domain in DOMAINS:
        domains[domain], found = read_catalog(project, language, domain)
        problems += found
    return Catalogs(language.tag, domains), problems


def read_catalog(project: Project, language: Language, domain: str) -> tuple[Catalog, list[Problem]]:
    """Return one catalog of a language and what is wrong with it; one that isn't there is empty."""
    path = catalog_path(project, language.folder, domain)
    name = relative(project.root, path)
    catalog, problems = read_po(path, name)
    problems += _misfiled(catalog, language, name)
    return catalog, [each._replace(language=language.tag) for each in problems]


def check_folders(project: Project, languages: Sequence[Language]) -> list[Problem]:
    """Return what is wrong with the names of folders and files below content/locales.

    Every folder must be that of a language, by its one name, and every catalog the one that is read. The first of
    the `languages` is that of the source, which has none.
    """
    if not project.locales.is_dir():
        return []
    source, *translated = languages
    tags = {language.folder: language.tag for language in translated}
    problems: list[Problem] = []
    for path in sorted(project.locales.iterdir()):
        if is_temporary(path.name):
            continue
        place = Origin(relative(project.root, path))
        if path.name in tags:
            problems += _wrong_files(project, path, tags[path.name])
        elif path.is_dir() and language_tag(path.name) == source.tag:
            message = f"'{source.tag}' is the source language: it has no catalogs, its texts stand in content/ itself"
            problems.append(Problem(place, "folder-source", message, "delete the folder", language=source.tag))
        elif path.is_dir():
            problems.append(_wrong_folder(path, place, tags))
        elif path.suffix == ".po":
            hint = "move it to <language>/LC_MESSAGES/<domain>.po, or delete it"
            problems.append(Problem(place, "catalog-place", "a catalog is not read from here", hint))
        elif path.suffix == ".pot" and path.stem not in DOMAINS:
            problems.append(_wrong_domain(path, place))
    return problems


def language_tag(name: str) -> str:
    """Return the BCP 47 tag that a name of a language means: `zh-Hans` for zh_Hans, zh-hans, zh_CN.

    The name need not be that of any language: it is only spelt as a tag would be.
    """
    plain = re.sub(r"\.utf-?8$", "", name.strip().lower()).replace("-", "_")
    if plain in ALIASES:
        return ALIASES[plain]
    first, *rest = plain.split("_")
    # Source: RFC 5646, section 2.1.1: scripts have four letters, regions two or are numbers, variants are longer.
    written = [part.title() if len(part) == 4 else part.upper() if len(part) < 4 else part for part in rest]
    return "-".join([first, *written])


def template(messages: Iterable[Message], examples: Mapping[str, str]) -> tuple[Entry, ...]:
    """Return an empty entry for each message, in order, with what translators are told of it.

    `examples` holds what stands for a `{value}` in this edition. A message that stands in several
    places is one entry, which names all its files.
    """
    found: dict[tuple[str, str], Entry] = {}
    for message in messages:
        entry = _described(message, examples)
        first = found.get(entry.key)
        if first:
            entry = first._replace(files=tuple(sorted({*first.files, *entry.files})))
        found[entry.key] = entry
    return tuple(found.values())


def write_pot(messages: Sequence[Message], edition: Edition, examples: Mapping[str, str]) -> str:
    """Return the text of a template for translators, dated by the edition."""
    return write_po(Catalog(new_header(edition), template(messages, examples)))


def new_header(edition: Edition, language: Language | None = None) -> dict[str, str]:
    """Return the header of a new catalog, or of a template where there is no language."""
    date = f"{edition.date.isoformat()} 00:00+0000"
    header = {
        "Project-Id-Version": f"{edition.publisher} {edition.edition}",
        "Report-Msgid-Bugs-To": edition.contact.get("email", ""),
        "POT-Creation-Date": date,
        "PO-Revision-Date": date if language else "YEAR-MO-DA HO:MI+ZONE",
        "Last-Translator": "",
        "Language-Team": language.name if language else "",
        "Language": language.folder if language else "",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    if language:
        # The import takes longer than reading all catalogs, and only a new file needs it.
        from babel.messages.plurals import get_plural

        header["Plural-Forms"] = get_plural(language.locale).plural_forms
    return header


def _described(message: Message, examples: Mapping[str, str]) -> Entry:
    notes = [message.kind, message.context]
    for name in dict.fromkeys(VALUE.findall(message.source)):
        example = examples.get(name)
        notes.append(f"{{{name}}}: for example {example}" if example else f"{{{name}}}: keep it as it is")
    if message.limit:
        notes.append(f"at most {message.limit} characters")
    if message.normative:
        notes.append("states a rule")
    flags = ["md-text"] if message.markdown else []
    flags += [f"max-length:{message.limit}"] if message.limit else []
    flags += ["priority:150"] if message.normative else []
    lines = tuple(" ".join(note.split()) for note in notes)
    files = (message.origin.path,) if message.origin.path else ()
    return Entry(message.context, message.source, notes=lines, files=files, flags=tuple(flags))


def _misfiled(catalog: Catalog, language: Language, name: str) -> list[Problem]:
    said = catalog.header.get("Language", "").strip()
    if not said or language_tag(said).split("-")[0] == language.tag.split("-")[0]:
        return []
    message = f"this catalog says that its language is '{said}', but it stands in the folder of '{language.tag}'"
    hint = f"move it to the folder of its language, or write 'Language: {language.folder}' in its header"
    return [Problem(Origin(name), "catalog-language", message, hint)]


def _wrong_folder(path: Path, place: Origin, tags: Mapping[str, str]) -> Problem:
    tag = language_tag(path.name)
    folder = tag.replace("-", "_")
    if folder not in tags:
        message = f"no language of content/languages.yaml has the folder '{path.name}'"
        hint = f"add the language '{tag}' there, or rename the folder: {did_you_mean(path.name, tags)}"
        return Problem(place, "folder-unknown", message, hint)
    message = f"'{path.name}' means the language {tag}, whose folder is '{folder}'"
    if (path.parent / folder).exists() and not (path.parent / folder).samefile(path):
        hint = f"bring what is newer in it into '{folder}', and delete it"
        return Problem(place, "folder-duplicate", f"two folders for one language: {message}", hint, language=tag)
    return Problem(place, "folder-name", message, f"rename it to '{folder}'", language=tag)


def _wrong_files(project: Project, folder: Path, tag: str) -> list[Problem]:
    problems = []
    for path in (each for each in sorted(folder.rglob("*.po")) if not is_temporary(each.name)):
        place = Origin(relative(project.root, path))
        if path.parent != folder / "LC_MESSAGES":
            hint = f"bring what is newer in it into {folder.name}/LC_MESSAGES/{path.name}, and delete it"
            message = "a catalog is not read from here"
            problems.append(Problem(place, "catalog-place", message, hint, language=tag))
        elif path.stem not in DOMAINS:
            problems.append(_wrong_domain(path, place)._replace(language=tag))
    return problems


def _wrong_domain(path: Path, place: Origin) -> Problem:
    return Problem(place, "catalog-domain", f"there is no domain '{path.stem}'", did_you_mean(path.stem, DOMAINS))

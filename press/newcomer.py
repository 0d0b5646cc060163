"""A language's tag in; its record in content/languages.yaml, its catalogs, and what is left to do, out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, NamedTuple

from babel import Locale, localedata
from babel.core import get_global
from pydantic import Field, ValidationError

from press.checks import has_habits
from press.desk import all_messages
from press.fonts import Family, coverage, families_of, read_families
from press.model import Frozen, Language, Word
from press.model.base import Strings
from press.pages.content import edition_values
from press.problems import Origin, Problem, did_you_mean, has_errors
from press.project import Project
from press.records import validated
from press.source import read_text, read_yaml, relative
from press.translation.catalogs import language_tag
from press.translation.update import update_catalogs
from press.validate import load

LIST = "content/languages.yaml"
FACTS = "templates/languages.yaml"
_FIRST_ITEM = re.compile(r"^languages:[ \t]*(?:#.*)?\n(?:[ \t]*(?:#.*)?\n)*([ \t]*)- ", re.MULTILINE)


class Quotes(Frozen):
    """Quotation marks, and the languages that use them."""

    marks: tuple[str, str, str, str]
    languages: Strings


class Script(Frozen):
    """A script: the package that has its letters, and what a language written in it needs."""

    package: Word
    first: bool = False
    leading: Annotated[float, Field(ge=0.8, le=1.5)] = 1
    order: Word = "letters"


class Facts(Frozen):
    """What is known of languages beyond their locale data: templates/languages.yaml."""

    quotes: Annotated[tuple[Quotes, ...], Field(min_length=1)]
    scripts: dict[Word, Script] = {}
    regions: dict[Word, Word] = {}


class Added(NamedTuple):
    """A language that was added, the files that were written, and what is left to do; None where it was refused."""

    language: Language | None
    written: tuple[Path, ...]
    advice: tuple[str, ...]
    problems: tuple[Problem, ...]


def add_language(project: Project, name: str, own_name: str = "") -> Added:
    """Add a language to a project. `name` is its tag in any usual spelling, `own_name` what it calls itself."""
    facts, problems = read_facts(project)
    families, found = read_families(project)
    loaded = load(project)
    problems = [*problems, *found, *loaded.problems]
    if facts is None or loaded.manual is None or has_errors(problems):
        return Added(None, (), (), tuple(problems))
    tag = language_tag(name)
    listed = [language.tag for language in loaded.manual.languages]
    if tag in listed:
        return _refused(f"the language '{tag}' is there already", f"the languages are {', '.join(listed)}")
    if not _is_known(tag):
        return _refused(f"'{name}' is not a language tag such as fr, pt-BR or zh-Hant", _meant(name))
    language = described(tag, own_name, facts, families)
    path = project.content / "languages.yaml"
    text, problems = read_text(project.root, path)
    path.write_text(_with_record(text, language), encoding="utf-8")
    after = load(project)
    if after.manual is None or after.manual.languages[-1] != language:
        path.write_text(text, encoding="utf-8")
        message = "the record can't be added to this file"
        return _refused(message, "add it by hand, below the others:\n" + "\n".join(record_lines(language)))
    messages = all_messages(project, after.manual)
    examples = edition_values(after.manual)
    edition = after.manual.edition
    written, problems = update_catalogs(
        project, edition, [language], messages, after.renamed, examples, templates=False
    )
    return Added(language, (path, *written), tuple(_advice(project, language, facts, families)), tuple(problems))


def _refused(message: str, hint: str) -> Added:
    return Added(None, (), (), (Problem(Origin(LIST), "language", message, hint),))


def read_facts(project: Project) -> tuple[Facts | None, list[Problem]]:
    """Return what is known of languages, and what is wrong with the file."""
    path = project.templates / "languages.yaml"
    data, problems = read_yaml(project.root, path)
    return (None, problems) if problems else validated(Facts, data, relative(project.root, path))


def _is_known(tag: str) -> bool:
    try:
        Language(tag=tag, name=tag, state="draft", fonts=("text",), quotes=("", "", "", ""))
    except ValidationError:
        return False
    # Babel takes any script or region for a variety of the language.
    english = Locale("en")
    return all(part in english.scripts or part in english.territories for part in tag.split("-")[1:])


def _meant(name: str) -> str:
    """Name the tag that is most like what was asked for, which may also be the English name of a language."""
    english = Locale("en").languages
    tags = [each.replace("_", "-") for each in localedata.locale_identifiers()]
    known = {each.lower(): each for each in tags}
    known |= {words.lower(): tag.replace("_", "-") for tag, words in english.items() if localedata.exists(tag)}
    near = did_you_mean(name.lower(), known, " ")
    found = known.get(near.partition("'")[2].partition("'")[0]) or known.get(name.lower())
    otherwise = "see the list of languages of CLDR"
    return f"did you mean '{found}' ({Locale.parse(found, sep='-').english_name})?" if found else otherwise


def described(tag: str, own_name: str, facts: Facts, families: Sequence[Family]) -> Language:
    """Return the record of a new language: everything that has another value than it would have anyway."""
    script = facts.scripts.get(script_of(tag), Script(package=""))
    own = [family.id for family in families if script.package and _is_from(family, script.package)]
    base = families[0].id
    return Language(
        tag=tag,
        name=own_name or _own_name(tag),
        state="draft",
        region=facts.regions.get(tag, ""),
        order=script.order,
        fonts=tuple((*own, base) if script.first else (base, *own)),
        leading=script.leading if own else 1,
        quotes=_quotes(tag, facts),
    )


def script_of(tag: str) -> str:
    """Return the script in which a language is written: its own subtag, or the usual one of the language."""
    language, *rest = tag.split("-")
    likely: Mapping[str, str] = get_global("likely_subtags")
    longer = likely.get("_".join([language, *rest])) or likely.get(language, "")
    return next((part for part in [*rest, *longer.split("_")] if len(part) == 4 and part.isalpha()), "Latn")


def _is_from(family: Family, package: str) -> bool:
    return any(face.print.startswith(f"{package}/") for face in family.faces)


def _own_name(tag: str) -> str:
    locale = Locale.parse(tag, sep="-")
    name = locale.languages.get(tag.replace("-", "_")) or locale.get_display_name(locale) or tag
    return name[:1].upper() + name[1:]


def _quotes(tag: str, facts: Facts) -> tuple[str, str, str, str]:
    for name in (tag, tag.split("-")[0]):
        for quotes in facts.quotes:
            if name in quotes.languages:
                return quotes.marks
    return facts.quotes[0].marks


def record_lines(language: Language) -> list[str]:
    """Return the lines of a language's record, as an item of the list that is not indented."""
    quotes = ", ".join(f'"{mark}"' for mark in language.quotes)
    # Quoted, since YAML takes "no" for a word of its own, and a name may hold a sign of it.
    name = language.name if re.fullmatch(r"[^\W\d_][\w ()-]*", language.name) else f'"{language.name}"'
    lines = [f"- tag: {language.tag}", f"  name: {name}", f"  state: {language.state}"]
    lines += [f"  region: {language.region}"] if language.region else []
    lines += [f"  order: {language.order}"] if language.order != "letters" else []
    lines += [f"  fonts: [{', '.join(language.fonts)}]"]
    lines += [f"  leading: {language.leading:g}"] if language.leading != 1 else []
    return [*lines, f"  quotes: [{quotes}]"]


def _with_record(text: str, language: Language) -> str:
    """Append a record to the list, indented as its first item is; nothing else of the file changes."""
    item = _FIRST_ITEM.search(text)
    indent = item.group(1) if item else "  "
    blank = "\n" if "\n\n" in text[item.end() if item else 0 :].rstrip() else ""
    lines = "\n".join(indent + line for line in record_lines(language))
    return f"{text.rstrip()}\n{blank}{lines}\n"


def _advice(project: Project, language: Language, facts: Facts, families: Sequence[Family]) -> list[str]:
    """Say what is left to do, in the order in which it is done."""
    script = script_of(language.tag)
    lines = []
    lacking = _letters(language.locale) - coverage(project, families_of(language, families))
    if lacking:
        wanted = facts.scripts.get(script)
        package = wanted.package if wanted else f"a package with letters of the script {script}"
        place = "before the others" if wanted and wanted.first else "behind the others"
        lines.append(
            f"The fonts {', '.join(language.fonts)} lack {len(lacking)} of its letters, and until they have them, PDFs "
            f"that need one are left out: add {package} to package.json, run 'make lock' and 'make setup', "
            f"add its family to templates/fonts.yaml, and name it at 'fonts' in {LIST}, {place}."
        )
    if not any(language.tag in each.languages or language.tag[:2] in each.languages for each in facts.quotes):
        lines.append(f"Nothing is known of its quotation marks: correct 'quotes' in {LIST}.")
    rules = f"Add its rules of spaces and marks to templates/typography.yaml, under '{language.tag}'."
    folder = f"content/locales/{language.folder}"
    return [
        *lines,
        *([] if has_habits(project, language) else [rules]),
        f"Translate {folder}/LC_MESSAGES/*.po; docs/translators.md says how.",
        f"Write {folder}/glossary.yaml: how the language renders the terms of content/glossary.yaml.",
        f"See it: python3 build.py build -l {language.tag} -f html, then open output/{language.tag}/index.html.",
        f"Leave 'state' in {LIST} at draft until a native clinician has reviewed it.",
    ]


@cache
def _letters(locale: Locale) -> frozenset[int]:
    """Return the letters that are in use in a language: those of its months and days, and of its own name."""
    words = [locale.get_display_name(locale) or ""]
    for names in (locale.months, locale.days):
        words += names["format"]["wide"].values()
    return frozenset(ord(letter) for word in words for letter in word if letter.isalpha())

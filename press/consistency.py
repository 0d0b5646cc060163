"""A manual as read in; what does not fit together out: ids, references, figures, fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from press import markdown, stated, unread
from press.chapters import ChapterFile
from press.figures import figure_problems
from press.layouts import form_problems
from press.model import Entry, Frozen, Manual, Text, place_of
from press.needs import workbook_problems
from press.problems import Origin, Problem, did_you_mean
from press.project import Project
from press.renames import Renamed, renaming_problems
from press.texts import numbered_references, references, text_problems
from press.translation.messages import Message, walk

# Ids of the templates' own: of the main part of a page, and of what programs read in a PDF.
TAKEN = ("content", "form-data")


def problems(project: Project, manual: Manual, files: Mapping[str, ChapterFile], renames: Renamed) -> list[Problem]:
    """Return everything in the content that does not fit together; `renames` what became of old ids."""
    ids = _all_ids(manual, files)
    found = [
        *_duplicate_ids(ids),
        *_taken_ids([*ids, *((old, place_of(old)) for old in renames.became)]),
        *_duplicate_ids((document.id, place_of(document.id)) for document in manual.documents),
        *_duplicate_ids((language.tag, place_of(language.tag)) for language in manual.languages),
        *_duplicate_ids((question.id, place_of(question.id)) for question in manual.questions),
        *renaming_problems(
            renames, {**dict(ids), **{document.id: place_of(document.id) for document in manual.documents}}
        ),
        *_parts(manual),
        *_texts(manual, {identifier for identifier, _origin in ids}, files),
        *_figures(manual, files),
        *form_problems(manual),
        *stated.problems(manual, {identifier for identifier, _origin in ids}),
        *_site(manual),
        *workbook_problems(manual),
        *unread.problems(project, manual),
    ]
    for figure in manual.figures:
        found += figure_problems(figure, place_of(figure.id))
    return found


def _all_ids(manual: Manual, files: Mapping[str, ChapterFile]) -> list[tuple[str, Origin]]:
    """List every anchor of the edition with its place; documents may bear the id of their form."""
    ids = [pair for file in files.values() for pair in file.ids]
    for part in (manual.figures, manual.terms, manual.checklist, manual.forms):
        ids += [(entry.key, place_of(entry.id)) for entry in _entries(part)]
    return ids


def _entries(node: Any) -> Iterator[Entry]:
    if isinstance(node, tuple):
        for item in node:
            yield from _entries(item)
    elif isinstance(node, Frozen):
        if isinstance(node, Entry):
            yield node
        for _name, value in node:
            if isinstance(value, (tuple, Frozen)):
                yield from _entries(value)


def _duplicate_ids(ids: Iterable[tuple[str, Origin]]) -> Iterator[Problem]:
    first: dict[str, Origin] = {}
    for identifier, origin in ids:
        if identifier in first:
            message = f"the id '{identifier}' stands also at {first[identifier]}"
            yield Problem(origin, "id-duplicate", message, "give one of the two another id")
        first.setdefault(identifier, origin)


def _taken_ids(ids: Iterable[tuple[str, Origin]]) -> Iterator[Problem]:
    for identifier, origin in ids:
        if identifier in TAKEN:
            yield Problem(origin, "id-taken", f"every page has an id '{identifier}' of its own", "choose another id")


def _parts(manual: Manual) -> Iterator[Problem]:
    forms = [form.id for form in (manual.checklist, *manual.forms)]
    named = set()
    for document in manual.documents:
        if not document.parts:
            hint = "name its parts under front, chapters, appendices or back"
            yield Problem(place_of(document.id), "part-missing", f"the document '{document.id}' is empty", hint)
        for index, part in enumerate(document.parts):
            named.add(part)
            if part.startswith("form:") and part[5:] not in forms:
                message = f"there is no form '{part[5:]}'"
                yield Problem(place_of(part), "part-missing", message, did_you_mean(part[5:], forms))
            if part in document.parts[:index]:
                message = f"'{part}' stands in the document '{document.id}' twice"
                yield Problem(place_of(part), "part-twice", message, "remove one of the two")
        named |= {f"form:{group.split('/')[0]}" for sheet in document.sheets for group in sheet.groups}
    for form in (manual.checklist, *manual.forms):
        if f"form:{form.id}" not in named:
            hint = f"write 'form:{form.id}' in content/documents.yaml, or delete the file"
            yield Problem(
                place_of(form.id), "part-unused", f"no document contains the form '{form.id}'", hint, "warning"
            )


def _texts(manual: Manual, ids: set[str], files: Mapping[str, ChapterFile]) -> list[Problem]:
    found: list[Problem] = []
    values = stated.value_names(manual)
    printed = ids - _unprinted(manual, files)
    numbered = {section.id for section in manual.sections if section.number}
    numbered |= {figure.key for figure in manual.figures}

    def look(message: Message, text: Text) -> Text:
        found.extend(text_problems(text, values))
        found.extend(_reference_problems(text, ids, printed, numbered))
        words = markdown.plain(text.source)
        if message.limit and len(words) > message.limit:
            said = f"the text has {len(words)} characters, and {message.limit} fit here"
            found.append(Problem(text.origin, "too-wide", said, "shorten it", "warning"))
        return text

    walk(manual, look)
    return found


def _reference_problems(text: Text, ids: set[str], printed: set[str], numbered: set[str]) -> Iterator[Problem]:
    for reference in references(text.source):
        if reference not in ids:
            message = f"the reference #{reference} leads nowhere"
            hint = did_you_mean(reference, printed, "no id is similar; ids stand in braces above headings")
            yield Problem(text.origin, "reference", message, hint)
        elif reference not in printed:
            message = f"the reference #{reference} leads to something that no document shows"
            yield Problem(text.origin, "reference", message, "let a document show it, or refer to something else")
    for reference in numbered_references(text.source):
        if reference in printed - numbered:
            hint = "write words of your own between [ and ], or nothing"
            yield Problem(text.origin, "reference", f"{{number}}: #{reference} has no number", hint)


def _unprinted(manual: Manual, files: Mapping[str, ChapterFile]) -> set[str]:
    """Return the ids of what has no place on a page: figures, forms and terms that are not shown, and answers."""
    shown = {f"figure/{name}" for file in files.values() for name, _origin in file.figures}
    forms = {part for document in manual.documents for part in document.parts}
    hidden = {figure.key for figure in manual.figures} - shown
    hidden |= {term.key for term in manual.terms if not (term.definition and _glossaries(files))}
    hidden |= {choice.key for form in manual.forms for field in form.all_fields() for choice in field.choices}
    for form in (manual.checklist, *manual.forms):
        if f"form:{form.id}" not in forms:
            hidden |= {entry.key for entry in _entries(form)}
    return hidden


def _glossaries(files: Mapping[str, ChapterFile]) -> list[Origin]:
    """Return where the glossary is printed."""
    return [origin for file in files.values() for name, origin in file.inserts if name == "glossary"]


def _figures(manual: Manual, files: Mapping[str, ChapterFile]) -> Iterator[Problem]:
    known = {figure.id for figure in manual.figures}
    shown = [place for file in files.values() for place in file.figures]
    for name, origin in shown:
        if name not in known:
            hint = f"create content/figures/{name}.yaml, or: {did_you_mean(name, known)}"
            yield Problem(origin, "figure-missing", f"there is no figure '{name}'", hint)
    glossaries = _glossaries(files)
    for origin in glossaries[1:]:
        message = f"the glossary stands also at {glossaries[0]}"
        yield Problem(origin, "glossary-twice", message, "show it once and refer to it elsewhere")
    names = [name for name, _origin in shown]
    for name, origin in shown:
        if names.count(name) > 1:
            message = f"the figure '{name}' is shown {names.count(name)} times"
            yield Problem(origin, "figure-twice", message, "show it once and refer to it elsewhere")
    for figure in manual.figures:
        if figure.id not in names:
            hint = f"put ':::{{figure}} {figure.id}' where it belongs, or delete the file"
            message = f"no text shows the figure '{figure.id}'"
            yield Problem(place_of(figure.id), "figure-unused", message, hint, "warning")


def _site(manual: Manual) -> Iterator[Problem]:
    url = manual.edition.site_url
    if url and not url.startswith("https://"):
        hint = "write the full address, such as https://manual.example.org"
        yield Problem(place_of(url), "site-url", f"'{url}' is not an https address", hint)

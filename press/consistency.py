"""A manual as read in; what does not fit together out: ids, references, figures, values, counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from press.chapters import ChapterFile, references, text_problems
from press.figures import figure_problems
from press.model import Entry, Frozen, Manual, Text
from press.problems import Origin, Problem, did_you_mean
from press.project import Project
from press.source import Scalar
from press.translation.messages import Message, walk

EDITION_VALUES = ("edition", "edition_date")


def counts(manual: Manual) -> dict[str, int]:
    """Count the data, by the names that texts and `counted:` in edition.yaml use."""
    dataset = next((form for form in manual.forms if form.id == "minimum-dataset"), None)
    return {
        "core_criteria": len(manual.checklist.criteria),
        "standards": len(manual.checklist.standards),
        "figures": len(manual.figures),
        "dataset_fields": len(list(dataset.all_fields())) if dataset else 0,
        "dataset_groups": len(dataset.groups) if dataset else 0,
    }


def value_names(manual: Manual) -> set[str]:
    """Return the names that a text may write in braces."""
    return {*counts(manual), *manual.edition.stated, *manual.edition.contact, *EDITION_VALUES}


def problems(project: Project, manual: Manual, files: Mapping[str, ChapterFile]) -> list[Problem]:
    """Return everything in the content that does not fit together."""
    ids = _all_ids(manual, files)
    found = [
        *_duplicate_ids(ids),
        *_parts(manual),
        *_texts(manual, {identifier for identifier, _origin in ids}),
        *_figures(manual, files),
        *_counts(manual),
        *_site(manual),
    ]
    for figure in manual.figures:
        found += figure_problems(figure, _origin_of(figure))
    return found


def _all_ids(manual: Manual, files: Mapping[str, ChapterFile]) -> list[tuple[str, Origin]]:
    """List every anchor of the edition with its place; documents may bear the id of their form."""
    ids = [pair for file in files.values() for pair in file.ids]
    for part in (manual.figures, manual.terms, manual.checklist, manual.forms):
        ids += [(entry.key, _origin_of(entry)) for entry in _entries(part)]
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


def _origin_of(entry: Entry) -> Origin:
    return entry.id.origin if isinstance(entry.id, Scalar) else Origin("")


def _duplicate_ids(ids: Iterable[tuple[str, Origin]]) -> Iterator[Problem]:
    first: dict[str, Origin] = {}
    for identifier, origin in ids:
        if identifier in first:
            message = f"the id '{identifier}' stands also at {first[identifier]}"
            yield Problem(origin, "id-duplicate", message, "give one of the two another id")
        first.setdefault(identifier, origin)


def _parts(manual: Manual) -> Iterator[Problem]:
    forms = [form.id for form in (manual.checklist, *manual.forms)]
    for document in manual.documents:
        for part in document.parts:
            if part.startswith("form:") and part[5:] not in forms:
                origin = part.origin if isinstance(part, Scalar) else _origin_of(document)
                message = f"there is no form '{part[5:]}'"
                yield Problem(origin, "part-missing", message, did_you_mean(part[5:], forms))


def _texts(manual: Manual, ids: set[str]) -> list[Problem]:
    found: list[Problem] = []
    values = value_names(manual)

    def look(_message: Message, text: Text) -> Text:
        found.extend(text_problems(text, values))
        for reference in references(text.source):
            if reference not in ids:
                message = f"the reference #{reference} leads nowhere"
                found.append(Problem(text.origin, "reference", message, did_you_mean(reference, ids)))
        return text

    walk(manual, look)
    return found


def _figures(manual: Manual, files: Mapping[str, ChapterFile]) -> Iterator[Problem]:
    known = {figure.id for figure in manual.figures}
    shown = [place for file in files.values() for place in file.figures]
    for name, origin in shown:
        if name not in known:
            hint = f"create content/figures/{name}.yaml, or: {did_you_mean(name, known)}"
            yield Problem(origin, "figure-missing", f"there is no figure '{name}'", hint)
    names = [name for name, _origin in shown]
    for name, origin in shown:
        if names.count(name) > 1:
            message = f"the figure '{name}' is shown {names.count(name)} times"
            yield Problem(origin, "figure-twice", message, "show it once and refer to it elsewhere")
    for figure in manual.figures:
        if figure.id not in names:
            hint = f"put ':::{{figure}} {figure.id}' where it belongs, or delete the file"
            yield Problem(
                _origin_of(figure),
                "figure-unused",
                f"no text shows the figure '{figure.id}'",
                hint,
                "warning",
            )


def _counts(manual: Manual) -> Iterator[Problem]:
    """Compare what IASIOS states with what the data holds; a recorded disagreement is known, not wrong."""
    recorded = {(q.disagreement.stated, q.disagreement.counted) for q in manual.questions if q.disagreement}
    place = Origin("content/edition.yaml")
    for name, stated in manual.edition.stated.items():
        if not stated.counted:
            continue
        if stated.counted not in manual.counts and stated.counted not in counts(manual):
            hint = did_you_mean(stated.counted, counts(manual))
            yield Problem(place, "count-unknown", f"'{name}' is compared with an unknown count", hint)
            continue
        count = counts(manual)[stated.counted]
        if stated.value != str(count) and (name, stated.counted) not in recorded:
            message = f"IASIOS states {stated.value} {name}, the data holds {count} {stated.counted}"
            hint = "correct the data, or record the disagreement in content/open-questions.yaml"
            yield Problem(place, "count-disagrees", message, hint)


def _site(manual: Manual) -> Iterator[Problem]:
    url = manual.edition.site_url
    if url and not url.startswith("https://"):
        hint = "write the full address, such as https://manual.example.org"
        yield Problem(Origin("content/edition.yaml"), "site-url", f"'{url}' is not an https address", hint)

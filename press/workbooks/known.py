"""A project in; what is known of its workbook in all languages, by which a filled one is read, out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from press.editions import load_editions
from press.fields import Field
from press.model import Text
from press.project import Project
from press.validate import load
from press.workbooks.blocks import Block, workbook
from press.workbooks.ids import bare

_TATWEEL = "\u0640"


@dataclass(frozen=True)
class Known:
    """The fields of the workbook by name, the ids of each block's rows, and what words mean in any language.

    `choices` are the ids of choices by their words, `labels` those of rows by what stands beside them.
    """

    fields: dict[str, Field]
    rows: dict[str, tuple[str, ...]]
    choices: dict[str, frozenset[str]]
    labels: dict[str, frozenset[str]]


def known(project: Project) -> Known | None:
    """Return what is known of a project's workbook, or None where it has none, or its content is wrong."""
    loaded = load(project)
    book = workbook(loaded.manual) if loaded.manual else None
    if loaded.manual is None or book is None:
        return None
    choices: dict[str, set[str]] = {}
    labels: dict[str, set[str]] = {}
    for edition in load_editions(project, loaded.manual, loaded.manual.languages, loaded.renamed):
        spoken = workbook(edition.speaker.manual)
        for block in spoken.blocks if spoken else ():
            for field in {field.choices: field for field in block.fields() if field.choices}.values():
                for choice in field.choices:
                    choices.setdefault(folded(edition.speaker.plain(choice.label)), set()).add(choice.id)
            for identifier, label in _labels(block):
                labels.setdefault(folded(edition.speaker.plain(label)), set()).add(identifier)
    rows = {block.id: tuple(line.id for line in block.rows) for block in book.blocks}
    return Known(book.fields(), rows, _frozen(choices), _frozen(labels))


def folded(text: str) -> str:
    """Return a text as labels are compared: without marks, case, or differences that are not seen."""
    text = unicodedata.normalize("NFKC", bare(text)).replace(_TATWEEL, "").replace("\u200b", "")
    return " ".join(text.casefold().split())


def _labels(block: Block) -> Iterator[tuple[str, Text]]:
    for line in block.rows:
        if line.label and not line.code:
            yield line.id, line.label


def _frozen(found: dict[str, set[str]]) -> dict[str, frozenset[str]]:
    return {words: frozenset(ids) for words, ids in found.items()}

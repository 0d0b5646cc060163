"""What a file holds in; its answers one a row, with labels in a language of the edition, as JSON or CSV, out.

In CSV, nothing that people wrote is ever a formula: an apostrophe stands before each sign that spreadsheets could take
for the beginning of one. JSON has every text as it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from press import tables
from press.answers.findings import Subject, documents_of
from press.answers.labels import labels, value_words
from press.answers.model import in_order
from press.answers.reported import Export, Row
from press.pages.content import Speaker
from press.tables import harmless


def export(speaker: Speaker, subject: Subject) -> Export:
    """Return the answers of a file in the order of the forms; what has no field in this edition comes last."""
    documents = documents_of(speaker.manual, subject.answers, is_workbook=subject.is_workbook)
    return Export(labels=speaker.language.tag, rows=tuple(_rows(speaker, subject, documents)))


def as_json(found: Export) -> bytes:
    """Return the rows as JSON."""
    return (json.dumps(found.model_dump(), ensure_ascii=False, indent=2) + "\n").encode()


def as_csv(found: Export) -> tuple[bytes, int]:
    """Return the rows as CSV (RFC 4180, UTF-8 with a byte order mark), and how many texts had to be made harmless."""
    rows = [["true" if value is True else str(value) for value in row.model_dump().values()] for row in found.rows]
    changed = sum(any(text != harmless(text) for text in row) for row in rows)
    return tables.as_csv([list(Row.model_fields), *rows]), changed


def _rows(speaker: Speaker, subject: Subject, documents: tuple[str, ...]) -> Iterator[Row]:
    known = labels(speaker, documents)
    for key, value in in_order(subject.answers, known).items():
        label = known.get(key)
        words = value_words(speaker, label.field, value) if label else None
        yield Row(
            document=label.document if label else "",
            id=key,
            row=label.row if label else 0,
            criterion=label.criterion if label else "",
            label=str(label.words) if label else "",
            kind=label.field.kind if label else "",
            value=value,
            value_label=str(words or ""),
            language=subject.language,
            edition=subject.edition,
        )

"""The types of what programs are told of filled files: the report on them, and the rows of an export.

Ids and codes are the same in every language and edition; texts are for people.
"""

from __future__ import annotations

from typing import Literal

from press.answers.model import Given
from press.model import Frozen

Grade = Literal["error", "open", "warning", "note"]


class Finding(Frozen):
    """One thing to know about a file.

    `severity` is `error` (not as it has to be), `open` (missing), `warning` (to be looked at) or `note`. `fields` are
    the names of the fields that it concerns, `criterion` the code of a criterion, `case` the number of a row of the
    case review, 0 for none. `found` is what was found there. `text` says all of it in the report's language.
    """

    code: str
    severity: Grade
    fields: tuple[str, ...] = ()
    criterion: str = ""
    case: int = 0
    found: str = ""
    text: str = ""


class Rule(Frozen):
    """Something that is asked for as a whole, and whether it is there.

    `value` is what was counted and `wanted` what it has to be (of tumour types: at least), null where nothing is
    counted. `checked` is false where something else has to be entered first.
    """

    id: str
    document: str
    met: bool
    checked: bool = True
    value: int | None = None
    wanted: int | None = None


class CriterionState(Frozen):
    """A listed core criterion: how it is answered, by the id of a choice, and what is missing first, if anything."""

    criterion: str
    answer: str
    missing: str


class CaseState(Frozen):
    """A case that is entered, if only in part: its row, its number and all that is missing.

    `answered` data of the dataset are noted, `absent` of them as absent; both are null where the file has no dataset.
    """

    case: int
    number: str
    missing: tuple[str, ...]
    answered: int | None
    absent: int | None


class Unread(Frozen):
    """Something that could not be read for sure, in English."""

    code: str
    severity: Literal["error", "warning"]
    message: str
    hint: str


class FileReport(Frozen):
    """What is known of a file.

    `sha256` is that of its bytes. `edition` and `language` are those of the form that was filled in, empty where the
    file does not say. `documents` are those of which it holds answers. `complete` is true where nothing is missing and
    nothing is wrong. `window` holds the first and last day of the period for cases. `lost` names the
    fields that a workbook should have and has no more: nothing is known of their answers.
    """

    file: str
    sha256: str = ""
    readable: bool
    edition: str = ""
    language: str = ""
    documents: tuple[str, ...] = ()
    answers: int = 0
    complete: bool = False
    rules: tuple[Rule, ...] = ()
    window: tuple[str, str] | None = None
    criteria: tuple[CriterionState, ...] = ()
    cases: tuple[CaseState, ...] = ()
    findings: tuple[Finding, ...] = ()
    problems: tuple[Unread, ...] = ()
    lost: tuple[str, ...] = ()

    def count(self, *grades: Grade) -> int:
        """Return how many findings have one of these severities."""
        return sum(finding.severity in grades for finding in self.findings)


class Report(Frozen):
    """What is known of files: `edition` is the one by whose rules they are judged, `language` that of the texts."""

    format: Literal["iasios-report"] = "iasios-report"
    version: Literal[1] = 1
    edition: str
    language: str
    files: tuple[FileReport, ...]


class Row(Frozen):
    """An answer of an export.

    `document` is empty where no form of this edition has such a field. `row` is that of a table, 0 for none. `value` is
    the id of a choice, true for a tick, else the text itself; `value_label` what a choice or a tick is called.
    """

    document: str
    id: str
    row: int
    criterion: str
    label: str
    kind: Literal["tick", "text", "multiline", "date", "choice", ""]
    value: Given
    value_label: str
    language: str
    edition: str


class Export(Frozen):
    """All answers of a file, one a row; `labels` is the language of the labels."""

    format: Literal["iasios-export"] = "iasios-export"
    version: Literal[1] = 1
    labels: str
    rows: tuple[Row, ...]

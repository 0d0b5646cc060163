"""An application that lacks nothing, as answers; and forms of which a part is filled in."""

from __future__ import annotations

from books import all_fields, speakers

from press.fields import Value
from press.workbooks.blocks import workbook

TUMOURS = ("HCC", "colorectal metastasis", "renal cell carcinoma", "lung cancer")


def complete() -> dict[str, Value]:
    """Return answers to a whole workbook in which nothing is missing and nothing is wrong."""
    book = workbook(speakers()["en"].manual)
    assert book is not None
    found: dict[str, Value] = {
        "facility/name": "General Hospital",
        "facility/authorised-representative/person": "A. Representative",
        "facility/deputy/person": "B. Deputy",
        "facility/main-account-holder/person": "C. Holder",
        "case-review/planned-submission": "2026-10-01",
    }
    for line in book.criteria.rows:
        found[f"{line.id}/answer"] = "yes"
        found[f"{line.id}/evidence"] = f"Policy for {line.code}, version 3, in the quality system."
    for row in range(1, len(book.cases.rows) + 1):
        found |= {f"{line.id}@{row:02}": "present" for line in book.dataset.rows}
        found |= {f"{field.key}@{row:02}": "yes" for field in book.questions()}
        found[f"case-review/case-number@{row:02}"] = f"C-{row:02}"
        found[f"case-review/procedure-date@{row:02}"] = f"2026-{1 + row % 9:02}-{1 + row % 28:02}"
        found[f"case-review/tumour-type@{row:02}"] = TUMOURS[row % len(TUMOURS)]
    assert found.keys() <= all_fields().keys()
    return found


def plan() -> dict[str, Value]:
    """Return a plan of action in which nothing is missing."""
    prefix = "corrective-action-plan"
    return {
        f"{prefix}/facility": "General Hospital",
        f"{prefix}/date": "2026-03-01",
        f"{prefix}/declined-criteria": "4c",
        f"{prefix}/issue-description": "The minutes of two meetings are missing.",
        f"{prefix}/desired-outcome": "Minutes are kept of each meeting.",
        f"{prefix}/strategic-action@01": "Name somebody who keeps the minutes.",
        f"{prefix}/person-responsible@01": "Head of department",
        f"{prefix}/resources-required@01": "none",
        f"{prefix}/due-date@01": "2026-04-15",
    }

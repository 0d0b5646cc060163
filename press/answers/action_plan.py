"""The answers of a Corrective Action Plan in; what is open in it, and what lies beyond its days, out.

IASIOS asks for a plan (or a proposal) within some days after the outcome Deferred or Denied. It states neither where
these days begin nor by when an action has to be done: they are counted from a day that is given, and an action that is
due later is noted, not called wrong.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping

from press.answers.reported import Finding
from press.fields import Value, row_key
from press.model import FieldGroup, Manual
from press.workbooks.tally import day_of, filled, serial

DAYS = "plan_days"
DECLINED, ISSUE, OUTCOME, DATED, ACTION, PERSON, RESOURCES, DUE = (
    f"corrective-action-plan/{name}"
    for name in (
        "declined-criteria", "issue-description", "desired-outcome", "date", "strategic-action", "person-responsible",
        "resources-required", "due-date",
    )
)  # fmt: skip
_BOXES = (DECLINED, ISSUE, OUTCOME)
_COLUMNS = (ACTION, PERSON, RESOURCES, DUE)  # the comments may stay empty


def findings(manual: Manual, answers: Mapping[str, Value], first: datetime.date | None) -> Iterator[Finding]:
    """Yield what is to know of a plan of which something is filled in; `first` is the day its days are counted from."""
    table = _table(manual)
    if table is None or not any(key.startswith(f"{ACTION.split('/')[0]}/") for key in answers):
        return
    last = serial(first.isoformat()) if first else None
    last = last + int(manual.edition.stated[DAYS].value) if last and DAYS in manual.edition.stated else None
    dated = serial(answers.get(DATED))
    if last and dated and dated > last:
        yield Finding(code="plan-dated-late", severity="warning", fields=(DATED,), found=day_of(last))
    yield from (
        Finding(code="plan-empty", severity="open", fields=(key,)) for key in _BOXES if not filled(answers, key)
    )
    rows = [
        row for row in range(1, table.rows + 1) if any(row_key(field.key, row) in answers for field in table.fields)
    ]
    if not rows:
        yield Finding(code="plan-no-action", severity="open", fields=(row_key(ACTION, 1),))
    for row in rows:
        yield from _row(answers, row, last)


def _row(answers: Mapping[str, Value], row: int, last: int | None) -> Iterator[Finding]:
    empty = tuple(row_key(key, row) for key in _COLUMNS if not filled(answers, row_key(key, row)))
    if empty:
        yield Finding(code="plan-row", severity="open", fields=empty, found=str(row))
    due = serial(answers.get(row_key(DUE, row)))
    if last and due and due > last:
        yield Finding(code="plan-late", severity="note", fields=(row_key(DUE, row),), found=day_of(last))


def _table(manual: Manual) -> FieldGroup | None:
    """Return the table of actions, or None where the content has no plan with these fields."""
    groups = {field.key: group for form in manual.forms for group in form.groups for field in group.fields}
    return groups.get(ACTION) if groups.keys() >= {*_BOXES, *_COLUMNS} else None

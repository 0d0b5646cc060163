"""The edition after the real one, made up: criteria and fields with other ids, split, merged, retired and new."""

from __future__ import annotations

from pathlib import Path

from books import REAL
from real import copy_content
from small import edit

from press.freeze import freeze
from press.project import Project
from press.validate import load

RENAMED = """\
renamed:
  1a: 1h
  facility/place: facility/town
  facility/town: facility/city
  facility/email: facility/mail
  facility/deputy: facility/second
  minimum-dataset/gender: minimum-dataset/sex
  application/state/to-be-checked: application/state/to-check
split:
  1c: [1i, 1j]
merged:
  1k: [1f, 1g]
retired:
  1e: The annual report says so already.
  facility/set-up: Asked online only.
  corrective-action-plan/comments: Nobody used it.
"""
EDITS = {
    "edition.yaml": (('edition: "2026.1"', 'edition: "2027.1"'),),
    "renamed.yaml": (("renamed: {}\n", RENAMED),),
    "standards.yaml": (
        ("id: 1a\n", "id: 1h\n"),
        (
            "          - id: 1c\n",
            "          - {id: 1i, evidence: The plan of development.}\n"
            "          - {id: 1m, evidence: Something new.}\n          - id: 1j\n",
        ),
        (
            """\
          - id: 1e
            evidence: >-
              The annual number of procedures for each type of therapeutic interventional oncology (IO) procedure.
""",
            "",
        ),
        ("          - id: 1f\n", "          - id: 1k\n"),
        (
            """\
          - id: 1g
            evidence: >-
              Records and analysis of mortality and of the complications that are specified locally.
""",
            "",
        ),
    ),
    "forms/facility.yaml": (
        ("{id: place, ", "{id: city, "),
        ("{id: email, ", "{id: mail, "),
        ("{id: deputy, ", "{id: second, "),
        (
            """\
      - id: set-up
        label: Form of the facility
        type: choice
        choices:
          - {id: part, label: part of an institution}
          - {id: independent, label: independent entity}
""",
            "",
        ),
    ),
    "forms/minimum-dataset.yaml": (("{id: gender, ", "{id: sex, "),),
    "forms/application.yaml": (("{id: to-be-checked, ", "{id: to-check, "),),
    "forms/corrective-action-plan.yaml": (("      - {id: comments, label: Comments, type: multiline}\n", ""),),
}


def write_next(root: Path, *, frozen: bool = True) -> Project:
    """Write the next edition into a folder; `frozen` keeps the layout of the present one in it."""
    project = copy_content(root)
    for name, pairs in EDITS.items():
        for old, new in pairs:
            edit(root, f"content/{name}", old, new)
    if frozen:
        path = root / "content" / "editions" / "2026.1" / "layout.yaml"
        path.parent.mkdir(parents=True)
        path.write_bytes(freeze(REAL, load(REAL)))
    return project

"""A small project: every kind of content once, in English and German, for tests that build it whole."""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path

from press.inspection import inspect
from press.project import Project

ROOT = Path(__file__).resolve().parent.parent

CONTENT = {
    "edition.yaml": """\
edition: "1.0"
date: 2026-03-01
publisher: Test Office
stated:
  core_questions: {value: 2, counted: core_criteria}
  cases: 30
  reply_weeks: 2
contact:
  email: office@example.org
  website: www.example.org
""",
    "documents.yaml": """\
documents:
  - id: manual
    kind: manual
    title: Small Manual
    summary: All about a small thing.
    contents: yes
    front: manual/introduction.md
    chapters: manual/process.md
    appendices:
      - manual/platform.md
      - form:checklist
      - form:minimum-dataset
    back: manual/glossary.md
  - id: checklist
    kind: form
    title: Small Checklist
    summary: What to show.
    front: form:checklist
  - id: minimum-dataset
    kind: form
    title: Small Dataset
    summary: What to record.
    front: form:minimum-dataset
""",
    "languages.yaml": """\
languages:
  - {tag: en, name: English, state: released, fonts: [text], quotes: ["“", "”", "‘", "’"]}
  - {tag: de, name: Deutsch, state: draft, fonts: [text], quotes: ["„", "“", "‚", "‘"]}
""",
    "standards.yaml": """\
id: checklist
title: Small Checklist
intro:
  - Tick what you have.
groups:
  - id: first-group
    label: First Group
    standards:
      - id: standard-1
        number: 1
        criteria:
          - id: 1a
            evidence: Records of something.
          - id: 1b
            evidence: At least {cases} cases, reviewed.
            question: 13
            topic: Review of cases
            items:
              - {id: i, text: The first part.}
              - {id: ii, text: The second part.}
      - id: standard-2
        number: 2
        note: No core criteria
extended:
  text: The others stand elsewhere.
""",
    "forms/minimum-dataset.yaml": """\
id: minimum-dataset
title: Small Dataset
intro:
  - Tick what the record holds.
groups:
  - id: patient
    label: Patient
    layout: ticks
    columns: 2
    fields:
      - {id: first-name, label: First Name, type: tick}
      - {id: laterality, label: Laterality, hint: e.g. left or right, type: tick, column: 2}
  - id: actions
    label: Actions
    layout: table
    rows: 3
    landscape: yes
    fields:
      - {id: action, label: Strategic Action, type: multiline}
      - id: done
        label: Done
        type: choice
        choices: [{id: "yes", label: "Yes"}, {id: "no", label: "No"}]
""",
    "figures/screen.yaml": """\
id: screen
caption: A small screen
description: A window with the button Save.
screen:
  window:
    - bars: 2
    - button: Save
      mark: 1
callouts:
  - Press `Save` when you have finished.
""",
    "glossary.yaml": """\
terms:
  - id: facility
    term: facility
    match: [facility, facilities]
    definition: A place that applies.
  - id: criterion
    term: criterion
    match: [criterion, criteria]
""",
    "open-questions.yaml": """\
questions: []
""",
    "renamed.yaml": """\
renamed: {}
""",
    "manual/introduction.md": """\
{#introduction}
# Introduction

This is for every facility. It has {core_questions} core questions, in [](#checklist).

{#aims}
## Aims

One aim is short.

Another aim is a little longer than the first one.
""",
    "manual/process.md": """\
{#process}
# The process

{#steps}
## Steps

{.normative}
Reply within {reply_weeks} weeks. Then press `Save`, as [](#figure/screen) shows.

1. Write to [{email}](mailto:{email}).
2. Wait for **an answer**.

:::{note}
This is a note.
:::

{#table}
## A table

| Who | What |
|---|---|
| You | yes |
| We | no |

:::{core-criteria}
:::
""",
    "manual/platform.md": """\
{#platform}
# The platform

{#saving}
## Saving

See [](#steps) before you begin.

:::{figure} screen
:::
""",
    "manual/glossary.md": """\
{#glossary}
# Terms

:::{glossary}
:::
""",
}


def write_project(root: Path) -> Path:
    """Write the small project into an empty folder; templates, press and fonts are the real ones.

    What is kept of them in a cache is there already: to find it anew takes longer than most tests.
    """
    _write(root)
    shutil.copytree(Path(_inspected().name) / "project" / ".cache", root / ".cache")
    return root


@cache
def _inspected() -> tempfile.TemporaryDirectory[str]:
    """A folder, until this process ends, with the small project and what a look at it has left in its cache."""
    folder = tempfile.TemporaryDirectory()
    inspect(Project(_write(Path(folder.name) / "project")))
    return folder


def _write(root: Path) -> Path:
    for name, text in CONTENT.items():
        path = root / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    shutil.copytree(ROOT / "templates", root / "templates")
    (root / "node_modules").symlink_to(ROOT / "node_modules")
    return root


def edit(root: Path, name: str, old: str, new: str) -> None:
    """Replace a text in a file of the project; it must be there."""
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {name}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def add_catalog(root: Path, language: str, *entries: tuple[str, str, str], domain: str = "manual") -> Path:
    """Write a catalog of entries: context, source text, translation. The msgstr of the first stands on line 6."""
    path = root / "content" / "locales" / language / "LC_MESSAGES" / f"{domain}.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    text = f'msgid ""\nmsgstr "Language: {language}\\n"\n'
    for entry in entries:
        context, source, translation = (part.replace("\\", "\\\\").replace('"', '\\"') for part in entry)
        text += f'\nmsgctxt "{context}"\nmsgid "{source}"\nmsgstr "{translation}"\n'
    path.write_text(text, encoding="utf-8")
    return path


def add_language(root: Path, tag: str, name: str) -> None:
    """Add a language like German to the project."""
    path = root / "content" / "languages.yaml"
    quotes = '["„", "“", "‚", "‘"]'
    record = f"  - {{tag: {tag}, name: {name}, state: draft, fonts: [text], quotes: {quotes}}}\n"
    path.write_text(path.read_text(encoding="utf-8") + record, encoding="utf-8")


def complaints(project: Project) -> list[tuple[str, str, str, str]]:
    """Return what `check` finds: place (and severity, where it is a warning), code, message, remedy.

    That translations are missing is left out.
    """
    return [
        (str(p.origin) + (": warning" if p.severity == "warning" else ""), p.code, p.message, p.hint)
        for p in inspect(project)
        if p.code != "incomplete"
    ]

"""A folder and a number of languages in; synthetic sources of one size out, for the press and for Sphinx.

    .venv/bin/python benchmarks/generate.py 10

Thirty pages of 21 messages: headings, paragraphs of 10 to 60 words, lists, tables, one reference a page. Both tools
get the same words. The seed is fixed, so every machine measures the same text. Translations are filler: every word
of the text with its letters turned round and a mark of the language, so that they're as long as real ones and all
different, while numbers, links, values and labels stay as they are.
"""

import random
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLACE = ROOT / ".cache" / "benchmarks"
PAGES, SECTIONS = 30, 3
SEED = 20260301

# The source language and nineteen more whose letters the shipped font has and whose interface Sphinx speaks.
LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pl", "cs", "sv", "da", "fi", "hu", "ro", "tr", "ca", "hr", "sk")
LANGUAGES += ("sl", "lt", "et")

# The paragraph that is edited in the one-edit measurements: the first of the page in the middle.
EDITED_PAGE = "page-16"

_SYLLABLES = [a + b for a in ("b", "d", "f", "k", "l", "m", "n", "p", "r", "s", "t", "v") for b in ("a", "e", "i", "o")]
_KEPT = re.compile(r"(\{[^}]*\}|`[^`]*`|\]\([^)]*\)|<[^>]*>|\S*[@/\d]\S*|[^\W\d_]+)")

_EDITION = """\
edition: "1.0"
date: 2026-03-01
publisher: Office
contact: {email: office@example.org, website: www.example.org}
"""
_DOCUMENTS = """\
documents:
  - id: manual
    kind: manual
    title: Manual
    summary: All of it.
    contents: yes
    formats: [html]
    back: form:checklist
    chapters:
"""
_STANDARDS = """\
id: checklist
title: Checklist
groups:
  - id: group
    label: Group
    standards:
      - {id: standard-1, number: 1, criteria: [{id: 1a, evidence: Records of something.}]}
extended:
  text: The others stand elsewhere.
"""
_CONF = """\
project = "Manual"
author = "Office"
extensions = ["myst_parser"]
myst_enable_extensions = ["attrs_block"]
html_copy_source = False
locale_dirs = ["locales"]
gettext_compact = False
exclude_patterns = ["locales"]
"""


def press_project(root: Path, count: int) -> None:
    """Write a project of the press: one manual of thirty chapters, without catalogs."""
    shutil.rmtree(root, ignore_errors=True)
    records = [
        f"  - {{tag: {tag}, name: {tag.upper()}, state: released, fonts: [text], quotes: ['“', '”', '‘', '’']}}"
        for tag in LANGUAGES[:count]
    ]
    chapters = "".join(f"      - manual/{name}.md\n" for name, _text in pages("{{#{id}}}\n"))
    files = {
        "edition.yaml": _EDITION,
        "languages.yaml": "languages:\n" + "\n".join(records) + "\n",
        "documents.yaml": _DOCUMENTS + chapters,
        "standards.yaml": _STANDARDS,
        "glossary.yaml": "terms: []\n",
        "open-questions.yaml": "questions: []\n",
        "renamed.yaml": "renamed: {}\n",
        **{f"manual/{name}.md": text for name, text in pages("{{#{id}}}\n")},
    }
    _write(root / "content", files)
    shutil.copytree(ROOT / "templates", root / "templates")
    (root / "node_modules").symlink_to(ROOT / "node_modules")


def sphinx_project(root: Path) -> None:
    """Write a Sphinx project: thirty pages of Markdown and an index, one catalog a page."""
    shutil.rmtree(root, ignore_errors=True)
    names = "\n".join(name for name, _text in pages(""))
    files = {"conf.py": _CONF, "index.md": f"# Manual\n\nAll of it.\n\n```{{toctree}}\n{names}\n```\n"}
    _write(root, {**files, **{f"{name}.md": text for name, text in pages("({id})=\n")}})


def pages(label: str) -> Iterator[tuple[str, str]]:
    """Yield the name and the Markdown of each page; `label` is how a heading gets its `{id}`."""
    chance = random.Random(SEED)
    words = ["".join(chance.choices(_SYLLABLES, k=chance.randint(1, 4))) for _ in range(1500)]
    for number in range(1, PAGES + 1):
        name = f"page-{number:02}"
        parts = [label.format(id=name) + f"# {_heading(chance, words)}"]
        for section in range(1, SECTIONS + 1):
            parts += [label.format(id=f"{name}-{section}") + f"## {_heading(chance, words)}"]
            parts += [_paragraph(chance, words) for _ in range(2)]
            parts += [_list(chance, words)] if section == 2 else []
            parts += [_table(chance, words)] if section == 3 else []
        parts.append(f"{_paragraph(chance, words)} [](#page-{chance.randint(1, PAGES):02}-{SECTIONS})")
        yield name, "\n\n".join(parts) + "\n"


def translation(text: str, tag: str) -> str:
    """Return filler for a text: as many words and signs, numbers, links, values and labels the same."""

    def turned(match: re.Match[str]) -> str:
        piece = match.group()
        return f"{piece[::-1].lower()}{tag[0]}" if piece.isalpha() else piece

    return _KEPT.sub(turned, text)


def fill(folder: Path, tag: str) -> int:
    """Translate what is empty in the catalogs below a folder; return how many entries they have."""
    from press.translation.po import Catalog, read_po, write_po

    total = 0
    for path in sorted(folder.rglob("*.po")):
        catalog, problems = read_po(path, path.name)
        assert not problems, problems
        entries = tuple(e._replace(translation=e.translation or translation(e.source, tag)) for e in catalog.entries)
        path.write_text(write_po(Catalog(catalog.header, entries, (), catalog.comments)), encoding="utf-8")
        total += len(entries)
    return total


def edit_translation(path: Path, word: str) -> None:
    """Write a word before the first translated paragraph of the edited page, and nothing else."""
    text = path.read_text(encoding="utf-8")
    start = text.index(f'msgid "{first_paragraph(EDITED_PAGE)}"')
    at = text.index('msgstr "', start) + len('msgstr "')
    path.write_text(f"{text[:at]}{word} {text[at:]}", encoding="utf-8")


def edit_source(path: Path) -> None:
    """Change one word of the first paragraph of the edited page."""
    paragraph = first_paragraph(EDITED_PAGE)
    text = path.read_text(encoding="utf-8")
    assert paragraph in text, f"{path} is not the page that was generated"
    path.write_text(text.replace(paragraph, f"Changed{paragraph[paragraph.index(' ') :]}"), encoding="utf-8")


def first_paragraph(name: str) -> str:
    """Return the first paragraph of a page."""
    return dict(pages(""))[name].split("\n\n")[2]


def _write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def _some(chance: random.Random, words: list[str], least: int, most: int) -> str:
    return " ".join(chance.choices(words, k=chance.randint(least, most))).capitalize()


def _heading(chance: random.Random, words: list[str]) -> str:
    return _some(chance, words, 2, 5)


def _paragraph(chance: random.Random, words: list[str]) -> str:
    return f"{_some(chance, words, 6, 52)} **{_some(chance, words, 2, 4)}** {_some(chance, words, 2, 4)}."


def _list(chance: random.Random, words: list[str]) -> str:
    return "\n".join(f"- {_some(chance, words, 4, 14)}." for _ in range(4))


def _table(chance: random.Random, words: list[str]) -> str:
    rows = [f"| {_some(chance, words, 1, 3)} | {_some(chance, words, 2, 8)} |" for _ in range(3)]
    return "\n".join([rows[0], "|---|---|", *rows[1:]])


if __name__ == "__main__":
    languages = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    press_project(PLACE / f"press-{languages}", languages)
    sphinx_project(PLACE / "sphinx")
    print(f"written to {PLACE}: catalogs are made by the tools themselves, see measure_html.py")

"""Whole builds of the small project, and what tests look for in the pages and PDFs that were made."""

from __future__ import annotations

import ctypes
import difflib
import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path

import pypdfium2
from PIL import Image
from small import ROOT, add_catalog, write_project

from press.build import build
from press.outputs import Output, pdf
from press.outputs.made import Made
from press.plan import Selection
from press.project import Project

WHOLE = Selection()
PAGES = Selection(formats=("html",))
PAGES_AND_OFFLINE = Selection(formats=("html", "offline"))
PDFS = tuple(
    f"{language}/iasios-{document}-{language}.pdf"
    for language in ("de", "en")
    for document in ("checklist", "manual", "minimum-dataset")
)

GERMAN = {
    "manual": (
        ("manual", "Small Manual", "Kleines Handbuch"),
        ("manual", "All about a small thing.", "Alles über eine kleine Sache."),
        ("checklist", "Small Checklist", "Kleine Prüfliste"),
        ("minimum-dataset", "Small Dataset", "Kleiner Datensatz"),
        ("introduction", "Introduction", "Einleitung"),
        ("aims", "Aims", "Ziele"),
        ("aims", "One aim is short.", "Ein Ziel ist kurz."),
        ("process", "The process", "Der Ablauf"),
        ("steps", "Steps", "Schritte"),
        ("steps", "Wait for **an answer**.", "Warten Sie auf **eine Antwort**."),
        (
            "steps",
            "Reply within {reply_weeks} weeks. Then press `Save`, as [](#figure/screen) shows.",
            "Antworten Sie innerhalb von {reply_weeks} Wochen. Drücken Sie dann `Save`, wie [](#figure/screen) zeigt.",
        ),
        ("table", "A table", "Eine Tabelle"),
        ("platform", "The platform", "Die Plattform"),
        ("saving", "Saving", "Speichern"),
        ("glossary", "Terms", "Begriffe"),
    ),
    "forms": (
        ("checklist", "Small Checklist", "Kleine Prüfliste"),
        ("1a", "Records of something.", "Aufzeichnungen über etwas."),
        ("minimum-dataset", "Small Dataset", "Kleiner Datensatz"),
        ("minimum-dataset/patient", "Patient", "Patientin oder Patient"),
        ("minimum-dataset/first-name", "First Name", "Vorname"),
    ),
    "interface": (
        ("interface/page-of", "Page {page} of {pages}", "Seite {page} von {pages}"),
        ("interface/on-page", " on page\u00a0{page}", " auf Seite\u00a0{page}"),
        ("interface/edition-of", "Edition {edition}, {edition_date}", "Ausgabe {edition}, {edition_date}"),
        (
            "interface/state-draft",
            "Draft translation, not yet reviewed by a native clinician",
            "Übersetzungsentwurf, Prüfung steht aus",
        ),
        ("interface/contents", "Contents", "Inhalt"),
        ("interface/note", "Please note", "Bitte beachten"),
        ("interface/standard-number", "Standard {number}", "Standard {number}"),
        ("interface/ref-appendix", "Appendix {number}", "Anhang {number}"),
        ("interface/ref-chapter", "chapter {number}", "Kapitel {number}"),
        ("interface/ref-figure", "Figure {number}", "Abbildung {number}"),
    ),
}


def write_bilingual(root: Path) -> Project:
    """Write the small project with a German translation of some of its texts."""
    write_project(root)
    for domain, entries in GERMAN.items():
        add_catalog(root, "de", *entries, domain=domain)
    return Project(root)


def add_picture(project: Project, name: str, colour: str = "red", size: tuple[int, int] = (40, 30)) -> Path:
    """Put a picture into content/figures/, of the kind that its name says, and return its path."""
    path = project.content / "figures" / name
    Image.new("RGB", size, colour).save(path)
    return path


def finished_project(shared: Path) -> Path:
    """Return a bilingual project that was built whole, made by the first process that asks for it."""
    return built_once(shared / "finished", write_bilingual)


def built_once(root: Path, write: Callable[[Path], Project], selection: Selection = WHOLE) -> Path:
    """Return a folder whose project was written and built by the first process that asked for it."""
    with root.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (root / "output").is_dir():
            shutil.rmtree(root, ignore_errors=True)
            report = build(write(root), selection, 2)
            assert [str(problem) for problem in report.problems] == []
    return root


def names(folder: Path) -> list[str]:
    """Return what stands in a folder."""
    return sorted(path.name for path in folder.iterdir())


def files(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder by its path."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def changes(before: dict[str, bytes], project: Project) -> dict[str, list[str]]:
    """Return the lines that differ in each file below locales/, as a version control system shows them."""
    after = files(project.locales)
    assert before.keys() == after.keys()
    return {
        name: [
            line
            for line in difflib.ndiff(before[name].decode().splitlines(), after[name].decode().splitlines())
            if line[0] in "+-"
        ]
        for name in before
        if before[name] != after[name]
    }


def places(folder: Path) -> dict[str, tuple[int, int]]:
    """Return where each file below a folder stands on the disk and when it was written."""
    statuses = {path: path.stat() for path in sorted(folder.rglob("*")) if path.is_file()}
    return {p.relative_to(folder).as_posix(): (s.st_ino, s.st_mtime_ns) for p, s in statuses.items()}


def stale(project: Project) -> list[str]:
    """Return what the manifest says is stale; its list and the marks of the files say the same."""
    listed = json.loads((project.output / "manifest.json").read_text(encoding="utf-8"))
    assert listed["stale"] == [file["path"] for file in listed["files"] if file["stale"]]
    return list(listed["stale"])


def manifest_complaints(output: Path) -> list[str]:
    """Compare the files of output/ with what its manifest lists."""
    listed = {
        file["path"]: (file["sha256"], file["bytes"])
        for file in json.loads((output / "manifest.json").read_text(encoding="utf-8"))["files"]
    }
    there = {
        path: (hashlib.sha256(content).hexdigest(), len(content))
        for path, content in files(output).items()
        if path != "manifest.json"
    }
    return sorted(path for path in listed.keys() | there.keys() if listed.get(path) != there.get(path))


def run_cli(project: Project, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own, in the project's folder."""
    return subprocess.run(
        [sys.executable, ROOT / "build.py", *arguments],
        cwd=project.root,
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def quick_pdf(make: Callable[[str], bytes] = lambda html: b"%PDF " + html.encode()) -> Output:
    """Return a format that takes no time, for tests of what is made and when; its key is that of real PDFs."""
    return Output(pdf.key, lambda _project, html: Made(make(html)), lambda _project: None)


def document_of(html: str) -> str:
    """Return "de/manual" for the print HTML of the German manual."""
    found = re.search(r'<html lang="([^"]+)".*<body class="[^"]*document-([^"]+)"', html, re.DOTALL)
    assert found is not None
    return "/".join(found.groups())


def pdf_pages(path: Path) -> list[str]:
    """Return the text of each page of a PDF, each blank one space."""
    with pypdfium2.PdfDocument(path) as document:
        return [" ".join(_page_text(page).split()) for page in document]


def _page_text(page: pypdfium2.PdfPage) -> str:
    text = page.get_textpage()
    try:
        return text.get_text_bounded()
    finally:
        text.close()
        page.close()


class Page(HTMLParser):
    """What a page is built of: elements with the names of their attributes, addresses, and text."""

    _ADDRESSES = ("href", "src", "srcset", "style", "action", "data", "content")

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: set[tuple[str, tuple[str, ...]]] = set()
        self.addresses: set[str] = set()
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add((tag, tuple(sorted(name for name, _value in attrs))))
        self.addresses |= {value or "" for name, value in attrs if name in self._ADDRESSES and tag != "meta"}

    def handle_data(self, data: str) -> None:
        self.text += data


def pages(project: Project) -> Iterator[tuple[str, Page]]:
    """Yield every page of output/ with its path."""
    for path in sorted(project.output.rglob("*.html")):
        yield path.relative_to(project.output).as_posix(), Page(path.read_text(encoding="utf-8"))


@contextmanager
def without_privileges() -> Iterator[None]:
    """Let the rights of files count in this process also where root runs the tests."""
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)  # Source: linux/capability.h, version 3, this thread
    before, fewer = (ctypes.c_uint32 * 6)(), (ctypes.c_uint32 * 6)()
    assert libc.capget(header, before) == 0
    fewer[:] = before
    fewer[0] &= ~0b110  # CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH, of those in effect
    assert libc.capset(header, fewer) == 0
    try:
        yield
    finally:
        assert libc.capset(header, before) == 0

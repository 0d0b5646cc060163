"""Every PDF is PDF/A-3a and PDF/UA-1 at once, by validators that others made."""

from __future__ import annotations

import os
from pathlib import Path

import pikepdf
import pytest
from paper import form_page, form_project
from real import DOCUMENTS, LANGUAGES
from validators import page_validation_complaints, verapdf_complaints

from press.outputs import pdf

EVERY = [(language, document) for language in LANGUAGES for document in DOCUMENTS]
# Every document and every language; PRESS_TEST=full checks every file.
SOME = [
    ("en", "manual"),
    *(("de", d) for d in DOCUMENTS[1:]),
    ("ar", "manual"),
    ("ar", "checklist"),
    ("zh-Hans", "case-review"),
]
CHOSEN = EVERY if os.environ.get("PRESS_TEST") == "full" else SOME


@pytest.fixture(scope="session")
def form(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A right-to-left form with a field of each kind and its data attached."""
    project = form_project(tmp_path_factory.mktemp("form"))
    made = pdf.make(project, form_page(project))
    assert (made.errors, made.warnings) == ((), ())
    path = project.root / "form.pdf"
    path.write_bytes(made.content)
    return path


def files(edition: Path) -> list[Path]:
    return [edition / language / f"iasios-{document}-{language}.pdf" for language, document in CHOSEN]


@pytest.fixture(scope="session")
def worse(tmp_path_factory: pytest.TempPathFactory, form: Path) -> Path:
    """The same form without its structure and its data on itself."""
    path = tmp_path_factory.mktemp("worse") / "worse.pdf"
    with pikepdf.open(form) as document:
        del document.Root["/StructTreeRoot"], document.Root["/MarkInfo"], document.Root["/Metadata"]
        document.save(path)
    return path


def test_verapdf(edition: Path, form: Path, worse: Path) -> None:
    """VeraPDF finds nothing wrong with the editions and the form, and both standards broken by a damaged file."""
    found = verapdf_complaints([*files(edition), form, worse])
    assert [line for line in found if not line.startswith("worse.pdf")] == []
    assert {line.split(":")[0] for line in found} == {"worse.pdf 3a", "worse.pdf ua1"}


def test_page_validation(edition: Path, form: Path, worse: Path) -> None:
    """Another validator, which is stricter with lists, links and the text of glyphs, finds the same of PDF/UA-1."""
    assert [line for path in [*files(edition), form] for line in page_validation_complaints(path)] == []
    assert page_validation_complaints(worse)

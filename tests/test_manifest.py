"""output/manifest.json says what an edition consists of, so that whoever has it can check every file."""

from __future__ import annotations

import datetime
import hashlib
import json

from builds import PDFS, files, manifest_complaints

from press.manifest import Item, manifest
from press.model import Edition, Language
from press.project import Project
from press.translation.coverage import Coverage, Tally

EDITION = Edition(edition="2026.1", date=datetime.date(2026, 3, 1), publisher="IASIOS")
GERMAN = Language(tag="de", name="Deutsch", state="draft", fonts=("text",), quotes=("„", "“", "‚", "‘"))
COVERAGE = Coverage({"current": Tally(3, 12), "missing": Tally(1, 2)}, {"outdated": Tally(2, 8)})


def listed(project: Project) -> dict[str, dict[str, object]]:
    data = json.loads((project.output / "manifest.json").read_text(encoding="utf-8"))
    return {file.pop("path"): file for file in data["files"]}


def test_an_edition_is_listed_whole(built: Project) -> None:
    """Every file of output/ but the manifest is listed with its sha256 and size, and no other."""
    assert manifest_complaints(built.output) == []
    assert list(listed(built)) == sorted(set(files(built.output)) - {"manifest.json"})


def test_an_edition_is_what_the_design_lists(built: Project) -> None:
    """Each language has an index, a search, its documents as pages and PDFs; an index and a status serve all."""
    documents = {
        path: (file["document"], file["language"], file["format"])
        for path, file in listed(built).items()
        if not path.startswith("assets/")
    }
    pages = {
        f"{language}/{document}.html": (document, language, "html")
        for language in ("de", "en")
        for document in ("checklist", "manual", "minimum-dataset")
    }
    prints = {path: (path.split("iasios-")[1][:-7], path[:2], "pdf") for path in PDFS}
    indexes = {f"{language}/index.html": ("", language, "html") for language in ("de", "en")}
    searches = {f"{language}/search.js": ("", language, "js") for language in ("de", "en")}
    shared = dict.fromkeys(("index.html", "status.html"), ("", "", "html"))
    assert documents == {**shared, **indexes, **searches, **pages, **prints}


def test_assets_hold_fonts_with_their_licence(built: Project) -> None:
    """The fonts are shipped, and with each family the licence that allows it; so are styles and scripts."""
    assert sorted(path for path in listed(built) if path.startswith("assets/")) == [
        "assets/dark.css",
        "assets/early.js",
        "assets/fonts.css",
        "assets/fonts/SourceSans3-Bold.ttf.woff2",
        "assets/fonts/SourceSans3-It.ttf.woff2",
        "assets/fonts/SourceSans3-Regular.ttf.woff2",
        "assets/fonts/SourceSans3-Semibold.ttf.woff2",
        "assets/fonts/text-LICENSE.md",
        "assets/forms.css",
        "assets/forms.js",
        "assets/minisearch-LICENSE.txt",
        "assets/minisearch.js",
        "assets/script.js",
        "assets/search-box.js",
        "assets/style.css",
    ]


def test_an_edition_names_itself(built: Project) -> None:
    """Edition and date are those of content/edition.yaml; each language tells its state and how complete it is."""
    data = json.loads((built.output / "manifest.json").read_text(encoding="utf-8"))
    assert (data["edition"], data["date"], data["stale"]) == ("1.0", "2026-03-01", [])
    english, german = data["languages"]
    assert (english["tag"], english["name"], english["state"]) == ("en", "English", "released")
    assert (german["tag"], german["name"], german["state"]) == ("de", "Deutsch", "draft")
    assert english["coverage"]["other"]["missing"] == {"messages": 0, "words": 0}
    assert german["coverage"]["normative"]["current"]["messages"] == 6
    assert german["coverage"]["normative"]["missing"]["messages"] > 0


def test_a_manifest_says_what_is_stale() -> None:
    """A file that could not be renewed is marked, and named in a list of its own."""
    items = {"de/a.pdf": Item("a", "de", "pdf", stale=True), "de/a.html": Item("a", "de", "html")}
    contents = {"de/a.pdf": b"old", "de/a.html": "für".encode(), "assets/x.css": b""}
    data = json.loads(manifest(EDITION, [(GERMAN, COVERAGE)], items, contents))
    assert data["stale"] == ["de/a.pdf"]
    assert [(file["path"], file["document"], file["stale"], file["bytes"]) for file in data["files"]] == [
        ("assets/x.css", "", False, 0),
        ("de/a.html", "a", False, 4),
        ("de/a.pdf", "a", True, 3),
    ]
    assert data["files"][2]["sha256"] == hashlib.sha256(b"old").hexdigest()


def test_a_manifest_repeats() -> None:
    """The same edition gives the same bytes, in whatever order its files were made; names stay readable."""
    contents = {"b.html": b"b", "a.html": b"a"}
    one = manifest(EDITION, [(GERMAN, COVERAGE)], {}, contents)
    other = manifest(EDITION, [(GERMAN, COVERAGE)], {}, dict(reversed(contents.items())))
    assert one == other
    assert one.endswith(b"}\n")
    japanese = GERMAN.model_copy(update={"tag": "ja", "name": "日本語"})
    assert "日本語" in manifest(EDITION, [(japanese, COVERAGE)], {}, contents).decode()

"""The archives of a release: whole, with their sums, and to be read from the folder that they unpack to."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from browsing import opened, searched
from builds import add_picture, files, names, pdf_pages, run_cli, write_bilingual
from keeping import committed, git
from playwright.sync_api import Browser
from real import read
from small import edit

from press.build import build
from press.plan import Selection
from press.project import Project
from press.release.archives import archives
from press.validate import load

SHARED = ("assets/style.css", "assets/fonts.css", "assets/minisearch.js", "assets/fonts/text-LICENSE.md")


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A small project, kept with git, whose first edition was released from the command line; never changed."""
    project = write_bilingual(tmp_path_factory.mktemp("released") / "project")
    edit(project.root, "content/edition.yaml", "publisher: Test Office", "publisher: Test Office\noffline: yes")
    add_picture(project, "screen.png")
    done = run_cli(committed(project), "release", "--jobs", "2")
    assert (done.returncode, done.stderr) == (0, "")
    return project


@pytest.fixture(scope="module")
def unpacked(released: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which somebody unpacked the German archive."""
    folder = tmp_path_factory.mktemp("unpacked")
    subprocess.run(["unzip", "-q", released.root / "release-1.0" / "iasios-1.0-de.zip"], cwd=folder, check=True)
    return folder / "iasios-1.0-de"


def checked(folder: Path) -> int:
    """Return how `sha256sum` ends when it checks a folder."""
    command = ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode


def test_sums(released: Project, tmp_path: Path) -> None:
    """`sha256sum -c` finds every file as it was released, and one that was damaged on its way."""
    folder = released.root / "release-1.0"
    listed = [line.split("  ")[1] for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()]
    assert [*listed, "SHA256SUMS"] == ["iasios-1.0-de.zip", "iasios-1.0-en.zip", "manifest.json", "SHA256SUMS"]
    assert sorted(names(folder)) == sorted([*listed, "SHA256SUMS"])
    assert checked(folder) == 0
    for name, content in files(folder).items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / listed[0]).write_bytes(b"half")
    assert checked(tmp_path) == 1


def test_a_manifest_of_the_archives(released: Project) -> None:
    """The manifest lists the archives, in the form of the one in output/: the edition, languages, hashes, sizes."""
    data = json.loads((released.root / "release-1.0" / "manifest.json").read_text(encoding="utf-8"))
    of_output = json.loads((released.output / "manifest.json").read_text(encoding="utf-8"))
    assert {key: data[key] for key in ("edition", "date", "languages")} == {
        key: of_output[key] for key in ("edition", "date", "languages")
    }
    found = [(file["path"], file["language"], file["format"]) for file in data["files"]]
    assert found == [("iasios-1.0-de.zip", "de", "zip"), ("iasios-1.0-en.zip", "en", "zip")]
    assert data["files"][0]["bytes"] == (released.root / "release-1.0" / "iasios-1.0-de.zip").stat().st_size


def test_git_has_only_what_is_kept_to_take(released: Project) -> None:
    """Of all that a release writes, git sees the folder of the edition alone."""
    seen = git(released, "status", "--porcelain", "--untracked-files=all").splitlines()
    assert seen == ["?? content/editions/1.0/layout.yaml", "?? content/editions/1.0/texts.json"]


def test_an_archive_is_one_folder(unpacked: Path, released: Project) -> None:
    """An archive unpacks to one folder: a page to begin with, the files of one language, and what these need."""
    assert names(unpacked.parent) == ["iasios-1.0-de"]
    assert names(unpacked) == ["assets", "de", "index.html"]
    own = {path for path in files(released.output) if path.startswith("de/")}
    found = files(unpacked)
    assert {path for path in found if path.startswith("de/")} == own
    assert {*SHARED, "assets/figures/screen.png"} <= found.keys()
    assert {stat.S_IMODE(path.stat().st_mode) & ~0o022 for path in unpacked.rglob("*") if path.is_file()} == {0o644}


def test_finished_files_are_those_of_the_output(unpacked: Path, released: Project) -> None:
    """PDFs, the file for offline and what the search finds are, byte by byte, those that were published."""
    same = [path for path in files(unpacked) if path.endswith((".pdf", ".js", "offline.html", ".woff2"))]
    assert sum(path.endswith(".pdf") for path in same) == 3
    assert {path for path in same if files(unpacked)[path] != files(released.output)[path]} == set()
    assert "Kleines Handbuch" in pdf_pages(unpacked / "de" / "iasios-manual-de.pdf")[0]


def test_no_link_ends_dead(unpacked: Path) -> None:
    """Whatever a page leads to or loads is in the folder; nothing names the other language."""
    dead = []
    pages = [path for path in unpacked.rglob("*.html") if "offline" not in path.name]
    for page in pages:
        reader = read(page)
        found = [given.get("href") or given.get("src") or given.get("data-library") for _tag, given in reader.elements]
        for address in map(urlsplit, filter(None, found)):
            target = page.parent / address.path if address.path else page
            leads = target.is_file() and (not address.fragment or address.fragment in read(target).ids)
            if not address.scheme and not leads:
                dead.append((page.name, address.geturl()))
    assert len(pages) == 5
    assert dead == []
    assert [page for page in pages if re.search("English|/en/", page.read_text(encoding="utf-8"))] == []


def test_it_is_read_from_the_folder(unpacked: Path, browser: Browser) -> None:
    """Opened without a server, the first page leads to the language's own, and from there pages, fonts, search work."""
    window = opened(browser, unpacked, "index.html")
    window.wait_for_url("**/de/index.html")
    errors: list[str] = []
    window.on("console", lambda message: errors.append(message.text))
    window.on("requestfailed", lambda request: errors.append(request.url))
    window.get_by_role("link", name="Kleines Handbuch").first.click()
    window.wait_for_url("**/de/manual.html")
    assert window.evaluate("document.fonts.ready.then(() => [...document.fonts].some(f => f.status == 'loaded'))")
    picture = window.locator("figure img").first
    picture.scroll_into_view_if_needed()
    assert picture.evaluate("each => each.decode().then(() => each.naturalWidth)") == 40
    assert searched(window, "Ziele")[0].endswith("Ziele")
    assert window.locator("nav.languages").count() == 0
    assert errors == []


def test_other_languages_at_their_address(built: Project) -> None:
    """Where the edition has an address, the pages of an archive lead there for the other languages."""
    edit(built.root, "content/edition.yaml", "publisher:", "site_url: https://manual.example.org\npublisher:")
    build(built, Selection(), 1)
    loaded = load(built)
    assert loaded.manual is not None
    folder = built.root / "sent"
    folder.mkdir()
    name = "iasios-1.0-de.zip"
    (folder / name).write_bytes(archives(built, loaded.manual, {})[name])
    subprocess.run(["unzip", "-q", name], cwd=folder, check=True)
    links = read(folder / "iasios-1.0-de" / "de" / "manual.html").links
    assert {"../de/manual.html", "https://manual.example.org/en/manual.html"} <= {*links}
    assert "https://manual.example.org/index.html" in links
    assert [link for link in links if link.startswith("../") and "/de/" not in link] == []


def test_bytes_tell_nothing_of_the_machine(released: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """An archive is the same whoever makes it, at whatever hour and place, with whatever rights."""
    loaded = load(released)
    assert loaded.manual is not None
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    before = os.umask(0o077)
    try:
        assert archives(released, loaded.manual, loaded.renamed) == files(released.root / "release-1.0")
    finally:
        os.umask(before)

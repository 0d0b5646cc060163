"""The real content, built once for all tests of a run, and what tests look for in its pages."""

from __future__ import annotations

import shutil
from html.parser import HTMLParser
from pathlib import Path

from builds import built_once
from small import ROOT

from press.project import Project

DOCUMENTS = ("manual", "checklist", "minimum-dataset", "case-review", "corrective-action-plan")
LANGUAGES = ("en", "de", "ar", "zh-Hans")
DIRECTIONS = {"ar": "rtl"}
_VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "wbr"}


def copy_content(root: Path) -> Project:
    """Copy the real content and templates, so that a test can change or build them."""
    for name in ("content", "templates"):
        shutil.copytree(ROOT / name, root / name)
    (root / "node_modules").symlink_to(ROOT / "node_modules")
    return Project(root)


def built_edition(shared: Path) -> Path:
    """Return the output folder of the real content, made by the first process that asks for it."""
    return built_once(shared / "edition", _copy_with_artifacts) / "output"


def _copy_with_artifacts(root: Path) -> Project:
    project = copy_content(root)
    if (ROOT / ".cache" / "artifacts").is_dir():
        # A finished PDF is found by the hash of all that goes into it, so an earlier build's will do.
        shutil.copytree(ROOT / ".cache" / "artifacts", project.cache / "artifacts")
    return project


class Reader(HTMLParser):
    """Reads a page: elements in order, ids, links, headings, and the text that readers see by its language."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.headings: list[int] = []
        self.texts: list[tuple[str, str]] = []
        self.title = ""
        self._open: list[tuple[str, str]] = []
        self._goes_on = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        given = {name: value or "" for name, value in attrs}
        self.elements.append((tag, given))
        self._goes_on = tag == "wbr"
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.headings.append(int(tag[1]))
        if tag not in _VOID:
            language = given.get("lang") or (self._open[-1][1] if self._open else "")
            self._open.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        while self._open:
            if self._open.pop()[0] == tag:
                break

    def handle_data(self, data: str) -> None:
        """Note words with the language they are marked with; where they may break is not seen."""
        data = data.replace("\u00ad", "")
        inside = {tag for tag, _language in self._open}
        if "title" in inside and "svg" not in inside:
            self.title += data
        elif not inside & {"script", "style", "svg"} and data.strip():
            begun = self.texts.pop()[1] if self._goes_on and self.texts else ""
            self.texts.append((self._open[-1][1] if self._open else "", begun + data))
        self._goes_on = False

    @property
    def text(self) -> str:
        """All words, in order."""
        return " ".join(" ".join(words for _language, words in self.texts).split())


def read(path: Path) -> Reader:
    """Read a page."""
    return Reader(path.read_text(encoding="utf-8"))

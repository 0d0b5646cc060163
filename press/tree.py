"""The documents and languages of an edition in; the files that output/ is to hold, as they are collected, out."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from press.manifest import Item
from press.model import Document, Language, Manual
from press.outputs import OUTPUTS
from press.pages.site import ROOT, Download
from press.plan import Inputs, State, hash_of
from press.project import Project
from press.publish import KEPT, Kept


class File(NamedTuple):
    """A file of a language's edition; `document` is None for what holds, lists or searches all documents."""

    path: str
    language: Language
    document: Document | None
    format: str

    @property
    def with_pages(self) -> bool:
        """Whether it is rendered with the language's pages: one of them, or what their search finds."""
        return self.format in ("html", "js")

    @property
    def item(self) -> Item:
        """What the manifest says of the file."""
        return Item(self.document.id if self.document else "", self.language.tag, self.format)


def files_of(manual: Manual, language: Language) -> Iterator[File]:
    """Yield every file that a language's edition consists of."""
    yield File(f"{language.tag}/index.html", language, None, "html")
    yield File(f"{language.tag}/search.js", language, None, "js")
    if manual.edition.offline:
        yield File(f"{language.tag}/iasios-{language.tag}-offline.html", language, None, "offline")
    for document in manual.documents:
        yield File(f"{language.tag}/{document.id}.html", language, document, "html")
        for name in document.formats:
            if name in OUTPUTS:
                path = f"{language.tag}/iasios-{document.id}-{language.tag}.{name}"
                yield File(path, language, document, name)


class Tree:
    """What output/ is going to hold: new bytes, or the file that is there already.

    `chosen` are the tags of the languages whose files this build makes where they are not as they are to be.
    """

    def __init__(self, project: Project, manual: Manual, inputs: Inputs, state: State, chosen: Collection[str]) -> None:
        self._project = project
        self._manual = manual
        self._inputs = inputs
        self._state = state
        self.contents: dict[str, bytes | Kept] = {}
        self.items: dict[str, Item] = {}
        self.fingerprints: dict[str, str] = {}
        self.pages = frozenset(self._pages(chosen))
        self._known_pages = hash_of(sorted(self.pages))

    def _pages(self, chosen: Collection[str]) -> Iterator[str]:
        """Yield the pages that there are after this build: all of what it makes, of other languages those so far."""
        yield ROOT
        for language in self._manual.languages:
            for file in files_of(self._manual, language):
                if file.format == "html" and (language.tag in chosen or (self._project.output / file.path).is_file()):
                    yield file.path

    def fingerprint(self, file: File) -> str:
        """Return the hash of everything that a file is made from; of a page, also of which others it can lead to."""
        source = self._inputs.of_language(file.language.folder)
        return f"{source} {self._known_pages}" if file.with_pages else source

    def is_whole(self, language: Language) -> bool:
        """Tell whether output/ holds every file of a language as it is to be."""
        return all(
            self._state.holds(self._project, file.path, self.fingerprint(file))
            for file in files_of(self._manual, language)
        )

    def add(self, file: File, content: bytes) -> None:
        """Take the new bytes of a file."""
        self.contents[file.path] = content
        self.items[file.path] = file.item
        self.fingerprints[file.path] = self.fingerprint(file)

    def keep(self, file: File) -> None:
        """Keep the file that is there, if there is one; it is stale unless it is as it is to be."""
        if not (self._project.output / file.path).is_file():
            return
        # What a file was made from is known only as long as nobody has touched it.
        made_from = self._state.files[file.path][0] if self._state.holds(self._project, file.path) else ""
        self.contents[file.path] = KEPT
        # A page that knows no language that came after it is none the less what its sources say.
        source = self._inputs.of_language(file.language.folder)
        self.items[file.path] = file.item._replace(stale=made_from.split(" ")[0] != source)
        self.fingerprints[file.path] = made_from

    def content(self, path: str) -> bytes:
        """Return the bytes of a file."""
        content = self.contents[path]
        return (self._project.output / path).read_bytes() if isinstance(content, Kept) else content

    def downloads(self, language: Language) -> dict[str, list[Download]]:
        """Return what a language offers for download, by document id; what holds all documents under ""."""
        offered: dict[str, list[Download]] = {"": [], **{document.id: [] for document in self._manual.documents}}
        for file in files_of(self._manual, language):
            if file.path in self.contents and not file.with_pages:
                name = file.path.rsplit("/", 1)[1]
                item = Download(name, file.format, len(self.content(file.path)))
                offered[file.item.document].append(item)
        return offered

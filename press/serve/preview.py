"""Paths that changed in; pages, assets and files as they now are, and news of them, out. Nothing is written to output/.

A page is made when somebody asks for it, and kept until what it is made of has changed. One that can't be made is shown
as it was last, with what is wrong.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from threading import RLock
from typing import Any, NamedTuple

from press.assets import assets
from press.build import page_content
from press.cache import Store
from press.fonts import can_be_set
from press.model import Language, Manual
from press.outline import outline
from press.outputs import OUTPUTS
from press.outputs.made import Made
from press.pages import site
from press.pages.site import Download, Downloads
from press.pages.status import status_page
from press.paper import source_of
from press.problems import Problem, in_order
from press.project import Project
from press.search import search_script
from press.serve.failures import problem_of
from press.serve.frame import OWN, Own, framed, waiting
from press.serve.maker import Maker
from press.serve.news import News
from press.serve.shown import Editor, problems_data, texts_data
from press.serve.state import Renewed, State
from press.serve.texts import ATTRIBUTE, PreviewSpeaker
from press.translation.apply import Translated, in_source_language
from press.tree import File, files_of

STATUS_PAGE = "status.html"
_NAMES = re.compile(rf'\b{ATTRIBUTE}="([^"]+)"')
_LABELS = {"pdf": "PDF", "xlsx": "Workbook", "offline": "Offline file"}


class Offer(Download):
    """A file that is made when somebody asks for it: until then its size is not known."""

    @property
    def size(self) -> str:
        """The size for readers, where it is known."""
        return super().size if self.bytes else "…"


class Page(NamedTuple):
    """A page as it was made: its HTML, of which state, and the messages said on it that none of its elements shows."""

    version: str
    html: str
    unseen: tuple[str, ...] = ()


class Preview:
    """All pages of a project. Its methods may be called by several threads at once."""

    def __init__(self, project: Project, maker: Maker, tags: Sequence[str] = (), editor: Editor | None = None) -> None:
        self.news = News()
        self.own = Own(project.templates / "preview")
        self._project = project
        self._maker = maker
        self._editor = editor or Editor()
        self._store = Store(project.cache / "artifacts")
        self._lock = RLock()
        self._state = State(project, tags)
        # Another word each time the server starts: its numbers begin anew, but an open page has to see that it is old.
        self._start = secrets.token_hex(4)
        self._versions: dict[str, int] = {}
        self._pages: dict[str, Page] = {}
        self._failures: dict[str, Problem] = {}
        self._assets: dict[str, bytes] = {}
        self._assets_due = True
        self._sizes: dict[str, int] = {}
        self._note(self._state.read())
        self._tell()

    @property
    def problems(self) -> list[Problem]:
        """What is wrong with what has been read and made so far, errors first."""
        with self._lock:
            return in_order([*self._state.problems, *self._failures.values()])

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages that there are pages in; none before the content was in order once."""
        return self._state.languages

    def update(self, changed: Collection[str]) -> None:
        """Take up what was saved, deleted or renamed: paths from the project's root."""
        if not changed:
            return
        with self._lock:
            asked_for = [language.tag for language in self._state.asked_for]
            self._note(self._state.renew(changed))
            # What is wrong is told once, and not first that nothing is.
            for language in self.languages:
                if language.tag in asked_for:
                    with suppress(Exception):  # its pages tell it
                        self._state.edition(language)
            for path in tuple(self._failures):
                self._current(path)
            self._tell()

    def page(self, path: str) -> str | None:
        """Return the HTML of a page; None where no page has this path."""
        with self._lock:
            if self._state.manual is not None and self._page_maker(path) is None:
                return None
            page = self._current(path)
            self._tell()
            if page is not None:
                return framed(page.html, self._page_state(path, page))
            tag = path.rpartition("/")[0]
            state = self._page_state(path, Page(self._version(f"pages/{tag}"), ""))
            return waiting(self.own, state, self._problems_of(tag))

    def script(self, path: str) -> str | None:
        """Return what the search of a language finds, as a script; None where no such script has this path."""
        with self._lock:
            file = self._files().get(path)
            if file is None or file.format != "js":
                return None
            return search_script(self._state.edition(file.language).speaker)

    def asset(self, path: str) -> bytes | None:
        """Return a file of assets/, or of the preview's own; None where there is none by this path."""
        if path.startswith(OWN[1:]):
            return self.own.read(path.removeprefix(OWN[1:])) if path.endswith((".css", ".js")) else None
        with self._lock:
            if self._assets_due and self._state.manual is not None:
                with suppress(OSError):  # what is gone for a moment is served as it was
                    self._assets = assets(self._project, self._state.manual, self._state.families)
                    self._assets_due = False
            return self._assets.get(path)

    def texts(self, tag: str, names: Collection[str]) -> list[dict[str, Any]]:
        """Return what there is to know of some messages in a language, by their names on its pages."""
        with self._lock:
            known = (*self.languages, *([self._state.manual.language] if self._state.manual else []))
            language = next((each for each in known if each.tag == tag), None)
            return texts_data(self._state, language, names, self._editor) if language else []

    def offers(self, path: str) -> bool:
        """Tell whether a file of this path can be made."""
        with self._lock:
            file = self._files().get(path)
            return file is not None and file.format in OUTPUTS

    def file(self, path: str) -> Made:
        """Return a file that is offered: from the cache, or made now. What went wrong is in the result."""
        try:
            with self._lock:
                file = self._files()[path]
                if not can_be_set(file.language, self._state.families):
                    return Made(b"", (f"a font of the language {file.language.tag} can't be used",))
                edition = self._state.edition(file.language)
                source = source_of(self._project, edition, file.document, self._state.families)
            key = OUTPUTS[file.format].key(self._project, source)
            made = self._store.get(key)
            if made is None:
                made = self._maker.make(path, file.format, source)
                if not made.errors:
                    self._store.put(key, made)
        except Exception as error:  # as for pages: it is told, and the preview goes on
            return Made(b"", (str(problem_of(self._project, error)),))
        self._sizes[path] = len(made.content)
        return made

    def _files(self) -> dict[str, File]:
        manual = self._state.manual
        return {file.path: file for language in self.languages if manual for file in files_of(manual, language)}

    def _current(self, path: str) -> Page | None:
        """Return a page as it is now, or as it was last where it can't be made; None where it never could."""
        kept, version = self._pages.get(path), self._version(f"pages/{path.rpartition('/')[0]}")
        if kept is not None and kept.version == version:
            return kept
        self._failures.pop(path, None)
        make = self._page_maker(path)
        if make is None:
            return None
        try:
            kept = make()
        except Exception as error:  # whatever content and templates hold, the preview goes on and tells it
            self._failures[path] = problem_of(self._project, error)
        if kept is not None:
            kept = self._pages[path] = kept._replace(version=version)
        return kept

    def _page_maker(self, path: str) -> Callable[[], Page] | None:
        manual, file = self._state.manual, self._files().get(path)
        if manual is not None and path == site.ROOT:
            return lambda: self._root_page(manual)
        if manual is not None and path == STATUS_PAGE:
            return lambda: self._status_page(manual)
        if file is not None and file.format == "html":
            return lambda: self._language_page(file)
        return None

    def _root_page(self, manual: Manual) -> Page:
        coverages = {language.tag: self._state.edition(language).coverage for language in manual.languages}
        downloads = {language.tag: self._downloads(language) for language in manual.languages}
        speaker = self._speaker(in_source_language(manual, ()))
        return _page(site.root_page(speaker, coverages, downloads), speaker)

    def _status_page(self, manual: Manual) -> Page:
        parts = outline(manual)
        editions = [self._state.edition(language) for language in manual.languages]
        standings = {each.language.tag: parts.standings(each.translated.states) for each in editions}
        speaker = self._speaker(in_source_language(manual, ()))
        return _page(status_page(speaker, parts, standings), speaker)

    def _language_page(self, file: File) -> Page:
        translated = self._state.edition(file.language).translated
        speaker, downloads = self._speaker(translated), self._downloads(file.language)
        pages = {site.ROOT, *(path for path, each in self._files().items() if each.format == "html")}
        return _page(page_content(speaker, translated.coverage, file, downloads, pages), speaker)

    def _speaker(self, translated: Translated) -> PreviewSpeaker:
        return PreviewSpeaker(self._project, translated, self._state.templates, self._state.texts, self._state.renamed)

    def _offered(self, language: Language) -> Iterator[File]:
        if self._state.manual is not None:
            yield from (file for file in files_of(self._state.manual, language) if file.format in OUTPUTS)

    def _downloads(self, language: Language) -> Downloads:
        documents = self._state.manual.documents if self._state.manual else ()
        offered: dict[str, list[Download]] = {"": [], **{document.id: [] for document in documents}}
        for file in self._offered(language):
            name = file.path.rpartition("/")[2]
            offered[file.item.document].append(Offer(name, file.format, self._sizes.get(file.path, 0)))
        return offered

    def _page_state(self, path: str, page: Page) -> dict[str, Any]:
        tag, _, name = path.rpartition("/")
        document = name.removesuffix(".html")
        language = next((each for each in self.languages if each.tag == tag), None)
        files = [file for file in self._offered(language) if file.item.document in ("", document)] if language else []
        files.sort(key=lambda file: not file.item.document)  # those of the page itself first
        return {
            "language": tag,
            "path": path,
            "version": page.version,
            **{what: self._version(what) for what in ("styles", "scripts", "pictures")},
            "files": [{"label": _LABELS[file.format], "address": f"{OWN}make/{file.path}"} for file in files],
            "unseen": page.unseen,
        }

    def _problems_of(self, tag: str) -> list[Problem]:
        return [problem for problem in self.problems if problem.language in ("", tag)]

    def _version(self, what: str) -> str:
        return f"{self._start}.{self._versions.get(what, 0)}"

    def _note(self, renewed: Renewed) -> None:
        """Give a new number to everything that is no longer as it was."""
        tags = {language.tag for language in self.languages} if renewed.pages else set(renewed.languages)
        numbered = {f"pages/{tag}" for tag in tags | {""}} if renewed.pages or tags else set()
        numbered |= {name for name in ("styles", "scripts", "pictures") if getattr(renewed, name)}
        for what in numbered:
            self._versions[what] = self._versions.get(what, 0) + 1
        if numbered - {f"pages/{tag}" for tag in renewed.languages}:
            self._assets_due = True

    def _tell(self) -> None:
        problems = problems_data(self._state.problems, self._failures, self._project.root, self._editor)
        tags = ["", *(language.tag for language in self.languages)]
        self.news.tell(
            {
                "pages": {tag: self._version(f"pages/{tag}") for tag in tags},
                **{what: self._version(what) for what in ("styles", "scripts", "pictures")},
                "problems": problems,
            }
        )


def _page(html: str, speaker: PreviewSpeaker) -> Page:
    return Page("", html, tuple(sorted(speaker.said - set(_NAMES.findall(html)))))

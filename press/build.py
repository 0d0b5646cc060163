"""A project and what is asked for in; output/ with every file that had to be made, and a report, out."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import NamedTuple

from press import plan
from press.assets import assets
from press.cache import Store
from press.editions import Edition, in_language, load_editions, source_speaker
from press.fonts import Family, can_be_set, font_problems, read_families, usable
from press.manifest import manifest
from press.model import Language, Manual
from press.outline import Standing, outline
from press.outputs import OUTPUTS
from press.outputs.made import Made
from press.pages import site
from press.pages.content import Speaker
from press.pages.status import status_page
from press.paper import source_of
from press.plan import Selection, State
from press.problems import Origin, Problem, has_errors, in_order
from press.project import Project
from press.publish import publish, recover, refusal
from press.run import Job, run
from press.search import search_script
from press.translation.coverage import Coverage, added
from press.tree import File, Tree, files_of
from press.validate import load

Progress = Callable[[str], None]


class Report(NamedTuple):
    """What a build did: files of output/ that changed, dear files that were made, and what went wrong.

    `published` is False where an error in the content kept everything as it was; `unchanged` is True
    where nothing had to be done; `behind` says in one line which translations are not current.
    """

    changed: tuple[str, ...] = ()
    made: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    published: bool = True
    unchanged: bool = False
    behind: str = ""


class BusyError(Exception):
    """Another build of the same project is running."""


def build(project: Project, selection: Selection, processes: int, progress: Progress = lambda _line: None) -> Report:
    """Bring output/ up to date. Raises BusyError while another build of the project runs."""
    with alone(project):
        return build_alone(project, selection, processes, progress)


def build_alone(
    project: Project, selection: Selection, processes: int, progress: Progress, *, anew: bool = False
) -> Report:
    """Bring output/ up to date while no other build runs; `anew`: as if nothing had ever been made."""
    if refused := refusal(project):
        return Report(problems=(refused,), published=False)
    recover(project.output)
    state, inputs = State({}) if anew else State.read(project), plan.inputs(project)
    if selection.whole and plan.nothing_to_do(project, inputs, state):
        noted = state.report
        return Report(unchanged=True, problems=tuple(plan.problems_of(noted)), behind=noted.get("behind", ""))
    loaded = load(project)
    families, problems = read_families(project)
    problems = [*loaded.problems, *problems]
    if loaded.manual is None or has_errors(problems):
        return Report(problems=tuple(in_order(problems)), published=False)
    problems += font_problems(project, loaded.manual.languages, families)
    families = usable(project, families)
    if not any(can_be_set(language, families) for language in loaded.manual.languages):
        return Report(problems=tuple(in_order(problems)), published=False)
    wanted = [language for language in loaded.manual.languages if selection.wants(language=language.tag)]
    chosen = [language.tag for language in wanted if can_be_set(language, families)]
    tree = Tree(project, loaded.manual, inputs, state, chosen)
    work = _Build(project, loaded.manual, families, selection, state, tree, problems, progress, anew=anew)
    changed = work.run(loaded.renamed, processes)
    work.remember(inputs)
    return Report(tuple(changed), tuple(work.made), tuple(in_order(work.problems)), behind=work.behind)


@contextmanager
def alone(project: Project) -> Iterator[None]:
    """Hold the project's lock: two builds in one folder would mix their files. Raises BusyError."""
    project.cache.mkdir(parents=True, exist_ok=True)
    with (project.cache / "lock").open("w") as lock:
        try:
            # A lock of this process alone: one that forked jobs shared would outlive a build that is killed.
            fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise BusyError from error
        yield


def page_content(
    speaker: Speaker, coverage: Coverage, file: File, downloads: site.Downloads, pages: Collection[str]
) -> str:
    """Return one of a language's web pages, or what their search finds; `pages` are all that there are."""
    if file.format == "js":
        return search_script(speaker)
    if file.document is None:
        return site.language_page(speaker, downloads, coverage, pages)
    return site.document_page(speaker, file.document.id, downloads, coverage, pages)


def default_processes() -> int:
    """Return how many processes a build uses unless told otherwise: one a core, two at least."""
    return max(2, os.cpu_count() or 1)


class _Build:
    """One build under way."""

    def __init__(
        self,
        project: Project,
        manual: Manual,
        families: Sequence[Family],
        selection: Selection,
        state: State,
        tree: Tree,
        problems: list[Problem],
        progress: Progress,
        *,
        anew: bool,
    ) -> None:
        self.project = project
        self.manual = manual
        self.families = families
        self.selection = selection
        self.state = state
        self.tree = tree
        self.problems = problems
        self.progress = progress
        self.anew = anew
        self.made: list[str] = []
        self.editions: list[Edition] = []
        self.standings: dict[str, list[Standing]] = {}
        self.coverages: dict[str, Coverage] = {}
        self.outline = outline(manual)

    def run(self, renamed: Mapping[str, str], processes: int) -> list[str]:
        """Make what is missing, publish the tree, and return the paths that changed."""
        wanted = [language for language in self.manual.languages if self._must_make(language)]
        for language in [each for each in wanted if not can_be_set(each, self.families)]:
            wanted.remove(language)
            message = f"nothing is made in the language {language.tag}, since a font that it names can't be used"
            hint = "mend what is said of that font; the last good files are kept meanwhile"
            place = Origin(f"output/{language.tag}")
            self.problems.append(Problem(place, "output-failed", message, hint, language=language.tag))
        self.editions = list(load_editions(self.project, self.manual, wanted, renamed))
        self.problems += [problem for each in self.editions for problem in each.problems]
        self._dear_files(processes)
        made_now = {edition.language.tag: edition for edition in self.editions}
        for language in self.manual.languages:
            edition: Edition | None = made_now.get(language.tag)
            self._keep_the_others(language, edition is not None)
            if edition is not None:
                self._pages(edition)
            self._standing(language, edition, renamed)
            self.coverages[language.tag] = added(each.coverage for each in self.standings[language.tag])
        self._shared_files()
        return publish(self.project.output, {**self.tree.contents, "manifest.json": self._manifest()})

    def remember(self, inputs: plan.Inputs) -> None:
        """Note what is now in output/, so that the next build knows what it need not do."""
        state = State({})
        for path in [*self.tree.contents, "manifest.json"]:
            state.note(self.project, path, self.tree.fingerprints.get(path, ""))
        state.languages = dict(self.state.languages)
        for edition in self.editions:
            tag = edition.language.tag
            layout = [problem for problem in self.problems if problem.code == "layout" and problem.language == tag]
            state.languages[tag] = {
                "standings": [each.as_list() for each in self.standings[tag]],
                "problems": _as_lists([*edition.problems, *layout]),
            }
        state.report = {"problems": _as_lists(in_order(self.problems)), "behind": self.behind}
        failed = any(problem.code == "output-failed" for problem in self.problems)
        stale = any(item.stale for item in self.tree.items.values())
        state.inputs = "" if failed or stale or not self.selection.whole else inputs.all
        state.write(self.project)

    @property
    def behind(self) -> str:
        """Which of the languages that were asked for have texts that are not current, in one line; or nothing."""
        found = [(tag, each.lacking) for tag, each in self.coverages.items() if self.selection.wants(language=tag)]
        listed = ", ".join(f"{tag} ({lacking})" for tag, lacking in found if lacking)
        return f"texts that are not current: {listed}; see 'make status'" if listed else ""

    def _must_make(self, language: Language) -> bool:
        return self.selection.wants(language=language.tag) and not self.tree.is_whole(language)

    def _is_asked_for(self, file: File) -> bool:
        document = file.document.id if file.document else ""
        format = "html" if file.with_pages else file.format
        return self.selection.wants(language=file.language.tag, document=document, format=format)

    def _dear_files(self, processes: int) -> None:
        """Take PDFs and workbooks from the cache, unless everything is made anew, and make the others."""
        store = Store(self.project.cache / "artifacts")
        jobs: list[Job] = []
        waiting: dict[str, tuple[File, str]] = {}
        for edition in self.editions:
            for file in files_of(self.manual, edition.language):
                if file.format not in OUTPUTS or not self._is_asked_for(file):
                    continue
                source = source_of(self.project, edition, file.document, self.families)
                key = OUTPUTS[file.format].key(self.project, source)
                finished = None if self.anew else store.get(key)
                if finished is not None:
                    self._take(file, finished)
                    continue
                waiting[file.path] = (file, key)
                jobs.append(Job(file.path, len(source), partial(OUTPUTS[file.format].make, self.project, source)))
        for name in sorted({file.format for file, _key in waiting.values()}):
            OUTPUTS[name].prepare(self.project)
        for job, made in run(jobs, processes):
            file, key = waiting[job.name]
            self._take(file, made)
            if not made.errors:
                store.put(key, made)
                self.made.append(file.path)
                self.progress(f"made {file.path}")
        store.prune()

    def _take(self, file: File, made: Made) -> None:
        """Add a file that is finished, or say why it is not."""
        place = Origin(f"output/{file.path}")
        tag = file.language.tag
        for line in made.warnings:
            hint = "see what the text or the style sheet does there"
            self.problems.append(Problem(place, "layout", line, hint, "warning", tag))
        for line in made.errors:
            there = (self.project.output / file.path).is_file()
            hint = f"mend that; {'the last good copy is kept' if there else 'the file is left out'} meanwhile"
            self.problems.append(Problem(place, "output-failed", line, hint, language=tag))
        if not made.errors:
            self.tree.add(file, made.content)

    def _keep_the_others(self, language: Language, made: bool) -> None:
        """Keep the files of a language that this build does not make, or could not make."""
        for file in files_of(self.manual, language):
            page = file.with_pages and made and self._is_asked_for(file)
            if file.path not in self.tree.contents and not page:
                self.tree.keep(file)

    def _pages(self, edition: Edition) -> None:
        """Make the pages that are asked for, and those that are not there yet: the others link to them."""
        downloads = self.tree.downloads(edition.language)
        for file in files_of(self.manual, edition.language):
            if not file.with_pages or file.path in self.tree.contents:
                continue
            page = page_content(edition.speaker, edition.coverage, file, downloads, self.tree.pages)
            self.tree.add(file, page.encode())

    def _standing(self, language: Language, edition: Edition | None, renamed: Mapping[str, str]) -> None:
        """Know how complete a language is: from this build, or from the one that made its files."""
        noted = self.state.languages.get(language.tag)
        if edition is None and noted is None:
            edition = in_language(self.project, self.manual, language.tag, renamed)
        if edition is not None:
            self.standings[language.tag] = self.outline.standings(edition.translated.states)
        elif noted is not None:
            self.standings[language.tag] = [Standing.from_list(each) for each in noted.get("standings", ())]
            self.problems += plan.problems_of(noted)

    def _shared_files(self) -> None:
        """Add the pages that list all languages and how complete they are, style sheets and fonts."""
        languages = self.manual.languages
        # A build of one language in an empty folder must not link to the others.
        there = tuple(each for each in languages if f"{each.tag}/index.html" in self.tree.contents) or languages
        speaker = source_speaker(self.project, self.manual.model_copy(update={"languages": there}))
        downloads = {language.tag: self.tree.downloads(language) for language in languages}
        self.tree.contents[site.ROOT] = site.root_page(speaker, self.coverages, downloads).encode()
        self.tree.contents["status.html"] = status_page(speaker, self.outline, self.standings).encode()
        self.tree.contents.update(assets(self.project, self.manual, self.families))

    def _manifest(self) -> bytes:
        coverages = [(language, self.coverages[language.tag]) for language in self.manual.languages]
        contents = {path: self.tree.content(path) for path in self.tree.contents}
        return manifest(self.manual.edition, coverages, self.tree.items, contents)


def _as_lists(problems: Sequence[Problem]) -> list[object]:
    return [[list(problem.origin), *problem[1:]] for problem in problems]

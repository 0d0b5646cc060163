"""An edition is released whole or not at all; what stands in the way is said at once, with its place and a remedy."""

from __future__ import annotations

import random
import signal
from pathlib import Path

import pytest
from builds import GERMAN, document_of, files, manifest_complaints, names, places, quick_pdf, write_bilingual
from keeping import committed, git
from killing import in_child, kill_at
from small import add_catalog, edit

from press.build import alone, build
from press.commands import run
from press.inspection import inspect
from press.outputs import OUTPUTS
from press.outputs.made import Made
from press.plan import Selection
from press.project import Project
from press.release.desk import Outcome, rehearse, release

WHOLE = Selection()
ARCHIVES = ["SHA256SUMS", "iasios-1.0-de.zip", "iasios-1.0-en.zip", "manifest.json"]
LAYOUT = "content/editions/1.0/layout.yaml"
RULES = (
    ("checklist", "Tick what you have.", "Kreuzen Sie an, was Sie haben."),
    ("first-group", "First Group", "Erste Gruppe"),
    ("1b", "At least {cases} cases, reviewed.", "Mindestens {cases} Fälle, geprüft."),
    ("1b/i", "The first part.", "Der erste Teil."),
    ("1b/ii", "The second part.", "Der zweite Teil."),
    ("1b", "Review of cases", "Prüfung von Fällen"),
    ("standard-2", "No core criteria", "Keine Kernkriterien"),
    ("checklist", "The others stand elsewhere.", "Die übrigen stehen anderswo."),
    ("minimum-dataset", "Tick what the record holds.", "Kreuzen Sie an, was die Akte enthält."),
    ("minimum-dataset/laterality", "Laterality", "Seite"),
    ("minimum-dataset/laterality", "e.g. left or right", "z. B. links oder rechts"),
    ("minimum-dataset/actions", "Actions", "Maßnahmen"),
    ("minimum-dataset/action", "Strategic Action", "Strategische Maßnahme"),
    ("minimum-dataset/done", "Done", "Erledigt"),
    ("minimum-dataset/done/yes", "Yes", "Ja"),
    ("minimum-dataset/done/no", "No", "Nein"),
)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """PDFs that take no time to make; the real ones are released in tests/test_release_archives.py."""
    monkeypatch.setitem(OUTPUTS, "pdf", quick_pdf())


@pytest.fixture
def small(tmp_path: Path) -> Project:
    """A small project in two languages, German being a draft."""
    return write_bilingual(tmp_path / "project")


def released(project: Project, folder: Path | None = None) -> Outcome:
    """Release a project without processes of its own."""
    return release(project, folder, 1, lambda _line: None)


def in_the_way(project: Project) -> list[tuple[str, str]]:
    """Return what stands in the way: its place, and the name of the check."""
    return [(str(each.origin), each.code) for each in rehearse(project).problems]


def without_cache(project: Project) -> dict[str, bytes]:
    return {path: content for path, content in files(project.root).items() if not path.startswith(".cache/")}


# --- What a release does ---


def test_everything_is_written(small: Project) -> None:
    """A release makes output/, keeps the layout, and writes the archives; nothing else is left anywhere."""
    outcome = released(small)
    assert outcome.problems == ()
    assert manifest_complaints(small.output) == []
    assert names(small.content / "editions") == ["1.0"]
    assert names(small.root / "release-1.0") == [
        "SHA256SUMS",
        "iasios-1.0-de.zip",
        "iasios-1.0-en.zip",
        "manifest.json",
    ]
    assert names(small.root) == [".cache", "content", "node_modules", "output", "release-1.0", "templates"]


def test_the_next_build_has_nothing_to_do(small: Project) -> None:
    """What is kept of an edition changes no file of it, and the build after its release makes nothing."""
    build(small, WHOLE, 1)
    before = files(small.output)
    released(small)
    assert files(small.output) == before
    assert build(small, WHOLE, 1).unchanged


def test_what_is_kept_changes_no_build(small: Project) -> None:
    """A build from nothing gives the same bytes with what is kept of the edition as without it."""
    without = build(small, WHOLE, 1) and files(small.output)
    released(small)
    other = Project(small.root)
    for folder in (small.output, small.cache):
        folder.rename(folder.with_name(f"{folder.name}-before"))
    build(other, WHOLE, 1)
    assert files(small.output) == without


def test_nothing_is_taken_from_the_cache(small: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every PDF is made anew for a release, once, even where the cache has it."""
    build(small, WHOLE, 1)
    made: list[str] = []
    monkeypatch.setitem(
        OUTPUTS, "pdf", quick_pdf(lambda html: made.append(document_of(html)) or b"%PDF " + html.encode())
    )
    released(small)
    documents = ("checklist", "manual", "minimum-dataset")
    assert sorted(made) == [f"{tag}/{each}" for tag in ("de", "en") for each in documents]


def test_again_and_elsewhere(small: Project, tmp_path: Path) -> None:
    """The same edition may be released again, by anybody, and gives the same bytes."""
    released(small)
    first = files(small.root / "release-1.0")
    before = places(small.content)
    assert released(small).problems == ()
    assert files(small.root / "release-1.0") == first
    assert places(small.content) == before
    other = write_bilingual(tmp_path / "in another folder")
    assert released(other, tmp_path / "elsewhere" / "archives").problems == ()
    assert files(tmp_path / "elsewhere" / "archives") == first
    assert not (other.root / "release-1.0").exists()


def test_what_is_left_to_do(small: Project) -> None:
    """Whoever released an edition reads what was written, and what is left to people."""
    lines = released(committed(small)).lines
    assert "the edition 1.0 is released" in lines
    steps = lines[lines.index("what is left to do:") + 1 :]
    assert "git add content/editions/1.0 && git commit" in steps[0]
    assert "git tag edition-1.0" in steps[0]
    assert [step.strip()[:2] for step in steps] == ["1.", "2.", "3."]
    assert "push" not in steps[0]
    git(small, "remote", "add", "server", "https://example.org/press.git")
    assert "git tag edition-1.0 && git push server HEAD edition-1.0" in "".join(released(small).lines)


def test_killed_at_any_moment(small: Project) -> None:
    """Killed whenever, a release leaves nothing half done, and the next one completes it with the same bytes."""
    changes = ("os.rename", "os.mkdir", "os.link", "os.remove", "os.rmdir", "shutil.rmtree", "open")
    other = write_bilingual(small.root.parent / "other")
    released(other)
    whole, all_kept = files(other.root / "release-1.0"), files(other.content / "editions" / "1.0")
    assert sorted(all_kept) == ["layout.yaml", "texts.json"]
    archives = small.root / "release-1.0"
    step, seen = 0, set()
    choose = random.Random(20260301)
    while True:
        step += choose.randrange(60, 260)

        def work(step: int = step) -> None:
            kill_at(step, *changes)
            released(small)

        ended = in_child(work)
        kept = files(small.content / "editions" / "1.0")
        assert kept in ({}, all_kept), f"killed at step {step}"
        assert files(archives) in ({}, whole), f"killed at step {step}"
        assert kept or not archives.exists(), f"killed at step {step}"
        seen.add((bool(kept), archives.exists()))
        if ended == 0:
            break
        assert ended == -signal.SIGKILL
    assert seen == {(False, False), (True, False), (True, True)}
    assert names(small.root) == [".cache", "content", "node_modules", "output", "release-1.0", "templates"]
    assert names(small.content / "editions") == ["1.0"]


# --- What stands in the way ---


def test_a_dry_run_writes_nothing(small: Project) -> None:
    """A dry run names what a release would write, and changes no file, not even one of git's."""
    committed(small)
    before, where = without_cache(small), places(small.root / ".git")
    outcome = rehearse(small)
    assert outcome.problems == ()
    assert "nothing stands in the way of the edition 1.0; this would be written:" in outcome.lines
    would = {line.strip() for line in outcome.lines if line.startswith("  ")}
    assert without_cache(small) == before
    assert places(small.root / ".git") == where
    released(small)
    made = {path for path in without_cache(small).keys() - before.keys() if not path.startswith("output/")}
    assert would == {*made, "output/, all of it anew"}


def test_errors_and_warnings_stand_in_the_way(small: Project) -> None:
    """What the strict check finds is in the way, warnings included; nothing is built then."""
    (small.content / "manual" / "left.md").write_text("# Left\n", encoding="utf-8")
    assert in_the_way(small) == [("content/manual/left.md", "part-unused")]
    assert released(small).problems
    edit(small.root, "content/manual/introduction.md", "[](#checklist)", "[](#nowhere)")
    error, warning = in_the_way(small)
    assert (error[0].rpartition(":")[0], warning[1]) == ("content/manual/introduction.md:4", "part-unused")
    assert released(small).problems
    assert not small.output.exists()


def test_a_released_language_with_rules_that_are_not_current(small: Project) -> None:
    """In a released language each rule has to be current: how many are not is said, and where first."""
    edit(small.root, "content/languages.yaml", "state: draft", "state: released")
    (problem,) = rehearse(small).problems
    assert (str(problem.origin), problem.code, problem.language) == (
        "content/languages.yaml:3:11",
        "release-language",
        "de",
    )
    assert "16 missing (content/forms/minimum-dataset.yaml:4, " in problem.message
    assert "set its state to 'reviewed' here" in problem.hint
    add_catalog(small.root, "de", *GERMAN["forms"], *RULES, domain="forms")
    assert rehearse(small).problems == ()


@pytest.mark.parametrize(
    ("state", "written"),
    [
        ("1 outdated", '#, fuzzy\n#| msgctxt "1a"\n#| msgid "Records of anything."\n'),
        ("1 unchecked", "#, fuzzy\n"),
    ],
)
def test_rules_that_are_outdated_or_unchecked(small: Project, state: str, written: str) -> None:
    """A rule counts as current only when its translator confirmed it for the present text."""
    edit(small.root, "content/languages.yaml", "state: draft", "state: released")
    path = add_catalog(small.root, "de", *GERMAN["forms"], *RULES, domain="forms")
    edit(small.root, path.relative_to(small.root).as_posix(), 'msgctxt "1a"', f'{written}msgctxt "1a"')
    (problem,) = [each for each in rehearse(small).problems if each.code == "release-language"]
    assert f"{state} (content/locales/de/LC_MESSAGES/forms.po:" in problem.message


def test_a_reviewed_language_may_lack_texts(small: Project) -> None:
    """What a language lacks that is not released, or what is no rule, is told and not in the way."""
    for state in ("draft", "reviewed"):
        outcome = rehearse(small)
        assert outcome.problems == ()
        assert f"please note: the language de: its state is '{state}'; not every text is translated: " in "".join(
            outcome.lines
        )
        edit(small.root, "content/languages.yaml", f"state: {state}", "state: reviewed")


def test_a_deadline_that_has_changed(small: Project) -> None:
    """That a draft's translation states an old number is told like any other text to be done: readers see English."""
    before = '#, fuzzy\n#| msgid "One aim is short, in 2 weeks."\nmsgctxt "aims"\nmsgid "One aim is short."'
    german = "content/locales/de/LC_MESSAGES/manual.po"
    edit(small.root, german, 'msgctxt "aims"\nmsgid "One aim is short."', before)
    assert [each.code for each in inspect(small)] == ["incomplete", "outdated-fact"]
    assert rehearse(small).problems == ()


def test_open_points_are_told(small: Project) -> None:
    """Points that IASIOS has to settle are counted, and not in the way."""
    point = "questions:\n- {id: one, place: '#steps', question: Why?, printed: Nothing.}\n"
    edit(small.root, "content/open-questions.yaml", "questions: []\n", point)
    outcome = rehearse(small)
    assert outcome.problems == ()
    assert "please note: points that IASIOS has to settle: 1 (content/open-questions.yaml)" in outcome.lines


def test_an_edition_that_was_released_and_is_another_now(small: Project) -> None:
    """A number names one edition: once it is released, another one needs the next number."""
    released(small)
    edit(small.root, "content/forms/minimum-dataset.yaml", "label: Laterality", "label: Side of the body")
    (problem,) = [each for each in rehearse(small).problems if each.code == "release-edition"]
    line = next(n for n, text in enumerate((small.root / LAYOUT).read_text().splitlines(), 1) if "Laterality" in text)
    assert str(problem.origin) == "content/edition.yaml:1:10"
    assert f"the edition 1.0 is released, and was another: {LAYOUT}:{line} would not be the same" == problem.message
    before = files(small.root / "release-1.0")
    assert released(small).problems
    assert files(small.root / "release-1.0") == before
    edit(small.root, "content/edition.yaml", '"1.0"', '"1.1"')
    assert released(small).problems == ()
    assert names(small.content / "editions") == ["1.0", "1.1"]
    assert files(small.root / "release-1.0") == before


def test_a_better_translation_is_no_other_edition(small: Project) -> None:
    """A translation that was bettered is released again under its number; what was kept stays. Another text is not."""
    released(small)
    kept = files(small.content / "editions" / "1.0")
    edit(
        small.root,
        "content/locales/de/LC_MESSAGES/manual.po",
        'msgstr "Ein Ziel ist kurz."',
        'msgstr "Ein Ziel ist sehr kurz."',
    )
    outcome = released(small)
    assert outcome.problems == ()
    assert files(small.content / "editions" / "1.0") == kept
    edit(small.root, "content/manual/introduction.md", "One aim is short.", "One aim is brief.")
    assert "release-edition" in {problem.code for problem in rehearse(small).problems}


def test_an_edition_before_a_released_one(small: Project) -> None:
    """Editions are released in the order of their numbers."""
    edit(small.root, "content/edition.yaml", '"1.0"', '"1.10"')
    released(small)
    edit(small.root, "content/edition.yaml", '"1.10"', '"1.9"')
    (problem,) = rehearse(small).problems
    assert str(problem.origin) == "content/edition.yaml:1:10"
    assert problem.message == "the edition 1.9 does not come after 1.10, which is released"


@pytest.mark.parametrize("name", ["2026/1", "spring 2026", "..", "-x"])
def test_a_name_for_no_folder(small: Project, name: str) -> None:
    """An edition has a name that folders, archives and tags can bear."""
    edit(small.root, "content/edition.yaml", '"1.0"', f'"{name}"')
    assert ("content/edition.yaml:1:10", "release-edition") in in_the_way(small)
    assert released(small).problems
    assert not (small.content / "editions").exists()


def test_what_is_not_committed(small: Project) -> None:
    """Sources that git does not have are in the way; what a release has kept, and what editors leave, is not."""
    committed(small)
    assert in_the_way(small) == []
    edit(small.root, "templates/web/style.css", "body", "body ")
    (small.content / "figures" / "screen.de.yaml~").write_text("left", encoding="utf-8")
    (problem,) = rehearse(small).problems
    assert (str(problem.origin), problem.code) == ("templates/web/style.css", "release-git")
    assert "(1: templates/web/style.css)" in problem.message
    git(small, "commit", "-qam", "More")
    assert released(small).problems == ()
    assert in_the_way(small) == []


def test_a_project_below_the_top_of_its_repository(tmp_path: Path) -> None:
    """A project may be a folder of a repository: its files are named as everywhere."""
    small = write_bilingual(tmp_path / "repository" / "press")
    committed(Project(small.root.parent))
    edit(small.root, "content/edition.yaml", "publisher: Test Office", "publisher: Another Office")
    assert in_the_way(small) == [("content/edition.yaml", "release-git")]


def test_git_that_cannot_tell(small: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where git refuses, or is not there, that is said; nothing is taken for committed."""
    (small.root / ".git").write_text("gitdir: nowhere\n", encoding="utf-8")
    (problem,) = rehearse(small).problems
    assert (problem.code, problem.message[:48]) == ("release-git", "git can't tell what is committed: fatal: not a g")
    monkeypatch.setenv("PATH", "")
    (problem,) = rehearse(small).problems
    assert (problem.code, problem.hint) == ("release-git", "install git")


def test_a_file_that_cannot_be_made(small: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a PDF fails, nothing is released or kept; a dry run after that names the file, too."""

    def make(_project: Project, html: str) -> Made:
        return Made(b"", ("the ink is dry",)) if document_of(html) == "de/manual" else Made(b"%PDF")

    monkeypatch.setitem(OUTPUTS, "pdf", quick_pdf()._replace(make=make))
    (problem,) = released(small).problems
    assert (str(problem.origin), problem.code) == ("output/de/iasios-manual-de.pdf", "output-failed")
    assert not (small.content / "editions").exists()
    assert not (small.root / "release-1.0").exists()
    assert in_the_way(small) == [("output/de/iasios-manual-de.pdf", "output-failed")]
    monkeypatch.setitem(OUTPUTS, "pdf", quick_pdf())
    assert released(small).problems == ()


def test_work_that_goes_on_meanwhile(small: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where somebody changes the content while the edition is made, nothing is released."""

    def make(html: str) -> bytes:
        (small.content / "glossary.yaml").write_text("terms: []\n", encoding="utf-8")
        return b"%PDF"

    monkeypatch.setitem(OUTPUTS, "pdf", quick_pdf(make))
    (problem,) = released(small).problems
    assert problem.code == "release-changed"
    assert not (small.content / "editions").exists()


def test_the_folder_of_the_archives_is_somebody_elses(small: Project) -> None:
    """Archives take the place of those that a release left, and of nothing else."""
    notes = small.root / "release-1.0" / "notes.txt"
    notes.parent.mkdir()
    notes.write_text("mine", encoding="utf-8")
    assert in_the_way(small) == [("release-1.0", "output-folder")]
    notes.unlink()
    released(small)
    notes.write_text("mine", encoding="utf-8")
    assert in_the_way(small) == [("release-1.0", "output-folder")]
    for folder in ("content", "output", "output/en", ".", "templates/web", "docs/../content/editions"):
        (problem,) = rehearse(small, small.root / folder).problems
        assert problem.code == "output-folder", folder
        assert released(small, small.root / folder).problems, folder
    assert notes.read_text(encoding="utf-8") == "mine"


def test_everything_is_said_at_once(small: Project) -> None:
    """All that stands in the way is listed in one run."""
    committed(small)
    edit(small.root, "content/languages.yaml", "state: draft", "state: released")
    edit(small.root, "content/edition.yaml", '"1.0"', '"1/0"')
    (small.content / "manual" / "left.md").write_text("# Left\n", encoding="utf-8")
    (small.output).write_text("a file", encoding="utf-8")
    found = {code for _place, code in in_the_way(small)}
    assert found == {"release-language", "release-edition", "part-unused", "release-git", "output-folder"}


# --- The command ---


def test_the_command(small: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """`release` ends with 0 when it has released, and with 1, listing why and doing nothing, when it has not."""
    assert run(small, ["release", "--dry-run"]) == 0
    assert run(small, ["release", "--jobs", "1", "--output", str(small.root / "sent")]) == 0
    assert names(small.root / "sent")[0] == "SHA256SUMS"
    (small.content / "manual" / "left.md").write_text("# Left\n", encoding="utf-8")
    before = without_cache(small)
    capsys.readouterr()
    for arguments in (["release"], ["release", "--dry-run"]):
        assert run(small, arguments) == 1
        said = capsys.readouterr().out.splitlines()
        assert said[0].startswith("content/manual/left.md: warning: ")
        assert said[-1] == "nothing is released; what stands in the way: 1"
    assert without_cache(small) == before


def test_not_during_a_build(small: Project, capfd: pytest.CaptureFixture[str]) -> None:
    """While a build runs, nothing is released, and the reason is said."""

    def refused() -> None:
        assert run(small, ["release"]) == 1

    with alone(small):
        assert in_child(refused) == 0
    assert "another build of this project is running" in capfd.readouterr().err
    assert not small.output.exists()

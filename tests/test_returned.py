"""Files that come back from translators: only what they translated changes, whatever their program wrote."""

from __future__ import annotations

import difflib
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import polib
import pytest
from builds import files, write_bilingual
from keeping import committed, git
from omegat import saved_by_omegat
from small import add_language, edit

from press.commands import run
from press.project import Project
from press.translation.po import Entry, parse_po, state

AIM = "Another aim is a little longer than the first one."
STEPS = "Wait for **an answer**."
Edits = Mapping[tuple[str, str], str]


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A small project whose German catalogs went out, with entries of every state; never changed."""
    project = write_bilingual(tmp_path_factory.mktemp("sent") / "project")
    assert run(project, ["messages", "update"]) == 0
    edit(project.root, "content/manual/introduction.md", "One aim is short.", "One aim is quite short.")
    assert run(project, ["messages", "update"]) == 0
    edit(
        project.root,
        "content/locales/de/LC_MESSAGES/manual.po",
        '#, md-text\nmsgctxt "saving"\nmsgid "Saving"',
        '#, fuzzy, md-text\nmsgctxt "saving"\nmsgid "Saving"',
    )
    return committed(project)


@pytest.fixture
def office(sent: Project, tmp_path: Path) -> Project:
    """A copy of that project, to work on."""
    return Project(Path(shutil.copytree(sent.root, tmp_path / "office", symlinks=True)))


def catalog(project: Project) -> Path:
    return project.locales / "de" / "LC_MESSAGES" / "manual.po"


def entries(project: Project) -> dict[tuple[str, str], Entry]:
    return {each.key: each for each in parse_po(catalog(project).read_text(encoding="utf-8"), "de.po")[0].entries}


def changed(before: str, project: Project) -> list[str]:
    """Return the lines of the German manual that differ."""
    after = catalog(project).read_text(encoding="utf-8")
    return [line for line in difflib.ndiff(before.splitlines(), after.splitlines()) if line[0] in "+-"]


def omegat(path: Path, edits: Edits) -> None:
    """OmegaT leaves out marks and what is only fuzzy."""
    path.write_text(saved_by_omegat(path.read_text(encoding="utf-8"), edits), encoding="utf-8")


def poedit(path: Path, edits: Edits) -> None:
    """Poedit on Windows wraps at 78 characters and writes a BOM, Windows line ends and headers of its own."""
    by_polib(path, edits, wrap=0)
    subprocess.run(["msgcat", "--width=78", "-o", path, path], check=True)
    text = path.read_text(encoding="utf-8").replace(
        '"Language: de\\n"', '"Language: de\\n"\n"X-Generator: Poedit 3.6\\n"'
    )
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())


def weblate(path: Path, edits: Edits) -> None:
    """Weblate keeps the lines, writes a header and drops flags that it does not know."""
    by_polib(path, edits, wrap=0)
    text = path.read_text(encoding="utf-8").replace(", md-text", "").replace("#, md-text\n", "")
    path.write_text(
        text.replace('"Language: de\\n"', '"Language: de\\n"\n"X-Generator: Weblate 5.14\\n"'), encoding="utf-8"
    )


def msgmerge(path: Path, edits: Edits) -> None:
    """GNU msgmerge sorts, wraps and guesses."""
    by_polib(path, edits, wrap=0)
    template = path.parents[2] / "manual.pot"
    if template.is_file():
        subprocess.run(
            ["msgmerge", "--quiet", "--update", "--backup=none", "--sort-output", path, template], check=True
        )


def by_polib(path: Path, edits: Edits, wrap: int = 60) -> None:
    """A script of somebody's own wraps otherwise."""
    found = polib.pofile(str(path), wrapwidth=wrap)
    for entry in found:
        if (entry.msgctxt, entry.msgid) in edits:
            entry.msgstr = edits[entry.msgctxt, entry.msgid]
            entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
            entry.previous_msgid = entry.previous_msgctxt = None
    found.save(str(path))


PROGRAMS = (omegat, poedit, weblate, msgmerge, by_polib)


def returned(office: Project, program: Callable[[Path, Edits], None], edits: Edits) -> Path:
    """Let a program edit a copy of the catalog, as it stands at the translator's."""
    there = office.root / "returned" / "de" / "LC_MESSAGES" / "manual.po"
    there.parent.mkdir(parents=True)
    shutil.copyfile(catalog(office), there)
    shutil.copyfile(office.locales / "manual.pot", there.parents[2] / "manual.pot")
    program(there, edits)
    return there


def test_what_is_sent_out_holds_every_state(sent: Project) -> None:
    """The catalog of these tests has entries of each state, so that each can be lost."""
    assert {state(entry) for entry in entries(sent).values()} == {"current", "outdated", "unchecked", "missing"}


@pytest.mark.parametrize("program", PROGRAMS)
def test_only_edited_entries_change(office: Project, program: Callable, capsys: pytest.CaptureFixture[str]) -> None:
    """Of a file that comes back, `messages take` takes the translations that were made in it; no other line changes."""
    edits = {("aims", AIM): "Ein weiteres Ziel ist länger.", ("steps", STEPS): "Warten Sie auf **die Antwort**."}
    before = catalog(office).read_text(encoding="utf-8")
    there = returned(office, program, edits)
    assert run(office, ["messages", "take", str(there)]) == 0
    assert f"content/locales/de/LC_MESSAGES/manual.po: 2 translations taken from {there}" in capsys.readouterr().out
    assert changed(before, office) == [
        '- msgstr ""',
        '+ msgstr "Ein weiteres Ziel ist länger."',
        '- msgstr "Warten Sie auf **eine Antwort**."',
        '+ msgstr "Warten Sie auf **die Antwort**."',
    ]


@pytest.mark.parametrize("program", PROGRAMS)
def test_what_was_outdated_can_be_done_again(office: Project, program: Callable) -> None:
    """An outdated or unchecked translation that was done again, or confirmed as it is, is current."""
    aim, saving = ("aims", "One aim is quite short."), ("saving", "Saving")
    there = returned(office, program, {aim: "Ein Ziel ist recht kurz.", saving: "Speichern"})
    assert run(office, ["messages", "take", str(there)]) == 0
    found = entries(office)
    assert [(found[key].translation, state(found[key])) for key in (aim, saving)] == [
        ("Ein Ziel ist recht kurz.", "current"),
        ("Speichern", "current"),
    ]
    assert found[aim].previous is None


@pytest.mark.parametrize("program", PROGRAMS)
def test_nothing_edited_changes_nothing(office: Project, program: Callable) -> None:
    """A file that was only opened and saved changes no byte."""
    before = files(office.locales)
    assert run(office, ["messages", "take", str(returned(office, program, {}))]) == 0
    assert files(office.locales) == before


@pytest.mark.parametrize("program", PROGRAMS)
def test_an_update_changes_only_edited_entries(office: Project, program: Callable) -> None:
    """Whoever puts the file in place instead, and brings it up to date, loses nothing that was current."""
    before = entries(office)
    edits = {("aims", AIM): "Ein weiteres Ziel ist länger."}
    shutil.copyfile(returned(office, program, edits), catalog(office))
    assert run(office, ["messages", "update"]) == 0
    after = entries(office)
    assert list(after) == list(before)
    wanted = {key: edits.get(key, entry.translation) for key, entry in before.items() if state(entry) != "unchecked"}
    kept = {key: entry.translation for key, entry in after.items() if key in wanted}
    if program is omegat:
        # It leaves out what is only fuzzy: that is what `messages take` is for.
        wanted = {key: text for key, text in wanted.items() if key in edits or state(before[key]) != "outdated"}
        kept = {key: text for key, text in kept.items() if key in wanted}
    assert kept == wanted


def test_the_source_may_have_changed_meanwhile(office: Project) -> None:
    """A translation of a text that was changed while the file was out is taken as an outdated one."""
    there = returned(office, omegat, {("aims", AIM): "Ein weiteres Ziel ist länger."})
    edit(office.root, "content/manual/introduction.md", "a little longer", "somewhat longer")
    assert run(office, ["messages", "take", str(there)]) == 0
    entry = entries(office)["aims", AIM.replace("a little", "somewhat")]
    assert (entry.translation, state(entry), entry.previous) == ("Ein weiteres Ziel ist länger.", "outdated", AIM)


def better(office: Project, old: str, new: str) -> None:
    """Let somebody better a German translation in the project."""
    edit(office.root, "content/locales/de/LC_MESSAGES/manual.po", f'msgstr "{old}"', f'msgstr "{new}"')


STEP = {("steps", STEPS): "Warten Sie auf **die Antwort**."}
AIMS = {("aims", "Aims"): "Ziele für alle"}
WHY = "it was changed in the project, too, since this file was made: 'Die Ziele'"


@pytest.mark.parametrize("program", [omegat, poedit])
@pytest.mark.parametrize("commit", [True, False])
def test_what_was_bettered_meanwhile_stays(
    office: Project, program: Callable, capsys: pytest.CaptureFixture[str], commit: bool
) -> None:
    """A confirmed translation that was bettered in the project while the file was out is not lost, and it is said."""
    there = returned(office, program, STEP)
    better(office, "Ziele", "Die Ziele")
    if commit:
        git(office, "commit", "-qam", "Bettered")
    assert run(office, ["messages", "take", "--replace", str(there)]) == 0
    found, said = entries(office), capsys.readouterr().out
    assert (found["aims", "Aims"].translation, found["steps", STEPS].translation) == ("Die Ziele", *STEP.values())
    assert "bettered in the project since this file was made, and stay: 1, the first is 'Die Ziele'" in said
    assert "1 translations taken" in said


@pytest.mark.parametrize("program", [omegat, poedit])
def test_what_both_have_changed_is_named(
    office: Project, program: Callable, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was changed in the file and in the project is named with both texts, and replaced only if that is asked."""
    there = returned(office, program, STEP | AIMS)
    better(office, "Ziele", "Die Ziele")
    git(office, "commit", "-qam", "Bettered")
    assert run(office, ["messages", "take", str(there)]) == 0
    lines = there.read_text(encoding="utf-8-sig").splitlines()
    line, said = lines.index('msgstr "Ziele für alle"') + 1, capsys.readouterr().out
    assert f"{there}:{line}: warning: 'Ziele für alle' is not taken: {WHY}" in said, said
    assert (entries(office)["aims", "Aims"].translation, "1 translations taken" in said) == ("Die Ziele", True)
    assert run(office, ["messages", "take", "--replace", str(there)]) == 0
    assert entries(office)["aims", "Aims"].translation == "Ziele für alle"


def test_without_git_nothing_confirmed_is_replaced(office: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """Where git knows no earlier version, what is confirmed stays, and each text is named; what is open is taken."""
    there = returned(office, omegat, STEP | {("aims", AIM): "Ein weiteres Ziel ist länger."})
    shutil.rmtree(office.root / ".git")
    assert run(office, ["messages", "take", str(there)]) == 0
    said, found = capsys.readouterr().out, entries(office)
    assert found["aims", AIM].translation == "Ein weiteres Ziel ist länger."
    assert found["steps", STEPS].translation == "Warten Sie auf **eine Antwort**."
    assert "nothing tells which is newer: " in said
    assert run(office, ["messages", "take", "--replace", str(there)]) == 0
    assert entries(office)["steps", STEPS].translation == "Warten Sie auf **die Antwort**."


def test_what_is_taken_is_checked(office: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """What is wrong with a translation is said at its line of the catalog; a good one is not replaced by it."""
    reply = ("steps", "Reply within {reply_weeks} weeks. Then press `Save`, as [](#figure/screen) shows.")
    good, write = entries(office)[reply].translation, ("steps", "Write to [{email}](mailto:{email}).")
    edits = {reply: good.replace("{reply_weeks}", "{reply_wochen}"), write: "An [{emial}](mailto:{email})."}
    there = returned(office, omegat, edits)
    assert run(office, ["messages", "take", str(there)]) == 1
    said, found = capsys.readouterr().out, entries(office)
    assert (found[reply].translation, found[write].translation) == (good, edits[write])
    assert "is not taken: readers would not see it: {reply_wochen} is not a value of this text" in said
    place = f"content/locales/de/LC_MESSAGES/manual.po:{found[write].origin.line}:"
    assert [line for line in said.splitlines() if line.startswith(place) and "{emial} is not a value" in line], said


def test_what_is_fuzzy_or_empty_there_is_named(office: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """A confirmed translation is not replaced by a fuzzy or an empty one, and it is said where that stands."""
    there = returned(office, by_polib, {("aims", "Aims"): "", ("process", "The process"): "Das Verfahren"})
    edit(office.root, "returned/de/LC_MESSAGES/manual.po", 'msgctxt "process"', '#, fuzzy\nmsgctxt "process"')
    before = catalog(office).read_text(encoding="utf-8")
    assert run(office, ["messages", "take", str(there)]) == 0
    said = capsys.readouterr().out
    assert "warning: 'Aims' is not taken: it is empty here" in said
    assert "warning: 'Das Verfahren' is not taken: it is fuzzy here" in said
    assert (changed(before, office), said.count("not-taken")) == ([], 2)


def test_what_is_gone_is_counted(office: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """Translations of texts that were deleted meanwhile are not used, and it is said how many they are."""
    there = returned(office, omegat, {})
    edit(office.root, "content/manual/platform.md", "{#saving}\n## Saving\n\nSee [](#steps) before you begin.\n", "")
    edit(office.root, "content/manual/process.md", "2. Wait for **an answer**.\n", "")
    assert run(office, ["messages", "take", str(there)]) == 0
    assert (
        "1 translations of this file belong to texts that are gone, the first to 'Wait for" in capsys.readouterr().out
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('msgid ""\nmsgstr "Language: fr\\n"\n', "the language of this file is 'fr'; name it with --language"),
        ('msgctxt "x"\nmsgid "x"\nmsgstr "y"\n', "this file does not say its language; name it with --language"),
        ('msgid ""\nmsgstr "Language: de\\n"\n\nmsgid "a"\nmsgstr "b"\n', "no text of this edition is in this file"),
        ('msgid "unfinished\n', "error: "),
    ],
)
def test_what_is_no_catalog_of_ours(
    office: Project, capsys: pytest.CaptureFixture[str], text: str, expected: str
) -> None:
    """A file of another language, of other texts, or none at all, is refused with its name; nothing changes."""
    before, path = files(office.locales), office.root / "strange.po"
    path.write_text(text, encoding="utf-8")
    assert run(office, ["messages", "take", str(path)]) == 1
    said = capsys.readouterr().out
    assert (str(path) in said, expected in said) == (True, True), said
    assert files(office.locales) == before
    assert run(office, ["messages", "take", "nowhere.po"]) == 2


def test_the_language_may_be_named(office: Project) -> None:
    """A file without a header is taken for the language that is named."""
    add_language(office.root, "fr", "Français")
    path = office.root / "manual.po"
    path.write_text('msgctxt "aims"\nmsgid "Aims"\nmsgstr "Buts"\n', encoding="utf-8")
    assert run(office, ["messages", "take", "-l", "fr", str(path)]) == 0
    text = (office.locales / "fr" / "LC_MESSAGES" / "manual.po").read_text(encoding="utf-8")
    assert 'msgstr "Buts"' in text
    assert '"Language: fr\\n"' in text

"""The translators' desk from the command line: catalogs follow the content, and nothing that was written is lost."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from builds import changes, files, run_cli, write_bilingual
from small import add_catalog, add_language, edit
from spoken import edition_of

from press.commands import run
from press.project import Project
from press.translation.po import parse_po

AIM = "Another aim is a little longer than the first one."
TRANSLATED = {
    "de": "Ein weiteres Ziel ist etwas länger als das erste.",
    "fr": "Un autre but est un peu plus long que le premier.",
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A small project in German and French, its catalogs made by `messages update`; never changed."""
    project = write_bilingual(tmp_path_factory.mktemp("desk") / "project")
    add_language(project.root, "fr", "Français")
    add_catalog(project.root, "fr", ("aims", "Aims", "Buts"), ("aims", AIM, TRANSLATED["fr"]))
    german = project.locales / "de" / "LC_MESSAGES" / "manual.po"
    with german.open("a", encoding="utf-8") as file:
        file.write(f'\n# Ana: bitte prüfen\nmsgctxt "aims"\nmsgid "{AIM}"\nmsgstr "{TRANSLATED["de"]}"\n')
    for path in project.locales.rglob("*.po"):
        # Without a header of its own, a catalog gets that of a new one, which other tools can read.
        path.write_text(path.read_text(encoding="utf-8").partition("\n\n")[2], encoding="utf-8")
    assert run(project, ["messages", "update"]) == 0
    return project


def test_a_header_that_other_tools_refuse(office: Project) -> None:
    """What a header lacks, so that gettext's tools take the file for one in ASCII, is added; the rest stays."""
    path = office.locales / "de" / "LC_MESSAGES" / "manual.po"
    entries = path.read_text(encoding="utf-8").partition("\n\n")[2]
    path.write_text(f'msgid ""\nmsgstr ""\n"Last-Translator: Ana\\n"\n"Language: de\\n"\n\n{entries}', encoding="utf-8")
    assert run(office, ["messages", "update"]) == 0
    assert path.read_text(encoding="utf-8").partition("\n\n")[0].splitlines()[2:] == [
        '"Last-Translator: Ana\\n"',
        '"Language: de\\n"',
        '"MIME-Version: 1.0\\n"',
        '"Content-Type: text/plain; charset=UTF-8\\n"',
        '"Content-Transfer-Encoding: 8bit\\n"',
    ]
    assert subprocess.run(["msgfmt", "--check", "-o", "/dev/null", path], check=False).returncode == 0


@pytest.fixture
def office(desk: Project, tmp_path: Path) -> Project:
    """A copy of that project, to work on."""
    return Project(Path(shutil.copytree(desk.root, tmp_path / "office", symlinks=True)))


def updated(project: Project) -> dict[str, list[str]]:
    """Run `messages update` and return what it changed."""
    before = files(project.locales)
    assert run(project, ["messages", "update"]) == 0
    return changes(before, project)


def figures(project: Project) -> dict[str, dict[str, int]]:
    """Return how many messages each language has in each state."""
    found = {}
    for tag in ("de", "fr"):
        parts = edition_of(project, tag).coverage.as_json().values()
        states = ("current", "outdated", "unchecked", "missing")
        found[tag] = {state: sum(part[state]["messages"] for part in parts) for state in states}
    return found


def german(project: Project, source: str) -> str:
    """Return what stands for a source text in the German manual, whatever its state."""
    text = (project.locales / "de" / "LC_MESSAGES" / "manual.po").read_text(encoding="utf-8")
    return next(entry.translation for entry in parse_po(text, "de.po")[0].entries if entry.source == source)


# --- messages update ---


def test_updating_twice_changes_nothing(office: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """A second update finds all in place, writes no file and says so."""
    times = {path: path.stat().st_mtime_ns for path in office.locales.rglob("*.po*")}
    assert updated(office) == {}
    assert "written" not in capsys.readouterr().out
    assert {path: path.stat().st_mtime_ns for path in office.locales.rglob("*.po*")} == times


def test_every_domain_and_language_has_its_file(desk: Project) -> None:
    """There are a template and a catalog a language for each domain, and nothing else."""
    domains = ("forms", "interface", "manual")
    expected = [f"{domain}.pot" for domain in domains]
    expected += [f"{tag}/LC_MESSAGES/{domain}.po" for tag in ("de", "fr") for domain in domains]
    assert sorted(files(desk.locales)) == sorted(expected)


def test_catalogs_repeat_byte_for_byte(desk: Project, tmp_path: Path) -> None:
    """The same source gives the same files, in any folder, time zone and process."""
    made = []
    for name, seed, zone in (("here", "1", "Pacific/Auckland"), ("in another place", "2", "America/Los_Angeles")):
        root = tmp_path / name / "project"
        shutil.copytree(desk.root, root, symlinks=True)
        shutil.rmtree(root / ".cache", ignore_errors=True)
        for template in (root / "content" / "locales").glob("*.pot"):
            template.unlink()
        edit(root, "content/manual/introduction.md", "a little longer", "somewhat longer")
        done = run_cli(Project(root), "messages", "update", PYTHONHASHSEED=seed, TZ=zone)
        assert done.returncode == 0, done.stdout + done.stderr
        made.append((files(root / "content" / "locales"), done.stdout))
    assert made[0] == made[1]
    assert "written content/locales/manual.pot" in made[0][1]


def test_one_word_changed(office: Project) -> None:
    """That message becomes fuzzy in each language and remembers its earlier text; no other line changes."""
    new = AIM.replace("a little", "somewhat")
    edit(office.root, "content/manual/introduction.md", AIM, new)
    fuzzy = ["- #, md-text", "+ #, fuzzy, md-text", f'+ #| msgid "{AIM}"', f'- msgid "{AIM}"', f'+ msgid "{new}"']
    assert updated(office) == {
        "manual.pot": [f'- msgid "{AIM}"', f'+ msgid "{new}"'],
        "de/LC_MESSAGES/manual.po": fuzzy,
        "fr/LC_MESSAGES/manual.po": fuzzy,
    }
    assert [count["outdated"] for count in figures(office).values()] == [1, 1]
    assert german(office, new) == TRANSLATED["de"]


def test_a_sentence_added(office: Project) -> None:
    """A sentence added to a paragraph concerns that paragraph, and no other line of any file."""
    new = f"{AIM} There are no others."
    edit(office.root, "content/manual/introduction.md", AIM, new)
    found = updated(office)
    assert set(found) == {"manual.pot", "de/LC_MESSAGES/manual.po", "fr/LC_MESSAGES/manual.po"}
    assert {len(lines) for name, lines in found.items() if name.endswith(".po")} == {5}
    assert german(office, new) == TRANSLATED["de"]


def test_a_paragraph_added(office: Project) -> None:
    """A new paragraph is one new, empty message in its place; lines are added only."""
    edit(office.root, "content/manual/introduction.md", AIM, f"A new aim.\n\n{AIM}")
    before = figures(office)
    added = {"+ ", "+ #. Paragraph", "+ #. aims", "+ #: content/manual/introduction.md", "+ #, md-text"}
    added |= {'+ msgctxt "aims"', '+ msgid "A new aim."', '+ msgstr ""'}
    found = updated(office)
    assert {name: set(lines) for name, lines in found.items()} == dict.fromkeys(
        ["manual.pot", "de/LC_MESSAGES/manual.po", "fr/LC_MESSAGES/manual.po"], added
    )
    assert {len(lines) for lines in found.values()} == {8}
    assert figures(office) == before


def test_a_paragraph_moved(office: Project) -> None:
    """A paragraph that moves to another section, in another file, keeps its translation and the translator's note."""
    before = figures(office)
    edit(office.root, "content/manual/introduction.md", f"\n{AIM}\n", "")
    edit(office.root, "content/manual/platform.md", "See [](#steps)", f"{AIM}\n\nSee [](#steps)")
    updated(office)
    assert figures(office) == before
    text = (office.locales / "de" / "LC_MESSAGES" / "manual.po").read_text(encoding="utf-8")
    assert (
        "# Ana: bitte prüfen\n#. Paragraph\n#. saving\n#: content/manual/platform.md\n#, md-text\n"
        f'msgctxt "saving"\nmsgid "{AIM}"\nmsgstr "{TRANSLATED["de"]}"\n'
    ) in text
    assert text.count(AIM) == 1


@pytest.mark.parametrize(
    ("name", "old", "new", "id_before", "id_after"),
    [
        ("manual/introduction.md", "{#aims}", "{#goals}", "aims", "goals"),
        ("forms/minimum-dataset.yaml", "id: first-name", "id: given-name", "minimum-dataset/first-name",
         "minimum-dataset/given-name"),
        ("standards.yaml", "id: 1a", "id: 1z", "1a", "1z"),
    ],
)  # fmt: skip
def test_an_id_renamed(office: Project, name: str, old: str, new: str, id_before: str, id_after: str) -> None:
    """An id that is renamed through renamed.yaml keeps all translations, current as they were."""
    before = figures(office)
    edit(office.root, f"content/{name}", old, new)
    edit(office.root, "content/renamed.yaml", "renamed: {}", f'renamed: {{"{id_before}": "{id_after}"}}')
    found = updated(office)
    assert {line for lines in found.values() for line in lines} == {
        f"- #. {id_before}",
        f"+ #. {id_after}",
        f'- msgctxt "{id_before}"',
        f'+ msgctxt "{id_after}"',
    }
    assert figures(office) == before
    assert figures(office)["de"]["current"] > 10


def test_a_text_taken_out_and_put_back(office: Project) -> None:
    """What is deleted from the content is kept out of use, and comes back with the text."""
    edit(office.root, "content/manual/introduction.md", f"\n{AIM}\n", "")
    updated(office)
    assert f'#~ msgstr "{TRANSLATED["fr"]}"' in files(office.locales)["fr/LC_MESSAGES/manual.po"].decode()
    edit(office.root, "content/manual/introduction.md", "One aim is short.\n", f"One aim is short.\n\n{AIM}\n")
    updated(office)
    assert "#~" not in files(office.locales)["fr/LC_MESSAGES/manual.po"].decode()
    assert german(office, AIM) == TRANSLATED["de"]


def test_a_broken_catalog_is_left_alone(office: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """A catalog that can't be read stays as it is, is reported with its place, and stops no other language."""
    path = office.locales / "de" / "LC_MESSAGES" / "manual.po"
    broken = path.read_text(encoding="utf-8").replace('msgstr "Ziele"', 'msgstr "Ziele')
    path.write_text(broken, encoding="utf-8")
    line = broken.splitlines().index('msgstr "Ziele') + 1
    edit(office.root, "content/manual/introduction.md", "a little longer", "somewhat longer")
    capsys.readouterr()
    assert run(office, ["messages", "update"]) == 1
    said = capsys.readouterr().out
    assert f"content/locales/de/LC_MESSAGES/manual.po:{line}:" in said
    assert "written content/locales/fr/LC_MESSAGES/manual.po" in said
    assert "written content/locales/de/LC_MESSAGES/manual.po" not in said
    assert path.read_text(encoding="utf-8") == broken


def test_an_error_in_the_content_touches_no_catalog(office: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """While the content can't be read, catalogs stay as they are."""
    before = files(office.locales)
    edit(office.root, "content/manual/platform.md", "[](#steps)", "[](#nowhere)")
    capsys.readouterr()
    assert run(office, ["messages", "update"]) == 1
    assert "content/manual/platform.md:7:1: error: the reference #nowhere leads nowhere" in capsys.readouterr().out
    assert files(office.locales) == before


# --- Files that other tools have saved ---


def poedit_on_windows(path: Path, _template: Path) -> None:
    """Wraps at 78 characters, writes a BOM, Windows line ends and headers in an order of its own."""
    subprocess.run(["msgcat", "--width=78", "-o", path, path], check=True)
    head, blank, rest = path.read_text(encoding="utf-8").partition("\n\n")
    lines = head.split("\n")
    start = lines.index('msgstr ""') + 1
    fields = [*reversed(lines[start:]), '"X-Generator: Poedit 3.6\\n"', '"X-Poedit-Basepath: ..\\n"']
    text = "\n".join([*lines[:start], *fields]) + blank + rest
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())


def weblate(path: Path, _template: Path) -> None:
    """Keeps one line a text, adds a header and drops the flags that it doesn't know."""
    text = path.read_text(encoding="utf-8").replace("#, md-text\n", "").replace(", md-text\n", "\n")
    path.write_text(text.replace('msgstr ""\n"', 'msgstr ""\n"X-Generator: Weblate 5.14\\n"\n"', 1), encoding="utf-8")


def msgmerge(path: Path, template: Path) -> None:
    """Brings the catalog up to date by itself, and sorts and wraps it."""
    command = ["msgmerge", "--quiet", "--update", "--backup=none", "--previous", "--sort-output", "--width=60"]
    subprocess.run([*command, path, template], check=True)


def polib_script(path: Path, _template: Path) -> None:
    """A script of the office's own."""
    catalog = polib.pofile(str(path), wrapwidth=50)
    catalog.metadata["PO-Revision-Date"] = "2031-01-01 10:00+0200"
    catalog.save(str(path))


def comments_stripped(path: Path, _template: Path) -> None:
    """Drops every comment for translators."""
    text = re.sub(r"^#[.:].*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("save", [poedit_on_windows, weblate, msgmerge, polib_script, comments_stripped])
def test_a_file_saved_by_another_tool(office: Project, save: Callable[[Path, Path], None]) -> None:
    """Whatever a tool does to the form of a file, its translations count, show and follow the content as before."""
    before, pages = figures(office), edition_of(office, "de").translated
    for domain in ("manual", "forms"):
        save(office.locales / "de" / "LC_MESSAGES" / f"{domain}.po", office.locales / f"{domain}.pot")
    assert figures(office) == before
    after = edition_of(office, "de").translated
    assert (after.states, after.interface) == (pages.states, pages.interface)
    assert [c.blocks for c in after.manual.chapters] == [c.blocks for c in pages.manual.chapters]
    updated(office)
    assert updated(office) == {}
    assert figures(office) == before
    edit(office.root, "content/manual/introduction.md", "a little longer", "somewhat longer")
    updated(office)
    assert german(office, AIM.replace("a little", "somewhat")) == TRANSLATED["de"]
    assert figures(office)["de"]["outdated"] == before["de"]["outdated"] + 1


# --- messages status ---


def test_status_as_text(office: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """All, each domain, the rules and each document have lines of messages and, in brackets, words by state."""
    edit(office.root, "content/manual/introduction.md", "a little longer", "somewhat longer")
    capsys.readouterr()
    assert run(office, ["messages", "status", "--language", "fr"]) == 0
    rows = [re.split(r" {2,}", line.strip()) for line in capsys.readouterr().out.splitlines()]
    assert rows[0] == ["language", "part", "complete", "current", "outdated", "unchecked", "missing"]
    assert rows[1][:2] == ["fr", "all"]
    documents = ["manual.html", "checklist.html", "minimum-dataset.html"]
    assert [row[0] for row in rows[2:]] == ["manual", "forms", "interface", "normative", *documents]
    table = {row[-6]: row[-5:] for row in rows[1:]}
    assert table["all"][1:4] == ["1 (1)", "1 (9)", "0 (0)"]
    assert table["manual"][1:4] == ["1 (1)", "1 (9)", "0 (0)"]
    assert table["forms"] == ["0%", "0 (0)", "0 (0)", "0 (0)", "21 (53)"]
    assert table["normative"] == ["0%", "0 (0)", "0 (0)", "0 (0)", "22 (63)"]
    assert table["manual.html"][1:3] == ["1 (1)", "1 (9)"]
    assert table["checklist.html"] == ["0%", "0 (0)", "0 (0)", "0 (0)", "12 (37)"]


def test_status_as_json(office: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """Programs get the same figures, by language, part, rule or not, and state."""
    capsys.readouterr()
    assert run(office, ["messages", "status", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found) == ["de", "fr"]
    assert list(found["fr"]) == ["all", "manual", "forms", "interface", "documents"]
    assert list(found["fr"]["documents"]) == ["manual", "checklist", "minimum-dataset"]
    assert found["fr"]["manual"]["other"]["current"] == {"messages": 2, "words": 11}
    assert found["fr"]["forms"]["normative"]["missing"] == {"messages": 21, "words": 53}
    assert found["fr"]["forms"]["other"]["missing"] == {"messages": 0, "words": 0}
    for language in found.values():
        for normative in ("normative", "other"):
            for state, tally in language["all"][normative].items():
                parts = [language[part][normative][state] for part in ("manual", "forms", "interface")]
                places = [language["interface"], *language["documents"].values()]
                for whole in (parts, [place[normative][state] for place in places]):
                    assert tally == {unit: sum(part[unit] for part in whole) for unit in ("messages", "words")}


def test_status_before_and_after_an_update(office: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """The figures are those of today's content, whether or not the catalogs have been brought up to date."""
    edit(office.root, "content/manual/introduction.md", AIM, f"A new aim.\n\n{AIM.replace('a little', 'somewhat')}")
    capsys.readouterr()
    assert run(office, ["messages", "status"]) == 0
    before = capsys.readouterr().out
    updated(office)
    capsys.readouterr()
    assert run(office, ["messages", "status"]) == 0
    assert capsys.readouterr().out == before


def test_status_of_a_broken_language(office: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """What is wrong with a catalog is said with its place, below the figures of all languages."""
    path = office.locales / "fr" / "LC_MESSAGES" / "manual.po"
    path.write_text(path.read_text(encoding="utf-8").replace('msgstr "Buts"', 'msgstr "Buts'), encoding="utf-8")
    capsys.readouterr()
    assert run(office, ["messages", "status"]) == 1
    table, _end, problems = capsys.readouterr().out.partition("content/locales/")
    assert re.search(r"^de .*^fr ", table, re.MULTILINE | re.DOTALL)
    assert re.match(r"fr/LC_MESSAGES/manual\.po:\d+:\d+: error: ", problems)


def test_folder_and_tag_name_the_same_language(office: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """A language may be named by its tag or its folder; an unknown one is wrong usage, and the nearest is named."""
    add_language(office.root, "zh-Hans", "简体中文")
    outputs = []
    for name in ("zh-Hans", "zh_Hans", "zh_CN"):
        capsys.readouterr()
        assert run(office, ["messages", "status", "--language", name]) == 0
        outputs.append(capsys.readouterr().out)
    assert outputs[0] == outputs[1] == outputs[2]
    assert "zh-Hans" in outputs[0]
    assert run(office, ["messages", "status", "--language", "dee"]) == 2
    assert "did you mean 'de'?" in capsys.readouterr().err

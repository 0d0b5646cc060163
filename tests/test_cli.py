"""The command line: what it prints, where, and with which exit status."""

import json
import subprocess
import sys

import pytest
from small import ROOT, add_catalog, edit

from press.cli import main
from press.commands import FORMATS
from press.outputs import OUTPUTS


@pytest.fixture
def call(project, monkeypatch, capsys):
    """Run a command in the small project; return its exit status, what it printed, and what it complained about."""
    monkeypatch.chdir(project.root)

    def run(*arguments):
        status = main(arguments)
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


def break_reference(project):
    edit(project.root, "content/manual/platform.md", "[](#steps)", "[](#stepps)")


BROKEN = (
    "content/manual/platform.md:7:1: error: the reference #stepps leads nowhere; did you mean 'steps'? [reference]\n"
)


def test_as_people_call_it(project):
    """`python build.py check` prints a line a problem and ends with 1."""
    break_reference(project)
    done = subprocess.run(
        [sys.executable, ROOT / "build.py", "check"], cwd=project.root, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith(BROKEN)
    assert done.stdout.endswith("\n1 errors, 1 warnings\n")


def test_check_with_warnings(call):
    """Warnings alone are fine, unless they are asked to fail, too."""
    status, said, _error = call("check")
    assert (status, said.split("\n")[-2]) == (0, "0 errors, 1 warnings")
    assert call("check", "--strict")[0] == 1


def test_check_without_a_problem(project, call):
    """Where nothing is wrong, that is all it says, strict or not."""
    edit(
        project.root,
        "content/languages.yaml",
        '  - {tag: de, name: Deutsch, state: draft, fonts: [text], quotes: ["„", "“", "‚", "‘"]}\n',
        "",
    )
    assert call("check", "--strict") == (0, "0 errors, 0 warnings\n", "")
    assert call("check", "--format", "json") == (0, "[]\n", "")
    assert call("check", "--format", "github") == (0, "", "")


def test_check_for_github(project, call):
    """GitHub gets commands and nothing else."""
    break_reference(project)
    status, said, _error = call("check", "--format", "github")
    assert status == 1
    assert said.split("\n")[0] == (
        "::error file=content/manual/platform.md,line=7,col=1::"
        "the reference #stepps leads nowhere; did you mean 'steps'? [reference]"
    )
    assert [line[:10] for line in said.split("\n")] == ["::error fi", "::warning ", ""]


def test_check_for_programs(project, call):
    """Programs get JSON and nothing else."""
    break_reference(project)
    status, said, _error = call("check", "--format", "json")
    first, second = json.loads(said)
    assert status == 1
    assert (first["path"], first["line"], first["column"], first["code"]) == (
        "content/manual/platform.md",
        7,
        1,
        "reference",
    )
    assert (second["severity"], second["language"]) == ("warning", "de")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("build", "--language", "xx"), "there is no language 'xx'; use one of: de, en"),
        (("build", "-l", "de", "-l", "dee"), "there is no language 'dee'; did you mean 'de'?"),
        (("build", "--document", "manuel"), "there is no document 'manuel'; did you mean 'manual'?"),
        (("build", "--format", "dpf"), "there is no format 'dpf'; did you mean 'pdf'?"),
        (("build", "--jobs", "-1"), "Invalid value for '--jobs' / '-j'"),
        (("build", "--langauge", "de"), "No such option: --langauge"),
        (("messages", "status", "--language", "xx"), "there is no language 'xx'; use one of: de, en"),
        (("check", "--format", "jsn"), "there is no format 'jsn'; did you mean 'json'?"),
        (("chek",), "No such command 'chek'. Did you mean 'check'?"),
        (("check", "more"), "unexpected extra argument"),
    ],
)
def test_wrong_usage(project, call, arguments, expected):
    """What the project does not have, or nobody understands, ends with 2 and one line that helps; nothing is made."""
    status, said, error = call(*arguments)
    assert (status, said) == (2, "")
    assert expected in error
    assert error.startswith("build.py: ")
    assert error.count("\n") == 1
    assert not project.output.exists()


def test_not_in_a_project(tmp_path, monkeypatch, capsys):
    """Outside a project there is nothing to do, and that is said."""
    monkeypatch.chdir(tmp_path)
    assert main(["check"]) == 2
    assert capsys.readouterr().err == (
        "build.py: no content/edition.yaml in this folder or above it; run this inside the project\n"
    )


def test_from_a_folder_within(project, monkeypatch, capsys):
    """A command works from any folder of the project."""
    monkeypatch.chdir(project.content / "manual")
    assert main(["check"]) == 0
    assert "0 errors" in capsys.readouterr().out


def test_languages_in_any_spelling(project, call):
    """A language may be written as its folder is, or in capitals."""
    assert call("build", "--language", "DE", "--format", "html", "--jobs", "1")[0] == 0
    assert (project.output / "de" / "manual.html").is_file()
    assert not (project.output / "en" / "manual.html").exists()


def test_only_a_document(project, call):
    """One document in one format is laid out, if that is asked for, and no other."""
    status, said, _error = call("build", "-l", "en", "-d", "checklist", "-f", "pdf", "-j", "1")
    assert status == 0
    assert said.endswith("1 of them were laid out anew\n")
    assert [path.name for path in project.output.rglob("*.pdf")] == ["iasios-checklist-en.pdf"]


def test_an_error_of_the_content_publishes_nothing(project, call):
    """A build of broken content says why, ends with 1, and leaves output/ as it was."""
    break_reference(project)
    status, said, _error = call("build", "--format", "html", "--jobs", "1")
    assert status == 1
    assert said == BROKEN + "nothing is published: mend the errors above first; output/ is as it was\n"
    assert not project.output.exists()


def test_an_error_of_a_translation_publishes_the_rest(project, call):
    """A broken translation makes the build end with 1, with everything published."""
    add_catalog(project.root, "de", ("aims", "Aims", "<b>Ziele</b>"))
    status, said, _error = call("build", "--format", "html", "--jobs", "1")
    assert status == 1
    assert "content/locales/de/LC_MESSAGES/manual.po:6:1: error: " in said
    assert (project.output / "de" / "manual.html").is_file()


def test_a_list_that_cannot_be_read_is_no_wrong_usage(project, call):
    """Where languages.yaml itself is broken, the build reports that, not the name on the command line."""
    edit(project.root, "content/languages.yaml", "state: draft", "state: drafted")
    status, said, _error = call("build", "--language", "de", "--jobs", "1")
    assert status == 1
    assert said.startswith("content/languages.yaml:3:37: error: 'drafted' is not a value of 'state'")


def test_nothing_to_do(built, monkeypatch, capsys):
    """A second build of the same says so, and ends with 0."""
    monkeypatch.chdir(built.root)
    assert main([]) == 0
    assert capsys.readouterr().out == "nothing has changed since the last build\n"


def test_messages(call):
    """Catalogs are written once; how complete they are is told as a table or as JSON."""
    status, said, _error = call("messages", "update")
    assert status == 0
    assert [line for line in said.split("\n") if line.startswith("written ")] == [
        f"written content/locales/{name}"
        for name in (
            "manual.pot",
            "de/LC_MESSAGES/manual.po",
            "forms.pot",
            "de/LC_MESSAGES/forms.po",
            "interface.pot",
            "de/LC_MESSAGES/interface.po",
        )
    ]
    assert call("messages", "update") == (0, "every catalog is up to date\n", "")
    assert call("messages", "status")[1].split("\n")[0].split() == [
        *("language", "part", "complete", "current", "outdated", "unchecked", "missing")
    ]
    assert json.loads(call("messages", "status", "--json", "-l", "de")[1])["de"]["all"]


def test_messages_of_broken_content(project, call):
    """Nothing is written for content with errors."""
    break_reference(project)
    assert call("messages", "update") == (1, BROKEN, "")
    assert not project.locales.exists()


def test_help(call):
    """Each command that people use is in the help; the one for the project's own files is not."""
    status, said, _error = call("--help")
    assert status == 0
    for command in ("build", "check", "doctor", "messages"):
        assert f" {command} " in said
    assert "schemas" not in said


def test_formats():
    """The formats that the command line knows are those that are made."""
    assert set(FORMATS) == {"html", *OUTPUTS}

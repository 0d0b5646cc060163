"""The command line: what it prints, where, and with which exit status."""

import errno
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from builds import files, without_privileges
from small import ROOT, add_catalog, edit

from press.cli import main
from press.commands import app
from press.commands.common import FORMATS
from press.outputs import OUTPUTS, pdf


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


def test_in_a_deleted_folder(tmp_path, monkeypatch, capsys):
    """A shell that stands in a folder that is gone is told so."""
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    assert main(["check"]) == 2
    assert capsys.readouterr().err == "build.py: this folder was deleted; change to the project's folder\n"


def test_with_another_python(project):
    """Called with a Python that has no packages, a command runs with that of .venv/."""
    command = [sys.executable, "-S", ROOT / "build.py", "check", "--format", "json"]
    done = subprocess.run(command, cwd=project.root, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert [each["code"] for each in json.loads(done.stdout)] == ["incomplete"]


def test_before_anything_is_installed(project):
    """Where there is no .venv/ yet, a command says what to run first; the doctor needs no packages."""
    shutil.copytree(ROOT / "press", project.root / "press")
    shutil.copy(ROOT / "build.py", project.root)

    def run(command):
        arguments = [sys.executable, "-S", "build.py", command]
        return subprocess.run(arguments, cwd=project.root, capture_output=True, text=True, check=False)

    done = run("check")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "build.py: the Python package 'typer' is not installed; run 'make' first\n"
    done = run("doctor")
    assert (done.returncode, done.stderr) == (1, "")
    assert "missing  requirements.lock: names the exact versions\n" in done.stdout


@pytest.mark.parametrize("arguments", [("build", "-f", "html", "-j", "1"), ("check",), ("messages", "status")])
def test_a_file_in_the_place_of_the_cache(project, call, arguments):
    """What stands in the way is named in one line, whatever the command; once it is gone, the command works."""
    shutil.rmtree(project.cache)
    project.cache.write_text("mine", encoding="utf-8")
    status, said, error = call(*arguments)
    assert (status, said) == (1, "")
    assert error.startswith("build.py: .cache")
    assert error.endswith("; something else stands in its place: move it away\n")
    project.cache.unlink()
    assert call(*arguments)[0] == 0


@pytest.mark.parametrize(
    ("number", "remedy"), [(errno.ENOSPC, "make room on the disk"), (errno.EBUSY, "a mount can't be exchanged: ")]
)
def test_what_the_machine_refuses(built, monkeypatch, capsys, number, remedy):
    """A disk that is full, or output/ that is a mount, is one line and leaves output/ whole; the next build works."""
    edit(built.root, "content/manual/introduction.md", "One aim is short.", "One aim is brief.")
    before = files(built.output)
    monkeypatch.chdir(built.root)

    def refuse(path, target):
        raise OSError(number, os.strerror(number), str(path))

    with monkeypatch.context() as patch:
        patch.setattr("press.publish._exchange", lambda one, other: False)
        patch.setattr(Path, "rename", refuse)
        assert main(["build", "-f", "html"]) == 1
    error = capsys.readouterr().err
    assert error.startswith(f"build.py: output: {os.strerror(number)}; {remedy}")
    assert error.count("\n") == 1
    assert files(built.output) == before
    assert not (built.root / ".output-new").exists()
    assert main(["build", "-f", "html"]) == 0
    assert files(built.output) != before


def test_a_read_only_project(project, call):
    """Where nothing may be written, that is one line."""
    shutil.rmtree(project.cache)
    project.root.chmod(0o555)
    with without_privileges():
        status, _said, error = call("check")
    project.root.chmod(0o755)
    assert status == 1
    assert error == "build.py: .cache: Permission denied; give yourself the right to read and write it\n"


@pytest.mark.parametrize("arguments", [("build", "-f", "html", "-j", "1"), ("check",), ("messages", "update")])
def test_a_broken_template(project, call, arguments):
    """A mistake in a template is one line with its place."""
    edit(project.root, "templates/web/root.html.jinja", "{% block main %}", "{% blok main %}")
    before, _, _ = (project.templates / "web" / "root.html.jinja").read_text(encoding="utf-8").partition("{% blok")
    status, _said, error = call(*arguments)
    assert status == 1
    line = before.count("\n") + 1
    assert error.startswith(f"build.py: templates/web/root.html.jinja:{line}: Encountered unknown tag 'blok'")
    assert error.endswith("; correct the template\n")
    assert error.count("\n") == 1


@pytest.mark.parametrize(
    "arguments", [("build", "-f", "html"), ("check",), ("messages", "update"), ("messages", "status")]
)
@pytest.mark.parametrize(
    "name", ["templates/web/base.html.jinja", "templates/print/print.css", "templates/web/forms.js"]
)
def test_a_template_in_another_encoding(project, call, name, arguments):
    """A template, a style sheet or a script that is not UTF-8 is told with its place, whatever the command."""
    path = project.root / name
    path.write_bytes(b"one\ntwo \xe4\n" + path.read_bytes())
    status, said, error = call(*arguments)
    assert (status, error) == (1, "")
    assert f"{name}:2: error: the file is not UTF-8 text; save it in UTF-8 [encoding]\n" in said
    assert said.count("error:") == 1


def named_commands(path):
    """Yield what a text tells people to run: words after build.py, and targets of make."""
    text = path.read_text(encoding="utf-8")
    for match in re.finditer(r"\b(python3? |[\w./]+python )?build\.py((?: [a-z]+(?:-[a-z]+)*)+)", text):
        yield f"{match[1] or ''}build.py", tuple(match[2].split())
    for match in re.finditer(r"(?:^|['`])make ([a-z][a-z-]*)(?=['`]|\s*(?:#|$))", text, re.MULTILINE):
        yield "make", (match[1],)


def test_commands_that_are_named_exist():
    """What messages and documentation tell people to run, there is; Debian has no program that is called `python`."""
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    commands = typer.main.get_command(app).commands
    paths = [*ROOT.glob("press/**/*.py"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("*.md"), *ROOT.glob("content/*.yaml")]
    found = [(path.name, *each) for path in paths for each in named_commands(path)]
    for name, program, words in found:
        assert program != "python build.py", name
        if program == "make":
            assert words[0] in targets, (name, words)
            continue
        assert words[0] in commands, (name, words)
        inner = getattr(commands[words[0]], "commands", None)
        assert inner is None or words[1] in inner, (name, words)
    assert {"inspection.py", "fonts.py", "office.md", "facilities.md", "README.md"} <= {name for name, *_ in found}


def test_interrupted_at_once(project, monkeypatch, capsys):
    """Ctrl-C ends a command silently also before it has begun, with the status that shells give."""

    def interrupt(_project):
        raise KeyboardInterrupt

    monkeypatch.chdir(project.root)
    monkeypatch.setattr("press.plan.inputs", interrupt)
    assert main([]) == 130
    assert capsys.readouterr() == ("", "")


def test_settings_of_fonts_that_are_rubbish(project):
    """The settings in the cache that keep the machine's fonts away are written anew where they are damaged."""
    (project.cache / "no-fonts.conf").write_bytes(b"\xff\x00")
    pdf.prepare(project)
    assert (project.cache / "no-fonts.conf").read_bytes().startswith(b"<?xml")


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
    """A second build of the same says so, and which texts are not current, and ends with 0."""
    monkeypatch.chdir(built.root)
    for arguments in ([], ["build", "--jobs", "1"]):
        assert main(arguments) == 0
        behind, said = capsys.readouterr().out.splitlines()
        assert re.fullmatch(r"texts that are not current: de \(\d+ missing\); see 'make status'", behind)
        assert said == "nothing has changed since the last build"


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

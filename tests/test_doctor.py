"""What the doctor says of a machine, whole or broken."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from press import doctor
from press.doctor import Finding, Machine, examine

ROOT = Path(__file__).resolve().parent.parent
LOCK = """\
jinja2==3.1.6 \\
    --hash=sha256:00
colorama==0.4.6 ; sys_platform == 'win32' \\
    --hash=sha256:01
brotli==1.2.1 ; sys_platform != 'win32' \\
    --hash=sha256:02
"""
VERSIONS = {"jinja2": "3.1.6", "brotli": "1.2.1", "pytest": "9.2.0"}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project whose locked packages and fonts are those of the whole machine below."""
    (tmp_path / "requirements.lock").write_text(LOCK, encoding="utf-8")
    (tmp_path / "requirements-test.lock").write_text(LOCK + "pytest==9.2.0\n", encoding="utf-8")
    fonts = {"": {}, "node_modules/some-font": {"version": "1.0.0"}}
    (tmp_path / "package-lock.json").write_text(json.dumps({"packages": fonts}), encoding="utf-8")
    font = tmp_path / "node_modules" / "some-font"
    font.mkdir(parents=True)
    (font / "package.json").write_text('{"version": "1.0.0"}', encoding="utf-8")
    return tmp_path


def whole(**changes: object) -> Machine:
    facts = {"python": (3, 11, 2), "loads": lambda _: True, "finds": lambda _: True, "installed": VERSIONS.get}
    return Machine(**(facts | changes))


def told(project: Path, machine: Machine) -> list[Finding]:
    return [finding for finding in examine(project, machine) if finding.state != "fine"]


def test_whole_machine(project: Path) -> None:
    """Where nothing is missing, every finding is fine and none asks for anything."""
    findings = examine(project, whole())
    assert {finding.state for finding in findings} == {"fine"}
    assert {finding.remedy for finding in findings} == {""}
    assert [f.subject for f in findings if f.purpose == "tests"] == [
        "chromium-headless-shell",
        "msgmerge",
        "pdftotext",
        "unzip",
        "javac",
        "/usr/share/java/jaxb-runtime.jar",
        "soffice",
        "/usr/lib/python3/dist-packages/uno.py",
        "Python packages for tests",
    ]


def test_bare_machine(project: Path) -> None:
    """Where everything is missing, each thing is named once, with its purpose and the one line that brings it."""
    (project / "node_modules" / "some-font" / "package.json").unlink()
    machine = whole(python=(3, 9, 1), loads=lambda _: False, finds=lambda _: False, installed=lambda _: None)
    assert [(f.subject, f.state, f.remedy, f.purpose) for f in told(project, machine)] == [
        ("Python", "wrong", "install Python 3.11 or newer", "build"),
        ("libpango-1.0.so.0", "missing", "as root: apt-get install libpango-1.0-0", "build"),
        ("libpangoft2-1.0.so.0", "missing", "as root: apt-get install libpangoft2-1.0-0", "build"),
        ("libharfbuzz-subset.so.0", "missing", "as root: apt-get install libharfbuzz-subset0", "build"),
        ("libfontconfig.so.1", "missing", "as root: apt-get install libfontconfig1", "build"),
        ("/etc/fonts/fonts.conf", "missing", "as root: apt-get install fontconfig-config", "build"),
        ("Python packages", "missing", "make setup", "build"),
        ("some-font", "missing", "make setup", "build"),
        ("chromium-headless-shell", "missing", "as root: apt-get install chromium-headless-shell", "tests"),
        ("msgmerge", "missing", "as root: apt-get install gettext", "tests"),
        ("pdftotext", "missing", "as root: apt-get install poppler-utils", "tests"),
        ("unzip", "missing", "as root: apt-get install unzip", "tests"),
        ("javac", "missing", "as root: apt-get install default-jdk-headless", "tests"),
        ("/usr/share/java/jaxb-runtime.jar", "missing", "as root: apt-get install libjaxb-java", "tests"),
        ("soffice", "missing", "as root: apt-get install libreoffice-calc", "tests"),
        ("/usr/lib/python3/dist-packages/uno.py", "missing", "as root: apt-get install python3-uno", "tests"),
        ("Python packages for tests", "missing", "make setup-tests", "tests"),
    ]


def test_other_versions(project: Path) -> None:
    """A package or font of another version than the locked one is wrong, and both versions are told."""
    (project / "node_modules" / "some-font" / "package.json").write_text('{"version": "2.0.0"}', encoding="utf-8")
    machine = whole(installed=(VERSIONS | {"jinja2": "3.0.0"}).get)
    assert told(project, machine) == [
        Finding("jinja2", "wrong", "3.0.0 installed, 3.1.6 locked", "make setup"),
        Finding("some-font", "wrong", "2.0.0 installed, 1.0.0 locked", "make setup"),
    ]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"packages": 7}', '{"packages": {"node_modules/some-font": {}}}'])
def test_a_broken_list_of_fonts(project: Path, text: str) -> None:
    """A list of fonts that can't be read is a finding, with the way to get it back."""
    (project / "package-lock.json").write_text(text, encoding="utf-8")
    remedy = "get it anew: git checkout package-lock.json"
    assert told(project, whole()) == [Finding("package-lock.json", "wrong", "can't be read", remedy)]


def test_a_broken_package(project: Path) -> None:
    """A package whose description can't be read is to be installed again."""
    (project / "node_modules" / "some-font" / "package.json").write_text("{", encoding="utf-8")
    detail = "something that can't be read installed, 1.0.0 locked"
    assert told(project, whole()) == [Finding("some-font", "wrong", detail, "make setup")]


def test_missing_packages_are_counted(project: Path) -> None:
    """Missing packages make one finding, which counts them and names the first."""
    pins = "".join(f"package{number}==1.0\n" for number in range(5))
    (project / "requirements.lock").write_text(LOCK + pins, encoding="utf-8")
    details = [finding.detail for finding in told(project, whole())]
    assert details == ["5 of 7: package0, package1, package2, …"]


def test_another_browser_serves(project: Path) -> None:
    """Any of a program's names will do."""
    assert told(project, whole(finds=lambda name: name != "chromium-headless-shell")) == []


def test_incomplete_repository(tmp_path: Path) -> None:
    """A folder without lock files is told of, not failed on."""
    subjects = [finding.subject for finding in told(tmp_path, whole())]
    assert subjects == ["requirements.lock", "package-lock.json", "requirements-test.lock"]


def test_conditions_in_locks(project: Path) -> None:
    """A locked package counts only where its condition holds."""
    assert doctor.read_lock(project / "requirements.lock") == {"jinja2": "3.1.6", "brotli": "1.2.1"}


def test_natives_for_building_only() -> None:
    """Building does not ask for what only the tests need."""
    bare = whole(loads=lambda _: False, finds=lambda _: False)
    build = [native.package for native in doctor.missing_natives("build", bare)]
    tests = [native.package for native in doctor.missing_natives("tests", bare)]
    programs = ["chromium-headless-shell", "gettext", "poppler-utils", "unzip", "default-jdk-headless", "libjaxb-java"]
    assert tests == [*build, *programs, "libreoffice-calc", "python3-uno"]


def test_this_machine() -> None:
    """The machine that runs the tests has what the lock files and the tests ask for."""
    assert [finding for finding in examine(ROOT) if finding.state != "fine"] == []


def test_real_questions_on_a_broken_machine() -> None:
    """An absent library, program and package are found to be absent by the real questions."""
    machine = Machine()
    assert not machine.loads("libno-such-library.so.0")
    assert not machine.finds("no-such-program")
    assert not machine.finds("/no/such/file")
    assert machine.installed("no-such-package") is None


def test_standard_library_only() -> None:
    """The doctor can be imported where nothing is installed: without site-packages."""
    command = [sys.executable, "-S", "-c", "from press.doctor import examine; print(examine)"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")

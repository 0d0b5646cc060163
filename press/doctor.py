"""A project folder goes in; what this machine has and lacks for it comes out, each with the way to get it.

Standard library only: scripts/setup.py reads the tables below before anything is installed.
"""

import ctypes
import importlib.metadata
import json
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

State = Literal["fine", "missing", "wrong"]
Purpose = Literal["build", "tests"]

OLDEST_PYTHON = (3, 11)
SET_UP: dict[Purpose, str] = {"build": "make setup", "tests": "make setup-tests"}
LOCKS: dict[Purpose, str] = {"build": "requirements.lock", "tests": "requirements-test.lock"}


@dataclass(frozen=True)
class Native:
    """Something that Debian packages: a shared library or a program, by any of its names."""

    names: tuple[str, ...]
    package: str
    reason: str


LIBRARIES = (
    Native(("libpango-1.0.so.0",), "libpango-1.0-0", "sets the text of PDFs"),
    Native(("libpangoft2-1.0.so.0",), "libpangoft2-1.0-0", "finds the fonts of PDFs"),
    Native(("libharfbuzz-subset.so.0",), "libharfbuzz-subset0", "puts into PDFs only the letters they use"),
    Native(("libfontconfig.so.1",), "libfontconfig1", "knows the fonts of the machine"),
)
FONT_SETTINGS = Native(("/etc/fonts/fonts.conf",), "fontconfig-config", "tells fontconfig where fonts are")
TEST_PROGRAMS = (
    Native(("chromium-headless-shell", "chromium"), "chromium-headless-shell", "opens the pages in the tests"),
    Native(("msgmerge",), "gettext", "is the yardstick for catalogs in the tests"),
    Native(("pdftotext",), "poppler-utils", "reads PDFs back in the tests"),
    Native(("unzip",), "unzip", "unpacks the archives of a release in the tests"),
    Native(("javac",), "default-jdk-headless", "runs the validators of PDFs and pages in the tests"),
    Native(
        ("/usr/share/java/jaxb-runtime.jar",), "libjaxb-java", "is what the validator of PDFs reads its profiles with"
    ),
    Native(("soffice",), "libreoffice-calc", "reckons workbooks, and does to them what people do, in the tests"),
    Native(("/usr/lib/python3/dist-packages/uno.py",), "python3-uno", "tells LibreOffice in the tests what to do"),
)


@dataclass(frozen=True)
class Finding:
    """One thing looked at. `remedy` is one line, and empty where the state is fine."""

    subject: str
    state: State
    detail: str
    remedy: str = ""
    purpose: Purpose = "build"


def _load(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _find(name: str) -> bool:
    return Path(name).is_file() if name.startswith("/") else shutil.which(name) is not None


def _installed(name: str) -> str | None:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


@dataclass(frozen=True)
class Machine:
    """The four questions put to a machine; tests answer them for a broken one."""

    python: tuple[int, int, int] = sys.version_info[:3]
    loads: Callable[[str], bool] = _load
    finds: Callable[[str], bool] = _find
    installed: Callable[[str], str | None] = _installed


def examine(root: Path, machine: Machine | None = None) -> list[Finding]:
    """Everything the project at `root` needs, in the order in which to mend it. Reads files, changes nothing."""
    machine = machine or Machine()
    return [
        _python(machine),
        *_natives(machine),
        *_packages(root, machine, "build"),
        *_node_packages(root, "build"),
        *_programs(machine),
        *_packages(root, machine, "tests"),
        *_node_packages(root, "tests"),
    ]


def report(root: Path) -> int:
    """Print what `examine` finds; return 1 where something that building needs is not fine, else 0."""
    findings = examine(root)
    for finding in findings:
        print(f"{finding.state:8} {finding.subject}: {finding.detail}")
        if finding.state != "fine":
            print(f"         → {finding.remedy}")
    return int(any(each.state != "fine" and each.purpose == "build" for each in findings))


def missing_natives(purpose: Purpose, machine: Machine | None = None) -> list[Native]:
    """What Debian has to bring for building, or for building and testing."""
    machine = machine or Machine()
    lacking = [library for library in LIBRARIES if not any(map(machine.loads, library.names))]
    files = (FONT_SETTINGS, *(TEST_PROGRAMS if purpose == "tests" else ()))
    return lacking + [each for each in files if not any(map(machine.finds, each.names))]


def read_lock(path: Path) -> dict[str, str]:
    """The exact versions that a lock file asks for on this machine, by package name.

    A line with a condition counts where the condition holds; it is left out where `packaging`, which
    judges it, is itself not installed.
    """
    pins = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        match = re.match(r"([A-Za-z0-9._-]+)==([^\s;\\]+)\s*(?:;\s*([^\\]*))?", line)
        if match and (not match[3] or _holds(match[3].strip())):
            pins[match[1]] = match[2]
    return pins


def _holds(condition: str) -> bool:
    try:
        from packaging.markers import Marker
    except ImportError:
        return False
    return Marker(condition).evaluate()


def _python(machine: Machine) -> Finding:
    version = ".".join(map(str, machine.python))
    if machine.python[:2] >= OLDEST_PYTHON:
        return Finding("Python", "fine", version)
    wanted = ".".join(map(str, OLDEST_PYTHON))
    return Finding("Python", "wrong", f"{version}, too old", f"install Python {wanted} or newer")


def _natives(machine: Machine) -> Iterator[Finding]:
    lacking = missing_natives("build", machine)
    for native in (*LIBRARIES, FONT_SETTINGS):
        yield _native(native, native in lacking, "build")


def _programs(machine: Machine) -> Iterator[Finding]:
    lacking = missing_natives("tests", machine)
    for program in TEST_PROGRAMS:
        yield _native(program, program in lacking, "tests")


def _native(native: Native, lacking: bool, purpose: Purpose) -> Finding:
    state: State = "missing" if lacking else "fine"
    remedy = f"as root: apt-get install {native.package}" if lacking else ""
    return Finding(native.names[0], state, native.reason, remedy, purpose)


def _packages(root: Path, machine: Machine, purpose: Purpose) -> Iterator[Finding]:
    """Locked and installed versions compared; what building needs is not told again for the tests."""
    if not (root / LOCKS[purpose]).is_file():
        yield Finding(LOCKS[purpose], "missing", "names the exact versions", "get the whole repository", purpose)
        return
    pins = read_lock(root / LOCKS[purpose])
    if purpose == "tests" and (root / LOCKS["build"]).is_file():
        pins = {name: pins[name] for name in pins.keys() - read_lock(root / LOCKS["build"]).keys()}
    yield from _compared(pins, {name: machine.installed(name) for name in pins}, purpose)


def _compared(pins: dict[str, str], installed: dict[str, str | None], purpose: Purpose) -> Iterator[Finding]:
    """One finding for all that is missing, and one for each package of another version."""
    subject = "Python packages" if purpose == "build" else "Python packages for tests"
    absent = sorted(name for name in pins if installed[name] is None)
    if absent:
        names = ", ".join(absent[:3]) + (", …" if absent[3:] else "")
        yield Finding(subject, "missing", f"{len(absent)} of {len(pins)}: {names}", SET_UP[purpose], purpose)
    others = sorted(name for name in pins if installed[name] not in (None, pins[name]))
    for name in others:
        yield Finding(name, "wrong", f"{installed[name]} installed, {pins[name]} locked", SET_UP[purpose], purpose)
    if not absent and not others:
        yield Finding(subject, "fine", f"{len(pins)}, all as locked", purpose=purpose)


def _node_packages(root: Path, purpose: Purpose) -> Iterator[Finding]:
    """The fonts and scripts of package-lock.json compared with those in node_modules/."""
    lock = root / "package-lock.json"
    if not lock.is_file():
        if purpose == "build":
            yield Finding(lock.name, "missing", "names the exact fonts and scripts", "get the whole repository")
        return
    try:
        records = json.loads(lock.read_bytes())["packages"]
        wanted = {folder: (r["version"], bool(r.get("dev"))) for folder, r in records.items() if folder}
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        if purpose == "build":
            yield Finding(lock.name, "wrong", "can't be read", f"get it anew: git checkout {lock.name}")
        return
    for folder, (version, for_tests) in wanted.items():
        if for_tests == (purpose == "tests"):
            name = folder.removeprefix("node_modules/")
            yield _node_package(name, version, root / folder / "package.json", purpose)


def _node_package(name: str, locked: str, description: Path, purpose: Purpose) -> Finding:
    if not description.is_file():
        return Finding(name, "missing", f"{locked} locked", SET_UP[purpose], purpose)
    try:
        version = json.loads(description.read_bytes())["version"]
    except (OSError, ValueError, LookupError, TypeError):
        version = "something that can't be read"
    if version != locked:
        return Finding(name, "wrong", f"{version} installed, {locked} locked", SET_UP[purpose], purpose)
    return Finding(name, "fine", str(version), purpose=purpose)

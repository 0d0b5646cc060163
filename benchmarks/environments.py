"""A requirements file in; the folder of programs of an environment of its own that holds them out, made once."""

import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
PLACE = HERE.parent / ".cache" / "benchmarks"


def sphinx_programs() -> Path:
    """Return the folder of sphinx-build and sphinx-intl."""
    return _programs("sphinx", HERE / "requirements.txt")


def autobuild_programs() -> Path:
    """Return the folder of sphinx-autobuild, with Sphinx beside it."""
    return _programs("autobuild", HERE / "requirements-autobuild.txt")


def typst_programs() -> Path:
    """Return the folder of a Python that has Typst."""
    return _programs("typst", HERE / "requirements-typst.txt")


def _programs(name: str, requirements: Path) -> Path:
    """Return an environment's folder of programs; what it needs is installed where it is missing or other."""
    place = PLACE / f"{name}-env"
    wanted = requirements.read_text(encoding="utf-8")
    stamp = place / "installed.txt"
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != wanted:
        print(f"installing {name} into .cache/benchmarks/{name}-env", file=sys.stderr)
        venv.create(place, clear=True, with_pip=True)
        install = [place / "bin" / "python", "-m", "pip", "install", "--quiet", "-r", requirements]
        subprocess.run(install, check=True)
        stamp.write_text(wanted, encoding="utf-8")
    return place / "bin"


if __name__ == "__main__":
    print(sphinx_programs())

"""requirements.txt in; the folder of programs of an environment that holds Sphinx out, made once."""

import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
PLACE = HERE.parent / ".cache" / "benchmarks" / "sphinx-env"


def sphinx_programs() -> Path:
    """Return the folder of sphinx-build and sphinx-intl; they are installed where they are missing or others."""
    wanted = (HERE / "requirements.txt").read_text(encoding="utf-8")
    stamp = PLACE / "installed.txt"
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != wanted:
        print("installing Sphinx into .cache/benchmarks/sphinx-env", file=sys.stderr)
        venv.create(PLACE, clear=True, with_pip=True)
        install = [PLACE / "bin" / "python", "-m", "pip", "install", "--quiet", "-r", HERE / "requirements.txt"]
        subprocess.run(install, check=True)
        stamp.write_text(wanted, encoding="utf-8")
    return PLACE / "bin"


if __name__ == "__main__":
    print(sphinx_programs())

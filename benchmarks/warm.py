"""A project of generate.py in; the seconds that one PO edit takes in a process that has built before, out.

    .venv/bin/python benchmarks/warm.py PROJECT LANGUAGE REPEAT

This is what a preview or a server pays: libraries loaded, parsed texts remembered, content read anew.
"""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from generate import edit_translation

from press.build import build
from press.plan import Selection
from press.project import Project


def main() -> None:
    root, tag, repeat = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    project, selection = Project(root), Selection(formats=("html",))
    build(project, selection, 1)
    for number in range(repeat):
        word = f"warm{chr(97 + number)}"  # no digit: a number that the source has not is refused
        edit_translation(root / "content" / "locales" / tag / "LC_MESSAGES" / "manual.po", word)
        start = time.perf_counter()
        build(project, selection, 1)
        print(time.perf_counter() - start)
        assert word in (root / "output" / tag / "manual.html").read_text(encoding="utf-8")


if __name__ == "__main__":
    main()

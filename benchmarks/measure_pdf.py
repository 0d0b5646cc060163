"""The real content in; time and memory of its PDFs, by the press and by bare WeasyPrint, out.

    .venv/bin/python benchmarks/measure_pdf.py [--repeat 5]

Both get the same HTML, the same fonts and the same kind of PDF, in turn and each in a fresh process. The result goes
to docs/performance.md.
"""

import argparse
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from measure import NOTHING, PLACE, PYTHON, ROOT, Run, circumstances, load, mark, median, report, run, say, seconds
from measure import table as markdown_table

from press.assets import print_fonts
from press.editions import load_editions
from press.fonts import families_of, read_families
from press.outputs import OUTPUTS
from press.pages.site import print_page
from press.project import Project
from press.tree import files_of
from press.validate import load as load_content

WAYS = ("bare", "press")
JOB = Path(__file__).resolve().parent / "pdf_job.py"


def print_pages(folder: Path) -> list[Path]:
    """Write the HTML of every PDF of the real content; return the files, the largest first."""
    project = Project(ROOT)
    loaded = load_content(project)
    families, _problems = read_families(project)
    assert loaded.manual is not None, loaded.problems
    OUTPUTS["pdf"].prepare(project)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for edition in load_editions(project, loaded.manual, loaded.manual.languages, loaded.renamed):
        fonts, own = print_fonts(project, edition.language, families), families_of(edition.language, families)
        for file in files_of(loaded.manual, edition.language):
            if file.format == "pdf" and file.document:
                path = folder / f"{file.document.id}-{edition.language.tag}.html"
                path.write_text(print_page(edition.speaker, file.document.id, fonts, own), encoding="utf-8")
                written.append(path)
    return sorted(written, key=lambda path: -path.stat().st_size)


def measured_manuals(manuals: Sequence[Path], repeat: int, loads: list[float]) -> dict[tuple[str, str], Run]:
    """Measure each manual in both ways, in turn; return the medians by manual and way."""
    runs: dict[tuple[str, str], list[Run]] = {}
    for round_ in range(repeat):
        for manual in manuals:
            # Whoever comes second finds a warmer or a busier machine: each way comes first every other time.
            for way in WAYS if round_ % 2 else WAYS[::-1]:
                runs.setdefault((manual.stem, way), []).append(_job(way, manual))
        loads.append(load())
        say(f"round {round_ + 1} of {repeat}: the manuals are measured")
    contents = {way: [_result(way, manual).read_bytes() for manual in manuals] for way in WAYS}
    assert contents["press"] == contents["bare"], "the two ways gave different PDFs: the comparison is not fair"
    return {name: median(found) for name, found in runs.items()}


def measured_editions(pages: Sequence[Path], repeat: int, loads: list[float]) -> dict[str, Run]:
    """Measure all PDFs: bare, one process after the other, and whole builds with one and with two processes."""
    copy = PLACE / "real"
    shutil.rmtree(copy, ignore_errors=True)
    for name in ("content", "templates"):
        shutil.copytree(ROOT / name, copy / name)
    (copy / "node_modules").symlink_to(ROOT / "node_modules")
    runs: dict[str, list[Run]] = {}
    for round_ in range(repeat):
        runs.setdefault("bare", []).append(sum((_job("bare", page) for page in pages), NOTHING))
        for jobs in ("1", "2"):
            for left in (copy / "output", copy / ".cache" / "artifacts"):
                shutil.rmtree(left, ignore_errors=True)
            (copy / ".cache" / "state.json").unlink(missing_ok=True)
            runs.setdefault(jobs, []).append(run([PYTHON, ROOT / "build.py", "build", "--jobs", jobs], copy))
            made = len(list((copy / "output").rglob("*.pdf")))
            assert made == len(pages), f"{made} of {len(pages)} PDFs were made"
        loads.append(load())
        say(f"round {round_ + 1} of {repeat}: all editions are measured")
    return {name: median(found) for name, found in runs.items()}


def tables(manuals: dict[tuple[str, str], Run], editions: dict[str, Run], count: int) -> list[str]:
    """Return the tables: one manual, all PDFs, and the mark."""
    rows = []
    for name in dict.fromkeys(name for name, _way in manuals):
        bare, press = manuals[name, "bare"], manuals[name, "press"]
        rows += [[f"{name}: bare WeasyPrint", *_cells(bare), ""]]
        rows += [[f"{name}: press", *_cells(press), f"{press.processor / bare.processor:.3f}"]]
    one = markdown_table(["one PDF, a fresh process", "s", "processor s", "peak MB", "processor, to bare"], rows)
    bare = editions["bare"]
    rows = [["bare WeasyPrint, one fresh process after the other", *_cells(bare), ""]]
    for jobs, words in (("1", "press, whole build, one process"), ("2", "press, whole build, two processes")):
        rows.append([words, *_cells(editions[jobs]), f"{editions[jobs].seconds / bare.seconds:.2f}"])
    every = markdown_table([f"all {count} PDFs", "s", "processor s", "peak MB of a process", "s, to bare"], rows)
    names = sorted({name for name, _way in manuals})
    added = [mark(f"{name}: press to bare WeasyPrint", _ratio(manuals, name), 1.05, "") for name in names]
    return [one, every, markdown_table(["mark", "limit", "measured", ""], added)]


def _ratio(manuals: dict[tuple[str, str], Run], name: str) -> float:
    return manuals[name, "press"].processor / manuals[name, "bare"].processor


def _cells(run_: Run) -> list[str]:
    return [seconds(run_.seconds), seconds(run_.processor), f"{run_.memory:.0f}"]


def _result(way: str, page: Path) -> Path:
    return page.with_name(f"{page.stem}-{way}.pdf")


def _job(way: str, page: Path) -> Run:
    return run([PYTHON, JOB, way, page, _result(way, page)])


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the PDFs of the press and of bare WeasyPrint.")
    parser.add_argument("--repeat", type=int, default=5)
    repeat = parser.parse_args().repeat
    loads = [load()]
    pages = print_pages(PLACE / "pdf")
    manuals = [page for page in pages if page.stem.startswith("manual-")]
    one = measured_manuals(manuals, repeat, loads)
    every = measured_editions(pages, max(1, repeat // 2), loads)
    report("pdf", "\n\n".join([circumstances(repeat, loads), *tables(one, every, len(pages))]))


if __name__ == "__main__":
    main()

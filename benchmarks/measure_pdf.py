"""The real content in; time and memory of its PDFs, by the press, bare WeasyPrint, Chromium and Typst, out.

    .venv/bin/python benchmarks/measure_pdf.py [--repeat 5]

All get the same words and fonts, in turn and each in a fresh process. The result goes to docs/performance.md.
"""

import argparse
import re
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import pypdfium2
from environments import typst_programs
from measure import NOTHING, PLACE, PYTHON, ROOT, Run, circumstances, load, mark, median, report, run, say, seconds
from measure import table as markdown_table
from typst_source import typst_source

from press.editions import load_editions
from press.fonts import read_families
from press.outputs import OUTPUTS
from press.paper import print_html
from press.project import Project
from press.tree import files_of
from press.validate import load as load_content

WAYS = {"bare": "bare WeasyPrint", "press": "press", "chromium": "Chromium's print", "typst": "Typst"}
HERE = Path(__file__).resolve().parent
_READ = re.compile(r"[0-9A-Za-z\u00C0-\u024F\u4E00-\u9FFF]+")
# Where Typst finds the same fonts: those that come as TTF, and those that the press has decompressed.
FONTS = [ROOT / "node_modules" / "source-sans" / "TTF", ROOT / ".cache" / "fonts"]
FAMILIES = ["Source Sans 3", "Amiri", "Noto Sans SC"]


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
        for file in files_of(loaded.manual, edition.language):
            if file.format == "pdf" and file.document:
                path = folder / f"{file.document.id}-{edition.language.tag}.html"
                path.write_text(print_html(project, edition.speaker, file.document.id, families), encoding="utf-8")
                written.append(path)
    return sorted(written, key=lambda path: -path.stat().st_size)


def measured_manuals(manuals: Sequence[Path], repeat: int, loads: list[float]) -> dict[tuple[str, str], Run]:
    """Measure each manual in both ways, in turn; return the medians by manual and way."""
    runs: dict[tuple[str, str], list[Run]] = {}
    for manual in manuals:
        _job("press", manual)  # as a build that is not the first: the numbers of its contents are known
    for round_ in range(repeat):
        for manual in manuals:
            # Whoever comes second finds a warmer or a busier machine: each way comes first every other time.
            for way in WAYS if round_ % 2 else reversed(WAYS):
                runs.setdefault((manual.stem, way), []).append(_job(way, manual))
        loads.append(load())
        say(f"round {round_ + 1} of {repeat}: the manuals are measured")
    for manual in manuals:
        texts = [_text(_result(way, manual)) for way in ("bare", "press")]
        assert texts[0] == texts[1], "the two ways printed different pages: the comparison is not fair"
    return {name: median(found) for name, found in runs.items()}


def measured_editions(pages: Sequence[Path], repeat: int, loads: list[float]) -> dict[str, Run]:
    """Measure all PDFs: bare, one process after the other, and built with nothing else by one and by two processes."""
    copy = PLACE / "real"
    shutil.rmtree(copy, ignore_errors=True)
    for name in ("content", "templates"):
        shutil.copytree(ROOT / name, copy / name)
    (copy / "node_modules").symlink_to(ROOT / "node_modules")
    shutil.copytree(ROOT / ".cache" / "pages", copy / ".cache" / "pages")
    runs: dict[str, list[Run]] = {}
    for round_ in range(repeat):
        runs.setdefault("bare", []).append(sum((_job("bare", page) for page in pages), NOTHING))
        for jobs in ("1", "2"):
            for left in (copy / "output", copy / ".cache" / "artifacts"):
                shutil.rmtree(left, ignore_errors=True)
            (copy / ".cache" / "state.json").unlink(missing_ok=True)
            runs.setdefault(jobs, []).append(run([PYTHON, ROOT / "build.py", "build", "-f", "pdf", "-j", jobs], copy))
            made = len(list((copy / "output").rglob("*.pdf")))
            assert made == len(pages), f"{made} of {len(pages)} PDFs were made"
        loads.append(load())
        say(f"round {round_ + 1} of {repeat}: all editions are measured")
    return {name: median(found) for name, found in runs.items()}


def tables(manuals: dict[tuple[str, str], Run], editions: dict[str, Run], count: int) -> list[str]:
    """Return the tables: one manual, all PDFs, and the mark."""
    rows = []
    for name in dict.fromkeys(name for name, _way in manuals):
        for way, words in WAYS.items():
            rows.append([f"{name}: {words}", *_cells(manuals[name, way]), f"{_ratio(manuals, name, way):.3f}"])
    one = markdown_table(["one PDF, a fresh process", "s", "processor s", "peak MB", "processor, to bare"], rows)
    bare = editions["bare"]
    rows = [["bare WeasyPrint, one fresh process after the other", *_cells(bare), ""]]
    for jobs, words in (("1", "press, one process"), ("2", "press, two processes")):
        rows.append([words, *_cells(editions[jobs]), f"{editions[jobs].seconds / bare.seconds:.2f}"])
    every = markdown_table([f"all {count} PDFs", "s", "processor s", "peak MB of a process", "s, to bare"], rows)
    names = sorted({name for name, _way in manuals})
    marks = [mark(f"{name}: press to bare WeasyPrint", _ratio(manuals, name, "press"), 0.75, "") for name in names]
    # 2.5 times the pages a second.
    marks.append(mark("all PDFs: press with two processes to bare", editions["2"].seconds / bare.seconds, 0.4, ""))
    return [one, every, markdown_table(["mark", "limit", "measured", ""], marks)]


def _ratio(manuals: dict[tuple[str, str], Run], name: str, way: str) -> float:
    return manuals[name, way].processor / manuals[name, "bare"].processor


def _text(path: Path) -> list[list[str]]:
    """Return the Latin and Chinese words and the numbers of each page: bare WeasyPrint's Arabic can't be read back."""
    with pypdfium2.PdfDocument(path) as document:
        return [_READ.findall(page.get_textpage().get_text_bounded()) for page in document]


def _cells(run_: Run) -> list[str]:
    return [seconds(run_.seconds), seconds(run_.processor), f"{run_.memory:.0f}"]


def _result(way: str, page: Path) -> Path:
    return page.with_name(f"{page.stem}-{way}.pdf")


def _job(way: str, page: Path) -> Run:
    result = _result(way, page)
    if way == "chromium":
        return run(_chromium(page, result))
    if way == "typst":
        return run([typst_programs() / "python", HERE / "typst_job.py", _typst_file(page), result, *FONTS])
    return run([PYTHON, HERE / "pdf_job.py", way, page, result])


def _chromium(page: Path, result: Path) -> list[object]:
    based = page.with_name(f"{page.stem}-based.html")
    html = page.read_text(encoding="utf-8")
    based.write_text(html.replace("<head>", f'<head><base href="{ROOT.as_uri()}/">', 1), encoding="utf-8")
    program = shutil.which("chromium-headless-shell") or "chromium"
    return [program, "--headless", "--no-sandbox", "--no-pdf-header-footer", f"--print-to-pdf={result}", based]


def _typst_file(page: Path) -> Path:
    language = page.stem.partition("-")[2]
    path = page.with_suffix(".typ")
    path.write_text(typst_source(page.read_text(encoding="utf-8"), language, FAMILIES), encoding="utf-8")
    return path


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

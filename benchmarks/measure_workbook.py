"""The real content in; time and memory of its workbook, written and read, and how both grow with its size, out.

    .venv/bin/python benchmarks/measure_workbook.py [--repeat 3]

Every figure is a fresh process, less one that reads the content and stops. openpyxl writes the cells of the same
layout, without lists, conditional formats and print settings. The result goes to docs/performance.md.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from measure import PLACE, PYTHON, ROOT, Run, circumstances, load, median, report, run, say, seconds, table

JOB = Path(__file__).resolve().parent / "workbook_job.py"
SIZES = ((30, 27), (60, 27), (120, 27), (30, 54), (30, 108))
WAYS = ("write", "openpyxl", "read")
READINGS = 100


def measured(repeat: int, loads: list[float]) -> dict[tuple[str, tuple[int, int]], Run]:
    """Measure each way at each size, in turn; return the medians."""
    PLACE.mkdir(parents=True, exist_ok=True)
    runs: dict[tuple[str, tuple[int, int]], list[Run]] = {}
    for round_ in range(repeat):
        for size in SIZES:
            path = PLACE / f"workbook-{size[0]}-{size[1]}.xlsx"
            for way in ("nothing", *WAYS):
                target = path.with_suffix(".openpyxl.xlsx") if way == "openpyxl" else path
                runs.setdefault((way, size), []).append(run([PYTHON, JOB, way, *size, target], PYTHONPATH=str(ROOT)))
        loads.append(load())
        say(f"round {round_ + 1} of {repeat} is measured")
    return {name: median(found) for name, found in runs.items()}


def tables(results: dict[tuple[str, tuple[int, int]], Run]) -> list[str]:
    """Return one table of all sizes: processor seconds beyond reading the content, and the largest memory."""
    rows = []
    for size in SIZES:
        nothing = results["nothing", size]
        cells: list[str] = []
        for way in WAYS:
            found = results[way, size]
            cells += [seconds(max(0.0, found.processor - nothing.processor)), f"{found.memory:.0f}"]
        kilobytes = (PLACE / f"workbook-{size[0]}-{size[1]}.xlsx").stat().st_size / 1000
        rows.append([f"{size[0]} cases, {size[1]} criteria", f"{kilobytes:.0f}", *cells])
    head = ["a full workbook", "KB", "written, s", "peak MB", "cells by openpyxl, s", "peak MB",
            f"read {READINGS} times, s", "peak MB"]  # fmt: skip
    return [table(head, rows)]


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=3)
    repeat = parser.parse_args(arguments).repeat
    loads = [load()]
    results = measured(repeat, loads)
    report("workbook", "\n\n".join([circumstances(repeat, loads), *tables(results)]))


if __name__ == "__main__":
    main()

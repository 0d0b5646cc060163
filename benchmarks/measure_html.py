"""The press and Sphinx in, on sources of the same size; times, memory and how both grow with the languages, out.

    .venv/bin/python benchmarks/measure_html.py [--repeat 3] [--languages 1,2,5,10,20]

Both tools are measured in turn in one run, since ratios outlive a busy machine and seconds don't. What is made and
how is told in README.md; the result goes to docs/performance.md.
"""

import argparse
import shutil
import statistics
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from environments import sphinx_programs
from generate import EDITED_PAGE, LANGUAGES, edit_source, edit_translation, fill, press_project, sphinx_project
from measure import NOTHING, PLACE, PYTHON, ROOT, Run, circumstances, load, mark, median, report, run, say, seconds
from measure import table as markdown_table

EDITED = LANGUAGES[1]
TASKS = ("full HTML build", "one PO edit", "nothing changed", "catalogs updated, one word changed")
ONE_LANGUAGE = "one PO edit, that language only"
Results = dict[tuple[str, str, int], list[Run]]


class Press:
    """The press on a generated project of some languages."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.root = PLACE / f"press-{count}"

    def prepare(self) -> None:
        press_project(self.root, self.count)
        self._call("messages", "update")
        for tag in LANGUAGES[1 : self.count]:
            fill(self.root / "content" / "locales" / tag, tag)
        self._call("build")

    def measure(self, word: str) -> dict[str, Run]:
        """Do each task once; `word` is what is written into a translation."""
        found = {}
        for left in (self.root / "output", self.root / ".cache" / "state.json"):
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        found[TASKS[0]] = self._call("build", "--format", "html", "--jobs", "1")
        if self.count > 1:
            edit_translation(self.root / "content" / "locales" / EDITED / "LC_MESSAGES" / "manual.po", word)
            found[TASKS[1]] = self._call("build", "--format", "html", "--jobs", "1")
            assert word in (self.root / "output" / EDITED / "manual.html").read_text(encoding="utf-8")
        self._call("build")
        found[TASKS[2]] = self._call("build")
        found[TASKS[3]] = self._update()
        return found

    def warm(self, repeat: int) -> list[Run]:
        """Measure the PO edit in a process that has built before."""
        command = [PYTHON, ROOT / "benchmarks" / "warm.py", self.root, EDITED, str(repeat)]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        return [Run(float(line), 0, 0) for line in said.split()]

    def _update(self) -> Run:
        kept = self.root / "kept"
        shutil.copytree(self.root / "content", kept)
        edit_source(self.root / "content" / "manual" / f"{EDITED_PAGE}.md")
        found = self._call("messages", "update")
        shutil.rmtree(self.root / "content")
        kept.rename(self.root / "content")
        return found

    def _call(self, *words: str) -> Run:
        return run([PYTHON, ROOT / "build.py", *words], self.root)


class Sphinx:
    """Sphinx on the same sources, a process a language, as it has to be called."""

    def __init__(self, count: int) -> None:
        self.tags = LANGUAGES[:count]
        self.root = PLACE / "sphinx"
        self.programs = sphinx_programs()

    def prepare(self) -> None:
        sphinx_project(self.root)
        self._extract(self.root)
        self._merge(self.root, self.tags[1:])
        for tag in self.tags[1:]:
            fill(self.root / "locales" / tag, tag)

    def measure(self, word: str, counts: Sequence[int]) -> dict[str, list[Run]]:
        """Do each task once in each language, one after the other; the sums up to N are the figures of N languages."""
        found = {}
        for left in [self.root / "out", self.root / "doctrees"]:
            shutil.rmtree(left, ignore_errors=True)
        for path in self.root.rglob("*.mo"):
            path.unlink()
        found[TASKS[0]] = [self._build(tag) for tag in self.tags]
        if len(self.tags) > 1:
            edit_translation(self.root / "locales" / EDITED / "LC_MESSAGES" / f"{EDITED_PAGE}.po", word)
            found[TASKS[1]] = [self._build(tag) for tag in self.tags]
            assert word in (self.root / "out" / EDITED / f"{EDITED_PAGE}.html").read_text(encoding="utf-8")
        found[TASKS[2]] = [self._build(tag) for tag in self.tags]
        found[TASKS[3]] = [self._update(self.tags[1:count]) for count in counts]
        return found

    def _build(self, tag: str) -> Run:
        trees, output = self.root / "doctrees" / tag, self.root / "out" / tag
        command = [self.programs / "sphinx-build", "-q", "-b", "html", "-D", f"language={tag}", "-d", trees]
        return run([*command, self.root, output], self.root)

    def _update(self, tags: Sequence[str]) -> Run:
        """Update a copy of the project whose pages have been read before, as is usual."""
        copy = PLACE / "sphinx-copy"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(self.root, copy, ignore=shutil.ignore_patterns("out", "doctrees", "pot"))
        self._extract(copy)
        edit_source(copy / f"{EDITED_PAGE}.md")
        return self._extract(copy) + self._merge(copy, tags)

    def _extract(self, root: Path) -> Run:
        trees = root / "pot" / "doctrees"
        return run([self.programs / "sphinx-build", "-q", "-b", "gettext", "-d", trees, root, root / "pot"], root)

    def _merge(self, root: Path, tags: Sequence[str]) -> Run:
        if not tags:
            return NOTHING
        chosen = [word for tag in tags for word in ("-l", tag)]
        return run([self.programs / "sphinx-intl", "update", "-p", "pot", "-d", "locales", *chosen], root)


def measured(counts: Sequence[int], repeat: int) -> tuple[Results, list[Run], list[float]]:
    """Measure both tools in turn; return the runs by task, tool and languages, the warm edits, and the loads."""
    presses = [Press(count) for count in counts]
    sphinx = Sphinx(max(counts))
    for tool in (*presses, sphinx):
        tool.prepare()
    results: Results = {}
    loads, warm = [load()], []
    for round_ in range(repeat):
        word = f"edited{chr(97 + round_)}"  # no digit: a number that the source has not is refused
        for press in presses:
            for task, found in press.measure(word).items():
                results.setdefault((task, "press", press.count), []).append(found)
        say(f"round {round_ + 1} of {repeat}: the press is measured")
        loads.append(load())
        for task, runs in sphinx.measure(word, counts).items():
            for index, count in enumerate(counts):
                whole = runs[index] if task == TASKS[3] else sum(runs[:count], NOTHING)
                results.setdefault((task, "Sphinx", count), []).append(whole)
            if task == TASKS[1]:
                results.setdefault((ONE_LANGUAGE, "Sphinx", max(counts)), []).append(runs[1])
        say(f"round {round_ + 1} of {repeat}: Sphinx is measured")
        loads.append(load())
    warm = presses[-1].warm(repeat) if max(counts) > 1 else []
    return results, warm, loads


def tables(results: Results, warm: Sequence[Run], counts: Sequence[int]) -> list[str]:
    """Return the tables: times and ratios by task and number of languages, growth, and memory."""
    middle = {name: median(runs) for name, runs in results.items()}
    rows: list[list[str]] = []
    for task in TASKS:
        press, other = ([middle.get((task, tool, count)) for count in counts] for tool in ("press", "Sphinx"))
        rows.append([f"{task}: press", *(seconds(each.seconds) if each else "" for each in press)])
        rows.append([f"{task}: Sphinx", *(seconds(each.seconds) if each else "" for each in other)])
        ratios = [_ratio(a, b) if a and b else "" for a, b in zip(press, other, strict=True)]
        rows.append(["**ratio**", *ratios])
    times = markdown_table(["seconds, by number of languages", *map(str, counts)], rows)
    return [times, markdown_table(["", "press", "Sphinx"], _asides(middle, warm, counts))]


def _ratio(press: Run, other: Run) -> str:
    times = other.seconds / press.seconds
    return f"1 : {times:.0f}" if times >= 10 else f"1 : {times:.1f}"


def _asides(middle: dict[tuple[str, str, int], Run], warm: Sequence[Run], counts: Sequence[int]) -> list[list[str]]:
    first, last = counts[0], counts[-1]
    rows = []
    for task in (TASKS[0], TASKS[2]):
        ends = [[middle[task, tool, count].seconds for count in (first, last)] for tool in ("press", "Sphinx")]
        further = [f"{max(0, end - start) / max(1, last - first):.3f}" for start, end in ends]
        rows.append([f"{task}: each further language, s", *further])
    if warm:
        one = middle[ONE_LANGUAGE, "Sphinx", last].seconds
        edit = middle[TASKS[1], "press", last].seconds
        rows.append([f"{ONE_LANGUAGE} (of {last}), s", seconds(edit), seconds(one)])
        value = seconds(statistics.median(each.seconds for each in warm))
        rows.append(["the same in a process that has built before, s", value, ""])
    memory = [f"{middle[TASKS[0], tool, last].memory:.0f}" for tool in ("press", "Sphinx")]
    rows.append([f"peak memory of a process, full build of {last} languages, MB", *memory])
    return rows


def marks(results: Results, counts: Sequence[int]) -> str:
    """Compare with the marks of the design, at ten languages or the number next to it."""
    count = min(counts, key=lambda each: abs(each - 10))
    rows = []
    for task, limit in ((TASKS[0], 1.5), (TASKS[1], 0.5), (TASKS[2], 0.3)):
        if (task, "press", count) in results:
            found = median(results[task, "press", count])
            row = mark(f"{task}, {count} languages", found.seconds, limit)
            rows.append([*row[:3], f"{found.processor:.3g} s", row[3]])
    return markdown_table(["mark", "limit", "by the clock", "processor time", "verdict by the clock"], rows)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure HTML builds of the press and of Sphinx.")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--languages", default="1,2,5,10,20", help="numbers of languages, the source included")
    chosen = parser.parse_args()
    counts = sorted(int(count) for count in chosen.languages.split(","))
    results, warm, loads = measured(counts, chosen.repeat)
    text = [circumstances(chosen.repeat, loads), *tables(results, warm, counts), marks(results, counts)]
    report("html", "\n\n".join(text))


if __name__ == "__main__":
    main()

"""The preview and sphinx-autobuild in, on sources of the same size; seconds from saving a PO file to the open page out.

    .venv/bin/python benchmarks/measure_serve.py [--saves 50] [--languages 4]

Both run at the same time, with a page of each language open in one browser, and are saved to in turn: ratios outlive a
busy machine and seconds don't. What is measured is told in README.md; the result goes to docs/performance.md.
"""

import argparse
import shutil
import socket
import statistics
import string
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import islice, product
from pathlib import Path
from typing import Protocol

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from environments import autobuild_programs
from generate import EDITED_PAGE, LANGUAGES, edit_translation, fill, press_project, sphinx_project
from measure import PLACE, PYTHON, ROOT, circumstances, load, mark, report, run, say, seconds, table
from playwright.sync_api import BrowserContext, sync_playwright

EDITED = LANGUAGES[1]
PATIENCE = 120
# Seconds between two saves, so that nothing of the one is left when the next comes.
PAUSE = 1
# Runs in every page from its beginning: tells the time at which a word that was saved is in it for the first time.
WATCH = """(() => {
  const told = new Set();
  new MutationObserver(() => {
    for (const [word] of (document.body?.textContent ?? "").matchAll(/\\bedited[a-z]{2}\\b/g)) {
      if (!told.has(word)) window.saw(word, Date.now());
      told.add(word);
    }
  }).observe(document, { subtree: true, childList: true, characterData: true });
})()"""


class Tool(Protocol):
    """Something that previews: `urls` are the pages of each language, `catalog` is saved to."""

    name: str
    urls: list[str]
    catalog: Path

    def prepare(self) -> None:
        """Write its source, with a translation of everything."""

    def commands(self) -> list[list[object]]:
        """Return what has to run, in `root`."""

    root: Path


class Press:
    """The preview: one server for all languages."""

    name = "press"

    def __init__(self, count: int) -> None:
        self.count = count
        self.root = PLACE / "serve-press"
        self.port = free_port()
        self.urls = [f"http://127.0.0.1:{self.port}/{tag}/manual.html" for tag in LANGUAGES[:count]]
        self.catalog = self.root / "content" / "locales" / EDITED / "LC_MESSAGES" / "manual.po"

    def prepare(self) -> None:
        press_project(self.root, self.count)
        run([PYTHON, ROOT / "build.py", "messages", "update"], self.root)
        for tag in LANGUAGES[1 : self.count]:
            fill(self.root / "content" / "locales" / tag, tag)

    def commands(self) -> list[list[object]]:
        return [[PYTHON, ROOT / "build.py", "serve", "--port", self.port]]


class Autobuild:
    """sphinx-autobuild: a server a language, since it builds one; none looks at the catalogs of the others."""

    name = "sphinx-autobuild"

    def __init__(self, count: int) -> None:
        self.tags = LANGUAGES[:count]
        self.root = PLACE / "serve-sphinx"
        self.programs = autobuild_programs()
        self.ports = {tag: free_port() for tag in self.tags}
        self.urls = [f"http://127.0.0.1:{port}/{EDITED_PAGE}.html" for port in self.ports.values()]
        self.catalog = self.root / "locales" / EDITED / "LC_MESSAGES" / f"{EDITED_PAGE}.po"

    def prepare(self) -> None:
        sphinx_project(self.root)
        pot = self.root / "pot"
        run([self.programs / "sphinx-build", "-q", "-b", "gettext", self.root, pot], self.root)
        chosen = [word for tag in self.tags[1:] for word in ("-l", tag)]
        run([self.programs / "sphinx-intl", "update", "-p", "pot", "-d", "locales", *chosen], self.root)
        shutil.rmtree(pot)
        for tag in self.tags[1:]:
            fill(self.root / "locales" / tag, tag)

    def commands(self) -> list[list[object]]:
        return [self._command(tag) for tag in self.tags]

    def _command(self, tag: str) -> list[object]:
        beside = PLACE / "serve-out" / tag
        ignored = rf"\.mo$|/locales/(?!{tag}/)"
        # As the README of Sphinx has it for translations; its output stands beside the source, so it is not watched.
        return [
            *(self.programs / "sphinx-autobuild", "-q", "-b", "html", "-D", f"language={tag}"),
            *("-d", beside / "doctrees", "--port", self.ports[tag], "--re-ignore", ignored, self.root, beside / "html"),
        ]


@contextmanager
def running(tool: Tool) -> Iterator[None]:
    """Run what a tool needs until the measurement is over."""
    started = [
        subprocess.Popen([str(word) for word in command], cwd=tool.root, stdout=subprocess.DEVNULL)
        for command in tool.commands()
    ]
    try:
        for url in tool.urls:
            wait_for(url)
        yield
    finally:
        for process in started:
            process.terminate()
            process.wait()


def wait_for(url: str) -> None:
    """Wait until a page is there."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"there is no page at {url}")


def free_port() -> int:
    """Return a port that nobody has."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def words() -> Iterator[str]:
    """Yield words that no text has; without digits, since a number that the source has not is refused."""
    yield from (f"edited{a}{b}" for a, b in product(string.ascii_lowercase, repeat=2))


def measured(tools: list[Tool], saves: int) -> tuple[dict[str, list[float]], list[float]]:
    """Save to each tool in turn; return the seconds that each save took to reach its page, and the loads."""
    found: dict[str, list[float]] = {tool.name: [] for tool in tools}
    loads = [load()]
    with ExitStack() as stack:
        for tool in tools:
            stack.enter_context(running(tool))
        playwright = stack.enter_context(sync_playwright())
        program = shutil.which("chromium-headless-shell") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        seen: dict[tuple[str, str], float] = {}
        contexts = [_opened(browser.new_context(), tool, seen) for tool in tools]
        for number, word in enumerate(islice(words(), saves), 1):
            for tool, context in zip(tools, contexts, strict=True):
                found[tool.name].append(_save(tool, word, context, seen))
            if number % 10 == 0:
                say(f"{number} of {saves} saves")
                loads.append(load())
        browser.close()
    return found, loads


def _opened(context: BrowserContext, tool: Tool, seen: dict[tuple[str, str], float]) -> BrowserContext:
    context.expose_function("saw", lambda word, at: seen.setdefault((tool.name, word), at / 1000))
    context.add_init_script(WATCH)
    for url in tool.urls:
        context.new_page().goto(url)
    time.sleep(PAUSE)
    return context


def _save(tool: Tool, word: str, context: BrowserContext, seen: dict[tuple[str, str], float]) -> float:
    """Save a word, wait until a page shows it, and return how long that took."""
    start = time.time()
    edit_translation(tool.catalog, word)
    while (tool.name, word) not in seen:
        context.pages[0].wait_for_timeout(10)  # lets the browser speak
        assert time.time() < start + PATIENCE, f"{tool.name} never showed {word}"
    time.sleep(PAUSE)
    return seen[tool.name, word] - start


def tables(found: dict[str, list[float]]) -> list[str]:
    """Return the times of both, and the mark."""
    rows = []
    for name, times in found.items():
        ninth = statistics.quantiles(times, n=10, method="inclusive")[-1]
        rows.append([name, *map(seconds, (statistics.median(times), ninth, max(times)))])
    press, other = (statistics.median(times) for times in found.values())
    rows.append(["**ratio of the medians**", f"1 : {other / press:.1f}", "", ""])
    head = ["seconds from saving to the open page", "median", "nine of ten within", "longest"]
    verdict = [mark("a PO edit in the preview, median", press, 0.5)]
    return [table(head, rows), table(["mark", "limit", "measured", ""], verdict)]


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the preview and sphinx-autobuild.")
    parser.add_argument("--saves", type=int, default=50)
    parser.add_argument("--languages", type=int, default=4, help="the source included")
    chosen = parser.parse_args()
    tools: list[Tool] = [Press(chosen.languages), Autobuild(chosen.languages)]
    for tool in tools:
        tool.prepare()
    found, loads = measured(tools, chosen.saves)
    report("serve", "\n\n".join([circumstances(chosen.saves, loads), *tables(found)]))


if __name__ == "__main__":
    main()

"""The rules of the house, each as a test, so that one run of pytest shows all of them."""

import ast
import json
import re
import statistics
import subprocess
import sys
import textwrap
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# A module imports only from entries above its own; a name stands for a module and all below it, so a family's
# registry (its __init__) comes after the members that are listed on their own.
ORDER = (
    "problems",
    "sealed",
    "source",
    "records",
    "project",
    "font_files",
    "history",
    "tables",
    "model",
    "fonts",
    "hyphens",
    "markdown",
    "wording",
    "texts",
    "chapters",
    "translation.messages",
    "pictures",
    "figures",
    "needs",
    "stated",
    "unread",
    "renames",
    "kept",
    "layouts",
    "consistency",
    "validate",
    "fields",
    "answers.model",
    "released",
    "answers.reported",
    "schemas",
    "translation.inline",
    "translation.numbers",
    "translation.changes",
    "translation.pairs",
    "translation.pseudo",
    "translation.coverage",
    "translation.po_syntax",
    "translation.po",
    "translation.catalogs",
    "translation.update",
    "translation.apply",
    "translation",
    "outline",
    "snapshot",
    "compare.pairing",
    "pages.isolation",
    "pages.breaks",
    "pages.interface",
    "pages.links",
    "pages.forms",
    "pages.content",
    "pages.changes",
    "pages.chapter",
    "pages.site",
    "pages.offline",
    "pages",
    "workbooks.ids",
    "workbooks.blocks",
    "workbooks.model",
    "workbooks.own",
    "workbooks.tally",
    "workbooks.points",
    "workbooks.words",
    "workbooks.questions",
    "workbooks.canvas",
    "workbooks.carried",
    "workbooks.live",
    "workbooks.sheets",
    "workbooks.summary",
    "workbooks.start",
    "workbooks.layout",
    "workbooks.write",
    "search",
    "outputs.made",
    "outputs.resources",
    "outputs.parsing",
    "outputs.complaints",
    "outputs.page_numbers",
    "outputs.gaps",
    "outputs.clusters",
    "outputs.structure",
    "outputs.links",
    "outputs.tags",
    "outputs.finish",
    "outputs.typeset",
    "outputs.pdf",
    "outputs.xlsx",
    "outputs.offline",
    "outputs",
    "checks",
    "editions",
    "workbooks.known",
    "freeze",
    "desk",
    "newcomer",
    "rehearsal",
    "inspection",
    "sent",
    "taking",
    "returned",
    "plan",
    "cache",
    "run",
    "publish",
    "assets",
    "paper",
    "manifest",
    "tree",
    "build",
    "serve.watch",
    "serve.news",
    "serve.failures",
    "serve.texts",
    "serve.state",
    "serve.shown",
    "serve.maker",
    "serve.frame",
    "serve.preview",
    "serve.server",
    "serve.session",
    "serve",
    "release.uncommitted",
    "release.hindrances",
    "release.archives",
    "release.desk",
    "release",
    "answers.json",
    "answers.overlaid",
    "answers.pdf",
    "answers.files",
    "workbooks.raw",
    "workbooks.apart",
    "workbooks.guard",
    "workbooks.find",
    "workbooks.witness",
    "workbooks.lost",
    "workbooks.stray",
    "workbooks.boxes",
    "workbooks.outside",
    "workbooks",
    "answers.cells",
    "answers.xlsx",
    "answers.read",
    "answers.settle",
    "answers.carried",
    "answers.place",
    "answers.book",
    "answers.drawn",
    "answers.fill",
    "answers.page",
    "answers.desk",
    "answers.drafts",
    "answers.cases",
    "answers.sample",
    "answers.sample_files",
    "answers.cap",
    "answers.cap_files",
    "answers.migrate",
    "answers.merge",
    "answers.persons",
    "answers.named",
    "answers.privacy",
    "answers.action_plan",
    "answers.findings",
    "answers.labels",
    "answers.sections",
    "answers.phrases",
    "answers.unread",
    "answers.entries",
    "answers.report",
    "answers.terminal",
    "answers.report_page",
    "answers.export",
    "answers.reporting",
    "answers",
    "review.rows",
    "review.page",
    "review.sheet",
    "review.desk",
    "review.read",
    "review.apply",
    "review",
    "compare",
    "doctor",
    "commands.common",
    "commands.drafts",
    "commands",
    "cli",
)

LONGEST_FUNCTION, LONGEST_FILE = 50, 400
MEAN_FUNCTION, MEAN_FILE = 25, 300


def lines_of(node: ast.AST) -> int:
    return node.end_lineno - node.lineno + 1


def functions_in(path: Path) -> dict[str, int]:
    """Each function's length, docstring and all, by its place."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {f"{path}:{n.lineno} {n.name}": lines_of(n) for n in ast.walk(tree) if isinstance(n, kinds)}


def oversized(package: Path) -> list[str]:
    """What is longer than the house allows, and whether the average is, too."""
    paths = sorted(package.rglob("*.py"))
    files = {str(path): len(path.read_text(encoding="utf-8").splitlines()) for path in paths}
    functions = {place: length for path in paths for place, length in functions_in(path).items()}
    found = [f"{place}: {length} lines" for place, length in files.items() if length > LONGEST_FILE]
    found += [f"{place}: {length} lines" for place, length in functions.items() if length > LONGEST_FUNCTION]
    for what, lengths, limit in (("function", functions, MEAN_FUNCTION), ("file", files, MEAN_FILE)):
        if lengths and statistics.mean(lengths.values()) > limit:
            found.append(f"the average {what} has {statistics.mean(lengths.values()):.0f} lines")
    return found


def module_name(path: Path, package: Path) -> str:
    parts = path.relative_to(package).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def entry_of(module: str) -> str | None:
    """The longest entry of ORDER that covers the module."""
    covering = [entry for entry in ORDER if module == entry or module.startswith(f"{entry}.")]
    return max(covering, key=len, default=None)


def imports_of(path: Path, package: Path, modules: set[str]) -> set[str]:
    """Modules of the package that a file imports anywhere in it, relative imports and type checking included."""
    here = ["press", *path.relative_to(package).parts[:-1]]
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = here[: len(here) - node.level + 1] if node.level else []
            start = ".".join([*base, *([node.module] if node.module else [])])
            for alias in node.names:
                longer = f"{start}.{alias.name}"
                found.add(longer if longer.removeprefix("press.") in modules else start)
    return {name.removeprefix("press.") for name in found if name.startswith("press.")}


def trespasses(package: Path) -> list[str]:
    """Modules that have no place in ORDER, and imports of something that stands below."""
    names = {module_name(path, package): path for path in sorted(package.rglob("*.py"))}
    found = []
    for name, path in names.items():
        if name and entry_of(name) is None:
            found.append(f"{name} has no place in ORDER")
            continue
        for imported in sorted(imports_of(path, package, set(names))):
            target = entry_of(imported)
            own = name and entry_of(name) == target
            if not own and (not name or target is None or ORDER.index(target) > ORDER.index(entry_of(name))):
                found.append(f"{name or 'press'} imports {imported}")
    return found


def write_tree(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text), encoding="utf-8")
    return root


def output_of(*command: str) -> tuple[int, str]:
    done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_style() -> None:
    """Ruff finds nothing to say about any Python file."""
    status, said = output_of("ruff", "check", "--output-format", "concise", ".")
    assert status == 0, said


def test_types() -> None:
    """Every signature in press/ is typed, and strictly so."""
    status, said = output_of("mypy", "--strict", "press")
    assert status == 0, said


def test_sizes() -> None:
    """No function in press/ is over 50 lines, no file over 400, and the averages are well below."""
    assert oversized(ROOT / "press") == []


def test_layers() -> None:
    """Each module of press/ imports only what stands before it."""
    assert trespasses(ROOT / "press") == []


def test_map_names_every_part() -> None:
    """The docstring of press/ names every module or family in ORDER."""
    import press

    said = [(entry, entry.replace(".", "/"), entry.rpartition(".")[2]) for entry in ORDER]
    unnamed = [e for e, path, last in said if not re.search(f"`({path}|{last})(/|\\.py)", press.__doc__)]
    assert unnamed == []


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("from press import cli\n", "source imports cli"),
        ("from press.cli import main\n", "source imports cli"),
        ("import press.checks.links\n", "source imports checks.links"),
        ("from . import run\n", "source imports run"),
        ("from .translation import apply\n", "source imports translation.apply"),
        ("def f():\n    from press.plan import jobs\n", "source imports plan"),
    ],
)
def test_layers_see_every_import(tmp_path: Path, text: str, complaint: str) -> None:
    """An import from below is found in whichever way it is written."""
    below = dict.fromkeys(("cli.py", "run.py", "plan.py", "checks/links.py", "translation/apply.py"), "")
    assert trespasses(write_tree(tmp_path, {"source.py": text, **below})) == [complaint]


def test_layers_allow_what_stands_above(tmp_path: Path) -> None:
    """Imports from above and within one's own family pass, and so do those of other packages."""
    files = {
        "source.py": "import json\nfrom press.problems import Problem\n",
        "model/manual.py": "from press.model.forms import Form\nfrom ..source import read\n",
        "outputs/__init__.py": "from press.outputs import html, pdf\n",
        "outputs/html.py": "",
        "outputs/pdf.py": "from press.pages import page\n",
    }
    assert trespasses(write_tree(tmp_path, files)) == []


def test_layers_refuse_a_stranger(tmp_path: Path) -> None:
    """A module without a place in the order is reported."""
    assert trespasses(write_tree(tmp_path, {"helpers.py": ""})) == ["helpers has no place in ORDER"]


def test_sizes_are_measured(tmp_path: Path) -> None:
    """One line over either limit is reported; the limit itself is not."""
    body = "    pass\n"
    write_tree(tmp_path, {"long.py": "def f():\n" + body * 50, "short.py": "def f():\n" + body * 49})
    write_tree(tmp_path, {"tall.py": "x = 1\n" * 401, "just.py": "x = 1\n" * 400})
    found = [line.removeprefix(f"{tmp_path}/") for line in oversized(tmp_path)]
    assert found == ["tall.py: 401 lines", "long.py:1 f: 51 lines", "the average function has 50 lines"]


def pins(name: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))


def test_locks_agree() -> None:
    """What is tested is what builds: the tests' lock holds every version of the other one."""
    assert pins("requirements.lock").items() <= pins("requirements-test.lock").items()


def test_locks_cover_what_is_asked_for() -> None:
    """Every package that pyproject.toml names is in its lock file."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for wanted, lock in (
        (project["dependencies"], "requirements.lock"),
        (project["optional-dependencies"]["test"], "requirements-test.lock"),
    ):
        assert {re.match(r"[\w-]+", each)[0].lower() for each in wanted} <= pins(lock).keys()


def test_fonts_and_scripts_are_locked() -> None:
    """package-lock.json holds exactly the versions of package.json, each with its hash."""
    described = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    wanted = described["dependencies"] | described["devDependencies"]
    records = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    records = {folder.removeprefix("node_modules/"): record for folder, record in records.items() if folder}
    assert {name: record["version"] for name, record in records.items()} == wanted
    assert all(record["integrity"].startswith("sha512-") for record in records.values())


def test_locks_name_no_host() -> None:
    """Lock files hold names, versions and hashes only, so they serve behind any mirror."""
    locks = [*ROOT.glob("requirements*.lock"), ROOT / "package-lock.json"]
    assert [lock.name for lock in locks if "://" in lock.read_text(encoding="utf-8")] == []
    assert len(locks) == 4


def test_links_between_documents() -> None:
    """Each link and picture of README and docs/ is there, and so is each heading that a link names."""
    pages = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), ROOT / "benchmarks" / "README.md"]
    links = [(page, link) for page in pages for link in re.findall(r"\]\(([^)\s:]+)\)", prose(page))]
    assert len(links) > 20, "the links of the documents were not found"
    for page, link in links:
        name, _, heading = link.partition("#")
        target = page.parent / name if name else page
        assert target.exists(), f"{page.relative_to(ROOT)}: {link} leads nowhere"
        assert not heading or heading in headings(target), f"{page.relative_to(ROOT)}: {link} names no heading"


def prose(page: Path) -> str:
    """Return a Markdown file without its examples of code."""
    return re.sub(r"(?s)```.*?```|`[^`\n]*`", "", page.read_text("utf-8"))


def headings(page: Path) -> set[str]:
    """Return the anchors that a Markdown file has where it is read on the web."""
    titles = re.findall(r"(?m)^#+ (.+)$", page.read_text("utf-8"))
    return {re.sub(r"[^\w\- ]", "", title).lower().replace(" ", "-") for title in titles}

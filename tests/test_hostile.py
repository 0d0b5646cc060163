"""Content and translations that are made to hurt do none: not to readers, not to the machine that builds."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
import tinycss2
from builds import PAGES, WHOLE, Page, add_picture, files, manifest_complaints, pages, pdf_pages, quick_pdf
from small import ROOT, add_catalog, complaints, edit, write_project

from press.build import build
from press.editions import source_speaker
from press.model import Text
from press.outputs import OUTPUTS, resources
from press.pages.site import print_page
from press.plan import Selection
from press.project import Project
from press.translation import apply
from press.validate import load

# 1234 * 4321: what a template engine would make of them.
PRODUCT = "5332114"
HOSTILE = {
    "script": "<script>alert(1)</script>",
    "picture": "<img src=http://evil.example/x.png onerror=alert(1)>",
    "base": '<base href="http://evil.example/">',
    "style-end": "</style></title></svg><script>alert(1)</script>",
    "comment": "<!-- <script>alert(1)</script> -->",
    "attachment": "<link rel=attachment href=file:///etc/passwd>",
    "template": "{{ 1234*4321 }}",
    "statement": "{% for x in [1234*4321] %}{{ x }}{% endfor %}",
    "include": "{% include 'web/base.html.jinja' %}",
    "format": "{manual.__class__} {0.__class__} %(x)s %s",
    "attribute": "text {onclick=alert(1) .normative #evil}",
    "javascript": "[click](javascript:alert(1))",
    "javascript-spelt": "[click](java&#115;cript:alert(1)) [click](JAVASCRIPT&colon;alert(1)) [a](<javascript:x>)",
    "data": "[click](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "file": "[click](file:///etc/passwd)",
    "path": "[click](../../etc/passwd)",
    "host": "[click](//evil.example/) and [click](https://evil.example/)",
    "autolink": "<http://evil.example/>",
    "definition": "[click]: http://evil.example/",
    "image": "![x](file:///etc/passwd)",
    "image-away": "![x](http://evil.example/x.png)",
    "url": "url(file:///etc/passwd) url(http://evil.example/x.png)",
    "css": '"; } @import url(http://evil.example/x.css); @page { @top-left { content: "evil',
    "css-escape": "\\22 ; } * { background: url(http://evil.example/x.png) } \\",
    "entity": "&lt;script&gt;alert(1)&lt;/script&gt; &#x202e;",
    "directive": ":::{figure} screen",
    "row-after-row": "text | </td></tr><tr><td onclick=alert(1)> |",
    "bidi": "abc \u202e\u2066def",
    "control": "a\x0b\x1b[31mb",
    "tags": "a\U000e0041\U000e0042",
}
# What only the filter of translations stops: as Markdown these are links like any other.
LINKS = frozenset(
    (
        "../../etc/passwd",
        "//evil.example/",
        "https://evil.example/",
        "http://evil.example/",
        "http://evil.example/x.png",
    )
)
# A picture that is a link to this would publish it.
SECRET = Path("/etc/passwd")


class Watch:
    """What this process tried to reach: names and addresses of other machines, and the secret file."""

    def __init__(self) -> None:
        self.on = False
        self.tried: list[str] = []
        sys.addaudithook(self._note)

    def _note(self, event: str, arguments: tuple[object, ...]) -> None:
        if not self.on:
            return
        away = event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto")
        if away or (event == "open" and str(arguments[0]) == str(SECRET)):
            self.tried.append(f"{event} {arguments}")


WATCH = Watch()


@pytest.fixture(autouse=True)
def _nothing_is_reached() -> Iterator[None]:
    """In each of these tests, no other machine and no secret file is reached from this process."""
    WATCH.on, WATCH.tried = True, []
    yield
    WATCH.on = False
    assert WATCH.tried == []


@pytest.fixture
def fetched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What WeasyPrint asked for, answered or not."""
    asked: list[str] = []
    allowed = resources._allowed

    def note(url: str, root: Path) -> Path | None:
        asked.append(url)
        return allowed(url, root)

    monkeypatch.setattr(resources, "_allowed", note)
    return asked


def write_sections(root: Path) -> None:
    """Add a heading and a paragraph for each hostile string to the small project."""
    text = "".join(f"\n{{#h-{name}}}\n## Heading of {name}\n\nParagraph about {name}.\n" for name in HOSTILE)
    path = root / "content" / "manual" / "introduction.md"
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def write_hostile(root: Path) -> Project:
    """Write the small project with German catalogs in which every translation is hostile."""
    write_project(root)
    write_sections(root)
    entries = [
        (f"h-{name}", source, translation.format(text))
        for name, text in HOSTILE.items()
        for source, translation in ((f"Heading of {name}", "{}"), (f"Paragraph about {name}.", "Absatz. {} Ende."))
    ]
    add_catalog(root, "de", ("checklist", "Small Checklist", HOSTILE["css"]), *entries)
    forms = (
        ("checklist", "Small Checklist", HOSTILE["css"]),
        ("minimum-dataset/first-name", "First Name", HOSTILE["script"]),
        ("1a", "Records of something.", HOSTILE["picture"]),
    )
    add_catalog(root, "de", *forms, domain="forms")
    interface = (
        ("interface/state-draft", "Draft translation, not yet reviewed by a native clinician", HOSTILE["css"]),
        ("interface/edition-of", "Edition {edition}, {edition_date}", "</style><script>{edition}, {edition_date}"),
        ("interface/page-of", "Page {page} of {pages}", '"; } @import url(x); {page} {pages}'),
        ("interface/contents", "Contents", '" onclick="alert(1)'),
        ("interface/documents", "Documents", "{{ 1234*4321 }}"),
        ("interface/note", "Please note", HOSTILE["script"]),
    )
    add_catalog(root, "de", *interface, domain="interface")
    return Project(root)


def shapes(project: Project) -> dict[str, tuple[set[tuple[str, tuple[str, ...]]], set[str]]]:
    """Return of each page its elements and its addresses."""
    return {path: (page.elements, page.addresses) for path, page in pages(project)}


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The same project without a catalog: what its pages are built of, hostile ones may be, and of nothing else."""
    project = Project(write_project(tmp_path_factory.mktemp("harmless") / "project"))
    write_sections(project.root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(OUTPUTS, "pdf", quick_pdf())
        assert build(project, WHOLE, 1).problems == ()
    return project


def assert_harmless(project: Project, harmless: Project, links: frozenset[str] = frozenset()) -> None:
    known = shapes(harmless)
    for path, (elements, addresses) in shapes(project).items():
        assert elements - known[path][0] == set(), path
        assert addresses - known[path][1] - links == set(), path
    for path, page in pages(project):
        assert PRODUCT not in page.text, path


# --- Translations ---


def test_hostile_translations_are_harmless(tmp_path: Path, harmless: Project, fetched: list[str]) -> None:
    """Whatever stands in a catalog, pages get no element, attribute or address of it, and PDFs no link or file."""
    project = write_hostile(tmp_path / "project")
    report = build(project, Selection(documents=("manual",), languages=("de",)), 1)
    assert report.published
    assert {problem.language for problem in report.problems} == {"de"}
    assert all(problem.origin.line for problem in report.problems)
    ours = frozenset(f"de/{name}.html" for name in ("checklist", "manual", "minimum-dataset"))
    assert_harmless(project, harmless, ours)  # German alone was made, so the first page leads there
    path = project.output / "de" / "iasios-manual-de.pdf"
    assert addresses_in(path) == {"mailto:office@example.org"}
    text = " ".join(pdf_pages(path))
    assert PRODUCT not in text
    assert "root:x:" not in text
    assert fetched
    fonts = f"{resources.BASE}node_modules/"
    assert all(url.startswith(fonts) and ".." not in url for url in fetched)


def addresses_in(path: Path) -> set[str]:
    """Return the addresses that a PDF links to; it holds no script, no other file, and starts nothing."""
    found = set()
    with pikepdf.open(path) as document:
        assert not {"/OpenAction", "/AA", "/AF"} & set(document.Root.keys())
        assert not {"/JavaScript", "/EmbeddedFiles"} & set(document.Root.get("/Names", {}).keys())
        for each in document.objects:
            if isinstance(each, pikepdf.Dictionary) and each.get("/Type") != "/StructElem":
                assert str(each.get("/S", "")) not in ("/JavaScript", "/Launch", "/GoToR", "/SubmitForm", "/ImportData")
                assert not {"/JS", "/EF"} & set(each.keys())
        for page in document.pages:
            found |= {str(a.A.URI) for a in page.obj.get("/Annots", []) if "/A" in a and "/URI" in a.A}
    return found


def test_what_hurts_is_not_shown(tmp_path: Path) -> None:
    """Template code, markup, foreign links, marks that turn text round: the source text is shown in their place."""
    project = write_hostile(tmp_path / "project")
    hidden = {problem.origin.line: problem.code for problem in build(project, PAGES, 1).problems}
    assert hidden
    page = (project.output / "de" / "manual.html").read_text(encoding="utf-8")
    for name in set(HOSTILE) - {"url", "css-escape", "format"}:
        assert f"Paragraph about {name}." in page, name
    for character in "\u202e\u2066\x0b\x1b\U000e0041":
        assert character not in page


def test_the_pages_themselves_are_safe(tmp_path: Path, harmless: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Were every hostile translation shown, it would still be words on the page, and nothing else."""
    monkeypatch.setattr(apply, "must_hide", lambda _findings: False)
    project = write_hostile(tmp_path / "project")
    build(project, PAGES, 1)
    assert_harmless(project, harmless, LINKS)
    page = Page((project.output / "de" / "manual.html").read_text(encoding="utf-8"))
    for name in ("script", "picture", "base", "template", "statement", "css"):
        assert f"Absatz. {HOSTILE[name]} Ende." in page.text, name


def test_marks_are_not_shown_as_code(harmless: Project) -> None:
    """What marks a text that is not translated is never itself escaped and shown to readers."""
    for path, page in pages(harmless):
        assert "<" not in page.text, path


# --- Values and titles ---


@pytest.mark.parametrize("name", ["css", "css-escape", "style-end", "script", "template", "picture", "url"])
def test_a_title_stays_in_its_string(tmp_path: Path, name: str) -> None:
    """Titles, names and editions go into the print style as strings: whatever they hold, the rules stay the same."""
    project = Project(write_project(tmp_path / "project"))
    text = HOSTILE[name]

    def print_rules(hostile: bool) -> tuple[list[str], str]:
        manual = load(project).manual
        assert manual is not None
        if hostile:
            edition = manual.edition.model_copy(update={"edition": text, "publisher": text})
            documents = [document.model_copy(update={"title": Text(text, text)}) for document in manual.documents]
            manual = manual.model_copy(update={"edition": edition, "documents": tuple(documents)})
        html = print_page(source_speaker(project, manual), "checklist", [], [])
        styles = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
        assert len(styles) == 1
        rules = tinycss2.parse_stylesheet(styles[0], skip_comments=True, skip_whitespace=True)
        return [skeleton(rule) for rule in rules], html

    expected, plain = print_rules(hostile=False)
    found, html = print_rules(hostile=True)
    assert found == expected
    assert Page(html).elements == Page(plain).elements
    assert PRODUCT not in html


def skeleton(rule: object) -> str:
    """Return a style rule with its strings left empty."""
    return re.sub(r'"(?:[^"\\]|\\.)*"', '""', rule.serialize())


def test_values_are_words(tmp_path: Path, harmless: Project) -> None:
    """The edition, its publisher and the names of languages are written as they stand, never read as code."""
    project = Project(write_project(tmp_path / "project"))
    write_sections(project.root)
    quoted = [text.replace("\\", "\\\\").replace('"', '\\"') for text in (HOSTILE["picture"], HOSTILE["template"])]
    edit(project.root, "content/edition.yaml", "publisher: Test Office", f'publisher: "{quoted[0]}"')
    edit(project.root, "content/edition.yaml", 'edition: "1.0"', f'edition: "{quoted[1]}"')
    edit(project.root, "content/languages.yaml", "name: Deutsch", f'name: "{quoted[0]}"')
    assert build(project, PAGES, 1).published
    assert_harmless(project, harmless)
    assert f"Edition {HOSTILE['template']}" in (project.output / "en" / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(set(HOSTILE) - {"url", "entity", "bidi", "control", "tags", "directive"}))
def test_hostile_content_is_refused(tmp_path: Path, name: str) -> None:
    """Markup, code and foreign links in the content itself are errors: nothing is published."""
    project = Project(write_project(tmp_path / "project"))
    quoted = HOSTILE[name].replace("\\", "\\\\").replace('"', '\\"')
    edit(project.root, "content/forms/minimum-dataset.yaml", "label: First Name", f'label: "{quoted}"')
    report = build(project, PAGES, 1)
    assert not report.published
    assert {problem.origin.path for problem in report.problems} == {"content/forms/minimum-dataset.yaml"}
    assert not project.output.exists()


# --- Files that lead out of the project ---


def test_a_picture_from_outside(built: Project) -> None:
    """A picture that is a link out of the project is an error; what it leads to is neither read nor published."""
    before = files(built.output)
    (built.content / "figures" / "screen.png").symlink_to(SECRET)
    report = build(built, WHOLE, 1)
    expected = [("content/figures/screen.png", "link-outside")]
    assert [(str(problem.origin), problem.code) for problem in report.problems] == expected
    assert [each[:2] for each in complaints(built)] == expected
    assert not report.published
    assert files(built.output) == before


def test_a_picture_that_is_none(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that is called a picture, and a link to nowhere, stand for no picture: the drawing stays."""
    monkeypatch.setitem(OUTPUTS, "pdf", quick_pdf())
    (built.content / "figures" / "screen.png").mkdir()
    (built.content / "figures" / "screen.de.png").symlink_to("/nowhere/screen.png")
    assert build(built, WHOLE, 1).published
    assert not (built.output / "assets" / "figures").exists()
    assert "<svg" in (built.output / "de" / "manual.html").read_text(encoding="utf-8")


def test_a_linked_picture_of_the_project(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """A link from one picture of the project to another is as good as a copy."""
    monkeypatch.setitem(OUTPUTS, "pdf", quick_pdf())
    picture = add_picture(built, "screen.en.png")
    (built.content / "figures" / "screen.de.png").symlink_to("screen.en.png")
    assert build(built, WHOLE, 1).published
    assert (built.output / "assets" / "figures" / "screen.de.png").read_bytes() == picture.read_bytes()


@pytest.mark.parametrize("part", ["../../../etc/passwd", "/etc/passwd", "manual/linked.md"])
def test_a_chapter_from_outside(project: Project, part: str) -> None:
    """A chapter is a file below content/; a path or a link that leads out of it is an error, and not read."""
    if part == "manual/linked.md":
        (project.content / part).symlink_to(SECRET)
    edit(project.root, "content/documents.yaml", "front: manual/introduction.md", f"front: {part}")
    report = build(project, PAGES, 1)
    assert not report.published
    assert {problem.code for problem in report.problems} <= {"part-outside", "link-outside"}


@pytest.mark.parametrize("name", ["content/forms", "content/edition.yaml", "templates/web", "templates/web/style.css"])
def test_links_out_of_the_project(project: Project, tmp_path: Path, name: str) -> None:
    """A file or a folder of content/ or templates/ that is a link to something outside is an error, and not read."""
    path = project.root / name
    path.rename(tmp_path / "outside")
    path.symlink_to(tmp_path / "outside")
    report = build(project, PAGES, 1)
    assert [(str(each.origin), each.code) for each in report.problems] == [(name, "link-outside")]
    assert complaints(project)[0][:2] == (name, "link-outside")
    assert not report.published


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("content/documents.yaml", "- id: minimum-dataset", "- id: ../../evil"),
        ("content/documents.yaml", "- id: minimum-dataset", "- id: /evil"),
        ("content/languages.yaml", "tag: de", "tag: ../de"),
        ("content/languages.yaml", "tag: de", "tag: de/../.."),
        ("content/figures/screen.yaml", "id: screen", "id: ../screen"),
    ],
)
def test_names_are_no_paths(project: Project, name: str, old: str, new: str) -> None:
    """Ids and language tags, which name files of output/, can't lead out of it."""
    edit(project.root, name, old, new)
    assert not build(project, PAGES, 1).published
    assert sorted(path.name for path in project.root.parent.iterdir()) == ["project"]


# --- Files made to cost time and memory ---


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nterms: [*c]\n",
        "terms: " + "[" * 100_000,
        "{" * 100_000,
        "? " * 100_000,
        "terms:\n" + "".join(f"{' ' * depth}- \n" for depth in range(1, 1500)),
        'terms: "' + "x" * 5_000_001 + '"',
        'terms: "' + "x" * 4_900_000 + '"',
        'terms: !!python/object/apply:os.system ["touch pwned"]',
        "terms: " + '"a" ' * 1_000_000,
    ],
    ids=["aliases", "lists", "mappings", "keys", "steps", "too-large", "large", "python", "scalars"],
)
def test_a_yaml_bomb(built: Project, text: str) -> None:
    """A YAML file that is made to explode ends in one line, within seconds; output/ stays as it was."""
    before = files(built.output)
    (built.content / "glossary.yaml").write_text(text, encoding="utf-8")
    started = time.process_time()
    report = build(built, PAGES, 1)
    assert time.process_time() - started < 5
    assert [problem.origin.path for problem in report.problems] == ["content/glossary.yaml"]
    assert not report.published
    assert files(built.output) == before


def test_a_catalog_of_100_megabytes(tmp_path: Path) -> None:
    """A catalog with a string of 100 MB is refused in one line, in bounded memory; pages are published without it."""
    project = Project(write_project(tmp_path / "project"))
    add_catalog(project.root, "de", ("aims", "Aims", "x" * 100_000_000))
    started = time.monotonic()
    done = subprocess.run(
        ["/bin/sh", "-c", 'ulimit -v 800000; exec "$0" "$@"', sys.executable, ROOT / "build.py", "build", "-f", "html"],
        cwd=project.root,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert time.monotonic() - started < 30
    assert (done.returncode, done.stderr) == (1, "")
    assert [line for line in done.stdout.splitlines() if "error" in line] == [
        "content/locales/de/LC_MESSAGES/manual.po: error: the file is too large; "
        "split it into files of at most 5 MB [file-size]"
    ]
    assert manifest_complaints(project.output) == []
    assert (project.output / "de" / "manual.html").stat().st_size < 100_000


def test_translations_that_cost_time(tmp_path: Path) -> None:
    """Texts on which parsers and patterns could work for ever are through in seconds, and so is a giant one."""
    bombs = [
        *(character * 4900 for character in "[*`<{(.4&\u0301"),
        *("](", "![", "<a", "&#", "a@", "_a", "**_a", "www.", "http://a", "[x](", "a."),
        *("1 ", "1,", "1-", "1a ", "zwei "),
        "[a" * 1200 + "](b)" * 600,
        " " * 4900 + "x",
        "x" * 4_900_000,
    ]
    texts = [bomb if len(bomb) > 20 else bomb * (4900 // len(bomb)) for bomb in bombs]
    project = Project(write_project(tmp_path / "project"))
    sources = [f"{'Words of a long text. ' * 28}Number {'x' * number}." for number in range(len(texts))]
    edit(project.root, "content/manual/introduction.md", "One aim is short.", "\n\n".join(sources))
    add_catalog(project.root, "de", *(("aims", source, text) for source, text in zip(sources, texts, strict=True)))
    started = time.process_time()
    assert build(project, PAGES, 1).published
    assert time.process_time() - started < 10


def test_a_catalog_of_rubbish(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes that are no catalog at all leave the language in English, marked, and the other languages as they are."""
    monkeypatch.setitem(OUTPUTS, "pdf", quick_pdf())
    english = {path: content for path, content in files(built.output).items() if path.startswith("en/")}
    for domain in ("manual", "forms", "interface"):
        (built.locales / "de" / "LC_MESSAGES" / f"{domain}.po").write_bytes(bytes(range(256)) * 1000)
    report = build(built, WHOLE, 1)
    assert report.published
    assert {problem.language for problem in report.problems} == {"de"}
    assert {path: files(built.output)[path] for path in english} == english
    assert "Einleitung" not in (built.output / "de" / "manual.html").read_text(encoding="utf-8")

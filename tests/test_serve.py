"""The preview, asked without a browser: whom it answers, with what, and what it never does."""

from __future__ import annotations

import json
import re
import shutil
import signal
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from builds import names, places, run_cli, write_bilingual
from mirrored import mirrored_files
from previews import Running, previewed, wait_for
from small import add_catalog, edit

from press.desk import update_all
from press.outputs import OUTPUTS
from press.outputs.made import Made
from press.project import Project
from press.serve.maker import Maker
from press.serve.preview import Preview
from press.serve.shown import Editor

GERMAN = "content/locales/de/LC_MESSAGES/manual.po"
FORMS = "content/locales/de/LC_MESSAGES/forms.po"


class NoMaker(Maker):
    """Makes files here, and counts them."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.made: list[str] = []

    def make(self, name: str, format: str, source: str) -> Made:
        self.made.append(name)
        return OUTPUTS[format].make(self.project, source)


@pytest.fixture
def bilingual(tmp_path: Path) -> Project:
    """The small project in English and German."""
    return write_bilingual(tmp_path / "project")


@pytest.fixture
def preview(bilingual: Project) -> Preview:
    """A preview of it, without a server."""
    return Preview(bilingual, NoMaker(bilingual))


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A preview of the small project in a process of its own, for tests that only ask."""
    project = write_bilingual(tmp_path_factory.mktemp("serve") / "project")
    with previewed(project) as running:
        yield running


def change(preview: Preview, project: Project, name: str, old: str, new: str) -> None:
    """Edit a file, and let the preview know."""
    edit(project.root, name, old, new)
    preview.update([name])


def html_of(preview: Preview, page: str) -> str:
    html = preview.page(page)
    assert html is not None
    return html


def text_with(preview: Preview, page: str, words: str) -> dict[str, object]:
    """Return what there is to know of the text of a page that begins with these words."""
    found = re.search(rf'data-text="([0-9a-f]+)"[^>]*>{re.escape(words)}', html_of(preview, page))
    assert found is not None, words
    [text] = preview.texts(page.split("/")[0], [found[1]])
    return text


def without_marks(html: str) -> str:
    """Return a page of a preview as a build would write it: without names of messages, and its own head."""
    html = re.sub(
        r'^(<!doctype html>\n)<link [^>]*data-own>\n<script [^>]*data-preview="[^"]*"></script>\n', r"\1", html
    )
    html = html.replace("; connect-src 'self'", "", 1)
    open_spans: list[bool] = []

    def tag(match: re.Match[str]) -> str:
        if match[0] == "</span>":
            return "</span>" if open_spans.pop() else ""
        rest = re.sub(r' data-text="[0-9a-f]+"', "", match[0])
        open_spans.append(rest != "<span>" or rest == match[0])
        return rest if open_spans[-1] else ""

    html = re.sub(r"<span\b[^>]*>|</span>", tag, html)
    return re.sub(r' data-text="[0-9a-f]+"', "", html)


def without_downloads(html: str) -> str:
    """Return a page without what it offers for download, whose size a preview does not know."""
    html = re.sub(r'(?s)<ul class="downloads">.*?</ul>|<details class="files">.*?</details>', "", html)
    return " ".join(html.split())


def test_pages_are_those_of_a_build(mirrored: Path, tmp_path: Path) -> None:
    """But for the names of messages in it, a page is the one that is published, which has no trace of a preview."""
    project = mirrored_files(tmp_path / "project")
    preview = Preview(project, NoMaker(project))
    pages = sorted(path for path in mirrored.rglob("*.html") if "offline" not in path.name)
    assert len(pages) == 14
    for path in pages:
        name, published = path.relative_to(mirrored).as_posix(), path.read_text(encoding="utf-8")
        assert without_downloads(without_marks(html_of(preview, name))) == without_downloads(published), name
        assert html_of(preview, name).count("data-text=") > 20
    for path in mirrored.rglob("*"):
        if path.suffix in (".html", ".js", ".css"):
            published = path.read_text(encoding="utf-8")
            assert [word for word in ("data-text", "data-preview", '"/-/') if word in published] == []


def test_only_this_machine_is_answered(running: Running) -> None:
    """It listens at 127.0.0.1 and at no other address, even of this machine."""
    assert running.ask("/").status == 200
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", running.port), timeout=5)


@pytest.mark.parametrize(
    "host", ["evil.example:{}", "127.0.0.1.evil.example:{}", "localhost", "localhost:1", "[::2]:{}", ""]
)
def test_other_names_of_this_machine_are_refused(running: Running, host: str) -> None:
    """A site that gives its own name the address 127.0.0.1 learns nothing."""
    answer = running.ask("/de/manual.html", Host=host.format(running.port))
    assert (answer.status, b"Handbuch" in answer.body) == (403, False)


def test_requests_without_a_name_are_refused(running: Running) -> None:
    """No Host at all is no name of this machine, and two are two."""
    assert running.ask("/", no_host="").status == 403
    with socket.create_connection(("127.0.0.1", running.port), timeout=5) as raw:
        host = f"Host: localhost:{running.port}\r\n"
        raw.sendall(f"GET / HTTP/1.1\r\n{host}Host: evil.example\r\n\r\n".encode())
        assert raw.recv(100).startswith(b"HTTP/1.0 403 ")


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "[::1]"])
def test_names_of_this_machine_are_answered(running: Running, name: str) -> None:
    """Each of the three names that browsers have for this machine will do."""
    assert running.ask("/de/manual.html", Host=f"{name}:{running.port}").status == 200


def test_other_sites_may_link_but_not_look(running: Running) -> None:
    """A link on another site leads here; its scripts, pictures and frames get nothing, and can't have a PDF made."""

    def asked(mode: str, destination: str, site: str = "cross-site") -> int:
        headers = {"Sec_Fetch_Site": site, "Sec_Fetch_Mode": mode, "Sec_Fetch_Dest": destination}
        return running.ask("/de/", "GET", **headers).status

    assert asked("navigate", "document") == 200
    assert asked("cors", "empty", "same-origin") == 200
    assert asked("navigate", "iframe") == 403
    assert asked("no-cors", "image") == 403
    assert asked("cors", "empty", "same-site") == 403
    allowed = [name for name in running.ask("/de/").headers if name.startswith("access-control")]
    assert allowed == []


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "FOO"])
def test_it_can_only_be_read(running: Running, method: str) -> None:
    """Nothing but GET and HEAD is understood."""
    answer = running.ask("/de/manual.html", method)
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")


def test_head_has_no_body(running: Running) -> None:
    """HEAD says what GET would send, and sends nothing; of the news, too, which have no end."""
    whole = running.ask("/de/manual.html")
    head = running.ask("/de/manual.html", "HEAD")
    assert (head.status, head.body, head.headers["content-length"]) == (200, b"", str(len(whole.body)))
    assert running.ask("/-/events", "HEAD").body == b""


@pytest.mark.parametrize(
    "path",
    [
        "/content/edition.yaml",
        "/../content/edition.yaml",
        "/%2e%2e/content/edition.yaml",
        "/de/../../content/edition.yaml",
        "/assets/../../content/edition.yaml",
        "/assets/%2e%2e%2f%2e%2e%2fcontent%2fedition.yaml",
        "/assets/..%5c..%5ccontent%5cedition.yaml",
        "/-/../preview/waiting.html",
        "/-/waiting.html",
        "/-/%2e%2e/web/style.css",
        "/-/make/../../content/edition.yaml",
        "/-/make/de/manual.html",
        "/-/texts",
        "//etc/passwd",
        "//evil.example/de/",
        "/etc/passwd",
        "/de/manual.html%00.css",
        "/de/nothing.html",
        "/fr/",
        "http://evil.example/",
        "/" + "a" * 5000,
    ],
)
def test_nothing_else_is_served(running: Running, path: str) -> None:
    """Only pages, their assets and the files on offer have addresses; none is the name of a file of the project."""
    answer = running.ask(path)
    assert answer.status in (400, 403, 404)
    assert b"publisher" not in answer.body
    assert b"root:" not in answer.body


def test_policy_of_pages(running: Running) -> None:
    """A page may ask its own server and nobody else, no page may frame it, and nothing is kept or guessed."""
    for path in ("/", "/de/", "/de/checklist.html"):
        answer = running.ask(path)
        policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', answer.text)
        assert policy is not None
        rules = dict(rule.strip().split(" ", 1) for rule in policy[1].split(";"))
        assert (rules["default-src"], rules["connect-src"]) == ("'none'", "'self'")
        assert "unsafe" not in policy[1]
        assert answer.headers["content-security-policy"] == re.sub(" file:", "", policy[1]) + "; frame-ancestors 'none'"
        assert (answer.headers["cache-control"], answer.headers["x-content-type-options"]) == ("no-store", "nosniff")


def test_a_translation_that_was_saved(preview: Preview, bilingual: Project) -> None:
    """After a PO file is saved its language's pages say the new word; those of the others are not made again."""
    pages = {page: html_of(preview, page) for page in ("de/manual.html", "en/manual.html", "index.html")}
    change(preview, bilingual, GERMAN, "Ein Ziel ist kurz.", "Ein Ziel ist knapp.")
    assert "Ein Ziel ist knapp." in html_of(preview, "de/manual.html")
    assert html_of(preview, "en/manual.html") == pages["en/manual.html"]
    assert html_of(preview, "index.html") != pages["index.html"]  # it says how complete each language is


def test_a_word_of_the_source(preview: Preview, bilingual: Project) -> None:
    """After a Markdown file is saved, all languages follow: the translation of an earlier text is marked as such."""
    update_all(bilingual)
    preview.update([GERMAN])
    change(preview, bilingual, "content/manual/introduction.md", "One aim is short.", "One aim is brief.")
    assert "One aim is brief." in html_of(preview, "en/manual.html")
    assert re.search(r'class="state-outdated">Ein Ziel ist kurz\.<', html_of(preview, "de/manual.html"))


def test_a_broken_entry_keeps_its_last_text(preview: Preview, bilingual: Project) -> None:
    """While an entry of a PO file can't be read, its page shows what it said before, and what else was changed."""
    html_of(preview, "de/manual.html")
    edit(bilingual.root, GERMAN, 'msgstr "Ziele"', 'msgstr "Absichten"')
    change(preview, bilingual, GERMAN, 'msgstr "Ein Ziel ist kurz."', 'msgstr "Ein Ziel ist knapp.')
    html = html_of(preview, "de/manual.html").replace("\u00ad", "")
    assert ("Ein Ziel ist kurz." in html, "Absichten" in html) == (True, True)
    assert [(str(each.origin), each.code, each.language) for each in preview.problems] == [
        (f"{GERMAN}:30:28", "po-unterminated", "de")
    ]
    change(preview, bilingual, GERMAN, 'msgstr "Ein Ziel ist knapp.', 'msgstr "Ein Ziel ist knapp."')
    assert (preview.problems, "Ein Ziel ist knapp." in html_of(preview, "de/manual.html")) == ([], True)


@pytest.mark.parametrize(
    ("name", "old", "new", "place"),
    [
        ("content/standards.yaml", "number: 1", "number: [", "content/standards.yaml:12:11"),
        ("content/manual/platform.md", "[](#steps)", "[](#stepps)", "content/manual/platform.md:7:1"),
        ("templates/web/base.html.jinja", "<body>", "<body>{% iff %}", "templates/web/base.html.jinja:28"),
        ("templates/parts/glossary.html.jinja", "view.terms()", "view.trms()", "templates/parts/glossary.html.jinja:2"),
        ("templates/web/document.html.jinja", "parts/all", "parts/al", "templates/web/document.html.jinja:19"),
        ("templates/fonts.yaml", "families:", "familes:", "templates/fonts.yaml:5:1"),
    ],
)
def test_a_broken_file_keeps_the_last_page(
    preview: Preview, bilingual: Project, name: str, old: str, new: str, place: str
) -> None:
    """Whatever file is broken, its place is told, and pages stay as they were until it is mended."""
    before = html_of(preview, "de/manual.html")
    change(preview, bilingual, name, old, new)
    after = html_of(preview, "de/manual.html")
    assert place in {str(problem.origin) for problem in preview.problems}
    assert all(problem.message and problem.hint for problem in preview.problems)
    assert without_marks(after) == without_marks(before)
    change(preview, bilingual, name, new, old)
    assert (without_marks(html_of(preview, "de/manual.html")), preview.problems) == (without_marks(before), [])


def test_links_to_something_outside(preview: Preview, bilingual: Project, tmp_path: Path) -> None:
    """What a picture or a script leads to outside the project is not served; the drawing stays."""
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    links = ("content/figures/screen.de.png", "templates/web/secret.js")
    for name in links:
        (bilingual.root / name).symlink_to(tmp_path / "secret")
    for each in (preview, Preview(bilingual, NoMaker(bilingual))):
        each.update(links)
        assert each.asset("assets/figures/screen.de.png") is None
        assert each.asset("assets/secret.js") is None
        assert {problem.code for problem in each.problems} == {"link-outside"}
    assert "<svg" in html_of(preview, "de/manual.html")


def test_templates_that_are_gone_for_a_moment(bilingual: Project) -> None:
    """A page that is asked for while templates/ is away listens, and is there when they are back; so are its styles."""
    preview, away = Preview(bilingual, NoMaker(bilingual)), bilingual.root / "away"
    style = preview.asset("assets/style.css")
    bilingual.templates.rename(away)
    moved = [f"templates/{path.relative_to(away)}" for path in away.rglob("*") if path.is_file()]
    preview.update(moved)
    waiting = html_of(preview, "de/manual.html")
    assert "<h1>This page can't be made yet</h1>" in waiting
    assert 'src="/-/preview.js"' in waiting
    assert preview.asset("-/preview.js") is not None
    assert preview.asset("assets/style.css") == style is not None
    fresh = Preview(bilingual, NoMaker(bilingual))
    assert '<meta http-equiv="refresh"' in html_of(fresh, "de/manual.html")
    away.rename(bilingual.templates)
    for each in (preview, fresh):
        each.update(moved)
        assert "Ein Ziel ist kurz" in html_of(each, "de/manual.html")
        assert each.asset("-/preview.js") is not None
        assert each.problems == []


def test_catalogs_that_are_gone(preview: Preview, bilingual: Project) -> None:
    """That all is in English because the catalogs of a language are gone is said, until they are back."""
    assert "Ein Ziel ist kurz" in html_of(preview, "de/manual.html")
    folder, away = bilingual.locales / "de", bilingual.root / "away"
    folder.rename(away)
    preview.update([GERMAN, FORMS])
    said = "content/locales/de: warning: the catalogs are gone, so all is shown in English"
    assert [str(problem).partition(";")[0] for problem in preview.problems] == [said]
    away.rename(folder)
    preview.update([GERMAN, FORMS])
    assert preview.problems == []


def test_content_that_is_broken_from_the_beginning(bilingual: Project) -> None:
    """Where no page could be made yet, one stands for it that lists why; it gives way when that is mended."""
    edit(bilingual.root, "content/standards.yaml", "number: 1", "number: [")
    preview = Preview(bilingual, NoMaker(bilingual))
    html = html_of(preview, "de/manual.html")
    assert "content/standards.yaml:12:11: error: this is not YAML" in html
    assert 'src="/-/preview.js"' in html
    change(preview, bilingual, "content/standards.yaml", "number: [", "number: 1")
    assert "Kleines Handbuch" in html_of(preview, "de/manual.html")
    assert preview.page("de/nothing.html") is None


def test_what_is_told_of_a_text(preview: Preview, bilingual: Project) -> None:
    """A text says its message, its source text, its state, and the lines of both files."""
    text = text_with(preview, "de/manual.html", "Ein Ziel ist kurz.")
    assert (text["domain"], text["context"], text["kind"], text["state"]) == ("manual", "aims", "Paragraph", "current")
    assert (text["source"], text["language"], text["notes"]) == ("One aim is short.", "en", [])
    assert [place["place"] for place in text["places"]] == [f"{GERMAN}:30", "content/manual/introduction.md:9:1"]
    lines = (bilingual.root / GERMAN).read_text(encoding="utf-8").split("\n")
    assert lines[29] == 'msgstr "Ein Ziel ist kurz."'


def test_the_interface_has_texts_as_well(preview: Preview) -> None:
    """A word of the pages themselves is a message like any other, with the line that says it."""
    text = text_with(preview, "de/manual.html", "Bitte beachten")
    assert (text["domain"], text["context"], text["source"]) == ("interface", "interface/note", "Please note")
    assert [re.sub(r":\d+", ":N", str(place["place"])) for place in text["places"]] == [
        "content/locales/de/LC_MESSAGES/interface.po:N",
        "press/pages/chapter.py:N:N",
    ]


def test_states_of_texts(preview: Preview, bilingual: Project) -> None:
    """A text that is outdated, missing or not shown says so, and why, with the text that it was translated from."""
    update_all(bilingual)
    preview.update([GERMAN])
    change(preview, bilingual, "content/manual/introduction.md", "One aim is short.", "One aim is brief.")
    text = text_with(preview, "de/manual.html", "Ein Ziel ist kurz.")
    assert (text["state"], text["source"]) == ("outdated", "One aim is brief.")
    assert "messages update" in str(text["notes"])
    text = text_with(preview, "de/manual.html", "Another aim")
    lines = (bilingual.root / GERMAN).read_text(encoding="utf-8").split("\n")
    line = lines.index('msgid "Another aim is a little longer than the first one."') + 2
    assert (text["state"], text["places"][0]["place"]) == ("missing", f"{GERMAN}:{line}")
    change(preview, bilingual, GERMAN, "innerhalb von {reply_weeks} Wochen", "innerhalb von 3 Wochen")
    text = text_with(preview, "de/manual.html", "Reply within 2 weeks.")
    assert text["state"] == "missing"
    assert "the source text is shown" in str(text["notes"])
    text = text_with(preview, "en/manual.html", "Another aim")
    assert (text["state"], [place["what"] for place in text["places"]]) == ("source", ["source"])


def test_texts_outside_a_catalog(preview: Preview, bilingual: Project) -> None:
    """What is fuzzy says what it was translated from; a text that no catalog holds yet, where it will be."""
    old = 'msgctxt "aims"\nmsgid "One aim is short."'
    change(preview, bilingual, GERMAN, old, f'#, fuzzy\n#| msgid "One aim was short."\n{old}')
    found = text_with(preview, "de/manual.html", "Ein Ziel ist kurz.")
    assert (found["state"], found["previous"]) == ("outdated", "One aim was short.")
    found = text_with(preview, "de/manual.html", "Another aim")
    assert (found["state"], found["places"][0]["place"]) == ("missing", GERMAN)
    assert "messages update" in str(found["notes"])


def test_texts_that_no_element_shows(preview: Preview) -> None:
    """Titles, labels and descriptions are texts of a page, too: it says which it has."""
    state = json.loads(
        re.search(r'data-preview="([^"]*)"', html_of(preview, "de/manual.html"))[1].replace("&#34;", '"')
    )
    contexts = {text["context"] for text in preview.texts("de", state["unseen"])}
    assert {"interface/search-none", "figure/screen", "manual"} <= contexts


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("", ""),
        ("vscode://file/{path}:{line}", "vscode://file//a%20b/c.po:7"),
        ("idea://open?file={path}&line={line}&column={column}", "idea://open?file=/a%20b/c.po&line=7&column=1"),
    ],
)
def test_links_to_an_editor(address: str, link: str) -> None:
    """An editor's address gets the file and the line; without one there is no link."""
    from press.problems import Origin

    editor = Editor(address)
    assert (editor.fault, editor.link(Path("/a b"), Origin("c.po", 7))) == ("", link)


@pytest.mark.parametrize("address", ["javascript:{path}", "nothing", "vscode://file/", "x:{path}{row}", "data:,{path}"])
def test_addresses_that_open_no_editor(bilingual: Project, address: str) -> None:
    """An address without a place, with an unknown one, or that would run as a script is wrong usage."""
    done = run_cli(bilingual, "serve", "--editor", address)
    assert (done.returncode, done.stdout) == (2, "")
    assert re.fullmatch(r"build\.py: Invalid value for --editor: an editor's address [^\n]+\n", done.stderr)


def test_files_on_request(preview: Preview, bilingual: Project) -> None:
    """A file is made when somebody asks for it, once, into the cache; output/ is not touched."""
    maker = preview._maker
    assert isinstance(maker, NoMaker)
    first = preview.file("de/iasios-checklist-de.pdf")
    again = preview.file("de/iasios-checklist-de.pdf")
    assert (first.content[:5], again.content) == (b"%PDF-", first.content)
    assert maker.made == ["de/iasios-checklist-de.pdf"]
    assert not bilingual.output.exists()
    preview.update(["content/edition.yaml"])
    size = f"{round(len(first.content) / 1000)} KB"
    assert f"PDF, {size}" in re.sub(r"<[^>]*>", "", html_of(preview, "de/checklist.html"))


def test_files_are_those_of_a_build(built: Project, preview: Preview) -> None:
    """A PDF of the preview has the bytes of the published one: names of messages are on pages only."""
    shutil.copytree(built.cache / "artifacts", preview._project.cache / "artifacts")
    made = preview.file("de/iasios-checklist-de.pdf")
    assert made.content == (built.output / "de" / "iasios-checklist-de.pdf").read_bytes()
    assert isinstance(preview._maker, NoMaker)
    assert preview._maker.made == []


def test_output_is_never_written(built: Project) -> None:
    """A preview that makes pages and a PDF leaves every file of output/ alone, and the record of the last build."""
    before, state = places(built.output), (built.cache / "state.json").read_bytes()
    edit(built.root, FORMS, "Aufzeichnungen über etwas.", "Unterlagen über etwas.")
    with previewed(built) as running:
        assert "Unterlagen" in running.ask("/de/checklist.html").text
        pdf = running.ask("/de/iasios-checklist-de.pdf")
        assert (pdf.status, pdf.headers["content-type"], pdf.body[:5]) == (200, "application/pdf", b"%PDF-")
    assert (places(built.output), (built.cache / "state.json").read_bytes()) == (before, state)


def test_a_file_that_fails(bilingual: Project) -> None:
    """A file that can't be made gives a page with the reason; the next request makes it, when that is mended."""
    name = "templates/print/document.html.jinja"
    edit(bilingual.root, name, "<title>", "<title>{{ nothing }}")
    with previewed(bilingual) as running:
        failed = running.ask("/de/iasios-checklist-de.pdf")
        assert failed.status == 500
        assert "&#39;nothing&#39; is undefined" in failed.text
        assert f"{name}:" in failed.text
        edit(bilingual.root, name, "<title>{{ nothing }}", "<title>")
        wait_for(lambda: running.ask("/de/iasios-checklist-de.pdf").status == 200)


def test_chosen_languages(bilingual: Project) -> None:
    """With --language only its pages are there, and nothing leads to the others."""
    with previewed(bilingual, "--language", "de") as running:
        assert running.ask("/de/manual.html").status == 200
        assert running.ask("/en/manual.html").status == 404
        assert 'href="../en/' not in running.ask("/de/manual.html").text
        assert 'href="en/' not in running.ask("/").text
    assert run_cli(bilingual, "serve", "--language", "xx").returncode == 2


def test_a_port_that_is_taken(running: Running, bilingual: Project) -> None:
    """A port that was asked for and is taken is one line with a remedy; unasked, the next free one is used."""
    done = run_cli(bilingual, "serve", "--port", str(running.port))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"build.py: port {running.port} is taken; choose another one with --port\n"
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with suppress(OSError):  # somebody else may have it
            taken.bind(("127.0.0.1", 8000))
            taken.listen()
        with previewed(bilingual, port=0) as other:
            assert 8000 < other.port < 8020
            assert other.said.startswith("port 8000 is taken, so another one is used\n")


def test_the_end(bilingual: Project) -> None:
    """Ctrl-C ends it at once with a clean line, also while a browser listens to its news."""
    running = Running(bilingual)
    with socket.create_connection(("127.0.0.1", running.port), timeout=5) as listener:
        listener.sendall(f"GET /-/events HTTP/1.1\r\nHost: localhost:{running.port}\r\n\r\n".encode())
        assert listener.recv(10) == b"HTTP/1.0 2"
        assert running.stop() == (130, "\nthe preview has ended\n")


def test_nothing_stays_behind(bilingual: Project) -> None:
    """However it is ended, its port is free and its processes are gone."""
    running = Running(bilingual)
    children = Path(f"/proc/{running.process.pid}/task/{running.process.pid}/children")
    [child] = children.read_text(encoding="ascii").split()
    assert running.stop(signal.SIGKILL)[0] == -signal.SIGKILL
    wait_for(lambda: not is_alive(int(child)))
    with previewed(bilingual, port=running.port) as again:
        assert again.ask("/").status == 200


def test_problems_on_the_terminal(bilingual: Project) -> None:
    """Whoever looks at the terminal reads what is wrong, once, and that it is mended."""
    edit(bilingual.root, "content/manual/platform.md", "[](#steps)", "[](#stepps)")
    running = Running(bilingual)
    assert running.process.stdout is not None
    line = running.process.stdout.readline()
    assert line.startswith("content/manual/platform.md:7:1: error: the reference #stepps leads nowhere")
    edit(bilingual.root, "content/manual/platform.md", "[](#stepps)", "[](#steps)")
    assert running.process.stdout.readline() == "all is in order again\n"
    assert running.stop() == (130, "\nthe preview has ended\n")


def test_a_folder_that_is_exchanged(bilingual: Project) -> None:
    """A folder that is moved away and replaced as a whole, as other tools do, is followed like any file."""
    with previewed(bilingual) as running:
        assert "Ein Ziel ist kurz" in running.ask("/de/manual.html").text
        copy = bilingual.root / "copy"
        shutil.copytree(bilingual.content, copy)
        edit(bilingual.root, GERMAN.replace("content/", "copy/"), "Ein Ziel ist kurz", "Ein Ziel ist knapp")
        bilingual.content.rename(bilingual.root / "old")
        copy.rename(bilingual.content)
        wait_for(lambda: "Ein Ziel ist knapp" in running.ask("/de/manual.html").text)
        edit(bilingual.root, GERMAN, "Ein Ziel ist knapp", "Ein Ziel ist klein")
        wait_for(lambda: "Ein Ziel ist klein" in running.ask("/de/manual.html").text)


def test_a_new_catalog(bilingual: Project) -> None:
    """A catalog, even the first of its language, is taken up when it appears, and its loss as well."""
    with previewed(bilingual) as running:
        path = bilingual.root / FORMS
        path.unlink()
        wait_for(lambda: "Aufzeichnungen" not in running.ask("/de/checklist.html").text)
        add_catalog(bilingual.root, "de", ("1a", "Records of something.", "Belege für etwas."), domain="forms")
        wait_for(lambda: "Belege für etwas" in running.ask("/de/checklist.html").text)
    assert "output" not in names(bilingual.root)


def is_alive(process: int) -> bool:
    """Tell whether a process runs; one that has ended and was not yet collected does not."""
    try:
        status = Path(f"/proc/{process}/stat").read_text(encoding="ascii")
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"

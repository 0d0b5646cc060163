"""What a reader, a screen reader and a printer find in the PDFs; what WeasyPrint may read, and what it may not."""

from __future__ import annotations

import base64
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from builds import PDFS, pdf_pages
from small import ROOT

from press.outputs import pdf
from press.project import Project

FONT = "node_modules/source-sans/TTF/SourceSans3-Regular.ttf"
FACE = f'@font-face {{ font-family: "Source Sans 3"; src: url("{FONT}") }} html {{ font-family: "Source Sans 3" }}'
EDITION = {"de": "Ausgabe 1.0, 1. März 2026", "en": "Edition 1.0, March 1, 2026"}
TITLES = {
    "de": {"manual": "Kleines Handbuch", "checklist": "Kleine Prüfliste", "minimum-dataset": "Kleiner Datensatz"},
    "en": {"manual": "Small Manual", "checklist": "Small Checklist", "minimum-dataset": "Small Dataset"},
}
DRAFT = "Übersetzungsentwurf, Prüfung steht aus"
# One grey pixel.
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGOoBwAAgQCA05RTSgAAAABJRU5ErkJggg=="
)
MARKS = re.compile(r" (not yet translated)")


def language_of(path: str) -> str:
    return path[:2]


def document_of(path: str) -> str:
    return path[3:-7].removeprefix("iasios-")


@pytest.fixture(params=PDFS)
def path(request: pytest.FixtureRequest) -> str:
    """The path of a PDF below output/."""
    return str(request.param)


@pytest.fixture
def opened(finished: Path, path: str) -> Iterator[pikepdf.Pdf]:
    """A PDF of the small project."""
    with pikepdf.open(finished / "output" / path) as document:
        yield document


def page_numbers(document: pikepdf.Pdf) -> dict[tuple[int, int], int]:
    """Return the number of each page, from 1, by its object's number."""
    return {page.obj.objgen: number for number, page in enumerate(document.pages, 1)}


def outline(document: pikepdf.Pdf) -> list[tuple[int, str, int]]:
    """Return level, words and page number of each bookmark."""
    numbers = page_numbers(document)
    found = []

    def visit(items: list[pikepdf.OutlineItem], level: int) -> None:
        for item in items:
            found.append((level, MARKS.sub("", item.title), numbers[item.destination[0].objgen]))
            visit(item.children, level + 1)

    with document.open_outline() as opened:
        visit(opened.root, 1)
    return found


def link_pages(document: pikepdf.Pdf, page: pikepdf.Page) -> list[int]:
    """Return the number of the page that each link of a page leads to, a link that is broken into lines once."""
    numbers = page_numbers(document)
    targets = pikepdf.NameTree(document.Root.Names.Dests)
    names: list[str] = []
    for annotation in page.obj.get("/Annots", []):
        name = str(annotation.A.D) if "/A" in annotation and "/D" in annotation.A else str(annotation.get("/Dest", ""))
        if name and name not in names[-1:]:
            names.append(name)
    return [numbers[targets[name][0].objgen] for name in names]


# --- What readers find ---


def test_a_pdf_names_itself(opened: pikepdf.Pdf, path: str) -> None:
    """Title, author and language stand in the document's data, and a viewer shows the title."""
    assert str(opened.docinfo["/Title"]) == TITLES[language_of(path)][document_of(path)]
    assert str(opened.docinfo["/Author"]) == "Test Office"
    assert str(opened.Root.Lang) == language_of(path)
    assert bool(opened.Root.ViewerPreferences.DisplayDocTitle)


def test_a_pdf_is_dated_by_its_edition(opened: pikepdf.Pdf) -> None:
    """The dates are those of the edition, not of the day on which the file was made."""
    assert str(opened.docinfo["/CreationDate"]) == "D:20260301"
    assert str(opened.docinfo["/ModDate"]) == "D:20260301"
    with opened.open_metadata() as data:
        assert (data["xmp:CreateDate"], data["xmp:ModifyDate"]) == ("2026-03-01", "2026-03-01")


def test_a_pdf_is_tagged(opened: pikepdf.Pdf) -> None:
    """Every page belongs to the structure that a screen reader follows, and the file says that it is PDF/UA-1."""
    assert bool(opened.Root.MarkInfo.Marked)
    assert "/StructTreeRoot" in opened.Root
    assert all("/StructParents" in page.obj and str(page.obj.Tabs) == "/S" for page in opened.pages)
    with opened.open_metadata() as data:
        assert data["pdfuaid:part"] == "1"


def test_only_shipped_fonts(opened: pikepdf.Pdf) -> None:
    """Every font is embedded and is one that the project ships; that of fields has a name of its own."""
    fonts = [each for each in opened.objects if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Font"]
    assert fonts
    for font in fonts:
        assert re.match(r"/[A-Z]{6}\+(Source-Sans-3|Form$)", str(font.BaseFont)), font.BaseFont
    for font in fonts:
        if "/FontDescriptor" in font:
            assert {"/FontFile2", "/FontFile3"} & set(font.FontDescriptor.keys())


def test_bookmarks(opened: pikepdf.Pdf, path: str) -> None:
    """The bookmarks are the headings, in their order and depth, each leading to the page where it stands."""
    bookmarks = outline(opened)
    texts = pdf_pages(Path(opened.filename))
    assert bookmarks
    for _level, words, page in bookmarks:
        assert words in MARKS.sub("", texts[page - 1])
    assert [page for _level, _words, page in bookmarks] == sorted(page for _level, _words, page in bookmarks)
    if path == "en/iasios-manual-en.pdf":
        assert [(level, words) for level, words, _page in bookmarks] == [
            (1, "Contents"),
            (1, "Introduction"),
            (2, "Aims"),
            (1, "1 The process"),
            (2, "1.1 Steps"),
            (2, "1.2 A table"),
            (1, "Appendix 1 The platform"),
            (2, "A1.1 Saving"),
            (1, "Appendix 2 Small Checklist"),
            (2, "First Group"),
            (3, "Standard 1"),
            (3, "Standard 2"),
            (1, "Appendix 3 Small Dataset"),
            (2, "Patient"),
            (2, "Actions"),
            (1, "Terms"),
        ]


def test_each_page_says_what_it_is(finished: Path, path: str) -> None:
    """Every page but a cover has the title, the edition with its date, and "page x of y", in its language."""
    language, document = language_of(path), document_of(path)
    texts = pdf_pages(finished / "output" / path)
    word, of = {"de": ("Seite", "von"), "en": ("Page", "of")}[language]
    for number, text in enumerate(texts, 1):
        assert EDITION[language] in text
        assert TITLES[language][document] in text
        cover = document == "manual" and number == 1
        assert (f"{word} {number} {of} {len(texts)}" in text) is not cover


def test_a_draft_says_so_on_each_page(finished: Path, path: str) -> None:
    """Every page of a draft, the cover too, says that the translation is one; no page of a released edition does."""
    for text in pdf_pages(finished / "output" / path):
        assert (DRAFT in text) is (language_of(path) == "de")
        assert "Draft" not in text


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_chapter_stands_above(finished: Path, language: str) -> None:
    """The head of a page on which a chapter of the manual goes on names that chapter."""
    path = finished / "output" / language / f"iasios-manual-{language}.pdf"
    with pikepdf.open(path) as document:
        chapters = {page: words for level, words, page in outline(document) if level == 1}
        pages = len(document.pages)
    current, going_on = "", 0
    for number in range(2, pages + 1):
        if number in chapters:
            current = chapters[number]
            continue
        going_on += 1
        assert current in MARKS.sub("", head(path, number))
    assert going_on


def head(path: Path, number: int) -> str:
    """Return the text in the upper 29 mm of a page."""
    with pypdfium2.PdfDocument(path) as document:
        page = document[number - 1]
        text = page.get_textpage()
        height = page.get_height()
        found = text.get_text_bounded(bottom=height - 29 * 72 / 25.4)
        text.close()
        page.close()
    return " ".join(found.split())


@pytest.mark.parametrize("language", ["de", "en"])
def test_page_numbers_of_the_contents(finished: Path, language: str) -> None:
    """Each line of the contents prints the number of the page to which its link leads, and there the heading stands."""
    path = finished / "output" / language / f"iasios-manual-{language}.pdf"
    texts = pdf_pages(path)
    printed = re.findall(r"([^.].*?) (?:\. ?){5,}(\d+)", MARKS.sub("", texts[1]))
    with pikepdf.open(path) as document:
        assert [int(number) for _words, number in printed] == link_pages(document, document.pages[1])
    assert len(printed) == 10
    for words, number in printed[1:]:
        assert words.strip() in MARKS.sub("", texts[int(number) - 1])


@pytest.mark.parametrize("language", ["en", "de"])
def test_references_name_the_page(finished: Path, language: str) -> None:
    """On paper a reference to a chapter or an appendix says on which page it begins, one to a figure beside it not."""
    path = finished / "output" / language / f"iasios-manual-{language}.pdf"
    texts = [" ".join(MARKS.sub("", text).split()) for text in pdf_pages(path)]
    listed = dict(re.findall(r"((?:Appendix|Anhang) \d+)[^.]*?(?:\. ?){5,}(\d+)", texts[1]))
    named = re.findall(r"((?:Appendix|Anhang) \d+) (?:on page|auf Seite) (\d+)", " ".join(texts[2:]))
    assert named
    assert all(listed[title] == number for title, number in named)
    assert not re.search(r"(?:Figure|Abbildung) \d+ (?:on page|auf Seite)", " ".join(texts))


def test_links_lead_somewhere(opened: pikepdf.Pdf) -> None:
    """Links within a PDF have a target in it; the only others are the addresses that the text writes."""
    addresses = set()
    for page in opened.pages:
        link_pages(opened, page)
        addresses |= {str(a.A.URI) for a in page.obj.get("/Annots", []) if "/A" in a and "/URI" in a.A}
    assert addresses <= {"mailto:office@example.org"}


# --- What makes a PDF fail ---


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project that holds fonts and nothing else."""
    root = tmp_path_factory.mktemp("bare")
    (root / "node_modules").symlink_to(ROOT / "node_modules")
    (root / "secret.txt").write_text("the secret", encoding="utf-8")
    (root.parent / "outside.ttf").write_bytes((ROOT / FONT).read_bytes())
    return Project(root)


def page_of(body: str, style: str = "") -> str:
    return f'<html lang="en"><head><title>T</title><style>{FACE}{style}</style></head><body>{body}</body></html>'


def test_a_good_page(bare: Project) -> None:
    """A page with shipped fonts is made without a word."""
    made = pdf.make(bare, page_of("<p>Good day</p>"))
    assert (made.errors, made.warnings) == ((), ())
    assert made.content.startswith(b"%PDF-")


def test_a_missing_character_fails_by_name(bare: Project) -> None:
    """A character that the fonts lack would be an empty box on paper, so the PDF fails and names it."""
    made = pdf.make(bare, page_of("<p>Good 易 day ☃</p>"))
    assert made.content == b""
    assert len(made.errors) == 2
    assert '"易" (U+6613)' in made.errors[0]
    assert '"☃" (U+2603)' in made.errors[1]


def test_no_font_of_the_machine(bare: Project, tmp_path: Path) -> None:
    """A family that is installed on the machine but not shipped is not used; the shipped one takes its place."""
    body = "<p style='font-family: DejaVu Sans, Liberation Serif, \"Source Sans 3\"'>Good day</p>"
    (tmp_path / "a.pdf").write_bytes(pdf.make(bare, page_of(body)).content)
    with pikepdf.open(tmp_path / "a.pdf") as document:
        fonts = {str(font.BaseFont)[8:] for page in document.pages for font in page.Resources.Font.values()}
    assert len(fonts) == 1
    assert next(iter(fonts)).startswith("Source-Sans-3")


@pytest.mark.parametrize(
    ("body", "style", "reason"),
    [
        ("<img src='http://example.org/x.png' alt='x'>", "", "http://example.org/x.png"),
        ("<img src='//example.org/x.png' alt='x'>", "", "example.org"),
        ("<img src='secret.txt' alt='x'>", "", "secret.txt"),
        ("<img src='absent.png' alt='x'>", "", "absent.png"),
        ("<img src='../outside.ttf' alt='x'>", "", "outside.ttf"),
        ("<img src='link.png' alt='x'>", "", "link.png"),
        ("<img src='pipe.png' alt='x'>", "", "pipe.png"),
        ("<img src='ftp://example.org/x.png' alt='x'>", "", "ftp://example.org/x.png"),
        ("", "p { background: url(file:///etc/passwd) }", "/etc/passwd"),
        ("", "@font-face { font-family: x; src: url(file:///etc/hostname) }", "/etc/hostname"),
        ("<object data='file:///etc/passwd'></object>", "", "/etc/passwd"),
        ("<embed src='file:///etc/passwd'>", "", "/etc/passwd"),
        ("<a rel='attachment' href='file:///etc/passwd'>x</a>", "", "/etc/passwd"),
        ("<link rel='attachment' href='secret.txt'>", "", "secret.txt"),
        ("<link rel='stylesheet' href='http://example.org/x.css'>", "", "http://example.org/x.css"),
        ("<base href='file:///etc/'><img src='passwd' alt='x'>", "", "passwd"),
    ],
)
def test_a_fetch_is_refused(bare: Project, body: str, style: str, reason: str) -> None:
    """Whatever a page names that is no font or picture of the project is not read: the PDF fails and says what."""
    if not (bare.root / "link.png").is_symlink():
        (bare.root / "link.png").symlink_to("/etc/passwd")
        os.mkfifo(bare.root / "pipe.png")
    made = pdf.make(bare, page_of(f"<p>Good day</p>{body}", style))
    assert made.content == b""
    assert any("refused to fetch" in error and reason in error for error in made.errors), made.errors


@pytest.mark.parametrize("place", ["http://example.org/", "https://example.org/", "file://example.org/", "file:///"])
def test_another_machine_is_not_this_one(bare: Project, place: str) -> None:
    """An address of another machine is refused also where its path is that of a picture of the project."""
    (bare.root / "picture.png").write_bytes(PICTURE)
    assert pdf.make(bare, page_of("<p>x</p><img src='picture.png' alt='x'>")).errors == ()
    made = pdf.make(bare, page_of(f"<p>x</p><img src='{place}picture.png' alt='x'>"))
    assert f"refused to fetch {place}picture.png" in made.errors[0]


def test_a_broken_picture_fails(bare: Project) -> None:
    """A file that is called a picture and is none would be an empty place on paper, so the PDF fails."""
    (bare.root / "broken.png").write_bytes(b"no picture")
    made = pdf.make(bare, page_of("<p>x</p><img src='broken.png' alt='x'>"))
    assert made.content == b""
    assert made.errors[0].startswith("Failed to load image at 'broken.png': ")


@pytest.mark.parametrize("href", ["file:///etc/passwd", "http://example.org/x.png", "secret.txt"])
def test_a_picture_in_a_drawing_is_refused(bare: Project, href: str) -> None:
    """A drawing that names another file is not drawn at all, so the PDF fails."""
    svg = f"<svg width='9' height='9'><title>x</title><image href='{href}' width='9' height='9'/></svg>"
    made = pdf.make(bare, page_of(f"<p>x</p>{svg}"))
    assert made.content == b""
    assert "Failed to render SVG image" in made.errors[0]


@pytest.mark.parametrize("body", ["<a href='#nowhere'>x</a>", "<p>x</p><img src='picture.png'>"])
def test_what_readers_would_miss_is_an_error(bare: Project, body: str) -> None:
    """A link that leads nowhere and a picture without words for it are errors of the file."""
    (bare.root / "picture.png").write_bytes(PICTURE)
    made = pdf.make(bare, page_of(body))
    assert (made.content, len(made.errors)) == (b"", 1)


def test_a_broken_font_fails(bare: Project) -> None:
    """A font that does not load would leave its text to another, so the PDF fails."""
    (bare.root / "broken.ttf").write_bytes(b"no font")
    style = '@font-face { font-family: Other; src: url("broken.ttf") }'
    made = pdf.make(bare, page_of("<p style='font-family: Other, \"Source Sans 3\"'>x</p>", style))
    assert made.content == b""
    assert made.errors


def test_a_layout_that_fails_is_an_error(bare: Project) -> None:
    """What WeasyPrint can't lay out is told as an error of the file, not as a trace of the program."""
    made = pdf.make(bare, page_of("<div>" * 1000 + "x"))
    assert made.content == b""
    assert "the layout failed (RecursionError" in made.errors[0]


def test_what_the_layout_warns_of(bare: Project) -> None:
    """A style that WeasyPrint does not know is a warning; the PDF is made."""
    made = pdf.make(bare, page_of("<p>x</p>", "p { colour: red }"))
    assert made.content.startswith(b"%PDF-")
    assert made.errors == ()
    assert "colour" in made.warnings[0]


# --- What a PDF is keyed on ---


def test_a_key_is_of_bytes(tmp_path: Path) -> None:
    """The key follows the HTML and the bytes of the fonts and pictures it names, wherever and whenever they stand."""
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    (one / "x.png").write_bytes(b"one")
    html = '<style>@font-face { src: url("x.ttf") }</style><img src="x.png">'
    first = pdf.key(Project(one), html)
    shutil.copytree(one, other)
    os.utime(other / "x.png", (1, 1))
    assert pdf.key(Project(other), html) == first
    assert pdf.key(Project(one), html + " ") != first
    (other / "x.ttf").write_bytes(b"font")
    second = pdf.key(Project(other), html)
    assert second != first
    (other / "x.png").write_bytes(b"two")
    assert pdf.key(Project(other), html) != second

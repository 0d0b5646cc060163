"""What the press adds to WeasyPrint's PDFs: fields that work, data, one structure over all pages, page numbers."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pypdf
import pyphen
import pytest
import tinyhtml5
from paper import FORM_DATA, LATIN, arabic_page, form_page, form_project
from pikepdf import Name
from read_back import by_pdfium, by_poppler, elements, kids, words

from press import hyphens
from press.outputs import pdf
from press.outputs.parsing import parsed
from press.project import Project


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project that holds fonts and nothing else."""
    return form_project(tmp_path_factory.mktemp("parts"))


def made(project: Project, html: str) -> pikepdf.Pdf:
    result = pdf.make(project, html)
    assert result.errors == ()
    return pikepdf.open(io.BytesIO(result.content))


def page(body: str, style: str = "", classes: str = "document-small") -> str:
    face = f'@font-face {{ font-family: Text; src: url("{LATIN}") }} html {{ font-family: Text }}'
    return (
        f'<html lang="en"><head><title>T</title><style>{face} {style}</style></head>'
        f'<body class="{classes}">{body}</body></html>'
    )


# --- Forms ---


@pytest.fixture(scope="module")
def form(bare: Project) -> pikepdf.Pdf:
    """A right-to-left form with a field of each kind."""
    return made(bare, form_page(bare))


def field(form: pikepdf.Pdf, name: str) -> pikepdf.Object:
    return next(each for each in form.Root.AcroForm.Fields if str(each.T) == name)


def test_fields_are_listed_once(form: pikepdf.Pdf) -> None:
    """Each field is listed once by its id; the buttons of a group stand in the group only."""
    names = [str(each.T) for each in form.Root.AcroForm.Fields]
    assert sorted(names) == [f"sample/{name}" for name in ("answer", "case", "date", "notes", "side", "yes")]
    assert len(field(form, "sample/side").Kids) == 2


def test_a_field_that_must_be_filled_says_so(form: pikepdf.Pdf) -> None:
    """`required` reaches the PDF, and a field for several lines stays one."""
    flags = {str(each.T): int(each.get("/Ff", 0)) for each in form.Root.AcroForm.Fields}
    assert {name for name, value in flags.items() if value & 2} == {"sample/case"}
    assert {name for name, value in flags.items() if value & 1 << 12 and not value & 1 << 15} == {"sample/notes"}


def test_right_to_left_fields_are_written_from_the_right(form: pikepdf.Pdf) -> None:
    """What is typed into an Arabic field stands at the right; a date, which is marked left to right, at the left."""
    assert {str(each.T) for each in form.Root.AcroForm.Fields if each.get("/Q") == 2} == {
        *("sample/case", "sample/notes", "sample/answer"),
    }


def test_fields_have_their_looks(form: pikepdf.Pdf) -> None:
    """No viewer has to draw a field by itself: each has an appearance for every state that it can have."""
    assert "/NeedAppearances" not in form.Root.AcroForm
    for sheet in form.pages:
        for widget in sheet.Annots:
            states = {"/Off", str(widget.AS)} if widget.get("/FT") == Name.Btn else set()
            assert states <= set(widget.AP.N.keys())


def test_fields_have_labels(bare: Project, form: pikepdf.Pdf) -> None:
    """A screen reader says a field's label; a page with a field that has none is refused."""
    assert str(field(form, "sample/case").TU) == "رقم الحالة"
    refused = pdf.make(bare, form_page(bare, '<p><input type="text" name="sample/nameless"></p>'))
    assert refused.errors == ('the field "sample/nameless" has no label',)
    assert refused.content == b""


def test_a_form_can_be_filled(bare: Project) -> None:
    """Other programs fill the form, and what they filled in is read again."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf.make(bare, form_page(bare)).content))
    values = {"sample/case": "حالة 7", "sample/yes": "/on", "sample/notes": "one\ntwo", "sample/answer": "yes"}
    writer.update_page_form_field_values(writer.pages[0], values, auto_regenerate=False)
    filled = io.BytesIO()
    writer.write(filled)
    assert {name: each.value for name, each in pypdf.PdfReader(filled).get_fields().items() if each.value} | {
        "sample/side": ""
    } == {**values, "sample/side": ""}


def test_the_form_data_is_attached(form: pikepdf.Pdf) -> None:
    """The form's description is attached under the document's name, dated as the edition, as data of the document."""
    attached = form.attachments["sample-ar.json"]
    assert json.loads(attached.get_file().read_bytes()) == json.loads(FORM_DATA)
    assert attached.relationship == Name.Data
    parameters = attached.obj.EF.F.Params
    assert {str(parameters.CreationDate), str(parameters.ModDate)} == {"D:20260301"}
    assert [each.objgen for each in form.Root.AF] == [attached.obj.objgen]


def test_a_page_without_data_has_no_attachment(bare: Project) -> None:
    """Only what a page marks as its data is attached."""
    assert dict(made(bare, page("<p>x</p><script>1</script>")).attachments) == {}


# --- Structure ---

LONG = "<p>" + "word " * 60 + "</p>"
TABLE = (
    "<table><thead><tr><th>Who<th>What</thead><tbody>"
    + "".join(f"<tr><th scope=row>{number}<td>{'word ' * 30}" for number in range(90))
    + "</tbody></table>"
)


def test_one_element_over_all_pages(bare: Project) -> None:
    """A section, a list and a paragraph that go on over pages are one element each, in their order."""
    items = "".join(f"<li>{number} {'word ' * 40}</li>" for number in range(60))
    document = made(bare, page(f"<section><h1>One</h1>{LONG * 30}<ol>{items}</ol><p>End</p></section>"))
    assert len(document.pages) > 4
    found = Counter(str(each.S) for each in elements(document))
    assert [found[tag] for tag in ("/Sect", "/H1", "/P", "/L", "/LI", "/LBody")] == [1, 1, 31, 1, 60, 60]
    section = next(each for each in elements(document) if Name.Sect == each.S)
    assert [str(kid.S) for kid in kids(section)] == ["/H1", *["/P"] * 30, "/L", "/P"]
    assert str(next(each for each in elements(document) if each.S == Name.L).A.ListNumbering) == "/Decimal"


def test_a_repeated_head_is_read_once(bare: Project) -> None:
    """The head of a table is printed on each page, read once, and named by the cells of all pages."""
    document = made(bare, page(TABLE))
    pages = len(document.pages)
    found = Counter(str(each.S) for each in elements(document))
    assert pages > 2
    assert [found[tag] for tag in ("/Table", "/THead", "/TBody", "/TR", "/TD")] == [1, 1, 1, 91, 90]
    ids = {str(each.ID): str(each.A.Scope) for each in elements(document) if each.S == Name.TH}
    assert Counter(ids.values()) == {"/Column": 2, "/Row": 90}
    cells = [each for each in elements(document) if each.S == Name.TD]
    assert all({str(header) for header in cell.A.Headers} <= ids.keys() for cell in cells)
    assert all(len(cell.A.Headers) == 2 for cell in cells)


def test_running_heads_are_not_read(bare: Project) -> None:
    """What stands at the head of every page belongs to no element."""
    document = made(bare, page(LONG * 20, '@page { @top-left { content: "Running head" } }'))
    drawn = [
        operands
        for operands, operator in pikepdf.parse_content_stream(document.pages[0])
        if str(operator) == "BDC" and operands[0] == Name.Artifact
    ]
    assert [str(each[1].Type) for each in drawn] == ["/Pagination"]


def test_another_language_is_marked(bare: Project) -> None:
    """A text that is not translated is read by a voice of its own language."""
    document = made(bare, page("<p>One <span lang=de dir=ltr>zwei</span></p><p lang=en>three</p>"))
    assert [str(each.Lang) for each in elements(document) if "/Lang" in each] == ["de"]


def test_a_list_of_terms(bare: Project) -> None:
    """A term is the label of its item, what is said of it the body."""
    document = made(bare, page("<dl><div><dt>A</dt><dd>one</dd></div><div><dt>B</dt><dd>two</dd></div></dl>"))
    lists = next(each for each in elements(document) if each.S == Name.L)
    assert [[str(part.S) for part in kids(item)] for item in kids(lists)] == [["/Lbl", "/LBody"]] * 2


CONTENTS = """<nav class="contents"><ol>
<li><a href="#a"><b class=n>1</b> First</a></li>
<li><a href="#b">Last</a></li></ol></nav>"""
NUMBERS = """.contents a::after { content: leader(" . ") target-counter(attr(href), page) }
.contents a[data-page]::after { content: leader(" . ") attr(data-page) } .n { display: inline-block }"""


def test_a_link_is_one_place_to_click(bare: Project) -> None:
    """A line of the contents is one link for the keyboard, over its whole width, and its dots are not read."""
    document = made(bare, page(f"{CONTENTS}<h2 id=a>First</h2><h2 id=b>Last</h2>", NUMBERS))
    links = [each for each in elements(document) if Name.Link == each.S]
    assert len(document.pages[0].Annots) == len(links) == 2
    left, _bottom, right, _top = (float(side) for side in document.pages[0].Annots[0].Rect)
    assert right - left > 350
    texts = [kid for kid in kids(links[1]) if isinstance(kid, int)]
    assert len(texts) == 2


# --- Page numbers ---

CHAPTERS = f"{CONTENTS}<h2 id=a>First</h2>{LONG * 30}<h2 id=b>Last</h2>"


@pytest.mark.parametrize("kept", [None, '{"a": 1, "b": 999}', '{"a": "x"}', "{", '{"a": 1}'])
def test_bytes_do_not_tell_what_was_known(tmp_path: Path, kept: str | None) -> None:
    """A build that knows the page numbers, one that knows wrong ones and one that knows none give the same bytes."""
    project = form_project(tmp_path)
    html = page(CHAPTERS, NUMBERS)
    key = pdf.key(project, html)
    cold = pdf.make(project, html)
    known = project.cache / "pages" / "small-en.json"
    numbers = json.loads(known.read_text())
    assert numbers["b"] > 2
    if kept is not None:
        known.write_text(kept)
    assert pdf.make(project, html) == cold
    assert json.loads(known.read_text()) == numbers
    assert pdf.key(project, html) == key
    (tmp_path / "x.pdf").write_bytes(cold.content)
    printed = words(by_poppler(tmp_path / "x.pdf"))[:7]
    assert sorted(printed) == sorted(["1", "1", "First", "1", "2", "Last", str(numbers["b"])])


def test_numbers_that_never_settle(bare: Project) -> None:
    """Where each layout moves a heading that its number then moves back, the numbers are WeasyPrint's own count."""
    style = (
        NUMBERS
        + """#b { break-before: page } .contents a { display: block }
    .contents a[href='#b'][data-page='2'] { break-before: page }"""
    )
    html = page(f"{CONTENTS}<h2 id=a>First</h2><h2 id=b>Last</h2>", style)
    (bare.root / "y.pdf").write_bytes(pdf.make(bare, html).content)
    first, last = by_pdfium(bare.root / "y.pdf").split("\n\n")
    assert re.search(r"Last[ .]+2\s", first)
    assert words(last) == ["Last"]
    assert pdf.make(bare, html).content == (bare.root / "y.pdf").read_bytes()


# --- Hyphens ---


@pytest.mark.parametrize("language", ["de", "en-GB", "hu"])
def test_patterns_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    """Words are hyphenated the same with patterns as pyphen reads them, as they were kept, and with a damaged file."""
    monkeypatch.setattr(pyphen, "hdcache", {})
    word = {"de": "Donaudampfschifffahrtsgesellschaft", "en-GB": "accreditation", "hu": "asszonnyal"}[language]
    found = []
    for damage in (b"", b"", b"x"):
        for kept in tmp_path.iterdir():
            kept.write_bytes(kept.read_bytes() + damage)
        pyphen.hdcache.clear()
        hyphens.remember([language, "xx"], tmp_path)
        assert len(pyphen.hdcache) == 1
        found.append(pyphen.Pyphen(lang=language).inserted(word))
    assert found == [pyphen.Pyphen(lang=language, cache=False).inserted(word)] * 3
    assert "-" in found[0]


# --- Texts and fonts ---


@pytest.mark.parametrize(
    "body", ["<p>one<p>two", "<p title=bare>one</p>&nbsp;two", "<p>a<br>b<input checked>", "1 < 2"]
)
def test_html_that_is_no_xml_is_read_too(body: str) -> None:
    """A page whose HTML only browsers understand is read as they read it."""
    html = f"<!doctype html>\n<html lang=en><head><title>T</title></head><body>{body}</body></html>"
    wanted = tinyhtml5.parse(html, namespace_html_elements=False)
    assert ElementTree.tostring(parsed(html)) == ElementTree.tostring(wanted)


def test_a_missing_character_is_told_with_its_place(bare: Project) -> None:
    """The error names the character, the words around it, their language and the nearest anchor."""
    made = pdf.make(bare, page("<h2 id=aims>Aims</h2><div id=two><p lang=zh>Good 易 day</p></div>"))
    assert made.errors == ('no font has "易" (U+6613), which stands in "Good 易 day" (language zh, below #two)',)


def test_a_missing_character_of_a_running_head(bare: Project) -> None:
    """A character that is in no text of the page stands in what the style sheet writes."""
    made = pdf.make(bare, page("<p>x</p>", '@page { @top-left { content: "☃" } }'))
    assert len(made.errors) == 1
    assert made.errors[0].startswith('no font has "☃" (U+2603), which stands in a running head')


@pytest.mark.parametrize(
    ("style", "error"),
    [
        ("", "the page names no font"),
        ('@font-face { font-family: T; src: url("absent.ttf") }', "the font absent.ttf is not there"),
        ('@font-face { font-family: T; src: url("broken.ttf") }', "the font broken.ttf cannot be loaded"),
        ('@font-face { font-family: T; src: url("short.ttf") }', "the font short.ttf cannot be loaded"),
    ],
)
def test_fonts_are_tried_before_the_layout(bare: Project, style: str, error: str) -> None:
    """A page without a font that works would end the process without a word, so it is told before."""
    (bare.root / "broken.ttf").write_bytes(b"no font")
    (bare.root / "short.ttf").write_bytes((bare.root / LATIN).read_bytes()[:5000])
    made = pdf.make(bare, f"<html lang=en><head><title>T</title><style>{style}</style></head><body>x</body></html>")
    assert made.content == b""
    assert made.errors[0].startswith(error)


ARABIC = (
    "الطلب الإلكتروني للاعتماد، والإلكترونية. لا إله إلا الله. المراجعة الداخلية للحالات.",
    "تُقدِّم المنشأةُ الطلبَ خلال أسبوعين، ثمّ يُراجَع.",
    "The official flow of affairs, ﬁve: naïve, Å.",
)


def test_arabic_is_read_as_it_is_written(bare: Project) -> None:
    """Words with ligatures, with vowel signs and with one glyph for many characters come back letter by letter."""
    body = "".join(f"<p dir={'ltr' if line[0] == 'T' else 'rtl'}>{line}</p>" for line in ARABIC)
    path = bare.root / "arabic.pdf"
    path.write_bytes(pdf.make(bare, arabic_page(bare, body)).content)
    wanted = words(ARABIC[0] + ARABIC[2])
    assert set(wanted) - set(words(by_pdfium(path))) == set()
    assert set(wanted) - set(words(by_poppler(path))) == set()

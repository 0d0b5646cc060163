"""What comes out of the printer: nothing clipped, nothing torn, nothing said by colour alone."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from builds import pdf_pages
from PIL import Image
from real import DIRECTIONS, DOCUMENTS, LANGUAGES
from small import edit

from press.build import build
from press.plan import Selection
from press.project import Project

MM = 72 / 25.4
SCALE = 1.0


def pictures(path: Path) -> list[Image.Image]:
    """Return the pages of a PDF as grey pictures, one dot a point."""
    with pypdfium2.PdfDocument(path) as document:
        return [page.render(scale=SCALE).to_pil().convert("L") for page in document]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("document", DOCUMENTS)
def test_a4_pages_print_on_letter_uncut(edition: Path, language: str, document: str) -> None:
    """Nothing is printed where a sheet of US Letter is shorter than A4, or where printers cannot print."""
    for number, picture in enumerate(pictures(edition / language / f"iasios-{document}-{language}.pdf"), 1):
        width, height = picture.size
        tall, wide = (17, 12) if height > width else (12, 17)
        ink = picture.point(lambda value: 255 if value < 245 else 0).getbbox()
        assert ink is not None, f"page {number} is empty"
        left, top, right, bottom = ink
        assert min(left, width - right) >= wide * MM - 1, f"page {number}"
        assert min(top, height - bottom) >= tall * MM - 1, f"page {number}"


ADDRESS = "www.accreditation.example.org/interventional/oncology/services/documents/administration/manual.html"
WIDE = f"""\
See [{ADDRESS}](https://{ADDRESS}), {ADDRESS} and {"Word" * 40}. Press `{"Save" * 30}`.

- {"Item" * 40}

| {"Who" * 20} | What |
|---|---|
| {"You" * 40} | {"yes" * 50} |

| {" | ".join(["Verantwortungsbereich"] * 5)} |
|{"---|" * 5}
| {" | ".join([f"{ADDRESS} responsibilities"] * 5)} |

| {" | ".join(["Verantwortung"] * 8)} |
|{"---|" * 8}
| {" | ".join([f"{ADDRESS} responsibilities"] * 8)} |

:::{{note}}
{"Note" * 40}
:::
"""


def test_nothing_is_too_wide_for_the_paper(project: Project) -> None:
    """Long words, labels and addresses are broken in texts, lists, boxes and tables, an address without a hyphen."""
    edit(project.root, "content/manual/process.md", "{#table}", f"{WIDE}\n{{#table}}")
    assert build(project, Selection(languages=("en",), documents=("manual",)), 1).problems == ()
    path = project.output / "en" / "iasios-manual-en.pdf"
    for number, picture in enumerate(pictures(path), 1):
        left, _top, right, _bottom = picture.point(lambda value: 255 if value < 245 else 0).getbbox()
        assert min(left, picture.width - right) >= 19 * MM, f"page {number}"
    text = "".join(pdf_pages(path)).replace(" ", "").replace("\ufffe", "-")
    assert text.count(ADDRESS) == 2 + 5 + 8


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("document", DOCUMENTS)
def test_words_are_dark_enough_for_a_grey_printer(edition: Path, language: str, document: str) -> None:
    """Words are printed in colours that stand out from white by 4.5 to 1 (WCAG 2.2), or white on a dark mark."""
    with pypdfium2.PdfDocument(edition / language / f"iasios-{document}-{language}.pdf") as pdf:
        colours = {_fill(item) for page in pdf for item in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT])}
    assert {colour for colour in colours if colour != (255, 255, 255) and _contrast(colour) < 4.5} == set()


# The letters and marks of Arabic reach over each other in every word.
@pytest.mark.parametrize("language", [language for language in LANGUAGES if language not in DIRECTIONS])
@pytest.mark.parametrize("document", DOCUMENTS)
def test_no_words_are_printed_over_others(edition: Path, language: str, document: str) -> None:
    """No label is too long for its place: where it is, it runs into its neighbour."""
    with pypdfium2.PdfDocument(edition / language / f"iasios-{document}-{language}.pdf") as pdf:
        found = [(number, pair) for number, page in enumerate(pdf, 1) for pair in _overlapping(page)]
    assert found == []


HEADING = {"en": "Standard", "de": "Standard", "zh-Hans": "标准"}


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language not in DIRECTIONS])
def test_a_standard_stays_on_one_page(edition: Path, language: str) -> None:
    """The heading of a Standard and all its criteria are on the same page of the checklist."""
    pages = pdf_pages(edition / language / f"iasios-checklist-{language}.pdf")
    letters = {"1": "acefg", "2": "b", "3": "ac", "4": "bcd", "5": "d", "6": "abcd", "7": "ab", "8": "abcde"}
    for number, codes in {**letters, "10": "c", "11": "a", "12": "ab"}.items():
        holding = [page for page in pages if re.search(rf"{HEADING[language]}\s?{number}\b(?! bis| to)", page)]
        assert any(all(re.search(rf"\b{number}{code}\b", page) for code in codes) for page in holding), number


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_checklist_has_a_box_for_every_criterion(edition: Path, language: str) -> None:
    """27 boxes for criteria and 11 for their parts are drawn on the pages of the checklist."""
    with pypdfium2.PdfDocument(edition / language / f"iasios-checklist-{language}.pdf") as document:
        sizes = [round(box / MM, 1) for page in document for box in _squares(page)]
    assert sum(4.0 <= size <= 5.6 for size in sizes) == 27
    assert sum(2.8 <= size < 4.0 for size in sizes) == 11


def test_words_above_columns_are_whole(edition: Path) -> None:
    """Where a column is narrow, a long word above it stands on a line of its own."""
    cases = pdf_pages(edition / "de" / "iasios-case-review-de.pdf")[1]
    assert all(word in cases for word in ("7b i Einwilligung", "7b ii Änderungen", "8d ii Vitalparameter"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_forms_keep_to_their_pages(edition: Path, language: str) -> None:
    """The dataset fits on one sheet; the plan and the cases have room to write, and repeat their heads."""
    assert len(pdf_pages(edition / language / f"iasios-minimum-dataset-{language}.pdf")) == 1
    cases = pdf_pages(edition / language / f"iasios-case-review-{language}.pdf")
    numbers = {int(n) for page in cases[1:] for n in re.findall(r"\b([12]?\d|30)\b", page)}
    assert set(range(1, 31)) <= numbers
    assert all("3c" in page and "8d" in page for page in cases[1:])
    assert len(cases) == 3
    with pypdfium2.PdfDocument(edition / language / f"iasios-corrective-action-plan-{language}.pdf") as document:
        assert [page.get_width() > page.get_height() for page in document] == [False, True]


@pytest.mark.parametrize("language", LANGUAGES)
def test_fields_keep_to_the_margins(edition: Path, language: str) -> None:
    """No field of a form is wider than the text of its page, 22 mm from the edges of a sheet, 20 mm of one across."""
    for document in DOCUMENTS[1:]:
        with pikepdf.open(edition / language / f"iasios-{document}-{language}.pdf") as pdf:
            for page in pdf.pages:
                width, height = (float(side) for side in page.mediabox[2:])
                margin = (22 if width < height else 20) * MM
                for field in page.obj.get("/Annots", []):
                    left, right = float(field.Rect[0]), float(field.Rect[2])
                    beyond = max(margin - left, right - width + margin)
                    assert field.Subtype != "/Widget" or beyond < 1, field.T


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_page_is_nearly_empty(edition: Path, language: str) -> None:
    """No page of the manual ends within a fifth of its height, but for the cover all are for reading."""
    with pypdfium2.PdfDocument(edition / language / f"iasios-manual-{language}.pdf") as document:
        for number, page in enumerate(document, 1):
            picture = page.render(scale=0.5).to_pil().convert("L")
            # Between the running head and the foot, which stand in the margins.
            body = picture.crop((0, round(13 * MM), picture.width, picture.height - round(13 * MM)))
            ink = body.point(lambda value: 255 if value < 245 else 0).getbbox()
            assert ink is not None, f"page {number} is empty"
            assert ink[3] >= 0.2 * body.height, f"page {number}"


def test_tables_go_on_overleaf(project: Project) -> None:
    """A table that meets the end of a page is broken between rows: its head again, two rows at least on either side."""
    tables = "\n\n".join(
        f"Table {name} follows.\n\n| Head{name} | What |\n|---|---|\n"
        + "".join(f"| {name}r{n} | x |\n" for n in range(5))
        for name in (f"T{number:02}" for number in range(24))
    )
    edit(project.root, "content/manual/process.md", "{#table}", f"{tables}\n\n{{#table}}")
    assert build(project, Selection(languages=("en",), documents=("manual",)), 1).problems == ()
    pages = pdf_pages(project.output / "en" / "iasios-manual-en.pdf")
    broken = 0
    for name in (f"T{number:02}" for number in range(24)):
        parts = [len(rows) for page in pages if (rows := re.findall(rf"\b{name}r\d", page))]
        assert parts in ([5], [2, 3], [3, 2])
        assert [page.count(f"Head{name}") for page in pages if f"{name}r" in page] == [1] * len(parts)
        broken += len(parts) == 2
    assert broken


@pytest.mark.parametrize("language", LANGUAGES)
def test_bullets_stand_apart_from_their_text(edition: Path, language: str) -> None:
    """Between a bullet and the first letter after it there is a millimetre at least, on whichever side that is."""
    with pypdfium2.PdfDocument(edition / language / f"iasios-manual-{language}.pdf") as document:
        gaps = [gap for page in list(document)[2:9] for gap in _after_bullets(page)]
    assert len(gaps) > 5
    assert min(gaps) >= 1 * MM


def test_heads_of_tables_keep_words_whole(edition: Path) -> None:
    """Where five columns stand side by side, no word of a head is broken."""
    heads = {
        "en": "Role Answer questions Edit facility data in My Profile See invoices Submit the application",
        "de": "Rolle Fragen beantworten Angaben zur Einrichtung unter My Profile (Mein Profil) bearbeiten "
        "Rechnungen einsehen Antrag einreichen",
    }
    for language, words in heads.items():
        pages = [" ".join(page.split()) for page in pdf_pages(edition / language / f"iasios-manual-{language}.pdf")]
        assert any(words in page for page in pages), language


@pytest.mark.parametrize("language", ["de", "ar"])
def test_lines_of_a_title_are_even_and_apart(edition: Path, language: str) -> None:
    """The second line of an appendix's title begins below the first, and Arabic letters have room between the two."""
    with pypdfium2.PdfDocument(edition / language / f"iasios-manual-{language}.pdf") as document:
        titles = [lines for page in list(document)[2:] if len(lines := _title(page)) == 2]
    assert titles
    for (upper, left, right), (lower, left_below, right_below) in titles:
        assert abs(right - right_below if language in DIRECTIONS else left - left_below) < 3
        assert upper - lower >= 24 * (1.3 if language in DIRECTIONS else 1.1)


def test_lists_are_easy_to_look_things_up_in(edition: Path) -> None:
    """Terms stand under their first letter, whatever article is before it; a legend says each code once."""
    terms = re.findall(r"<dt>(?:<[^>]*>)*([^<]+)", _without_hyphens(edition / "en" / "manual.html"))
    place = next(index for index, term in enumerate(terms) if term.lower() == "the standards")
    assert terms[place - 1].lower() < "standards" < terms[place + 1].lower()
    legend = " ".join(pdf_pages(edition / "en" / "iasios-case-review-en.pdf")[-1].split())
    assert "8d ii vital signs Defined system" in legend
    for language in LANGUAGES:
        html = _without_hyphens(edition / language / "case-review.html")
        said = re.findall(r"<div><dt>(.*?)</dt><dd>(.*?)</dd></div>", re.sub(r"</?bdi[^>]*>", "", html))
        assert len(said) > 7
        assert [words for _code, words in said if re.match(r"\d+[a-z]\b", words)] == []


def _without_hyphens(page: Path) -> str:
    """Return the HTML of a page without the soft hyphens of its long words."""
    return page.read_text(encoding="utf-8").replace("\u00ad", "")


def _after_bullets(page: pypdfium2.PdfPage) -> Iterator[float]:
    """Yield how far each bullet of a page is from the nearest letter of its line, in points."""
    text = page.get_textpage()
    boxes = [(sign, text.get_charbox(index)) for index, sign in enumerate(text.get_text_range())]
    letters = [box for sign, box in boxes if sign.strip() and sign != "•"]
    for left, bottom, right, top in (box for sign, box in boxes if sign == "•"):
        line = [box for box in letters if box[1] < (bottom + top) / 2 < box[3]]
        yield min(max(box[0] - right, left - box[2]) for box in line)


def _title(page: pypdfium2.PdfPage) -> list[tuple[float, float, float]]:
    """Return the lines of a chapter's title from the top: its base line, its left and its right end, in points."""
    text = page.get_textpage()
    lines: dict[float, list[tuple[float, float]]] = {}
    for index in range(text.count_chars()):
        if pypdfium2.raw.FPDFText_GetFontSize(text, index) > 30:  # in pixels of CSS, 24 pt are 32
            x, y = ctypes.c_double(), ctypes.c_double()
            pypdfium2.raw.FPDFText_GetCharOrigin(text, index, x, y)
            left, _bottom, right, _top = text.get_charbox(index)
            lines.setdefault(round(y.value, 1), []).append((left, right))
    return [(y, min(lines[y])[0], max(right for _left, right in lines[y])) for y in sorted(lines, reverse=True)]


def _overlapping(page: pypdfium2.PdfPage) -> Iterator[tuple[str, str]]:
    """Yield the pieces of text that cover each other by more than a point."""
    text = page.get_textpage()
    boxes = sorted(text.get_rect(index) for index in range(text.count_rects()))
    for index, (left, bottom, right, top) in enumerate(boxes):
        for other in boxes[index + 1 :]:
            if other[0] >= right - 1:
                break
            if min(top, other[3]) - max(bottom, other[1]) > 1.5 and min(right, other[2]) - other[0] > 1:
                yield text.get_text_bounded(left, bottom, right, top), text.get_text_bounded(*other)


def _squares(page: pypdfium2.PdfPage) -> list[float]:
    """Return the side of every outlined square on a page, in points, each box once."""
    found = {}
    for item in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = item.get_bounds()
        width, height = right - left, top - bottom
        if 6 < width < 18 and abs(width - height) < 0.6:
            key = (round((left + right) / 4), round((top + bottom) / 4))
            found[key] = max(found.get(key, 0), width)
    return list(found.values())


def _fill(item: pypdfium2.PdfObject) -> tuple[int, int, int]:
    channels = [ctypes.c_uint() for _ in range(4)]
    assert pypdfium2.raw.FPDFPageObj_GetFillColor(item.raw, *channels)
    red, green, blue, _alpha = (channel.value for channel in channels)
    return red, green, blue


def _contrast(colour: tuple[int, int, int]) -> float:
    """Return the contrast with white paper (WCAG 2.2, relative luminance)."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (value / 255 for value in colour)]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)

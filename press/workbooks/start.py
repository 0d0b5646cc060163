"""The chapter that explains the workbook in; the first sheet, with it and with links to the other sheets, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from babel.dates import format_date

from press.model import Chapter, Document
from press.workbooks.canvas import Canvas

EDITION, LANGUAGE = "@edition:", "@language:"
_WIDTH = 72.0


def draw(canvas: Canvas, document: Document, others: Sequence[tuple[str, str]]) -> None:
    """Draw the first sheet; `others` are the ids and names of the other sheets."""
    words, t, manual = canvas.words, canvas.words.t, canvas.words.speaker.manual
    canvas.put(0, 1, "title", words.say(document.title))
    canvas.heights[0] = 30
    canvas.place(f"fw_sheet_{canvas.id}", 0, 1, 0, 1)
    date = format_date(manual.edition.date, "long", locale=words.language.locale)
    edition = t("interface/edition-of", "Edition {edition}, {edition_date}", edition_date=date)
    canvas.put(1, 0, "id", f"{EDITION}{manual.edition.edition}")
    canvas.put(1, 1, "hint", f"{manual.edition.publisher} · {words.shown(edition)}")
    canvas.put(2, 0, "id", f"{LANGUAGE}{words.language.tag}")
    state = t("interface/state-draft", "Draft translation, not yet reviewed by a native clinician")
    draft = words.language.state == "draft"
    canvas.put(2, 1, "hint", f"{words.language.name} · {words.shown(state)}" if draft else words.language.name)
    row = 4
    for style, text in _explained(canvas, document):
        canvas.put(row, 1, style, text)
        canvas.tall(row, (text, _WIDTH), least=24 if style == "heading" else 0)
        row += 1
    canvas.put(row, 1, "heading", words.shown(t("interface/book-sheets", "The sheets")))
    canvas.heights[row] = 24
    for index, (identifier, name) in enumerate(others, 1):
        canvas.put(row + index, 1, "link", name, link=f"fw_sheet_{identifier.replace('-', '_')}")
    canvas.look |= {"widths": {0: 14.0, 1: _WIDTH}, "hidden_columns": (0,), "landscape": False}


def _explained(canvas: Canvas, document: Document) -> Iterator[tuple[str, str]]:
    """Yield the texts of the chapters, each with the style of its cell."""
    chapters = {chapter.path.removeprefix("content/"): chapter for chapter in canvas.words.speaker.manual.chapters}
    for part in document.parts:
        if part in chapters:
            yield from _texts(canvas, chapters[part])


def _texts(canvas: Canvas, chapter: Chapter) -> Iterator[tuple[str, str]]:
    texts = {block.token: block.text for block in chapter.blocks}
    counts: list[int] = []
    begun = heading = False
    for index, token in enumerate(chapter.tokens):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            counts.append(1 if token.type == "ordered_list_open" else 0)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            counts.pop()
        elif token.type == "list_item_open":
            begun = True
        elif token.type == "heading_open":
            heading = True
        elif index in texts:
            text = canvas.words.say(texts[index])
            sign = f"{counts[-1]}. " if counts and counts[-1] else "• "
            yield ("heading" if heading else "body"), sign + text if counts and begun else text
            if counts and counts[-1] and begun:
                counts[-1] += 1
            begun = heading = False

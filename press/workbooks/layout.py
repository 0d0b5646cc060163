"""An edition's speaker, and answers if there are some, in; the whole workbook in its language, as data, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from press.fields import Value
from press.model import Text
from press.needs import SUMMARY, WINDOW
from press.pages.content import Speaker
from press.workbooks import carried, sheets, start, summary
from press.workbooks.blocks import Block, Workbook, workbook
from press.workbooks.canvas import Canvas, Lists
from press.workbooks.model import Book, Cell, Place, SheetLayout
from press.workbooks.own import own_of, sealed
from press.workbooks.tally import tally
from press.workbooks.words import Words, sheet_names

LISTS = "lists"


def layout(speaker: Speaker, answers: Mapping[str, Value] | None = None, kept: Sequence[carried.Carried] = ()) -> Book:
    """Return the workbook of an edition, with answers by the names of fields, and a sheet of `kept` ones without."""
    book = workbook(speaker.manual)
    assert book is not None, "a project without a workbook asks for none"
    return _Layout(speaker, book, answers or {}, kept).book()


class _Layout:
    """One workbook under way."""

    def __init__(
        self, speaker: Speaker, workbook: Workbook, answers: Mapping[str, Value], kept: Sequence[carried.Carried]
    ) -> None:
        self.speaker = speaker
        self.workbook = workbook
        self.answers = answers
        self.kept = kept
        self.words = Words(speaker)
        self.lists = Lists()
        labels = {sheet.id: sheet.label for sheet in workbook.document.sheets}
        if kept:
            label = str(speaker.t("interface/carried", "Carried over"))
            labels[carried.SHEET] = Text(label, label)
        self.names = dict(zip(labels, sheet_names(self.words, labels.values()), strict=True))
        self.places: dict[str, Place] = {}

    def book(self) -> Book:
        """Return the whole workbook."""
        edition, language = self.speaker.manual.edition, self.speaker.language
        drawn = [*self._sheets(), *self._carried()]
        return Book(
            title=self.words.say(self.workbook.document.title),
            publisher=edition.publisher,
            edition=edition.edition,
            language=language.tag,
            created=edition.date.isoformat(),
            direction="rtl" if self.words.from_right else "ltr",
            sheets=(*drawn, _sealed(self._secret(), drawn)),
            names=self.places,
        )

    def _sheets(self) -> list[SheetLayout]:
        manual, drawn = self.speaker.manual, []
        grids = {
            sheet.id: sheets.grids_of(self.workbook, manual, self.words, self.names[sheet.id], self._blocks(sheet.id))
            for sheet in self.workbook.document.sheets
            if sheet.groups
        }
        every = [grid for each in grids.values() for grid in each]
        counted = tally(self.workbook, self.answers, int(self.speaker.values[WINDOW]))
        for sheet in self.workbook.document.sheets:
            canvas = Canvas(sheet.id, self.names[sheet.id], self.words, self.lists, self.answers)
            if sheet.id in grids:
                sheets.draw(canvas, self.workbook, manual, grids[sheet.id], every, counted)
            elif sheet.id == SUMMARY:
                summary.draw(canvas, self.workbook, every, counted, self.names[sheet.id])
            else:
                start.draw(canvas, self.workbook.document, self._others(sheet.id))
            self.places |= canvas.names
            drawn.append(canvas.layout())
        return drawn

    def _carried(self) -> Iterator[SheetLayout]:
        if self.kept:
            canvas = Canvas(carried.SHEET, self.names[carried.SHEET], self.words, self.lists, {})
            carried.draw(canvas, self.kept)
            self.places |= canvas.names
            yield canvas.layout()

    def _blocks(self, sheet: str) -> list[Block]:
        return [block for block in self.workbook.blocks if block.sheet.id == sheet]

    def _others(self, identifier: str) -> Sequence[tuple[str, str]]:
        return [(sheet, name) for sheet, name in self.names.items() if sheet != identifier]

    def _secret(self) -> SheetLayout:
        """Return the hidden sheet of the lists to choose from."""
        cells = []
        row = 0
        for choices, name in self.lists.names.items():
            bottom = row + len(choices) - 1
            self.places[name] = Place(sheet=LISTS, top=row, left=1, bottom=bottom, right=1)
            for identifier, label in choices:
                option = f"{name.replace('list', 'option')}_{identifier.replace('-', '_')}"
                self.places[option] = Place(sheet=LISTS, top=row, left=1, bottom=row, right=1)
                cells += [Cell(row=row, column=0, style="id", value=identifier)]
                cells += [Cell(row=row, column=1, style="id", value=label)]
                row += 1
        return SheetLayout(id=LISTS, name="_lists", cells=tuple(cells), secret=True)


def _sealed(secret: SheetLayout, sheets: Sequence[SheetLayout]) -> SheetLayout:
    """Return the hidden sheet with what all sheets say by themselves, so that what is typed beside that is known."""
    seals = enumerate(sealed(own_of([*sheets, secret])))
    own = (Cell(row=row, column=2, style="id", value=each) for row, each in seals)
    return secret.model_copy(update={"cells": (*secret.cells, *own)})

"""Blocks with their places in; the cells beside them that say, as one types, what is missing, out."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.utility import xl_rowcol_to_cell

from press.fields import row_key
from press.model import Choice, Criterion, FormField
from press.needs import ABSENT, DATE, EXPLANATION, NO, NUMBER, SUBMISSION, TUMOUR, WINDOW
from press.pages.interface import Interface, Phrase
from press.workbooks.blocks import Line, Workbook
from press.workbooks.canvas import Canvas, Grid, literal
from press.workbooks.ids import case_of, name_of
from press.workbooks.model import Mark
from press.workbooks.tally import DATASET_CRITERION, Missing, Tally
from press.workbooks.words import Words

CRITERIA = ("@missing", "@done", "@open", "@standard", "@name")
CASES = ("@answered", "@absent", "@missing", "@started", "@done", "@type", "@outside", "@twice")
SHOWN = ("@missing", "@answered", "@absent")
STATE_WIDTH = 17.0
CASE_WIDTHS = (12.5, 9.0, 22.0)


def draw(canvas: Canvas, book: Workbook, grids: Sequence[Grid], every: Sequence[Grid], tally: Tally) -> None:
    """Draw the live cells of a sheet; `every` are the places of all blocks."""
    places = {grid.block.id: grid for grid in every}
    for grid in grids:
        if grid.block == book.criteria:
            _Criteria(canvas, book, grid, places).draw(tally)
        elif grid.block == book.cases:
            _Cases(canvas, book, grid, places).draw(tally)
        elif grid.block == book.dataset:
            _case_heads(canvas, book, grid, places)


def said(words: Words, missing: Missing) -> str:
    """Return what is missing as a cell shows it; that nothing is, where nothing is."""
    return words.shown(missing_words(words.t, missing))


def missing_words(t: Interface, missing: Missing) -> Phrase:
    """Return what is missing in words; that nothing is, where nothing is."""
    return {
        "": t("interface/book-complete", "complete"),
        "answer": t("interface/book-no-answer", "answer missing"),
        "evidence": t("interface/book-no-evidence", "evidence missing"),
        "explanation": t("interface/book-no-explanation", "explanation missing"),
        "number": t("interface/book-no-number", "case number missing"),
        "date": t("interface/book-no-date", "date missing"),
        "no-date": t("interface/book-not-a-date", "no valid date"),
        "outside": t("interface/book-outside", "date outside the period"),
        "tumour": t("interface/book-no-tumour", "tumour type missing"),
        "answers": t("interface/book-no-answers", "answers missing"),
        "dataset": t("interface/book-no-dataset", "dataset unfinished"),
        "twice": t("interface/book-twice", "case number used twice"),
    }[missing]


def submission(places: dict[str, Grid]) -> str:
    """Return the address of the day of submission."""
    grid = next(grid for grid in places.values() if SUBMISSION in grid.rows)
    return grid.cell(SUBMISSION, grid.block.columns[0].id)


class _Live:
    """What both kinds of live columns need."""

    def __init__(self, canvas: Canvas, book: Workbook, grid: Grid, places: dict[str, Grid]) -> None:
        self.canvas = canvas
        self.words = canvas.words
        self.book = book
        self.grid = grid
        self.places = places

    def at(self, line: Line, column: str) -> str:
        """Return the address of a cell in the same row, which a sorted row takes with it."""
        return str(xl_rowcol_to_cell(self.grid.rows[line.id], self.grid.column(column), col_abs=True))

    def down(self, column: str) -> str:
        """Return the addresses of a whole column on the same sheet."""
        return self.grid.down(column).rpartition("!")[2]

    def no(self, field: FormField) -> str:
        """Return the name of the cell that holds how a question is answered No."""
        return self.canvas.lists.option(field.choices, NO, self.words)

    def chosen(self, line: Line, column: str, choices: tuple[Choice, ...]) -> str:
        """Return a formula for how many of the answers to choose from a cell holds: 1, or 0 for any other entry."""
        return f"SUMPRODUCT(1*({self.canvas.lists.name(choices, self.words)}=TRIM({self.at(line, column)})))"

    def head(self, column: str, text: str) -> None:
        """Write the heading of a live column."""
        row = self.grid.head + 1
        self.canvas.put(row, self.grid.column(column), "live-head", self.words.shown(text))
        self.canvas.tall(row, (text, min(CASE_WIDTHS)), least=22)

    def put(self, line: Line, column: str, formula: str, value: str | int, style: str = "count") -> None:
        """Write a live cell."""
        row, place = self.grid.rows[line.id], self.grid.column(column)
        self.canvas.put(row, place, style, value, formula=formula)

    def mark_missing(self, *also: str) -> None:
        """Set what is complete and what is not apart, besides by its words: complete is where `also` holds, too."""
        top, left, bottom = self.grid.first, self.grid.column("@missing"), self.grid.last
        done = xl_rowcol_to_cell(top, self.grid.column("@done"), col_abs=True)
        missing = xl_rowcol_to_cell(top, left, col_abs=True)
        good = f"AND({','.join((f'{done}=1', *also))})"
        for style, formula in (("good", f"={good}"), ("open", f'=AND(NOT({good}),{missing}<>"")')):
            self.canvas.marks.append(Mark(top=top, left=left, bottom=bottom, right=left, style=style, formula=formula))


class _Criteria(_Live):
    """The columns beside the criteria."""

    def draw(self, tally: Tally) -> None:
        self.head("@missing", self.words.t("interface/book-state", "Complete?"))
        order = 0
        standard = ""
        for line in self.grid.block.lines:
            missing = tally.criteria[line.id]
            order += bool(missing)
            edge = "+top" if line.standard != standard else ""
            standard = line.standard
            no = not missing and self.canvas.answers.get(f"{line.id}/answer") == NO
            state = self._answered_no() if no else said(self.words, missing)
            self.put(line, "@missing", self._missing(line), state, "state" + edge)
            self.put(line, "@done", self._done(line), int(not missing))
            self.put(line, "@open", self._open(line), order if missing else 0)
            row = self.grid.rows[line.id]
            self.canvas.put(row, self.grid.column("@standard"), "id", line.standard)
            self.canvas.put(row, self.grid.column("@name"), "id", name_of("row", self.grid.block.id, line.id))
        first = self.grid.block.rows[0]
        self.mark_missing(f"NOT({self._is_no(first)})")

    def _answered_no(self) -> str:
        """Return what is said of a criterion in which nothing is missing, and which is not met."""
        return self.words.shown(self.words.t("interface/report/answered-no", "answered No"))

    def _is_no(self, line: Line) -> str:
        answer = next(column.field for column in self.grid.block.columns if column.id == "answer")
        assert answer is not None, "the columns of criteria decide what is asked for"
        return f"TRIM({self.at(line, 'answer')})={self.no(answer)}"

    def _blank(self, line: Line, column: str) -> str:
        return f"LEN(TRIM({self.at(line, column)}))=0"

    def _answered(self, line: Line) -> str:
        answer = next(column.field for column in self.grid.block.columns if column.id == "answer")
        return self.chosen(line, "answer", answer.choices if answer else ())

    def _missing(self, line: Line) -> str:
        texts = {name: literal(said(self.words, name)) for name in ("", "answer", "evidence", "explanation")}
        complete = f"IF({self._is_no(line)},{literal(self._answered_no())},{texts['']})"
        if gap := self._gap(line.criterion):
            complete = f"IF(AND({gap},{self._blank(line, 'explanation')}),{texts['explanation']},{complete})"
        evidence = f"IF({self._blank(line, 'evidence')},{texts['evidence']},{complete})"
        return f"=IF({self._answered(line)}=0,{texts['answer']},{evidence})"

    def _done(self, line: Line) -> str:
        needed = [f"{self._answered(line)}=1", f"NOT({self._blank(line, 'evidence')})"]
        if gap := self._gap(line.criterion):
            needed.append(f"NOT(AND({gap},{self._blank(line, 'explanation')}))")
        return f"=IF(AND({','.join(needed)}),1,0)"

    def _open(self, line: Line) -> str:
        done = self.down("@done")
        above = f'(ROW({done})<=ROW({self.at(line, "@done")}))*({done}<>"")*({done}=0)'
        return f"=IF({self.at(line, '@done')}=1,0,SUMPRODUCT({above}))"

    def _gap(self, criterion: Criterion | None) -> str:
        """Return the condition that something is missing in the cases on which a criterion is answered."""
        code = criterion.id if criterion else ""
        cases = self.places[self.book.cases.id]
        counts = [f"COUNTIF({cases.down(field.key)},{self.no(field)})" for field in self.book.questions(code) if code]
        if code == DATASET_CRITERION:
            dataset = self.places[self.book.dataset.id]
            counts.append(f"COUNTIF({dataset.all},{_absent(self.canvas, self.book)})")
        return f"{'+'.join(counts)}>0" if counts else ""


class _Cases(_Live):
    """The columns beside the cases."""

    def draw(self, tally: Tally) -> None:
        t = self.words.t
        self.head("@answered", t("interface/book-answered", "Items of the dataset answered"))
        self.head("@absent", t("interface/book-absent", "of these absent"))
        self.head("@missing", t("interface/book-state", "Complete?"))
        for line in self.grid.block.lines:
            case = tally.cases[case_of(line.id)]
            text = said(self.words, case.missing) if case.started else ""
            self.put(line, "@answered", f"={self._answered(line)}", case.answered, "shown-count")
            absent = f"=COUNTIF({self._data(line)},{_absent(self.canvas, self.book)})"
            self.put(line, "@absent", absent, case.absent, "shown-count")
            self.put(line, "@missing", self._missing(line), text, "state")
            self.put(line, "@started", self._started(line), int(case.started))
            done = f"=IF(AND({self.at(line, '@started')}=1,{self._complete(line)}),1,0)"
            self.put(line, "@done", done, int(case.done))
            self.put(line, "@type", self._first(line), int(case.first))
            self.put(line, "@outside", self._outside(line), int(case.outside))
            self.put(line, "@twice", self._twice(line), int(case.twice))
        self.mark_missing()

    def _data(self, line: Line) -> str:
        dataset = self.places[self.book.dataset.id]
        identifier = xl_rowcol_to_cell(self.grid.rows[line.id], 0, col_abs=True)
        return f"INDEX({dataset.all},0,MATCH({identifier},{dataset.column_ids},0))"

    def _started(self, line: Line) -> str:
        ends = [self.at(line, column.id) for column in (self.grid.block.columns[0], self.grid.block.columns[-1])]
        return f"=IF(COUNTA({':'.join(ends)})+COUNTA({self._data(line)})>0,1,0)"

    def _answered(self, line: Line) -> str:
        listed = self.canvas.lists.name(self.book.dataset.sheet.choices, self.words)
        return f"SUMPRODUCT(COUNTIF({self._data(line)},{listed}))"

    def _reasons(self, line: Line) -> list[tuple[str, Missing]]:
        """Return what can be missing and how it is found, in the order in which it is told."""
        number, date, tumour, explanation = (self.at(line, key) for key in (NUMBER, DATE, TUMOUR, EXPLANATION))
        asked = self.book.questions()
        answered = "+".join(self.chosen(line, field.key, field.choices) for field in asked)
        nos = [f"({self.at(line, field.key)}={self.no(field)})" for field in asked]
        gaps = "+".join([*nos, self.at(line, "@absent")])
        return [
            (f"LEN(TRIM({number}))=0", "number"),
            (f"LEN({date})=0", "date"),
            (f"NOT(ISNUMBER({date}))", "no-date"),
            (f"{self.at(line, '@outside')}=1", "outside"),
            (f"LEN(TRIM({tumour}))=0", "tumour"),
            (f"{answered}<{len(asked)}", "answers"),
            (f"{self.at(line, '@answered')}<{len(self.book.dataset.rows)}", "dataset"),
            (f"AND({gaps}>0,LEN(TRIM({explanation}))=0)", "explanation"),
            (f"{self.at(line, '@twice')}=1", "twice"),
        ]

    def _missing(self, line: Line) -> str:
        formula = literal(said(self.words, ""))
        for condition, missing in reversed(self._reasons(line)):
            formula = f"IF({condition},{literal(said(self.words, missing))},{formula})"
        return f'=IF({self.at(line, "@started")}=0,"",{formula})'

    def _complete(self, line: Line) -> str:
        return f"NOT(OR({','.join(condition for condition, _missing in self._reasons(line))}))"

    def _first(self, line: Line) -> str:
        types, own = self.down(TUMOUR), self.at(line, TUMOUR)
        before = f"SUMPRODUCT((ROW({types})<ROW({own}))*(TRIM({types})=TRIM({own})))"
        return f"=IF(LEN(TRIM({own}))=0,0,IF({before}=0,1,0))"

    def _twice(self, line: Line) -> str:
        own = self.at(line, NUMBER)
        same = f"SUMPRODUCT(1*(TRIM({self.down(NUMBER)})=TRIM({own})))"
        return f"=IF(LEN(TRIM({own}))=0,0,IF({same}>1,1,0))"

    def _outside(self, line: Line) -> str:
        date, last = self.at(line, DATE), submission(self.places)
        months = int(self.words.speaker.values[WINDOW])
        outside = f"IF(OR({date}<EDATE({last},-{months}),{date}>{last}),1,0)"
        return f"=IF(ISNUMBER({date}),IF(ISNUMBER({last}),{outside},0),0)"


def _case_heads(canvas: Canvas, book: Workbook, grid: Grid, places: dict[str, Grid]) -> None:
    """Head each column of the dataset with the number of its case in the table, and the facility's own."""
    cases = places[book.cases.id]
    for column in grid.block.columns:
        number, place = str(case_of(column.id)), grid.columns[column.id]
        identifier = xl_rowcol_to_cell(grid.head, place, row_abs=True)
        own = f"INDEX({cases.down(NUMBER)},MATCH({identifier},{cases.row_ids},0))"
        formula = f'=IF({own}="","{number}","{number}"&CHAR(10)&{own})'
        given = canvas.answers.get(row_key(NUMBER, int(number)))
        canvas.put(grid.head + 1, place, "case-head", f"{number}\n{given}" if given else number, formula=formula)
    canvas.heights[grid.head + 1] = 34


def _absent(canvas: Canvas, book: Workbook) -> str:
    return canvas.lists.option(book.dataset.sheet.choices, ABSENT, canvas.words)

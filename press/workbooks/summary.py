"""The places of all blocks and what is reckoned of answers in; the summary, which does the same as one types, out."""

from __future__ import annotations

from collections.abc import Sequence

from press.needs import ABSENT, NO, TYPES, WINDOW
from press.workbooks.blocks import Workbook
from press.workbooks.canvas import Canvas, Grid, literal
from press.workbooks.live import said, submission
from press.workbooks.model import Mark
from press.workbooks.points import Point, names, points
from press.workbooks.tally import Tally, answered_no
from press.workbooks.words import lines_in

_WIDTHS = {0: 2.0, 1: 50.0, 2: 11.0, 3: 15.0, 4: 3.0, 5: 11.0, 6: 34.0, 7: 3.0}
_WIDEST = 90.0  # characters, to which the texts of the second column may widen it, so that few take two lines
_ROW = 18.0  # points
_DONE, _OPEN, _NONE = "✓", "○", "–"
_NOTHING = 2  # the state of a point of which nothing can be said yet, besides 1 (done) and 0 (to do)


def draw(canvas: Canvas, book: Workbook, grids: Sequence[Grid], tally: Tally, title: str) -> None:
    """Draw the summary."""
    drawer = _Summary(canvas, book, {grid.block.id: grid for grid in grids}, tally)
    canvas.put(0, 1, "title", title)
    canvas.heights[0] = 28
    canvas.place(f"fw_sheet_{canvas.id}", 0, 1, 0, 1)
    row = drawer.figures(drawer.points(2) + 1)
    last = max(drawer.standards(row + 1), drawer.open_criteria(2))
    # The list beside it stands in the same rows: in rows of one height, it reads as a list.
    height = max(_ROW, canvas.words.height())
    canvas.heights |= {row: max(height, canvas.heights.get(row, 0)) for row in range(2, last)}
    canvas.look |= {"widths": {**_WIDTHS, 1: drawer.width}, "hidden_columns": (7,), "pages": 1, "frozen": (1, 0)}


class _Summary:
    def __init__(self, canvas: Canvas, book: Workbook, places: dict[str, Grid], tally: Tally) -> None:
        self.canvas = canvas
        self.words = canvas.words
        self.t = canvas.words.t
        self.book = book
        self.places = places
        self.tally = tally
        self.criteria = places[book.criteria.id]
        self.cases = places[book.cases.id]
        values = canvas.words.speaker.values
        self.cases_wanted = len(book.cases.rows)
        self.types_wanted = int(values[TYPES])
        texts = (*self._texts().values(), self._core_note(), self._window_label())
        self.width = float(min(_WIDEST, max(_WIDTHS[1], *(lines_in(text, 1) for text in texts))))

    def points(self, row: int) -> int:
        """Draw what to do next, with the first open point on top; return the row after it."""
        found = points(self.book, self.canvas.answers, self.tally, self.types_wanted)
        texts, conditions = self._texts(), self._conditions()
        top, bottom = row + 2, row + 1 + len(found)
        self._heading(row, self.t("interface/book-next", "What to do next"), 3)
        ready = self.words.shown(
            self.t(
                "interface/book-ready",
                "All that can be checked here is complete. Your authorised representative submits on myIASIOS.",
            )
        )
        todo = next((self.words.shown(texts[point.id]) for point in found if not point.holds), ready)
        lines, flags = f"$B${top + 1}:$B${bottom + 1}", f"$H${top + 1}:$H${bottom + 1}"
        formula = f"=IFERROR(INDEX({lines},MATCH(0,{flags},0)),{literal(ready)})"
        self.canvas.put(row + 1, 1, "next", todo, formula=formula)
        self.canvas.tall(row + 1, (ready, self.width), *((text, self.width) for text in texts.values()), least=24)
        for index, point in enumerate(found):
            self._point(top + index, point, texts[point.id], conditions[point.id])
        self.canvas.marks.append(_mark(top, 2, bottom, "good", f"=$H{top + 1}=1"))
        self.canvas.marks.append(_mark(top, 2, bottom, "open", f"=$H{top + 1}=0"))
        return bottom + 1

    def figures(self, row: int) -> int:
        """Draw what is filled in, in numbers; return the row after it."""
        words, t, tally = self.words, self.t, self.tally
        count = len(self.book.criteria.rows)
        self._heading(row, t("interface/book-figures", "In numbers"), 3)
        done = self.criteria.down("@done")
        of = t("interface/book-of", "of {number}", number=count)
        self._line(row + 1, t("interface/book-core", "Core criteria filled in"), f"=SUM({done})", tally.complete, of)
        note = words.shown(self._core_note())
        self.canvas.put(row + 2, 1, "hint", note)
        self.canvas.tall(row + 2, (note, self.width))
        self.canvas.put(row + 2, 3, "share", tally.complete / count, formula=f"=SUM({done})/{count}")
        self._bar(row + 2, row + 2)
        nos = len(answered_no(self.book, self.canvas.answers))
        formula = f"=COUNTIF({self.criteria.down('answer')},{self._no()})"
        self._line(row + 3, t("interface/book-answered-no", "Core criteria answered No"), formula, nos)
        return self._case_figures(row + 4)

    def standards(self, row: int) -> int:
        """Draw the share of each Standard; return the row after it."""
        canvas, words, t = self.canvas, self.words, self.t
        self._heading(row, t("interface/book-by-standard", "Core criteria filled in, by Standard"), 3)
        flags, done = self.criteria.down("@standard"), self.criteria.down("@done")
        standards = words.speaker.manual.checklist.standards
        for index, standard in enumerate(standards):
            at = row + 1 + index
            name = t("interface/standard-number", "Standard {number}", number=standard.number)
            canvas.put(at, 1, "text", words.shown(name))
            total = len(standard.criteria)
            if not total:
                canvas.put(at, 3, "hint", words.say(standard.note) if standard.note else "")
                continue
            keys = [line.id for line in self.book.criteria.rows if line.standard == standard.number]
            complete = sum(not self.tally.criteria[key] for key in keys)
            formula = f'=COUNTIFS({flags},"{standard.number}",{done},1)'
            canvas.put(at, 2, "figure", complete, formula=formula)
            canvas.put(at, 3, "share", complete / total, formula=f"=C{at + 1}/{total}")
        self._bar(row + 1, row + len(standards))
        return row + 1 + len(standards)

    def open_criteria(self, row: int) -> int:
        """Draw the criteria that are not filled in, each leading to its row; return the row after them."""
        canvas = self.canvas
        self._heading(row, self.t("interface/book-open", "Core criteria not filled in"), 2, column=5)
        missing = [(line, self.tally.criteria[line.id]) for line in self.book.criteria.rows]
        opened = [(line, what) for line, what in missing if what]
        order = self.criteria.down("@open")
        for index in range(len(missing)):
            found = f"MATCH({index + 1},{order},0)"
            code = f"INDEX({self._codes()},{found})"
            link = f'HYPERLINK("#"&INDEX({self.criteria.down("@name")},{found}),{code})'
            text = f"INDEX({self.criteria.down('@missing')},{found})"
            line, what = opened[index] if index < len(opened) else (None, None)
            shown = self.words.shown(line.code) if line else ""
            canvas.put(row + 2 + index, 5, "link", shown, formula=f'=IFERROR({link},"")')
            state = said(self.words, what) if what else ""
            canvas.put(row + 2 + index, 6, "text", state, formula=f'=IFERROR({text},"")')
        return row + 2 + len(missing)

    def _core_note(self) -> str:
        return self.t(
            "interface/book-core-note",
            "Share of the {core_criteria} criteria listed here; IASIOS counts {core_questions} core questions.",
        )

    def _window_label(self) -> str:
        return self.t("interface/book-window", "Period of the cases, {window_months} months before submission")

    def _texts(self) -> dict[str, str]:
        """Return what to do for each point, by its id."""
        t = self.t
        return {
            "facility": t("interface/book-do-facility", "Name your facility and the persons in the appointed roles."),
            "date": t("interface/book-do-date", "Enter the date on which you plan to submit."),
            "criteria": t("interface/book-do-criteria", "Complete the core criteria listed beside."),
            "answered-no": t(
                "interface/book-do-no", "Improve what the core criteria answered No ask for: all have to be met."
            ),
            "cases": t("interface/book-do-cases", "Enter {cases} cases."),
            "types": t("interface/book-do-types", "The cases must cover at least {tumour_types} tumour types."),
            "outside": t(
                "interface/book-do-outside", "Check the cases whose date is outside the {window_months} months."
            ),
            "twice": t("interface/book-do-twice", "Give each case a number of its own."),
            "complete": t("interface/book-do-complete", "Complete all cases, with their dataset."),
        }

    def _begun(self) -> dict[str, str]:
        """Return by its id from when on a point can be done, as a formula, where it can't from the beginning."""
        started = f"SUM({self.cases.down('@started')})>0"
        return {"answered-no": f"COUNTA({self.criteria.down('answer')})>0", "outside": started, "twice": started}

    def _conditions(self) -> dict[str, str]:
        """Return by its id what holds once a point is done, as a formula."""
        sums = {name: f"SUM({self.cases.down(f'@{name}')})" for name in ("started", "done", "type", "outside", "twice")}
        cells = [self.places[block.id].cell(line.id, column.id) for block, line, column in names(self.book)]
        return {
            "facility": "*".join(f"(LEN(TRIM({cell}))>0)" for cell in cells) + "=1",
            "date": f"ISNUMBER({submission(self.places)})",
            "criteria": f"SUM({self.criteria.down('@done')})={len(self.book.criteria.rows)}",
            "answered-no": f"COUNTIF({self.criteria.down('answer')},{self._no()})=0",
            "cases": f"{sums['started']}={self.cases_wanted}",
            "types": f"{sums['type']}>={self.types_wanted}",
            "outside": f"{sums['outside']}=0",
            "twice": f"{sums['twice']}=0",
            "complete": f"{sums['done']}={self.cases_wanted}",
        }

    def _point(self, row: int, point: Point, text: str, condition: str) -> None:
        canvas, t = self.canvas, self.t
        states = {
            1: f"{_DONE} {t('interface/book-done', 'done')}",
            0: f"{_OPEN} {t('interface/book-to-do', 'to do')}",
            _NOTHING: _NONE,
        }
        state = int(point.holds) if point.begun else _NOTHING
        canvas.put(row, 1, "text", self.words.shown(text))
        canvas.tall(row, (text, self.width), least=17)
        otherwise = f"IF(H{row + 1}=0,{literal(states[0])},{literal(_NONE)})"
        formula = f"=IF(H{row + 1}=1,{literal(states[1])},{otherwise})"
        canvas.put(row, 2, "state", states[state], formula=formula)
        sheet = f"fw_sheet_{point.block.sheet.id.replace('-', '_')}"
        canvas.put(row, 3, "link", self.places[point.block.id].sheet, link=sheet)
        reckoned = f"IF({condition},1,0)"
        if begun := self._begun().get(point.id):
            reckoned = f"IF({begun},{reckoned},{_NOTHING})"
        canvas.put(row, 7, "count", state, formula=f"={reckoned}")

    def _case_figures(self, row: int) -> int:
        t, of = self.t, self.t("interface/book-of", "of {number}", number=self.cases_wanted)
        total = {
            name: f"=SUM({self.cases.down(f'@{name}')})" for name in ("started", "done", "type", "outside", "twice")
        }
        least = t("interface/book-at-least", "at least {number}", number=self.types_wanted)
        dataset = self.places[self.book.dataset.id]
        option = self.canvas.lists.option(self.book.dataset.sheet.choices, ABSENT, self.words)
        tally = self.tally
        lines = [
            (t("interface/book-begun", "Cases entered"), total["started"], tally.begun, of),
            (t("interface/book-cases-done", "Cases complete"), total["done"], tally.done, of),
            (t("interface/book-types", "Different tumour types"), total["type"], tally.types, least),
            (t("interface/book-outside-count", "Dates outside the period"), total["outside"],
             tally.outside, ""),
            (t("interface/book-twice-count", "Cases whose number is used twice"), total["twice"],
             tally.twice, ""),
            (t("interface/book-absent-count", "Items absent from records"), f"=COUNTIF({dataset.all},{option})",
             tally.absent, ""),
        ]  # fmt: skip
        for index, (label, formula, value, beside) in enumerate(lines):
            self._line(row + index, label, formula, value, beside)
        return self._window(row + len(lines))

    def _window(self, row: int) -> int:
        last, window = submission(self.places), self.tally.window
        months = int(self.words.speaker.values[WINDOW])
        label = self._window_label()
        self.canvas.put(row, 1, "text", self.words.shown(label))
        self.canvas.tall(row, (label, self.width))
        first = f'=IF(ISNUMBER({last}),EDATE({last},-{months}),"")'
        self.canvas.put(row, 2, "day", window[0] if window else "", formula=first)
        self.canvas.put(row, 3, "day", window[1] if window else "", formula=f'=IF(ISNUMBER({last}),{last},"")')
        return row + 1

    def _line(self, row: int, label: str, formula: str, value: int, beside: str = "") -> None:
        self.canvas.put(row, 1, "text", self.words.shown(label))
        self.canvas.put(row, 2, "figure", value, formula=formula)
        if beside:
            self.canvas.put(row, 3, "hint", self.words.shown(beside))

    def _heading(self, row: int, text: str, columns: int, column: int = 1) -> None:
        self.canvas.put(row, column, "group", self.words.shown(text))
        for place in range(column + 1, column + columns):
            self.canvas.put(row, place, "group")

    def _bar(self, top: int, bottom: int) -> None:
        self.canvas.marks.append(Mark(top=top, left=3, bottom=bottom, right=3, style="", bar=True))

    def _codes(self) -> str:
        place = self.criteria
        return place.row_ids.replace("$A$", "$B$")

    def _no(self) -> str:
        answer = next(column.field for column in self.book.criteria.columns if column.id == "answer")
        assert answer is not None, "the columns of criteria decide what is asked for"
        return self.canvas.lists.option(answer.choices, NO, self.words)


def _mark(top: int, column: int, bottom: int, style: str, formula: str) -> Mark:
    return Mark(top=top, left=column, bottom=bottom, right=column, style=style, formula=formula)

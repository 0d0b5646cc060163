"""Blocks with their places in; the cells of their sheets, with headings, notes and fields, out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from press.model import Form, Manual, Text
from press.needs import NUMBER
from press.workbooks import live
from press.workbooks.blocks import Block, Line, Workbook
from press.workbooks.canvas import Canvas, Grid, grid_of
from press.workbooks.ids import CASE, name_of
from press.workbooks.model import Place
from press.workbooks.tally import Tally
from press.workbooks.words import Words, wrapped

_WIDTHS = {"text": 24.0, "multiline": 36.0, "choice": 16.0, "date": 12.0}
_CASE_WIDTHS = {"text": 15.0, "multiline": 32.0, "choice": 9.5, "date": 11.5}
_LABEL, _CODE, _EVIDENCE, _ITEM, _CASE = 32.0, 8.5, 42.0, 36.0, 10.5
_BOX = 44.0
_HEADING = 30.0  # points: room between a heading and what stands above it
_NOTES_ABOVE = 4  # lines of notes that may stand above a table; more of them would leave no room for it
_LEAD = {"criteria": 2, "extended": 0}
_EXTRAS = {"criteria": live.CRITERIA, "cases": live.CASES}
_TOP = "+top"


def notes_of(manual: Manual, words: Words, sheet_blocks: Sequence[Block]) -> list[str]:
    """Return what the form of a sheet's first block tells its readers; for each case, what a choice means."""
    first = sheet_blocks[0]
    if first.layout == "dataset":
        said = words.t(
            "interface/book-dataset-help",
            "For each case, choose whether the record holds the item. Never enter the value itself.",
        )
        sorting = words.t(
            "interface/book-dataset-sorting",
            "Never sort the yellow cells of the cases alone: what stands here would then belong to other cases.",
        )
        return [words.shown(said), words.shown(sorting)]
    alone = len(sheet_blocks) == 1  # such a group has no heading of its own
    group_intro = first.group.intro if alone or first.layout == "criteria" else ()
    return [words.say(text) for text in (*form_of(manual, first).intro, *group_intro)]


def form_of(manual: Manual, block: Block) -> Form:
    """Return the form that a block belongs to."""
    return next(form for form in manual.forms if block.group in form.groups)


def title_of(manual: Manual, words: Words, block: Block) -> str:
    """Return the heading of a sheet: the title of its first form."""
    return words.say(form_of(manual, block).title)


def width_of(widths: dict[int, float]) -> float:
    """Return how many characters a line of notes above a table may have."""
    return min(150.0, sum(width for column, width in widths.items() if column))


def grids_of(book: Workbook, manual: Manual, words: Words, name: str, sheet_blocks: Sequence[Block]) -> list[Grid]:
    """Return where the blocks of a sheet stand, one below the other."""
    row = 1 + len(_above(notes_of(manual, words, sheet_blocks), width_of(widths_of(book, sheet_blocks))))
    grids = []
    for block in sheet_blocks:
        row += len(_heading(words, block, sheet_blocks, width_of(widths_of(book, sheet_blocks))))
        kind = "cases" if block == book.cases else block.layout
        grids.append(grid_of(block, name, row, _LEAD.get(block.layout, 1), _EXTRAS.get(kind, ())))
        row = grids[-1].last + 2
    return grids


def widths_of(book: Workbook, sheet_blocks: Sequence[Block]) -> dict[int, float]:
    """Return the widths of a sheet's columns, in characters: what the widest of its blocks asks for."""
    widths = {0: 14.0}
    for block in sheet_blocks:
        cases = block == book.cases
        lead = {"criteria": [_CODE, _EVIDENCE], "extended": [], "dataset": [_ITEM], "table": [6.0]}
        given = lead.get(block.layout, [_LABEL])
        by_type = _CASE_WIDTHS if cases else _WIDTHS
        for column in block.columns:
            if block.layout == "dataset":
                given = [*given, _CASE]
            elif column.field:
                given = [*given, by_type[column.field.type]]
            else:
                given = [*given, _BOX]
        if block.layout == "criteria":
            given = [*given, live.STATE_WIDTH]
        if cases:
            given = [*given, *live.CASE_WIDTHS]
        for index, width in enumerate(given, 1):
            if block.layout != "extended":
                widths[index] = max(widths.get(index, 0), width)
    return widths


def draw(
    canvas: Canvas, book: Workbook, manual: Manual, grids: Sequence[Grid], every: Sequence[Grid], tally: Tally
) -> None:
    """Draw the blocks of one sheet; `every` are those of all sheets, for what is reckoned from others."""
    words, sheet_blocks = canvas.words, [grid.block for grid in grids]
    widths = widths_of(book, sheet_blocks)
    notes = notes_of(manual, words, sheet_blocks)
    starts = _halves(grids[0]) if grids[0].block.layout == "dataset" else (1,)
    _top(canvas, title_of(manual, words, sheet_blocks[0]), _above(notes, width_of(widths)), starts)
    for grid in grids:
        heading = _heading(words, grid.block, sheet_blocks, width_of(widths))
        for row, (style, line) in enumerate(heading, grid.head - len(heading)):
            canvas.put(row, 1, style, line)
            if style == "heading":
                canvas.heights[row] = _HEADING
        canvas.ids(grid)
        _DRAW[grid.block.layout](canvas, grid, widths)
    live.draw(canvas, book, grids, every, tally)
    if not _above(notes, width_of(widths)):
        _below(canvas, grids[-1].last + 2, notes, width_of(widths))
    hidden = [column for grid in grids for name, column in grid.extras.items() if name not in live.SHOWN]
    canvas.look |= {"widths": widths, "hidden_columns": (0, *hidden), **_look(grids)}


def _top(canvas: Canvas, title: str, notes: Iterable[str], starts: Iterable[int]) -> None:
    canvas.put(0, 1, "title", title)
    canvas.heights[0] = 28
    canvas.place(f"fw_sheet_{canvas.id.replace('-', '_')}", 0, 1, 0, 1)
    for row, line in enumerate(notes, 1):
        for column in starts:
            canvas.put(row, column, "note", line)


def _halves(grid: Grid) -> tuple[int, int]:
    """Return the columns with which the two pages of the dataset begin, beside the repeated names of its items."""
    columns = [grid.columns[column.id] for column in grid.block.columns]
    return columns[0], columns[len(columns) // 2]


def _below(canvas: Canvas, row: int, notes: Iterable[str], width: float) -> None:
    canvas.put(row, 1, "heading", canvas.words.shown(canvas.words.t("interface/book-notes", "Notes")))
    canvas.heights[row] = 20
    for note in notes:
        for line in wrapped(note, width):
            row += 1
            canvas.put(row, 1, "note", line)


def _above(notes: Sequence[str], width: float) -> list[str]:
    """Return the notes as lines above the table, none where there are too many."""
    lines = [line for note in notes for line in wrapped(note, width)]
    return lines if len(lines) <= _NOTES_ABOVE else []


def _heading(words: Words, block: Block, sheet_blocks: Sequence[Block], width: float) -> list[tuple[str, str]]:
    """Return what stands above a block: the heading and notes of its group, where the sheet has several."""
    if len(sheet_blocks) == 1 or block.layout == "criteria":
        return []
    notes = [line for text in block.group.intro for line in wrapped(words.say(text), width)]
    return [("heading", words.say(block.group.label)), *(("note", line) for line in notes)]


def _look(grids: Sequence[Grid]) -> dict[str, object]:
    """Return how a sheet scrolls and prints: a single table keeps its headings in view, and on every page."""
    first = grids[0]
    if first.block.layout == "dataset":
        look: dict[str, object] = {"frozen": (first.first, 2), "breaks": _halves(first)[1:], "scale": 46}
        # All but the title, which stands in the head of each page: what may be entered is printed, too.
        look["printed"] = Place(sheet=first.sheet, top=1, left=1, bottom=first.last, right=max(first.columns.values()))
    elif first.block.layout == "criteria":
        look = {"frozen": (first.first, 2), "filtered": _filter(first)}
    elif len(grids) == 1:
        look = {"frozen": (first.first, 3)}
    else:
        return {"landscape": True}
    return {**look, "repeated": (first.head + 1, first.head + 1), "landscape": True}


def _filter(grid: Grid) -> Place:
    right = grid.extras["@missing"]
    return Place(sheet=grid.sheet, top=grid.head + 1, left=1, bottom=grid.last, right=right)


def _boxes(canvas: Canvas, grid: Grid, widths: dict[int, float]) -> None:
    (column,) = grid.block.columns
    for line in grid.block.lines:
        row, label = grid.rows[line.id], _label(canvas.words, line.label)
        canvas.put(row, 1, "label", label)
        canvas.input(grid, line, column)
        field = grid.block.field(line, column)
        hint = canvas.words.say(field.hint) if field.hint else ""
        if hint:
            canvas.put(row, 3, "hint", hint)
        value = str(canvas.answers.get(field.key, ""))
        least = 54.0 if field.kind == "multiline" else 19.0
        canvas.grows(row, (label, _LABEL), (value, _BOX), (hint, widths.get(3, _BOX)), least=least)
        canvas.rule(field, row, grid.columns[column.id], row)
    canvas.hidden_rows.append(grid.head + 1)


def _matrix(canvas: Canvas, grid: Grid, widths: dict[int, float]) -> None:
    _column_heads(canvas, grid, widths)
    for line in grid.block.lines:
        label = _label(canvas.words, line.label)
        canvas.put(grid.rows[line.id], 1, "label", label)
        canvas.tall(grid.rows[line.id], (label, _LABEL - 4), least=19)
        for column in grid.block.columns:
            canvas.input(grid, line, column)
        _grow(canvas, grid, line, widths, least=19)
    _rules(canvas, grid)


def _table(canvas: Canvas, grid: Grid, widths: dict[int, float]) -> None:
    _column_heads(canvas, grid, widths)
    large = any(column.field and column.field.type == "multiline" for column in grid.block.columns)
    for line in grid.block.lines:
        canvas.put(grid.rows[line.id], 1, "number", line.code)
        for column in grid.block.columns:
            canvas.input(grid, line, column)
        _grow(canvas, grid, line, widths, least=30 if large else 19)
    _rules(canvas, grid)


def _criteria(canvas: Canvas, grid: Grid, widths: dict[int, float]) -> None:
    words, t = canvas.words, canvas.words.t
    canvas.put(grid.head + 1, 1, "head", words.shown(t("interface/book-criterion", "Criterion")))
    canvas.put(grid.head + 1, 2, "head", words.shown(t("interface/book-evidence", "Required evidence")))
    _column_heads(canvas, grid, widths)
    standard = ""
    for line in grid.block.lines:
        edge = _TOP if line.standard != standard else ""
        standard, row = line.standard, grid.rows[line.id]
        parts = [(item.id, item.text) for item in line.criterion.items] if line.criterion else []
        evidence = "\n".join(
            [_label(words, line.label), *(f"{words.shown(name)}  {words.say(text)}" for name, text in parts)]
        )
        canvas.put(row, 1, "code" + edge, words.shown(line.code))
        canvas.put(row, 2, "text" + edge, evidence)
        for column in grid.block.columns:
            canvas.input(grid, line, column, edge)
        canvas.tall(row, (evidence, _EVIDENCE), least=36)
        _grow(canvas, grid, line, widths, least=36)
    _rules(canvas, grid)


def _extended(canvas: Canvas, grid: Grid, widths: dict[int, float]) -> None:
    _column_heads(canvas, grid, widths)
    for line in grid.block.lines:
        for column in grid.block.columns:
            canvas.input(grid, line, column)
        _grow(canvas, grid, line, widths, least=30)
    _rules(canvas, grid)


def _dataset(canvas: Canvas, grid: Grid, widths: dict[int, float]) -> None:
    words = canvas.words
    canvas.put(grid.head + 1, 1, "head", words.shown(words.t("interface/book-item", "Item of the record")))
    last = max(grid.columns.values())
    for index, line in enumerate(grid.block.lines):
        row = grid.first + index
        if not line.id:
            canvas.put(row, 1, "group", _label(words, line.label))
            for column in range(2, last + 1):
                canvas.put(row, column, "group")
            continue
        label = _label(words, line.label)
        canvas.put(row, 1, "label", label)
        canvas.tall(row, (label, _ITEM), least=18)
        for item in grid.block.columns:
            canvas.input(grid, line, item)
    _case_numbers(canvas, grid)
    asked = grid.block.field(grid.block.rows[0], grid.block.columns[0])
    for place in grid.columns.values():
        canvas.rule(asked, grid.first, place, grid.last, quiet=True)


def _case_numbers(canvas: Canvas, grid: Grid) -> None:
    """Keep the number of each case below its data, hidden: the heading is reckoned anew when the cases are sorted."""
    numbers = {identifier: canvas.answers.get(NUMBER + identifier) for identifier in grid.columns}
    if any(numbers.values()):
        canvas.put(grid.last + 1, 0, "id", CASE)
        canvas.hidden_rows.append(grid.last + 1)
        row, last = grid.last + 1, max(grid.columns.values())
        canvas.place(name_of("row", grid.block.id, CASE), row, 0, row, last)
    for identifier, number in numbers.items():
        if number:
            canvas.put(grid.last + 1, grid.columns[identifier], "id", number, given=True)


def _column_heads(canvas: Canvas, grid: Grid, widths: dict[int, float]) -> None:
    row, texts = grid.head + 1, []
    if grid.block.layout in ("table", "matrix"):
        canvas.put(row, 1, "head", "")
    for column in grid.block.columns:
        assert column.field is not None, "these blocks have fields by columns"
        narrow = widths.get(grid.columns[column.id], 0) < 16
        text = canvas.words.say(column.field.short if narrow and column.field.short else column.field.label)
        if column.field.hint and not narrow:
            text += f"\n({canvas.words.say(column.field.hint)})"
        canvas.put(row, grid.columns[column.id], "head", text)
        texts.append((text, widths.get(grid.columns[column.id], _BOX) - 2))
    canvas.tall(row, *texts, least=22)


def _grow(canvas: Canvas, grid: Grid, line: Line, widths: dict[int, float], least: float) -> None:
    """Make a row as high as its answers need."""
    columns = [
        (str(canvas.answers.get(grid.block.field(line, column).key, "")), widths.get(grid.columns[column.id], _BOX))
        for column in grid.block.columns
    ]
    canvas.grows(grid.rows[line.id], *columns, least=least)


def _rules(canvas: Canvas, grid: Grid) -> None:
    line = grid.block.rows[0]
    for column in grid.block.columns:
        asked = grid.block.field(line, column)
        canvas.rule(asked, grid.first, grid.columns[column.id], grid.last)


def _label(words: Words, label: Text | None) -> str:
    return words.say(label) if label else ""


_DRAW: dict[str, Callable[[Canvas, Grid, dict[int, float]], None]] = {
    "boxes": _boxes,
    "matrix": _matrix,
    "table": _table,
    "criteria": _criteria,
    "extended": _extended,
    "dataset": _dataset,
}

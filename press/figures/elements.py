"""One element of a screen, without what stands in it; its shapes and the room it needs out.

A kind is a pair of functions: how wide its labels are, and how it is drawn in a given width. The
pieces drawn start at (0, 0).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import accumulate, pairwise
from math import ceil
from typing import NamedTuple

from press.figures.shapes import Box, Dot, Line, Point, Shape, Words, text_width
from press.model.figure import Element

# How wide the free place beside a marked element is, with the number and the line that leads to it.
MARK = 36.0
_CAPTION = 20.0
_INPUT = 32.0
_LENGTHS = (0.94, 0.86, 0.98, 0.8, 0.9, 0.74)
_ICONS: dict[str, tuple[tuple[Point, ...], ...]] = {
    "document": (
        ((3, 1), (9.5, 1), (13, 4.5), (13, 15), (3, 15), (3, 1)),
        ((9.5, 1), (9.5, 4.5), (13, 4.5)),
        ((5.5, 8), (10.5, 8)),
        ((5.5, 11.5), (10.5, 11.5)),
    ),
    "flag": (((4, 15), (4, 1)), ((4, 2), (13, 2), (10.5, 5.5), (13, 9), (4, 9))),
    "folder": (((1, 13), (1, 3), (6, 3), (8, 5), (15, 5), (15, 13), (1, 13)),),
    "link": (
        ((7, 3), (2, 3), (2, 14), (13, 14), (13, 9)),
        ((10, 1.5), (14.5, 1.5), (14.5, 6)),
        ((14.5, 1.5), (7.5, 8.5)),
    ),
    "mail": (((1, 3), (15, 3), (15, 13), (1, 13), (1, 3)), ((1, 3.5), (8, 9), (15, 3.5))),
    "person": (
        ((8, 1.5), (10.5, 2.6), (11.2, 5), (10.5, 7), (8, 8.2), (5.5, 7), (4.8, 5), (5.5, 2.6), (8, 1.5)),
        ((2, 15), (2.8, 12), (5, 10.6), (11, 10.6), (13.2, 12), (14, 15)),
    ),
    "tick": (((3, 8.5), (6.5, 12), (13, 4.5)),),
    "upload": (((8, 11), (8, 2)), ((4.5, 5.5), (8, 2), (11.5, 5.5)), ((2, 10), (2, 14), (14, 14), (14, 10))),
}


class Piece(NamedTuple):
    """A part of a drawing; `spot` is the height at which a callout's number points to it."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    spot: float


class Kind(NamedTuple):
    """What one kind of element is: the room its labels need, how it is drawn, and whether it fills its column.

    `draw` is given the element, its width and its place among its siblings, by which grey bars differ in length.
    """

    room: Callable[[Element], float]
    draw: Callable[[Element, float, int], Piece]
    fills: bool = True


def moved(shapes: Iterable[Shape], dx: float, dy: float) -> tuple[Shape, ...]:
    """Return the shapes at another place."""
    return tuple(shape.moved(dx, dy) for shape in shapes)


def piece(width: float, height: float, *shapes: Shape, spot: float | None = None) -> Piece:
    """Return a piece that is marked half-way down unless `spot` says where."""
    return Piece(width, height, shapes, height / 2 if spot is None else spot)


def marker(number: int, x: float, y: float) -> tuple[Shape, ...]:
    """Return the number of a callout beside what ends at x, and the line that leads to it."""
    leader = Line("leader", ((x + 4, y), (x + 13, y)))
    return leader, Dot("mark", x + 24, y, 11), Words("number", x + 24, y, str(number), "middle")


def bar(style: str, x: float, y: float, width: float) -> Line:
    """Return a grey bar that stands for words; its middle line is at y."""
    return Line(style, ((x + 3.5, y), (x + max(width, 10) - 3.5, y)))


def caption(label: str, width: float, seed: int) -> Shape:
    """Return the line above a field: its official label, or a bar."""
    return Words("words", 0, 7, label) if label else bar("bar", 0, 8, min(width, 70 + 22 * (seed % 3)))


def icon(name: str, x: float, y: float) -> tuple[Shape, ...]:
    """Return a picture of 16 by 16 whose upper left corner is at (x, y)."""
    return tuple(Line("icon", points, upright=name == "tick").moved(x, y) for points in _ICONS[name])


def _words(style: str, label: str, x: float, y: float, blank: float) -> Shape:
    return Words(style, x, y, label) if label else bar("bar", x, y, blank)


def _centred(label: str, style: str, blank_style: str, width: float, y: float, blank: float) -> Shape:
    return Words(style, width / 2, y, label, "middle") if label else bar(blank_style, (width - blank) / 2, y, blank)


def _length(seed: int, *, last: bool = False) -> float:
    return 0.5 if last else _LENGTHS[seed % len(_LENGTHS)]


def _label_room(extra: float, blank: float) -> Callable[[Element], float]:
    """Return how wide an element with one label is: the label, or a bar of the width `blank`, and what is around it."""

    def needed(element: Element) -> float:
        return extra + max((text_width(label) for label in element.labels), default=blank)

    return needed


def _heading(element: Element, width: float, _seed: int) -> Piece:
    label = element.heading or ""
    return piece(width, 20, Words("title", 0, 10, label) if label else bar("strong", 0, 10, min(width, 180)))


def _bars(element: Element, width: float, seed: int) -> Piece:
    count = element.bars or 1
    lengths = [_length(seed + i, last=count > 1 and i == count - 1) for i in range(count)]
    lines = [bar("bar", 0, 8 + 16 * i, width * length) for i, length in enumerate(lengths)]
    return piece(width, 16 * count, *lines)


def _field(element: Element, width: float, seed: int) -> Piece:
    value = bar("bar", 12, _CAPTION + _INPUT / 2, (width - 24) * (0.35 + 0.12 * (seed % 3)))
    frame = Box("input", 0, _CAPTION, width, _INPUT, 6)
    head = caption(element.field or "", width, seed)
    return piece(width, _CAPTION + _INPUT, head, frame, value, spot=_CAPTION + _INPUT / 2)


def _entry(element: Element, width: float, seed: int) -> Piece:
    start = 40.0 if element.icon else 14.0
    shapes: list[Shape] = [Box("soft", 0, 0, width, 38, 6)]
    shapes += icon(element.icon, 13, 11) if element.icon else ()
    shapes.append(_words("words", element.entry or "", start, 19, (width - start - 40) * (0.75 - 0.12 * (seed % 3))))
    shapes.append(Line("icon", ((width - 19, 15), (width - 15, 19), (width - 19, 23))))
    return piece(width, 38, *shapes)


def _sheet(element: Element, width: float, seed: int) -> Piece:
    height, fold = 172.0, 18.0
    corner = ((width - fold, 0.0), (width - fold, fold), (width, fold))
    outline = ((0.0, 0.0), corner[0], corner[2], (width, height), (0.0, height))
    lines = [bar("bar", 18, 62 + 18 * i, (width - 36) * _length(seed + i, last=i == 5)) for i in range(6)]
    title = _words("title", element.sheet or "", 18, 28, 60)
    return piece(width, height, Line("paper", outline, closed=True), Line("rule", corner), title, *lines)


def _button(element: Element, _width: float, _seed: int) -> Piece:
    width = BUTTON_ROOM(element)
    main = element.look == "main"
    frame = Box("accent", 0, 0, width, 34, 7) if main else Box("outline", 0.75, 0.75, width - 1.5, 32.5, 7)
    label = _centred(element.button or "", "words-on" if main else "title", "light" if main else "bar", width, 17, 52)
    return piece(width, 34, frame, label)


def _tag(element: Element, _width: float, _seed: int) -> Piece:
    width = TAG_ROOM(element)
    main = element.look == "main"
    frame = Box("accent", 0, 0, width, 24, 12) if main else Box("outline", 0.75, 0.75, width - 1.5, 22.5, 11.25)
    label = _centred(element.tag or "", "words-on" if main else "title", "light" if main else "bar", width, 12, 36)
    return piece(width, 24, frame, label)


def _link(element: Element, _width: float, _seed: int) -> Piece:
    width = LINK_ROOM(element)
    label = Words("title", 24, 10, element.link) if element.link else bar("linked", 24, 10, width - 24)
    return piece(width, 22, *icon("link", 1, 2), label, Line("line", ((25, 19), (width - 1, 19))))


def _upload(element: Element, width: float, _seed: int) -> Piece:
    label = _centred(element.upload or "", "words", "bar", width, 48, 120)
    return piece(width, 66, Box("drop", 0.75, 0.75, width - 1.5, 64.5, 8), *icon("upload", width / 2 - 8, 14), label)


def _choice(element: Element, _width: float, _seed: int) -> Piece:
    shapes: list[Shape] = []
    for i in range(element.choice or 1):
        shapes += (Dot("input", 9 + 76 * i, 12, 8), bar("bar", 26 + 76 * i, 12, 32))
    return piece(_choice_room(element), 24, *shapes, Dot("accent", 9, 12, 4.5))


def _choice_room(element: Element) -> float:
    return 76.0 * (element.choice or 1) - 18


def _ticks(element: Element, width: float, seed: int) -> Piece:
    shapes: list[Shape] = []
    for i in range(element.ticks or 1):
        top = 28.0 * i
        shapes += (Box("input", 1, top + 4, 17, 17, 3), bar("bar", 30, top + 12.5, (width - 30) * _length(seed + i)))
        if (seed + i) % 3 != 2:
            shapes += icon("tick", 1.5, top + 4.5)
    return piece(width, 28.0 * (element.ticks or 1) - 3, *shapes)


def _progress(element: Element, width: float, _seed: int) -> Piece:
    # Only the full bar says its number: it is the one that the platform's rules name.
    full = element.progress == 100
    track = width - (text_width("100%") + 12 if full else 0)
    done = max(10.0, (track - 5) * (element.progress or 0) / 100)
    shapes: list[Shape] = [Box("input", 0, 4, track, 16, 8), Box("accent", 2.5, 6.5, done, 11, 5.5)]
    return piece(width, 24, *shapes, *([Words("title", track + 12, 12, "100%")] if full else []))


def _table(element: Element, width: float, seed: int) -> Piece:
    shares = element.table or (1,)
    height = 30.0 * (element.rows + 1)
    edges = [0.0, *accumulate(width * share / sum(shares) for share in shares)]
    shapes: list[Shape] = [Box("soft", 0, 0, width, 30, 6), Box("panel", 0, 0, width, height, 6)]
    for row in range(element.rows + 1):
        for i, (left, right) in enumerate(pairwise(edges)):
            length = 0.6 if row == 0 else 0.85 * _length(seed + row * 2 + i * 3)
            shapes.append(bar("strong" if row == 0 else "bar", left + 12, 30 * row + 15, (right - left - 24) * length))
        shapes += [Line("rule", ((0, 30.0 * row), (width, 30.0 * row)))] if row else []
    return piece(width, height, *shapes)


def _menu(element: Element, width: float, _seed: int) -> Piece:
    """Draw the platform's own menu; a mark belongs to its active item and stands right beside it."""
    shapes: list[Shape] = [Line("rule", ((0, 36), (width, 36))), *icon("person", width - 17, 8)]
    x = 0.0
    for label in element.menu or ():
        active = bool(label) and label == element.active
        size = text_width(label) if label else 56
        shapes.append(_words("title" if active else "words", label, x, 16, size))
        if active:
            shapes += [Line("line", ((x, 34), (x + size, 34)))]
            shapes += marker(element.mark, x + size, 16) if element.mark else ()
        x += size + 26 + (MARK if active and element.mark else 0)
    return piece(width, 38, *shapes)


def _menu_room(element: Element) -> float:
    return sum((text_width(label) or 56) + 26 for label in element.menu or ()) + (MARK if element.mark else 0) + 24


def _tabs(element: Element, width: float, _seed: int) -> Piece:
    """Draw cells of one width, in as many rows as they need."""
    labels = element.tabs or ()
    rows = ceil(len(labels) / max(1, int(width / _tabs_room(element))))
    across = ceil(len(labels) / max(1, rows))
    cell = width / max(1, across)
    cells: list[Shape] = []
    words: list[Shape] = []
    for i, label in enumerate(labels):
        x, y = cell * (i % across), 30.0 * (i // across)
        active = bool(label) and label == element.active
        cells.append(Box("accent" if active else "panel", x, y, cell, 30))
        words.append(_centred(label, "words-on" if active else "words", "bar", cell, 15, cell * 0.5).moved(x, y))
    cells.sort(key=lambda shape: shape.style == "accent")
    return piece(width, 30.0 * rows, *cells, *words)


def _tabs_room(element: Element) -> float:
    return max((text_width(label) for label in element.tabs or ()), default=0) + 4


def _space(_element: Element, width: float, _seed: int) -> Piece:
    return piece(width, 0)


BUTTON_ROOM = _label_room(36, 52)
TAG_ROOM = _label_room(24, 36)
LINK_ROOM = _label_room(26, 130)

LEAVES = {
    "heading": Kind(_label_room(0, 60), _heading),
    "bars": Kind(lambda _element: 40, _bars),
    "field": Kind(_label_room(0, 110), _field),
    "entry": Kind(_label_room(84, 60), _entry),
    "sheet": Kind(_label_room(36, 70), _sheet),
    "button": Kind(BUTTON_ROOM, _button, fills=False),
    "tag": Kind(TAG_ROOM, _tag, fills=False),
    "link": Kind(LINK_ROOM, _link, fills=False),
    "upload": Kind(_label_room(32, 120), _upload),
    "choice": Kind(_choice_room, _choice, fills=False),
    "ticks": Kind(lambda _element: 90, _ticks),
    "progress": Kind(lambda _element: 120, _progress),
    "table": Kind(lambda element: 48.0 * len(element.table or ()), _table),
    "menu": Kind(_menu_room, _menu),
    "tabs": Kind(_tabs_room, _tabs),
    "space": Kind(lambda _element: 0, _space),
}

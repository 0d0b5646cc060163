"""A screen's tree of elements in; its shapes, each at its place, out.

Layout flows: a column sets its elements one below the other, a row side by side. Every kind of
element says how much room its labels need, and gets at least that, so no label is ever cut.
Numbers of callouts stand beside what they mark, in room that is kept free for them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from press.figures.elements import LEAVES, MARK, Piece, bar, caption, icon, marker, moved, piece
from press.figures.shapes import Box, Dot, Line, Shape
from press.model.figure import Element

WIDTH = 640.0

_GAP = 14.0
_LIST_GAP = 8.0
_EDGE = 1.0
_CORNER = 8.0
_LOW = {"button", "tag", "link", "choice", "space", "heading", "entry", "bars", "progress"}


def layout(screen: Element) -> Piece:
    """Return the shapes of a screen from left to right: 640 wide, or wider where its labels need it."""
    whole = Element(column=(screen,))
    drawn = _place(whole, max(WIDTH - 2 * _EDGE, _room(whole)), 0)
    return piece(drawn.width + 2 * _EDGE, drawn.height + 2 * _EDGE, *moved(drawn.shapes, _EDGE, _EDGE))


def _place(element: Element, width: float, seed: int) -> Piece:
    draw = LEAVES[element.kind].draw if element.kind in LEAVES else _CONTAINERS[element.kind]
    placed = draw(element, width, seed)
    if not _beside(element):
        return placed
    # A low element makes room above and below for the circle that its number stands in.
    above, below = max(0.0, 12 - placed.spot), max(0.0, 12 - placed.height + placed.spot)
    shapes = moved(placed.shapes, 0, above)
    return piece(placed.width, above + placed.height + below, *shapes, spot=above + placed.spot)


def _room(element: Element) -> float:
    """Return how wide the element has to be for its labels and marks."""
    if element.kind in LEAVES:
        return LEAVES[element.kind].room(element)
    if element.kind == "row":
        return sum(_room(child) + _beside(child) + _GAP for child in element.children) - _GAP
    kept = _kept(element.children)
    inside = max((_room(child) + max(kept, _beside(child)) for child in element.children), default=0)
    return inside + 2 * _PADDING[element.kind] + (_AVATAR if element.icon else 0)


def _beside(element: Element) -> float:
    """Return the room that an element's mark takes at its end; a menu keeps its own."""
    return MARK if element.mark and element.kind != "menu" else 0.0


def _kept(elements: Sequence[Element]) -> float:
    """Return the room that a stack keeps free at its end for marks."""
    return MARK if any(_ends_marked(element) for element in elements) else 0.0


def _ends_marked(element: Element) -> bool:
    """Tell whether a mark stands at the end of the width that the element fills."""
    if element.kind == "row" and not element.mark and element.children:
        return bool(_beside(element.children[-1]))
    return _fills(element) and bool(_beside(element))


def _fills(element: Element) -> bool:
    return element.kind not in LEAVES or LEAVES[element.kind].fills


def _stack(elements: Sequence[Element], width: float) -> Piece:
    """Set elements one below the other; marks of those that fill the width line up at its end."""
    kept = _kept(elements)
    shapes: list[Shape] = []
    y = 0.0
    for seed, (before, element) in enumerate(zip((None, *elements), elements, strict=False)):
        # Entries of one list stand closer together.
        y += 0 if before is None else _LIST_GAP if _listed(before) and _listed(element) else _GAP
        # A menu spans the window, and a row's last mark stands in the same free place as all others.
        across = element.kind == "menu" or (element.kind == "row" and not element.mark and _ends_marked(element))
        placed = _place(element, width if across else width - kept, seed)
        shapes += _marked(element, placed, 0, y)
        y += placed.height
    return piece(width, y, *shapes)


def _listed(element: Element) -> bool:
    return element.kind == "entry" or any(child.kind == "entry" for child in element.row or ())


def _marked(element: Element, placed: Piece, x: float, y: float) -> tuple[Shape, ...]:
    """Return a piece at its place, with the number of its mark beside it."""
    number = marker(element.mark, x + placed.width, y + placed.spot) if element.mark and _beside(element) else ()
    return (*moved(placed.shapes, x, y), *number)


def _row(element: Element, width: float, seed: int) -> Piece:
    widths = _shared(element.children, width)
    placed = [
        _place(child, size - _beside(child), seed + i)
        for i, (child, size) in enumerate(zip(element.children, widths, strict=True))
    ]
    height = max((part.height for part in placed), default=0.0)
    centred = all(child.kind in _LOW for child in element.children)
    shapes: list[Shape] = []
    x = y = 0.0
    for child, part, size in zip(element.children, placed, widths, strict=True):
        y = (height - part.height) / 2 if centred else 0.0
        part = _stretched(part, height) if child.kind == "panel" else part
        shapes += _marked(child, part, x, y)
        x += size + _GAP
    return piece(width, height, *shapes, spot=y + placed[-1].spot if placed else 0)


def _stretched(part: Piece, height: float) -> Piece:
    """Return a panel as high as its neighbours: its frame, which comes first, is drawn anew."""
    frame, *inside = part.shapes
    return piece(part.width, height, Box(frame.style, 0, 0, part.width, height, _CORNER), *inside)


def _shared(elements: Sequence[Element], width: float) -> list[float]:
    """Divide a row: each element gets its share, but never less than it needs."""
    needed = [_room(element) + _beside(element) for element in elements]
    fixed = {i for i, element in enumerate(elements) if not _fills(element)}
    while True:
        free = width - _GAP * (len(elements) - 1) - sum(needed[i] for i in fixed)
        shares = sum(element.width for i, element in enumerate(elements) if i not in fixed) or 1
        tight = {i for i, e in enumerate(elements) if i not in fixed and free * e.width / shares < needed[i]}
        if not tight:
            return [needed[i] if i in fixed else free * e.width / shares for i, e in enumerate(elements)]
        fixed |= tight


def _column(element: Element, width: float, _seed: int) -> Piece:
    return _stack(element.children, width)


def _window(element: Element, width: float, _seed: int) -> Piece:
    title, padding = 32.0, _PADDING["window"]
    inside = _stack(element.children, width - 2 * padding)
    height = title + inside.height + 2 * padding
    address = Box("page", width * 0.22, 7, width * 0.56, 18, 9)
    return piece(
        width,
        height,
        Box("frame", 0, 0, width, height, 10),
        Box("page", 0, title, width, height - title, 10),
        Box("page", 0, title, width, 12),
        Line("rule", ((0, title), (width, title))),
        Box("rim", 0, 0, width, height, 10),
        *(Dot("rule", 19 + 17 * i, title / 2, 4.5) for i in range(3)),
        address,
        bar("bar", width * 0.22 + 14, title / 2, width * 0.25),
        *moved(inside.shapes, padding, title + padding),
    )


def _panel(element: Element, width: float, _seed: int) -> Piece:
    padding = _PADDING["panel"]
    inside = _stack(element.children, width - 2 * padding)
    height = inside.height + 2 * padding
    return piece(width, height, Box("panel", 0, 0, width, height, _CORNER), *moved(inside.shapes, padding, padding))


def _note(element: Element, width: float, _seed: int) -> Piece:
    padding, start = _PADDING["note"], _AVATAR if element.icon else 0.0
    inside = _stack(element.children, width - start - 2 * padding)
    height = inside.height + 2 * padding
    shapes: list[Shape] = [Box("soft", start, 0, width - start, height, 4), Box("accent", start, 0, 4, height)]
    if element.icon:
        shapes += (Dot("input", 15, 17, 15), *icon(element.icon, 7, 8.5))
    return piece(width, height, *shapes, *moved(inside.shapes, start + padding, padding))


def _box(element: Element, width: float, seed: int) -> Piece:
    """Draw a box to write in: its caption above it, the grip that text boxes have in its corner."""
    padding, top = _PADDING["box"], 20.0
    inside = _stack(element.children, width - 2 * padding)
    height = max(38.0, inside.height) + 2 * padding
    right, bottom = width - 4, top + height - 4
    grips = [Line("rule", ((right - size, bottom), (right, bottom - size))) for size in (9, 5)]
    frame = Box("input", 0, top, width, height, 6)
    shapes = (caption("", width, seed), frame, *grips, *moved(inside.shapes, padding, top + padding))
    return piece(width, top + height, *shapes, spot=top + height / 2)


_AVATAR = 44.0
_PADDING = {"window": 20.0, "column": 0.0, "panel": 16.0, "note": 14.0, "box": 12.0}
_CONTAINERS: dict[str, Callable[[Element, float, int], Piece]] = {
    "window": _window,
    "row": _row,
    "column": _column,
    "panel": _panel,
    "note": _note,
    "box": _box,
}

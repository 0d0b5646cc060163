"""A described screen in; its schematic drawing as inline SVG, or the real screenshot that replaces it, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from press.figures.layout import layout
from press.figures.shapes import Shape, svg
from press.model.figure import Element, Figure
from press.pictures import KINDS
from press.problems import Origin, Problem
from press.project import leads_out

PICTURE_SUFFIXES = tuple(KINDS)


def draw(figure: Figure, direction: str, label: str, *, titled: bool = False) -> str:
    """Return the schematic drawing of a figure as inline SVG.

    `direction` is `ltr` or `rtl`: from right to left the layout is mirrored, labels are not. `label` says in words
    what the drawing shows; with `titled` it becomes the SVG's title, which WeasyPrint takes as alternative text.
    """
    drawn = layout(figure.screen)
    shapes: Iterable[Shape] = drawn.shapes
    if direction == "rtl":
        shapes = [shape.mirrored(drawn.width) for shape in shapes]
    return svg(shapes, drawn.width, drawn.height, label, titled=titled)


def picture(figure: Figure, language: str, folder: Path) -> Path | None:
    """Return the real screenshot that replaces the drawing, of this language before one for all; None if there is none.

    `language` is a BCP 47 tag, `folder`, one of content/, holds `<id>.<language>.png` or `<id>.png` (also .jpg, .jpeg).
    One that leads out of content/ is none.
    """
    names = [f"{stem}{suffix}" for stem in (f"{figure.id}.{language}", figure.id) for suffix in PICTURE_SUFFIXES]
    paths = [folder / name for name in names]
    return next((path for path in paths if path.is_file() and not leads_out(path, folder.parent)), None)


def figure_problems(figure: Figure, origin: Origin) -> list[Problem]:
    """Return what does not fit together: every mark has its callout, every callout its one mark."""
    marks = Counter(element.mark for element in _elements(figure.screen) if element.mark)
    found: list[tuple[Origin, str, str]] = []
    for mark, times in sorted(marks.items()):
        if times > 1:
            found.append((origin, f"mark {mark} stands in the screen {times} times", "give each its own number"))
        if mark > len(figure.callouts):
            found.append((origin, f"mark {mark} has no callout", "add its explanation to 'callouts'"))
    for number, callout in enumerate(figure.callouts, 1):
        if number not in marks:
            hint = f"add 'mark: {number}' to what it explains, or remove it"
            found.append((callout.origin, f"callout {number} is not marked in the screen", hint))
    return [Problem(place, "figure-mark", message, hint) for place, message, hint in found]


def _elements(element: Element) -> Iterator[Element]:
    yield element
    for child in element.children:
        yield from _elements(child)

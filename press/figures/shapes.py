"""Shapes in; one inline SVG out.

Colours stand twice: as classes, which web pages theme, and as presentation attributes, since
WeasyPrint applies no style sheet of the page within an SVG. Shapes of one style share one group.
Mirroring moves shapes; it never turns the words in them round.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Literal, Self

TEXT_SIZE = 13.0
FAMILY = "Source Sans 3,Arial,sans-serif"

_LINE = 'stroke="#6f7d8f"'
_ACCENT = "#17557f"
_INK = "#1c2733"
_TEXT = f'font-size="{TEXT_SIZE:g}"'

STYLES = {
    "frame": 'fill="#e9edf2"',
    "page": 'fill="#fff"',
    "panel": f'fill="none" {_LINE}',
    "soft": 'fill="#e9edf2"',
    "paper": f'fill="#fff" {_LINE} stroke-linejoin="round"',
    "input": f'fill="#fff" {_LINE}',
    "drop": f'fill="none" {_LINE} stroke-width="1.5" stroke-dasharray="6 5"',
    "accent": f'fill="{_ACCENT}"',
    "outline": f'fill="#fff" stroke="{_ACCENT}" stroke-width="1.5"',
    "rule": f'fill="none" {_LINE}',
    "bar": 'fill="none" stroke="#aab5c2" stroke-width="7" stroke-linecap="round"',
    "strong": 'fill="none" stroke="#6f7d8f" stroke-width="8" stroke-linecap="round"',
    "light": 'fill="none" stroke="#fff" stroke-width="7" stroke-linecap="round"',
    "line": f'fill="none" stroke="{_ACCENT}" stroke-width="2" stroke-linecap="round"',
    "linked": f'fill="none" stroke="{_ACCENT}" stroke-width="7" stroke-linecap="round"',
    "icon": f'fill="none" stroke="{_INK}" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"',
    "rim": 'fill="none" stroke="#55626f" stroke-width="1.5"',
    "words": f'fill="{_INK}" {_TEXT}',
    "title": f'fill="{_INK}" {_TEXT} font-weight="600"',
    "words-on": f'fill="#fff" {_TEXT} font-weight="600"',
    "leader": f'fill="none" stroke="{_INK}" stroke-width="1.25"',
    "mark": f'fill="{_INK}"',
    "number": f'fill="#fff" {_TEXT} font-weight="600"',
}

Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]
Bounds = tuple[float, float, float, float]
_OTHER_END: dict[Anchor, Anchor] = {"start": "end", "middle": "middle", "end": "start"}

# Upper bounds of the advance widths of Source Sans 3 and Arial, regular to bold, in parts of the font size.
_WIDTHS = {
    **dict.fromkeys(" ',.ijl|", 0.3),
    **dict.fromkeys("!()-:;I[]f", 0.345),
    **dict.fromkeys("/\\rt{}", 0.4),
    **dict.fromkeys('"#$*0123456789J_`aceksvxyz', 0.56),
    **dict.fromkeys("+<=>?FLTZ^bdghnopqu~", 0.615),
    **dict.fromkeys("EPSVXY", 0.67),
    **dict.fromkeys("&ABCDHKNRU", 0.725),
    **dict.fromkeys("GOQw", 0.78),
    **dict.fromkeys("%Mm", 0.9),
}


@dataclass(frozen=True)
class Shape(ABC):
    """Something drawn in one of the STYLES; x grows from left to right, y from top to bottom."""

    style: str

    @abstractmethod
    def moved(self, dx: float, dy: float) -> Self:
        """Return the same shape at another place."""

    @abstractmethod
    def mirrored(self, width: float) -> Self:
        """Return the shape as a drawing of this width from right to left has it."""

    @abstractmethod
    def bounds(self) -> Bounds:
        """Return the left, upper, right and lower edge of what it covers, without its outline."""

    @abstractmethod
    def svg(self) -> str:
        """Return its SVG element, without its style."""


@dataclass(frozen=True)
class _Placed(Shape):
    x: float
    y: float

    def moved(self, dx: float, dy: float) -> Self:
        return replace(self, x=self.x + dx, y=self.y + dy)

    def mirrored(self, width: float) -> Self:
        return replace(self, x=width - self.x)


@dataclass(frozen=True)
class Box(_Placed):
    """A rectangle with rounded corners; (x, y) is its upper left corner."""

    width: float
    height: float
    radius: float = 0

    def mirrored(self, width: float) -> Self:
        """Return the rectangle, its right edge where the left one was."""
        return replace(self, x=width - self.x - self.width)

    def bounds(self) -> Bounds:
        """Return its edges."""
        return self.x, self.y, self.x + self.width, self.y + self.height

    def svg(self) -> str:
        """Return a rect."""
        place = f'x="{_n(self.x)}" y="{_n(self.y)}" width="{_n(self.width)}" height="{_n(self.height)}"'
        corners = f' rx="{_n(self.radius)}"' if self.radius else ""
        return f"<rect {place}{corners}/>"


@dataclass(frozen=True)
class Dot(_Placed):
    """A circle around (x, y)."""

    radius: float

    def bounds(self) -> Bounds:
        """Return the edges of the square around it."""
        return self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius

    def svg(self) -> str:
        """Return a circle."""
        return f'<circle cx="{_n(self.x)}" cy="{_n(self.y)}" r="{_n(self.radius)}"/>'


@dataclass(frozen=True)
class Words(_Placed):
    """A label whose middle line is at y; it starts, ends or has its middle at x. Always left to right."""

    text: str
    anchor: Anchor = "start"

    def mirrored(self, width: float) -> Self:
        """Return the label, ending where it started."""
        return replace(self, x=width - self.x, anchor=_OTHER_END[self.anchor])

    def bounds(self) -> Bounds:
        """Return the edges of the widest that the label can be."""
        size = text_width(self.text)
        left = self.x - size * {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor]
        return left, self.y - TEXT_SIZE / 2, left + size, self.y + TEXT_SIZE / 2

    def svg(self) -> str:
        """Return a text."""
        anchored = "" if self.anchor == "start" else f' text-anchor="{self.anchor}"'
        return f'<text x="{_n(self.x)}" y="{_n(self.y + 0.34 * TEXT_SIZE)}"{anchored}>{escape(self.text)}</text>'


@dataclass(frozen=True)
class Line(Shape):
    """A line through points. One that is `upright` (a tick) is the same in a mirrored drawing."""

    points: tuple[Point, ...]
    closed: bool = False
    upright: bool = False

    def moved(self, dx: float, dy: float) -> Self:
        """Return the same line at another place."""
        return replace(self, points=tuple((x + dx, y + dy) for x, y in self.points))

    def mirrored(self, width: float) -> Self:
        """Return the line running the other way; an upright one only changes its place."""
        if self.upright:
            across = [x for x, _y in self.points]
            return self.moved(width - min(across) - max(across), 0)
        return replace(self, points=tuple((width - x, y) for x, y in self.points))

    def bounds(self) -> Bounds:
        """Return the edges around its points."""
        across, down = [x for x, _y in self.points], [y for _x, y in self.points]
        return min(across), min(down), max(across), max(down)

    def svg(self) -> str:
        """Return a path."""
        return f'<path d="{self.path()}"/>'

    def path(self) -> str:
        """Return the line as path data."""
        (x, y), *others = self.points
        if len(others) == 1 and others[0][1] == y:
            return f"M{_n(x)} {_n(y)}H{_n(others[0][0])}"
        rest = "".join(f"L{_n(x)} {_n(y)}" for x, y in others)
        return f"M{_n(x)} {_n(y)}{rest}{'Z' if self.closed else ''}"


def text_width(text: str) -> float:
    """Return how much room a label takes at most, whichever of the usual sans-serif fonts sets it."""
    # Accented letters are as wide as plain ones; W, @ and ideographs fill the whole size.
    return TEXT_SIZE * sum(_WIDTHS.get(char, 0.88 if 0x7F < ord(char) < 0x250 else 1.05) for char in text)


def svg(shapes: Iterable[Shape], width: float, height: float, label: str, *, titled: bool = False) -> str:
    """Return an inline SVG of shapes; `label` says in words what it shows.

    With `titled` the label becomes the SVG's title, where WeasyPrint looks for the alternative text;
    in a browser that would pop up under the pointer, so there it is an aria-label.
    """
    groups = [_group(members) for members in grouped(shapes)]
    size = f'viewBox="0 0 {_n(width)} {_n(height)}" width="{_n(width)}" height="{_n(height)}"'
    named = "" if titled else f' aria-label="{escape(label)}"'
    title = f"<title>{escape(label)}</title>" if titled else ""
    # Labels are English: a page from right to left must not turn their anchors round.
    start = f'<svg class="fig" role="img"{named} {size} font-family="{FAMILY}" direction="ltr">'
    return f"{start}{title}{''.join(groups)}</svg>"


def grouped(shapes: Iterable[Shape]) -> list[list[Shape]]:
    """Gather shapes of one style, as far as each can be painted earlier without going under another."""
    groups: list[list[Shape]] = []
    for shape in shapes:
        for group in reversed(groups):
            if group[0].style == shape.style:
                group.append(shape)
                break
            if any(touch(shape, other) for other in group):
                groups.append([shape])
                break
        else:
            groups.append([shape])
    return groups


def touch(one: Shape, other: Shape) -> bool:
    """Tell whether two shapes may cover each other, outlines included."""
    left, top, right, bottom = one.bounds()
    other_left, other_top, other_right, other_bottom = other.bounds()
    slack = 8  # two halves of the thickest outline
    across = left < other_right + slack and other_left < right + slack
    return across and top < other_bottom + slack and other_top < bottom + slack


def _group(shapes: Sequence[Shape]) -> str:
    style = shapes[0].style
    look = f'class="fig-{style}" {STYLES[style]}'
    lines = [shape for shape in shapes if isinstance(shape, Line)]
    if len(lines) == len(shapes):
        return f'<path {look} d="{"".join(line.path() for line in lines)}"/>'
    inner = "".join(shape.svg() for shape in shapes)
    for anchored in (' text-anchor="middle"', ' text-anchor="end"'):
        if inner.count(anchored) == len(shapes):
            look, inner = look + anchored, inner.replace(anchored, "")
    return f"<g {look}>{inner}</g>"


def _n(value: float) -> str:
    """Write a number with one decimal at most."""
    return f"{round(value, 1):g}"

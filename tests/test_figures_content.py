"""The sixteen figures of the manual: each is whole, official in its words, small, and clear to read."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from press.figures import draw, figure_problems
from press.figures.layout import WIDTH, layout
from press.figures.shapes import Box, Dot
from press.markdown import inner_tokens
from press.model import Figure
from press.problems import Origin
from press.records import validated
from press.source import read_yaml

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "content" / "figures"
NAMES = [
    "facility-profile", "activation-email", "registration-form", "invoices", "application-form", "core-question",
    "unanswered-questions", "case-review-overview", "case-review-progress", "case-review-questions",
    "completed-application", "reopened-application", "replying-to-comments", "second-review", "documents-for-office",
    "documents-for-assessors",
]  # fmt: skip
OFFICIAL = {
    "My Profile", "Update Facility Profile", "Activate account", "Facility Code", "Invoices", "PDF", "Core", "Extended",
    "Save", "Show Summary", "Documents", "Messages", "Providing Supplemental Documents and Evidence",
    "Application Manual", "Marketing Manual", "Standards", *(f"Standard {number}" for number in range(1, 14)),
}  # fmt: skip
SVG = "{http://www.w3.org/2000/svg}"


def from_content(name: str) -> Figure:
    data, problems = read_yaml(ROOT, FOLDER / f"{name}.yaml")
    figure, more = validated(Figure, data, name)
    assert figure, [*problems, *more]
    return figure


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_all_figures_are_there() -> None:
    """The folder holds the sixteen figures of the manual and no other, each with a caption of its own."""
    assert sorted(path.stem for path in FOLDER.glob("*.yaml")) == sorted(NAMES)
    assert len({from_content(name).caption.source for name in NAMES}) == len(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_content(name: str) -> None:
    """A figure of the manual has all its marks explained, shows official labels only, and stays small."""
    figure = from_content(name)
    assert figure.id == name
    assert figure_problems(figure, Origin(name)) == []
    svg = draw(figure, "ltr", "")
    words = {str(text.text) for text in parsed(svg).iter(f"{SVG}text")}
    assert words <= OFFICIAL | {"100%"} | {str(number) for number in range(1, len(figure.callouts) + 1)}
    assert len(svg) < 6_000
    assert " id=" not in svg
    assert float(parsed(svg).get("width", "")) == WIDTH


@pytest.mark.parametrize("name", NAMES)
def test_labels_in_texts(name: str) -> None:
    """Every label that a caption, description or callout names in back-ticks is an official one."""
    figure = from_content(name)
    for text in (figure.caption, figure.description, *figure.callouts):
        named = {token.content for token in inner_tokens(text.source) if token.type == "code_inline"}
        assert named <= OFFICIAL


@pytest.mark.parametrize("name", NAMES)
def test_marks_of_the_manual_are_clear(name: str) -> None:
    """In the figures of the manual no number lies on anything, and none is cut by the edge of a box."""
    shapes = layout(from_content(name).screen).shapes
    for circle in (shape for shape in shapes if isinstance(shape, Dot) and shape.style == "mark"):
        left, top, right, bottom = circle.bounds()
        for shape in shapes:
            if shape.style in ("mark", "number", "leader"):
                continue
            x1, y1, x2, y2 = shape.bounds()
            around = isinstance(shape, Box) and x1 < left and y1 < top and x2 > right and y2 > bottom
            assert around or not overlap(circle.bounds(), shape.bounds()), shape

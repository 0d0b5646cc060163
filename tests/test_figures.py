"""The figures: how a screen is described, what is wrong with it, how it is drawn, what replaces the drawing."""

import os
import re
import subprocess
import sys
import textwrap
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from press.figures import draw, figure_problems, picture
from press.figures.elements import LEAVES
from press.figures.layout import WIDTH, layout
from press.figures.shapes import TEXT_SIZE, Box, Words, grouped, text_width, touch
from press.model import Checklist, Figure, Manual, keyed
from press.model.figure import KINDS, MODIFIERS, Element
from press.problems import Origin
from press.records import validated
from press.source import parse_yaml, read_yaml
from press.translation.messages import messages

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "content" / "figures"
NAMES = sorted(path.stem for path in FOLDER.glob("*.yaml"))
SVG = "{http://www.w3.org/2000/svg}"

LABELS = st.text(st.characters(min_codepoint=32, max_codepoint=0x24F, exclude_categories=["C", "Z"]), max_size=60)
LABELLED = ("heading", "field", "entry", "sheet", "button", "tag", "link", "upload")


def figure_from(text: str) -> tuple[Figure | None, list[str]]:
    """A figure from YAML, with an id and texts already there, and the problems as one line each."""
    head = "id: sample\ncaption: A sample\ndescription: A window.\n"
    data, problems = parse_yaml(head + textwrap.dedent(text), "sample.yaml")
    figure, more = validated(Figure, data, "sample.yaml")
    return figure, [str(problem) for problem in (*problems, *more)]


def sample(text: str) -> Figure:
    figure, problems = figure_from(text)
    assert figure, problems
    return figure


def from_content(name: str) -> Figure:
    data, problems = read_yaml(ROOT, FOLDER / f"{name}.yaml")
    figure, more = validated(Figure, data, name)
    assert figure, [*problems, *more]
    return figure


def drawn(text: str, direction: str = "ltr") -> ElementTree.Element:
    return parsed(draw(sample(text), direction, "A window"))


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))


def elements() -> st.SearchStrategy[Element]:
    """Any tree of elements, to a depth of four or so."""
    label = st.sampled_from(["", "Save", "Providing Supplemental Documents and Evidence"])
    leaves = st.one_of(
        st.builds(
            lambda kind, text, mark: Element(**{kind: text}, mark=mark), st.sampled_from(LABELLED), label, marks()
        ),
        st.builds(lambda count, mark: Element(bars=count, mark=mark), st.integers(1, 4), marks()),
        st.builds(lambda count, mark: Element(progress=count, mark=mark), st.sampled_from([0, 40, 100]), marks()),
        st.builds(lambda count, mark: Element(choice=count, mark=mark), st.integers(1, 3), marks()),
        st.builds(lambda texts, mark: Element(tabs=texts, mark=mark), st.lists(label, min_size=1, max_size=9), marks()),
    )
    more = st.sampled_from(
        [{"ticks": 3}, {"table": (2, 1)}, {"field": "", "width": 3}, {"menu": ("Save",), "active": "Save"}]
    )
    leaves |= st.builds(lambda values, mark: Element(**values, mark=mark), more, marks())
    boxes = st.sampled_from(["window", "row", "column", "panel", "note", "box"])
    return st.recursive(leaves, lambda inner: st.builds(
        lambda kind, children, mark: Element(**{kind: tuple(children)}, mark=mark),
        boxes, st.lists(inner, max_size=4), marks(),
    ), max_leaves=12)  # fmt: skip


def marks() -> st.SearchStrategy[int | None]:
    return st.sampled_from([None, None, 1, 2])


# Describing


def test_unknown_key() -> None:
    """A misspelt element is reported at its line, with the word that was probably meant."""
    _figure, problems = figure_from(
        """\
        screen:
          window:
            - row:
                - buton: Save
        callouts: []
        """
    )
    assert problems[0] == (
        "sample.yaml:7:11: error: the key 'buton' is not known here; did you mean 'button'? [yaml-unknown-key]"
    )


@pytest.mark.parametrize(
    ("element", "reason"),
    [
        ("{button: Save, tag: Core}", "an element has exactly one kind; it has button and tag"),
        ("{mark: 1}", "an element has exactly one kind; it has none of window, row"),
        ("{bars: 2, look: plain}", "'look' belongs to button or tag, not to bars"),
        ("{menu: [Save], active: Core}", "the active item 'Core' is none of: Save"),
        ("{menu: [Save], mark: 1}", "a mark on a menu explains its active item; add 'active'"),
        ("{button: 'a\\x07'}", "a label has at most 60 characters, none of them invisible"),
        (f"{{menu: [{'a' * 61}]}}", "a label has at most 60 characters, none of them invisible"),
        ("{progress: 101}", "less than or equal to 100"),
        ("{bars: 400}", "less than or equal to 12"),
    ],
)
def test_wrong_element(element: str, reason: str) -> None:
    """What can't be drawn is refused with the reason."""
    element = element.replace("'a\\x07'", '"a\\x07"')
    figure, problems = figure_from(f"screen:\n  window:\n    - {element}\ncallouts: []\n")
    assert figure is None
    assert reason in problems[0]


def test_every_kind_is_a_field() -> None:
    """The lists of kinds and modifiers name exactly the keys an element may have."""
    assert {*KINDS, *MODIFIERS, "mark", "width"} == set(Element.model_fields)
    assert {owner for owners in MODIFIERS.values() for owner in owners} <= set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_drawn(kind: str) -> None:
    """Each kind of element has a drawing, even with as little in it as can be."""
    value = {"bars": 1, "choice": 1, "ticks": 1, "progress": 0, "table": (1,)}.get(kind)
    holds_more = kind in ("window", "row", "column", "panel", "note", "box", "menu", "tabs")
    element = Element(**{kind: () if holds_more else "" if value is None else value})
    assert layout(element).width == WIDTH


def test_texts_are_found() -> None:
    """Translators get caption, description and callouts, and none of the labels in the screen."""
    figure = sample("screen: {window: [{button: Save, mark: 1}]}\ncallouts: [Press `Save`.]\n")
    checklist = Checklist.model_validate({"id": "c", "title": "C", "groups": [], "extended": {"text": "E"}})
    parts = {"edition": (), "documents": (), "chapters": (), "terms": (), "forms": (), "checklist": checklist}
    manual = Manual.model_construct(**parts, figures=keyed((figure,)))
    found = [message for message in messages(manual) if message.context == "figure/sample"]
    assert [(message.domain, message.source) for message in found] == [
        ("manual", "A sample"),
        ("manual", "A window."),
        ("manual", "Press `Save`."),
    ]


# Marks and callouts


@pytest.mark.parametrize(
    ("screen", "callouts", "expected"),
    [
        ("{row: [{button: Save, mark: 1}, {bars: 1, mark: 2}]}", "[One., Two.]", []),
        ("{button: Save, mark: 2}", "[One., Two.]", ["callout 1 is not marked in the screen"]),
        ("{button: Save, mark: 2}", "[]", ["mark 2 has no callout"]),
        ("{row: [{bars: 1, mark: 1}, {tag: Core, mark: 1}]}", "[One.]", ["mark 1 stands in the screen 2 times"]),
        ("{window: [{panel: [{box: [{link: '', mark: 1}]}]}]}", "[One.]", []),
    ],
)
def test_marks_and_callouts(screen: str, callouts: str, expected: list[str]) -> None:
    """Every mark has one callout and every callout one mark; what lacks its other half is reported."""
    figure = sample(f"screen: {screen}\ncallouts: {callouts}\n")
    assert [problem.message for problem in figure_problems(figure, Origin("sample.yaml", 1, 1))] == expected


def test_callout_without_mark_is_reported_where_it_stands() -> None:
    """The problem names the line of the callout, not of the figure."""
    figure = sample("screen: {bars: 1}\ncallouts:\n  - One.\n")
    (problem,) = figure_problems(figure, Origin("sample.yaml", 1, 1))
    assert str(problem.origin) == "sample.yaml:6:5"


# Drawing


@given(LABELS)
def test_measure_is_an_upper_bound(text: str) -> None:
    """No label is wider in the fonts of the editions, regular to bold, than it is reckoned."""
    for advances in FONTS:
        assert sum(advances.get(ord(char), 0) for char in text) * TEXT_SIZE <= text_width(text) + 1e-6


def advances(path: Path) -> dict[int, float]:
    font = TTFont(path)
    metrics, size = font["hmtx"], font["head"].unitsPerEm
    return {code: metrics[name][0] / size for code, name in font.getBestCmap().items()}


FONTS = [
    advances(ROOT / "node_modules/source-sans/TTF" / f"SourceSans3-{weight}.ttf")
    for weight in ("Regular", "Semibold", "Bold")
]


@given(st.sampled_from(LABELLED), LABELS, st.floats(0, 400))
def test_labels_fit(kind: str, label: str, extra: float) -> None:
    """However long a label is, its element is wide enough for it, and its frame goes around it."""
    element = Element(**{kind: label})
    width = LEAVES[kind].room(element) + extra
    shapes = LEAVES[kind].draw(element, width, 0).shapes
    frames = [shape.bounds() for shape in shapes if isinstance(shape, Box)] if kind != "field" else []
    for left, _top, right, _bottom in (shape.bounds() for shape in shapes if isinstance(shape, Words)):
        assert left >= -0.01
        assert right <= width + 0.01
        assert all(frame[0] <= left and right <= frame[2] + 0.01 for frame in frames[:1])


@given(st.lists(LABELS, min_size=1, max_size=13), st.sampled_from(["menu", "tabs"]))
def test_labels_of_menus_fit(labels: list[str], kind: str) -> None:
    """Items of a menu never run into one another, and a drawing grows with them."""
    whole = layout(Element(window=(Element(**{kind: labels}),)))
    words = sorted((shape.bounds() for shape in whole.shapes if isinstance(shape, Words)), key=lambda b: (b[1], b[0]))
    assert all(one[2] <= other[0] + 0.01 for one, other in pairwise(words) if one[1] == other[1])
    assert all(left >= 0 and right <= whole.width for left, _top, right, _bottom in words)


@settings(max_examples=60, deadline=None)
@given(elements())
def test_any_screen_stays_inside(screen: Element) -> None:
    """Whatever is composed, nothing is drawn outside the picture."""
    whole = layout(screen)
    for shape in whole.shapes:
        left, top, right, bottom = shape.bounds()
        assert min(left, top) >= -0.01, shape
        assert max(right - whole.width, bottom - whole.height) <= 0.01, shape


@settings(max_examples=60, deadline=None)
@given(elements())
def test_marks_are_clear_of_words(screen: Element) -> None:
    """Whatever is composed, the number of a callout never lies on a label, a bar or another number."""
    shapes = layout(screen).shapes
    circles = [shape.bounds() for shape in shapes if shape.style == "mark"]
    others = [s.bounds() for s in shapes if s.style in ("words", "title", "words-on", "bar", "strong", "accent")]
    assert not [pair for pair in ((a, b) for a in circles for b in others) if overlap(*pair)]
    assert not [1 for i, one in enumerate(circles) for other in circles[:i] if overlap(one, other)]


def overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@settings(max_examples=60, deadline=None)
@given(elements())
def test_grouping_keeps_what_lies_on_top(screen: Element) -> None:
    """Shapes are gathered by style only where none comes to lie under another that it should cover."""
    shapes = list(layout(screen).shapes)
    painted = [id(shape) for group in grouped(shapes) for shape in group]
    assert len(painted) == len(shapes)
    place = {shape: i for i, shape in enumerate(painted)}
    for i, one in enumerate(shapes):
        for other in shapes[i + 1 :]:
            if touch(one, other):
                assert place[id(one)] < place[id(other)]


@pytest.mark.parametrize("name", NAMES)
def test_mirrored(name: str) -> None:
    """From right to left every box is where its mirror image would be; words are neither turned nor lost."""
    figure = from_content(name)
    there, back = (parsed(draw(figure, direction, "x")) for direction in ("ltr", "rtl"))
    width = float(there.get("width", "0"))
    edges = [(rect.get("y"), rect.get("x"), rect.get("width")) for rect in there.iter(f"{SVG}rect")]
    boxes = sorted((float(y), width - float(x) - float(size)) for y, x, size in edges)
    mirrored = sorted((float(rect.get("y")), float(rect.get("x"))) for rect in back.iter(f"{SVG}rect"))
    for one, other in zip(boxes, mirrored, strict=True):
        assert one == pytest.approx(other, abs=0.15)
    texts = [sorted(str(text.text) for text in drawing.iter(f"{SVG}text")) for drawing in (there, back)]
    assert texts[0] == texts[1]
    assert "transform" not in draw(figure, "rtl", "x")


def test_mirrored_label_ends_where_it_started() -> None:
    """A label that starts 20 from the left ends 20 from the right, still read from left to right."""
    text = "screen: {window: [{heading: Documents}]}\ncallouts: []\n"
    (there,), (back,) = (list(drawn(text, direction).iter(f"{SVG}text")) for direction in ("ltr", "rtl"))
    assert float(there.get("x", "")) + float(back.get("x", "")) == WIDTH
    assert there.text == back.text == "Documents"
    assert drawn(text, "rtl").find(f"{SVG}g[@text-anchor='end']") is not None
    assert drawn(text, "rtl").get("direction") == "ltr"


def test_a_tick_is_never_mirrored() -> None:
    """A tick keeps its long stroke on the right, in both directions."""
    for direction in ("ltr", "rtl"):
        root = drawn("screen: {entry: Save, icon: tick}\ncallouts: []\n", direction)
        icons = next(p.get("d", "") for p in root.iter(f"{SVG}path") if p.get("class") == "fig-icon")
        tick = next(part for part in icons.split("M") if part and float(part.split()[0]) in TICK_STARTS)
        points = [float(x) for x, _y in re.findall(r"([\d.]+) ([\d.]+)", tick)]
        assert points == sorted(points)


TICK_STARTS = (17.0, WIDTH - 17 - 10)


def test_labels_are_escaped() -> None:
    """Signs that mean something in SVG are written as what they are."""
    root = drawn('screen: {button: "<b> & \\"c\\""}\ncallouts: []\n')
    assert [text.text for text in root.iter(f"{SVG}text")] == ['<b> & "c"']


def test_alternative_text() -> None:
    """The description is an aria-label on pages, and a title where WeasyPrint needs it; never both."""
    figure = sample("screen: {bars: 1}\ncallouts: []\n")
    page, printed = (parsed(draw(figure, "ltr", 'A "window"', titled=titled)) for titled in (False, True))
    assert page.get("role") == "img"
    assert page.get("aria-label") == 'A "window"'
    assert page.find(f"{SVG}title") is None
    assert printed.get("aria-label") is None
    assert printed.findtext(f"{SVG}title") == 'A "window"'


def test_same_bytes_in_every_process() -> None:
    """A drawing does not depend on the process that makes it."""
    program = (
        "from tests.test_figures import *; import hashlib;"
        "print(hashlib.sha256(''.join(draw(from_content(n), 'rtl', n) for n in NAMES).encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(digests) == 1


def test_in_a_pdf(tmp_path: Path) -> None:
    """WeasyPrint draws it without a warning, tags it as a figure, and keeps its alternative text."""
    import weasyprint

    svg = draw(from_content("invoices"), "rtl", "Invoices, as a list", titled=True)
    page = f"<html lang=en dir=rtl><title>t</title><style>*{{font-family:serif}}</style><figure>{svg}</figure>"
    weasyprint.HTML(string=page).write_pdf(tmp_path / "a.pdf", pdf_variant="pdf/ua-1")
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        tags = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure"]
        assert [str(tag.Alt) for tag in tags] == ["Invoices, as a list"]


# Screenshots


def test_screenshots(tmp_path: Path) -> None:
    """A screenshot of the language comes before one for all languages; without any the figure is drawn."""
    figure = sample("screen: {bars: 1}\ncallouts: []\n")
    assert picture(figure, "pt", tmp_path) is None
    for name in ("sample.jpg", "sample.zh-Hans.png", "other.png", "sample.pt.txt"):
        (tmp_path / name).write_bytes(b"")
    assert picture(figure, "zh-Hans", tmp_path) == tmp_path / "sample.zh-Hans.png"
    assert picture(figure, "pt", tmp_path) == tmp_path / "sample.jpg"

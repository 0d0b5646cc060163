"""Entries of a PDF form in; a picture of each, as any program shows it, out.

A program that draws an entry itself has the font of the field alone, and sets letter beside letter: of Arabic, poppler
and PDFium show nothing, or letters that do not join.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

import pikepdf
from markupsafe import Markup

from press.assets import print_fonts
from press.fields import Value
from press.fonts import Family, families_of, stack
from press.outputs import pdf
from press.outputs.made import Made
from press.pages.content import Speaker
from press.pages.isolation import lines
from press.project import Project
from press.run import alone

_MULTILINE = 1 << 12
_RIGHT_ALIGNED = 2
_SIZE = re.compile(r"([0-9.]+) Tf")
_STEPS, _SMALLER = 2, 0.82  # how often, and to what, letters are made smaller where an entry has no room


class Entry(NamedTuple):
    """What stands in a field, and how: width, height and the size of letters in points."""

    text: str
    width: float
    height: float
    size: float
    multiline: bool
    right: bool


class Drawing(NamedTuple):
    """A PDF of which each page is the picture of an entry, and the index of that page by the name of the field.

    `sizes` are those of letters, in points, and `cut` names the fields that have no room for all of their entry.
    """

    pages: bytes
    numbers: Mapping[str, int]
    sizes: Mapping[str, float]
    cut: tuple[str, ...] = ()


UNDRAWN = Drawing(b"", {}, {})


def entries(form: pikepdf.Pdf, values: Mapping[str, Value]) -> dict[str, Entry]:
    """Return the texts and choices among the values by the names of their fields, as the form shows them."""
    fields = {str(field.T): field for field in form.Root.AcroForm.Fields}
    return {
        name: _entry(fields[name], value) for name, value in values.items() if isinstance(value, str) and name in fields
    }


def draw(
    project: Project, speaker: Speaker, families: Sequence[Family], given: Mapping[str, Entry], name: str
) -> tuple[Drawing, Made]:
    """Return the pictures of entries, in the fonts of all languages, and how they were made; `name` is the file's.

    Where an entry has no room, its letters are made smaller, up to a limit.
    """
    if not given:
        return UNDRAWN, Made(b"")
    for step in range(_STEPS + 1):
        order = {entry: index for index, entry in enumerate(dict.fromkeys(given.values()))}
        made = alone(name, partial(pdf.pictures, project, _html(project, speaker, families, order)))
        long = {entry for entry, index in order.items() if f"entry-{index + 1}" in made.warnings}
        if made.errors or not long or step == _STEPS:
            break
        given = {field: _smaller(entry) if entry in long else entry for field, entry in given.items()}
    numbers = {field: order[entry] for field, entry in given.items()}
    sizes = {field: entry.size for field, entry in given.items()}
    return Drawing(made.content, numbers, sizes, tuple(field for field, entry in given.items() if entry in long)), made


def resized(field: Any, size: float) -> None:
    """Let a field write in letters of a size, in points."""
    field.DA = pikepdf.String(_SIZE.sub(f"{size:g} Tf", str(field.DA)))


def pictures(form: pikepdf.Pdf, drawing: Drawing) -> dict[str, pikepdf.Object]:
    """Return the pictures as objects of a form, by the names of its fields; fields that show the same share one."""
    if not drawing.numbers:
        return {}
    with pikepdf.open(io.BytesIO(drawing.pages)) as source:
        assert len(source.pages) == max(drawing.numbers.values()) + 1, "a page for each entry"
        shapes = [form.copy_foreign(page.as_form_xobject()) for page in source.pages]
    for shape in shapes:
        # Viewers put what is typed later between these two.
        shape.write(b"/Tx BMC\nq\n" + shape.read_bytes() + b"\nQ\nEMC")
    return {name: shapes[number] for name, number in drawing.numbers.items()}


def _entry(field: Any, value: str) -> Entry:
    left, bottom, right, top = (float(side) for side in field.Rect)
    labels = {str(option[0]): str(option[1]) for option in field.get("/Opt", [])}
    size = _SIZE.search(str(field.get("/DA", "")))
    return Entry(
        labels.get(value, value),
        round(right - left, 2),
        round(top - bottom, 2),
        float(size[1]) if size else 10,
        bool(int(field.get("/Ff", 0)) & _MULTILINE),
        int(field.get("/Q", 0)) == _RIGHT_ALIGNED,
    )


def _smaller(entry: Entry) -> Entry:
    return entry._replace(size=round(entry.size * _SMALLER, 1))


def _html(project: Project, speaker: Speaker, families: Sequence[Family], shown: Iterable[Entry]) -> str:
    own = families_of(speaker.language, families)
    every = [*own, *(family for family in families if family not in own)]
    language = speaker.language.model_copy(update={"fonts": tuple(family.id for family in every)})
    fonts = [font for font in print_fonts(project, language, families) if (font.weight, font.style) == (400, "normal")]
    shown = list(shown)
    sizes = list(dict.fromkeys((entry.width, entry.height) for entry in shown))
    return speaker.templates.get_template("print/entries.html.jinja").render(
        language=speaker.language,
        fonts=fonts,
        font_stack=Markup(stack(every)),
        sizes=sizes,
        entries=[(entry, sizes.index((entry.width, entry.height)) + 1, lines(entry.text)) for entry in shown],
    )

"""Lines of text while they are drawn in; the right text for every glyph, so that what is written is what is read, out.

In some scripts, Arabic above all, a group of glyphs stands for several characters (a cluster), and a glyph for this
text here and for that one there. WeasyPrint gives a cluster's text to its last glyph, none to the others, and each
glyph one text in the whole document (Kozea/WeasyPrint#2841). Here each gets its own; a glyph that has another text
already is drawn by another code, which the font's encoding leads to the same shape.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

import pydyf

from press.outputs.gaps import Signs, mended

# Scripts in which one cluster may have several glyphs, and combining marks; in the others it is a ligature at most.
_CLUSTERS = re.compile("[\u0300-\u036f\u0590-\u1cff\u1dc0-\u1dff\ua800-\uabff\ufb1d-\ufeff]")
_NOTHING = "\u200b"  # a character of no width: PDF/UA wants one for every glyph
_CMAP_NAME = "Codes-0"
_MOST_CODES = 0x10000
_BATCH = 100  # the most lines that a block of a CMap may have

Codes = dict[tuple[int, str], int]


@contextmanager
def whole_clusters() -> Iterator[Callable[[Any], None]]:
    """Yield what completes the fonts of a PDF. Meanwhile private code of WeasyPrint 70 is changed, in this process."""
    from weasyprint.draw import text

    draw = text.draw_first_line
    codes: dict[Any, Codes] = {}

    def noting(stream: Any, textbox: Any, *rest: Any) -> Any:
        if not _CLUSTERS.search(textbox.text):
            return draw(stream, textbox, *rest)
        fonts = _note(stream, textbox.pango_layout, codes)
        start = len(stream.stream)
        drawn = draw(stream, textbox, *rest)
        stream.stream[start:] = _mended(stream.stream[start:], fonts)
        return drawn

    text.draw_first_line = noting
    try:
        yield lambda pdf: _encode(pdf, codes)
    finally:
        text.draw_first_line = draw


def _note(stream: Any, layout: Any, codes: dict[Any, Codes]) -> dict[bytes, Signs]:
    """Give each glyph of a line its own code; return the fonts of the line by the names by which it is drawn."""
    from weasyprint.text.ffi import ffi, pango

    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
    line, _index = layout.get_first_line()
    words = layout.text.encode()
    run = line.runs[0]
    fonts: dict[bytes, Signs] = {}
    while run != ffi.NULL:
        glyphs, item = run.data.glyphs, run.data.item
        run = run.next
        font, size = stream.add_font(item.analysis.font)
        pairs = fonts.setdefault(f"/{font.hash}".encode(), Signs(font.to_unicode, font.widths, {})).pairs
        before = 0, ""
        own = words[item.offset : item.offset + item.length]
        for glyph, text in _texts(glyphs, own, bool(item.analysis.level % 2)):
            code = _code(font, glyph.glyph, text, codes.setdefault(font, {}))
            if code != glyph.glyph:
                font.widths[code] = _width(stream, item.analysis.font, glyph.glyph, size)
                # Pango keeps the line for WeasyPrint, which draws the code that stands here.
                glyph.glyph = code
            if text == _NOTHING and len(before[1]) == 1:
                pairs[before[0], code] = before[1]
            before = code, text
    return fonts


def _mended(drawn: list[Any], fonts: dict[bytes, Signs]) -> Iterator[Any]:
    """Yield what draws a line, its gaps mended; the name of the font stands before the glyphs."""
    signs = None
    for operator in drawn:
        if operator.endswith(b" Tf"):
            signs = fonts.get(operator.split()[0])
        if signs and operator.endswith(b"TJ"):
            yield from mended(operator, signs)
        else:
            yield operator


def _texts(glyphs: Any, words: bytes, backwards: bool) -> Iterator[tuple[Any, str]]:
    """Yield each glyph of a run with its text: its own character, or all of its cluster on the first."""
    from weasyprint.text.ffi import pango

    starts = list(glyphs.log_clusters[0 : glyphs.num_glyphs])
    ends = dict(pairwise([*sorted(set(starts)), len(words)]))
    clusters: dict[int, list[Any]] = {}
    for index, start in enumerate(starts):
        glyph = glyphs.glyphs[index]
        if glyph.glyph != pango.PANGO_GLYPH_EMPTY and not glyph.glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG:
            clusters.setdefault(start, []).append(glyph)
    for start, members in clusters.items():
        characters = words[start : ends[start]].decode()
        if len(members) == len(characters):
            yield from zip(members, reversed(characters) if backwards else characters, strict=True)
        else:
            yield from zip(members, [characters, *[_NOTHING] * (len(members) - 1)], strict=True)


def _code(font: Any, glyph: int, text: str, codes: Codes) -> int:
    """Return the code by which a glyph is drawn where it stands for a text."""
    if glyph >= font.glyph_count or font.to_unicode.setdefault(glyph, text) == text:
        return glyph
    code = codes.setdefault((glyph, text), font.glyph_count + len(codes))
    if code >= _MOST_CODES:
        return glyph
    font.to_unicode[code] = text
    return code


def _width(stream: Any, font: Any, glyph: int, size: float) -> int:
    """Return the width of a glyph in thousandths of the font's size, as WeasyPrint finds it."""
    from weasyprint.text.ffi import FROM_UNITS, pango

    pango.pango_font_get_glyph_extents(font, glyph, stream.ink_rect, stream.logical_rect)
    width: int = round(stream.logical_rect.width * 1000 * FROM_UNITS / size)
    return width


def _encode(pdf: Any, codes: dict[Any, Codes]) -> None:
    """Lead the codes of each font to its glyphs."""
    for font, added in codes.items():
        if not added:
            continue
        glyphs = {code: glyph for (glyph, _text), code in added.items()}
        stream = _cmap({code: glyphs.get(code, code) for code in sorted(font.to_unicode)})
        pdf.add_object(stream)
        for each in pdf.objects:
            if isinstance(each, dict) and each.get("Subtype") == "/Type0" and each["BaseFont"] == font.name:
                each["Encoding"] = stream.reference


def _cmap(glyphs: dict[int, int]) -> Any:
    """Return the encoding that leads codes to glyphs (ISO 32000-1, 9.7.5)."""
    system = pydyf.Dictionary(
        {"Registry": pydyf.String("Adobe"), "Ordering": pydyf.String("Identity"), "Supplement": 0}
    )
    lines = [
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        b"/CIDSystemInfo 3 dict dup begin",
        b"/Registry (Adobe) def /Ordering (Identity) def /Supplement 0 def end def",
        f"/CMapName /{_CMAP_NAME} def /CMapType 1 def".encode(),
        b"1 begincodespacerange <0000> <ffff> endcodespacerange",
    ]
    pairs = list(glyphs.items())
    for start in range(0, len(pairs), _BATCH):
        batch = pairs[start : start + _BATCH]
        lines.append(f"{len(batch)} begincidchar".encode())
        lines += [f"<{code:04x}> {glyph}".encode() for code, glyph in batch]
        lines.append(b"endcidchar")
    lines.append(b"endcmap CMapName currentdict /CMap defineresource pop end end")
    return pydyf.Stream(lines, {"Type": "/CMap", "CMapName": f"/{_CMAP_NAME}", "CIDSystemInfo": system})

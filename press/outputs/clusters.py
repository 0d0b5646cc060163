"""Lines of text while they are drawn in; a text for every glyph, so that what is read back is what was written, out.

WeasyPrint gives a group of glyphs that stands for several characters (a cluster, frequent in Arabic) one text on its
last glyph and none on the others (Kozea/WeasyPrint#2841). Here the text of each glyph is noted before it asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

# Scripts in which one cluster may have several glyphs, and combining marks; in the others it is a ligature at most.
_CLUSTERS = re.compile("[\u0300-\u036f\u0590-\u1cff\u1dc0-\u1dff\ua800-\uabff\ufb1d-\ufeff]")
_NOTHING = "\u200b"  # a character of no width: PDF/UA wants one for every glyph


@contextmanager
def whole_clusters() -> Iterator[None]:
    """Note the text of glyphs meanwhile. It changes private code of WeasyPrint 70, in this process."""
    from weasyprint.draw import text

    draw = text.draw_first_line

    def noting(stream: Any, textbox: Any, *rest: Any) -> Any:
        if _CLUSTERS.search(textbox.text):
            _note(stream, textbox.pango_layout)
        return draw(stream, textbox, *rest)

    text.draw_first_line = noting
    try:
        yield
    finally:
        text.draw_first_line = draw


def _note(stream: Any, layout: Any) -> None:
    from weasyprint.text.ffi import ffi, pango

    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
    line, _index = layout.get_first_line()
    words = layout.text.encode()
    run = line.runs[0]
    while run != ffi.NULL:
        glyphs, item = run.data.glyphs, run.data.item
        run = run.next
        font, _size = stream.add_font(item.analysis.font)
        _note_run(font.to_unicode, glyphs, words[item.offset : item.offset + item.length], bool(item.analysis.level % 2))


def _note_run(to_unicode: dict[int, str], glyphs: Any, words: bytes, backwards: bool) -> None:
    from weasyprint.text.ffi import pango

    starts = list(glyphs.log_clusters[0 : glyphs.num_glyphs])
    ends = dict(pairwise([*sorted(set(starts)), len(words)]))
    clusters: dict[int, list[int]] = {}
    for start, glyph in zip(starts, glyphs.glyphs[0 : glyphs.num_glyphs], strict=True):
        if glyph.glyph != pango.PANGO_GLYPH_EMPTY and not glyph.glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG:
            clusters.setdefault(start, []).append(glyph.glyph)
    for start, members in clusters.items():
        characters = words[start : ends[start]].decode()
        if len(members) == len(characters):
            texts = list(reversed(characters)) if backwards else list(characters)
        else:
            texts = [characters, *[_NOTHING] * (len(members) - 1)]
        for glyph, text in zip(members, texts, strict=True):
            to_unicode.setdefault(glyph, text)

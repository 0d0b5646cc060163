"""A PDF in; what somebody put on its pages beside the fields, such as text boxes, comments and drawings, out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pikepdf

# Annotations that are part of a form, or belong to another one (ISO 32000-2, 12.5.6).
_OWN = ("/Widget", "/Link", "/Popup", "/PrinterMark", "/TrapNet")
_SEEN = ("/FreeText", "/Ink", "/Stamp")  # shown on the page even where they hold no words
_MAX_PAGES, _MAX_EACH = 2_000, 5_000
_TAG = re.compile("<[^>]*>")
_LISTED, _LONGEST = 10, 60  # how many are told, signs of each


def overlaid(pdf: pikepdf.Pdf) -> str:
    """Return what stands on the pages and in no field, each with its page and shortened; empty where nothing does."""
    found = [f"page {number}: {said}" for number, said in _found(pdf)]
    return "; ".join(found[:_LISTED]) + (f"; and {len(found) - _LISTED} more" if found[_LISTED:] else "")


def _found(pdf: pikepdf.Pdf) -> Iterator[tuple[int, str]]:
    for number, page in enumerate(islice(pdf.pages, _MAX_PAGES), 1):
        placed = page.obj.get("/Annots")
        for each in islice(placed, _MAX_EACH) if isinstance(placed, pikepdf.Array) else ():
            if isinstance(each, pikepdf.Dictionary) and (said := _said(each)):
                yield number, said


def _said(annotation: pikepdf.Dictionary) -> str:
    """Return the words of an annotation, or that it is a picture; nothing for one that says nothing."""
    kind = annotation.get("/Subtype")
    if kind is None or kind in _OWN:
        return ""
    words = " ".join((_text(annotation.get("/Contents")) or _TAG.sub(" ", _text(annotation.get("/RC")))).split())
    if words:
        return f"'{words[:_LONGEST]}…'" if len(words) > _LONGEST else f"'{words}'"
    return "a drawing or stamp without words" if kind in _SEEN else ""


def _text(value: Any) -> str:
    return str(value) if isinstance(value, pikepdf.String) else ""

"""Print HTML in; its elements, as an HTML parser would give them, out.

The templates write HTML that is XML but for what has no end (`<br>`), what is no markup (styles, scripts), and
drawings without their namespace. Python's XML parser, in C, reads it in a twentieth of the time of WeasyPrint's HTML
parser, which is left to read what is no XML.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, ParseError, fromstring

# HTML, 13.1.2: void elements and raw text elements.
_VOID = re.compile(r'<((?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)\b(?:[^<>"]|"[^"]*")*?)/?>')
_RAW = re.compile(r"(<(style|script)\b[^>]*>)(.*?)(</\2>)", re.DOTALL)
_DRAWING = re.compile(r"<svg\b(?![^>]*\sxmlns=)")
_BEGIN = re.compile(r"\A\s*<!doctype html>\s*", re.IGNORECASE)


def parsed(html: str) -> Element:
    """Return the root element of a page; damaged HTML is mended as browsers do."""
    xml = _VOID.sub(r"<\1/>", _RAW.sub(_escaped, _BEGIN.sub("", html)))
    try:
        return fromstring(_DRAWING.sub('<svg xmlns="http://www.w3.org/2000/svg"', xml))
    except ParseError:
        import tinyhtml5

        root: Element = tinyhtml5.parse(html, namespace_html_elements=False)
        return root


def _escaped(match: re.Match[str]) -> str:
    return match[1] + match[3].replace("&", "&amp;").replace("<", "&lt;") + match[4]

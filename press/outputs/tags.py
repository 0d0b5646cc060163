"""WeasyPrint's tags in, made page by page; one structure element for each element of the source, out.

A screen reader reads the structure, not the pages. WeasyPrint splits what goes on over a page break into an element a
page, and reads out the repeated head of a table and the running heads of pages (Kozea/WeasyPrint#2903). Joined here,
with what WeasyPrint leaves out: the language of texts in another one, the scope of headers, the numbering of lists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import pydyf

from press.outputs.links import whole_links
from press.outputs.structure import Source, Structure

_REPEATED = ("/THead", "/TFoot")
# What holds text or objects of a page directly stays as it is.
_OF_ONE_PAGE = ("/Link", "/Figure", "/Form")
_EMPTY_SAYS_NOTHING = ("/Span", "/NonStruct", "/Div")
_SCOPES = {"row": "/Row", "rowgroup": "/Row", "col": "/Column", "colgroup": "/Column"}
_NUMBERINGS = {"disc": "/Disc", "circle": "/Circle", "square": "/Square", "decimal": "/Decimal"}
_PIXEL = 0.75  # points


class _Notes(NamedTuple):
    """What was seen while tags were made: the box of each structure element, and the texts of running heads."""

    boxes: dict[bytes, Any]
    heads: set[tuple[int, int]]


@contextmanager
def whole_elements() -> Iterator[Callable[[Any], None]]:
    """Yield what puts a PDF's structure right. Meanwhile private code of WeasyPrint 70 is changed, in this process."""
    from weasyprint.formatting_structure.boxes import MarginBox
    from weasyprint.layout.absolute import AbsolutePlaceholder
    from weasyprint.pdf import tags

    build = tags._build_box_tree
    notes = _Notes({}, set())

    def noting(box: Any, parent: Any, pdf: Any, page: int, numbers: Any, *rest: Any) -> Iterator[Any]:
        inner = box._box if isinstance(box, AbsolutePlaceholder) else box
        before = set(numbers) if isinstance(inner, MarginBox) else None
        for element in build(box, parent, pdf, page, numbers, *rest):
            notes.boxes.setdefault(element.reference, inner)
            yield element
        if before is not None:
            notes.heads.update((page, number) for number in set(numbers) - before)

    listed = pydyf.PDF.page_references
    tags._build_box_tree, pydyf.PDF.page_references = noting, property(_once_a_page(listed.fget))
    try:
        yield lambda pdf: _finish(Structure(pdf, notes.boxes), notes.heads)
    finally:
        tags._build_box_tree, pydyf.PDF.page_references = build, listed


def _once_a_page(listed: Callable[[Any], tuple[bytes, ...]]) -> Callable[[Any], tuple[bytes, ...]]:
    """Return what lists the pages of a PDF: each tag names one of them, and for each, pydyf lists them all anew."""
    known: dict[int, tuple[bytes, ...]] = {}

    def references(pdf: Any) -> tuple[bytes, ...]:
        number = len(pdf.pages["Kids"])
        if number not in known:
            known[number] = listed(pdf)
        return known[number]

    return references


def _finish(structure: Structure, heads: set[tuple[int, int]]) -> None:
    """Put the whole structure right."""
    for page, number in sorted(heads):
        structure.make_artifact(page, number)
    joined = _Joined(structure)
    joined.join(structure.document)
    whole_links(structure)
    _prune(structure, structure.document)
    for element in list(structure.below(structure.document)):
        _describe(structure, element)
    joined.name_headers()


class _Joined:
    """What stands for one element of the source on several pages made one; headers that went known by the first."""

    def __init__(self, structure: Structure) -> None:
        self._structure = structure
        self._ids: dict[str, str] = {}

    def join(self, parent: Any) -> None:
        """Join what is directly in an element, then what is in that."""
        structure, above = self._structure, self._structure.source(parent)
        first: dict[Source, Any] = {}
        pages: dict[bytes, Any] = {}
        previous: Any = None
        for kid in structure.kids(parent):
            source = structure.source(kid)
            if source is None or source.tag in _OF_ONE_PAGE:
                previous = kid
                continue
            begun = first.get(source)
            # A box without a name of its own is one of several of its element, and goes on only where it broke off.
            if above is not None and source.element is above.element and begun is not previous:
                begun = None
            if begun is None or pages[begun.reference] == kid["Pg"]:
                first[source] = previous = kid
            else:
                self._append(begun, kid, parent)
                previous = begun
            pages[previous.reference] = kid["Pg"]
        for kid in structure.kids(parent):
            self.join(kid)

    def name_headers(self) -> None:
        """Let cells name the headers that are left, and list what has an id, as ISO 32000-1, 14.7.2 asks."""
        named = {}
        for element in self._structure.below(self._structure.document):
            if "ID" in element:
                named[element["ID"].string] = element.reference
            if "Headers" in element.get("A", {}):
                headers = [self._ids.get(each.string, each.string) for each in element["A"]["Headers"]]
                element["A"]["Headers"] = pydyf.Array(pydyf.String(each) for each in dict.fromkeys(headers))
        if named:
            pairs = [part for name in sorted(named) for part in (pydyf.String(name), named[name])]
            self._structure.root["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(pairs)})

    def _append(self, begun: Any, more: Any, parent: Any) -> None:
        parent["K"].remove(more.reference)
        if "ID" in more:
            self._ids[more["ID"].string] = begun["ID"].string
        if more["S"] in _REPEATED:
            self._repeats(begun, more)
            return
        for kid in self._structure.kids(more):
            kid["P"] = begun.reference
        begun["K"].extend(more["K"])

    def _repeats(self, begun: Any, more: Any) -> None:
        """Make the repeated head of a table an artifact."""
        structure = self._structure
        ids = {structure.source(each): each["ID"].string for each in structure.below(begun) if "ID" in each}
        for element in structure.below(more):
            if "ID" in element:
                self._ids[element["ID"].string] = ids[structure.source(element)]
            for kid in element["K"]:
                if isinstance(kid, int):
                    structure.make_artifact(structure.page_of(element), kid)


def _prune(structure: Structure, element: Any) -> None:
    """Drop elements without a word that say nothing by being there."""
    for kid in structure.kids(element):
        _prune(structure, kid)
        if not kid["K"] and kid["S"] in _EMPTY_SAYS_NOTHING:
            element["K"].remove(kid.reference)


def _describe(structure: Structure, element: Any) -> None:
    """Add language, scope, numbering and place."""
    box = structure.box(element)
    if box is None:
        return
    language = box.element.get("lang")
    if language and language != structure.pdf.catalog["Lang"].string:
        element["Lang"] = pydyf.String(language)
    if element["S"] == "/TH":
        in_head = structure.at(structure.at(element["P"])["P"])["S"] == "/THead"
        element["A"]["Scope"] = _SCOPES.get(box.element.get("scope", ""), "/Column" if in_head else "/Row")
    elif element["S"] == "/L":
        _pair_terms(structure, element)
        marked = any(kid["S"] == "/Lbl" for item in structure.kids(element) for kid in structure.kids(item))
        numbering = _NUMBERINGS.get(box.style["list_style_type"], "/None") if marked else "/None"
        element["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": numbering})
    elif element["S"] == "/Figure":
        # WeasyPrint writes pixels from the top of the page.
        height = structure.at(element["Pg"])["MediaBox"][3]
        left, top, right, bottom = (side * _PIXEL for side in element["A"]["BBox"])
        element["A"]["BBox"] = pydyf.Array([left, height - bottom, right, height - top])


def _pair_terms(structure: Structure, element: Any) -> None:
    """Make one item of each group of a list of terms: the term its label, what is said of it its body."""
    for group in structure.kids(element):
        if group["S"] != "/Div":
            continue
        group["S"] = "/LI"
        # WeasyPrint makes an item, with a body in it, of the term and of the description.
        bodies = [body for item in structure.kids(group) for body in structure.kids(item)]
        for body in bodies:
            body["P"] = group.reference
            box = structure.box(body)
            body["S"] = "/Lbl" if box is not None and box.element_tag == "dt" else "/LBody"
        group["K"][:] = [body.reference for body in bodies]

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

Finisher = Callable[[Any, Any], None]

_REPEATED = ("/THead", "/TFoot")
# What holds text or objects of a page directly stays as it is.
_OF_ONE_PAGE = ("/Link", "/Figure", "/Form")
_EMPTY_SAYS_NOTHING = ("/Span", "/NonStruct", "/Div")
_SCOPES = {"row": "/Row", "rowgroup": "/Row", "col": "/Column", "colgroup": "/Column"}
_NUMBERINGS = {"disc": "/Disc", "circle": "/Circle", "square": "/Square", "decimal": "/Decimal"}
_ARTIFACT = b"<</Type/Pagination>>"


class _Source(NamedTuple):
    """What a structure element was made of: an element of the page, one of its boxes, and the tag that it got."""

    element: Any
    box: str
    tag: str


class _Notes(NamedTuple):
    """What was seen while tags were made: the box of each structure element, and the texts of running heads."""

    boxes: dict[bytes, Any]
    heads: set[tuple[int, int]]


@contextmanager
def whole_elements() -> Iterator[Finisher]:
    """Yield the `finisher` for `write_pdf`. Meanwhile private code of WeasyPrint 70 is changed, in this process."""
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

    tags._build_box_tree = noting
    try:
        yield lambda _document, pdf: _Tree(pdf, notes).finish()
    finally:
        tags._build_box_tree = build


class _Tree:
    """The structure of one PDF while it is put right; elements are pydyf's dictionaries, found by reference."""

    def __init__(self, pdf: Any, notes: _Notes) -> None:
        self._pdf = pdf
        self._notes = notes
        self._elements = {each.reference: each for each in pdf.objects if _is_element(each)}
        self._root = self._object(pdf.catalog["StructTreeRoot"])
        self._ids: dict[Any, str] = {}
        self._same_ids: dict[str, str] = {}
        self._streams: dict[int, tuple[Any, dict[int, int]]] = {}

    def finish(self) -> None:
        """Put the whole structure right."""
        document = self._object(self._root["K"][0])
        self._join(document)
        self._prune(document)
        for page, number in sorted(self._notes.heads):
            self._make_artifact(page, number)
        kept = list(self._below(document))
        for element in kept:
            self._describe(element)
        self._list_ids(kept)

    def _object(self, reference: bytes) -> Any:
        return self._pdf.objects[int(reference.split()[0])]

    def _kids(self, element: Any) -> list[Any]:
        return [self._elements[kid] for kid in element["K"] if isinstance(kid, bytes) and kid in self._elements]

    def _below(self, element: Any) -> Iterator[Any]:
        for kid in self._kids(element):
            yield kid
            yield from self._below(kid)

    def _source(self, element: Any) -> _Source | None:
        box = self._notes.boxes.get(element.reference)
        if box is None or box.element is None:
            return None
        return _Source(box.element, box.element_tag, element["S"])

    def _join(self, parent: Any) -> None:
        """Join what stands for one element of the source on several pages, then what is in it."""
        above = self._source(parent)
        first: dict[_Source, Any] = {}
        pages: dict[bytes, Any] = {}
        previous: Any = None
        for kid in self._kids(parent):
            source = self._source(kid)
            if source is None or source.tag in _OF_ONE_PAGE:
                previous = kid
                continue
            # A box without a name of its own is one of several of its element, and goes on only where it broke off.
            nameless = above is not None and source.element is above.element
            begun = previous if nameless and first.get(source) is previous else None if nameless else first.get(source)
            if begun is None or pages[begun.reference] == kid["Pg"]:
                first[source] = previous = kid
            else:
                self._append(begun, kid, parent)
                previous = begun
            pages[previous.reference] = kid["Pg"]
        for kid in self._kids(parent):
            self._join(kid)

    def _append(self, begun: Any, more: Any, parent: Any) -> None:
        parent["K"].remove(more.reference)
        if "ID" in more:
            self._same_ids[more["ID"].string] = begun["ID"].string
        if more["S"] in _REPEATED:
            self._repeats(begun, more)
            return
        for kid in self._kids(more):
            kid["P"] = begun.reference
        begun["K"].extend(more["K"])

    def _repeats(self, begun: Any, more: Any) -> None:
        """Make a repeated head of a table an artifact; cells that name its headers name the first ones instead."""
        ids = {self._source(each): each["ID"].string for each in self._below(begun) if "ID" in each}
        for element in (more, *self._below(more)):
            if "ID" in element:
                self._same_ids[element["ID"].string] = ids[self._source(element)]
            page = self._pdf.page_references.index(element["Pg"])
            for kid in element["K"]:
                if isinstance(kid, int):
                    self._make_artifact(page, kid)

    def _make_artifact(self, page: int, number: int) -> None:
        """Take a text out of the structure: it is drawn again on each page, and read once."""
        if page not in self._streams:
            stream = self._object(self._object(self._pdf.page_references[page])["Contents"])
            marks = {item["MCID"]: i for i, item in enumerate(stream.stream) if isinstance(item, dict) and "MCID" in item}
            self._streams[page] = (stream, marks)
        stream, marks = self._streams[page]
        # pydyf keeps a mark as its tag, its properties and an operator.
        stream.stream[marks[number] - 1 : marks[number] + 1] = ["/Artifact", _ARTIFACT]
        self._object(self._root["ParentTree"])["Nums"][2 * page + 1][number] = "null"

    def _prune(self, element: Any) -> None:
        """Drop elements without a word that say nothing by being there."""
        for kid in self._kids(element):
            self._prune(kid)
            if not kid["K"] and kid["S"] in _EMPTY_SAYS_NOTHING:
                element["K"].remove(kid.reference)

    def _describe(self, element: Any) -> None:
        """Add language, scope, numbering; let cells name the headers that are left."""
        box = self._notes.boxes.get(element.reference)
        if box is None or box.element is None:
            return
        language = box.element.get("lang")
        if language and language != self._pdf.catalog["Lang"].string:
            element["Lang"] = pydyf.String(language)
        if element["S"] == "/TH":
            in_head = self._object(self._object(element["P"])["P"])["S"] == "/THead"
            element["A"]["Scope"] = _SCOPES.get(box.element.get("scope", ""), "/Column" if in_head else "/Row")
        elif element["S"] == "/L":
            marker = any(kid["S"] == "/Lbl" for item in self._kids(element) for kid in self._kids(item))
            numbering = _NUMBERINGS.get(box.style["list_style_type"], "/None") if marker else "/None"
            element["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": numbering})
        elif element["S"] == "/TD" and "Headers" in element["A"]:
            named = [self._same_ids.get(header.string, header.string) for header in element["A"]["Headers"]]
            element["A"]["Headers"] = pydyf.Array([pydyf.String(name) for name in dict.fromkeys(named)])

    def _list_ids(self, elements: list[Any]) -> None:
        """List the elements that have an id, as ISO 32000-1, 14.7.2 asks."""
        named = sorted((each["ID"].string, each.reference) for each in elements if "ID" in each)
        if named:
            names = [part for name, reference in named for part in (pydyf.String(name), reference)]
            self._root["IDTree"] = pydyf.Dictionary({"Names": pydyf.Array(names)})


def _is_element(item: Any) -> bool:
    return isinstance(item, dict) and item.get("Type") == "/StructElem"

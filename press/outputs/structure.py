"""A PDF that WeasyPrint has not written yet in; its structure, to be looked at and changed, out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any, NamedTuple

_ARTIFACT = b"<</Type/Pagination>>"


class Source(NamedTuple):
    """What a structure element was made of: an element of the page, one of its boxes, and the tag that it got."""

    element: Any
    box: str
    tag: str


class Structure:
    """The structure elements of a PDF (pydyf's dictionaries), found by reference, with the boxes they were made of."""

    def __init__(self, pdf: Any, boxes: dict[bytes, Any]) -> None:
        self.pdf = pdf
        self._boxes = boxes
        self._elements = {each.reference: each for each in pdf.objects if _is_element(each)}
        self._streams: dict[int, tuple[Any, dict[int, int]]] = {}

    @cached_property
    def root(self) -> Any:
        """The root of the structure, which holds the element of the whole document."""
        return self.at(self.pdf.catalog["StructTreeRoot"])

    @property
    def document(self) -> Any:
        """The element of the whole document."""
        return self.at(self.root["K"][0])

    @cached_property
    def _pages(self) -> dict[bytes, int]:
        return {reference: number for number, reference in enumerate(self.pdf.page_references)}

    def at(self, reference: Any) -> Any:
        """Return the object that a reference leads to."""
        return self.pdf.objects[int(reference.split()[0])]

    def kids(self, element: Any) -> list[Any]:
        """Return the structure elements directly in an element."""
        return [self._elements[kid] for kid in element["K"] if isinstance(kid, bytes) and kid in self._elements]

    def below(self, element: Any) -> Iterator[Any]:
        """Yield the structure elements in an element, in reading order."""
        for kid in self.kids(element):
            yield kid
            yield from self.below(kid)

    def box(self, element: Any) -> Any:
        """Return the box that an element was made of, or None: a piece of text has no box of its own."""
        box = self._boxes.get(element.reference)
        return None if box is None or box.element is None else box

    def source(self, element: Any) -> Source | None:
        """Return what an element was made of, or None."""
        box = self.box(element)
        return None if box is None else Source(box.element, box.element_tag, element["S"])

    def annotation(self, kid: object) -> Any:
        """Return the annotation that one of the kids of an element stands for, or None."""
        found = self.at(kid) if isinstance(kid, bytes) else None
        if isinstance(found, dict) and found.get("Type") == "/OBJR":
            return self.at(found["Obj"])
        return None

    def page_of(self, element: Any) -> int:
        """Return the index of the page that an element stands on."""
        return self._pages[element["Pg"]]

    def own_text(self, element: Any, number: int) -> None:
        """Note that a piece of text on the element's page, known by its number, belongs to the element."""
        self._parents[2 * self.page_of(element) + 1][number] = element.reference

    def own_annotation(self, element: Any, annotation: Any) -> None:
        """Note that an annotation belongs to the element."""
        self._parents[2 * annotation["StructParent"] + 1] = element.reference

    def make_artifact(self, page: int, number: int) -> None:
        """Take a piece of text out of the structure: it is seen, and not read out."""
        if page not in self._streams:
            stream = self.at(self.at(self.pdf.page_references[page])["Contents"])
            places = {
                item["MCID"]: place
                for place, item in enumerate(stream.stream)
                if isinstance(item, dict) and "MCID" in item
            }
            self._streams[page] = (stream, places)
        stream, places = self._streams[page]
        # pydyf keeps a mark as its tag, its properties and an operator.
        stream.stream[places[number] - 1 : places[number] + 1] = ["/Artifact", _ARTIFACT]
        self._parents[2 * page + 1][number] = "null"

    @property
    def _parents(self) -> Any:
        """The owners: a page's index, the elements of its texts by number, and so on; then those of annotations."""
        return self.at(self.root["ParentTree"])["Nums"]


def _is_element(item: Any) -> bool:
    return isinstance(item, dict) and item.get("Type") == "/StructElem"

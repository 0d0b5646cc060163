"""The structure of a PDF in; each link as one element with one place to click, out.

WeasyPrint makes a link of every box in a link: in the contents of each title, its number, the dots and the page. A
keyboard would stop at all of them, a screen reader read out the dots, and PDF/UA wants links directly in their element.
"""

from __future__ import annotations

from typing import Any

import pydyf

from press.outputs.structure import Structure


def whole_links(structure: Structure) -> None:
    """Make one of the links within each link."""
    for element in [each for each in structure.below(structure.document) if each["S"] == "/Link"]:
        # One within another is emptied with it.
        if element["K"]:
            _Link(structure, element).flatten()


class _Link:
    """A link while it is put together: the words in it, and the places to click."""

    def __init__(self, structure: Structure, element: Any) -> None:
        self._structure = structure
        self._element = element
        self._references: list[bytes] = []

    def flatten(self) -> None:
        """Take the words and the places of all links within this one over."""
        words = self._words(self._element)
        for kid in words:
            if isinstance(kid, int):
                self._structure.own_text(self._element, kid)
            else:
                self._structure.at(kid)["P"] = self._element.reference
        self._element["K"][:] = [*self._references[:1], *words]
        if self._references:
            self._one_place()

    def _words(self, element: Any) -> list[Any]:
        words: list[Any] = []
        for kid in list(element["K"]):
            if self._structure.annotation(kid) is not None:
                self._references.append(kid)
            elif isinstance(kid, int):
                words.append(kid)
            else:
                words += self._inner(kid)
        element["K"][:] = []
        return words

    def _inner(self, reference: bytes) -> list[Any]:
        """Return what stands in the link for an element in it: the words of a link, nothing for the dots."""
        inner = self._structure.at(reference)
        box = self._structure.box(inner)
        words = self._words(inner)
        if box is not None and box.is_leader:
            for number in words:
                self._structure.make_artifact(self._structure.page_of(inner), number)
            return []
        if inner["S"] == "/Link":
            return words
        inner["K"][:] = words
        return [reference]

    def _one_place(self) -> None:
        """Keep one annotation, over all the places; the others leave the page."""
        annotations = [self._structure.annotation(reference) for reference in self._references]
        kept, others = annotations[0], annotations[1:]
        self._structure.own_annotation(self._element, kept)
        on_page = self._structure.at(self._element["Pg"])["Annots"]
        for other in others:
            self._structure.own_annotation(self._element, other)
            on_page.remove(other.reference)
        # A rectangle is left, top, right, bottom.
        sides = list(zip(*(each["Rect"] for each in annotations), strict=True))
        kept["Rect"] = pydyf.Array([min(sides[0]), max(sides[1]), max(sides[2]), min(sides[3])])

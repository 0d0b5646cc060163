"""A page with contents and references in; the page laid out, with the number of the page that each leads to, out.

WeasyPrint finds the numbers by laying the document out three times. Here they are written in as the last build found
them, and looked up again in the finished layout; it is repeated only where one has moved.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from press import sealed

_RERUNS = 3
_ATTRIBUTE = "data-page"  # templates/print/print.css writes it; without it, WeasyPrint's own counter


def render(source: Any, folder: Path) -> Any:
    """Return the layout of a `weasyprint.HTML`; `folder` keeps the numbers of each document for the next time.

    What was kept only saves time: the numbers that come out are those of the layout itself.
    """
    links = _links(source.etree_element)
    if not links:
        return source.render()
    kept = folder / f"{name(source.etree_element)}.json"
    numbers = _read(kept)
    for _run in range(_RERUNS + 1):
        for link in links:
            link.set(_ATTRIBUTE, str(numbers.get(_target(link), 0)))
        document = source.render()
        found = _numbers(document, links)
        if found == numbers:
            break
        numbers = found
        _write(kept, numbers)
    else:
        for link in links:
            del link.attrib[_ATTRIBUTE]
        document = source.render()
    return document


def name(root: Element) -> str:
    """Return `<document>-<language>`, as the elements of a page name them."""
    body = root.find("body")
    classes = body.get("class", "").split() if body is not None else []
    document = next((name.removeprefix("document-") for name in classes if name.startswith("document-")), "page")
    return f"{document}-{root.get('lang', '')}".replace("/", "")


def _links(root: Element) -> list[Element]:
    contents = [each for each in root.iter("nav") if "contents" in each.get("class", "").split()]
    if not contents:
        return []
    links = [link for each in contents for link in each.iter("a")]
    links += [link for link in root.iter("a") if "ref" in link.get("class", "").split()]
    return [link for link in links if link.get("href", "").startswith("#")]


def _target(link: Element) -> str:
    return link.get("href", "")[1:]


def _numbers(document: Any, links: list[Element]) -> dict[str, int]:
    places: dict[str, int] = {}
    for number, page in enumerate(document.pages, 1):
        for anchor in page.anchors:
            places.setdefault(anchor, number)
    return {target: places[target] for target in map(_target, links) if target in places}


def _read(path: Path) -> Mapping[str, int]:
    try:
        numbers = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    sound = isinstance(numbers, dict) and all(isinstance(number, int) for number in numbers.values())
    return numbers if sound else {}


def _write(path: Path, numbers: Mapping[str, int]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    sealed.write_whole(path, json.dumps(numbers).encode())

"""Print HTML in; laid out, drawn, tagged and finished, its PDF out."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

from press import hyphens
from press.outputs import page_numbers
from press.outputs.clusters import whole_clusters
from press.outputs.complaints import listening
from press.outputs.finish import extras, finish
from press.outputs.made import Made
from press.outputs.parsing import parsed
from press.outputs.resources import BASE, fetcher
from press.outputs.tags import whole_elements
from press.project import Project

# Finishing compresses everything and names the file by its content, in less time than it takes WeasyPrint.
_LEFT_TO_FINISHING = {"uncompressed_pdf": True, "pdf_identifier": False}


def typeset(project: Project, html: str) -> Made:
    """Return the PDF of print HTML, or what is missing in it. Raises what WeasyPrint raises."""
    with listening() as complaints:
        source = _source(project, html)
        root = source.etree_element
        hyphens.remember((element.get("lang", "") for element in root.iter()), project.cache / "hyphens")
        document = page_numbers.render(source, project.cache / "pages")
        with whole_clusters() as encode, whole_elements() as join:

            def finisher(_document: object, unwritten: Any) -> None:
                encode(unwritten)
                join(unwritten)

            content = _written(document, finisher, pdf_variant="pdf/a-3a", **_LEFT_TO_FINISHING)
    errors = complaints.all_errors(root)
    if errors:
        return Made(b"", errors, tuple(complaints.warnings))
    made = finish(content, extras(root, page_numbers.name(root)))
    return made._replace(warnings=tuple(complaints.warnings))


def drawn(project: Project, html: str) -> Made:
    """Return the pages of HTML as pictures, in a PDF without tags. Raises what WeasyPrint raises.

    Where a page has no room for an element with an id, what goes on on further pages is left out, and its id is among
    the warnings.
    """
    with listening() as complaints:
        source = _source(project, html)
        document = source.render()
        begun = {page: anchor for anchor, page in _begun(document).items()}
        following = zip(document.pages, document.pages[1:], strict=False)
        cut = tuple(begun[page] for page, after in following if page in begun and after not in begun)
        document = document.copy([page for page in document.pages if page in begun])
        with whole_clusters() as encode:
            content = _written(document, lambda _document, unwritten: encode(unwritten))
    errors = complaints.all_errors(source.etree_element)
    return Made(b"" if errors else content, errors, cut)


def _begun(document: Any) -> dict[str, Any]:
    """Return the page on which each element with an id begins."""
    return {anchor: page for page in reversed(document.pages) for anchor in page.anchors}


def _source(project: Project, html: str) -> Any:
    """Return what WeasyPrint makes of a page, but for its elements, which are read faster (it can't be given any)."""
    import cssselect2
    from weasyprint import HTML

    source = HTML.__new__(HTML)
    source.base_url, source.url_fetcher, source.media_type = BASE, fetcher(project.root), "print"
    source.wrapper_element = cssselect2.ElementWrapper.from_html_root(parsed(html), content_language=None)
    source.etree_element = source.wrapper_element.etree_element
    return source


def _written(document: Any, finisher: Callable[[object, Any], None], **options: object) -> bytes:
    with warnings.catch_warnings():
        # WeasyPrint leaves the file of its colour profile to the garbage collector.
        warnings.filterwarnings("ignore", "unclosed file", ResourceWarning)
        return bytes(document.write_pdf(finisher=finisher, **options))

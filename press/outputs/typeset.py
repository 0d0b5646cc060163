"""Print HTML in; laid out, drawn, tagged and finished, its PDF out."""

from __future__ import annotations

import warnings
from typing import Any

from press.outputs import hyphens, page_numbers
from press.outputs.clusters import whole_clusters
from press.outputs.complaints import listening
from press.outputs.finish import extras, finish
from press.outputs.made import Made
from press.outputs.resources import BASE, fetcher
from press.outputs.tags import whole_elements
from press.project import Project


def typeset(project: Project, html: str) -> Made:
    """Return the PDF of print HTML, or what is missing in it. Raises what WeasyPrint raises."""
    from weasyprint import HTML

    with listening() as complaints:
        source = HTML(string=html, base_url=BASE, url_fetcher=fetcher(project.root))
        root = source.etree_element
        hyphens.remember(root, project.cache / "hyphens")
        document = page_numbers.render(source, project.cache / "pages")
        with whole_clusters() as encode, whole_elements() as join:

            def finisher(_document: object, unwritten: Any) -> None:
                encode(unwritten)
                join(unwritten)

            with warnings.catch_warnings():
                # WeasyPrint leaves the file of its colour profile to the garbage collector.
                warnings.filterwarnings("ignore", "unclosed file", ResourceWarning)
                # Finishing compresses everything, in less time than it takes WeasyPrint.
                content = document.write_pdf(pdf_variant="pdf/a-3a", uncompressed_pdf=True, finisher=finisher)
    errors = complaints.all_errors(root)
    if errors:
        return Made(b"", errors, tuple(complaints.warnings))
    made = finish(bytes(content), extras(root, page_numbers.name(root)))
    return made._replace(warnings=tuple(complaints.warnings))

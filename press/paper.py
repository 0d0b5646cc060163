"""An edition and a document in; what its file is made of out: print HTML, a workbook's layout, or all of it as a page.

HTML names the fonts that it is set in by their paths in the project.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from press.assets import print_fonts
from press.editions import Edition
from press.fields import Value
from press.fonts import Family, coverage, families_of
from press.model import Document, Language
from press.pages import site
from press.pages.content import Speaker
from press.pages.offline import offline_page
from press.pages.site import PrintFont
from press.project import Project
from press.search import search_script

# A font that fields use is embedded whole, so it is a family of its own: the text's stays small, and conforms.
FORM_FAMILY = "Form"


def source_of(project: Project, edition: Edition, document: Document | None, families: Sequence[Family]) -> str:
    """Return what the dear file of a document is made of; without a document, that of all of them together."""
    if document is None:
        return _offline_html(project, edition, families)
    if document.kind == "workbook":
        # A build of pages has no use for what lays out a workbook, which takes long to load.
        from press.workbooks.layout import layout

        return layout(edition.speaker).model_dump_json()
    return print_html(project, edition.speaker, document.id, families)


def print_html(project: Project, speaker: Speaker, document_id: str, families: Sequence[Family]) -> str:
    """Return the HTML that the PDF of a document is made from."""
    fonts = print_fonts(project, speaker.language, families)
    if speaker.document(document_id).kind == "form":
        fonts.append(_form_font(project, speaker.language, families))
    return site.print_page(speaker, document_id, fonts, families_of(speaker.language, families))


def copy_html(
    project: Project, speaker: Speaker, document_id: str, families: Sequence[Family], answers: Mapping[str, Value]
) -> str:
    """Return the HTML of a print copy with answers: they may be in any language, so it has the fonts of all."""
    own = families_of(speaker.language, families)
    every = [*own, *(family for family in families if family not in own)]
    language = speaker.language.model_copy(update={"fonts": tuple(family.id for family in every)})
    return site.print_page(speaker, document_id, print_fonts(project, language, families), every, answers)


def _offline_html(project: Project, edition: Edition, families: Sequence[Family]) -> str:
    own = families_of(edition.language, families)
    fonts = print_fonts(project, edition.language, families)
    return offline_page(edition.speaker, edition.coverage, fonts, own, partial(search_script, edition.speaker))


def _form_font(project: Project, language: Language, families: Sequence[Family]) -> PrintFont:
    """Return the regular face of the family that shows the language's own name, and figures as well.

    Viewers draw in it what is typed. A field has one font only: where no family has both, it is the first.
    """
    own = families_of(language, families)
    letters = {ord(letter) for letter in f"{language.name}0123456789" if letter != " "}
    family = next((each for each in own if letters <= coverage(project, [each])), own[0])
    regular = next(font for font in print_fonts(project, language, [family]) if font.style == "normal")
    return regular._replace(family=FORM_FAMILY)

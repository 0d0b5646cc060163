"""The types that flow through the press: frozen records, one module a subject."""

from press.model.base import NOWHERE, Entry, Frozen, Says, State, Text, Word, keyed, one_line, place_of
from press.model.edition import Document, Edition, Format, Language, Sheet, Stated
from press.model.figure import Figure
from press.model.forms import (
    Checklist,
    Choice,
    Criterion,
    Extended,
    FieldGroup,
    Form,
    FormField,
    Line,
    Standard,
    StandardGroup,
    SubItem,
)
from press.model.manual import Block, Chapter, Disagreement, Manual, Numbering, OpenQuestion, Section, Term

__all__ = [
    "NOWHERE",
    "Block",
    "Chapter",
    "Checklist",
    "Choice",
    "Criterion",
    "Disagreement",
    "Document",
    "Edition",
    "Entry",
    "Extended",
    "FieldGroup",
    "Figure",
    "Form",
    "FormField",
    "Format",
    "Frozen",
    "Language",
    "Line",
    "Manual",
    "Numbering",
    "OpenQuestion",
    "Says",
    "Section",
    "Sheet",
    "Standard",
    "StandardGroup",
    "State",
    "Stated",
    "SubItem",
    "Term",
    "Text",
    "Word",
    "keyed",
    "one_line",
    "place_of",
]

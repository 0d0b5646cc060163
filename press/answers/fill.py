"""Answers and a form of any language in; the PDF form or the workbook filled in, or a copy for print, out."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf

from press.answers.book import book_of, distinct
from press.answers.drawn import UNDRAWN, Drawing, draw, entries, pictures, resized
from press.answers.files import PAPER, unmade
from press.answers.model import Answers
from press.answers.place import Placement, left_problems, place, with_name
from press.answers.settle import Target, settle, target_of
from press.cache import Store
from press.editions import in_language
from press.fields import Value, fillable
from press.fonts import Family, coverage, read_families
from press.model import Manual
from press.outputs import OUTPUTS, Output
from press.outputs.made import Made
from press.pages.content import Speaker
from press.paper import copy_html, print_html
from press.problems import Origin, Problem, has_errors
from press.project import Project
from press.run import alone
from press.validate import Loaded, load
from press.workbooks.blocks import all_fields
from press.workbooks.words import CELL

_NAME = pikepdf.Name


class Filled(NamedTuple):
    """The bytes of a filled form, empty where it can't be made, and what is wrong or has no place in it."""

    content: bytes
    problems: tuple[Problem, ...]


def fill(
    project: Project,
    answers: Answers,
    name: str,
    document: str,
    language: str,
    *,
    flat: bool,
    loaded: Loaded | None = None,
) -> Filled:
    """Return a document's form in a language with answers in it; `flat` makes it a copy for print, without fields.

    `document` and `language` name what the project makes; `name` is the file that the answers come from.
    `loaded` is the content, where it was read already.
    """
    loaded = loaded or load(project)
    families, problems = read_families(project)
    problems = [*loaded.problems, *problems]
    if loaded.manual is None or has_errors(problems):
        return Filled(b"", tuple(problems))
    edition = in_language(project, loaded.manual, language, loaded.renamed)
    if edition.speaker.document(document).kind == "workbook":
        return _workbook(project, edition.speaker, answers, target_of(loaded, document, CELL), name, flat=flat)
    placed = place(answers, target_of(loaded, document), name)
    if (answers.answers or answers.unplaced) and not placed.values:
        return Filled(b"", (*placed.problems, _homeless(name)))
    if flat:
        made = _copy(project, edition.speaker, document, families, placed, name)
    else:
        made = _editable(project, edition.speaker, document, families, placed, name)
    return Filled(made.content, (*placed.problems, *made.problems))


def documents_as(manual: Manual, suffix: str) -> list[str]:
    """Return the documents to fill in that are files of a suffix: `.pdf` the forms, any other the workbook."""
    forms = fillable(manual)
    return [document for document in all_fields(manual) if (document in forms) == (suffix == PAPER)]


def document_of(loaded: Loaded, answers: Answers, suffix: str) -> list[str]:
    """Return the documents of a suffix that have fields for the answers; the workbook always, since it keeps the rest.

    Answers that have no field anywhere do not count.
    """
    assert loaded.manual is not None, "a manual without errors"
    documents = documents_as(loaded.manual, suffix)
    if suffix != PAPER:
        return documents
    given, forms = settle(answers, target_of(loaded)).values.keys(), fillable(loaded.manual)
    return [document for document in documents if not given.isdisjoint(field.key for field in forms[document])]


def made_once(project: Project, output: Output, source: str, name: str) -> Made:
    """Return the file that an output makes of its source: from the cache where that was made before, else made now."""
    store, key = Store(project.cache / "artifacts"), output.key(project, source)
    if kept := store.get(key):
        return kept
    made = alone(name, partial(output.make, project, source))
    if not made.errors:
        store.put(key, made)
    return made


def failed(made: Made, name: str) -> Filled:
    """Return what comes of a file that could not be made."""
    return Filled(b"", tuple(unmade(name, made.errors)))


def filled_in(blank: bytes, values: Mapping[str, Value], drawing: Drawing = UNDRAWN) -> bytes:
    """Return a PDF form with values in its fields, by their names.

    Where a text is not among those drawn, whatever program shows the form has to draw them all. It no longer says that
    it conforms to PDF/A, which such programs would make untrue.
    """
    with pikepdf.open(io.BytesIO(blank)) as form:
        shapes = pictures(form, drawing)
        for field in form.Root.AcroForm.Fields:
            value = values.get(str(field.T))
            if value is not None:
                _set(field, value, shapes.get(str(field.T)))
            if (size := drawing.sizes.get(str(field.T))) and "/DA" in field:
                resized(field, size)
            if field.FT == "/Btn":
                # Programs that draw every field anew draw the mark in this font, some of them only in a stated size.
                size = abs(float(field.Rect[3]) - float(field.Rect[1]))
                field.DA, field.MK.CA = pikepdf.String(f"/ZaDb {size:.1f} Tf 0 g"), pikepdf.String("4")
        dingbats = pikepdf.Dictionary(Type=_NAME.Font, Subtype=_NAME.Type1, BaseFont=_NAME.ZapfDingbats)
        form.Root.AcroForm.DR.Font.ZaDb = form.make_indirect(dingbats)
        if entries(form, values).keys() - shapes:
            form.Root.AcroForm.NeedAppearances = True
        with form.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            for claim in [key for key in metadata if "http://www.aiim.org/pdfa/ns/id/" in key]:
                del metadata[claim]
        target = io.BytesIO()
        form.save(target, deterministic_id=True)
    return target.getvalue()


def _set(field: Any, value: Value, shape: pikepdf.Object | None) -> None:
    if isinstance(value, bool):
        on = next(key for key in field.AP.N if key != "/Off")
        field.V = field.AS = pikepdf.Name(on)
        return
    field.V = pikepdf.String(value)
    if shape is not None:
        field.AP = pikepdf.Dictionary(N=shape)
    # An empty picture of the field would be shown in place of what it now holds.
    elif "/AP" in field:
        del field.AP


def _editable(
    project: Project, speaker: Speaker, document: str, families: tuple[Family, ...], placed: Placement, name: str
) -> Filled:
    made = made_once(project, OUTPUTS["pdf"], print_html(project, speaker, document, families), name)
    if made.errors:
        return failed(made, name)
    foreign = _foreign(project, families, placed)
    with pikepdf.open(io.BytesIO(made.content)) as form:
        given = entries(form, {key: value for key, value in placed.values.items() if key not in foreign})
    drawing, drawn = draw(project, speaker, families, given, name)
    if drawn.errors:
        return failed(drawn, name)
    problems = [_undrawn(name, key, signs) for key, signs in foreign.items()]
    problems += [_cut(name, drawing.cut)] if drawing.cut else []
    return Filled(filled_in(made.content, placed.values, drawing), tuple(problems))


def _workbook(project: Project, speaker: Speaker, answers: Answers, target: Target, name: str, *, flat: bool) -> Filled:
    if flat:
        hint = "leave out --print, and print the workbook"
        return Filled(b"", (Problem(Origin(name), "answers-output", "a workbook has no copy for print", hint),))
    settled = settle(answers, target)
    problems = list(left_problems(settled.left, target, name, "carried over"))
    if (answers.answers or answers.unplaced) and not settled.values:
        return Filled(b"", (*problems, _homeless(name)))
    left = distinct((each, Path(name).name) for each in settled.left)
    made = book_of(project, speaker, with_name(settled.values, answers, target), left, answers.edition)
    return failed(made, name) if made.errors else Filled(made.content, tuple(problems))


def _copy(
    project: Project, speaker: Speaker, document: str, families: tuple[Family, ...], placed: Placement, name: str
) -> Filled:
    problems = [_no_glyph(name, key, signs) for key, signs in _foreign(project, families, placed).items()]
    if problems:
        return Filled(b"", tuple(problems))
    html = copy_html(project, speaker, document, families, placed.values)
    made = alone(name, partial(OUTPUTS["pdf"].make, project, html))
    return failed(made, name) if made.errors else Filled(made.content, ())


def _foreign(project: Project, families: tuple[Family, ...], placed: Placement) -> dict[str, list[str]]:
    """Return the signs of each value that no font has, where there are any."""
    known = coverage(project, families) | {ord("\n"), ord("\t")}
    found = {
        key: sorted({sign for sign in str(value) if ord(sign) not in known and sign.isprintable()})
        for key, value in placed.values.items()
    }
    return {key: signs for key, signs in found.items() if signs}


def _homeless(name: str) -> Problem:
    message = "the form has no field for any of the entries, so nothing is written"
    return Problem(Origin(name), "answers-document", message, "name another form with --document")


def _no_glyph(name: str, key: str, signs: list[str]) -> Problem:
    message = f"{key}: the fonts of this edition have no {_listed(signs)}"
    return Problem(Origin(name), "answers-glyph", message, "change the text, or fill the form without --print")


def _undrawn(name: str, key: str, signs: list[str]) -> Problem:
    message = f"{key}: the fonts of this edition have no {_listed(signs)}; some programs will show Arabic as empty, too"
    return Problem(Origin(name), "answers-glyph", message, "change the text", "warning")


def _cut(name: str, keys: Sequence[str]) -> Problem:
    message = f"the form holds these entries in full but has no room to show all of them: {', '.join(keys)}"
    return Problem(
        Origin(name), "answers-long", message, "shorten them, or print a copy made with answers fill --print", "warning"
    )


def _listed(signs: list[str]) -> str:
    return ", ".join(f"{sign} (U+{ord(sign):04X})" for sign in signs[:10])

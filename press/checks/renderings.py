"""content/locales/<language>/glossary.yaml in; how the language renders each term out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from press.checks.named import read_named
from press.model import Frozen, Language, Term
from press.model.base import Strings
from press.problems import Origin, Problem, did_you_mean
from press.project import Project


def _not_empty(forms: tuple[str, ...]) -> tuple[str, ...]:
    if not all(form.strip() for form in forms):
        raise PydanticCustomError("empty_form", "an empty form would be found in every text")
    return forms


Forms = Annotated[Strings, AfterValidator(_not_empty)]


class Rendering(Frozen):
    """How a language renders a term: a translation holds one of the forms in `accept`, and none of those in `forbid`.

    A form may be the beginning of a word, so that it covers inflected words. One in capitals (MDS) is found in
    capitals only.
    """

    accept: Forms = ()
    forbid: Forms = ()


def read_renderings(
    project: Project, language: Language, terms: Iterable[Term] = ()
) -> tuple[dict[str, Rendering], list[Problem]]:
    """Return the renderings by the terms' ids, and what is wrong with the file; a language need not have one.

    Where `terms` are given, an id that is none of theirs is an error.
    """
    path = project.locales / language.folder / "glossary.yaml"
    if not path.is_file():
        return {}, []
    renderings, places, problems = read_named(project.root, path, Rendering)
    known = {term.id for term in terms}
    for name in renderings.keys() - known if known else ():
        message, hint = f"content/glossary.yaml has no term '{name}'", did_you_mean(name, known)
        problems.append(Problem(places.get(name, Origin("")), "unknown-term", message, hint))
    return renderings, problems

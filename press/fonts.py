"""templates/fonts.yaml and the installed packages in; font faces, and the characters they can show, out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from press import sealed
from press.font_files import code_points, is_packed, unpacked
from press.model import Frozen, Language, Word, place_of
from press.model.base import Id
from press.problems import Origin, Problem, did_you_mean
from press.project import Project
from press.records import validated
from press.source import read_yaml, relative


def _check_file(path: str) -> str:
    # The name also goes into style sheets and paths of output/.
    if not re.fullmatch(r"@?\w[\w@./+-]*", path) or ".." in path.split("/"):
        raise PydanticCustomError("bad_path", "it is no path of a file below node_modules/")
    return path


def _check_family(name: str) -> str:
    if not re.fullmatch(r"[^\W_]([^\W_]|[ -])*", name):
        raise PydanticCustomError("bad_family", "a family's name is made of letters, digits, blanks and '-'")
    return name


PackageFile = Annotated[Word, AfterValidator(_check_file)]


class Face(Frozen):
    """One file of a family: weight (400 regular, 700 bold), style, and its paths below node_modules/."""

    weight: int
    style: Literal["normal", "italic"]
    print: PackageFile
    web: PackageFile


class Family(Frozen):
    """A font family: the name that style sheets use, its licence, its faces.

    `scale` enlarges its letters, where a script looks small beside the Latin letters of the same size.
    """

    id: Id
    family: Annotated[Word, AfterValidator(_check_family)]
    license: PackageFile
    scale: Annotated[float, Field(ge=0.5, le=2)] = 1
    faces: tuple[Face, ...]


class _Families(Frozen):
    families: tuple[Family, ...]


def read_families(project: Project) -> tuple[tuple[Family, ...], list[Problem]]:
    """Return the families of templates/fonts.yaml, and what is wrong with the list."""
    path = project.templates / "fonts.yaml"
    data, problems = read_yaml(project.root, path)
    if problems:
        return (), problems
    record, problems = validated(_Families, data, relative(project.root, path))
    return (record.families if record else ()), problems


def families_of(language: Language, families: Sequence[Family]) -> list[Family]:
    """Return the families in which a language is set, in the order in which they are tried."""
    known = {family.id: family for family in families}
    return [known[name] for name in language.fonts if name in known]


def can_be_set(language: Language, families: Sequence[Family]) -> bool:
    """Tell whether all families that a language names are among these."""
    return len(families_of(language, families)) == len(language.fonts)


def font_problems(project: Project, languages: Iterable[Language], families: Sequence[Family]) -> list[Problem]:
    """Return the families that a language names but nobody has, and the files that can't be used."""
    problems = []
    known = [family.id for family in families]
    for language in languages:
        for name in language.fonts:
            if name not in known:
                message = f"the language {language.tag} is set in '{name}', which is no family of templates/fonts.yaml"
                place = place_of(name, Origin("content/languages.yaml"))
                problems.append(Problem(place, "font-family", message, did_you_mean(name, known)))
    for family in families:
        problems += _file_problems(project, family)
    return problems


def usable(project: Project, families: Iterable[Family]) -> tuple[Family, ...]:
    """Return the families whose files are all there and are what they are called."""
    return tuple(family for family in families if not _file_problems(project, family))


def _file_problems(project: Project, family: Family) -> list[Problem]:
    problems = []
    printed, shown = [face.print for face in family.faces], [face.web for face in family.faces]
    for file in dict.fromkeys((family.license, *printed, *shown)):
        path = project.packages / file
        place = place_of(file, Origin("templates/fonts.yaml"))
        if not path.is_file():
            message = f"the font file node_modules/{file} is not installed"
            problems.append(Problem(place, "font-file", message, "run 'make setup', or correct the name"))
        elif (file in printed and code_points(project, path) is None) or (file in shown and not is_packed(path)):
            message = f"the file node_modules/{file} is no such font"
            hint = "run 'rm -r node_modules' and 'make setup', or correct the name"
            problems.append(Problem(place, "font-file", message, hint))
    return problems


def stack(families: Sequence[Family]) -> str:
    """Return the CSS font-family list of families, without any font of the machine."""
    return ", ".join(f'"{family.family}"' for family in families)


def print_file(project: Project, family: Family, face: Face) -> Path:
    """Return the TrueType file that PDFs embed: WOFF2 is unpacked, a family enlarged, once into the cache."""
    source = project.packages / face.print
    if source.suffix != ".woff2" and family.scale == 1:
        return source
    target = project.cache / "fonts" / f"{source.stem}-{family.scale:g}-{sealed.digest(source)[:16]}.ttf"
    if not sealed.is_whole(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        sealed.write_whole(target, unpacked(source, family.scale))
        sealed.seal(target)
    return target


def coverage(project: Project, families: Sequence[Family]) -> frozenset[int]:
    """Return the code points that the upright faces of the families can show together."""
    points: set[int] = set()
    for family in families:
        common: frozenset[int] | None = None
        for face in family.faces:
            shown = code_points(project, project.packages / face.print) or frozenset()
            common = shown if common is None else common & shown
        points |= common or frozenset()
    return frozenset(points)

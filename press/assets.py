"""Style sheets, scripts, fonts with their licences and screenshots in; the files of output/assets/ out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from press.figures import picture
from press.fonts import Family, families_of, print_file, stack
from press.model import Language, Manual
from press.pages.site import PrintFont
from press.project import Project, is_temporary, leads_out

_SEARCH = "minisearch/dist/umd/index.js"
_SEARCH_LICENSE = "minisearch/LICENSE.txt"


def assets(project: Project, manual: Manual, families: Sequence[Family]) -> dict[str, bytes]:
    """Return the files of output/assets/ by their path in output/: of fonts, those that a language is set in."""
    languages = manual.languages
    found = [path for path in sorted((project.templates / "web").iterdir()) if not is_temporary(path.name)]
    own = [path for path in found if path.suffix in (".css", ".js") and not leads_out(path, project.templates)]
    files = {f"assets/{path.name}": path.read_bytes() for path in own}
    files["assets/minisearch.js"] = _search_library(project).encode()
    files["assets/minisearch-LICENSE.txt"] = (project.packages / _SEARCH_LICENSE).read_bytes()
    used = {family.id: family for language in languages for family in families_of(language, families)}
    files["assets/fonts.css"] = _font_css(languages, families, used.values()).encode()
    for family in used.values():
        license_path = project.packages / family.license
        files[f"assets/fonts/{family.id}-{license_path.name}"] = license_path.read_bytes()
        for face in family.faces:
            files[f"assets/fonts/{Path(face.web).name}"] = (project.packages / face.web).read_bytes()
    for path in _pictures(project, manual):
        files[f"assets/figures/{path.name}"] = path.read_bytes()
    return files


def print_fonts(project: Project, language: Language, families: Sequence[Family]) -> list[PrintFont]:
    """Return the font files that the PDFs of a language embed, by their path from the project's root."""
    return [
        PrintFont(
            family.family,
            face.weight,
            face.style,
            print_file(project, family, face).relative_to(project.root).as_posix(),
        )
        for family in families_of(language, families)
        for face in family.faces
    ]


def _search_library(project: Project) -> str:
    """Return MiniSearch, which searches the pages; without the address of a map that nobody publishes."""
    text = (project.packages / _SEARCH).read_text(encoding="utf-8")
    return text.replace("//# sourceMappingURL=index.js.map", "")


def _pictures(project: Project, manual: Manual) -> list[Path]:
    """Return the pictures that a page shows; what else stands beside them is nobody's."""
    folder = project.content / "figures"
    found = {picture(figure, language.tag, folder) for figure in manual.figures for language in manual.languages}
    return sorted(path for path in found if path)


def _font_css(languages: Sequence[Language], families: Sequence[Family], used: Iterable[Family]) -> str:
    faces = [
        f'@font-face {{ font-family: "{family.family}"; font-weight: {face.weight}; font-style: {face.style};'
        f" font-display: swap;{_size_adjust(family)}"
        f' src: url("fonts/{Path(face.web).name}") format("woff2") }}'
        for family in used
        for face in family.faces
    ]
    stacks = [
        f":lang({language.tag}) {{ --text: {_stack(language, families)}; --leading: {language.leading} }}"
        for language in languages
    ]
    return "\n".join([*faces, *stacks]) + "\n"


def _stack(language: Language, families: Sequence[Family]) -> str:
    return f"{stack(families_of(language, families))}, sans-serif".removeprefix(", ")  # a language may have lost all


def _size_adjust(family: Family) -> str:
    return f" size-adjust: {family.scale:.0%};" if family.scale != 1 else ""

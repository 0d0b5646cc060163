"""An edition that was built, in; an archive of each language, to be unzipped and read from its folder, out.

An archive holds one language. Its pages are set anew, since those of output/ lead to the other languages.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping, Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from press import plan
from press.assets import assets
from press.build import page_content
from press.editions import Edition, load_editions
from press.fonts import Family, read_families
from press.manifest import Item, manifest
from press.model import Language, Manual
from press.pages import site
from press.project import Project
from press.tree import Tree, files_of

# The first day that an archive of this format can name.
_FIRST_DAY = datetime.date(1980, 1, 1)
_READABLE_FILE = 0o100644
_UNIX = 3
_MANIFEST, _SUMS = "manifest.json", "SHA256SUMS"


def archives(project: Project, manual: Manual, renamed: Mapping[str, str]) -> dict[str, bytes]:
    """Return the archives by name, a manifest of them, and their sums; the same edition gives the same bytes."""
    families, _problems = read_families(project)
    tree = Tree(project, manual, plan.inputs(project), plan.State.read(project), ())
    for language in manual.languages:
        for file in files_of(manual, language):
            tree.keep(file)
    made: dict[str, bytes] = {}
    items, coverages = {}, []
    for edition in load_editions(project, manual, manual.languages, renamed):
        name = _name(manual, edition.language)
        made[f"{name}.zip"] = _zipped(name, _files(project, edition, tree, families), manual.edition.date)
        items[f"{name}.zip"] = Item("", edition.language.tag, "zip")
        coverages.append((edition.language, edition.coverage))
    made[_MANIFEST] = manifest(manual.edition, coverages, items, made)
    made[_SUMS] = _sums(made)
    return made


def names(manual: Manual) -> list[str]:
    """Return the names of what `archives` makes."""
    return [*(f"{_name(manual, language)}.zip" for language in manual.languages), _MANIFEST, _SUMS]


def _name(manual: Manual, language: Language) -> str:
    """Return the name of a language's archive, and of the folder in it."""
    return f"iasios-{manual.edition.edition}-{language.tag}"


def _files(project: Project, edition: Edition, tree: Tree, families: Sequence[Family]) -> dict[str, bytes]:
    """Return everything that the folder of a language needs, by path."""
    language, manual = edition.language, edition.speaker.manual
    found = list(files_of(manual, language))
    pages, downloads = {file.path for file in found if file.format == "html"}, tree.downloads(language)
    files = {
        file.path: page_content(edition.speaker, edition.coverage, file, downloads, pages).encode()
        if file.with_pages
        else tree.content(file.path)
        for file in found
    }
    files[site.ROOT] = site.start_page(edition.speaker).encode()
    return files | assets(project, manual.model_copy(update={"languages": (language,)}), families)


def _zipped(folder: str, files: Mapping[str, bytes], day: datetime.date) -> bytes:
    """Return files as an archive, all below one folder; nothing of the machine or the hour goes into it."""
    day = max(day, _FIRST_DAY)
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        for path in sorted(files):
            entry = ZipInfo(f"{folder}/{path}", (day.year, day.month, day.day, 0, 0, 0))
            entry.create_system, entry.external_attr = _UNIX, _READABLE_FILE << 16
            archive.writestr(entry, files[path], ZIP_DEFLATED, compresslevel=9)
    return content.getvalue()


def _sums(files: Mapping[str, bytes]) -> bytes:
    """Return the sums of files as `sha256sum -c` reads them."""
    lines = [f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)]
    return "".join(lines).encode()

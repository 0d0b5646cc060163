"""Fonts are shipped: each language's families, their files, and the characters that they can show."""

import shutil

import pytest
from fontTools.ttLib import TTFont
from small import ROOT, complaints, edit

from press.build import build
from press.fonts import coverage, families_of, font_problems, print_file, read_families, stack
from press.plan import Selection
from press.project import Project
from press.validate import load


def test_every_file_is_there():
    """Whatever templates/fonts.yaml names is installed, licences included."""
    families, problems = read_families(Project(ROOT))
    assert problems == []
    assert font_problems(Project(ROOT), (), families) == []


def test_an_unknown_family(project):
    """A family that no list holds is reported where the language names it."""
    edit(
        project.root,
        "content/languages.yaml",
        "name: Deutsch, state: draft, fonts: [text]",
        "name: Deutsch, state: draft, fonts: [txet]",
    )
    message = "the language de is set in 'txet', which is no family of templates/fonts.yaml"
    assert ("content/languages.yaml:3:52", "font-family", message, "did you mean 'text'?") in complaints(project)


def test_a_language_without_fonts(project):
    """At least one family is needed: fonts of the machine are never used."""
    edit(
        project.root,
        "content/languages.yaml",
        "name: Deutsch, state: draft, fonts: [text]",
        "name: Deutsch, state: draft, fonts: []",
    )
    message = "the value of 'fonts' is not right: the list is too short"
    assert complaints(project) == [("content/languages.yaml:3:51", "yaml-value", message, "add what is missing")]


def test_files_that_are_not_installed(project):
    """Without the installed packages each file is named, with the command that brings it."""
    (project.root / "node_modules").unlink()
    found = [each for each in complaints(project) if each[1] == "font-file"]
    assert found
    place, _code, message, hint = found[0]
    assert place.startswith("templates/fonts.yaml:")
    assert message.startswith("the font file node_modules/")
    assert hint == "run 'make setup', or correct the name"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [("weight: 400", "weight: bold", "yaml-value"), ("families:", "familys:", "yaml-unknown-key")],
)
def test_a_broken_list(project, old, new, code):
    """A mistake in templates/fonts.yaml is reported with its place."""
    edit(project.root, "templates/fonts.yaml", old, new)
    found = [each for each in complaints(project) if each[1] == code]
    assert found
    assert found[0][0].startswith("templates/fonts.yaml:")


def test_characters(project):
    """Latin letters with accents can be shown, others cannot; a second reading, from the cache, gives the same."""
    families, _problems = read_families(project)
    english = families_of(load(project).manual.language, families)
    shown = coverage(project, english)
    assert set(map(ord, "Aäßœ–“”„…·")) <= shown
    assert ord("證") not in shown
    assert list((project.cache / "coverage").glob("*.json"))
    assert coverage(project, english) == shown


def test_a_broken_cache_is_made_anew(project):
    """What lies in the cache is only ever a shortcut."""
    families, _problems = read_families(project)
    before = coverage(project, families[:1])
    for path in (project.cache / "coverage").glob("*.json"):
        path.write_bytes(path.read_bytes().replace(b"65, ", b""))
    assert coverage(project, families[:1]) == before


def test_order_and_names(project):
    """Families are tried in the language's order; the style sheet names no font of the machine."""
    families, _problems = read_families(project)
    language = load(project).manual.language.model_copy(update={"fonts": tuple(f.id for f in families[::-1])})
    ordered = families_of(language, families)
    assert ordered == list(families[::-1])
    assert stack(ordered) == ", ".join(f'"{family.family}"' for family in ordered)


def test_print_files_are_truetype(project):
    """A PDF embeds TrueType; a packed web font is unpacked once, into the cache."""
    families, _problems = read_families(project)
    face = families[0].faces[0].model_copy(update={"print": families[0].faces[0].web})
    path = print_file(project, families[0], face)
    assert path.read_bytes()[:4] == b"\x00\x01\x00\x00"
    stamp = path.stat().st_mtime_ns
    assert print_file(project, families[0], face).stat().st_mtime_ns == stamp


def test_a_damaged_print_file_is_made_anew(project):
    """A font of the cache that was damaged, of which nobody knows how it was, or that is gone, is unpacked again."""
    families, _problems = read_families(project)
    face = families[0].faces[0].model_copy(update={"print": families[0].faces[0].web})
    path = print_file(project, families[0], face)
    sound = path.read_bytes()
    middle = len(sound) // 2
    for damaged in (sound[:middle], sound[:middle] + b"\0\0\0\0" + sound[middle + 4 :], b""):
        path.write_bytes(damaged)
        assert print_file(project, families[0], face).read_bytes() == sound
    for other in path.parent.iterdir():
        if other != path:
            other.unlink()
    path.write_bytes(sound[:middle])
    assert print_file(project, families[0], face).read_bytes() == sound
    path.unlink()
    assert print_file(project, families[0], face).read_bytes() == sound


def test_a_family_is_enlarged(project):
    """A family that looks small is drawn larger in print, by the same measure as `size-adjust` on a page."""
    family = read_families(project)[0][0]
    plain, large = (
        TTFont(print_file(project, family.model_copy(update={"scale": scale}), family.faces[0])) for scale in (1, 1.25)
    )
    assert plain["head"].unitsPerEm == large["head"].unitsPerEm
    for name in ("A", "one"):
        assert large["hmtx"][name][0] == pytest.approx(plain["hmtx"][name][0] * 1.25, abs=1)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("license: source-sans/LICENSE.md", "license: ../../../etc/passwd", "license"),
        ("license: source-sans/LICENSE.md", "license: /etc/passwd", "license"),
        ("web: source-sans/WOFF2/TTF/SourceSans3-It", "web: source-sans/../../SourceSans3-It", "web"),
        ("print: source-sans/TTF/SourceSans3-It.ttf", "print: 'a\");}.ttf'", "print"),
        ("family: Source Sans 3", "family: 'a\"; } * { color: red'", "family"),
        ("family: Source Sans 3", "family: </style>", "family"),
    ],
)
def test_names_that_lead_elsewhere(project, old, new, key):
    """A path out of node_modules/, and a name that would end a string of a style sheet, are refused."""
    edit(project.root, "templates/fonts.yaml", old, new)
    found = [each for each in complaints(project) if each[1] == "yaml-value"]
    assert len(found) == 1
    assert found[0][2].startswith(f"the value of '{key}' is not right: ")


def copied_fonts(project):
    """Put a copy of the fonts into the project, in the place of the link to them."""
    (project.root / "node_modules").unlink()
    shutil.copytree(ROOT / "node_modules" / "source-sans", project.root / "node_modules" / "source-sans")
    families = (project.templates / "fonts.yaml").read_text(encoding="utf-8")
    (project.templates / "fonts.yaml").write_text(families.split("  - id: chinese")[0], encoding="utf-8")


@pytest.mark.parametrize(
    "name", ["TTF/SourceSans3-Regular.ttf", "TTF/SourceSans3-It.ttf", "WOFF2/TTF/SourceSans3-It.ttf.woff2"]
)
@pytest.mark.parametrize("content", [b"", b"no font", b"\x00\x01\x00\x00" + bytes(60)])
def test_a_file_that_is_no_font(project, name, content):
    """A font file that is damaged is one problem of the list, for the check as for the build."""
    copied_fonts(project)
    (project.packages / "source-sans" / name).write_bytes(content)
    found = [each for each in complaints(project) if each[1] == "font-file"]
    assert [each[2] for each in found] == [f"the file node_modules/source-sans/{name} is no such font"]
    report = build(project, Selection(formats=("html",)), 1)
    assert [each.code for each in report.problems] == ["font-file"]
    assert not report.published

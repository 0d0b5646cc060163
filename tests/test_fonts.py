"""Fonts are shipped: each language's families, their files, and the characters that they can show."""

import pytest
from fontTools.ttLib import TTFont
from small import ROOT, complaints, edit

from press.fonts import coverage, families_of, font_problems, print_file, read_families, stack
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
        path.write_text("[1,", encoding="utf-8")
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


def test_a_family_is_enlarged(project):
    """A family that looks small is drawn larger in print, by the same measure as `size-adjust` on a page."""
    family = read_families(project)[0][0]
    plain, large = (
        TTFont(print_file(project, family.model_copy(update={"scale": scale}), family.faces[0])) for scale in (1, 1.25)
    )
    assert plain["head"].unitsPerEm == large["head"].unitsPerEm
    for name in ("A", "one"):
        assert large["hmtx"][name][0] == pytest.approx(plain["hmtx"][name][0] * 1.25, abs=1)

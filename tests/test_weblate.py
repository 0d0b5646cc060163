"""The settings for Weblate that are shipped: they name the catalogs that are there, and keep them in our form."""

from __future__ import annotations

import json
import re
from pathlib import PurePath

import pytest
from small import ROOT

from press.project import Project
from press.translation.messages import DOMAINS
from press.validate import load

COMPONENTS = json.loads((ROOT / "docs" / "weblate" / "components.json").read_text(encoding="utf-8"))


def test_every_domain_is_a_component() -> None:
    """Each kind of catalog is one component, the first one with the repository, the others linked to it."""
    assert [each["slug"] for each in COMPONENTS] == list(DOMAINS)
    first, *others = COMPONENTS
    assert first["repo"].startswith("https://")
    assert all(each["repo"] == f"weblate://iasios/{first['slug']}" for each in others)


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda each: each["slug"])
def test_a_component_names_its_files(component: dict) -> None:
    """The mask finds the catalogs of all languages and no others, and the template is there."""
    project = Project(ROOT)
    languages = load(project).manual.languages[1:]
    found = [path.relative_to(ROOT) for path in project.locales.rglob("*.po")]
    matching = {path.parts[2] for path in found if PurePath(path).match(component["filemask"])}
    assert matching == {language.folder for language in languages}
    assert all(re.fullmatch(component["language_regex"], folder) for folder in matching)
    assert (ROOT / component["new_base"]).is_file()
    assert component["file_format"] == "po"


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda each: each["slug"])
def test_a_component_keeps_our_form(component: dict) -> None:
    """Weblate breaks no lines, keeps earlier texts and guesses nothing; languages are added by our own command."""
    params = component["file_format_params"]
    assert params == {
        "po_line_wrap": 65535, "po_keep_previous": True, "po_fuzzy_matching": False, "po_no_location": False
    }  # fmt: skip
    assert component["new_lang"] == "none"
    flags = set(component["check_flags"].split(", "))
    assert flags == {"check-glossary"} | ({"md-text"} if component["slug"] != "interface" else set())

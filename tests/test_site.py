"""Pages fit together: every link leads somewhere, every heading has its place, every language knows the others."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
import tinyhtml5
from real import DIRECTIONS, DOCUMENTS, LANGUAGES, read
from small import ROOT, edit

from press.build import build
from press.plan import Selection
from press.project import Project
from press.validate import load

PAGES_ONLY = Selection(formats=("html",))
DETAILS = """\
details:
  id: about
  label: About
  layout: boxes
  standalone: yes
  fields: [{id: who, label: Who, type: text}]
intro:"""
PAGES = [
    "index.html",
    "status.html",
    *(f"{language}/{name}.html" for language in LANGUAGES for name in (*DOCUMENTS, "index")),
]


@cache
def anchors(page: Path) -> frozenset[str]:
    """Return the ids of a page of the edition, which no test changes."""
    return frozenset(read(page).ids)


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(edition: Path, page: str) -> None:
    """Each link inside the edition names a file that is there, and an anchor that is in it."""
    lost = []
    for link in read(edition / page).links:
        parts = urlsplit(link)
        if parts.scheme:
            assert parts.scheme in ("https", "mailto"), link
            continue
        target = (edition / page).parent / unquote(parts.path) if parts.path else edition / page
        there = target.resolve().is_file()
        if not there or (parts.fragment and unquote(parts.fragment) not in anchors(target.resolve())):
            lost.append(link)
    assert lost == []


@pytest.mark.parametrize("page", PAGES)
def test_headings_and_ids_are_sound(edition: Path, page: str) -> None:
    """A page has one main heading, skips no level, and uses each id once."""
    reader = read(edition / page)
    assert reader.headings.count(1) == 1
    assert [pair for pair in zip(reader.headings, reader.headings[1:], strict=False) if pair[1] > pair[0] + 1] == []
    assert [identifier for identifier, times in Counter(reader.ids).items() if times > 1] == []


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_read_as_they_are_written(edition: Path, page: str) -> None:
    """A browser has nothing to mend: no element is added, moved or closed early, no link stands within another."""
    tree = tinyhtml5.parse(str(edition / page), namespace_html_elements=False)
    found = [element for element in tree.iter() if isinstance(element.tag, str)]
    assert [element.tag.rpartition("}")[2].lower() for element in found] == [
        tag.lower() for tag, _given in read(edition / page).elements
    ]
    assert [link.get("href") for link in tree.iter("a") if len(list(link.iter("a"))) > 1] == []


@pytest.mark.parametrize("page", PAGES)
def test_pages_need_nothing_from_elsewhere(edition: Path, page: str) -> None:
    """Style sheets, scripts and pictures come from the edition itself; nothing is styled or scripted inline."""
    for tag, given in read(edition / page).elements:
        for name in ("src", "href"):
            if (
                tag in ("link", "script", "img")
                and name in given
                and given.get("rel") not in ("alternate", "canonical")
            ):
                assert (edition / page).parent.joinpath(urlsplit(given[name]).path).resolve().exists(), given
        assert "style" not in given
        assert not [name for name in given if name.startswith("on")]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [*DOCUMENTS, "index"])
def test_languages_know_each_other(edition: Path, language: str, name: str) -> None:
    """A page says its language and direction, and where the same page is in each language; relative without a site."""
    elements = read(edition / language / f"{name}.html").elements
    assert dict(elements[0][1]) == {"lang": language, "dir": DIRECTIONS.get(language, "ltr")}
    alternates = {
        given["hreflang"]: given["href"] for tag, given in elements if tag == "link" and given["rel"] == "alternate"
    }
    site = load(Project(ROOT)).manual.edition.site_url
    assert alternates == {
        **{other: f"{site or '..'}/{other}/{name}.html" for other in LANGUAGES},
        "x-default": f"{site or '..'}/en/{name}.html",
    }
    assert bool([given for tag, given in elements if given.get("rel") == "canonical"]) is bool(site)


def test_a_site_has_absolute_alternates(project) -> None:
    """With a site_url, alternates and the canonical address are absolute."""
    site = "publisher: Test Office\nsite_url: https://x.example"
    edit(project.root, "content/edition.yaml", "publisher: Test Office", site)
    build(project, Selection(formats=("html",)), 1)
    links = [given for tag, given in read(project.output / "de" / "manual.html").elements if tag == "link"]
    found = {(given["rel"], given.get("hreflang")): given["href"] for given in links}
    assert found["alternate", "en"] == "https://x.example/en/manual.html"
    assert found["alternate", "x-default"] == "https://x.example/en/manual.html"
    assert found["canonical", None] == "https://x.example/de/manual.html"


BLOCKS = """\
{#list}
- {#item}
  One
- Two

{#words}
Words.

{#box}
:::{note}
Note.
:::

{#wide}
| a |
|---|
| b |

"""


def test_old_links_lead_to_what_was_renamed(project: Project) -> None:
    """Whatever has a new id is still found under its old ones, on each page, and so is what stands below it."""
    edit(project.root, "content/manual/process.md", "{#table}", f"{BLOCKS}{{#table}}")
    edit(project.root, "content/standards.yaml", "intro:", DETAILS)
    build(project, PAGES_ONLY, 1)
    named = {each for name in ("manual", "checklist") for each in read(project.output / "en" / f"{name}.html").ids}
    now = sorted(each for each in named - {"content"} if each.count("/") == each.startswith(("figure", "glossary")))
    assert {"1b", "aims", "box", "figure/screen", "glossary/facility", "item", "list", "wide", "words"} <= set(now)
    lines = [f"  {new.replace('/', '/old-') if '/' in new else f'old-{new}'}: {new}\n" for new in now]
    lines += ["  oldest: old-checklist\n"]
    edit(project.root, "content/renamed.yaml", "renamed: {}", "renamed:\n" + "".join(lines))
    assert build(project, PAGES_ONLY, 1).problems == ()
    below = {"oldest/who": "checklist/who", "old-checklist/about": "checklist/about", "old-1b/ii": "1b/ii"}
    below |= {f"old-minimum-dataset/{name}": f"minimum-dataset/{name}" for name in ("done", "first-name", "patient")}
    below |= {"oldest": "checklist"}
    for name in ("manual", "checklist"):
        page = project.output / "de" / f"{name}.html"
        reader, tree = read(page), tinyhtml5.parse(str(page), namespace_html_elements=False)
        assert [name for name, times in Counter(reader.ids).items() if times > 1] == []
        pairs = {line.split(":")[0].strip(): line.split(":")[1].strip() for line in lines[:-1]} | below
        assert [old for old, new in pairs.items() if (old in reader.ids) != (new in reader.ids)] == []
        for old, new in pairs.items():
            assert old not in reader.ids or new in holders(tree, old), old


def holders(tree: Any, identifier: str) -> set[str]:
    """Return the ids of what an anchor stands in, and of what stands directly below it; the anchor itself is empty."""
    parents = {child: parent for parent in tree.iter() for child in parent}
    anchor = next(element for element in tree.iter() if element.get("id") == identifier)
    assert (anchor.tag.rpartition("}")[2], len(anchor), anchor.text) == ("span", 0, None)
    below = list(parents[anchor])
    found = {each.get("id") for each in below[below.index(anchor) + 1].iter()} if anchor is not below[-1] else set()
    while anchor in parents:
        anchor = parents[anchor]
        found.add(anchor.get("id"))
    return found


def test_downloads_say_format_and_size(edition: Path) -> None:
    """Each document page offers its PDF with the size that the file has."""
    for language in LANGUAGES:
        for name in DOCUMENTS:
            size = (edition / language / f"iasios-{name}-{language}.pdf").stat().st_size
            html = (edition / language / f"{name}.html").read_text(encoding="utf-8")
            link = re.search(rf'href="iasios-{name}-{language}\.pdf" download>([^<]*(?:<[^>]+>[^<]*)*?)</a>', html)
            assert link is not None
            said = re.sub(r"<[^>]+>", "", link[1])
            assert re.fullmatch(rf"\W*PDF\W+{round(size / 1000)} KB\W*", said), said


def test_state_of_a_draft_is_on_every_page(edition: Path) -> None:
    """Pages of a language that nobody has reviewed say so; the source language does not."""
    assert all("Übersetzungsentwurf" in read(edition / "de" / f"{name}.html").text for name in (*DOCUMENTS, "index"))
    assert all("Draft" not in read(edition / "en" / f"{name}.html").text for name in DOCUMENTS)
    root = read(edition / "index.html").text
    assert re.search(r"Deutsch.*Draft.*100%", root)


def test_numbers_are_computed(project) -> None:
    """A chapter put before another renumbers it, its sections, and what refers to it."""
    (project.content / "manual" / "new.md").write_text("{#new}\n# New\n\nSee [](#steps).\n", encoding="utf-8")
    old, new = "chapters: manual/process.md", "chapters: [manual/new.md, manual/process.md]"
    edit(project.root, "content/documents.yaml", old, new)
    build(project, Selection(formats=("html",)), 1)
    text = read(project.output / "en" / "manual.html").text
    assert "2 The process" in text
    assert "2.1 Steps" in text
    assert "See chapter 2.1 ." in text
    assert "Appendix 2 Small Checklist" in text


_TERM = re.compile(r"<dt>(.*?)</dt>", re.DOTALL)
# Letters in their order; of Chinese, the first characters of common terms by their pinyin: bing, fu, ji, nei, ...
ALPHABETS = {
    "en": "abcdefghijklmnopqrstuvwxyz",
    "de": "abcdefghijklmnopqrstuvwxyz",
    "ar": "abcdefghijklmnopqrstuvwxyzابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "zh-Hans": "abcdefghijklmnopqrstuvwxyz标病不副改核机介扩内评认申授条通现要医远暂整主最佐",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_glossary_follows_the_alphabet(edition: Path, language: str) -> None:
    """Terms are sorted by the words of the language, whatever their accents and case; an article does not count."""
    html = (edition / language / "manual.html").read_text(encoding="utf-8")
    terms = [re.sub("<[^>]+>", "", term).casefold().removeprefix("the ") for term in _TERM.findall(html)]
    folded = [term.translate(str.maketrans("äöüأإآؤئ", "aouاااوي")) for term in terms]
    alphabet = ALPHABETS[language]
    initials = [next(letter for letter in term if letter in alphabet) for term in folded]
    assert len(initials) > 30
    assert initials == sorted(initials, key=alphabet.index)

"""What translators, or whoever sends files in their name, put into a catalog does no harm."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest
from builds import PAGES, pages, pdf_pages
from small import add_catalog, edit

from press.build import build
from press.outputs import pdf
from press.plan import Selection

AIM = "One aim is short."
ATTACKS = (
    '<img src="http://evil.example/x.png" onerror="alert(1)">',
    "<script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "[aim](javascript:alert(1))",
    "[aim](../../../../etc/passwd)",
    "[aim](file:///etc/passwd)",
    "[aim](//evil.example/)",
    "[aim](https://evil.example/)",
    "![aim](file:///etc/passwd)",
    "{{ 7*7 }}",
    "{% include '/etc/passwd' %}",
    "{{ ''.__class__ }}",
    "url(file:///etc/passwd)",
    "\u202eaim\u202c",
    "{edition.__class__}",
)
TITLE_ATTACKS = (
    '"; } @import url(http://evil.example/x.css); a { b: "',
    "</style><img src=http://evil.example/x>",
    "\\22 }",
)


def evil(address: str) -> bool:
    """Tell whether an address leads where an attack wanted it."""
    return any(word in address for word in ("evil.example", "javascript:", "etc/passwd", "file:"))


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_hostile_translation_is_only_text(project, attack: str) -> None:
    """No element, attribute or address comes out of a translation; what is not shown as text is reported."""
    build(project, PAGES, 1)
    before = {name: page.elements for name, page in pages(project)}
    add_catalog(project.root, "de", ("aims", AIM, f"Ein Ziel {attack} ist kurz."))
    build(project, PAGES, 1)
    for name, page in pages(project):
        added = page.elements - before[name]
        assert {tag for tag, _attributes in added} <= {"p", "span"}, (name, added)
        assert not [address for address in page.addresses if evil(address)], name
    assert "49" not in next(page.text for name, page in pages(project) if name == "de/manual.html")


@pytest.mark.parametrize("attack", TITLE_ATTACKS)
def test_a_hostile_title_stays_in_its_place(project, attack: str) -> None:
    """A title that goes into a style sheet or an attribute cannot end them, on the page or in print."""
    add_catalog(project.root, "de", ("manual", "Small Manual", f"Handbuch {attack}"))
    report = build(project, Selection(("de",), ("manual",)), 1)
    for name, page in pages(project):
        assert not [address for address in page.addresses if evil(address)], name
    if (project.output / "de" / "iasios-manual-de.pdf").is_file():
        assert len(pdf_pages(project.output / "de" / "iasios-manual-de.pdf")) > 2
    assert not [problem for problem in report.problems if problem.code == "output-failed"]


def test_nothing_is_fetched_from_elsewhere(project) -> None:
    """Print HTML that names another host or a file outside the project makes no PDF and no connection."""
    asked: list[str] = []
    sys.addaudithook(lambda event, _arguments: asked.append(event) if event == "socket.connect" else None)
    outside = project.content / "figures" / "screen.png"
    outside.symlink_to("/etc/passwd")
    for address in ("http://evil.example/x.png", "file:///etc/passwd", "content/figures/screen.png", "../../etc/x.ttf"):
        made = pdf.make(project, f'<p><img src="{address}" alt="x">words</p>')
        assert made.content == b"", address
        assert made.errors, address
    assert asked == []


def test_a_catalog_of_100_mb_is_refused_unread(project) -> None:
    """A catalog that is far too large costs no time; its language is shown in the source language."""
    path = add_catalog(project.root, "de", ("aims", AIM, "Ein Ziel ist kurz."))
    with path.open("a", encoding="utf-8") as file:
        file.write('\nmsgctxt "aims"\nmsgid "x"\nmsgstr "' + "x" * 100_000_000 + '"\n')
    began = time.process_time()
    report = build(project, PAGES, 1)
    assert time.process_time() - began < 10
    assert [problem.code for problem in report.problems] == ["file-size"]
    assert report.published


def test_yaml_that_explodes_is_refused(project) -> None:
    """Aliases, which a small file can multiply without end, are refused with their place, and nothing is published."""
    edit(project.root, "content/renamed.yaml", "renamed: {}", "renamed: &a {x: y}\nother: [*a, *a]")
    report = build(project, PAGES, 1)
    assert not report.published
    assert [str(problem.origin) for problem in report.problems] == ["content/renamed.yaml:1:10"]


def test_a_path_out_of_the_project_is_no_part(project) -> None:
    """A document cannot be made of a file outside content/."""
    secret = Path(project.root) / "secret.md"
    secret.write_text("{#secret}\n# Secret\n", encoding="utf-8")
    edit(project.root, "content/documents.yaml", "chapters: manual/process.md", "chapters: ../secret.md")
    assert not build(project, PAGES, 1).published

"""What pages say themselves: every text is found for translators, and spoken safely in the language of the page."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from markupsafe import Markup
from real import read
from small import ROOT, add_catalog, edit

from press.build import build
from press.model import Text
from press.pages.interface import Interface, environment, interface_messages
from press.plan import Selection
from press.project import Project

TEMPLATES = sorted((ROOT / "templates").rglob("*.jinja"))
MODULES = sorted((ROOT / "press").rglob("*.py"))
CALL = re.compile(r"""(?<![\w`])t\(\s*["'](interface/[a-z0-9/-]+)["'],\s*["'](.*?)["'](?=\s*[,)])""", re.DOTALL)
ANY_ID = re.compile(r"""(?<!`t\()["'](interface/[a-z0-9/-]+)["']""")
# What may stand in an attribute or a title: plain words, never the HTML that marks another language.
SPOKEN = re.compile(r"\{\{-?\s*((?:t|view\.md|view\.heading|view\.listed|view\.number)\(.*?)\s*-?\}\}", re.DOTALL)
ATTRIBUTE = re.compile(r"""\s[a-z][a-z-]*="([^"<>]*)$""", re.DOTALL)


def texts() -> list[tuple[str, str]]:
    """What the press and its templates say, by a search that knows nothing of Jinja or Python."""
    return [found for path in (*TEMPLATES, *MODULES) for found in CALL.findall(path.read_text(encoding="utf-8"))]


def test_every_text_is_found() -> None:
    """Each text of a template or a module is among the messages, once, and nothing else is."""
    found = [(message.context, message.source) for message in interface_messages(Project(ROOT))]
    assert len(texts()) > 50
    assert Counter(found) == Counter(set(texts()))


def test_every_id_stands_where_it_is_found() -> None:
    """No id of the interface is given in a way that the search for texts would miss."""
    named = [i for path in (*TEMPLATES, *MODULES) for i in ANY_ID.findall(path.read_text(encoding="utf-8"))]
    assert Counter(named) == Counter(identifier for identifier, _source in texts())


def test_a_text_says_where_it_stands() -> None:
    """Translators are told the file, and the line in it holds the text's id."""
    for message in interface_messages(Project(ROOT)):
        lines = (ROOT / message.origin.path).read_text(encoding="utf-8").splitlines()
        assert message.context in "".join(lines[message.origin.line - 1 : message.origin.line + 2]), message


def test_no_id_has_two_texts() -> None:
    """An id stands for one text only."""
    found = interface_messages(Project(ROOT))
    assert Counter(message.context for message in found).most_common(1)[0][1] == 1


def test_what_is_kept_is_found_anew(project: Project) -> None:
    """A text added to a template is found at once, although the texts found before are kept."""
    before = interface_messages(project)
    assert interface_messages(project) == before
    edit(project.root, "templates/parts/form.html.jinja", "<p", "{{ t('interface/new', 'New words') }}<p")
    after = interface_messages(project)
    assert [m.source for m in after if m not in before and m.context == "interface/new"] == ["New words"]
    for kept in (project.cache / "interface").iterdir():
        kept.write_bytes(kept.read_bytes().replace(b"New words", b"Old words"))
    assert interface_messages(project) == after


def test_damaged_templates_are_compiled_anew(project: Project) -> None:
    """What is kept of compiled templates is never run if it is not as it was written."""
    name = "parts/form.html.jinja"
    environment(project).get_template(name)
    kept = sorted((project.cache / "templates").iterdir())
    good = [path.read_bytes() for path in kept]
    assert len(kept) == 1
    for path in kept:
        path.write_bytes(path.read_bytes()[:-200] + bytes(200))
    environment(project).get_template(name)
    assert [path.read_bytes() for path in kept] == good


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_attributes_and_titles_hold_plain_words(path: Path) -> None:
    """In an attribute or in <title>, a text loses the elements that mark its language: they would be printed."""
    template = re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    for spoken in SPOKEN.finditer(template):
        before = template[: spoken.start()]
        # Expressions and statements may hold quotation marks and angle brackets of their own.
        before = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", before, flags=re.DOTALL)
        inside = ATTRIBUTE.search(before) or before.rfind("<title") > before.rfind("</title")
        blocks = re.findall(r"\{% (block (?:title|description)|endblock)", template[: spoken.start()])
        if inside or (blocks and blocks[-1] != "endblock"):
            assert spoken[1].endswith("|striptags"), spoken[0]


def spoken(shown: str, state: str = "current", language: str = "de", **values: object) -> Markup:
    """Say a text of a German page as a template does."""

    def marked(text: Text) -> Markup:
        return Markup(f' class="state-{text.state}" lang="{text.language}"' if state == "missing" else "")

    text = Text(shown, shown, language=language, state=state)
    t = Interface(lambda _identifier, _source: text, marked, {"edition": "1 & 2"})
    return Markup(t("interface/x", shown, **values).__html__())


@pytest.mark.parametrize(
    ("shown", "values", "html"),
    [
        ("Kapitel {number}", {"number": "2.3"}, "Kapitel 2.3"),
        ("Kapitel {number}", {"number": 2}, "Kapitel 2"),
        ("{a} & {b}", {"a": "<b>", "b": '"'}, "&lt;b&gt; &amp; &#34;"),
        ("<i>{a}</i>", {"a": Markup("<b>x</b>")}, "&lt;i&gt;<b>x</b>&lt;/i&gt;"),
        ("Ausgabe {edition}", {}, "Ausgabe 1 &amp; 2"),
        ("{edition}", {"edition": "3"}, "3"),
        ("{unknown} {edition.__class__} {0}", {}, "{unknown} {edition.__class__} {0}"),
        ("{a}{b}", {"a": "{b}", "b": "x"}, "{b}x"),
        ("100% {{ 7*7 }} %(a)s", {"a": "x"}, "100% {{ 7*7 }} %(a)s"),
    ],
)
def test_values_are_written_in_as_text(shown: str, values: dict[str, object], html: str) -> None:
    """A value is escaped, unless it is HTML already; it is never read as a template, and neither is the text."""
    assert spoken(shown, **values) == html


def test_a_missing_text_says_its_language() -> None:
    """A text that is not translated carries its own language; as a string it is plain."""
    phrase = spoken("Note {a}", "missing", "en", a="<b>")
    assert phrase == '<span class="state-missing" lang="en">Note &lt;b&gt;</span>'
    assert phrase.striptags() == "Note <b>"


def test_an_untranslated_interface_on_a_page(project: Project) -> None:
    """On a page whose interface is half translated, the rest is marked as English, and no attribute shows markup."""
    add_catalog(project.root, "de", ("interface/note", "Please note", "Zu beachten"), domain="interface")
    build(project, Selection(languages=("de",), formats=("html",)), 1)
    html = (project.output / "de" / "manual.html").read_text(encoding="utf-8")
    assert '<p class="box-title">Zu beachten</p>' in html
    assert '<span class="state-missing" lang="en" dir="ltr">Skip to the content</span>' in html
    assert ' aria-label="Contents"' in html
    reader = read(project.output / "de" / "manual.html")
    assert ("en", "Skip to the content") in reader.texts
    assert [given for _tag, given in reader.elements if any("<" in value for value in given.values())] == []
    assert "<" not in read(project.output / "de" / "index.html").title


def test_templates_escape_and_know_every_name(project: Project) -> None:
    """What a template prints is escaped, and a name that it misspells stops the build instead of printing nothing."""
    made = environment(project)
    assert made.from_string("{{ x }}").render(x="<&>") == "&lt;&amp;&gt;"
    with pytest.raises(Exception, match="'y' is undefined"):
        made.from_string("{{ y }}").render()

"""`language add`: a language that was not there is in the list, has its catalogs, and is built at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from builds import files
from real import copy_content, read

from press.cli import main
from press.newcomer import script_of
from press.project import Project
from press.validate import load

Call = Callable[..., tuple[int, str]]


@pytest.fixture
def call(project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """Run a command in the small project; return its exit status and what it printed."""
    monkeypatch.chdir(project.root)

    def run(*arguments: str) -> tuple[int, str]:
        status = main(arguments)
        return status, capsys.readouterr().out

    return run


def listed(project: Project) -> str:
    return (project.content / "languages.yaml").read_text(encoding="utf-8")


def test_the_list_keeps_its_words(project: Project, call: Call) -> None:
    """The record is appended as the list is written; nothing else of the file changes, comments neither."""
    path = project.content / "languages.yaml"
    path.write_text("# Ours.\n" + listed(project) + "  # The last word.\n", encoding="utf-8")
    before = listed(project)
    assert call("language", "add", "fr")[0] == 0
    assert listed(project) == before + (
        "  - tag: fr\n    name: Français\n    state: draft\n    fonts: [text]\n    quotes: [«, »]\n"
    ).replace("[«, »]", '["«", "»", "“", "”"]')
    assert [language.tag for language in load(project).manual.languages] == ["en", "de", "fr"]


@pytest.mark.parametrize(
    ("said", "tag", "expected"),
    [
        ("zh_Hant", "zh-Hant", {"name": "繁體中文", "quotes": ("「", "」", "『", "』"), "direction": "ltr"}),
        ("zh_TW", "zh-Hant", {"name": "繁體中文"}),
        ("pt-br", "pt-BR", {"name": "Português (Brasil)", "region": "", "quotes": ("“", "”", "‘", "’")}),
        ("pt", "pt", {"name": "Português", "region": "PT", "quotes": ("«", "»", "“", "”")}),
        ("fa", "fa", {"fonts": ("text", "arabic"), "leading": 1.12, "direction": "rtl"}),
        ("zh-Hans", "zh-Hans", {"fonts": ("chinese", "text"), "leading": 1.08, "order": "pinyin"}),
        ("ru", "ru", {"name": "Русский", "fonts": ("text",), "leading": 1}),
        ("no", "no", {"fonts": ("text",)}),
    ],
)
def test_its_record_fits_the_language(project: Project, call: Call, said: str, tag: str, expected: dict) -> None:
    """Any usual spelling will do; name, direction, fonts, marks, order and region are those of the language."""
    status, text = call("language", "add", said)
    assert status == 0, text
    language = load(project).manual.languages[-1]
    assert (language.tag, language.state) == (tag, "draft")
    assert {name: getattr(language, name) for name in expected} == expected


def test_its_name_may_be_said(project: Project, call: Call) -> None:
    """The office may name the language otherwise than the locale data do, even with signs of YAML."""
    call("language", "add", "nl", "--name", "Nederlands: België")
    assert load(project).manual.languages[-1].name == "Nederlands: België"


@pytest.mark.parametrize(("tag", "forms"), [("fr", 2), ("ar", 6), ("ja", 1), ("pl", 3)])
def test_its_catalogs_are_ready(project: Project, call: Call, tag: str, forms: int) -> None:
    """Each catalog holds every message, empty, with the language and its plural forms in the header."""
    status, said = call("language", "add", tag)
    assert status == 0
    for domain in ("manual", "forms", "interface"):
        path = project.locales / tag / "LC_MESSAGES" / f"{domain}.po"
        catalog = polib.pofile(str(path))
        assert catalog.metadata["Language"] == tag
        assert catalog.metadata["Plural-Forms"].startswith(f"nplurals={forms};")
        assert len(catalog) > 0
        assert not any(entry.msgstr for entry in catalog)
        assert f"written content/locales/{tag}/LC_MESSAGES/{domain}.po" in said
    assert not list(project.locales.glob("*.pot")), "templates are brought up to date by `messages update` alone"
    assert call("messages", "status", "-l", tag)[0] == 0


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("klingonish", "'klingonish' is not a language tag such as fr, pt-BR or zh-Hant; "),
        ("french", "did you mean 'fr' (French)?"),
        ("zh-Hanz", "did you mean 'zh-Hant' (Chinese (Traditional))?"),
        ("de", "the language 'de' is there already; the languages are en, de"),
        ("en", "the language 'en' is there already"),
        ("DE", "the language 'de' is there already"),
    ],
)
def test_what_is_no_new_language_is_refused(project: Project, call: Call, tag: str, expected: str) -> None:
    """An unknown tag or a language that is there changes nothing; the message says what is near."""
    before = files(project.content)
    status, said = call("language", "add", tag)
    assert (status, expected in said) == (1, True), said
    assert files(project.content) == before


def test_a_list_that_is_written_otherwise_stays(project: Project, call: Call) -> None:
    """Where the record can't be appended, the file stays as it is and the record is printed to be put in by hand."""
    path = project.content / "languages.yaml"
    text = '{languages: [{tag: en, name: English, state: released, fonts: [text], quotes: ["“", "”", "‘", "’"]}]}\n'
    path.write_text(text, encoding="utf-8")
    status, said = call("language", "add", "fr")
    assert status == 1
    assert "add it by hand, below the others:\n- tag: fr\n  name: Français" in said.replace("<U+000A>", "\n")
    assert listed(project) == text


@pytest.mark.parametrize(
    ("tag", "package"), [("ja", "@fontsource/noto-sans-jp"), ("he", "@fontsource/noto-sans-hebrew"), ("am", "Ethi")]
)
def test_missing_fonts_are_said(call: Call, tag: str, package: str) -> None:
    """Where the fonts lack letters of the language, the package that has them, or the script, is named."""
    said = call("language", "add", tag)[1]
    assert package in next(line for line in said.splitlines() if line.startswith("1. The fonts text lack"))
    assert "lack" not in call("language", "add", "fr")[1]


@pytest.mark.parametrize(
    ("tag", "script"), [("fr", "Latn"), ("zh-Hant", "Hant"), ("sr-Latn", "Latn"), ("sr", "Cyrl"), ("pt-BR", "Latn")]
)
def test_scripts(tag: str, script: str) -> None:
    """The script is that of the tag, or the usual one of the language."""
    assert script_of(tag) == script


def test_it_is_built_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the real content, French has its pages right after it was added: in English, marked, and in the list."""
    project = copy_content(tmp_path)
    monkeypatch.chdir(project.root)
    assert main(["language", "add", "fr"]) == 0
    advice = capsys.readouterr().out
    assert "typography.yaml" not in advice, "the rules of French are written"
    assert main(["build", "-l", "fr", "-f", "html"]) == 0, capsys.readouterr().out
    page = read(project.output / "fr" / "manual.html")
    assert (page.elements[0][0], page.elements[0][1]["lang"], page.elements[0][1]["dir"]) == ("html", "fr", "ltr")
    assert any(language == "en" and "IASIOS has three aims" in words for language, words in page.texts)
    assert main(["check"]) == 0
    assert "content/locales/fr: warning: not every text is translated" in capsys.readouterr().out

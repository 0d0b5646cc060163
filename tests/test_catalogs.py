"""Catalogs of a language: where they stand, what their folders may be called, what translators are told."""

import datetime
from pathlib import Path

import pytest

from press.model import Edition, Language
from press.problems import Origin
from press.project import Project
from press.translation.catalogs import (
    catalog_path,
    check_folders,
    language_tag,
    new_header,
    read_catalogs,
    template,
    write_pot,
)
from press.translation.messages import Message
from press.translation.po import Catalog, Entry, parse_po, write_po

EDITION = Edition(
    edition="2026.1",
    date=datetime.date(2026, 3, 1),
    publisher="IASIOS",
    contact={"email": "office@example.org"},
)
PO = 'msgid ""\nmsgstr "Language: {}\\n"\n\nmsgctxt "3c"\nmsgid "Consent"\nmsgstr "{}"\n'


def language(tag: str, name: str = "x") -> Language:
    return Language(tag=tag, name=name, state="draft", fonts=("a",), quotes=("“", "”", "‘", "’"))


ENGLISH, GERMAN, CHINESE = language("en", "English"), language("de", "Deutsch"), language("zh-Hans", "简体中文")


def message(source: str, context: str = "3c", path: str = "content/a.md", **more: object) -> Message:
    return Message("manual", context, source, "Paragraph", Origin(path, 7, 3), **more)


def project(root: Path, *names: str) -> Project:
    for name in names:
        path = root / "content" / "locales" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PO.format("", "x"), encoding="utf-8")
    return Project(root)


def test_catalogs_of_a_language(tmp_path: Path) -> None:
    """The three domains are read from the language's folder; one that isn't there is empty."""
    here = project(tmp_path, "zh_Hans/LC_MESSAGES/manual.po")
    catalogs, problems = read_catalogs(here, CHINESE)
    assert problems == []
    assert {name: len(catalog.entries) for name, catalog in catalogs.domains.items()} == {
        "manual": 1,
        "forms": 0,
        "interface": 0,
    }
    assert catalogs.tag == "zh-Hans"
    assert catalogs.find(message("Consent")).origin == Origin("content/locales/zh_Hans/LC_MESSAGES/manual.po", 6, 1)
    assert catalogs.find(message("Consents")) is None
    assert catalogs.find(message("Consent")._replace(domain="forms")) is None


def test_problems_name_their_language(tmp_path: Path) -> None:
    """What is wrong in a catalog is known to concern its language alone."""
    here = project(tmp_path)
    path = catalog_path(here, "de", "forms")
    path.parent.mkdir(parents=True)
    path.write_text('msgid "a"\nmsgstr "b\n', encoding="utf-8")
    _, problems = read_catalogs(here, GERMAN)
    assert [(each.language, str(each.origin)) for each in problems] == [
        ("de", "content/locales/de/LC_MESSAGES/forms.po:2:10")
    ]


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ("zh_CN", None),
        ("zh_Hans", None),
        ("", None),
        ("fr", "this catalog says that its language is 'fr', but it stands in the folder of 'zh-Hans'"),
    ],
)
def test_catalog_in_the_wrong_folder(tmp_path: Path, said: str, complaint: str | None) -> None:
    """A catalog that names another language is reported; other names for the same one are not."""
    here = project(tmp_path)
    path = catalog_path(here, "zh_Hans", "manual")
    path.parent.mkdir(parents=True)
    path.write_text(PO.format(said, "x"), encoding="utf-8")
    _, problems = read_catalogs(here, CHINESE)
    assert [each.message for each in problems] == ([complaint] if complaint else [])


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        ("de", "de"),
        ("DE", "de"),
        ("pt_BR", "pt-BR"),
        ("pt-br", "pt-BR"),
        ("zh_Hans", "zh-Hans"),
        ("zh-hans", "zh-Hans"),
        ("zh_CN", "zh-Hans"),
        ("zh-cn", "zh-Hans"),
        ("zh_CN.UTF-8", "zh-Hans"),
        ("zh_TW", "zh-Hant"),
        ("sr@latin", "sr-Latn"),
        ("ca_valencia", "ca-valencia"),
        ("ca_ES_VALENCIA", "ca-ES-valencia"),
        ("ca@valencia", "ca-valencia"),
        ("es_419", "es-419"),
        ("iw", "he"),
    ],
)
def test_names_of_languages(name: str, tag: str) -> None:
    """Folders, tags and the names of other tools all lead to one BCP 47 tag."""
    assert language_tag(name) == tag


@pytest.mark.parametrize(
    ("files", "complaints"),
    [
        (["de/LC_MESSAGES/manual.po", "zh_Hans/LC_MESSAGES/forms.po", "manual.pot"], []),
        (
            ["zh_CN/LC_MESSAGES/manual.po"],
            [
                "content/locales/zh_CN: error: 'zh_CN' means the language zh-Hans, whose folder is 'zh_Hans';"
                " rename it to 'zh_Hans' [folder-name]"
            ],
        ),
        (
            ["zh-Hans/LC_MESSAGES/manual.po", "zh_Hans/LC_MESSAGES/manual.po"],
            [
                "content/locales/zh-Hans: error: two folders for one language: 'zh-Hans' means the language zh-Hans,"
                " whose folder is 'zh_Hans'; bring what is newer in it into 'zh_Hans', and delete it"
                " [folder-duplicate]"
            ],
        ),
        (
            ["dee/LC_MESSAGES/manual.po"],
            [
                "content/locales/dee: error: no language of content/languages.yaml has the folder 'dee';"
                " add the language 'dee' there, or rename the folder: did you mean 'de'? [folder-unknown]"
            ],
        ),
        (
            ["en/LC_MESSAGES/manual.po"],
            [
                "content/locales/en: error: 'en' is the source language: it has no catalogs, its texts stand in"
                " content/ itself; delete the folder [folder-source]"
            ],
        ),
        (
            ["de/manual.po", "de/LC_MESSAGES/manual.po"],
            [
                "content/locales/de/manual.po: error: a catalog is not read from here; bring what is newer in it into"
                " de/LC_MESSAGES/manual.po, and delete it [catalog-place]"
            ],
        ),
        (
            ["de.po"],
            [
                "content/locales/de.po: error: a catalog is not read from here;"
                " move it to <language>/LC_MESSAGES/<domain>.po, or delete it [catalog-place]"
            ],
        ),
        (
            ["de/LC_MESSAGES/manuel.po", "form.pot"],
            [
                "content/locales/de/LC_MESSAGES/manuel.po: error: there is no domain 'manuel';"
                " did you mean 'manual'? [catalog-domain]",
                "content/locales/form.pot: error: there is no domain 'form'; did you mean 'forms'? [catalog-domain]",
            ],
        ),
    ],
)
def test_folders(tmp_path: Path, files: list[str], complaints: list[str]) -> None:
    """Each language has one folder by its one name, each catalog one place."""
    here = project(tmp_path, *files)
    assert [str(each) for each in check_folders(here, [ENGLISH, GERMAN, CHINESE])] == complaints


def test_no_folder_at_all(tmp_path: Path) -> None:
    """A project without translations is fine."""
    assert check_folders(Project(tmp_path), [ENGLISH, GERMAN]) == []


def test_what_translators_are_told() -> None:
    """Kind, place, values with examples, limit and weight stand each on a line of their own; flags are derived."""
    told = template(
        [message("All {core_count} of {core_count} in {year}", limit=60, normative=True)], {"core_count": "27"}
    )
    assert told == (
        Entry(
            "3c",
            "All {core_count} of {core_count} in {year}",
            notes=(
                "Paragraph",
                "3c",
                "{core_count}: for example 27",
                "{year}: keep it as it is",
                "at most 60 characters",
                "states a rule",
            ),
            files=("content/a.md",),
            flags=("md-text", "max-length:60", "priority:150"),
        ),
    )


def test_plain_texts_have_no_markdown_flag() -> None:
    """A text that isn't Markdown says nothing of it; per cent signs and braces never make a format of it."""
    assert template([message("90 % of {sites}", markdown=False)], {})[0].flags == ()


def test_a_message_in_several_files_is_one_entry() -> None:
    """The files are sorted and named once; the order is that of the first places."""
    found = template(
        [message("b", path="z.md"), message("a"), message("b", path="a.md"), message("b", path="z.md")], {}
    )
    assert [(entry.source, entry.files) for entry in found] == [("b", ("a.md", "z.md")), ("a", ("content/a.md",))]


def test_template_file() -> None:
    """A template is dated by its edition, names no line numbers and is the same each time."""
    text = write_pot([message("Consent"), message("Law", "3d", markdown=False)], EDITION, {})
    assert text == write_pot([message("Consent"), message("Law", "3d", markdown=False)], EDITION, {})
    assert text == (
        'msgid ""\nmsgstr ""\n'
        '"Project-Id-Version: IASIOS 2026.1\\n"\n'
        '"Report-Msgid-Bugs-To: office@example.org\\n"\n'
        '"POT-Creation-Date: 2026-03-01 00:00+0000\\n"\n'
        '"PO-Revision-Date: YEAR-MO-DA HO:MI+ZONE\\n"\n'
        '"Last-Translator: \\n"\n'
        '"Language-Team: \\n"\n'
        '"Language: \\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n\n'
        '#. Paragraph\n#. 3c\n#: content/a.md\n#, md-text\nmsgctxt "3c"\nmsgid "Consent"\nmsgstr ""\n\n'
        '#. Paragraph\n#. 3d\n#: content/a.md\nmsgctxt "3d"\nmsgid "Law"\nmsgstr ""\n'
    )


def test_header_of_a_new_catalog() -> None:
    """A new catalog names its language as folders do, and takes its plural forms from Babel."""
    header = new_header(EDITION, CHINESE)
    assert (header["Language"], header["Language-Team"]) == ("zh_Hans", "简体中文")
    assert header["Plural-Forms"] == "nplurals=1; plural=0;"
    assert new_header(EDITION, GERMAN)["Plural-Forms"] == "nplurals=2; plural=(n != 1);"
    assert parse_po(write_po(Catalog(header)), "x.po") == (Catalog(header), [])

"""`check` finds what is wrong with translations, ids that vanished, and characters without a glyph."""

import re

import pytest
from builds import PAGES
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small import add_catalog, add_language, complaints, edit

from press.build import build
from press.desk import update_all
from press.inspection import inspect

STEPS = "Reply within {reply_weeks} weeks. Then press `Save`, as [](#figure/screen) shows."
AIMS = "Reply within 14 days."
FORM = ("minimum-dataset/done/yes", "Yes")
GERMAN = "content/locales/de/LC_MESSAGES"

TRANSLATIONS = [
    ("manual", "steps", STEPS, "Antworten Sie binnen {reply_weeks} Wochen, dann `Save`, siehe [](#figure/screen).", []),
    (
        "manual",
        "steps",
        STEPS,
        "Antworten Sie binnen zwei Wochen, dann `Save`, siehe [](#figure/screen).",
        [
            (
                "content/locales/de/LC_MESSAGES/manual.po:6:1",
                "value-lost",
                "the value {reply_weeks} is missing; readers see the source text",
                "write {reply_weeks} in its place",
            )
        ],
    ),
    (
        "manual",
        "steps",
        STEPS,
        "Antworten Sie binnen {replyweeks} Wochen, dann `Save`, siehe [](#figure/screen).",
        [
            (
                "content/locales/de/LC_MESSAGES/manual.po:6:1",
                "value-invented",
                "{replyweeks} is not a value of this text; readers see the source text",
                "write {reply_weeks}",
            )
        ],
    ),
    (
        "manual",
        "steps",
        STEPS,
        ("Antworten Sie binnen {reply_weeks} Wochen, dann `Save`, siehe [](#figure/screen). {cases}"),
        [
            (
                "content/locales/de/LC_MESSAGES/manual.po:6:1",
                "value-invented",
                "{cases} is not a value of this text; readers see the source text",
                "use one of: reply_weeks",
            )
        ],
    ),
    (
        "manual",
        "steps",
        STEPS,
        ("Antworten Sie binnen {reply_weeks} Wochen, dann `Save`, siehe [](#figure/screen). {{ 7*7 }}"),
        [
            (
                "content/locales/de/LC_MESSAGES/manual.po:6:1",
                "number",
                "numbers differ: 7 not in the source; readers see the source text",
                "state the numbers of the source, in digits",
            ),
            (
                "content/locales/de/LC_MESSAGES/manual.po:6:1",
                "template-code",
                "'{{' is template code; readers see the source text",
                "delete it",
            ),
        ],
    ),
    (
        "manual",
        "steps",
        STEPS,
        "Antworten Sie binnen {reply_weeks} Wochen, dann `Speichern`, siehe [](#figure/screen).",
        [
            (
                "content/locales/de/LC_MESSAGES/manual.po:6:1",
                "label-invented",
                "`Speichern` is not a label of this text; readers see the source text",
                "use one of: Save; a gloss stands in brackets, without back-ticks",
            ),
            (
                "content/locales/de/LC_MESSAGES/manual.po:6:1",
                "label-lost",
                "the official label `Save` is missing; readers see the source text",
                "write `Save`, in English and in back-ticks",
            ),
        ],
    ),
    (
        "manual",
        "steps",
        STEPS,
        "Antworten Sie binnen {reply_weeks} Wochen, dann `Save`, siehe das Bild.",
        [
            (
                "content/locales/de/LC_MESSAGES/manual.po:6:1",
                "link-lost",
                "the link to '#figure/screen' is missing",
                "write [text](#figure/screen)",
            )
        ],
    ),
    (
        "manual",
        "steps",
        STEPS,
        "Antworten Sie binnen {reply_weeks} Wochen, dann `Save`, siehe [](#figure/scren).",
        [
            (
                "content/locales/de/LC_MESSAGES/manual.po:6:1",
                "link-invented",
                "the link to '#figure/scren' is not in the source; readers see the source text",
                "did you mean '#figure/screen'?",
            ),
            (
                "content/locales/de/LC_MESSAGES/manual.po:6:1",
                "link-lost",
                "the link to '#figure/screen' is missing",
                "write [text](#figure/screen)",
            ),
        ],
    ),
    (
        "manual",
        "steps",
        STEPS,
        ("Antworten Sie binnen {reply_weeks} Wochen, dann `Save`, siehe [](#figure/screen). [hier](javascript:x)"),
        [
            (
                "content/locales/de/LC_MESSAGES/manual.po:6:1",
                "link-invented",
                "the link to 'javascript:' is not in the source; readers see the source text",
                "use one of: #figure/screen",
            ),
            (
                "content/locales/de/LC_MESSAGES/manual.po:6:1",
                "markup",
                "readers would see ](",
                "close what you open, and put punctuation outside: **word**:",
            ),
        ],
    ),
    (
        "manual",
        "steps",
        STEPS,
        (
            "Antworten Sie binnen {reply_weeks} Wochen, dann `Save`, siehe [](#figure/screen). "
            "[hier](https://evil.example)"
        ),
        [
            (
                "content/locales/de/LC_MESSAGES/manual.po:6:1",
                "link-invented",
                "the link to 'https://evil.example' is not in the source; readers see the source text",
                "use one of: #figure/screen",
            )
        ],
    ),
    (
        "manual",
        "steps",
        STEPS,
        (
            "Antworten Sie binnen {reply_weeks} Wochen, dann `Save`, siehe [](#figure/screen). "
            "![](https://evil.example/x.png)"
        ),
        [
            (
                "content/locales/de/LC_MESSAGES/manual.po:6:1",
                "image",
                "an image; readers see the source text",
                "put a blank between '!' and '[', or delete it",
            ),
            (
                "content/locales/de/LC_MESSAGES/manual.po:6:1",
                "link-empty",
                "the link to 'https://evil.example/x.png' shows no text",
                "write it between [ and ]",
            ),
            (
                "content/locales/de/LC_MESSAGES/manual.po:6:1",
                "link-invented",
                ("the link to 'https://evil.example/x.png' is not in the source; readers see the source text"),
                "use one of: #figure/screen",
            ),
        ],
    ),
    ("manual", "aims", AIMS, "Antworten Sie binnen 14 Tagen.", []),
    (
        "manual",
        "aims",
        AIMS,
        "Antworten Sie binnen 41 Tagen.",
        [
            (
                "content/locales/de/LC_MESSAGES/manual.po:6:1",
                "number",
                "numbers differ: 14 missing and 41 not in the source; readers see the source text",
                "state the numbers of the source, in digits",
            )
        ],
    ),
    (
        "manual",
        "aims",
        AIMS,
        "Antworten Sie <b>binnen</b> 14 Tagen.",
        [
            (
                "content/locales/de/LC_MESSAGES/manual.po:6:1",
                "html",
                "HTML in the text: <b> </b>; readers see the source text",
                "delete it; bold is **…**",
            )
        ],
    ),
    (
        "manual",
        "aims",
        AIMS,
        "Antworten Sie binnen 14 \u202eTagen.",
        [
            (
                "content/locales/de/LC_MESSAGES/manual.po:6:1",
                "characters",
                "invisible or unassigned characters: U+202E; readers see the source text",
                "delete them",
            )
        ],
    ),
    (
        "manual",
        "aims",
        AIMS,
        "Antworten Sie binnen 14 Tagen 證.",
        [
            (
                "content/locales/de/LC_MESSAGES/manual.po:6:1",
                "glyph-missing",
                "no font of this language has '證' (U+8B49, CJK UNIFIED IDEOGRAPH-8B49); texts with it: 1",
                "write it in another way, or add a font in content/languages.yaml",
            ),
            (
                "content/locales/de/LC_MESSAGES/manual.po:6:1: warning",
                "foreign-letters",
                "letters of another script in '證': 證 (U+8B49 CJK UNIFIED IDEOGRAPH-8B49)",
                "write the letter of this language",
            ),
        ],
    ),
    (
        "manual",
        "aims",
        AIMS,
        "Reply within 14 days.",
        [
            (
                "content/locales/de/LC_MESSAGES/manual.po:6:1: warning",
                "untranslated",
                "the translation repeats the source text",
                "translate it, or leave it empty until it is translated",
            )
        ],
    ),
    (
        "manual",
        "aims",
        AIMS,
        "Reply " * 200,
        [
            (
                "content/locales/de/LC_MESSAGES/manual.po:6:1",
                "too-long",
                "the translation has 1200 characters, its source 21; readers see the source text",
                "translate this text alone",
            ),
            (
                "content/locales/de/LC_MESSAGES/manual.po:6:1: warning",
                "doubled-word",
                "'Reply' stands twice",
                "delete one",
            ),
        ],
    ),
    ("manual", "glossary/facility", "A place that applies.", "Ein Ort, der sich bewirbt.", []),
    (
        "manual",
        "introduction",
        "This is for every facility. It has {core_questions} core questions, in [](#checklist).",
        "Für jede Anlage. Es hat {core_questions} Kernfragen, in [](#checklist).",
        [
            (
                "content/locales/de/LC_MESSAGES/manual.po:6:1: warning",
                "term",
                "'facility' is not rendered as the glossary says",
                "use: Einrichtung",
            ),
            (
                "content/locales/de/LC_MESSAGES/manual.po:6:1: warning",
                "term-forbidden",
                "'Anlage' is not to be used for 'facility'",
                "use: Einrichtung",
            ),
        ],
    ),
    (
        "forms",
        "minimum-dataset/done/yes",
        "Yes",
        "Ja, das ist so geschehen und vermerkt",
        [
            (
                "content/locales/de/LC_MESSAGES/forms.po:6:1: warning",
                "too-wide",
                "37 characters, 24 fit: 'Ja, das ist so geschehen und vermerkt'",
                "shorten it",
            )
        ],
    ),
]


@pytest.mark.parametrize(("domain", "context", "source", "translation", "expected"), TRANSLATIONS)
def test_translations(project, domain, context, source, translation, expected):
    """What a translation lost, invented or changed is reported at its line, with what to write."""
    edit(project.root, "content/manual/introduction.md", "One aim is short.", AIMS)
    renderings = project.locales / "de" / "glossary.yaml"
    add_catalog(project.root, "de", (context, source, translation), domain=domain)
    renderings.write_text("facility:\n  accept: [Einrichtung]\n  forbid: [Anlage]\n", encoding="utf-8")
    assert complaints(project) == expected


BROKEN = [
    (
        'msgstr "Ziele"',
        'msgstr "Ziele',
        [
            (
                "content/locales/de/LC_MESSAGES/manual.po:6:14",
                "po-unterminated",
                "the closing quotation mark is missing",
                'write " at the end of the line',
            )
        ],
    ),
    (
        'msgstr "Ziele"',
        'msgstr "Zie"le"',
        [
            (
                "content/locales/de/LC_MESSAGES/manual.po:6:13",
                "po-after-text",
                "something stands after the closing quotation mark",
                'write \\" for a quotation mark inside a text',
            )
        ],
    ),
    (
        'msgid "Aims"\n',
        "",
        [
            (
                "content/locales/de/LC_MESSAGES/manual.po:5:1",
                "po-order",
                "no msgid stands before this msgstr",
                "write it on the line above",
            )
        ],
    ),
    (
        'msgstr "Ziele"\n',
        "",
        [
            (
                "content/locales/de/LC_MESSAGES/manual.po:5:1",
                "po-incomplete",
                "no msgstr follows this msgid",
                'add msgstr "", or delete the entry',
            )
        ],
    ),
    (
        'msgstr "Ziele"',
        'mgstr "Ziele"',
        [
            (
                "content/locales/de/LC_MESSAGES/manual.po:6:1",
                "po-keyword",
                "'mgstr' is not a keyword of a catalog",
                "did you mean 'msgstr'?",
            )
        ],
    ),
    (
        'msgstr "Ziele"',
        'msgstr[0] "Ziele"',
        [
            (
                "content/locales/de/LC_MESSAGES/manual.po:6:1",
                "po-plural",
                "plural forms are not supported",
                "write one message for each number",
            )
        ],
    ),
    (
        'msgstr "Ziele"',
        'msgstr "Zi\\ele"',
        [
            (
                "content/locales/de/LC_MESSAGES/manual.po:6:11",
                "po-escape",
                "'\\e' is not an escape that a catalog knows",
                "write \\\\ for a backslash, other signs as they are",
            )
        ],
    ),
    (
        'msgctxt "aims"\nmsgid "Aims"',
        '<<<<<<< a\n=======\n>>>>>>> b\nmsgctxt "aims"\nmsgid "Aims"',
        [
            (
                "content/locales/de/LC_MESSAGES/manual.po:4:1",
                "po-conflict",
                "a merge conflict begins here",
                "keep one of the two versions and delete the marks",
            )
        ],
    ),
]


@pytest.mark.parametrize(("old", "new", "expected"), BROKEN)
def test_broken_catalogs(project, old, new, expected):
    """What can't be read of a catalog is reported with line and column; the other entries are read."""
    path = add_catalog(project.root, "de", ("aims", "Aims", "Ziele"), ("aims", "One aim is short.", "Kurz <b>."))
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    found = complaints(project)
    assert [each for each in found if each[1].startswith("po-")] == expected
    assert [each[1] for each in found if not each[1].startswith("po-")] == ["html"]


def test_a_catalog_in_another_encoding(project):
    """A catalog that is not UTF-8 is one problem of its language, with the line."""
    path = add_catalog(project.root, "de", ("aims", "Aims", "Grüße"))
    path.write_bytes(path.read_text(encoding="utf-8").encode("latin-1"))
    (problem,) = [each for each in inspect(project) if each.code != "incomplete"]
    assert (str(problem.origin), problem.code, problem.language) == (f"{GERMAN}/manual.po:6", "encoding", "de")


def test_a_catalog_that_is_too_large(project):
    """A catalog of a hundred million characters is refused at once."""
    path = add_catalog(project.root, "de")
    with path.open("r+b") as file:
        file.truncate(100_000_000)
    assert [each[:2] for each in complaints(project)] == [(f"{GERMAN}/manual.po", "file-size")]


def test_no_language_hides_another(project):
    """Each language has its own problems, however broken the others are, and bears their tag."""
    add_language(project.root, "fr", "Français")
    add_language(project.root, "it", "Italiano")
    add_catalog(project.root, "de", ("aims", "Aims", "<b>Ziele</b>"))
    add_catalog(project.root, "fr").write_bytes(b"\xff\xfe\x00")
    add_catalog(project.root, "it", ("steps", STEPS, "Scrivete"))
    found = {(p.language, p.code) for p in inspect(project) if p.severity == "error"}
    assert found >= {("de", "html"), ("fr", "encoding"), ("it", "value-lost")}
    assert {language for language, _code in found} == {"de", "fr", "it"}


def test_a_broken_language_stops_no_other(project):
    """A build makes the pages of all languages: what is broken is shown in English, and the rest as translated."""
    add_language(project.root, "fr", "Français")
    add_catalog(project.root, "de", ("aims", "Aims", "Ziele"))
    add_catalog(project.root, "fr", ("aims", "Aims", "Buts")).write_bytes(b"\xff\xfe\x00")
    report = build(project, PAGES, 1)
    assert report.published
    assert [(p.language, p.code) for p in report.problems] == [("fr", "encoding")]
    assert "Ziele" in (project.output / "de" / "manual.html").read_text(encoding="utf-8")
    assert "Aims" in (project.output / "fr" / "manual.html").read_text(encoding="utf-8")


def test_errors_of_the_content_hide_no_translation(project):
    """A reference that leads nowhere and a translation that lost a value are reported together."""
    edit(project.root, "content/manual/platform.md", "[](#steps)", "[](#stepps)")
    add_catalog(project.root, "de", ("steps", STEPS, "Bald."))
    assert {"reference", "value-lost"} <= {code for _place, code, _message, _hint in complaints(project)}


def test_what_is_lacking_is_told_in_one_line(project):
    """A language that is not complete is one warning, with the counts of `messages status`."""
    problems = inspect(project)
    assert [(str(p.origin), p.code, p.severity, p.language) for p in problems] == [
        ("content/locales/de", "incomplete", "warning", "de")
    ]
    places = ", ".join([r"(?:content|templates|press)/[\w./-]+:\d+"] * 3)
    assert re.fullmatch(rf"not every text is translated: \d+ missing \({places}, …\)", problems[0].message)
    assert problems[0].hint.startswith("run 'make messages', then translate")


def test_what_is_lacking_has_places(project):
    """Each state names its first three places in the catalogs; that these are behind is only said if they are."""
    update_all(project)
    edit(project.root, f"{GERMAN}/manual.po", 'msgid "Aims"\nmsgstr ""', 'msgid "Aims"\nmsgstr "Ziele"')
    edit(project.root, "content/manual/introduction.md", "## Aims", "## The aims")
    update_all(project)
    manual, forms = (
        (project.locales / "de" / "LC_MESSAGES" / name).read_text(encoding="utf-8").split("\n")
        for name in ("manual.po", "forms.po")
    )
    empty = [number for number, line in enumerate(forms, 1) if line == 'msgstr ""'][1:4]  # after the header
    (problem,) = inspect(project)
    places = "".join(f"{GERMAN}/forms.po:{number}, " for number in empty)
    outdated = manual.index('msgid "The aims"') + 2
    assert re.fullmatch(
        rf"not every text is translated: \d+ missing \({places}…\), 1 outdated \({GERMAN}/manual.po:{outdated}\)",
        problem.message,
    )
    assert problem.hint == "translate what is empty or fuzzy"


def rename_steps(project):
    """Give the section `steps` another id, and let all references follow."""
    edit(project.root, "content/manual/process.md", "{#steps}", "{#stages}")
    edit(project.root, "content/manual/platform.md", "[](#steps)", "[](#stages)")


def test_an_id_that_vanished(project):
    """An id of the committed templates that is gone is reported where it stood, with the ways to mend it."""
    update_all(project)
    rename_steps(project)
    line = (project.locales / "manual.pot").read_text(encoding="utf-8").split('msgctxt "steps"')[0].count("\n") + 3
    assert complaints(project) == [
        (
            f"content/locales/manual.pot:{line}:1",
            "id-vanished",
            "the id 'steps' is gone from the content",
            "bring it back; or add 'steps: <new id>' to content/renamed.yaml (did you mean 'stages'?); "
            "or, if nothing takes its place, run 'make messages'",
        )
    ]


def test_what_an_id_may_have_become(project):
    """Only ids that are new are named for one that is gone: first those that stand at the same place."""
    edit(project.root, "content/manual/platform.md", "{#saving}", "{#first-names}")
    update_all(project)
    edit(project.root, "content/forms/minimum-dataset.yaml", "id: first-name,", "id: given-name,")
    edit(project.root, "content/manual/platform.md", "{#platform}", "{#minimum-dataset-first-name}")
    hints = {message.split("'")[1]: hint for _place, _code, message, hint in complaints(project)}
    assert "(did you mean 'minimum-dataset/given-name'?)" in hints["minimum-dataset/first-name"]
    assert "(no new id is similar)" in hints["platform"]


def test_an_id_that_was_renamed(project):
    """With an entry in renamed.yaml, of the id or of one above it, nothing is wrong."""
    update_all(project)
    rename_steps(project)
    edit(project.root, "content/renamed.yaml", "renamed: {}", "renamed: {steps: stages}")
    assert complaints(project) == []


def test_ids_below_a_renamed_one(project):
    """Sub-items follow their criterion."""
    update_all(project)
    edit(project.root, "content/standards.yaml", "id: 1b", "id: 1c")
    assert [message for _place, _code, message, _hint in complaints(project)] == [
        f"the id '{name}' is gone from the content" for name in ("1b", "1b/i", "1b/ii")
    ]
    edit(project.root, "content/renamed.yaml", "renamed: {}", "renamed: {1b: 1c}")
    assert complaints(project) == []


def test_an_id_that_is_dropped_for_good(project):
    """After the templates were brought up to date nobody is asked again."""
    update_all(project)
    rename_steps(project)
    update_all(project)
    assert complaints(project) == []


def test_a_changed_text_is_no_vanished_id(project):
    """Texts may change at will: only ids are promised."""
    update_all(project)
    edit(project.root, "content/manual/introduction.md", "One aim is short.", "Two aims are short.")
    assert complaints(project) == []


def test_broken_templates_for_translators(project):
    """A template that can't be read is reported, like a catalog."""
    update_all(project)
    edit(project.root, "content/locales/manual.pot", 'msgctxt "steps"', 'msgctxt steps"')
    assert ("content/locales/manual.pot", "po-text") in {
        (place.split(":")[0], code) for place, code, _message, _hint in complaints(project)
    }


def test_characters_of_the_source(project):
    """A character that the fonts of the source language lack is reported where it stands."""
    edit(project.root, "content/forms/minimum-dataset.yaml", "label: Patient", "label: Patient 證")
    assert complaints(project) == [
        (
            "content/forms/minimum-dataset.yaml:7:12",
            "glyph",
            "the fonts of en cannot show 證 (U+8B49)",
            "use another character, or add a font to templates/fonts.yaml",
        )
    ]


def test_an_id_of_the_interface_with_two_texts(project):
    """Two texts of templates under one id are reported: a translator could give only one of them."""
    (project.templates / "web" / "extra.html.jinja").write_text(
        "{{ t('interface/mark-missing', 'Something else') }}\n", encoding="utf-8"
    )
    (problem,) = complaints(project)
    assert problem[1] == "interface-id"
    assert "'interface/mark-missing' says" in problem[2]


def test_folders_of_no_language(project):
    """A folder that belongs to no language is reported with the name it should have."""
    add_catalog(project.root, "de_DE_", ("aims", "Aims", "Ziele"))
    assert [each[:2] for each in complaints(project)] == [("content/locales/de_DE_", "folder-unknown")]


def test_renderings_of_terms_that_are_none(project):
    """A rendering of a term that the glossary lacks is reported with the nearest one."""
    path = project.locales / "de" / "glossary.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("facilty:\n  accept: [Einrichtung]\n", encoding="utf-8")
    message = "content/glossary.yaml has no term 'facilty'"
    assert complaints(project) == [
        ("content/locales/de/glossary.yaml:1:1", "unknown-term", message, "did you mean 'facility'?")
    ]


@pytest.mark.parametrize("old", ["fonts: [text]"])
def test_without_fonts_that_alone_is_said(project, old):
    """Where no font is known, not every text is reported for its letters."""
    edit(project.root, "content/languages.yaml", old, "fonts: [tetx]")
    assert [code for _place, code, _message, _hint in complaints(project)] == ["font-family", "font-family"]


PIECES = ("{#x}", "{", "[](#a)", "](", "| a |", ":::", ":::{figure} screen", "# ", "## ", "- ", ": ", "&a ", "'", '"')
PIECES += (
    "\\",
    "\0",
    "\u202e",
    "<b>",
    "[]",
    "{}",
    "-1",
    "yes",
    "證",
    "{cases}",
    "{number}",
    "---",
    "a: b",
    "msgid",
    "",
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_mistake_is_an_exception(project, data):
    """Whatever happens to a line of a file, what is wrong is told with place and remedy; what passes is built."""
    if not project.locales.exists():
        add_catalog(project.root, "de", ("aims", "Aims", "Ziele"), ("steps", "Steps", "Schritte"))
        update_all(project)
    path = data.draw(st.sampled_from(sorted(path for path in project.content.rglob("*") if path.is_file())))
    before = path.read_text(encoding="utf-8")
    lines = before.split("\n")
    index = data.draw(st.integers(0, len(lines) - 1))
    cut = data.draw(st.integers(0, len(lines[index])))
    lines[index] = lines[index][:cut] + data.draw(st.sampled_from(PIECES)) + data.draw(st.sampled_from(PIECES))
    path.write_text("\n".join(lines), encoding="utf-8")
    try:
        found = inspect(project)
        assert all(problem.message and problem.hint and problem.origin.path for problem in found)
        if not any(problem.severity == "error" for problem in found):
            assert build(project, PAGES, 1).published
    finally:
        path.write_text(before, encoding="utf-8")

"""The checks of translations: what each finds in a language, with its place, and what it leaves alone."""

import re
from pathlib import Path

import pytest

from press.checks import (
    CHECKS,
    CheckContext,
    Pair,
    Rendering,
    brackets,
    copies,
    dates,
    endings,
    glossary,
    glyphs,
    lengths,
    read_habits,
    read_renderings,
    run_checks,
    scripts,
    typography,
    unseen,
)
from press.checks import pairs as pairs_check
from press.checks.glossary import TermFinder
from press.checks.lengths import width
from press.model import Language, State, Term
from press.problems import Origin
from press.project import Project
from press.translation.messages import Message

ROOT = Path(__file__).resolve().parent.parent
PLACE = Origin("content/locales/xx/LC_MESSAGES/manual.po", 12, 1)
QUOTES = {
    "ru": ("«", "»", "„", "“"),
    "el": ("«", "»", "“", "”"),
    "pl": ("„", "”", "«", "»"),
    "sv": ("”", "”", "’", "’"),
    "ko": ("“", "”", "‘", "’"),
    "de": ("„", "“", "‚", "‘"),
    "fr": ("«", "»", "“", "”"),
    "es": ("«", "»", "“", "”"),
    "it": ("«", "»", "“", "”"),
    "tr": ("“", "”", "‘", "’"),
    "ar": ("«", "»", "“", "”"),
    "zh-Hans": ("“", "”", "‘", "’"),
    "ja": ("「", "」", "『", "』"),
}
TERMS = tuple(
    Term(id=name, term=match[0], match=match)
    for name, match in {
        "facility": ("facility", "facilities"),
        "criterion": ("criterion", "criteria"),
        "core-criterion": ("core criterion", "core criteria"),
        "standards": ("Standards",),
        "mds": ("MDS",),
        "io": ("IO",),
    }.items()
)
RENDERINGS = {
    "facility": Rendering(accept=("Einrichtung",), forbid=("Fazilität",)),
    "criterion": Rendering(accept=("Kriteri",), forbid=("Norm",)),
    "core-criterion": Rendering(accept=("Kernkriteri",)),
    "standards": Rendering(accept=("Standards", "Normen")),
    "mds": Rendering(accept=("MDS",)),
    "io": Rendering(accept=("IO",)),
}
LATIN = frozenset(range(0x20, 0x180)) | frozenset(map(ord, "„“”‚‘’–…«»"))


def language(tag: str) -> Language:
    return Language(tag=tag, name=tag, state="draft", fonts=("text",), quotes=QUOTES[tag])


def pair(source: str, translation: str, state: State = "current", limit: int | None = None) -> Pair:
    message = Message("manual", "x", source, "Paragraph", Origin("content/x.md", 1), limit=limit)
    return Pair(message, translation, state, PLACE)


def context(tag: str, *pairs: Pair, **fields: object) -> CheckContext:
    habits, problems = read_habits(Project(ROOT), language(tag))
    assert problems == []
    return CheckContext(language(tag), pairs, habits=habits, **fields)


def codes(check: object, *args: object, **fields: object) -> str:
    return " ".join(problem.code for problem in check.check(context(*args, **fields)))


# the checks as a family


def examples() -> list[tuple[object, str, str, str]]:
    """The lines PASS and FAIL of each check's docstring."""
    found = []
    for check in CHECKS:
        lines = re.findall(r"^(PASS|FAIL)  (.+) → (.+)$", check.__doc__, re.MULTILINE)
        found += [(check, *line) for line in lines]
    return found


@pytest.mark.parametrize(("check", "verdict", "source", "translation"), examples())
def test_documentation_is_true(check: object, verdict: str, source: str, translation: str) -> None:
    """Each example in a check's docstring passes or fails as it says, in German, with room for 24 characters."""
    found = codes(
        check,
        "de",
        pair(source, translation, limit=24 if check is lengths else None),
        terms=TERMS,
        renderings=RENDERINGS,
        coverage=LATIN,
    )
    assert ("FAIL" if found else "PASS") == verdict


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.ID)
def test_every_check_is_documented(check: object) -> None:
    """A check bears its module's name and shows at least one text that passes and one that fails."""
    assert check.__name__.rpartition(".")[2] == check.ID
    assert {verdict for each, verdict, *_ in examples() if each is check} == {"PASS", "FAIL"}


def test_problems_have_place_and_language() -> None:
    """A problem points to the catalog's line and names the language."""
    (problem,) = run_checks(context("de", pair("within 2 weeks", "in 3 Wochen")))
    assert str(problem) == (
        "content/locales/xx/LC_MESSAGES/manual.po:12:1: error: numbers differ: 2 missing and 3 not in the source; "
        "readers see the source text; state the numbers of the source, in digits [number]"
    )
    assert problem.language == "de"


def test_missing_translations_are_no_problem() -> None:
    """What is not translated yet is counted elsewhere, not complained about here."""
    rows = (pair("The facility, within 2 weeks", ""), pair("The facility", "x", "missing"))
    assert run_checks(context("de", *rows, terms=TERMS, renderings=RENDERINGS, coverage=LATIN)) == []


def test_outdated_translations_are_compared_with_care() -> None:
    """An outdated translation is not asked for terms of a source it was not made from, but must not mislead."""
    message = Message("manual", "x", "The facility replies in 2 weeks.", "Paragraph", PLACE)
    rows = [
        Pair(message, "Antwort in 2 Wochen.", "outdated", PLACE, "Reply in 2 weeks."),
        Pair(message, "Antwort in 3 Wochen.", "outdated", PLACE, "Reply in 3 weeks."),
    ]
    found = run_checks(context("de", *rows, terms=TERMS, renderings=RENDERINGS))
    assert [problem.code for problem in found] == ["number", "outdated-fact"]


# glossary


@pytest.mark.parametrize(
    ("source", "translation", "expected"),
    [
        ("Your facility", "Ihre Einrichtungen", ""),
        ("Your facility", "Ihre EINRICHTUNG", ""),
        ("Your facility", "Ihre Ein\u00adrich\u00adtung", ""),
        ("Your facility", "Ihre **Einrich**tung", ""),
        ("Facilities", "Häuser", "term"),
        ("The facility’s data", "Daten der Einrichtung", ""),
        ("A self-facility", "Etwas", ""),
        ("All core criteria", "Alle Kernkriterien", ""),
        ("All core criteria", "Alle Kriterien", "term"),
        ("Core criteria and other criteria", "Kernkriterien und andere Punkte", ""),
        ("core. Criteria", "Kern. Kriterien", ""),
        ("A standard form", "Ein Vordruck", ""),
        ("The Standards", "Die Regeln", "term"),
        ("MDS and IO", "MDS und IO", ""),
        ("The MDS", "Der Mds", "term"),
        ("IO", "Funktion", "term"),
        ("io", "Funktion", ""),
        ("Press `Facility`", "Drücken Sie `Facility`", ""),
        ("See [the facility](#x)", "Siehe [die Einrichtung](#x)", ""),
        ("The facility", "Die Einrichtung (Fazilitäten)", "term-forbidden"),
        ("The criteria", "Die Kriterien, eine Norm", "term-forbidden"),
        ("The criteria", "Die enormen Kriterien", ""),
        ("The criteria of the Standards", "Die Kriterien der Normen", ""),
    ],
)
def test_glossary(source: str, translation: str, expected: str) -> None:
    """Terms are found by whole words, the longest first, and their renderings in every inflection."""
    found = codes(glossary, "de", pair(source, translation), terms=TERMS, renderings=RENDERINGS)
    assert found == expected


@pytest.mark.parametrize(
    ("tag", "accept", "forbid", "translation", "expected"),
    [
        ("ar", "المنشأة", "مرفق", "بيانات المُنْشَأة", ""),
        ("ar", "منشأة", "مرفق", "بيانات المرفق", "term term-forbidden"),
        ("zh-Hans", "医疗机构", "设施", "您的医疗机构", ""),
        ("zh-Hans", "医疗机构", "设施", "您的设施", "term term-forbidden"),
        ("tr", "işletme", "tesis", "İŞLETME", ""),
        ("fr", "l’établissement", "facilité", "l'Établissement", ""),
    ],
)
def test_glossary_in_other_scripts(tag: str, accept: str, forbid: str, translation: str, expected: str) -> None:
    """Vowel signs, capitals and apostrophes make no difference; scripts without capitals run words together."""
    renderings = {"facility": Rendering(accept=(accept,), forbid=(forbid,))}
    assert codes(glossary, tag, pair("facility", translation), terms=TERMS, renderings=renderings) == expected


def test_glossary_hint() -> None:
    """The translator is told which word was found and what to write."""
    row = pair("All Facilities", "Alle Häuser")
    found = list(glossary.check(context("de", row, terms=TERMS, renderings=RENDERINGS)))
    assert [(problem.message, problem.hint) for problem in found] == [
        ("'Facilities' is not rendered as the glossary says", "use: Einrichtung")
    ]


def test_terms_are_found_once() -> None:
    """A longer term hides the shorter one only where it stands."""
    finder = TermFinder(TERMS)
    assert finder.find("core criteria") == {"core-criterion": "core criteria"}
    assert finder.find("Core criteria, then criteria") == {"core-criterion": "Core criteria", "criterion": "criteria"}


# renderings


def test_renderings_are_read_with_places(tmp_path: Path) -> None:
    """Unknown keys, unknown terms and empty forms are reported with file, line and column; the rest is used."""
    file = tmp_path / "content" / "locales" / "zh_Hans" / "glossary.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(
        "facility:\n  accept: 医疗机构\ncriterion:\n  acept: [条款]\nfacilty:\n  accept: [x]\nmds:\n  accept: ['']\n",
        encoding="utf-8",
    )
    renderings, problems = read_renderings(Project(tmp_path), language("zh-Hans"), TERMS)
    assert renderings["facility"] == Rendering(accept=("医疗机构",))
    assert [(str(p.origin), p.code, p.hint) for p in sorted(problems)] == [
        ("content/locales/zh_Hans/glossary.yaml:4:3", "yaml-unknown-key", "did you mean 'accept'?"),
        ("content/locales/zh_Hans/glossary.yaml:5:1", "unknown-term", "did you mean 'facility'?"),
        ("content/locales/zh_Hans/glossary.yaml:8:11", "yaml-value", "correct the value"),
    ]


def test_a_language_may_have_no_renderings(tmp_path: Path) -> None:
    """Without the file nothing is watched and nothing is wrong."""
    assert read_renderings(Project(tmp_path), language("de"), TERMS) == ({}, [])


@pytest.mark.parametrize("text", ["- a\n- b\n", "word\n"])
def test_renderings_must_be_a_mapping(tmp_path: Path, text: str) -> None:
    """A list or a word where records belong is one problem, not an exception."""
    file = tmp_path / "content" / "locales" / "de" / "glossary.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    renderings, problems = read_renderings(Project(tmp_path), language("de"))
    assert (renderings, [problem.code for problem in problems]) == ({}, ["yaml-value"])


def test_glyphs() -> None:
    """A missing character is reported once, with its name and the number of texts."""
    rows = [pair("Evidence", "Nachweis 證"), pair("Proof", "證"), pair("Mark", "☑")]
    found = list(glyphs.check(context("de", *rows, coverage=LATIN)))
    assert [problem.message for problem in found] == [
        "no font of this language has '證' (U+8B49, CJK UNIFIED IDEOGRAPH-8B49); texts with it: 2",
        "no font of this language has '☑' (U+2611, BALLOT BOX WITH CHECK); texts with it: 1",
    ]


@pytest.mark.parametrize("text", ["a\u00a0b\u202fc\u00adc\u200d\u200f\u2009", "Press `證` and [](#x)", "e\u0301"])
def test_glyphs_that_are_not_drawn(text: str) -> None:
    """Blanks and joiners need no glyph, nor do letters that the shaper composes; labels are English."""
    assert codes(glyphs, "de", pair("x", text), coverage=LATIN | {0x301}) == ""


def test_composed_letters_need_no_glyph_of_their_own() -> None:
    """A letter that the font has in parts is shown."""
    assert codes(glyphs, "de", pair("x", "ǿ"), coverage=frozenset(map(ord, "o\u0301\u00f8"))) == ""
    assert codes(glyphs, "de", pair("x", "ǿ"), coverage=frozenset(map(ord, "o"))) == "glyph-missing"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("word", 4), ("医疗", 4), ("Wör\u00adter", 6), ("مُنشأة", 5), ("e\u0301", 1)],
)
def test_width(text: str, expected: int) -> None:
    """Wide characters count twice, marks and soft hyphens not at all."""
    assert width(text) == expected


@pytest.mark.parametrize(
    ("source", "translation", "limit", "expected"),
    [
        ("Date", "Datum", 6, ""),
        ("Date", "**Datum**", 6, ""),
        ("Date", "Zeitpunkt", 6, "too-wide"),
        ("Date", "日期的时间", 6, "too-wide"),
        ("Date of birth", "Geburtsdatum", 6, ""),
        ("Date", "Zeitpunkt", None, ""),
    ],
)
def test_lengths(source: str, translation: str, limit: int | None, expected: str) -> None:
    """A label is measured without its markup, and never against less than its source."""
    assert codes(lengths, "de", pair(source, translation, limit=limit)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Open the email and read it", "untranslated"),
        ("Internal Case Review", ""),
        ("International Classification of Diseases", ""),
        ("`My Profile` `Save` `Documents`", ""),
        ("TNM 8, ICD-10, ECOG 0–4", ""),
        ("{email} {phone} {website}", ""),
        ("Hospital general", ""),
    ],
)
def test_copies(text: str, expected: str) -> None:
    """Only a sentence that was left in English is reported, not names, codes, labels and values."""
    assert codes(copies, "de", pair(text, text)) == expected


# typography


@pytest.mark.parametrize(
    ("tag", "translation", "expected"),
    [
        ("de", "Der „Bericht“ ist ‚neu‘.", ""),
        ("de", "Der „Bericht” ist neu.", "foreign-quotes"),
        ("de", "Der «Bericht» ist neu.", "foreign-quotes"),
        ("de", 'Der "Bericht" ist neu.', "straight-quotes"),
        ("de", "Der 'neue Bericht' ist da.", "straight-quotes"),
        ("de", 'Ein 14" großer Bildschirm', ""),
        ("de", "Drücken Sie `Save`, dann `Send`.", ""),
        ("de", "Siehe [](#x) , bitte.", "blank-before-mark"),
        ("de", "Personen, die die Akte führen", ""),
        ("de", "Das ist ist neu", "doubled-word"),
        ("de", "Vor-Ort-Ort", ""),
        ("de", "z.B. so", "abbreviation-space"),
        ("de", "z.\u00a0B. {complete_percent}\u00a0%", ""),
        ("de", "{complete_percent}%", "percent-space"),
        ("de", "Ort - Datum", "dash"),
        ("de", "Ort – Datum, 8-12, Vor-Ort-Audit", ""),
        ("fr", "Note\u00a0: « non »", "guillemet-space"),
        ("fr", "Note\u00a0: «\u00a0oui\u00a0»\u202f!", ""),
        ("fr", "Note: oui", "high-mark-space"),
        ("fr", "Appuyez sur `Save`: oui", "high-mark-space"),
        ("fr", "Note : oui", "high-mark-break"),
        ("fr", "De 9:00, voir https://www.iasios.org", ""),
        ("fr", "Vous vous engagez\u202f; l’équipe", ""),
        ("fr", "l'équipe", "straight-apostrophe"),
        ("es", "¿Está completo?", ""),
        ("es", "Está completo?", "opening-mark"),
        ("it", "«Salva» al 100%", ""),
        ("it", "« Salva » al 100 %", "percent-space guillemet-space"),
        ("tr", "tek tek %100", ""),
        ("tr", "100% tamam", "percent-place"),
        ("ar", "هل اكتمل؟ نعم، اكتمل.", ""),
        ("ar", "هل اكتمل? نعم, اكتمل.", "foreign-mark"),
        ("ar", "٣٠ حالة", "foreign-digit"),
        ("ar", "«الحفظ» (3c), (7b)", ""),
        ("zh-Hans", "点击`Save`，查看“条款3c”。", ""),
        ("zh-Hans", "点击 `Save`，查看。", "typed-space"),
        ("zh-Hans", "查看条款 3c。", "typed-space"),
        ("zh-Hans", "查看,然后保存。", "half-width-mark"),
        ("zh-Hans", "查看３０份。", "foreign-digit"),
        ("zh-Hans", "查看「条款」。", "foreign-quotes"),
        ("ja", "「評価項目3c」を確認します。", ""),
        ("ja", "評価項目 3cを確認します.", "half-width-mark typed-space"),
    ],
)
def test_typography(tag: str, translation: str, expected: str) -> None:
    """Each language is held to its own marks and spaces, and to no other's."""
    assert codes(typography, tag, pair("Source", translation)) == expected


def test_doubled_words_of_the_source() -> None:
    """What the source says twice may be said twice."""
    assert codes(typography, "de", pair("No no", "Nein nein")) == "doubled-word"
    assert codes(typography, "de", pair("Baden Baden", "Baden Baden")) == ""


def test_varieties_share_the_habits_of_their_language(tmp_path: Path) -> None:
    """pt-BR follows pt unless it has a record of its own; a pattern that is none is reported with its place."""
    file = tmp_path / "templates" / "typography.yaml"
    file.parent.mkdir()
    rule = "  rules: [{{id: {0}, find: '{1}', message: m, hint: h}}]\n"
    file.write_text(
        "all:\n" + rule.format("a", "x") + "pt:\n" + rule.format("b", "y") + "fr:\n" + rule.format("c", "(")
    )
    variety = language("de").model_copy(update={"tag": "pt-BR"})
    habits, problems = read_habits(Project(tmp_path), variety)
    assert [habit.id for habit in habits.rules] == ["a", "b"]
    assert [(str(p.origin), p.code) for p in problems] == [("templates/typography.yaml:6:25", "yaml-value")]


def test_pairs_tell_what_readers_see() -> None:
    """Only a fatal finding says that the source text is shown."""
    rows = [pair("**All** of it", "Alles"), pair("Press `Save`", "Drücken")]
    found = list(pairs_check.check(context("de", *rows)))
    assert ["readers see the source text" in problem.message for problem in found] == [False, True]


# marks at the end, brackets, scripts, dates


@pytest.mark.parametrize(
    ("tag", "source", "translation", "expected"),
    [
        ("fr", "Is it “new”?", "Est-ce «\u00a0nouveau\u00a0»\u202f?", ""),
        ("es", "Is it new?", "¿Es nuevo?", ""),
        ("ja", "Is it complete?", "完成していますか。", ""),
        ("de", "Is it complete?", "Ist es vollständig.", "end-mark"),
        ("el", "Is it complete?", "Είναι πλήρες;", ""),
        ("ar", "It shows three things.", "وتبيّن ثلاثة أمور:", ""),
        ("de", "Not applicable", "n. z.", ""),
        ("de", "No.", "Nr.", ""),
        ("de", "Loading …", "Wird geladen ...", ""),
        ("de", "Loading …", "Wird geladen.", "end-mark"),
        ("de", "Records (of staff).", "Unterlagen (z. B. Verträge)", ""),
        ("zh-Hans", "Write. We reply.", "请来信。我们会回复", "end-mark"),
        ("zh-Hans", "Write. We reply.", "请来信。我们会“回复”。", ""),
    ],
)
def test_endings(tag: str, source: str, translation: str, expected: str) -> None:
    """Each language ends its texts with its own marks; what another language leaves out by habit is no mistake."""
    assert codes(endings, tag, pair(source, translation)) == expected


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (("das Haus;", "der Hof;", "das Tor."), ""),
        (("das Haus", "der Hof", "das Tor"), ""),
        (("das Haus;", "der Hof", "das Tor."), "list-mark"),
        (("das Haus;", "der Hof;", "das Tor"), ""),
    ],
)
def test_lists_end_in_one_way(items: tuple[str, ...], expected: str) -> None:
    """The items of a list all have a mark at the end or none has; the last may be an exception."""
    sources = ("the house;", "the yard;", "the gate.")
    rows = [pair(source, item) for source, item in zip(sources, items, strict=True)]
    rows = [row._replace(message=row.message._replace(kind="List item")) for row in rows]
    assert codes(endings, "de", *rows) == expected


@pytest.mark.parametrize(
    ("tag", "translation", "expected"),
    [
        ("sv", "En ”rapport” här", ""),
        ("sv", "En ”rapport här", "unbalanced"),
        ("zh-Hans", "报告（MDS)", ""),
        ("zh-Hans", "《报告", "unbalanced"),
        ("fr", "L’équipe («\u00a0IO\u00a0»)", ""),
        ("de", "Der Titel: ‚Neu‘ (sagt die Geschäftsstelle)", ""),
        ("de", "Neu) und (alt", "unbalanced"),
    ],
)
def test_brackets(tag: str, translation: str, expected: str) -> None:
    """Apostrophes are no quotation marks; brackets of both widths go together; a mark may open and close."""
    assert codes(brackets, tag, pair("Source", translation)) == expected


def test_brackets_of_the_source() -> None:
    """What the source leaves open may stay open: the letter of a list, a smiley."""
    assert codes(brackets, "de", pair("a) the form", "a) das Formular")) == ""


@pytest.mark.parametrize(
    ("tag", "translation", "expected"),
    [
        ("ru", "Стандарты IASIOS и IASIOS-центр", ""),
        ("ru", "Стандaрты", "mixed-word"),
        ("ru", "Стандарт ст\u0301андарт", ""),
        ("ja", "インターベンショナルを実施するIASIOS施設", ""),
        ("ja", "インターベンショナル стандарт", "foreign-letters"),
        ("ko", "IASIOS의 기준", ""),
        ("ar", "المعيار 3c وIASIOS", "mixed-word"),
        ("ar", "المعيار 3c ومنصة IASIOS", ""),
        ("de", "Nr. 3ª, 5 µg", ""),
        ("tr", "IASIOS’un İlkeleri", ""),
    ],
)
def test_scripts(tag: str, translation: str, expected: str) -> None:
    """A language may have all its own letters and Latin ones, not those of others, and not both in one word."""
    assert codes(scripts, tag, pair("Source", translation)) == expected


def test_letters_of_the_source_may_stay() -> None:
    """A Greek letter of the source is no mistake in any language."""
    assert codes(scripts, "de", pair("β radiation", "β-Strahlung")) == ""


@pytest.mark.parametrize(
    ("tag", "source", "translation", "expected"),
    [
        ("pl", "By Friday", "do piątku", ""),
        ("pl", "By Friday", "do środy", "date-name"),
        ("de", "Monday–Friday", "Mo–Fr", ""),
        ("de", "By Friday", "Vor der Frist", "date-name"),
        ("ru", "On 3 May 2026", "3 мая 2026 г.", ""),
        ("ja", "On 3 May 2026", "2026年5月3日", ""),
        ("fr", "On 3 May 2026", "le 3 mars 2026", "date-name"),
        ("fr", "You may march on", "Vous pouvez avancer", ""),
    ],
)
def test_dates(tag: str, source: str, translation: str, expected: str) -> None:
    """Days and months are known in every inflection and as numbers; a word that only looks like a month is none."""
    assert codes(dates, tag, pair(source, translation)) == expected


@pytest.mark.parametrize(
    ("tag", "translation", "expected"),
    [
        ("de", "Nach\u00adweis", ""),
        ("fr", "preu\u00adve", "unseen"),
        ("ar", "وثيقة\u200f", "unseen"),
        ("de", "Nachweis\u202e", ""),
    ],
)
def test_unseen(tag: str, translation: str, expected: str) -> None:
    """A language has the characters without width that its record lists; those that reorder are another check's."""
    assert codes(unseen, tag, pair("Evidence", translation)) == expected

"""Rules that compare a source text with its translation: what they find, and above all what they leave alone."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.problems import Origin
from press.translation.messages import Message
from press.translation.pairs import compare, must_hide

# (source, translation, codes in order of the rules); a fatal code is marked with "!".
PAIRS = [
    # numbers
    ("You reply within 2 weeks.", "Sie antworten innerhalb von 2 Wochen.", ""),
    ("You reply within 2 weeks.", "Sie antworten innerhalb von 3 Wochen.", "number!"),
    ("You reply within 2 weeks.", "Sie antworten bald.", "number!"),
    ("You reply within 2 weeks.", "Sie antworten innerhalb von zwei Wochen.", "number!"),
    ("You reply soon.", "Sie antworten innerhalb von 14 Tagen.", "number!"),
    ("You reply within two weeks.", "Sie antworten innerhalb von 2 Wochen.", ""),
    ("You reply within two weeks.", "Sie antworten innerhalb von zwei Wochen.", ""),
    ("You reply within two weeks.", "Sie antworten innerhalb von 3 Wochen.", "number!"),
    ("the first of twenty-four points", "der 1. von 24 Punkten", ""),
    ("You review 30 cases.", "تراجعون ٣٠ حالة.", ""),
    ("You review 30 cases.", "تراجعون 13 حالة.", "number!"),
    ("You review 30 cases.", "审查３０份病例。", ""),
    ("You review 30 cases.", "审查三十份病例。", "number!"),
    ("You review 30 cases of 3 types.", "审查3种类型的30份病例。", ""),
    ("You review 30 cases of 3 types.", "审查30种类型的30份病例。", "number!"),
    ("It takes 8–12 weeks.", "Es dauert 8 bis 12 Wochen.", ""),
    ("It takes 8–12 weeks.", "Cela prend de 8 à 12 semaines.", ""),
    ("It takes 8–12 weeks.", "需要8～12周。", ""),
    ("It takes 8–12 weeks.", "Cela prend de 8 à 10 semaines.", "number!"),
    ("12,345.6 procedures", "12.345,6 Eingriffe", ""),
    ("12,345.6 procedures", "12\u202f345,6 actes", ""),
    ("12,345.6 procedures", "12 345,6 actes", ""),
    ("12,345.6 procedures", "12\u066c345\u066b6 إجراء", ""),
    ("12,345.6 procedures", "12.354,6 Eingriffe", "number!"),
    ("Standard 3, 150 cases", "150 Fälle, Standard 3", ""),
    ("0.5 mg", "0,05 mg", "number!"),
    ("from 9:00 to 17:00", "von 9.00 bis 17.00 Uhr", ""),
    ("from 9:00 to 15:30", "de 9\u00a0h à 15\u00a0h\u00a030", ""),
    ("from 9:00 to 15:30", "上午9：00至下午3：30", "number!"),
    ("from 9:00 to 15:30", "9時00分から15時30分まで", ""),
    ("24 November 2026", "24.11.2026", ""),
    ("24 November 2026", "2026年11月24日", ""),
    ("24 November 2026", "2026年12月24日", "number!"),
    ("100% complete", "%100 tamamlandı", ""),
    ("100% complete", "مكتملة بنسبة 100٪", ""),
    ("The 30 cases: use all 30 of them.", "Die 30 Fälle: verwenden Sie alle.", "number-count"),
    ("All cases of a year", "一年（1年）内的所有病例", ""),
    # codes
    ("Criterion 3c and question 13", "Kriterium 3c und Frage 13", ""),
    ("Criterion 3c and question 13", "第13题和条款3c的要求", ""),
    ("Criterion 3c and question 13", "البند 3c والسؤال 13", ""),
    ("Criterion 3c", "3c’nin kriteri", ""),
    ("Criterion 3c", "Kriterium 3d", "number!"),
    ("Criterion 3c", "Critère 3 C", "code-spelling"),
    ("Criterion 3c of 30 cases", "Critère 3(c) de 28 cas", "code-spelling number!"),
    ("Primary site (ICD10)", "Primärtumor (ICD-10)", ""),
    ("Primary site (ICD-10)", "Site primaire (CIM-10)", ""),
    ("Primary site (ICD10)", "Site primaire (CIM-11)", "number!"),
    ("a 4-year period", "ein 4-jähriger Zeitraum", ""),
    # values
    ("within {plan_days} days", "innerhalb von {plan_days} Tagen", ""),
    ("within {plan_days} days", "innerhalb von 90 Tagen", "value-lost! number!"),
    ("within {plan_days} days", "innerhalb von {plan_day} Tagen", "value-invented!"),
    ("within {plan_days} days", "خلال {plan_days} يومًا", ""),
    ("within {plan_days} days", "在{plan_days}天内", ""),
    ("within {plan_days} days", "in {Plan_Days} Tagen", "braces!"),
    ("within {plan_days} days", "in {plan_days} {Tagen", "braces!"),
    ("within {plan_days} days", "in {{ plan_days }} Tagen", "template-code!"),
    ("Plain words", "Wörter {% include '/etc/passwd' %}", "template-code!"),
    # labels
    ("Press `Save`.", "Drücken Sie `Save` (Speichern).", ""),
    ("Press `Save`.", "点击`Save`（保存）。", ""),
    ("Press `Save`.", "Drücken Sie `Speichern`.", "label-lost! label-invented!"),
    ("Press `Save`.", "Drücken Sie „Save“.", "label-lost"),
    ("Press `Save`.", "Drücken Sie auf den Knopf.", "label-lost!"),
    ("Press the button.", "Drücken Sie `Save`.", "label-invented!"),
    ("from `Standard 1` to `Standard 13`", "`Standard 1` 至 `Standard 13`", ""),
    # links
    ("See [](#enrolling).", "Siehe [](#enrolling).", ""),
    ("See [](#enrolling).", "siehe [dem Kapitel {number}](#enrolling)", ""),
    ("See [](#enrolling).", "Siehe Kapitel {number}.", "value-invented! link-lost"),
    ("See [](#enrolling).", "Siehe oben.", "link-lost"),
    ("See [](#enrolling).", "Siehe [](#enroling).", "link-invented! link-lost"),
    ("Read on.", "[Weiter](https://example.com)", "link-invented!"),
    ("Read on.", "[Weiter](//example.com)", "link-invented!"),
    ("Read on.", "[Weiter](javascript:alert())", "link-invented! markup"),
    ("Read on.", "[Weiter](java&#115;cript:alert())", "link-invented! markup"),
    ("Read on.", "[Weiter](data:text/html,x)", "link-invented! markup"),
    ("Read on.", "![Bild](x.png)", "image! link-invented!"),
    ("Read on.", "[a]: /x", "link-definition!"),
    ("Read on.", "Weiter <https://example.com>", "autolink! link-invented! contact-invented!"),
    ("See [it](#a).", 'Siehe [es](#a "in 3 Tagen").', "link-title!"),
    ("[{email}](mailto:{email})", "[{email}](mailto:{email})", ""),
    ("[{email}](mailto:{email})", "البريد: [{email}](mailto:{email})", ""),
    ("[{email}](mailto:{email})", "[](mailto:{email})", "value-lost! link-empty"),
    ("[{email}](mailto:{email})", "[{email}](mailto:a@b.org)", "link-invented! link-lost"),
    # contacts
    ("Write to office@iasios.org.", "Schreiben Sie an office@iasios.org.", ""),
    ("Write to office@iasios.org.", "请写信至office@iasios.org。", ""),
    ("Write to office@iasios.org.", "Schreiben Sie an office@iasios.com.", "contact-lost! contact-invented!"),
    ("See www.iasios.org.", "Voir www.iasios.org !", ""),
    ("See www.iasios.org.", "Voir le site.", "contact-lost!"),
    ("Call +43 1 904 2003 57.", "Rufen Sie +43\u00a01\u00a0904\u00a02003\u00a057 an.", ""),
    ("Call +43 1 904 2003 57.", "Rufen Sie +43 1 904 2003 75 an.", "contact-lost! contact-invented!"),
    # HTML and characters
    ("tumours < 5 cm and > 2 cm", "Tumoren < 5 cm und > 2 cm", ""),
    ("Plain words", "<b>Wörter</b>", "html!"),
    ("Plain words", "Wörter<!-- x -->", "html!"),
    ("Plain words", "&lt;script&gt;", "html!"),
    ("Plain words", "Wörter&nbsp;hier", ""),
    ("Plain words", "ab\u202ecd", "characters!"),
    ("Plain words", "ab&#8238;cd", "characters!"),
    ("Plain words", "ab\x07cd", "characters!"),
    ("Plain words", "ab\ue000cd", "characters!"),
    ("Plain words", "ab\ufffdcd", "characters!"),
    ("Plain words", "Wör\u00adter\u00a0‏كلمة\u200d\u200c\u061c", ""),
    # markup and form
    ("**All** words", "**Alle** Wörter", ""),
    ("**All** words", "Alle Wörter", "emphasis"),
    ("**All** words", "**Alle Wörter", "markup"),
    ("**Note:** read it", "**注意：**请阅读", "markup"),
    ("**Note:** read it", "**注意**：请阅读", ""),
    ("**Note:** read it", "**ملاحظة:** اقرأها", ""),
    ("Plain words", "Wörter ", "blank-edges"),
    ("Plain words", "Wörter\nhier", "line-break"),
    ("Plain words", "# Wörter", "block"),
    ("Plain words", "- Wörter", "block"),
    ("A word", "1. Ein Wort", "block"),
    ("Second review", "2. Begutachtung", ""),
    ("Question 13", "13. soru", ""),
    ("More than 5 cm", "> 5 cm", ""),
    ("Plain words", " ", "empty!"),
    ("Plain words", "W" * 4000, "too-long!"),
]


def findings(source: str, translation: str, previous: str | None = None, markdown: bool = True) -> str:
    message = Message("manual", "x", source, "Paragraph", Origin("content/x.md", 1), markdown=markdown)
    found = compare(message, translation, previous)
    return " ".join(f"{finding.code}{'!' if finding.fatal else ''}" for finding in found)


@pytest.mark.parametrize(("source", "translation", "codes"), PAIRS)
def test_table(source: str, translation: str, codes: str) -> None:
    """Each rule finds what it is for, and leaves alone what other languages do differently."""
    assert findings(source, translation) == codes


@pytest.mark.parametrize(
    ("source", "translation", "codes"),
    [
        ("{count} of {total}", "{count} von {total}", ""),
        ("{count} of {total}", "{count} von {sum}", "value-invented!"),
        ("Next: {title}", "Weiter: **{title}**", "markup"),
        ("Next: {title}", "Weiter: `{title}`", "markup"),
        ("Next: {title}", "Weiter: <b>{title}</b>", "html!"),
        ("5 * 3", "3 * 5", ""),
        ("snake_case_word", "snake_case_word hier", ""),
    ],
)
def test_plain_text(source: str, translation: str, codes: str) -> None:
    """Interface texts know no Markdown, but the same rules."""
    assert findings(source, translation, markdown=False) == codes


@pytest.mark.parametrize(
    ("previous", "source", "translation", "codes"),
    [
        ("You must reply.", "You should reply.", "Sie müssen antworten.", "outdated-fact!"),
        ("Reply in 2 weeks.", "Reply in 3 weeks.", "Antwort in 2 Wochen.", "outdated-fact! number!"),
        ("Reply in two weeks.", "Reply in three weeks.", "Antwort in zwei Wochen.", "outdated-fact!"),
        ("Reply in two weeks.", "You reply in 2 weeks.", "Antwort in 2 Wochen.", ""),
        ("{a} days", "{b} days", "{a} Tage", "outdated-fact! value-invented!"),
        ("One of them signs.", "Somebody signs.", "Jemand unterschreibt.", "outdated-fact!"),
        ("Press it.", "Press **it**, see [](#x).", "Drücken Sie.", ""),
        ("Press `Save`.", "Press `Send`.", "Drücken Sie `Save`.", "label-lost! label-invented!"),
    ],
)
def test_outdated(previous: str, source: str, translation: str, codes: str) -> None:
    """Of an outdated translation only what forbids showing it is said; numbers in words count as numbers."""
    assert findings(source, translation, previous) == codes


@pytest.mark.parametrize(
    ("previous", "source"),
    [
        ("within thirteen weeks", "within nineteen weeks"),
        ("zero cases", "a dozen cases"),
        ("a score of cases", "a thousand cases"),
        ("half of the cases", "a million cases"),
        ("2 weeks, then 8 weeks", "8 weeks, then 2 weeks"),
        ("Two of twelve", "Twelve of two"),
        ("{core_questions} core and {cases} other", "{cases} core and {core_questions} other"),
        ("by 2 March", "by 2 April"),
        ("in March", "in April"),
        ("on 01.02.2026", "on 02.01.2026"),
        ("1/2 of it", "1/3 of it"),
        ("½ of it", "¼ of it"),
        ("at -5 degrees", "at 5 degrees"),
        ("at - 5 degrees", "at 5 degrees"),
        ("≥ 5 cm", "≤ 5 cm"),
        ("1.500 cases", "1,500 cases"),
        ("Standard IV applies", "Standard IX applies"),
        ("Standards IV–VI", "Standards IV–V"),
        ("Grade B", "Grade C"),
        ("within 2 weeks", "within 2 days"),
        ("within a week", "within a month"),
        ("within one week", "within one month"),
        ("within 2 working days", "within 2 working weeks"),
        ("at most **5 mg**.", "at most **5 g**."),
        ("Criterion 3p", "Criterion 3q"),
        ("at least 30 cases", "at most 30 cases"),
        ("before 2 March", "after 2 March"),
        ("every second year", "every third year"),
        ("Sign it.", "Do not sign it."),
        ("Sign it.", "Don’t sign it."),
        ("There is no fee.", "There is a fee."),
        ("Only surgeons sign.", "Surgeons sign."),
        ("unless they agree", "if they agree"),
        ("You may sign, they must.", "You must sign, they may."),
    ],
)
def test_an_old_translation_must_not_mislead(previous: str, source: str) -> None:
    """What a rule says of numbers, units, dates and duties can't change, nor change places, without being noticed."""
    assert findings(source, source, previous) == findings(previous, previous, source) == "outdated-fact!"


@pytest.mark.parametrize(
    ("previous", "source"),
    [
        ("Reply in 2 weeks.", "You reply in **2** weeks."),
        ("Reply in 2\u00a0weeks, please.", "Reply in two weeks."),
        ("Standard 3.", "Standard 3. It applies everywhere."),
        ("A team of twenty-four signs.", "A team of 24 signs, see [](#signing)."),
        ("You must not sign (3c).", "You must not put your name (3c)."),
        ("Records of the facility", "Documents of the facility – in writing"),
    ],
)
def test_a_reworded_text_is_still_shown(previous: str, source: str) -> None:
    """Where words alone changed, an old translation is better than none."""
    assert findings(source, source, previous) == ""


def test_messages_say_what_to_do() -> None:
    """A finding names what is wrong and how to mend it."""
    message = Message("manual", "x", "in {plan_days} days, see [](#outcomes)", "Paragraph", Origin("x.md"))
    said = [(finding.message, finding.hint) for finding in compare(message, "in {plan_day} Tagen")]
    assert said == [
        ("{plan_day} is not a value of this text", "write {plan_days}"),
        ("the link to '#outcomes' is missing", "write [text](#outcomes)"),
    ]


def test_must_hide() -> None:
    """Only a fatal finding hides a translation."""
    message = Message("manual", "x", "**within** 2 weeks", "Paragraph", Origin("x.md"))
    assert not must_hide(compare(message, "in 2 Wochen"))
    assert must_hide(compare(message, "in 3 Wochen"))


@pytest.mark.parametrize(
    "hostile",
    ["9" * 4900, "[" * 4900, "**" * 2400, "a." * 2400, "](" * 2400, "`" * 4900, "<" * 4900, "&" * 4900, "+1" * 2400],
)
def test_hostile(hostile: str) -> None:
    """Long runs of one sign end in findings, not in an exception or a long wait."""
    source = "word " * 200
    assert isinstance(findings(source, hostile), str)


PIECES = st.sampled_from(
    [
        *("2", "12,345.6", "8–12", "9:00", "3c", "100%", "ICD-10", "{plan_days}", "{cases}", "`Save`", "`My Profile`"),
        *("[](#enrolling)", "[see {number}](#invoices)", "[{email}](mailto:{email})", "**bold**", "*soft*", "< 5 cm"),
        *("office@iasios.org", "www.iasios.org", "+43 1 904 2003 57", "two", "both", "first"),
    ]
)
WORDS = st.sampled_from(["facility", "the", "review", "evidence", "of", "patient", "completely"])
SOURCES = st.lists(st.one_of(WORDS, PIECES), min_size=1, max_size=12).map(" ".join)
FOREIGN = st.sampled_from(["Einrichtung", "évaluation", "المنشأة", "医疗机构", "начало", "Größe", "ı"])


@given(SOURCES)
def test_identical_text_has_no_finding(source: str) -> None:
    """A translation that repeats the source breaks no rule."""
    assert findings(source, source) == ""
    assert findings(source, source, markdown=False) == ""


@given(SOURCES, FOREIGN)
def test_replaced_words_are_never_fatal(source: str, word: str) -> None:
    """Whoever replaces words and keeps everything else has nothing hidden."""
    kept = r"(\{[^}]*\}|`[^`]*`|\]\([^)]*\)|\S*[@\d.]\S*)"
    parts = re.split(kept, source)
    translation = "".join(p if i % 2 else re.sub(r"[a-z]{3,}", word, p) for i, p in enumerate(parts))
    assert "!" not in findings(source, translation)

"""Mistakes that translators make, planted one by one into the shipped catalogs: each is found where it is.

And the measure beside it: what the checks say about the catalogs as they are shipped.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from real import copy_content
from small import ROOT, complaints, edit

from press.checks import CheckContext, Habits, Pair, read_habits, read_renderings, run_checks
from press.fonts import coverage, families_of, read_families
from press.pages.interface import interface_messages
from press.project import Project
from press.translation.apply import translate
from press.translation.catalogs import read_catalogs
from press.validate import load

DE, AR, ZH = "de", "ar", "zh-Hans"
LANGUAGES = (DE, AR, ZH)

# Kind of mistake; language; what stands in a shipped translation; what is written in its place; the code it must get.
# The first translation that holds the text is the one that is altered.
PLANTED = [
    ("value lost", DE, "von {reply_weeks}", "von vielen", "value-lost"),
    ("value lost", AR, "{reply_weeks})", ")", "value-lost"),
    ("value lost", ZH, "{reply_weeks}周内", "数周内", "value-lost"),
    ("value misspelt", DE, "{reply_weeks}", "{reply_week}", "value-invented"),
    ("value misspelt", AR, "{standards}", "{standard}", "value-invented"),
    ("value translated", ZH, "{website}", "{网站}", "braces"),
    ("value left open", ZH, "{reply_weeks}周内", "{reply_weeks周内", "braces"),
    ("label translated", DE, "`Invoices` (Rechnungen)", "`Rechnungen`", "label-lost"),
    ("label translated", AR, "`Invoices` (الفواتير)", "`الفواتير`", "label-lost"),
    ("label translated", ZH, "`Activate account`（激活账户）", "`激活账户`", "label-lost"),
    ("label without its marks", DE, "`My Profile`", "My Profile", "label-lost"),
    ("label without its marks", ZH, "`My Profile`", "My Profile", "label-lost"),
    ("reference lost", DE, ", siehe [](#invoices)", "", "link-lost"),
    ("reference lost", AR, " ([](#adding-people))", "", "link-lost"),
    ("reference lost", ZH, "规则见[](#internal-case-review)，", "", "link-lost"),
    ("reference to another place", DE, "[](#adding-people)", "[](#adding-peolpe)", "link-invented"),
    ("reference to another place", AR, "[](#checklist)", "[](#minimum-dataset)", "link-invented"),
    ("link to another address", DE, "](https://{website})", "](https://www.iasios.de)", "link-invented"),
    ("link to another address", ZH, "](https://{website})", "](http://{website})", "link-invented"),
    ("link torn apart", AR, "[{website}](https://{website})", "[{website}] (https://{website})", "link-lost"),
    ("link torn apart", ZH, "[{email}](mailto:{email})", "【{email}】（mailto:{email}）", "link-lost"),
    ("another number", DE, "Eine Arbeitshilfe", "2 Arbeitshilfen", "number"),
    ("another number", AR, "1–6", "1–8", "number"),
    ("another number", ZH, "标准3的", "标准5的", "number"),
    ("another code", DE, "3c, 7b", "3c, 7d", "number"),
    ("another code", AR, "3c و7b و8d", "3c و8d", "number"),
    ("code respelt", DE, "3c zum Beispiel", "3 c) zum Beispiel", "code-spelling"),
    ("code respelt", ZH, "条款3c即", "条款3C即", "code-spelling"),
    ("digits of another set", AR, "1–6", "١–٦", "foreign-digit"),
    ("digits of another set", ZH, "条款3c、7b", "条款３c、7b", "foreign-digit"),
    ("day of the week exchanged", DE, "Freitag", "Samstag", "date-name"),
    ("day of the week exchanged", AR, "الخميس", "السبت", "date-name"),
    ("day of the week exchanged", ZH, "周四", "周六", "date-name"),
    ("e-mail address written out", DE, "[{email}](mailto:{email})", "office@iasios.de", "contact-invented"),
    ("e-mail address written out", AR, "[{email}](mailto:{email})", "office@iasios.com", "contact-invented"),
    ("phone number written out", ZH, "{phone}", "+43 1 904 2003 99", "contact-invented"),
    ("web address written out", DE, "[{website}]", "[www.iasios.net]", "contact-invented"),
    ("term against the glossary", DE, "Die Kernkriterien", "Die Grundkriterien", "term"),
    ("term against the glossary", AR, "البنود الأساسية", "المقاييس المهمة", "term"),
    ("term against the glossary", ZH, "核心条款", "主要准则", "term"),
    ("forbidden term", DE, "Ihre Einrichtung kann", "Ihre Einrichtung (Fazilität) kann", "term-forbidden"),
    ("forbidden term", AR, "تكون المنشأة جزءًا", "تكون المنشأة أو مؤسسة صحية جزءًا", "term-forbidden"),
    ("forbidden term", ZH, "医疗机构可以隶属于", "医疗机构（设施）可以隶属于", "term-forbidden"),
    ("doubled word", DE, "Ihre Einrichtung kann", "Ihre Einrichtung kann kann", "doubled-word"),
    ("doubled word", AR, "يمكن أن تكون المنشأة", "يمكن أن أن تكون المنشأة", "doubled-word"),
    ("doubled word", ZH, "医疗机构内相应的", "医疗机构内相应的的", "doubled-character"),
    ("doubled blank", DE, "Ihre Einrichtung kann", "Ihre  Einrichtung kann", "doubled-blank"),
    ("doubled blank", AR, "يمكن أن تكون", "يمكن  أن تكون", "doubled-blank"),
    ("blank before a mark", DE, "Bestätigungs-E-Mail.", "Bestätigungs-E-Mail .", "blank-before-mark"),
    ("blank before a mark", AR, "من مؤسسة قائمة،", "من مؤسسة قائمة ،", "blank-before-mark"),
    ("blank between scripts", ZH, "条款3c", "条款 3c", "typed-space"),
    ("ideographic blank", ZH, "核心条款", "核心　条款", "odd-blank"),
    ("straight quotation marks", DE, "„procedure“", '"procedure"', "straight-quotes"),
    ("straight quotation marks", ZH, "“是”", '"是"', "straight-quotes"),
    ("quotation marks of another language", DE, "„procedure“", "»procedure«", "foreign-quotes"),
    ("quotation marks of another language", AR, "«نعم»", "„نعم“", "foreign-quotes"),
    ("quotation marks of another language", ZH, "“是”", "「是」", "foreign-quotes"),
    ("quotation mark not closed", DE, "„procedure“", "„procedure", "unbalanced"),
    ("quotation mark not closed", AR, "«نعم»", "«نعم", "unbalanced"),
    ("quotation mark not closed", ZH, "“是”", "“是", "unbalanced"),
    ("bracket not closed", DE, "(Rechnungen)", "(Rechnungen", "unbalanced"),
    ("bracket not closed", ZH, "（账单）", "（账单", "unbalanced"),
    ("brackets the wrong way round", AR, "(الفواتير)", ")الفواتير(", "unbalanced"),
    ("mark of another script", AR, "جزءًا من مؤسسة قائمة،", "جزءًا من مؤسسة قائمة,", "foreign-mark"),
    ("mark of another script", ZH, "隶属于现有机构，", "隶属于现有机构,", "half-width-mark"),
    ("mark twice", DE, "eigenständig sein.", "eigenständig sein..", "doubled-mark"),
    ("mark twice", ZH, "也可以是独立实体。", "也可以是独立实体。。", "doubled-mark"),
    ("percent sign or abbreviation", DE, "z.\u00a0B.", "z.B.", "abbreviation-space"),
    ("hyphen for a dash", DE, "Ihre Einrichtung kann", "Ihre Einrichtung - sie kann", "dash"),
    ("question without its mark", DE, "Vollständig?", "Vollständig", "end-mark"),
    ("question without its mark", AR, "هل اكتمل؟", "هل اكتمل", "end-mark"),
    ("question without its mark", ZH, "是否完整？", "是否完整", "end-mark"),
    ("colon lost", DE, "verfolgt drei Ziele:", "verfolgt drei Ziele.", "end-mark"),
    ("colon lost", AR, "ثلاثة أهداف:", "ثلاثة أهداف", "end-mark"),
    ("last full stop lost", DE, "zu myIASIOS ([](#adding-people)).", "zu myIASIOS ([](#adding-people))", "end-mark"),
    ("full stop after a title", DE, "Antragshandbuch", "Antragshandbuch.", "end-mark"),
    ("items of a list end in different ways", AR, "بلوغ هذه المعايير؛", "بلوغ هذه المعايير", "list-mark"),
    ("too long for its place", DE, "Antragshandbuch", "Antragshandbuch " * 5, "too-wide"),
    ("too long for its place", AR, "دليل تقديم الطلب", "دليل تقديم الطلب " * 6 + "للمنشآت", "too-wide"),
    ("too long for its place", ZH, "申请手册", "申请手册" * 12, "too-wide"),
    ("mark that reorders", DE, "Ihre Einrichtung kann", "Ihre \u202eEinrichtung\u202c kann", "characters"),
    ("mark that reorders", AR, "ثلاثة أهداف:", "\u2067ثلاثة أهداف\u2069:", "characters"),
    ("character without width", DE, "Einrichtung kann", "Einrich\u200btung kann", "unseen"),
    ("character without width", AR, "تكون المنشأة", "تكون\u200f المنشأة", "unseen"),
    ("character without width", ZH, "医疗机构可以", "医疗\u200b机构可以", "unseen"),
    ("left in English", DE, "IASIOS verfolgt drei Ziele:", "{source}", "untranslated"),
    ("left in English", AR, "لنظام IASIOS ثلاثة أهداف:", "{source}", "untranslated"),
    ("left in English", ZH, "医疗机构可以隶属于现有机构，也可以是独立实体。", "{source}", "untranslated"),
    ("half of it left in English", DE, "eigenständig sein.", "be an independent entity.", "untranslated-part"),
    ("half of it left in English", AR, "كيانًا مستقلًا.", "be an independent entity.", "untranslated-part"),
    ("letter of another script", DE, "Ihre Einrichtung kann", "Ihre Einriсhtung kann", "foreign-letters"),
    ("letter of another script", AR, "تكون المنشأة", "تكون Обد المنشأة", "foreign-letters"),
    ("word of two scripts", AR, "تكون المنشأة", "تكون المنشأةx", "mixed-word"),
    ("full-width Latin letters", ZH, "IASIOS有", "ＩＡＳＩＯＳ有", "foreign-letters"),
    ("character no font has", DE, "Ihre Einrichtung kann", "Ihre Einrichtung ☂ kann", "glyph-missing"),
    ("character no font has", AR, "تكون المنشأة", "تكون المنشأة ☂", "glyph-missing"),
    ("emphasis not closed", DE, "**Kernanforderungen:**", "**Kernanforderungen:", "markup"),
    ("emphasis not closed", ZH, "**核心要求**", "**核心要求*", "markup"),
    ("emphasis lost", AR, "**المتطلبات الأساسية:**", "المتطلبات الأساسية:", "emphasis"),
    ("HTML", DE, "**Kernanforderungen:**", "<b>Kernanforderungen:</b>", "html"),
    ("blank at the end", AR, "ثلاثة أهداف:", "ثلاثة أهداف: ", "blank-edges"),
    ("line end within", ZH, "医疗机构可以隶属于", "医疗机构可以\n隶属于", "line-break"),
    ("sign of a list", DE, "Ihre Einrichtung kann", "- Ihre Einrichtung kann", "block"),
    ("traditional character", ZH, "核心条款", "核心標準条款", "traditional"),
]  # fmt: skip


@cache
def shipped(tag: str) -> CheckContext:
    """What the checks look at in the catalogs of a language as they are shipped."""
    project = Project(ROOT)
    loaded = load(project)
    language = next(each for each in loaded.manual.languages if each.tag == tag)
    catalogs, problems = read_catalogs(project, language)
    translated = translate(loaded.manual, language, catalogs, interface_messages(project), loaded.renamed)
    renderings, found = read_renderings(project, language, loaded.manual.terms)
    habits, others = read_habits(project, language)
    families, wrong = read_families(project)
    assert [*problems, *found, *others, *wrong] == []
    pairs = [Pair(m, e.translation, state, e.origin, e.previous) for m, e, state in translated.pairs]
    shown = coverage(project, families_of(language, families))
    return CheckContext(language, pairs, loaded.manual.terms, renderings, shown, habits)


def plant(context: CheckContext, old: str, new: str) -> tuple[CheckContext, Pair]:
    """Return the catalogs with one translation altered, and the pair that was altered."""
    at = next((i for i, pair in enumerate(context.pairs) if old in pair.translation), None)
    assert at is not None, f"no translation holds '{old}'"
    pair = context.pairs[at]
    text = pair.message.source if new == "{source}" else pair.translation.replace(old, new, 1)
    altered = pair._replace(translation=text)
    # Its neighbours stand beside it, since the items of a list are compared with one another.
    near = [*context.pairs[max(at - 4, 0) : at], altered, *context.pairs[at + 1 : at + 5]]
    return replace(context, pairs=near), altered


@pytest.mark.parametrize(("kind", "tag", "old", "new", "code"), PLANTED)
def test_a_planted_mistake_is_found(kind: str, tag: str, old: str, new: str, code: str) -> None:
    """The mistake is reported under a fitting code, at the line of its entry, and nothing is said of any other."""
    context, altered = plant(shipped(tag), old, new)
    found = run_checks(context)
    assert code in {problem.code for problem in found}, (kind, [str(problem) for problem in found])
    assert {(problem.origin, problem.language) for problem in found} == {(altered.origin, tag)}
    lines = (ROOT / altered.origin.path).read_text(encoding="utf-8").splitlines()
    entry = "\n".join(lines[altered.origin.line - 3 : altered.origin.line])
    assert f'msgctxt "{altered.message.context}"' in entry
    assert lines[altered.origin.line - 1].startswith("msgstr ")


def test_the_mistakes_are_many() -> None:
    """At least 60 mistakes of at least 20 kinds are planted, in each of the three languages."""
    assert len({(tag, old, new) for _kind, tag, old, new, _code in PLANTED}) >= 60
    assert len({kind for kind, *_ in PLANTED}) >= 20
    assert all(len({kind for kind, each, *_ in PLANTED if each == tag}) >= 20 for tag in LANGUAGES)


def test_check_says_where(tmp_path: Path) -> None:
    """In a copy of the content, `check` names file, line, code and remedy of three mistakes, and nothing else."""
    project = copy_content(tmp_path)
    for folder, old, new in (
        ("de", "verfolgt drei Ziele:", "verfolgt drei Ziele."),
        ("ar", "ثلاثة أهداف:", "ثلاثة أهداف :"),
        ("zh_Hans", "IASIOS有三项宗旨：", "IASIOS有三项宗旨:"),
    ):
        edit(tmp_path, f"content/locales/{folder}/LC_MESSAGES/manual.po", old, new)
    found = [(place, code) for place, code, _message, _hint in complaints(project)]
    assert [(re.sub(r":\d+:1", "", place), code) for place, code in found] == [
        ("content/locales/ar/LC_MESSAGES/manual.po: warning", "blank-before-mark"),
        ("content/locales/de/LC_MESSAGES/manual.po: warning", "end-mark"),
        ("content/locales/zh_Hans/LC_MESSAGES/manual.po: warning", "half-width-mark"),
    ]
    for place, _code in found:
        path, line, *_ = place.split(":")
        assert "IASIOS" in (tmp_path / path).read_text(encoding="utf-8").splitlines()[int(line) - 1]


# the measure


def alarms(tag: str, habits: Habits) -> Counter[str]:
    """Count, by code, what the checks say of a language as it is shipped."""
    return Counter(problem.code for problem in run_checks(replace(shipped(tag), habits=habits)))


def measured() -> str:
    """The false alarms, as the translators' page states them."""
    messages = sum(len(shipped(tag).translated) for tag in LANGUAGES)
    reported = sum(sum(alarms(tag, shipped(tag).habits).values()) for tag in LANGUAGES)
    bare = [shipped(tag).habits.model_copy(update={"doubled": (), "unseen": ()}) for tag in LANGUAGES]
    silenced = sum(sum(alarms(tag, habits).values()) for tag, habits in zip(LANGUAGES, bare, strict=True)) - reported
    return f"Of {messages} shipped translations, the checks report {reported}; {silenced} more"


def test_false_alarms_are_counted() -> None:
    """The translators' page states how many shipped texts are reported, and how many only exceptions keep silent."""
    said = " ".join((ROOT / "docs" / "translators.md").read_text(encoding="utf-8").split())
    assert measured() in said

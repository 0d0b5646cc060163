"""What a reader sees of a catalog: nothing that misleads, nothing unmarked, and figures that add up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from builds import GERMAN
from small import add_catalog, add_language, edit
from spoken import edition_of

from press.desk import update_all
from press.editions import load_editions
from press.model import Text
from press.outline import Standing, outline
from press.project import Project
from press.translation.coverage import Coverage, Tally, added, tally
from press.validate import load

RULE = "Reply within {reply_weeks} weeks. Then press `Save`, as [](#figure/screen) shows."
GERMAN_RULE = next(german for _context, source, german in GERMAN["manual"] if source == RULE)
AIM = "Another aim is a little longer than the first one."


@pytest.fixture
def german(project: Project) -> Project:
    """The small project with a catalog of each domain, brought up to date; most of it is not translated."""
    for domain, entries in GERMAN.items():
        add_catalog(project.root, "de", *entries, domain=domain)
    translate(project, "1b", "At least {cases} cases, reviewed.", "Mindestens {cases} Fälle, geprüft.", "forms")
    translate(project, "aims", AIM, "Ein weiteres Ziel ist etwas länger als das erste.")
    assert update_all(project)[1] == []
    return project


def catalog(project: Project, domain: str = "manual") -> Path:
    """The path of a German catalog."""
    return project.locales / "de" / "LC_MESSAGES" / f"{domain}.po"


def translate(project: Project, context: str, source: str, german: str, domain: str = "manual") -> None:
    """Add a translation to a catalog, or replace it."""
    path = catalog(project, domain)
    text = path.read_text(encoding="utf-8")
    head, found, rest = text.partition(f'msgctxt "{context}"\nmsgid "{source}"\nmsgstr "')
    if found:
        rest = rest.partition('"\n')[2]
    else:
        head, found = f"{head}\n", f'msgctxt "{context}"\nmsgid "{source}"\nmsgstr "'
    path.write_text(f'{head}{found}{german}"\n{rest}', encoding="utf-8")


def shown(project: Project, start: str, language: str = "de") -> tuple[str, str, str]:
    """Return what a reader sees of the text that begins like this: words, language and state."""
    manual = edition_of(project, language).translated.manual
    texts = [block.text for chapter in manual.chapters for block in chapter.blocks]
    texts += [criterion.evidence for criterion in manual.checklist.criteria]
    (text,) = [text for text in texts if text.source.startswith(start)]
    return text.shown, text.language, text.state


# --- What is shown ---


def test_a_current_translation(german: Project) -> None:
    """A translation of today's text is shown as it is."""
    assert shown(german, "Reply") == (GERMAN_RULE, "de", "current")


def test_a_missing_translation(german: Project) -> None:
    """Without a translation the source text is shown, in its own language."""
    assert shown(german, "See [](#steps)") == ("See [](#steps) before you begin.", "en", "missing")


def test_an_outdated_translation(german: Project) -> None:
    """Where the source changed in words only, the earlier translation is shown, as outdated."""
    edit(german.root, "content/manual/introduction.md", "a little longer", "somewhat longer")
    assert shown(german, "Another aim") == ("Ein weiteres Ziel ist etwas länger als das erste.", "de", "outdated")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{reply_weeks} weeks", "4 weeks"),
        ("{reply_weeks} weeks", "{cases} weeks"),
        ("{reply_weeks} weeks. Then", "{reply_weeks} weeks, 10 days at most. Then"),
        ("{reply_weeks} weeks. Then", "{reply_weeks} weeks. Then, twice,"),
    ],
)
def test_an_old_figure_is_never_shown(german: Project, old: str, new: str) -> None:
    """Where a number or a value changed, in digits or in words, the new source text is shown, as outdated."""
    edit(german.root, "content/manual/process.md", old, new)
    words, language, state = shown(german, "Reply")
    assert (words, language, state) == (RULE.replace(old, new), "en", "outdated")


def test_a_rule_that_was_replaced(german: Project) -> None:
    """A rule with hardly a word of its earlier text is shown in the source language; mere prose is not."""
    rule = "Nobody may answer later than the office allows, whatever the reason."
    edit(german.root, "content/standards.yaml", "Records of something.", rule)
    assert shown(german, "Nobody") == (rule, "en", "outdated")


def test_an_unchecked_translation(german: Project) -> None:
    """A fuzzy translation without an earlier text is shown, as unchecked."""
    text = catalog(german).read_text(encoding="utf-8")
    old = f'#, md-text\nmsgctxt "aims"\nmsgid "{AIM}"'
    assert old in text
    catalog(german).write_text(text.replace(old, old.replace("#, md", "#, fuzzy, md")), encoding="utf-8")
    assert shown(german, "Another aim") == ("Ein weiteres Ziel ist etwas länger als das erste.", "de", "unchecked")


def test_a_heading_is_the_same_everywhere(german: Project) -> None:
    """The list of contents shows a heading as the chapter does."""
    manual = edition_of(german, "de").translated.manual
    titles = {section.id: (section.title.shown, section.title.state) for section in manual.sections}
    assert titles["aims"] == ("Ziele", "current")
    assert titles["minimum-dataset"] == ("Kleiner Datensatz", "current")
    assert titles["checklist"] == ("Kleine Prüfliste", "current")
    assert titles["process"] == ("Der Ablauf", "current")


# --- What translators break ---


@pytest.mark.parametrize(
    ("translation", "complaint"),
    [
        ("Antworten Sie innerhalb von 3 Wochen. Drücken Sie dann `Save`, siehe [](#figure/screen).", "value"),
        ("Innerhalb von {reply_weeks} Wochen, spätestens am 9. Tag: `Save`, siehe [](#figure/screen).", "number"),
        ("{reply_weeks} Wochen <b>Frist</b>, dann `Save`, siehe [](#figure/screen).", "HTML"),
        ("{reply_weeks} Wochen {{ 7*7 }}, dann `Save`, siehe [](#figure/screen).", "template code"),
        ("{reply_weeks} Wochen, dann `Save`, siehe [hier](javascript:alert).", "link"),
        ("{reply_weeks} Wochen, dann `Speichern`, siehe [](#figure/screen).", "label"),
    ],
)
def test_a_harmful_translation_is_not_shown(german: Project, translation: str, complaint: str) -> None:
    """The source text stands in its place, and the translator is told file, line, column and reason."""
    translate(german, "steps", RULE, translation)
    assert shown(german, "Reply") == (RULE, "en", "missing")
    problems = edition_of(german, "de").problems
    assert problems
    line = catalog(german).read_text(encoding="utf-8").splitlines().index(f'msgstr "{translation}"') + 1
    assert {str(problem.origin) for problem in problems} == {f"content/locales/de/LC_MESSAGES/manual.po:{line}:1"}
    assert {(problem.severity, problem.language) for problem in problems} == {("error", "de")}
    assert all("the source text is shown" in problem.message and problem.hint for problem in problems)
    assert complaint in " ".join(problem.message for problem in problems)


def test_a_harmful_translation_of_the_interface(german: Project) -> None:
    """The texts of the pages themselves are held to the same rules."""
    translate(german, "interface/ref-chapter", "chapter {number}", "Kapitel", "interface")
    edition = edition_of(german, "de")
    text = edition.translated.lookup("interface/ref-chapter", "chapter {number}")
    assert (text.shown, text.state) == ("chapter {number}", "missing")
    assert [problem.origin.path for problem in edition.problems] == ["content/locales/de/LC_MESSAGES/interface.po"]


def test_an_outdated_translation_is_not_complained_of(german: Project) -> None:
    """What has to be translated anew anyway is no mistake of the translator's."""
    edit(german.root, "content/manual/process.md", "{reply_weeks} weeks", "4 weeks")
    assert edition_of(german, "de").problems == ()


def test_a_broken_entry_stops_no_other(german: Project) -> None:
    """Of a file with an entry that can't be read, all others are shown."""
    path = catalog(german)
    text = path.read_text(encoding="utf-8")
    assert 'msgstr "Ziele"' in text
    path.write_text(text.replace('msgstr "Ziele"', 'msgstr "Ziele'), encoding="utf-8")
    (problem,) = edition_of(german, "de").problems
    line = path.read_text(encoding="utf-8").splitlines().index('msgstr "Ziele') + 1
    assert str(problem.origin).startswith(f"content/locales/de/LC_MESSAGES/manual.po:{line}:")
    assert shown(german, "Aims")[2] == "missing"
    assert shown(german, "Reply") == (GERMAN_RULE, "de", "current")


def test_a_broken_language_stops_no_other(german: Project) -> None:
    """One language whose catalogs can't be read at all leaves every other as it was."""
    add_language(german.root, "fr", "Français")
    add_catalog(german.root, "fr", ("aims", "Aims", "Buts"))
    catalog(german).write_bytes(b"\xff\xfe\x00 nothing that a catalog holds")
    loaded = load(german)
    assert loaded.manual is not None
    editions = list(load_editions(german, loaded.manual, loaded.manual.languages, loaded.renamed))
    assert [(edition.language.tag, bool(edition.problems)) for edition in editions] == [
        ("en", False),
        ("de", True),
        ("fr", False),
    ]
    assert {problem.language for problem in editions[1].problems} == {"de"}
    assert shown(german, "Aims", "fr") == ("Buts", "fr", "current")
    assert shown(german, "Aims", "de") == ("Aims", "en", "missing")


# --- The figures ---


def test_the_figures_of_a_small_catalog(project: Project) -> None:
    """21 texts of 53 words: one translated, one outdated, one unchecked, and 18 of 47 words missing."""
    add_catalog(project.root, "de", ("1a", "Records of something.", "Aufzeichnungen."), domain="forms")
    path = catalog(project, "forms")
    path.write_text(
        path.read_text(encoding="utf-8")
        + '\n#, fuzzy\n#| msgid "Given Name"\nmsgctxt "minimum-dataset/first-name"\n'
        + 'msgid "First Name"\nmsgstr "Vorname"\n'
        + '\n#, fuzzy\nmsgctxt "minimum-dataset/laterality"\nmsgid "Laterality"\nmsgstr "Seite"\n',
        encoding="utf-8",
    )
    found = edition_of(project, "de").translated.coverage_of("forms")
    states = {"current": Tally(1, 3), "outdated": Tally(1, 2), "unchecked": Tally(1, 1), "missing": Tally(18, 47)}
    assert found == Coverage(states, {})
    assert found.total() == Tally(21, 53)
    assert found.total("outdated", "unchecked") == Tally(2, 3)
    assert found.percent() == 5


def test_rules_are_counted_apart(project: Project) -> None:
    """Forms and the texts marked as rules are counted by themselves; the rest of the manual is not among them."""
    add_catalog(project.root, "de", ("steps", RULE, GERMAN_RULE), ("aims", "Aims", "Ziele"))
    found = edition_of(project, "de").translated.coverage_of("manual")
    assert found.normative == {"current": Tally(1, 10)}
    assert found.other["current"] == Tally(1, 1)
    assert found.percent(normative=True) == 100
    whole = edition_of(project, "de").coverage
    assert whole.total(normative=True) == Tally(22, 63)
    assert whole.percent(normative=True) == 100 * 10 // 63


def test_the_source_language_is_complete(project: Project) -> None:
    """All texts of the source language count as current."""
    english, german = (edition_of(project, tag).coverage for tag in ("en", "de"))
    assert english.percent() == english.percent(normative=True) == 100
    assert english.total() == english.total("current") == german.total()
    assert german.total("missing") == german.total()


def test_almost_complete_is_not_complete() -> None:
    """Shares are rounded down, so that 100 % means that nothing is left; nothing to translate is complete."""
    assert Coverage({}, {"current": Tally(999, 9999), "missing": Tally(1, 1)}).percent() == 99
    assert Coverage({}, {"current": Tally(1, 1)}).percent() == 100
    assert tally([]).percent() == 100


def test_what_is_hidden_counts_as_missing(german: Project) -> None:
    """A translation that is not shown is not counted as done."""
    before = edition_of(german, "de").coverage
    translate(german, "steps", RULE, "Antworten Sie sofort.")
    after = edition_of(german, "de").coverage
    assert after.normative["current"] == Tally(before.normative["current"][0] - 1, before.normative["current"][1] - 10)
    assert after.normative["missing"] == Tally(before.normative["missing"][0] + 1, before.normative["missing"][1] + 10)


def test_figures_by_section_are_those_of_the_language(german: Project) -> None:
    """What is counted section by section, and kept as plain data, adds up to the language's own figures."""
    edition = edition_of(german, "de")
    manual = load(german).manual
    assert manual is not None
    standings = outline(manual).standings(edition.translated.states)
    kept = [Standing.from_list(each) for each in json.loads(json.dumps([each.as_list() for each in standings]))]
    for found in (standings, kept):
        assert added(each.coverage for each in found).as_json() == edition.coverage.as_json()
    assert {each.document for each in standings} == {"manual", "checklist", "minimum-dataset", ""}


# --- Whoever forgot `messages update` ---


def change_everything(project: Project) -> None:
    """Edit the content in every way that catalogs follow."""
    root = project.root
    edit(root, "content/manual/introduction.md", "a little longer", "somewhat longer")
    edit(root, "content/manual/introduction.md", "One aim is short.", "A new paragraph.\n\nOne aim is short.")
    edit(root, "content/manual/process.md", "2. Wait for **an answer**.\n", "")
    edit(root, "content/manual/platform.md", "See [](#steps)", "Wait for **an answer**.\n\nSee [](#steps)")
    edit(root, "content/standards.yaml", "- id: 1a", "- id: 1z")
    edit(root, "content/renamed.yaml", "renamed: {}", "renamed: {1a: 1z}")


def test_pages_follow_the_source_before_the_catalogs_do(german: Project) -> None:
    """What is shown and counted is the same before and after `messages update`."""
    change_everything(german)
    before = edition_of(german, "de").translated
    changed, problems = update_all(german)
    assert len(changed) == 4
    assert problems == []
    after = edition_of(german, "de").translated
    assert _texts(before.manual) == _texts(after.manual)
    assert before.states == after.states
    assert before.interface == after.interface
    assert shown(german, "A new paragraph")[2] == "missing"
    assert shown(german, "Wait for") == ("Warten Sie auf **eine Antwort**.", "de", "current")
    assert shown(german, "Records of") == ("Aufzeichnungen über etwas.", "de", "current")


def _texts(node: object) -> list[tuple[str, str, str]]:
    """Return every text below a record as it is shown."""
    if isinstance(node, Text):
        return [(node.source, node.shown, node.state)]
    if hasattr(node, "text"):
        return _texts(node.text)
    children = node if isinstance(node, (tuple, list)) else getattr(node, "__dict__", {}).values()
    return [found for child in children for found in _texts(child)]

"""Catalogs brought up to date: nothing that a translator wrote is lost, and nothing is guessed."""

import datetime
import difflib
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from press.model import Edition, Language
from press.problems import Origin
from press.project import Project
from press.translation.catalogs import catalog_path
from press.translation.messages import Message
from press.translation.po import Catalog, Entry, parse_po, state, write_po
from press.translation.update import similarity, update, update_catalogs

EDITION = Edition(edition="2026.1", date=datetime.date(2026, 3, 1), publisher="IASIOS")
GERMAN, CHINESE = (
    Language(tag=tag, name=tag, state="draft", fonts=("a",), quotes=("“", "”", "‘", "’")) for tag in ("de", "zh-Hans")
)
SECTION = (
    "The facility shows a written policy on consent.",
    "The head of the department signs the policy once a year.",
    "Patients receive a copy of the form in their own language.",
)


def message(source: str, context: str = "consent", kind: str = "Paragraph", **more: object) -> Message:
    return Message("manual", context, source, kind, Origin("content/manual/consent.md", 3, 1), **more)


MESSAGES = [message("Consent", kind="Heading 2"), *map(message, SECTION), message("Date", "mds/date", "Form label")]


def translated(messages: list[Message]) -> Catalog:
    """A catalog in which every text is translated: by itself, in capitals."""
    fresh = update(Catalog({"Language": "de"}), messages, {})
    entries = tuple(entry._replace(translation=entry.source.upper()) for entry in fresh.entries)
    return Catalog(fresh.header, entries, (), ("Translators:", "Ana"))


OLD = translated(MESSAGES)


def rows(catalog: Catalog) -> list[tuple[str, str, str, str | None]]:
    return [(entry.source, entry.translation, state(entry), entry.previous) for entry in catalog.entries]


def changes(old: Catalog, new: Catalog) -> list[str]:
    """The lines of the file that differ, as a version control system shows them."""
    lines = difflib.ndiff(write_po(old).splitlines(), write_po(new).splitlines())
    return [line for line in lines if line[0] in "+-"]


def test_nothing_changed() -> None:
    """The same messages give the same bytes, once, twice and after reading them again."""
    once = update(OLD, MESSAGES, {})
    assert write_po(once) == write_po(OLD)
    assert write_po(update(parse_po(write_po(once), "de.po")[0], MESSAGES, {})) == write_po(OLD)


def test_a_word_changed() -> None:
    """Exactly that entry becomes outdated, with the text that its translation belongs to."""
    new = SECTION[1].replace("once", "twice")
    result = update(OLD, [MESSAGES[0], message(SECTION[0]), message(new), *MESSAGES[3:]], {})
    assert changes(OLD, result) == [
        "- #, md-text",
        "+ #, fuzzy, md-text",
        f'+ #| msgid "{SECTION[1]}"',
        f'- msgid "{SECTION[1]}"',
        f'+ msgid "{new}"',
    ]
    assert [state(entry) for entry in result.entries] == ["current", "current", "outdated", "current", "current"]


def test_a_sentence_added() -> None:
    """A sentence added to a paragraph makes it outdated; the others are left alone."""
    new = SECTION[0] + " It is reviewed whenever the law changes."
    result = update(OLD, [MESSAGES[0], message(new), *MESSAGES[2:]], {})
    assert rows(result)[1] == (new, SECTION[0].upper(), "outdated", SECTION[0])
    assert len(changes(OLD, result)) == 5


def test_a_paragraph_added() -> None:
    """A new paragraph starts empty, in its place, and touches no line of the others."""
    result = update(OLD, [*MESSAGES[:2], message("Children are asked, too."), *MESSAGES[2:]], {})
    assert rows(result)[2] == ("Children are asked, too.", "", "missing", None)
    assert {line[0] for line in changes(OLD, result)} == {"+"}


def test_a_paragraph_moved_within_its_section() -> None:
    """Entries follow the order of the document and stay current."""
    result = update(OLD, [MESSAGES[0], *reversed(MESSAGES[1:4]), MESSAGES[4]], {})
    assert [entry.source for entry in result.entries[1:4]] == list(reversed(SECTION))
    assert {state(entry) for entry in result.entries} == {"current"}


def test_a_paragraph_moved_to_another_section() -> None:
    """A text gone from one context and new in one keeps its translation."""
    result = update(OLD, [*MESSAGES[:3], message(SECTION[2], "patients"), MESSAGES[4]], {})
    assert changes(OLD, result) == [
        "- #. consent",
        "+ #. patients",
        '- msgctxt "consent"',
        '+ msgctxt "patients"',
    ]


def test_a_text_copied_elsewhere_starts_empty() -> None:
    """A text that is still in its old context is not taken from it."""
    result = update(OLD, [*MESSAGES, message("Date", "cap/date", "Form label")], {})
    assert rows(result)[-1] == ("Date", "", "missing", None)


def test_a_text_gone_once_and_new_twice_is_not_guessed() -> None:
    """Of two places, none is taken for the one to which a text moved."""
    result = update(OLD, [*MESSAGES[:4], *(message("Date", each, "Form label") for each in ("cap/a", "cap/b"))], {})
    assert [row[1] for row in rows(result)[-2:]] == ["", ""]
    assert [(entry.context, entry.translation) for entry in result.obsolete] == [("mds/date", "DATE")]


def test_texts_gone_twice_and_new_once_are_not_guessed() -> None:
    """Nor is one of two places taken for the one from which it came."""
    old = translated([*MESSAGES, message("Date", "cap/date", "Form label")])
    result = update(old, [*MESSAGES[:4], message("Date", "icr/date", "Form label")], {})
    assert rows(result)[-1] == ("Date", "", "missing", None)
    assert len(result.obsolete) == 2


@pytest.mark.parametrize(
    ("renamed", "old", "new"),
    [
        ({"mds/date": "mds/day"}, "mds/date", "mds/day"),
        ({"mds": "dataset"}, "mds/date", "dataset/date"),
        ({"mds": "dataset"}, "mds@07", "dataset@07"),
        ({"mds": "dataset", "mds/date": "day"}, "mds/date", "day"),
        ({"mds": "set", "set": "dataset"}, "mds/date", "dataset/date"),
    ],
)
def test_renamed_ids(renamed: dict[str, str], old: str, new: str) -> None:
    """An id renamed, and ids below it, keep their translations, through any number of renamings."""
    result = update(translated([message("Date", old)]), [message("Date", new)], renamed)
    assert [(entry.context, entry.translation) for entry in result.entries] == [(new, "DATE")]
    assert result.obsolete == ()


def test_renaming_keeps_what_moving_could_not() -> None:
    """Equal texts in two renamed contexts each keep their own translation, a changed text among them."""
    old = translated([message("Date", "a/x"), message("Date", "b/x"), message("A long text", "a/y")])
    old = Catalog(old.header, (old.entries[0], old.entries[1]._replace(translation="TAG"), old.entries[2]))
    now = [message("Date", "c/x"), message("Date", "d/x"), message("A longer text", "c/y")]
    assert [row[1] for row in rows(update(old, now, {"a": "c", "b": "d"}))] == ["DATE", "TAG", "A LONG TEXT"]


@pytest.mark.parametrize("renamed", [{"mds": "gone"}, {"mds": "x", "x": "mds"}, {"m": "x"}, {"date": "x"}])
def test_renamings_that_lead_nowhere(renamed: dict[str, str]) -> None:
    """Circles, ids that are gone and parts of ids rename nothing; an id that is still there is never renamed."""
    assert update(OLD, MESSAGES, renamed) == OLD
    assert [entry.context for entry in update(OLD, MESSAGES[:4], renamed).obsolete] == ["mds/date"]


def test_renamed_into_an_entry_without_translation() -> None:
    """The translated of two entries that meet is used, whichever it is; a second translation is kept out of use."""
    old = translated([message("Date", "a"), message("Date", "b")])
    first, second = old.entries
    for entries in ((first, second._replace(translation="")), (first._replace(translation=""), second)):
        result = update(Catalog({}, entries), [message("Date", "b")], {"a": "b"})
        assert (result.entries[0].translation, result.obsolete) == ("DATE", ())
    result = update(old, [message("Date", "b")], {"a": "b"})
    assert [(entry.context, entry.translation) for entry in result.obsolete] == [("a", "DATE")]


def test_changed_twice_keeps_the_first_text() -> None:
    """However often a text changes, the previous text is the one that was translated."""
    texts = ["The head signs it once.", "The head signs it twice.", "The deputy signs it twice."]
    catalog = translated([message(texts[0]), message("Other")])
    for text in texts[1:]:
        catalog = update(catalog, [message(text), message("Other")], {})
    assert rows(catalog)[0] == (texts[2], texts[0].upper(), "outdated", texts[0])


def test_changed_back_is_current_again() -> None:
    """A text that is again what was translated needs no translator."""
    changed = update(OLD, [MESSAGES[0], message(SECTION[0] + " Always."), *MESSAGES[2:]], {})
    assert write_po(update(changed, MESSAGES, {})) == write_po(OLD)
    gone = update(changed, [MESSAGES[0], *MESSAGES[2:]], {})
    assert write_po(update(gone, MESSAGES, {})) == write_po(OLD)


def test_unchecked_stays_unchecked() -> None:
    """A change and its undoing don't make a checked translation of one that nobody has checked."""
    old = Catalog({}, (OLD.entries[1]._replace(fuzzy=True), *OLD.entries[2:4]))
    changed = update(old, [message(SECTION[0] + " Always."), *MESSAGES[2:4]], {})
    assert rows(changed)[0][2:] == ("outdated", SECTION[0])
    assert "unchecked" in changed.entries[0].flags
    again = update(parse_po(write_po(changed), "de.po")[0], MESSAGES[1:4], {})
    assert write_po(again) == write_po(old)
    assert state(again.entries[0]) == "unchecked"
    confirmed = changed.entries[0]._replace(fuzzy=False, previous=None)
    done = update(
        Catalog({}, (confirmed, *changed.entries[1:])), [message(SECTION[0] + " Always."), *MESSAGES[2:4]], {}
    )
    assert done.entries[0].flags == ("md-text",)


def test_guess_of_another_tool_stays_unchecked() -> None:
    """What another tool took from another context is not called outdated after a change either."""
    guess = Entry("consent", SECTION[0], "X", True, "Foreign", "other", notes=("Paragraph",))
    result = update(Catalog({}, (guess,)), [message(SECTION[0] + " Always.")], {})
    assert rows(result) == [(SECTION[0] + " Always.", "X", "unchecked", "Foreign")]


def test_paragraphs_are_paired_by_their_words() -> None:
    """In a section each changed paragraph takes the translation of the one most like it, in any order."""
    now = [SECTION[2] + " Now.", SECTION[0].replace("written", "printed"), "Something else altogether."]
    assert [row[1] for row in rows(update(OLD, [MESSAGES[0], *map(message, now), MESSAGES[4]], {}))] == [
        "CONSENT",
        SECTION[2].upper(),
        SECTION[0].upper(),
        "",
        "DATE",
    ]


def test_unlike_paragraphs_are_not_paired() -> None:
    """A paragraph replaced by one about something else starts empty; the old translation is kept out of use."""
    result = update(OLD, [*MESSAGES[:3], message("Images are archived for ten years."), MESSAGES[4]], {})
    assert rows(result)[3] == ("Images are archived for ten years.", "", "missing", None)
    assert [entry.source for entry in result.obsolete] == [SECTION[2]]


def test_the_one_text_of_its_kind_is_paired_however_it_changed() -> None:
    """A label or a heading with an id of its own is the same one, whatever it says now."""
    now = [message("Agreement of patients", kind="Heading 2"), *MESSAGES[1:4], message("Day", "mds/date", "Form label")]
    result = update(OLD, now, {})
    assert [row[1:] for row in rows(result)[::4]] == [
        ("CONSENT", "outdated", "Consent"),
        ("DATE", "outdated", "Date"),
    ]


def test_kinds_are_not_mixed() -> None:
    """A heading that becomes a paragraph is another text."""
    now = [*MESSAGES[1:4], message("Consents"), MESSAGES[4]]
    assert rows(update(OLD, now, {}))[3] == ("Consents", "", "missing", None)


def test_one_of_several_is_not_the_one() -> None:
    """Where there was or is another text of the kind, only likeness pairs."""
    two = [message("Date", "i", "Answer"), message("Time", "i", "Answer")]
    assert [row[1] for row in rows(update(translated(two), [message("Day", "i", "Answer")], {}))] == [""]
    one = translated(two[:1])
    assert [row[1] for row in rows(update(one, [message("Day", "i", "Answer"), two[1]], {}))] == ["", ""]


def test_gone_and_back() -> None:
    """A translation that nothing needs is kept out of use, and comes back with its message."""
    without = update(OLD, [*MESSAGES[:2], *MESSAGES[3:]], {})
    assert write_po(without).endswith(
        f'#~ msgctxt "consent"\n#~ msgid "{SECTION[1]}"\n#~ msgstr "{SECTION[1].upper()}"\n'
    )
    assert write_po(update(parse_po(write_po(without), "x")[0], MESSAGES, {})) == write_po(OLD)


def test_gone_and_back_elsewhere() -> None:
    """It also comes back in another context, if there is one such text and one such context."""
    without = update(OLD, MESSAGES[:4], {})
    result = update(without, [*MESSAGES[:4], message("Date", "cap/date", "Form label")], {})
    assert (rows(result)[-1][1], result.obsolete) == ("DATE", ())


def test_untranslated_texts_leave_nothing_behind() -> None:
    """An entry without translation vanishes with its message, and loses marks that mean nothing."""
    empty = tuple(entry._replace(translation="", fuzzy=True, previous="x") for entry in OLD.entries)
    result = update(Catalog({}, empty), MESSAGES[1:], {})
    assert result.obsolete == ()
    assert rows(result) == [(each.source, "", "missing", None) for each in MESSAGES[1:]]


def test_comments_header_and_place_are_kept() -> None:
    """What translators note stays; our flags and notes are made afresh; each entry still knows its line."""
    text = write_po(OLD).replace("#. Form label", "# Ask Ana\n#. Old note").replace("#, md-text", "#, max-length:9")
    old = parse_po(text, "de.po")[0]
    result = update(old, MESSAGES, {})
    assert (result.header, result.comments) == (OLD.header, OLD.comments)
    assert result.entries[-1].translator_comments == ("Ask Ana",)
    assert write_po(result) == write_po(OLD).replace("#. Form label", "# Ask Ana\n#. Form label")
    assert [entry.origin for entry in result.entries] == [entry.origin for entry in old.entries]


def test_flags_of_others_are_kept() -> None:
    """A flag that another tool gave an entry stays where it stands, with or without a translation, in use or not."""
    text = write_po(OLD).replace("#, md-text", "#, no-wrap, md-text").replace(SECTION[0].upper(), "")
    old = parse_po(text, "de.po")[0]
    assert write_po(update(old, MESSAGES, {})) == text
    assert [entry.flags for entry in update(old, [], {}).obsolete] == [("no-wrap",)] * 4


def test_similarity() -> None:
    """Likeness is the share of words that stand in both texts in the same order."""
    assert similarity("a b c d", "a b c d") == 1
    assert similarity("a b c d", "a b x d") == 0.75
    assert similarity("a b c d", "w x y z") == 0
    assert similarity("", "a") == 0


WORDS = st.lists(st.sampled_from(["the", "head", "signs", "it", "once"]), min_size=1, max_size=5).map(" ".join)
SOME = st.lists(st.builds(message, WORDS, st.sampled_from(["a", "b", "c/d"]), st.sampled_from(["P", "H"])), max_size=8)


@settings(max_examples=200, deadline=None)
@given(SOME, SOME, st.dictionaries(st.sampled_from("abc"), st.sampled_from("abc"), max_size=2))
@example([message("the", "a", "P"), message("the", "b", "P")], [message("the", "a", "P")], {"b": "a"})
def test_no_translation_is_lost_or_doubled(
    before: list[Message], after: list[Message], renamed: dict[str, str]
) -> None:
    """Each translation is used once or kept out of use; each message has an entry; a second update changes nothing."""
    fresh = update(Catalog(), before, {})
    entries = tuple(entry._replace(translation=f"T{i}") for i, entry in enumerate(fresh.entries))
    result = update(Catalog({}, entries), after, renamed)
    kept = [entry.translation for entry in (*result.entries, *result.obsolete) if entry.translation]
    assert sorted(kept) == sorted(entry.translation for entry in entries)
    assert {entry.key for entry in result.entries} == {(each.context, each.source) for each in after}
    keys = [entry.key for entry in (*result.entries, *result.obsolete)]
    assert len(keys) == len(set(keys))
    assert update(result, after, renamed) == result
    assert parse_po(write_po(result), "x")[1] == []


ROWS = st.lists(st.tuples(st.sampled_from(["a", "b", "c/d"]), WORDS, st.booleans()), max_size=6)


@settings(max_examples=300, deadline=None)
@given(SOME, ROWS, ROWS, st.dictionaries(st.sampled_from("abc"), st.sampled_from("abc"), max_size=2))
def test_no_translation_out_of_use_is_lost(
    after: list[Message],
    active: list[tuple[str, str, bool]],
    obsolete: list[tuple[str, str, bool]],
    renamed: dict[str, str],
) -> None:
    """Whatever stands in a catalog, each translation is found in the next one, which tools accept and updates leave."""
    rows = [*{row[:2]: row for row in active}.values(), *obsolete]
    entries = tuple(Entry(c, s, f"T{i}.", fuzzy, notes=("P",)) for i, (c, s, fuzzy) in enumerate(rows))
    used = len(rows) - len(obsolete)
    result = update(Catalog({}, entries[:used], entries[used:]), after, renamed)
    text = write_po(result)
    assert all(text.count(f'{entry.translation}"\n') == 1 for entry in entries)
    keys = [entry.key for entry in (*result.entries, *result.obsolete)]
    assert len(keys) == len(set(keys))
    assert write_po(update(parse_po(text, "x")[0], after, renamed)) == text


def test_the_translation_without_work_is_used() -> None:
    """A reviewed translation out of use comes before a fuzzy one of the same text, which is noted."""
    fuzzy, reviewed = Entry("a", "Pay.", "Alt", fuzzy=True, previous="Pay it."), Entry("a", "Pay.", "Zahlen Sie.")
    (entry,) = update(Catalog({}, (fuzzy,), (reviewed,)), [message("Pay.", "a")], {}).entries
    assert (entry.translation, state(entry)) == ("Zahlen Sie.", "current")
    assert entry.translator_comments == ("Another translation (outdated):", 'msgstr "Alt"')


def test_two_translations_out_of_use() -> None:
    """Of two entries out of use with one key, which GNU's tools refuse, the second is noted at the first."""
    twice = (
        Entry("a", "Pay.", "Zahlen Sie."),
        Entry("a", "Pay.", "Begleichen Sie\nes."),
        Entry("a", "Pay.", "Zahlen Sie."),
    )
    (entry,) = update(Catalog({}, (), twice), [], {}).obsolete
    assert entry.translation == "Zahlen Sie."
    assert entry.translator_comments == ("Another translation (current):", 'msgstr ""', '"Begleichen Sie\\n"', '"es."')


def test_a_section_that_returns_under_another_name() -> None:
    """A translation out of use survives when another text is renamed to its key, in whose old place it is kept."""
    pay = "Pay within the year."
    gone = update(translated([message(pay, "fees")]), [], {})
    back = update(gone, [message(pay, "costs"), message(pay, "costs-too")], {})
    assert [entry.translation for entry in (*back.entries, *back.obsolete)] == ["", "", pay.upper()]
    back = Catalog({}, (back.entries[0]._replace(translation="B"), back.entries[1]), back.obsolete)
    now = [message(pay, "fees"), message(pay, "costs-too")]
    result = update(back, now, {"costs": "fees"})
    assert [(entry.key, entry.translation) for entry in (*result.entries, *result.obsolete)] == [
        (("fees", pay), "B"),
        (("costs-too", pay), ""),
        (("costs", pay), pay.upper()),
    ]
    assert update(result, now, {"costs": "fees"}) == result


# From here: on disk.


def here(root: Path, text: str = "") -> tuple[Project, Path]:
    project = Project(root)
    path = catalog_path(project, "de", "manual")
    if text:
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    return project, path


def test_first_update(tmp_path: Path) -> None:
    """Templates and catalogs are made for domains that have messages, and msgfmt accepts them; a second run is idle."""
    project, path = here(tmp_path)
    changed, problems = update_catalogs(project, EDITION, [GERMAN, CHINESE], MESSAGES, {})
    assert problems == []
    assert [file.relative_to(project.locales).as_posix() for file in changed] == [
        "manual.pot",
        "de/LC_MESSAGES/manual.po",
        "zh_Hans/LC_MESSAGES/manual.po",
    ]
    for file in changed:
        subprocess.run(["msgfmt", "--check", "-o", "/dev/null", file], check=True, capture_output=True)
    assert '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"' in path.read_text(encoding="utf-8")
    assert update_catalogs(project, EDITION, [GERMAN, CHINESE], MESSAGES, {}) == ([], [])


def test_a_new_edition_alone_touches_no_file(tmp_path: Path) -> None:
    """A date is no change; when there is one, template and catalog take the edition's date with it."""
    project, path = here(tmp_path)
    update_catalogs(project, EDITION, [GERMAN], MESSAGES, {})
    later = EDITION.model_copy(update={"edition": "2027.1", "date": EDITION.date.replace(year=2027)})
    assert update_catalogs(project, later, [GERMAN], MESSAGES, {}) == ([], [])
    changed, _ = update_catalogs(project, later, [GERMAN], MESSAGES[:3], {})
    assert len(changed) == 2
    text = path.read_text(encoding="utf-8")
    assert '"POT-Creation-Date: 2027-03-01 00:00+0000\\n"' in text
    assert '"PO-Revision-Date: 2026-03-01 00:00+0000\\n"' in text


def test_a_file_wrapped_by_another_tool_is_left_alone(tmp_path: Path) -> None:
    """A catalog that differs in line breaks only is not written again."""
    project, path = here(tmp_path)
    update_catalogs(project, EDITION, [GERMAN], [message(SECTION[0] * 3, markdown=False)], {})
    ours = path.read_bytes()
    subprocess.run(["msgcat", "--width=60", "-o", path, path], check=True)
    wrapped = path.read_bytes()
    assert wrapped != ours
    assert update_catalogs(project, EDITION, [GERMAN], [message(SECTION[0] * 3, markdown=False)], {}) == ([], [])
    assert path.read_bytes() == wrapped


def test_a_broken_catalog_is_left_alone(tmp_path: Path) -> None:
    """What can't be read would be lost, so the file stays; other languages go on."""
    broken = 'msgid "a"\nmsgstr "b\n'
    project, path = here(tmp_path, broken)
    changed, problems = update_catalogs(project, EDITION, [GERMAN, CHINESE], MESSAGES, {})
    assert path.read_text(encoding="utf-8") == broken
    assert [file.name for file in changed] == ["manual.pot", "manual.po"]
    name = "content/locales/de/LC_MESSAGES/manual.po"
    assert [(str(each), each.language) for each in problems] == [
        (
            f"{name}:2:10: error: the closing quotation mark is missing;"
            ' write " at the end of the line [po-unterminated]',
            "de",
        ),
        (
            f"{name}: error: the catalog was not brought up to date, since entries that can't be read would be lost;"
            " correct them, then update again [catalog-left]",
            "de",
        ),
    ]


def test_a_file_keeps_what_is_no_matter_of_ours(tmp_path: Path) -> None:
    """Line ends of Windows, the mode, a link and comments at the end survive an update."""
    project, path = here(tmp_path)
    update_catalogs(project, EDITION, [GERMAN], MESSAGES[:3], {})
    theirs = tmp_path / "theirs.po"
    theirs.write_bytes(path.read_bytes().replace(b"\n", b"\r\n") + b"\r\n# Ana's list:\r\n#. is done\r\n")
    theirs.chmod(0o664)
    path.unlink()
    path.symlink_to(theirs)
    update_catalogs(project, EDITION, [GERMAN], MESSAGES, {})
    data = theirs.read_bytes()
    assert (path.is_symlink(), theirs.stat().st_mode & 0o777) == (True, 0o664)
    assert b'msgid "Date"\r\n' in data
    assert data.count(b"\n") == data.count(b"\r\n")
    assert data.endswith(b"\r\n\r\n# Ana's list:\r\n#. is done\r\n")


def test_a_catalog_of_comments_only(tmp_path: Path) -> None:
    """What stands in a file without entries is above the header of the catalog that it becomes."""
    project, path = here(tmp_path, "# Ana Müller\n#\n# do not send before May\n")
    assert update_catalogs(project, EDITION, [GERMAN], MESSAGES, {})[1] == []
    assert path.read_text(encoding="utf-8").startswith('# Ana Müller\n#\n# do not send before May\nmsgid ""\n')


def put_link(path: Path) -> None:
    path.symlink_to("nowhere.po")


@pytest.mark.parametrize(
    ("put", "message", "code"),
    [
        (Path.mkdir, "the file can't be read (Is a directory)", "file-missing"),
        (os.mkfifo, "this is no ordinary file", "file-kind"),
        (put_link, "this link leads nowhere", "file-missing"),
    ],
)
def test_what_is_no_catalog(tmp_path: Path, put: Callable[[Path], None], message: str, code: str) -> None:
    """A folder, a pipe or a link to nothing in a catalog's place is a problem of its language and stops no other."""
    project, path = here(tmp_path)
    path.parent.mkdir(parents=True)
    put(path)
    changed, problems = update_catalogs(project, EDITION, [GERMAN, CHINESE], MESSAGES, {})
    assert [file.name for file in changed] == ["manual.pot", "manual.po"]
    assert not path.is_file()
    assert (str(problems[0]), problems[0].language) == (
        f"content/locales/de/LC_MESSAGES/manual.po: error: {message};"
        f" put a catalog that can be read in its place, or delete it [{code}]",
        "de",
    )


def test_what_cannot_be_written(tmp_path: Path) -> None:
    """Where the system refuses a file, that is a problem of its language and stops no other."""
    project, path = here(tmp_path)
    project.locales.mkdir(parents=True)
    path.parent.parent.write_text("a file in a folder's place", encoding="utf-8")
    changed, problems = update_catalogs(project, EDITION, [GERMAN, CHINESE], MESSAGES, {})
    assert [file.name for file in changed] == ["manual.pot", "manual.po"]
    assert [(problem.origin.path, problem.code, problem.language) for problem in problems] == [
        ("content/locales/de/LC_MESSAGES/manual.po", "file-unwritten", "de")
    ]

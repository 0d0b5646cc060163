"""PO files: what is read, what is refused and where, what is written, and that GNU's tools agree."""

import os
import re
import subprocess
import time
from pathlib import Path

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from press.problems import Origin
from press.translation.po import Catalog, Entry, parse_po, read_po, save, state, write_po

HEADER = {
    "Project-Id-Version": "Manual 2026.1",
    "POT-Creation-Date": "2026-03-01 00:00+0000",
    "PO-Revision-Date": "2026-04-02 10:00+0200",
    "Last-Translator": "Ana Müller <ana@example.org>",
    "Language-Team": "Deutsch <de@example.org>",
    "Language": "de",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
    "X-Poedit-Bookmarks": "1,2:3",
}
LONG = "The facility shows a written policy on consent, signed by the head of the department, “once” a year. " * 3
CATALOG = Catalog(
    HEADER,
    (
        Entry("3c", "Consent", "Einwilligung", notes=("Heading 2", "3c"), files=("content/a.md", "content/b.md")),
        Entry("3c", LONG, LONG.upper(), notes=("Paragraph",), translator_comments=("See the law.", "", "  Ask Ana")),
        Entry("3c/a", "New text", "Alter Text", fuzzy=True, previous="Old text"),
        Entry("3c/b", "Two\nlines\n", "Zwei\nZeilen\n"),
        Entry("3c/c", 'He said "no" \\ never\t.', "Er sagte „nein“", fuzzy=True, previous="x", previous_context="3b"),
        Entry("", "No context", ""),
    ),
    (Entry("9z", "Gone", "Weg", fuzzy=True, previous="Went", translator_comments=("Kept",)),),
    ("Translators:", "Ana Müller, 2026"),
)
GOOD = 'msgid "good"\nmsgstr "gut"\n'


def bare(catalog: Catalog) -> Catalog:
    """Without places and flags: GNU's tools drop flags that they don't know."""
    entries, obsolete = (
        tuple(entry._replace(origin=Origin(""), flags=()) for entry in part)
        for part in (catalog.entries, catalog.obsolete)
    )
    return Catalog(dict(sorted(catalog.header.items())), entries, obsolete, catalog.comments)


def parsed(text: str) -> Catalog:
    catalog, problems = parse_po(text, "de.po")
    assert problems == []
    return catalog


def gnu(*command: str, text: str) -> str:
    done = subprocess.run(
        command, input=text.encode(), capture_output=True, check=False, env=os.environ | {"LC_ALL": "C"}
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def test_written_form() -> None:
    """A catalog is written with a field, a file, a note and a text a line each."""
    catalog = Catalog({"Language": "de", "X-Own": "1"}, CATALOG.entries[:1] + CATALOG.entries[2:4], CATALOG.obsolete)
    assert write_po(catalog) == (
        'msgid ""\nmsgstr ""\n"Language: de\\n"\n"X-Own: 1\\n"\n\n'
        "#. Heading 2\n#. 3c\n#: content/a.md\n#: content/b.md\n"
        'msgctxt "3c"\nmsgid "Consent"\nmsgstr "Einwilligung"\n\n'
        '#, fuzzy\n#| msgid "Old text"\nmsgctxt "3c/a"\nmsgid "New text"\nmsgstr "Alter Text"\n\n'
        'msgctxt "3c/b"\nmsgid ""\n"Two\\n"\n"lines\\n"\nmsgstr ""\n"Zwei\\n"\n"Zeilen\\n"\n\n'
        '# Kept\n#, fuzzy\n#~| msgid "Went"\n#~ msgctxt "9z"\n#~ msgid "Gone"\n#~ msgstr "Weg"\n'
    )


def test_round_trip_of_everything() -> None:
    """All that a catalog holds comes back, and is written again as the same bytes."""
    text = write_po(CATALOG)
    assert bare(parsed(text)) == bare(CATALOG)
    assert write_po(parsed(text)) == text


TEXTS = st.text() | st.text(alphabet='"\\\n\r\t\a\b\f\v\x1b\x7f\x85\u2028n0 {}%#~', max_size=30)


def _possible(text: str) -> str:
    return text.replace("\0", "").replace("\4", "")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(TEXTS, TEXTS.filter(bool), TEXTS, TEXTS), unique_by=lambda e: e[:2], max_size=4))
def test_any_text_comes_back(rows: list[tuple[str, str, str, str]]) -> None:
    """Whatever stands in a text is read as it was written."""
    rows = [tuple(_possible(text) for text in row) for row in rows]
    rows = [row for row in {row[:2]: row for row in rows}.values() if row[1]]
    entries = tuple(Entry(c, s, t, fuzzy=True, previous=p or None, flags=("md-text",)) for c, s, t, p in rows)
    catalog = Catalog(HEADER, entries, tuple(entry._replace(flags=()) for entry in entries[:1]))
    again = parsed(write_po(catalog))
    assert [entry._replace(origin=Origin("")) for entry in again.entries] == list(entries)
    assert [entry._replace(origin=Origin("")) for entry in again.obsolete] == list(catalog.obsolete)


def test_what_no_tool_carries_is_replaced() -> None:
    """NUL and EOT, which end a text and a context in gettext, are written as U+FFFD."""
    assert parsed(write_po(Catalog(HEADER, (Entry("", "a\0b\4"),)))).entries[0].source == "a\ufffdb\ufffd"


@settings(max_examples=15, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=12))
def test_msgfmt_accepts_what_is_written(texts: list[str]) -> None:
    """GNU msgfmt finds nothing wrong with any text (which line ends stand at its ends is the translator's affair)."""
    texts = [_possible(text).strip("\n") for text in texts]
    entries = tuple(Entry(f"c{i}", text or "x", text[::-1], flags=("md-text",)) for i, text in enumerate(texts))
    gnu("msgfmt", "--check", "-o", "/dev/null", "-", text=write_po(Catalog(HEADER, entries, CATALOG.obsolete)))


@pytest.mark.parametrize(
    "options",
    [["--no-wrap"], [], ["--width=40"], ["--sort-output"], ["--force-po", "--add-location=file"], ["--color=no", "-i"]],
    ids=" ".join,
)
def test_msgcat_rewrites_are_read_alike(options: list[str]) -> None:
    """What GNU msgcat makes of a file, however it wraps or sorts, reads as the same content."""
    again = bare(parsed(gnu("msgcat", *options, "-", text=write_po(CATALOG))))
    assert sorted(again.entries) == sorted(bare(CATALOG).entries)
    assert (again.header, again.obsolete) == (bare(CATALOG).header, bare(CATALOG).obsolete)


def test_our_form_is_that_of_msgcat() -> None:
    """GNU msgcat without wrapping gives back our bytes, where there are no flags of ours."""
    text = write_po(CATALOG)
    assert (
        gnu("msgcat", "--no-wrap", "--add-location=file", "-", text=text).replace("a.md content", "a.md\n#: content")
        == text
    )


def test_polib_reads_what_we_write() -> None:
    """Polib, a reader made by others, finds the same texts, contexts, previous texts and flags."""
    theirs = polib.pofile(write_po(CATALOG))
    assert [(e.msgctxt or "", e.msgid, e.msgstr, e.previous_msgid) for e in theirs if not e.obsolete] == [
        (e.context, e.source, e.translation, e.previous) for e in CATALOG.entries
    ]
    assert theirs.metadata == HEADER
    assert [entry.msgid for entry in theirs.obsolete_entries()] == ["Gone"]


def test_habits_of_other_tools() -> None:
    """Windows line ends, a BOM, headers in any order, location numbers and missing blank lines change nothing."""
    text = write_po(CATALOG).replace("#: content/a.md\n#: content/b.md", "#: content/a.md content/b.md")
    fields = "".join(f'"{name}: {value}\\n"\n' for name, value in HEADER.items())
    reordered = "".join(reversed(fields.splitlines(keepends=True)))
    tight = re.sub(r'"\n\n(?=#|msg)', '"\n', text)
    spaced = text.replace("\nmsgid", "\n\n  msgid").replace("msgstr ", "msgstr\t").replace('"\n', '" \n')
    for variant in (text, text.replace(fields, reordered), tight, spaced, text.rstrip("\n")):
        assert bare(parsed(variant)) == bare(CATALOG)


def test_comments_at_the_end() -> None:
    """Comments below the last entry are kept there."""
    text = write_po(CATALOG) + "\n# end\n#, of it\n"
    assert parsed(text).closing == ("# end", "#, of it")
    assert write_po(parsed(text)) == text


def test_habits_on_disk(tmp_path: Path) -> None:
    """A file with a BOM and Windows line ends reads as any other."""
    path = tmp_path / "de.po"
    path.write_bytes(b"\xef\xbb\xbf" + write_po(CATALOG).replace("\n", "\r\n").encode())
    catalog, problems = read_po(path, "de.po")
    assert (bare(catalog), problems) == (bare(CATALOG), [])


def test_flags_and_comments_are_told_apart() -> None:
    """Each kind of comment is read as what it is; `#=` holds flags as `#,` does; a flag may stand anywhere."""
    text = (
        "#, md-text\n#  Two blanks\n#No blank\n#\n#. Label\n#. more\n#: a.md:3 b.md\n"
        '#= max-length:9,fuzzy\n#| msgctxt "x"\n#| msgid "o"\n#| "ld"\n'
        'msgctxt ""\n"3c"\nmsgid "a"\nmsgstr ""\n"b"\n"c"\n'
    )
    entry = parsed(text).entries[0]
    assert entry == Entry(
        "3c", "a", "bc", True, "old", "x", (" Two blanks", "No blank", ""), ("Label", "more"), ("a.md:3", "b.md"),
        ("md-text", "max-length:9"), Origin("de.po", 15, 1),
    )  # fmt: skip
    assert entry.kind == "Label"


def test_a_confirmed_translation_has_no_previous_text() -> None:
    """Previous text that a translator left behind with the flag `fuzzy` gone is not read."""
    assert parsed('#| msgid "old"\nmsgid "a"\nmsgstr "b"\n').entries[0].previous is None


def test_escapes() -> None:
    """All escapes of C that stand for one ASCII character are read."""
    assert (
        parsed(r'msgid "\a\b\f\n\r\t\v\\\"\033\177"' '\nmsgstr ""\n').entries[0].source == '\a\b\f\n\r\t\v\\"\x1b\x7f'
    )


def test_header_is_kept_as_it_is() -> None:
    """Unknown fields, their order, a line without a name and a flag on the header survive or do no harm."""
    text = '# Team\n#, fuzzy\nmsgid ""\nmsgstr ""\n"X-B: 1\\n"\n"Language: de\\n"\n"more\\n"\n"X-A:2\\n"\n'
    catalog = parsed(text)
    assert list(catalog.header.items()) == [("X-B", "1"), ("Language", "de\nmore"), ("X-A", "2")]
    assert write_po(catalog) == text.replace("#, fuzzy\n", "").replace("X-A:2", "X-A: 2")


def test_find() -> None:
    """An entry is found by context and text together."""
    assert CATALOG.find("3c", "Consent") is CATALOG.entries[0]
    assert CATALOG.find("3d", "Consent") is None
    assert CATALOG.find("9z", "Gone") is None


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (Entry("c", "a"), "missing"),
        (Entry("c", "a", " \n", fuzzy=True), "missing"),
        (Entry("c", "a", "b"), "current"),
        (Entry("c", "a", "b", fuzzy=True), "unchecked"),
        (Entry("c", "a", "b", fuzzy=True, previous="old"), "outdated"),
        (Entry("c", "a", "b", fuzzy=True, previous="old", previous_context="c"), "outdated"),
        (Entry("c", "a", "b", fuzzy=True, previous="old", previous_context="d"), "unchecked"),
    ],
)
def test_states(entry: Entry, expected: str) -> None:
    """A translation is missing, current, outdated, or unchecked; a guess from another context is unchecked."""
    assert state(entry) == expected


def test_msgmerge_guesses_are_unchecked(tmp_path: Path) -> None:
    """What GNU msgmerge takes from another context by likeness is not taken for an outdated translation."""
    old, new = tmp_path / "old.po", tmp_path / "new.pot"
    old.write_text(
        write_po(Catalog(HEADER, (Entry("3c", "Consent form", "Formular"), Entry("3d", "The law", "Recht"))))
    )
    new.write_text(write_po(Catalog(HEADER, (Entry("3z", "Consent forms"), Entry("3d", "The laws")))))
    entries = parsed(gnu("msgmerge", "--quiet", "--previous", str(old), str(new), text="")).entries
    assert [(e.translation, e.previous, e.previous_context) for e in entries] == [
        ("Formular", "Consent form", "3c"),
        ("Recht", "The law", "3d"),
    ]
    assert [state(entry) for entry in entries] == ["unchecked", "outdated"]


def test_save_writes_only_what_changed(tmp_path: Path) -> None:
    """The same text leaves the file alone; another one replaces it whole; nothing else is left in the folder."""
    path = tmp_path / "de" / "LC_MESSAGES" / "manual.po"
    assert save(path, "é\n")
    os.utime(path, (1, 1))
    assert not save(path, "é\n")
    assert path.stat().st_mtime == 1
    assert save(path, "ü\n")
    assert path.read_bytes() == "ü\n".encode()
    assert list(path.parent.iterdir()) == [path]


def test_save_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    """Text that can't be written leaves the file as it was, and no other behind."""
    path = tmp_path / "manual.po"
    path.mkdir()
    with pytest.raises(OSError, match="directory"):
        save(path, "x")
    assert list(tmp_path.iterdir()) == [path]


def test_missing_file_is_an_empty_catalog(tmp_path: Path) -> None:
    """A language that hasn't begun is no mistake."""
    assert read_po(tmp_path / "de.po", "de.po") == (Catalog(), [])


def test_huge_file_is_refused_unread(tmp_path: Path) -> None:
    """A file of 100 MB is refused by its size, at once."""
    path = tmp_path / "de.po"
    path.touch()
    os.truncate(path, 100_000_000)
    start = time.perf_counter()
    catalog, problems = read_po(path, "content/de.po")
    assert time.perf_counter() - start < 0.1
    assert catalog == Catalog()
    assert [str(each) for each in problems] == [
        "content/de.po: error: the file is too large; split it into files of at most 5 MB [file-size]"
    ]


def test_other_encodings_are_refused(tmp_path: Path) -> None:
    """A file that isn't UTF-8 is an empty catalog and names the line."""
    path = tmp_path / "de.po"
    path.write_bytes(GOOD.encode() + 'msgid "x"\nmsgstr "Prüfung"\n'.encode("latin-1"))
    catalog, problems = read_po(path, "content/de.po")
    assert catalog == Catalog()
    assert [str(each) for each in problems] == [
        "content/de.po:4: error: the file is not UTF-8 text; save it in UTF-8 [encoding]"
    ]


def test_what_weblate_saves_is_read_alike() -> None:
    """One line a text, its own fields in the header, flags and comments of its own: the same content."""
    text = (
        "# Ana Müller <ana@example.org>, 2026.\n"
        'msgid ""\nmsgstr ""\n"Language: de\\n"\n"X-Generator: Weblate 5.14\\n"\n\n'
        '# Weblate comment\n#. Heading 2\n#: content/a.md\n#, fuzzy, md-text, safe-html\n#| msgctxt "3c"\n'
        '#| msgid "Consents"\nmsgctxt "3c"\nmsgid "Consent"\nmsgstr "Einwilligung"\n'
    )
    catalog = parsed(text)
    assert catalog.header["X-Generator"] == "Weblate 5.14"
    assert state(catalog.entries[0]) == "outdated"
    assert catalog.entries[0].translator_comments == ("Weblate comment",)
    assert write_po(catalog) == text

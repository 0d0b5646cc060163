"""Broken PO files: each mistake is named with its place, and takes no other entry with it."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from press.translation.po import parse_po

BEFORE = 'msgid "before"\nmsgstr "vorher"\n'
AFTER = 'msgid "after"\nmsgstr "nachher"\n'

# Each stands between two good entries, so its first line is the fourth, or the third without a blank line.
BROKEN = {
    "unterminated translation": (
        'msgid "a"\nmsgstr "b\n',
        '2:10: the closing quotation mark is missing; write " at the end of the line [po-unterminated]',
    ),
    "unterminated source": (
        '#. Label\nmsgid "a\nmsgstr "b"\n',
        '2:9: the closing quotation mark is missing; write " at the end of the line [po-unterminated]',
    ),
    "unterminated later line": (
        'msgid "a"\nmsgstr ""\n"b"\n"c\n"d"\n',
        '4:3: the closing quotation mark is missing; write " at the end of the line [po-unterminated]',
    ),
    "quotation mark within": (
        'msgid "a"\nmsgstr "say "no" now"\n',
        '2:14: something stands after the closing quotation mark; write \\" for a quotation mark inside a text'
        " [po-after-text]",
    ),
    "no quotation marks": (
        'msgid "a"\nmsgstr b\n',
        '2:8: a text in quotation marks is missing here; write it, or "" [po-text]',
    ),
    "bad escape": (
        'msgid "a"\nmsgstr "C:\\path"\n',
        "2:11: '\\p' is not an escape that a catalog knows; write \\\\ for a backslash, other signs as they are"
        " [po-escape]",
    ),
    "escaped byte of UTF-8": (
        'msgid "a"\nmsgstr "\\303\\251"\n',
        "2:9: '\\3' is not an escape that a catalog knows; write \\\\ for a backslash, other signs as they are"
        " [po-escape]",
    ),
    "NUL": ('msgid "a"\nmsgstr "b\0"\n', "2:10: a NUL character stands in the text; delete it [po-nul]"),
    "unknown keyword": (
        'msgid "a"\nmsgstring "b"\n',
        "2:1: 'msgstring' is not a keyword of a catalog; did you mean 'msgstr'? [po-keyword]",
    ),
    "stray line": (
        'msgid "a"\nmsgstr "b"\nhello\n',
        "3:1: this line is no part of a catalog; delete it, or write # before it to make it a comment [po-stray]",
    ),
    "stray text": ('# note\n"a"\n', "2:1: a text without a keyword; write msgid or msgstr before it [po-stray]"),
    "no translation": (
        'msgid "a"\n',
        '1:1: no msgstr follows this msgid; add msgstr "", or delete the entry [po-incomplete]',
    ),
    "no source": (
        'msgctxt "c"\nmsgstr "b"\n',
        "2:1: no msgid stands before this msgstr; write it on the line above [po-order]",
    ),
    "translation first": (
        'msgstr "b"\nmsgid "a"\n',
        "1:1: no msgid stands before this msgstr; write it on the line above [po-order]",
    ),
    "context late": (
        'msgid "a"\nmsgctxt "c"\nmsgstr "b"\n',
        "2:1: msgctxt stands after msgid; write msgctxt, msgid, msgstr [po-order]",
    ),
    "comment within": (
        'msgid "a"\n# note\n',
        '1:1: no msgstr follows this msgid; add msgstr "", or delete the entry [po-incomplete]',
    ),
    "conflict in a translation": (
        'msgid "a"\nmsgstr ""\n"b"\n<<<<<<< HEAD\n"c"\n=======\n"d"\n>>>>>>> other\n',
        "4:1: a merge conflict begins here; keep one of the two versions and delete the marks [po-conflict]",
    ),
    "conflict of translations": (
        'msgid "a"\n<<<<<<< HEAD\nmsgstr "b"\n||||||| base\n=======\nmsgstr "c"\n>>>>>>> other\n',
        "2:1: a merge conflict begins here; keep one of the two versions and delete the marks [po-conflict]",
    ),
    "conflict of entries": (
        '<<<<<<< HEAD\nmsgid "a"\nmsgstr "b"\n\n=======\nmsgid "c"\nmsgstr "d"\n\n>>>>>>> other\n',
        "1:1: a merge conflict begins here; keep one of the two versions and delete the marks [po-conflict]",
    ),
    "same message again": (
        'msgid "before"\nmsgstr "b"\n',
        "1:7: this message stands here for the second time, first at line 2; keep one of the two [po-duplicate]",
    ),
    "plural": (
        'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[1] "d"\n',
        "2:1: plural forms are not supported; write one message for each number [po-plural]",
    ),
    "previous text": (
        '#, fuzzy\n#| msgid "old\nmsgid "a"\nmsgstr "b"\n',
        "2:1: the previous text (#|) can't be read; delete the lines that begin with #| [po-previous]",
    ),
    "empty source": (
        'msgctxt "c"\nmsgid ""\nmsgstr "b"\n',
        "2:7: the text to translate is empty; delete the entry [po-empty]",
    ),
    "out of use": (
        '#~ msgid "a"\n#~ msgstr "b\n',
        '2:13: the closing quotation mark is missing; write " at the end of the line [po-unterminated]',
    ),
    "out of use, later line": (
        '#~ msgid "a"\n#~ msgstr ""\n#~ "b\n',
        '3:6: the closing quotation mark is missing; write " at the end of the line [po-unterminated]',
    ),
    "half out of use": (
        'msgid "a"\n#~ msgstr "b"\n',
        '1:1: no msgstr follows this msgid; add msgstr "", or delete the entry [po-incomplete]',
    ),
}


def shifted(report: str, lines: int) -> str:
    line, rest = report.split(":", 1)
    column, message = rest.split(": ", 1)
    return f"de.po:{int(line) + lines}:{column}: error: {message}"


@pytest.mark.parametrize("name", BROKEN)
def test_broken_entry(name: str) -> None:
    """The mistake is reported once, at its place; the entries before and after it keep their texts and lines."""
    text, report = BROKEN[name]
    catalog, problems = parse_po(f"{BEFORE}\n{text}\n{AFTER}", "de.po")
    assert str(problems[0]) == shifted(report, 3)
    assert len(problems) == (2 if name == "half out of use" else 1)
    lines = {entry.source: entry.origin.line for entry in catalog.entries}
    assert lines == {"before": 2, "after": 3 + text.count("\n") + 3}
    assert catalog.obsolete == ()


@pytest.mark.parametrize("name", sorted(BROKEN.keys() - {"translation first", "half out of use"}))
def test_broken_entry_without_blank_lines(name: str) -> None:
    """The same where no blank line shows where an entry ends."""
    text, report = BROKEN[name]
    before = BEFORE + "\n" if name == "conflict of entries" else BEFORE + "# note\n"
    catalog, problems = parse_po(before + text + AFTER, "de.po")
    assert [str(each) for each in problems] == [shifted(report, 3)]
    assert [entry.source for entry in catalog.entries] == ["before", "after"]


def test_header_twice() -> None:
    """A second header is reported with the line of the first one."""
    header = 'msgid ""\nmsgstr "Language: de\\n"\n'
    catalog, problems = parse_po(f"{header}\n{header.replace('de', 'fr')}", "de.po")
    assert catalog.header == {"Language": "de"}
    assert [str(each) for each in problems] == [
        "de.po:4:7: error: this header stands here for the second time, first at line 2; keep one of the two"
        " [po-duplicate]"
    ]


def test_header_with_another_encoding() -> None:
    """A header that would mislead other tools about the encoding is reported; the catalog is read."""
    text = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=ISO-8859-1\\n"\n' + BEFORE
    catalog, problems = parse_po(text, "de.po")
    assert [entry.source for entry in catalog.entries] == ["before"]
    assert [str(each) for each in problems] == [
        "de.po:2:8: error: the header names the encoding ISO-8859-1, but the file is in UTF-8; write charset=UTF-8"
        " [po-charset]"
    ]


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet='#~|msgidctxr"\\\n<=>[0]_ab ', max_size=200) | st.lists(
    st.sampled_from(['msgid "a"', 'msgstr "b"', 'msgctxt "c"', '"d"', '"e', "# x", '#~ msgid "f"', '#~ msgstr "g"', "",
                     "<<<<<<< x", ">>>>>>> x", '#| msgid "h"', "#| x", "msgid", 'msgstr[0] "i"', "\0"]),
    max_size=20).map("\n".join))  # fmt: skip
def test_nothing_is_lost_in_silence(text: str) -> None:
    """Any text is read to its end: what isn't in the catalog is reported, with a line that the file has."""
    catalog, problems = parse_po(text, "de.po")
    lines = [line.strip() for line in text.split("\n")]
    assert all(0 < each.origin.line <= len(lines) + 1 for each in problems)
    read = [*catalog.entries, *catalog.obsolete, *catalog.header, *catalog.comments]
    telling = [line for line in lines if line and (not line.startswith("#") or line.startswith("#~"))]
    assert read or problems or not [line for line in telling if line not in ('msgid ""', 'msgstr ""')]


# Texts of 1 MB that would take long to read if anything were read twice.
HOSTILE = {
    "one string": 'msgid "' + "a" * 1_000_000,
    "backslashes": 'msgid "' + "\\" * 1_000_000,
    "escapes": 'msgid "' + '\\"' * 500_000 + '"x\n',
    "lines": 'msgid ""\n' + '"a"\n' * 250_000,
    "comments": "# a\n" * 250_000 + "x",
    "keywords": 'msgid "a"\n' * 100_000,
    "conflicts": "<<<<<<< a\n" * 100_000,
    "blanks": 'msgid "a"' + "\n" * 1_000_000,
    "previous": "#| a\n" * 200_000 + AFTER,
    "obsolete": "#~ a\n" * 250_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_ends_in_a_few_lines(name: str) -> None:
    """A file made to hurt is read in a time that grows with its size alone, and ends in a bounded list of problems."""
    start = time.perf_counter()
    catalog, problems = parse_po(HOSTILE[name], "de.po")
    assert time.perf_counter() - start < 3
    assert len(catalog.entries) <= 1
    assert 1 <= len(problems) <= 101


def test_many_problems_are_cut_short() -> None:
    """After a hundred problems the rest of a file is not read."""
    _, problems = parse_po("msgid\n\n" * 200, "de.po")
    assert len(problems) == 101
    assert str(problems[-1]) == (
        "de.po:201:1: error: after 100 problems the rest is not read; correct those above first [po-problems]"
    )

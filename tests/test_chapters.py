"""A Markdown file becomes a chapter: blocks with their section and kind, and whatever the dialect does not allow."""

import pytest
from small import complaints, edit

from press.chapters import read_chapter
from press.model import Text
from press.texts import link_targets, numbered_references, references, text_problems

NOT_ALLOWED = [
    (
        "manual/process.md",
        "{#steps}\n",
        "",
        [
            (
                "content/manual/process.md:4:1",
                "markdown-heading-id",
                "this heading has no id",
                "write an id on the line above it, such as {#enrolling}",
            )
        ],
    ),
    (
        "manual/process.md",
        "## Steps",
        "# Steps",
        [
            (
                "content/manual/process.md:5:1",
                "markdown-heading",
                "a chapter has exactly one heading of level 1, at its start",
                "let the file begin with one '# ' heading and give the others '## ' or '### '",
            )
        ],
    ),
    (
        "manual/platform.md",
        "# The platform",
        "## The platform",
        [
            (
                "content/manual/platform.md:1:1",
                "markdown-heading",
                "a chapter has exactly one heading of level 1, at its start",
                "let the file begin with one '# ' heading and give the others '## ' or '### '",
            )
        ],
    ),
    (
        "manual/platform.md",
        "{#platform}\n# The platform",
        "Words.\n\n{#platform}\n# The platform",
        [
            (
                "content/manual/platform.md:1:1",
                "markdown-heading",
                "a text stands before the first heading",
                "begin the file with the id and the '# ' heading",
            )
        ],
    ),
    (
        "manual/platform.md",
        "{#saving}",
        "{#Saving_it}",
        [
            (
                "content/manual/platform.md:5:1",
                "id-form",
                "'Saving_it' is not an id",
                "use small letters, digits and '-'",
            )
        ],
    ),
    (
        "manual/glossary.md",
        "{#glossary}",
        "{#figure/screen}",
        [
            (
                "content/manual/glossary.md:1:1",
                "markdown-attribute",
                "'{#figure/screen}' is neither an id nor a class",
                "write an id like {#fees}, a class like {.normative}, directly above what they belong to",
            ),
            (
                "content/manual/glossary.md:1:1",
                "markdown-heading",
                "a text stands before the first heading",
                "begin the file with the id and the '# ' heading",
            ),
            (
                "content/manual/glossary.md:2:1",
                "markdown-heading-id",
                "this heading has no id",
                "write an id on the line above it, such as {#enrolling}",
            ),
        ],
    ),
    (
        "manual/process.md",
        "{.normative}",
        "{.normativ}",
        [
            (
                "content/manual/process.md:7:1",
                "markdown-attribute",
                "the class '.normativ' is not known",
                "did you mean 'normative'?",
            )
        ],
    ),
    (
        "manual/process.md",
        "{.normative}",
        '{onclick="x()"}',
        [
            (
                "content/manual/process.md:7:1",
                "markdown-attribute",
                "the attribute 'onclick' is not read",
                "braces above a block hold an id (#) or a class (.), such as {#fees .normative}",
            )
        ],
    ),
    (
        "manual/process.md",
        ":::{note}",
        ":::{not}",
        [
            (
                "content/manual/process.md:13:1",
                "markdown-directive",
                "there is no directive 'not'",
                "did you mean 'note'?",
            )
        ],
    ),
    (
        "manual/process.md",
        ":::{note}",
        ":::note",
        [
            (
                "content/manual/process.md:13:1",
                "markdown-directive",
                "this line with ':::' belongs to no directive",
                "write its name in braces, such as :::{note}; blank lines may stand around it",
            )
        ],
    ),
    (
        "manual/process.md",
        ":::{note}",
        ":::{note} Mind",
        [
            (
                "content/manual/process.md:13:1",
                "markdown-directive",
                "'Mind' stands on the line of ':::{note}'",
                "write texts on lines of their own",
            )
        ],
    ),
    (
        "manual/process.md",
        "note.\n:::",
        "note.",
        [
            (
                "content/manual/process.md:24:1",
                "markdown-directive",
                "':::{core-criteria}' ends where ':::{note}' of line 13 ends",
                "write ':::' on the line after the end of each; the outer of two has more colons",
            )
        ],
    ),
    (
        "manual/process.md",
        ":::{core-criteria}\n:::\n",
        ":::{core-criteria}\n",
        [
            (
                "content/manual/process.md:25:1",
                "markdown-directive",
                "':::{core-criteria}' is not closed",
                "write ':::' on the line after its end",
            )
        ],
    ),
    (
        "manual/platform.md",
        ":::{figure} screen\n",
        ":::{figure}\n",
        [
            (
                "content/manual/platform.md:9:1",
                "markdown-directive",
                "this figure has no name",
                "write ':::{figure} ' and the name of a file in content/figures/",
            )
        ],
    ),
    (
        "manual/platform.md",
        "See [](#steps)",
        "```\ncode\n```\n\nSee",
        [
            (
                "content/manual/platform.md:7:1",
                "markdown-code",
                "the manual holds no program code",
                "indent less, or use a colon fence such as :::{note}",
            )
        ],
    ),
    (
        "manual/platform.md",
        "See [](#steps)",
        "See\\\nit",
        [
            (
                "content/manual/platform.md:7:1",
                "markdown-break",
                "a line break within a paragraph is not kept",
                "remove the backslash or the blanks at the end of the line, or begin a new paragraph",
            )
        ],
    ),
    (
        "manual/platform.md",
        "[](#steps)",
        "{reply_week}",
        [
            (
                "content/manual/platform.md:7:1",
                "value-unknown",
                "there is no value {reply_week}",
                "did you mean 'reply_weeks'?",
            )
        ],
    ),
    (
        "manual/platform.md",
        "[](#steps)",
        "{number}",
        [
            (
                "content/manual/platform.md:7:1",
                "value-unknown",
                "{number} stands outside a reference",
                "write it within the words of a reference, such as [see {number}](#fees)",
            )
        ],
    ),
    (
        "manual/platform.md",
        "[](#steps)",
        "[see](#aims) {number}",
        [
            (
                "content/manual/platform.md:7:1",
                "value-unknown",
                "{number} stands outside a reference",
                "write it within the words of a reference, such as [see {number}](#fees)",
            )
        ],
    ),
    (
        "manual/platform.md",
        "[](#steps)",
        "{{ steps }}",
        [
            (
                "content/manual/platform.md:7:1",
                "brace",
                "a brace stands here that names no value",
                "braces hold the name of a value, such as {cases}; write the text without them",
            )
        ],
    ),
    (
        "manual/platform.md",
        "[](#steps)",
        "\\{cases}",
        [
            (
                "content/manual/platform.md:7:1",
                "brace",
                "a brace stands here that names no value",
                "braces hold the name of a value, such as {cases}; write the text without them",
            )
        ],
    ),
    (
        "manual/platform.md",
        "[](#steps)",
        "{steps",
        [
            (
                "content/manual/platform.md:7:1",
                "brace",
                "a brace stands here that names no value",
                "braces hold the name of a value, such as {cases}; write the text without them",
            )
        ],
    ),
    (
        "manual/platform.md",
        "[](#steps)",
        "<b>steps</b>",
        [
            (
                "content/manual/platform.md:7:1",
                "html",
                "HTML is not read in texts",
                "use Markdown, or write the sign < with a blank after it",
            )
        ],
    ),
    (
        "manual/platform.md",
        "[](#steps)",
        "<!-- steps -->",
        [
            (
                "content/manual/platform.md:7:1",
                "html",
                "HTML is not read in texts",
                "use Markdown, or write the sign < with a blank after it",
            )
        ],
    ),
    (
        "manual/platform.md",
        "[](#steps)",
        "[steps](javascript:alert)",
        [
            (
                "content/manual/platform.md:7:1",
                "link-form",
                "a link stands here that can't be read",
                "link to #id, https://… or mailto:…",
            )
        ],
    ),
    (
        "manual/platform.md",
        "[](#steps)",
        "[steps](a b)",
        [
            (
                "content/manual/platform.md:7:1",
                "link-form",
                "a link stands here that can't be read",
                "link to #id, https://… or mailto:…",
            )
        ],
    ),
    (
        "manual/platform.md",
        "[](#steps)",
        "[steps](http://x.org)",
        [
            (
                "content/manual/platform.md:7:1",
                "link-form",
                "'http://x.org' is not a target that is allowed",
                "link to #id, https://… or mailto:…",
            )
        ],
    ),
    (
        "manual/platform.md",
        "[](#steps)",
        "[steps](../../etc/passwd)",
        [
            (
                "content/manual/platform.md:7:1",
                "link-form",
                "'../../etc/passwd' is not a target that is allowed",
                "link to #id, https://… or mailto:…",
            )
        ],
    ),
    (
        "manual/platform.md",
        "[](#steps)",
        '[](#steps "the steps")',
        [
            (
                "content/manual/platform.md:7:1",
                "link-title",
                "a reference shows no words beside its own",
                "leave out the words in quotation marks",
            )
        ],
    ),
    (
        "manual/platform.md",
        "[](#steps)",
        "[](https://x.org)",
        [
            (
                "content/manual/platform.md:7:1",
                "link-empty",
                "the link to 'https://x.org' shows no text",
                "write it between [ and ]",
            )
        ],
    ),
    (
        "manual/platform.md",
        "[](#steps)",
        "![steps](https://x.org/y.png)",
        [
            (
                "content/manual/platform.md:7:1",
                "image",
                "images are not read in texts",
                "describe a screen in content/figures/ and show it with :::{figure}",
            )
        ],
    ),
    (
        "manual/platform.md",
        "See [](#steps)",
        "[a]: https://x.org",
        [
            (
                "content/manual/platform.md:7:1",
                "link-definition",
                "a definition of a link is not read",
                "write the address where the link stands: [words](https://…)",
            )
        ],
    ),
]


@pytest.mark.parametrize(("name", "old", "new", "expected"), NOT_ALLOWED)
def test_what_is_not_allowed(project, name, old, new, expected):
    """Headings, directives, braces, addresses and HTML that the dialect does not know are reported with a remedy."""
    edit(project.root, f"content/{name}", old, new)
    assert complaints(project) == expected


@pytest.mark.parametrize(
    ("name", "old", "new", "sign"),
    [
        ("manual/platform.md", "before you begin", "before\u202eyou begin", "U+202E"),
        ("manual/platform.md", "before you begin", "before\0you begin", "U+FFFD"),
        ("manual/platform.md", "before you begin", "before&#8238;you begin", "U+202E"),
        ("forms/minimum-dataset.yaml", "label: Patient", 'label: "Pa&#x2066;tient"', "U+2066"),
        ("forms/minimum-dataset.yaml", "label: Patient", 'label: "Pa&#0;tient"', "U+FFFD"),
        ("forms/minimum-dataset.yaml", "label: Patient", 'label: "Pa\\0tient"', "U+0000"),
    ],
)
def test_characters_that_nobody_sees(project, name, old, new, sign):
    """What would end a text, or reorder it on the page, is reported in Markdown and in YAML alike."""
    edit(project.root, f"content/{name}", old, new)
    assert [each[1:] for each in complaints(project) if each[1] == "characters"] == [
        ("characters", f"invisible characters stand here: {sign}", "delete them")
    ]


CHAPTER = """\
{#fees}
# Fees

Words of
two lines.

{#table .normative}
| Who | What |
|---|---|
| You | pay |

{.normative}
1. First.

   More of it.
2. Second.

:::{note}
{#sub}
## Sub

Last.
:::
"""


def test_blocks():
    """Each text is a block of its section, with the kind that translators are told; `normative` covers all within."""
    file = read_chapter(CHAPTER, "content/manual/fees.md")
    assert file.problems == ()
    assert file.chapter.id == "fees"
    blocks = [(b.context, b.kind, b.normative, b.text.source, b.text.origin.line) for b in file.chapter.blocks]
    assert blocks == [
        ("fees", "Heading 1", False, "Fees", 2),
        ("fees", "Paragraph", False, "Words of two lines.", 4),
        ("fees", "Table heading", True, "Who", 8),
        ("fees", "Table heading", True, "What", 8),
        ("fees", "Table cell, column Who", True, "You", 10),
        ("fees", "Table cell, column What", True, "pay", 10),
        ("fees", "List item", True, "First.", 13),
        ("fees", "List item", True, "More of it.", 15),
        ("fees", "List item", True, "Second.", 16),
        ("sub", "Heading 2", False, "Sub", 20),
        ("sub", "Paragraph", False, "Last.", 22),
    ]


def test_headings_and_ids():
    """Headings know id and level; every id is an anchor, those of tables, too."""
    file = read_chapter(CHAPTER, "fees.md")
    assert [(heading.id, heading.level, heading.title.source) for heading in file.headings] == [
        ("fees", 1, "Fees"),
        ("sub", 2, "Sub"),
    ]
    assert [identifier for identifier, _origin in file.ids] == ["fees", "table", "sub"]


def test_figures():
    """A figure is known by its name, at the line where it is shown."""
    file = read_chapter("{#a}\n# A\n\n:::{figure} one\n:::\n", "a.md")
    assert [(name, str(origin)) for name, origin in file.figures] == [("one", "a.md:4:1")]


@pytest.mark.parametrize("text", ["", "Words only.\n"])
def test_no_heading(text):
    """A file without a heading is one problem of that, at its first line."""
    codes = [(str(problem.origin), problem.code) for problem in read_chapter(text, "a.md").problems]
    assert ("a.md:1:1", "markdown-heading") in codes


def test_nested_directives():
    """An outer directive has more colons than an inner one; each ends at a line of its own."""
    nested = "{#a}\n# A\n\n::::{flow}\n1. One\n\n:::{either}\n2. Two\n3. Three\n:::\n::::\n"
    assert read_chapter(nested, "a.md").problems == ()
    (problem,) = read_chapter(nested.replace("::::", ":::"), "a.md").problems[:1]
    assert (str(problem.origin), problem.code) == ("a.md:7:1", "markdown-directive")


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("[](#a), [b](#b/c) and [x](https://x.org/#y)", ["a", "b/c"]),
        ("`[](#a)`", []),
        ("\\[](#a)", []),
        ("a #b c", []),
    ],
)
def test_references(text, ids):
    """Only links to ids of the edition are references; a label or an escaped bracket is none."""
    assert references(text) == ids


def test_numbers_of_references():
    """`{number}` counts only in the words of a reference."""
    assert numbered_references("[see {number}](#a), [b](#b), {number}, [{number}](https://x.org)") == ["a"]
    assert link_targets("[a](#b) [c](mailto:{email})") == ["#b", "mailto:%7Bemail%7D"]


@pytest.mark.parametrize(
    "text",
    [
        "At most {cases} cases, 3 < 4, a & b.",
        "[{website}](https://{website}), [{email}](mailto:{email}) and [see {number}](#a)",
        "Press `Save` (see [](#a)), or `&#8238;`; a&nbsp;b &amp; c.",
        '[The site](https://x.org "of the office")',
        "[sic] and [x]",
        "Really! [Yes](#a)",
    ],
)
def test_what_is_allowed(text):
    """Values, links, labels and common signs are no problem."""
    assert text_problems(Text(text, text), {"cases", "website", "email"}) == []


ABOVE = "write an id like {#fees}, a class like {.normative}, directly above what they belong to"
BEARERS = "write it above a paragraph, list, table or heading"
NOT_SHOWN = [
    (
        "{#saving}\n## Saving",
        "{#saving}\n##",
        "5:1",
        "markdown-heading",
        "this heading is empty",
        "write its words, or delete it",
    ),
    (
        ":::{figure} screen\n",
        ":::{figure} screen\nWords.\n",
        "10:1",
        "markdown-directive",
        "something stands within ':::{figure}'",
        "write it before or after it",
    ),
    (
        "See [](#steps)",
        "| Who | What |\n|---|---|\n| You | yes | more |\n\nSee",
        "9:1",
        "markdown-table",
        "this row has 3 cells, and the table 2 columns",
        "remove what is too much; write a | within a text as \\|",
    ),
    (
        "See [](#steps)",
        "| Who | What |\n|---|\n| You | yes |\n\nSee",
        "7:1",
        "markdown-table",
        "this is not read as a table",
        "write below its first line one |---| for each column",
    ),
    (
        "See [](#steps)",
        "| Who | What |\n|---|--:|\n| You | yes |\n\nSee",
        "7:1",
        "markdown-table",
        "the texts of columns always begin at the same side",
        "write |---| for each column, without ':'",
    ),
    (
        "See [](#steps)",
        "|" + "Who|" * 9 + "\n|" + "---|" * 9 + "\n|" + "You|" * 9 + "\n\nSee",
        "7:1",
        "markdown-table",
        "this table has more than 8 columns, which is too many for paper",
        "make two tables of it, or let rows and columns change places",
    ),
    (
        "See [](#steps)",
        "{% if you %}\n\nSee",
        "7:1",
        "markdown-attribute",
        "'{% if you %}' is neither an id nor a class",
        ABOVE,
    ),
    (
        "See [](#steps)",
        "{#see % these words %}\nSee",
        "7:1",
        "markdown-attribute",
        "'{#see % these words %}' holds more than an id and classes",
        ABOVE,
    ),
    (
        "See [](#steps)",
        "{.normative} See {cases}\n\nSee",
        "7:1",
        "markdown-attribute",
        "'{.normative} See {cases}' holds more than an id and classes",
        ABOVE,
    ),
    ("See [](#steps)", "{}\nSee", "7:1", "markdown-attribute", "'{}' is neither an id nor a class", ABOVE),
    (
        "See [](#steps)",
        "{#one}\n{.normative}\n{#two}\nSee",
        "7:1",
        "markdown-attribute",
        "the id 'one' is lost: another one follows it",
        "a block has one id; delete one of the two",
    ),
    (
        "before you begin.",
        "before you begin.\n\n> {.normative}\n\nYes.",
        "9:1",
        "markdown-attribute",
        "'{.normative}' stands above nothing that could bear it",
        BEARERS,
    ),
    (
        "before you begin.",
        "before you begin.\n\n{#picture}\n---",
        "9:1",
        "markdown-attribute",
        "'{#picture}' stands above nothing that could bear it",
        BEARERS,
    ),
    (
        ":::{figure} screen\n",
        "{#picture}\n:::{figure} screen\n",
        "9:1",
        "markdown-attribute",
        "'{#picture}' stands above nothing that could bear it",
        BEARERS,
    ),
    (
        ":::{figure} screen\n:::\n",
        ":::{figure} screen\n:::\n\n{#end}\n",
        "12:1",
        "markdown-attribute",
        "'{#end}' stands above nothing that could bear it",
        BEARERS,
    ),
    (
        "See [](#steps)",
        "".join(f"{'  ' * depth}- Yes\n" for depth in range(10)) + "\nSee",
        "16:1",
        "markdown-depth",
        "what stands here is nested too deeply to be read",
        "put fewer lists, quotations and boxes into each other",
    ),
    (
        "See [](#steps)",
        ">" * 20 + " Yes\n\nSee",
        "7:1",
        "markdown-depth",
        "what stands here is nested too deeply to be read",
        "put fewer lists, quotations and boxes into each other",
    ),
    (
        ":::{figure} screen\n:::\n",
        "::::{figure} screen\n:::{note}\n:::\n::::\n",
        "10:1",
        "markdown-directive",
        "something stands within ':::{figure}'",
        "write it before or after it",
    ),
    (
        "See [](#steps)",
        "{#deep}\n#### Deep\n\nSee",
        "8:1",
        "markdown-heading",
        "a heading of level 4 can't stand here, but one of level 3",
        "write '### '",
    ),
    (
        "See [](#steps)",
        "".join(f"{{#deep-{level}}}\n{'#' * level} Deep\n\n" for level in (3, 4, 5)) + "See",
        "14:1",
        "markdown-heading",
        "a heading of level 5 can't stand here, but one of level 4",
        "write '#### '",
    ),
    (
        "{#platform}\n",
        "",
        "1:1",
        "markdown-heading-id",
        "this heading has no id",
        "write an id on the line above it, such as {#enrolling}",
    ),
]


@pytest.mark.parametrize(("old", "new", "place", "code", "message", "hint"), NOT_SHOWN)
def test_what_would_not_be_shown(project, old, new, place, code, message, hint):
    """Words that no page would show, or not as they are meant, are one problem each."""
    edit(project.root, "content/manual/platform.md", old, new)
    assert complaints(project) == [(f"content/manual/platform.md:{place}", code, message, hint)]


def test_cells_know_their_column():
    """Empty cells count: a translator is told the column that a cell stands in, and nothing is wrong with gaps."""
    table = "{#a}\n# A\n\n| | Who | What |\n|---|---|---|\n| 1 | | a \\| b |\n| 2 | You |\n"
    file = read_chapter(table, "a.md")
    assert file.problems == ()
    assert [(block.kind, block.text.source) for block in file.chapter.blocks[1:7]] == [
        ("Table heading", "Who"),
        ("Table heading", "What"),
        ("Table cell", "1"),
        ("Table cell, column What", "a | b"),
        ("Table cell", "2"),
        ("Table cell, column Who", "You"),
    ]


def test_tables_within_lists_and_quotations():
    """The cells of a row are counted wherever the table stands."""
    table = "| a | b |\n{0}|---|---|\n{0}| c | d |\n{0}e | f\n"
    for first, indent in (("- ", "  "), ("> ", "> "), ("1. ", "   ")):
        file = read_chapter("{#a}\n# A\n\n" + first + table.format(indent), "a.md")
        assert file.problems == ()
        assert [block.text.source for block in file.chapter.blocks[1:]] == list("abcdef")

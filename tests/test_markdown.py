"""Markdown becomes HTML in one way only: no HTML of authors', no images, labels and references of the house."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press import markdown


class Links:
    def target(self, reference):
        return f"page.html#{reference}"

    def label(self, reference, wording):
        return wording.replace("{number}", "2.3") if wording else f"chapter of {reference}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a **b** *c*", "a <strong>b</strong> <em>c</em>"),
        ("one\ntwo", "one two"),
        ("a < b & c", "a &lt; b &amp; c"),
        ("<b>a</b>", "&lt;b&gt;a&lt;/b&gt;"),
        ("<!-- a -->", "&lt;!-- a --&gt;"),
        ("<script>x</script>", "&lt;script&gt;x&lt;/script&gt;"),
        ("![a](https://x.org/y.png)", '!<a href="https://x.org/y.png">a</a>'),
        ("[a](javascript:x)", "[a](javascript:x)"),
        ("[a](data:text/html,x)", "[a](data:text/html,x)"),
        ("[a](mailto:x@y.org)", '<a href="mailto:x@y.org">a</a>'),
        ("`<b>`", '<span class="ui" lang="en" dir="ltr" translate="no">&lt;b&gt;</span>'),
        ("{{ x }}", "{{ x }}"),
        ('"quotes" -- (c)', "&quot;quotes&quot; -- (c)"),
        ("see www.x.org/y, now", 'see <span class="address">www.x.org/y,</span> now'),
        ("office@x.org", '<span class="address">office@x.org</span>'),
        ("[x@y.org](mailto:x@y.org)", '<a href="mailto:x@y.org">x@y.org</a>'),
        ("a " + "<b" * 13, f'a <span class="long">{"&lt;b" * 13}</span>'),
        ("<" * 24, "&lt;" * 24),
        ("字" * 30, "字" * 30),
        (f"`{'S' * 59}`", f'<span class="ui" lang="en" dir="ltr" translate="no">{"S" * 59}</span>'),
        (f"`{'S' * 60}`", f'<span class="ui long" lang="en" dir="ltr" translate="no">{"S" * 60}</span>'),
    ],
)
def test_inline(text, expected):
    """Emphasis, links and labels are read; HTML, images and dangerous addresses stay words, nothing is made pretty.

    What may be too wide for its place says so, for style sheets.
    """
    assert markdown.render_inline(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[](#steps)", '<a class="ref short" href="page.html#steps">chapter of steps</a>'),
        ("[the **steps**](#steps)", '<a class="ref" href="page.html#steps">the <strong>steps</strong></a>'),
        ("[see {number}](#steps)", '<a class="ref short" href="page.html#steps">see 2.3</a>'),
        (
            "[](#a) and [](#b/c)",
            '<a class="ref short" href="page.html#a">chapter of a</a> and '
            '<a class="ref short" href="page.html#b/c">chapter of b/c</a>',
        ),
        ("[x](https://x.org/#a)", '<a href="https://x.org/#a">x</a>'),
    ],
)
def test_references(text, expected):
    """A reference writes its own words, or the author's, with the number in its place."""
    assert markdown.render_inline(text, Links()) == expected


def test_references_do_not_change_what_is_shared():
    """The tokens of a text serve every language and page: rendering leaves them as they are."""
    markdown.render_inline("[](#steps)", Links())
    assert markdown.render_inline("[](#steps)") == '<a href="#steps"></a>'


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a **b** `c`", "a b c"), ("[see](#a) it", "see it"), ("one\ntwo", "one two"), ("&amp; \\*", "& *")],
)
def test_plain(text, expected):
    """A heading in an outline has words only."""
    assert markdown.plain(text) == expected


def test_values():
    """Known names are written out, others stay; what a value holds is never read as Markdown or as another value."""
    values = {"a": "**x** [y](z) <b> {b}", "b": "2"}.get
    filled = markdown.substitute("{a} {b} {c} {A}", values)
    assert markdown.plain(filled) == "**x** [y](z) <b> {b} 2 {c} {A}"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a{b}c", "a{}c"),
        ("`{b}`", "{}"),
        ("``{b}` x`` {b}", "{}` x {}"),
        ("` {b} `", "{}"),
        ("\\`{b}\\`", "`{}`"),
        ("`a {c} {b}` b", "a {{c}} {} b"),
        ("``{b}` x", "``{}` x"),
    ],
)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"]), min_size=1))
def test_values_are_printed_as_they_are(text, shown, value):
    """Whatever a value is, the page shows exactly that, in a label as well."""
    assert markdown.plain(markdown.substitute(text, {"b": value}.get)) == shown.format(value, value)


def test_blocks():
    """Ids and classes stand above a block; other attributes never reach a page."""
    html = markdown.render(markdown.parse('{#a .normative onclick="x()" style="y" href="z"}\nWords.\n'))
    assert html == '<p id="a" class="normative">Words.</p>\n'


def test_tables():
    """Tables keep their columns; HTML in a cell stays words."""
    html = markdown.render(markdown.parse("| a | b |\n|---|--:|\n| <i> | c |\n"))
    assert "<th>a</th>" in html
    assert "<td>&lt;i&gt;</td>" in html


def test_no_block_of_html():
    """A block of HTML is a paragraph of words."""
    assert markdown.render(markdown.parse("<div>\na\n</div>\n")) == "<p>&lt;div&gt; a &lt;/div&gt;</p>\n"


def test_definitions_of_links_do_not_vanish():
    """What would be a definition elsewhere is printed, so that nothing is lost unseen."""
    assert (
        markdown.render(markdown.parse("[a]: https://x.org\n"))
        == '<p>[a]: <span class="address">https://x.org</span></p>\n'
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (":::{figure} invoices", ("figure", "invoices")),
        ("::: {note}", ("note", "")),
        (":::{note} two words", ("{note} two words", "")),
        (":::{Note}", ("{Note}", "")),
    ],
)
def test_directives(line, expected):
    """A directive is a name in braces with at most one word behind it."""
    (token,) = [t for t in markdown.parse(f"{line}\n:::\n") if t.type == "container_directive_open"]
    assert markdown.directive(token) == expected


@given(st.text(max_size=200))
def test_no_markup_comes_from_text(text):
    """No text makes any element but those of Markdown, nor any attribute but those of links."""
    html = markdown.render_inline(text)
    tags = {part.split(">")[0].split()[0] for part in html.split("<")[1:]}
    known = {"a", "/a", "em", "/em", "strong", "/strong", "span", "/span", "br", "br/"}
    assert tags <= known

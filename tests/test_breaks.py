"""Where lines break in headings, heads of tables and labels: between words, or with a hyphen."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from browsing import opened, wide
from playwright.sync_api import Browser
from real import DOCUMENTS, ROOT, read

from press.hyphens import softened
from press.model import Language
from press.pages.breaks import Medium, kept_whole

CHINESE = Language(tag="zh-Hans", name="简体中文", state="draft", fonts=("text",), quotes=("“", "”", "‘", "’"))
GERMAN = CHINESE.model_copy(update={"tag": "de"})
# Words of narrow places that have a letter at the end of a line and another at the start of the next, and no hyphen.
TORN = """() => {
    const torn = [], range = document.createRange();
    const places = 'h1, h2, h3, h4, th, dt, caption, summary, .label, .contents li, tr > td:first-child';
    for (const place of document.querySelectorAll(places)) {
        const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
        for (let node; (node = walker.nextNode());) {
            const around = node.parentElement;
            if (!around.checkVisibility() || around.closest('.hidden, .evidence thead')) continue;
            let before = null;
            [...node.data].forEach((sign, at) => {
                range.setStart(node, at);
                range.setEnd(node, at + 1);
                const { top, height, width } = range.getBoundingClientRect();
                if (!width) return;
                const broken = before !== null && top - before > height / 2;
                const inWord = /^[\\p{L}\\p{N}]{2}$/u.test(node.data.slice(at - 1, at + 1));
                // The first letter after a hyphen may count as one of the line before.
                if (broken && inWord && node.data[at - 2] !== '\u00ad')
                    torn.push(`${node.data.slice(0, at)}/${node.data.slice(at)}`);
                before = top;
            });
        }
    }
    return torn;
}"""


@pytest.mark.parametrize(
    ("language", "medium", "html", "shown"),
    [
        (CHINESE, "web", "<th>佐证材料清单</th>", "<th>佐证<wbr>材料<wbr>清单</th>"),
        (CHINESE, "web", "<h2>供评审员查看的文件</h2>", "<h2>供评审员<wbr>查看的<wbr>文件</h2>"),
        (CHINESE, "web", "<dt>myIASIOS消息</dt>", "<dt>myIASIOS<wbr>消息</dt>"),
        (CHINESE, "web", "<th>点击<b>Save</b>按钮</th>", "<th>点击<b><wbr>Save</b><wbr>按钮</th>"),
        (CHINESE, "web", "<th>备注（位置、缺漏）</th>", "<th>备注（位置、缺漏）</th>"),
        (CHINESE, "print", "<th>备注</th><h2>评审与评估</h2>", "<th>备注</th><h2>评审与评估</h2>"),
        (CHINESE, "print", "<th>生命体征</th>", '<th><span class="whole">生命体征</span></th>'),
        (CHINESE, "web", "<dt>2名独立评审员</dt>", "<dt>2名<wbr>独立<wbr>评审员</dt>"),
        (CHINESE, "web", "<tr>\n<td>佐证材料</td><td>佐证材料", "<tr>\n<td>佐证<wbr>材料</td><td>佐证材料"),
        (CHINESE, "web", '<h2><i lang="ja">佐证材料</i> 佐证材料', '<h2><i lang="ja">佐证材料</i> 佐证<wbr>材料'),
        (CHINESE, "web", "<p>佐证材料清单</p>", "<p>佐证材料清单</p>"),
        (GERMAN, "web", '<h1 title="Nachweise">Nachweise', '<h1 title="Nachweise">Nach|weise'),
        (GERMAN, "web", "<dt>einrichtung@example.org Code", "<dt>einrichtung@example.org Code"),
        (GERMAN, "web", "<h2><svg>Nachweise</svg> Nachweise", "<h2><svg>Nachweise</svg> Nach|weise"),
        (GERMAN, "web", "<th>Nachweise, Krankenhäuser", "<th>Nachweise, Kran|ken|häu|ser"),
        (GERMAN, "web", '<h2><i lang="en">Checklist</i> Nachweise', '<h2><i lang="en">Check|list</i> Nach|weise'),
        (GERMAN, "web", "<script><h2>Nachweise</script><h2>Nachweise", "<script><h2>Nachweise</script><h2>Nach|weise"),
        (GERMAN.model_copy(update={"hyphenate": False}), "web", "<h2>Nachweise</h2>", "<h2>Nachweise</h2>"),
        (GERMAN, "print", "<h2>Nachweise</h2>", "<h2>Nachweise</h2>"),
    ],
)  # fmt: skip
def test_words_of_narrow_places(tmp_path: Path, language: Language, medium: Medium, html: str, shown: str) -> None:
    """Words are kept whole in their own language, in narrow places alone, and attributes stay as they are."""
    assert kept_whole(html, language, medium, tmp_path) == shown.replace("|", "\u00ad")


@pytest.mark.parametrize("language", ["de", "zh-Hans"])
@pytest.mark.parametrize("page", ["index", "manual", "checklist", "case-review"])
def test_words_are_whole_on_a_telephone(browser: Browser, edition: Path, language: str, page: str) -> None:
    """At 320 pixels no Chinese word is torn, and no German one without a hyphen, not even with twice the type."""
    window = opened(browser, edition, f"{language}/{page}.html", **wide(320))
    assert window.evaluate(TORN) == []
    if language == "de":
        window.evaluate("document.documentElement.style.setProperty('--size', 2)")
        assert window.evaluate(TORN) == []


def test_titles_have_no_hyphens_where_there_is_room(browser: Browser, edition: Path) -> None:
    """Beside a wide page's contents the soft hyphens of a title are not used."""
    window = opened(browser, edition, "de/manual.html", **wide(1280))
    style = "[...document.querySelectorAll('main :is(h1, h2, h3)')].map(title => getComputedStyle(title).hyphens)"
    assert set(window.evaluate(style)) == {"none"}


def test_names_have_no_hyphens(tmp_path: Path) -> None:
    """A name whose capitals stand within it is no word that patterns know."""
    assert (
        softened("Die Plattform myIASIOS verwenden", "de", tmp_path)
        == "Die Platt\u00adform myIASIOS ver\u00adwen\u00adden"
    )


def test_soft_hyphens_are_in_words_alone(browser: Browser, edition: Path) -> None:
    """What is spoken, searched or shown as the title of a window has none."""
    for name in (*DOCUMENTS, "index"):
        page = read(edition / "de" / f"{name}.html")
        assert "\u00ad" not in page.title
        assert "\u00ad" not in str([given for _tag, given in page.elements])
    assert "\u00ad" not in (edition / "de" / "search.js").read_text(encoding="utf-8")
    window = opened(browser, edition, "de/manual.html")
    assert "\u00ad" in window.locator("h2").first.evaluate("title => title.textContent")
    labels = window.locator("[aria-label]").evaluate_all("parts => parts.map(part => part.ariaLabel).join()")
    assert "Einführung" in labels
    assert "\u00ad" not in labels


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ("case-review", ["序号", "生命体征"]),
        ("manual", ["编辑医疗机构", "佐证材料栏", "标识号", "评审员", "myIASIOS消息"]),
    ],
)
def test_words_are_whole_on_paper(edition: Path, document: str, words: list[str]) -> None:
    """Chinese words of narrow columns stand in one line of the PDF."""
    path = edition / "zh-Hans" / f"iasios-{document}-zh-Hans.pdf"
    text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, encoding="utf-8", check=True).stdout
    cells = set(re.split(r" {2,}|\s*\n\s*", text))
    assert [word for word in words if not any(cell.endswith(word) for cell in cells)] == []


def test_a_table_is_no_wider_for_it(tmp_path: Path) -> None:
    """A column of a printed table may still be as narrow as its longest word."""
    from weasyprint import HTML

    css = (ROOT / "templates/print/print.css").read_text(encoding="utf-8")
    table = kept_whole(f"<table><th>佐证材料核心条款清单<td>{'一' * 200}", CHINESE, "print", tmp_path)
    page = HTML(string=f"<style>{css} @page {{ size: 60mm; margin: 0 }}</style>{table}").render().pages[0]
    boxes = [box for box in page._page_box.descendants() if box.element_tag == "th"]
    assert 0 < boxes[0].width < 20 / 25.4 * 96

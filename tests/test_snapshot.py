"""The texts of an edition, kept: what readers saw, a text a line, the same bytes for the same content."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from books import REAL
from builds import PAGES, write_bilingual
from small import complaints, edit

from press.build import build
from press.kept import kept_editions, read_snapshot
from press.project import Project
from press.snapshot import snapshot, texts_file
from press.translation.messages import messages
from press.validate import load


@pytest.fixture
def kept(tmp_path: Path) -> Project:
    """A small project in English and German that keeps the texts of its edition."""
    project = write_bilingual(tmp_path / "project")
    path = project.editions / "1.0" / "texts.json"
    path.parent.mkdir(parents=True)
    path.write_bytes(texts_file(snapshot(project, load(project))))
    return project


def test_everything_comes_back(kept: Project) -> None:
    """Each text is in the file once, and comes back from it as it was."""
    loaded = load(kept)
    found, problems = read_snapshot(kept, "1.0")
    assert problems == []
    assert found == snapshot(kept, loaded)
    assert found is not None
    assert loaded.manual is not None
    expected = sorted((each.domain, each.context, each.source) for each in messages(loaded.manual))
    assert sorted((t.domain, t.context, t.source) for part in found.parts for t in part.texts) == expected


def test_the_same_content_the_same_bytes() -> None:
    """The file depends on the content alone; each text of the real edition stands on a line of its own."""
    loaded = load(REAL)
    content = texts_file(snapshot(REAL, loaded))
    assert content == texts_file(snapshot(REAL, load(REAL)))
    data = json.loads(content)
    lines = content.decode().splitlines()
    assert sum(line.startswith('{"domain"') for line in lines) == sum(len(part["texts"]) for part in data["parts"])
    assert {part["criterion"] for part in data["parts"]} > {"3c", "7b"}


def test_what_readers_saw(kept: Project) -> None:
    """A translation is kept where it is current, with the names of its values, which stand apart."""
    text = (kept.editions / "1.0" / "texts.json").read_text(encoding="utf-8")
    assert '"de": "Antworten Sie innerhalb von {reply_weeks} Wochen.' in text
    edit(kept.root, "content/locales/de/LC_MESSAGES/manual.po", 'msgctxt "aims"', '#, fuzzy\nmsgctxt "aims"')
    found = snapshot(kept, load(kept))
    (aims,) = [part for part in found.parts if part.section == "aims"]
    assert [each.shown for each in aims.texts] == [{}, {}, {}]
    assert found.values["reply_weeks"] == "2"
    assert found.values["email"] == "office@example.org"
    assert not {"edition", "edition_date"} & found.values.keys()
    (rule,) = [each for part in found.parts for each in part.texts if each.source.startswith("Reply within")]
    assert rule.normative


def test_criteria_stand_apart(kept: Project) -> None:
    """A criterion is a part of its own, with the number of its Standard; the other texts of the form are together."""
    found, _problems = read_snapshot(kept, "1.0")
    assert found is not None
    parts = [(part.section, part.criterion, part.standard) for part in found.parts if part.document == "checklist"]
    assert parts == [("", "", ""), ("checklist", "", ""), ("checklist", "1a", "1"), ("checklist", "1b", "1")]


def test_editions_without_texts(kept: Project) -> None:
    """An edition of which only the layout is kept has no texts to compare; what editors leave is none."""
    (kept.editions / "0.9").mkdir()
    (kept.editions / "0.9" / "layout.yaml").write_text("edition: '0.9'\ndocuments: {}\n", encoding="utf-8")
    (kept.editions / ".trash").mkdir()
    assert kept_editions(kept) == ["1.0"]


def test_what_is_kept_is_read(kept: Project) -> None:
    """`check` knows the file, and names what stands beside it or elsewhere."""
    codes = [each for each in complaints(kept) if each[1] == "file-unread"]
    assert codes == []
    (kept.editions / "1.0" / "text.json").write_text("{}", encoding="utf-8")
    (kept.editions / "texts.json").write_text("{}", encoding="utf-8")
    found = [each[0] for each in complaints(kept) if each[1] == "file-unread"]
    assert found == ["content/editions/1.0/text.json: warning", "content/editions/texts.json: warning"]


def test_a_build_does_not_need_it(kept: Project) -> None:
    """A damaged file stops no build, since no chapter asks for it."""
    (kept.editions / "1.0" / "texts.json").write_text("{", encoding="utf-8")
    report = build(kept, PAGES, 2)
    assert report.published
    assert [each for each in report.problems if each.severity == "error"] == []

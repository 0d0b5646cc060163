"""Who speaks a language of a small project, as the templates of its pages see it."""

from __future__ import annotations

import re

from press.editions import Edition, load_editions
from press.pages.chapter import chapter_html
from press.pages.content import Medium, PageView
from press.project import Project
from press.validate import load


def edition_of(project: Project, language: str) -> Edition:
    """Return a language's edition of a project whose content has no problem."""
    loaded = load(project)
    assert [str(problem) for problem in loaded.problems] == []
    assert loaded.manual is not None
    chosen = [each for each in loaded.manual.languages if each.tag == language]
    (edition,) = load_editions(project, loaded.manual, chosen, loaded.renamed)
    return edition


def view_of(project: Project, language: str = "en", page: str = "manual", medium: Medium = "web") -> PageView:
    """Return what the templates of a page see."""
    return PageView(edition_of(project, language).speaker, page, medium)


def chapter_of(project: Project, name: str, language: str = "en", medium: Medium = "web") -> str:
    """Return the HTML of a chapter of the manual, without line ends after tags."""
    view = view_of(project, language, medium=medium)
    chapter = next(chapter for chapter in view.manual.chapters if chapter.path.endswith(f"/{name}.md"))
    return re.sub(r">\n\s*", ">", chapter_html(chapter, view))

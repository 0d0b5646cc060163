"""Small pages to print, without a project's content: with the fonts that the project ships, and nothing else."""

from __future__ import annotations

from pathlib import Path

from small import ROOT

from press import paper
from press.editions import load_editions
from press.fonts import print_file, read_families
from press.project import Project
from press.validate import load

LATIN = "node_modules/source-sans/TTF/SourceSans3-Regular.ttf"
FORM_DATA = '{"format": "iasios-form", "version": 1, "title": "نموذج"}'


def form_project(root: Path) -> Project:
    """Make a project that holds fonts and nothing else."""
    (root / "node_modules").symlink_to(ROOT / "node_modules")
    return Project(root)


def arabic_page(project: Project, body: str, style: str = "", title: str = "") -> str:
    """Return an Arabic page; its Latin letters are in Source Sans, its fields in a family of their own."""
    amiri = next(family for family in read_families(Project(ROOT))[0] if family.id == "arabic")
    arabic = print_file(project, amiri, amiri.faces[0]).relative_to(project.root)
    faces = (("Text", LATIN), ("Arabic", arabic), ("Form", arabic))
    css = "".join(f'@font-face {{ font-family: {family}; src: url("{path}") }}\n' for family, path in faces)
    return (
        f'<html lang="ar" dir="rtl"><head><title>{title or "صفحة"}</title><style>{css}'
        f"html {{ font-family: Text, Arabic }} {style}</style>"
        '<meta name="dcterms.created" content="2026-03-01"><meta name="dcterms.modified" content="2026-03-01"></head>'
        f'<body class="form document-sample">{body}</body></html>'
    )


def form_page(project: Project, more: str = "") -> str:
    """Return an Arabic form with a field of each kind, described by its data."""
    body = f"""<h1>نموذج صغير</h1>
<p lang="en" dir="ltr">The office files it.</p>
<form>
<p><label for="case">رقم الحالة</label> <input id="case" name="sample/case" type="text" required></p>
<p><input type="checkbox" name="sample/yes" title="نعم"> نعم</p>
<p><input type="radio" name="sample/side" value="left" title="يسار">
<input type="radio" name="sample/side" value="right" title="يمين"></p>
<p><textarea dir="auto" name="sample/notes" title="ملاحظات"></textarea></p>
<p><select name="sample/answer" title="الجواب"><option value=""></option><option value="yes">نعم</option></select></p>
<p><input type="text" dir="ltr" name="sample/date" title="التاريخ"></p>{more}
</form>
<script type="application/json" id="form-data">{FORM_DATA}</script>"""
    style = """input, select, textarea {
      appearance: auto; display: inline-block; font-family: Form; width: 40mm; height: 8mm; border: .5pt solid }
    input[type=checkbox], input[type=radio] { width: 4mm; height: 4mm }
    select::before { content: none }"""
    return arabic_page(project, body, style)


def print_html(root: Path, language: str) -> dict[str, str]:
    """Return the page that each document of a built project was printed from, by the document's id."""
    project = Project(root)
    loaded = load(project)
    families, _problems = read_families(project)
    assert loaded.manual is not None
    chosen = [each for each in loaded.manual.languages if each.tag == language]
    edition = next(load_editions(project, loaded.manual, chosen, loaded.renamed))
    return {each.id: paper.print_html(project, edition.speaker, each.id, families) for each in loaded.manual.documents}

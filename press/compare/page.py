"""What has changed, in the words of a language, in; one page for reading and for print out.

It names fonts by their paths in the project, as print HTML does: `press.outputs` makes a PDF of it, or one file.
"""

from __future__ import annotations

from collections.abc import Sequence

from babel.dates import format_date
from markupsafe import Markup

from press.assets import print_fonts
from press.compare.pairing import Comparison
from press.compare.telling import told
from press.compare.voice import Voice
from press.editions import Edition
from press.fonts import Family, families_of, stack
from press.model import Language
from press.pages.content import PageView
from press.pages.site import css_text, page_of, render
from press.project import Project
from press.renames import Ways


def changes_page(
    project: Project, edition: Edition, comparison: Comparison, name: str, ways: Ways, families: Sequence[Family]
) -> str:
    """Return the page of a language; `name` is what the earlier state is called."""
    speaker, locale = edition.speaker, edition.language.locale
    found = told(Voice(edition, comparison, ways), comparison)
    t = speaker.t
    parts = (
        (t("interface/changes/rules", "What changes for hospitals"), "rules", found.rules),
        (t("interface/changes/rest", "Other changes"), "rest", found.rest),
    )
    return render(
        PageView(speaker, "", "print"),
        "compare/changes.html.jinja",
        told=found,
        parts=parts,
        then=_apart(name),
        then_date=_apart(format_date(comparison.then.date, "long", locale=locale)),
        now_date=_apart(format_date(comparison.now.date, "long", locale=locale)),
        css=css_text,
        page_of=page_of(t),
        **fonts_for(project, [edition.language, speaker.manual.languages[0]], families),
    )


def _apart(words: str) -> Markup:
    """Return words that keep their own order in a sentence that may read the other way."""
    return Markup("<bdi>{}</bdi>").format(words)


def fonts_for(project: Project, languages: Sequence[Language], families: Sequence[Family]) -> dict[str, object]:
    """Return the fonts of a page on which texts of several languages stand, the first its own."""
    used = list(dict.fromkeys(family for language in languages for family in families_of(language, families)))
    wanted = languages[0].model_copy(update={"fonts": tuple(each.id for each in used)})
    return {"fonts": print_fonts(project, wanted, families), "font_stack": Markup(stack(used))}

"""The small project in a third language, Arabic, which is read from right to left, with one file for offline."""

from __future__ import annotations

from pathlib import Path

from builds import PAGES_AND_OFFLINE, built_once, write_bilingual
from small import add_catalog, edit

from press.project import Project

SENTENCE = "See 1(a), then 3c of IASIOS; call +43 1 904, or send 12 mm (www.example.org/x/) with `Save`."
ARABIC = {
    "manual": (
        ("manual", "Small Manual", "دليل صغير"),
        ("manual", "All about a small thing.", "كل شيء عن أمر صغير."),
        ("checklist", "Small Checklist", "قائمة صغيرة"),
        ("introduction", "Introduction", "مقدمة"),
        ("aims", "Aims", "الأهداف"),
        ("aims", "One aim is short.", "هدفٌ واحدٌ قصير في مُعَالَجَة الأورام."),
        (
            "aims",
            SENTENCE,
            "انظر 1(a) ثم 3c في IASIOS؛ اتصل على +43 1 904 أو أرسل 12 mm (www.example.org/x/) مع `Save` الآن.",
        ),
        ("process", "The process", "العملية"),
        ("platform", "The platform", "المنصة"),
        ("glossary", "Terms", "المصطلحات"),
    ),
    "forms": (("1a", "Records of something.", "سجلات إدارة المنشأة."),),
    "interface": (
        ("interface/contents", "Contents", "المحتويات"),
        ("interface/search", "Search", "بحث"),
        ("interface/search-count", "Found: {count}", "النتائج: {count}"),
        ("interface/criterion-code", "Criterion {code}", "البند {code}"),
    ),
}


def mirrored_project(shared: Path) -> Path:
    """Return the project with its pages built, made by the first process that asks for it."""
    return built_once(shared / "mirrored", mirrored_files, PAGES_AND_OFFLINE)


def mirrored_files(root: Path) -> Project:
    """Write the files of the project into an empty folder."""
    project = write_bilingual(root)
    edit(root, "content/edition.yaml", "publisher: Test Office", "publisher: Test Office\noffline: yes")
    edit(root, "content/manual/introduction.md", "One aim is short.", f"One aim is short.\n\n{SENTENCE}")
    record = '  - {tag: ar, name: العربية, state: draft, fonts: [text, arabic], quotes: ["«", "»", "“", "”"]}\n'
    path = root / "content" / "languages.yaml"
    path.write_text(path.read_text(encoding="utf-8") + record, encoding="utf-8")
    for domain, entries in ARABIC.items():
        add_catalog(root, "ar", *entries, domain=domain)
    return project

"""Renew the pictures of docs/facilities.md: `.venv/bin/python scripts/pictures.py`, after `make setup-tests`.

The answers of a hospital that doesn't exist go into a new workbook by `answers migrate`, LibreOffice prints it, and the
upper part of the first page of each sheet that is explained becomes a picture.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
WIDTH = 1400  # pixels
TYPES = ("hepatocellular carcinoma", "renal cell carcinoma", "lung metastasis")
# The heading of each sheet, the picture of it, and which part of the page's height is shown.
SHEETS = {
    "Preparing the Application": ("workbook-application", 0.62),
    "Working Aid for the Internal Case Review": ("workbook-case-review", 0.62),
    "Summary": ("workbook-summary", 0.75),
}


def answers() -> dict[str, str]:
    """Return what a hospital could have entered after some weeks."""
    found = {
        "facility/name": "Example Hospital",
        "facility/authorised-representative/person": "R. Example",
        "facility/main-account-holder/person": "H. Example",
        "case-review/planned-submission": "2027-03-31",
    }
    evidence = {
        "1a": "Copies of licences of all 14 members of staff, checked in September 2026 (folder 1a)",
        "1c": "Certificates of courses and congresses, 2025 and 2026, listed by person",
        "1e": "Annual report 2025, page 12: number of procedures by type",
    }
    for code, text in evidence.items():
        found |= {f"application/{code}/answer": "yes", f"application/{code}/evidence": text}
        found[f"application/{code}/state"] = "final"
    found |= {
        "application/1f/answer": "no",
        "application/1f/explanation": "Consultations after a procedure are not recorded everywhere yet",
    }
    found |= {"application/1f/state": "in-progress", "application/1g/answer": "yes"}
    found["application/1f/evidence"] = "Form for consultations before a procedure, in use since May 2026"
    for row in range(1, 13):
        found |= dict(_case(row))
    return found


def _case(row: int) -> Iterator[tuple[str, str]]:
    yield f"case-review/case-number@{row:02}", f"EX-{row:03}"
    # One of them lies outside the twelve months, so that the summary has something to say.
    day = "2026-02-11" if row == 7 else f"2026-{4 + row % 8:02}-{3 + row * 2:02}"
    yield f"case-review/procedure-date@{row:02}", day
    yield f"case-review/tumour-type@{row:02}", TYPES[row % 2]
    if row < 10:
        for question in ("3c-i", "3c-ii", "3c-iii", "7b-i", "7b-ii", "8d-i", "8d-ii"):
            yield f"case-review/{question}@{row:02}", "no" if (row, question) == (4, "3c-iii") else "yes"


def printed(folder: Path) -> Path:
    """Return the filled workbook as a PDF, written into a folder."""
    entries, book = folder / "entries.json", folder / "workbook.xlsx"
    made = {"format": "iasios-answers", "version": 1, "edition": "", "language": "en", "answers": answers()}
    entries.write_text(json.dumps(made), encoding="utf-8")
    command = [sys.executable, ROOT / "build.py", "answers", "migrate", entries, "--language", "en", "-o", book]
    subprocess.run(command, cwd=ROOT, check=True)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", folder, book]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return folder / "workbook.pdf"


def pictures(pdf: Path) -> Iterator[tuple[str, Image.Image]]:
    """Yield the picture of each sheet with its name."""
    left = dict(SHEETS)
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            text = page.get_textpage().get_text_bounded()
            heading = next((each for each in left if each in text[:300]), None)
            if heading:
                name, share = left.pop(heading)
                yield name, _upper(page.render(scale=WIDTH / page.get_width()).to_pil(), share)
    if left:
        raise SystemExit(f"no page begins with {', '.join(left)}")


def _upper(image: Image.Image, share: float) -> Image.Image:
    part = image.crop((0, 0, image.width, round(image.height * share)))
    return ImageOps.expand(part, 1, "#888")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, image in pictures(printed(Path(folder))):
            image.quantize(64).save(PICTURES / f"{name}.png", optimize=True)
            print(f"written docs/pictures/{name}.png")


if __name__ == "__main__":
    main()

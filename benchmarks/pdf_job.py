"""Print HTML in; its PDF, by the press's way or by WeasyPrint alone, in a process of its own.

.venv/bin/python benchmarks/pdf_job.py press|bare MANUAL.html RESULT.pdf
"""

import os
import sys
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def by_press(html: str) -> bytes:
    """As a build does it: in a process that is forked, within limits, finished as PDF/A-3a and PDF/UA-1."""
    sys.path.insert(0, str(ROOT))
    from press.outputs import pdf
    from press.project import Project
    from press.run import Job, run

    project = Project(ROOT)
    pdf.prepare(project)
    ((_job, made),) = run([Job("one", 1, partial(pdf.make, project, html))], 2)
    assert not made.errors, made.errors
    return made.content


def bare(html: str) -> bytes:
    """As its documentation does it, with the same fonts; it can write PDF/A or PDF/UA, not both."""
    os.environ["FONTCONFIG_FILE"] = str(ROOT / ".cache" / "no-fonts.conf")
    from weasyprint import HTML

    document = HTML(string=html, base_url=ROOT.as_uri() + "/")
    return bytes(document.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True))


if __name__ == "__main__":
    way = {"press": by_press, "bare": bare}[sys.argv[1]]
    Path(sys.argv[3]).write_bytes(way(Path(sys.argv[2]).read_text(encoding="utf-8")))

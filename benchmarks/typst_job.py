"""A Typst file in; its PDF/UA-1, in the project's fonts, out. Runs in the environment that holds Typst.

PYTHON typst_job.py MANUAL.typ RESULT.pdf FONTS...
"""

import sys

import typst

typst.compile(sys.argv[1], output=sys.argv[2], font_paths=sys.argv[3:], ignore_system_fonts=True, pdf_standards="ua-1")

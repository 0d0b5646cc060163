"""content/ goes in; web pages, PDFs and workbooks in every language come out, and filled ones are read back.

The map, in the order of the work. A module imports only what stands before it here (tests/test_house.py).

Read and understand the source:

- `problems.py`: what is wrong, with file, line and column, and the printers for it
- `source.py`: YAML and Markdown files, read with the place of every value kept
- `records.py`: YAML data to one typed record, or what is wrong with it and where
- `project.py`: where the project is, and its settings
- `model/`: the frozen types that flow: standards, forms, figures, chapters, the manual
- `fonts.py`: the font files each language is set in, and the letters they have
- `markdown.py`: the one configured parser, to HTML, to plain text, to translatable blocks
- `chapters.py`: a Markdown file to a chapter
- `translation/messages.py`: the one walk that finds every translatable text
- `figures.py`: the described screens to SVG
- `consistency.py`: ids, references and counts that do not fit together
- `validate.py`: content/ to `Manual`, or every problem found

Translate it:

- `translation/catalogs.py`: PO files read, written and brought up to date
- `translation/apply.py`: a manual and a catalog to the manual in that language, with its coverage

Make the editions:

- `pages.py`: a manual to HTML, through templates/
- `workbooks/`: `layout.py`, which cell holds what, and `write.py`, which fills a workbook by it
- `outputs/`: one file a format (`html.py`, `pdf.py`, `xlsx.py`), and the registry of them

Read what facilities filled in:

- `answers/`: `model.py`, the readers `pdf.py`, `json.py` and `xlsx.py`, and what is done with answers:
  `report.py`, `cap.py`, `fill.py`, `migrate.py`, `merge.py`, `sample.py`, `export.py`

Watch over it and run it:

- `review.py`: translators' work, checked and counted
- `checks/`: one file a check of the content, and the registry of them
- `plan.py`: which files are to be made, each with a fingerprint of all that it reads
- `cache.py`: fingerprint to finished file
- `run.py`: the plan carried out, and output/ swapped in whole
- `serve.py`: the preview that reloads on save
- `doctor.py`: what this machine lacks, and how to get it
- `cli.py`: arguments to one call a command
"""

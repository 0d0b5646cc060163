"""content/ goes in; web pages and PDFs in every language come out.

The map, in the order of the work. A module imports only what stands before it here (tests/test_house.py).

Read and understand the source:

- `problems.py`: what is wrong, with file, line and column, and the printers for it
- `sealed.py`: files written whole, and those of the cache, which show whether they were damaged
- `source.py`: YAML and Markdown files, read with the place of every value kept
- `records.py`: YAML data to one typed record, or what is wrong with it and where
- `project.py`: where everything of a project stands
- `history.py`: what git knows of it
- `tables.py`: CSV without formulas
- `model/`: the frozen types that flow: standards, forms, figures, chapters, the manual
- `font_files.py`: one font file: whether it can be used, the characters it shows, what of it PDFs embed
- `fonts.py`: the families each language is set in, and the characters they have
- `hyphens.py`: where words may break, by the patterns of a language
- `markdown.py`: the one configured parser, to tokens, to HTML, to plain text
- `wording.py`: what differs between two texts, word by word
- `texts.py`: where the links of one text lead, and what is wrong with it
- `chapters.py`: a Markdown file to a chapter
- `translation/messages.py`: the one walk that finds, and replaces, every text
- `pictures.py`: what is wrong with the file of a picture
- `figures/`: the described screens to SVG, or the pictures that replace them
- `needs.py`: what the workbook needs and the content lacks
- `stated.py`: the figures, contact data and open questions of an edition, held against its data
- `unread.py`: files of the content that nothing reads, and pictures that are none
- `renames.py`: what became of old ids, followed in one way by all that holds on to them
- `kept.py`: the texts of released editions
- `layouts.py`: what forms ask for and no layout shows
- `consistency.py`: ids, references, parts and figures that do not fit together
- `validate.py`: content/ to a `Manual`, or every problem found
- `fields.py`: what each form asks to be filled in, under which names
- `released.py`: the layouts of editions that were released
- `schemas.py`: JSON Schemas of the record types, for editors

Translate it:

- `translation/inline.py`, `numbers.py`, `pairs.py`: what a translation may not change
- `translation/changes.py`: whether a text of which the source changed may still be shown
- `translation/pseudo.py`: texts in languages that nobody speaks
- `translation/coverage.py`: how complete a language is
- `translation/po_syntax.py`, `po.py`: PO files read and written
- `translation/catalogs.py`: the catalogs of a language, and the templates they are made from
- `translation/update.py`: catalogs brought up to date with the source
- `translation/apply.py`: a manual and catalogs to the manual in that language
- `outline.py`: in which document and section each message stands, and how complete each is
- `snapshot.py`: the texts of an edition as data, to be kept when it is released
- `compare/pairing.py`: the texts of two editions, each in one change

Make the editions:

- `pages/`: `isolation.py`, what keeps its direction; `breaks.py`, words kept whole; `interface.py`, what templates
  say; `links.py`, where ids lead; `forms.py`, fields for templates and as data; `content.py`, texts and values to HTML;
  `changes.py`, what is new since an edition; `chapter.py`, chapters with their directives; `site.py`, whole pages;
  `status.py`, how far translations are; `offline.py`, all documents as one page
- `search.py`: what the pages' search finds
- `workbooks/`: `ids.py` and `blocks.py`, which fields stand where; `model.py`, sheets as data; `own.py`, what these say
  by themselves; `tally.py` and `points.py`, what is missing; `words.py`, `questions.py`, what fields ask; `canvas.py`,
  `carried.py`, `live.py`, `sheets.py`, `summary.py`, `start.py`, `layout.py`, the workbook of a language; `write.py`,
  its file
- `outputs/`: one file a format that is dear to make (`pdf.py`, `xlsx.py`, `offline.py`), what making gives back
  (`made.py`), the registry. Steps to a PDF: `resources.py`, what WeasyPrint may read; `parsing.py`, the elements of a
  page; `complaints.py`, what WeasyPrint says; `page_numbers.py`, those of the contents; `gaps.py`, words kept whole;
  `clusters.py`, the text of glyphs; `structure.py`, `links.py`, `tags.py`, what a screen reader follows; `finish.py`,
  its form and its attached data; `typeset.py`, all of them in order

Watch over it and run it:

- `checks/`: one file a check of translations, and the registry of them
- `editions.py`: each language's edition, ready to be set
- `workbooks/known.py`: what the words of workbooks mean, in any language and released edition
- `freeze.py`: what is kept of an edition when it is released
- `desk.py`: catalogs updated and counted, for `messages update` and `messages status`
- `newcomer.py`: a language that is added
- `rehearsal.py`: the project in languages that nobody speaks, for looking at the layout
- `inspection.py`: all checks, for `check`
- `sent.py`: the versions of a catalog that a file may have been made from
- `taking.py`: what of a file is taken
- `returned.py`: what was translated in a file that comes back
- `plan.py`: hashes of what a build reads, and what the last one left
- `cache.py`: fingerprint to finished file
- `run.py`: jobs in processes of their own
- `publish.py`: output/ exchanged as a whole
- `assets.py`, `manifest.py`, `tree.py`: the files of output/, collected and listed
- `paper.py`: what dear files are made of: a document with its fonts for print, a layout, all documents as a page
- `build.py`: the build from front to back
- `release/`: `uncommitted.py` and `hindrances.py`, what stands in the way of a release; `archives.py`, an archive a
  language; `desk.py`, all of it in order

Preview it:

- `serve/`: `watch.py`, which files changed; `news.py`, what open pages are told; `failures.py`, what was raised, as
  problems; `texts.py`, which message each text is; `state.py`, the last good source and its editions; `shown.py`,
  problems and texts as data; `maker.py`, files made on request; `frame.py`, what a page has besides; `preview.py`,
  pages as they now are; `server.py`, for browsers of this machine; `session.py`, all of it until Ctrl-C

Take answers back:

- `workbooks/`: `raw.py` and `apart.py`, files that people send, opened within limits; `guard.py`, files made to hurt;
  `find.py`, cells by ids; `witness.py`, ids against what is seen; `lost.py`, which are gone; `stray.py`, what no
  id reaches; `boxes.py`, what lies over the cells; `outside.py`, what is typed outside the fields
- `answers/`: `model.py`, what was filled in; `json.py`, `overlaid.py` and `pdf.py`, `cells.py` and `xlsx.py`, where it
  is read from; `files.py`, where it is written to; `read.py`, from any file; `settle.py`, to the fields of today;
  `carried.py`, without a field; `place.py`, into a form; `book.py`, into a new workbook; `drawn.py`, as pictures;
  `fill.py` and `page.py`, into a form of any language; `desk.py`, `migrate.py` and `merge.py`, for the commands
- `answers/` that the press drafts: `drafts.py`, in any format; `cases.py`, a list of cases, `sample.py` and
  `sample_files.py`, cases drawn from it; `cap.py` and `cap_files.py`, a Corrective Action Plan for what is missing
- The report on filled files: `reported.py`, what programs are told; `persons.py`, `named.py` and `privacy.py`, what
  looks like a patient's data; `action_plan.py` and `findings.py`, what is missing and wrong; `labels.py`,
  `sections.py`, `phrases.py`, `unread.py`, `entries.py` and `report.py`, the same in words; `terminal.py` and
  `report_page.py`, set; `export.py`, answers as rows; `reporting.py`, for the commands

Take reviews back:

- `review/`: `rows.py`, source and translation side by side; `page.py` and `sheet.py`, as a page and as a sheet to write
  into; `desk.py`, their files; `read.py` and `apply.py`, what was written into the sheet, into the catalogs

Say what has changed:

- `compare/`: `voice.py`, texts of then and now in a language; `telling.py` and `page.py`, the changes in words and as a
  page; `redo.py`, what translators have to do; `revision.py`, the project at a revision in git; `desk.py`, the files

Speak with people:

- `doctor.py`: what this machine lacks, and how to get it
- `commands/`, `cli.py`: words of the command line to one call a command: `commands/common.py`, what all share, and a
  module a group of commands
"""

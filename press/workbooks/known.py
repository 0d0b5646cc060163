"""A project in; what is known of its workbooks, in all languages and released editions, by which one is read, out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from press.editions import load_editions
from press.fields import Field
from press.model import Text
from press.pages.content import Speaker
from press.project import Project
from press.released import Released, read_released
from press.validate import Loaded, load
from press.workbooks.blocks import Block, workbook
from press.workbooks.carried import Carried
from press.workbooks.ids import VALUE, case_of, folded
from press.workbooks.layout import layout
from press.workbooks.own import Own, own_of


@dataclass(frozen=True)
class Known:
    """The fields of the workbook by name, the ids of each block's rows, and what words mean in any language.

    `choices` are the ids of choices by their words, `labels` those of rows by what stands beside them, `heads` those of
    columns by what stands above them. All this is of one edition; `earlier` has the same of those that were released,
    the newest first.
    `assumed` is the edition of a file that does not say its own. `own` returns what the sheets of this edition's
    workbooks say by themselves, in all languages: it takes a while, and most files tell it.
    """

    fields: dict[str, Field]
    rows: dict[str, tuple[str, ...]]
    choices: dict[str, frozenset[str]]
    labels: dict[str, frozenset[str]]
    heads: dict[str, frozenset[str]] = field(default_factory=dict)
    edition: str = ""
    earlier: tuple[Known, ...] = ()
    assumed: str = ""
    own: Callable[[], Own] = tuple

    def of(self, edition: str) -> Known:
        """Return what is known of an edition's workbook; of an edition that is unknown, what is known of any."""
        edition = edition or self.assumed
        if edition == self.edition:
            return self
        if found := next((each for each in self.earlier if each.edition == edition), None):
            return found
        fields = {key: field for each in reversed(self.earlier) for key, field in each.fields.items()}
        return replace(self, fields={**fields, **self.fields}, own=tuple if edition else self.own)


def known(project: Project, loaded: Loaded | None = None) -> Known | None:
    """Return what is known of a project's workbook, or None where it has none, or its content is wrong."""
    loaded = loaded or load(project)
    book = workbook(loaded.manual) if loaded.manual else None
    if loaded.manual is None or book is None:
        return None
    choices, labels, heads = (dict[str, set[str]]() for _each in range(3))
    editions = list(load_editions(project, loaded.manual, loaded.manual.languages, loaded.renamed))
    for edition in editions:
        spoken = workbook(edition.speaker.manual)
        for block in spoken.blocks if spoken else ():
            for found, pairs in ((choices, _choices(block)), (labels, _labels(block)), (heads, _heads(block))):
                for identifier, words in pairs:
                    found.setdefault(folded(edition.speaker.plain(words)), set()).add(identifier)
    rows = {block.id: tuple(line.id for line in block.rows) for block in book.blocks}
    return Known(
        book.fields(),
        rows,
        _frozen(choices),
        _frozen(labels),
        _frozen(heads),
        loaded.manual.edition.edition,
        tuple(_earlier(each) for each in read_released(project)[0].values()),
        own=partial(_own, [edition.speaker for edition in editions]),
    )


def axes_of(known: Known) -> dict[str, tuple[str, str]]:
    """Return the block and the column of each field of a workbook."""
    homes = {row: block for block, rows in known.rows.items() for row in rows if not case_of(row)}
    tables = [block for block, rows in known.rows.items() if rows and case_of(rows[0])]
    found: dict[str, tuple[str, str]] = {}
    for key in known.fields:
        base, at, number = key.partition("@")
        row, _, column = key.rpartition("/")
        if at and base in homes:
            found[key] = homes[base], at + number
        elif at:
            form = base.rpartition("/")[0]
            found[key] = next((block for block in tables if block.rpartition("/")[0] == form), ""), base
        elif key in homes or row in homes:
            found[key] = (homes[key], VALUE) if key in homes else (homes[row], column)
    return found


def _own(speakers: Iterable[Speaker]) -> Own:
    """Return what the sheets of workbooks say by themselves, with that of answers without a field."""
    kept = [Carried("", "", "", "")]
    return [counts for speaker in speakers for counts in own_of(layout(speaker, kept=kept).sheets)]


def _choices(block: Block) -> Iterator[tuple[str, Text]]:
    for choices in {asked.choices for asked in block.fields() if asked.choices}:
        yield from ((choice.id, choice.label) for choice in choices)


def _labels(block: Block) -> Iterator[tuple[str, Text]]:
    for line in block.rows:
        if line.label and not line.code:
            yield line.id, line.label


def _heads(block: Block) -> Iterator[tuple[str, Text]]:
    for column in block.columns:
        if column.field:
            yield from ((column.id, text) for text in (column.field.label, column.field.short) if text)


def _earlier(then: Released) -> Known:
    """Return what is known of a released edition, by its layout."""
    fields = then.fields.get(then.workbook, {})
    return Known(fields, then.rows, _by_word(then.choice_words), _by_word(then.row_words), edition=then.edition)


def _by_word(said: Mapping[str, Sequence[str]]) -> dict[str, frozenset[str]]:
    words = {word for each in said.values() for word in each}
    return {word: frozenset(identifier for identifier, each in said.items() if word in each) for word in words}


def _frozen(found: dict[str, set[str]]) -> dict[str, frozenset[str]]:
    return {words: frozenset(ids) for words, ids in found.items()}

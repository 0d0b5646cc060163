"""`answers cap` and `answers sample`: what the press drafts for facilities."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Annotated

import typer

from press.commands.common import Force, Language, Strict, day, end, exit_status, print_problems, tag_of

app = typer.Typer()


def _day(text: str) -> datetime.date:
    """Return a day of the years that the workbook takes. Raises BadParameter."""
    found = day(text)
    if 1990 <= found.year < 2100:
        return found
    raise typer.BadParameter(f"'{text}' is no day of this time; write it as 2026-03-31")


def _whole(text: object) -> int:
    """Return a whole number as people write it. Raises BadParameter."""
    if re.fullmatch("[0-9]{1,100}", str(text)):
        return int(str(text))
    raise typer.BadParameter(f"'{text}' is no whole number; write it as 4711")


def _size(text: object) -> int:
    """Return a number of cases, at least 1. Raises BadParameter."""
    if found := _whole(text):
        return found
    raise typer.BadParameter("draw at least 1 case")


@app.command()
def cap(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A filled workbook, or answers saved from a web page.")],
    first: Annotated[
        datetime.date,
        typer.Option("--from", parser=_day, metavar="DATE", help="The date from which its days are counted."),
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The first file to write: .xlsx, .pdf, .html or .json (for a page).")
    ],
    language: Language = "",
    force: Force = False,
    strict: Strict = False,
) -> None:
    """Draft the Corrective Action Plan for what a file answers No or leaves open."""
    from press.answers.cap_files import write_plan

    end(*write_plan(context.obj, file, first, output, tag_of(context.obj, language), force=force), strict=strict)


@app.command()
def sample(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The list of all cases, as CSV in UTF-8.")],
    submission: Annotated[
        datetime.date,
        typer.Option("--submission", parser=_day, metavar="DATE", help="The day on which you plan to submit."),
    ],
    seed: Annotated[
        int, typer.Option("--seed", parser=_whole, metavar="NUMBER", help="A number chosen before anybody drew.")
    ],
    size: Annotated[int, typer.Option("--size", parser=_size, metavar="NUMBER", help="How many cases to draw.")] = 30,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The case review to write: .xlsx, or .json for the web page.")
    ] = None,
    key: Annotated[
        Path | None, typer.Option("--key", help="The list of identifiers to write, for the facility alone.")
    ] = None,
    id_column: Annotated[str, typer.Option("--id-column", help="What the column of identifiers is called.")] = "",
    date_column: Annotated[str, typer.Option("--date-column", help="What the column of dates is called.")] = "",
    tumour_column: Annotated[str, typer.Option("--tumour-column", help="What that of tumour types is called.")] = "",
    language: Annotated[str, typer.Option("--language", "-l", help="The language of the case review.")] = "",
    force: Force = False,
) -> None:
    """Draw the cases of the case review at random, so that others can repeat it."""
    from press.answers.cases import Columns
    from press.answers.sample_files import Order, write_sample

    tag = tag_of(context.obj, language)
    columns = Columns(id_column, date_column, tumour_column)
    order = Order(file, columns, submission.isoformat(), size, seed, output, key, tag, force)
    said, problems = write_sample(context.obj, order)
    for line in said:
        typer.echo(line)
    print_problems(problems)
    raise typer.Exit(exit_status(problems, strict=False))

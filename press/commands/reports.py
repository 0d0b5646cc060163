"""`answers report` and `answers export`: what filled files hold, told to people and to programs."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated

import typer

from press.commands.common import Force, Language, day, exit_status, print_problems, tag_of
from press.problems import did_you_mean, has_errors

app = typer.Typer()
_FORMATS = ("json", "csv")


@app.command()
def report(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(help="Filled PDFs and workbooks, answers saved from web pages.")],
    language: Language = "",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="A page (.html) or a PDF (.pdf) to write.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the report for programs.")] = False,
    first: Annotated[
        datetime.date | None,
        typer.Option("--from", parser=day, metavar="DATE", help="The date from which the days of a plan are counted."),
    ] = None,
    force: Force = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Fail where anything is missing, wrong or to be looked at.")
    ] = False,
) -> None:
    """Say what filled files hold, what is missing in them, and which rules are not met."""
    from press.answers.reporting import Order, report

    order = Order(tag_of(context.obj, language), output, json, first, force)
    found = report(context.obj, files, order)
    typer.echo(found.said, nl=False)
    print_problems(found.problems, apart=json)
    if found.written:
        typer.echo(f"written {output}", err=json)
    failed = has_errors(found.problems) or not found.read or (strict and not found.complete)
    raise typer.Exit(int(failed))


@app.command()
def export(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A filled PDF or workbook, or answers saved from a web page.")],
    format: Annotated[str, typer.Option("--format", help="json or csv; unless given, as the file's name ends.")] = "",
    language: Annotated[str, typer.Option("--language", "-l", help="That of labels; unless given, the file's.")] = "",
    output: Annotated[Path | None, typer.Option("--output", "-o", help="The file to write.")] = None,
    force: Force = False,
) -> None:
    """Write the answers of a file as a table, one a row."""
    from press.answers.reporting import export

    format = _format(format, output)
    tag = tag_of(context.obj, language)
    content, problems = export(context.obj, file, format, tag, output, force=force)
    if output is None:
        typer.echo(content, nl=False)
    elif not has_errors(problems):
        typer.echo(f"written {output}")
    # The table itself may go to a program.
    print_problems(problems, apart=True)
    raise typer.Exit(exit_status(problems, strict=False))


def _format(format: str, output: Path | None) -> str:
    """Return the format that is asked for, by its name or by that of the file. Raises BadParameter."""
    ending = output.suffix.lower().removeprefix(".") if output else _FORMATS[0]
    if format and format not in _FORMATS:
        message = f"there is no format '{format}'; {did_you_mean(format, _FORMATS)}"
        raise typer.BadParameter(message, param_hint="--format")
    if not format and ending not in _FORMATS:
        message = f"'{output}' ends neither in .json nor in .csv; name a --format"
        raise typer.BadParameter(message, param_hint="--output")
    if format and output and ending in _FORMATS and format != ending:
        raise typer.BadParameter(f"'{output}' ends as a file of another format, not {format}", param_hint="--format")
    return format or ending

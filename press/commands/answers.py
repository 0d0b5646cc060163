"""`answers …`: what facilities filled in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from press.commands import drafts, reports
from press.commands.common import Force, Language, Strict, chosen, end, exit_status, print_problems, tag_of
from press.problems import has_errors

app = typer.Typer(help="What facilities filled in.", no_args_is_help=True)
app.add_typer(drafts.app)
app.add_typer(reports.app)


@app.command()
def show(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A filled PDF or workbook, or answers saved from a web page.")],
    json: Annotated[bool, typer.Option("--json", help="Print a file of answers, as web pages save it.")] = False,
) -> None:
    """Print what a file holds."""
    from press.answers.desk import listed

    text, problems = listed(context.obj, file, as_json=json)
    typer.echo(text, nl=False)
    print_problems(problems, apart=json)
    raise typer.Exit(exit_status(problems, strict=False))


@app.command()
def fill(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A filled PDF or workbook, or answers saved from a web page.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write: a PDF, or the workbook.")],
    document: Annotated[
        str, typer.Option("--document", "-d", help="The form, if the file has answers to several.")
    ] = "",
    language: Language = "",
    print: Annotated[bool, typer.Option("--print", help="Write a copy for print, without fields.")] = False,
    force: Force = False,
    strict: Strict = False,
) -> None:
    """Write the answers of a file into a form of any language."""
    from press.answers.desk import write_filled

    tag = tag_of(context.obj, language)
    chosen(context.obj, (), [document] if document else ())
    problems = write_filled(context.obj, file, output, document, tag, flat=print, force=force)
    print_problems(problems)
    if not has_errors(problems):
        typer.echo(f"written {output}")
    raise typer.Exit(exit_status(problems, strict))


@app.command()
def migrate(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A filled PDF or workbook, or answers saved from a web page.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The new workbook (.xlsx), or answers (.json).")],
    language: Language = "",
    edition: Annotated[str, typer.Option("--edition", help="The file's edition, where it doesn't say so.")] = "",
    force: Force = False,
    strict: Strict = False,
) -> None:
    """Write all answers of a file, of any edition, into a new workbook of any language."""
    from press.answers.migrate import migrate

    end(*migrate(context.obj, file, output, tag_of(context.obj, language), edition, force=force), strict=strict)


@app.command()
def merge(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(help="Copies of several people: PDFs, workbooks, saved answers.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The new workbook (.xlsx), or answers (.json).")],
    language: Annotated[str, typer.Option("--language", "-l", help="Its language; unless given, the first's.")] = "",
    force: Force = False,
    strict: Strict = False,
) -> None:
    """Bring the answers of several files together in one; where they differ, none is chosen."""
    from press.answers.merge import merge

    end(*merge(context.obj, files, output, tag_of(context.obj, language), force=force), strict=strict)

"""`messages …`: the catalogs that translators work on."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from press.commands.common import Languages, chosen, end
from press.problems import Problem, has_errors
from press.source import relative

app = typer.Typer(help="The catalogs that translators work on.", no_args_is_help=True)


@app.command()
def update(context: typer.Context) -> None:
    """Bring the catalogs up to date with the content: content/locales/*.pot and every language's .po."""
    from press.desk import update_all

    changed, problems = update_all(context.obj)
    for path in changed:
        typer.echo(f"written {path}")
    if not changed and not has_errors(problems):
        typer.echo("every catalog is up to date")
    end((), problems)


@app.command()
def take(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(help="Catalogs that came back from translators.")],
    language: Annotated[str, typer.Option("--language", "-l", help="Their language, if they do not say it.")] = "",
    replace: Annotated[
        bool, typer.Option("--replace", help="Also where the project has another one, and none is known to be newer.")
    ] = False,
) -> None:
    """Take what was translated in files that came back, whatever program wrote them, and nothing else."""
    from press.returned import take

    problems: list[Problem] = []
    for file in files:
        if not file.is_file():
            raise typer.BadParameter(f"there is no file {file}", param_hint="FILES")
        taken = take(context.obj, file, language, over=replace)
        problems += taken.problems
        if taken.path is not None:
            typer.echo(f"{relative(context.obj.root, taken.path)}: {len(taken.entries)} translations taken from {file}")
    end((), problems)


@app.command()
def status(
    context: typer.Context, language: Languages = None, json: Annotated[bool, typer.Option("--json")] = False
) -> None:
    """Say how complete each language is, by message and by word, normative text apart."""
    from press.desk import as_json, as_table, statuses

    found, problems = statuses(context.obj, chosen(context.obj, language).languages)
    typer.echo(as_json(found) if json else as_table(found))
    end((), problems)


@app.command()
def review(
    context: typer.Context,
    language: Annotated[str, typer.Argument(help="The language to review, such as de.")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The folder to write; unless given, review-LANGUAGE/.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a sheet that is there.")] = False,
) -> None:
    """Write source and translation side by side for a reviewer: a page, a PDF, and a sheet for corrections."""
    from press.review.desk import write_review
    from press.validate import listed

    (tag,) = chosen(context.obj, [language]).languages
    if [tag] == listed(context.obj)[0][:1]:
        raise typer.BadParameter(f"'{tag}' is the source language", param_hint="LANGUAGE")
    written = write_review(context.obj, tag, output, force=force)
    for path in written.files:
        typer.echo(f"written {relative(context.obj.root, path)}")
    end((), written.problems)


@app.command("apply-review")
def apply_review(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="The sheet that came back from a reviewer.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change, and write nothing.")] = False,
) -> None:
    """Bring a reviewer's corrections and notes into the catalogs, and change nothing else in them."""
    from press.review.apply import apply_review, described

    applied = apply_review(context.obj, file, dry=dry_run)
    for line in described(context.obj, applied, dry=dry_run):
        typer.echo(line)
    end((), applied.problems)

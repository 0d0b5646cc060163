"""`compare`: what has changed since an earlier edition."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from press.commands.common import Languages, chosen, end
from press.source import relative

app = typer.Typer()


@app.command()
def compare(
    context: typer.Context,
    edition: Annotated[str, typer.Argument(help="A released edition, such as 2026.1, or a tag or commit of git.")],
    language: Languages = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The folder to write; unless given, compare-EDITION/.")
    ] = None,
) -> None:
    """Say what has changed since an edition: a page and a PDF in every language, and lists for translators."""
    from press.compare.desk import compare

    done = compare(context.obj, edition, chosen(context.obj, language).languages, output)
    for path in done.files:
        typer.echo(f"written {relative(context.obj.root, path)}")
    end([done.said] if done.said else (), done.problems)

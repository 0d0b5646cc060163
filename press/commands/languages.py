"""`language add`: a language that the project does not have yet."""

from __future__ import annotations

from typing import Annotated

import typer

from press.commands.common import end
from press.source import relative

app = typer.Typer(help="The languages of the edition.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Keep `add` a command of a group, though it is the only one."""


@app.command()
def add(
    context: typer.Context,
    tag: Annotated[str, typer.Argument(help="Its tag: fr, pt-BR, zh-Hant; zh_Hant and pt-br will do.")],
    name: Annotated[str, typer.Option("--name", help="What it calls itself, if not as in the locale data.")] = "",
) -> None:
    """Add a language: its record in content/languages.yaml, and catalogs for its translators."""
    from press.newcomer import add_language

    added = add_language(context.obj, tag, name)
    for path in added.written:
        typer.echo(f"written {relative(context.obj.root, path)}")
    if added.language is not None:
        direction = {"ltr": "left to right", "rtl": "right to left"}[added.language.direction]
        typer.echo(f"added {added.language.name} ({added.language.tag}), read from {direction}")
        for number, line in enumerate(added.advice, 1):
            typer.echo(f"{number}. {line}")
    end((), added.problems)

"""`serve`: pages that follow what is saved."""

from __future__ import annotations

import webbrowser
from typing import Annotated

import typer

from press.commands.common import Languages, chosen

app = typer.Typer()

_ADDRESS = "An address that opens a file in your editor, such as 'vscode://file/{path}:{line}'."


@app.command()
def serve(
    context: typer.Context,
    port: Annotated[
        int | None, typer.Option("--port", "-p", min=1, max=65535, help="Unless given: 8000, or the next.")
    ] = None,
    language: Languages = None,
    editor: Annotated[str, typer.Option("--editor", help=_ADDRESS)] = "",
    open: Annotated[bool, typer.Option("--open", help="Open the first page in a browser.")] = False,
) -> None:
    """Preview all pages in a browser; they follow what is saved. Ctrl-C ends it."""
    from press.serve.session import PortTakenError, run_preview
    from press.serve.shown import Editor

    tags = chosen(context.obj, language).languages
    address = Editor(editor)
    if address.fault:
        raise typer.BadParameter(address.fault, param_hint="--editor")
    try:
        run_preview(context.obj, tags, address, port, typer.echo, _open if open else lambda _url: None)
    except PortTakenError as error:
        typer.echo(f"build.py: port {error} is taken; choose another one with --port", err=True)
        raise typer.Exit(1) from error
    except PermissionError as error:
        typer.echo(f"build.py: port {port} may not be used; choose one from 1024 on with --port", err=True)
        raise typer.Exit(1) from error
    except KeyboardInterrupt as stop:
        typer.echo("\nthe preview has ended")
        raise typer.Exit(130) from stop


def _open(url: str) -> None:
    """Open a page in a window; a browser that would take the terminal for itself is none."""
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        browser = None
    if browser is None or type(browser) is webbrowser.GenericBrowser:
        typer.echo("no browser with windows is known here; open the address yourself")
    else:
        browser.open(url)

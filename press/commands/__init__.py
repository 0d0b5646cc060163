"""Words of the command line in; the work of the press done, its report printed and an exit status out.

A group of commands is one module here, and one line below.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import typer

from press.commands import answers, compare, editions, languages, messages, preview
from press.plan import Selection
from press.project import Project
from press.source import relative

app = typer.Typer(
    name="build.py",
    help="Make the IASIOS accreditation documents from content/. Without a command: build everything that changed.",
    add_completion=False,
    no_args_is_help=False,
    pretty_exceptions_enable=False,
)
app.add_typer(editions.app)
app.add_typer(preview.app)
app.add_typer(compare.app)
app.add_typer(messages.app, name="messages")
app.add_typer(languages.app, name="language")
app.add_typer(answers.app, name="answers")


def run(project: Project, arguments: Sequence[str]) -> int:
    """Carry out a command line and return its exit status."""
    try:
        result = app(list(arguments), standalone_mode=False, obj=project)
    except typer.Exit as stop:
        return stop.exit_code
    except Exception as error:  # typer's usage errors have no common base that it exports
        from jinja2 import TemplateSyntaxError

        if isinstance(error, TemplateSyntaxError):
            place = relative(project.root, Path(error.filename or error.name or "templates"))
            reason = str(error.message).rstrip(".")
            typer.echo(f"build.py: {place}:{error.lineno}: {reason}; correct the template", err=True)
            return 1
        if not hasattr(error, "format_message"):
            raise
        typer.echo(f"build.py: {error.format_message()}", err=True)
        return 2
    return int(result or 0)


@app.callback(invoke_without_command=True)
def _default(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        raise typer.Exit(editions.make(context.obj, Selection(), 0, strict=False))

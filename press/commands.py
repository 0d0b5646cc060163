"""Words of the command line in; the work of the press done, its report printed and an exit status out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from press.plan import Selection
from press.problems import PRINTERS, Problem, did_you_mean, has_errors
from press.project import Project
from press.source import relative
from press.translation.catalogs import language_tag

# The keys of press.outputs.OUTPUTS and the pages; a test compares them, since importing them takes a third of a second.
FORMATS = ("html", "pdf", "xlsx", "offline")

app = typer.Typer(
    name="build.py",
    help="Make the IASIOS accreditation documents from content/. Without a command: build everything that changed.",
    add_completion=False,
    no_args_is_help=False,
    pretty_exceptions_enable=False,
)
messages_app = typer.Typer(help="The catalogs that translators work on.", no_args_is_help=True)
app.add_typer(messages_app, name="messages")
answers_app = typer.Typer(help="What facilities filled in.", no_args_is_help=True)
app.add_typer(answers_app, name="answers")

Languages = Annotated[list[str] | None, typer.Option("--language", "-l", help="Only this language; may be repeated.")]
Documents = Annotated[list[str] | None, typer.Option("--document", "-d", help="Only this document; may be repeated.")]
Formats = Annotated[list[str] | None, typer.Option("--format", "-f", help="Only html, pdf, xlsx or offline.")]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=0, help="Processes; 1: all in this one, 0: one a core.")]
Strict = Annotated[bool, typer.Option("--strict", help="Let warnings fail, too.")]
Form = Annotated[str, typer.Option("--format", help="How to print problems: text, github or json.")]


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
        raise typer.Exit(_build(context.obj, Selection(), 0, strict=False))


@app.command()
def build(
    context: typer.Context,
    language: Languages = None,
    document: Documents = None,
    format: Formats = None,
    jobs: Jobs = 0,
    strict: Strict = False,
) -> None:
    """Make everything that changed, into output/."""
    selection = _selection(context.obj, language, document, format)
    raise typer.Exit(_build(context.obj, selection, jobs, strict=strict))


@app.command()
def check(context: typer.Context, strict: Strict = False, format: Form = "text") -> None:
    """Look for everything that is wrong with the content and its translations."""
    from press.inspection import inspect

    if format not in PRINTERS:
        message = f"there is no format '{format}'; {did_you_mean(format, PRINTERS)}"
        raise typer.BadParameter(message, param_hint="--format")
    problems = inspect(context.obj)
    if problems or format == "json":
        typer.echo(PRINTERS[format](problems))
    if format == "text":
        typer.echo(_count(problems))
    raise typer.Exit(_status(problems, strict))


@app.command()
def doctor(context: typer.Context) -> None:
    """Say what this machine lacks, and how to get it."""
    from press.doctor import report

    raise typer.Exit(report(context.obj.root))


@app.command(hidden=True)
def schemas(context: typer.Context) -> None:
    """Write docs/schemas/, by which editors complete and check the YAML files of content/."""
    from press.schemas import write_schemas

    for path in write_schemas(context.obj.root / "docs" / "schemas"):
        typer.echo(f"written {relative(context.obj.root, path)}")


@messages_app.command()
def update(context: typer.Context) -> None:
    """Bring the catalogs up to date with the content: content/locales/*.pot and every language's .po."""
    from press.desk import update_all

    changed, problems = update_all(context.obj)
    for path in changed:
        typer.echo(f"written {path}")
    if not changed and not has_errors(problems):
        typer.echo("every catalog is up to date")
    _show(problems)
    raise typer.Exit(_status(problems, strict=False))


@messages_app.command()
def status(
    context: typer.Context, language: Languages = None, json: Annotated[bool, typer.Option("--json")] = False
) -> None:
    """Say how complete each language is, by message and by word, normative text apart."""
    from press.desk import as_json, as_table, statuses

    found, problems = statuses(context.obj, _selection(context.obj, language).languages)
    typer.echo(as_json(found) if json else as_table(found))
    _show(problems)
    raise typer.Exit(_status(problems, strict=False))


@answers_app.command()
def show(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A filled PDF or workbook, or answers saved from a web page.")],
    json: Annotated[bool, typer.Option("--json", help="Print a file of answers, as web pages save it.")] = False,
) -> None:
    """Print what a file holds."""
    from press.answers.desk import listed

    text, problems = listed(context.obj, file, as_json=json)
    typer.echo(text, nl=False)
    _show(problems)
    raise typer.Exit(_status(problems, strict=False))


@answers_app.command()
def fill(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="A filled PDF or workbook, or answers saved from a web page.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write: a PDF, or the workbook.")],
    document: Annotated[
        str, typer.Option("--document", "-d", help="The form, if the file has answers to several.")
    ] = "",
    language: Annotated[str, typer.Option("--language", "-l", help="Its language; unless given, the file's.")] = "",
    print: Annotated[bool, typer.Option("--print", help="Write a copy for print, without fields.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
    strict: Strict = False,
) -> None:
    """Write the answers of a file into a form of any language."""
    from press.answers.desk import write_filled

    _selection(context.obj, [language] if language else (), [document] if document else ())
    wanted = (document, language_tag(language) if language else "")
    problems = write_filled(context.obj, file, output, *wanted, flat=print, force=force)
    _show(problems)
    if not has_errors(problems):
        typer.echo(f"written {output}")
    raise typer.Exit(_status(problems, strict))


def _build(project: Project, selection: Selection, jobs: int, *, strict: bool) -> int:
    from press.build import BusyError, build, default_processes

    try:
        report = build(project, selection, jobs or default_processes(), typer.echo)
    except BusyError:
        typer.echo("build.py: another build of this project is running; wait until it has ended", err=True)
        return 1
    _show(report.problems)
    if not report.published:
        typer.echo("nothing is published: mend the errors above first; output/ is as it was")
    elif report.unchanged:
        typer.echo("nothing has changed since the last build")
    else:
        typer.echo(f"{len(report.changed)} files changed in output/, {len(report.made)} of them were laid out anew")
    return _status(report.problems, strict)


def _selection(
    project: Project,
    languages: Sequence[str] | None,
    documents: Sequence[str] | None = None,
    formats: Sequence[str] | None = None,
) -> Selection:
    """Return what is asked for; a name of nothing that this project makes is wrong usage."""
    selection = Selection(
        tuple(language_tag(name) for name in languages or ()), tuple(documents or ()), tuple(formats or ())
    )
    if selection.whole:
        return selection
    from press.validate import listed

    tags, ids = listed(project)
    for what, chosen, known in zip(("language", "document", "format"), selection, (tags, ids, FORMATS), strict=True):
        for name in chosen:
            # A list that can't be read is the content's fault: the command itself reports it.
            if known and name not in known:
                message = f"there is no {what} '{name}'; {did_you_mean(name, known)}"
                raise typer.BadParameter(message, param_hint=f"--{what}")
    return selection


def _show(problems: Sequence[Problem]) -> None:
    if problems:
        typer.echo(PRINTERS["text"](problems))


def _count(problems: Sequence[Problem]) -> str:
    errors = sum(problem.severity == "error" for problem in problems)
    return f"{errors} errors, {len(problems) - errors} warnings"


def _status(problems: Sequence[Problem], strict: bool) -> int:
    return int(bool(problems) if strict else has_errors(problems))

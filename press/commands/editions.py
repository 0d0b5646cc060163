"""`build`, `check`, `release`, `doctor` and `schemas`: the editions made, judged and released, and the machine."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from press.commands.common import (
    Documents,
    Form,
    Formats,
    Jobs,
    Languages,
    Strict,
    chosen,
    count,
    end,
    exit_status,
    print_problems,
)
from press.plan import Selection
from press.problems import PRINTERS, did_you_mean
from press.project import Project
from press.source import relative

app = typer.Typer()


@app.command()
def build(
    context: typer.Context,
    language: Languages = None,
    document: Documents = None,
    format: Formats = None,
    jobs: Jobs = 0,
    strict: Strict = False,
    pseudo: Annotated[bool, typer.Option("--pseudo", help="In longer and in mirrored English, to look at.")] = False,
) -> None:
    """Make everything that changed, into output/."""
    project = _rehearsal(context.obj) if pseudo else context.obj
    selection = chosen(project, language, document, format)
    status = make(project, selection, jobs, strict=strict)
    if pseudo:
        typer.echo("this was made to be looked at, not for readers: .cache/pseudo/output/index.html")
    raise typer.Exit(status)


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
        typer.echo(count(problems))
    raise typer.Exit(exit_status(problems, strict))


@app.command()
def release(
    context: typer.Context,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what stands in the way, and write nothing.")] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Folder of the archives; unless given, release-EDITION/.")
    ] = None,
    jobs: Jobs = 0,
) -> None:
    """Release the edition: check it strictly, make it anew, keep what it asks for, and pack each language."""
    from press.build import BusyError, default_processes
    from press.release import desk

    folder = output and Path.cwd() / output
    try:
        outcome = (
            desk.rehearse(context.obj, folder)
            if dry_run
            else desk.release(context.obj, folder, jobs or default_processes(), typer.echo)
        )
    except BusyError:
        raise typer.Exit(_busy()) from None
    end(outcome.lines, outcome.problems, strict=True)


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


def _rehearsal(project: Project) -> Project:
    """Return the project's copy in pseudo languages, or end with what is wrong with the content."""
    from press.rehearsal import rehearsal

    copy, problems = rehearsal(project)
    if copy is None:
        print_problems(problems)
        raise typer.Exit(1)
    return copy


def make(project: Project, selection: Selection, jobs: int, *, strict: bool) -> int:
    """Build, print what came of it and return the exit status."""
    from press.build import BusyError, build, default_processes

    try:
        report = build(project, selection, jobs or default_processes(), typer.echo)
    except BusyError:
        return _busy()
    print_problems(report.problems)
    if report.behind:
        typer.echo(report.behind)
    if not report.published:
        typer.echo("nothing is published: mend the errors above first; output/ is as it was")
    elif report.unchanged:
        typer.echo("nothing has changed since the last build")
    else:
        typer.echo(f"{len(report.changed)} files changed in output/, {len(report.made)} of them were laid out anew")
    return exit_status(report.problems, strict)


def _busy() -> int:
    typer.echo("build.py: another build of this project is running; wait until it has ended", err=True)
    return 1

"""What commands share: their options, what is chosen by them, problems printed and an exit status out."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from typing import Annotated, NoReturn

import typer

from press.plan import Selection
from press.problems import PRINTERS, Problem, did_you_mean, has_errors
from press.project import Project
from press.translation.catalogs import language_tag

# The keys of press.outputs.OUTPUTS and the pages; a test compares them, since importing them takes a third of a second.
FORMATS = ("html", "pdf", "xlsx", "offline")

Languages = Annotated[list[str] | None, typer.Option("--language", "-l", help="Only this language; may be repeated.")]
Documents = Annotated[list[str] | None, typer.Option("--document", "-d", help="Only this document; may be repeated.")]
Formats = Annotated[list[str] | None, typer.Option("--format", "-f", help="Only html, pdf, xlsx or offline.")]
Jobs = Annotated[int, typer.Option("--jobs", "-j", min=0, help="Processes; 1: all in this one, 0: one a core.")]
Language = Annotated[str, typer.Option("--language", "-l", help="Its language; unless given, the file's.")]
Force = Annotated[bool, typer.Option("--force", help="Replace a file that is there.")]
Strict = Annotated[bool, typer.Option("--strict", help="Let warnings fail, too.")]
Form = Annotated[str, typer.Option("--format", help="How to print problems: text, github or json.")]


def chosen(
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


def tag_of(project: Project, language: str) -> str:
    """Return the tag of a language that is asked for, empty where none is; one that is not made is wrong usage."""
    return next(iter(chosen(project, [language] if language else ()).languages), "")


def day(text: str) -> datetime.date:
    """Return a day written as 2026-03-31. Raises BadParameter."""
    try:
        if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return datetime.date.fromisoformat(text)
    except ValueError:
        pass
    raise typer.BadParameter(f"'{text}' is no day; write it as 2026-03-31")


def end(done: Sequence[str], problems: Sequence[Problem], *, strict: bool = False) -> NoReturn:
    """Print what is wrong, then what was done, and end the command."""
    print_problems(problems)
    for line in done:
        typer.echo(line)
    raise typer.Exit(exit_status(problems, strict))


def print_problems(problems: Sequence[Problem], *, apart: bool = False) -> None:
    """Print problems as people read them; nothing where there are none. `apart` keeps them from what programs read."""
    if problems:
        typer.echo(PRINTERS["text"](problems), err=apart)


def count(problems: Sequence[Problem]) -> str:
    """Return how many errors and warnings there are, in words."""
    errors = sum(problem.severity == "error" for problem in problems)
    return f"{errors} errors, {len(problems) - errors} warnings"


def exit_status(problems: Sequence[Problem], strict: bool) -> int:
    """Return 1 where there are errors (if `strict`, warnings too), 0 otherwise."""
    return int(bool(problems) if strict else has_errors(problems))

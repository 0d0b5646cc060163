"""What was raised while a page was made in; the problem that an author can mend out."""

from __future__ import annotations

import traceback
from pathlib import Path

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

from press.problems import Origin, Problem
from press.project import Project, paths_below
from press.source import relative


def problem_of(project: Project, error: Exception) -> Problem:
    """Return what went wrong as a problem, at the line of the template that led there if there is one."""
    if isinstance(error, TemplateSyntaxError):
        place = Origin(relative(project.root, Path(error.filename or error.name or "templates")), error.lineno)
        return Problem(place, "template", f"{error.message}".rstrip("."), "correct the template")
    place = _in_templates(project, error) or _of_file(project, error)
    if isinstance(error, TemplateNotFound):
        return Problem(place, "template", f"there is no template '{error.name}'", "create it, or correct its name")
    if isinstance(error, TemplateError):
        return Problem(place, "template", f"{error.message}", "correct the template")
    if isinstance(error, OSError):
        message = f"the file can't be read ({error.strerror or error})"
        return Problem(place, "file-unreadable", message, "put it back, or mend it")
    message = f"the page can't be made ({type(error).__name__}: {error})"
    return Problem(place, "preview", " ".join(message.split()), "undo the last change there, or correct it")


def template_problem(project: Project, error: Exception) -> Problem:
    """Return why the texts of templates could not be gathered: names the first template that can't be read."""
    from jinja2 import Environment

    for path in paths_below(project.templates):
        if path.suffix != ".jinja":
            continue
        try:
            Environment(autoescape=True).parse(path.read_text(encoding="utf-8"), filename=str(path))
        except UnicodeDecodeError:
            place = Origin(relative(project.root, path))
            return Problem(place, "encoding", "the file is not UTF-8 text", "save it in UTF-8")
        except (TemplateError, OSError) as found:
            return problem_of(project, found)
    return problem_of(project, error)


def _in_templates(project: Project, error: Exception) -> Origin | None:
    """Return the innermost line of a template that was being carried out."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = Path(frame.filename)
        if path.suffix == ".jinja" and path.is_relative_to(project.templates):
            return Origin(relative(project.root, path), frame.lineno or 0)
    return None


def _of_file(project: Project, error: Exception) -> Origin:
    name = getattr(error, "filename", None)
    return Origin(relative(project.root, Path(name)) if isinstance(name, str) else "content")

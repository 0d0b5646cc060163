"""Print HTML in; a PDF out that is PDF/A-3a and PDF/UA-1, through WeasyPrint, with shipped fonts and files only."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from press import hyphens, sealed
from press.outputs.made import Made, recipe
from press.outputs.resources import font_errors, no_machine_fonts
from press.project import Project

_LIBRARIES = ("weasyprint", "pydyf", "tinycss2", "cssselect2", "tinyhtml5", "fonttools", "pillow", "pyphen", "pikepdf")


def key(project: Project, html: str) -> str:
    """Return the hash of everything that goes into a PDF: HTML with its CSS, the files it names, the libraries."""
    digest = hashlib.sha256(html.encode())
    for path in sorted(set(re.findall(r'(?:url\(|src=)"([^"]+)"', html))):
        file = project.root / path
        digest.update(path.encode())
        digest.update(sealed.digest(file).encode() if file.is_file() else b"missing")
    digest.update(_native_versions().encode())
    digest.update(recipe(_LIBRARIES, Path(hyphens.__file__), *sorted(Path(__file__).parent.glob("[!.]*.py"))))
    return digest.hexdigest()


def prepare(project: Project) -> None:
    """Load WeasyPrint and what finishes its PDFs, which takes longer than to make a page."""
    with no_machine_fonts(project):
        import weasyprint

        import press.outputs.typeset  # noqa: F401  # for the processes that are forked

        # `tags` and `clusters` change private code of this version.
        assert weasyprint.__version__.startswith("70.")


def make(project: Project, html: str) -> Made:
    """Return the PDF of print HTML. Raises nothing that an author can cause; what went wrong is in the result."""
    prepare(project)
    from press.outputs.typeset import typeset

    return _made(project, html, typeset)


def pictures(project: Project, html: str) -> Made:
    """Return a PDF of which each page becomes a part of another PDF: without tags, and no more than is seen.

    The warnings are the ids of elements that have no room on their page.
    """
    prepare(project)
    from press.outputs.typeset import drawn

    return _made(project, html, drawn)


def _made(project: Project, html: str, by: Callable[[Project, str], Made]) -> Made:
    from weasyprint.urls import FatalURLFetchingError

    errors = font_errors(project, html)
    if errors:
        return Made(b"", tuple(errors))
    try:
        with no_machine_fonts(project):
            return by(project, html)
    except FatalURLFetchingError as error:
        return Made(b"", (f"{error.__cause__ or error}",))
    except MemoryError:
        return Made(b"", ("the layout needs more memory than it may have",))
    except (ValueError, TypeError, ArithmeticError, LookupError, RecursionError, AssertionError) as error:
        return Made(b"", (f"the layout failed ({type(error).__name__}: {error})",))


@lru_cache(maxsize=1)
def _native_versions() -> str:
    """Name the versions of the native libraries that lay out text."""
    import ctypes

    found = []
    for name, function in (("libpango-1.0.so.0", "pango_version_string"), ("libharfbuzz.so.0", "hb_version_string")):
        try:
            call = getattr(ctypes.CDLL(name), function)
        except (OSError, AttributeError):
            continue
        call.restype = ctypes.c_char_p
        found.append(f"{name} {call().decode()}")
    return " ".join(found)

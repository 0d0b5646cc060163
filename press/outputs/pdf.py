"""Print HTML in; a tagged PDF out, through WeasyPrint, with shipped fonts and files of the project only."""

from __future__ import annotations

import hashlib
import logging
import os
import re
import warnings as python_warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from press.outputs.made import Made
from press.project import Project

_LIBRARIES = ("weasyprint", "pydyf", "tinycss2", "cssselect2", "tinyhtml5", "fonttools", "pillow", "pyphen")
_SUFFIXES = {".ttf", ".png", ".jpg", ".jpeg"}
_MAX_BYTES = 30_000_000
_NO_FONTS = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig></fontconfig>\n'
# Warnings of WeasyPrint after which something is missing on the page; so it is after each of its errors.
_FATAL_WARNINGS = ("notdef glyph", "cannot be loaded")


def key(project: Project, html: str) -> str:
    """Return the hash of everything that goes into a PDF: HTML with its CSS, the files it names, the libraries."""
    digest = hashlib.sha256(html.encode())
    for path in sorted(set(re.findall(r'(?:url\(|src=)"([^"]+)"', html))):
        file = project.root / path
        digest.update(path.encode())
        digest.update(_file_digest(file, file.stat().st_mtime_ns) if file.is_file() else b"missing")
    for name in _LIBRARIES:
        digest.update(f"{name} {version(name)}".encode())
    digest.update(_native_versions().encode())
    digest.update(Path(__file__).read_bytes())
    return digest.hexdigest()


def prepare(project: Project) -> None:
    """Load WeasyPrint."""
    with _no_machine_fonts(project):
        import weasyprint

        assert weasyprint.__version__.startswith("70.")


def make(project: Project, html: str) -> Made:
    """Return the PDF of print HTML. Raises nothing that an author can cause; what went wrong is in the result."""
    prepare(project)
    from weasyprint import HTML
    from weasyprint.urls import FatalURLFetchingError

    log = _Log()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(log)
    try:
        document = HTML(string=html, base_url=project.root.as_uri() + "/", url_fetcher=_fetcher(project.root))
        with _no_machine_fonts(project):
            content = document.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True)
    except FatalURLFetchingError as error:
        return Made(b"", (f"{error.__cause__ or error}",))
    except MemoryError:
        return Made(b"", ("the layout needs more memory than it may have",))
    except (ValueError, TypeError, ArithmeticError, LookupError, RecursionError, AssertionError) as error:
        return Made(b"", (f"the layout failed ({type(error).__name__}: {error})",))
    finally:
        logger.removeHandler(log)
    return Made(b"" if log.errors else bytes(content), tuple(log.errors), tuple(log.warnings))


@contextmanager
def _no_machine_fonts(project: Project) -> Iterator[None]:
    """Let fontconfig know no font of the machine meanwhile; other programs that this process starts need theirs."""
    config = project.cache / "no-fonts.conf"
    if not config.is_file() or config.read_bytes() != _NO_FONTS.encode():
        config.parent.mkdir(parents=True, exist_ok=True)
        config.write_text(_NO_FONTS)
    before = os.environ.get("FONTCONFIG_FILE")
    os.environ["FONTCONFIG_FILE"] = str(config)
    try:
        with python_warnings.catch_warnings():
            python_warnings.filterwarnings("ignore", "No fonts configured in FontConfig")
            yield
    finally:
        del os.environ["FONTCONFIG_FILE"]
        if before is not None:
            os.environ["FONTCONFIG_FILE"] = before


class _Log(logging.Handler):
    """Keeps what WeasyPrint says went wrong, each once."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.errors: list[str] = []
        self.warnings: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one line."""
        line = record.getMessage()
        fatal = record.levelno >= logging.ERROR or any(mark in line for mark in _FATAL_WARNINGS)
        lines = self.errors if fatal else self.warnings
        if line not in lines:
            lines.append(line)


def _fetcher(root: Path) -> Any:
    """Return a fetcher that reads fonts and pictures below the project's folder and refuses everything else."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class ProjectFetcher(URLFetcher):  # type: ignore[misc]  # weasyprint ships no types
        def fetch(self, url: str, headers: Any = None) -> Any:
            path = _allowed(url, root)
            if path is None:
                raise FatalURLFetchingError(f"refused to fetch {url[:200]}: it is no font or picture of the project")
            return URLFetcherResponse(url, path.read_bytes())

    return ProjectFetcher(allowed_protocols={"file"}, allow_redirects=False, fail_on_errors=True)


def _allowed(url: str, root: Path) -> Path | None:
    from urllib.parse import unquote, urlsplit

    parts = urlsplit(url)
    if parts.scheme != "file" or parts.netloc:
        return None
    try:
        path = Path(unquote(parts.path)).resolve(strict=True)
    except OSError:
        return None
    # A package manager may keep packages elsewhere and link to them: what they hold counts as the project's.
    inside = any(path.is_relative_to(home.resolve()) for home in (root, root / "node_modules", root / ".cache"))
    small = path.is_file() and path.stat().st_size <= _MAX_BYTES
    return path if inside and small and path.suffix.lower() in _SUFFIXES else None


@lru_cache(maxsize=256)
def _file_digest(path: Path, _modified: int) -> bytes:
    return hashlib.sha256(path.read_bytes()).digest()


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

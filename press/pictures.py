"""The file of a picture in; what is wrong with it, which no one would see before a page shows it, out."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

from press import sealed
from press.problems import Origin, Problem
from press.project import Project
from press.source import relative

KINDS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG"}
MOST_BYTES = 30_000_000
MOST_PIXELS = 8000
_MODES = {"PNG": ("1", "L", "LA", "P", "PA", "RGB", "RGBA"), "JPEG": ("L", "RGB")}
_TOO_LARGE = f"save it with at most {MOST_PIXELS:,} pixels a side"
_ANEW = "save it anew from the program that made it"

Fault = tuple[str, str]


def picture_problems(project: Project, path: Path) -> list[Problem]:
    """Return what is wrong with a picture: it must be whole, of the kind that its name says, and of a sane size.

    To decode a picture takes time, so what is found is kept in .cache/ until the file changes.
    """
    fault = _weight(path)
    if fault is None:
        name = f"{sealed.digest(path)[:16]}-{sealed.digest(Path(__file__))[:8]}{path.suffix}.json"
        cached = project.cache / "pictures" / name
        kept = sealed.read(cached)
        fault = json.loads(kept) if kept is not None else _fault(path)
        if kept is None:
            sealed.write(cached, json.dumps(fault).encode())
    if fault is None:
        return []
    message, hint = fault
    return [Problem(Origin(relative(project.root, path)), "picture", message, hint)]


def _weight(path: Path) -> Fault | None:
    try:
        size = path.stat().st_size
        with path.open("rb"):
            pass
    except OSError as error:
        return f"the picture can't be read ({error.strerror})", "put a file in its place that you may read"
    if size > MOST_BYTES:
        hint = f"save it smaller, or as a JPEG: at most {MOST_BYTES // 1_000_000} MB"
        return f"the picture is too heavy ({size / 1_000_000:.0f} MB)", hint
    return ("the picture is empty", _ANEW) if size == 0 else None


def _fault(path: Path) -> Fault | None:
    from PIL import Image, ImageFile, UnidentifiedImageError

    # WeasyPrint lets truncated pictures pass, in the whole process in which it was loaded.
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(path, formats=tuple(_MODES)) as image:
                if fault := _looks(image, path.suffix):
                    return fault
                image.verify()  # checksums, after which it can't be decoded any more
            with Image.open(path, formats=tuple(_MODES)) as image:
                image.load()
    except Image.DecompressionBombError:
        return "the picture is too large to be opened", _TOO_LARGE
    except UnidentifiedImageError:
        return "this file is no picture in PNG or JPEG", "save it as one of the two"
    except Exception as error:  # a damaged picture brings the library down in many ways
        return f"the picture is damaged ({error})", _ANEW
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before
    return None


def _looks(image: Any, suffix: str) -> Fault | None:
    """Judge a picture by what its head says: kind, size, colours."""
    kind = "JPEG" if image.format == "MPO" else image.format
    if kind != KINDS[suffix]:
        return f"the picture is a {kind}, and its name ends in {suffix}", "let the name say what it is, or save it anew"
    if max(image.size) > MOST_PIXELS:
        return f"the picture is too large ({image.width:,} by {image.height:,} pixels)", _TOO_LARGE
    if image.mode not in _MODES[kind]:
        return f"the picture has colours that paper does not show ({image.mode})", "save it in RGB, 8 bits a colour"
    return None

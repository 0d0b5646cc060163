"""A font file in; whether it can be used, the characters it shows, and what of it PDFs embed, out."""

from __future__ import annotations

import json
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from press import sealed
from press.project import Project


def code_points(project: Project, path: Path) -> frozenset[int] | None:
    """Return the characters of a font file (WOFF2 or TrueType); None where it is missing, damaged or no font."""
    if not path.is_file():
        return None
    return _read_code_points(path, project.cache / "coverage" / f"{sealed.digest(path)[:16]}.json")


@lru_cache(maxsize=64)
def _read_code_points(path: Path, cached: Path) -> frozenset[int] | None:
    """Read a font's character map, through a file of the cache that is named by the font's bytes.

    To read the map of a Chinese font takes longer than to make a page.
    """
    kept = sealed.read(cached)
    if kept is not None:
        return frozenset(json.loads(kept))
    from fontTools.ttLib import TTFont

    try:
        with TTFont(BytesIO(path.read_bytes()), lazy=True) as font:
            points = sorted(font.getBestCmap())
            drawn = {"glyf", "CFF "} & set(font.keys())
    except Exception:  # a damaged font brings the library down in many ways
        return None
    if not drawn:
        return None
    sealed.write(cached, json.dumps(points).encode())
    return frozenset(points)


def is_packed(path: Path) -> bool:
    """Tell whether a file says that it is a WOFF2 font, which is all that pages load."""
    with path.open("rb") as file:
        return file.read(4) == b"wOF2"


def unpacked(source: Path, scale: float) -> bytes:
    """Return a WOFF2 or TrueType font as TrueType, its letters `scale` times as large. Raises what fontTools raises."""
    from fontTools.ttLib import TTFont
    from fontTools.ttLib.scaleUpem import scale_upem

    with TTFont(source, recalcTimestamp=False) as font:
        font.flavor = None
        units = font["head"].unitsPerEm
        if scale != 1:
            # Letters drawn larger in a square of the old size: what CSS calls size-adjust, which print does not know.
            scale_upem(font, round(units * scale))
            font["head"].unitsPerEm = units
        written = BytesIO()
        font.save(written)
    return written.getvalue()

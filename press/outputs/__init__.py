"""The formats that are dear to make, one module each: what a finished file is keyed on, and how it is made.

Web pages are not among them: they are rendered anew whenever their language changes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from press.outputs import offline, pdf, xlsx
from press.outputs.made import Made
from press.project import Project


class Output(NamedTuple):
    """A format: `key` hashes everything that goes into a file beyond its source, `make` makes it of the source.

    `prepare` loads what `make` needs, once, before processes are forked.
    """

    key: Callable[[Project, str], str]
    make: Callable[[Project, str], Made]
    prepare: Callable[[Project], None]


OUTPUTS: dict[str, Output] = {
    "pdf": Output(pdf.key, pdf.make, pdf.prepare),
    "xlsx": Output(xlsx.key, xlsx.make, xlsx.prepare),
    "offline": Output(offline.key, offline.make, offline.prepare),
}
"""The registry: format name as on the command line, and its module."""

"""The folders of a project in; the files that were saved, deleted or renamed out, whenever there are any.

The operating system only says that it is time to look. What has changed is found by comparing the files themselves, so
that no lost, doubled or misnamed event can leave a page behind.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from stat import S_ISDIR

from press.project import Project, paths_below
from press.source import relative

# Milliseconds. A save is looked at once nothing has happened for so long …
_QUIET = 20
# … or, while files go on changing, after so long.
_LONGEST = 400
# Where no event comes (a folder that was exchanged as a whole), it is looked every so often …
_LOOK = 1000
# … and more often where the system tells nothing at all: it limits how many folders may be watched.
_LOOK_UNTOLD = 300

# Device, inode, size, and when its content and its rights last changed: no editor keeps all of them.
_Mark = tuple[int, int, int, int, int]


class Watcher:
    """Knows the files of content/ and templates/ as they were when it was made, or last asked."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._folders = (project.content, project.templates)
        self._seen = self._marks()

    def changes(self) -> Iterator[frozenset[str]]:
        """Yield the paths, from the project's root, of what has changed; about once a second also nothing.

        Raises KeyboardInterrupt at once where Ctrl-C is pressed in the main thread.
        """
        yield self._changed()
        while True:
            watched = {folder: _identity(folder) for folder in self._folders}
            for _event in self._events():
                yield self._changed()
                if any(_identity(folder) != found for folder, found in watched.items()):
                    break  # another folder stands there now, which nobody watches

    def _events(self) -> Iterator[object]:
        """Yield whenever it is time to look."""
        from watchfiles import watch

        try:
            yield from watch(
                *self._folders,
                watch_filter=None,
                debounce=_LONGEST,
                step=_QUIET,
                rust_timeout=_LOOK,
                yield_on_timeout=True,
            )
        except (OSError, RuntimeError):
            time.sleep(_LOOK_UNTOLD / 1000)
            yield None

    def _changed(self) -> frozenset[str]:
        before, self._seen = self._seen, self._marks()
        return frozenset(path for path in before.keys() | self._seen.keys() if before.get(path) != self._seen.get(path))

    def _marks(self) -> dict[str, _Mark]:
        """Return a mark for each file, which is another one after any change of it."""
        marks = {}
        for folder in self._folders:
            for path in paths_below(folder):
                if mark := _mark(path):
                    marks[relative(self._project.root, path)] = mark
        return marks


def _mark(path: Path) -> _Mark | None:
    """Return the mark of a file, or of a link that leads nowhere; None for a folder, and for what is gone again."""
    for look in (path.stat, path.lstat):
        try:
            status = look()
        except OSError:
            continue
        if S_ISDIR(status.st_mode):
            return None
        return (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
    return None


def _identity(folder: Path) -> tuple[int, int] | None:
    """Tell folders of one name apart; None where there is none."""
    try:
        status = folder.stat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino)

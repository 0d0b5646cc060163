"""What a dear file is made of in; the finished file out, made as a build makes it, with the same limits."""

from __future__ import annotations

import multiprocessing
import os
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection
from threading import Lock

from press.outputs import OUTPUTS
from press.outputs.made import Made
from press.project import Project
from press.run import Job, end_with, run


class Maker:
    """Makes files in a process of its own, one after the other.

    That process is started before the server's threads are, since it starts others, and a process that is split in two
    while one of its threads holds a lock never gets that lock back.
    """

    def __init__(self, project: Project) -> None:
        context = multiprocessing.get_context("fork")
        self._lock = Lock()
        self._connection, other = context.Pipe()
        # Ends with this process; as a daemon it could not start processes itself.
        self._process = context.Process(target=_work, args=(project, other, self._connection, os.getpid()))
        self._process.start()
        other.close()

    def make(self, name: str, format: str, source: str) -> Made:
        """Return a file made of its source. Raises nothing: what went wrong is in the result."""
        with self._lock:
            try:
                self._connection.send((name, format, source))
                made = self._connection.recv()
            except (EOFError, OSError):
                return Made(b"", ("the process that makes files has ended; start the preview again",))
        assert isinstance(made, Made)
        return made

    def close(self) -> None:
        """End the process, and what it is making."""
        self._process.kill()
        self._process.join()


def _work(project: Project, connection: Connection, other: Connection, parent: int) -> None:
    end_with(parent)
    other.close()
    with suppress(EOFError, OSError):
        while True:
            name, format, source = connection.recv()
            connection.send(_made(project, name, format, source))


def _made(project: Project, name: str, format: str, source: str) -> Made:
    try:
        OUTPUTS[format].prepare(project)
    except (OSError, ImportError) as error:
        return Made(b"", (f"{error}; run 'make doctor'",))
    # Of two processes, the one that is not needed is never started; with one, the job would run here, without limits.
    [(_job, made)] = run([Job(name, len(source), partial(OUTPUTS[format].make, project, source))], 2)
    return made

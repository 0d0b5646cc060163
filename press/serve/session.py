"""A project and what is asked of its preview in; a preview that runs until Ctrl-C out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Thread

from press.problems import Problem, as_text
from press.project import Project
from press.serve.maker import Maker
from press.serve.preview import Preview
from press.serve.server import Server, open_server
from press.serve.shown import Editor
from press.serve.watch import Watcher

FIRST_PORT = 8000
_PORTS_TRIED = 20

Say = Callable[[str], None]


class PortTakenError(Exception):
    """Something else has the port that was asked for."""


def run_preview(
    project: Project, tags: Sequence[str], editor: Editor, port: int | None, say: Say, ready: Say = lambda _url: None
) -> None:
    """Preview a project until KeyboardInterrupt, which is raised. `ready` is called with the address of the pages.

    Without a port the first free one from 8000 on is taken. Raises PortTakenError, and OSError
    where a port may not be used.
    """
    watcher = Watcher(project)  # before anything is read, so that no change is missed
    maker = Maker(project)
    try:
        preview = Preview(project, maker, tags, editor)
        server = _opened(preview, port)
        Thread(target=server.serve_forever, daemon=True).start()
        if port is None and server.server_port != FIRST_PORT:
            say(f"port {FIRST_PORT} is taken, so another one is used")
        say(f"the preview is at {server.url} (Ctrl-C ends it)")
        ready(server.url)
        told: list[Problem] = []
        for changed in watcher.changes():
            preview.update(changed)
            told = _tell(preview.problems, told, say)
    finally:
        maker.close()


def _opened(preview: Preview, port: int | None) -> Server:
    ports = range(FIRST_PORT, FIRST_PORT + _PORTS_TRIED) if port is None else [port]
    server = open_server(preview, ports)
    if server is None:
        raise PortTakenError(f"{ports[0]}" if len(ports) == 1 else f"{ports[0]} to {ports[-1]}")
    return server


def _tell(problems: list[Problem], told: list[Problem], say: Say) -> list[Problem]:
    """Say what is newly wrong, and that nothing is any more."""
    if new := [problem for problem in problems if problem not in told]:
        say(as_text(new))
    elif told and not problems:
        say("all is in order again")
    return problems

"""A preview that runs in a process of its own, and what tests ask of it."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from typing import NamedTuple

from small import ROOT

from press.project import Project

_AT = re.compile(r"the preview is at http://127\.0\.0\.1:(\d+)/")


def free_port() -> int:
    """Return a port that nobody has: one of those that no preview looks for itself."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Answer(NamedTuple):
    """What the server answers."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class Running:
    """A preview in a process of its own; `said` is what it has printed up to its address.

    It gets a port that no other test has; with 0 it looks for one itself.
    """

    def __init__(self, project: Project, *arguments: str, port: int | None = None) -> None:
        chosen = [] if port == 0 else ["--port", str(port or free_port())]
        self.process = subprocess.Popen(
            [sys.executable, ROOT / "build.py", "serve", *chosen, *arguments],
            cwd=project.root,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        self.said = ""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said += line
            if found := _AT.search(line):
                self.port = int(found[1])
                return
        self.process.stdout.close()
        raise AssertionError(f"the preview ended with {self.process.wait()}: {self.said}")

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Send one request, its path as it is written."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.putrequest(method, path, skip_host="Host" in headers or "no_host" in headers)
            for name, value in headers.items():
                if name != "no_host":
                    connection.putheader(name.replace("_", "-"), value)
            connection.endheaders()
            answer = connection.getresponse()
            return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def stop(self, how: signal.Signals = signal.SIGINT) -> tuple[int, str]:
        """End it; return its exit status and what it has said since its address."""
        self.process.send_signal(how)
        said, _nothing = self.process.communicate(timeout=30)
        return self.process.returncode, said


@contextmanager
def previewed(project: Project, *arguments: str, port: int | None = None) -> Iterator[Running]:
    """Preview a project in a process that ends with the test."""
    running = Running(project, *arguments, port=port)
    try:
        yield running
    finally:
        if running.process.poll() is None:
            running.stop()


def wait_for(condition: Callable[[], object], seconds: float = 60) -> None:
    """Wait until a condition holds; a generous limit, since it is no question of speed."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never came about"
        time.sleep(0.05)

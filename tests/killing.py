"""Work in a process of its own, which is killed at a step of it."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable


def in_child(work: Callable[[], object]) -> int:
    """Carry out work in a process of its own and return how that ended."""
    child = os.fork()
    if child == 0:
        try:
            work()
        except BaseException:
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def kill_at(step: int, *events: str) -> None:
    """Let this process be killed before its `step`-th call to the system that Python reports, or of those named."""
    done = 0

    def count(event: str, _arguments: tuple[object, ...]) -> None:
        nonlocal done
        if not events or event in events:
            done += 1
            if done == step:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)

"""Jobs in; their results out, as they come: in processes of their own, or one after the other in this one."""

from __future__ import annotations

import multiprocessing
import resource
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from typing import Any, NamedTuple, cast

from press.outputs.made import Made

Task = Callable[[], Made]


class Limits(NamedTuple):
    """What one job may use: seconds of processor time, and bytes of memory."""

    cpu_seconds: int = 300
    memory_bytes: int = 4_000_000_000


class Job(NamedTuple):
    """A task with a name for messages; `weight` sorts the longest first."""

    name: str
    weight: int
    task: Task


def run(jobs: Sequence[Job], processes: int, limits: Limits | None = None) -> Iterator[tuple[Job, Made]]:
    """Yield each job with what it made. A job that dies or exceeds its limits fails alone.

    With one process the jobs run here, without limits, so that a debugger sees them.
    """
    ordered = sorted(jobs, key=lambda job: (-job.weight, job.name))
    if processes <= 1:
        for job in ordered:
            yield job, job.task()
        return
    yield from _run_forked(ordered, processes, limits or Limits())


def _run_forked(waiting: list[Job], processes: int, limits: Limits) -> Iterator[tuple[Job, Made]]:
    # Fork, so that what is loaded already need not be loaded again: WeasyPrint takes 0.3 s.
    context = multiprocessing.get_context("fork")
    running: dict[Connection, tuple[Job, Any]] = {}
    waiting = list(waiting)
    try:
        while waiting or running:
            while waiting and len(running) < processes:
                job = waiting.pop(0)
                receiver, sender = context.Pipe(duplex=False)
                process = context.Process(target=_work, args=(job.task, sender, limits), daemon=True)
                process.start()
                sender.close()
                running[receiver] = (job, process)
            for ready in wait(list(running)):
                receiver = cast(Connection, ready)
                job, process = running.pop(receiver)
                yield job, _received(receiver, process, limits)
    finally:
        for _job, process in running.values():
            process.kill()


def _work(task: Task, sender: Connection, limits: Limits) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    try:
        made = task()
    except MemoryError:
        made = Made(b"", (f"it needs more than {limits.memory_bytes // 1_000_000} MB of memory",))
    except BaseException as error:  # the whole process is this one job: whatever ends it is told
        made = Made(b"", (f"{type(error).__name__}: {error}",))
    sender.send(made)
    sender.close()


def _received(receiver: Connection, process: Any, limits: Limits) -> Made:
    try:
        made = receiver.recv()
    except (EOFError, OSError):
        made = None
    receiver.close()
    process.join()
    if isinstance(made, Made):
        return made
    reason = f"it was stopped by signal {-process.exitcode}" if process.exitcode else "it ended without a result"
    if process.exitcode in (-24, -9):
        reason = f"it took more than {limits.cpu_seconds} s of processor time, or was stopped"
    return Made(b"", (reason,))

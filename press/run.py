"""Jobs in; their results out, as they come: in processes of their own, or one after the other in this one."""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import resource
import signal
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import NamedTuple, cast

from press.outputs.made import Made

Task = Callable[[], Made]

_PR_SET_PDEATHSIG = 1  # linux/prctl.h


class Limits(NamedTuple):
    """What one job may use: seconds of processor time, seconds on the clock, and bytes of memory."""

    cpu_seconds: int = 300
    seconds: int = 3600
    memory_bytes: int = 4_000_000_000


class Job(NamedTuple):
    """A task with a name for messages; `weight` sorts the longest first."""

    name: str
    weight: int
    task: Task


class _Running(NamedTuple):
    job: Job
    process: BaseProcess
    deadline: float


def run(jobs: Sequence[Job], processes: int, limits: Limits | None = None) -> Iterator[tuple[Job, Made]]:
    """Yield each job with what it made. A job that dies or exceeds its limits fails alone.

    With one process the jobs run here, without limits, so that a debugger sees them.
    """
    ordered = sorted(jobs, key=lambda job: (-job.weight, job.name))
    if processes <= 1:
        for job in ordered:
            yield job, job.task()
        return
    # A process that ends at once, or is ended, leaves its temporary files: they have a folder of their own.
    with tempfile.TemporaryDirectory(prefix="press-", ignore_cleanup_errors=True) as place:
        yield from _run_forked(ordered, processes, limits or Limits(), place)


def alone(name: str, task: Task, limits: Limits | None = None) -> Made:
    """Return what one task made, in a process of its own with limits."""
    ((_job, made),) = run([Job(name, 1, task)], 2, limits)
    return made


def _run_forked(waiting: list[Job], processes: int, limits: Limits, place: str) -> Iterator[tuple[Job, Made]]:
    running: dict[Connection, _Running] = {}
    try:
        while waiting or running:
            while waiting and len(running) < processes:
                receiver, started = _start(waiting.pop(0), limits, place)
                running[receiver] = started
            soonest = min(each.deadline for each in running.values())
            for ready in wait(list(running), max(0.0, soonest - time.monotonic())):
                receiver = cast(Connection, ready)
                job, process, _deadline = running.pop(receiver)
                yield job, _received(receiver, process, limits)
            for receiver in [each for each in running if running[each].deadline <= time.monotonic()]:
                job, process, _deadline = running.pop(receiver)
                process.kill()
                receiver.close()
                process.join()
                yield job, Made(b"", (f"it took more than {limits.seconds} s",))
    finally:
        for _job, process, _deadline in running.values():
            process.kill()
            process.join()


def _start(job: Job, limits: Limits, place: str) -> tuple[Connection, _Running]:
    # Fork, so that what is loaded already need not be loaded again: WeasyPrint takes 0.3 s.
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(job.task, sender, limits, os.getpid(), place), daemon=True)
    process.start()
    sender.close()
    return receiver, _Running(job, process, time.monotonic() + limits.seconds)


def _work(task: Task, sender: Connection, limits: Limits, parent: int, place: str) -> None:
    end_with(parent)
    tempfile.tempdir = place
    # Where the soft limit ends a process, its exit status tells which limit it was.
    _limit(resource.RLIMIT_CPU, limits.cpu_seconds, limits.cpu_seconds + 1)
    _limit(resource.RLIMIT_AS, limits.memory_bytes, limits.memory_bytes)
    _limit(resource.RLIMIT_CORE, 0, 0)
    # A layout makes millions of objects and drops few: looking for those that can go takes a tenth of its time. They
    # go with the process, whose memory is limited.
    gc.disable()
    try:
        made = task()
    except MemoryError:
        made = Made(b"", (f"it needs more than {limits.memory_bytes // 1_000_000} MB of memory",))
    except BaseException as error:  # the whole process is this one job: whatever ends it is told
        made = Made(b"", (f"{type(error).__name__}: {error}",))
    sender.send(made)
    sender.close()


def end_with(parent: int) -> None:
    """Let this process die with the build that started it, which else goes on to hold the project's lock."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    # The terminal sends Ctrl-C to every process; the build ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _limit(what: int, soft: int, hard: int) -> None:
    """Set a limit of the system; one that is lower already stays."""
    _soft, most = resource.getrlimit(what)
    if most != resource.RLIM_INFINITY:
        soft, hard = min(soft, most), min(hard, most)
    resource.setrlimit(what, (soft, hard))


def _received(receiver: Connection, process: BaseProcess, limits: Limits) -> Made:
    try:
        made = receiver.recv()
    except (EOFError, OSError):
        made = None
    receiver.close()
    process.join()
    if isinstance(made, Made):
        return made
    return Made(b"", (_ending(process.exitcode or 0, limits),))


def _ending(status: int, limits: Limits) -> str:
    """Say why a process ended that gave back nothing."""
    if -status == signal.SIGXCPU:
        return f"it took more than {limits.cpu_seconds} s of processor time"
    if -status == signal.SIGKILL:
        return "it was killed, perhaps because this machine ran out of memory"
    if status < 0:
        return f"it was stopped by signal {-status}"
    return f"it ended without a result (exit status {status})"

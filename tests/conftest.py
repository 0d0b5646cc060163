"""What all tests share: a small project in a folder of its own, new or built."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import running_browser
from builds import finished_project
from mirrored import mirrored_project
from playwright.sync_api import Browser
from real import built_edition
from small import write_project

from press.project import Project

if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    # A shell that starts a run in the background lets it, and all that it starts, take no notice of Ctrl-C.
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A small project that builds without a problem."""
    return Project(write_project(tmp_path / "project"))


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project that was built whole, for all processes of a test run; never changed."""
    shared = tmp_path_factory.getbasetemp()
    return finished_project(shared.parent if os.environ.get("PYTEST_XDIST_WORKER") else shared)


@pytest.fixture
def built(finished: Path, tmp_path: Path) -> Project:
    """A copy of a small project that was built whole, with its cache: the next build has nothing to do."""
    return Project(Path(shutil.copytree(finished, tmp_path / "built", symlinks=True)))


@pytest.fixture(scope="session")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of the real content, built whole for all processes of a test run; never changed."""
    shared = tmp_path_factory.getbasetemp()
    return built_edition(shared.parent if os.environ.get("PYTEST_XDIST_WORKER") else shared)


@pytest.fixture(scope="session")
def mirrored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of the small project with Arabic, its pages and offline files; never changed."""
    shared = tmp_path_factory.getbasetemp()
    return mirrored_project(shared.parent if os.environ.get("PYTEST_XDIST_WORKER") else shared) / "output"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, started once for all tests of a process."""
    with running_browser() as browser:
        yield browser


@pytest.fixture
def browser(chromium: Browser) -> Iterator[Browser]:
    """Debian's Chromium, without any window; those that a test opens are closed after it."""
    yield chromium
    for context in chromium.contexts:
        context.close()

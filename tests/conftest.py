"""What all tests share: a small project in a folder of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from small import write_project

from press.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A small project that builds without a problem."""
    return Project(write_project(tmp_path / "project"))

"""A build makes what has changed, all of it, and nothing else."""

from small import edit

from press.build import build
from press.plan import Selection


def test_a_small_project_builds_whole(project):
    """Every language gets every document, in every format, with an index, and a manifest lists them."""
    report = build(project, Selection(), 1)
    assert [str(problem) for problem in report.problems] == []
    assert (project.output / "de" / "manual.html").is_file()

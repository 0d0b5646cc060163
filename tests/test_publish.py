"""output/ is exchanged as a whole: whoever looks, and whenever the machine stops, it is one edition or the other."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from builds import PAGES, files, names, places, without_privileges
from killing import in_child, kill_at

from press import publish as publishing
from press.build import build
from press.project import Project
from press.publish import KEPT, publish, recover

OLD = {"index.html": b"old", "de/a.html": b"same", "de/gone.html": b"gone", "assets/x.css": b"old css"}
NEW = {"index.html": b"new", "de/a.html": b"same", "en/b.html": b"b", "assets/x.css": b"new css"}


@pytest.fixture(params=["exchange", "two renames"])
def output(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An output folder that holds OLD, with a kernel that can exchange two folders and with one that can't."""
    if request.param == "two renames":
        monkeypatch.setattr(publishing, "_exchange", lambda one, other: False)
    publish(tmp_path / "output", OLD)
    return tmp_path / "output"


def beside(output: Path) -> list[str]:
    return [name for name in names(output.parent) if name != output.name]


def test_this_machine_can_exchange(tmp_path: Path) -> None:
    """The tests below prove both ways only where the kernel has the first: two folders change places in one step."""
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    assert publishing._exchange(tmp_path / "one", tmp_path / "other")
    assert names(tmp_path / "one") == ["other"]


def test_the_first_edition(tmp_path: Path) -> None:
    """Where there was nothing, everything is new."""
    assert publish(tmp_path / "output", OLD) == list(OLD)
    assert files(tmp_path / "output") == OLD
    assert beside(tmp_path / "output") == []


def test_the_next_edition(output: Path) -> None:
    """The folder holds exactly the new files; only what differs counts as changed; nothing is left beside it."""
    assert publish(output, NEW) == ["index.html", "en/b.html", "assets/x.css"]
    assert files(output) == NEW
    assert beside(output) == []


def test_an_empty_edition(output: Path) -> None:
    """An edition without files is an empty folder, not a missing one."""
    assert publish(output, {}) == []
    assert names(output) == []


def test_the_same_bytes_are_the_same_file(output: Path) -> None:
    """A file that stays, whether it was kept or made again alike, is not even rewritten."""
    before = places(output)
    assert publish(output, {**OLD, "index.html": KEPT}) == []
    assert places(output) == before


def test_what_readers_have_open_stays(output: Path) -> None:
    """Whoever has begun to read a file reads it to its end as it was."""
    with (output / "index.html").open("rb") as reader:
        publish(output, NEW)
        assert reader.read() == b"old"


def test_without_hard_links(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a file system without links unchanged files are copied, with their dates."""

    def refuse(*_names: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(os, "link", refuse)
    dates = {path: modified for path, (_inode, modified) in places(output).items()}
    publish(output, {**OLD, "index.html": b"new"})
    assert files(output) == {**OLD, "index.html": b"new"}
    changed = {path for path, (_inode, modified) in places(output).items() if modified != dates[path]}
    assert changed == {"index.html"}


def test_a_folder_in_the_place_of_a_file(output: Path) -> None:
    """What was a file may become a folder, and the other way round."""
    publish(output, {"index.html/a": b"1", "de": b"2"})
    assert files(output) == {"index.html/a": b"1", "de": b"2"}


def test_a_linked_folder_stays_linked(output: Path, tmp_path: Path) -> None:
    """Where output/ is a link to a web server's folder, that folder gets the edition and the link stays."""
    served = tmp_path / "www" / "manual"
    served.parent.mkdir()
    output.rename(served)
    output.symlink_to(served)
    publish(output, NEW)
    assert output.is_symlink()
    assert files(served) == NEW
    assert names(served.parent) == ["manual"]


def test_killed_at_any_step(output: Path) -> None:
    """Killed before each of its steps in turn, publishing leaves the old edition or the new one."""
    seen = set()
    for step in range(1, 1000):
        publish(output, OLD)

        def work(step: int = step) -> None:
            kill_at(step)
            publish(output, NEW)

        ended = in_child(work)
        recover(output)
        found = files(output)
        assert found in (OLD, NEW), f"killed at step {step}"
        assert beside(output) == [], f"killed at step {step}"
        seen.add(found == NEW)
        if ended == 0:
            break
        assert ended == -signal.SIGKILL
    assert ended == 0
    assert step > 20
    assert seen == {False, True}


def test_killed_between_the_two_renames(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an exchange there is a moment without output/; the next start brings the old edition back."""
    output = tmp_path / "output"
    publish(output, OLD)
    monkeypatch.setattr(publishing, "_exchange", lambda one, other: False)
    rename = Path.rename

    def rename_once(path: Path, target: Path) -> Path:
        if path.name == ".output-new":
            os.kill(os.getpid(), signal.SIGKILL)
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", rename_once)
    assert in_child(lambda: publish(output, NEW)) == -signal.SIGKILL
    assert beside(output) == [".output-new", ".output-old"]
    assert not output.exists()
    monkeypatch.undo()
    recover(output)
    assert files(output) == OLD
    assert beside(output) == []


def test_recovering_from_nothing(tmp_path: Path) -> None:
    """Before the first build there is nothing to recover, and nothing is made."""
    recover(tmp_path / "output")
    assert names(tmp_path) == []


# --- What is not ours stays ---


def refused(project: Project) -> str:
    """Build, and return why nothing was published."""
    report = build(project, PAGES, 1)
    assert not report.published
    (problem,) = report.problems
    assert (problem.code, problem.origin.path) == ("output-folder", "output")
    return problem.message.removeprefix("nothing can be published into output/: ")


@pytest.mark.parametrize("linked", [True, False])
def test_foreign_files_stay(project: Project, tmp_path: Path, linked: bool) -> None:
    """A folder that holds files of somebody else is left as it is; once they are gone, it is published into."""
    served = tmp_path / "www" if linked else project.output
    served.mkdir()
    (served / "index.html").write_text("another site", encoding="utf-8")
    (served / "manifest.json").write_text('{"name": "another site"}', encoding="utf-8")
    if linked:
        project.output.symlink_to(served)
    assert refused(project) == "it holds files that were not made here"
    assert names(served) == ["index.html", "manifest.json"]
    assert (served / "index.html").read_text(encoding="utf-8") == "another site"
    for path in served.iterdir():
        path.unlink()
    assert build(project, PAGES, 1).published
    assert build(project, PAGES, 1).published
    assert "en" in names(served)


@pytest.mark.parametrize("target", ["content", "content/manual", ".", "..", ".git", "templates"])
def test_sources_are_never_published_over(project: Project, target: str) -> None:
    """A link that would put the edition in the place of the content is refused, and nothing is lost."""
    (project.root / ".git").mkdir()
    before = files(project.content)
    project.output.symlink_to(target)
    assert refused(project).startswith("it would take the place of ")
    assert files(project.content) == before


def test_what_stands_in_the_way(project: Project) -> None:
    """A file, or a link that leads round, in the place of output/ is told; once it is gone, the next build works."""
    project.output.write_text("notes", encoding="utf-8")
    assert refused(project) == "it is a file"
    project.output.unlink()
    project.output.symlink_to("output")
    assert refused(project) == "its link leads nowhere"
    project.output.unlink()
    (project.root / ".output-new").write_text("left", encoding="utf-8")
    assert build(project, PAGES, 1).published
    assert not (project.root / ".output-new").exists()


@pytest.mark.parametrize("folder", [".", "de"])
def test_an_output_that_nobody_may_write(built: Project, folder: str) -> None:
    """Where a folder of output/ is write-protected, it stays as it is, whole; once it is not, the next build works."""
    (built.output / "de" / "index.html").unlink()
    before = files(built.output)
    (built.output / folder).chmod(0o555)
    with without_privileges():
        assert refused(built).endswith(" can't be written")
        assert files(built.output) == before
        (built.output / folder).chmod(0o755)
        assert build(built, PAGES, 1).published
    assert names(built.root) == [".cache", "content", "node_modules", "output", "templates"]

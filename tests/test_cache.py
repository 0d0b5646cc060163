"""What was made once is not made again, and never handed out damaged."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from builds import names

from press.cache import Store
from press.outputs.made import Made

DAY = 24 * 3600


def test_what_was_stored_comes_back(tmp_path: Path) -> None:
    """Under its key a file comes back, bytes and warnings; under another key there is nothing."""
    store = Store(tmp_path / "artifacts")
    made = Made(b"%PDF\n\x00\xff", warnings=("a line\nof two", "“quoted”"))
    assert store.get("a") is None
    store.put("a", made)
    assert store.get("a") == made
    assert store.get("b") is None


def test_a_new_file_takes_the_place_of_the_old(tmp_path: Path) -> None:
    """Storing under a known key replaces what stands there, and leaves nothing else behind."""
    store = Store(tmp_path)
    store.put("a", Made(b"one"))
    store.put("a", Made(b"two"))
    assert store.get("a") == Made(b"two")
    assert names(tmp_path) == ["a"]


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: b"",
        lambda content: content[:20],
        lambda content: content[:-1],
        lambda content: content + b"x",
        lambda content: content[:-1] + bytes([content[-1] ^ 1]),
        lambda content: bytes([content[0] ^ 1]) + content[1:],
        lambda content: b"\x00" * len(content),
    ],
)
def test_a_damaged_file_counts_as_absent(tmp_path: Path, damage: object) -> None:
    """A file that a full disk, a crash or a meddler cut or changed is not handed out."""
    store = Store(tmp_path)
    store.put("a", Made(b"content"))
    path = tmp_path / "a"
    path.write_bytes(damage(path.read_bytes()))
    assert store.get("a") is None


def test_what_nobody_uses_is_deleted(tmp_path: Path) -> None:
    """After thirty days without use a file goes; being used counts, not being made."""
    store = Store(tmp_path)
    for key in ("used", "unused", "recent"):
        store.put(key, Made(b"content"))
    now = time.time()
    for key, days in (("used", 31), ("unused", 31), ("recent", 29)):
        os.utime(tmp_path / key, (now - days * DAY,) * 2)
    assert store.get("used") is not None
    store.prune()
    assert names(tmp_path) == ["recent", "used"]


def test_what_killed_builds_left_is_deleted(tmp_path: Path) -> None:
    """Half-written files of a build that was killed go after an hour; those of a build that runs stay."""
    for name, age in (("a.123", 2 * 3600), ("b.124", 60)):
        (tmp_path / name).write_bytes(b"half")
        os.utime(tmp_path / name, (time.time() - age,) * 2)
    Store(tmp_path).prune()
    assert names(tmp_path) == ["b.124"]


def test_an_empty_store_needs_no_folder(tmp_path: Path) -> None:
    """Before anything was ever stored there is nothing to delete."""
    Store(tmp_path / "absent").prune()
    assert names(tmp_path) == []

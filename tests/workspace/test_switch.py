"""A new state is put in place whole or not at all, wherever the process is killed."""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from cxdna.errors import StorageError
from cxdna.workspace import switch
from cxdna.workspace.find import settled
from cxdna.workspace.model import DATABASE, SETTINGS
from cxdna.workspace.switch import STAGE, abandon, commit, put, stage
from tests.workspace.making import files

OLD = {
    SETTINGS: b"old",
    DATABASE: b"old",
    f"{DATABASE}-wal": b"old",
    "evidence/a.pdf": b"old",
    "branding/logo.png": b"old",
    "out/report.pdf": b"kept",
}
NEW = {SETTINGS: b"new", DATABASE: b"new", "evidence/b.pdf": b"new"}
AFTER = {**NEW, "out/report.pdf": b"kept"}


class Killed(BaseException):
    """What a killed process looks like from inside: nothing after it runs."""


def write(folder: Path, content: dict[str, bytes]) -> None:
    for name, body in content.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(body)


def prepared(folder: Path) -> None:
    folder.mkdir()
    write(folder, OLD)
    write(stage(folder), NEW)


def killed_at(number: int, monkeypatch: pytest.MonkeyPatch, work: Callable[[], object]) -> bool:
    """Run something that is killed before its so-manieth rename; tell whether it got that far."""
    seen = 0

    def replace(self: Path, target: Path) -> Path:
        nonlocal seen
        seen += 1
        if seen == number:
            raise Killed
        os.replace(self, target)  # noqa: PTH105 - the method is the one that is replaced here
        return Path(target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", replace)
        try:
            work()
        except Killed:
            return True
    return False


def test_everything_is_replaced_but_what_was_made(tmp_path: Path) -> None:
    folder = tmp_path / "alder"
    prepared(folder)
    commit(folder, ["branding"])
    assert files(folder) == AFTER
    assert not (folder / STAGE).exists()


def test_killed_at_every_rename_it_is_old_or_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outcomes = []
    for number in range(1, 40):
        folder = tmp_path / str(number)
        prepared(folder)
        if not killed_at(number, monkeypatch, partial(commit, folder, ["branding"])):
            break
        # Killed again while it is finished, as often as it takes.
        while killed_at(2, monkeypatch, partial(settled, folder)):
            pass
        settled(folder)
        abandon(folder)
        outcomes.append(files(folder))
    assert outcomes[0] == OLD
    assert outcomes[1] == AFTER
    assert len(outcomes) > 5, "it was hardly ever killed"
    assert all(outcome in (OLD, AFTER) for outcome in outcomes)


def test_a_new_folder_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    def half(target: Path) -> None:
        write(target, {SETTINGS: b"new"})
        raise StorageError("full")

    with pytest.raises(StorageError, match="full"):
        put(tmp_path / "a" / "alder", half)
    assert not list((tmp_path / "a").iterdir())
    put(tmp_path / "a" / "alder", lambda target: write(target, NEW))
    assert files(tmp_path / "a" / "alder") == NEW
    assert [one.name for one in (tmp_path / "a").iterdir()] == ["alder"]


def test_a_folder_from_elsewhere_moves_nothing_outside(tmp_path: Path) -> None:
    folder = tmp_path / "alder"
    prepared(folder)
    write(tmp_path, {"outside": b"mine"})
    (folder / STAGE / "old").mkdir()
    (folder / STAGE / "ready").write_text("../outside\nout\nbranding", encoding="utf-8")
    settled(folder)
    assert (tmp_path / "outside").read_bytes() == b"mine"
    assert files(folder) == AFTER


def test_what_a_killed_making_left_is_taken_away(tmp_path: Path) -> None:
    old, fresh = tmp_path / ".alder.1a2b3c4d.part", tmp_path / ".alder.5e6f7a8b.part"
    for left in (old, fresh):
        write(left, {DATABASE: b"half"})
    os.utime(old, (1, 1))
    put(tmp_path / "alder", lambda target: write(target, NEW))
    assert {one.name for one in tmp_path.iterdir()} == {"alder", fresh.name}


def test_a_folder_that_is_there_keeps_what_it_has(tmp_path: Path) -> None:
    write(tmp_path, {"notes.txt": b"mine", "evidence/c.pdf": b"mine"})
    put(tmp_path, lambda target: write(target, {SETTINGS: b"new", DATABASE: b"new", "evidence/x": b"new"}))
    assert files(tmp_path) == {
        "notes.txt": b"mine",
        "evidence/c.pdf": b"mine",
        SETTINGS: b"new",
        DATABASE: b"new",
    }


def test_what_stands_in_the_way_is_not_overwritten(tmp_path: Path) -> None:
    write(tmp_path, {DATABASE: b"mine"})
    with pytest.raises(StorageError, match=r"cxdna\.sqlite is in the way"):
        put(tmp_path, lambda target: write(target, NEW))
    assert files(tmp_path) == {DATABASE: b"mine"}


def test_a_full_disk_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "alder"
    prepared(folder)

    def full(_: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(switch, "sync_tree", full)
    with pytest.raises(StorageError, match="No space left"):
        commit(folder)
    abandon(folder)
    assert files(folder) == OLD

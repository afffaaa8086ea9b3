"""Who may be in a workspace at once, and what is said to those who may not."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cxdna.errors import StorageError
from cxdna.workspace.lock import LOCK, alone, shared

ROOT = Path(__file__).resolve().parent.parent.parent

HOLD = """
import sys
from pathlib import Path
from cxdna.workspace.lock import alone, shared
hold = alone(Path(sys.argv[1]), "a restore") if sys.argv[2] == "alone" else shared(Path(sys.argv[1]))
with hold:
    print("held", flush=True)
    sys.stdin.read()
"""


def holder(folder: Path, how: str) -> subprocess.Popen[str]:
    """Return a process that has the lock, until its input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder), how],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_many_work_at_once(tmp_path: Path) -> None:
    other = holder(tmp_path, "shared")
    with shared(tmp_path, 0), shared(tmp_path, 0):
        pass
    other.communicate("")


def test_alone_waits_for_who_works(tmp_path: Path) -> None:
    other = holder(tmp_path, "shared")
    start = time.monotonic()
    with (
        pytest.raises(StorageError, match="is in use by another cxdna command, perhaps in another window; end that"),
        alone(tmp_path, "an upgrade", patience=0.2),
    ):
        pass
    assert time.monotonic() - start >= 0.2
    other.communicate("")
    with alone(tmp_path, "an upgrade", patience=0):
        pass


@pytest.mark.parametrize("how", ["shared", "alone"])
def test_who_is_kept_out_learns_by_whom(how: str, tmp_path: Path) -> None:
    other = holder(tmp_path, "alone")
    refused = alone(tmp_path, "an upgrade", patience=0) if how == "alone" else shared(tmp_path, patience=0)
    with pytest.raises(StorageError, match=rf"is in use (for|by) a restore \(process {other.pid}\)"), refused:
        pass
    other.communicate("")


@pytest.mark.parametrize("how", ["shared", "alone"])
def test_a_killed_process_frees_its_lock(how: str, tmp_path: Path) -> None:
    other = holder(tmp_path, how)
    other.kill()
    other.communicate()
    with alone(tmp_path, "an upgrade", patience=1):
        pass


def test_it_is_free_again_after_a_failure(tmp_path: Path) -> None:
    with pytest.raises(KeyError), alone(tmp_path, "an upgrade"):
        raise KeyError
    with shared(tmp_path, 0):
        pass
    assert (tmp_path / LOCK).read_bytes() == b""


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"cannot be used: .*; mend that and try again"), shared(tmp_path / "gone"):
        pass


@pytest.mark.parametrize(
    ("number", "words"),
    [("EROFS", "is read-only, and a workspace has to be written to"), ("ENOSPC", "the disk is full; make room")],
)
def test_a_folder_that_takes_no_lock(number: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import errno

    def refuse(*_: object) -> int:
        raise OSError(getattr(errno, number), "no")

    monkeypatch.setattr("cxdna.workspace.lock.os.open", refuse)
    with pytest.raises(StorageError, match=words), shared(tmp_path):
        pass

"""Files appear whole: a full disk or a file that is open elsewhere leaves what was there before, and says so."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from cxdna.documents.outfile import put_in_place, temporary_beside, write_in_folder, write_whole
from cxdna.errors import StorageError


def refuse(problem: OSError, monkeypatch: pytest.MonkeyPatch, method: str) -> None:
    def refused(*_: object) -> None:
        raise problem

    monkeypatch.setattr(method, refused)


def test_a_file_open_in_a_viewer_stays_and_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "report.pdf"
    out.write_bytes(b"old")
    temporary = temporary_beside(out)
    temporary.write_bytes(b"new")
    refuse(PermissionError(errno.EACCES, "denied"), monkeypatch, "pathlib.Path.replace")  # as Windows does
    with pytest.raises(StorageError, match=r"report.pdf could not be replaced: it is open in another program"):
        put_in_place(temporary, out)
    assert out.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [out]


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse(OSError(errno.ENOSPC, "No space left on device"), monkeypatch, "os.fsync")
    with pytest.raises(StorageError, match="No space left on device; nothing was changed"):
        write_whole(b"x", tmp_path / "x.html")
    assert not list(tmp_path.iterdir())


def test_a_file_comes_with_its_folder_unless_something_stands_in_the_way(tmp_path: Path) -> None:
    write_in_folder(b"x", tmp_path / "calendars" / "ann.ics")
    assert (tmp_path / "calendars" / "ann.ics").read_bytes() == b"x"
    with pytest.raises(StorageError, match=r"calendars is a folder: move it away or choose another place with --out"):
        write_in_folder(b"x", tmp_path / "calendars")
    with pytest.raises(StorageError, match=r"ann\.ics cannot be made: "):
        write_in_folder(b"x", tmp_path / "calendars" / "ann.ics" / "b")


def test_a_temporary_file_is_hidden_beside_its_place(tmp_path: Path) -> None:
    one, other = temporary_beside(tmp_path / "a.pdf"), temporary_beside(tmp_path / "a.pdf")
    assert one != other
    assert one.parent == tmp_path
    assert one.name.startswith(".a.pdf.")

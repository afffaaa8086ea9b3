"""Files given as evidence: whatever they are and are called, a copy equals the original or is not made."""

import hashlib
import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdna.errors import StorageError, UserError
from cxdna.workspace import evidence_files
from cxdna.workspace.evidence_files import files_kept, hash_file, is_unfinished, keep_file, kept_place, safe_name
from cxdna.workspace.model import Workspace
from tests.workflows.kept import workspace_in

HASH = "7f3a91c2" + "0" * 56
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return workspace_in(tmp_path / "alder", evidence_megabytes=1)


@pytest.fixture
def given_file(tmp_path: Path) -> Path:
    path = tmp_path / "Mandate 2026.PDF"
    path.write_bytes(b"%PDF charter")
    return path


def test_a_copy_has_its_hash_in_its_name(workspace: Workspace, given_file: Path) -> None:
    kept = keep_file(given_file, workspace)
    sha256 = hashlib.sha256(b"%PDF charter").hexdigest()
    assert kept == (f"evidence/mandate-2026-{sha256[:8]}.pdf", sha256, 12)
    assert (workspace.folder / kept.path).read_bytes() == b"%PDF charter"
    assert files_kept(workspace) == (kept.path,)


def test_the_same_content_is_kept_once_whatever_it_is_called(workspace: Workspace, given_file: Path) -> None:
    first = keep_file(given_file, workspace)
    other = given_file.with_name("copy of it.docx")
    other.write_bytes(given_file.read_bytes())
    assert keep_file(given_file, workspace) == keep_file(other, workspace) == first
    assert files_kept(workspace) == (first.path,)


def test_what_was_changed_in_the_workspace_is_left_as_it_is(workspace: Workspace, given_file: Path) -> None:
    first = keep_file(given_file, workspace)
    (workspace.folder / first.path).write_bytes(b"changed")
    second = keep_file(given_file, workspace)
    assert second.path != first.path
    assert second.sha256[:16] in second.path
    assert (workspace.folder / first.path).read_bytes() == b"changed"
    assert (workspace.folder / second.path).read_bytes() == given_file.read_bytes()


@given(content=st.binary(min_size=1, max_size=5000), name=st.text(max_size=300))
def test_copy_and_original_are_equal(content: bytes, name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("evidence")
    workspace = workspace_in(folder / "alder")
    source = folder / "given"
    source.write_bytes(content)
    kept = keep_file(source, workspace)
    assert (workspace.folder / kept.path).read_bytes() == content
    assert kept.sha256 == hash_file(source) == hashlib.sha256(content).hexdigest()
    safe = safe_name(name, kept.sha256[:8])
    assert (folder / safe).resolve().parent == folder.resolve()
    assert len(safe) < 100
    assert safe.encode("ascii").decode().isprintable()
    assert safe.count(".") <= 1
    assert safe[0] not in ".-"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd-7f3a91c2"),
        ("..\\..\\boot.ini", "boot-7f3a91c2.ini"),
        ("CON", "con-7f3a91c2"),
        ("con.pdf", "con-7f3a91c2.pdf"),
        ("aux.tar.gz", "aux-tar-7f3a91c2.gz"),
        (".hidden", "hidden-7f3a91c2"),
        ("...", "file-7f3a91c2"),
        ("", "file-7f3a91c2"),
        ("\u0414\u043e\u0433\u043e\u0432\u043e\u0440.pdf", "file-7f3a91c2.pdf"),
        ("Gesch\u00e4ftsbericht 2026.xlsx", "geschaftsbericht-2026-7f3a91c2.xlsx"),
        ("a\x00b\nc.pdf", "a-b-c-7f3a91c2.pdf"),
        ("x" * 300 + ".pdf", "x" * 60 + "-7f3a91c2.pdf"),
        ("trailing. ", "trailing-7f3a91c2"),
        ("nul:stream.txt", "nul-stream-7f3a91c2.txt"),
    ],
)
def test_names_are_harmless(name: str, safe: str) -> None:
    assert safe_name(name, HASH[:8]) == safe


def test_a_link_is_followed_and_its_content_copied(workspace: Workspace, given_file: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.pdf"
    try:
        link.symlink_to(given_file)
    except OSError:
        pytest.skip("this machine makes no links")
    kept = keep_file(link, workspace)
    copy = workspace.folder / kept.path
    assert not copy.is_symlink()
    assert copy.read_bytes() == given_file.read_bytes()


def folder(place: Path) -> None:
    place.mkdir()


def pipe(place: Path) -> None:
    os.mkfifo(place)


def plug(place: Path) -> None:
    with socket.socket(socket.AF_UNIX) as one:
        here = Path.cwd()
        os.chdir(place.parent)  # the path of a socket may not be long
        try:
            one.bind(place.name)
        finally:
            os.chdir(here)


def dangling(place: Path) -> None:
    place.symlink_to(place.with_name("nowhere"))


def circular(place: Path) -> None:
    place.symlink_to(place)


def empty(place: Path) -> None:
    place.touch()


def large(place: Path) -> None:
    place.write_bytes(b"x" * 1_000_001)


def locked(place: Path) -> None:
    place.write_bytes(b"x")
    place.chmod(0)
    if os.access(place, os.R_OK):
        pytest.skip("this user may read everything")


@POSIX
@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda _: None, "there is no file {}; look at its name and folder"),
        (folder, "{} is a folder; give one file; several go into one as a .zip, or each on its own"),
        (pipe, "{} is no ordinary file; save what it holds as a file and give that"),
        (plug, "{} is no ordinary file; save what it holds as a file and give that"),
        (dangling, "{} is a link to a file that is not there; give the file itself"),
        (circular, "{} is a link that leads back to itself; give the file itself"),
        (empty, "{} is empty; give the file that shows something"),
        (large, "{} has 2 MB, and evidence may have 1 MB; note where it is with --link instead, or raise"),
        (locked, "{} may not be read; ask its owner, or copy it to where you may read it"),
    ],
)
def test_what_is_no_file_is_explained(
    make: Callable[[Path], None], says: str, workspace: Workspace, tmp_path: Path
) -> None:
    place = tmp_path / "given"
    make(place)
    with pytest.raises(UserError) as error:
        keep_file(place, workspace)
    assert str(error.value).startswith(says.format(place))
    assert files_kept(workspace) == ()


def test_a_name_that_no_file_can_have(workspace: Workspace) -> None:
    with pytest.raises(UserError, match="holds a sign that no file can have"):
        keep_file(Path("a\0b"), workspace)


def test_a_file_that_grows_past_the_limit_leaves_nothing(
    workspace: Workspace, given_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    grown = iter([b"x" * 600_000, b"x" * 600_000, b""])
    monkeypatch.setattr(os, "read", lambda *_: next(grown))
    with pytest.raises(UserError, match="has 2 MB, and evidence may have 1 MB"):
        keep_file(given_file, workspace)
    assert files_kept(workspace) == ()


def test_a_full_disk_is_said_and_leaves_nothing(
    workspace: Workspace, given_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError, match="was NOT saved: the disk is full; nothing was changed"):
        keep_file(given_file, workspace)
    assert files_kept(workspace) == ()


def test_a_file_that_cannot_be_read_to_its_end_leaves_nothing(
    workspace: Workspace, given_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: int) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "read", broken)
    with pytest.raises(UserError, match="could not be read to its end: Input/output error; copy it to this machine"):
        keep_file(given_file, workspace)
    assert files_kept(workspace) == ()


def test_a_file_that_cannot_be_opened_is_said(
    workspace: Workspace, given_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> int:
        raise OSError(116, "Stale file handle")

    monkeypatch.setattr(os, "open", away)
    with pytest.raises(UserError, match="could not be read: Stale file handle; copy it to this machine and give that"):
        keep_file(given_file, workspace)


def test_what_stands_in_every_place_is_never_overwritten(workspace: Workspace, given_file: Path) -> None:
    sha256 = hash_file(given_file)
    workspace.evidence.mkdir()
    for digits in (8, 16, 64):
        (workspace.evidence / safe_name(given_file.name, sha256[:digits])).write_bytes(b"changed")
    with pytest.raises(StorageError, match="was changed since it was kept; move it away and try again"):
        keep_file(given_file, workspace)
    assert {path.read_bytes() for path in workspace.evidence.iterdir()} == {b"changed"}


def test_a_folder_that_cannot_be_made_is_said(workspace: Workspace, given_file: Path) -> None:
    workspace.evidence.write_text("in the way", encoding="utf-8")
    with pytest.raises(StorageError, match="could not be made"):
        keep_file(given_file, workspace)


def test_a_copy_is_on_the_disk_before_it_has_its_name(
    workspace: Workspace, given_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[tuple[str, ...]] = []
    real = os.fsync

    def watched(number: int) -> None:
        synced.append(files_kept(workspace))
        real(number)

    monkeypatch.setattr(os, "fsync", watched)
    kept = keep_file(given_file, workspace)
    (before, *after) = synced
    assert [is_unfinished(path) for path in before] == [True]
    assert after == ([] if sys.platform == "win32" else [(kept.path,)])


@pytest.mark.parametrize(
    "recorded", ["", "/etc/passwd", "../secret", "evidence/../../secret", "C:\\x", "evidence\\..\\x", "C:/x"]
)
def test_paths_that_lead_out_are_never_opened(recorded: str, workspace: Workspace) -> None:
    assert kept_place(workspace.folder, recorded) is None


@POSIX
def test_a_link_that_leads_out_is_never_opened(workspace: Workspace, given_file: Path) -> None:
    workspace.evidence.mkdir()
    (workspace.evidence / "link.pdf").symlink_to(given_file)
    assert kept_place(workspace.folder, "evidence/link.pdf") is None


def test_files_of_the_machine_are_no_evidence(workspace: Workspace) -> None:
    assert files_kept(workspace) == ()
    (workspace.evidence / "inside").mkdir(parents=True)
    for name in (".DS_Store", "Thumbs.db", "b.pdf", "inside/a.pdf"):
        (workspace.evidence / name).write_bytes(b"x")
    assert files_kept(workspace) == ("evidence/b.pdf", "evidence/inside/a.pdf")


def test_hashing_again_reads_piece_by_piece(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence_files, "CHUNK", 7)
    path = tmp_path / "file"
    path.write_bytes(bytes(range(256)))
    assert hash_file(path) == hashlib.sha256(bytes(range(256))).hexdigest()

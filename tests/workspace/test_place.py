"""Where a workspace lies badly: network drives by what the system lists, synced folders by their names and marks."""

import ctypes
import subprocess
from pathlib import Path, PureWindowsPath
from types import SimpleNamespace

import pytest

from cxdna.workspace import place
from cxdna.workspace.place import Mount, concern, mounts_in, mounts_of_macos, network_mount, synced_by

LINUX = """\
/dev/sda1 / ext4 rw,relatime 0 0
proc /proc proc rw 0 0
server:/export /mnt/team nfs4 rw,vers=4.2 0 0
//files/clients /mnt/our\\040clients cifs rw 0 0
/dev/sdb1 /mnt/team/local ext4 rw 0 0
tmpfs /mnt/our\\040clients/scratch tmpfs rw 0 0
ann@host:/ /media/far fuse.sshfs rw 0 0
short
"""
MACOS = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
//ann@files/data on /Volumes/data (smbfs, nodev, nosuid, mounted by ann)
files:/export on /Volumes/The Team (nfs)
"""


@pytest.mark.parametrize(
    ("folder", "system"),
    [
        ("/srv/alder", None),
        ("/mnt/team/alder", "nfs4"),
        ("/mnt/team/local/alder", None),
        ("/mnt/teams/alder", None),
        ("/mnt/our clients/alder", "cifs"),
        ("/mnt/our clients/scratch", None),
        ("/media/far", "fuse.sshfs"),
    ],
)
def test_a_network_drive_on_linux(folder: str, system: str | None) -> None:
    assert network_mount(Path(folder), mounts_in(LINUX)) == system


@pytest.mark.parametrize(
    ("folder", "system"), [("/opt/alder", None), ("/Volumes/data/a", "smbfs"), ("/Volumes/The Team/a", "nfs")]
)
def test_a_network_drive_on_macos(folder: str, system: str | None) -> None:
    assert network_mount(Path(folder), mounts_of_macos(MACOS)) == system


def test_of_two_mounts_on_one_folder_the_later_counts() -> None:
    mounts = [Mount("/", "ext4"), Mount("/data", "nfs"), Mount("/data", "ext4")]
    assert network_mount(Path("/data/alder"), mounts) is None
    assert network_mount(Path("/data/alder"), mounts[:2]) == "nfs"
    assert network_mount(Path("/data"), []) is None


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("OneDrive - Alder Ltd/clients", "OneDrive"),
        ("OneDrive/clients", "OneDrive"),
        ("Dropbox (Personal)/x", "Dropbox"),
        ("Library/CloudStorage/GoogleDrive-ann@example.org/My Drive/x", "Google Drive"),
        ("Library/Mobile Documents/com~apple~CloudDocs/x", "iCloud Drive"),
        ("Nextcloud/x", "Nextcloud"),
        ("Box Sync/x", "Box"),
        ("clients/Dropbox review/x", None),
        ("Box/x", None),
        ("onedriven/x", None),
    ],
)
def test_a_synced_folder_by_its_name(tmp_path: Path, path: str, service: str | None) -> None:
    assert synced_by(tmp_path / path) == service


@pytest.mark.parametrize(
    ("marker", "service"), [(".stfolder", "Syncthing"), (".dropbox", "Dropbox"), (".sync_1a2b.db", "Nextcloud")]
)
def test_a_synced_folder_by_its_mark(tmp_path: Path, marker: str, service: str) -> None:
    inside = tmp_path / "clients" / "alder"
    inside.mkdir(parents=True)
    assert synced_by(inside) is None
    (tmp_path / marker).touch()
    assert synced_by(inside) == service


def test_the_warning_says_why_and_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert concern(tmp_path) is None
    synced = concern(tmp_path / "Dropbox")
    assert synced is not None
    assert "a database that is in use is worthless" in synced
    assert "cxdna backup" in synced
    monkeypatch.setattr(place, "network_system", lambda _: "nfs4")
    far = concern(tmp_path)
    assert far is not None
    assert "network drive (nfs4)" in far
    assert "CXDNA_DATABASE_URL" in far


def test_a_list_that_cannot_be_read_warns_of_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place, "_listed", lambda *_, **__: (_ for _ in ()).throw(PermissionError("no")))
    assert place.network_system(tmp_path) is None


def test_each_system_is_asked_in_its_own_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cxdna.workspace.place.sys.platform", "darwin")
    answer = subprocess.CompletedProcess([], 0, MACOS + f"//a@b/c on {tmp_path} (smbfs, nodev)\n", "")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: answer)
    assert place.network_system(tmp_path) == "smbfs"
    monkeypatch.setattr("cxdna.workspace.place.sys.platform", "win32")
    asked: list[str] = []

    def kind_of_drive(root: str) -> int:
        asked.append(root)
        return 4 if root == "Z:\\" else 3

    windll = SimpleNamespace(kernel32=SimpleNamespace(GetDriveTypeW=kind_of_drive))
    monkeypatch.setattr(ctypes, "windll", windll, raising=False)
    for folder, found in ((r"C:\clients", None), (r"Z:\clients", "Z:"), (r"\\files\team\a", r"\\files\team")):
        assert place.network_system(PureWindowsPath(folder)) == found  # type: ignore[arg-type]
    assert asked == ["C:\\", "Z:\\"]

"""Where a workspace lies badly: on a network, or in a folder that a program copies elsewhere while it is in use."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

_NETWORK_SYSTEMS: Final = frozenset(
    {"nfs", "nfs3", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afpfs", "webdav", "davfs", "sshfs", "ncpfs"}
    | {
        "9p",
        "afs",
        "ceph",
        "glusterfs",
        "lustre",
        "gpfs",
        "beegfs",
        "ocfs2",
        "gfs",
        "gfs2",
        "vboxsf",
        "vmhgfs",
        "prl_fs",
    }
    | {"fuse.sshfs", "fuse.davfs2", "fuse.rclone", "fuse.glusterfs", "fuse.s3fs", "fuse.gvfsd-fuse", "fuse.vmhgfs-fuse"}
    | {"fuse.google-drive-ocamlfuse", "fuse.onedriver"}
)
# The names under which these programs keep what they copy, and files by which they mark it.
_SYNCED_FOLDERS: Final = (
    (re.compile(r"onedrive( - .+)?", re.IGNORECASE), "OneDrive"),
    (re.compile(r"onedrive-.+", re.IGNORECASE), "OneDrive"),
    (re.compile(r"dropbox( \(.+\))?", re.IGNORECASE), "Dropbox"),
    (re.compile(r"google ?drive|googledrive-.+|my drive|drivefs", re.IGNORECASE), "Google Drive"),
    (re.compile(r"mobile documents|com~apple~clouddocs|icloud ?drive", re.IGNORECASE), "iCloud Drive"),
    (re.compile(r"nextcloud\d*", re.IGNORECASE), "Nextcloud"),
    (re.compile(r"owncloud", re.IGNORECASE), "ownCloud"),
    (re.compile(r"box sync|box-box", re.IGNORECASE), "Box"),
    (
        re.compile(r"pcloud ?drive|pcloud ?sync|megasync|tresorit|seafile|proton ?drive", re.IGNORECASE),
        "a cloud drive",
    ),
)
_MARKERS: Final = (
    (".dropbox", "Dropbox"),
    (".dropbox.cache", "Dropbox"),
    (".stfolder", "Syncthing"),
    (".stignore", "Syncthing"),
    (".nextcloudsync.log", "Nextcloud"),
    (".owncloudsync.log", "ownCloud"),
    (".sync_*.db", "Nextcloud"),
    (".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"),
    (".tmp.drivedownload", "Google Drive"),
    (".tmp.driveupload", "Google Drive"),
)
_HOMES: Final = frozenset({"home", "Users"})
_REMOTE_DRIVE: Final = 4
"""What Windows answers for a drive on a network."""
_ESCAPED: Final = re.compile(r"\\([0-7]{3})")


class Mount(NamedTuple):
    """A folder under which another file system begins, and the name of its kind."""

    folder: str
    system: str


def concern(folder: Path) -> str | None:
    """Return why a workspace should not lie in this folder, and what to do; None where nothing speaks against it."""
    folder = folder.resolve()
    if service := synced_by(folder):
        return (
            f"{folder} lies in a folder that {service} copies elsewhere. A copy of a database that is in use is "
            "worthless, and two people's copies cannot be joined; move the workspace to a folder of this computer "
            "alone, and put the files there that `cxdna backup` makes"
        )
    if system := network_system(folder):
        return (
            f"{folder} lies on a network drive ({system}), where locks cannot be relied on: two people who save at "
            "once can damage the database; move the workspace to a disk of this computer, or keep it in a database "
            "server (CXDNA_DATABASE_URL)"
        )
    return None


def synced_by(folder: Path) -> str | None:
    """Return the program that copies this folder elsewhere, told by names and by the files that it leaves."""
    for place in (folder, *folder.parents):
        for pattern, service in _SYNCED_FOLDERS:
            if pattern.fullmatch(place.name) and place.parent != place:
                return service
        if place.name == "Box" and place.parent.parent.name in _HOMES:
            return "Box"
        for marker, service in _MARKERS:
            if _is_there(place, marker):
                return service
    return None


def _is_there(place: Path, marker: str) -> bool:
    try:
        return any(place.glob(marker)) if "*" in marker else (place / marker).exists()
    except OSError:
        return False


def network_system(folder: Path) -> str | None:
    """Return the kind of network drive that a folder lies on; None for a disk of this machine or an unknown one."""
    ask: Callable[[Path], str | None]
    if sys.platform == "win32":
        ask = _windows
    elif sys.platform == "darwin":
        ask = _macos
    else:
        ask = partial(_listed, listing=Path("/proc/self/mounts"))
    try:
        return ask(folder)
    except (OSError, ValueError):
        return None


def _listed(folder: Path, listing: Path) -> str | None:
    return network_mount(folder, mounts_in(listing.read_text(encoding="utf-8", errors="surrogateescape")))


def mounts_in(listing: str) -> list[Mount]:
    """Return what /proc/mounts lists: device, folder and kind on each line; spaces stand in octal."""
    rows = [line.split(" ") for line in listing.splitlines()]
    return [Mount(_unescaped(row[1]), row[2]) for row in rows if len(row) > 2]  # noqa: PLR2004 - the third says the kind


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 8)), text)


def network_mount(folder: Path, mounts: Iterable[Mount]) -> str | None:
    """Return the kind of the file system that a folder lies on, where that is one of a network."""
    path = PurePosixPath(folder.as_posix())
    around = [(len(PurePosixPath(one.folder).parts), one.system) for one in mounts if path.is_relative_to(one.folder)]
    if not around:
        return None
    # Of two on the same folder the later hides the earlier.
    deepest = max(depth for depth, _ in around)
    system = [kind for depth, kind in around if depth == deepest][-1].lower()
    return system if system in _NETWORK_SYSTEMS else None


def _windows(folder: Path) -> str | None:
    import ctypes  # noqa: PLC0415 - on Windows only

    if folder.drive.startswith("\\\\"):
        return folder.drive
    windows = getattr(ctypes, "windll", None)
    if windows is None:
        return None
    remote = windows.kernel32.GetDriveTypeW(f"{folder.drive}\\") == _REMOTE_DRIVE
    return folder.drive if remote else None


def _macos(folder: Path) -> str | None:
    import subprocess  # noqa: PLC0415 - on macOS only, a program of the system with a fixed command

    listing = subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=5, check=False).stdout
    return network_mount(folder, mounts_of_macos(listing))


def mounts_of_macos(listing: str) -> list[Mount]:
    """Return what `mount` lists on macOS: `//ann@server/data on /Volumes/data (smbfs, nodev, ...)`."""
    found = (re.fullmatch(r".+? on (.+) \(([^,)]+).*\)", line) for line in listing.splitlines())
    return [Mount(one[1], one[2]) for one in found if one]

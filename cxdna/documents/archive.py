"""The archive edition: a PDF for decades that carries the assessment as data, and the way back to those data.

An archive PDF comes from anywhere, so it is taken apart by a process of its own, with limits on size, memory and time.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

import cxdna
from cxdna.documents.job import Attached
from cxdna.errors import StorageError, UserError

ATTACHED: Final = "assessment.json"
"""Name of the data inside an archive; whoever looks for them goes by it."""
LARGEST: Final = 200 * 2**20
TIME_LIMIT: Final = 20.0
START = "import sys; sys.path.append(sys.argv[1]); from cxdna.documents.archive_child import main; main(sys.argv[2])"


def enclosed(export: bytes, title: str) -> Attached:
    """Return the export of an assessment as the file that travels in its archive edition."""
    return Attached(
        name=ATTACHED,
        description=f"{title}: the shared export of the assessment, which cxdna verify checks",
        content=export,
        relationship="Data",
    )


def attached_export(path: Path, limit: float = TIME_LIMIT) -> bytes:
    """Return the export that an archive PDF carries, byte for byte as it was put in, in at most `limit` seconds.

    Raises `UserError` for a file that is no archive of ours, is damaged, or would take too long or too much memory;
    `StorageError` for one that cannot be read.
    """
    try:
        with path.open("rb") as file:
            is_pdf = b"%PDF-" in file.read(1024)
            size = file.seek(0, 2)
    except FileNotFoundError:
        raise UserError(f"{path} is not there", "check the name") from None
    except OSError as problem:
        raise StorageError(f"{path} cannot be read: {problem.strerror}") from problem
    if not is_pdf:
        raise UserError(f"{path} is not a PDF", "give the archive as it was made")
    if size > LARGEST:
        raise UserError(f"{path} is larger than {LARGEST // 2**20} MB: no archive of cxdna is", "check the name")
    return _taken_out(path, limit)


def _taken_out(path: Path, limit: float) -> bytes:
    # -P: a module that lies in the user's folder is not imported. The path comes last: it covers nothing.
    command = [sys.executable, "-P", "-c", START, str(Path(cxdna.__file__).parents[1]), str(path.resolve())]
    try:
        done = subprocess.run(  # noqa: S603 - no shell, and the one name in it is an argument
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=limit,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired:
        raise _no_archive(path) from None
    if done.returncode:
        raise _no_archive(path)
    return done.stdout


def _no_archive(path: Path) -> UserError:
    return UserError(
        f"{path} is not an archive of cxdna: it holds no export, or it is damaged",
        "an archive is made by: cxdna report --archive",
    )

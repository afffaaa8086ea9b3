"""Whether a file is the same as one that was counted: the SHA-256 of its bytes."""

from __future__ import annotations

import hashlib
from pathlib import Path

from cxdna.errors import StorageError, UserError


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal digits. Raises `UserError` where there is none, `StorageError`."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        raise UserError(f"there is no file {path}", "look at its name and folder") from None
    except IsADirectoryError:
        raise UserError(f"{path} is a folder", "name the file of answers") from None
    except OSError as problem:
        raise StorageError(f"{path} could not be read: {problem.strerror}") from problem

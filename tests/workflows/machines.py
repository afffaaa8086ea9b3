"""Machines that lack something, for commands run as processes of their own, and a logo to print."""

import os
import struct
import zlib
from pathlib import Path

import pytest

REFUSING = """
import sys


class Refusing:
    def find_spec(self, name, path=None, target=None):
        if name == "weasyprint":
            {what}
        return None


sys.meta_path.insert(0, Refusing())
"""
NO_PANGO = "raise OSError(\"cannot load library 'libpango-1.0-0'\")"
NO_PACKAGE = 'raise ImportError("No module named weasyprint")'
NEVER_READY = "import time; time.sleep(60)"


def machine(monkeypatch: pytest.MonkeyPatch, folder: Path, what: str) -> None:
    """Make every Python that is started from now on do this instead of loading WeasyPrint."""
    place = folder / "machine"
    place.mkdir()
    (place / "sitecustomize.py").write_text(REFUSING.format(what=what), encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(place), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep))


def png(width: int = 160, height: int = 40) -> bytes:
    """Return a picture of one colour."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = (b"\0" + bytes((15, 92, 99)) * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def made(folder: Path) -> list[str]:
    """Return what stands in a folder, hidden files and those in folders below included."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())

"""The process that takes an archive PDF apart: writes the export to standard output, or ends with 1.

Started by `archive.attached_export`, which has no use for the reasons: what is no archive is no archive.
"""

from __future__ import annotations

import hashlib
import io
import sys
from itertools import islice
from pathlib import Path
from typing import Any, Final

from cxdna.documents.archive import ATTACHED
from cxdna.documents.render_child import limit_memory

MEMORY_LIMIT: Final = 2**30
MOST_FILES: Final = 100


class NoExport(Exception):
    """The file holds nothing under the name that we look for, or not what was put in."""


def main(path: str) -> None:
    """Write the export that the PDF carries to standard output, exactly as it is."""
    limit_memory(MEMORY_LIMIT)
    try:
        export = find_export(Path(path).read_bytes())
    except Exception:  # noqa: BLE001 - whatever breaks while a foreign file is read means the same
        sys.exit(1)
    sys.stdout.buffer.write(export)
    sys.stdout.buffer.flush()


def find_export(pdf: bytes) -> bytes:
    """Return what stands in a PDF under the name of ours. Raises anything where there is nothing, or it is damaged.

    Only the list of associated files is followed, which PDF/A wants in one flat row; pages are never looked at. What
    unpacks to more than pypdf's limits is refused by pypdf.
    """
    from pypdf import PdfReader  # noqa: PLC0415 - heavy: only for who needs it

    reader = PdfReader(io.BytesIO(pdf), strict=True)
    listed: Any = reader.root_object["/AF"].get_object()
    for reference in islice(listed, MOST_FILES):
        specification = reference.get_object()
        if specification.get("/UF", specification.get("/F")) == ATTACHED:
            return _content(specification["/EF"]["/F"].get_object())
    raise NoExport


def _content(file: Any) -> bytes:  # noqa: ANN401 - any object that a PDF may hold
    """Return an embedded file; pypdf mends damaged data as far as it can, which shows in size and checksum."""
    content = file.get_data()
    stated = file["/Params"]["/CheckSum"]
    if not isinstance(content, bytes) or _as_bytes(stated) != hashlib.md5(content, usedforsecurity=False).digest():
        raise NoExport
    return content


def _as_bytes(stated: Any) -> bytes:  # noqa: ANN401 - a string in a PDF is text or bytes, as it happens to look
    return stated if isinstance(stated, bytes) else bytes(stated.original_bytes)

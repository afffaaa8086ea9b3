"""A file of answers -> a source that an engine reads: what it is, how it is written, and a copy where it needs one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from cxdna.errors import Problem, Problems, StorageError
from cxdna.tables.guard import is_zip, what_instead
from cxdna.voice.source.detect import Written, written_in
from cxdna.voice.source.from_workbook import from_workbook
from cxdna.voice.source.model import Source
from cxdna.voice.source.parquet import MAGIC, check_parquet, parquet_columns
from cxdna.voice.source.read_header import NAMES, flaws_of_header, read_header
from cxdna.voice.source.scan import CHUNK, Scan
from cxdna.voice.source.transcode import alike_ended, copy_in, transcode, without_start

_WORKBOOKS: Final = frozenset({".xlsx", ".xlsm", ".xls"})


@contextmanager
def open_source(path: Path, encoding: str | None, folder: Path) -> Iterator[Source]:
    """Make a file ready to be read, and remove what that needed afterwards.

    What the file is, is told by what is in it. A CSV file in UTF-8 and a Parquet file are read where they lie; for
    others a copy is made in `folder`. Files may be larger than the memory. Raises `Problems` with all that is wrong
    with the file as a whole, `StorageError`, and `MissingOnMachine` for a Parquet file without DuckDB.
    """
    copies: list[Path] = []
    try:
        yield _opened(path, encoding, folder, copies)
    finally:
        for copy in copies:
            copy.unlink(missing_ok=True)


def _opened(path: Path, encoding: str | None, folder: Path, copies: list[Path]) -> Source:
    head = _head(path)
    if head.startswith(MAGIC) or path.suffix.lower() == ".parquet":
        return _parquet(path)
    if is_zip(head) or path.suffix.lower() in _WORKBOOKS:
        with copy_in(folder) as copy:
            copies.append(Path(copy.name))
            return from_workbook(path, copy)
    instead = what_instead(head)
    if instead:
        what, do = instead
        raise Problems([Problem(str(path), 0, f"is not a CSV file: it is {what}" if head else "is empty", do)])
    return _csv(path, written_in(path, head, encoding), folder, copies)


def _head(path: Path) -> bytes:
    """Return the start of a file. Raises `Problems` where there is none, `StorageError` where it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(CHUNK)
    except FileNotFoundError:
        raise Problems([Problem(str(path), 0, "is not there", "check the name and the folder")]) from None
    except OSError as problem:
        if path.is_dir():  # Windows says that a folder may not be read
            raise Problems([Problem(str(path), 0, "is a folder", "name a file in it")]) from None
        raise StorageError(f"{path} could not be read: {problem.strerror or problem}") from problem


def _parquet(path: Path) -> Source:
    check_parquet(path)
    names = parquet_columns(path)
    problems = list(flaws_of_header(path, names))
    if problems:
        raise Problems(problems)
    return Source(path=path, readable=path, format="parquet", columns=names, typed=True, header_row=0)


def _csv(path: Path, written: Written, folder: Path, copies: list[Path]) -> Source:
    readable, scan = path, written.scan
    if scan is None:
        readable, scan = _copy(path, written.encoding, folder, copies)
    notes = written.notes
    if scan.mixed:
        with copy_in(folder) as copy:
            copies.append(Path(copy.name))
            alike_ended(readable, copy)
        readable = copies[-1]
        notes = (*notes, f"{path.name}: its lines end in different ways; it was read as if all ended alike")
    header = read_header(path, readable)
    if header.skip:
        with copy_in(folder) as copy:
            copies.append(Path(copy.name))
            without_start(readable, header.skip, copy)
        readable = copies[-1]
    said = f"{path.name}: values are separated by {NAMES[header.separator]}"
    return Source(
        path=path,
        readable=readable,
        format="csv",
        columns=header.columns,
        separator=header.separator,
        notes=(*notes, said) if header.separator != "," else notes,
        header_row=header.row,
        suspect=scan.suspect,
    )


def _copy(path: Path, encoding: str, folder: Path, copies: list[Path]) -> tuple[Path, Scan]:
    with copy_in(folder) as copy:
        copies.append(Path(copy.name))
        return copies[-1], transcode(path, encoding, copy)

"""An XLSX file -> the values of its sheets: guarded first, and the reader sees only the parts that were looked through.

A formula counts as the result that was saved with it; nothing is ever worked out or run.
"""

from __future__ import annotations

import datetime as dt
import io
import posixpath
import zipfile
from collections.abc import Mapping
from pathlib import Path

from cxdna.errors import Problem, Problems, StorageError
from cxdna.tables.guard import parts_of
from cxdna.tables.model import MOST_BYTES, Grid, Value, Workbook
from cxdna.tables.scan import Refused, local, parse, root_of, scan_sheet, text_lengths

_DAMAGED = "is not an .xlsx workbook: it is damaged"
_AGAIN = "open it, save it again and hand in the new file"


def content_of(path: Path) -> bytes:
    """Return the bytes of a file, one more than the limit at most. Raises `Problems` where there is none."""
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise Problems([Problem(str(path), 0, "is not there", "check the name and the folder")]) from None
    except IsADirectoryError:
        raise Problems([Problem(str(path), 0, "is a folder", "name a file in it")]) from None
    except OSError as problem:
        if path.is_dir():  # Windows says that a folder may not be read
            raise Problems([Problem(str(path), 0, "is a folder", "name a file in it")]) from None
        raise StorageError(f"{path} could not be read: {problem.strerror or problem}") from problem


def read_workbook(path: Path) -> Workbook:
    """Return what stands in a workbook. Raises `Problems` for what is none or could hurt, `StorageError`."""
    return workbook_from(path, content_of(path))


def workbook_from(path: Path, content: bytes) -> Workbook:
    """Return what stands in a workbook of which the bytes are at hand. Raises `Problems`."""
    try:
        return _read(path, content)
    except Refused as refused:
        raise Problems([Problem(str(path), 0, *refused.flaw)]) from None


def _read(path: Path, content: bytes) -> Workbook:
    parts = parts_of(content)
    # Formatting of charts, comments and pictures is nothing to read values from.
    roots = {name: root_of(body) for name, body in parts.items()}
    texts = [name for name, root in roots.items() if root == "sst"]
    if len(texts) > 1:
        raise Refused(_DAMAGED, _AGAIN)
    lengths = text_lengths(parts[texts[0]]) if texts else []
    names = _sheet_names(parts, roots)
    broken = {
        names.get(part, part): scan_sheet(parts[part], names.get(part, part), lengths)
        for part, root in roots.items()
        if root == "worksheet"
    }
    needed = {"Types", "Relationships", "workbook", "worksheet", "sst", "styleSheet"}
    kept = {name: body for name, body in parts.items() if roots[name] in needed}
    return Workbook(path=path, grids=_grids(kept, broken), saved=_saved(parts))


def _grids(parts: Mapping[str, bytes], broken: Mapping[str, Mapping[tuple[int, int], str]]) -> tuple[Grid, ...]:
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum  # noqa: PLC0415 - not for --help

    checked = io.BytesIO()
    with zipfile.ZipFile(checked, "w", zipfile.ZIP_STORED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    checked.seek(0)
    try:
        book = CalamineWorkbook.from_filelike(checked)
        sheets = [sheet.name for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        return tuple(
            Grid(
                name=name,
                rows=_rows(book.get_sheet_by_name(name).to_python(skip_empty_area=False)),
                broken=broken.get(name, {}),
            )
            for name in sheets
        )
    except (CalamineError, ValueError, OSError):
        raise Refused(_DAMAGED, _AGAIN) from None
    except BaseException as panic:  # what the reader, which is written in Rust, throws when it gives up
        if type(panic).__name__ != "PanicException":
            raise
        raise Refused(_DAMAGED, _AGAIN) from None


def _rows(rows: list[list[Value]]) -> tuple[tuple[Value, ...], ...]:
    return tuple(map(tuple, rows))


def _sheet_names(parts: Mapping[str, bytes], roots: Mapping[str, str]) -> dict[str, str]:
    """Return the name of each sheet by the part that holds it."""
    names: dict[str, str] = {}
    for place in (name for name, root in roots.items() if root == "workbook"):
        folder, file = posixpath.split(place)
        listed: dict[str, str] = {}
        targets: dict[str, str] = {}

        def sheet(name: str, attributes: dict[str, str], listed: dict[str, str] = listed) -> None:
            if local(name) == "sheet":
                of = {local(key): value for key, value in attributes.items()}
                listed[of.get("id", "")] = of.get("name", "")

        def target(_: str, attributes: dict[str, str], targets: dict[str, str] = targets) -> None:
            targets[attributes.get("Id", "")] = attributes.get("Target", "")

        parse(parts[place], sheet)
        parse(parts.get(f"{folder}/_rels/{file}.rels", b"<none/>"), target)
        for key, name in listed.items():
            names[posixpath.normpath(posixpath.join(folder, targets.get(key, ""))).lstrip("/")] = name
    return names


def _saved(parts: Mapping[str, bytes]) -> dt.datetime | None:
    """Return when the workbook was last changed, as it says itself."""
    found: list[str] = []
    inside = [False]

    def start(name: str, _: dict[str, str]) -> None:
        inside[0] = local(name) == "modified"

    def text(data: str) -> None:
        if inside[0]:
            found.append(data)

    parse(parts.get("docProps/core.xml", b"<none/>"), start, text=text)
    try:
        saved = dt.datetime.fromisoformat("".join(found).strip())
    except ValueError:
        return None
    return saved if saved.tzinfo else saved.replace(tzinfo=dt.UTC)

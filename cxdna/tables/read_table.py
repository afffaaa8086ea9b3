"""A list that somebody keeps, as CSV or XLSX -> its header and rows, with every mistake in its shape named at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from cxdna.errors import Problem, Problems
from cxdna.tables.guard import is_zip, what_instead
from cxdna.tables.model import Row, Table, Value, Workbook, letters
from cxdna.tables.read_csv import read_csv
from cxdna.tables.read_workbook import content_of, workbook_from

Numbered = tuple[int, tuple[Value, ...]]


def read_table(path: Path, encoding: str | None = None) -> Table:
    """Return the first sheet of a workbook that is not empty, or a CSV file, told apart by what is in it.

    The first row that is not empty is the header. Raises `Problems`, `StorageError`.
    """
    content = content_of(path)
    if is_zip(content) or path.suffix.lower() in {".xlsx", ".xlsm", ".xls"}:
        return _from_workbook(path, content)
    instead = what_instead(content)
    if instead:
        what, do = instead
        raise Problems([Problem(str(path), 0, f"is not a CSV file: it is {what}", do)])
    found = read_csv(path, content, encoding)
    return _table(path, None, found.rows, {}, found.notes)


def sheets_of(book: Workbook, names: Iterable[str]) -> dict[str, Table]:
    """Return those sheets of a workbook that have one of the names and are not empty, in the order of the names.

    Upper and lower case make no difference in a name. The first row of a sheet that is not empty is its header. Raises
    `Problems` with every mistake in the shape of any of them.
    """
    grids = {grid.name.casefold(): grid for grid in book.grids}
    tables: dict[str, Table] = {}
    problems: list[Problem] = []
    for name in names:
        grid = grids.get(name.casefold())
        rows = [(at, row) for at, row in enumerate(grid.rows, 1) if any(map(_said, row))] if grid else []
        if grid is None or not rows:
            continue
        try:
            tables[name] = _table(book.path, grid.name, rows, grid.broken, ())
        except Problems as found:
            problems += found.problems
    if problems:
        raise Problems(problems)
    return tables


def _from_workbook(path: Path, content: bytes) -> Table:
    for grid in workbook_from(path, content).grids:
        rows = [(number, row) for number, row in enumerate(grid.rows, 1) if any(map(_said, row))]
        if rows:
            return _table(path, grid.name, rows, grid.broken, ())
    return _table(path, None, (), {}, ())


def _said(value: Value) -> bool:
    return bool(value.strip()) if isinstance(value, str) else True


def _table(
    path: Path,
    sheet: str | None,
    rows: Iterable[Numbered],
    broken: Mapping[tuple[int, int], str],
    notes: tuple[str, ...],
) -> Table:
    numbered = list(rows)
    if not numbered:
        raise Problems([Problem(str(path), 0, "is empty", "give it a header and a row for each entry")])
    (_, first), below = numbered[0], numbered[1:]
    headers = [" ".join(str(value).split()) for value in first]
    problems = [*_flaws_of_header(path, sheet, headers, below)]
    problems += _ragged(path, len(headers), below)
    if problems:
        raise Problems(problems)
    kept = [at for at, header in enumerate(headers) if header]
    return Table(
        path=path,
        sheet=sheet,
        headers=tuple(headers[at] for at in kept),
        columns=tuple(at + 1 for at in kept),
        rows=tuple(Row(number, tuple(row[at] if at < len(row) else "" for at in kept)) for number, row in below),
        broken=broken,
        notes=notes,
    )


def _flaws_of_header(path: Path, sheet: str | None, headers: list[str], rows: list[Numbered]) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for at, header in enumerate(headers):
        if not header:
            under = next((number for number, row in rows if at < len(row) and _said(row[at])), None)
            if under is not None:
                what = f"row {under} has a value in column {letters(at + 1)}, which has no header"
                yield Problem(str(path), 0, _in(sheet, what), "write a header above it, or delete the column")
            continue
        before = seen.setdefault(header.casefold(), at)
        if before != at:
            what = f"columns {letters(before + 1)} and {letters(at + 1)} are both headed '{header}'"
            yield Problem(str(path), 0, _in(sheet, what), "rename or delete one")


def _in(sheet: str | None, what: str) -> str:
    return what if sheet is None else f"sheet '{sheet}': {what}"


def _ragged(path: Path, width: int, rows: list[Numbered]) -> Iterator[Problem]:
    """Yield rows of CSV with more or fewer values than the header; empty ones at the end are none."""
    for number, row in rows:
        filled = len(row) - next((at for at, value in enumerate(reversed(row)) if _said(value)), len(row))
        if filled > width or len(row) < width:
            count = filled if filled > width else len(row)
            what = f"row {number} has {count} value{'' if count == 1 else 's'}, header has {width}"
            do = "quote values that hold the separator, and leave empty ones empty"
            yield Problem(str(path), 0, what, do, number)

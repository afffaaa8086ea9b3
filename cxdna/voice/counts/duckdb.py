"""DuckDB, in this process: what is built in and nothing else, one file, no network and no settings that SQL changes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from cxdna.errors import MissingOnMachine, Problem, Problems, UserError
from cxdna.voice.counts.engine import TABLE, Kind, Limits, all_text, memory_of
from cxdna.voice.source.model import Source

_AT_ONCE: Final = 4_096
_LONGEST_ROW: Final = 1 << 20
"""Cells have at most 32,767 characters, for which rows are looked at when a file is opened; this bounds the memory."""
_PATTERN: Final = frozenset("*?[")
_OFFLINE: Final[dict[str, Any]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "python_enable_replacements": False,
}
_KINDS: Final[tuple[tuple[str, Kind], ...]] = (
    (r"VARCHAR", "text"),
    (r"U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?", "integer"),
    (r"FLOAT|DOUBLE", "number"),
    (r"DECIMAL.*", "decimal"),
    (r"DATE|TIMESTAMP.*", "day"),
    (r"BOOLEAN", "truth"),
)
_SETTINGS: Final = "give it more with --memory or fewer threads with --threads, and a roomy folder with --temporary"


class DuckDB:
    """Counts in this process."""

    name = "duckdb"

    @contextmanager
    def open(self, source: Source, limits: Limits) -> Iterator[InDuckDB]:
        """Open a file. Raises `MissingOnMachine`, `Problems`, and `UserError` for a setting that cannot be."""
        try:
            import duckdb  # noqa: PLC0415 - 60 ms, and not every installation has it
        except ImportError:
            raise MissingOnMachine(
                "counting answers needs DuckDB, which is not installed",
                "install it with: python -m pip install 'cxdna[survey]'",
            ) from None
        with (
            TemporaryDirectory(prefix="cxdna-", dir=limits.temporary, ignore_cleanup_errors=True) as folder,
            duckdb.connect(":memory:", config=_OFFLINE) as connection,
        ):
            opened = InDuckDB(connection, source)
            file = _by_plain_name(source.readable.resolve(), Path(folder))
            with opened.explained():
                _restrict(connection, file, limits, folder)
                opened.kinds = _expose(connection, source, file)
                connection.execute("SET lock_configuration = true")
            yield opened


class InDuckDB:
    """A file that is open in DuckDB."""

    def __init__(self, connection: Any, source: Source) -> None:  # noqa: ANN401 - its type is loaded with it
        self._connection, self._source = connection, source
        self.kinds: tuple[Kind, ...] = ()

    def rows(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a SELECT over `TABLE`. Raises `Problems`, `UserError`."""
        # A cursor of its own: two questions may be asked at a time.
        with self.explained(), self._connection.cursor() as cursor:
            found = cursor.execute(sql)
            while rows := found.fetchmany(_AT_ONCE):
                yield from rows

    @contextmanager
    def explained(self) -> Iterator[None]:
        """Say what was wrong with the file or the settings in the words of the house."""
        import duckdb  # noqa: PLC0415 - loaded before

        try:
            yield
        except duckdb.OutOfMemoryException as error:
            raise _exhausted(str(error)) from None
        except (duckdb.InvalidInputException, duckdb.ConversionException, duckdb.IOException) as error:
            of_file = isinstance(error, duckdb.InvalidInputException)
            raise _refused(self._source, str(error)) or (_unread(self._source) if of_file else error) from None


def _by_plain_name(file: Path, folder: Path) -> Path:
    """Return the file, or a link to it where DuckDB would take its name for a pattern that other names fit as well."""
    if _PATTERN.isdisjoint(str(file)):
        return file
    link = folder / "answers"
    link.symlink_to(file)
    return link


def _restrict(connection: Any, file: Path, limits: Limits, folder: str) -> None:  # noqa: ANN401 - as above
    """Leave DuckDB one file to read, one folder to write, and the memory and threads that it may have."""
    memory = "".join(memory_of(limits) or ()) or None
    for name, value in (("memory_limit", memory), ("threads", limits.threads), ("temp_directory", folder)):
        if value is not None:
            connection.execute(f"SET {name} = {_quoted(str(value))}")
    connection.execute("SET preserve_insertion_order = false")
    # Tables are joined as the SQL says: the file's rows pass by the small ones, of which alone a copy is kept.
    connection.execute("SET disabled_optimizers = 'join_order,build_side_probe_side'")
    connection.execute(f"SET allowed_paths = [{_quoted(str(file))}]")
    connection.execute("SET enable_external_access = false")


def _expose(connection: Any, source: Source, file: Path) -> tuple[Kind, ...]:  # noqa: ANN401 - as above
    """Make the file the one table, its columns c0, c1, ... by place, and return what they hold.

    Neither folders in its path (month=3) nor the ending of its name say what is in it.
    """
    quoted = _quoted(str(file))
    names = [f"c{at}" for at in range(len(source.columns))]
    if source.format == "parquet":
        read = f"read_parquet({quoted}, hive_partitioning = false)"
        found = connection.execute(f"DESCRIBE SELECT * FROM {read}").fetchall()  # noqa: S608 - quoted
        chosen = [_native(str(row[0]), str(row[1])) for row in found]
        kinds = tuple(kind for _, kind in chosen)
    else:
        columns = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
        # Nothing is guessed and nothing forgiven: a row that is not as it should be is an error.
        read = (
            f"read_csv({quoted}, columns = {{{columns}}}, auto_detect = false, header = true, encoding = 'utf-8', "
            f"delim = {_quoted(source.separator)}, quote = '\"', escape = '\"', strict_mode = true, "
            f"null_padding = false, ignore_errors = false, max_line_size = {_LONGEST_ROW}, "
            "hive_partitioning = false, compression = 'none')"
        )
        kinds = all_text(source)
        chosen = [*zip(names, kinds, strict=True)]
    select = ", ".join(f"{column} AS {name}" for name, (column, _) in zip(names, chosen, strict=True))
    connection.execute(f"CREATE VIEW {TABLE} AS SELECT {select} FROM {read}")  # noqa: S608 - quoted
    return kinds


def _native(name: str, written: str) -> tuple[str, Kind]:
    """Return a column of a Parquet file as it is shown, and what it then holds."""
    column = '"' + name.replace('"', '""') + '"'
    kind = next((kind for pattern, kind in _KINDS if re.fullmatch(pattern, written)), None)
    if kind is None:
        return f"CAST({column} AS VARCHAR)", "text"
    if written == "FLOAT":
        return f"CAST({column} AS DOUBLE)", kind
    if written == "TIMESTAMP WITH TIME ZONE":  # the day in Greenwich, whatever zone this machine is in
        return f"CAST(make_timestamp(epoch_us({column})) AS DATE)", kind
    return (f"CAST({column} AS DATE)" if kind == "day" and written != "DATE" else column), kind


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _exhausted(error: str) -> UserError:
    if "max_temp_directory_size" in error or "No space left" in error:
        return UserError("the folder for temporary files is full", _SETTINGS)
    return UserError("the memory that DuckDB may use does not suffice for this file", _SETTINGS)


_FLAWS: Final = (
    (r"Value with unterminated quote", "quote never closed, or something behind a closing quote"),
    (r"Maximum line size", "is longer than a row may be"),
    (r"Expected Number of Columns: (\d+) Found: (\d+)", r"has \2 values, header has \1"),
    (r"Invalid unicode|not utf-8", "is not written in UTF-8"),
)


def _unread(source: Source) -> Problems:
    """Return that a file cannot be read where what DuckDB says of it tells nobody anything."""
    do = "open it in a spreadsheet, save it as CSV in UTF-8, and hand that in"
    return Problems([Problem(str(source.path), 0, "cannot be read as rows of values", do)])


def _refused(source: Source, error: str) -> UserError | None:
    """Return what an error says that is the file's fault or the settings', None for what is ours.

    What stands in the row is not repeated. All rows of the kind are told by `source.problems`.
    """
    if "No space left" in error:
        return _exhausted(error)
    line = re.search(r"CSV Error on Line: (\d+)", error)
    for pattern, what in _FLAWS:
        if line and (found := re.search(pattern, error)):
            row = source.header_row + int(line[1]) - 1
            said = found.expand(what)
            glue = "" if said.startswith(("has", "is")) else ":"
            return Problems([Problem(str(source.path), 0, f"row {row}{glue} {said}", "mend the row", row)])
    if line:
        return Problems([Problem(str(source.path), 0, f"line {line[1]} cannot be read", "mend the row", int(line[1]))])
    if source.format == "parquet" and ("arquet" in error or "Snappy" in error or "ZSTD" in error):
        what = "is a Parquet file that cannot be read"
        return Problems([Problem(str(source.path), 0, what, "copy or send it again")])
    return None

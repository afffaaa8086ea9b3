"""Spark, on this machine or a cluster: the same SQL where a file outgrows a machine."""

from __future__ import annotations

import os
import re
import shutil
import signal
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from cxdna.errors import MissingOnMachine, Problem, Problems, UserError
from cxdna.voice.counts.engine import TABLE, Kind, Limits, all_text, memory_of
from cxdna.voice.source.model import Source

_HERE: Final = "local[*]"
_LONGEST_CELL: Final = "32767"
_PACKED: Final = (".bz2", ".deflate", ".gz", ".lz4", ".snappy", ".zst")
"""Endings for which Spark unpacks a file, whatever is in it."""
_SETTINGS: Final[Mapping[str, str]] = {
    "spark.app.name": "cxdna",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "OFF",
    # What SQL means, whatever a cluster is set to.
    "spark.sql.ansi.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.caseSensitive": "true",
    "spark.sql.variable.substitute": "false",
    "spark.sql.parser.escapedStringLiterals": "true",
    "spark.sql.legacy.timeParserPolicy": "CORRECTED",
    # All columns are parsed, so that a row with too few or too many values is seen.
    "spark.sql.csv.parser.columnPruning.enabled": "false",
}


class Spark:
    """Counts on Spark: `Limits.master` says where, all threads of this machine if nowhere."""

    name = "spark"

    @contextmanager
    def open(self, source: Source, limits: Limits) -> Iterator[InSpark]:
        """Open a file. Raises `MissingOnMachine` without Spark or Java.

        Raises `UserError` where no cluster answers, and for a name that Spark passes over or takes for something else.
        """
        _refuse_name(source)
        with TemporaryDirectory(prefix="cxdna-", dir=limits.temporary, ignore_cleanup_errors=True) as folder:
            session = _session(limits, Path(folder))
            try:
                opened = InSpark(session, source)
                with opened.explained():
                    opened.kinds = _expose(session, source)
                yield opened
            finally:
                with suppress(Exception):
                    session.stop()


class InSpark:
    """A file that is open in Spark."""

    def __init__(self, session: Any, source: Source) -> None:  # noqa: ANN401 - Spark ships no types
        self._session, self._source = session, source
        self.kinds: tuple[Kind, ...] = ()

    def rows(self, sql: str) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a SELECT over `TABLE`. Raises `Problems`, `UserError`."""
        with self.explained():
            for row in self._session.sql(sql).toLocalIterator():
                yield tuple(row)

    @contextmanager
    def explained(self) -> Iterator[None]:
        """Say what was wrong with the file or the memory in the words of the house."""
        from py4j.protocol import Py4JJavaError  # type: ignore[import-untyped]  # noqa: PLC0415 - comes with Spark, which has no types
        from pyspark.errors import PySparkException  # noqa: PLC0415 - the same

        try:
            yield
        except (Py4JJavaError, PySparkException) as error:
            raise _refused(self._source, str(error)) or error from None


def _session(limits: Limits, folder: Path) -> Any:  # noqa: ANN401 - Spark ships no types
    try:
        from pyspark.errors import PySparkException  # noqa: PLC0415 - a heavy library that most do without
        from pyspark.sql import SparkSession  # noqa: PLC0415 - the same
    except ImportError:
        raise MissingOnMachine(
            "counting with Spark needs the library pyspark, which is not installed",
            "install it with: python -m pip install 'cxdna[spark]'",
        ) from None
    master = limits.master or (f"local[{limits.threads}]" if limits.threads else _HERE)
    builder = SparkSession.builder.master(master).config(map=dict(_settings(limits, folder)))
    try:
        with _silence(), _interruptible():
            return builder.getOrCreate()
    except PySparkException as error:
        if "JAVA" in str(error).upper() and shutil.which("java") is None:
            raise _no_java() from None
        raise UserError(
            f"Spark could not be started at {master}", "check the address, and that Java is 17 or newer"
        ) from None
    except FileNotFoundError:  # the shell script of Spark found no Java, or no shell
        raise _no_java() from None


@contextmanager
def _interruptible() -> Iterator[None]:
    """Give back what an interruption does: Spark puts an answer of its own in place of it, and leaves it there."""
    kept = signal.getsignal(signal.SIGINT)
    try:
        yield
    finally:
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGINT, kept)


@contextmanager
def _silence() -> Iterator[None]:
    """Let the Java process that is started write its log nowhere: it takes over this process's standard error."""
    kept = os.dup(2)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _no_java() -> MissingOnMachine:
    return MissingOnMachine(
        "Spark needs Java 17 or newer, which was not found", "install a Java runtime, and set JAVA_HOME to it"
    )


def _settings(limits: Limits, folder: Path) -> Iterator[tuple[str, str]]:
    yield from _SETTINGS.items()
    yield "spark.local.dir", str(folder)
    yield "spark.sql.warehouse.dir", (folder / "tables").as_uri()
    if memory := memory_of(limits):
        yield "spark.driver.memory", f"{memory[0]}{memory[1][0].lower()}"  # Java writes g and m for GB and MB
    if limits.master is None or limits.master.startswith("local"):
        yield "spark.sql.shuffle.partitions", "2" if limits.threads is None else str(max(1, limits.threads))
        yield "spark.driver.host", "localhost"
        yield "spark.driver.bindAddress", "127.0.0.1"


def _expose(session: Any, source: Source) -> tuple[Kind, ...]:  # noqa: ANN401 - as above
    """Make the file the one table, its columns c0, c1, ... by place, and return what they hold."""
    names = [f"c{at}" for at in range(len(source.columns))]
    if source.format == "parquet":
        frame = session.read.parquet(_place(source))
        native = [_native(name, written) for name, (_, written) in zip(names, frame.dtypes, strict=True)]
        # By place and not by name: headers never enter an expression.
        shown = frame.toDF(*names).selectExpr(
            *(f"{column} AS {name}" for name, (column, _) in zip(names, native, strict=True))
        )
        shown.createOrReplaceTempView(TABLE)
        return tuple(kind for _, kind in native)
    frame = session.read.csv(
        _place(source),
        schema=", ".join(f"{name} STRING" for name in names),
        header=True,
        enforceSchema=True,
        sep=source.separator,
        quote='"',
        escape='"',
        encoding="UTF-8",
        mode="FAILFAST",
        # Rows that go over lines can be read by one process only; `suspect` tells that there are such.
        multiLine=source.suspect,
        ignoreLeadingWhiteSpace=False,
        ignoreTrailingWhiteSpace=False,
        maxCharsPerColumn=_LONGEST_CELL,
        unescapedQuoteHandling="RAISE_ERROR",
    )
    frame.createOrReplaceTempView(TABLE)
    return all_text(source)


def _refuse_name(source: Source) -> None:
    """Raise `UserError` for a name with which Spark would read nothing, without a word, or something else."""
    name = source.readable.name
    if name.startswith(("_", ".")) or ":" in name or name.lower().endswith(_PACKED):
        what = f"Spark does not read a file called {name} as the {source.format.upper()} file that it is"
        raise UserError(what, f"name it answers.{source.format}, or count it with --engine duckdb")


def _place(source: Source) -> str:
    """Return the file's path as Spark reads it, which takes some signs for patterns."""
    return "file://" + re.sub(r"([\[\]{}*?\\])", r"\\\1", source.readable.resolve().as_posix())


def _native(name: str, written: str) -> tuple[str, Kind]:
    """Return a column of a Parquet file as it is shown, and what it then holds."""
    if written == "string":
        return name, "text"
    if written in {"tinyint", "smallint", "int", "bigint"}:
        return name, "integer"
    if written in {"float", "double"}:
        return f"CAST({name} AS DOUBLE)", "number"
    if written.startswith("decimal"):
        return name, "decimal"
    if written in {"date", "timestamp", "timestamp_ntz"}:
        return f"CAST({name} AS DATE)", "day"
    return (name, "truth") if written == "boolean" else (f"CAST({name} AS STRING)", "text")


def _refused(source: Source, error: str) -> UserError | None:
    """Return what an error says that is the file's fault or the memory's, None for what is ours."""
    if "OutOfMemoryError" in error or "No space left" in error:
        return UserError("the memory that Spark may use does not suffice for this file", "give it more with --memory")
    if "FAILED_READ_FILE" in error or "MALFORMED" in error or "FAILFAST" in error or "TextParsing" in error:
        what = "has rows that cannot be read" if source.format == "csv" else "cannot be read"
        return Problems(
            [Problem(str(source.path), 0, what, "count it with --engine duckdb, which says which they are")]
        )
    return None

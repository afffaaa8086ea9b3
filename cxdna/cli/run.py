"""Run the app and say in one place what went wrong, on standard error, with the exit code of its kind."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from cxdna.errors import (
    EXIT_DONE,
    EXIT_INTERRUPTED,
    EXIT_OUR_BUG,
    EXIT_STORAGE,
    NOTHING_WRITTEN,
    CxdnaError,
    Problems,
    capital,
    full_stop,
)

READING: Final = frozenset(
    {
        "alerts figures",
        "alerts list",
        "alerts show",
        "align",
        "assessment list",
        "award check",
        "award list",
        "decision list",
        "definitions check",
        "definitions diff",
        "doctor",
        "effect list",
        "evidence check",
        "evidence list",
        "kpi show",
        "library",
        "people list",
        "plan list",
        "plan show",
        "plan status",
        "score",
        "status",
        "survey audit",
        "survey list",
        "survey score",
        "survey show",
        "survey trend",
        "target list",
        "training list",
        "verify",
        "what-if",
        "why",
    }
)
"""The commands that write nothing: that nothing was written is not worth saying of them."""


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; `--debug` shows where a failure came from."""
    debug = "--debug" in arguments
    _write_utf8()
    try:
        return _run([one for one in arguments if one != "--debug"])
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        # The reader has gone: nothing is wrong, and Python must not complain while it closes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_DONE
    except Exception as error:
        if debug:
            raise
        text, code = _told(error, arguments)
        from cxdna.cli.wrap import wrapped  # noqa: PLC0415 - only where something is to be said
        from cxdna.workflows.one_line import printable  # noqa: PLC0415 - the same

        fitting = "\n".join(wrapped(printable(line), sys.stderr) for line in text.split("\n"))
        print(fitting, file=sys.stderr)  # noqa: T201 - this is the one place that prints errors
        return code


def _run(arguments: Sequence[str]) -> int:
    from cxdna.cli.app import app  # noqa: PLC0415 - a failure while loading is reported like any other

    try:
        app(args=arguments, prog_name="cxdna")
    except SystemExit as end:
        # Typer ends with 1 when the reader has gone (cxdna score | head) and leaves this wrapper: nothing is wrong.
        if type(sys.stdout).__name__ == "PacifyFlushWrapper":
            return EXIT_DONE
        return end.code if isinstance(end.code, int) else EXIT_DONE
    return EXIT_DONE


def _told(error: Exception, arguments: Sequence[str]) -> tuple[str, int]:
    """Return what to say about a failure, and its exit code."""
    if isinstance(error, CxdnaError):
        return _explained(error, writes=not only_reads(arguments)), error.exit_code
    if isinstance(error, OSError):
        return f"{error.filename or 'The output'} could not be read or written: {error.strerror}.", EXIT_STORAGE
    return _our_bug(error), EXIT_OUR_BUG


def _write_utf8() -> None:
    """Write what other programs read as UTF-8, and let a terminal that lacks a sign show another instead of failing.

    A pipe on Windows would be in the old code page of the country, which has no minus sign.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.encoding.lower().replace("-", "") != "utf8":
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


def only_reads(arguments: Sequence[str]) -> bool:
    """Tell whether a command writes nothing whatever comes of it."""
    return READING.intersection((" ".join(arguments[:2]), *arguments[:1])) != set()


def _explained(error: CxdnaError, *, writes: bool) -> str:
    if isinstance(error, Problems):
        count = len(error.problems)
        ending = error.ending if writes or error.ending != NOTHING_WRITTEN else ""
        return (
            f"{error}\n{count} problem{'' if count == 1 else 's'}{f': {ending}' if ending else ''}{full_stop(ending)}"
        )
    text = str(error)
    return capital(text) + full_stop(text)


def _our_bug(error: Exception) -> str:
    import tempfile  # noqa: PLC0415 - only when something is broken
    import traceback  # noqa: PLC0415 - the same

    handle, name = tempfile.mkstemp(prefix="cxdna-", suffix=".log", text=True)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write("".join(traceback.format_exception(error)))
    return (
        f"This is a fault of cxdna, not of your files: {type(error).__name__}: {error}.\n"
        f"What happened is written in {Path(name)}; please send that file with your report. "
        "Run the command again with --debug to see it here."
    )

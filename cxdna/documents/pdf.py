"""PDF from HTML, seen from the command: starts the process that renders, hands it jobs, stops it at the time limit.

The command never loads WeasyPrint itself: it can start the process early and score while that loads its libraries, and
a document that takes too long can be stopped without stopping the command.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

import msgspec

from cxdna.documents.conversation import Exchange, Process
from cxdna.documents.fonts import configuration
from cxdna.documents.job import (
    LENGTH_BYTES,
    Absent,
    Answer,
    Crashed,
    Done,
    FontUse,
    Job,
    Order,
    Ready,
    Refused,
    Unwritten,
)
from cxdna.documents.outfile import put_in_place, temporary_beside
from cxdna.documents.pango import missing_on_machine
from cxdna.errors import StorageError, UserError

Expected = TypeVar("Expected", Ready, Done)
TIME_LIMIT = 120.0


class Rendered(msgspec.Struct, frozen=True, kw_only=True):
    """A PDF that is in its place: pages, the faces it was printed with, and what WeasyPrint had to say of the CSS."""

    out: Path
    pages: int
    fonts: tuple[FontUse, ...]
    warnings: tuple[str, ...]


class RenderingBroke(Exception):
    """The process that renders failed in a way that is ours to mend: the text has its last words."""


class Renderer:
    """A process that renders, for one document after another; a context manager.

    `fonts` is the folder `templates/shared/fonts`, `environment` the process's own as the edge has read it.
    """

    def __init__(self, fonts: Path, environment: Mapping[str, str]) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="cxdna-", ignore_cleanup_errors=True)
        place = Path(self._folder.name)
        (place / "fonts.conf").write_text(configuration(fonts, environment), encoding="utf-8")
        # Neither chance nor today's date may show in what is written.
        fixed = {"FONTCONFIG_FILE": str(place / "fonts.conf"), "PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": "0"}
        self._process = Process(place, fonts / "print", {**environment, **fixed})
        self._ready: Ready | None = None
        self._unfinished: Path | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._unfinished is not None:
            self._process.stop()
        self.close()

    def close(self) -> None:
        """End the process and clear away what it needed."""
        self._process.close()
        self._clear()
        self._folder.cleanup()

    def _clear(self) -> None:
        if self._unfinished is not None:
            self._unfinished.unlink(missing_ok=True)
            self._unfinished = None

    def ready(self, limit: float = TIME_LIMIT) -> Ready:
        """Wait until the libraries are loaded and say which; raise `MissingOnMachine` where they are not there."""
        if self._ready is None:
            self._wait(self._process.tell(self._greeting()), limit, "the program that prints")
        return _expected(self._ready, Ready)

    def _greeting(self) -> list[bytes]:
        return [b""] if self._ready is None else []

    def render(self, job: Job, out: Path, limit: float = TIME_LIMIT) -> Rendered:
        """Make the PDF, in at most `limit` seconds; where it fails, nothing is left behind and `out` is as it was."""
        return self.begin(job, out, limit).wait()

    def begin(self, job: Job, out: Path, limit: float = TIME_LIMIT) -> Pending:
        """Start making the PDF and return; nothing is at `out` before `Pending.wait` has returned."""
        if self._unfinished is not None:
            msg = "one document at a time: wait for the one before"
            raise RuntimeError(msg)
        temporary = temporary_beside(out)
        identifier = hashlib.sha256(msgspec.msgpack.encode(job)).hexdigest()[:32]
        body = msgspec.msgpack.encode(Order(job=job, identifier=identifier, temporary=str(temporary)))
        self._unfinished = temporary
        exchange = self._process.tell([*self._greeting(), len(body).to_bytes(LENGTH_BYTES, "big") + body])
        return Pending(self, exchange, out, limit)

    def finish(self, exchange: Exchange, out: Path, limit: float) -> Rendered:
        """Wait for a document that was begun, and put it in its place."""
        try:
            done = _done(self._wait(exchange, limit, out.name), out)
            if self._unfinished is not None:
                put_in_place(self._unfinished, out)
        finally:
            # Interrupted: what still writes would leave its file behind. The thread cannot be asked, as an interrupted
            # join makes Python 3.11 believe that it has ended.
            if len(exchange.lines) < exchange.expected:
                self._process.stop()
            self._clear()
        return Rendered(out=out, pages=done.pages, fonts=done.fonts, warnings=done.warnings)

    def _wait(self, exchange: Exchange, limit: float, what: str) -> Answer:
        """Return the last answer of an exchange; the first that the process ever gives says whether it is ready."""
        if not exchange.is_over(limit):
            self._process.stop()
            exchange.join()
            raise UserError(
                f"{what} was not finished within {limit:g} s: it was stopped and not written",
                "give it more time with --seconds, or shorten the longest texts; `cxdna doctor` prints a test page",
            )
        answers: list[Answer] = [msgspec.json.decode(line, type=Answer) for line in exchange.lines]
        if answers and isinstance(answers[0], Absent):
            raise missing_on_machine(answers[0])
        if answers and isinstance(answers[0], Ready):
            self._ready = answers[0]
        if len(answers) < exchange.expected:
            raise RenderingBroke(f"{what}: {self._process.what_it_died_of()}")
        return answers[-1]


class Pending:
    """A PDF in the making."""

    def __init__(self, renderer: Renderer, exchange: Exchange, out: Path, limit: float) -> None:
        self._renderer = renderer
        self._exchange = exchange
        self._out = out
        self._limit = limit

    def wait(self) -> Rendered:
        """Return when the PDF is in its place; the limit counts from the beginning."""
        return self._renderer.finish(self._exchange, self._out, self._limit)


def _done(answer: Answer, out: Path) -> Done:
    if isinstance(answer, Refused):
        raise UserError(f"{out.name} was not made: " + "; ".join(answer.reasons))
    if isinstance(answer, Unwritten):
        raise StorageError(f"{out} could not be written: {answer.detail}; nothing was changed")
    if isinstance(answer, Crashed):
        raise RenderingBroke(f"{out.name} could not be made:\n{answer.trace}")
    return _expected(answer, Done)


def _expected(answer: Answer | None, kind: type[Expected]) -> Expected:
    if not isinstance(answer, kind):
        raise RenderingBroke(f"the process that prints answered {type(answer).__name__} instead of {kind.__name__}")
    return answer


def start_renderer(fonts: Path, environment: Mapping[str, str]) -> Renderer:
    """Start the process now, so that it loads its libraries while the caller works; use it with `with`."""
    return Renderer(fonts, environment)


def render_pdf(job: Job, out: Path, fonts: Path, environment: Mapping[str, str], limit: float = TIME_LIMIT) -> Rendered:
    """Make one PDF with a process of its own."""
    with start_renderer(fonts, environment) as renderer:
        return renderer.render(job, out, limit)

"""The process that renders: reads orders from standard input until that ends, answers each with a line.

Started by `pdf.start_renderer`; never imported by the command itself, which must not load WeasyPrint.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from pathlib import Path
from typing import BinaryIO

import msgspec

from cxdna.documents.job import LENGTH_BYTES, Absent, Answer, Order

MEMORY_LIMIT = 6 * 2**30


def take_standard_output() -> BinaryIO:
    """Return a private channel for answers; whatever a library prints goes to standard error from now on."""
    sys.stdout.flush()
    channel = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return channel


def limit_memory(limit: int = MEMORY_LIMIT) -> None:
    """Make a document that grows without end fail here, before the whole machine is out of memory.

    Linux only: macOS accepts the limit and ignores it, Windows has none. There the time limit of the parent must do.
    """
    if sys.platform == "linux":
        import resource  # noqa: PLC0415  # there is none on Windows

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        soft = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def read_order(channel: BinaryIO) -> Order | None:
    """Return the next order; None when the parent has closed the channel, or died in the middle of an order."""
    length = channel.read(LENGTH_BYTES)
    if len(length) < LENGTH_BYTES:
        return None
    body = channel.read(int.from_bytes(length, "big"))
    return msgspec.msgpack.decode(body, type=Order) if len(body) == int.from_bytes(length, "big") else None


def answer(channel: BinaryIO, message: Answer) -> None:
    """Write one line."""
    channel.write(msgspec.json.encode(message) + b"\n")
    channel.flush()


def main(fonts: str) -> None:
    """Work until there are no more orders."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent hears Ctrl-C too, and ends this process
    answers = take_standard_output()
    limit_memory()
    try:
        from cxdna.documents.rendering import Printer, ready  # noqa: PLC0415  # what is missing is reported
    except (ImportError, OSError) as problem:
        answer(answers, Absent(package=isinstance(problem, ImportError), detail=str(problem)))
        return
    printer = Printer(Path(fonts))
    answer(answers, ready())
    while order := read_order(sys.stdin.buffer):
        gc.collect()  # of the document before; not sooner, as nobody may want another
        try:
            answer(answers, printer.render(order))
        except BrokenPipeError:  # the parent is gone: nobody will put the file in its place
            Path(order.temporary).unlink(missing_ok=True)
    gc.freeze()  # Python looks for garbage when it ends: it need not, the system takes everything back


if __name__ == "__main__":
    main(sys.argv[1])

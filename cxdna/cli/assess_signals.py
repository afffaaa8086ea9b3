"""Ways to be interrupted: a saving is finished first, and a closed terminal ends the command as leaving does."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

# Windows has no signal for a closed terminal; it ends the process, and what was saved stays.
_ENDINGS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
_KILLED_BY = 128


def _end(number: int, frame: FrameType | None) -> None:
    del frame
    raise SystemExit(_KILLED_BY + number)


@contextmanager
def ending_in_order() -> Iterator[None]:
    """Let the store be closed when the command is told to end or its terminal is closed."""
    earlier = {one: signal.signal(one, _end) for one in _ENDINGS}
    try:
        yield
    finally:
        for one, handler in earlier.items():
            signal.signal(one, handler)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Finish what is inside before Ctrl-C or an end is heeded, so that what was saved is also counted as saved."""
    waiting: list[int] = []

    def wait(number: int, frame: FrameType | None) -> None:
        del frame
        waiting.append(number)

    earlier = {one: signal.signal(one, wait) for one in (signal.SIGINT, *_ENDINGS)}
    try:
        yield
    finally:
        for one, handler in earlier.items():
            signal.signal(one, handler)
        if waiting:
            signal.raise_signal(waiting[0])

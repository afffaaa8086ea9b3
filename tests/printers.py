"""Processes that print and go on to the next test: loading WeasyPrint takes longer than most documents do."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from itertools import count
from pathlib import Path

from cxdna.documents.conversation import Exchange, Process

IDLE_AT_MOST = 2
# What tests set for the command, and what this process is told: nothing that a process that prints looks at.
NOT_LOOKED_AT = ("CXDNA_", "COLUMNS", "COVERAGE_", "FONTCONFIG_FILE", "NO_COLOR", "PYTEST_", "PYTHONUTF8", "TERM")

Likeness = tuple[str, str, frozenset[tuple[str, str]]]


class Printers:
    """Lends out processes; one that comes back in good order is lent again to whoever wants one that is the same."""

    def __init__(self, base: Path) -> None:
        self._base = base
        self._numbers = count(1)
        self._idle: dict[Likeness, Lent] = {}

    def lend(self, place: Path, fonts: Path, environment: Mapping[str, str]) -> Lent:
        """Return a process as `Process(place, fonts, environment)` is, but in a folder that outlives `place`."""
        configuration = (place / "fonts.conf").read_text(encoding="utf-8")
        looked_at = frozenset((name, said) for name, said in environment.items() if not name.startswith(NOT_LOOKED_AT))
        likeness = (str(fonts), configuration, looked_at)
        idle = self._idle.pop(likeness, None)
        if idle is not None:
            if idle.popen.poll() is None:
                return idle
            idle.end()  # it has died meanwhile: its pipes are still open
        own = self._base / str(next(self._numbers))
        own.mkdir()
        shutil.copy(place / "fonts.conf", own)
        return Lent(self, likeness, own, fonts, {**environment, "FONTCONFIG_FILE": str(own / "fonts.conf")})

    def take_back(self, process: Lent) -> None:
        """Keep a process for the next test."""
        if (before := self._idle.pop(process.likeness, None)) is not None:
            before.end()
        self._idle[process.likeness] = process
        while len(self._idle) > IDLE_AT_MOST:
            self._idle.pop(next(iter(self._idle))).end()

    def end(self) -> None:
        """End all that wait."""
        while self._idle:
            self._idle.popitem()[1].end()


class Lent(Process):
    """A process that its user may close: it is only given back, unless it has died or is in the middle of something."""

    def __init__(
        self, printers: Printers, likeness: Likeness, place: Path, fonts: Path, environment: Mapping[str, str]
    ) -> None:
        super().__init__(place, fonts, environment)
        self.likeness = likeness
        self._printers = printers
        self._first: Exchange | None = None
        self._last: Exchange | None = None

    def tell(self, messages: Sequence[bytes]) -> Exchange:
        """Start an exchange; that it is ready it says once, and each user is told again."""
        again = messages[0] == b"" and self._first is not None
        exchange = Exchange(self.popen, messages[1:] if again else messages)
        if again and self._first is not None:
            exchange.lines.append(self._first.lines[0])
            exchange.expected += 1
        self._first, self._last = self._first or exchange, exchange
        exchange.start()
        return exchange

    def close(self) -> None:
        """Give it back where it can serve again, and end it where it cannot."""
        if self.popen.poll() is None and (self._last is None or len(self._last.lines) == self._last.expected):
            self._printers.take_back(self)
        else:
            self.end()

    def end(self) -> None:
        """End it in peace."""
        super().close()

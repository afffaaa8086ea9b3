"""A process of our own that is talked to over pipes: started, asked, waited for with a limit, and ended.

A thread does the writing and reading, since Windows cannot wait on a pipe with a limit.
"""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import cxdna

START = "import sys; sys.path.append(sys.argv[1]); from cxdna.documents.render_child import main; main(sys.argv[2])"
PATIENCE_AT_THE_END = 5.0
LAST_WORDS = 2000
KILLED = -9


class Exchange(threading.Thread):
    """Messages on their way: each is sent, then one line is read; `lines` has fewer lines when the process has died."""

    def __init__(self, process: subprocess.Popen[bytes], messages: Sequence[bytes]) -> None:
        super().__init__(daemon=True)
        self._process = process
        self._messages = messages
        self._started_at = time.monotonic()
        self.expected = len(messages)
        self.lines: list[bytes] = []

    def run(self) -> None:
        """Talk until everything is answered or nobody answers."""
        sending, receiving = self._process.stdin, self._process.stdout
        if sending is None or receiving is None:
            return
        with suppress(OSError, ValueError):  # it has died, or its pipes were closed: the missing line says so
            for message in self._messages:
                sending.write(message)
                sending.flush()
                if not (line := receiving.readline()).endswith(b"\n"):
                    return
                self.lines.append(line)

    def is_over(self, limit: float) -> bool:
        """Wait until `limit` seconds after the start; tell whether everything was said by then."""
        self.join(max(self._started_at + limit - time.monotonic(), 0.01))
        return not self.is_alive()


class Process:
    """The process that renders. `place` is a folder for its last words, and where it works."""

    def __init__(self, place: Path, fonts: Path, environment: Mapping[str, str]) -> None:
        self._last_words = place / "stderr.txt"
        # -P: a module that lies in the user's folder is not imported. The path comes last: it covers nothing.
        command = [sys.executable, "-P", "-c", START, str(Path(cxdna.__file__).parents[1]), str(fonts)]
        with self._last_words.open("wb") as standard_error:
            self.popen = subprocess.Popen(  # noqa: S603  # no shell, and nothing in it comes from outside
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=standard_error,
                cwd=place,
                env=dict(environment),
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )

    def tell(self, messages: Sequence[bytes]) -> Exchange:
        """Start an exchange."""
        exchange = Exchange(self.popen, messages)
        exchange.start()
        return exchange

    def stop(self) -> None:
        """End it at once, whatever it is doing."""
        self.popen.kill()
        self.popen.wait()

    def what_it_died_of(self) -> str:
        """Return how it ended, with the last that it or a library of it wrote."""
        code = self.popen.wait()
        words = self._last_words.read_text(encoding="utf-8", errors="replace")[-LAST_WORDS:].strip()
        why = " (killed, as systems do that run out of memory)" if code == KILLED else ""
        return f"the process that prints ended with code {code}{why}\n{words}".rstrip()

    def close(self) -> None:
        """End it in peace; where that takes too long, at once."""
        for pipe in (self.popen.stdin, self.popen.stdout):
            with suppress(OSError):  # it died with something unsent
                if pipe is not None:
                    pipe.close()
        try:
            self.popen.wait(PATIENCE_AT_THE_END)
        except subprocess.TimeoutExpired:
            self.stop()

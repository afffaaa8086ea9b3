"""Kills a command at random moments over copies of one workspace, so that a test can look at what is left.

A moment is not a time, which a busy machine would shift, but an event that shows: the command wrote to its output or
changed a file of the workspace for the n-th time, and then a little later. Which n and how much later is drawn from a
seed, out of what the command was seen to do when nobody disturbed it.
"""

from __future__ import annotations

import json
import os
import random
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

ROOT = Path(__file__).resolve().parents[2]
State = frozenset[tuple[str, int, int]]
LOOK_EVERY = 0.0003
LONGEST = 120.0
TRIES = 8
"""So many starts for each kill: a command that was drawn a moment after its end is not killed."""


class Command(NamedTuple):
    """What is run: arguments, what is typed, and the function that takes the arguments and returns an exit code."""

    arguments: Sequence[str]
    typed: str = ""
    main: str = "cxdna.cli.run:run"
    environment: Mapping[str, str] = {}


class Moment(NamedTuple):
    """So many visible changes, and then so many seconds; `everything` kills what the command started, too."""

    changes: int
    seconds: float
    everything: bool = False


class Outcome(NamedTuple):
    """What is left of a run: its folder, what it had said, how it ended (minus a signal), how much it showed.

    `first` has the seconds to the first change, `seconds` those to the end; `everything` tells whether what it had
    started was killed with it.
    """

    folder: Path
    said: str
    complaints: str
    code: int
    changes: int
    first: float
    seconds: float
    everything: bool

    @property
    def killed(self) -> bool:
        """Whether it was still running when it was killed."""
        return self.code == -signal.SIGKILL


class Starter:
    """The process that starts commands; a context manager."""

    def __init__(self) -> None:
        self._own = tempfile.TemporaryDirectory(prefix="cxdna-kills-")
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("COVERAGE_", "CXDNA_"))
        }
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.journeys.starter"],
            cwd=ROOT,
            env={**environment, "NO_COLOR": "1", "COLUMNS": "100", "PYTHONUTF8": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
        )
        assert self._answer() == "ready", "the process that starts commands did not start"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait(LONGEST)
        self._process.stdout.close()
        self._own.cleanup()

    def _answer(self) -> str:
        """Return the next line, read without looking ahead, so that `_answered` sees what is still to come."""
        assert self._process.stdout
        line = b""
        while not line.endswith(b"\n"):
            byte = self._process.stdout.read(1)
            assert byte, "the process that starts commands has died"
            line += byte
        return line.decode().strip()

    def _answered(self) -> bool:
        assert self._process.stdout
        return bool(select.select([self._process.stdout], [], [], 0)[0])

    def run(self, command: Command, folder: Path, moment: Moment | None = None) -> Outcome:
        """Run a command in a folder to its end, or to the moment at which it is killed."""
        own = Path(self._own.name)
        (own / "typed").write_text(command.typed, encoding="utf-8")
        (own / "said").write_bytes(b"")
        job = {
            "folder": str(folder),
            "environment": dict(command.environment),
            "arguments": list(command.arguments),
            "main": command.main,
            "stdin": str(own / "typed"),
            "stdout": str(own / "said"),
            "stderr": str(own / "complaints"),
        }
        assert self._process.stdin
        before = _look(folder, own / "said")
        start = time.monotonic()
        self._process.stdin.write(json.dumps(job).encode() + b"\n")
        number = int(self._answer())
        watch = _Watch(folder, own / "said", before, self._answered)
        watch.until(moment.changes if moment else None)
        if moment:
            self._kill(number, moment)
        seconds = time.monotonic() - start
        code = int(self._answer())
        _wait_for_the_rest(number)
        said, complaints = (
            (own / name).read_text(encoding="utf-8", errors="replace") for name in ("said", "complaints")
        )
        everything = moment is not None and moment.everything
        return Outcome(folder, said, complaints, code, watch.changes, watch.first or seconds, seconds, everything)

    def _kill(self, number: int, moment: Moment) -> None:
        """Kill what was started, unless it has ended: its number may be another's by then."""
        if not self._answered():
            time.sleep(moment.seconds)
        if not self._answered():
            with suppress(ProcessLookupError):
                (os.killpg if moment.everything else os.kill)(number, signal.SIGKILL)


def _wait_for_the_rest(group: int) -> None:
    """Wait until what a command had started has seen that it is gone, and has ended, too."""
    end = time.monotonic() + LONGEST
    with suppress(ProcessLookupError):
        while time.monotonic() < end:
            os.killpg(group, 0)
            time.sleep(0.002)
    assert time.monotonic() < end, "something that a killed command had started goes on for good"


class _Watch:
    """Counts the visible changes of a running command."""

    def __init__(self, folder: Path, said: Path, before: State, ended: Callable[[], bool]) -> None:
        self._folder, self._said, self._before, self._ended = folder, said, before, ended
        self._start = time.monotonic()
        self.changes = 0
        self.first = 0.0

    def until(self, changes: int | None) -> None:
        """Return when so many changes were seen, or the command has ended."""
        while (changes is None or self.changes < changes) and not self._ended():
            seen = _look(self._folder, self._said)
            if seen != self._before:
                self._before = seen
                self.changes += 1
                self.first = self.first or time.monotonic() - self._start
            else:  # what works for seconds before it shows anything is not worth a busy machine
                time.sleep(LOOK_EVERY if self.changes else max(LOOK_EVERY, (time.monotonic() - self._start) / 200))
            assert time.monotonic() < self._start + LONGEST, "the command did not end"


def _look(folder: Path, said: Path) -> State:
    """Return every file with its size and time of change."""
    found = []
    for place, _, names in os.walk(folder):
        for name in names:
            with suppress(FileNotFoundError):
                state = os.stat(f"{place}/{name}")  # noqa: PTH116 - thousands of times a second
                found.append((f"{place}/{name}", state.st_size, state.st_mtime_ns))
    found.append(("said", said.stat().st_size, 0))
    return frozenset(found)


class Kills:
    """Kills of one command over one workspace, which is copied for each; a share of them before anything shows."""

    def __init__(
        self, starter: Starter, template: Path, command: Command, seed: int, before_any_change: float = 0.1
    ) -> None:
        self._starter, self._template, self.command = starter, template, command
        self._chance, self._before_any_change = random.Random(seed), before_any_change
        self._copies = template.with_name(template.name + "-copies")
        self.undisturbed = starter.run(command, self._copy("undisturbed"))
        assert self.undisturbed.changes > 1, f"it did nothing that shows: {self.undisturbed.complaints}"

    def _copy(self, name: str) -> Path:
        return Path(shutil.copytree(self._template, self._copies / name))

    def of(self, count: int) -> Iterator[Outcome]:
        """Yield so many outcomes of kills; each folder is gone when the next is asked for."""
        killed = 0
        for number in range(count * TRIES):
            outcome = self._starter.run(self.command, self._copy(str(number)), self._moment())
            if outcome.killed:
                killed += 1
                yield outcome
            shutil.rmtree(outcome.folder)
            if killed == count:
                return
        raise AssertionError(f"only {killed} of {count} were running when they were to be killed")

    def _moment(self) -> Moment:
        """Draw a moment: every change is as likely as any other, and in the time before the first any time."""
        whole = self.undisturbed
        everything = self._chance.random() < 0.5
        if self._chance.random() < self._before_any_change:
            return Moment(0, self._chance.random() * whole.first, everything)
        gap = (whole.seconds - whole.first) / whole.changes
        return Moment(self._chance.randrange(1, whole.changes), self._chance.random() * 1.5 * gap, everything)

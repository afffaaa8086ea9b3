"""Compares two commands as whole processes: run in turns, A B A B, and judged by the median ratio of the pairs.

Ratios of pairs that ran next to each other stay put when the machine is slow, warm or shared; absolute times do not.
The time judged is user + system of the process and every child it waited for; the wall time stands beside it. Peak
memory is the largest resident set of any one of those processes, as the kernel keeps it. Linux starts that count with
the memory of whoever starts the process, so what measures must stay smaller than what is measured: no imports beyond
the standard library here.
"""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

PYTHON = sys.executable
# The command as a user starts it: the script beside the interpreter.
CXDNA = Path(PYTHON).with_name("cxdna")
ROOT = Path(__file__).resolve().parent.parent
MEGABYTE = 1 << 20


class Failed(Exception):
    """A command that was to be measured ended with an error."""


class Sample(NamedTuple):
    """One run of a command: seconds of processor and of the clock, bytes at the peak."""

    cpu: float
    wall: float
    peak: float


class Row(NamedTuple):
    """One promise: what is compared with what, the ratio, and the ratio that is allowed."""

    what: str
    against: str
    ratio: float
    bound: float
    detail: str = ""

    @property
    def kept(self) -> bool:
        """Tell whether the promise holds."""
        return self.ratio <= self.bound


class Pairs(NamedTuple):
    """The runs of two commands, taken in turns."""

    subject: tuple[Sample, ...]
    baseline: tuple[Sample, ...]

    def ratio(self, field: str) -> float:
        """Return the median over the pairs of subject / baseline."""
        pairs = zip(self.subject, self.baseline, strict=True)
        ratios: list[float] = [getattr(ours, field) / getattr(theirs, field) for ours, theirs in pairs]
        return statistics.median(ratios)

    def time(self, what: str, against: str, bound: float) -> Row:
        """Judge the processor time."""
        ours, theirs = (1000 * statistics.median(run.cpu for run in runs) for runs in self)
        detail = f"{ours:.0f} ms against {theirs:.0f} ms; wall x{self.ratio('wall'):.2f}"
        return Row(what, against, self.ratio("cpu"), bound, detail)

    def memory(self, what: str, against: str, bound: float) -> Row:
        """Judge the peak memory."""
        ours, theirs = (statistics.median(run.peak for run in runs) / MEGABYTE for runs in self)
        return Row(f"{what}, peak memory", against, self.ratio("peak"), bound, f"{ours:.0f} MB against {theirs:.0f} MB")


def run_once(command: Sequence[str], cwd: Path) -> Sample:
    """Run the command to its end, without terminal, and return what it took. Raises Failed with what it printed."""
    plain = {**os.environ, "NO_COLOR": "1", "COLUMNS": "100", "PYTHONDONTWRITEBYTECODE": ""}
    start = time.perf_counter()
    with subprocess.Popen(
        command, cwd=cwd, env=plain, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        assert process.stderr is not None  # noqa: S101 - PIPE was asked for
        errors = process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        msg = f"{' '.join(command)} ended with {process.returncode}:\n{errors.decode(errors='replace')}"
        raise Failed(msg)
    unit = 1 if sys.platform == "darwin" else 1024
    return Sample(used.ru_utime + used.ru_stime, wall, used.ru_maxrss * unit)


def compare(subject: Sequence[str], baseline: Sequence[str], *, cwd: Path, rounds: int) -> Pairs:
    """Run both commands in turns, after one unmeasured run of each that fills the caches of the machine."""
    run_once(subject, cwd)
    run_once(baseline, cwd)
    runs = [(run_once(subject, cwd), run_once(baseline, cwd)) for _ in range(rounds)]
    return Pairs(tuple(ours for ours, _ in runs), tuple(theirs for _, theirs in runs))

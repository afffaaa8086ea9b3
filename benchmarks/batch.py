"""`cxdna batch` of 40 reports over two processes against the same over one: the clock is what people wait for.

Needs two processors that nothing else uses. The bound is a ratio of times: 1/1.8.
"""

import statistics
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.compare import CXDNA, Row, run_once
from benchmarks.score import example_answers

REPORTS = 40
PAIRS = 3
BOUND = 1 / 1.8


def rows() -> Iterator[Row]:
    """Measure, and yield one row."""
    answers = example_answers()[0].read_bytes()
    with TemporaryDirectory() as name:
        folder = Path(name)
        for number in range(REPORTS):
            (folder / f"client-{number:02}.yaml").write_bytes(answers)
        ratios, clocks = [], []
        for _ in range(PAIRS):
            two, one = (
                run_once([str(CXDNA), "batch", str(folder), "--processes", count, "--out", str(folder / count)], folder)
                for count in ("2", "1")
            )
            ratios.append(two.wall / one.wall)
            clocks.append((two.wall, one.wall))
        made = len(list((folder / "2").glob("*/report.pdf")))
        if made != REPORTS:
            msg = f"{made} of {REPORTS} reports were made"
            raise FileNotFoundError(msg)
    two_processes, one_process = (statistics.median(column) for column in zip(*clocks, strict=True))
    yield Row(
        f"cxdna batch, {REPORTS} reports, two processes",
        "the same over one process, by the clock",
        statistics.median(ratios),
        BOUND,
        f"{two_processes:.0f} s against {one_process:.0f} s: {one_process / two_processes:.2f} times as fast",
    )

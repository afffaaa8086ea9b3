"""`cxdna score` on the example's answers against a bare Typer command that prints a word."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.compare import CXDNA, PYTHON, ROOT, Row, compare
from benchmarks.startup import commands_of_cxdna, write_bare_app

ROUNDS = 15
BOUND = 4.0


def example_answers() -> tuple[Path, Path]:
    """Return the answers files of the example, the newer one and the older one."""
    files = sorted(file for file in (ROOT / "examples").rglob("*.yaml") if "kind: answers" in file.read_text("utf-8"))
    return files[-1], files[0]


def rows() -> Iterator[Row]:
    """Measure, and yield one row."""
    newer, _ = example_answers()
    with TemporaryDirectory() as name:
        folder = Path(name)
        commands = commands_of_cxdna()
        bare = str(write_bare_app(folder, commands))
        pairs = compare([str(CXDNA), "score", str(newer)], [PYTHON, bare, commands[0][0]], cwd=folder, rounds=ROUNDS)
        yield pairs.time("cxdna score, the example", "a bare Typer command", BOUND)

"""What every test may use: where the project stands, and a way to run its command."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent
GENERATED_INPUTS = int(os.environ.get("CXDNA_FUZZ", "0"))

# Two depths: `make test` draws the same small number of examples each time, `make soak` sets CXDNA_FUZZ and draws anew.
settings.register_profile("test", max_examples=100, derandomize=True, deadline=None, database=None)
settings.register_profile("soak", max_examples=GENERATED_INPUTS or 10_000, deadline=None, print_blob=True)
settings.load_profile("soak" if GENERATED_INPUTS else "test")

Run = Callable[..., subprocess.CompletedProcess[str]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what one worker has to do alone first, so that the others do not wait for it at the end."""
    items.sort(key=lambda item: item.get_closest_marker("xdist_group") is None)


@contextmanager
def untraced() -> Iterator[None]:
    """Run what is measured without coverage, which would double its time."""
    tracer = sys.gettrace()
    sys.settrace(None)
    try:
        yield
    finally:
        sys.settrace(tracer)


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the folder that holds pyproject.toml."""
    return ROOT


@pytest.fixture(scope="session")
def generated_inputs() -> int:
    """Return how many inputs a generator of ours should make: 500, or what CXDNA_FUZZ says."""
    return GENERATED_INPUTS or 500


@pytest.fixture(autouse=True)
def _untraced(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the processes that a `timed` test starts run without coverage, which would double their time."""
    if request.node.get_closest_marker("timed"):
        for name in [name for name in os.environ if name.startswith("COVERAGE_")]:
            monkeypatch.delenv(name)


@pytest.fixture
def run_cxdna(tmp_path: Path) -> Run:
    """Return a function that runs `cxdna ARGUMENTS` as a process of its own, in an empty folder, without a terminal."""

    def run(*arguments: str | Path, cwd: Path = tmp_path, timeout: float = 120) -> subprocess.CompletedProcess[str]:
        plain = {**os.environ, "NO_COLOR": "1", "COLUMNS": "120", "PYTHONUTF8": "1"}
        return subprocess.run(
            [sys.executable, "-m", "cxdna", *map(str, arguments)],
            cwd=cwd,
            env=plain,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=timeout,
            check=False,
        )

    return run

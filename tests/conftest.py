"""What every test may use: where the project stands, and a way to run its command."""

import io
import os
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager, nullcontext, redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from hypothesis import settings

from cxdna.cli.run import run as cxdna_run
from cxdna.documents.conversation import Process
from tests.printers import Printers
from tests.shipped import ReadOnce

ROOT = Path(__file__).resolve().parent.parent
GENERATED_INPUTS = int(os.environ.get("CXDNA_FUZZ", "0"))

# No test reads what whoever runs it has set for all workspaces.
os.environ["CXDNA_SETTINGS"] = str(ROOT / "nobody's settings")

# Two depths: `make test` draws the same small number of examples each time, `make soak` sets CXDNA_FUZZ and draws anew.
settings.register_profile("test", max_examples=100, derandomize=True, deadline=None, database=None)
settings.register_profile("soak", max_examples=GENERATED_INPUTS or 10_000, deadline=None, print_blob=True)
settings.load_profile("soak" if GENERATED_INPUTS else "test")

Run = Callable[..., subprocess.CompletedProcess[str]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what one worker has to do alone first, so that the others do not wait for it at the end."""
    items.sort(key=lambda item: item.get_closest_marker("xdist_group") is None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, object, object]:
    """Make what an `untraced` test needs without coverage."""
    with untraced() if item.get_closest_marker("untraced") else nullcontext():
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Run an `untraced` test without coverage."""
    with untraced() if item.get_closest_marker("untraced") else nullcontext():
        return (yield)


@contextmanager
def untraced() -> Iterator[None]:
    """Run what is measured, or covered elsewhere, without coverage, which would double its time."""
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


@pytest.fixture(autouse=True, scope="session")
def _printers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let what prints go on from test to test, and without coverage, which nearly doubles its time.

    The tests of the engine start, end and cover their own.
    """
    printers = Printers(tmp_path_factory.mktemp("printers"))

    def start(place: Path, fonts: Path, environment: Mapping[str, str]) -> Process:
        if "documents/engine" in os.environ.get("PYTEST_CURRENT_TEST", ""):
            return Process(place, fonts, environment)
        return printers.lend(place, fonts, {k: v for k, v in environment.items() if not k.startswith("COVERAGE_")})

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("cxdna.documents.pdf.Process", start)
        yield
    printers.end()


@pytest.fixture(autouse=True, scope="session")
def _definitions() -> Iterator[None]:
    """Read what cxdna brings along once."""
    with pytest.MonkeyPatch.context() as patch:
        ReadOnce([ROOT / name for name in ("playbook", "playbook/actions", "playbook/kpis", "questionnaires")]).install(
            patch
        )
        yield


@pytest.fixture(autouse=True)
def _untraced(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the processes that a `timed` test starts run without coverage, which would double their time."""
    if request.node.get_closest_marker("timed"):
        for name in [name for name in os.environ if name.startswith("COVERAGE_")]:
            monkeypatch.delenv(name)


def _plain(environment: Mapping[str, str]) -> dict[str, str]:
    return {**environment, "NO_COLOR": "1", "COLUMNS": "120", "PYTHONUTF8": "1"}


@pytest.fixture
def run_cxdna(tmp_path: Path) -> Run:
    """Return a function that runs `cxdna ARGUMENTS` in an empty folder, without a terminal, and tells how it ended.

    It runs in this process, as starting one takes longer than most commands do; `as_a_process` starts one.
    """

    def run(*arguments: str | Path, cwd: Path = tmp_path, timeout: float = 120) -> subprocess.CompletedProcess[str]:
        del timeout
        words = [*map(str, arguments)]
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
        kept, environment = (sys.stdin, Path.cwd()), dict(os.environ)
        with Path(os.devnull).open(encoding="utf-8") as nothing, redirect_stdout(out), redirect_stderr(err):
            sys.stdin = nothing
            os.environ.update(_plain({}))
            os.chdir(cwd)
            try:
                code = cxdna_run(words)
            finally:
                sys.stdin = kept[0]
                os.chdir(kept[1])
                os.environ.clear()
                os.environ.update(environment)
        said = [_text(stream) for stream in (out, err)]
        return subprocess.CompletedProcess(words, code, *said)

    return run


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode("utf-8").replace("\r\n", "\n")


@pytest.fixture
def as_a_process(tmp_path: Path) -> Run:
    """Return a function that runs `cxdna ARGUMENTS` as a process of its own, in an empty folder, without a terminal."""

    def run(*arguments: str | Path, cwd: Path = tmp_path, timeout: float = 120) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "cxdna", *map(str, arguments)],
            cwd=cwd,
            env=_plain(os.environ),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=timeout,
            check=False,
        )

    return run

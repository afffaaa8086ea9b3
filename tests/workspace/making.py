"""Workspaces to test with, made as `cxdna init` makes them."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import NamedTuple

import pytest

from cxdna.answers.model import Mode
from cxdna.cli.run import run
from cxdna.organisation.model import Profile
from cxdna.store.port import Store
from cxdna.workflows.init import make_workspace
from cxdna.workflows.init_fields import Draft
from cxdna.workspace.find import find
from cxdna.workspace.model import Settings, Workspace
from cxdna.workspace.open import open_store

NOW = dt.datetime(2026, 11, 28, 9, tzinfo=dt.UTC)
PROFILE = Profile(
    name="Alder Energy",
    sector="energy_and_utilities",
    employees=380,
    country="GB",
    time_zone="Europe/London",
    currency="GBP",
    languages=("en",),
    channels=("email", "phone"),
    business_model="consumers",
)
SETTINGS = Settings(id="ws_00000001", organisation=PROFILE)


def draft(mode: Mode = "named") -> Draft:
    """Return what `cxdna init` would know of Alder Energy."""
    profile = {name: getattr(PROFILE, name) for name in PROFILE.__struct_fields__}
    rest = {"fiscal_year_start": "04-01", "questionnaire": "pulse", "mode": mode, "basis": "as_answered"}
    return {**profile, **rest}


def counting(start: int = 1) -> Callable[[int], str]:
    """Return chance that counts."""
    numbers = count(start)
    return lambda size: f"{next(numbers):0{2 * size}x}"


def made(folder: Path, mode: Mode = "named") -> Workspace:
    """Make a workspace with its first assessment."""
    make_workspace(folder, draft(mode), environment={}, now=NOW, chance=counting())
    return find(folder, folder)


@contextmanager
def store_of(folder: Path, environment: Mapping[str, str] | None = None) -> Iterator[Store]:
    with open_store(find(folder, folder), environment or {}) as store:
        yield store


class Done(NamedTuple):
    """How a command ended."""

    returncode: int
    stdout: str
    stderr: str


class Here:
    """Runs commands in this process, in any folder: twenty times as fast as a process each."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capsys = capsys
        self._monkeypatch = monkeypatch

    def __call__(self, *arguments: str | Path, cwd: Path) -> Done:
        self._monkeypatch.chdir(cwd)
        self._capsys.readouterr()
        code = run([str(one) for one in arguments])
        return Done(code, *self._capsys.readouterr())


def files(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, without the lock."""
    found = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != ".cxdna.lock")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}

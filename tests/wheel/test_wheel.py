"""The users' door: the built wheel, in a fresh environment without network, makes the example's report."""

import email
import os
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.wheel.conftest import Demonstration, Fresh

pytestmark = pytest.mark.xdist_group("wheel")  # built once, by one worker
# What must be inside, by the folder of the checkout it comes from.
DATA = ("playbook", "questionnaires", "templates", "examples")


def test_the_wheel_holds_every_file_that_the_checkout_has(root: Path, built: tuple[Path, Path]) -> None:
    names = set(zipfile.ZipFile(built[0]).namelist())
    for folder in DATA:
        files = [path.relative_to(root) for path in (root / folder).rglob("*") if path.is_file()]
        assert files, f"{folder} is empty"
        missing = [str(path) for path in files if f"cxdna/data/{path.as_posix()}" not in names]
        assert not missing, f"not in the wheel: {missing}"
    modules = [path.relative_to(root).as_posix() for path in (root / "cxdna").rglob("*.py")]
    assert set(modules) <= names
    assert not [name for name in names if name.startswith(("tests/", "benchmarks/")) or "__pycache__" in name]


def test_the_wheel_says_what_it_is(built: tuple[Path, Path]) -> None:
    wheel = zipfile.ZipFile(built[0])
    (name,) = [name for name in wheel.namelist() if name.endswith(".dist-info/METADATA")]
    about = email.message_from_bytes(wheel.read(name))
    assert about["Name"] == "cxdna"
    assert "Apache-2.0" in about["License-Expression"]
    assert "LICENSE" in about.get_all("License-File", [])
    assert about["Requires-Python"] == ">=3.11"


def test_the_archive_can_be_tested(built: tuple[Path, Path]) -> None:
    with tarfile.open(built[1]) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    needed = {"pyproject.toml", "Makefile", "LICENSE", "README.md", "tests/conftest.py", "tests/wheel/test_wheel.py"}
    assert needed <= names
    assert not [name for name in names if name.startswith((".git/", ".venv", "dist/"))]


def test_cxdna_comes_from_the_wheel_alone(root: Path, fresh: Fresh) -> None:
    done = fresh.run("-c", "import cxdna, sys; print(cxdna.__file__); print(*sys.path, sep='\\n')")
    assert done.returncode == 0, done.stderr
    file, *path = map(Path, done.stdout.splitlines())
    assert file.is_relative_to(fresh.python.parent.parent)
    assert root not in path


def test_the_network_is_refused_and_noticed(fresh: Fresh) -> None:
    """The guard of the test below can fail."""
    done = fresh.run("-c", "import socket; socket.create_connection(('127.0.0.1', 9), 1)")
    assert done.returncode != 0
    assert "no network in this test" in done.stderr
    assert fresh.network_log.read_text(encoding="utf-8")
    fresh.network_log.unlink()


def test_the_demo_makes_its_report_without_network(fresh: Fresh, demonstration: Demonstration) -> None:
    assert fresh.python.with_name("cxdna.exe" if os.name == "nt" else "cxdna").exists()
    done, folder = demonstration
    assert done.returncode == 0, done.stdout + done.stderr
    made = sorted(folder.rglob("*.pdf"))
    assert made, f"no PDF among {sorted(str(path) for path in folder.rglob('*'))}"
    for path in made:
        assert path.read_bytes().startswith(b"%PDF-"), path
        assert path.stat().st_size > 20_000, path
    assert demonstration.html.stat().st_size > 20_000
    assert not fresh.network_log.exists(), fresh.network_log.read_text(encoding="utf-8")

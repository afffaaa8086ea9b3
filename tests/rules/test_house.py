"""How the house is laid out: no drawers for odds and ends, and packages that run nothing when imported."""

import ast
from pathlib import Path

import pytest

DRAWERS = frozenset({"utils", "util", "helpers", "helper", "common", "core", "manager", "managers", "misc", "lib"})


def is_drawer(path: Path) -> bool:
    """Tell whether a folder or module says nothing about what is in it."""
    words = [word for part in path.with_suffix("").parts for word in part.lower().split("_")]
    return any(word in DRAWERS for word in words)


def holds_only_a_docstring(source: str) -> bool:
    body = ast.parse(source).body
    return len(body) == 1 and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant)


def test_no_drawers(root: Path) -> None:
    files = [file.relative_to(root) for top in ("cxdna", "tests", "benchmarks") for file in (root / top).rglob("*.py")]
    assert len(files) > 20, "the rule looked at almost nothing"
    assert not [str(file) for file in files if is_drawer(file)]


@pytest.mark.parametrize(
    "path", ["cxdna/utils/text.py", "cxdna/scores/helpers.py", "tests/common/a.py", "cxdna/file_utils.py"]
)
def test_a_drawer_is_found(path: str) -> None:
    assert is_drawer(Path(path))


def test_packages_hold_a_docstring_only(root: Path) -> None:
    inits = sorted((root / "cxdna").glob("*/**/__init__.py"))
    assert len(inits) > 5, "the rule looked at almost nothing"
    assert not [str(file.relative_to(root)) for file in inits if not holds_only_a_docstring(file.read_text("utf-8"))]


def test_every_folder_with_modules_is_a_package(root: Path) -> None:
    folders = {file.parent for file in (root / "cxdna").rglob("*.py")}
    assert not [str(folder.relative_to(root)) for folder in folders if not (folder / "__init__.py").exists()]


@pytest.mark.parametrize(
    "source", ["", "import os\n", '"""What."""\n\nfrom cxdna.scores.model import Score\n', "x = 1\n"]
)
def test_a_package_that_holds_more_or_nothing_is_found(source: str) -> None:
    assert not holds_only_a_docstring(source)

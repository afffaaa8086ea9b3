"""The import contracts of pyproject.toml: kept by the package, and able to fail."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from importlinter import cli

ROOT = Path(__file__).resolve().parents[2]
SETTINGS: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
CONTRACTS: dict[str, dict[str, Any]] = {contract["id"]: contract for contract in SETTINGS["contracts"]}
LAYERS: list[str] = CONTRACTS["layers"]["layers"]
FOLDERS = [name.strip() for layer in LAYERS for name in layer.split("|")]

# What is put into an otherwise empty package, and the contract that has to notice. One case at least for each contract.
BREACHES = {
    "a lower folder imports a higher one": ("layers", {"statistics/mean.py": "import cxdna.scores\n"}),
    "two folders of one layer": ("layers", {"documents/draw.py": "import cxdna.store\n"}),
    "a stage imports the command line": (
        "layers",
        {"findings/find.py": "from cxdna.cli import say\n", "cli/say.py": ""},
    ),
    "a folder that nobody placed": ("layers", {"misc/__init__.py": ""}),
    "a cycle inside a folder": (
        "no-cycles",
        {"scores/a.py": "import cxdna.scores.b\n", "scores/b.py": "import cxdna.scores.a\n"},
    ),
    "SciPy in an index": ("distributions", {"voice/index.py": "import scipy.special\n"}),
    "Typer in a workflow": ("terminal", {"workflows/ask.py": "import typer\n"}),
    "Rich in a document, inside a function": (
        "terminal",
        {"documents/draw.py": "def f():\n    from rich import box\n"},
    ),
    "WeasyPrint in the command line": ("print", {"cli/report.py": "import weasyprint\n"}),
    "Jinja in findings": ("print", {"findings/word.py": "from jinja2 import Environment\n"}),
    "DuckDB in scores": ("engines", {"scores/count.py": "import duckdb\n"}),
    "Spark in accounts": ("engines", {"accounts/count.py": "import pyspark.sql\n"}),
    "SQLAlchemy in answers": ("memory", {"answers/save.py": "import sqlalchemy\n"}),
    "Alembic in workflows": ("memory", {"workflows/upgrade.py": "import alembic\n"}),
    "XlsxWriter in documents": ("tables", {"documents/workbook.py": "import xlsxwriter\n"}),
    "Holidays in a plan": ("libraries", {"plan/schedule.py": "import holidays\n"}),
    "icalendar in a workflow": ("libraries", {"workflows/calendar.py": "import icalendar\n"}),
    "calamine in answers": ("tables", {"answers/read_form.py": "import python_calamine\n"}),
}


def bare(name: str) -> str:
    return name.strip("()")


def package(folder: Path, files: dict[str, str]) -> Path:
    """Make a package named cxdna with every folder of the layers, the given files and the contracts of ours."""
    for name in map(bare, FOLDERS):
        init = folder / "cxdna" / name / "__init__.py"
        init.parent.mkdir(parents=True)
        init.touch()
    (folder / "cxdna" / "__init__.py").touch()
    for path, text in files.items():
        file = folder / "cxdna" / path
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    # The settings of ours, from their first line to the end of the file: nothing stands behind them.
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (folder / "pyproject.toml").write_text(text[text.index("[tool.importlinter]") :], encoding="utf-8")
    return folder


def broken(folder: Path) -> set[str]:
    """Return the names of the contracts that the package in the folder breaks, as import-linter prints them."""
    done = subprocess.run(
        [sys.executable, "-c", "import sys; from importlinter import cli; sys.exit(cli.lint_imports(no_cache=True))"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(folder), "COLUMNS": "300", "PYTHONUTF8": "1", "NO_COLOR": "1"},
    )
    found = re.findall(r"^(.+) (KEPT|BROKEN)\b", done.stdout, re.MULTILINE)
    assert len(found) == len(CONTRACTS), done.stdout + done.stderr
    assert (done.returncode != 0) == any(verdict == "BROKEN" for _, verdict in found)
    return {name for name, verdict in found if verdict == "BROKEN"}


def test_the_package_keeps_every_contract(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    status = cli.lint_imports(config_filename="pyproject.toml", no_cache=True, no_logo=True)
    assert status == 0, capsys.readouterr().out


def test_an_empty_package_keeps_every_contract(tmp_path: Path) -> None:
    assert broken(package(tmp_path, {})) == set()


@pytest.mark.parametrize(("contract", "files"), BREACHES.values(), ids=BREACHES.keys())
def test_a_breach_is_noticed(tmp_path: Path, contract: str, files: dict[str, str]) -> None:
    assert CONTRACTS[contract]["name"] in broken(package(tmp_path, files))


def test_every_contract_has_a_breach() -> None:
    assert {contract for contract, _ in BREACHES.values()} == set(CONTRACTS)


def test_only_folders_to_come_stand_in_parentheses() -> None:
    """An optional layer that exists could be deleted without anyone noticing."""
    optional = [bare(name) for name in FOLDERS if name.startswith("(")]
    assert optional, "no folder is to come any more: drop this test"
    here = [name for name in optional if list((ROOT / "cxdna" / name).glob("*.py"))]
    assert not here, f"take the parentheses off in pyproject.toml: {here}"

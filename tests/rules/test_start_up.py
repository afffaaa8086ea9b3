"""Nothing heavy is imported before a command needs it: a person waits for every millisecond of `cxdna --help`."""

import re
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from cxdna.cli.app import Commands, app

# What takes more than a few milliseconds to import, by the name of its package.
HEAVY = frozenset(
    {
        "weasyprint",
        "jinja2",
        "jsonschema",
        "fontTools",
        "PIL",
        "pydyf",
        "tinycss2",
        "cffi",
        "pydantic",
        "yaml",
        "asyncio",
        "sqlalchemy",
        "alembic",
        "psycopg",
        "xlsxwriter",
        "python_calamine",
        "pypdf",
        "holidays",
        "icalendar",
        "pypdfium2",
        "platformdirs",
        "distributed",
    }
    | {"msgspec"}  # 18 % on top of importing Typer
    | {"urllib.request", "http.client", "sqlite3", "unittest", "multiprocessing", "email.message"}
)


def heavy_imports(*command: str) -> set[str]:
    """Run the interpreter and return which heavy packages it imported."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *command], capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr[-2000:]
    imported = {line.rsplit("|", 1)[1].strip() for line in done.stderr.splitlines() if line.startswith("import time:")}
    assert len(imported) > 30, "no imports were listed"
    return {name for name in HEAVY if name in imported}


@pytest.mark.timed
@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_imports_nothing_heavy(option: str) -> None:
    assert not heavy_imports("-m", "cxdna", option)


def test_a_heavy_import_is_noticed() -> None:
    assert heavy_imports("-c", "import jinja2") >= {"jinja2"}


def in_one_line(*arguments: str) -> str:
    """Return what a command prints, without the frames and line breaks of the terminal."""
    return " ".join(CliRunner().invoke(app, arguments).stdout.replace("│", " ").split())


def test_the_list_says_of_each_command_what_it_says_of_itself() -> None:
    listing = in_one_line("--help")
    for name in Commands.places:
        own = re.search(r"^Usage: cxdna.*?([A-Z][a-z][^.:]+)", in_one_line(name, "--help"))
        assert own, in_one_line(name, "--help")
        assert f" {name} {own[1]}" in listing

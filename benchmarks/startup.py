"""What a person waits for before anything happens: `cxdna --help` and `cxdna --version` against bare Typer apps."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.compare import CXDNA, PYTHON, Row, compare

ROUNDS = 21
HELP_BOUND = 1.15
COMMAND_BOUND = 1.15

BARE_APP = """import typer

app = typer.Typer(no_args_is_help=True)
{commands}
if __name__ == "__main__":
    app()
"""
BARE_COMMAND = '''

@app.command({name!r})
def command_{number}() -> None:
    """{help}"""
    print("done")

'''


def commands_of_cxdna() -> list[tuple[str, str]]:
    """Return the commands that `cxdna --help` lists, each with its line of help."""
    text = subprocess.run([CXDNA, "--help"], capture_output=True, encoding="utf-8", check=True).stdout
    chapter = text.partition("Options")[2]
    found = re.findall(r"^[^\w\n-]*([a-z][a-z-]*) {2,}(\S.*?)[^\w.)]*$", chapter, re.MULTILINE)
    if len(found) < 3:  # noqa: PLR2004 - fewer are not the commands of cxdna
        msg = f"no commands found in:\n{text}"
        raise ValueError(msg)
    return found


def write_bare_app(folder: Path, commands: list[tuple[str, str]]) -> Path:
    """Write a Typer app that has the commands and does nothing in them."""
    bodies = (
        BARE_COMMAND.format(name=name, number=number, help=text) for number, (name, text) in enumerate(commands, 1)
    )
    file = folder / "bare.py"
    file.write_text(BARE_APP.format(commands="".join(bodies)), encoding="utf-8")
    return file


def rows() -> Iterator[Row]:
    """Measure, and yield one row for each promise."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        commands = commands_of_cxdna()
        bare = str(write_bare_app(folder, commands))
        pairs = compare([str(CXDNA), "--help"], [PYTHON, bare, "--help"], cwd=folder, rounds=ROUNDS)
        yield pairs.time("cxdna --help", f"help of a bare Typer app, {len(commands)} commands", HELP_BOUND)
        pairs = compare([str(CXDNA), "--version"], [PYTHON, bare, commands[0][0]], cwd=folder, rounds=ROUNDS)
        yield pairs.time("cxdna --version", "a bare Typer command", COMMAND_BOUND)

"""The command line's table of contents."""

from __future__ import annotations

from keyword import iskeyword
from typing import Annotated, Final

import typer

from cxdna import __version__
from cxdna.cli.lazily import Lazily, Place

# Each command is the function of its name in the module of its name; a group of commands is that module's `app`.
COMMANDS: Final = {
    "Begin": ("demo", "init"),
    "Ask and answer": ("assess", "invite", "collect", "people", "evidence", "target", "status"),
    "Look and print": (
        "score",
        "why",
        "report",
        "summary",
        "batch",
        "workbook",
        "calendar",
        "charts",
        "data",
        "library",
    ),
    "Hear customers": ("survey", "alerts", "award", "training", "align", "effect"),
    "Plan and follow": ("plan", "kpi", "decision", "what-if"),
    "Close and prove": ("assessment", "export", "import", "verify"),
    "Look after": ("brand", "backup", "restore", "upgrade", "doctor", "definitions"),
}


def _place(name: str, panel: str) -> Place:
    """Return where a command is: `cxdna import` is import_ in import_.py, and `cxdna what-if` what_if in what_if.py."""
    python_name = f"{name}_" if iskeyword(name) else name.replace("-", "_")
    return Place(python_name, python_name, panel)


class Commands(Lazily):
    """The commands of `cxdna`."""

    places = {name: _place(name, panel) for panel, names in COMMANDS.items() for name in names}  # noqa: RUF012 - a ClassVar


app = typer.Typer(
    name="cxdna",
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    epilog="An example: cxdna demo    Your own organisation: cxdna init    About one command: cxdna report --help",
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"cxdna {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and leave.")
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show where a failure came from, for a report to the makers.")
    ] = False,
) -> None:
    """Assess how mature a customer experience practice is, and say what to do about it."""
    # `--debug` is read by run.py before this: it must work for failures while loading, too.
    del version, debug

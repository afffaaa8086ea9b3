"""The command line's table of contents; only the command that is asked for is built, `--help` builds them all."""

from __future__ import annotations

from importlib import import_module
from inspect import getdoc
from keyword import iskeyword
from types import ModuleType
from typing import Annotated, Any, Final

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from cxdna import __version__

# Each command is the function of its name in the module of its name; a group of commands is that module's `app`.
COMMANDS: Final = {
    "Begin": ("demo", "init"),
    "Ask and answer": ("assess", "invite", "collect", "people", "evidence", "target", "status"),
    "Look and print": ("score", "why", "report"),
    "Plan and follow": ("plan",),
    "Close and prove": ("assessment", "export", "import", "verify"),
    "Look after": ("backup", "restore", "upgrade", "doctor", "definitions"),
}
PANELS: Final = {name: panel for panel, names in COMMANDS.items() for name in names}


class Commands(TyperGroup):
    """The commands by name: to build one, with all its options, takes Typer milliseconds that a person would wait for.

    `--help` lists each with its sentence and builds none.
    """

    def __init__(self, **attributes: Any) -> None:  # noqa: ANN401 - whatever Typer hands its groups
        super().__init__(**attributes)
        self.commands: dict[str, Any] = dict.fromkeys(PANELS)
        self._listing = False

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401 - Typer has no public names for these types
        """Return a command, built when it is first asked for; None where there is none of that name."""
        del ctx
        if cmd_name not in self.commands:
            return None
        if self._listing:
            return _listed(cmd_name)
        if self.commands[cmd_name] is None:
            self.commands[cmd_name] = _built(cmd_name)
        return self.commands[cmd_name]

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - as above
        """Print the list of commands."""
        self._listing = True
        super().format_help(ctx, formatter)
        self._listing = False


def _module(name: str) -> tuple[ModuleType, str]:
    """Return the module of a command, and the name of its function there: `cxdna import` is import_ in import_.py."""
    python_name = f"{name}_" if iskeyword(name) else name
    return import_module(f"cxdna.cli.{python_name}"), python_name


def _listed(name: str) -> TyperCommand:
    """Return what `--help` says of a command."""
    module, python_name = _module(name)
    group = getattr(module, "app", None)
    text = getdoc(getattr(module, python_name)) if group is None else group.info.help
    return TyperCommand(name, help=text, rich_help_panel=PANELS[name])


def _built(name: str) -> Any:  # noqa: ANN401 - as above
    module, python_name = _module(name)
    group = getattr(module, "app", None)
    if group is None:
        group = typer.Typer(add_completion=False)
        group.command(name)(getattr(module, python_name))
    command: Any = get_command(group)
    command.name = name
    return command


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

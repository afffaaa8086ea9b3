"""Groups of commands of which only the one that is asked for is built."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from inspect import getdoc
from typing import Any, ClassVar, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command


class Place(NamedTuple):
    """Where a command is: a function in a module of `cli`, or the module's `app` where it is a group.

    `panel` is the heading under which `--help` lists it; with `any_words`, what looks like an option and is none is
    taken as a value.
    """

    module: str
    function: str
    panel: str | None = None
    any_words: bool = False


class Lazily(TyperGroup):
    """The commands by name: to build one, with all its options, takes Typer milliseconds that a person would wait for.

    `--help` lists each with its sentence and builds none.
    """

    places: ClassVar[Mapping[str, Place]] = {}

    def __init__(self, **attributes: Any) -> None:  # noqa: ANN401 - whatever Typer hands its groups
        super().__init__(**attributes)
        self.commands: dict[str, Any] = dict.fromkeys(self.places)
        self._listing = False

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401 - Typer has no public names for these types
        """Return a command, built when it is first asked for; None where there is none of that name."""
        del ctx
        if cmd_name not in self.commands:
            return None
        if self._listing:
            return _listed(cmd_name, self.places[cmd_name])
        if self.commands[cmd_name] is None:
            self.commands[cmd_name] = _built(cmd_name, self.places[cmd_name])
        return self.commands[cmd_name]

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - as above
        """Print the list of commands."""
        self._listing = True
        super().format_help(ctx, formatter)
        self._listing = False


def _listed(name: str, place: Place) -> TyperCommand:
    """Return what `--help` says of a command."""
    module = import_module(f"cxdna.cli.{place.module}")
    group = getattr(module, "app", None)
    text = getdoc(getattr(module, place.function)) if group is None else group.info.help
    return TyperCommand(name, help=text, rich_help_panel=place.panel)


def _built(name: str, place: Place) -> Any:  # noqa: ANN401 - as above
    module = import_module(f"cxdna.cli.{place.module}")
    group = getattr(module, "app", None)
    if group is None:
        group = typer.Typer(add_completion=False)
        settings = {"ignore_unknown_options": True} if place.any_words else {}
        group.command(name, context_settings=settings)(getattr(module, place.function))
    command: Any = get_command(group)
    command.name = name
    return command

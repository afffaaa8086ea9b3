"""`cxdna alerts`: what in customers' answers calls for somebody to act, who that is, by when, and what came of it."""

from __future__ import annotations

import typer

from cxdna.cli.lazily import Lazily, Place


class AlertCommands(Lazily):
    """The commands of `cxdna alerts`."""

    places = {  # noqa: RUF012 - a ClassVar
        "list": Place("alerts_list", "list_"),
        "show": Place("alerts_list", "show"),
        "take": Place("alerts_change", "take"),
        "escalate": Place("alerts_change", "escalate"),
        "close": Place("alerts_change", "close"),
        "figures": Place("alerts_list", "figures"),
        "propose": Place("alerts_rules", "propose"),
        "rules": Place("alerts_rules", "rules"),
    }


app = typer.Typer(
    cls=AlertCommands,
    help="See that somebody acts on what single customers say.",
    no_args_is_help=True,
    add_completion=False,
)


@app.callback()
def alerts() -> None:
    """Nothing but its commands."""

"""`cxdna award`: whether a year is ready for a customer-satisfaction award, and the register of award years."""

from __future__ import annotations

import typer

from cxdna.cli.lazily import Lazily, Place


class AwardCommands(Lazily):
    """The commands of `cxdna award`."""

    places = {  # noqa: RUF012 - a ClassVar
        "check": Place("award_check", "check"),
        "list": Place("award_answer", "list_"),
        "answer": Place("award_answer", "answer"),
        "year": Place("award_year", "year"),
        "report": Place("award_report", "report"),
    }


app = typer.Typer(
    cls=AwardCommands,
    help="Check whether a year is ready for an award. A self-check: whoever gives it decides.",
    no_args_is_help=True,
    add_completion=False,
)


@app.callback()
def award() -> None:
    """Nothing but its commands."""

"""`cxdna plan`: from findings to actions that people agree on, and how far they are."""

from __future__ import annotations

import typer

from cxdna.cli.lazily import Lazily, Place


class PlanCommands(Lazily):
    """The commands of `cxdna plan`."""

    places = {  # noqa: RUF012 - a ClassVar
        "draft": Place("plan_draft", "draft"),
        "list": Place("plan_list", "list_"),
        "show": Place("plan_show", "show"),
        # A value may begin with a minus sign.
        "set": Place("plan_change", "set_", any_words=True),
        "add": Place("plan_change", "add"),
        "drop": Place("plan_change", "drop"),
        "edit": Place("plan_edit", "edit"),
        "agree": Place("plan_agree", "agree"),
        "status": Place("plan_status", "status"),
        "pdf": Place("plan_pdf", "pdf"),
    }


app = typer.Typer(
    cls=PlanCommands,
    help="Draft, edit, agree and follow the corrective action plan.",
    no_args_is_help=True,
    add_completion=False,
)


@app.callback()
def plan() -> None:
    """Nothing but its commands."""

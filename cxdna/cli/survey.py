"""`cxdna survey`: what customers said, from their files to indices."""

from __future__ import annotations

import typer

from cxdna.cli.lazily import Lazily, Place


class SurveyCommands(Lazily):
    """The commands of `cxdna survey`."""

    places = {  # noqa: RUF012 - a ClassVar
        "add": Place("survey_add", "add"),
        "score": Place("survey_score", "score"),
        "trend": Place("survey_trend", "trend"),
        "report": Place("survey_report", "report"),
        "audit": Place("survey_audit", "audit"),
        "answer": Place("survey_audit", "answer"),
        "list": Place("survey_list", "list_"),
        "show": Place("survey_list", "show"),
        "drop": Place("survey_drop", "drop"),
        "forget": Place("survey_forget", "forget"),
        "window": Place("survey_window", "window"),
    }


app = typer.Typer(
    cls=SurveyCommands,
    help="Take in what customers answered, and see its indices, trends and what they rest on.",
    no_args_is_help=True,
    add_completion=False,
)


@app.callback()
def survey() -> None:
    """Nothing but its commands."""

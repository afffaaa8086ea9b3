"""The questions of `cxdna alerts close`: what the command line left out is asked for where somebody can answer."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Final

import typer

from cxdna.alerts.change import Ending, find_cause, refuse_closed
from cxdna.alerts.model import AlertRules
from cxdna.cli.ask import Ended, until_right
from cxdna.cli.wrap import wrapped
from cxdna.errors import UserError
from cxdna.workflows.alerting.change import PROMPTS, find_agrees
from cxdna.workflows.alerting.open import Alerting, alerts_of, find_alert
from cxdna.workflows.one_line import LONGEST_NAME, LONGEST_REASON, one_line

_AGREES: Final = "Does the customer agree that it is settled? yes, no or not-asked"


def completed(here: Alerting, name: str, said: Ending, by: str, *, ask_agrees: bool) -> tuple[Ending, str]:
    """Return what an alert is closed with and by whom, with what was left out asked for.

    Where nobody can be asked, what was left out stays out. Raises `UserError` for an alert that is closed or not there,
    and where the questions were not answered to the end.
    """
    alert = find_alert(alerts_of(here.store), name)
    refuse_closed(alert, here.zone)
    if said.cause:
        find_cause(here.rules, said.cause)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return said, by
    try:
        who = by or ("" if alert.taken_by else until_right("Who closes it", _needed(LONGEST_NAME)))
        issue = said.issue or until_right(PROMPTS[0], _text, alert.issue)
        beneath = said.beneath or until_right(PROMPTS[1], _text, alert.beneath)
        cause = said.cause or _asked_cause(here.rules, alert.cause)
        done = said.done or until_right("What was done", _needed(LONGEST_REASON))
        agrees = until_right(_AGREES, find_agrees) if ask_agrees else said.agrees
        return Ending(cause, done, agrees, issue, beneath), who
    except Ended:
        raise UserError("the questions were not answered to the end", "nothing was closed; begin again") from None


def _asked_cause(rules: AlertRules, assumed: str) -> str:
    for one in rules.causes:
        typer.echo(wrapped(f"  {one.id}  {one.title}"))
    return until_right("What caused it", lambda text: find_cause(rules, text).id, assumed)


def _text(text: str) -> str:
    return one_line(text, "the answer", LONGEST_REASON)


def _needed(most: int) -> Callable[[str], str]:
    def read(text: str) -> str:
        if not text:
            raise UserError("something is needed here", "type it, or leave with Ctrl-C")
        return one_line(text, "the answer", most)

    return read

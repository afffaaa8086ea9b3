"""What people do with an alert: take it, escalate it by hand, close it; what may not happen to it, and what to do then.

An alert goes from open to taken to closed and never back. Who takes it first answered first, whoever goes on with it.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from cxdna.alerts.escalate import escalation_of, named
from cxdna.alerts.model import Agrees, Alert, AlertRules, Cause
from cxdna.definitions.wording import meant, shortened
from cxdna.errors import Problem, Problems, UserError
from cxdna.organisation.match import meant_by, plain
from cxdna.statistics.display import long_date


class Signed(NamedTuple):
    """Who does something, when, and in which time zone moments are told."""

    by: str
    at: dt.datetime
    zone: str


class Ending(NamedTuple):
    """What an alert is closed with; "" where nothing is said, and what was said before holds.

    `issue` is what is wrong as the customer sees it, `beneath` what lies under it.
    """

    cause: str = ""
    done: str = ""
    agrees: Agrees = "not_asked"
    issue: str = ""
    beneath: str = ""


def moment_words(moment: dt.datetime, zone: str) -> str:
    """Return a moment as the organisation's clock says it: 3 March 2026, 10:20."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{long_date(local.date())}, {local:%H:%M}"


def taken(alert: Alert, signed: Signed, *, over: bool = False, issue: str = "", beneath: str = "") -> Alert:
    """Return an alert that somebody takes; the same where they have it already and say nothing new.

    Raises `UserError` where it is closed, nobody is named, or another has it and it is not taken over.
    """
    refuse_closed(alert, signed.zone)
    if not signed.by:
        raise UserError(f"nothing says who takes {alert.id}", "name them with --by")
    words = {"issue": issue or alert.issue, "beneath": beneath or alert.beneath}
    if alert.state == "open":
        at = signed.at.astimezone(dt.UTC)
        return msgspec.structs.replace(alert, state="taken", taken=at, taken_by=signed.by, **words)
    if plain(alert.taken_by) == plain(signed.by):
        return msgspec.structs.replace(alert, **words)
    if not over:
        when = f" on {moment_words(alert.taken, signed.zone)}" if alert.taken else ""
        what = f"{alert.taken_by} has {alert.id} already: it was taken{when}"
        raise UserError(what, "speak to them; where you go on with it in their place, add --over")
    return msgspec.structs.replace(alert, taken_by=signed.by, **words)


def escalated(alert: Alert, rules: AlertRules, come: int, why: str, signed: Signed) -> Alert:
    """Return an alert that goes to its next step at once; `come` is the highest step that has come already.

    Raises `UserError` where it is closed, nothing says why, or no step is left.
    """
    refuse_closed(alert, signed.zone)
    steps = escalation_of(rules, alert).steps
    after = max(come, alert.escalated) + 1
    if not why:
        raise UserError(f"nothing says why {alert.id} is to go further", "say it with --why")
    if after > len(steps):
        at_last = f"{alert.id} stands at its last step already, which tells {named(alert, steps[-1])}"
        raise UserError(at_last, "add a step to its escalation in alerts.yaml, or close it")
    return msgspec.structs.replace(
        alert,
        escalated=after,
        escalated_why=why,
        escalated_at=signed.at.astimezone(dt.UTC),
        escalated_by=signed.by,
    )


def closed(alert: Alert, rules: AlertRules, ending: Ending, signed: Signed) -> Alert:
    """Return an alert that is closed; one that nobody took was taken by who closes it, in the same moment.

    Raises `Problems` with everything that is missing, `UserError` where it is closed or the cause is not known.
    """
    refuse_closed(alert, signed.zone)
    problems = []
    if alert.state == "open" and not signed.by:
        what = f"nobody has taken {alert.id}, and nothing says who closes it"
        problems.append(Problem("", 0, what, "name them with --by"))
    if not (ending.cause or alert.cause):
        do = f"give one with --cause: {', '.join(one.id for one in rules.causes)}" if rules.causes else _NO_CAUSES
        problems.append(Problem("", 0, f"nothing says what caused {alert.id}", do))
    if not ending.done:
        problems.append(Problem("", 0, "nothing says what was done", "say it with --done"))
    if problems:
        raise Problems(problems)
    cause = find_cause(rules, ending.cause or alert.cause)
    at = signed.at.astimezone(dt.UTC)
    if alert.state == "open":
        alert = msgspec.structs.replace(alert, taken=at, taken_by=signed.by)
    return msgspec.structs.replace(
        alert,
        state="closed",
        closed=at,
        closed_by=signed.by or alert.taken_by,
        cause=cause.id,
        done=ending.done,
        customer_agrees=ending.agrees,
        issue=ending.issue or alert.issue,
        beneath=ending.beneath or alert.beneath,
    )


_NO_CAUSES = "name causes in alerts.yaml first: cxdna alerts rules"


def refuse_closed(alert: Alert, zone: str) -> None:
    """Raise `UserError` for an alert that is closed: it stays as it is."""
    if alert.closed is not None:
        when = moment_words(alert.closed, zone)
        do = (
            "a new answer of the customer raises a new alert; where it comes back again and again: cxdna alerts propose"
        )
        raise UserError(f"{alert.id} was closed by {alert.closed_by} on {when}, and stays closed", do)


def find_cause(rules: AlertRules, word: str) -> Cause:
    """Return the cause that is meant by its id, its title or the start of its title. Raises `UserError`."""
    if not rules.causes:
        raise UserError("no cause is named", _NO_CAUSES)
    by_id = {one.id: one for one in rules.causes}
    if word in by_id:
        return by_id[word]
    names = {name: one.id for one in rules.causes for name in (plain(one.title), plain(one.id))}
    found = meant_by(word, names)
    if len(found) == 1:
        return by_id[found[0]]
    if found:
        raise UserError(f"'{shortened(word)}' may be {' or '.join(found)}", "give the id")
    raise UserError(f"there is no cause '{shortened(word)}'", meant(word, by_id))

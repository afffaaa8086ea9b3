"""Alerts are taken, escalated by hand and closed; what somebody else did in the same moment is not lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Final

from cxdna.alerts.change import Ending, Signed, closed, escalated, moment_words, taken
from cxdna.alerts.escalate import due, escalation_of, named, reached
from cxdna.alerts.model import Agrees, Alert
from cxdna.alerts.propose import proposals
from cxdna.errors import UserError
from cxdna.organisation.match import match
from cxdna.store.latest import alerts_that_hold
from cxdna.store.model import VoiceKept
from cxdna.workflows.alerting.open import Alerting, alerts_of, find_alert
from cxdna.workflows.alerting.propose import proposal_line
from cxdna.workflows.one_line import LONGEST_NAME, LONGEST_REASON, one_line

AGREES: Final[dict[Agrees, str]] = {
    "yes": "the customer agrees",
    "no": "the customer does not agree",
    "not_asked": "the customer was not asked",
}
"""What a customer says to what was done, in words."""
PROMPTS: Final = ("What is the issue, as the customer sees it?", "What lies under it?")


def take(  # noqa: PLR0913 - who takes what, and what they know of it
    here: Alerting, name: str, by: str, at: dt.datetime, *, over: bool = False, issue: str = "", beneath: str = ""
) -> Alert:
    """Keep that somebody takes an alert and return it. Raises `UserError` where another has it or it is closed."""
    signed = Signed(one_line(by, "the name", LONGEST_NAME), at, here.zone)
    words = {"issue": _sentence(issue, "the issue"), "beneath": _sentence(beneath, "what lies under it")}
    return _kept(here, name, signed, lambda one: taken(one, signed, over=over, **words))


def escalate(here: Alerting, name: str, why: str, by: str, at: dt.datetime) -> Alert:
    """Keep that an alert goes to its next step at once, and return it. Raises `UserError`."""
    signed = Signed(one_line(by, "the name", LONGEST_NAME), at, here.zone)
    reason = _sentence(why, "the reason")

    def make(one: Alert) -> Alert:
        return escalated(one, here.rules, reached(one, here.rules, here.hours, at), reason, signed)

    return _kept(here, name, signed, make)


def close(here: Alerting, name: str, ending: Ending, by: str, at: dt.datetime) -> Alert:
    """Keep that an alert is closed and return it. Raises `UserError`, `Problems` with everything that is missing."""
    signed = Signed(one_line(by, "the name", LONGEST_NAME), at, here.zone)
    said = Ending(
        cause=ending.cause.strip(),
        done=_sentence(ending.done, "what was done"),
        agrees=ending.agrees,
        issue=_sentence(ending.issue, "the issue"),
        beneath=_sentence(ending.beneath, "what lies under it"),
    )
    return _kept(here, name, signed, lambda one: closed(one, here.rules, said, signed))


def find_agrees(text: str) -> Agrees:
    """Return what a customer says to what was done. Raises `UserError` for what is none of it."""
    others = {"y": "yes", "agrees": "yes", "n": "no", "disagrees": "no", "unknown": "not_asked", "not yet": "not_asked"}
    try:
        found = match(text, tuple(AGREES), "answer", others)
    except UserError:
        raise UserError(f"'{text}' is no answer of the customer", "give yes, no or not-asked") from None
    return next(one for one in AGREES if one == found)


def _sentence(text: str, what: str) -> str:
    return one_line(text, what, LONGEST_REASON)


def _kept(here: Alerting, name: str, signed: Signed, make: Callable[[Alert], Alert]) -> Alert:
    """Change an alert as it stands and keep it; where somebody else was first, it is done again on theirs."""
    while True:
        read = here.store.voice("alert")
        found = find_alert(alerts_that_hold(read), name)
        changed = make(found)
        kept = VoiceKept(item=changed, at=signed.at, by=signed.by)
        if changed == found or here.store.add_after(read[-1].seq, kept) is not None:
            return changed


def taken_lines(here: Alerting, alert: Alert, at: dt.datetime) -> Iterator[str]:
    """Yield who has an alert now, by when it is to be closed, what to do first and what to find out."""
    since = f" since {moment_words(alert.taken, here.zone)}" if alert.taken else ""
    yield f"{alert.taken_by} has {alert.id}{since}: {alert.title}."
    stands = due(alert, here.rules, here.hours, at)
    if stands.next:
        yield f"  Not closed by {moment_words(stands.next, here.zone)}, it goes to {stands.next_to}."
    first = next((one.first_thing for one in here.rules.triggers if one.id == alert.trigger), "")
    if first:
        yield f"  First: {first.rstrip('.')}."
    yield f"  Find out, and say so when you close it: {' '.join(PROMPTS)}"
    yield f'Next:  cxdna alerts close {alert.id} --cause CAUSE --done "WHAT WAS DONE" --customer-agrees yes'


def escalated_lines(here: Alerting, alert: Alert) -> Iterator[str]:
    """Yield to whom an alert goes now."""
    steps = escalation_of(here.rules, alert).steps
    yield f"{alert.id} goes to {named(alert, steps[alert.escalated - 1])}, step {alert.escalated} of {len(steps)}."
    yield "  cxdna sends nothing: tell them."
    yield f"Next:  cxdna alerts show {alert.id}"


def closed_lines(here: Alerting, alert: Alert, at: dt.datetime) -> Iterator[str]:
    """Yield what an alert was closed with, and whether its cause comes back so often that it calls for an action."""
    title = next((one.title for one in here.rules.causes if one.id == alert.cause), alert.cause)
    yield f"Closed: {alert.id} ({alert.title}). {title}; {AGREES[alert.customer_agrees]}."
    if alert.customer_agrees == "no":
        yield "  It is closed without the customer's consent, and counts so in the figures."
    elif alert.customer_agrees == "not_asked":
        yield "  Ask the customer whether it is settled for them: that is part of the work."
    own = [one for one in proposals(alerts_of(here.store), here.rules, at) if one.cause.id == alert.cause]
    yield from (proposal_line(one) for one in own)
    yield f"Next:  cxdna alerts propose {alert.cause}" if own else "Next:  cxdna alerts list"

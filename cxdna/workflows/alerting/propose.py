"""Causes of alerts that come back become corrective actions of the plan, with what called for them filled in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

import msgspec

from cxdna.alerts.change import find_cause
from cxdna.alerts.propose import Proposal, proposal, proposals
from cxdna.statistics.display import counted, listed
from cxdna.workflows.alerting.open import Alerting, alerts_of
from cxdna.workflows.score import as_json

FORMAT: Final = "cxdna-alert-proposals/1"
"""Name and number of the shape that `cxdna alerts propose --json` prints: `ProposalList`."""


class ProposalList(msgspec.Struct, frozen=True, kw_only=True):
    """What `--json` prints: the causes that came back often enough, or the one that was named."""

    format: str
    at: dt.datetime
    needed: int
    within_days: int
    proposals: tuple[Proposal, ...]


def look_for_proposals(here: Alerting, cause: str | None, now: dt.datetime) -> ProposalList:
    """Return the causes that came back, or the one that is named however often it came. Raises `UserError`."""
    alerts = alerts_of(here.store)
    if cause is None:
        found = proposals(alerts, here.rules, now)
    else:
        found = (proposal(alerts, here.rules, find_cause(here.rules, cause), now),)
    return ProposalList(
        format=FORMAT,
        at=now.astimezone(dt.UTC),
        needed=here.rules.recurring,
        within_days=here.rules.recurring_days,
        proposals=found,
    )


def proposals_json(found: ProposalList) -> str:
    """Return proposals as JSON, for other programs."""
    return as_json(found)


def proposal_line(one: Proposal) -> str:
    """Return in a sentence that a cause came back."""
    again = f", though {listed(one.earlier)} was to end it" if one.earlier else ""
    who = f" from {counted(one.accounts, 'account')}" if one.accounts else ""
    within = f"within {counted(one.days, 'day')}"
    return f"‘{one.cause.title}’ came back: {counted(one.answers, 'answer')}{who} {within}{again}."


def proposal_lines(found: ProposalList, *, of_one: bool) -> Iterator[str]:
    """Yield the causes that call for an action, what the action would say, and how to add it."""
    if not found.proposals:
        needed = f"{counted(found.needed, 'answer')} with alerts within {counted(found.within_days, 'day')}"
        yield f"No cause came back often enough to call for an action: that takes {needed}."
        yield "Next:  cxdna alerts figures"
        return
    for one in found.proposals:
        if of_one and one.answers < found.needed:
            yield f"‘{one.cause.title}’: {counted(one.answers, 'answer')} lately; {found.needed} call for an action."
            if not one.alerts:
                yield "Next:  cxdna alerts figures"
                return
        else:
            yield proposal_line(one)
        yield f"  The action would be: {one.title}."
        yield f"  {one.problem}"
        yield f"  For {one.cause.part}." if one.cause.part else "  No component is named for the cause: add --closes."
        if one.assumed:
            are = f"{one.assumed} of the alerts {'is' if one.assumed == 1 else 'are'} not closed yet"
            yield f"  {are}: there the cause is what the trigger takes it to be."
    yield f"Next:  cxdna alerts propose {found.proposals[0].cause.id} --add"

"""A cause that comes back -> the corrective action that it calls for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec

from cxdna.alerts.model import Alert, AlertRules, Cause
from cxdna.definitions.wording import listed
from cxdna.statistics.display import counted, long_date


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """A cause that came back, with the alerts of it that no action answers yet.

    `answers` counts the answers of customers behind them, `accounts` the accounts where these are known. `earlier` are
    actions that were taken against the same cause before: it came back all the same.
    """

    cause: Cause
    alerts: tuple[str, ...]
    answers: int
    accounts: int
    assumed: int
    first: dt.date
    last: dt.date
    days: int
    earlier: tuple[str, ...] = ()

    @property
    def problem(self) -> str:
        """What is wrong, for the action."""
        who = f" from {counted(self.accounts, 'account')}" if self.accounts else ""
        one_day = self.first == self.last
        when = f"on {long_date(self.first)}" if one_day else f"from {long_date(self.first)} to {long_date(self.last)}"
        at = f" The process: {self.cause.process.rstrip('.')}." if self.cause.process else ""
        return (
            f"It keeps coming back with customers: {self.cause.title.rstrip('.')}. "
            f"{counted(self.answers, 'answer')}{who} raised an alert of this cause {when} ({listed(self.alerts)}).{at}"
        )

    @property
    def title(self) -> str:
        """What the action is called."""
        return f"Put right for good: {self.cause.title.rstrip('.')}"[:190]


def bearing(alerts: Sequence[Alert], cause: str, rules: AlertRules, now: dt.datetime) -> tuple[Alert, ...]:
    """Return the alerts of a cause that were raised within the days that count."""
    since = now - dt.timedelta(days=rules.recurring_days)
    return tuple(one for one in alerts if one.cause == cause and one.raised >= since)


def proposals(alerts: Sequence[Alert], rules: AlertRules, now: dt.datetime) -> tuple[Proposal, ...]:
    """Return the causes of risks that came back often enough, the most frequent first.

    An answer counts once, however many triggers it raised. Alerts that are part of an action count no more.
    """
    found = [one for cause in rules.causes if (one := proposal(alerts, rules, cause, now)).answers >= rules.recurring]
    return tuple(sorted(found, key=lambda one: (-one.answers, one.cause.id)))


def proposal(alerts: Sequence[Alert], rules: AlertRules, cause: Cause, now: dt.datetime) -> Proposal:
    """Return what stands behind a cause, often enough or not."""
    risks = [one for one in alerts if one.sort == "risk" and one.cause == cause.id]
    own = [one for one in bearing(risks, cause.id, rules, now) if not one.action]
    days = sorted(one.event or one.raised.date() for one in own) or [now.date()]
    return Proposal(
        cause=cause,
        alerts=tuple(one.id for one in own),
        answers=len({(one.survey, one.reply) for one in own}),
        accounts=len({one.account for one in own if one.account}),
        assumed=sum(one.state != "closed" for one in own),
        first=days[0],
        last=days[-1],
        days=rules.recurring_days,
        earlier=tuple(dict.fromkeys(one.action for one in risks if one.action)),
    )

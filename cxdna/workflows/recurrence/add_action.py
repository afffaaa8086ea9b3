"""A cause of alerts that comes back becomes a corrective action of the plan, with what called for it filled in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import msgspec

from cxdna.alerts.change import find_cause
from cxdna.alerts.model import Alert
from cxdna.alerts.propose import Proposal, proposal
from cxdna.definitions.wording import listed as named
from cxdna.errors import UserError
from cxdna.plan.gap_now import OF_CUSTOMERS
from cxdna.plan.model import Action
from cxdna.statistics.display import counted, listed
from cxdna.store.latest import alerts_that_hold
from cxdna.store.model import VoiceKept
from cxdna.workflows.alerting.open import Alerting, alerts_of
from cxdna.workflows.current import look_at
from cxdna.workflows.planning.add import Wish, add_action, added_lines
from cxdna.workflows.planning.change import Signed
from cxdna.workflows.planning.open import library_of, planned

_MOST_WORDS: Final = 1500


class Wanted(NamedTuple):
    """The cause against which an action is to be added, where it acts, who says so, and to which plan it goes.

    Left out are the component of the cause, and the newest open assessment.
    """

    cause: str
    closes: str | None = None
    by: str = ""
    assessment: str | None = None


class Proposed(msgspec.Struct, frozen=True, kw_only=True):
    """An action of the plan, whether it was added now, and the alerts that it answers from now on."""

    action: Action
    assessment: str
    added: bool
    told: tuple[str, ...]
    alerts: tuple[str, ...]


def add_proposed(here: Alerting, asked: Wanted, now: dt.datetime) -> Proposed:
    """Add the action that a cause calls for to a plan, and let its alerts name it.

    Where the plan has an action of its title that is not done, that one answers the alerts, so that doing it again
    after an interruption adds nothing; after one that is done comes another with a number. Raises `UserError` where no
    alert is left to be answered, or no component is known in which it would act, and `Problems` as `cxdna plan add`.
    """
    read = alerts_of(here.store)
    wanted = proposal(read, here.rules, find_cause(here.rules, asked.cause), now)
    if not wanted.alerts:
        what = f"no alert of the cause '{wanted.cause.id}' waits for an action"
        raise UserError(what, f"they count for {counted(wanted.days, 'day')}, and once an action answers them no more")
    plan = planned(look_at(here.workspace, here.store, asked.assessment), now)
    name = plan.now.assessment.id
    ever = [one for one in plan.plan.actions if one.title.startswith(wanted.title)]
    same = [one for one in ever if one.status != "done"]
    told: tuple[str, ...] = ()
    if same:
        action = same[0]
    else:
        place = asked.closes or wanted.cause.part
        if not place:
            what = f"nothing says in which component an action against '{wanted.cause.id}' would act"
            raise UserError(what, "give it with --closes, or as part of the cause in alerts.yaml")
        title = f"{wanted.title} ({len(ever) + 1})" if ever else wanted.title
        wish = Wish(title, tuple(_pairs(wanted, [one for one in read if one.id in wanted.alerts], place)))
        signed = Signed(now, asked.by, f"alerts {named(wanted.alerts)}")
        addition = add_action(plan, library_of(plan.now), wish, signed)
        action, told = addition.action, tuple(added_lines(addition, plan.kept.get(addition.action.id)))
    _mark(here, wanted, f"{name}/{action.id}", asked.by, now)
    return Proposed(action=action, assessment=name, added=not same, told=told, alerts=wanted.alerts)


def _pairs(wanted: Proposal, alerts: Sequence[Alert], place: str) -> Iterator[str]:
    """Yield the fields of the action and their values; what customers see and what lies under it are people's words."""
    beneath = _joined(one.beneath for one in alerts)
    yield from ("closes", place, "kind", "corrective", "trigger", OF_CUSTOMERS)
    yield from ("problem", wanted.problem)
    yield from ("cause", f"{wanted.cause.title.rstrip('.')}.{f' Under it: {beneath}' if beneath else ''}")
    yield from ("cause_is", "assumed")
    if seen := _joined(one.issue for one in alerts):
        yield from ("customers.problem", seen)


def _joined(texts: Iterator[str]) -> str:
    """Return texts one after the other, each once, as far as they fit."""
    kept = ""
    for one in dict.fromkeys(f"{text.rstrip('.')}." for text in texts if text):
        if len(kept) + len(one) < _MOST_WORDS:
            kept = f"{kept} {one}".strip()
    return kept


def _mark(here: Alerting, wanted: Proposal, action: str, by: str, now: dt.datetime) -> None:
    """Let alerts name the action that answers them."""
    while True:
        read = here.store.voice("alert")
        own = [one for one in alerts_that_hold(read) if one.id in wanted.alerts and one.action != action]
        kept = [VoiceKept(item=msgspec.structs.replace(one, action=action), at=now, by=by) for one in own]
        if not kept or here.store.add_after(read[-1].seq, *kept) is not None:
            return


def proposed_lines(made: Proposed) -> Iterator[str]:
    """Yield what was added to the plan and which alerts it answers."""
    *told, following = made.told or (f"Next:  cxdna plan show {made.action.id}",)
    if not made.added:
        yield f"The plan has it already: {made.action.id} ({made.action.title})."
    yield from told
    yield f"  It answers {listed(made.alerts[:10])}{' and others' if len(made.alerts) > 10 else ''}."  # noqa: PLR2004 - what a line holds
    yield following

"""Sentences at the head of the plan's pages: timeline, an owner's page, calendar, sign-off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from cxdna.documents.draft import Claim, Draft, draft, in_words
from cxdna.documents.material import Material
from cxdna.documents.wording import facts
from cxdna.plan.follow import is_agreed
from cxdna.plan.model import Action
from cxdna.statistics.display import long_date, long_month

MOST_OF_A_NAME = 150
"""Names of places may have 200 characters."""


def timeline(material: Material, actions: Sequence[Action]) -> Draft:
    """Draft from when to when work runs, and in which month most of it goes on at once."""
    days = [(one.start or one.due, one.due or one.start) for one in actions]
    spans = [(start, end) for start, end in days if start and end]
    if not spans:
        said = facts.words("plan_undated", (), "no action has a start or a due day yet")
        return material.say("plan.timeline.headline", draft("timeline-undated", "{said}", {"said": said}))
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    claims = {
        "first": facts.words("plan_first_day", (), long_date(first)),
        "last": facts.words("plan_last_day", (), long_date(last)),
    }
    pattern = "Work runs from {first} to {last}"
    month, busy = _busiest([one for one in actions if one.start and one.due])
    if month is not None and len(busy) > 1 and len(actions) > 1:
        claims["month"] = facts.words("busiest_month", (), long_month(month))
        claims["count"] = facts.count("busiest_actions", busy)
        pattern += "; most goes on at once in {month}, when {count} actions are open"
    return material.say("plan.timeline.headline", draft("timeline", pattern, claims))


def _busiest(actions: Sequence[Action]) -> tuple[dt.date | None, list[str]]:
    """Return the month in which most actions are open, the first of equals, and which these are."""
    months = sorted({day.replace(day=1) for one in actions for day in (one.start, one.due) if day})
    best: tuple[dt.date | None, list[str]] = (None, [])
    for month in months:
        after = (month + dt.timedelta(32)).replace(day=1)
        busy = [one.id for one in actions if one.start and one.due and one.start < after and one.due >= month]
        if len(busy) > len(best[1]):
            best = (month, busy)
    return best


def owner(material: Material, name: str, own: Sequence[Action], parts: Sequence[str]) -> Draft:
    """Draft what one person has promised, and until when; `parts` are the other actions they have a part in."""
    agreed, proposed = [one for one in own if is_agreed(one)], [one for one in own if not is_agreed(one)]
    claims: dict[str, Claim] = {"name": facts.words("owner", (), name)}
    pieces = []
    if agreed:
        claims["agreed"] = facts.count("owner_agreed", [one.id for one in agreed], _actions(len(agreed)))
        pieces.append("has promised {agreed}" + _how_far(agreed, claims))
    if proposed:
        claims["proposed"] = facts.count("owner_proposed", [one.id for one in proposed], _actions(len(proposed)))
        pieces.append("is asked to take on {proposed}" + ("" if agreed else _until(proposed, claims)))
    if parts:
        claims["parts"] = facts.count("owner_parts", parts, _actions(len(parts), "other action" if own else "action"))
        pieces.append("has a part in {parts}")
    drafted = draft("owner", "{name} " + "; ".join(pieces), claims)
    return material.say(f"plan.owner.{name[:MOST_OF_A_NAME].strip()}.headline", drafted)


def _how_far(agreed: Sequence[Action], claims: dict[str, Claim]) -> str:
    """Say how many are done, and by when the others are due."""
    done = [one.id for one in agreed if one.status == "done"]
    still = [one for one in agreed if one.status != "done"]
    if not done:
        return _until(agreed, claims)
    if not still:
        claims["done"] = facts.words("owner_all_done", done, "done" if len(done) == 1 else "all done")
        return ", {done}, not yet verified"
    claims["done"] = facts.count("owner_done", done)
    claims["still"] = facts.count("owner_open", [one.id for one in still])
    return ": {done} done, not yet verified, and {still} open" + _until(still, claims)


def _actions(count: int, noun: str = "action") -> str:
    return f"{in_words(count)} {noun}{'' if count == 1 else 's'}"


def _until(actions: Sequence[Action], claims: dict[str, Claim]) -> str:
    days = [one.due for one in actions if one.due]
    if not days:
        return ""
    claims["until"] = facts.words("owner_until", [one.id for one in actions], long_date(max(days)))
    return ", due {until}" if len(actions) == 1 else ", the last due {until}"


def unnamed(material: Material, actions: Sequence[Action], tasks: int) -> Draft:
    """Draft for how much nobody has been named."""
    claims = {}
    pieces = []
    if actions:
        claims["count"] = facts.count("plan_nobody", [one.id for one in actions], _actions(len(actions)))
        pieces.append("{count}")
    if tasks:
        claims["tasks"] = facts.count(
            "tasks_of_nobody", (), f"{in_words(tasks)} part{'' if tasks == 1 else 's'} of actions"
        )
        pieces.append("{tasks}")
    verb = "has" if len(actions) + tasks == 1 else "have"
    return material.say(
        "plan.unnamed.headline", draft("unnamed", " and ".join(pieces) + f" {verb} nobody named yet", claims)
    )


def calendar(material: Material, days: Sequence[dt.date], still: Sequence[dt.date], proposed: Sequence[str]) -> Draft:
    """Draft how many dates there are, and which of those that are `still` open is next from the day it is looked at.

    `proposed` are actions that are only proposed: their dates are not counted.
    """
    claims: dict[str, Claim] = {}
    if not days:
        claims["none"] = facts.words("no_dates", (), "nothing that is agreed has a date yet")
        pattern = "{none}"
    else:
        noun = "date" if len(days) == 1 else "dates"
        claims["count"] = facts.count("dates", (), in_words(len(days)))
        claims["first"] = facts.words("first_date", (), long_date(min(days)))
        pattern = "{count} " + noun
        if len(days) > 1:
            claims["last"] = facts.words("last_date", (), long_date(max(days)))
            pattern += " from {first} to {last}"
        else:
            pattern += ": {first}"
        ahead = [one for one in still if material.today and one >= material.today]
        if ahead and len(days) > 1:
            claims["next"] = facts.words("next_date", (), long_date(min(ahead)))
            pattern += "; the next that is open is {next}"
    if proposed:
        claims["others"] = facts.count("calendar_proposed", proposed, _actions(len(proposed)))
        pattern += "; {others} " + ("is" if len(proposed) == 1 else "are") + " only proposed"
    return material.say("plan.calendar.headline", draft("calendar", pattern, claims))


def sign_off(material: Material) -> Draft:
    """Draft what is signed: how much is agreed, and how much is not."""
    agreed = [one.id for one in material.plan.actions if is_agreed(one)]
    others = [one.id for one in material.plan.actions if not is_agreed(one)]
    if not agreed:
        none = facts.words("plan_agreed_none", (), "nothing is agreed yet, so there is nothing to sign for")
        return material.say("plan.sign_off.headline", draft("sign-off-nothing", "{none}", {"none": none}))
    claims = {"count": facts.count("plan_agreed", agreed, _actions(len(agreed)))}
    pattern = "{count} to sign for"
    if others:
        claims["others"] = facts.count("plan_proposed", others)
        pattern += "; {others} " + ("is" if len(others) == 1 else "are") + " only proposed"
    return material.say("plan.sign_off.headline", draft("sign-off", pattern, claims))

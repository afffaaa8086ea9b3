"""One action of the library that people want: after what it builds on, with its days around the plan."""

import datetime as dt
from typing import Any

from cxdna.plan.draft import draft
from cxdna.plan.draft_one import DraftedOne, Place, draft_one
from cxdna.plan.model import Action, Plan
from tests.plan.drafting import START, head, scored, sources, template


def one_more(wanted: Any, *actions: Action, seen: bool = True, **place: Any) -> DraftedOne:
    fields: dict[str, Any] = {"head": head(), "id": "a9", "priority": 9} | place
    where = Place(**fields)
    return draft_one(sources(wanted, scores=scored()), Plan(actions=actions), wanted, where, seen=seen)


def planned(name: str, closes: str, **fields: Any) -> Action:
    whole: dict[str, Any] = {"to_level": 3.0, "start": START, "due": dt.date(2027, 2, 5), "owner": "Ann"} | fields
    return Action(id=name, title=name, closes=(closes,), **whole)


def test_alone_it_is_what_the_draft_would_say() -> None:
    wanted = template("one", "a1")
    (drafted,) = draft(sources(wanted), head()).plan
    assert one_more(wanted, id="a1", priority=1).action == drafted


def test_it_comes_after_what_brings_the_parts_it_requires() -> None:
    wanted = template("shiny", "c1", ("a", 1.5))
    found = one_more(wanted, planned("a1", "a1"), planned("a2", "b1"))
    assert (found.action.needs, found.action.waits_for) == (("a1",), ())
    assert found.action.start == dt.date(2027, 2, 8)
    alone = one_more(wanted)
    assert (alone.action.needs, alone.action.waits_for) == ((), wanted.requires)


def test_it_comes_after_what_brings_its_own_gap_to_where_it_begins() -> None:
    wanted = template("further", "a1", from_level=3, to_level=4)
    found = one_more(wanted, planned("a1", "a1"))
    assert (found.action.needs, found.early) == (("a1",), False)
    assert one_more(wanted, planned("a2", "b1")).early


def test_nothing_of_scores_is_said_where_they_may_not_be_seen() -> None:
    wanted = template("one", "a1", ("b", 2))
    found = one_more(wanted, planned("a1", "b"), seen=False)
    assert (found.action.problem, found.action.from_level, found.fits) == ("", wanted.from_level, False)
    assert (found.action.needs, found.action.waits_for) == ((), wanted.requires)
    assert found.action.due is not None

"""Drafting again: nothing that people changed is lost, and what nobody touched follows the findings."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from cxdna.definitions.model import ActionTemplate
from cxdna.plan.draft import Drafted, draft
from cxdna.plan.model import Action, Milestone, Plan, Task
from cxdna.plan.redraft import After, Before
from tests.plan.drafting import EVERYTHING, drafted, head, kept, plan, said, scored, sources, template, with_fields

LIBRARY = (template("one", "a1"), template("two", "b1"), template("three", "c1"))
CHANGES: tuple[dict[str, Any], ...] = (
    {},
    {"risk": "Nobody has time."},
    {"owner": "Ann Lee", "note": "She said yes."},
    {"start": dt.date(2027, 2, 1), "due": dt.date(2027, 2, 26)},
    {"due": dt.date(2027, 6, 30)},
    {"needs": ()},
    {"priority": 7},
    {"tasks": (Task(what="Something else", done=dt.date(2027, 1, 12)),)},
    {"milestones": (Milestone(what="A look", due=dt.date(2027, 2, 1)),)},
    {"closes": ("a", "b2"), "to_level": 4.0},
    {"kpi": "k3", "template": None},
    {"status": "agreed"},
    {"status": "done", "progress": 100, "done": dt.date(2027, 1, 29)},
)


def again(found: Drafted, *library: ActionTemplate, before: Sequence[Before] | None = None, **fields: Any) -> Drafted:
    return draft(sources(*(library or LIBRARY)), head(**fields), kept(found) if before is None else before, plan(found))


def became(found: Drafted) -> dict[str, str]:
    return {one.action.id: one.became for one in found.actions}


def of(found: Drafted, action: str) -> After:
    return next(one for one in found.actions if one.action.id == action)


def test_the_same_again_changes_nothing() -> None:
    first = drafted(*LIBRARY)
    second = again(first)
    assert set(became(second).values()) == {"kept"}
    assert second.plan == first.plan
    assert not second.figures


def test_what_people_changed_stays_and_the_rest_follows() -> None:
    before = kept(drafted(*LIBRARY))
    before[0] = with_fields(before[0], risk="Nobody has time.")
    found = again(drafted(*LIBRARY), before=before, start=dt.date(2027, 3, 1))
    one = of(found, before[0].action.id)
    assert (one.became, one.mine) == ("updated", ("risk",))
    assert one.action.risk == "Nobody has time."
    assert one.action.start == dt.date(2027, 3, 1)
    assert "start" in one.updated


def test_tasks_and_milestones_follow_the_days_that_people_set() -> None:
    before = kept(drafted(*LIBRARY))
    before[0] = with_fields(before[0], due=dt.date(2027, 6, 30))
    action = of(again(drafted(*LIBRARY), before=before), before[0].action.id).action
    assert action.due == action.tasks[-1].due == action.milestones[-1].due == dt.date(2027, 6, 30)


def test_agreed_ones_and_people_s_own_are_not_touched() -> None:
    before = kept(drafted(*LIBRARY))
    before[0] = with_fields(before[0], status="agreed")
    own = Before(action=Action(id="a4", title="Our own", closes=("a2",), to_level=3))
    found = again(drafted(*LIBRARY), before=[*before, own], start=dt.date(2027, 3, 1))
    assert of(found, before[0].action.id).became == "agreed"
    assert of(found, before[0].action.id).action == before[0].action
    assert (of(found, "a4").became, of(found, "a4").action) == ("own", own.action)


def test_dropped_ones_stay_dropped_and_another_takes_their_place() -> None:
    first = drafted(*LIBRARY, template("same", "a1", effort="large"))
    before = kept(first)
    at = next(at for at, one in enumerate(before) if one.template == "one")
    before[at] = Before(action=before[at].action, drafted=before[at].drafted, dropped=True)
    found = again(first, *LIBRARY, template("same", "a1", effort="large"), before=before)
    assert of(found, before[at].action.id).became == "dropped"
    assert {one.template for one in found.plan} == {"same", "two", "three"}
    assert max(int(one.id[1:]) for one in found.plan) == 4, "an id is never used again"


def test_what_nobody_changed_goes_and_comes_back_by_its_id() -> None:
    first = drafted(*LIBRARY)
    fewer = again(first, most=1)
    gone = [one.action for one in fewer.actions if one.became == "gone"]
    assert len(gone) == 2
    assert len(fewer.plan) == 1
    back = again(fewer)
    assert {one.id for one in back.plan} == {one.id for one in first.plan}
    assert sorted(became(back).values()) == ["added", "added", "kept"]


def test_what_people_changed_or_brought_back_stays_though_it_is_no_longer_proposed() -> None:
    first = drafted(*LIBRARY)
    before = kept(first)
    before[1] = with_fields(before[1], note="We want this.")
    before[2] = Before(action=before[2].action, drafted=before[2].drafted, wanted=True)
    found = again(first, before=before, most=1)
    assert [of(found, one.action.id).became for one in before[1:]] == ["stays", "stays"]
    assert [one.action for one in before[1:]] == [of(found, one.action.id).action for one in before[1:]]


def test_what_stays_tells_of_its_gap_as_it_stands_by_now_unless_people_wrote_that() -> None:
    first = drafted(*LIBRARY)
    at = next(at for at, one in enumerate(first.plan) if one.template == "one")
    high = sources(*LIBRARY, scores=scored({"a1": 4.0}))
    before = kept(first)
    before[at] = with_fields(before[at], owner="Ann Lee")
    found = draft(high, head(), before, plan(first))
    one = of(found, before[at].action.id)
    assert (one.became, one.mine, one.updated) == ("stays", ("owner",), ("from_level", "problem"))
    assert "stands at 4.0; the target of 3.0 is reached." in one.action.problem
    assert "stands at 1.0" not in one.action.problem
    again_ = draft(high, head(), kept(found), plan(found))
    assert again_.plan == found.plan
    back = draft(sources(*LIBRARY), head(), kept(found), plan(found))
    assert "stands at 1.0; the target is 3.0." in of(back, one.action.id).action.problem
    before[at] = with_fields(before[at], problem="Nobody follows up.")
    theirs = of(draft(high, head(), before, plan(first)), one.action.id)
    assert theirs.action == before[at].action


def test_the_level_that_people_s_words_rest_on_stays_with_them() -> None:
    first = drafted(*LIBRARY)
    before = kept(first)
    at = next(at for at, one in enumerate(before) if one.template == "one")
    before[at] = with_fields(before[at], problem="It stands at 1.0.")
    risen = sources(*LIBRARY, scores=scored({"a1": 2.0}))
    found = draft(risen, head(), before, plan(first))
    one = of(found, before[at].action.id)
    assert (one.action.problem, one.action.from_level, one.mine) == ("It stands at 1.0.", 1, ("problem",))
    once_more = draft(risen, head(), kept(found), plan(found))
    assert of(once_more, one.action.id).mine == ("problem",)


def test_what_an_agreed_action_needs_stays() -> None:
    library = (template("base", "a1", effort="large"), template("shiny", "c1", ("a", 1.5)))
    first = drafted(*library)
    before = [with_fields(one, status="agreed") if one.template == "shiny" else one for one in kept(first)]
    found = again(first, *library, before=before, most=1)
    assert sorted(became(found).values()) == ["agreed", "stays"]


def test_an_agreed_action_counts_as_base_and_holds_its_owner_s_time() -> None:
    library = (template("base", "a1"), template("shiny", "c1", ("a", 1.5)))
    first = drafted(*library, most=1)
    before = [with_fields(one, status="agreed", due=dt.date(2027, 5, 28)) for one in kept(first)]
    found = again(first, *library, before=before)
    shiny = next(one for one in found.plan if one.template == "shiny")
    assert shiny.needs == ("a1",)
    assert shiny.start == dt.date(2027, 6, 1), "31 May is a holiday"
    assert shiny.priority == 2


def test_what_people_s_own_actions_lift_needs_no_other() -> None:
    own = Before(action=Action(id="a1", title="Our own", closes=("a1", "b1"), to_level=3))
    found = draft(sources(*LIBRARY, template("all", "a", to_level=1.5)), head(), [own])
    assert {one.template for one in found.plan} == {None, "three"}
    assert [one.template for one in found.chosen.held_back] == ["all"]


def as_before(found: Drafted, changes: Sequence[tuple[int, bool]]) -> list[Before]:
    """Return actions as people left them: each with one of the changes, some of them dropped."""
    made = []
    for one, (change, drop) in zip(kept(found), changes, strict=False):
        changed = with_fields(one, **CHANGES[change])
        if drop and not one.gone:
            changed = Before(action=changed.action, drafted=changed.drafted, dropped=True)
        made.append(changed)
    return made


def pool(weeks: int, kpi: int) -> list[ActionTemplate]:
    """Return a template for every question, of which the last requires what the first brings."""
    base = [("a", 1.5)] if weeks % 2 else []
    return [
        template(
            f"t{at}",
            subject,
            *(base if subject == "c3" else []),
            weeks=weeks + at % 3,
            owner_role=("Head", "Boss")[at % 2],
            kpis=(f"k{1 + (kpi + at) % 3}",),
        )
        for at, subject in enumerate(EVERYTHING)
    ]


libraries = st.builds(
    lambda out, weeks, kpi: [one for at, one in enumerate(pool(weeks, kpi)) if at not in out],
    st.sets(st.integers(0, 8), max_size=4),
    st.integers(1, 12),
    st.integers(0, 2),
)
changes = st.lists(
    st.tuples(st.integers(0, len(CHANGES) - 1), st.sampled_from([False, False, False, True])), min_size=9, max_size=9
)


@settings(max_examples=40, phases=[Phase.generate])
@given(st.tuples(libraries, libraries), st.tuples(said, said), changes, st.tuples(st.integers(3, 9), st.integers(1, 9)))
def test_nothing_that_people_changed_is_ever_lost(
    libraries: tuple[list[ActionTemplate], list[ActionTemplate]],
    levels: tuple[Mapping[str, float], Mapping[str, float]],
    changes: list[tuple[int, bool]],
    most: tuple[int, int],
) -> None:
    first = draft(sources(*libraries[0], scores=scored(levels[0])), head(most=most[0]))
    before = as_before(first, changes)
    anew = sources(*libraries[1], scores=scored(levels[1]))
    later = head(most=most[1], start=dt.date(2027, 2, 15), owners={"Boss": "Bo Ek"})
    there = Plan(figures=first.figures)
    second = draft(anew, later, before, there)
    after = {one.action.id: one for one in second.actions}
    for one in before:
        found = after[one.action.id]
        if one.dropped or one.fixed:
            assert found.action == one.action
            assert (found.became == "dropped") is one.dropped
        else:
            assert found.became != "gone" or not one.changed
            for name in one.changed:
                assert getattr(found.action, name) == getattr(one.action, name)
    new = set(after) - {one.action.id for one in before}
    assert len(after) == len(second.actions)
    assert all(int(name[1:]) > len(before) for name in new)
    assert all(one.became == "added" for name, one in after.items() if name in new)
    stable(anew, later, second, Plan(figures=(*first.figures, *second.figures)))


def stable(anew: Any, later: Any, second: Drafted, there: Plan) -> None:
    """Check that the same draft once more moves nothing, and still knows what people changed."""
    third = draft(anew, later, kept(second), there)
    assert third.plan == second.plan
    assert not third.figures
    assert not [one for one in third.actions if one.became in {"added", "updated", "gone"}]
    assert {one.action.id: one.mine for one in third.actions if one.mine} == {
        one.action.id: one.mine for one in second.actions if one.mine
    }

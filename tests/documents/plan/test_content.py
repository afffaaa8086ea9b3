"""What stands on the plan's pages is what the plan says: dates, money, counts, forecast, gates, all recomputed."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cache
from itertools import pairwise

import msgspec
import pytest

from cxdna.definitions.model import Cadence, Produced
from cxdna.documents.draft import Claim, Draft
from cxdna.documents.material import Material
from cxdna.documents.places import texts_of
from cxdna.documents.plan.build import build
from cxdna.documents.plan.model import PlanView
from cxdna.documents.plan.on_a_page import on_a_page
from cxdna.organisation.model import Written
from cxdna.plan.fingerprint import fingerprint
from cxdna.plan.forecast import as_agreed, changes, forecast, quarter_end
from cxdna.plan.gates import gates
from cxdna.plan.model import Action, KpiFigure, Plan, Task
from cxdna.statistics import display
from cxdna.statistics.display import MONTHS, short_date
from cxdna.statistics.exact import exact
from tests.documents.plan import plans
from tests.documents.wording.display import worded

replace = msgspec.structs.replace


class Made(msgspec.Struct):
    """A plan, what it was made from, and its view."""

    plan: Plan
    material: Material
    view: PlanView


@cache
def made(name: str) -> Made:
    planned, today = plans.CASES[name]
    material = plans.with_plan(planned(), today)
    return Made(material.plan, material, build(material))


@pytest.fixture(params=plans.CASES)
def one(request: pytest.FixtureRequest) -> Made:
    return made(request.param)


def brief(date: dt.date) -> str:
    return f"{date.day} {MONTHS[date.month - 1][:3]} {date.year}"


def full(date: dt.date) -> str:
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def amount(text: str) -> Fraction:
    return Fraction(0) if text == "\N{EN DASH}" else Fraction(text.removeprefix("GBP ").replace(",", ""))


def agreed(plan: Plan) -> list[Action]:
    return [action for action in plan.actions if action.status != "proposed"]


def counting(plan: Plan) -> list[Action]:
    return [action for action in agreed(plan) or plan.actions if action.due]


def overdue(one: Made) -> list[Action]:
    today = one.material.today
    return [a for a in agreed(one.plan) if a.status != "done" and a.due and today and a.due < today]


def late_tasks(one: Made) -> list[tuple[str, int]]:
    today = one.material.today or dt.date.min
    tasks = [(a.id, at, t) for a in agreed(one.plan) for at, t in enumerate(a.tasks, 1)]
    return [(name, at) for name, at, t in tasks if not t.done and t.due and t.due < today]


def late_milestones(one: Made) -> list[tuple[str, int]]:
    today = one.material.today or dt.date.min
    stops = [(a.id, at, m) for a in agreed(one.plan) for at, m in enumerate(a.milestones, 1)]
    return [(name, at) for name, at, m in stops if not m.done and m.due < today]


def test_money_agrees_wherever_it_stands(one: Made) -> None:
    page = one.view.page
    if page is None:
        assert not one.plan.actions
        return
    costs = sum((exact(action.cost) for action in one.plan.actions if action.cost is not None), Fraction(0))
    assert abs(amount(page.total) - costs) < 1
    assert abs(sum(map(amount, (row.cost for row in page.periods))) - costs) <= len(page.periods)
    for row in page.periods:
        ids = {ref.id for ref in (*row.ends, *row.proposed)}
        own = sum((exact(a.cost) for a in one.plan.actions if a.id in ids and a.cost is not None), Fraction(0))
        assert abs(amount(row.cost) - own) < 1
    for owner in page.owners:
        if owner.is_named:
            mine = [action for action in one.plan.actions if " ".join(action.owner.split())[:8] == owner.name[:8]]
            assert int(owner.actions) == len(mine)
            assert int(owner.agreed) == sum(action.status != "proposed" for action in mine)


def test_every_action_ends_in_one_period_and_the_score_is_the_forecasts(one: Made) -> None:
    page, material = one.view.page, one.material
    if page is None:
        return
    ended = Counter(ref.id for row in page.periods for ref in (*row.ends, *row.proposed))
    assert ended == Counter(action.id for action in one.plan.actions)
    found = forecast(material.scores, material.playbook, material.questionnaire, one.plan.actions)
    assert found is not None
    if not found.steps:
        assert page.number == "2.4"
        return
    assert page.number.endswith(shown(found.end))
    assert page.reach == f"by {MONTHS[found.steps[-1].until.month - 1]} {found.steps[-1].until.year}"
    by_label = {step.label: shown(step.whole) for step in found.steps}
    compared = [(row.score, by_label[row.label]) for row in page.periods if row.label in by_label]
    assert compared or page.period == "Year"
    assert all(given == expected for given, expected in compared)
    scored = [row.score for row in page.periods if row.score]
    assert scored[-1] == shown(found.end)
    assert all(Fraction(a) <= Fraction(b) for a, b in pairwise(scored)), "nothing is lowered"


def shown(value: Fraction) -> str:
    tenths = (value * 10 + Fraction(1, 2)).__floor__()
    return f"{tenths // 10}.{tenths % 10}"


def test_statuses_are_counted(one: Made) -> None:
    if one.view.page is None:
        return
    given = {row.status: int(row.count) for row in one.view.page.statuses}
    assert given == {status: [a.status for a in one.plan.actions].count(status) for status in given}
    assert sum(given.values()) == len(one.plan.actions)
    counts = {"action": len(overdue(one)), "task": len(late_tasks(one)), "milestone": len(late_milestones(one))}
    words = [f"{count} {kind}{'' if count == 1 else 's'}" for kind, count in counts.items() if count]
    assert re.split(", | and ", one.view.page.overdue.removesuffix(" overdue")) == (words or [""])


def test_an_actions_page_has_its_dates_levels_and_gates(one: Made) -> None:
    kpis = {kpi.id: kpi for kpi in one.material.kpis}
    assert [page.ref.id for page in one.view.actions] == [action.id for action in one.plan.actions]
    for page, action in zip(one.view.actions, one.plan.actions, strict=True):
        strip = {fact.label: fact.value.text for fact in page.strip}
        assert strip["Start"] == (brief(action.start) if action.start else "not stated yet")
        assert strip["Due"] == (brief(action.due) if action.due else "not stated yet")
        assert page.review.text == (brief(action.review) if action.review else "not stated yet")
        checked = gates(action, one.plan, kpis)
        assert [gate.name for gate in page.open] == [gate.name for gate in checked if not gate.passed]
        assert len(page.passed) + len(page.open) == 5
        assert bool(page.lacks) == bool(page.open)
        if page.bar and not page.bar.numbered:
            given = [stop.date for stop in page.bar.stops]
            assert given == [brief(m.due) for m in sorted(action.milestones, key=lambda m: m.due)]


def test_a_page_says_that_its_problem_rests_on_figures_that_changed() -> None:
    plan = plans.worked_on()
    action = next(one for one in plan.actions if one.closes and one.status == "agreed")
    material = plans.with_plan(plan)
    name = action.closes[0]
    found = material.scores.question(name) if name in material.questions else material.scores.part(name)
    now = material.value(found)
    assert now is not None

    def told(level: float) -> list[str]:
        at = replace(plan, actions=(replace(action, status="agreed", from_level=level),))
        (page,) = build(plans.with_plan(at)).actions
        (field,) = [one for one in page.fields if one.label == "What happens"]
        return [line.text for line in field.lines]

    assert told(float(display.rounded(now, 2))) == []
    (line,) = told(float(display.rounded(now, 2)) - 0.5)
    assert line.startswith("This rests on figures that changed: ")
    assert line.endswith(f" is {display.shown(now)} now.")


def expected_dates(one: Made) -> Iterator[tuple[dt.date, str]]:
    """Yield the days of what is agreed, a baseline once, and of all decisions."""
    for action in agreed(one.plan):
        yield from (
            (day, kind)
            for day, kind in ((action.start, "Start"), (action.due, "Due"), (action.review, "Review"))
            if day
        )
        yield from ((each.due, "Milestone") for each in action.milestones)
        yield from ((each.due, "Task") for each in action.tasks if each.due)
    yield from ((each.by, "Decision") for each in one.plan.decisions if each.by)
    for kpi in {action.kpi for action in agreed(one.plan) if action.kpi}:
        target, baseline = one.plan.figure(kpi, "target"), one.plan.figure(kpi, "baseline")
        if target and target.value is not None:
            yield target.on, "Target"
        users = [action for action in agreed(one.plan) if action.kpi == kpi]
        said = {each.due for action in users for each in action.milestones if "baseline" in each.what.lower()}
        if baseline and baseline.value is None and baseline.on not in said:
            yield baseline.on, "Baseline"


def test_the_calendar_has_every_date_in_order(one: Made) -> None:
    wanted = Counter((day, kind) for day, kind in expected_dates(one))
    proposed = [action.id for action in one.plan.actions if action.status == "proposed"]
    if one.view.calendar is None:
        assert not wanted
        assert not any(action.start or action.due or action.review for action in one.plan.actions)
        return
    in_short = [row.ref.id for row in one.view.calendar.proposed]
    assert in_short == [name for name in proposed if (a := one.plan.action(name)).start or a.due or a.review]
    given = []
    for month in one.view.calendar.months:
        name, year = month.name.split()
        for entry in month.entries:
            weekday, day = entry.day.split()
            date = dt.date(int(year), MONTHS.index(name) + 1, int(day))
            assert date.strftime("%a") == weekday
            given.append((date, entry.kind))
    assert Counter(given) == wanted
    assert [date for date, _ in given] == sorted(date for date, _ in given)


def test_people_have_what_they_promised_and_roles_what_nobody_has(one: Made) -> None:
    on_pages = [promise.ref.id for page in one.view.owners for promise in page.promises]
    if one.view.unnamed:
        on_pages += [promise.ref.id for role in one.view.unnamed.roles for promise in role.promises]
    assert Counter(on_pages) == Counter(action.id for action in one.plan.actions)
    for page in one.view.owners:
        waiting = {line.ref.id for line in page.waiting if line.ref}
        mine = {promise.ref.id for promise in page.promises}
        assert waiting == {a.id for a in one.plan.actions if mine & set(a.needs) and a.id not in mine}


def test_an_actions_page_says_what_the_library_says_beside_the_plan() -> None:
    material = made("worked on").material
    drafted = next(action for action in material.plan.actions if action.template)
    fields = {
        "supporting_roles": ("Head of service", "Data protection officer"),
        "cost": "business_case",
        "preconditions": ("The list is there.",),
        "evidence": (Produced(kind=material.playbook.evidence.kinds[0].id, what="The written rule."),),
    }
    library = tuple(replace(one, **fields) if one.id == drafted.template else one for one in material.actions)
    plan = replace(material.plan, actions=(replace(drafted, cost=None), replace(drafted, template=None, cost=None)))
    with_it, without = build(replace(material, actions=library, plan=plan)).actions
    by_label = {field.label: [(line.lead, line.text, line.quiet) for line in field.lines] for field in with_it.fields}
    assert by_label["Whose part"][-1] == ("Works with: ", "Head of service and Data protection officer", "")
    assert by_label["Needs first"][-1] == ("", "The list is there.", "")
    assert by_label["Leaves behind"] == [("", "The written rule.", material.playbook.evidence.kinds[0].name)]
    assert (with_it.source, without.source) == (drafted.template, "")
    assert "Leaves behind" not in {field.label for field in without.fields}
    costs = [next(fact.value for fact in page.strip if fact.label == "Cost") for page in (with_it, without)]
    assert [(cost.text, cost.missing) for cost in costs] == [("a business case", False), ("not stated yet", True)]
    assert with_it.kpi is not None
    assert with_it.kpi.about.endswith(f"{drafted.kpi} in the KPI library")


def test_a_baseline_is_one_date_and_a_kpi_has_one_name() -> None:
    plan = plans.worked_on()
    one = next(each for each in plan.actions if each.status == "agreed" and each.kpi and each.due)
    kpi = next(each for each in made("worked on").material.kpis if each.id == one.kpi)
    on = one.milestones[0].due
    open_one = KpiFigure(kpi=kpi.id, figure="baseline", on=on)
    one = replace(one, more_kpis=(kpi.counter,))

    def dated(what: str, *others: Action) -> list[str]:
        said = replace(one, milestones=(replace(one.milestones[0], what=what),))
        at = build(plans.with_plan(replace(plan, actions=(said, *others), figures=(open_one,))))
        assert at.calendar
        assert at.actions[0].kpi
        assert at.actions[0].kpi.counter
        assert not at.actions[0].kpi.more, "it stands there as the counter-KPI"
        return [
            entry.kind
            for month in at.calendar.months
            for entry in month.entries
            if "aseline" in entry.kind + entry.what
        ]

    assert dated("Baseline measured") == ["Milestone"]
    assert dated("Form agreed") == ["Baseline"]
    asked = replace(one, id="a99", status="proposed", agreed=None)
    assert dated("Form agreed", asked) == ["Baseline"]


def test_a_review_says_whether_an_effect_can_show_by_then() -> None:
    plan = plans.worked_on()
    one = next(each for each in plan.actions if each.status == "agreed" and each.kpi)
    kpis = made("worked on").material.kpis
    due = dt.date(2027, 3, 31)

    def said(cadence: Cadence, review: dt.date) -> str:
        at = replace(plan, actions=(replace(one, due=due, review=review, milestones=(), tasks=()),))
        library = tuple(replace(each, cadence=cadence) if each.id == one.kpi else each for each in kpis)
        (page,) = build(replace(plans.with_plan(at), kpis=library)).actions
        return page.reviewed

    assert said("quarter", dt.date(2027, 6, 30)) == "a full quarter after its end"
    assert said("quarter", dt.date(2027, 6, 29)) == "not yet a full quarter after its end"
    assert said("month", dt.date(2027, 5, 30)) == "a full month after its end"
    assert said("wave", dt.date(2027, 5, 30)) == "not yet a full survey wave after its end"


def test_the_forecast_says_what_it_counts_and_where_all_of_it_leads() -> None:
    plan = plans.worked_on()
    material = plans.with_plan(plan)
    whole = forecast(material.scores, material.playbook, material.questionnaire, as_agreed(plan.actions))
    assert whole
    page = on_a_page(material)
    assert page
    count = len(agreed(plan))
    assert page.condition == f"If the {count} agreed actions hold"
    others = len(plan.actions) - count
    assert page.beside[0].startswith(f"With {others} proposed ")
    assert f"{shown(whole.now)} \N{RIGHTWARDS ARROW} {shown(whole.end)}" in page.beside[0]
    question = next(each.id for each in material.scores.questions if material.value(each) == 2)
    little = Action(
        id="a1", title="One practice", status="agreed", closes=(question,), to_level=3, due=dt.date(2027, 3, 1)
    )
    alone = plans.with_plan(Plan(actions=(little,)))
    page = on_a_page(alone)
    assert page
    now, end = page.number.split(" \N{RIGHTWARDS ARROW} ")
    assert now == end, "one question moves the whole by less than a tenth"
    found = forecast(alone.scores, alone.playbook, alone.questionnaire, alone.plan.actions)
    assert found
    (rising,) = changes(found, alone.scores)
    assert page.beside == (f"{rising.name} {shown(rising.before)} to {shown(rising.after)}",)
    assert f"stays at {now} when rounded" in page.headline.text


def test_somebodys_part_in_anothers_action_is_on_their_page() -> None:
    (analyst,) = (page for page in made("worked on").view.owners if page.name == "Analyst")
    assert [(task.ref.id, task.what, task.due.text) for task in analyst.tasks] == [
        ("a4", "Report failed checks", "31 May 2027")
    ]
    assert not analyst.promises
    assert analyst.headline.text == "Analyst has a part in one action"


def test_what_somebody_wrote_stands_in_the_place_of_the_draft() -> None:
    plan, today = plans.CASES["worked on"]
    mine = Written(place="plan.headline", text="Four promises we keep", over="0" * 64, by="Ruth Okafor")
    view = build(replace(plans.with_plan(plan(), today), written={mine.place: mine}))
    assert view.cover.answer.text == "Four promises we keep"
    assert view.page
    assert view.page.headline.state == "stale"
    assert "Ruth Okafor" in view.colophon.says


def test_places_are_told_apart_and_fit_what_people_write(one: Made) -> None:
    by_place: dict[str, str] = {}
    for text in texts_of(one.view):
        assert by_place.setdefault(text.place, text.text) == text.text
        assert len(text.place) <= 200
        assert text.place.startswith("plan.")
    assert len(by_place) > 0


def test_in_other_documents_every_action_is_a_place_and_questions_are_linked_where_they_stand() -> None:
    material = made("worked on").material
    alone, linked = on_a_page(material), on_a_page(material, links=True)
    assert alone
    assert linked
    assert not alone.pages
    assert (alone.links, linked.links) == (False, True)
    assert {row.closes_anchor for row in linked.actions} == {f"at-{a.closes[0]}" for a in material.plan.actions}
    assert on_a_page(made("no actions").material) is None


CHECKS: dict[str, Callable[[Made, Claim], str]] = {
    "plan_counting": lambda one, _: worded(len(counting(one.plan))),
    "plan_actions": lambda one, _: worded(len(one.plan.actions)),
    "plan_state": lambda one, _: state_words(one),
    "plan_proposed": lambda one, _: worded(len(one.plan.actions) - len(agreed(one.plan))),
    "plan_overdue": lambda one, _: worded(len(overdue(one))),
    "plan_nobody": lambda one, claim: worded(sum(not named(a) for a in one.plan.actions)) + _rest(claim),
    "plan_agreed": lambda one, claim: worded(len(agreed(one.plan))) + _rest(claim) if agreed(one.plan) else claim.said,
    "forecast_end": lambda one, _: shown(steps(one)[-1]),
    "score": lambda one, _: shown(steps(one)[0]),
    "step_before": lambda one, _: shown(steps(one)[largest(one)]),
    "step_after": lambda one, _: shown(steps(one)[largest(one) + 1]),
    "step_ends": lambda one, claim: worded(len([a for a in counting(one.plan) if a.id in claim.of])),
    "plan_first_day": lambda one, _: full(min(day for a in one.plan.actions if (day := a.start or a.due))),
    "plan_last_day": lambda one, _: full(max(day for a in one.plan.actions if (day := a.due or a.start))),
    "busiest_actions": lambda _, claim: worded(len(claim.of)),
    "dates": lambda one, _: worded(len(list(expected_dates(one)))),
    "calendar_proposed": lambda one, claim: (
        worded(sum(a.status == "proposed" for a in one.plan.actions if a.start or a.due or a.review)) + _rest(claim)
    ),
    "first_date": lambda one, _: full(min(day for day, _ in expected_dates(one))),
    "last_date": lambda one, _: full(max(day for day, _ in expected_dates(one))),
    "next_date": lambda one, _: full(min(day for day in still_open(one) if day >= (one.material.today or day))),
    "overdue_tasks": lambda one, claim: worded(len(late_tasks(one))) + _rest(claim),
    "overdue_milestones": lambda one, claim: worded(len(late_milestones(one))) + _rest(claim),
    "owner_done": lambda one, claim: worded(sum(a.status == "done" for a in one.plan.actions if a.id in claim.of)),
    "owner_open": lambda one, claim: worded(sum(a.status != "done" for a in one.plan.actions if a.id in claim.of)),
    "owner_agreed": lambda _, claim: worded(len(claim.of)) + _rest(claim),
    "owner_proposed": lambda _, claim: worded(len(claim.of)) + _rest(claim),
    "owner_parts": lambda _, claim: worded(len(claim.of)) + _rest(claim),
    "owner_until": lambda one, claim: full(max(a.due for a in one.plan.actions if a.id in claim.of and a.due)),
    "carried": lambda one, _: worded(Counter(a.owner for a in one.plan.actions if named(a)).most_common(1)[0][1]),
    "carries_most": lambda one, _: Counter(a.owner for a in one.plan.actions if named(a)).most_common(1)[0][0],
}
"""What claims must say, recomputed from the plan."""
SAID_ONLY = {
    "owner_all_done",
    "plan_undated",
    "plan_none",
    "plan_nobody_at_all",
    "plan_agreed_none",
    "forecast_by",
    "largest_step",
    "busiest_month",
    "owner",
    "tasks_of_nobody",
    "no_dates",
}
"""Claims in words alone, or whose number another claim of the same sentence has; see the tests below for some."""


def state_words(one: Made) -> str:
    found = {action.status for action in counting(one.plan)}
    several = len(counting(one.plan)) != 1
    noun = f"action{'s' * several}"
    if found <= {"agreed"} or found == {"done"}:
        return f"agreed {noun}"
    if found == {"proposed"}:
        return f"proposed {noun}"
    words = ["agreed"] * ("agreed" in found) + ["under way"] * bool(found & {"in_progress", "blocked"})
    words += ["done"] * ("done" in found)
    first = ", ".join(words[:-1])
    return f"{noun} that {'are' if several else 'is'} {first}{' or ' if first else ''}{words[-1]}"


def still_open(one: Made) -> Iterator[dt.date]:
    """Yield the days on which something that is agreed is still to come about."""
    for action in agreed(one.plan):
        if action.review:
            yield action.review
        days = ((action.start, action.begun), (action.due, action.done))
        yield from (day for day, done in days if day and not done and action.status != "done")
        yield from (each.due for each in action.tasks if each.due and not each.done)
        yield from (each.due for each in action.milestones if not each.done)
    yield from (day for day, kind in expected_dates(one) if kind in {"Baseline", "Target"})
    yield from (each.by for each in one.plan.decisions if each.by and each.outcome is None)


def _rest(claim: Claim) -> str:
    """Return what follows the count in a claim like `two actions`."""
    return claim.said[len(claim.said.split(" ")[0]) :]


def named(action: Action) -> bool:
    return bool(action.owner) and action.owner != action.owner_role


def steps(one: Made) -> list[Fraction]:
    material = one.material
    found = forecast(material.scores, material.playbook, material.questionnaire, one.plan.actions)
    assert found
    return [found.now, *(step.whole for step in found.steps)]


def largest(one: Made) -> int:
    rises = [after - before for before, after in pairwise(steps(one))]
    return rises.index(max(rises))


def test_every_claim_of_every_sentence_is_recomputed(one: Made) -> None:
    seen = 0
    for text in texts_of(one.view):
        for claim in text.claims:
            assert claim.said.casefold() in text.text.casefold(), text
            assert claim.kind in CHECKS or claim.kind in SAID_ONLY, claim
            if claim.kind in CHECKS:
                assert claim.said == CHECKS[claim.kind](one, claim), text
                seen += 1
        known = "".join(claim.said for claim in text.claims)
        assert not [number for number in re.findall(r"\d+", text.text) if number not in known], text
    assert seen > 2 or one.view.page is None or len(one.plan.actions) == 1


def test_the_month_in_which_most_goes_on_is_the_busiest() -> None:
    one = made("worked on")
    assert one.view.timeline
    by_kind = {claim.kind: claim for claim in one.view.timeline.headline.claims}
    busiest = by_kind["busiest_actions"].of
    for year in (2027, 2028):
        for month in range(1, 13):
            first, after = dt.date(year, month, 1), dt.date(year + month // 12, month % 12 + 1, 1)
            going = [a for a in one.plan.actions if a.start and a.due and a.start < after and a.due >= first]
            assert len(going) <= len(busiest)


def test_the_largest_step_names_its_quarter() -> None:
    one = made("forty actions with long names")
    claims = {claim.kind: claim for claim in _deck(one).claims}
    wanted = {quarter_end(a.due) for a in one.plan.actions if a.id in claims["step_ends"].of and a.due}
    assert len(wanted) == 1
    until = wanted.pop()
    assert claims["largest_step"].said.endswith(f"to {MONTHS[until.month - 1][:3]} {until.year}")


def _deck(one: Made) -> Draft:
    assert one.view.page
    return one.view.page.deck


def test_the_fingerprint_is_of_what_was_promised() -> None:
    plan = plans.worked_on()
    before = fingerprint(plan)
    first, *others = plan.actions

    def of(action: Action, *figures: KpiFigure) -> str:
        return fingerprint(replace(plan, actions=(action, *others), figures=(*plan.figures, *figures)))

    went_on = replace(first, status="blocked", progress=7, done=None, note="Later", priority=9)
    assert of(went_on) == before
    assert of(replace(first, milestones=tuple(replace(m, done=None) for m in first.milestones))) == before
    assert of(first, KpiFigure(kpi=first.kpi or "", figure="actual", value=1, on=plans.TODAY)) == before
    for changed in (
        replace(first, owner="Somebody else"),
        replace(first, due=plans.TODAY),
        replace(first, cost=1),
        replace(first, tasks=(Task(what="Another"),)),
    ):
        assert of(changed) != before
    assert of(first, KpiFigure(kpi=first.kpi or "", figure="target", value=9, on=plans.TODAY)) != before
    assert fingerprint(replace(plan, actions=tuple(reversed(plan.actions)))) == before
    assert fingerprint(plans.only_drafted()) == ""
    assert before in {value for _, value in made("worked on").view.sign_off.prints}
    assert f"{before[:4]} {before[4:8]}" in made("worked on").view.footer


def test_days_that_do_not_fit_are_told_and_of_many_the_first() -> None:
    page = made("worked on").view.timeline
    assert page
    one, two = plans.worked_on().actions[:2]
    assert one.due
    assert two.start
    assert two.start < one.due
    told = f"a2 starts on {short_date(two.start)}, and needs a1, which is due on {short_date(one.due)}"
    assert told in page.clashes
    many = made("forty actions with long names").view.timeline
    assert many
    late = sum(arrow.is_late for piece, _ in many.pieces for arrow in piece.arrows)
    clashing = int(many.clashes[-1].split()[1]) + len(many.clashes) - 1
    assert clashing >= late > len(many.clashes)


def test_an_action_without_a_level_does_not_show_the_number_of_its_component_as_one() -> None:
    """Such as one that alerts call for: it closes 7 Corrective action, and 7 is no level."""
    given = made("worked on")
    without = replace(given.plan.actions[0], closes=("corrective_action",), from_level=None, to_level=None)
    page = on_a_page(replace(given.material, plan=replace(given.plan, actions=(without,))))
    assert page is not None
    assert [row.closes for row in page.actions] == ["7: no level"]

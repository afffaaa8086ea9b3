"""What the library that comes along drafts for the example's assessments: plans that a consultant would defend."""

import datetime as dt
from collections import Counter
from itertools import combinations

import pytest

from cxdna import resources
from cxdna.definitions.load import load_library
from cxdna.plan.capacity import loads, owner_of
from cxdna.plan.draft import Drafted, Sources, draft
from cxdna.plan.forecast import forecast
from cxdna.plan.model import Action
from cxdna.scores.model import Assessed
from cxdna.scores.suppose import ground
from cxdna.workflows.score import score_file
from cxdna.worktime.working_days import WorkingDays
from tests.plan.drafting import head

LIBRARY = load_library(resources.roots())
TEMPLATES = {one.id: one for one in LIBRARY.actions}
EXAMPLE = resources.folder("examples") / "alderbrook"


@pytest.fixture(scope="module", params=["full", "pulse"])
def assessed(request: pytest.FixtureRequest) -> Assessed:
    found = score_file(EXAMPLE / {"full": "answers-2026.yaml", "pulse": "answers-2025.yaml"}[request.param])
    assert found.questionnaire.id == request.param
    return found


def drafted(assessed: Assessed, most: int = 12) -> Drafted:
    sources = Sources(
        scores=assessed.scores,
        with_counts=True,
        playbook=assessed.playbook,
        questionnaire=assessed.questionnaire,
        templates=LIBRARY.actions,
        kpis=LIBRARY.kpis,
        days=WorkingDays("GB", "ENG"),
    )
    return draft(sources, head(start=dt.date(2026, 12, 7), most=most))


def part_of(one: Action) -> str:
    template = TEMPLATES[str(one.template)]
    parts = {question.id: question.part for question in LIBRARY.questionnaires["full"].questions}
    return template.part or parts[str(template.question)]


@pytest.mark.parametrize("most", [8, 12, 40])
def test_it_closes_only_what_this_assessment_asks(assessed: Assessed, most: int) -> None:
    asked = {one.id for one in assessed.scores.questions if one.state == "scored"}
    parts = {part.id for part, _ in assessed.playbook.walk()}
    found = drafted(assessed, most)
    assert 8 <= len(found.plan) <= most
    for closes in (*(one.closes for one in found.plan), *(one.candidate.closes for one in found.chosen.choices)):
        assert closes
        assert set(closes) <= asked | parts


def test_the_largest_gaps_get_the_most(assessed: Assessed) -> None:
    leaves = [part for part in assessed.scores.parts if not part.children and part.gap]
    leaves.sort(key=lambda part: -(part.gap or 0))
    served = Counter(part_of(one) for one in drafted(assessed).plan)
    assert all(served[part.id] for part in leaves[:3])
    for larger, smaller in combinations(leaves, 2):
        if (larger.gap or 0) >= 2 * (smaller.gap or 0):
            assert served[larger.id] >= served[smaller.id], f"{larger.id} before {smaller.id}"


def test_most_are_for_single_practices_and_none_is_there_twice(assessed: Assessed) -> None:
    plan = drafted(assessed).plan
    own = [TEMPLATES[str(one.template)].question for one in plan if TEMPLATES[str(one.template)].question]
    assert len(own) > len(plan) / 2
    assert len(own) == len(set(own))
    whole = [TEMPLATES[str(one.template)].part for one in plan if TEMPLATES[str(one.template)].part]
    assert len(whole) == len(set(whole))


def test_no_owner_carries_everything(assessed: Assessed) -> None:
    plan = drafted(assessed).plan
    assert max(Counter(map(owner_of, plan)).values()) <= len(plan) / 2
    given = ground(assessed.scores, assessed.playbook, assessed.questionnaire)
    assert not any(one.crowd for one in loads(given, plan, 2))


def test_what_is_needed_first_comes_first(assessed: Assessed) -> None:
    plan = drafted(assessed).plan
    by_id = {one.id: one for one in plan}
    given = ground(assessed.scores, assessed.playbook, assessed.questionnaire)
    for one in plan:
        for needed in (by_id[name] for name in one.needs):
            assert needed.due
            assert one.start
            assert needed.due < one.start
        for requirement in TEMPLATES[str(one.template)].requires:
            standing = given.standing(requirement.part)
            met = standing is not None and standing >= requirement.at
            assert met or any(part_of(by_id[name]) == requirement.part for name in one.needs)


def test_the_forecast_says_no_more_than_the_actions_close(assessed: Assessed) -> None:
    plan = drafted(assessed).plan
    by_id = {one.id: one for one in plan}
    found = forecast(assessed.scores, assessed.playbook, assessed.questionnaire, plan)
    assert found
    lifts = [lift for step in found.steps for lift in step.lifts]
    assert len({lift.action for lift in lifts}) > len(plan) / 2
    for lift in lifts:
        assert lift.lifts in by_id[lift.action].closes

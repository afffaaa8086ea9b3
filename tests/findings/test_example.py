"""The invented organisation shows one of everything that a report can say; who changes it keeps that."""

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import pytest

from cxdna import resources
from cxdna.definitions.load import load_library
from cxdna.findings.model import Findings
from cxdna.scores.model import Assessed, PartScore
from cxdna.workflows.score import find_in, score_file

NAME = "alderbrook"


def example(name: str) -> Path:
    return resources.folder("examples") / NAME / name


@pytest.fixture(scope="module")
def now() -> Assessed:
    return score_file(example("answers-2026.yaml"))


@pytest.fixture(scope="module")
def before() -> Assessed:
    return score_file(example("answers-2025.yaml"))


@pytest.fixture(scope="module")
def found(now: Assessed, before: Assessed) -> Findings:
    return find_in(now, before)


def leaves(made: Assessed) -> list[PartScore]:
    return [part for part in made.scores.parts if not part.children]


def values(made: Assessed) -> Mapping[str, Fraction]:
    known = {part.id: part.score.on(made.scores.basis) for part in leaves(made)}
    return {part: value for part, value in known.items() if value is not None}


def test_a_full_assessment_follows_a_pulse_by_what_comes_along(
    now: Assessed, before: Assessed, found: Findings
) -> None:
    library = load_library(resources.roots())
    for made, name in ((now, "full"), (before, "pulse")):
        head, asked = made.answers.assessment, library.questionnaires[name]
        assert (head.questionnaire, head.questionnaire_version) == (name, asked.version)
        assert head.playbook_version == library.playbook.version
        assert len(values(made)) == 12
    assert found.change is not None
    asked_before = {one.id for one in before.scores.questions if one.state != "hidden"}
    assert set(found.change.comparable) == asked_before
    assert len(found.change.comparable) < found.change.asked / 3, "most is asked for the first time"


def test_what_the_organisation_has_no_occasion_for_is_not_asked(now: Assessed) -> None:
    hidden = [one for one in now.scores.questions if one.state == "hidden"]
    assert hidden
    assert not any(one.responses for one in hidden)
    assert {one.state for one in now.scores.questions} == {"hidden", "scored"}


def test_one_component_is_strong(now: Assessed) -> None:
    highest = max(values(now).values())
    (strong,) = (part for part in leaves(now) if part.score.on(now.scores.basis) == highest)
    assert strong.gap == 0
    assert strong.target == highest


def test_two_components_are_weak(now: Assessed) -> None:
    largest = sorted((part for part in leaves(now) if part.gap), key=lambda part: -(part.gap or 0))[:2]
    assert all(part.gap and part.gap >= 2 for part in largest)
    assert all(part.level and part.level.completed.value == 1 for part in largest)


def test_one_component_fell_and_most_rose(found: Findings, now: Assessed) -> None:
    assert found.change is not None
    moved = [one.change for one in found.change.parts if one.part in values(now) and one.change is not None]
    assert len([change for change in moved if change < 0]) == 1
    assert len([change for change in moved if change > 0]) > len(moved) / 2
    assert found.change.panel.people == 8
    assert found.change.panel.comparable


def test_twelve_people_in_two_role_groups_answer(now: Assessed, before: Assessed) -> None:
    assert now.scores.respondents == len(now.answers.respondents) == 12
    assert len(Counter(one.group for one in now.answers.respondents)) == 2
    both = {sheet.respondent for sheet in now.answers.sheets} & {sheet.respondent for sheet in before.answers.sheets}
    assert len(both) == 8


def test_people_say_that_something_does_not_apply_and_that_they_do_not_know(now: Assessed) -> None:
    responses = [one for question in now.scores.questions for one in question.responses]
    assert sum(one.not_applicable is not None for one in responses) >= 2
    assert sum(one.dont_know for one in responses) >= 2


def test_evidence_is_fresh_and_too_old(now: Assessed) -> None:
    uses = [use for question in now.scores.questions for use in question.verdict.uses]
    assert {use.counts for use in uses} == {True, False}
    assert any(use.reason.startswith("too old") for use in uses)
    assert len({use.age_months for use in uses}) > 5


def test_claims_are_unproved_for_every_reason_there_is(found: Findings) -> None:
    for reason in (
        "no evidence is recorded",
        "too old",
        "of the 4 periods",
        "missing: a record",
        "missing: a document",
        "level 4 needs data",
        "level 5 needs an independent check",
        "no level of the playbook asks for testimony",
    ):
        assert any(reason in claim.reason for claim in found.claims), reason
    assert len(found.claims) < len(found.change.questions if found.change else ()), "most of what is said is proved"


def test_people_disagree_on_applicability_and_on_levels(found: Findings) -> None:
    kinds = {dispute.kind for one in found.disputed for dispute in one.disputes}
    assert "applicability" in kinds
    assert kinds & {"spread", "two_camps"}

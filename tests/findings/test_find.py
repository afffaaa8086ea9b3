"""Findings, each by its stated rule."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from cxdna.answers.model import Answer
from cxdna.definitions.model import Part, Questionnaire
from cxdna.findings.find import find
from cxdna.findings.model import Findings
from cxdna.organisation.model import Evidence
from cxdna.scores.model import Dispute
from cxdna.scores.score import score
from tests.scores.building import (
    Said,
    answers,
    evidence,
    f,
    levels,
    not_applicable,
    part,
    playbook,
    question,
    questionnaire,
)


def parts_at(
    values: Mapping[str, Sequence[Said]], **targets: float
) -> tuple[tuple[Part, ...], Questionnaire, dict[str, Said]]:
    """Return a leaf part for each name, with one question for each of its answers: a1, a2 ..."""
    parts = tuple(part(name, target=targets.get(name)) for name in values)
    said = {f"{name}{at}": one for name, given in values.items() for at, one in enumerate(given, start=1)}
    asked = questionnaire(*(question(one, one[0]) for one in said))
    return parts, asked, said


def found(values: Mapping[str, Sequence[Said]], method: Any = "mean", **targets: float) -> Findings:
    parts, asked, said = parts_at(values, **targets)
    book = playbook(*parts, method=method)
    return find(score(book, asked, answers(said)), book, asked)


# ---------------------------------------------------------------------------------------------------------------- gaps


def test_gaps_are_ranked_by_gap_and_share() -> None:
    gaps = found({"a": [2], "b": [1], "c": [4], "d": [2]}, a=3, b=4, c=3, d=4).gaps
    assert [(one.id, one.part, one.gap, one.share) for one in gaps] == [
        ("gap:b", "b", f(3), f("1/2")),
        ("gap:d", "d", f(2), f("1/3")),
        ("gap:a", "a", f(1), f("1/6")),
    ]
    assert (gaps[0].score, gaps[0].target) == (f(1), f(4))


def test_a_part_that_weighs_more_has_the_larger_gap() -> None:
    asked = questionnaire(question("q", "a"), question("r", "b"))
    book = playbook(part("a", weight=1), part("b", weight=3), method="weighted_mean")
    gaps = find(score(book, asked, answers({"q": 1, "r": 2})), book, asked).gaps
    assert [(one.part, one.gap, one.share) for one in gaps] == [("b", f(1), f("3/5")), ("a", f(2), f("2/5"))]


def test_of_equal_shares_the_larger_gap_comes_first() -> None:
    asked = questionnaire(question("q", "a"), question("r", "b"))
    book = playbook(part("a", weight=2), part("b", weight=1), method="weighted_mean")
    gaps = find(score(book, asked, answers({"q": 2, "r": 1})), book, asked).gaps
    assert [(one.part, one.share) for one in gaps] == [("b", f("1/2")), ("a", f("1/2"))]


def test_equal_gaps_stand_in_the_order_of_the_playbook() -> None:
    assert [one.part for one in found({"b": [2], "a": [2], "c": [2]}).gaps] == ["b", "a", "c"]


def test_gaps_without_weight_have_no_share() -> None:
    asked = questionnaire(question("q", "a"), question("r", "b"))
    book = playbook(part("a", weight=0), part("b", weight=1), method="weighted_mean")
    gaps = find(score(book, asked, answers({"q": 1, "r": 3})), book, asked).gaps
    assert [(one.part, one.share) for one in gaps] == [("a", f(0))]


def test_a_gap_names_its_lowest_questions_below_target() -> None:
    gaps = found({"a": [3, 2, 1, 2], "b": [5, 1], "c": [2.5, 2.5]}, b=4).gaps
    lowest = {one.part: one.lowest for one in gaps}
    assert lowest["a"] == ("a3", "a2")
    assert lowest["b"] == ("b2",)
    assert found({"a": [3, 1]}).gaps[0].lowest == ("a2",)


def test_no_gap_where_targets_are_met_or_nothing_is_scored() -> None:
    assert found({"a": [3], "b": ["dont_know"], "c": [5]}).gaps == ()


# ----------------------------------------------------------------------------------------------------------- strengths


def strengths(values: Mapping[str, Sequence[Said]], **targets: float) -> list[str]:
    return [one.part for one in found(values, **targets).strengths]


def test_strengths_are_the_three_highest() -> None:
    found_parts = {"a": [3], "b": [5], "c": [4], "d": [5], "e": [1], "g": [1], "h": [1]}
    assert strengths(found_parts) == ["b", "d", "c"]


@pytest.mark.parametrize(
    ("values", "targets", "expected"),
    [
        # The lowest is no strength, even where it has reached its target; nor is the only one.
        ({"a": [4], "b": [4]}, {}, []),
        ({"a": [4], "b": [5]}, {}, ["b"]),
        ({"a": [5]}, {}, []),
        # Below level 2 nothing is one, however low the target.
        ({"a": [1.5], "b": [1]}, {"a": 1, "b": 1}, []),
        ({"a": [2], "b": [1]}, {"a": 1, "b": 1}, ["a"]),
        # Below its target and below the middle of the ladder.
        (
            {"a": [2.5], "b": [3], "c": [3], "d": [3], "e": [3], "g": [2]},
            {"b": 5, "c": 5, "d": 5, "g": 2},
            ["e"],
        ),
        # The best of weak parts is no strength; one below its target is, from the middle of the ladder.
        ({"a": [3], "b": [2], "c": [1], "d": [1], "e": [1]}, {"b": 2.5}, ["a"]),
        ({"a": [3], "b": [3], "c": [1], "d": [1], "e": [1]}, {"b": 3.5}, ["a", "b"]),
        # One of the three largest gaps.
        ({"a": [4], "b": [3], "c": [2]}, {"a": 5}, ["b"]),
    ],
)
def test_strengths(values: dict[str, list[Said]], targets: dict[str, float], expected: list[str]) -> None:
    assert strengths(values, **targets) == expected


def test_a_strength_names_its_highest_questions() -> None:
    (one,) = found({"a": [3, 5, 4, 5], "b": [1]}).strengths
    assert (one.id, one.score, one.highest) == ("strength:a", f("17/4"), ("a2", "a4"))
    assert found({"a": [4, 4, 4], "b": [1]}).strengths[0].highest == ("a1", "a2")


# ------------------------------------------------------------------------------------------------------- weakest links


def test_the_weakest_link_is_half_a_level_below_its_part() -> None:
    links = found({"a": [2], "b": [3], "c": [3]}).weakest_links
    assert [(one.id, one.child, one.part_score, one.child_score) for one in links] == [
        ("weakest:book", "a", f("8/3"), f(2))
    ]
    assert found({"a": [2], "b": [3]}).weakest_links[0].part == "book"
    assert found({"a": [2.75], "b": [3]}).weakest_links == ()


def test_a_question_is_a_weakest_link_a_level_below() -> None:
    links = found({"a": [1, 3], "b": [2, 3]}).weakest_links
    assert [(one.part, one.child) for one in links] == [("a", "a1")]


def test_distances_are_in_levels_of_the_ladder() -> None:
    parts, asked, _ = parts_at({"a": [0], "b": [0]})
    book = playbook(*parts, levels=levels(0, 25, 50, 75, 100), default_target=50)
    near = find(score(book, asked, answers({"a1": 50, "b1": 70})), book, asked)
    assert near.weakest_links == ()
    far = find(score(book, asked, answers({"a1": 50, "b1": 75})), book, asked)
    assert [one.child for one in far.weakest_links] == ["a"]


# ------------------------------------------------------------------------------------- claims, open ground, disputes


def claims(said: dict[str, Said], *records: Evidence) -> list[tuple[str, object, object, str]]:
    asked = questionnaire(*(question(one) for one in said))
    made = find(score(playbook(), asked, answers(said, records=records)), playbook(), asked)
    return [(one.id, one.claimed, one.shown, one.reason) for one in made.claims]


def test_claims_without_evidence() -> None:
    assert claims({"q": 3, "r": 2, "s": 5}) == [
        ("claim:s", 5, 2, "no evidence is recorded; level 3 needs a document and a record"),
        ("claim:q", 3, 2, "no evidence is recorded; level 3 needs a document and a record"),
    ]


def test_claims_with_evidence_that_does_not_reach() -> None:
    records = [evidence("E1", "policy"), evidence("E2", "minutes"), evidence("E3", "figures", periods=3)]
    said = Answer(value=4, evidence=("E1", "E2", "E3"))
    reason = (
        "Record E3: shows 3 of the 4 periods that level 4 needs; the evidence supports level 3; "
        "level 4 needs data over 4 periods"
    )
    assert claims({"q": said}, *records) == [("claim:q", 4, 3, reason)]


def test_claims_with_evidence_of_which_none_counts() -> None:
    record = evidence("E1", "interview", covers=("q",))
    reason = "Record E1: no level of the playbook asks for testimony; level 3 needs a document and a record"
    assert claims({"q": 3}, record) == [("claim:q", 3, 2, reason)]


def test_open_ground() -> None:
    asked = questionnaire(*(question(one) for one in "qrst"))
    given = answers({"q": "dont_know", "r": 3, "s": not_applicable()}, {"q": "dont_know"})
    made = find(score(playbook(), asked, given), playbook(), asked)
    assert [(one.id, one.question, one.dont_know, one.reason) for one in made.open_ground] == [
        ("open:q", "q", 2, "2 people answered, all with don't know"),
        ("open:t", "t", 0, "nobody answered"),
    ]


def test_disputes_are_ranked_by_spread() -> None:
    asked = questionnaire(*(question(one) for one in "qrst"))
    given = answers({"q": 2, "r": 1, "s": 3, "t": 3}, {"q": 4, "r": 5, "s": not_applicable(), "t": 3})
    made = find(score(playbook(), asked, given), playbook(), asked)
    assert [one.id for one in made.disputed] == ["disputed:r", "disputed:q", "disputed:s"]
    assert made.disputed[1].disputes == (Dispute("spread", "two people, 2 levels apart: 2 and 4"),)
    assert made.change is None


def test_disputes_without_a_spread_come_last() -> None:
    asked = questionnaire(question("s"), question("t"))
    given = answers({"s": 3, "t": 5}, {"s": not_applicable(), "t": 5}, {"t": 5}, *[{"t": 3}] * 9)
    made = find(score(playbook(), asked, given), playbook(), asked)
    assert [one.question for one in made.disputed] == ["t", "s"]


def test_findings_follow_the_basis() -> None:
    parts, asked, said = parts_at({"a": [4], "b": [2]})
    book = playbook(*parts)
    answered = find(score(book, asked, answers(said)), book, asked)
    shown = find(score(book, asked, answers(said, basis="as_shown")), book, asked)
    assert [one.part for one in answered.gaps] == ["b"]
    assert [(one.part, one.score) for one in shown.gaps] == [("a", f(2)), ("b", f(2))]
    assert [one.id for one in shown.claims] == [one.id for one in answered.claims] == ["claim:a1"]

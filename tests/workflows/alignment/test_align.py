"""`cxdna align`: what a consultant reads, what programs get, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec
import pytest

from cxdna.errors import UserError
from cxdna.plan.model import Plan
from cxdna.voice.model import Voice
from cxdna.voice.survey.model import Window
from cxdna.workflows.alignment.look import align_json, align_lines, look
from cxdna.workflows.score import score_file
from cxdna.workflows.subject import Subject
from tests.documents.planned import EXAMPLE
from tests.findings.voices import fielded, question, voice
from tests.plan.acting import action

MONTH = 202606


def surveys(**more: Any) -> Voice:
    care = fielded(
        "care",
        (
            question("word", item="word", practices=("q7.2",), text="They keep their word"),
            question("mend", parts=("corrective_action",), text="It is mended for good"),
            question("left", parts=("win_back",), text="They asked why I left"),
        ),
        {("word", MONTH): {3: 100, 4: 50}, ("mend", MONTH): {2: 90, 3: 60}, ("left", MONTH): {1: 4}},
    )
    inside = fielded("staff", (question("word", item="word"),), {("word", MONTH): {5: 40, 4: 40}}, asks="staff")
    return voice(care, inside, **more)


@cache
def assessed() -> Any:
    return score_file(EXAMPLE / "answers-2026.yaml")


def subject(given: Voice, plan: Plan | None = None) -> Subject:
    return Subject(assessed(), None, plan=plan or Plan(), voice=given)


def lines(given: Voice, plan: Plan | None = None, **months: Any) -> list[str]:
    return list(align_lines(look(subject(given, plan), **months)))


def between(found: list[str], heading: str) -> Iterator[str]:
    at = next(number for number, line in enumerate(found) if line.startswith(heading))
    for line in found[at + 1 :]:
        if not line:
            return
        yield line.strip()


def test_it_says_who_sees_what_how_and_that_levels_are_another_quantity() -> None:
    found = lines(surveys())
    assert found[0].endswith("beside what customers said in Dec 2025 to Nov 2026")
    said = list(between(found, "We say, staff say, customers say"))
    assert said[:3] == [
        "They keep their word (q7.2)",
        "we 2.0 (2.0); staff 4.50 (80 answers, 4.39 to 4.61, indicative); customers 3.33 (150 answers, 3.26 to 3.41)",
        "Customers less staff: −1.17 (−1.30 to −1.03 with 95% confidence)",
    ]
    assert "customers fewer than 5 answered" in " ".join(said)
    assert "is no distance" in said[-1]


def test_a_gap_names_the_action_that_answers_it_or_the_command_that_adds_one() -> None:
    without = list(between(lines(surveys()), "Seen clearly better inside"))
    assert without == [
        "perception:word  They keep their word: staff 4.50, customers 3.33; no action of the plan answers it",
        'cxdna plan add "What is to be done" --closes q7.2',
    ]
    plan = Plan(actions=(action("a1", closes=("q7.2",)),))
    assert next(between(lines(surveys(), plan), "Seen clearly better inside")).endswith("in the plan: a1")
    assert lines(surveys(), plan)[-1] == "Next:  cxdna report"


def test_parts_stand_in_three_values_and_claims_without_results_with_their_reason() -> None:
    found = lines(surveys())
    parts = list(between(found, "As answered, as shown by evidence, as customers see it"))
    assert parts == [
        "Corrective action: 1.5, 1.5, 2.87 (2.79 to 2.94), 300 answers to care/word and care/mend",
        "Win-back: 1.5, 1.5, no score, kept confidential",
        "Left out, as they ask for something else, or have too few answers, or none in these months: care/left",
    ]
    claims = list(between(found, "Answers at level 4 or higher without a result"))
    assert claims[0].startswith("Governance: q1.1 and q1.2")
    assert claims[0].endswith("; customers are asked nothing that belongs to it")


def test_programs_get_the_same_and_which_actions_answer_a_gap() -> None:
    plan = Plan(actions=(action("a1", closes=("q7.2",)),))
    found = json.loads(align_json(look(subject(surveys(), plan))))
    assert (found["format"], found["in_plan"]) == (
        "cxdna-align/1",
        [{"perception": "perception:word", "actions": ["a1"]}],
    )
    customers = found["customers"]
    assert customers["span"] == {"first": 202512, "last": 202611, "label": "Dec 2025 to Nov 2026", "wave": None}
    (item,) = [one for one in customers["items"] if one["id"] == "word"]
    assert item["gap"] == {"exact": "-7/6", "rounded": -1.17}
    assert [one["n"] for one in customers["parts"]] == [300, None]


def test_months_are_those_of_a_window_or_those_that_are_named() -> None:
    window = Window(name="half", purpose="reporting", first=202601, last=202606, fixed=assessed().scores.date)
    given = surveys(windows=(window,))
    assert lines(given, window="half")[0].endswith("in half, Jan 2026 to Jun 2026")
    assert lines(given, first="2026-05", last="2026-07")[0].endswith("in May to July 2026")


@pytest.mark.parametrize(
    ("given", "months", "what"),
    [
        (voice(), {}, "no survey of customers is here yet"),
        (surveys(), {"first": "2026-01"}, "one of the two months is missing"),
        (surveys(), {"first": "2026-03", "last": "2026-01"}, "the last month comes before the first"),
        (surveys(), {"first": "2020-03", "last": "2020-04"}, "no answer of a customer is from March to April 2020"),
        (surveys(), {"window": "none"}, "there is no window 'none'"),
        (surveys(), {"window": "none", "first": "2026-03"}, "both a window and months are named"),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do(given: Voice, months: dict[str, str], what: str) -> None:
    with pytest.raises(UserError) as refused:
        look(subject(given), **months)
    assert refused.value.what == what
    assert refused.value.do


def test_without_pairs_it_says_how_to_make_them() -> None:
    given = voice(fielded("care", (question("q"),), {("q", MONTH): {4: 100}}))
    assert any("`item:`" in line for line in lines(given))
    assert msgspec.json.decode(align_json(look(subject(given))))["customers"]["items"] == []

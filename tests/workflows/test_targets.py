"""Targets set by id or name, and listed with where they come from."""

import datetime as dt
import json
from fractions import Fraction
from pathlib import Path

import msgspec
import pytest

from cxdna.errors import Problems, UserError
from cxdna.organisation.model import Target
from cxdna.workflows.current import Current, gather
from cxdna.workflows.life.close import close_assessment
from cxdna.workflows.targets import (
    describe_set,
    find_level,
    list_targets,
    read_target,
    set_target,
    tabulate_targets,
    targets_json,
)
from tests.workflows.kept import TODAY, again, answer_all, ask, closed, opened_in


@pytest.fixture
def now(tmp_path: Path) -> Current:
    return opened_in(tmp_path / "alder")


def test_levels_are_numbers_or_names(now: Current) -> None:
    words = ("3", "3.5", "3,5", "1", "5", " defined ", "Defined")
    assert [find_level(now.playbook, word) for word in words] == [3, 3.5, 3.5, 1, 5, 3, 3]


@pytest.mark.parametrize("word", ["0.99", "5.01", "6", "-3", "nan", "inf", "1e999", "high", "", "3..5"])
def test_levels_off_the_ladder_are_explained(word: str, now: Current) -> None:
    with pytest.raises(UserError, match="give a level from 1 to 5, or its name"):
        find_level(now.playbook, word)


def test_everything_wrong_on_the_command_line_is_told_at_once(now: Current) -> None:
    with pytest.raises(Problems) as error:
        read_target(now.playbook, "zzzz", "9", "soon")
    assert len(error.value.problems) == 3


def test_a_month_is_meant_to_its_end(now: Current) -> None:
    assert read_target(now.playbook, "whole", "3", "December 2027").by == dt.date(2027, 12, 31)


@pytest.mark.parametrize(
    ("target", "says"),
    [
        (Target(part="act", level=3, by=TODAY), "28 November 2026 is not ahead; give a day after 28 November 2026"),
        (Target(part="act", level=3, why="a\nb"), "the reason holds a line break or a sign that does not print"),
        (Target(part="act", level=3, why="x" * 401), "the reason has 401 characters, and 400 fit; shorten it"),
        (Target(part="act", level=3, set_by="x" * 201), "the name of who sets it has 201 characters, and 200 fit"),
    ],
)
def test_what_cannot_be_set_is_explained(target: Target, says: str, now: Current) -> None:
    with pytest.raises(Problems) as error:
        set_target(now, target, today=TODAY)
    assert str(error.value).startswith(says)
    assert now.store.targets(now.assessment.id) == ()


def test_a_closed_assessment_keeps_its_targets(now: Current) -> None:
    with pytest.raises(UserError, match="correct it with: cxdna assessment restate"):
        set_target(closed(now), Target(part="act", level=3), today=TODAY)


def test_before_any_answer_there_is_no_gap(now: Current) -> None:
    part = set_target(now, Target(part="act", level=4, by=dt.date(2027, 12, 31)), today=TODAY)
    assert list(describe_set(now, part)) == [
        "Target of Act: 4.0 by 31 December 2027.",
        "It has no score yet.",
        "Next:  cxdna assess",
    ]


def test_the_gap_is_said(now: Current) -> None:
    answer_all(now, ask(now, 1), 3)
    text = list(describe_set(now, set_target(now, Target(part="act", level=3.5), today=TODAY)))
    assert text[:2] == ["Target of Act: 3.5.", "It is at 3.0 as answered: the gap is 0.5."]
    text = list(describe_set(now, set_target(now, Target(part=now.playbook.id, level=3), today=TODAY)))
    assert text[:2] == ["Target of Overall: 3.0.", "It is at 3.0 as answered: the target is reached already."]


@pytest.mark.parametrize(
    ("standing", "said"),
    [("49/20", "at 2.5 as answered: the gap is 1.6 (worked out before rounding)."), ("5/2", "the gap is 1.5.")],
)
def test_where_rounded_figures_disagree_the_gap_says_why(standing: str, said: str, now: Current) -> None:
    part = set_target(now, Target(part="act", level=4), today=TODAY)
    score = msgspec.structs.replace(part.score, as_answered=Fraction(standing))
    at = msgspec.structs.replace(part, score=score, gap=4 - Fraction(standing))
    assert list(describe_set(now, at))[1].endswith(said)


def test_of_two_targets_for_a_part_the_latest_holds(now: Current) -> None:
    set_target(now, Target(part="act", level=3.5), today=TODAY)
    set_target(now, Target(part="act", level=4), today=TODAY)
    assert gather(now, TODAY).targets == (Target(part="act", level=4),)


def test_the_list_says_where_each_target_comes_from(now: Current) -> None:
    answer_all(now, ask(now, 1), 3)
    by = dt.date(2027, 12, 31)
    set_target(now, Target(part="act", level=4, by=by, why="Board wish", set_by="Ann"), today=TODAY)
    found = list_targets(now, TODAY)
    by_part = {one.part: one for one in found.targets}
    assert [by_part[part].target_from for part in ("act", "win_back", "corrective_action")] == [
        "assessment",
        "default",
        "above",
    ]
    act = by_part["act"]
    assert (act.target, act.gap, act.by, act.why, act.set_by) == (Fraction(4), Fraction(1), by, "Board wish", "Ann")
    assert by_part["corrective_action"].set_by == ""
    table = tabulate_targets(now, found)
    row = next(row for row in table.rows if row.name == "Act")
    assert row.cells == ("3.0", "4.0", "1.0", "2027-12-31", "set here")
    assert "Act: Board wish; set by Ann" in table.notes
    told = json.loads(targets_json(found))
    assert told["format"] == "cxdna-targets/1"
    assert next(one for one in told["targets"] if one["part"] == "act")["gap"] == {"exact": "1", "rounded": 1.0}


def test_a_confidential_list_shows_no_score_of_a_few(tmp_path: Path) -> None:
    now = opened_in(tmp_path / "secret", mode="confidential")
    for number in range(4):
        answer_all(now, ask(now, number), 3)
    assert {one.score for one in list_targets(now, TODAY).targets} == {None}
    answer_all(now, ask(now, 4), 3)
    assert {one.score for one in list_targets(now, TODAY).targets} == {None}
    close_assessment(again(now), date=TODAY, by="Ann")
    assert {one.score for one in list_targets(again(now), TODAY).targets} == {Fraction(3)}


def test_a_gap_that_may_not_be_seen_is_not_taken_for_none(tmp_path: Path) -> None:
    now = opened_in(tmp_path / "hidden", mode="confidential")
    for number in range(6):
        answer_all(now, ask(now, number), 2)
    text = list(describe_set(now, set_target(now, Target(part="act", level=3), today=TODAY)))
    assert text[1:] == ["How far it is from there can be seen once the assessment is closed.", "Next:  cxdna status"]

from __future__ import annotations

from msgspec.structs import replace

from cxdna.voice.survey.model import Scale, Survey
from cxdna.voice.survey.read import read_survey
from cxdna.voice.survey.remarks import remarks
from tests.voice.survey.examples import EXAMPLES

WIDE = read_survey(EXAMPLES / "valid" / "wide.yaml")


def with_anchors(anchors: dict[str, str]) -> Survey:
    first, *rest = WIDE.questions
    scale = Scale(low=1, high=5, anchors=anchors)
    return replace(WIDE, questions=(replace(first, scale=scale, earlier=(), bridge=""), *rest))


def test_a_sound_survey_has_none() -> None:
    assert not list(remarks(WIDE))


def test_neighbouring_anchors_that_mean_the_same_are_remarked() -> None:
    found = list(remarks(with_anchors({"3": "met expectations", "4": "above expectations", "5": "exceeded"})))
    assert [where for where, _, _ in found] == [("questions", 0, "scale", "anchors", "5")]
    assert "'above expectations'" in found[0][1]
    assert not list(remarks(with_anchors({"1": "below", "4": "above expectations"})))


def test_a_bridge_to_nothing_and_an_unnamed_independent_institute_are_remarked() -> None:
    first, *rest = WIDE.questions
    survey = replace(WIDE, conducted_by="", questions=(replace(first, earlier=()), *rest))
    assert [where[-1] for where, _, _ in remarks(survey)] == ["independent", "bridge"]


def test_one_column_for_the_event_and_the_answer_is_remarked() -> None:
    columns = replace(WIDE.columns, answer_date=WIDE.columns.event_date)
    assert [where for where, _, _ in remarks(replace(WIDE, columns=columns))] == [("columns", "answer_date")]

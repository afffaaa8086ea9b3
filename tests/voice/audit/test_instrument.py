"""What a survey's wording shows of its bias."""

import pytest

from cxdna.voice.audit.instrument import anchors, double_barrelled, instrument, leading
from cxdna.voice.audit.model import Found
from cxdna.voice.survey.model import Scale, SurveyQuestion
from tests.voice.award.year import SURVEY, fielded

SATISFACTION = ("failed to meet expectations", "below expectations", "met expectations", "above expectations")
RECOMMEND = ("definitely not", "probably not", "might or might not", "probably would", "definitely would")


def ask(text: str = "How satisfied are you?", *words: str, low: int = 1) -> SurveyQuestion:
    named = {str(score): word for score, word in enumerate(words, low)}
    return SurveyQuestion(
        id="q1", text=text, about="satisfaction", scale=Scale(low=low, high=low + max(len(words), 5) - 1, anchors=named)
    )


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("How satisfied are you with our excellent service?", "excellent"),
        ("Would you say that you were helped?", "would you say"),
        ("Surely you will recommend us?", "surely"),
    ],
)
def test_words_that_lead_are_named_with_the_reason(text: str, word: str) -> None:
    found = leading([ask(text)])
    assert found.result == "remark"
    assert found.where[0].startswith(f"q1: '{word}', it ")


def test_plain_words_are_clear() -> None:
    assert leading(SURVEY.questions).result == "clear"


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("Was your case solved and closed?", "finding"),
        ("How satisfied are you with price as well as quality?", "finding"),
        ("How satisfied are you with the speed and quality of repairs?", "remark"),
        ("How do you rate our terms and conditions?", "clear"),
        ("How satisfied are you with the repair?", "clear"),
    ],
)
def test_two_questions_in_one(text: str, result: str) -> None:
    assert [one.result for one in double_barrelled([ask(text)])] == [result]


def test_above_and_exceeded_say_the_same() -> None:
    found = anchors([ask("?", *SATISFACTION, "exceeded expectations")])
    assert found.result == "finding"
    assert found.where == ("q1: 4 'above expectations' and 5 'exceeded expectations' say the same",)


def test_a_balanced_scale_with_different_words_is_clear() -> None:
    assert anchors([ask("?", *RECOMMEND)]).result == "clear"
    assert (
        anchors([ask("?", "very dissatisfied", "dissatisfied", "neutral", "satisfied", "very satisfied")]).where == ()
    )


def test_more_good_words_than_bad_ones_are_found() -> None:
    found = anchors([ask("?", "poor", "fair", "good", "very good", "excellent")])
    assert found.where == ("q1: 3 good and 1 bad words: the scale is out of balance",)


def test_without_words_for_scores_nothing_is_proved() -> None:
    assert anchors([ask()]).result == "not proved"
    both = anchors([ask("?", *RECOMMEND), ask()])
    assert both.result == "not proved"
    assert "1 question state" in both.found


def by_check(found: tuple[Found, ...], name: str) -> Found:
    return next(one for one in found if one.check == name)


def test_length_direction_and_a_way_out() -> None:
    found = tuple(instrument(fielded()))
    assert by_check(found, "length").result == "clear"
    assert by_check(found, "all_positive").result == "not applicable"
    assert by_check(found, "no_answer_option").result == "not proved"
    many = SURVEY.__class__(
        id="long",
        title="Long",
        columns=SURVEY.columns,
        no_answer=("n/a",),
        questions=tuple(
            SurveyQuestion(id=f"q{at}", text="How was it?", about="other", scale=Scale(low=1, high=5))
            for at in range(31)
        ),
    )
    found = tuple(instrument(fielded((), many)))
    assert by_check(found, "length").result == "finding"
    assert by_check(found, "all_positive").result == "remark"
    assert by_check(found, "no_answer_option").result == "clear"

"""One question: median, states, don't-knows, hidden answers, and what is counted."""

import pytest

from cxdna.answers.model import Answer
from cxdna.definitions.model import Condition
from cxdna.scores.model import QuestionScore
from cxdna.scores.roll_up import why_no_number
from cxdna.scores.score import score
from tests.scores.building import (
    Said,
    answers,
    f,
    full_proof,
    not_applicable,
    options,
    playbook,
    profile,
    question,
    questionnaire,
    reached,
)


def scored(*said: Said) -> QuestionScore:
    """Return the score of a question to which each person said one of these."""
    sheets = [{"q": one} for one in said]
    return score(playbook(), questionnaire(question("q")), answers(*sheets, records=full_proof("a"))).question("q")


@pytest.mark.parametrize(
    ("said", "median"),
    [((3,), "3"), ((1, 2), "3/2"), ((1, 5, 2), "2"), ((1, 2, 3, 4), "5/2"), ((2, 2, 5), "2"), ((4, "dont_know"), "4")],
)
def test_the_score_is_the_median(said: tuple[Said, ...], median: str) -> None:
    assert scored(*said).score.as_answered == f(median)


def test_dont_know_is_counted_and_not_scored() -> None:
    one = scored(4, "dont_know", Answer(value="dont_know", comment="new here"))
    assert (one.state, one.score.as_answered, one.dont_know, len(one.responses)) == ("scored", f(4), 2, 3)


def test_only_dont_knows_are_unanswered() -> None:
    one = scored("dont_know", "dont_know")
    assert (one.state, one.score.as_answered, one.score.as_shown, one.dont_know) == ("unanswered", None, None, 2)


def test_not_applicable_where_nobody_gives_a_number() -> None:
    one = scored(not_applicable(), "dont_know")
    assert (one.state, one.score.as_answered, one.policy) == ("not_applicable", None, "left_out")


@pytest.mark.parametrize(
    ("away", "unsure", "state"),
    [(1, 0, "not_applicable"), (1, 1, "not_applicable"), (2, 1, "not_applicable"), (1, 2, "unanswered")],
)
def test_not_applicable_where_at_least_half_say_so(away: int, unsure: int, state: str) -> None:
    one = scored(*[not_applicable()] * away, *["dont_know"] * unsure)
    assert (one.state, one.score.as_answered, one.dont_know) == (state, None, unsure)
    assert [dispute.kind for dispute in one.disputes] == (["applicability"] if state == "unanswered" else [])


def test_few_for_whom_it_does_not_apply_are_told_of() -> None:
    one = scored(not_applicable("no field service"), "dont_know", "dont_know", "dont_know")
    assert one.disputes[0].reason == "1 person says that it does not apply (no field service), 3 say don't know"
    assert why_no_number(one) == "3 people say don't know, 1 that it does not apply (no field service)"
    silent = score(playbook(), questionnaire(question("q")), answers({"q": not_applicable()}, {}, {}, {}))
    assert silent.question("q").state == "not_applicable"


def test_not_applicable_among_numbers_is_a_dispute_and_never_averaged() -> None:
    one = scored(4, not_applicable("no field service"), 3)
    assert (one.state, one.score.as_answered) == ("scored", f("7/2"))
    assert [dispute.kind for dispute in one.disputes] == ["applicability"]
    assert one.disputes[0].reason == "1 person says that it does not apply (no field service), 2 give a level"


def test_nobody_said_anything() -> None:
    result = score(playbook(), questionnaire(question("q"), question("r")), answers({"r": 3}, {"r": 2}))
    one = result.question("q")
    assert (one.state, one.responses, one.shown_to, one.policy) == ("unanswered", (), 2, "left_out")


def test_the_short_form_is_the_long_one() -> None:
    for short in (3, "dont_know"):
        assert scored(short) == scored(Answer(value=short))


def test_an_option_counts_with_its_value() -> None:
    asked = questionnaire(question("q", options=options(no=1, partly=2.5, yes=5)))
    one = score(playbook(), asked, answers({"q": "partly"}, {"q": "yes"})).question("q")
    assert one.score.as_answered == f("15/4")
    assert [response.option for response in one.responses] == ["partly", "yes"]
    assert one.distribution == ((f(1), 0), (f("5/2"), 1), (f(5), 1))


def test_the_distribution_has_every_level() -> None:
    assert scored(1, 3, 3).distribution == ((f(1), 1), (f(2), 0), (f(3), 2), (f(4), 0), (f(5), 0))


def test_a_hidden_question_is_not_part_of_the_ground() -> None:
    hidden = question("r", when=Condition(profile="key_accounts", equals=True))
    result = score(playbook(), questionnaire(question("q"), hidden), answers({"q": 3, "r": 1}))
    one = result.question("r")
    assert (one.state, one.score.as_answered, one.shown_to, one.set_aside, one.policy) == ("hidden", None, 0, 1, "")
    assert result.part("a").score.as_answered == 3
    assert (result.whole.coverage.asked, result.whole.coverage.hidden) == (1, 1)
    assert [out.reason for out in result.part("a").derivation_as_answered.left_out] == [
        "not asked: its condition is not met"
    ]


def test_the_profile_brings_a_question_up() -> None:
    shown = question("r", when=Condition(profile="key_accounts", equals=True))
    organisation = profile(key_accounts=True)
    result = score(playbook(), questionnaire(shown), answers({"r": 1}, organisation=organisation))
    assert result.question("r").state == "scored"


def test_an_answer_hidden_from_its_person_is_kept_and_not_counted() -> None:
    asked = questionnaire(question("q"), question("r", when=Condition(question="q", at_least=3)))
    one = score(playbook(), asked, answers({"q": 4, "r": 2}, {"q": 1, "r": 5})).question("r")
    assert (one.score.as_answered, one.numbers, one.shown_to, one.set_aside) == (f(2), (f(2),), 1, 1)


def test_people_without_a_sheet_did_not_answer() -> None:
    result = score(playbook(), questionnaire(question("q")), answers({"q": 3}, people=["ann", "ben", "cem"]))
    assert (result.respondents, result.silent) == (1, ("ben", "cem"))


def test_with_nobody_left_the_ground_is_what_a_first_person_would_see() -> None:
    asked = questionnaire(question("q"), question("r", when=Condition(question="q", at_least=3)))
    result = score(playbook(), asked, answers({"q": 3}), only_respondents=[])
    assert [one.state for one in result.questions] == ["unanswered", "hidden"]
    assert (result.respondents, result.whole.score.as_answered, result.whole.level) == (0, None, None)


def test_responses_follow_the_list_of_respondents() -> None:
    given = answers({"q": 3}, {"q": 1})
    turned = type(given)(
        organisation=given.organisation,
        assessment=given.assessment,
        respondents=given.respondents,
        sheets=given.sheets[::-1],
    )
    asked = questionnaire(question("q"))
    assert score(playbook(), asked, turned) == score(playbook(), asked, given)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ((1,), "L1"),
        ((2,), "L2"),
        ((2, 3), "L2, on the way to L3"),
        ((5,), "L5"),
        ((4, 5), "L4, on the way to L5"),
    ],
)
def test_a_level_is_the_last_one_completed(value: tuple[int, ...], words: str) -> None:
    result = score(playbook(), questionnaire(question("q")), answers(*({"q": one} for one in value)))
    assert reached(result.whole) == words


def test_a_level_word_is_not_rounded_up() -> None:
    # 2.96 is shown as 3.0 and is still on the way to level 3.
    asked = questionnaire(*(question(f"q{index}") for index in range(25)))
    said: dict[str, Said] = {**{f"q{index}": 3 for index in range(24)}, "q24": 2}
    assert reached(score(playbook(), asked, answers(said)).whole) == "L2, on the way to L3"


def test_questions_carry_their_part_and_weight() -> None:
    result = score(playbook(), questionnaire(question("q", weight=2.5)), answers({"q": 3}))
    assert (result.question("q").part, result.question("q").weight) == ("a", f("5/2"))
    with pytest.raises(KeyError):
        result.question("z")
    with pytest.raises(KeyError):
        result.part("z")

"""What a question without a number does to its part: left out, lowest, target, or no score at all."""

import pytest

from cxdna.definitions.model import Policies
from cxdna.organisation.model import Target
from cxdna.scores.model import Scores
from cxdna.scores.score import score
from tests.scores.building import (
    Said,
    answers,
    f,
    not_applicable,
    options,
    part,
    playbook,
    question,
    questionnaire,
)

ASKED = questionnaire(question("q"), question("r"), question("s", "b"))


def scored(policies: Policies, r: Said | None, target: float = 4) -> Scores:
    """Return the scores where q is 2, s is 3 and r is given; component a has a target."""
    said: dict[str, Said] = {"q": 2, "s": 3} | ({} if r is None else {"r": r})
    book = playbook(part("p", part("a"), part("b")), policies=policies)
    return score(book, ASKED, answers(said, targets=[Target(part="a", level=target)]))


@pytest.mark.parametrize(
    ("policy", "result", "reason"),
    [
        ("left_out", "2", "nobody answered"),
        ("counts_as_lowest", "3/2", "nobody answered: counts as the lowest level"),
        ("blocks", None, "nobody answered: no score until it is answered"),
    ],
)
def test_unanswered(policy: str, result: str | None, reason: str) -> None:
    scores = scored(Policies(unanswered=policy), None)  # type: ignore[arg-type] # parametrised
    one = scores.part("a")
    assert one.score.as_answered == one.score.as_shown == (None if result is None else f(result))
    made = one.derivation_as_answered
    said = [out.reason for out in made.left_out] + [term.note for term in made.terms if term.id == "r"]
    assert said == [reason]
    assert scores.question("r").policy == policy
    assert scores.question("r").score.as_answered is None


@pytest.mark.parametrize(
    ("policy", "result", "reason"),
    [
        ("left_out", "2", "does not apply (no field service)"),
        ("counts_as_lowest", "3/2", "does not apply (no field service): counts as the lowest level"),
        ("counts_as_target", "3", "does not apply (no field service): counts as the target"),
    ],
)
def test_not_applicable(policy: str, result: str, reason: str) -> None:
    one = scored(Policies(not_applicable=policy), not_applicable()).part("a")  # type: ignore[arg-type] # parametrised
    assert one.score.as_answered == f(result)
    made = one.derivation_as_answered
    assert [out.reason for out in made.left_out] + [term.note for term in made.terms if term.note] == [reason]


def test_a_question_that_blocks_withholds_every_score_above_it() -> None:
    scores = scored(Policies(unanswered="blocks"), "dont_know")
    assert [scores.part(one).score.as_answered for one in ("a", "b", "p", "book")] == [None, 3, None, None]
    assert [scores.part(one).gap for one in ("a", "b", "p", "book")] == [None, 0, None, None]
    (out,) = scores.part("p").derivation_as_answered.left_out
    assert (out.id, out.reason, out.blocks) == ("a", "no score until every question in it is answered", True)
    assert [one.reason for one in scores.part("a").derivation_as_answered.left_out] == [
        "1 person answered, all with don't know: no score until it is answered"
    ]
    # What could be scored is still worth looking at, with the weight that it has.
    assert scores.part("b").share_of_whole == f("1/2")


def test_a_part_with_nothing_in_it_blocks_nothing() -> None:
    book = playbook(part("a"), part("b"), policies=Policies(unanswered="blocks"))
    result = score(book, questionnaire(question("q")), answers({"q": 4}))
    assert result.whole.score.as_answered == 4
    (out,) = result.whole.derivation_as_answered.left_out
    assert (out.id, out.reason, out.blocks) == ("b", "nothing in it has a score", False)
    assert result.part("b").coverage.share is None


def test_policies_stay_within_the_answers_that_a_question_offers() -> None:
    asked = questionnaire(question("q"), question("r", options=options(little=2, much=4)))
    for target, counts in ((5, "4"), (1, "2"), (3.5, "7/2")):
        book = playbook(policies=Policies(not_applicable="counts_as_target"))
        given = answers({"q": 1, "r": not_applicable()}, targets=[Target(part="a", level=target)])
        assert score(book, asked, given).part("a").derivation_as_answered.terms[1].value == f(counts)
    book = playbook(policies=Policies(not_applicable="counts_as_lowest"))
    terms = score(book, asked, answers({"q": 1, "r": not_applicable()})).part("a").derivation_as_answered.terms
    assert terms[1].value == 2


def test_coverage_counts_the_ground() -> None:
    one = scored(Policies(), not_applicable()).whole.coverage
    assert (one.asked, one.scored, one.not_applicable, one.unanswered, one.hidden, one.share) == (3, 2, 1, 0, 0, f(1))
    two = scored(Policies(), "dont_know").whole.coverage
    assert (two.scored, two.unanswered, two.share) == (2, 1, f("2/3"))

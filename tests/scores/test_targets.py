"""Targets, gaps, shares of the whole, weakest links and spread of parts."""

import datetime as dt

from cxdna.definitions.model import Method
from cxdna.organisation.model import Target
from cxdna.scores.model import Scores
from cxdna.scores.score import score
from tests.scores.building import (
    Said,
    answers,
    evidence,
    f,
    not_applicable,
    options,
    part,
    playbook,
    question,
    questionnaire,
    reached,
)

ASKED = questionnaire(*(question(f"q_{one}", one) for one in "abc"))
SAID: dict[str, Said] = {"q_a": 2, "q_b": 3, "q_c": 4}
BY = dt.date(2028, 12, 31)


def targets(*agreed: Target, method: Method = "mean", said: dict[str, Said] = SAID, **levels: float | None) -> Scores:
    """Return the scores of p(a, b) and r(c), with the targets that the playbook gives."""
    book = playbook(
        part("p", part("a", target=levels.get("a")), part("b", target=levels.get("b")), target=levels.get("p")),
        part("r", part("c", target=levels.get("c"), weight=2), weight=3),
        method=method,
    )
    return score(book, ASKED, answers(said, targets=agreed))


def of(scores: Scores) -> dict[str, tuple[object, str]]:
    return {one.id: (one.target, one.target_from) for one in (scores.whole, *scores.parts)}


def test_the_playbooks_default() -> None:
    assert of(targets()) == {
        "book": (3, "parts"),
        "p": (3, "parts"),
        "a": (3, "default"),
        "b": (3, "default"),
        "r": (3, "parts"),
        "c": (3, "default"),
    }


def test_the_assessment_before_the_playbook_before_what_stands_above() -> None:
    agreed = Target(part="a", level=4.5, by=BY, why="The board wants it")
    result = targets(agreed, a=2, b=5, c=4)
    assert of(result) == {
        "book": (f("35/8"), "parts"),  # (4.75 + 4) / 2
        "p": (f("19/4"), "parts"),  # (4.5 + 5) / 2
        "a": (f("9/2"), "assessment"),
        "b": (5, "playbook"),
        "r": (4, "parts"),
        "c": (4, "playbook"),
    }
    assert (result.part("a").target_by, result.part("a").target_why) == (BY, "The board wants it")
    assert result.part("p").target_by is None


def test_a_target_holds_for_the_parts_below_it() -> None:
    result = targets(Target(part="p", level=4, by=BY, why="Stretch"), b=5)
    assert of(result)["p"] == (4, "assessment")
    assert of(result)["a"] == (4, "above")
    assert of(result)["b"] == (5, "playbook")
    assert of(result)["c"] == (3, "default")
    assert (result.part("a").target_by, result.part("a").target_why) == (BY, "Stretch")


def test_a_target_for_the_whole() -> None:
    result = targets(Target(part="book", level=4, by=BY))
    assert of(result) == {
        "book": (4, "assessment"),
        "p": (4, "parts"),
        "a": (4, "above"),
        "b": (4, "above"),
        "r": (4, "parts"),
        "c": (4, "above"),
    }
    assert result.part("p").target_by == BY


def test_targets_of_parts_combine_as_scores_do() -> None:
    assert targets(method="weighted_mean", a=2, b=3, c=4).whole.target == f("29/8")  # (2.5 x 1 + 4 x 3) / 4
    assert targets(method="minimum", a=2, b=3, c=4).whole.target == 2
    assert targets(method="maximum", a=2, b=3, c=4).whole.target == 4
    assert targets(method="median", a=2, b=3, c=4).whole.target == f("13/4")
    assert targets(method="cumulative_gate", a=2.5, b=3, c=4).whole.target == 2
    # As points: a 2, b 3 of 1 to 5 each; c twice 4 of 2 to 10, three times over: 5 + 24 of 8 to 40.
    assert targets(method="sum", a=2, b=3, c=4).whole.target == 1 + f("21/32") * 4


def test_a_part_without_a_score_does_not_move_the_target_of_the_part_above() -> None:
    result = targets(a=2, b=5, said={"q_a": 2, "q_b": not_applicable(), "q_c": 4})
    assert (result.part("p").target, result.part("p").score.as_answered, result.part("p").gap) == (f(2), f(2), f(0))
    nothing = targets(a=2, b=5, said={"q_c": 4})
    assert (nothing.part("p").target, nothing.part("p").gap) == (f("7/2"), None)


def test_gaps_are_never_negative() -> None:
    result = targets()
    assert [result.part(one).gap for one in ("a", "b", "c")] == [1, 0, 0]
    assert result.part("p").gap == f("1/2")


def test_gap_and_level_follow_the_basis() -> None:
    shown = score(playbook(), questionnaire(question("q")), answers({"q": 4}, basis="as_shown"))
    assert (shown.part("a").gap, shown.basis) == (f(1), "as_shown")
    assert reached(shown.part("a")) == "L2"
    assert shown.part("a").derivation("as_shown") == shown.part("a").derivation_as_shown
    answered = score(playbook(), questionnaire(question("q")), answers({"q": 4}))
    assert (answered.part("a").gap, answered.part("a").derivation("as_answered").result) == (f(0), f(4))


# -------------------------------------------------------------------------------------------------------------- shares


def shares(method: Method, said: dict[str, Said] = SAID) -> list[object]:
    result = targets(method=method, said=said)
    return [one.share_of_whole for one in (result.whole, *result.parts)]


def test_shares_of_the_whole() -> None:
    assert shares("mean") == [1, f("1/2"), f("1/4"), f("1/4"), f("1/2"), f("1/2")]
    assert shares("minimum") == shares("mean")
    assert shares("weighted_mean") == [1, f("1/4"), f("1/8"), f("1/8"), f("3/4"), f("3/4")]
    # Points: p 2 to 10 once, r 2 to 10 three times.
    assert shares("sum") == [1, f("1/4"), f("1/8"), f("1/8"), f("3/4"), f("3/4")]


def test_what_has_no_score_has_no_share() -> None:
    assert shares("mean", {"q_a": 2, "q_c": 4}) == [1, f("1/2"), f("1/2"), 0, f("1/2"), f("1/2")]
    assert shares("mean", {"q_c": 4}) == [1, 0, 0, 0, 1, 1]


def test_a_share_is_what_a_score_adds_to_the_whole() -> None:
    for method in ("mean", "weighted_mean", "sum"):
        result = targets(method=method)
        leaves = [one for one in result.parts if not one.children]
        total = sum(one.share_of_whole * (one.score.as_answered or 0) for one in leaves)
        assert total == result.whole.score.as_answered


def test_points_share_by_their_range() -> None:
    # a can win 4 points, b 2, each of them once.
    book = playbook(part("a", target=5), part("b"), method="sum")
    asked = questionnaire(question("q", "a"), question("r", "b", options=options(some=2, most=4)))
    result = score(book, asked, answers({"q": 3, "r": "most"}))
    assert [one.share_of_whole for one in result.parts] == [f("2/3"), f("1/3")]
    # Targets of 5 and 3 are 5 and 3 points: 8 of 3 to 9.
    assert result.whole.target == 1 + f("5/6") * 4


def test_a_target_of_points_counts_as_a_level_where_the_part_above_does_not_add_up() -> None:
    book = playbook(part("a", method="sum", target=5), part("b", target=3))
    asked = questionnaire(question("q", "a", weight=3), question("r", "b"))
    assert score(book, asked, answers({"q": 3, "r": 3})).whole.target == 4


def test_where_no_points_can_be_won_shares_are_equal() -> None:
    book = playbook(part("p", part("a"), part("b"), method="sum"), part("c"))
    asked = questionnaire(
        question("q", "a", options=options(some=3, other=3)),
        question("r", "b", options=options(some=3, other=3)),
        question("s", "c"),
    )
    result = score(book, asked, answers({"q": "some", "r": "some", "s": 3}))
    assert [one.share_of_whole for one in result.parts] == [f("1/2"), f("1/4"), f("1/4"), f("1/2")]


def test_weights_of_nothing_share_nothing() -> None:
    book = playbook(part("a", weight=0), part("b", weight=0), method="weighted_mean")
    result = score(book, questionnaire(question("q")), answers({"q": 2}))
    assert [one.share_of_whole for one in result.parts] == [0, 0]
    assert (result.whole.score.as_answered, result.whole.target, result.whole.target_from) == (None, f(3), "default")


# ------------------------------------------------------------------------------------------------ the tree and the rest


def test_parts_stand_in_the_order_of_the_playbook() -> None:
    result = targets()
    assert [one.id for one in result.parts] == ["p", "a", "b", "r", "c"]
    assert [one.tier for one in (result.whole, *result.parts)] == [0, 1, 2, 2, 1, 2]
    assert (result.whole.id, result.whole.name, result.whole.above) == ("book", "The book", ())
    assert (result.whole.children, result.whole.questions) == (("p", "r"), ("q_a", "q_b", "q_c"))
    assert (result.part("a").above, result.part("p").children, result.part("a").children) == (("p",), ("a", "b"), ())
    assert (result.rule_version, result.playbook_version, result.questionnaire_version) == ("1", "1.0", "1.0")


def test_the_weakest_is_the_lowest_and_the_first_of_equals() -> None:
    result = targets()
    assert (result.whole.weakest, result.part("p").weakest, result.part("a").weakest) == ("p", "a", "q_a")
    assert targets(said={"q_a": 3, "q_b": 3, "q_c": 2}).part("p").weakest == "a"
    assert targets(said={"q_b": 3}).part("a").weakest is None


def test_the_weakest_follows_the_basis() -> None:
    records = [evidence("E1", "policy", covers=("a",)), evidence("E2", "minutes", covers=("a",))]
    book = playbook(part("a"), part("b"))
    asked = questionnaire(question("q"), question("r", "b"))
    for basis, weakest in (("as_answered", "a"), ("as_shown", "b")):
        given = answers({"q": 3, "r": 5}, records=records, basis=basis)  # type: ignore[arg-type] # one of the two
        assert score(book, asked, given).whole.weakest == weakest


def test_the_spread_of_a_part_is_the_mean_of_its_questions() -> None:
    asked = questionnaire(question("q"), question("r"), question("s"))
    result = score(playbook(), asked, answers({"q": 1, "r": 2, "s": 4}, {"q": 3, "r": 2}))
    assert [one.spread for one in result.questions] == [1, 0, None]
    assert result.part("a").spread == f("1/2")
    assert score(playbook(), asked, answers({"q": 1})).whole.spread is None


def test_only_some_questions_and_only_some_people() -> None:
    asked = questionnaire(question("q"), question("r"))
    given = answers({"q": 1, "r": 5}, {"q": 4, "r": 3})
    result = score(playbook(), asked, given, only_questions=["q"], only_respondents=["p2"])
    assert [one.id for one in result.questions] == ["q"]
    assert (result.whole.score.as_answered, result.respondents, result.silent) == (f(4), 1, ())

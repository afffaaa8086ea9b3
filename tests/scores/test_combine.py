"""Each method by a worked example, through the door that everybody uses."""

from collections.abc import Mapping

import pytest

from cxdna.definitions.model import Method, Policies
from cxdna.scores.derive import equation
from cxdna.scores.ladder import ladder
from cxdna.scores.model import Pair, PartScore
from cxdna.scores.score import score
from tests.scores.building import (
    Said,
    answers,
    f,
    full_proof,
    levels,
    not_applicable,
    options,
    part,
    playbook,
    question,
    questionnaire,
    reached,
)

EACH = {"q": 1, "r": 2, "s": 4}
WEIGHTS = {"q": 1, "r": 2, "s": 1.5}


def combined(method: Method | None, said: Mapping[str, Said], weights: Mapping[str, float]) -> PartScore:
    """Return part `a` with one question for each answer, every answer proved."""
    asked = questionnaire(*(question(one, weight=weights.get(one, 1)) for one in said))
    book = playbook(part("a", method=method))
    return score(book, asked, answers(said, records=full_proof("a"))).part("a")


@pytest.mark.parametrize(
    ("method", "result", "written"),
    [
        ("mean", "7/3", "(1 + 2 + 4) / 3 = 7 / 3 = 2.33"),
        ("weighted_mean", "22/9", "(1 × 1 + 2 × 2 + 4 × 1.5) / (1 + 2 + 1.5) = 11 / 4.5 = 2.44"),
        ("median", "2", "1, [2], 4 = 2.00"),
        ("minimum", "1", "lowest of 1, 2, 4 = 1.00"),
        ("maximum", "4", "highest of 1, 2, 4 = 4.00"),
        (
            "sum",
            "22/9",
            "1 × 1 + 2 × 2 + 4 × 1.5 = 11 points, 4.5 to 22.5 possible; 1 + (11 − 4.5) / (22.5 − 4.5) × 4 = 2.44",
        ),
        ("cumulative_gate", "1", "level 1 passed, level 2 failed (q 1) = 1.00"),
    ],
)
def test_methods(method: Method, result: str, written: str) -> None:
    one = combined(method, EACH, WEIGHTS)
    assert one.score.as_answered == one.score.as_shown == one.derivation_as_answered.result == f(result)
    assert equation(one.derivation_as_answered, ladder(playbook())) == written


def test_an_even_number_has_two_in_the_middle() -> None:
    one = combined("median", {"q": 1, "r": 4, "s": 3, "t": 5}, {})
    assert one.score.as_answered == f("7/2")
    assert equation(one.derivation_as_answered, ladder(playbook())) == "1, [3], [4], 5 = (3 + 4) / 2 = 7 / 2 = 3.50"


@pytest.mark.parametrize("method", ["mean", "median", "minimum", "maximum", "cumulative_gate"])
def test_weights_do_not_matter(method: Method) -> None:
    assert combined(method, EACH, WEIGHTS).score == combined(method, EACH, {"q": 0}).score


@pytest.mark.parametrize("method", ["weighted_mean", "sum"])
def test_what_weighs_nothing_is_left_out(method: Method) -> None:
    one = combined(method, EACH, {"s": 0})
    assert one.score.as_answered == f("3/2")
    assert [(out.id, out.reason) for out in one.derivation_as_answered.left_out] == [("s", "weight 0")]
    nothing = combined(method, EACH, dict.fromkeys(EACH, 0))
    assert nothing.score.as_answered is None
    assert equation(nothing.derivation_as_answered, ladder(playbook())) == ""


def test_a_part_without_a_method_has_that_of_the_part_above() -> None:
    book = playbook(part("p", part("a"), part("b", method="maximum"), method="minimum"), method="median")
    asked = questionnaire(*(question(f"{one}{index}", one) for one in "ab" for index in (1, 2, 3)))
    said: dict[str, Said] = {"a1": 2, "a2": 3, "a3": 4, "b1": 2, "b2": 3, "b3": 4}
    result = score(book, asked, answers(said))
    methods = {one.id: one.derivation_as_answered.method for one in (result.whole, *result.parts)}
    assert methods == {"book": "median", "p": "minimum", "a": "minimum", "b": "maximum"}
    assert [result.part(one).score.as_answered for one in ("a", "b", "p", "book")] == [2, 4, 2, 2]


def test_parts_weigh_in_the_part_above() -> None:
    book = playbook(part("a", weight=3), part("b", weight=1), method="weighted_mean")
    result = score(book, questionnaire(question("q", "a"), question("r", "b")), answers({"q": 4, "r": 2}))
    assert result.whole.score.as_answered == f("7/2")
    written = equation(result.whole.derivation_as_answered, ladder(book))
    assert written == "(4 × 3 + 2 × 1) / (3 + 1) = 14 / 4 = 3.50"


# ---------------------------------------------------------------------------------------------------------------- sum


def test_points_of_parts_that_add_up_add_up() -> None:
    # a: 3 x 2 + 5 = 11 of 3 to 15; b: the mean 2, once, of 1 to 5; whole: 11 + 2 = 13 of 4 to 20.
    book = playbook(part("a"), part("b", method="mean"), method="sum")
    asked = questionnaire(question("q", weight=2), question("r"), question("s", "b"), question("t", "b"))
    result = score(book, asked, answers({"q": 3, "r": 5, "s": 1, "t": 3}, records=full_proof("a", "b")))
    assert result.part("a").points == Pair(f(11), f(11))
    assert result.part("b").points is None
    assert result.whole.derivation_as_answered.points == 13
    assert result.whole.derivation_as_answered.possible == (f(4), f(20))
    assert result.part("a").score.as_answered == 1 + f("8/12") * 4
    assert result.whole.score.as_answered == 1 + f("9/16") * 4


def test_points_count_as_their_score_where_the_part_above_does_not_add_up() -> None:
    book = playbook(part("a", method="sum"), part("b"))
    asked = questionnaire(question("q", weight=2), question("r"), question("s", "b"))
    whole = score(book, asked, answers({"q": 3, "r": 5, "s": 2})).whole
    assert [term.value for term in whole.derivation_as_answered.terms] == [1 + f("8/12") * 4, f(2)]
    assert (whole.points, whole.derivation_as_answered.possible) == (None, None)


def test_options_bring_the_range_that_they_offer() -> None:
    asked = questionnaire(question("q", options=options(no=1, yes=3)), question("r", options=options(no=2, yes=5)))
    result = score(playbook(part("a", method="sum")), asked, answers({"q": "yes", "r": "no"}, records=full_proof("a")))
    one = result.part("a")
    assert (one.derivation_as_answered.points, one.derivation_as_answered.possible) == (f(5), (f(3), f(8)))
    assert one.score.as_answered == 1 + f("2/5") * 4


def test_points_do_not_fall_below_the_lowest_option() -> None:
    asked = questionnaire(question("q", options=options(some=3, all=5)), question("r"))
    one = score(playbook(part("a", method="sum")), asked, answers({"q": "all", "r": 1})).part("a")
    assert one.points == Pair(f(6), f(4))
    assert one.score == Pair(1 + f("2/6") * 4, f(1))
    notes = [term.note for term in one.derivation_as_shown.terms]
    assert notes == ["answered 5, evidence supports 2, fewest points 3", ""]


def test_where_only_one_number_of_points_is_possible_nothing_was_shown() -> None:
    asked = questionnaire(question("q", options=options(this=3, that=3)))
    one = score(playbook(part("a", method="sum")), asked, answers({"q": "this"})).part("a")
    assert one.score.as_answered == 1
    assert (
        equation(one.derivation_as_answered, ladder(playbook()))
        == "3 × 1 = 3 points, 3 to 3 possible; none can be won = 1.00"
    )


def test_a_sum_has_points_for_both_values() -> None:
    one = score(playbook(part("a", method="sum")), questionnaire(question("q")), answers({"q": 4})).part("a")
    assert one.points == one.score == Pair(f(4), f(2))


# --------------------------------------------------------------------------------------------------------------- gate


def gate(said: Mapping[str, Said], **tests: float) -> PartScore:
    asked = questionnaire(*(question(one, tests_level=tests.get(one)) for one in said))
    return score(playbook(part("a", method="cumulative_gate")), asked, answers(said)).part("a")


@pytest.mark.parametrize(
    ("said", "tests", "level"),
    [
        # Without a level of its own a question is tested at every level: the gate is the lowest, rounded down.
        ({"q": 4, "r": 3}, {}, 3),
        ({"q": 5, "r": 5}, {}, 5),
        ({"q": 1, "r": 5}, {}, 1),
        # One question a level.
        ({"q2": 2, "q3": 3, "q4": 4, "q5": 5}, {"q2": 2, "q3": 3, "q4": 4, "q5": 5}, 5),
        ({"q2": 2, "q3": 2, "q4": 4, "q5": 5}, {"q2": 2, "q3": 3, "q4": 4, "q5": 5}, 2),
        ({"q2": 1, "q3": 3, "q4": 4, "q5": 5}, {"q2": 2, "q3": 3, "q4": 4, "q5": 5}, 1),
        # Nothing tests level 4: it is passed on the way to 5, and cannot be reached by itself.
        ({"q3": 3, "q5": 5}, {"q3": 3, "q5": 5}, 5),
        ({"q3": 3, "q5": 4}, {"q3": 3, "q5": 5}, 3),
        ({"q3": 5}, {"q3": 3}, 3),
        # A question of level 3 that is answered with more counts for level 3.
        ({"q3": 5, "q4": 3}, {"q3": 3, "q4": 4}, 3),
    ],
)
def test_gate(said: Mapping[str, Said], tests: Mapping[str, float], level: int) -> None:
    assert gate(said, **tests).score.as_answered == level


def test_a_gate_is_written_level_by_level() -> None:
    one = gate({"q3": 3, "q4": 3, "r4": 2}, q3=3, q4=4, r4=4)
    written = equation(one.derivation_as_answered, ladder(playbook()))
    assert written == "level 3 passed, level 4 failed (q4 3, r4 2) = 3.00"


def silent_gate(said: Mapping[str, Said], policies: Policies | None = None, **tests: float) -> PartScore:
    """Return part `a` with a gate over questions that need not be answered."""
    asked = questionnaire(*(question(one, tests_level=level) for one, level in tests.items()))
    book = playbook(part("a", method="cumulative_gate"), policies=policies or Policies())
    return score(book, asked, answers(said, {})).part("a")


@pytest.mark.parametrize(
    ("said", "level", "written"),
    [
        ({"q2": 5, "q3": 5, "r3": 5, "q4": 5}, 4, "level 2 passed, level 3 passed, level 4 passed = 4.00"),
        # Somebody answered one of level 3: the other does not count.
        ({"q2": 5, "q3": 5, "q4": 5}, 4, "level 2 passed, level 3 passed, level 4 passed = 4.00"),
        # Nobody answered any of level 3: it is as far as a low answer would come.
        ({"q2": 5, "q4": 5}, 2, "level 2 passed, level 3 not answered (q3, r3) = 2.00"),
        ({"q2": 5, "q3": "dont_know", "q4": 5}, 2, "level 2 passed, level 3 not answered (q3, r3) = 2.00"),
        ({"q2": 5, "q3": 2, "q4": 5}, 2, "level 2 passed, level 3 failed (q3 2) = 2.00"),
        ({"q3": 5, "q4": 5}, 1, "level 2 not answered (q2) = 1.00"),
        # What does not apply is left out as if it were not asked.
        (
            {"q2": 5, "q3": not_applicable(), "r3": not_applicable(), "q4": 5},
            4,
            "level 2 passed, level 4 passed = 4.00",
        ),
        ({"q2": 5, "q3": not_applicable(), "q4": 5}, 2, "level 2 passed, level 3 not answered (r3) = 2.00"),
    ],
)
def test_silence_passes_no_level(said: Mapping[str, Said], level: int, written: str) -> None:
    one = silent_gate(said, q2=2, q3=3, r3=3, q4=4)
    assert one.score.as_answered == level
    assert equation(one.derivation_as_answered, ladder(playbook())) == written


def test_other_policies_decide_about_silence_before_the_gate() -> None:
    said = {"q2": 5, "q4": 5}
    assert silent_gate(said, Policies(unanswered="counts_as_lowest"), q2=2, q3=3, q4=4).score.as_answered == 2
    assert silent_gate(said, Policies(unanswered="blocks"), q2=2, q3=3, q4=4).score.as_answered is None


def test_a_silent_question_of_every_level_closes_none() -> None:
    asked = questionnaire(question("q", tests_level=3), question("r"))
    book = playbook(part("a", method="cumulative_gate"))
    assert score(book, asked, answers({"q": 3})).part("a").score.as_answered == 3
    # And a level with a silent question of its own is closed even where what tests every level is higher.
    assert score(book, asked, answers({"r": 5})).part("a").score.as_answered == 2


def test_a_gate_over_silence_alone_has_no_score() -> None:
    one = silent_gate({}, q2=2, q3=3)
    assert (one.score.as_answered, equation(one.derivation_as_answered, ladder(playbook()))) == (None, "")


def test_parts_pass_a_gate_with_their_unrounded_score() -> None:
    # a is 2.96, shown as 3.0: level 3 is not passed.
    book = playbook(part("a", method="mean"), part("b", method="mean"), method="cumulative_gate")
    asked = questionnaire(*(question(f"q{index}") for index in range(25)), question("r", "b"))
    said: dict[str, Said] = {**{f"q{index}": 3 for index in range(24)}, "q24": 2, "r": 5}
    assert score(book, asked, answers(said)).whole.score.as_answered == 2


# -------------------------------------------------------------------------------------------------------- other scales


@pytest.mark.parametrize("method", ["mean", "sum", "cumulative_gate"])
def test_another_ladder(method: Method) -> None:
    book = playbook(part("a", method=method), levels=levels(0, 25, 50, 75, 100), default_target=50)
    asked = questionnaire(question("q"), question("r"))
    one = score(book, asked, answers({"q": 75, "r": 25})).part("a")
    assert one.score.as_answered == (25 if method == "cumulative_gate" else 50)
    assert reached(one) == ("L25" if method == "cumulative_gate" else "L50")

"""What the tree comes to if questions or parts stood at other levels: by the rules of scoring, and no others."""

from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from cxdna.definitions.model import Policies
from cxdna.scores.score import score
from cxdna.scores.suppose import Values, ground, suppose, suppose_leaf
from tests.scores.building import answers, part, playbook, question, questionnaire
from tests.scores.drawing import Case, cases, leaves


def values_of(case: Case) -> Values:
    scores = score(*case)
    return {one.id: one.score.on(scores.basis) for one in (scores.whole, *scores.parts)}


@settings(max_examples=40)
@given(cases())
def test_nothing_supposed_changes_nothing(case: Case) -> None:
    given_ = ground(score(*case), case.book, case.asked)
    assert suppose(given_, {}, {}) == values_of(case)


@settings(max_examples=40)
@given(cases(st.just(Policies()), people=1), st.lists(st.integers(1, 5), min_size=8, max_size=8))
def test_supposed_levels_of_questions_score_like_answers(case: Case, levels: list[int]) -> None:
    told = replace(case.given, assessment=replace(case.given.assessment, basis="as_answered"))
    asked = {one.id: level for one, level in zip(case.asked.questions, levels, strict=False) if not one.options}
    given_ = ground(score(case.book, case.asked, told), case.book, case.asked)
    supposed = {name: Fraction(level) for name, level in asked.items()}
    sheet = dict(told.sheets[0].answers) if told.sheets else {}
    there = answers({**sheet, **{name: float(level) for name, level in asked.items()}})
    scored = score(case.book, case.asked, there)
    found = suppose(given_, supposed, {})
    assert found == {one.id: one.score.as_answered for one in (scored.whole, *scored.parts)}
    for leaf in leaves(case.book):
        assert suppose_leaf(given_, leaf, supposed) == found[leaf]


@settings(max_examples=40)
@given(cases(), st.data())
def test_a_part_supposed_where_it_stands_changes_nothing(case: Case, data: st.DataObject) -> None:
    scores = score(*case)
    known = {one.id: value for one in scores.parts if (value := one.score.on(scores.basis)) is not None}
    assume(known)
    chosen = data.draw(st.lists(st.sampled_from(sorted(known)), min_size=1, unique=True))
    for name in chosen:  # points of which none could be won have no place on the ladder
        possible = scores.part(name).derivation(scores.basis).possible
        assume(possible is None or possible[0] < possible[1])
    given_ = ground(scores, case.book, case.asked)
    assert suppose(given_, {}, {name: known[name] for name in chosen}) == values_of(case)


@settings(max_examples=40)
@given(cases(), st.data())
def test_a_part_has_the_level_it_is_given_and_what_is_in_it_its_own(case: Case, data: st.DataObject) -> None:
    scores = score(*case)
    name = data.draw(st.sampled_from([one.id for one in scores.parts]))
    level = Fraction(data.draw(st.sampled_from(["1", "2.5", "4", "5"])))
    found = suppose(ground(scores, case.book, case.asked), {}, {name: level})
    before = values_of(case)
    assert found[name] == level
    assert found.keys() == before.keys()
    for one in scores.parts:
        if name in one.above or (one.id != name and one.id not in scores.part(name).above):
            assert found[one.id] == before[one.id], "neither what is in it nor what lies beside it moves"


def test_points_of_a_part_count_in_the_part_above_that_adds_up() -> None:
    book = playbook(part("p", part("a"), part("b")), method="sum")
    asked = questionnaire(question("q1", "a"), question("q2", "a"), question("q3", "b"))
    scores = score(book, asked, answers({"q1": 1, "q2": 1, "q3": 5}))
    assert scores.part("p").points is not None
    # Of 3 to 15 points `a` brings 2 to 10 and `b` 5: at level 3 `a` has 6, so `p` has 11 of 15.
    found = suppose(ground(scores, book, asked), {}, {"a": Fraction(3)})
    assert found["p"] == 1 + Fraction(11 - 3, 15 - 3) * 4


def test_a_level_for_the_whole_leaves_its_parts() -> None:
    book, asked = playbook(part("a"), part("b")), questionnaire(question("q1", "a"), question("q2", "b"))
    scores = score(book, asked, answers({"q1": 1, "q2": 3}))
    assert suppose(ground(scores, book, asked), {}, {"book": Fraction(5)}) == {"book": 5, "a": 1, "b": 3}

"""What holds for every playbook, every questionnaire and all answers."""

from collections.abc import Iterable
from fractions import Fraction
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from cxdna.answers.model import Answer, AnswersFile
from cxdna.definitions.model import Policies, Questionnaire
from cxdna.findings.compare import compare
from cxdna.findings.find import find
from cxdna.scores.model import Assessed, Pair, Scores
from cxdna.scores.score import score
from tests.scores.building import Said, question
from tests.scores.drawing import Case, cases, leaves
from tests.scores.naive import Assessment, naive

pytestmark = pytest.mark.untraced

T = TypeVar("T")


def pairs(scores: Scores) -> dict[str, tuple[Fraction | None, Fraction | None]]:
    """Return both values of every part and question."""
    parts = {one.id: one.score for one in (scores.whole, *scores.parts)}
    questions = {one.id: one.score for one in scores.questions}
    return {name: (pair.as_answered, pair.as_shown) for name, pair in {**parts, **questions}.items()}


def numbers(scores: Scores) -> dict[str, tuple[object, ...]]:
    """Return everything that was worked out, by part and question."""
    parts = {
        one.id: (one.score, one.points, one.target, one.gap, one.share_of_whole, one.weakest, one.spread, one.coverage)
        for one in (scores.whole, *scores.parts)
    }
    return parts | {
        one.id: (one.state, one.score, one.spread, one.distribution, one.verdict.supports, one.dont_know)
        for one in scores.questions
    }


@given(cases())
def test_scores_are_those_of_a_naive_recomputation(case: Case) -> None:
    scores = score(*case)
    supports = {one.id: one.verdict.supports for one in scores.questions}
    answered, shown = naive(Assessment(*case, None)), naive(Assessment(*case, supports))
    for part in (scores.whole, *scores.parts):
        assert part.score == Pair(answered[part.id], shown[part.id]), part.id


@given(cases())
def test_scores_stay_on_the_scale_and_evidence_never_adds(case: Case) -> None:
    for answered, shown in pairs(score(*case)).values():
        assert (answered is None) is (shown is None)
        if answered is not None and shown is not None:
            assert 1 <= shown <= answered <= 5


@given(cases())
def test_targets_gaps_shares_and_levels_belong_to_their_scores(case: Case) -> None:
    scores = score(*case)
    for one in (scores.whole, *scores.parts):
        value = one.score.on(scores.basis)
        assert one.target is not None
        assert 1 <= one.target <= 5
        assert (one.level is None) is (value is None)
        assert one.gap == (None if value is None else max(one.target - value, Fraction(0)))
        assert one.coverage.asked == one.coverage.scored + one.coverage.not_applicable + one.coverage.unanswered
    shares = sum(scores.part(one).share_of_whole for one in leaves(case.book))
    assert shares == 1 if scores.whole.score.as_answered is not None else shares <= 1


@given(cases())
def test_a_share_is_what_a_part_adds_to_the_part_above(case: Case) -> None:
    scores = score(*case)
    for one in (scores.whole, *scores.parts):
        made = one.derivation_as_answered
        adds = made.method in {"mean", "weighted_mean"} or (made.possible and made.possible[0] < made.possible[1])
        if one.children and made.result is not None and adds:
            below = [scores.part(child) for child in one.children]
            added = sum(child.share_of_whole * (child.score.as_answered or 0) for child in below)
            assert added == one.share_of_whole * made.result


@given(cases(), st.data())
def test_order_does_not_matter(case: Case, data: st.DataObject) -> None:
    there = case.given

    def turn(things: Iterable[T]) -> tuple[T, ...]:
        return tuple(data.draw(st.permutations(list(things))))

    turned = replace(
        there,
        respondents=turn(there.respondents),
        evidence=turn(there.evidence),
        sheets=tuple(replace(sheet, answers=dict(turn(sheet.answers.items()))) for sheet in turn(there.sheets)),
    )
    assert numbers(score(case.book, case.asked, turned)) == numbers(score(*case))


def raised(asked: Questionnaire, answers: AnswersFile, sheet: int, question_id: str) -> AnswersFile | None:
    """Return the answers with one of them a step better; None where it cannot be."""
    (one,) = (one for one in asked.questions if one.id == question_id)
    said = answers.sheets[sheet].answers.get(question_id)
    value = said.value if isinstance(said, Answer) else said
    better: Said
    if isinstance(value, str) and value.startswith("o"):
        at = {option.id: option.value for option in one.options}
        higher = [name for name, option in at.items() if option > at[value]]
        if not higher:
            return None
        better = higher[0]
    elif isinstance(value, (int, float)) and value < 5:
        better = value + 1
    else:
        return None
    full = replace(said, value=better) if isinstance(said, Answer) else better
    changed = replace(answers.sheets[sheet], answers={**answers.sheets[sheet].answers, question_id: full})
    return replace(answers, sheets=(*answers.sheets[:sheet], changed, *answers.sheets[sheet + 1 :]))


@given(cases(), st.data())
def test_a_better_answer_never_lowers_a_score(case: Case, data: st.DataObject) -> None:
    places = [(sheet, one.id) for sheet in range(len(case.given.sheets)) for one in case.asked.questions]
    possible = [better for place in places if (better := raised(case.asked, case.given, *place))]
    if not possible:
        return
    better = data.draw(st.sampled_from(possible))
    before, after = pairs(score(*case)), pairs(score(case.book, case.asked, better))
    for one, values in before.items():
        for was, now in zip(values, after[one], strict=True):
            assert (was is None) is (now is None)
            assert was is None or now is None or now >= was


@given(cases(), st.data())
def test_better_evidence_never_lowers_a_score(case: Case, data: st.DataObject) -> None:
    dropped = data.draw(st.sampled_from(case.given.evidence))
    fewer = replace(case.given, evidence=tuple(one for one in case.given.evidence if one != dropped))
    less, more = score(case.book, case.asked, fewer), score(*case)
    for part in (more.whole, *more.parts):
        with_all, without = part.score.as_shown, less.part(part.id).score.as_shown
        assert with_all is None or (without is not None and without <= with_all)
        assert part.score.as_answered == less.part(part.id).score.as_answered


@given(cases(st.just(Policies())), st.data())
def test_unanswered_is_not_zero(case: Case, data: st.DataObject) -> None:
    part = data.draw(st.sampled_from(leaves(case.book)))
    wider = replace(case.asked, questions=(*case.asked.questions, question("new", part)))
    before, after = score(*case), score(case.book, wider, case.given)
    for one in (before.whole, *before.parts):
        new = after.part(one.id)
        assert (new.score, new.target, new.gap, new.share_of_whole) == (
            one.score,
            one.target,
            one.gap,
            one.share_of_whole,
        )
    assert after.question("new").state == "unanswered"


@given(cases(st.just(Policies())), st.data())
def test_silence_never_beats_an_answer(case: Case, data: st.DataObject) -> None:
    # A question about a level of its own: nobody answering it brings no more than an answer that reaches the level.
    part, level = data.draw(st.sampled_from(leaves(case.book))), data.draw(st.integers(1, 5))
    wider = replace(case.asked, questions=(*case.asked.questions, question("new", part, tests_level=level)))
    (first, *others) = case.given.sheets
    said = replace(case.given, sheets=(replace(first, answers={**first.answers, "new": level}), *others))
    silent, answered = score(case.book, wider, case.given).part(part), score(case.book, wider, said).part(part)
    if silent.derivation_as_answered.method == "cumulative_gate" and silent.score.as_answered is not None:
        assert answered.score.as_answered is not None
        assert silent.score.as_answered <= answered.score.as_answered
        without = score(*case).part(part).score.as_answered
        assert without is not None
        assert silent.score.as_answered <= without


@given(cases())
def test_not_knowing_changes_no_score(case: Case) -> None:
    # Except whether a question applies at all, which half of those who answer it must deny.
    before = score(*case)
    newcomer = replace(case.given.respondents[0], id="newcomer")
    unsure: dict[str, Said] = {one.id: "dont_know" for one in before.questions if one.state != "not_applicable"}
    sheet = replace(case.given.sheets[0], respondent="newcomer", answers=unsure)
    wider = replace(case.given, respondents=(*case.given.respondents, newcomer), sheets=(*case.given.sheets, sheet))
    assert pairs(score(case.book, case.asked, wider)) == pairs(before)


@given(cases())
def test_findings_rest_on_scores(case: Case) -> None:
    scores = score(*case)
    findings = find(scores, case.book, case.asked)
    gaps = [one.part for one in findings.gaps]
    assert sum(one.share for one in findings.gaps) in {0, 1}
    assert not {one.part for one in findings.strengths} & set(gaps[:3])
    lowest = [scores.part(one).score.on(scores.basis) for one in leaves(case.book)]
    for strength in findings.strengths:
        assert strength.score >= 2
        assert any(other is not None and other < strength.score for other in lowest)
    for claim in findings.claims:
        assert claim.shown < claim.claimed
        assert claim.reason
    ids = [*(one.id for one in findings.gaps), *(one.id for one in findings.strengths)]
    ids += [*(one.id for one in findings.weakest_links), *(one.id for one in findings.claims)]
    ids += [*(one.id for one in findings.open_ground), *(one.id for one in findings.disputed)]
    assert len(ids) == len(set(ids))


@given(cases(people=7))
def test_nothing_changed_since_the_same_answers(case: Case) -> None:
    now = Assessed(case.book, case.asked, case.given, score(*case))
    change = compare(now, now)
    scored = [one.id for one in now.scores.questions if one.state == "scored"]
    assert list(change.comparable) == scored
    assert len(change.not_comparable) == len(case.asked.questions) - len(scored)
    panels = [change.panel.whole, *change.panel.parts] if change.panel.whole else []
    for one in (change.whole, *change.parts, *change.questions, *panels):
        assert one.change in {None, 0}
        assert one.change == 0 or one.before is None
    assert change.panel.comparable is (len(case.given.sheets) >= 5)


def test_the_cases_hold_every_method() -> None:
    # A guard that looked at nothing passes: what is drawn must hold scores of every method, and of every state.
    methods: set[str] = set()
    states: set[str] = set()

    @given(cases())
    def look(case: Case) -> None:
        scores = score(*case)
        states.update(one.state for one in scores.questions)
        methods.update(
            one.derivation_as_answered.method
            for one in (scores.whole, *scores.parts)
            if one.score.as_answered is not None and len(one.derivation_as_answered.terms) > 1
        )

    look()
    assert len(methods) == 7
    assert states == {"scored", "unanswered", "not_applicable"}

"""Which questions of two assessments are comparable: the same ones, and those whose answers carry over."""

import datetime as dt
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from cxdna.answers.model import Answer, AnswersFile
from cxdna.definitions.diff import diff
from cxdna.definitions.model import Condition, Playbook, Question, Questionnaire, Succeeds
from cxdna.findings.compare import compare
from cxdna.findings.model import Change
from cxdna.findings.pair import comparable_words, pair
from cxdna.scores.model import Assessed
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
    profile,
    question,
    questionnaire,
)
from tests.scores.drawing import Case, cases

LAST_YEAR = dt.date(2025, 11, 20)
BOOK = playbook(part("p", part("a"), part("b")))


def instead(
    question_id: str, *earlier: str, by: str = "replaces", terms: str = "carry_over", part_id: str = "a"
) -> Question:
    succeeds: Any = {"questions": earlier, "by": by, "answers": terms, "reason": "Said better."}
    return question(question_id, part_id, succeeds=Succeeds(**succeeds))


def assessed(asked: Questionnaire, said: AnswersFile, book: Playbook = BOOK) -> Assessed:
    return Assessed(book, asked, said, score(book, asked, said))


def changed(before: dict[str, Said], now: dict[str, Said], then: Questionnaire, today: Questionnaire) -> Change:
    return compare(assessed(today, answers(now)), assessed(then, answers(before, date=LAST_YEAR)))


def moved(change: Change) -> dict[str, tuple[object, object]]:
    return {one.part: (one.before, one.now) for one in (change.whole, *change.parts, *change.questions)}


def test_the_answer_to_the_old_question_counts_for_the_one_that_replaces_it() -> None:
    change = changed({"old": 2}, {"new": 4}, questionnaire(question("old", "b")), questionnaire(instead("new", "old")))
    assert (change.comparable, change.not_comparable) == (("new",), ())
    assert change.carried_over == (("new", ("old",)),)
    assert moved(change) == {"book": (2, 4), "p": (2, 4), "a": (2, 4), "b": (None, None), "new": (2, 4)}


def test_each_part_of_a_split_question_begins_where_the_whole_stood() -> None:
    split = questionnaire(instead("one", "old", by="splits"), instead("two", "old", by="splits", part_id="b"))
    change = changed({"old": 3}, {"one": 4, "two": 2}, questionnaire(question("old")), split)
    assert change.carried_over == (("one", ("old",)), ("two", ("old",)))
    assert moved(change) == {"book": (3, 3), "p": (3, 3), "a": (3, 4), "b": (3, 2), "one": (3, 4), "two": (3, 2)}


OLD = questionnaire(question("one"), question("two"), question("three", "b"))
MERGED = questionnaire(instead("new", "one", "two", by="merges"), question("three", "b"))


@pytest.mark.parametrize(
    ("one", "two", "before", "reason"),
    [
        (4, 2, 2, ""),
        (2, 4, 2, ""),
        (not_applicable(), 4, 4, ""),
        (not_applicable(), not_applicable(), None, "not applicable last time"),
        (4, "dont_know", None, "not answered last time"),
    ],
)
def test_of_merged_questions_the_lowest_counts(one: Said, two: Said, before: float | None, reason: str) -> None:
    change = changed({"one": one, "two": two, "three": 1}, {"new": 3, "three": 1}, OLD, MERGED)
    assert moved(change).get("new", (None,))[0] == before
    assert change.not_comparable == ((("new", reason),) if reason else ())


def test_of_merged_questions_that_were_not_all_asked_nobody_knows_the_lowest() -> None:
    change = changed({"one": 3}, {"new": 3}, questionnaire(question("one")), questionnaire(*MERGED.questions[:1]))
    assert change.not_comparable == (
        ("new", "stands for questions that were not all asked last time"),
        ("one", "no longer asked"),
    )
    none = changed({"three": 3}, {"three": 3}, questionnaire(question("three", "b")), MERGED)
    assert none.not_comparable == (("new", "new question"),)


def test_a_question_that_starts_anew_is_not_compared() -> None:
    today = questionnaire(instead("new", "old", terms="start_anew"))
    change = changed({"old": 2}, {"new": 4}, questionnaire(question("old")), today)
    assert (change.comparable, change.carried_over) == ((), ())
    assert change.not_comparable == (("new", "earlier answers do not carry over"), ("old", "no longer asked"))


def test_a_question_of_the_same_id_is_compared_with_itself_alone() -> None:
    then = questionnaire(question("new", text="Was it?"), question("old"))
    change = changed({"old": 2, "new": 3}, {"new": 4}, then, questionnaire(instead("new", "old")))
    assert change.not_comparable == (("new", "wording changed"), ("old", "no longer asked"))


def test_evidence_carries_over_with_the_answers() -> None:
    records = [evidence("E1", "policy", covers=("old",)), evidence("E2", "minutes")]
    said = answers({"old": Answer(value=4, evidence=("E2",))}, date=dt.date(2026, 10, 2), records=records)
    now = assessed(questionnaire(instead("new", "old")), answers({"new": 4}, basis="as_shown"))
    assert moved(compare(now, assessed(questionnaire(question("old")), said)))["new"] == (3, 2)


@pytest.mark.parametrize("asked", [question("old"), instead("new", "old"), instead("new", "old", part_id="b")])
def test_evidence_for_a_part_goes_with_the_questions_that_stood_in_it(asked: Question) -> None:
    records = [evidence(f"E{at}", kind, covers=("b",)) for at, kind in enumerate(("policy", "minutes"))]
    said = answers({"old": 4, "other": 4}, date=dt.date(2026, 10, 2), records=records)
    before = assessed(questionnaire(question("old", "b"), question("other")), said)
    other = question("other", "b")
    now = assessed(questionnaire(asked, other), answers({asked.id: 4, "other": 4}, basis="as_shown"))
    assert before.scores.question("old").score.as_shown == 3
    change = moved(compare(now, before))
    assert (change[asked.id], change["other"]) == ((3, 2), (2, 2)), "other stood in a, which the records were not for"


def test_of_merged_questions_the_lowest_on_the_basis_of_the_assessment_counts() -> None:
    records = [evidence(f"E{at}", kind, covers=("one",)) for at, kind in enumerate(("policy", "minutes"))]
    before = assessed(OLD, answers({"one": 3, "two": 4, "three": 1}, date=dt.date(2026, 10, 2), records=records))
    for basis, lowest in (("as_answered", 3), ("as_shown", 2)):
        given_now: Any = {"basis": basis}
        now = assessed(MERGED, answers({"new": 5, "three": 1}, **given_now))
        assert moved(compare(now, before))["new"][0] == lowest


def test_a_pulse_and_then_a_full_questionnaire_are_compared_on_the_pulse() -> None:
    pulse = questionnaire(question("a1"), question("b1", "b"))
    only_b2b = Condition(profile="key_accounts", equals=True)
    more = [question(f"a{at}", when=only_b2b if at == 6 else None) for at in range(2, 7)]
    full = questionnaire(*pulse.questions, *more)
    said: dict[str, Said] = {"a1": 2, "b1": 3}
    now = said | {f"a{at}": 5 for at in range(2, 6)}
    change = changed(said, now, pulse, full)
    assert (len(change.comparable), change.asked) == (2, 6), "a6 is not asked of this organisation"
    assert comparable_words(len(change.comparable), change.asked) == "2 of 6 questions are comparable"
    assert {one.part: one.change for one in (change.whole, *change.parts)} == {"book": 0, "p": 0, "a": 0, "b": 0}
    assert {reason for _, reason in change.not_comparable} == {"new question"}
    back = changed(now, said, full, pulse)
    assert (back.comparable, back.asked) == (change.comparable, 2)
    assert {reason for _, reason in back.not_comparable} == {"no longer asked"}


def test_what_does_not_change_what_people_answer_may_differ() -> None:
    before = question("q", text="Is it\n  done?")
    now = replace(
        before,
        text="Is it done?",
        practice="In other words",
        why="For another reason.",
        proof="Another paper.",
        ask=("Somebody else",),
        weight=3,
        part="b",
        when=Condition(profile="employees", at_least=1),
    )
    assert pair((BOOK, questionnaire(now)), (BOOK, questionnaire(before))).same == {"q": ("q",)}
    for other in (
        {"text": "Is it not done?"},
        {"levels": ("1", "2", "3", "4", "5")},
        {"levels": (), "options": options(no=1)},
    ):
        changed_one = replace(before, **other)
        assert not pair((BOOK, questionnaire(changed_one)), (BOOK, questionnaire(before))).same


def test_only_questions_that_apply_count_as_asked() -> None:
    asked = questionnaire(question("q"), question("r", when=Condition(profile="regulated", equals=True)))
    said: dict[str, Said] = {"q": 1, "r": 1}
    for regulated, count in ((False, 1), (True, 2)):
        file = answers(said, organisation=profile(regulated=regulated))
        change = compare(assessed(asked, file), assessed(asked, file))
        assert (len(change.comparable), change.asked) == (count, count)


def as_assessed(case: Case) -> Assessed:
    return Assessed(case.book, case.asked, case.given, score(*case))


def opposite(case: Case) -> Case:
    """Return the same assessment with every level turned round."""

    def turned(said: Said) -> Said:
        return 6 - said if isinstance(said, int | float) else said

    sheets = [
        replace(one, answers={name: turned(said) for name, said in one.answers.items()}) for one in case.given.sheets
    ]
    return case._replace(given=replace(case.given, sheets=tuple(sheets)))


def numbers(change: Change, names: dict[str, str] | None = None) -> dict[str, object]:
    """Return every number of a change by what it is of, whatever the order."""
    called = names or {}
    rows = {one.part: (one.before, one.now, one.change) for one in (change.whole, *change.parts)}
    rows |= {called.get(one.part, one.part): (one.before, one.now, one.change) for one in change.questions}
    panel = [change.panel.whole, *change.panel.parts] if change.panel.whole else []
    return {**rows, "panel": {one.part: one.change for one in panel}, "asked": change.asked}


IDS = [f"q{at}" for at in range(7)]


@given(st.randoms(use_true_random=False))
def test_a_comparison_of_definitions_promises_what_one_of_answers_keeps(chance: Random) -> None:
    def drawn() -> Question:
        if unused and chance.random() < 0.6:
            terms = chance.choice(["carry_over", "carry_over", "start_anew"])
            return instead(names.pop(), *chance.sample(unused, chance.randint(1, min(2, len(unused)))), terms=terms)
        return question(names.pop(), text=chance.choice(["Is it?", "Is it so?"]))

    then = questionnaire(*(question(one, text="Is it?") for one in chance.sample(IDS, 4)))
    names = chance.sample(IDS, 4)
    unused = [one for one in IDS if one not in names]
    today = questionnaire(*(drawn() for _ in range(4)))
    said = {one: float(chance.randint(1, 5)) for one in IDS}
    change = changed(
        {one.id: said[one.id] for one in then.questions}, {one.id: 3 for one in today.questions}, then, today
    )
    assert len(change.comparable) == diff([BOOK, then], [BOOK, today]).comparable
    sources = {one: (one,) for one in change.comparable} | dict(change.carried_over)
    assert {one.part: one.before for one in change.questions} == {
        one: min(said[each] for each in earlier) for one, earlier in sources.items()
    }


@given(cases(people=7), st.integers(0, 1000))
def test_the_order_of_questions_people_and_records_does_not_matter(case: Case, seed: int) -> None:
    before = opposite(case)

    def shuffled(one: Case) -> Assessed:
        mixed = Random(seed)
        rows = [
            list(rows) for rows in (one.asked.questions, one.given.sheets, one.given.respondents, one.given.evidence)
        ]
        for row in rows:
            mixed.shuffle(row)
        questions, sheets, people, records = map(tuple, rows)
        said = replace(one.given, sheets=sheets, respondents=people, evidence=records)
        return as_assessed(Case(one.book, replace(one.asked, questions=questions), said))

    assert numbers(compare(shuffled(case), shuffled(before))) == numbers(
        compare(as_assessed(case), as_assessed(before))
    )


@given(cases(people=7))
def test_back_again_is_the_same_change_the_other_way(case: Case) -> None:
    one, other = as_assessed(case), as_assessed(opposite(case))
    there, back = compare(one, other), compare(other, one)
    assert (there.comparable, there.asked) == (back.comparable, back.asked)
    for forth, reverse in zip((there.whole, *there.parts), (back.whole, *back.parts), strict=True):
        assert (forth.before, forth.now) == (reverse.now, reverse.before)
        assert forth.change == (None if reverse.change is None else -reverse.change)


@given(cases(people=7), st.sampled_from(["replaces", "splits", "merges"]))
def test_questions_that_carry_all_answers_over_are_compared_as_if_nothing_had_changed(case: Case, by: Any) -> None:
    before = opposite(case)
    names = {one.id: f"n_{one.id}" for one in case.asked.questions}
    renamed = tuple(
        replace(
            one,
            id=names[one.id],
            text=f"Or rather: {one.text}",
            succeeds=Succeeds(questions=(one.id,), by=by, answers="carry_over", reason="Said better."),
        )
        for one in case.asked.questions
    )
    said = replace(
        case.given,
        sheets=tuple(replace(one, answers={names[k]: v for k, v in one.answers.items()}) for one in case.given.sheets),
        evidence=tuple(
            replace(one, covers=tuple(names.get(name, name) for name in one.covers)) for one in case.given.evidence
        ),
    )
    now = as_assessed(Case(case.book, replace(case.asked, questions=renamed), said))
    plain = compare(as_assessed(case), as_assessed(before))
    carried = compare(now, as_assessed(before))
    assert numbers(carried) == numbers(plain, names)
    assert len(carried.carried_over) == len(plain.comparable)
    assert not plain.carried_over


def test_the_cases_carry_something_over() -> None:
    # A guard that looked at nothing passes.
    counts: list[int] = []

    @given(cases(people=7))
    def look(case: Case) -> None:
        counts.append(len(compare(as_assessed(case), as_assessed(opposite(case))).comparable))

    look()
    assert max(counts) > 3
    assert f(sum(counts)) / len(counts) > 1

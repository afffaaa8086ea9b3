"""Merging forms: in whatever order they come, the same is taken and the same contradictions are told."""

import datetime as dt
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdna.answers.forms.merge import Merged, Rule, Standing, agreement, by_rule, merge, undecided
from cxdna.answers.forms.model import Given
from cxdna.answers.model import Answer

START = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)


def hour(at: int) -> dt.datetime:
    return START + dt.timedelta(hours=at)


def said(
    value: float | str | None = None,
    comment: str = "",
    *,
    at: int = 0,
    file: str = "a.xlsx",
    sheet: str = "p_1",
    question: str = "q1",
) -> Given:
    answer = Answer(value=value, comment=comment)
    cell = f"cell of {question}"
    return Given(file=file, cell=cell, saved=hour(at), sheet=sheet, question=question, said=answer)


def stored(value: float | None, comment: str = "", *, at: int | None = 0, source: str = "terminal") -> Standing:
    moment = None if at is None else hour(at)
    return Standing(said=Answer(value=value, comment=comment), at=moment, source=source, round=1, seq=1)


def merged(
    forms: Sequence[Given], held: Standing | None = None, rule: Rule | None = None, earlier: Sequence[Standing] = ()
) -> Merged:
    place = ("p_1", "q1")
    decide = by_rule(rule) if rule else undecided
    return merge(forms, {place: held} if held else {}, {place: earlier}, decide)


def outcome(found: Merged) -> object:
    """Return what holds after a merge: the answer taken, "stays" for the stored one, None for no decision."""
    if found.unsettled:
        return None
    return (found.taken[0].said.value, found.taken[0].said.comment) if found.taken else "stays"


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ((3, ""), (3, ""), (3, "")),
        ((3, "why"), (3, ""), (3, "why")),
        ((3, ""), (None, "why"), (3, "why")),
        ((3, "why"), (3, "else"), None),
        ((3, ""), (2, ""), None),
        ((3, ""), ("dont_know", ""), None),
        ((None, "why"), (None, "why"), (None, "why")),
    ],
)
def test_what_agrees(one: tuple[float, str], other: tuple[float, str], both: tuple[float, str] | None) -> None:
    found = agreement([Answer(value=value, comment=comment) for value, comment in (one, other)])
    assert (found and (found.value, found.comment)) == both


RULES: list[tuple[list[Given], Standing | None, dict[str | None, object]]] = [
    ([said(3)], None, {None: (3, ""), "newest": (3, ""), "stored": (3, ""), "form": (3, "")}),
    (
        [said(3, at=1), said(2, at=2, file="b.xlsx")],
        None,
        {None: None, "newest": (2, ""), "stored": None, "form": None},
    ),
    ([said(3, at=1), said(2, at=1, file="b.xlsx")], None, {None: None, "newest": None}),
    ([said(3, at=2)], stored(2, at=1), {None: None, "newest": (3, ""), "stored": "stays", "form": (3, "")}),
    ([said(3, at=1)], stored(2, at=2), {None: None, "newest": "stays", "stored": "stays", "form": (3, "")}),
    ([said(3, at=2)], stored(2, at=2), {None: None, "newest": "stays", "stored": "stays", "form": (3, "")}),
    ([said(3, at=1)], stored(2, at=None), {None: None, "newest": None, "stored": "stays", "form": (3, "")}),
    (
        [said(3, at=3), said(4, at=2, file="b.xlsx")],
        stored(2, at=1),
        {None: None, "newest": (3, ""), "stored": "stays", "form": None},
    ),
    ([said(3, "why", at=1)], stored(3, at=2), {None: (3, "why"), "stored": (3, "why")}),
    ([said(None, "why")], stored(3), {None: (3, "why")}),
    ([said(3)], stored(None, "noted before"), {None: (3, "noted before")}),
    ([said(3, "why", at=9)], stored(3, "else", at=1), {None: None, "newest": (3, "why"), "stored": "stays"}),
    ([said(4, at=9)], stored(3, "because", at=1), {None: None, "newest": (4, "because"), "form": (4, "because")}),
    ([said(None, "more", at=9)], stored(3, "else", at=1), {None: None, "form": (3, "more"), "stored": "stays"}),
]


@pytest.mark.parametrize(("forms", "held", "outcomes"), RULES, ids=map(str, range(len(RULES))))
def test_rules(forms: list[Given], held: Standing | None, outcomes: dict[Rule | None, object]) -> None:
    for rule, wanted in outcomes.items():
        assert outcome(merged(forms, held, rule)) == wanted, rule


def test_what_was_taken_before_does_not_come_again() -> None:
    before = stored(3, at=2, source="form")
    assert outcome(merged([said(3, at=1)], stored(2, at=4), None, [before])) == "stays"


def test_a_form_that_says_it_anew_counts() -> None:
    before = stored(3, at=2, source="form")
    assert outcome(merged([said(3, at=5)], stored(2, at=4), None, [before])) is None
    assert outcome(merged([said(3, at=5)], stored(2, at=4), "newest", [before])) == (3, "")


@st.composite
def forms(draw: st.DrawFn) -> Given:
    return said(
        draw(st.sampled_from([None, 1, 2, "dont_know"])),
        draw(st.sampled_from(["", "a", "b"])),
        at=draw(st.integers(0, 3)),
        file=draw(st.sampled_from(["a.xlsx", "b.xlsx", "c.xlsx"])),
        sheet=draw(st.sampled_from(["p_1", "p_2"])),
        question=draw(st.sampled_from(["q1", "q2"])),
    )


STANDING = st.dictionaries(
    st.tuples(st.sampled_from(["p_1", "p_2"]), st.sampled_from(["q1", "q2"])),
    st.builds(stored, st.sampled_from([1, 2, 3]), st.sampled_from(["", "a"]), at=st.sampled_from([None, 0, 2])),
)


@given(st.lists(forms(), max_size=8), STANDING, st.sampled_from([None, "newest", "stored", "form"]), st.randoms())
def test_order_does_not_matter(
    given_forms: list[Given], held: dict[tuple[str, str], Standing], rule: Rule | None, chance: object
) -> None:
    shuffled = list(given_forms)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    decide = by_rule(rule) if rule else undecided
    assert merge(given_forms, held, {}, decide) == merge(shuffled, held, {}, decide)


@given(st.lists(forms(), max_size=8), STANDING)
def test_nothing_is_lost_without_being_told(given_forms: list[Given], held: dict[tuple[str, str], Standing]) -> None:
    found = merge(given_forms, held, {}, undecided)
    places = {(one.sheet, one.question) for one in given_forms}
    told = {(one.sheet, one.question) for one in found.taken} | {(one.sheet, one.question) for one in found.unsettled}
    assert told == places
    for taken in found.taken:
        own = [one.said for one in given_forms if (one.sheet, one.question) == (taken.sheet, taken.question)]
        assert all(one.value in {None, taken.said.value} for one in own)
        assert all(one.comment in {"", taken.said.comment} for one in own)

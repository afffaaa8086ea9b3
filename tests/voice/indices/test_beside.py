"""Months that are typed: whatever is allowed, no difference tells what one to four people said."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxdna.errors import UserError
from cxdna.voice.indices.beside import refuse_few_beside
from cxdna.voice.indices.groups import groups_of
from cxdna.voice.indices.index import index_of
from cxdna.voice.indices.model import Span
from cxdna.voice.indices.months import months
from cxdna.voice.indices.waves import span_of, waves_of, whole_span
from cxdna.voice.model import Fielded
from cxdna.voice.survey.model import Columns
from tests.voice.indices.fields import answers, ask, field, field_of, survey

YEAR = months(202501, 202512)
COUNTS = st.lists(st.sampled_from([0, 0, 1, 2, 4, 5, 6, 9, 40]), min_size=12, max_size=12)


def allowed(fielded: Fielded, first: int, last: int, dimension: str | None = None) -> bool:
    try:
        refuse_few_beside(fielded, ["overall"], span_of(first, last), dimension)
    except UserError:
        return False
    return True


def spans(fielded: Fielded, dimension: str | None = None) -> list[Span]:
    ends = [(first, last) for at, first in enumerate(YEAR) for last in YEAR[at:]]
    return [span_of(*two) for two in ends if allowed(fielded, *two, dimension)]


def told(fielded: Fielded) -> set[frozenset[tuple[int, int]]]:
    """Return all sets of answers, by month and number within it, whose index can be seen."""
    seen = set()
    for span in [whole_span(fielded), *spans(fielded)]:
        for one in (index_of(fielded, "overall", span), *waves_of(fielded, "overall", span)):
            if one.n and not one.hidden:
                seen.add(of(fielded, one.span))
    return seen


def of(fielded: Fielded, span: Span, category: str | None = None) -> frozenset[tuple[int, int]]:
    cut = () if category is None else (("category", category),)
    within = [cell for cell in fielded.cells if cell.cut == cut and span.first <= cell.month <= span.last]
    return frozenset((cell.month, at) for cell in within for at in range(cell.n))


@given(COUNTS)
@settings(max_examples=60, deadline=None)
def test_no_two_things_that_are_told_differ_by_one_to_four_answers(counts: list[int]) -> None:
    fielded = field(*(answers({4: n}, month) for n, month in zip(counts, YEAR, strict=True) if n))
    if sum(counts):
        for one, other in combinations(told(fielded), 2):
            assert len(one - other) not in range(1, 5) or not other <= one
            assert len(other - one) not in range(1, 5) or not one <= other


@given(COUNTS, COUNTS, COUNTS)
@settings(max_examples=20, deadline=None)
def test_nor_do_two_groups_over_different_months(one: list[int], other: list[int], third: list[int]) -> None:
    by_name = {"a": one, "b": other, "c": third}
    cells = [
        answers({4: n}, month, category=name)
        for name, counts in by_name.items()
        for n, month in zip(counts, YEAR, strict=True)
        if n
    ]
    if not cells:
        return
    fielded = field_of(survey(ask()), *cells)
    for name in by_name:
        seen = set()
        for span in [whole_span(fielded), *spans(fielded, "category")]:
            groups = groups_of(fielded, "overall", span, "category").groups
            if any(group.value == name and group.index is not None for group in groups):
                seen.add(of(fielded, span, name))
        assert all(len(one ^ other) not in range(1, 5) for one, other in combinations(seen, 2) if one < other)


def test_months_that_leave_out_few_are_refused_with_months_that_can_be_taken() -> None:
    quarters = [answers({4: 40}, month) for month in (202501, 202504, 202507)]
    fielded = field(*quarters, answers({4: 40}, 202510), answers({1: 3}, 202512))
    with pytest.raises(UserError) as caught:
        refuse_few_beside(fielded, ["overall"], span_of(202501, 202511))
    assert str(caught.value) == (
        "January to November 2025 and other months together would tell what fewer than five people answered to "
        "overall; take whole waves, January to December 2025, or a window: --window NAME"
    )
    assert allowed(fielded, 202501, 202509)
    assert allowed(fielded, 202402, 202701)
    few = field(*quarters, answers({1: 3}, 202512))
    with pytest.raises(UserError, match="take all months, without --from and --to"):
        refuse_few_beside(few, ["overall"], span_of(202501, 202509))


def test_a_wave_of_many_may_be_cut_and_a_group_of_few_may_not_be_left_out() -> None:
    months_ = (202501, 202502, 202503, 202504)
    many = [answers({4: 40}, month, category="a") for month in months_]
    fielded = field_of(
        survey(ask()), *many, answers({1: 3}, 202504, category="b"), answers({1: 9}, 202501, category="b")
    )
    assert allowed(fielded, 202502, 202503)
    assert not allowed(fielded, 202501, 202503, "category")
    with pytest.raises(UserError, match="fewer than five people answered to overall in category 'b'"):
        refuse_few_beside(fielded, ["overall"], span_of(202501, 202503), "category")


def test_waves_that_a_column_names_are_looked_at_by_name() -> None:
    named = survey(ask(), columns=Columns(event_date="date", wave="wave"))
    cells = [answers({4: 40}, 202501, wave="spring"), answers({4: 40}, 202502, wave="summer")]
    assert allowed(field_of(named, *cells), 202501, 202501)
    few = answers({4: 2}, 202501, wave="summer")
    assert not allowed(field_of(named, *cells, few), 202501, 202501)
    assert allowed(field_of(survey(ask()), *cells, few), 202501, 202501), "by rule all are of one quarter"

"""Groups as they may be shown, and which of them differ by more than chance."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxdna.errors import UserError
from cxdna.statistics.compare import welch
from cxdna.voice.counts.model import Cell
from cxdna.voice.indices.groups import compare_groups, groups_of
from cxdna.voice.indices.model import Groups, Span
from tests.voice.indices.fields import answers, changed, field, field_of, survey

MARCH = Span(202603, 202603, "March 2026")
PLAIN = {5: 20, 4: 40, 3: 20}


def by_category(*cells: list[Cell]) -> Groups:
    return groups_of(field(*cells), "overall", MARCH, "category")


def test_groups_stand_by_name_and_those_not_stated_last() -> None:
    groups = by_category(*(answers(PLAIN, category=name) for name in ("", "Phone", "field", "chat")))
    assert [group.value for group in groups.groups] == ["chat", "field", "Phone", ""]
    assert all(group.n == 80 and group.index is not None and group.index.value == 4 for group in groups.groups)
    assert groups.whole is not None
    assert groups.whole.n == 320


def test_a_small_group_hides_with_the_smallest_other() -> None:
    groups = by_category(*(answers({5: n}, category=name) for name, n in (("a", 3), ("b", 40), ("c", 60))))
    shown = {group.value: (group.n, group.index is None) for group in groups.groups}
    assert shown == {"a": (None, True), "b": (None, True), "c": (60, False)}


def test_only_answers_that_count_make_a_group() -> None:
    groups = by_category(
        answers(PLAIN, category="a"),
        answers({5: 3}, category="late", standing="late"),
        answers({5: 3}, 202601, category="before"),
    )
    assert [group.value for group in groups.groups] == ["a"]


def test_countries_are_never_ranked() -> None:
    fielded = field(answers({5: 60, 4: 30}, country="BR"), answers({3: 60, 4: 30}, country="JP"))
    groups = groups_of(fielded, "overall", MARCH, "country")
    assert groups.no_ranking.startswith("Countries are not ranked")
    assert compare_groups(groups) == ()


def test_a_dimension_without_a_column_is_refused() -> None:
    with pytest.raises(UserError, match="not counted by channel"):
        groups_of(field(answers(PLAIN)), "overall", MARCH, "channel")


def test_what_staff_say_is_grouped_for_who_asks() -> None:
    fielded = field_of(survey(asks="staff"), answers(PLAIN, category="a"))
    assert groups_of(fielded, "overall", MARCH, "category", asks="staff").groups[0].n == 80


def test_a_group_is_compared_with_all_others() -> None:
    groups = by_category(
        answers({5: 60, 4: 30}, category="good"),
        answers({3: 60, 4: 30, 1: 5}, category="poor"),
        answers({4: 60, 5: 15, 3: 20}, category="plain"),
        answers({5: 20}, category="few"),
    )
    found = {one.value: one for one in compare_groups(groups)}
    assert {name: one.apart for name, one in found.items()} == {"good": "higher", "poor": "lower", "plain": "none"}
    others = Fraction(3 * 60 + 4 * 30 + 5 + 4 * 60 + 5 * 15 + 3 * 20 + 5 * 20, 95 + 95 + 20)
    assert found["good"].difference == Fraction(60 * 5 + 30 * 4, 90) - others


def test_the_least_of_ten_chances_counts_tenfold() -> None:
    plain = {5: 20, 4: 40, 3: 20, 1: 1}
    others = [answers(plain, category=f"b{one}") for one in range(9)]
    apart = {5: 30, 4: 38, 3: 12}
    raw = welch(apart, {level: 9 * n for level, n in plain.items()})
    found = {one.value: one for one in compare_groups(by_category(answers(apart, category="a"), *others))}
    assert raw is not None
    assert found["a"].p == pytest.approx(10 * raw.p)
    assert all(one.p is not None and one.p > 10 * raw.p for name, one in found.items() if name != "a")


def test_groups_are_compared_across_a_bridge() -> None:
    ten, five = ({9: 20, 10: 20}, 202512), ({2: 20, 3: 20}, 202601)
    cells = [answers(*ten, category="a"), answers(*five, category="b"), answers(*ten, category="b")]
    bridged = field(*cells, earlier=changed(), bridge="both asked of the same 200 customers")
    groups = groups_of(bridged, "overall", Span(202512, 202601, "both"), "category")
    assert {one.value: one.apart for one in compare_groups(groups)} == {"a": "higher", "b": "lower"}


def test_groups_of_answers_alike_are_not_told_apart() -> None:
    groups = by_category(answers({5: 40}, category="a"), answers({4: 40}, category="b"))
    assert [(one.p, one.apart) for one in compare_groups(groups)] == [(None, "none")] * 2


@settings(max_examples=40)
@given(st.lists(st.integers(0, 12), min_size=1, max_size=6))
def test_what_is_hidden_is_never_left_over_alone(sizes: list[int]) -> None:
    groups = by_category(*(answers({5: n}, category=f"g{at}") for at, n in enumerate(sizes)))
    assert groups.whole is not None
    hidden = [group for group in groups.groups if group.n is None]
    left = groups.whole.n - sum(group.n or 0 for group in groups.groups)
    assert all(group.index is None for group in hidden)
    assert not hidden or groups.whole.hidden or (left >= 5 and (len(hidden) > 1 or len(groups.groups) == 1))
    assert all(group.n is None or group.n >= 5 for group in groups.groups)

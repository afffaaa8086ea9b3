"""What an index shows against 4.0: nothing is claimed that its interval does not carry."""

from __future__ import annotations

from fractions import Fraction
from typing import Final, Literal, TypeAlias

import msgspec

from cxdna.documents.index_report.material import Measured
from cxdna.voice.indices.groups import compare_groups
from cxdna.voice.indices.model import Group, Groups, Index
from cxdna.voice.indices.rescale import THRESHOLD

Verdict: TypeAlias = Literal["above", "under", "open", "alike above", "alike under", "none"]
"""`open` where the interval holds 4.0; `alike` where all answers are the same, with no interval; `none`: no score."""
WORDS: Final[dict[Verdict, str]] = {
    "above": "clearly above 4.0",
    "under": "clearly under 4.0",
    "open": "too close to 4.0 to call",
    "alike above": "above 4.0, all answers alike",
    "alike under": "under 4.0, all answers alike",
    "none": "without a score",
}
MARKS: Final[dict[Verdict, str]] = {
    "above": "\N{BLACK UP-POINTING TRIANGLE} above",
    "under": "\N{BLACK DOWN-POINTING TRIANGLE} under",
    "open": "open",
    "alike above": "all alike",
    "alike under": "all alike",
    "none": "",
}
MOST_POINTS: Final = 2
"""So many groups of each index are named as what is best, and as what holds back."""
UNRANKED: Final = frozenset({"country", "language"})
"""Dimensions of which no group is called best: how people use scales differs there."""


def verdict(index: Index) -> Verdict:
    """Return what an index shows against the threshold, which is compared unrounded."""
    if index.value is None:
        return "none"
    if index.interval is None:
        return "alike above" if index.value >= THRESHOLD else "alike under"
    if index.interval.low >= THRESHOLD:
        return "above"
    return "under" if index.interval.high < THRESHOLD else "open"


def scored(groups: Groups) -> tuple[tuple[Group, Index], ...]:
    """Return the groups that have a value."""
    return tuple((one, one.index) for one in groups.groups if one.index and one.index.value is not None)


def compared(one: Measured) -> Groups | None:
    """Return the groups by which a question is told on page 2: categories, or the first others that have scores.

    None where no dimension has two groups with a score.
    """
    found = [groups for groups in one.groups if groups.dimension not in UNRANKED and not groups.no_ranking]
    return next((groups for groups in found if len(scored(groups)) > 1), None)


def clear(groups: Groups, wanted: Verdict) -> tuple[tuple[Group, Index], ...]:
    """Return the groups clearly above or clearly under the threshold, the clearest first, at most so many.

    Clearest by the end of the interval that is nearest to the threshold, not by the value.
    """
    found = [(group, index) for group, index in scored(groups) if verdict(index) == wanted]
    return tuple(sorted(found, key=lambda one: _distance(one[1], wanted)))


def _distance(index: Index, wanted: Verdict) -> float:
    if index.interval is None:
        return 0.0
    return -index.interval.low if wanted == "above" else index.interval.high


class Standout(msgspec.Struct, frozen=True):
    """A group that differs from all other answers, or lies clearly under the threshold; the difference in points."""

    group: str
    index: Index
    difference: Fraction
    apart: Literal["higher", "lower", "none"]


def best(groups: Groups) -> tuple[Standout, ...]:
    """Return the groups that are higher than all other answers by more than chance, the highest first."""
    return tuple(sorted((one for one in _apart(groups) if one.apart == "higher"), key=lambda one: -one.difference))


def holding_back(groups: Groups) -> tuple[Standout, ...]:
    """Return the groups that are lower than all other answers, or clearly under the threshold, the lowest first."""
    found = [one for one in _apart(groups) if one.apart == "lower" or verdict(one.index) == "under"]
    return tuple(sorted(found, key=lambda one: (one.index.value or 0, one.group)))


def _apart(groups: Groups) -> list[Standout]:
    tested = {one.value: one for one in compare_groups(groups)}
    found = []
    for group, index in scored(groups):
        one = tested.get(group.value)
        found.append(Standout(group.value, index, one.difference if one else Fraction(0), one.apart if one else "none"))
    return found

"""What is hidden stays hidden from a reader who knows the total, everything shown, and the rule itself."""

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache

import pytest

from cxdna.privacy.suppress import MINIMUM, Suppressed, suppress
from tests.conftest import GENERATED_INPUTS

POPULATIONS = GENERATED_INPUTS or 200


def named(sizes: tuple[int, ...]) -> dict[str, int]:
    return {f"g{at}": size for at, size in enumerate(sizes)}


def spread_over(groups: int, people: int, least: int = 0) -> Iterator[tuple[int, ...]]:
    """Yield every way in which people can be spread over groups."""
    if groups == 1:
        if people >= least:
            yield (people,)
        return
    for first in range(least, people - least * (groups - 1) + 1):
        for rest in spread_over(groups - 1, people - first, least):
            yield (first, *rest)


@cache
def possible(groups: int, total: int | None) -> dict[tuple[int | None, ...], tuple[tuple[int, ...], ...]]:
    """Return what every population of this total, or of every hidden total, is shown as: what a reader may know."""
    totals = (total,) if total is not None else range(1, MINIMUM)
    found: dict[tuple[int | None, ...], list[tuple[int, ...]]] = {}
    for people in totals:
        for sizes in spread_over(groups, people):
            shown = suppress(named(sizes))
            if shown.total == total:
                found.setdefault(tuple(shown.cells.values()), []).append(sizes)
    return {cells: tuple(all_of_them) for cells, all_of_them in found.items()}


def attack(shown: Suppressed) -> list[set[int]]:
    """Return the sizes that remain possible for each group."""
    consistent = possible(len(shown.cells), shown.total)[tuple(shown.cells.values())]
    return [set(sizes) for sizes in zip(*consistent, strict=True)]


def random_population(chance: random.Random) -> tuple[int, ...]:
    groups = chance.randint(1, 5)
    return tuple(chance.choice((0, 1, 1, 2, 3, 4, 4, 5, 5, 6, 7)) for _ in range(groups))


@pytest.mark.untraced
def test_nothing_hidden_can_be_worked_out() -> None:
    chance = random.Random(20_261_128)
    hidden, shown = 0, 0
    for _ in range(POPULATIONS):
        sizes = random_population(chance)
        made = suppress(named(sizes))
        for size, cell, candidates in zip(sizes, made.cells.values(), attack(made), strict=True):
            assert size in candidates
            if cell is None:
                assert len(candidates) > 1, (sizes, made)
                hidden += 1
            else:
                assert candidates == {size}
                shown += 1
    assert hidden > POPULATIONS
    assert shown > POPULATIONS / 4


def test_the_hidden_rest_is_nobody_or_five_and_more() -> None:
    chance = random.Random(5)
    for _ in range(POPULATIONS):
        counts = named(tuple(chance.choice((0, 0, 1, 2, 3, 4, 5, 6, 9, 40)) for _ in range(chance.randint(1, 9))))
        also = {name for name in counts if chance.random() < 0.1}
        made = suppress(counts, also)
        rest = sum(counts[name] for name in made.hidden)
        assert rest == 0 or rest >= MINIMUM or made.total is None
        assert also <= made.hidden
        assert all(cell is None or cell == 0 or cell >= MINIMUM for cell in made.cells.values())
        assert (made.total is None) == (0 < sum(counts.values()) < MINIMUM)


@pytest.mark.parametrize(
    ("sizes", "cells"),
    [
        ((7, 6), (7, 6)),
        ((7, 0), (7, 0)),
        ((7, 3), (None, None)),
        ((7, 3, 9), (None, None, 9)),
        ((7, 3, 2), (7, None, None)),
        ((7, 4, 4), (None, None, None)),
        ((7, 4, 4, 9), (None, None, None, 9)),
        ((1, 1, 1, 1, 1, 8, 9), (None, None, None, None, None, None, 9)),
        ((5, 3, 5, 9), (None, None, None, 9)),
        ((3, 0), (None, None)),
        ((4, 0, 6, 0, 9), (None, 0, None, 0, 9)),
        ((0, 0), (0, 0)),
    ],
)
def test_cases(sizes: tuple[int, ...], cells: tuple[int | None, ...]) -> None:
    assert tuple(suppress(named(sizes)).cells.values()) == cells


def test_the_order_of_groups_decides_nothing() -> None:
    chance = random.Random(7)
    for _ in range(POPULATIONS):
        counts = named(random_population(chance))
        turned = dict(reversed(counts.items()))
        assert Counter(suppress(counts).cells.items()) == Counter(suppress(turned).cells.items())


def naive(counts: Mapping[str, int]) -> Suppressed:
    """Hide the small ones alone: what the attack must find out."""
    return Suppressed(sum(counts.values()), {name: None if 0 < size < 5 else size for name, size in counts.items()})


def test_the_attack_finds_what_a_careless_rule_gives_away() -> None:
    shown = naive(named((7, 3)))
    consistent = [sizes for sizes in spread_over(2, 10) if naive(named(sizes)) == shown]
    assert consistent == [(7, 3)]

"""Chance that follows from a seed: the same everywhere and in every version of Python."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from itertools import count
from struct import unpack


class Chance:
    """Numbers from 0 to 1 that follow from a seed, so that no row of a file depends on those before it."""

    def __init__(self, seed: str) -> None:
        self._numbers = _numbers(seed)

    def __call__(self) -> float:
        """Return the next number, below 1."""
        return next(self._numbers)

    def spread(self) -> float:
        """Return a number around 0, most of them between -1 and 1."""
        return (self() + self() + self() - 1.5) * 2

    def of(self, choices: Sequence[str], weights: Sequence[float]) -> str:
        """Return one of several, each as likely as its weight."""
        at, total = self() * sum(weights), 0.0
        for choice, weight in zip(choices, weights, strict=True):
            total += weight
            if at < total:
                return choice
        return choices[-1]


def _numbers(seed: str) -> Iterator[float]:
    for block in count():
        digest = hashlib.blake2b(f"{seed} {block}".encode()).digest()
        yield from (number / 65_536 for number in unpack(">32H", digest))

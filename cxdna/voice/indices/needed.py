"""How many more answers an index needs."""

from __future__ import annotations

import math
from typing import Final

from cxdna.statistics.sample import sample_size_of_mean
from cxdna.voice.indices.images import distribution_of
from cxdna.voice.indices.index import FEWEST_OF_INDEX, FEWEST_OF_REPORT
from cxdna.voice.indices.model import Index, Needed
from cxdna.voice.indices.weigh import variance_of

WIDEST: Final = 2.0
"""The largest standard deviation that many answers on 1 to 5 can have: half of them at either end."""


def needed_of(index: Index, population: int | None = None) -> Needed:
    """Return how many more answers make an index indicative, reported, and known to -+ 0.2 and 0.1 points, at 95%.

    `population` is how many customers there are to ask: of few, fewer suffice. Under 30 answers their spread is not
    known well enough: the widest is assumed. Source: Cochran, Sampling Techniques, 1977, 4.7: n0 / (1 + n0 / N).
    Raises ValueError for a population smaller than its answers.
    """
    if population is not None and population < index.n:
        raise ValueError("a population is not smaller than its answers")
    variance = variance_of(distribution_of(index)) if index.n >= FEWEST_OF_INDEX else None
    deviation = math.sqrt(variance) if variance else WIDEST

    def more(error: float) -> int:
        n: float = sample_size_of_mean(deviation, error)
        return max(0, math.ceil(n if population is None else n / (1 + n / population)) - index.n)

    def until(least: int) -> int | None:
        return None if population is not None and population < least else max(0, least - index.n)

    return Needed(
        indicative=until(FEWEST_OF_INDEX),
        reported=until(FEWEST_OF_REPORT),
        to_a_fifth=more(0.2),
        to_a_tenth=more(0.1),
        deviation=deviation,
        assumed=not variance,
    )

"""Weights that have no effect, and weights that leave nothing to weigh."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from cxdna.definitions.document import Document, Flaw, Where
from cxdna.definitions.model import Method

WEIGHING: Final = frozenset({"weighted_mean", "sum"})


def check_weights(
    document: Document, owner: tuple[str, Where], method: Method, children: Sequence[tuple[Where, float]]
) -> Iterator[Flaw]:
    """Yield the flaws in the weights of what makes up one part; `owner` is its name in messages and its place."""
    name, place = owner
    if method not in WEIGHING:
        for where, _ in children:
            if document.has((*where, "weight")):
                what = f"'weight' has no effect: {name} takes the {method.replace('_', ' ')}"
                yield (*where, "weight"), what, "delete it, or choose weighted_mean or sum there"
    elif children and not any(weight for _, weight in children):
        yield place, f"all weights in {name} are zero", "give one of them a weight"

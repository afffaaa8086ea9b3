"""How much each part weighs in the whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from cxdna.scores.ladder import Ladder
from cxdna.scores.roll_up import Figure
from cxdna.scores.tree import Node
from cxdna.statistics.exact import exact


def shares(nodes: Sequence[Node], figures: Mapping[str, Figure], ladder: Ladder) -> dict[str, Fraction]:
    """Return the share of every part in the whole, which is 1: the product of its shares down the tree.

    `weighted_mean` shares by weight; `sum` by weight times the range of points, or equally where no points can be won;
    the other methods equally. Only what has a score shares, and what an unanswered question blocks: everything else is
    left out and has 0.
    """
    found = {node.part.id: Fraction(0) for node in nodes}
    found[nodes[0].part.id] = Fraction(1)
    for node in nodes:
        if not _counts(figures[node.part.id]):
            continue
        weights: dict[str, Fraction] = {}
        for part in node.part.parts:
            if _counts(figures[part.id]):
                fewest, most = figures[part.id].derivation.possible or (ladder.lowest, ladder.highest)
                weights[part.id] = _weight(node, exact(part.weight), most - fewest)
        total = sum(weights.values(), Fraction(0))
        for part_id, weight in weights.items():
            share = weight / total if total else Fraction(1, len(weights))
            found[part_id] = found[node.part.id] * share
    return found


def _counts(figure: Figure) -> bool:
    return figure.derivation.result is not None or figure.blocked


def _weight(node: Node, weight: Fraction, most_minus_fewest: Fraction) -> Fraction:
    if node.method == "sum":
        return weight * most_minus_fewest
    return weight if node.method == "weighted_mean" else Fraction(1)

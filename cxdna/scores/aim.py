"""The target of every part: set for it, set above it, or made from the targets of its parts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from fractions import Fraction

import msgspec

from cxdna.definitions.model import Playbook
from cxdna.organisation.model import Target
from cxdna.scores.combine import WEIGHTED, Counted, combine
from cxdna.scores.ladder import Ladder
from cxdna.scores.model import TargetSource
from cxdna.scores.roll_up import Figure
from cxdna.scores.tree import Node
from cxdna.statistics.exact import exact


class Aim(msgspec.Struct, frozen=True):
    """A target with where it comes from; `by` and `why` are those of the target that was set."""

    level: Fraction
    source: TargetSource
    by: dt.date | None = None
    why: str = ""


def set_aims(nodes: Sequence[Node], playbook: Playbook, targets: Sequence[Target]) -> dict[str, Aim]:
    """Return for every part the target set for it, in the assessment or else the playbook, or the nearest above it."""
    agreed = {target.part: target for target in targets}
    aims: dict[str, Aim] = {}
    for node in nodes:
        target = agreed.get(node.part.id)
        if target is not None:
            aims[node.part.id] = Aim(exact(target.level), "assessment", target.by, target.why)
        elif node.part.target is not None:
            aims[node.part.id] = Aim(exact(node.part.target), "playbook")
        elif node.tier == 0:
            aims[node.part.id] = Aim(exact(playbook.default_target), "default")
        else:
            above = aims[node.above[-1] if node.above else playbook.id]
            source: TargetSource = "default" if above.source == "default" else "above"
            aims[node.part.id] = Aim(above.level, source, above.by, above.why)
    return aims


def final_aims(
    nodes: Sequence[Node], aims: Mapping[str, Aim], figures: Mapping[str, Figure], ladder: Ladder
) -> dict[str, Aim]:
    """Return the target of every part; one that has parts and no target of its own has what theirs come to.

    The part's own method makes it, over the parts that have a score, so that score and target can be compared; over all
    its parts where none has one.
    """
    final = dict(aims)
    for node in reversed(nodes):
        if aims[node.part.id].source in {"assessment", "playbook"} or not node.part.parts:
            continue
        scored = [part for part in node.part.parts if figures[part.id].derivation.result is not None]
        terms = []
        for part in scored or node.part.parts:
            weight, possible = exact(part.weight), figures[part.id].derivation.possible
            lowest, highest = possible if node.method == "sum" and possible else (ladder.lowest, ladder.highest)
            along = (final[part.id].level - ladder.lowest) / (ladder.highest - ladder.lowest)
            if weight or node.method not in WEIGHTED:
                terms.append(Counted(lowest + along * (highest - lowest), weight, lowest, highest))
        total = combine(node.method, terms, ladder)
        if total is not None:
            dates = {final[part.id].by for part in node.part.parts}
            final[node.part.id] = Aim(total.score, "parts", by=dates.pop() if len(dates) == 1 else None)
    return final

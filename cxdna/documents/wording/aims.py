"""What the targets of the parts come to, where the whole has one of its own and the two need not agree."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import msgspec

from cxdna.definitions.model import Playbook, Questionnaire
from cxdna.organisation.model import Target
from cxdna.scores.aim import final_aims, set_aims
from cxdna.scores.ladder import ladder
from cxdna.scores.model import Scores
from cxdna.scores.roll_up import roll_up
from cxdna.scores.tree import Asked, answer_range, tree
from cxdna.statistics.display import shown
from cxdna.statistics.exact import exact


def parts_come_to(
    scores: Scores, playbook: Playbook, questionnaire: Questionnaire, targets: Sequence[Target]
) -> Fraction | None:
    """Return what the targets of the parts come to, by the whole's own method, where its own target reads otherwise.

    None where the whole has what its parts come to, or where both print alike.
    """
    whole = scores.whole
    if whole.target_from not in {"assessment", "playbook"} or not whole.children:
        return None
    steps = ladder(playbook)
    by_id = {one.id: one for one in questionnaire.questions}
    nodes = tree(playbook, [Asked(by_id[one.id], one, *answer_range(by_id[one.id], steps)) for one in scores.questions])
    aims = set_aims(nodes, playbook, targets)
    levels = {part: aim.level for part, aim in aims.items()}
    figures = roll_up(nodes, "as_answered", playbook.policies, levels, steps)
    # As if the whole had no target of its own, and its parts still the ones they have with it.
    open_ = {**aims, playbook.id: msgspec.structs.replace(aims[playbook.id], source="default")}
    found = final_aims(nodes, open_, figures, steps)[playbook.id].level
    return None if shown(found) == shown(whole.target or exact(playbook.default_target)) else found

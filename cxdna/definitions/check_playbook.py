"""Everything in which a playbook does not agree with itself."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from cxdna.definitions.check_evidence import check_evidence
from cxdna.definitions.check_ids import check_ids
from cxdna.definitions.check_ladder import off_scale
from cxdna.definitions.check_weights import check_weights
from cxdna.definitions.document import Document, Flaw, Where
from cxdna.definitions.fit import Fitted
from cxdna.definitions.lost import Lost
from cxdna.definitions.model import Part, Playbook
from cxdna.definitions.placing import places
from cxdna.definitions.wording import listed, number
from cxdna.errors import Problem


def check_playbook(file: Fitted[Playbook]) -> Iterator[Problem]:
    """Yield every problem."""
    document, playbook = file.document, file.value
    for flaws in (
        _check_levels(playbook),
        _check_targets(playbook),
        () if file.lost.explains(("tiers",)) else _check_tiers(playbook),
        _check_weights(document, playbook),
        check_evidence(playbook),
    ):
        yield from file.tell(flaw for flaw in flaws if not _follows(flaw[0], file.lost))
    # The playbook is a part, too: targets and scores name it.
    parts = [(("id",), playbook.id), *(((*place.where, "id"), place.part.id) for place in places(playbook))]
    yield from check_ids(((document, where, name) for where, name in parts), "part")
    kinds = enumerate(playbook.evidence.kinds)
    yield from check_ids(((document, ("evidence", "kinds", i, "id"), kind.id) for i, kind in kinds), "kind of evidence")


def _follows(where: Where, lost: Lost) -> bool:
    """Return whether a flaw may be there only because something else was left out of the playbook."""
    return not lost.whole and (where[0] == "tiers" or where[-1] in {"of", "weight"})


def _check_levels(playbook: Playbook) -> Iterator[Flaw]:
    values = [level.value for level in playbook.levels]
    for index, (before, value) in enumerate(pairwise(values), start=1):
        if value <= before:
            what = f"levels must ascend, but {number(value)} follows {number(before)}"
            yield ("levels", index, "value"), what, "put the lowest first"


def _check_targets(playbook: Playbook) -> Iterator[Flaw]:
    yield from off_scale(playbook, ("default_target",), playbook.default_target)
    for place in places(playbook):
        if place.part.target is not None:
            yield from off_scale(playbook, (*place.where, "target"), place.part.target)


def _check_tiers(playbook: Playbook) -> Iterator[Flaw]:
    named, deepest = len(playbook.tiers), 0
    for place in places(playbook):
        deepest = max(deepest, place.tier)
        if place.tier > named:
            tiers = f"'tiers' names {named} ({listed(playbook.tiers)})"
            what = f"part '{place.part.id}' stands in tier {place.tier}, but {tiers}"
            yield place.where, what, "name that tier, or move the part up"
    for index in range(deepest, named):
        yield ("tiers", index), f"no part stands in tier '{playbook.tiers[index]}'", "delete the tier"


def _check_weights(document: Document, playbook: Playbook) -> Iterator[Flaw]:
    yield from check_weights(
        document, ("the playbook", ("parts",)), playbook.method, _weights(playbook.parts, ("parts",))
    )
    for place in places(playbook):
        inside = (*place.where, "parts")
        owner = (f"part '{place.part.id}'", inside)
        yield from check_weights(document, owner, place.method, _weights(place.part.parts, inside))


def _weights(parts: tuple[Part, ...], where: Where) -> list[tuple[Where, float]]:
    return [((*where, index), part.weight) for index, part in enumerate(parts)]

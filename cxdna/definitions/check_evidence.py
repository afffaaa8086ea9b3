"""Everything in which the evidence rule of a playbook cannot be met, or says nothing."""

from __future__ import annotations

from collections.abc import Iterator

from cxdna.definitions.check_ladder import off_ladder
from cxdna.definitions.document import Flaw
from cxdna.definitions.model import Playbook
from cxdna.definitions.wording import listed, number


def check_evidence(playbook: Playbook) -> Iterator[Flaw]:
    """Yield every flaw."""
    rule = playbook.evidence
    yield from off_ladder(playbook, ("evidence", "without"), rule.without)
    classes = sorted({kind.counts_as for kind in rule.kinds})
    before: float | None = None
    for index, row in enumerate(rule.levels):
        where = ("evidence", "levels", index)
        yield from off_ladder(playbook, (*where, "level"), row.level)
        if before is not None and row.level <= before:
            what = f"levels must ascend, but {number(row.level)} follows {number(before)}"
            yield (*where, "level"), what, "put the lowest first"
        before = row.level
        for position, need in enumerate(row.needs):
            if need.of not in classes:
                what = f"no kind of evidence counts as '{need.of}', so level {number(row.level)} cannot be reached"
                yield (*where, "needs", position, "of"), what, f"add such a kind, or need one of {listed(classes)}"

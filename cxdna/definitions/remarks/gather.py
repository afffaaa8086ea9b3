"""All that can be remarked on in definition files without a problem."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from cxdna.definitions.check import Pool, playbook_of
from cxdna.definitions.fit import Fitted
from cxdna.definitions.model import ActionLibrary, KpiLibrary, Playbook, Questionnaire
from cxdna.definitions.newest import newest
from cxdna.definitions.remarks.incomplete import incomplete
from cxdna.definitions.remarks.levels import repeated_levels
from cxdna.definitions.remarks.model import Content, Remark
from cxdna.definitions.remarks.never_asked import never_asked
from cxdna.definitions.remarks.open_gaps import open_gaps
from cxdna.definitions.remarks.other_wording import other_wording
from cxdna.definitions.remarks.phrasing import phrasing
from cxdna.definitions.remarks.proof import proof
from cxdna.definitions.remarks.reading import reading
from cxdna.definitions.remarks.unused import unused

LOOKED_FOR: Final[Mapping[Callable[[Content], Iterator[Remark]], tuple[str, ...]]] = {
    never_asked: ("never_asked",),
    repeated_levels: ("repeated_level", "shared_level"),
    phrasing: ("leading", "double_barrelled"),
    reading: ("long_sentence", "long_sentences", "abbreviation"),
    proof: ("proof",),
    other_wording: ("other_wording",),
    unused: ("unused_kpi", "action_without_question"),
    open_gaps: ("open_gap",),
    incomplete: ("incomplete_kpi", "incomplete_action"),
}
"""What looks for remarks, with the names under which it tells them."""


def remarks(pool: Pool) -> tuple[Remark, ...]:
    """Return every remark on the files that are checked, in the order of file and line; they have no problem."""
    found: set[Remark] = set()
    for name in dict.fromkeys(playbook_of(file.value) for file in pool.own):
        for playbook in list(pool.of(Playbook, name))[:1]:
            content = _content(pool, playbook.value)
            found |= {one for look in LOOKED_FOR for one in look(content)}
    return tuple(sorted(found))


def _content(pool: Pool, playbook: Playbook) -> Content:
    return Content(
        playbook=playbook,
        own=[Fitted(one.document, one.value) for one in pool.own if playbook_of(one.value) == playbook.id],
        questionnaires=newest(list(pool.of(Questionnaire, playbook.id))),
        kpis=list(pool.of(KpiLibrary, playbook.id)),
        actions=list(pool.of(ActionLibrary, playbook.id)),
    )

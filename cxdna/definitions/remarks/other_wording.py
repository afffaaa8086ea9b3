"""Questions that bear the id of another one in a questionnaire that comes with cxdna."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cxdna.definitions.check_across import another, differing
from cxdna.definitions.remarks.model import Content, Remark, remark

LINT: Final = "other_wording"


def other_wording(content: Content) -> Iterator[Remark]:
    """Yield what differs from a question of the same id in a file that is not checked along.

    Between files that are checked together the same is a problem: there both can be mended.
    """
    own = content.asked
    others = [file for file in content.questionnaires if file not in own]
    for (base, _), later, (there, here) in differing(others, own):
        yield remark(later[0].document, here, LINT, *another(later, (base, there), here))

"""Who has handed in a form for good: what is empty in it was left so on purpose. The workspace's log keeps it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Final

from cxdna.store.model import LogEntry
from cxdna.workflows.current import Current

_WHAT: Final = "handed in"


def handed_in(now: Current) -> frozenset[str]:
    """Return the sheets of the assessment that were handed in for good."""
    start = f"{now.assessment.id}: "
    texts = (entry.text for entry in now.store.log() if entry.what == _WHAT)
    return frozenset(text.removeprefix(start) for text in texts if text.startswith(start))


def hand_in(now: Current, sheets: Iterable[str], moment: dt.datetime) -> int:
    """Keep that sheets were handed in, and return how many were not before; of anonymous ones no time is kept."""
    new = [one for one in dict.fromkeys(sheets) if one not in handed_in(now)]
    if now.assessment.mode == "anonymous":
        moment = dt.datetime.combine(now.assessment.opened, dt.time(), dt.UTC)
    if new:
        now.store.add(*(LogEntry(at=moment, what=_WHAT, text=f"{now.assessment.id}: {one}") for one in new))
    return len(new)

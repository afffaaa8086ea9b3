"""Actions and decisions that name each other in their words: d2 rests on a1, a3 waits for d1."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cxdna.definitions.wording import shortened
from cxdna.organisation.model import Decision
from cxdna.plan.model import Action


def names(text: str, name: str) -> bool:
    """Tell whether a text names an action or a decision by its id, whatever its capitals: not a1 in a11 or a1.2."""
    return re.search(rf"(?<![\w.]){re.escape(name)}(?!\w|\.\w)", text, re.IGNORECASE) is not None


def open_ones_naming(action: str, decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return the open decisions that name an action."""
    return tuple(
        one for one in decisions if not one.outcome and any(names(text, action) for text in (one.what, one.if_not))
    )


def told_of_decisions(before: Action, after: Action, decisions: Iterable[Decision]) -> Iterator[str]:
    """Yield each decision that blocked an action, by the words of its block, and is open while the action goes on."""
    if before.blocked_by and not after.blocked_by:
        for one in decisions:
            if not one.outcome and names(before.blocked_by, one.id):
                yield f"{one.id}, which it waited for, is still open: {shortened(one.what)}"

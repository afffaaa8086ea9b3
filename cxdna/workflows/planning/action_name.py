"""Which action of the plan is meant by what somebody types."""

from __future__ import annotations

from collections.abc import Mapping

from cxdna.definitions.wording import meant, shortened
from cxdna.errors import UserError
from cxdna.store.model import ActionKept

HOW = "draft a plan with: cxdna plan draft, or add an action with: cxdna plan add"
EMPTY = f"the plan has no action yet; {HOW}"


def find_action(kept: Mapping[str, ActionKept], word: str) -> ActionKept:
    """Return the latest state of an action by its id, whatever its capitals, or by its whole title.

    Raises `UserError` for one that is not there, with the nearest there is, and for one that was dropped.
    """
    found = find_any(kept, word)
    if found.dropped:
        why = f": {found.why}" if found.why else ""
        raise UserError(f"{found.action.id} was dropped{why}", f"bring it back with: cxdna plan add {found.action.id}")
    return found


def find_any(kept: Mapping[str, ActionKept], word: str) -> ActionKept:
    """Return the latest state of an action as `find_action` does, of a dropped one as well."""
    wanted = " ".join(word.split()).casefold()
    for one in kept.values():
        if wanted in {one.action.id.casefold(), one.action.title.casefold()}:
            return one
    there = [name for name, one in kept.items() if not one.dropped]
    what = f"the plan has no action '{shortened(word)}'"
    raise UserError(what, meant(word, there) or HOW)

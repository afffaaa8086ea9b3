"""A plan that was handed back -> records, when all of it is right and nothing else changed the same meanwhile."""

from __future__ import annotations

import datetime as dt

from cxdna.definitions.load import Library
from cxdna.definitions.wording import shortened
from cxdna.errors import Problems
from cxdna.store.model import Following
from cxdna.workflows.planning.edit.model import Edited, Taken
from cxdna.workflows.planning.edit.take_actions import drop_left_out, look_at_actions, take_actions
from cxdna.workflows.planning.edit.take_rest import take_decisions, take_figures, take_head
from cxdna.workflows.planning.edit.taking import Handling, Taking
from cxdna.workflows.planning.keep import newest
from cxdna.workflows.planning.open import Planned
from cxdna.workflows.planning.plan_file import Spot, place_of


def take_back(
    here: Planned, edited: Edited, library: Library, handling: Handling, moment: dt.datetime
) -> tuple[tuple[Following, ...], Taken]:
    """Return the records of what people changed, and what that was; what they left as it was makes no record.

    Raises `Problems` with everything that is wrong.
    """
    _refuse_of_elsewhere(here, edited)
    taking = Taking(here, edited, library, handling, moment)
    take_actions(taking)
    take_decisions(taking)
    take_figures(taking)
    if edited.problems:
        # Of what may be missing in the rest nothing can be said: what stands in it alone is looked at.
        told = {place_of(one) for one in edited.problems}
        raise Problems([*edited.problems, *(one for one in taking.problems if place_of(one) not in told)])
    take_head(taking)
    look_at_actions(taking)
    if taking.problems:
        raise Problems(taking.problems)
    drop_left_out(taking)
    return tuple(taking.records), Taken(**taking.told)


def _refuse_of_elsewhere(here: Planned, edited: Edited) -> None:
    """Raise `Problems` for a file that belongs elsewhere: nothing else in it could be told rightly."""
    own, theirs = here.now.assessment.id, edited.assessment
    if theirs != own:
        do = f"take it back with: --assessment {shortened(theirs)}"
        what = f"this is the plan of the assessment '{shortened(theirs)}', not of '{own}'"
        raise Problems([*edited.problems, edited.tell(Spot("head", "", "assessment"), what, do)])
    if edited.after is not None and edited.after > newest(here):
        what = "the file was written from another workspace, or before a backup was put back"
        do = "write it anew (cxdna plan edit --to FILE) and carry over what you changed"
        raise Problems([*edited.problems, edited.tell(Spot("head", "", "after"), what, do)])

"""The text of a plan that people changed -> what it says, with the line of everything in it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Final

from cxdna.definitions.document import Where
from cxdna.definitions.fit import Fitted
from cxdna.definitions.model import Kpi
from cxdna.errors import Problem, Problems
from cxdna.organisation.model import Decision
from cxdna.plan.file import head_of_file
from cxdna.plan.model import Action, KpiFigure, PlanFile
from cxdna.workflows.planning.edit.model import Edited
from cxdna.workflows.planning.plan_file import Look, Spot, beside, read_parts, unsaid, where_in

_FIELDS: Final[dict[str, frozenset[str]]] = {
    "actions": frozenset(Action.__struct_fields__),
    "decisions": frozenset(Decision.__struct_fields__),
    "kpis": frozenset(KpiFigure.__struct_fields__),
}


def read_text(path: Path, look: Look, last: Mapping[str, int], kpis: Mapping[str, Kpi]) -> Edited:
    """Return what the file of a plan says.

    `look` finds what is wrong with it beside its shape; it is asked where the shape is wrong, and else left to
    `take_back`. `last` has the highest number that an id of `a` or `d` ever had, after which new ones are numbered.
    What is wrong is among what is returned, so that all is told at once. Raises `Problems` where nothing can be told of
    the rest.
    """
    file, given, problems = read_parts(path, last, kpis)
    problems += beside(file, problems, look) if problems else ()
    if file is None:
        raise Problems(problems)
    held = file.value
    return Edited(
        file=str(path),
        assessment=held.assessment,
        after=held.after,
        head=head_of_file(held),
        actions=held.actions,
        decisions=held.decisions,
        figures=held.kpis,
        new=given,
        unsaid=unsaid(file),
        tell=teller(file),
        problems=tuple(problems),
        lost=lost_of(file),
    )


def lost_of(file: Fitted[PlanFile], unread: Collection[Where] = ()) -> Callable[[str, int], frozenset[str]]:
    """Return what tells, of an item of a list by its number, which fields are not what people wrote.

    What did not fit was left out of the file, and `unread` could not be read: paths to values.
    """
    paths = [*file.lost.stand_ins, *unread]

    def lost(key: str, at: int) -> frozenset[str]:
        own = {str(path[2]) for path in (*paths, *file.lost.places) if path[:2] == (key, at) and len(path) > 2}  # noqa: PLR2004 - the list, the number, the field
        fields = _FIELDS[key]
        if (key,) in file.lost.places or file.lost.unreadable:
            return fields  # it is not sure which one this is
        if (key, at) in file.lost.places:
            own |= {field for field in fields if not file.document.has((key, at, field))}
        return frozenset(own)

    return lost


def teller(file: Fitted[PlanFile]) -> Callable[[Spot, str, str], Problem]:
    """Return what makes a problem of the file of what is wrong at a spot of the plan."""

    def tell(spot: Spot, what: str, do: str) -> Problem:
        return file.document.problem(where_in(file.value, spot), what, do)

    return tell

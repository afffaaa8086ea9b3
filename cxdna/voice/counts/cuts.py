"""A survey -> the groupings at which its answers are counted."""

from __future__ import annotations

from typing import Final, TypeAlias

from cxdna.voice.survey.model import Survey

Cut: TypeAlias = tuple[str, ...]
"""Names of dimensions; () is all together."""
_PROJECTS: Final[Cut] = ("unit", "category")
"""An award for a unit asks for each of its categories."""


def cuts_of(survey: Survey) -> tuple[Cut, ...]:
    """Return all groupings: all together, by each dimension alone, those of the survey, and units by category."""
    known = survey.dimensions
    wanted = [(), *((name,) for name in known), *survey.cuts]
    if set(_PROJECTS) <= set(known):
        wanted.append(_PROJECTS)
    return tuple({frozenset(cut): cut for cut in reversed(wanted)}.values())[::-1]

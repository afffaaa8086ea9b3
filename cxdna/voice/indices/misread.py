"""Files that were counted on another scale than their survey has now: no index is made of them."""

from __future__ import annotations

from cxdna.errors import UserError
from cxdna.statistics.display import listed
from cxdna.voice.model import Fielded


def refuse_misread(fielded: Fielded) -> None:
    """Raise `UserError` with the commands that count all such files again; their scores would be taken for others."""
    if not fielded.misread:
        return
    said = "; ".join(f"{one.name}, {listed(one.changes)}" for one in fielded.misread)
    commands = ", ".join(
        f"cxdna survey add {_typed(one.place)} --survey {fielded.survey.id} --replaces {_typed(one.name)}"
        for one in fielded.misread
    )
    raise UserError(
        f"scores of survey {fielded.survey.id} were counted on another scale than it has now: {said}",
        f"count again: {commands}; where the scale did change, name the old one under `earlier:` of the question",
    )


def _typed(name: str) -> str:
    return f'"{name}"' if " " in name else name

"""Drafting again without losing what people changed: what becomes of the actions that are there.

Field by field three states are compared: what the last draft said, what stands there now, and what the new draft says.
What people changed stays. Actions that are agreed or further, people's own and dropped ones are not touched.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, Literal

import msgspec
from msgspec.structs import replace

from cxdna.plan.model import Action

Became = Literal["added", "updated", "kept", "agreed", "own", "stays", "gone", "dropped"]
"""What a new draft made of an action. `agreed` and `own` were not touched.

`stays`: no longer proposed, and people changed it or brought it back, or another that stays needs it; what it says of
its gap follows the scores, unless people wrote that; `gone`: no longer
proposed, and none of that holds; `dropped`: people dropped it, and it stays so.
"""

_FIELDS: Final = tuple(name for name in Action.__struct_fields__ if name != "id")


class Before(msgspec.Struct, frozen=True, kw_only=True):
    """An action as it is before a new draft; `drafted` is what the last draft said, None for people's own.

    `dropped` by people it stays so; `gone` are those that a draft took away itself, which may come again. `wanted` are
    those that people dropped and brought back: they stay.
    """

    action: Action
    drafted: Action | None = None
    dropped: bool = False
    gone: bool = False
    wanted: bool = False

    @property
    def fixed(self) -> bool:
        """Whether it is in the plan and no draft may touch it."""
        return not (self.dropped or self.gone) and (self.drafted is None or self.action.status != "proposed")

    @property
    def open(self) -> bool:
        """Whether it is in the plan and a draft may bring it up to date."""
        return not (self.dropped or self.gone or self.fixed)

    @property
    def stays(self) -> bool:
        """Whether it stays in the plan also where a draft no longer proposes it."""
        return self.fixed or (self.open and (bool(self.changed) or self.wanted))

    @property
    def template(self) -> str | None:
        """The action of the library it was drafted from."""
        return self.action.template or (self.drafted.template if self.drafted else None)

    @property
    def changed(self) -> tuple[str, ...]:
        """The fields that people changed."""
        return () if self.drafted is None else differing(self.drafted, self.action)

    def chosen(self, field: str, otherwise: Any) -> Any:  # noqa: ANN401 - of the type of the field
        """Return what people put into a field, or else what a draft would."""
        return getattr(self.action, field) if field in self.changed else otherwise


class After(msgspec.Struct, frozen=True, kw_only=True):
    """What became of an action: `mine` are fields that people changed and that stay, `updated` those that moved."""

    became: Became
    action: Action
    drafted: Action | None
    mine: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()


def differing(one: Action, other: Action) -> tuple[str, ...]:
    """Return the fields in which two actions differ, their id apart."""
    return tuple(name for name in _FIELDS if getattr(one, name) != getattr(other, name))


def merge(before: Before, proposal: Action) -> After:
    """Return an action that is proposed again.

    A field that people changed keeps its value and goes on counting as changed, also where the new draft says the same.
    """
    if before.gone or before.drafted is None:
        return After(became="added", action=proposal, drafted=proposal)
    mine = before.changed
    if "problem" in mine and "from_level" not in mine and proposal.closes[:1] == before.action.closes[:1]:
        # It is where the gap stood when they wrote of it: by that anybody sees that their words rest on old figures.
        proposal = replace(proposal, from_level=before.action.from_level)
    action = replace(proposal, **{name: getattr(before.action, name) for name in mine})
    agreeing = {name: getattr(before.drafted, name) for name in mine if name not in differing(proposal, before.action)}
    updated = differing(before.action, action)
    return After(
        became="updated" if updated else "kept",
        action=action,
        drafted=replace(proposal, **agreeing),
        mine=mine,
        updated=updated,
    )


def left(before: Before, *, stays: bool, anew: Action | None = None) -> After:
    """Return an action that the new draft does not propose or may not touch, and that `stays` in the plan or not.

    `anew` is what the draft says of one that stays by now, where that is something else than before.
    """
    became: Became = "agreed" if before.action.status != "proposed" else "own"
    if before.dropped:
        became = "dropped"
    elif before.open:
        if stays and anew is not None:
            return replace(merge(before, anew), became="stays")
        became = "stays" if stays else "gone"
    return After(became=became, action=before.action, drafted=before.drafted, mine=before.changed)


def free_priorities(taken: Sequence[int], count: int) -> list[int]:
    """Return so many priorities that no other action has, lowest first."""
    used = set(taken)
    numbers: list[int] = []
    number = 1
    while len(numbers) < count:
        if number not in used:
            numbers.append(number)
        number += 1
    return numbers

"""What people wrote and what changed elsewhere meanwhile, brought together field by field."""

from __future__ import annotations

from typing import Any, Generic, NamedTuple, TypeVar

import msgspec

S = TypeVar("S", bound=msgspec.Struct)


class Clash(NamedTuple):
    """A field that people changed, and that changed elsewhere to something else."""

    field: str
    written: Any
    stands: Any


class Merged(msgspec.Struct, Generic[S], frozen=True):
    """What comes out; where two changes clash, it holds what people wrote. `changed` are fields unlike what stands."""

    value: S
    changed: tuple[str, ...]
    clashes: tuple[Clash, ...]


def three_way(base: S, written: S, stands: S) -> Merged[S]:
    """Return what stands with the fields that `written` has otherwise than `base`, from which it was written."""
    taken: dict[str, Any] = {}
    clashes: list[Clash] = []
    for field in base.__struct_fields__:
        was, wrote, now = (getattr(one, field) for one in (base, written, stands))
        if wrote in (was, now):
            continue
        taken[field] = wrote
        if was != now:
            clashes.append(Clash(field, wrote, now))
    return Merged(msgspec.structs.replace(stands, **taken), tuple(taken), tuple(clashes))

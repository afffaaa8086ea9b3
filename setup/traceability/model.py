"""What docs/traceability.yaml says: every item of the field's published texts, and where it lives in this project."""

from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from cxdna.organisation.model import ONE_LINE, Id, Line

Words = Annotated[str, Meta(min_length=1, max_length=400, pattern=ONE_LINE)]
Number = Annotated[int, Meta(ge=1)] | Annotated[str, Meta(pattern=r"^E[1-9][0-9]*$(?!\n)")]
"""Items are numbered through; errors that the texts contain have an E before their number."""
State = Literal["lives", "partly", "to come", "no software"]

NUMBERS: Final[tuple[int | str, ...]] = (*range(1, 177), *(f"E{number}" for number in range(1, 23)))
"""All that the published texts say, as counted when they were read: nothing may fall out."""


class Work(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Work that is still to come, named after what it will do."""

    name: Line
    brings: Words


class Item(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing that the published texts ask for, claim or mention.

    `lives` are references: FILE#ID of a definition, FILE#NAME of Python code, or a file by itself. `to_come` says of
    each later work what it adds. `lacks` is what neither is there nor planned, `leaves_out` why something stays out.
    """

    number: Number
    item: Line
    does: Annotated[Words, Meta(description="What the software does with it.")] = ""
    lives: tuple[Line, ...] = ()
    to_come: dict[Id, Words] = {}
    lacks: Words | None = None
    leaves_out: Words | None = None

    @property
    def state(self) -> State:
        """How much of it is there."""
        if self.lives:
            return "partly" if self.to_come or self.lacks else "lives"
        return "to come" if self.to_come else "no software"


class Section(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Items of one subject."""

    name: Line
    items: Annotated[tuple[Item, ...], Meta(min_length=1)]


class Traceability(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="traceability"
):
    """All items, and the works that are still to come."""

    later: dict[Id, Work]
    sections: Annotated[tuple[Section, ...], Meta(min_length=1)]

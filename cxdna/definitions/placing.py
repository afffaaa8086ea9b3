"""The playbook's tree as checks need it: each part with its place in the file and what it takes over from above."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from cxdna.definitions.document import Where
from cxdna.definitions.model import Method, Part, Playbook


class Place(msgspec.Struct, frozen=True):
    """A part, where it stands in the file, in which tier (from 1), and the method that holds for it."""

    part: Part
    where: Where
    tier: int
    method: Method


def places(playbook: Playbook) -> Iterator[Place]:
    """Yield every part in the order of the file; a part without a method has that of the part above it."""
    yield from _places(playbook.parts, ("parts",), 1, playbook.method)


def _places(parts: tuple[Part, ...], where: Where, tier: int, method: Method) -> Iterator[Place]:
    for index, part in enumerate(parts):
        place = Place(part, (*where, index), tier, part.method or method)
        yield place
        yield from _places(part.parts, (*place.where, "parts"), tier + 1, place.method)

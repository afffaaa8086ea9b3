"""What was left out of a file that does not fit, so that nothing is told that follows from leaving it out."""

from __future__ import annotations

import msgspec

from cxdna.definitions.document import Where


class Lost(msgspec.Struct, frozen=True):
    """What the rest of a file lacks; paths are those in the rest.

    `places` lost an entry or a key, `stand_ins` hold a value that is not the file's. `ids` were left out; of `lists` it
    is not known which ids went with them. Where lines are `unreadable` because of how they are written, anything may be
    missing.
    """

    places: frozenset[Where] = frozenset()
    stand_ins: frozenset[Where] = frozenset()
    ids: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()
    unreadable: frozenset[int] = frozenset()

    @property
    def whole(self) -> bool:
        """Whether nothing was left out, so that what is there can be counted."""
        return not (self.unreadable or self.places)

    def may_hold(self, name: str, key: str) -> bool:
        """Return whether an id may be among what was left out of the lists under this key."""
        return bool(self.unreadable) or name in self.ids or key in self.lists

    def explains(self, where: Where) -> bool:
        """Return whether a flaw at this place can come from what was left out there."""
        return where in self.places or any(where[:end] in self.stand_ins for end in range(1, len(where) + 1))


NOTHING_LOST = Lost()

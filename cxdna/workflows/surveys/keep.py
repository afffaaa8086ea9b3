"""Changes of customers' voice are made on what holds and appended; of two who change one thing, the second looks again.

A survey is kept anew with each of its files, so two files of one survey that come in at once see each other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cxdna.store.model import VoiceKept, VoiceKind
from cxdna.store.port import Store


def keep(
    store: Store, make: Callable[[Sequence[VoiceKept]], Sequence[VoiceKept]], *kinds: VoiceKind
) -> tuple[VoiceKept, ...]:
    """Append what `make` makes of the records of these kinds, all or none, and return it; it is of these kinds, too.

    Nothing is added where it makes nothing. Where somebody else kept the same thing meanwhile, it is made again on what
    holds then. Raises what `make` raises.
    """
    while True:
        read = store.voice(*kinds)
        made = tuple(make(read))
        if not made or store.add_after(read[-1].seq if read else 0, *made) is not None:
            return made

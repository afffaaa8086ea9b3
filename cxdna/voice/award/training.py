"""How many of those who deal with customers hold a valid training."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from fractions import Fraction
from typing import Final

import msgspec

from cxdna.statistics.display import counted, percent
from cxdna.voice.model import Facing, Training

FEW: Final = 5
"""Of fewer people than these no per cent are told: the count says more."""


class Coverage(msgspec.Struct, frozen=True, kw_only=True):
    """People with a valid training who deal with customers, each counted once, against how many such people there are.

    `share` is None where nobody said how many there are, or fewer than are trained. `why` says so.
    """

    trained: int
    facing: int | None
    counted_on: dt.date | None
    share: Fraction | None
    expired: int
    expiring: int
    why: str = ""


def is_valid(training: Training, today: dt.date) -> bool:
    """Tell whether a training was held and has not run out; its last day still counts."""
    return training.date <= today and (training.expires is None or training.expires >= today)


def coverage_of(
    trainings: Iterable[Training], facing: Facing | None, today: dt.date, soon: dt.timedelta = dt.timedelta(days=90)
) -> Coverage:
    """Return the coverage of customer-facing people; `expiring` are the people who lose it within `soon`."""
    own = [one for one in trainings if one.customer_facing and not one.withdrawn]
    valid = {_person(one) for one in own if is_valid(one, today)}
    later = {_person(one) for one in own if is_valid(one, today + soon)}
    held = {_person(one) for one in own if one.date <= today}
    share, why = _share(len(valid), facing)
    return Coverage(
        trained=len(valid),
        facing=facing.people if facing else None,
        counted_on=facing.on if facing else None,
        share=share,
        expired=len(held - valid),
        expiring=len(valid - later),
        why=why,
    )


def _share(trained: int, facing: Facing | None) -> tuple[Fraction | None, str]:
    if facing is None:
        return None, "how many people deal with customers is not known"
    if not facing.people:
        return None, "nobody is said to deal with customers"
    if trained > facing.people:
        people = counted(facing.people, "person", "people")
        return None, f"more are trained than the {people} that were said to deal with customers"
    return Fraction(trained, facing.people), ""


def coverage_in_words(found: Coverage) -> str:
    """Return the coverage in a sentence without its full stop."""
    if found.share is None:
        who = counted(found.trained, "person who deals", "people who deal")
        hold = "holds" if found.trained == 1 else "hold"
        return f"{who} with customers {hold} a valid training; {found.why}, so no share is told"
    of = f"{found.trained:,} of {found.facing:,} people"
    share = f" ({percent(found.share)})" if found.facing and found.facing >= FEW else ""
    return f"{of} who deal with customers hold a valid training{share}"


def _person(training: Training) -> str:
    return " ".join(training.person.split()).casefold()

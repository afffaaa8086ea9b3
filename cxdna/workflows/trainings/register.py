"""Trainings and certificates of people: noted, taken back, and how many people deal with customers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

import msgspec

from cxdna.definitions.wording import meant, shortened
from cxdna.errors import Problem, Problems, UserError
from cxdna.organisation.read_date import read_date
from cxdna.plan.numbering import next_ids
from cxdna.statistics.display import long_date
from cxdna.store.latest import voice_that_holds
from cxdna.store.model import VoiceKept
from cxdna.store.port import Store
from cxdna.voice.model import Facing, Training
from cxdna.workflows.one_line import LONGEST_NAME, LONGEST_REASON, one_line, wrong_text
from cxdna.workflows.surveys.keep import keep

TRAININGS: Final = "t"
NOBODY: Final = "(taken back)"
"""What stands in place of a name that was taken back."""
MOST_PEOPLE: Final = 10_000_000


class TrainingAsk(NamedTuple):
    """A training as it was typed, or stands in a row of a list."""

    person: str
    curriculum: str
    date: str
    expires: str = ""
    customer_facing: bool = True
    note: str = ""


class Kept(msgspec.Struct, frozen=True):
    """Trainings that were noted, and how many of those given were there already."""

    new: tuple[Training, ...]
    there: int


class Flaw(NamedTuple):
    """What is wrong with a field of a training, and what to do."""

    field: str
    what: str
    do: str


def read_training(ask: TrainingAsk, today: dt.date) -> Training:
    """Return a training without its number. Raises `Problems` with all that is wrong."""
    training, flaws = look_at(ask, today)
    if training is None:
        raise Problems(Problem("", 0, flaw.what, flaw.do) for flaw in flaws)
    return training


def look_at(ask: TrainingAsk, today: dt.date) -> tuple[Training | None, list[Flaw]]:
    """Return a training without its number, or None and all that is wrong with it."""
    person, curriculum, note = (" ".join(text.split()) for text in (ask.person, ask.curriculum, ask.note))
    flaws = [*_text("person", person), *_text("curriculum", curriculum)]
    flaws += [Flaw("note", what, do) for what, do in wrong_text("the note", note, LONGEST_REASON)]
    held = _day("date", ask.date, flaws)
    expires = _day("expires", ask.expires, flaws, month_end=True) if ask.expires.strip() else None
    if held and held > today:
        flaws.append(Flaw("date", f"{long_date(held)} is still to come", "note a training once it was held"))
    if held and expires and expires < held:
        what = f"it would run out on {long_date(expires)}, before it was held on {long_date(held)}"
        flaws.append(Flaw("expires", what, "give a later day, or none where it does not run out"))
    if flaws or held is None:
        return None, flaws
    facing = ask.customer_facing
    made = Training(
        id=TRAININGS,
        person=person,
        curriculum=curriculum,
        date=held,
        expires=expires,
        customer_facing=facing,
        note=note,
    )
    return made, []


def _text(name: str, text: str) -> Iterator[Flaw]:
    if not text:
        yield Flaw(name, f"the {name} is missing", "give it")
    yield from (Flaw(name, what, do) for what, do in wrong_text(f"the {name}", text, LONGEST_NAME))


def _day(field: str, text: str, flaws: list[Flaw], *, month_end: bool = False) -> dt.date | None:
    try:
        return read_date(text, month_end=month_end)
    except UserError as error:
        flaws.append(Flaw(field, error.what, error.do))
        return None


def keep_trainings(store: Store, given: Iterable[Training], moment: dt.datetime, by: str = "") -> Kept:
    """Keep trainings, all or none, durably; what is there already for a person, curriculum and day is not added.

    `by` is who noted them. Raises `UserError` for a name that cannot be kept.
    """
    wanted, who = tuple(given), one_line(by, "--by", LONGEST_NAME)
    told: list[Kept] = []

    def make(read: Sequence[VoiceKept]) -> Sequence[VoiceKept]:
        held = {_same(one) for one in voice_that_holds(read).training}
        fresh = [one for one in {_same(one): one for one in wanted}.values() if _same(one) not in held]
        ids = next_ids(TRAININGS, (one.item.id for one in read if isinstance(one.item, Training)), len(fresh))
        new = tuple(msgspec.structs.replace(one, id=name) for one, name in zip(fresh, ids, strict=True))
        told[:] = [Kept(new, len(wanted) - len(new))]
        return tuple(VoiceKept(item=one, at=moment, by=who) for one in new)

    keep(store, make, "training")
    return told[0]


def _same(one: Training) -> tuple[str, str, dt.date]:
    return one.person.casefold(), one.curriculum.casefold(), one.date


def drop_trainings(store: Store, name: str, moment: dt.datetime) -> tuple[Training, ...]:
    """Take back a training by its id, or all of a person by name; the name stands in no listing and document any more.

    Raises `UserError` where there is none.
    """
    wanted = " ".join(name.split()).casefold()
    told: list[Training] = []

    def make(read: Sequence[VoiceKept]) -> Sequence[VoiceKept]:
        held = voice_that_holds(read).training
        by_id = [one for one in held if one.id.casefold() == wanted]
        found = by_id or [one for one in held if one.person.casefold() == wanted]
        if not found:
            known = [one.id for one in held]
            raise UserError(f"there is no training '{shortened(name)}'", meant(name, known) or "none is noted")
        told[:] = found
        return tuple(
            VoiceKept(item=msgspec.structs.replace(one, person=NOBODY, note="", withdrawn=True), at=moment)
            for one in found
        )

    keep(store, make, "training")
    return tuple(told)


def keep_facing(store: Store, people: int, moment: dt.datetime, today: dt.date, by: str = "") -> Facing:
    """Keep how many people deal with customers, and who said so, durably.

    Raises `UserError` for a number that cannot be, and a name that cannot be kept.
    """
    if not 0 <= people <= MOST_PEOPLE:
        raise UserError(f"{people:,} people cannot be", f"give a number from 0 to {MOST_PEOPLE:,}")
    facing = Facing(people=people, on=today)
    store.add(VoiceKept(item=facing, at=moment, by=one_line(by, "--by", LONGEST_NAME)))
    return facing

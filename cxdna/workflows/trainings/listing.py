"""The register of trainings as lines to read and as JSON, with how many people are covered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

import msgspec

from cxdna.statistics.display import counted, long_date
from cxdna.store.port import Store
from cxdna.voice.award.training import Coverage, coverage_in_words, coverage_of, is_valid
from cxdna.voice.model import Facing, Training
from cxdna.workflows.surveys.hand import voice_of
from cxdna.workflows.surveys.to_json import to_json
from cxdna.workflows.trainings.register import Kept

FORMAT: Final = "cxdna-trainings/1"
"""Name and number of the shape that `cxdna training list --json` prints: `TrainingRegister`."""


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """A training, whether it counts today, and who noted it, where that was said."""

    training: Training
    valid: bool
    by: str = ""


class TrainingRegister(msgspec.Struct, frozen=True, kw_only=True):
    """What `--json` prints: the register is about persons, so is this, and no document repeats it."""

    format: str
    today: dt.date
    coverage: Coverage
    trainings: tuple[Listed, ...]


def list_trainings(store: Store, today: dt.date, *, expired: bool = False) -> TrainingRegister:
    """Return the register by name, or only what has run out; coverage is that of all."""
    voice = voice_of(store)
    noted = {kept.item.id: kept.by for kept in store.voice("training") if isinstance(kept.item, Training)}
    every = [Listed(training=one, valid=is_valid(one, today), by=noted.get(one.id, "")) for one in voice.training]
    every.sort(key=lambda one: (one.training.person.casefold(), one.training.curriculum.casefold(), one.training.date))
    return TrainingRegister(
        format=FORMAT,
        today=today,
        coverage=coverage_of(voice.training, voice.facing, today),
        trainings=tuple(one for one in every if not expired or not one.valid),
    )


def trainings_json(found: TrainingRegister) -> str:
    """Return the register as JSON, for other programs."""
    return to_json(found)


def list_lines(found: TrainingRegister, *, expired: bool) -> Iterator[str]:
    """Yield the trainings, how many people are covered, and what comes next."""
    for one in found.trainings:
        yield _line(one)
    if not found.trainings:
        yield "Nothing has run out." if expired else "No training is noted yet."
    yield from coverage_lines(found.coverage)
    add = f'cxdna training add "PERSON" "CURRICULUM" --date {found.today.isoformat()}'
    yield "Next:  cxdna training facing N" if found.coverage.facing is None else f"Next:  {add}"


def coverage_lines(coverage: Coverage) -> Iterator[str]:
    """Yield how many of those who deal with customers are covered, and what runs out."""
    counted_on = f" They were counted on {long_date(coverage.counted_on)}." if coverage.counted_on else ""
    yield f"{coverage_in_words(coverage)}.{counted_on}"
    if coverage.expired:
        yield f"{counted(coverage.expired, 'person', 'people')} had one that ran out."
    if coverage.expiring:
        yield f"{counted(coverage.expiring, 'person loses', 'people lose')} theirs within 90 days."


def _line(one: Listed) -> str:
    training = one.training
    until = f"until {long_date(training.expires)}" if training.expires else "does not run out"
    state = until if one.valid else f"ran out on {long_date(training.expires)}" if training.expires else until
    back = "" if training.customer_facing else "; back office"
    note = f". {training.note}" if training.note else ""
    by = f"; noted by {one.by}" if one.by else ""
    said = f"{training.person}: {training.curriculum}, {long_date(training.date)}, {state}"
    return f"{training.id}  {said}{back}{by}{note}"


def kept_lines(kept: Kept, register: TrainingRegister) -> Iterator[str]:
    """Yield what was noted, what was there already, and how many people are covered now."""
    yield f"{counted(len(kept.new), 'training')} noted." if kept.new else "Nothing new was noted."
    for one in kept.new[:5]:
        yield f"  {one.id}  {one.person}: {one.curriculum}, {long_date(one.date)}"
    if len(kept.new) > 5:  # noqa: PLR2004 - more would scroll away what matters
        yield f"  and {len(kept.new) - 5:,} more"
    if kept.there:
        yield f"{counted(kept.there, 'training')} {'was' if kept.there == 1 else 'were'} there already."
    yield from coverage_lines(register.coverage)
    yield "Next:  cxdna training list"


def facing_lines(facing: Facing, register: TrainingRegister) -> Iterator[str]:
    """Yield how many people deal with customers, and how many are covered."""
    yield f"Noted: {counted(facing.people, 'person deals', 'people deal')} with customers, {long_date(facing.on)}."
    yield from coverage_lines(register.coverage)
    yield "Next:  cxdna training list"


def dropped_lines(dropped: tuple[Training, ...], register: TrainingRegister) -> Iterator[str]:
    """Yield what was taken back; the name is not repeated."""
    yield f"Taken back: {', '.join(one.id for one in dropped)}. No listing and no document names the person any more."
    yield "The database still holds the earlier record, and so do backups that were made before."
    yield from coverage_lines(register.coverage)
    yield "Next:  cxdna training list"

"""Which records a store takes in: the laws of an assessment's life, the same for every store."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Protocol

import msgspec

from cxdna.answers.model import AnswerChange, Mode
from cxdna.answers.seal import WITHHELD
from cxdna.errors import UserError
from cxdna.statistics.display import long_date
from cxdna.store.model import (
    Assessment,
    Closing,
    Following,
    LogEntry,
    Person,
    Record,
    Recorded,
    Reopening,
    RestatementKept,
    Sheet,
    Snapshot,
    VoiceKept,
)


class Life(msgspec.Struct, kw_only=True):
    """Where an assessment stands, as far as the laws ask; `closed` is the day of the closing that stands."""

    mode: Mode
    closed: dt.date | None = None
    closings: int = 0
    restatements: int = 0


class Known(Protocol):
    """What a store tells of what it holds already."""

    def life(self, assessment: str) -> Life | None:
        """Return where an assessment stands; None when it is not there."""

    def has_sheet(self, assessment: str, sheet: str) -> bool:
        """Tell whether a sheet is there."""

    def has_person(self, person: str) -> bool:
        """Tell whether a person is there."""

    def is_forgotten(self, person: str) -> bool:
        """Tell whether a person was there and asked to be forgotten."""

    def has_snapshot(self, sha256: str) -> bool:
        """Tell whether a snapshot is there."""


class Admission:
    """Checks the records of one transaction in their order; what it has learned or admitted it does not ask again."""

    def __init__(self, known: Known, records: Iterable[Record]) -> None:
        self._known = known
        self._lives: dict[str, Life | None] = {}
        self._sheets: dict[tuple[str, str], bool] = {}
        # People and snapshots may come after the sheet or closing that names them, as long as they come along.
        self._along = {
            one.id if isinstance(one, Person) else one.sha256 for one in records if isinstance(one, Person | Snapshot)
        }

    def admit(self, record: Record) -> None:
        """Raise `UserError` for what an assessment's life does not allow, ValueError for what belongs to nothing."""
        if isinstance(record, Person):
            # A command that read the name before it was dropped must not write it back.
            if record.forgotten is None and self._known.is_forgotten(record.id):
                raise UserError("this person was forgotten meanwhile", "add them anew if they want to be asked again")
            return
        if isinstance(record, Snapshot | LogEntry | VoiceKept):
            return
        if isinstance(record, Assessment):
            self._admit_new(record)
            return
        life = self._life(record.assessment)
        if life is None:
            msg = f"there is no assessment '{record.assessment}'"
            raise ValueError(msg)
        _check_life(record, life)
        self._check_references(record, life)
        self._note(record, life)

    def _admit_new(self, record: Assessment) -> None:
        if self._life(record.id) is not None:
            raise UserError(f"there is already an assessment '{record.id}'", "give the new one another id")
        self._lives[record.id] = Life(mode=record.mode)

    def _life(self, assessment: str) -> Life | None:
        if assessment not in self._lives:
            self._lives[assessment] = self._known.life(assessment)
        return self._lives[assessment]

    def _check_references(self, record: Record, life: Life) -> None:
        missing = ""
        if isinstance(record, Recorded) and not self._has_sheet(record.assessment, record.sheet):
            missing = f"sheet '{record.sheet}' in '{record.assessment}'"
        if isinstance(record, Sheet) and record.person is not None:
            known = record.person in self._along or self._known.has_person(record.person)
            missing = "" if known else f"person '{record.person}'"
            if record.person != record.id:
                msg = f"the sheet of '{record.person}' has another id: '{record.id}'"
                raise ValueError(msg)
        if isinstance(record, Closing):
            hashes = (record.playbook, record.questionnaire, record.answers, record.scores)
            absent = [one for one in hashes if one not in self._along and not self._known.has_snapshot(one)]
            missing = f"snapshot {', '.join(absent)}" if absent else ""
        if missing:
            msg = f"there is no {missing}"
            raise ValueError(msg)
        self._check_forgotten(record)
        told = (isinstance(record, Sheet) and record.person) or (isinstance(record, Recorded) and record.at)
        if life.mode == "anonymous" and told:
            msg = "an anonymous assessment keeps neither who nor when"
            raise ValueError(msg)

    def _check_forgotten(self, record: Record) -> None:
        """Raise `UserError` for words of a person who was forgotten: a command may have begun before that."""
        sheet = _wordy(record)
        if sheet and self._known.is_forgotten(sheet):
            raise UserError(
                f"the person of sheet '{sheet}' was forgotten, and no words of theirs are kept",
                "begin again; answers without a comment or a reason are taken",
            )

    def _has_sheet(self, assessment: str, sheet: str) -> bool:
        key = (assessment, sheet)
        if key not in self._sheets:
            self._sheets[key] = self._known.has_sheet(assessment, sheet)
        return self._sheets[key]

    def _note(self, record: Record, life: Life) -> None:
        """Count an admitted record as taken in."""
        match record:
            case Sheet():
                self._sheets[record.assessment, record.id] = True
            case Closing():
                life.closed = record.date
                life.closings += 1
            case Reopening():
                life.closed = None
            case RestatementKept():
                life.restatements += 1
            case _:
                pass


def _wordy(record: Record) -> str:
    """Return the sheet on which a record puts words; "" where it has none."""
    if isinstance(record, Recorded):
        sheet, said = record.sheet, [record.said]
    elif isinstance(record, RestatementKept) and isinstance(record.restatement.change, AnswerChange):
        change = record.restatement.change
        sheet, said = change.respondent, [one for one in (change.old, change.new) if one]
    else:
        return ""
    return sheet if any(one.comment or one.not_applicable not in {None, WITHHELD} for one in said) else ""


def _check_life(record: Record, life: Life) -> None:
    """Raise `UserError` for what an open or a closed assessment does not allow."""
    if isinstance(record, Person | Snapshot | LogEntry | VoiceKept | Assessment):
        return
    name = record.assessment
    if isinstance(record, Following):
        return
    wants_closed = isinstance(record, Reopening | RestatementKept)
    if life.closed is None and wants_closed:
        raise UserError(f"the assessment '{name}' is open", "change what is wrong in it; only closed ones are restated")
    if life.closed is not None and not wants_closed:
        raise UserError(
            f"the assessment '{name}' was closed on {long_date(life.closed)} and does not change any more",
            "correct it with: cxdna assessment restate",
        )
    if isinstance(record, Closing) and record.number != life.closings + 1:
        raise UserError(f"'{name}' was closed by someone else meanwhile", "look at: cxdna assessment list")
    if isinstance(record, RestatementKept) and record.restatement.number != life.restatements + 1:
        raise UserError(f"'{name}' was restated by someone else meanwhile", "look at it and restate again")

"""A store in memory: for tests, and for trying things out without leaving a trace."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TypeVar

import msgspec

from cxdna.answers.model import Answer
from cxdna.answers.seal import FORGOTTEN_NAME, FORGOTTEN_ROLE
from cxdna.store.admit import Admission, Life
from cxdna.store.forget import forgotten_entry, is_nobody_elses, without_their_name, without_their_words
from cxdna.store.latest import standing_closing
from cxdna.store.model import (
    ActionKept,
    Assessment,
    Closing,
    DecisionKept,
    EvidenceKept,
    Following,
    KpiKept,
    LogEntry,
    Person,
    PlanKept,
    Record,
    Recorded,
    Reopening,
    RestatementKept,
    Sheet,
    Snapshot,
    TargetKept,
    VoiceKept,
    VoiceKind,
    WrittenKept,
)

K = TypeVar(
    "K",
    EvidenceKept,
    TargetKept,
    Closing,
    Reopening,
    RestatementKept,
    PlanKept,
    ActionKept,
    DecisionKept,
    KpiKept,
    WrittenKept,
)


class MemoryStore:
    """Keeps what the port says in lists and dictionaries."""

    def __init__(self) -> None:
        self._people: dict[str, Person] = {}
        self._sheets: dict[tuple[str, str], Sheet] = {}
        self._snapshots: dict[str, Snapshot] = {}
        self._kept: list[Record] = []
        self._keys: dict[tuple[str, str], int] = {}
        self._last = 0

    def add(self, *records: Record) -> tuple[int, ...]:
        """Take records in, all or none."""
        admission = Admission(self, records)
        for record in records:
            admission.admit(record)
        return tuple(self._add(record) for record in records)

    def add_after(self, last: int, *records: Following | VoiceKept) -> tuple[int, ...] | None:
        """Take records in, unless there are newer ones of their kinds."""
        wanted = {_place(record) for record in records}
        for one in self._kept:
            if isinstance(one, Following | VoiceKept) and one.seq > last and _place(one) in wanted:
                return None
        return self.add(*records)

    def _add(self, record: Record) -> int:
        match record:
            case Person():
                self._people[record.id] = record
            case Sheet():
                self._sheets[record.assessment, record.id] = record
            case Snapshot():
                self._snapshots.setdefault(record.sha256, record)
            case Recorded():
                key = (record.assessment, record.key)
                if key not in self._keys:
                    self._keys[key] = self._append(record)
                return self._keys[key]
            case _:
                return self._append(record)
        return 0

    def _append(self, record: Record) -> int:
        self._last += 1
        self._kept.append(msgspec.structs.replace(record, seq=self._last))
        return self._last

    def life(self, assessment: str) -> Life | None:
        """Return where an assessment stands; None when it is not there."""
        for one in self.assessments():
            if one.id == assessment:
                closings = self.closings(assessment)
                closing = standing_closing(closings, self.reopenings(assessment))
                return Life(
                    mode=one.mode,
                    closed=closing.date if closing else None,
                    closings=len(closings),
                    restatements=len(self.restatements(assessment)),
                )
        return None

    def has_sheet(self, assessment: str, sheet: str) -> bool:
        """Tell whether a sheet is there."""
        return (assessment, sheet) in self._sheets

    def has_person(self, person: str) -> bool:
        """Tell whether a person is there."""
        return person in self._people

    def is_forgotten(self, person: str) -> bool:
        """Tell whether a person was there and asked to be forgotten."""
        return person in self._people and self._people[person].forgotten is not None

    def has_snapshot(self, sha256: str) -> bool:
        """Tell whether a snapshot is there."""
        return sha256 in self._snapshots

    def people(self) -> tuple[Person, ...]:
        """Return everybody who was ever asked."""
        return tuple(self._people.values())

    def assessments(self) -> tuple[Assessment, ...]:
        """Return all assessments, the oldest first."""
        return tuple(one for one in self._kept if isinstance(one, Assessment))

    def sheets(self, assessment: str) -> tuple[Sheet, ...]:
        """Return who answers in an assessment."""
        found = [sheet for sheet in self._sheets.values() if sheet.assessment == assessment]
        modes = {one.id: one.mode for one in self.assessments()}
        if modes.get(assessment) == "anonymous":
            found.sort(key=lambda sheet: sheet.id)
        return tuple(found)

    def answers(self, assessment: str, sheet: str | None = None) -> tuple[Recorded, ...]:
        """Return everything that was ever answered, of one sheet or of all."""
        return tuple(
            one
            for one in self._kept
            if isinstance(one, Recorded) and one.assessment == assessment and sheet in {None, one.sheet}
        )

    def evidence(self, assessment: str) -> tuple[EvidenceKept, ...]:
        """Return every record of evidence in every state it had."""
        return self._of(EvidenceKept, assessment)

    def targets(self, assessment: str) -> tuple[TargetKept, ...]:
        """Return every target that was ever set."""
        return self._of(TargetKept, assessment)

    def closings(self, assessment: str) -> tuple[Closing, ...]:
        """Return every closing."""
        return self._of(Closing, assessment)

    def reopenings(self, assessment: str) -> tuple[Reopening, ...]:
        """Return every reopening."""
        return self._of(Reopening, assessment)

    def restatements(self, assessment: str) -> tuple[RestatementKept, ...]:
        """Return every restatement."""
        return self._of(RestatementKept, assessment)

    def plans(self, assessment: str) -> tuple[PlanKept, ...]:
        """Return what the plan was drafted with, each time."""
        return self._of(PlanKept, assessment)

    def actions(self, assessment: str) -> tuple[ActionKept, ...]:
        """Return every action of the plan in every state it had."""
        return self._of(ActionKept, assessment)

    def decisions(self, assessment: str) -> tuple[DecisionKept, ...]:
        """Return every decision in every state it had."""
        return self._of(DecisionKept, assessment)

    def kpi_figures(self, assessment: str) -> tuple[KpiKept, ...]:
        """Return every figure of a KPI that was noted."""
        return self._of(KpiKept, assessment)

    def written(self, assessment: str) -> tuple[WrittenKept, ...]:
        """Return everything that was written in place of a draft."""
        return self._of(WrittenKept, assessment)

    def voice(self, *kinds: VoiceKind) -> tuple[VoiceKept, ...]:
        """Return what is kept of customers' voice."""
        return tuple(one for one in self._kept if isinstance(one, VoiceKept) and (not kinds or one.kind in kinds))

    def _of(self, kind: type[K], assessment: str) -> tuple[K, ...]:
        return tuple(one for one in self._kept if isinstance(one, kind) and one.assessment == assessment)

    def snapshot(self, sha256: str) -> Snapshot | None:
        """Return a snapshot by its hash."""
        return self._snapshots.get(sha256)

    def log(self) -> tuple[LogEntry, ...]:
        """Return what happened to the workspace as a whole."""
        return tuple(one for one in self._kept if isinstance(one, LogEntry))

    def forget(self, person: str, at: dt.datetime, words: Mapping[int, Answer], seals: Mapping[str, str]) -> None:
        """Drop a person's identity and words, and log that it was done."""
        known = self._people[person]
        self._people[person] = msgspec.structs.replace(
            known, name=FORGOTTEN_NAME, role=FORGOTTEN_ROLE, salt="", forgotten=at.date()
        )
        trained = is_nobody_elses(known.name, person, self.people())
        own = {key for key, sheet in self._sheets.items() if sheet.person == person}
        for key in own:
            sheet = self._sheets[key]
            seal = seals.get(sheet.assessment, sheet.seal)
            self._sheets[key] = msgspec.structs.replace(sheet, role=FORGOTTEN_ROLE, seal=seal)
        for place, one in enumerate(self._kept):
            if isinstance(one, Recorded) and one.seq in words:
                self._kept[place] = msgspec.structs.replace(one, said=words[one.seq])
            elif isinstance(one, RestatementKept):
                self._kept[place] = without_their_words(one, own, known.salt)
            elif isinstance(one, VoiceKept) and trained:
                self._kept[place] = without_their_name(one, known.name)
        self._append(forgotten_entry(person, at))

    def close(self) -> None:
        """Keep nothing open."""


def _place(record: Following | VoiceKept) -> tuple[object, ...]:
    """Return what two writers must not change unseen by each other."""
    if isinstance(record, VoiceKept):
        return VoiceKept, record.kind, record.key
    return type(record), record.assessment

"""What every store does, whether it keeps its records in memory, in SQLite or in PostgreSQL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Protocol

from cxdna.answers.model import Answer
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


class Store(Protocol):
    """Records of one workspace. Tuples come in the order in which the store took the records in.

    Writing is one transaction and durable when the call returns; a failure leaves nothing of it behind. Every method
    raises `StorageError` when the disk or the server fails.
    """

    def add(self, *records: Record) -> tuple[int, ...]:
        """Take records in, all or none, and return the order numbers they got (0 for people, sheets, snapshots).

        An answer whose key is there, and a snapshot whose hash is there, add nothing; the answer's number is that of
        the first time. People and sheets replace those of the same id. Raises `UserError` for anything but a
        restatement or a reopening in a closed assessment, for either of these in an open one, for a second assessment
        of the same id, and for a closing or restatement that is not the next number; ValueError for a record of an
        assessment or sheet that is not there.
        """

    def add_after(self, last: int, *records: Following | VoiceKept) -> tuple[int, ...] | None:
        """Take records in as `add` does, unless somebody else's came meanwhile: None then, and nothing is added.

        That is when there is a record of the same kind in the same assessment, or of the same kind and key of
        customers' voice, with an order number above `last`, the highest that was read. Whoever changes what stands
        reads it again then.
        """

    def people(self) -> tuple[Person, ...]:
        """Return everybody who was ever asked."""

    def assessments(self) -> tuple[Assessment, ...]:
        """Return all assessments, the oldest first."""

    def sheets(self, assessment: str) -> tuple[Sheet, ...]:
        """Return who answers in an assessment: in the order they came, in anonymous mode in the order of their ids."""

    def answers(self, assessment: str, sheet: str | None = None) -> tuple[Recorded, ...]:
        """Return everything that was ever answered, of one sheet or of all."""

    def evidence(self, assessment: str) -> tuple[EvidenceKept, ...]:
        """Return every record of evidence in every state it had."""

    def targets(self, assessment: str) -> tuple[TargetKept, ...]:
        """Return every target that was ever set."""

    def closings(self, assessment: str) -> tuple[Closing, ...]:
        """Return every closing."""

    def reopenings(self, assessment: str) -> tuple[Reopening, ...]:
        """Return every reopening; the first belongs to the first closing."""

    def restatements(self, assessment: str) -> tuple[RestatementKept, ...]:
        """Return every restatement."""

    def plans(self, assessment: str) -> tuple[PlanKept, ...]:
        """Return what the plan was drafted with, each time."""

    def actions(self, assessment: str) -> tuple[ActionKept, ...]:
        """Return every action of the plan in every state it had."""

    def decisions(self, assessment: str) -> tuple[DecisionKept, ...]:
        """Return every decision in every state it had."""

    def kpi_figures(self, assessment: str) -> tuple[KpiKept, ...]:
        """Return every figure of a KPI that was noted."""

    def written(self, assessment: str) -> tuple[WrittenKept, ...]:
        """Return everything that was written in place of a draft."""

    def voice(self, *kinds: VoiceKind) -> tuple[VoiceKept, ...]:
        """Return what is kept of customers' voice in every state it had: all of it, or of some kinds only."""

    def snapshot(self, sha256: str) -> Snapshot | None:
        """Return a snapshot by its hash."""

    def log(self) -> tuple[LogEntry, ...]:
        """Return what happened to the workspace as a whole."""

    def forget(self, person: str, at: dt.datetime, words: Mapping[int, Answer], seals: Mapping[str, str]) -> None:
        """Drop a person's name, role and salt and what they wrote, keep their seals, and log it without the name.

        `words` has the sealed answer for the order number of each answer that held words, `seals` the seal of name and
        role for each assessment in which the person has a sheet. This is the one change that closed assessments allow.
        Raises KeyError for a person who is not there.
        """

    def close(self) -> None:
        """Let go of files and connections."""

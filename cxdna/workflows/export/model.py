"""What an export holds: everything of one assessment, as a file that other programs can read and anybody can verify.

`seq` is the order in which things were recorded, counted from 1 within the file. Import, verify and the schema are
built on these structs; a change of their shape changes `FORMAT`. Files of every earlier shape stay readable: shape 1
had nothing of what follows from an assessment.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Final, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

from cxdna.answers.model import Answer, Basis, Mode, Restatement
from cxdna.definitions.model import Version
from cxdna.organisation.model import ONE_LINE, Decision, Evidence, Id, Line, Profile, Seal, Target, Written
from cxdna.plan.model import Action, KpiFigure, PlanHead
from cxdna.store.model import SnapshotKind, Source

Format = Literal["cxdna-export/1", "cxdna-export/2"]
FORMAT: Final = "cxdna-export/2"
WITHOUT_PLANS: Final = "cxdna-export/1"
SCHEMA: Final = "urn:cxdna:schema:export"

Order = Annotated[int, Meta(ge=1)]
Words = Annotated[str, Meta(max_length=400, pattern=ONE_LINE)]
Name = Annotated[str, Meta(max_length=200, pattern=ONE_LINE)]
Group = Annotated[str, Meta(max_length=60, pattern=ONE_LINE)]
Digest = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$(?!\n)", description="A SHA-256 in hexadecimal digits.")]
Salt = Annotated[
    str, Meta(pattern=r"^([0-9a-f]{32})?$(?!\n)", description="Chance that keeps a seal from being guessed.")
]
Rule = Annotated[str, Meta(min_length=1, max_length=40, pattern=ONE_LINE)]


class ExportedAssessment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The assessment and the choices fixed when it was created."""

    id: Id
    title: Line
    questionnaire: Id
    questionnaire_version: Version
    playbook: Id
    playbook_version: Version
    mode: Mode
    basis: Basis
    opened: dt.date
    scope: Words
    prepared_for: Name
    prepared_by: Name
    setting: Name
    previous: Id | None


class ExportedPerson(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody who was asked; role and group stand on the sheet."""

    id: Id
    name: Line
    salt: Salt
    forgotten: dt.date | None


class ExportedSheet(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who answers: a person, whose id it has, or in an anonymous assessment nobody knows who."""

    id: Id
    person: Id | None
    role: Name
    group: Group
    seal: Seal
    parts: tuple[Id, ...]


class ExportedAnswer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One answer as it was given; of several for a question on a sheet the latest of the highest round holds."""

    seq: Order
    sheet: Id
    question: Id
    said: Answer
    key: Annotated[str, Meta(min_length=1, max_length=200, pattern=ONE_LINE)]
    source: Source
    round: Annotated[int, Meta(ge=1, le=1000)]
    at: dt.datetime | None


class ExportedEvidence(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A record of evidence as it was noted, withdrawn, or confirmed from the assessment before."""

    seq: Order
    record: Evidence
    withdrawn: bool
    confirmed: dt.date | None


class ExportedTarget(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A target as it was set."""

    seq: Order
    target: Target


class ExportedClosing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One closing, with the SHA-256 of each snapshot."""

    seq: Order
    number: Order
    date: dt.date
    by: Name
    rule_version: Rule
    fingerprint: Digest
    playbook: Digest
    questionnaire: Digest
    answers: Digest
    scores: Digest


class ExportedReopening(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A closed assessment was opened again."""

    seq: Order
    date: dt.date
    by: Name
    reason: Words


class ExportedRestatement(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A correction after closing."""

    seq: Order
    restatement: Restatement


class ExportedPlan(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the plan was drafted with."""

    seq: Order
    head: PlanHead


class ExportedAction(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An action in one of the states it had; `drafted` is what the last draft said of it."""

    seq: Order
    action: Action
    drafted: Action | None
    dropped: bool
    why: Annotated[str, Meta(max_length=2000)]
    by: Name
    at: dt.datetime


class ExportedDecision(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A decision that is asked for, in one of the states it had."""

    seq: Order
    decision: Decision


class ExportedKpi(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A figure of a KPI as it was noted."""

    seq: Order
    figure: KpiFigure


class ExportedWritten(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What somebody wrote in place of a draft."""

    seq: Order
    written: Written


class ExportedSnapshot(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A definition, sealed answers or scores; the SHA-256 is over the body with sorted keys and without spaces."""

    sha256: Digest
    kind: SnapshotKind
    format: Order
    body: msgspec.Raw


class Print(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line that goes into the fingerprint: what it is of, and its SHA-256."""

    of: Line
    value: Annotated[str, Meta(max_length=64, pattern=ONE_LINE)]


class Now(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What all that is recorded comes to: on which day age counts, by which rules, and the snapshots by their SHA-256.

    Answers, scores and fingerprint are "" while nobody has answered.
    """

    as_of: dt.date
    rule_version: Rule
    playbook: Digest
    questionnaire: Digest
    answers: Seal
    scores: Seal
    prints: tuple[Print, ...]
    fingerprint: Seal


class Export(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="export"):
    """Everything of one assessment, with the people in it: for moving, keeping and verifying, not for passing on.

    Plans, actions, decisions, figures of KPIs and written texts are there from shape 2 on.
    """

    schema: Literal["urn:cxdna:schema:export"] = msgspec.field(name="$schema", default=SCHEMA)
    format: Format
    edition: Literal["private"]
    organisation: Profile
    assessment: ExportedAssessment
    now: Now
    people: tuple[ExportedPerson, ...]
    sheets: tuple[ExportedSheet, ...]
    answers: tuple[ExportedAnswer, ...]
    evidence: tuple[ExportedEvidence, ...]
    targets: tuple[ExportedTarget, ...]
    closings: tuple[ExportedClosing, ...]
    reopenings: tuple[ExportedReopening, ...]
    restatements: tuple[ExportedRestatement, ...]
    plans: tuple[ExportedPlan, ...] | UnsetType = UNSET
    actions: tuple[ExportedAction, ...] | UnsetType = UNSET
    decisions: tuple[ExportedDecision, ...] | UnsetType = UNSET
    kpi_figures: tuple[ExportedKpi, ...] | UnsetType = UNSET
    written: tuple[ExportedWritten, ...] | UnsetType = UNSET
    snapshots: tuple[ExportedSnapshot, ...]
    checksum: Annotated[Seal, Meta(description="SHA-256 over all the rest, with sorted keys and without spaces.")]

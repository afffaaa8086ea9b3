"""What a shared export holds: what documents print anyway, as data, so that the scores can be verified elsewhere."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from cxdna.answers.model import AnswersFile, AssessmentHead, ClosingNote, Restatement
from cxdna.organisation.model import Evidence, Profile, Seal, Target
from cxdna.workflows.export.model import ExportedSnapshot, Print, Rule

SCHEMA_SHARED: Final = "urn:cxdna:schema:shared_export"
FORMAT_SHARED: Final = "cxdna-export/1"
"""What may be passed on has the shape it always had: it holds no plan, and versions before plans can verify it."""


class SharedExport(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="shared_export"
):
    """What may be passed on of one assessment.

    In a named assessment `answers` are those that hold, with names and words and, for the fingerprint, their seals but
    not the chance in them. In a confidential or anonymous one there are none, and `scores` hide what could tell who
    said what. `scores`, `playbook` and `questionnaire` name snapshots.
    """

    schema: Literal["urn:cxdna:schema:shared_export"] = msgspec.field(name="$schema", default=SCHEMA_SHARED)
    format: Literal["cxdna-export/1"]
    edition: Literal["shared"]
    organisation: Profile
    assessment: AssessmentHead
    closed: bool
    as_of: dt.date
    rule_version: Rule
    playbook: Seal
    questionnaire: Seal
    scores: Seal
    prints: tuple[Print, ...]
    fingerprint: Seal
    closings: tuple[ClosingNote, ...]
    restatements: tuple[Restatement, ...]
    targets: tuple[Target, ...]
    evidence: tuple[Evidence, ...]
    answers: AnswersFile | None
    snapshots: tuple[ExportedSnapshot, ...]
    checksum: Annotated[Seal, Meta(description="SHA-256 over all the rest, with sorted keys and without spaces.")]

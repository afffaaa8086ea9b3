"""The answers file: who was asked, what they said, what they can show."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta

from cxdna.definitions.model import Version
from cxdna.organisation.model import ONE_LINE, Evidence, Id, Line, Profile, Respondent, Seal, Target

Basis = Literal["as_answered", "as_shown"]
Mode = Literal["named", "confidential", "anonymous"]
DONT_KNOW = "dont_know"


class Answer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One answer in full: exactly one of `value` and `not_applicable`."""

    value: Annotated[float | str | None, Meta(description="A level, the id of an option, or dont_know.")] = None
    not_applicable: Annotated[str, Meta(min_length=1, max_length=400, description="The reason.")] | None = None
    comment: Annotated[str, Meta(max_length=2000)] = ""
    evidence: Annotated[tuple[Id, ...], Meta(description="Ids of evidence records.")] = ()
    seal: Annotated[Seal, Meta(description="Stands for comment and reason where these are no longer kept.")] = ""


class AnswerSheet(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The answers of one person: a level (or an option's id, or dont_know), or an answer in full."""

    respondent: Id
    answers: dict[str, float | str | Answer]


class AssessmentHead(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What this assessment is and the choices fixed when it was created."""

    id: Id
    title: Line
    questionnaire: Id
    questionnaire_version: Version
    playbook_version: Version | None = None
    date: Annotated[dt.date, Meta(description="Closing date; the age of evidence counts to this day.")]
    basis: Annotated[Basis, Meta(description="What headline, gaps and change rest on.")] = "as_answered"
    mode: Annotated[
        Mode,
        Meta(
            description="named: documents say who answered what. confidential: they never do. anonymous: nobody knows."
        ),
    ] = "named"
    scope: Annotated[str, Meta(max_length=400, pattern=ONE_LINE)] = ""
    prepared_for: Annotated[str, Meta(max_length=200, pattern=ONE_LINE)] = ""
    prepared_by: Annotated[str, Meta(max_length=200, pattern=ONE_LINE)] = ""
    setting: Annotated[
        str, Meta(max_length=200, pattern=ONE_LINE, description="How it was held: named workshop of 12 November.")
    ] = ""


class AnswerChange(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="changes", tag="answer"
):
    """One person's answer to one question was corrected; None stands for no answer."""

    respondent: Id
    question: Id
    old: Answer | None = None
    new: Answer | None = None


class EvidenceChange(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="changes", tag="evidence"
):
    """A record of evidence was corrected, added (no `old`) or withdrawn (no `new`)."""

    evidence: Id
    old: Evidence | None = None
    new: Evidence | None = None


class TargetChange(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="changes", tag="target"
):
    """A target was corrected, added (no `old`) or dropped (no `new`)."""

    part: Id
    old: Target | None = None
    new: Target | None = None


Change: TypeAlias = AnswerChange | EvidenceChange | TargetChange


class Restatement(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A correction after the assessment was closed: what it was, what it is now, why, and who says so."""

    number: Annotated[int, Meta(ge=1, description="Counts from 1 within the assessment.")]
    date: dt.date
    by: Line
    reason: Annotated[str, Meta(min_length=1, max_length=400, pattern=ONE_LINE)]
    change: Change


class ClosingNote(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One closing of an assessment, with its fingerprint; `reopened_*` say what became of it, "" while it stands.

    `corrections` are those that went into the records when it was opened again; left out where there are none.
    """

    number: Annotated[int, Meta(ge=1)]
    date: dt.date
    by: Annotated[str, Meta(max_length=200, pattern=ONE_LINE)] = ""
    fingerprint: Seal
    reopened_on: dt.date | None = None
    reopened_by: Annotated[str, Meta(max_length=200, pattern=ONE_LINE)] = ""
    reopened_why: Annotated[str, Meta(max_length=400, pattern=ONE_LINE)] = ""
    corrections: tuple[Restatement, ...] | msgspec.UnsetType = msgspec.UNSET


class AnswersFile(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="answers"
):
    """Everything that one assessment rests on."""

    organisation: Profile
    assessment: AssessmentHead
    targets: tuple[Target, ...] = ()
    respondents: Annotated[tuple[Respondent, ...], Meta(min_length=1)]
    evidence: tuple[Evidence, ...] = ()
    sheets: Annotated[tuple[AnswerSheet, ...], Meta(min_length=1)]
    restatements: Annotated[
        tuple[Restatement, ...],
        Meta(description="What was corrected after closing; the rest of the file is as it is now."),
    ] = ()

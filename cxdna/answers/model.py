"""The answers file: who was asked, what they said, what they can show."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from cxdna.definitions.model import Version
from cxdna.organisation.model import ONE_LINE, Evidence, Id, Line, Profile, Respondent, Target

Basis = Literal["as_answered", "as_shown"]
DONT_KNOW = "dont_know"


class Answer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One answer in full: exactly one of `value` and `not_applicable`."""

    value: Annotated[float | str | None, Meta(description="A level, the id of an option, or dont_know.")] = None
    not_applicable: Annotated[str, Meta(min_length=1, max_length=400, description="The reason.")] | None = None
    comment: Annotated[str, Meta(max_length=2000)] = ""
    evidence: Annotated[tuple[Id, ...], Meta(description="Ids of evidence records.")] = ()


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
    scope: Annotated[str, Meta(max_length=400, pattern=ONE_LINE)] = ""
    prepared_for: Annotated[str, Meta(max_length=200, pattern=ONE_LINE)] = ""
    prepared_by: Annotated[str, Meta(max_length=200, pattern=ONE_LINE)] = ""
    setting: Annotated[
        str, Meta(max_length=200, pattern=ONE_LINE, description="How it was held: named workshop of 12 November.")
    ] = ""


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

"""Alerts: what in an answer calls for a person to act, who that is, by when, and what came of it."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal, TypeAlias

import msgspec
from msgspec import Meta

from cxdna.organisation.model import ONE_LINE, Id, Line

Sort: TypeAlias = Literal["risk", "opportunity"]
State: TypeAlias = Literal["open", "taken", "closed"]
Agrees: TypeAlias = Literal["yes", "no", "not_asked"]


class Trigger(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What raises an alert: all that is named must hold."""

    id: Id
    title: Line
    sort: Sort
    survey: Annotated[
        Id | None,
        Meta(description="The survey of customers that is looked at; left out: all whose scale the limits are on."),
    ] = None
    question: Annotated[Id | None, Meta(description="The question whose score is looked at; left out: any.")] = None
    at_or_below: int | None = None
    at_or_above: int | None = None
    drop: Annotated[int, Meta(ge=1, le=110, description="Worse by so many points than the last answer.")] | None = None
    words: Annotated[
        tuple[Line, ...],
        Meta(description="Any of these in the comment, as whole words; a star at the end: any ending."),
    ] = ()
    languages: Annotated[
        tuple[Annotated[str, Meta(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$(?!\n)")], ...],
        Meta(description="The languages that its words are in, so that one that is missing can be told: en, de."),
    ] = ()
    key_accounts_only: bool = False
    roles: tuple[Line, ...] = ()
    categories: tuple[Line, ...] = ()
    consent: Annotated[bool, Meta(description="Only of those who may be named as a reference.")] = False
    cause: Annotated[Id | None, Meta(description="The cause that is assumed until somebody says better.")] = None
    first_step: Annotated[Id | None, Meta(description="Its escalation; left out: the first of all.")] = None
    first_thing: Annotated[
        str, Meta(max_length=200, pattern=ONE_LINE, description="What to do first: call the customer back.")
    ] = ""


class Step(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A step of an escalation: who is told when nothing was done for so many working hours."""

    after_hours: Annotated[float, Meta(ge=0, le=2000, description="Working hours since the alert was raised.")]
    to: Annotated[Line, Meta(description="A role or name: Head of service. 'owner' stands for the owner.")]
    until: Annotated[Literal["taken", "closed"], Meta(description="What ends the waiting.")] = "taken"


class Escalation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What happens while nobody acts."""

    id: Id
    steps: Annotated[tuple[Step, ...], Meta(min_length=1)]


class Ownership(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whose an alert is, where all that is named fits: the first that fits holds."""

    owner: Line
    account: str = ""
    role: str = ""
    tier: str = ""
    category: str = ""
    country: str = ""


class Cause(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A cause that alerts are closed with; `part` is the component in which a corrective action would act."""

    id: Id
    title: Line
    part: Annotated[Id | None, Meta(description="The component in which a corrective action would act.")] = None
    process: Annotated[str, Meta(max_length=200, pattern=ONE_LINE, description="The process that did not hold.")] = ""


class Hours(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The hours of a working day."""

    start: Annotated[str, Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$(?!\n)")] = "09:00"
    end: Annotated[str, Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$(?!\n)")] = "17:00"


class AlertRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind", tag="alerts"):
    """The file of rules: what raises an alert, whose it is, and what happens while nobody acts."""

    hours: Hours = Hours()
    triggers: Annotated[tuple[Trigger, ...], Meta(min_length=1)]
    escalations: Annotated[tuple[Escalation, ...], Meta(min_length=1)]
    owners: tuple[Ownership, ...] = ()
    causes: tuple[Cause, ...] = ()
    recurring: Annotated[int, Meta(ge=2, le=1000, description="So many alerts of a cause call for an action.")] = 3
    recurring_days: Annotated[int, Meta(ge=1, le=730, description="Within so many days.")] = 90
    newest_days: Annotated[
        int, Meta(ge=1, le=730, description="What happened more days ago raises no alert: nobody can act on it.")
    ] = 30


class Alert(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="alert"):
    """An alert in one of the states it had.

    `reply` is the key of the answer that raised it, whose words and name are not kept. `escalated` is the number of
    the highest step that was taken by hand, besides what the clock says; 0 is none. `taken` stays the moment of the
    first who took it. `issue` and `beneath` are the issue as the customer sees it, and what lies under it.
    """

    id: Id
    trigger: Id
    sort: Sort
    title: Line
    survey: Id
    reply: str
    raised: dt.datetime
    event: dt.date | None = None
    account: str = ""
    role: str = ""
    tier: str = ""
    category: str = ""
    country: str = ""
    unit: str = ""
    key_account: bool = False
    why: Line
    owner: str = ""
    escalation: Id
    state: State = "open"
    taken: dt.datetime | None = None
    taken_by: str = ""
    escalated: int = 0
    escalated_why: str = ""
    escalated_at: dt.datetime | None = None
    escalated_by: str = ""
    issue: Annotated[str, Meta(max_length=400, pattern=ONE_LINE)] = ""
    beneath: Annotated[str, Meta(max_length=400, pattern=ONE_LINE)] = ""
    closed: dt.datetime | None = None
    closed_by: str = ""
    cause: str = ""
    done: Annotated[str, Meta(max_length=400, pattern=ONE_LINE)] = ""
    customer_agrees: Agrees = "not_asked"
    action: Annotated[str, Meta(description="The corrective action that answers it: assessment_2026/a3.")] = ""

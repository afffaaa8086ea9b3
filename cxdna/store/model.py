"""What a store keeps. Records are added and never overwritten, but for people and sheets, whose newest state holds.

`seq` is the order in which the store took records in; it is 0 until then. Clocks never decide an order.
"""

from __future__ import annotations

import datetime as dt
from typing import Final, Literal, TypeAlias

import msgspec

from cxdna.alerts.model import Alert
from cxdna.answers.model import Answer, Basis, Mode, Restatement
from cxdna.organisation.model import Decision, Evidence, Target, Written
from cxdna.plan.model import Action, KpiFigure, PlanHead
from cxdna.voice.model import AwardYear, Checked, Effect, Facing, SurveyFile, Training
from cxdna.voice.survey.model import Survey, Window

Source = Literal["terminal", "form", "file", "import", "web"]
SnapshotKind = Literal["playbook", "questionnaire", "answers", "scores"]
SNAPSHOT_FORMAT = 1
"""Number of the shape in which closings keep definitions, answers and scores; old ones stay readable."""


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Someone who answers, apart from their answers; `id` says nothing about who they are and is the same every year.

    Role and group are the newest known; what they were in an assessment stands on its sheet. `forgotten` is the day on
    which name, role and salt were dropped.
    """

    id: str
    name: str
    role: str
    group: str
    salt: str
    forgotten: dt.date | None = None


class Assessment(msgspec.Struct, frozen=True, kw_only=True):
    """One assessment and the choices fixed when it was created."""

    id: str
    title: str
    questionnaire: str
    questionnaire_version: str
    playbook: str
    playbook_version: str
    mode: Mode
    basis: Basis
    opened: dt.date
    scope: str = ""
    prepared_for: str = ""
    prepared_by: str = ""
    setting: str = ""
    previous: str | None = None
    seq: int = 0


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """Who answers in an assessment: a person (the sheet has the person's id), or in anonymous mode nobody knows who.

    `parts` are the parts of the playbook that the person was asked about, or the questions one by one; empty means all.
    `seal` stands for name and role once the person was forgotten.
    """

    assessment: str
    id: str
    person: str | None
    role: str
    group: str
    seal: str = ""
    parts: tuple[str, ...] = ()


class Recorded(msgspec.Struct, frozen=True, kw_only=True):
    """One answer as it was given. `key` makes it safe to send again: a key that is there adds nothing.

    Of several for one question on one sheet, the one of the highest round holds, and in it the latest. An answer with
    neither value nor reason is a comment noted beforehand. `at` is None in anonymous assessments.
    """

    assessment: str
    sheet: str
    question: str
    said: Answer
    key: str
    source: Source
    round: int = 1
    at: dt.datetime | None = None
    seq: int = 0


class EvidenceKept(msgspec.Struct, frozen=True, kw_only=True):
    """A record of evidence as it was noted; of several with one id the latest holds.

    `confirmed` is the day on which a record from an earlier assessment was looked at again and taken over.
    """

    assessment: str
    record: Evidence
    withdrawn: bool = False
    confirmed: dt.date | None = None
    seq: int = 0


class TargetKept(msgspec.Struct, frozen=True, kw_only=True):
    """A target as it was set; of several for one part the latest holds."""

    assessment: str
    target: Target
    seq: int = 0


class Closing(msgspec.Struct, frozen=True, kw_only=True):
    """One closing: the day by which evidence age counted, the rules, and the SHA-256 of each snapshot."""

    assessment: str
    number: int
    date: dt.date
    by: str
    rule_version: str
    fingerprint: str
    playbook: str
    questionnaire: str
    answers: str
    scores: str
    seq: int = 0


class Reopening(msgspec.Struct, frozen=True, kw_only=True):
    """A closed assessment was opened again; the closing stays and can still be verified."""

    assessment: str
    date: dt.date
    by: str
    reason: str
    seq: int = 0


class RestatementKept(msgspec.Struct, frozen=True, kw_only=True):
    """A correction after closing."""

    assessment: str
    restatement: Restatement
    seq: int = 0


class PlanKept(msgspec.Struct, frozen=True, kw_only=True):
    """What a plan was drafted with; the latest holds. Plans live on after their assessment was closed."""

    assessment: str
    head: PlanHead
    seq: int = 0


class ActionKept(msgspec.Struct, frozen=True, kw_only=True):
    """An action in one of the states it had; of several with one id the latest holds.

    `drafted` is what the last draft said of it, so that another draft can tell what people changed; None for an action
    of their own. `why` is the reason for which it was dropped or changed, if one was given.
    """

    assessment: str
    action: Action
    drafted: Action | None = None
    dropped: bool = False
    why: str = ""
    by: str = ""
    at: dt.datetime
    seq: int = 0


class DecisionKept(msgspec.Struct, frozen=True, kw_only=True):
    """A decision that is asked for; of several with one id the latest holds."""

    assessment: str
    decision: Decision
    seq: int = 0


class KpiKept(msgspec.Struct, frozen=True, kw_only=True):
    """A figure of a KPI as it was noted."""

    assessment: str
    figure: KpiFigure
    seq: int = 0


class WrittenKept(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody wrote in place of a draft; of several for one place the latest holds."""

    assessment: str
    written: Written
    seq: int = 0


VoiceItem: TypeAlias = Survey | Window | SurveyFile | Training | Facing | Checked | AwardYear | Effect | Alert
"""What is kept of customers' voice, of no single assessment; in JSON, `kind` tells which it is."""
VoiceKind: TypeAlias = Literal[
    "survey", "window", "file", "training", "facing", "checked", "award_year", "effect", "alert"
]


class VoiceKept(msgspec.Struct, frozen=True, kw_only=True):
    """Something of customers' voice in one of the states it had; of several of one kind and key the latest holds."""

    item: VoiceItem
    at: dt.datetime
    by: str = ""
    seq: int = 0

    @property
    def kind(self) -> VoiceKind:
        """What it is, as its JSON says."""
        return _KINDS[type(self.item)]

    @property
    def key(self) -> str:
        """What tells it from others of its kind; the same for all states of one thing."""
        return "/".join(_told_apart_by(self.item))


def _told_apart_by(item: VoiceItem) -> tuple[str, ...]:
    key: tuple[str, ...] = ("people",)  # how many there are: one figure, which the latest holds
    match item:
        case Survey() | Training() | Alert():
            key = (item.id,)
        case Window():
            key = (item.name,)
        case SurveyFile():
            key = (item.survey, item.sha256)
        case Checked():
            key = (item.about, item.check)
        case AwardYear():
            key = (str(item.data_year), item.unit)
        case Effect():
            cut = "&".join(f"{name}={value}" for name, value in item.cut)
            key = (item.assessment, item.action, item.survey, item.question, cut)
        case Facing():
            pass
    return key


_KINDS: Final[dict[type, VoiceKind]] = {
    Survey: "survey",
    Window: "window",
    SurveyFile: "file",
    Training: "training",
    Facing: "facing",
    Checked: "checked",
    AwardYear: "award_year",
    Effect: "effect",
    Alert: "alert",
}


class Snapshot(msgspec.Struct, frozen=True, kw_only=True):
    """Canonical JSON under the SHA-256 of its bytes; answers are sealed, so a snapshot names nobody."""

    sha256: str
    kind: SnapshotKind
    body: bytes
    format: int = SNAPSHOT_FORMAT


class LogEntry(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened to the workspace as a whole: a person forgotten, a restore, an upgrade, an import."""

    at: dt.datetime
    what: str
    text: str
    seq: int = 0


Record: TypeAlias = (
    Person
    | Assessment
    | Sheet
    | Recorded
    | EvidenceKept
    | TargetKept
    | Closing
    | Reopening
    | RestatementKept
    | PlanKept
    | ActionKept
    | DecisionKept
    | KpiKept
    | WrittenKept
    | VoiceKept
    | Snapshot
    | LogEntry
)
Following: TypeAlias = PlanKept | ActionKept | DecisionKept | KpiKept | WrittenKept
"""What goes on after an assessment was closed: its plan and the words of its documents."""

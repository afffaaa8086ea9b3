"""Records to keep, short to write."""

import datetime as dt
from typing import Any

import msgspec

from cxdna.answers.model import Answer, AnswerChange, Restatement
from cxdna.organisation.model import Evidence, Target
from cxdna.store.model import (
    Assessment,
    Closing,
    EvidenceKept,
    LogEntry,
    Person,
    Record,
    Recorded,
    Reopening,
    RestatementKept,
    Sheet,
    Snapshot,
    SnapshotKind,
    TargetKept,
)

DAY = dt.date(2026, 11, 28)
MOMENT = dt.datetime(2026, 11, 28, 9, 0, 0, 123456, tzinfo=dt.UTC)
HASHES: dict[SnapshotKind, str] = {
    "playbook": "1" * 64,
    "questionnaire": "2" * 64,
    "answers": "3" * 64,
    "scores": "4" * 64,
}


def assessment(name: str = "first", **changes: Any) -> Assessment:
    plain = Assessment(
        id=name,
        title="First assessment",
        questionnaire="pulse",
        questionnaire_version="1.0",
        playbook="cxdna",
        playbook_version="1.0",
        mode="named",
        basis="as_answered",
        opened=DAY,
    )
    return msgspec.structs.replace(plain, **changes)


def person(number: int = 1, **changes: Any) -> Person:
    plain = Person(
        id=f"p_{number:08x}", name=f"Person {number}", role="Head of service", group="Leaders", salt=f"{number:032x}"
    )
    return msgspec.structs.replace(plain, **changes)


def sheet(number: int = 1, name: str = "first", **changes: Any) -> Sheet:
    plain = Sheet(
        assessment=name,
        id=f"p_{number:08x}",
        person=f"p_{number:08x}",
        role="Head of service",
        group="Leaders",
        parts=("measure", "act"),
    )
    return msgspec.structs.replace(plain, **changes)


def answer(key: str, number: int = 1, name: str = "first", **changes: Any) -> Recorded:
    plain = Recorded(
        assessment=name,
        sheet=f"p_{number:08x}",
        question="governance.owner",
        said=Answer(value=3, comment="As the charter says", evidence=("charter",)),
        key=key,
        source="terminal",
        at=MOMENT,
    )
    return msgspec.structs.replace(plain, **changes)


def evidence(name: str = "first", identity: str = "charter", **changes: Any) -> EvidenceKept:
    record = Evidence(id=identity, kind="document", title="Charter", date=DAY, covers=("governance.owner",))
    return msgspec.structs.replace(EvidenceKept(assessment=name, record=record), **changes)


def target(name: str = "first", level: float = 3.5) -> TargetKept:
    return TargetKept(assessment=name, target=Target(part="measure", level=level, by=DAY, why="The board asked"))


def snapshots() -> tuple[Snapshot, ...]:
    return tuple(Snapshot(sha256=sha256, kind=kind, body=b'{"\xc3\xa9": 1}') for kind, sha256 in HASHES.items())


def closing(number: int = 1, name: str = "first") -> Closing:
    return Closing(
        assessment=name,
        number=number,
        date=DAY,
        by="Ann",
        rule_version="1",
        fingerprint="f" * 64,
        playbook=HASHES["playbook"],
        questionnaire=HASHES["questionnaire"],
        answers=HASHES["answers"],
        scores=HASHES["scores"],
    )


def reopening(name: str = "first") -> Reopening:
    return Reopening(assessment=name, date=DAY, by="Ann", reason="A form came late")


def restatement(number: int = 1, name: str = "first", respondent: str = "p_00000001") -> RestatementKept:
    change = AnswerChange(
        respondent=respondent,
        question="governance.owner",
        old=Answer(value=3, comment="As the charter says", evidence=("charter",)),
        new=Answer(value=2, comment="The charter was never signed"),
    )
    made = Restatement(number=number, date=DAY, by="Ann", reason="Misread", change=change)
    return RestatementKept(assessment=name, restatement=made)


def entry(text: str = "a backup was put back") -> LogEntry:
    return LogEntry(at=MOMENT, what="restore", text=text)


def started(number: int = 1) -> tuple[Record, ...]:
    """Return an assessment with so many people in it."""
    people = range(1, number + 1)
    return (assessment(), *map(person, people), *map(sheet, people))

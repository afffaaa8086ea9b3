"""An open workspace in memory, with people and answers, short to write."""

import datetime as dt
from pathlib import Path
from typing import Any

import msgspec

from cxdna.answers.model import Answer, Basis, Mode
from cxdna.organisation.model import Profile
from cxdna.store.memory import MemoryStore
from cxdna.store.model import Closing, Person, Recorded, Sheet
from cxdna.workflows.current import Current, look_at
from cxdna.workflows.evidence.record import Offer
from cxdna.workflows.life.open import open_assessment
from cxdna.workspace.model import Settings, Workspace

TODAY = dt.date(2026, 11, 28)
NOW = dt.datetime(2026, 11, 28, 9, tzinfo=dt.UTC)
NO_HASH = "0" * 64
PROFILE = Profile(
    name="Alder Energy",
    sector="energy_and_utilities",
    employees=380,
    country="GB",
    time_zone="Europe/London",
    currency="GBP",
    languages=("en",),
    channels=("phone",),
    business_model="both",
    key_accounts=True,
)


def workspace_in(folder: Path, **settings: Any) -> Workspace:
    """Return a workspace in a folder, which is made."""
    folder.mkdir(exist_ok=True)
    return Workspace(folder, Settings(id="w_00000000", organisation=PROFILE, **settings))


def opened_in(folder: Path, mode: Mode = "named", basis: Basis = "as_answered", **settings: Any) -> Current:
    """Return a workspace in a folder with its first assessment open."""
    workspace = workspace_in(folder, **settings)
    store = MemoryStore()
    open_assessment(
        store, workspace, title="Assessment 2026", questionnaire="pulse", mode=mode, basis=basis, today=TODAY
    )
    return look_at(workspace, store)


def again(now: Current) -> Current:
    """Return the same assessment as it is now."""
    return look_at(now.workspace, now.store, now.assessment.id)


def closed(now: Current) -> Current:
    """Return an assessment as one that was closed today."""
    closing = Closing(
        assessment=now.assessment.id,
        number=1,
        date=TODAY,
        by="Ann",
        rule_version="1",
        fingerprint=NO_HASH,
        playbook=NO_HASH,
        questionnaire=NO_HASH,
        answers=NO_HASH,
        scores=NO_HASH,
    )
    return msgspec.structs.replace(now, closing=closing)


def ask(now: Current, number: int, **changes: Any) -> Sheet:
    """Put a person on the list of those who are asked."""
    name = f"p_{number:08x}"
    person = Person(id=name, name=f"Person {number}", role="Head of service", group="Leaders", salt=f"{number:032x}")
    sheet = Sheet(assessment=now.assessment.id, id=name, person=name, role=person.role, group=person.group)
    if now.assessment.mode == "anonymous":
        sheet = msgspec.structs.replace(sheet, id=f"s_{number:016x}", person=None, role="")
    else:
        now.store.add(person)
    now.store.add(msgspec.structs.replace(sheet, **changes))
    return sheet


def answer(now: Current, sheet: Sheet, said: dict[str, float | str | Answer]) -> None:
    """Record the answers of a person."""
    for question, given in said.items():
        full = given if isinstance(given, Answer) else Answer(value=given)
        key = f"{sheet.id}-{question}-{len(now.store.answers(now.assessment.id))}"
        now.store.add(
            Recorded(
                assessment=now.assessment.id,
                sheet=sheet.id,
                question=question,
                said=full,
                key=key,
                source="terminal",
                at=None if sheet.person is None else NOW,
            )
        )


def answer_all(now: Current, sheet: Sheet, value: float, **other: float | str | Answer) -> None:
    """Answer every question of a person with one level, but for those named (q1_1 stands for q1.1)."""
    said: dict[str, float | str | Answer] = {question.id: value for question in now.questionnaire.questions}
    answer(now, sheet, {**said, **{name.replace("_", "."): given for name, given in other.items()}})


def offer(**changes: Any) -> Offer:
    """Return evidence that nothing is wrong with."""
    plain = Offer(kind="policy", title="Mandate of the board", date=dt.date(2026, 1, 15), covers=("q1.1",))
    return msgspec.structs.replace(plain, **changes)

"""Workspaces in memory with assessments that live: answered, closed, opened again, restated, forgotten."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import msgspec
from hypothesis import strategies as st

from cxdna.answers.model import Answer, Basis, Mode
from cxdna.answers.seal import seal_of_person, without_words
from cxdna.definitions.model import Question
from cxdna.errors import UserError
from cxdna.organisation.model import Decision, Evidence, Outcome, Respondent, Target, Written
from cxdna.plan.model import Action, FigureOf, KpiFigure, Milestone, PlanHead, Task
from cxdna.store.latest import evidence_that_holds
from cxdna.store.memory import MemoryStore
from cxdna.store.model import (
    ActionKept,
    Assessment,
    DecisionKept,
    EvidenceKept,
    Following,
    KpiKept,
    Person,
    PlanKept,
    Recorded,
    Sheet,
    TargetKept,
    WrittenKept,
)
from cxdna.workflows.current import Current, gather, look_at
from cxdna.workflows.life.close import close_assessment
from cxdna.workflows.life.open import open_assessment
from cxdna.workflows.life.reopen import reopen
from cxdna.workflows.life.restate import propose, restate
from cxdna.workflows.life.restate_change import AnswerAsk, Ask, EvidenceAsk, TargetAsk
from cxdna.workspace.model import Settings, Workspace
from tests.scores.building import profile

DAY = dt.date(2026, 11, 20)
MOMENT = dt.datetime(2026, 11, 20, 9, 0, tzinfo=dt.UTC)
PEOPLE = (
    ("p_00000001", "Ruth Okafor", "Head of service", "Heads"),
    ("p_00000002", "Jan Smits", "Field engineer", "Staff"),
    ("p_00000003", "Mei Lin", "Team lead", "Staff"),
)


def salt(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:32]


class Living:
    """One workspace and its newest assessment."""

    def __init__(self, folder: Path, mode: Mode = "named", basis: Basis = "as_answered") -> None:
        self.store = MemoryStore()
        self.workspace = Workspace(folder, Settings(id="w_test", organisation=profile(name="Alder")))
        self.id = self.open(mode, basis).id
        self.keys = 0

    def open(
        self, mode: Mode = "named", basis: Basis = "as_answered", previous: Assessment | None = None
    ) -> Assessment:
        made = open_assessment(
            self.store,
            self.workspace,
            title="Assessment 2026",
            questionnaire="pulse",
            mode=mode,
            basis=basis,
            today=DAY,
            previous=previous,
        )
        self.id = made.id
        return made

    @property
    def now(self) -> Current:
        return look_at(self.workspace, self.store, self.id)

    def ask(self, *people: tuple[str, str, str, str]) -> "Living":
        for person, name, role, group in people or PEOPLE:
            self.store.add(
                Person(id=person, name=name, role=role, group=group, salt=salt(person)),
                Sheet(assessment=self.id, id=person, person=person, role=role, group=group),
            )
        return self

    def ask_anonymous(self, *sheets: str, group: str = "Staff") -> "Living":
        for sheet in sheets:
            self.store.add(Sheet(assessment=self.id, id=sheet, person=None, role=group, group=group))
        return self

    def say(self, sheet: str, question: str, said: float | str | Answer, round_: int = 1) -> "Living":
        self.keys += 1
        answer = said if isinstance(said, Answer) else Answer(value=said)
        mode = next(one.mode for one in self.store.assessments() if one.id == self.id)  # `now` reads the definitions
        at = None if mode == "anonymous" else MOMENT
        self.store.add(
            Recorded(
                assessment=self.id,
                sheet=sheet,
                question=question,
                said=answer,
                key=f"k{self.keys}",
                source="terminal",
                round=round_,
                at=at,
            )
        )
        return self

    def show(self, record_id: str, *covers: str, kind: str = "policy", **fields: object) -> "Living":
        date = fields.pop("date", dt.date(2026, 10, 1))
        record = Evidence(id=record_id, kind=kind, title=f"Record {record_id}", date=date, covers=covers, **fields)  # type: ignore[arg-type]
        self.store.add(EvidenceKept(assessment=self.id, record=record))
        return self

    def aim(self, part: str, level: float) -> "Living":
        self.store.add(TargetKept(assessment=self.id, target=Target(part=part, level=level)))
        return self

    def close(self, date: dt.date = DAY) -> "Living":
        close_assessment(self.now, date=date, by="Ann Lee")
        return self

    def forget(self, person: str) -> "Living":
        words, seals = {}, {}
        known = next(one for one in self.store.people() if one.id == person)
        for one in self.store.assessments():
            for sheet in self.store.sheets(one.id):
                if sheet.person == person:
                    whole = Respondent(id=person, name=known.name, role=sheet.role, group=sheet.group, salt=known.salt)
                    seals[one.id] = seal_of_person(whole)
            for kept in self.store.answers(one.id, person):
                words[kept.seq] = without_words(kept.said, kept.question, known.salt)
        self.store.forget(person, MOMENT, words, seals)
        return self

    def answered(self) -> "Living":
        """Return a small assessment with everything in it, still open."""
        self.ask()
        for at, question in enumerate(self.now.questionnaire.questions[:6]):
            for person, *_ in PEOPLE[:2]:
                if question.options:
                    self.say(person, question.id, question.options[0].id)
                else:
                    self.say(person, question.id, at % 5 + 1)
        second = self.now.questionnaire.questions[1].id
        self.say(PEOPLE[0][0], second, Answer(value=4, comment="We count it each month.", evidence=("charter",)))
        self.say(PEOPLE[1][0], self.now.questionnaire.questions[2].id, Answer(not_applicable="No field service"))
        part = self.now.questionnaire.questions[0].part
        return self.show("charter", part).show("minutes", part, kind=self._kind()).aim(part, 4)

    def _kind(self) -> str:
        return self.now.playbook.evidence.kinds[1].id


class Step(NamedTuple):
    """Something that may happen to an assessment; numbers choose whom and what it is about."""

    what: str
    who: int = 0
    where: int = 0
    value: int = 1


STEPS = (
    *("say", "say", "say", "apply", "comment", "show", "withdraw", "aim", "ask", "close", "reopen", "restate"),
    *("plan", "decide", "measure", "word"),
)
steps = st.lists(
    st.builds(Step, st.sampled_from((*STEPS, "forget")), st.integers(0, 4), st.integers(0, 23), st.integers(1, 5)),
    min_size=1,
    max_size=25,
)


def lived(folder: Path, mode: Mode, drawn: Sequence[Step]) -> Living:
    """Return an assessment to which all that happened which its life allows."""
    living = Living(folder, mode)
    if mode == "anonymous":
        living.ask_anonymous("s_0000000000000001", "s_0000000000000002")
    else:
        living.ask()
    for step in drawn:
        _happen(living, step)
    return living


def _happen(living: Living, step: Step) -> None:
    now = living.now
    sheets = [sheet.id for sheet in living.store.sheets(living.id)]
    sheet = sheets[step.who % len(sheets)]
    question = now.questionnaire.questions[step.where % len(now.questionnaire.questions)]
    value: float | str = question.options[step.value % len(question.options)].id if question.options else step.value
    forgotten = {one.id for one in living.store.people() if one.forgotten}
    if step.what == "forget":
        if now.assessment.mode != "anonymous" and sheet not in forgotten:
            living.forget(sheet)
    elif step.what in {"plan", "decide", "measure", "word"}:
        living.store.add(*_followed(living.id, step))
    elif now.closing is not None:
        if step.what == "reopen":
            reopen(now, by="Ann Lee", reason="More came in", day=DAY, moment=MOMENT)
        elif step.what == "restate":
            _restate(living, step, sheet, value)
    elif step.what == "ask":
        _ask(living, step, forgotten)
    elif step.what == "close" and gather(now, DAY).sheets:
        living.close()
    else:
        _record(living, step, sheet, question, value)


def _followed(assessment: str, step: Step) -> tuple[Following, ...]:
    """Return what goes on whether an assessment is closed or open."""
    name, day = f"{step.who + 1}", dt.date(2027, step.value, 1)
    if step.what == "decide":
        outcome: Outcome | None = "taken" if step.value > 2 else None
        asked = Decision(
            id=f"d{name}", what="Pay for it", who="The board", by=day, cost=step.value / 10, outcome=outcome
        )
        return (DecisionKept(assessment=assessment, decision=asked),)
    if step.what == "measure":
        figure: FigureOf = ("baseline", "target", "actual")[step.value % 3]
        value = None if figure == "baseline" else step.where / 8
        return (KpiKept(assessment=assessment, figure=KpiFigure(kpi="nps", figure=figure, value=value, on=day)),)
    if step.what == "word":
        text = "" if step.value == 1 else f"Said \u201c{step.where}\u201d\n\nand more"
        written = Written(place=f"place.{name}", text=text, by="Ruth Okafor", on=day)
        return (WrittenKept(assessment=assessment, written=written),)
    milestone = Milestone(what="Baseline measured", due=day)
    task = Task(what="Ask", assignee="Jan Smits", why="It matters")
    drafted = Action(id=f"a{name}", title=f"Action {name}", closes=("q1.1",), to_level=float(step.value))
    action = msgspec.structs.replace(
        drafted, owner="Mei Lin", status="agreed", progress=step.where, milestones=(milestone,), tasks=(task,)
    )
    head = PlanKept(assessment=assessment, head=PlanHead(start=day, owners={"Head of service": "Ruth Okafor"}))
    kept = ActionKept(
        assessment=assessment,
        action=action,
        drafted=drafted if step.value > 1 else None,
        dropped=step.value == 5,
        why="Agreed\nby all",
        by="Ruth Okafor",
        at=MOMENT,
    )
    return (head, kept) if step.value > 3 else (kept,)


def _ask(living: Living, step: Step, forgotten: set[str]) -> None:
    if living.now.assessment.mode == "anonymous":
        living.ask_anonymous(f"s_{step.where:016x}", group="Heads")
    elif f"p_{step.where + 16:08x}" not in forgotten:
        living.ask((f"p_{step.where + 16:08x}", f"Somebody {step.where}", "Clerk", "Others"))


def _record(living: Living, step: Step, sheet: str, question: Question, value: float | str) -> None:
    records = evidence_that_holds(living.store.evidence(living.id))
    match step.what:
        case "say":
            cited = tuple(one.record.id for one in records)[: step.value % 2]
            living.say(sheet, question.id, Answer(value=value, evidence=cited), round_=1 + step.who % 2)
        case "apply":
            living.say(sheet, question.id, Answer(not_applicable=f"Not here: {step.value}"))
        case "comment":
            living.say(sheet, question.id, Answer(value=value, comment=f"Said {step.value}, \u201cquoted\u201d"))
        case "show":
            living.show(f"e{step.value}", question.part, date=dt.date(2026, step.value, 1))
        case "withdraw":
            living.store.add(*(msgspec.structs.replace(one, withdrawn=True, seq=0) for one in records[:1]))
        case "aim":
            living.aim(question.part, float(step.value))
        case _:
            pass


def _restate(living: Living, step: Step, sheet: str, value: float | str) -> None:
    now = living.now
    question = now.questionnaire.questions[step.where % len(now.questionnaire.questions)]
    records = [record.id for record in gather(now, DAY).evidence]
    ask: Ask = AnswerAsk(sheet, question.id, str(value) if step.value > 1 else "n/a It is not done here")
    if step.value % 3 == 0:
        ask = TargetAsk(question.part, str(step.value))
    elif step.value == 5 and records:
        ask = EvidenceAsk(records[0], withdraw=True)
    with suppress(UserError):  # that it says so already is no mistake here
        restate(now, propose(now, ask, by="Ann Lee", reason="It was typed wrongly", today=DAY))

"""Records to keep, short to write."""

import datetime as dt
from typing import Any

import msgspec

from cxdna.alerts.model import Alert
from cxdna.answers.model import Answer, AnswerChange, Restatement
from cxdna.definitions.model import Requirement
from cxdna.organisation.model import Decision, Evidence, Target, Written
from cxdna.plan.model import Action, CustomersView, KpiFigure, Milestone, PlanHead, Task
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
    SnapshotKind,
    TargetKept,
    VoiceItem,
    VoiceKept,
    WrittenKept,
)
from cxdna.voice.counts.model import Cell, Counts, Returned
from cxdna.voice.model import AwardYear, Checked, Effect, Facing, SurveyFile, Training
from cxdna.voice.survey.model import Columns, Earlier, Exclusion, Scale, Survey, SurveyQuestion, Window

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


def plan(name: str = "first", **changes: Any) -> PlanKept:
    head = PlanHead(start=DAY, drafted=DAY, at_once=3, most=12, owners={"Head of service": "Ann"})
    return PlanKept(assessment=name, head=msgspec.structs.replace(head, **changes))


def action(identity: str = "a1", name: str = "first", **changes: Any) -> ActionKept:
    """Return an action in which every field says something."""
    full = Action(
        id=identity,
        title="One plan form with five gates",
        template="one_form",
        closes=("q10.1", "corrective_action"),
        from_level=2,
        to_level=3,
        priority=4,
        kind="preventive",
        trigger="audit",
        problem="Actions have no owner.\n\nSince spring.",
        containment="The board asks each month.",
        cause="No form asks.",
        cause_is="tested",
        what="One form for all.",
        tasks=(Task(what="Draw it", assignee="Bo", why="All else hangs on it", due=DAY, done=DAY),),
        deliverable="The form",
        proof="Complaints do not come back.",
        customers=CustomersView(problem="It comes back", solution="Good", effect="Not asked"),
        owner="Ann",
        owner_role="Head of service",
        start=DAY,
        due=DAY,
        milestones=(Milestone(what="Baseline measured", due=DAY, done=DAY),),
        review=DAY,
        effort="medium",
        cost=1250.5,
        needs=("a2",),
        waits_for=(Requirement(part="governance", at=3),),
        risk="Too long a form.",
        kpi="repeat_contacts",
        more_kpis=("complaints",),
        status="blocked",
        progress=40,
        begun=DAY,
        done=DAY,
        blocked_by="No budget yet",
        agreed=DAY,
        agreed_by="The board",
        note="Looked at in June.",
    )
    kept = ActionKept(
        assessment=name, action=full, drafted=Action(id=identity, title="Drafted"), why="Agreed", by="Ann", at=MOMENT
    )
    return msgspec.structs.replace(kept, **changes)


def decision(identity: str = "d1", name: str = "first", **changes: Any) -> DecisionKept:
    asked = Decision(
        id=identity, what="Pay for the form", who="The board", by=DAY, cost=9000, if_not="It stays as it is"
    )
    return DecisionKept(assessment=name, decision=msgspec.structs.replace(asked, **changes))


def kpi(name: str = "first", **changes: Any) -> KpiKept:
    figure = KpiFigure(kpi="repeat_contacts", figure="actual", value=12.25, on=DAY, period="November", source="Desk")
    return KpiKept(assessment=name, figure=msgspec.structs.replace(figure, **changes))


def words(name: str = "first", **changes: Any) -> WrittenKept:
    said = Written(place="answer.headline", text="Written \u201cby hand\u201d", over="a" * 64, by="Ann", on=DAY)
    return WrittenKept(assessment=name, written=msgspec.structs.replace(said, **changes))


def following(name: str = "first") -> tuple[Following, ...]:
    """Return a record of each kind of what goes on after closing, some in more than one state."""
    return (
        plan(name),
        action("a1", name),
        action("a2", name, drafted=None, dropped=True, why="Not now", by=""),
        decision("d1", name),
        kpi(name),
        kpi(name, figure="baseline", value=None),
        words(name),
        words(name, text="", over=""),
        action("a1", name, why="Once more"),
        decision("d1", name, outcome="taken", closed=DAY, note="Yes"),
        plan(name, drafted=None),
    )


def survey(identity: str = "pulse", **changes: Any) -> Survey:
    """Return a survey in which every field says something."""
    question = SurveyQuestion(
        id="overall",
        text="How satisfied are you?",
        about="satisfaction",
        column="Overall",
        scale=Scale(low=1, high=5, anchors={"5": "exceeded", "1": "missed by far"}),
        earlier=(Earlier(until="2025-06", scale=Scale(low=1, high=10)),),
        bridge="200 customers answered on both.",
        item="overall",
        practices=("governance.owner",),
        parts=("measure",),
    )
    plain = Survey(
        id=identity,
        title="Quarterly pulse",
        columns=Columns(respondent="Id", event_date="Date", category="Category"),
        segments={"region": "Region"},
        cuts=(("category", "region"),),
        late_after_days=30,
        no_answer=("n/a",),
        exclude=(Exclusion(column="Id", values=("test",), reason="Test records"),),
        key_tiers=("A",),
        dispositions={"refused": ("declined",)},
        questions=(question,),
    )
    return msgspec.structs.replace(plain, **changes)


def survey_file(identity: str = "pulse", sha256: str = "a" * 64, **changes: Any) -> SurveyFile:
    """Return a file of two months, one of its cells with weights that no 64 bits hold."""
    counts = Counts(
        rows=42,
        cells=(
            Cell("overall", 202601, "2026 Q1", "counted", (), 5, 30, 30_000_000, 30_000_000_000_000),
            Cell("overall", 202602, "2026 Q1", "no_answer", (("category", "Field"),), None, 12, 2**40, 2**70),
        ),
        returned=(Returned("2026 Q1", "refused", 3),),
        revenues=(("acme", "1000.50"),),
        first=DAY,
        last=DAY,
    )
    plain = SurveyFile(
        survey=identity,
        sha256=sha256,
        name="q1.csv",
        place="in/q1.csv",
        added=DAY,
        by="Ann",
        survey_hash="b" * 64,
        counts=counts,
    )
    return msgspec.structs.replace(plain, **changes)


def alert(identity: str = "r_1", **changes: Any) -> Alert:
    plain = Alert(
        id=identity,
        trigger="very_low",
        sort="risk",
        title="A very low score",
        survey="pulse",
        reply="c" * 64,
        raised=MOMENT,
        event=DAY,
        account="acme",
        why="2 on 1 to 5",
        owner="Head of service",
        escalation="usual",
    )
    return msgspec.structs.replace(plain, **changes)


def heard(item: VoiceItem, by: str = "Ann") -> VoiceKept:
    return VoiceKept(item=item, at=MOMENT, by=by)


def voice() -> tuple[VoiceKept, ...]:
    """Return a record of each kind of customers' voice, some in more than one state."""
    window = Window(name="year", purpose="award", first=202601, last=202612, fixed=DAY, by="Ann", survey="pulse")
    trained = Training(id="t_1", person="Ann", curriculum="Relationships", date=DAY, expires=DAY)
    looked = Checked(about="pulse", check="frame", answer="partly", evidence="The list of June", on=DAY)
    effect = Effect(
        assessment="first",
        action="a1",
        survey="pulse",
        question="overall",
        cut=(("category", "Field"),),
        before=(202601, 202603),
        after=(202604, 202606),
        on=DAY,
    )
    items: tuple[VoiceItem, ...] = (
        survey(),
        survey_file(),
        survey_file(sha256="d" * 64),
        window,
        trained,
        msgspec.structs.replace(trained, withdrawn=True),
        msgspec.structs.replace(trained, id="t_2", person="Bo", expires=None),
        Facing(people=12, on=DAY),
        Facing(people=14, on=DAY),
        looked,
        msgspec.structs.replace(looked, answer="yes"),
        AwardYear(data_year=2025, award_year=2026, unit="North"),
        effect,
        alert(),
        alert(state="taken", taken=MOMENT, taken_by="Bo"),
        alert("r_2"),
        survey_file(sha256="d" * 64, withdrawn=True),
        survey(title="Pulse of every quarter"),
    )
    return tuple(map(heard, items))


def started(number: int = 1) -> tuple[Record, ...]:
    """Return an assessment with so many people in it."""
    people = range(1, number + 1)
    return (assessment(), *map(person, people), *map(sheet, people))

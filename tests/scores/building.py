"""Small playbooks, questionnaires and answers, as short as tests can read them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from cxdna.answers.model import Answer, AnswersFile, AnswerSheet, AssessmentHead, Basis
from cxdna.definitions.model import (
    EvidenceKind,
    EvidenceRule,
    Level,
    LevelNeeds,
    Need,
    Option,
    Part,
    Playbook,
    Question,
    Questionnaire,
)
from cxdna.organisation.model import Evidence, Profile, Respondent, Target
from cxdna.scores.model import PartScore

CLOSING = dt.date(2026, 11, 20)
Said = float | str | Answer

# The table of domain.md 6.5.
RULE = EvidenceRule(
    without=2,
    kinds=(
        EvidenceKind(id="policy", name="Policy", counts_as="document", fresh_months=24),
        EvidenceKind(id="minutes", name="Minutes", counts_as="record", fresh_months=12),
        EvidenceKind(id="figures", name="Figures", counts_as="data", fresh_months=6),
        EvidenceKind(id="audit", name="Audit", counts_as="independent_check", fresh_months=24),
        EvidenceKind(id="survey", name="Customer survey", counts_as="outcome", fresh_months=12),
        EvidenceKind(id="interview", name="Interview", counts_as="testimony", fresh_months=12),
    ),
    levels=(
        LevelNeeds(level=3, needs=(Need(of="document"), Need(of="record"))),
        LevelNeeds(level=4, needs=(Need(of="data", periods=4),)),
        LevelNeeds(level=5, needs=(Need(of="independent_check"), Need(of="outcome"))),
    ),
)


def levels(*values: float) -> tuple[Level, ...]:
    return tuple(Level(value=value, name=f"L{value:g}", meaning="What it means.") for value in values)


def part(part_id: str, *parts: Part, **fields: Any) -> Part:
    return Part(id=part_id, name=part_id.capitalize(), aim="Why it is there.", parts=parts, **fields)


def playbook(*parts: Part, **fields: Any) -> Playbook:
    """Return a playbook of five levels, target 3, with one leaf `a` unless parts are given."""
    given: dict[str, Any] = {
        "levels": levels(1, 2, 3, 4, 5),
        "tiers": ("Phase", "Component"),
        "default_target": 3,
        "evidence": RULE,
        **fields,
    }
    return Playbook(id="book", version="1.0", name="The book", summary="A book.", parts=parts or (part("a"),), **given)


def question(question_id: str, part_id: str = "a", **fields: Any) -> Question:
    """Return a question with five described levels unless it is given options."""
    if "options" not in fields and "levels" not in fields:
        fields["levels"] = tuple(f"Text of level {level}." for level in range(1, 6))
    fields.setdefault("text", f"Is {question_id} done?")
    return Question(
        id=question_id,
        part=part_id,
        practice=f"Practice {question_id}",
        why="It matters.",
        proof="A paper.",
        ask=("Anybody",),
        **fields,
    )


def options(**values: float) -> tuple[Option, ...]:
    return tuple(Option(id=name, text=name, value=value) for name, value in values.items())


def questionnaire(*questions: Question, version: str = "1.0") -> Questionnaire:
    return Questionnaire(
        id="asked", version=version, playbook="book", name="Asked", summary="What is asked.", questions=questions
    )


def profile(**fields: Any) -> Profile:
    given: dict[str, Any] = {
        "name": "Alder",
        "sector": "banking",
        "employees": 380,
        "country": "GB",
        "time_zone": "Europe/London",
        "currency": "GBP",
        "languages": ("en",),
        "channels": ("phone", "email"),
        "business_model": "consumers",
        **fields,
    }
    return Profile(**given)


def evidence(record_id: str, kind: str, date: dt.date = dt.date(2026, 10, 1), **fields: Any) -> Evidence:
    return Evidence(id=record_id, kind=kind, title=f"Record {record_id}", date=date, **fields)


def answers(
    *sheets: Mapping[str, Said],
    people: Sequence[str] | None = None,
    basis: Basis = "as_answered",
    date: dt.date = CLOSING,
    targets: Sequence[Target] = (),
    records: Sequence[Evidence] = (),
    organisation: Profile | None = None,
    title: str = "Assessment",
) -> AnswersFile:
    """Return an answers file with one sheet a person; people are p1, p2 ... unless they are named."""
    ids = list(people) if people is not None else [f"p{index + 1}" for index in range(len(sheets))]
    return AnswersFile(
        organisation=organisation or profile(),
        assessment=AssessmentHead(
            id="assessment", title=title, questionnaire="asked", questionnaire_version="1.0", date=date, basis=basis
        ),
        targets=tuple(targets),
        respondents=tuple(Respondent(id=one, name=one, role="Somebody", group="All") for one in ids),
        evidence=tuple(records),
        sheets=tuple(AnswerSheet(respondent=one, answers=dict(sheet)) for one, sheet in zip(ids, sheets, strict=False)),
    )


def not_applicable(reason: str = "no field service") -> Answer:
    return Answer(not_applicable=reason)


def full_proof(*covers: str) -> tuple[Evidence, ...]:
    """Return fresh evidence for every level."""
    return (
        evidence("E1", "policy", covers=covers),
        evidence("E2", "minutes", covers=covers),
        evidence("E3", "figures", covers=covers, periods=4),
        evidence("E4", "audit", covers=covers),
        evidence("E5", "survey", covers=covers),
    )


def f(text: str | int) -> Fraction:
    return Fraction(text)


def reached(one: PartScore) -> str:
    """Return a part's level in words; "" where it has none."""
    return one.level.words if one.level else ""

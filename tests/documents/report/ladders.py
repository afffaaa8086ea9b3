"""Playbooks of other shapes than ours: other numbers of levels and tiers, other methods, options instead of levels."""

from __future__ import annotations

from cxdna.answers.model import AnswersFile, AnswerSheet, AssessmentHead
from cxdna.definitions.model import (
    EvidenceKind,
    EvidenceRule,
    Level,
    LevelNeeds,
    Method,
    Need,
    Option,
    Part,
    Playbook,
    Policies,
    Question,
    Questionnaire,
)
from cxdna.organisation.model import Profile, Respondent, Target

LONG_NAME = "Everything that somebody has to know about the way in which customers are kept informed while they wait"


def flat() -> tuple[Playbook, Questionnaire]:
    """Return three levels from 0 to 100, one tier, points that are added up, and questions with options or levels."""
    areas = ("Listening", "Answering", "Mending", "Learning")
    playbook = Playbook(
        id="flat",
        version="1.0",
        name="Flat",
        summary="One tier, three levels.",
        levels=tuple(
            Level(value=value, name=name, meaning=f"{name} it is.")
            for value, name in ((0, "Absent"), (50, "Partly there"), (100, "Complete"))
        ),
        tiers=("Area",),
        method="sum",
        default_target=75,
        evidence=EvidenceRule(
            without=50,
            kinds=(EvidenceKind(id="paper", name="Paper", counts_as="document", fresh_months=12),),
            levels=(LevelNeeds(level=100, needs=(Need(of="document"),)),),
        ),
        parts=tuple(
            Part(id=area.lower(), name=area, aim=f"{area} well.", weight=index) for index, area in enumerate(areas, 1)
        ),
    )
    options = (("never", 0), ("seldom", 20), ("mostly", 80), ("always", 100))
    questions = []
    for index, area in enumerate(areas, 1):
        questions += [
            _question(f"q{index}.1", area.lower(), levels=("Not at all.", "In part.", "In full.")),
            _question(
                f"q{index}.2",
                area.lower(),
                options=tuple(Option(id=name, text=name.capitalize(), value=value) for name, value in options),
            ),
        ]
    return playbook, _questionnaire("flat", questions)


def deep() -> tuple[Playbook, Questionnaire]:
    """Return seven levels with long names, three tiers, and a method of its own for each part."""
    methods: tuple[Method, ...] = ("minimum", "cumulative_gate", "median", "maximum", "weighted_mean", "sum")
    of_fields: tuple[Method, ...] = ("minimum", "cumulative_gate", "sum")
    practices = [
        Part(
            id=method,
            name=f"{LONG_NAME}: {method}" if index == 1 else method.replace("_", " ").capitalize(),
            aim="To be scored by a method of its own.",
            good="It is.",
            method=method,
        )
        for index, method in enumerate(methods)
    ]
    fields = [
        Part(
            id=f"field_{n}",
            name=f"Field {n}",
            aim="To hold practices.",
            method=method,
            parts=tuple(practices[2 * n - 2 : 2 * n]),
        )
        for n, method in enumerate(of_fields, 1)
    ]
    playbook = Playbook(
        id="deep",
        version="2.1",
        name="Deep",
        summary="Three tiers, seven levels.",
        levels=tuple(
            Level(value=value, name=f"Level of great maturity and renown {value}", meaning="As it says.")
            for value in range(1, 8)
        ),
        tiers=("Pillar", "Field", "Practice"),
        method="minimum",
        default_target=5,
        policies=Policies(not_applicable="counts_as_target", unanswered="counts_as_lowest"),
        evidence=EvidenceRule(
            without=3,
            kinds=(EvidenceKind(id="paper", name="Paper", counts_as="document", fresh_months=12),),
            levels=(LevelNeeds(level=4, needs=(Need(of="document"),)),),
        ),
        parts=(
            Part(id="pillar_1", name="Pillar 1", aim="To hold fields.", good="Both stand.", parts=tuple(fields[:2])),
            Part(id="pillar_2", name=LONG_NAME, aim="To hold a field.", parts=(fields[2],)),
        ),
    )
    levels = tuple(f"What one sees at level {value}." for value in range(1, 8))
    questions = []
    for index, method in enumerate(methods, 1):
        gate = method == "cumulative_gate"
        questions += [
            _question(f"Q-{index}.A", method, levels=levels, tests_level=2 if gate else None),
            _question(f"Q-{index}.B", method, levels=levels, tests_level=4 if gate else None),
            _question(
                f"Q-{index}.C",
                method,
                options=(Option(id="no", text="No", value=1), Option(id="yes", text="Yes", value=6.5)),
                tests_level=6 if gate else None,
            ),
        ]
    return playbook, _questionnaire("deep", questions)


def _question(
    name: str,
    part: str,
    levels: tuple[str, ...] = (),
    options: tuple[Option, ...] = (),
    tests_level: float | None = None,
) -> Question:
    return Question(
        id=name,
        part=part,
        practice=f"The practice of {name}",
        text=f"Is {name} practised?",
        why="Somebody has to.",
        proof="A paper.",
        ask=("Anybody",),
        levels=levels,
        options=options,
        tests_level=tests_level,
    )


def _questionnaire(playbook: str, questions: list[Question]) -> Questionnaire:
    return Questionnaire(
        id=f"ask_{playbook}", version="1.0", playbook=playbook, name="Asks", summary="Asks.", questions=tuple(questions)
    )


def answers_to(questionnaire: Questionnaire, head: AssessmentHead, profile: Profile, shift: int = 0) -> AnswersFile:
    """Return answers of six people in two groups that go through all levels and options, each from another start."""
    people = tuple(
        Respondent(id=f"p{n}", name=f"Person {n}", role="Adviser", group="Leaders" if n < 3 else "Front line")
        for n in range(6)
    )
    sheets = []
    for number, person in enumerate(people):
        said: dict[str, float | str] = {}
        for index, question in enumerate(questionnaire.questions):
            choice: list[float | str] = [option.id for option in question.options] or list(
                LEVELS[questionnaire.playbook]
            )
            said[question.id] = choice[(index + number // 2 + shift) % len(choice)]
        sheets.append(AnswerSheet(respondent=person.id, answers=dict(said)))
    return AnswersFile(
        organisation=profile,
        assessment=head,
        targets=(Target(part=questionnaire.playbook, level=LEVELS[questionnaire.playbook][-1]),),
        respondents=people,
        sheets=tuple(sheets),
    )


LEVELS: dict[str, list[float]] = {"flat": [0, 50, 100], "deep": [1, 2, 3, 4, 5, 6, 7]}

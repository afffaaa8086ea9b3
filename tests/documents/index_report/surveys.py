"""Surveys with answers for the tests of index reports: an ordinary one, and every extreme that a page must hold."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from random import Random
from typing import Any, Final

import msgspec

from cxdna.documents.colours import DEFAULT_ACCENT, ramp
from cxdna.documents.index_report.material import IndexMaterial
from cxdna.documents.index_report.measure import measure
from cxdna.documents.material import Look
from cxdna.voice.audit.checks import CHECKS
from cxdna.voice.audit.model import Audit, Outcome, Result
from cxdna.voice.counts.model import MILLION, Cell, Counts, Returned
from cxdna.voice.indices.model import Span
from cxdna.voice.indices.waves import span_of, wave_of, whole_span
from cxdna.voice.model import Fielded, SurveyFile
from cxdna.voice.survey.model import Columns, Earlier, Exclusion, Scale, Survey, SurveyQuestion, Window

TODAY: Final = dt.date(2027, 1, 18)
FIVE: Final = Scale(
    low=1,
    high=5,
    anchors={"1": "failed", "2": "below", "3": "met", "4": "above", "5": "exceeded what I expected"},
)
TEN: Final = Scale(low=0, high=10)
LOOK: Final = Look(DEFAULT_ACCENT, tuple((one.background, one.text) for one in ramp(DEFAULT_ACCENT)))
LONG: Final = tuple(
    f"{name} and everything that belongs to it in the northern and southern regions"
    for name in (
        "Field service",
        "Technical support",
        "Account management",
        "Customer service",
        "Commissioning",
        "Spare parts",
        "Training",
        "Contracts",
        "Complaints",
        "Portal",
        "Remote diagnostics",
        "Recycling",
    )
)

Answer = tuple[str, int, str, Mapping[str, str], int | None]
"""A question, month, standing, the groups of an answer, and its score."""


def satisfaction(scale: Scale = FIVE, **more: object) -> SurveyQuestion:
    """Return a question on satisfaction."""
    text = "How satisfied are you with what we did for you this time?"
    return SurveyQuestion(id="satisfaction", text=text, about="satisfaction", column="sat", scale=scale, **more)  # type: ignore[arg-type]  # of the struct


def recommendation(scale: Scale = TEN) -> SurveyQuestion:
    """Return a question on recommendation."""
    text = "How likely are you to recommend us to somebody who does your work?"
    return SurveyQuestion(id="recommend", text=text, about="recommendation", column="rec", scale=scale)


def fielded(survey: Survey, answers: Iterable[Answer], returned: Mapping[str, int] | None = None) -> Fielded:
    """Return a survey with these answers counted at every grouping it declares, as an engine counts them."""
    found: Counter[tuple[str, int, str, str, tuple[tuple[str, str], ...], int | None]] = Counter()
    rows, months = 0, set()
    for question, month, standing, groups, level in answers:
        rows += 1
        wave = wave_of(month, survey.waves)
        months.add(month)
        found[question, month, wave, standing, (), level] += 1
        for name in survey.dimensions:
            found[question, month, wave, standing, ((name, groups.get(name, "")),), level] += 1
    cells = tuple(
        Cell(question, month, wave, standing, cut, level, n, n * MILLION, n * MILLION * MILLION)  # type: ignore[arg-type]  # standings
        for (question, month, wave, standing, cut, level), n in sorted(found.items(), key=repr)
    )
    waves = sorted({wave_of(month, survey.waves) for month in months})
    told = tuple(Returned(wave, name, n) for wave in waves for name, n in (returned or {}).items())  # type: ignore[arg-type]  # dispositions
    counts = Counts(rows=rows, cells=cells, returned=told)
    file = SurveyFile(
        survey=survey.id,
        sha256="5f1d3c0a9be27a44d1f08c36a7be90d2c4415a6b7e8f90123456789abcdef012",
        name="answers-2025-2026.csv",
        place="answers-2025-2026.csv",
        added=dt.date(2027, 1, 12),
        by="R. Okafor",
        survey_hash="0" * 64,
        counts=counts,
    )
    return Fielded(survey, (file,))


def material(of: Fielded, span: Span | None = None, **more: Any) -> IndexMaterial:
    """Return what a report of a survey is made of."""
    span = span or whole_span(of)
    return IndexMaterial(
        client="Meridian Field Services",
        consultant="Customer experience office",
        confidentiality="Confidential",
        look=LOOK,
        fielded=of,
        span=span,
        measured=measure(of, span),
        today=TODAY,
        **more,
    )


def _drawn(chance: Random, mean: float, scale: Scale) -> int:
    share = min(max(chance.gauss((mean - 1) / 4, 0.23), 0), 1)
    return scale.low + round(share * (scale.high - scale.low))


CATEGORIES: Final = {
    "Account management": 0.35,
    "Customer service": 0.1,
    "Field service": 0.25,
    "Technical support": -0.55,
}
COUNTRIES: Final = {"Austria": 0.0, "Germany": -0.1, "Poland": 0.2, "United Kingdom": 0.05}
ROLES: Final = {"decides": -0.1, "influences": 0.05, "uses": 0.1}
TIERS: Final = {"I": 0.1, "II": 0.0, "III": -0.1}
CHANNELS: Final = {"e-mail": 0.0, "phone": 0.05, "portal": -0.15}


def months(first: int, count: int) -> list[int]:
    """Return months from the first on."""
    found, year, month = [], first // 100, first % 100
    for _ in range(count):
        found.append(year * 100 + month)
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return found


def ordinary_survey(**more: object) -> Survey:
    """Return a survey with every kind of column."""
    given = {
        "id": "after_service",
        "title": "After-service survey",
        "conducted_by": "Halden Research",
        "independent": True,
        "columns": Columns(
            event_date="event",
            category="category",
            channel="channel",
            country="country",
            role="role",
            tier="tier",
            disposition="outcome",
        ),
        "late_after_days": 30,
        "exclude": (
            Exclusion(column="category", values=("test",), reason="test records"),
            Exclusion(column="company", values=("Meridian",), reason="own people", staff=True),
        ),
        "questions": (satisfaction(), recommendation()),
    }
    return Survey(**{**given, **more})  # type: ignore[arg-type]  # of the struct


def answers_of(survey: Survey, count: int, span: list[int], seed: int = 7, mean: float = 4.05) -> Iterable[Answer]:
    """Yield answers of customers who differ by category, country, role, tier and channel."""
    chance = Random(seed)
    for _ in range(count):
        month = chance.choice(span)
        picks = {
            name: chance.choice(list(of))
            for name, of in (
                ("category", CATEGORIES),
                ("country", COUNTRIES),
                ("role", ROLES),
                ("tier", TIERS),
                ("channel", CHANNELS),
            )
        }
        better = (
            CATEGORIES[picks["category"]] + COUNTRIES[picks["country"]] + ROLES[picks["role"]] + TIERS[picks["tier"]]
        )
        late = (span.index(month) + 1) / len(span) * 0.25
        standing = chance.choices(["counted", "late", "excluded", "staff"], [92, 5, 2, 1])[0]
        for question in survey.questions:
            empty = standing == "counted" and chance.random() < 0.04
            level = None if empty else _drawn(chance, mean + better + late, question.scale)
            yield question.id, month, "no_answer" if empty else standing, picks, level


RETURNED: Final = {"complete": 350, "partial": 25, "refused": 80, "no_contact": 400, "other": 15, "unknown": 130}


def audited(results: Mapping[int, Result], found: str = "") -> Audit:
    """Return an audit with these results by number, all others clear or not proved."""
    outcomes = []
    for check in CHECKS:
        result: Result = results.get(check.number, "clear" if check.computed else "not proved")
        said = found or {
            "finding": "The share of invitations fell to 91% at two of fourteen agents; chance allows 96%.",
            "remark": "Excluded rows grew from 1.2% to 2.6% between the first and the last wave.",
            "not proved": "Nobody has answered this line of the checklist.",
        }.get(result, "Nothing was found.")
        figures = (("Share", "91%"), ("Limit", "96%")) if result == "finding" else ()
        outcomes.append(Outcome(check=check, result=result, found=said, figures=figures))
    return Audit(survey="after_service", outcomes=tuple(outcomes))


def ordinary() -> IndexMaterial:
    """Two years, two questions, five groupings, response known, audited, in a window."""
    survey = ordinary_survey()
    of = fielded(survey, answers_of(survey, 2600, months(202501, 24)), RETURNED)
    window = Window(
        name="year-2026", purpose="reporting", first=202601, last=202612, fixed=dt.date(2025, 12, 10), by="R. Okafor"
    )
    return material(
        of,
        span_of(202601, 202612),
        why="the newest window for reports, fixed on 10 December 2025",
        window=window,
        windows=(window,),
        audit=audited({17: "finding", 14: "remark", 30: "remark", 21: "not applicable"}),
    )


def small() -> IndexMaterial:
    """One question with forty answers, one month, no groups, nothing known of the response."""
    survey = ordinary_survey(
        columns=Columns(event_date="event"), questions=(satisfaction(),), exclude=(), late_after_days=None
    )
    counts = {5: 18, 4: 14, 3: 3, 2: 3, 1: 2}
    return material(
        fielded(
            survey, [("satisfaction", 202603, "counted", {}, level) for level, n in counts.items() for _ in range(n)]
        )
    )


def few() -> IndexMaterial:
    """Twelve answers: no score."""
    survey = ordinary_survey(columns=Columns(event_date="event", category="category"))
    answers = [
        (question.id, 202603, "counted", {"category": "Field service"}, 4)
        for question in survey.questions
        for _ in range(12)
    ]
    return material(fielded(survey, answers))


def all_best() -> IndexMaterial:
    """Everybody gives the best score."""
    survey = ordinary_survey()
    answers = [
        (q, m, s, g, None if level is None else {"satisfaction": 5, "recommend": 10}[q])
        for q, m, s, g, level in answers_of(survey, 700, months(202601, 12))
    ]
    return material(fielded(survey, answers))


def twelve() -> IndexMaterial:
    """Twelve groups with long names, two of them hidden."""
    survey = ordinary_survey(columns=Columns(event_date="event", category="category", unit="unit"))
    chance = Random(3)
    answers = []
    for at, name in enumerate(LONG):
        for _ in range(3 if at in {4, 7} else 25 if at == 2 else 140):
            for question in survey.questions:
                level = _drawn(chance, 3.4 + at * 0.12, question.scale)
                answers.append(
                    (
                        question.id,
                        chance.choice(months(202601, 9)),
                        "counted",
                        {"category": name, "unit": name.upper()},
                        level,
                    )
                )
    return material(fielded(survey, answers))


def many_waves() -> IndexMaterial:
    """Two years by the month, one month that falls out of the row."""
    survey = ordinary_survey(waves="month", columns=Columns(event_date="event", category="category"))
    chance = Random(11)
    answers = []
    for at, month in enumerate(months(202501, 24)):
        for _ in range(20 if at == 9 else 110):
            for question in survey.questions:
                level = _drawn(chance, 2.7 if at == 15 else 3.9 + at * 0.012, question.scale)
                answers.append((question.id, month, "counted", {"category": chance.choice(list(CATEGORIES))}, level))
    return material(fielded(survey, answers))


def undated() -> IndexMaterial:
    """No dates at all, low is good on seven points, and effort."""
    turned = Scale(low=1, high=7, direction="low_is_good")
    effort = SurveyQuestion(
        id="effort",
        text="It was easy to get my problem solved.",
        about="effort",
        column="e",
        scale=Scale(low=1, high=7),
    )
    survey = ordinary_survey(
        columns=Columns(category="category"), questions=(satisfaction(turned), effort), exclude=(), late_after_days=None
    )
    chance = Random(5)
    answers = [
        (
            question.id,
            0,
            "counted",
            {"category": chance.choice(list(CATEGORIES))},
            chance.choices(range(1, 8), [30, 25, 15, 10, 8, 7, 5])[0],
        )
        for question in survey.questions
        for _ in range(260)
    ]
    return material(fielded(survey, answers))


def two_scales() -> IndexMaterial:
    """A question that was asked from 1 to 10 before, with a bridge; three answers in one wave."""
    before = Earlier(until="2025-12", scale=Scale(low=1, high=10))
    asked = satisfaction(earlier=(before,), bridge="Both scales were put to the same 200 customers in December 2025.")
    survey = ordinary_survey(columns=Columns(event_date="event", category="category"), questions=(asked,))
    chance = Random(13)
    answers: list[Answer] = []
    for month in months(202507, 12):
        scale = before.scale if month <= 202512 else asked.scale
        for _ in range(1 if 202601 <= month <= 202603 else 45):
            groups = {"category": chance.choice(list(CATEGORIES))}
            answers.append(("satisfaction", month, "counted", groups, _drawn(chance, 4.2, scale)))
    return material(fielded(survey, answers))


CASES: Final[dict[str, Callable[[], IndexMaterial]]] = {
    "ordinary": ordinary,
    "small": small,
    "few": few,
    "all best": all_best,
    "twelve": twelve,
    "many waves": many_waves,
    "undated": undated,
    "two scales": two_scales,
}


def exactly(counts: Mapping[int, int]) -> Fraction:
    """Return the mean of counted scores."""
    return Fraction(sum(score * n for score, n in counts.items()), sum(counts.values()))


__all__ = ["CASES", "TODAY", "exactly", "msgspec"]

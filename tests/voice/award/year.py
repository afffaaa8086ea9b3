"""A year of answers, ready for an award, from which tests take away what they are about."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from cxdna.voice.audit.checks import CHECKS
from cxdna.voice.audit.model import Audit, Check, Outcome, Result
from cxdna.voice.award.check import readiness
from cxdna.voice.award.checklist import BY_ID
from cxdna.voice.award.model import Line, Readiness
from cxdna.voice.counts.model import MILLION, Cell, Counts, Standing
from cxdna.voice.model import AwardYear, Checked, Facing, Fielded, SurveyFile, Training, Voice
from cxdna.voice.survey.model import Columns, Exclusion, Scale, Survey, SurveyQuestion, Window

TODAY = dt.date(2026, 2, 1)
FIVE = Scale(low=1, high=5)
GOOD = {5: 20, 4: 12, 3: 2}
"""34 answers, mean 4.53."""
CATEGORIES = ("Field service", "Technical support")
SURVEY = Survey(
    id="relations",
    title="Relationship survey",
    conducted_by="Bureau Nord",
    independent=True,
    columns=Columns(event_date="date", category="category", unit="unit"),
    exclude=(Exclusion(column="address", values=("own",), reason="own staff", staff=True),),
    questions=(
        SurveyQuestion(id="overall", text="How satisfied are you?", about="satisfaction", scale=FIVE),
        SurveyQuestion(id="recommend", text="Would you recommend us?", about="recommendation", scale=FIVE),
    ),
)


def wave(month: int) -> str:
    return f"{month // 100} Q{(month % 100 + 2) // 3}"


def cells(
    levels: Mapping[int, int],
    month: int,
    question: str,
    *,
    standing: Standing = "counted",
    **groups: str,
) -> list[Cell]:
    """Return answers at all together, and at each group alone."""
    cuts = [(), *(((name, value),) for name, value in groups.items())]
    return [
        Cell(question, month, wave(month), standing, cut, level, n, n * MILLION, n * MILLION * MILLION)
        for cut in cuts
        for level, n in levels.items()
    ]


def summed(given: Iterable[Cell]) -> tuple[Cell, ...]:
    found: dict[tuple[Any, ...], list[int]] = {}
    for cell in given:
        key = (cell.question, cell.month, cell.wave, cell.standing, cell.cut, cell.level)
        held = found.setdefault(key, [0, 0, 0])
        for at, value in enumerate((cell.n, cell.weight, cell.squares)):
            held[at] += value
    return tuple(Cell(*key, *sums) for key, sums in found.items())


def answers(
    year: int = 2025,
    months: Sequence[int] = tuple(range(1, 13)),
    satisfied: Mapping[int, int] = GOOD,
    recommending: Mapping[int, int] = GOOD,
    categories: Sequence[str] = CATEGORIES,
    unit: str = "Harbour",
) -> list[Cell]:
    """Return answers of each month in each category."""
    return [
        cell
        for month in months
        for category in categories
        for question, levels in (("overall", satisfied), ("recommend", recommending))
        for cell in cells(levels, year * 100 + month, question, category=category, unit=unit)
    ]


def file_of(given: Iterable[Cell], name: str = "2025.csv", **more: Any) -> SurveyFile:
    counts = Counts(rows=1, cells=summed(given), first=dt.date(2025, 1, 2), last=dt.date(2025, 12, 30))
    plain: dict[str, Any] = {
        "survey": "relations",
        "sha256": "ab" * 32,
        "name": name,
        "place": name,
        "added": dt.date(2026, 1, 20),
    }
    return SurveyFile(**(plain | {"survey_hash": "1" * 64, "counts": counts} | more))


def fielded(given: Iterable[Cell] | None = None, survey: Survey = SURVEY) -> Fielded:
    return Fielded(survey, (file_of(answers() if given is None else given),))


def checklist(year: int = 2025, **other: Any) -> tuple[Checked, ...]:
    """Return a yes with evidence to every line, but for those that are given; "" leaves a line open."""
    said = {name: other.get(name, "yes") for name in BY_ID}
    return tuple(
        Checked(about=str(year), check=name, answer=answer, evidence="folder 7", by="Ruth", on=TODAY)
        for name, answer in said.items()
        if answer
    )


def audit(results: Mapping[str, Any] | None = None) -> Audit:
    """Return an audit in which all is clear but for these checks."""
    given = results or {}
    return Audit(survey="relations", outcomes=tuple(_outcome(check, given.get(check.id, "clear")) for check in CHECKS))


def _outcome(check: Check, result: Result) -> Outcome:
    return Outcome(check=check, result=result, found="as given")


WINDOW = Window(
    name="award-2025", purpose="award", first=202501, last=202512, fixed=dt.date(2024, 12, 1), by="Ruth", survey=None
)
READY = Voice(
    surveys=(fielded(),),
    windows=(WINDOW,),
    checked=checklist(),
    training=(Training(id="t1", person="Ada", curriculum="Relations", date=dt.date(2025, 3, 1)),),
    facing=Facing(people=4, on=dt.date(2025, 6, 1)),
    award_years=tuple(AwardYear(data_year=year, award_year=year + 1) for year in range(2020, 2025)),
)


def ready(**changed: Any) -> Voice:
    return msgspec.structs.replace(READY, **changed)


def checked(voice: Voice = READY, **more: Any) -> Readiness:
    plain: dict[str, Any] = {"audits": {"relations": audit()}, "today": TODAY, "categories": CATEGORIES}
    return readiness(voice, 2025, **(plain | more))


def line(found: Readiness, name: str) -> Line:
    return next(one for one in (*found.lines, *found.distinction) if one.id == name)

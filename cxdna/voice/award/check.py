"""Whether a calendar year is ready for an award: every rule, its verdict, and what the whole comes to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from cxdna.errors import UserError
from cxdna.statistics.display import shown
from cxdna.voice.audit.model import Audit
from cxdna.voice.award.category_lines import category_line
from cxdna.voice.award.measured import Year, entered_in, find_unit, measured_in
from cxdna.voice.award.model import Line, Readiness, Verdict, overall
from cxdna.voice.award.period_lines import period_lines
from cxdna.voice.award.score_lines import score_lines
from cxdna.voice.award.source_lines import answers_for, source_lines
from cxdna.voice.award.years import award_years, consecutive, distinction_lines
from cxdna.voice.indices.loyalty import loyalty_zone
from cxdna.voice.indices.model import Index
from cxdna.voice.model import Voice

_ZONE: Mapping[str, Verdict] = {"in": "pass", "out": "fail", "not proved": "not proved"}


def readiness(  # noqa: PLR0913 - each is a choice that a person makes
    voice: Voice,
    year: int,
    *,
    unit: str = "",
    strict: bool = False,
    categories: Sequence[str] = (),
    surveys: Sequence[str] = (),
    audits: Mapping[str, Audit],
    today: dt.date,
) -> Readiness:
    """Return the verdict for a year, line by line, of the company or of one unit.

    `surveys` are those entered for the award, all of customers where none is named; `audits` are those of surveys by
    their ids. Raises `UserError` for a survey that is not there, and a unit that no answer belongs to.
    """
    voice = entered_in(voice, surveys)
    found_unit = find_unit(voice, unit) if unit else ""
    looked_at = Year(year, found_unit, today.year > year, measured_in(voice, year, found_unit))
    answers = answers_for(voice, year)
    lines = (
        *score_lines(looked_at, strict=strict),
        *period_lines(voice, looked_at),
        category_line(looked_at, categories, answers.get("categories_apply"), strict=strict),
        *source_lines(voice, looked_at, audits),
    )
    years = award_years(voice.award_years, found_unit)
    return Readiness(
        year=year,
        unit=found_unit,
        strict=strict,
        verdict=overall(lines),
        lines=lines,
        award_years=years,
        consecutive=consecutive(years, year),
        distinction=tuple(distinction_lines(voice, year, found_unit, today)),
        loyalty_zone=tuple(_loyalty_zone(looked_at)),
        surveys=tuple(one.survey.id for one in voice.of_customers),
    )


def _loyalty_zone(year: Year) -> Iterator[Line]:
    """Yield for each question whether its index stayed at 4.0 or above for the four quarters up to the year's end."""
    until = year.span.last if year.over else None
    for one in year.measured:
        rule = f"{one.name}: four quarters in a row at 4.0 or above"
        try:
            zone = loyalty_zone(one.fielded, one.question.id, one.cut, until)
        except UserError as error:
            yield Line(id="loyalty_zone", rule=rule, found=error.what, verdict="not proved", missing=error.do)
            continue
        yield Line(
            id="loyalty_zone",
            rule=rule,
            found=zone.reason.rstrip("."),
            verdict=_ZONE[zone.verdict],
            figures=tuple((quarter.span.label, _quarter(quarter)) for quarter in zone.quarters),
            missing="30 answers and more in each quarter" if zone.verdict == "not proved" else "",
            source=one.sources,
        )


def _quarter(index: Index) -> str:
    return "no score" if index.value is None else shown(index.value, 2)

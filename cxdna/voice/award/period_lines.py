"""Lines on time: all twelve months, a window that was fixed before, and four waves with enough answers."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from cxdna.statistics.display import MONTHS, counted, listed, long_date
from cxdna.voice.award.measured import CORE, Core, Measured, Year
from cxdna.voice.award.model import Line, Verdict
from cxdna.voice.award.score_lines import ADD, sources_of
from cxdna.voice.indices.cells import cells_at, in_span
from cxdna.voice.indices.index import FEWEST_OF_INDEX
from cxdna.voice.model import Voice
from cxdna.voice.survey.model import Window
from cxdna.voice.windows import months

WAVES: int = 4


def period_lines(voice: Voice, year: Year) -> Iterator[Line]:
    """Yield the lines on the months, the window and the waves of the year."""
    yield _full_year(year)
    yield _window(voice, year)
    yield _waves(year)


def _full_year(year: Year) -> Line:
    gaps: dict[Core, list[str]] = {core: _missing_months(year, core) for core in CORE}
    said = [f"{core}: no answers in {listed(names)}" for core, names in gaps.items() if names]
    open_year = "" if year.over else f"{year.year} is not over"
    found = "; ".join(filter(None, (open_year, *said))) or "answers with events in all twelve months"
    return Line(
        id="full_year",
        rule="The full calendar year, January to December, by the date of the event",
        found=found,
        verdict="not proved" if said or open_year else "pass",
        figures=tuple((core, f"{len(MONTHS) - len(names)} of 12 months") for core, names in gaps.items()),
        missing="answers about events of these months" if said else "the rest of the year" if open_year else "",
        command=ADD if said and year.over else "",
        source=sources_of(year.measured),
    )


def _missing_months(year: Year, core: Core) -> list[str]:
    """Return the months in which no answer about something counts."""
    there = {
        cell.month
        for one in year.about(core)
        for cell in cells_at(one.fielded, one.question.id, one.cut)
        if cell.standing == "counted"
    }
    return [MONTHS[month % 100 - 1] for month in months(year.span.first, year.span.last) if month not in there]


def _window(voice: Voice, year: Year) -> Line:
    rule = "The award window was fixed before the fieldwork of the year"
    surveys = {one.fielded.survey.id for one in year.measured}
    own = [
        one
        for one in voice.windows
        if one.purpose == "award"
        and (one.first, one.last) == (year.span.first, year.span.last)
        and (one.survey is None or one.survey in surveys)
    ]
    without = sorted(one for one in surveys if not any(window.survey in {None, one} for window in own))
    if not own or without:
        months_of = f"--from {year.year}-01 --to {year.year}-12"
        return Line(
            id="window",
            rule=rule,
            found=f"no award window for {year.year} was fixed" + (f" for {listed(without)}" if own else ""),
            verdict="not proved",
            missing="a window, fixed best before its year begins",
            command=f"cxdna survey window add award_{year.year} --purpose award {months_of}",
        )
    # Of each survey the window that was fixed first, and of these the one that came last: it may have come too late.
    firsts = [min((each for each in own if each.survey in {None, one}), key=_when) for one in surveys] or own
    last = max(firsts, key=_when)
    begun = dt.date(year.year, 1, 1)
    return Line(
        id="window",
        rule=rule,
        found=_fixed(last, begun),
        verdict="pass" if last.fixed <= begun else "pass with remarks",
        figures=tuple((one.name, f"fixed {long_date(one.fixed)}") for one in own),
        source=tuple(f"window {one.name}" + (f", fixed by {one.by}" if one.by else "") for one in own),
    )


def _when(window: Window) -> dt.date:
    return window.fixed


def _fixed(window: Window, begun: dt.date) -> str:
    found = f"window {window.name} was fixed on {long_date(window.fixed)}"
    return found if window.fixed <= begun else f"{found}, after its first month had begun"


def _waves(year: Year) -> Line:
    """Return whether satisfaction and recommendation are each measured in four waves, by one survey at least."""
    counts = {one.name: _counted(one, year) for one in year.measured}
    short = [core for core in CORE if not any(counts[one.name].full >= WAVES for one in year.about(core))]
    told = [f"{core} is not measured in four waves" for core in short if year.about(core)]
    told += [f"no answers about {core}" for core in short if not year.about(core)]
    # A survey with fewer waves stands beside one that has them: it does not keep the rule from being met.
    told += [
        f"{one.name}: {counted(counts[one.name].full, 'wave')}, beside one with {WAVES}"
        for core in CORE
        if core not in short
        for one in year.about(core)
        if counts[one.name].full < WAVES
    ]
    told += [
        f"{name}: fewer than {FEWEST_OF_INDEX} answers in {listed(one.thin)}"
        for name, one in counts.items()
        if one.thin
    ]
    verdict: Verdict = "not proved" if short else "pass with remarks" if told else "pass"
    return Line(
        id="waves",
        rule=f"At least four waves in the year, each with {FEWEST_OF_INDEX} answers and more",
        found="; ".join(told) or "satisfaction and recommendation are each measured in four waves and more",
        verdict=verdict,
        figures=tuple(
            (name, f"{counted(one.full, 'wave')} with {FEWEST_OF_INDEX} answers and more")
            for name, one in counts.items()
        ),
        missing=f"{FEWEST_OF_INDEX} answers and more in four waves about {listed(short)}" if short else "",
        source=sources_of(year.measured),
    )


class _Counted(NamedTuple):
    """How many waves of a question have answers enough, and the names of those that do not."""

    full: int
    thin: tuple[str, ...]


def _counted(measured: Measured, year: Year) -> _Counted:
    sizes = _sizes(measured, year)
    thin = tuple(wave for wave, n in sizes.items() if n < FEWEST_OF_INDEX)
    return _Counted(len(sizes) - len(thin), thin)


def _sizes(measured: Measured, year: Year) -> Mapping[str, int]:
    """Return the answers that count of each wave, the earliest first."""
    cells = sorted(cells_at(measured.fielded, measured.question.id, measured.cut), key=lambda cell: cell.month)
    found: Counter[str] = Counter()
    for cell in cells:
        if cell.standing == "counted" and in_span(cell, year.span):
            found[cell.wave] += cell.n
    return found

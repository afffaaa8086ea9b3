"""Figures of KPIs: noted against the library, and shown with what they are for and how much of the way is gone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final, NamedTuple

import msgspec

from cxdna.definitions.load import Library
from cxdna.definitions.model import Cadence, Direction, Kpi, Unit
from cxdna.errors import Problem, Problems, UserError
from cxdna.organisation.read_date import read_date
from cxdna.plan.figures import read_figure, way_gone
from cxdna.plan.follow import late_by
from cxdna.plan.model import FigureOf, KpiFigure
from cxdna.statistics.display import long_date
from cxdna.store.model import KpiKept
from cxdna.workflows.one_line import LONGEST_NAME, wrong_text
from cxdna.workflows.planning.kpi_name import find_kpi
from cxdna.workflows.planning.open import Planned
from cxdna.workflows.score import as_json

FORMAT: Final = "cxdna-kpi-show/1"
"""Name and number of the shape that `cxdna kpi show --json` prints: `KpiList`."""


_ENDS: Final[tuple[FigureOf, FigureOf]] = ("baseline", "target")


class ShownKpi(msgspec.Struct, frozen=True, kw_only=True):
    """A KPI with its figures. `actual` is the newest one measured, `actuals` are all of them by their days.

    `way` is the share of the way from baseline to target that is gone (below 0: away from it); None where that cannot
    be told. `days_late` counts from the day by which the baseline was to be measured. `actions` use it.
    """

    id: str
    name: str
    definition: str
    formula: str
    unit: Unit
    direction: Direction
    cadence: Cadence
    source: str
    counter: str
    counter_name: str
    counter_unit: Unit | None
    baseline: KpiFigure | None
    target: KpiFigure | None
    actual: KpiFigure | None
    actuals: tuple[KpiFigure, ...]
    counter_actual: KpiFigure | None
    way: Fraction | None
    days_late: int
    actions: tuple[str, ...]


class KpiList(msgspec.Struct, frozen=True, kw_only=True):
    """What `--json` prints."""

    format: str
    assessment: str
    today: dt.date
    kpis: tuple[ShownKpi, ...]


class Words(NamedTuple):
    """What somebody types for figures of a KPI; None for what was left out."""

    baseline: str | None = None
    baseline_by: str | None = None
    target: str | None = None
    by: str | None = None
    value: str | None = None
    on: str | None = None
    period: str = ""
    source: str = ""
    by_whom: str = ""


class Noted(NamedTuple):
    """The figures that were noted, each with the one that held before."""

    kpi: Kpi
    figures: tuple[tuple[KpiFigure, KpiFigure | None], ...]


def shown_kpi(here: Planned, library: Library, name: str) -> ShownKpi:
    """Return a KPI of the library with its figures."""
    kpi, plan = library.kpis[name], here.plan
    baseline, target, actual = (plan.figure(name, figure) for figure in ("baseline", "target", "actual"))
    counter = library.kpis.get(kpi.counter)
    way = None
    if baseline and target and actual and None not in {baseline.value, target.value, actual.value}:
        way = way_gone(baseline.value or 0.0, target.value or 0.0, actual.value or 0.0, kpi.direction)
    return ShownKpi(
        id=kpi.id,
        name=kpi.name,
        definition=" ".join(kpi.definition.split()),
        formula=" ".join(kpi.formula.split()),
        unit=kpi.unit,
        direction=kpi.direction,
        cadence=kpi.cadence,
        source=kpi.source,
        counter=kpi.counter,
        counter_name=counter.name if counter else kpi.counter,
        counter_unit=counter.unit if counter else None,
        baseline=baseline,
        target=target,
        actual=actual,
        actuals=_actuals(plan.figures, name),
        counter_actual=plan.figure(kpi.counter, "actual") or _measured(plan.figure(kpi.counter, "baseline")),
        way=way,
        days_late=late_by(baseline.on, here.today) if baseline and baseline.value is None else 0,
        actions=tuple(one.id for one in plan.actions if name in {one.kpi, *one.more_kpis}),
    )


def _measured(figure: KpiFigure | None) -> KpiFigure | None:
    return figure if figure and figure.value is not None else None


def _actuals(figures: Sequence[KpiFigure], name: str) -> tuple[KpiFigure, ...]:
    """Return what was measured, in the order of its days; of two for one day and period the one noted last holds."""
    own = {(one.on, one.period): one for one in figures if one.kpi == name and one.figure == "actual"}
    return tuple(sorted(own.values(), key=lambda one: one.on))


def list_kpis(here: Planned, library: Library, word: str | None = None, *, everything: bool = False) -> KpiList:
    """Return one KPI; those that the plan uses or that have figures; or all of the library. Raises `UserError`."""
    if word is not None:
        names = [find_kpi(library.kpis, word)]
    else:
        used = {name for one in here.plan.actions for name in (one.kpi, *one.more_kpis)}
        used |= {one.kpi for one in here.plan.figures}
        names = [name for name in library.kpis if everything or name in used]
    return KpiList(
        format=FORMAT,
        assessment=here.now.assessment.id,
        today=here.today,
        kpis=tuple(shown_kpi(here, library, name) for name in names),
    )


def set_figures(here: Planned, library: Library, word: str, words: Words) -> Noted:
    """Note figures of a KPI, durably, and return them with those before. Raises `Problems` with all that is wrong."""
    kpi = library.kpis[find_kpi(library.kpis, word)]
    figures = read_figures(kpi, words, here.now.workspace.settings.organisation.currency, here.today)
    if flaw := _order(figures, here):
        raise UserError(*flaw)
    pairs = tuple((one, here.plan.figure(kpi.id, one.figure)) for one in figures)
    here.now.store.add(*(KpiKept(assessment=here.now.assessment.id, figure=one) for one in figures))
    return Noted(kpi, pairs)


def _order(figures: Sequence[KpiFigure], here: Planned) -> tuple[str, str] | None:
    """Return what is wrong where a baseline would come after the target is to be reached, and what to do."""
    given = {one.figure: one for one in figures}
    baseline, target = (
        given.get(figure) or here.plan.figure(one.kpi, figure) for one in figures[:1] for figure in _ENDS
    )
    if not (given.keys() & set(_ENDS)) or not baseline or not target or target.on >= baseline.on:
        return None
    measured = "is that of" if baseline.value is not None else "is to be measured by"
    days = long_date(target.on), long_date(baseline.on)
    what = f"the target is to be reached by {days[0]}, and the baseline {measured} {days[1]}"
    return what, "give a later day for the target: --target VALUE --by DATE"


def read_figures(kpi: Kpi, words: Words, currency: str, today: dt.date) -> tuple[KpiFigure, ...]:
    """Return the figures that are meant. Raises `Problems` with everything that means none or does not go together."""
    reading = _Reading(kpi, words, currency, today)
    found = tuple(reading.figures())
    if not found and not reading.problems:
        do = "give --baseline VALUE, --baseline-by DATE, --target VALUE --by DATE, or --value VALUE"
        raise UserError("nothing says which figure to note", do)
    if reading.problems:
        raise Problems(reading.problems)
    return found


class _Reading:
    """Reads the words of a command and keeps what is wrong with them."""

    def __init__(self, kpi: Kpi, words: Words, currency: str, today: dt.date) -> None:
        self.kpi, self.words, self.currency, self.today = kpi, words, currency, today
        self.problems: list[Problem] = []
        self._check_together()

    def figures(self) -> Iterator[KpiFigure]:
        """Yield the figures: baseline, target, measured."""
        words = self.words
        if words.baseline is not None and words.baseline_by is None:
            yield from self._measured("baseline", words.baseline)
        if words.baseline_by is not None and words.baseline is None:
            yield from self._ahead("baseline", None, words.baseline_by)
        if words.target is not None:
            yield from self._ahead("target", words.target, words.by)
        if words.value is not None:
            yield from self._measured("actual", words.value)

    def _check_together(self) -> None:
        words = self.words
        for option, text in (("--period", words.period), ("--source", words.source), ("--by-whom", words.by_whom)):
            for what, do in wrong_text(option, text, LONGEST_NAME):
                self._wrong(what, do)
        if words.baseline is not None and words.baseline_by is not None:
            self._wrong("the baseline is given, and also a day by which it is still to be measured", "give one of them")
        if words.baseline is not None and words.value is not None:
            do = "note the baseline first, and what was measured since in a second go"
            self._wrong("a baseline and a later figure are given with one day for both", do)
        if words.on is not None and words.baseline is None and words.value is None:
            self._wrong(
                "--on is the last day of what was measured, and no figure is given", "give --value or --baseline"
            )
        if words.target is not None and words.by is None:
            self._wrong("nothing says by when the target is to be reached", "give the day: --by 2027-12-31")
        if words.by is not None and words.target is None:
            self._wrong("--by is the day of a target, and none is given", "give --target VALUE, or --baseline-by DATE")

    def _wrong(self, what: str, do: str) -> None:
        self.problems.append(Problem("", 0, what, do))

    def _measured(self, figure: FigureOf, text: str) -> Iterator[KpiFigure]:
        value = self._value(text)
        on = self._day(self.words.on) if self.words.on is not None else self.today
        if on is not None and on > self.today:
            self._wrong(
                f"{long_date(on)} is still to come, so nothing can be measured up to it", "give a day up to today"
            )
        elif value is not None and on is not None:
            yield self._figure(figure, value, on)

    def _ahead(self, figure: FigureOf, text: str | None, by: str | None) -> Iterator[KpiFigure]:
        value = None if text is None else self._value(text)
        on = None if by is None else self._day(by)
        if on is not None and on < self.today:
            or_else = ", or the baseline itself with --baseline" if figure == "baseline" else ""
            self._wrong(f"{long_date(on)} has gone by", f"give a day ahead{or_else}")
        elif on is not None and (value is not None or text is None):
            yield self._figure(figure, value, on)

    def _figure(self, figure: FigureOf, value: float | None, on: dt.date) -> KpiFigure:
        measured = value is not None and figure != "target"
        return KpiFigure(
            kpi=self.kpi.id,
            figure=figure,
            value=value,
            on=on,
            period=self.words.period.strip() if measured else "",
            source=self.words.source.strip() if measured else "",
            by=self.words.by_whom.strip(),
        )

    def _value(self, text: str) -> float | None:
        try:
            return read_figure(text, self.kpi.unit, self.currency)
        except UserError as error:
            self._wrong(error.what, error.do)
            return None

    def _day(self, text: str) -> dt.date | None:
        try:
            return read_date(text, month_end=True)
        except UserError as error:
            self._wrong(error.what, error.do)
            return None


def kpis_json(found: KpiList) -> str:
    """Return KPIs and their figures as JSON, for other programs."""
    return as_json(found)

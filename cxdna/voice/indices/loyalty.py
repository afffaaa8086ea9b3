"""The loyalty zone: an index of 4.0 or above in four quarters in a row."""

from __future__ import annotations

from typing import Final

from cxdna.statistics.display import counted, listed, shown
from cxdna.voice.indices.cells import Cut, cells_at, question_of, require_cut
from cxdna.voice.indices.hide import hidden, may_be_shown
from cxdna.voice.indices.index import FEWEST_OF_INDEX, index_of
from cxdna.voice.indices.model import Index, Loyalty, Span
from cxdna.voice.indices.months import months, moved
from cxdna.voice.indices.rescale import THRESHOLD
from cxdna.voice.indices.waves import wave_months, wave_of
from cxdna.voice.model import Fielded
from cxdna.voice.survey.model import Month

QUARTERS: Final = 4


def loyalty_zone(fielded: Fielded, question: str, cut: Cut = (), until: Month | None = None) -> Loyalty:
    """Return whether the last four calendar quarters, up to that of `until`, all have an index of at least 4.0.

    Unrounded: 3.999 is below. `until` is the last month with answers if not given. A quarter below 4.0 settles it; else
    one under 30 answers leaves it not proved. Raises `UserError` as `index_of` does.
    """
    question_of(fielded, question)
    require_cut(fielded.survey, [name for name, _ in cut])
    there = sorted({c.month for c in cells_at(fielded, question, cut) if c.standing == "counted" and c.n and c.month})
    last = until or (there[-1] if there else None)
    if last is None:
        return Loyalty(quarters=(), verdict="not proved", run=0, reason="There are no answers with a date.")
    end = wave_months(last, "quarter")[1]
    begin = moved(end, 1 - 3 * QUARTERS)
    quarters = tuple(_quarter(fielded, question, first, cut) for first in months(begin, end)[::3])
    run, first = 0, moved(end, -2)
    while there and first >= wave_months(there[0], "quarter")[0] and _holds(_quarter(fielded, question, first, cut)):
        run, first = run + 1, moved(first, -3)
    return _judged(quarters, run)


def _quarter(fielded: Fielded, question: str, first: Month, cut: Cut) -> Index:
    span = Span(first, moved(first, 2), wave_of(first, "quarter"))
    index = index_of(fielded, question, span, cut)
    return index if may_be_shown(fielded, question, span, cut) else hidden(index)


def _holds(index: Index) -> bool:
    return index.value is not None and index.value >= THRESHOLD


def _judged(quarters: tuple[Index, ...], run: int) -> Loyalty:
    low = [one for one in quarters if one.value is not None and one.value < THRESHOLD]
    open_ = [one.span.label for one in quarters if one.value is None]
    over = f"{quarters[0].span.label} to {quarters[-1].span.label}"
    if low:
        below = listed(f"{one.span.label} ({_just_below(one)})" for one in low)
        return Loyalty(quarters=quarters, verdict="out", run=run, reason=f"Below 4.0 in {below}.")
    if open_:
        few = f"under {FEWEST_OF_INDEX} answers"
        few += ", or too few in a group beside them," if any(one.hidden for one in quarters) else ""
        reason = f"Not proved for {over}: {few} in {listed(open_)}."
        return Loyalty(quarters=quarters, verdict="not proved", run=run, reason=reason)
    reason = f"At 4.0 or above in every quarter from {over}; {counted(run, 'quarter')} in a row so far."
    return Loyalty(quarters=quarters, verdict="in", run=run, reason=reason)


def _just_below(index: Index) -> str:
    """Return a value below 4.0 with as many places as show that it is."""
    places = 2
    while index.value is not None and shown(index.value, places) == shown(THRESHOLD, places):
        places += 1
    return shown(index.value, places)

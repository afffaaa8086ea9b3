"""Indices of a survey in lines: value, interval and answers, the distribution under it, and what does not count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from cxdna.definitions.wording import shortened
from cxdna.errors import capital
from cxdna.privacy.suppress import MINIMUM
from cxdna.statistics.display import NO_NUMBER, listed, percent, shown
from cxdna.voice.indices.groups import CHANCE
from cxdna.voice.indices.model import Group, Groups, Index, Span
from cxdna.voice.indices.say import (
    NOT_STATED,
    apart_in_words,
    chance_in_words,
    easy_in_words,
    in_words,
    needed_in_words,
    nps_in_words,
    threshold_in_words,
    within_scale,
)
from cxdna.voice.indices.waves import span_of
from cxdna.voice.survey.model import Survey
from cxdna.voice.windows import FEWEST_MONTHS
from cxdna.workflows.surveys.score import ScoredQuestion, SurveyScore

GAP: Final = "  "
LONGEST_NAME: Final = 32
STAFF: Final = "Staff answered: this is set beside what customers say, and is no customer index."
SBI: Final = (
    "The index is the mean of the answers on 1 to 5, as the ScoreBoard Index (SBI) is, with its 95% interval; "
    "other scales by the straight line through their ends. 4.0 is compared before rounding."
)


def score_lines(found: SurveyScore, survey: Survey, again: str) -> Iterator[str]:
    """Yield each question with its index; `again` is the command that shows more of it."""
    yield f"{found.title} ({found.survey}): {span_words(found.span)}"
    if found.asks == "staff":
        yield STAFF
    yield ""
    anchors = {one.id: one.scale.anchors for one in survey.questions}
    for one in found.questions:
        yield f"{one.id}: {shortened(one.text, 90)}"
        yield from (f"{GAP}{line}" for line in _question(one, anchors[one.id]))
        if one.groups is not None:
            yield from (f"{GAP}{line}" for line in group_lines(one.groups, one))
        yield ""
    yield from (f"{capital(note)}." for note in found.notes)
    yield from (f"Not shown: {one}." for one in found.refused)
    yield from (f"Take care: {remark}." for remark in found.remarks)
    if found.short:
        yield f"Fewer than {FEWEST_MONTHS} months: indicative, however many answered."
    yield SBI
    yield f"Next:  {again}"


def span_words(span: Span) -> str:
    """Return months in words, after the name of the window that they are."""
    months = span_of(span.first, span.last).label
    return months if span.label == months else f"{span.label}, {months}"


def _question(one: ScoredQuestion, anchors: dict[str, str]) -> Iterator[str]:
    index = one.index
    alike = "" if index.weighting == "answers" else ", all alike"  # a distribution is never weighted
    yield in_words(index)
    if index.levels and index.n:
        yield f"Answers{alike}: {distribution(index, anchors)}"
    if one.reaches is not None:
        said = "At 4.0 or above" if one.reaches else "Below 4.0"
        may_be = one.chance is not None and one.chance >= CHANCE
        yield f"{said}, which may be chance ({chance_in_words(one.chance)})." if may_be and one.chance else f"{said}."
    if index.own is not None and index.value is not None and (image := threshold_in_words(index.scale)):
        yield f"{image} This is {shown(index.own, 2)} there."
    if nps := nps_in_words(index):
        yield f"{nps.removesuffix('.')}{alike}."
    if easy := easy_in_words(index):
        yield f"{easy.removesuffix('.')}{alike}."
    if one.needed is not None and index.word != "reported":
        yield needed_in_words(one.needed)
    if aside := left_out(index):
        yield f"Not counted: {aside}."


def distribution(index: Index, anchors: dict[str, str]) -> str:
    """Return how many answers have which score, from the lowest: 1: 2 (5%), 2: 3 (8%), ..."""
    return ", ".join(
        f"{level}{f' {anchors[str(level)]}' if str(level) in anchors else ''}: {n:,} ({percent(Fraction(n, index.n))})"
        for level, n in index.levels
    )


def left_out(index: Index) -> str:
    """Return the answers that do not count, and why; "" where there are none."""
    counts = (
        (index.late, "came too late"),
        (index.excluded, "excluded"),
        (index.staff, "of own staff"),
        (index.unusable, "not readable"),
        (index.no_answer, "without a score"),
        (index.unplaced, "of no account that could be weighed"),
    )
    return listed(f"{n:,} {words}" for n, words in counts if n)


def group_lines(groups: Groups, one: ScoredQuestion) -> Iterator[str]:
    """Yield the groups of a dimension as columns, what is hidden, and which differ by more than chance."""
    head = (groups.dimension.replace("_", " ").capitalize(), "Answers", "Index", "Interval", "Best", "Worst", "")
    yield from columns((head, *(_row(group) for group in groups.groups)))
    if any(group.n is None for group in groups.groups):
        yield f"Groups with fewer than {MINIMUM} answers are hidden, and one more where these would follow from it."
    yield apart_in_words(one.apart, groups)


def _row(group: Group) -> tuple[str, ...]:
    name = shortened(group.value or NOT_STATED, LONGEST_NAME)
    if group.n is None or group.index is None:
        return (name, NO_NUMBER, "", "", "", "", "hidden")
    return (name, *index_cells(group.index))


def index_cells(index: Index) -> tuple[str, ...]:
    """Return an index as cells: answers, value, interval, best and worst scores, how far it carries."""
    if index.hidden:
        return (NO_NUMBER, "", "", "", "", "hidden")
    interval = ""
    if index.value is not None and index.interval is not None:
        low, high = within_scale(index.interval)
        interval = f"{shown(low, 2)} to {shown(high, 2)}"
    best, worst = (percent(share.share) if share else NO_NUMBER for share in (index.top_two, index.bottom_two))
    return (f"{index.n:,}", shown(index.value, 2), interval, best, worst, index.word)


def columns(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield rows with their cells one under the other: the first and the last to the left, numbers to the right."""
    widths = [max(map(len, cells)) for cells in zip(*rows, strict=True)]
    last = len(widths) - 1
    for row in rows:
        cells = (
            cell.ljust(width) if at in {0, last} else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield GAP.join(cells).rstrip()

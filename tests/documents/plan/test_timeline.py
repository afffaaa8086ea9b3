"""Laws of the timeline's geometry, whatever the actions: nothing over another, nothing left out or off its axis."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from cxdna.documents.charts import text_width
from cxdna.documents.course import course
from cxdna.documents.milestone_bar import milestone_bar
from cxdna.documents.time_axis import SMALL
from cxdna.documents.timeline import LABELS, STATES, WIDTH, Item, Look, timeline

DAY = dt.date(2027, 1, 11)
DAYS = st.integers(0, 1500).map(lambda days: DAY + dt.timedelta(days))
LOOKS: st.SearchStrategy[Look] = st.sampled_from(get_args(Look))


@st.composite
def items(draw: st.DrawFn) -> list[Item]:
    count = draw(st.integers(1, 40))
    span = draw(st.sampled_from([10, 40, 200, 1500]))
    found = []
    for at in range(count):
        start = DAY + dt.timedelta(draw(st.integers(0, span)))
        due = start + dt.timedelta(draw(st.integers(0, span)))
        dated = draw(st.booleans()) or at == 0
        found.append(
            Item(
                id=f"a{at}",
                title=draw(st.text("abcdef WMÄ青", min_size=1, max_size=120)),
                note="Somebody",
                states=("agreed", f"due {due}"),
                look=draw(LOOKS),
                start=start if dated else None,
                due=due if dated else None,
                review=due + dt.timedelta(draw(st.integers(0, 90))) if dated else None,
                progress=draw(st.integers(0, 100)),
                milestones=((due, False),) if dated else (),
                needs=(f"a{draw(st.integers(0, count - 1))}",),
            )
        )
    return found


@settings(max_examples=40)
@given(items(), DAYS)
def test_rows_follow_each_other_and_bars_stay_between_the_columns(actions: list[Item], today: dt.date) -> None:
    pieces = timeline(actions, today, first_height=500, next_height=800)
    assert sorted(row.id for piece in pieces for row in piece.rows) == sorted(one.id for one in actions)
    for at, piece in enumerate(pieces):
        assert piece.height <= (800 if at else 500) + 1
        assert all(abs(one.top + one.height - after.top) < 0.2 for one, after in pairwise(piece.rows))
        assert [tick.text for tick in piece.ticks] == [tick.text for tick in pieces[0].ticks], "the axis is repeated"
        for row in piece.rows:
            places = [row.left, row.right, row.review, row.progress, *(mark.x for mark in row.marks)]
            assert all(LABELS < x < WIDTH - STATES for x in places if x is not None)
            assert row.left is None or row.right is None or row.left < row.right
            assert all(text_width(line, 9.5) <= LABELS for line in row.title)


@settings(max_examples=40)
@given(items())
def test_labels_of_the_axis_keep_apart_and_stand_in_order(actions: list[Item]) -> None:
    (first, *_) = timeline(actions, None, first_height=500, next_height=800)
    for labels in (first.ticks, first.above):
        for one, after in pairwise(labels):
            assert one.x + text_width(one.text, SMALL) < after.x
        assert all(one.x + text_width(one.text, SMALL) < WIDTH - STATES + 4 for one in labels)
    assert len(first.ticks) > 0


@settings(max_examples=40)
@given(items())
def test_an_arrow_ends_where_the_later_bar_starts_and_is_heavy_where_days_do_not_fit(actions: list[Item]) -> None:
    known = {one.id: one for one in actions}
    for piece in timeline(actions, None, first_height=5000, next_height=5000):
        rows = {row.id: row for row in piece.rows}
        drawn = [
            (one, known[need])
            for one in sorted(actions, key=lambda each: [row.id for row in piece.rows].index(each.id))
            for need in one.needs
            if need != one.id and one.start and known[need].due
        ]
        assert len(piece.arrows) == len(drawn)
        late = sum(bool(one.start and before.due and one.start < before.due) for one, before in drawn)
        assert sum(arrow.is_late for arrow in piece.arrows) == late
        ends = sorted((rows[one.id].left, rows[one.id].middle) for one, _ in drawn if rows[one.id].left is not None)
        assert sorted((arrow.x, arrow.y) for arrow in piece.arrows) == ends


@settings(max_examples=60)
@given(st.lists(st.tuples(DAYS, st.booleans(), st.text("abc W", min_size=1, max_size=60)), min_size=1, max_size=12))
def test_milestones_of_a_bar_keep_apart(stops: list[tuple[dt.date, bool, str]]) -> None:
    bar = milestone_bar(DAY, DAY + dt.timedelta(900), sorted(stops))
    assert bar.numbered == (len(stops) > 6)
    spans = []
    for stop in bar.stops:
        wide = max([text_width(stop.date, 9), *(text_width(line, SMALL) for line in stop.lines)])
        spans.append((stop.label_x - wide / 2, stop.label_x + wide / 2))
        assert spans[-1][0] >= 0
        assert spans[-1][1] <= bar.width
    assert all(right <= left for (_, right), (left, _) in pairwise(sorted(spans)))


def test_three_weeks_stand_on_days_three_years_on_quarters() -> None:
    def ticks(days: int) -> list[str]:
        one = Item(id="a1", title="One", note="", states=(), look="agreed", start=DAY, due=DAY + dt.timedelta(days))
        return [tick.text for tick in timeline([one], None, first_height=500, next_height=500)[0].ticks]

    assert ticks(20) == ["11 Jan", "18 Jan", "25 Jan"]
    assert ticks(300)[:3] == ["Jan", "Feb", "Mar"]
    assert ticks(1000)[:3] == ["Q1", "Q2", "Q3"]
    assert ticks(9000)[0] == "2027"


def test_a_course_starts_at_nothing_unless_told_and_its_labels_keep_apart() -> None:
    measured = [(DAY, 22.0, "22%"), (DAY + dt.timedelta(90), 9.0, "9%")]
    drawn = course(measured, (8.0, "target 8%"), low=0)
    assert drawn.points[0][1] < drawn.points[1][1], "less stands lower"
    assert drawn.base - drawn.points[1][1] > 20, "9 is not drawn as nothing"
    heights = sorted(y for _, y, anchor, _ in drawn.labels if anchor == "start")
    assert heights[1] - heights[0] >= 11
    assert course(measured, None, low=None).points[1][1] == drawn.base

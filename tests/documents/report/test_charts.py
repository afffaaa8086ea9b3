"""Geometry of the charts: labels keep apart and stay inside, axes run from the lowest to the highest level."""

from __future__ import annotations

import functools
import itertools
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ImageFont

from cxdna.documents import charts
from cxdna.documents.colours import DEFAULT_ACCENT
from cxdna.documents.compose import FELL, GRID, INK, QUIET
from cxdna.documents.environment import make_environment, render
from tests.documents.report.markup import Drawing, read_text

ROOT = Path(__file__).resolve().parents[3]
COLOURS = {"accent": DEFAULT_ACCENT, "grid": GRID, "quiet": QUIET, "ink": INK, "fell": FELL}
FIVE = tuple(map(Fraction, range(1, 6)))
ROUNDING = 0.11
"""Positions are rounded to a tenth of a pixel: two of them may lie so much closer than they should."""

LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .,:;'-/()&%+ÄÖÜßàéîñøłŠžœÆ"
names = st.text(LATIN, min_size=1, max_size=60).filter(lambda text: text.strip() != "")
steps = st.lists(st.integers(-200, 200), min_size=2, max_size=9, unique=True).map(
    lambda halves: tuple(Fraction(half, 2) for half in sorted(halves))
)
ENVIRONMENT = make_environment([ROOT / "templates"])


def drawn(macro: str, chart: object) -> Drawing:
    """Return a chart as the macro of the templates draws it."""
    svg = str(getattr(_macros(), macro)(chart, COLOURS))
    (node,) = read_text(svg.replace("<svg ", '<svg aria-label="A chart" ', 1)).all("svg")
    return Drawing(node)


@functools.cache
def _macros() -> object:
    return ENVIRONMENT.get_template("shared/charts.html").module


@st.composite
def on_ladder(draw: st.DrawFn) -> tuple[tuple[Fraction, ...], list[Fraction]]:
    """Return a ladder and some values on it, its ends among them often."""
    levels = draw(steps)
    value = st.one_of(st.sampled_from(levels), st.fractions(levels[0], levels[-1], max_denominator=20))
    return levels, draw(st.lists(value, min_size=1, max_size=24))


@given(st.text(LATIN, max_size=40), st.sampled_from(["SourceSans3-Regular", "SourceSans3-Semibold"]))
def test_a_latin_text_is_never_wider_than_said(text: str, face: str) -> None:
    font = ImageFont.truetype(ROOT / "templates" / "shared" / "fonts" / "print" / f"{face}.ttf", 1000)
    assert font.getlength(text, features=["-kern"]) / 1000 <= charts.text_width(text, 1) + 0.001


def test_the_width_of_a_text_is_no_wild_guess() -> None:
    font = ImageFont.truetype(ROOT / "templates" / "shared" / "fonts" / "print" / "SourceSans3-Semibold.ttf", 1000)
    for name in ("Governance", "Stakeholder communications", "4.0 (+1.0) Win-back", "CRM", "Überprüfung"):
        assert charts.text_width(name, 1) <= 1.08 * font.getlength(name) / 1000
    assert charts.text_width("青空", 10) == 20
    assert charts.text_width("e\N{COMBINING ACUTE ACCENT}", 10) == charts.text_width("é", 10)


@given(names, st.floats(8, 300))
def test_a_shortened_text_fits_and_says_so(text: str, room: float) -> None:
    short = charts.shortened(text, room, 10)
    assert charts.text_width(short, 10) <= max(room, charts.text_width("…", 10))
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))


@given(st.lists(st.floats(-50, 650), min_size=1, max_size=40), st.floats(1, 15))
def test_positions_keep_their_gap_their_order_and_the_range(wanted: list[float], gap: float) -> None:
    low, high = 0.0, gap * len(wanted) + 5
    placed = charts.apart(wanted, gap, low, high)
    assert all(low <= one <= high + ROUNDING for one in placed)
    assert all(below - above >= gap - ROUNDING for above, below in itertools.pairwise(sorted(placed)))
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    assert [placed[index] for index in order] == sorted(placed)


@given(st.lists(st.floats(0, 600), min_size=1, max_size=20, unique=True))
def test_positions_that_are_apart_already_stay(wanted: list[float]) -> None:
    kept = [one for index, one in enumerate(sorted(wanted)) if index == 0 or one - sorted(wanted)[index - 1] >= 5]
    spread = [one for index, one in enumerate(kept) if index == 0 or one - kept[index - 1] >= 5]
    assert charts.apart(spread, 5, 0, 600) == [round(one, 1) for one in spread]


@given(on_ladder())
def test_a_track_runs_from_the_lowest_level_to_the_highest(case: tuple[tuple[Fraction, ...], list[Fraction]]) -> None:
    levels, (value, *_) = case
    track = charts.track(levels, before=levels[0], now=value, target=levels[-1], width=300)
    assert (track.before, track.target) == (track.ticks[0], track.ticks[-1])
    assert list(track.ticks) == sorted(track.ticks)
    assert track.now is not None
    assert 0 < track.ticks[0] <= track.now <= track.ticks[-1] < 300
    assert track.fell == (value < levels[0])
    assert not drawn("track", track).problems


def test_zero_has_no_place_on_an_axis_that_starts_at_one() -> None:
    track = charts.track(FIVE, before=None, now=Fraction(1), target=Fraction(5), width=216, pad=8)
    assert (track.now, track.target, track.ticks) == (8, 208, (8, 58, 108, 158, 208))
    assert charts.place(Fraction(0), FIVE[0], FIVE[-1], 8, 208) == 8


@given(steps, st.data(), st.sampled_from([150.0, 215.0, 300.0]))
def test_the_names_of_levels_stand_apart_or_not_at_all(
    levels: tuple[Fraction, ...], data: st.DataObject, width: float
) -> None:
    called = data.draw(st.lists(names, min_size=len(levels), max_size=len(levels)))
    axis = charts.axis_header(levels, called, width=width)
    drawing = drawn("axis", axis)
    close = min(right.x - left.x for left, right in itertools.pairwise(axis.ticks)) < 30
    assert close or not drawing.problems  # numbers of levels that lie that close are the playbook's own doing
    assert [tick.name for tick in axis.ticks] in (called, [""] * len(called))


def test_the_names_of_our_levels_are_shown() -> None:
    for width in (215, 300):
        axis = charts.axis_header(FIVE, ("Informal", "Started", "Defined", "Steered", "Embedded"), width=width)
        assert all(tick.name for tick in axis.ticks)


@given(st.lists(st.integers(0, 400), min_size=1, max_size=9))
def test_a_strip_shows_every_count_as_a_bar_of_its_height(counts: list[int]) -> None:
    strip = charts.strip([(str(level), count) for level, count in enumerate(counts, 1)])
    assert [bar.count for bar in strip.bars] == counts
    for one, other in itertools.permutations(strip.bars, 2):
        assert (one.height >= other.height) if one.count >= other.count else (one.height <= other.height)
    assert all(bar.height >= 2 for bar in strip.bars if bar.count)
    assert all(bar.y >= 0 and bar.x + bar.width <= strip.width for bar in strip.bars)
    drawing = drawn("strip", strip)
    assert [label.text for label in drawing.labels] == [str(count) for count in counts if count]
    assert len(counts) > 5 or not drawing.problems


@given(on_ladder(), st.sampled_from(["2026", "Nov 2026"]))
def test_marks_under_the_ladder_stand_in_the_step_completed(
    case: tuple[tuple[Fraction, ...], list[Fraction]], when: str
) -> None:
    levels, values = case
    kinds = ("now", "before", "target")
    marks = [(kind, value, f"{float(value):.1f} in {when}") for kind, value in zip(kinds, values, strict=False)]
    ladder = charts.ladder(marks, levels)
    step = ladder.width / len(levels)
    for mark in ladder.marks:
        value = next(value for kind, value, _ in marks if kind == mark.kind)
        assert int(mark.x // step) == sum(level <= value for level in levels) - 1
    assert not drawn("ladder_marks", ladder).problems


@given(on_ladder(), st.data())
def test_a_slope_keeps_its_labels_apart_and_inside(
    case: tuple[tuple[Fraction, ...], list[Fraction]], data: st.DataObject
) -> None:
    levels, before = case
    now = data.draw(st.lists(st.sampled_from([*levels, *before]), min_size=len(before), max_size=len(before)))
    lines = [
        (data.draw(names), first, second, f"{float(first):.1f}", f"{float(second):.1f} (+{float(second - first):.1f})")
        for first, second in zip(before, now, strict=True)
    ]
    slope = charts.slope(lines, levels)
    assert not drawn("slope", slope).problems
    for line, (_, first, second, *_) in zip(slope.lines, lines, strict=True):
        assert line.direction == ("up" if second > first else "down" if second < first else "same")
        assert 0 <= line.y_before <= slope.height
        assert (line.y_now < line.y_before) == (second > first) or abs(line.y_now - line.y_before) <= ROUNDING


@pytest.mark.parametrize("value", [1, 3, 5])
def test_twelve_equal_scores_make_a_slope(value: int) -> None:
    slope = charts.slope(
        [(f"Component {n}", Fraction(value), Fraction(value), "3.0", "3.0 (0.0)") for n in range(12)], FIVE
    )
    assert len({line.y_now for line in slope.lines}) == 1
    assert len({line.label_now for line in slope.lines}) == 12
    assert not drawn("slope", slope).problems


@given(st.lists(names, min_size=3, max_size=14), on_ladder())
def test_a_radar_keeps_its_labels_apart_and_inside(
    called: list[str], case: tuple[tuple[Fraction, ...], list[Fraction]]
) -> None:
    levels, values = case
    spokes = [
        (name, values[n % len(values)], None if n % 3 else levels[0], levels[-1]) for n, name in enumerate(called)
    ]
    radar = charts.radar(spokes, levels)
    radii = [radius for _, radius, _ in radar.rings]
    assert radii == sorted(radii)
    assert radii[0] > 0, "the lowest level is a ring, not the middle"
    assert radar.target.startswith(f"{radar.centre_x},{round(radar.centre_y - radii[-1], 1)}")
    drawing = drawn("radar", radar)
    rings = {label for label, _, _ in radar.rings}
    assert not [problem for problem in drawing.problems if not rings >= {*problem.split(" over ")}]


def test_labels_over_each_other_out_of_the_picture_or_struck_through_are_found() -> None:
    svg = (
        '<svg aria-label="x" width="100" height="40"><path d="M15 0V40"/>'
        '<text x="10" y="12" font-size="10">One</text><text x="14" y="14" font-size="10">Two</text>'
        '<text x="95" y="30" font-size="10">Three</text>'
        '<text x="50" y="40" font-size="10" text-anchor="end">Four</text></svg>'
    )
    (node,) = read_text(svg).all("svg")
    assert Drawing(node).problems == [
        "One over Two",
        "Three is out of the picture",
        "Four is out of the picture",
        "a line through One",
        "a line through Two",
    ]


def test_a_chart_without_words_is_found() -> None:
    (node,) = read_text('<svg width="9" height="9"></svg>').all("svg")
    assert Drawing(node).problems == ["no alternative text"]


def test_a_template_draws_what_it_is_given() -> None:
    chart = charts.strip([("1", 3)])
    html = render(ENVIRONMENT, "shared/charts.html", {"chart": chart, "colours": COLOURS})
    assert not html.strip(), "the file of macros prints nothing by itself"

"""Lines on the figures: at least 4.0, both measured, enough answers, other scales, nothing decided by rounding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from cxdna.statistics.display import counted, listed, shown
from cxdna.voice.audit.rounding import near_threshold, unrounded
from cxdna.voice.award.measured import CORE, TOO_FEW, Core, Measured, Year, figure_of
from cxdna.voice.award.model import WORST_FIRST, Line, Verdict
from cxdna.voice.indices.index import FEWEST_OF_INDEX, FEWEST_OF_REPORT
from cxdna.voice.indices.rescale import FIVE, THRESHOLD, from_five, same_scale

_NAMES: dict[Core, str] = {"satisfaction": "satisfaction", "recommendation": "recommendation"}

ADD: Final = "cxdna survey add FILE"
"""What brings answers in."""
_SCALE_GAP = "a bridge between the scales, or a year on one scale"


def score_lines(year: Year, *, strict: bool) -> Iterator[Line]:
    """Yield the lines that rest on indices of the year."""
    for core in CORE:
        yield _at_least(year, core, strict=strict)
    yield _both(year)
    yield _enough(year)
    yield _scales(year)
    yield _rounding(year)


def judge(measured: Measured, *, strict: bool, over: bool) -> tuple[Verdict, str]:
    """Return the verdict on one index against 4.0, unrounded, and what is to be said of it; "" for a plain pass.

    Before the year is over, an index below 4.0 can still rise: that is not proved, and fails after it.
    """
    index = measured.index
    if index is None:
        return "not proved", measured.why
    if index.hidden:
        return "not proved", TOO_FEW
    if index.value is None:
        return "not proved", f"fewer than {FEWEST_OF_INDEX} answers make no score"
    if index.value < THRESHOLD:
        so_far = "" if over else ", and the year is not over"
        return ("fail" if over else "not proved"), f"{unrounded(index.value)}{so_far}"
    low = index.interval.low if index.interval else None
    if strict and (low is None or low < THRESHOLD):
        end = "cannot be told" if low is None else f"is {low:.2f}"
        return "not proved", f"the lower end of its interval {end}"
    remarks = []
    if low is not None and low < THRESHOLD:
        remarks.append(f"chance alone may explain it: the interval begins at {low:.2f}")
    if index.word == "indicative":
        remarks.append(f"indicative, from {index.n} answers")
    if near_threshold(index.value):
        remarks.append(f"close to 4.0: {unrounded(index.value)}")
    return ("pass with remarks" if remarks else "pass"), "; ".join(remarks)


def worst_of(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the worst of several verdicts; none are not proved."""
    return min(verdicts, key=WORST_FIRST.index, default="not proved")


def sources_of(measured: Iterable[Measured]) -> tuple[str, ...]:
    """Return the files that indices rest on, each once."""
    return tuple(dict.fromkeys(source for one in measured for source in one.sources))


def _at_least(year: Year, core: Core, *, strict: bool) -> Line:
    rule = f"At least 4.0 for {_NAMES[core]}" + (", with the lower end of the interval" if strict else "")
    measured = year.about(core)
    if not measured:
        return Line(
            id=core,
            rule=rule,
            found=f"no answers about {_NAMES[core]} in {year.year}",
            verdict="not proved",
            missing=f"answers of {year.year} to a question about {_NAMES[core]}",
            command=ADD,
        )
    judged = [judge(one, strict=strict, over=year.over) for one in measured]
    said = [f"{one.name}: {text}" for one, (_, text) in zip(measured, judged, strict=True) if text]
    verdict = worst_of(verdict for verdict, _ in judged)
    met = sum(
        one.index is not None and one.index.value is not None and one.index.value >= THRESHOLD for one in measured
    )
    found = f"{met} of {len(measured)} indices {'is' if met == 1 else 'are'} at 4.0 or above"
    if len(measured) == 1:
        found = f"the index is {'' if met else 'not '}at 4.0 or above"
    return Line(
        id=core,
        rule=rule,
        found="; ".join((found, *said)),
        verdict=verdict,
        figures=tuple(map(figure_of, measured)),
        missing=_missing(measured, strict=strict) if verdict == "not proved" else "",
        source=sources_of(measured),
    )


def _missing(measured: Iterable[Measured], *, strict: bool) -> str:
    if any(one.index is None for one in measured):
        return "make the scales of the year comparable, as the finding says"
    if any(one.index is not None and one.index.value is None for one in measured):
        return f"{FEWEST_OF_INDEX} answers and more"
    return "more answers: they narrow the interval" if strict else "the answers of the rest of the year"


def _both(year: Year) -> Line:
    there = [core for core in CORE if year.about(core)]
    missing = [core for core in CORE if core not in there]
    found = f"measured: {listed(_NAMES[core] for core in there) or 'neither'}"
    return Line(
        id="both_measured",
        rule="Satisfaction and loyalty are both measured, and never blended",
        found=found,
        verdict="not proved" if missing else "pass",
        missing=f"answers about {listed(_NAMES[core] for core in missing)}" if missing else "",
        command=ADD if missing else "",
        figures=tuple((core, counted(len(year.about(core)), "question")) for core in CORE),
        source=sources_of(year.measured),
    )


def _enough(year: Year) -> Line:
    verdicts: list[Verdict] = []
    for one in year.measured:
        n = one.index.n if one.index else 0
        verdicts.append(
            "not proved" if n < FEWEST_OF_INDEX else "pass with remarks" if n < FEWEST_OF_REPORT else "pass"
        )
    verdict = worst_of(verdicts)
    found = {
        "pass": f"each question has {FEWEST_OF_REPORT} answers and more",
        "pass with remarks": f"a question has fewer than {FEWEST_OF_REPORT} answers: indicative",
    }.get(verdict, f"a question has fewer than {FEWEST_OF_INDEX} answers" if year.measured else "there are no answers")
    return Line(
        id="enough_answers",
        rule=f"Enough answers: {FEWEST_OF_INDEX} for a score, {FEWEST_OF_REPORT} to rely on it",
        found=found,
        verdict=verdict,
        figures=tuple((one.name, _number(one)) for one in year.measured),
        missing=f"{FEWEST_OF_INDEX} answers and more to each question" if verdict == "not proved" else "",
        source=sources_of(year.measured),
    )


def _number(measured: Measured) -> str:
    if measured.index is None:
        return "not told: several scales"
    return "too few answers to show" if measured.index.hidden else counted(measured.index.n, "answer")


def _scales(year: Year) -> Line:
    mixed = [one for one in year.measured if one.index is None]
    other = [one for one in year.measured if one.index is not None and not same_scale(one.index.scale, FIVE)]
    found, verdict = _scales_found(year, mixed, other)
    return Line(
        id="scales",
        rule="Other scales are named, with what 4.0 is on them",
        found=found,
        verdict=verdict,
        figures=tuple((one.name, _image(one)) for one in other),
        missing=_SCALE_GAP if mixed else "" if year.measured else "answers of the year",
        source=sources_of(year.measured),
    )


def _scales_found(year: Year, mixed: list[Measured], other: list[Measured]) -> tuple[str, Verdict]:
    if mixed:
        return "; ".join(one.why for one in mixed), "not proved"
    if not year.measured:
        return "there are no answers", "not proved"
    if other:
        found = f"{counted(len(other), 'question was', 'questions were')} asked on another scale than 1 to 5"
        return f"{found}; the body that gives the award decides what counts as equivalent", "pass with remarks"
    return "all questions are asked on 1 to 5", "pass"


def _image(measured: Measured) -> str:
    scale = measured.index.scale if measured.index else measured.question.scale
    turned = ", where low is good" if scale.direction == "low_is_good" else ""
    image = shown(from_five(THRESHOLD, scale), 2)
    return f"{scale.low} to {scale.high}{turned}: 4.0 is {image} there, by the straight line"


def _rounding(year: Year) -> Line:
    values = [(one.name, one.index.value) for one in year.measured if one.index and one.index.value is not None]
    near = [(name, unrounded(value)) for name, value in values if near_threshold(value)]
    verdict: Verdict = "not proved" if not values else "pass with remarks" if near else "pass"
    found = f"{counted(len(near), 'index lies', 'indices lie')} from 3.995 to 4.005" if near else ""
    return Line(
        id="rounding",
        rule="Nothing is decided by rounding: 4.0 is compared unrounded",
        found=found or ("no index lies from 3.995 to 4.005" if values else "there is no index yet"),
        verdict=verdict,
        figures=tuple(near),
        missing="" if values else "an index of the year",
        source=sources_of(year.measured) if near else (),
    )

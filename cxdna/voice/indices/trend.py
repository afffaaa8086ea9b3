"""Whether an index rises or falls from wave to wave, and on what that rests."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final, Literal, TypeAlias

import msgspec

from cxdna.statistics.display import counted, listed, shown, signed
from cxdna.statistics.trend import Limits, MannKendall, mann_kendall, xmr
from cxdna.voice.counts.model import NO_MONTH
from cxdna.voice.indices.differ import difference_of, scale_changes
from cxdna.voice.indices.groups import CHANCE
from cxdna.voice.indices.model import Index, Trend
from cxdna.voice.indices.months import MONTHS_OF_WAVE, YEAR
from cxdna.voice.indices.say import chance_in_words
from cxdna.voice.indices.waves import between
from cxdna.voice.model import Fielded

Claim: TypeAlias = Literal["rising", "falling", "none"]
WAVES_OF_TREND: Final = 5
"""With four periods not even a straight rise is unlikely enough by chance: its exact p is 1/12."""
_TWO: Final = 2


def trend_of(points: Sequence[Index], fielded: Fielded | None = None, question: str | None = None) -> Trend:
    """Return what can be said of a question over its waves, given in time order as `waves_of` makes them.

    From five waves with an index on, the test of Mann and Kendall decides, by its exact p where there is one. With
    fewer, which prove no trend, the answers of the first and last are compared by Welch's test, and the reason says so.
    Nothing is claimed across a change of scale without a bridge: `fielded` and `question` tell of that, and which waves
    are missing.
    """
    kept = tuple(points)
    places = [place for place, point in enumerate(kept) if point.value is not None]
    valued = [kept[place] for place in places]
    values = [point.value for point in valued if point.value is not None]
    stand = _stand(valued, fielded)
    test = mann_kendall(values, stand) if len(values) >= _TWO else None
    claim, reason = _claim(valued, test, bridged=_bridged(fielded, question))
    return Trend(
        points=kept,
        test=test,
        limits=_limits(values, places, stand),
        claim=claim,
        reason=" ".join([reason, *_gaps(kept, valued, fielded)]),
    )


def _stand(valued: list[Index], fielded: Fielded | None) -> list[int] | None:
    """Return the numbers of waves in time, by which a slope takes missing ones for what they are; None by name."""
    undated = any(one.span.first == NO_MONTH for one in valued)
    if fielded is None or fielded.survey.columns.wave is not None or undated:
        return None
    length = MONTHS_OF_WAVE[fielded.survey.waves]
    return [(one.span.first // 100 * YEAR + one.span.first % 100 - 1) // length for one in valued]


def _bridged(fielded: Fielded | None, question: str | None) -> bool:
    return fielded is not None and question is not None and bool(fielded.question(question).bridge)


def _claim(valued: list[Index], test: MannKendall | None, *, bridged: bool) -> tuple[Claim, str]:
    if test is None:
        return "none", "A comparison takes two waves with an index."
    if scale_changes(valued) and not bridged:
        return "none", "The scale changed between waves, and nothing says how the scales compare: no trend is told."
    return _over_all(test) if test.n >= WAVES_OF_TREND else _first_and_last(valued)


def _over_all(test: MannKendall) -> tuple[Claim, str]:
    """Return what the test over at least five waves says."""
    p = test.p if test.exact_p is None else test.exact_p
    if p >= CHANCE:
        return "none", f"No trend in {test.n} waves: their order may be chance ({chance_in_words(p)})."
    claim: Claim = "rising" if test.s > 0 else "falling"
    slope = f"{signed(test.slope, 2)} points a wave"
    return claim, f"{claim.capitalize()} over {test.n} waves, by about {slope} ({chance_in_words(p)})."


def _first_and_last(valued: list[Index]) -> tuple[Claim, str]:
    """Return what the answers of the first and last of fewer than five waves say."""
    first, last = valued[0], valued[-1]
    few = f"{counted(len(valued), 'wave')} make no trend: that takes five."
    found = difference_of(first, last)
    if found is None or found.p is None:
        return "none", f"{few} Nor can {last.span.label} be tested against {first.span.label}."
    if found.p >= CHANCE:
        same = f"{last.span.label} does not differ from {first.span.label} by more than chance"
        return "none", f"{same} ({chance_in_words(found.p)}). {few}"
    claim: Claim = "rising" if found.points > 0 else "falling"
    way = "higher" if found.points > 0 else "lower"
    by = f"{shown(abs(found.points), 2)} points {way} in {last.span.label} than in {first.span.label}"
    return claim, f"{by} ({chance_in_words(found.p)}): a difference between two waves, no trend, which takes five."


def _limits(values: list[Fraction], places: list[int], stand: list[int] | None) -> Limits | None:
    """Return the limits of single values from five on, with signals by their place among all points.

    Ranges go from wave to wave and not across a missing one; of waves by name only those that have points are known.
    """
    limits = xmr(values, places if stand is None else stand) if len(values) >= WAVES_OF_TREND else None
    if limits is None:
        return None
    return msgspec.structs.replace(limits, outside=tuple(places[at] for at in limits.outside))


def _gaps(kept: tuple[Index, ...], valued: list[Index], fielded: Fielded | None) -> list[str]:
    """Return a sentence for waves without an index, and one for waves without answers."""
    said = []
    thin = [point.span.label for point in kept if point.value is None and not point.hidden]
    away = [point.span.label for point in kept if point.hidden]
    if thin and valued:
        said.append(f"Not among them, with under 30 answers: {listed(thin)}.")
    if away:
        said.append(f"Hidden, as fewer than five answered or would follow from the others: {listed(away)}.")
    if fielded is not None and fielded.survey.columns.wave is None:
        missing = between(kept, fielded.survey.waves)
        if missing:
            said.append(f"Without answers: {listed(missing)}.")
    return said

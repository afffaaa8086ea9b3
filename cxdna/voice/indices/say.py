"""Plain sentences about indices, for the terminal and for documents."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from cxdna.statistics.display import counted, listed, percent, shown
from cxdna.statistics.interval import Interval
from cxdna.voice.indices.index import FEWEST_ACCOUNTS, FEWEST_OF_INDEX
from cxdna.voice.indices.model import Comparison, Groups, Index, Needed, Weighting
from cxdna.voice.indices.rescale import FIVE, THRESHOLD, from_five, same_scale
from cxdna.voice.survey.model import Scale

NOT_STATED: Final = "not stated"
_WEIGHED: Final[dict[Weighting, str]] = {
    "answers": "",
    "weights": ", by the weights of the file",
    "accounts": ", each account alike",
    "revenue": ", accounts by what they bring",
}
_SMALLEST_P: Final = 0.001


def in_words(index: Index) -> str:
    """Return an index as a sentence: value, interval, number of answers, how far they carry, best and worst scores."""
    if index.hidden:
        return "Not shown: fewer than five answers."
    if not index.n:
        return "No answers."
    answers = counted(index.n, "answer")
    if index.accounts is not None:
        answers += f" of {counted(index.accounts, 'account')}"
    said = f"{_value(index)}, {answers}: {index.word}" if index.value is not None else _no_score(index, answers)
    return f"{said}; {_ends(index)}."


def nps_in_words(index: Index) -> str:
    """Return the net promoter score as a sentence, in points from -100 to 100; "" where there is none."""
    nps = index.nps
    if nps is None:
        return ""
    n = nps.promoters + nps.passives + nps.detractors
    low, high = (_points(Fraction(end)) for end in (nps.interval.low, nps.interval.high))
    return (
        f"Net promoter score {_points(nps.value)} ({low} to {high} with {nps.interval.confidence:.0%} confidence): "
        f"{percent(Fraction(nps.promoters, n))} promoters (9 or 10), {percent(Fraction(nps.detractors, n))} detractors "
        f"(0 to 6) of {counted(n, 'answer')}."
    )


def easy_in_words(index: Index) -> str:
    """Return the share of those for whom it was easy as a sentence that names the convention; "" without one."""
    if index.easy is None:
        return ""
    return (
        f"{percent(index.easy.share)} found it easy ({_shares(index.easy.interval)}), which here means a score from "
        f"{index.easy_from} to 7; others count differently."
    )


def threshold_in_words(scale: Scale) -> str:
    """Return which score of a scale is 4.0 on 1 to 5; "" on that scale itself."""
    if same_scale(scale, FIVE):
        return ""
    way = ", where low is good" if scale.direction == "low_is_good" else ""
    return f"{shown(THRESHOLD)} of 5 is {_short(from_five(THRESHOLD, scale))} on {scale.low} to {scale.high}{way}."


def apart_in_words(comparisons: tuple[Comparison, ...], groups: Groups) -> str:
    """Return which groups differ from all others by more than chance, or why none is said to."""
    if groups.no_ranking:
        return groups.no_ranking
    apart = [
        f"{one.value or NOT_STATED} is {one.apart} ({shown(abs(one.difference), 2)} points, {chance_in_words(one.p)})"
        for one in comparisons
        if one.apart != "none" and one.p is not None
    ]
    tested = counted(len(comparisons), "group")
    if not comparisons:
        return f"No group and all others beside it have the {FEWEST_OF_INDEX} answers that a comparison takes."
    if not apart:
        return f"None of {tested} differs from all other answers by more than chance."
    return f"Compared with all other answers, {listed(apart)}; p is adjusted for {tested} tested at once."


def needed_in_words(needed: Needed) -> str:
    """Return how many more answers are needed, as a sentence."""
    if needed.reported is None:
        first = "There are fewer than 100 customers to ask, so the index stays indicative"
    elif needed.reported:
        first = f"{counted(needed.reported, 'more answer')} until the index is reported"
    else:
        first = "Enough answers to report the index"
    known = [
        f"{counted(more, 'more', 'more')} to know it to {way} points" if more else f"it is known to {way} points"
        for more, way in ((needed.to_a_fifth, "±0.2"), (needed.to_a_tenth, "±0.1"))
    ]
    assumed = ", if opinions differ as widely as they can" if needed.assumed else ""
    return f"{first}; {listed(known)}{assumed}."


def chance_in_words(p: float) -> str:
    """Return how likely chance alone makes something as extreme: p = 0.012, or p < 0.001."""
    return f"p = {shown(Fraction(p), 3)}" if p >= _SMALLEST_P else f"p < {_SMALLEST_P}"


def within_scale(interval: Interval) -> tuple[Fraction, Fraction]:
    """Return the ends of an index's interval as they are shown: none beyond the scale of 1 to 5."""
    low, high = Fraction(interval.low), Fraction(interval.high)
    return max(low, Fraction(FIVE.low)), min(high, Fraction(FIVE.high))


def _value(index: Index) -> str:
    said = f"{shown(index.value, 2)} of 5{_WEIGHED[index.weighting]}"
    if index.interval is None:
        return f"{said} (no interval: the answers have no spread)"
    low, high = within_scale(index.interval)
    return f"{said} ({shown(low, 2)} to {shown(high, 2)} with {index.interval.confidence:.0%} confidence)"


def _no_score(index: Index, answers: str) -> str:
    """Return why there is no value."""
    if index.n < FEWEST_OF_INDEX:
        return f"No score: {answers}, and an index takes {FEWEST_OF_INDEX}"
    if index.accounts is None:
        left = shown(index.effective_n, 0)
        return f"No score: weights leave {answers} worth {left}, and an index takes {FEWEST_OF_INDEX}"
    if index.accounts < FEWEST_ACCOUNTS:
        return f"No score: {answers}, and an index by accounts takes {FEWEST_ACCOUNTS}"
    return f"No score: {answers}, of which one decides alone"


def _ends(index: Index) -> str:
    """Return the shares of the best and the worst scores."""
    assert index.top_two is not None  # noqa: S101 - an index with answers that is not hidden has both
    assert index.bottom_two is not None  # noqa: S101 - the same
    best, worst = percent(index.top_two.share), percent(index.bottom_two.share)
    if index.boxes == 1:
        return f"{best} gave the best score, {worst} the worst"
    return f"{best} gave one of the two best scores, {worst} one of the two worst"


def _shares(interval: Interval) -> str:
    return f"{percent(Fraction(interval.low))} to {percent(Fraction(interval.high))}"


def _points(share: Fraction) -> str:
    """Return a share as points with a sign."""
    text = shown(share * 100, 0)
    return f"+{text}" if share > 0 and text != "0" else text


def _short(value: Fraction) -> str:
    """Return a number with two places at most, none of them idle: 7.5, 7.75, 7."""
    text = shown(value, 2)
    return text.rstrip("0").rstrip(".") if "." in text else text

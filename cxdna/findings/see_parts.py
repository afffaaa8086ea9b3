"""Parts as customers see them, and claims of the upper levels that nothing with customers stands behind."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from cxdna.definitions.model import Playbook
from cxdna.findings.model import Heard, PartVoice, UnbackedClaim
from cxdna.scores.ladder import ladder
from cxdna.scores.model import Assessed, PartScore
from cxdna.statistics.display import shown
from cxdna.statistics.distribution import t_reach
from cxdna.statistics.interval import Interval
from cxdna.voice.indices.index import FEWEST_OF_INDEX, FEWEST_OF_REPORT
from cxdna.voice.indices.model import Span, Word
from cxdna.voice.indices.rescale import THRESHOLD
from cxdna.voice.survey.model import About

HIGH: Final = Fraction(3, 4)
"""From so far up the ladder on a level wants results: from level 4 of 1 to 5."""
FIRST: Final[tuple[About, ...]] = ("satisfaction", "effort", "other", "recommendation")
"""Which questions speak for a part that has several kinds: they are never averaged together."""


def parts_heard(assessed: Assessed, heard: Sequence[Heard], span: Span) -> tuple[PartVoice, ...]:
    """Return each part of which customers were asked, in the order of the playbook.

    Questions that have answers in the span go before those that stand with months of their own.
    """
    found = ((part, [one for one in heard if part.id in one.parts]) for part in assessed.scores.parts)
    return tuple(_part(part, asked, span) for part, asked in found if asked)


def _part(part: PartScore, asked: Sequence[Heard], span: Span) -> PartVoice:
    about = next(kind for kind in FIRST if any(one.index.about == kind for one in asked))
    same = [one for one in asked if one.index.about == about and not one.index.hidden]
    counting = [one for one in same if one.index.value is not None]
    counting = [one for one in counting if one.index.span == span] or counting
    values = [one.index.value for one in counting if one.index.value is not None]
    of = counting or same
    left_out = tuple(one.key for one in asked if one not in of)
    if not of:  # nothing is told of questions that fewer than five answered
        return PartVoice(part=part.id, about=about, of=(), n=None, left_out=left_out)
    return PartVoice(
        part=part.id,
        about=about,
        of=tuple(one.key for one in of),
        n=sum(one.index.n for one in of),
        value=sum(values, Fraction(0)) / len(values) if values else None,
        interval=_interval(counting),
        word=word_of(min(one.index.n for one in of)),
        left_out=left_out,
    )


def word_of(n: int) -> Word:
    """Return how far a number of answers carries."""
    if n < FEWEST_OF_INDEX:
        return "no score"
    return "indicative" if n < FEWEST_OF_REPORT else "reported"


def _interval(asked: Sequence[Heard]) -> Interval | None:
    """Return the interval of the mean of several indices; None where one of them has none.

    Questions of one survey are answered by the same people, and their errors add up at worst; those of different
    surveys are independent, and their variances do. Fewest degrees of freedom count. Source: the variance of a sum,
    with correlations bounded by 1.
    """
    errors: dict[str, float] = {}
    for one in asked:
        found, reach = one.index.interval, float(one.index.effective_n) - 1
        if found is None or reach <= 0:
            return None
        errors[one.survey] = errors.get(one.survey, 0.0) + (found.high - found.low) / 2 / t_reach(0.95, reach)
    if not errors:
        return None
    fewest = min(float(one.index.effective_n) - 1 for one in asked)
    half = t_reach(0.95, fewest) * math.sqrt(sum(error**2 for error in errors.values())) / len(asked)
    middle = float(sum((one.index.value or Fraction(0) for one in asked), Fraction(0)) / len(asked))
    return Interval(middle - half, middle + half)


def unbacked(
    assessed: Assessed, parts: Sequence[PartVoice], silent: Mapping[str, str] = MappingProxyType({})
) -> tuple[UnbackedClaim, ...]:
    """Return the parts with answers at the upper levels and no good result with customers, in their order.

    `silent` are parts of which customers are asked, but are not heard in these months, each with the reason.
    """
    return tuple(_unbacked(assessed, {one.part: one for one in parts}, silent))


def high_from(playbook: Playbook) -> Fraction:
    """Return the lowest level of a ladder that wants results: 4 of 1 to 5."""
    steps = ladder(playbook).values
    return min(one for one in steps if one >= steps[0] + HIGH * (steps[-1] - steps[0]))


def _unbacked(
    assessed: Assessed, voices: Mapping[str, PartVoice], silent: Mapping[str, str]
) -> Iterator[UnbackedClaim]:
    from_here = high_from(assessed.playbook)
    by_id = {one.id: one for one in assessed.scores.questions}
    for part in assessed.scores.parts:
        high = [
            name
            for name in part.questions
            if (answered := by_id[name].score.as_answered) is not None and answered >= from_here
        ]
        if part.children or not high:
            continue
        if why := _why(voices.get(part.id), silent.get(part.id)):
            yield UnbackedClaim(f"unbacked:{part.id}", part.id, tuple(high), why)


def _why(voice: PartVoice | None, silent: str | None) -> str:
    """Say why no result with customers stands behind the answers of a part; "" where one does."""
    if voice is None:
        return silent or "customers are asked nothing that belongs to it"
    if voice.value is None:
        return "fewer than 30 customers answered what belongs to it"
    if voice.word != "reported":
        return "too few customers answered for more than an indication"
    if voice.value < THRESHOLD:
        # Shown with as many places as it takes to stand below the mark.
        said = next(text for places in range(2, 12) if (text := shown(voice.value, places)) != shown(THRESHOLD, places))
        return f"customers see it at {said}, below {shown(THRESHOLD, 1)}"
    return ""

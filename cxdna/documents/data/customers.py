"""What customers say as data for other programs, as far as it may be shown."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

import msgspec

from cxdna.findings.model import Alignment, Heard, Item, PerceptionGap, UnbackedClaim
from cxdna.privacy.suppress import suppress
from cxdna.scores.model import PartScore, Scores
from cxdna.statistics.interval import Interval
from cxdna.voice.indices.model import Groups, Index, Span, Trend, Word
from cxdna.voice.survey.model import About


class WaveData(msgspec.Struct, frozen=True, kw_only=True):
    """The index of one wave; `n` and `index` are null where the wave must stay hidden, `value` under 30 answers."""

    wave: str
    n: int | None
    value: Fraction | None
    interval: Interval | None


class QuestionData(msgspec.Struct, frozen=True, kw_only=True):
    """A question that customers were asked; `index` is null where fewer than five answered.

    `claim` is what may be said of its course, and `reason` on what that rests; both are empty for a single wave.
    """

    survey: str
    title: str
    question: str
    text: str
    about: About
    item: str
    parts: tuple[str, ...]
    index: Index | None
    waves: tuple[WaveData, ...] = ()
    claim: Literal["rising", "falling", "none", ""] = ""
    reason: str = ""
    categories: Groups | None = None


class PartData(msgspec.Struct, frozen=True, kw_only=True):
    """A part in its three values: as answered, as shown by evidence, as customers see it.

    The first two are levels of described practice, the third a mean of answers on 1 to 5, of questions `of` about one
    matter; `n` counts answers, null where fewer than five were given.
    """

    part: str
    as_answered: Fraction | None
    as_shown: Fraction | None
    customers: Fraction | None
    interval: Interval | None
    n: int | None
    word: Word
    about: About
    of: tuple[str, ...]
    left_out: tuple[str, ...]


class CustomersData(msgspec.Struct, frozen=True, kw_only=True):
    """Surveys beside an assessment, over one span of months; `untold` are questions that cannot be told, and why.

    `items` hold both means and their `gap`, customers less staff. `apart`, the level as answered less what customers
    say, compares two different quantities and serves to order what to look at.
    """

    span: Span
    questions: tuple[QuestionData, ...]
    items: tuple[Item, ...]
    parts: tuple[PartData, ...]
    unbacked: tuple[UnbackedClaim, ...]
    perception: tuple[PerceptionGap, ...]
    untold: tuple[tuple[str, str], ...]


def customers_data(alignment: Alignment, scores: Scores) -> CustomersData:
    """Return what customers say, without what would tell of fewer than five."""
    return CustomersData(
        span=alignment.span,
        questions=tuple(_question(one) for one in alignment.heard),
        items=alignment.items,
        parts=tuple(_part(alignment, scores.part(one.part)) for one in alignment.parts),
        unbacked=alignment.unbacked,
        perception=alignment.perception,
        untold=alignment.untold,
    )


def _question(one: Heard) -> QuestionData:
    hidden = one.index.hidden
    return QuestionData(
        survey=one.survey,
        title=one.title,
        question=one.question,
        text=one.text,
        about=one.index.about,
        item=one.item,
        parts=one.parts,
        index=None if hidden else one.index,
        waves=_waves(one.trend) if one.trend else (),
        claim=one.trend.claim if one.trend else "",
        reason=one.trend.reason if one.trend else "",
        # The index of all together is there already.
        categories=msgspec.structs.replace(one.categories, whole=None) if one.categories and not hidden else None,
    )


def _waves(trend: Trend) -> tuple[WaveData, ...]:
    """Return the waves as far as they may be shown: a small one must not follow from all the others."""
    shown = suppress({point.span.label: point.n for point in trend.points}).cells
    return tuple(
        WaveData(
            wave=point.span.label,
            n=shown[point.span.label],
            value=point.value if shown[point.span.label] is not None else None,
            interval=point.interval if shown[point.span.label] is not None and point.value is not None else None,
        )
        for point in trend.points
    )


def _part(alignment: Alignment, part: PartScore) -> PartData:
    voice = alignment.part(part.id)
    if voice is None:
        raise KeyError(part.id)
    return PartData(
        part=part.id,
        as_answered=part.score.as_answered,
        as_shown=part.score.as_shown,
        customers=voice.value,
        interval=voice.interval,
        n=voice.n,
        word=voice.word,
        about=voice.about,
        of=voice.of,
        left_out=voice.left_out,
    )

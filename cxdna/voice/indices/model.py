"""An index with all that is needed to judge it. Exact values are fractions; interval ends are floats."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, TypeAlias

import msgspec

from cxdna.statistics.interval import Interval
from cxdna.statistics.trend import Limits, MannKendall
from cxdna.voice.survey.model import About, Month, Scale

Weighting: TypeAlias = Literal["answers", "weights", "accounts", "revenue"]
"""Whom an index weighs alike: answers, answers by the weights of the file, accounts, or what accounts bring."""
Word: TypeAlias = Literal["no score", "indicative", "reported"]
"""How far a number of answers carries: under 30 none, under 100 indicative."""


class Span(msgspec.Struct, frozen=True):
    """Months that an index is about, first and last included; a wave by name narrows it."""

    first: Month
    last: Month
    label: str
    wave: str | None = None


class Share(msgspec.Struct, frozen=True):
    """A share of answers, with its Wilson interval."""

    count: int
    share: Fraction
    interval: Interval


class Nps(msgspec.Struct, frozen=True):
    """Promoters (9, 10) less detractors (0 to 6) as a share of all, from -1 to 1, with its adjusted Wald interval."""

    promoters: int
    passives: int
    detractors: int
    value: Fraction
    interval: Interval


class Index(msgspec.Struct, frozen=True, kw_only=True):
    """The index of one question in one group and span.

    `levels` counts the answers of each score of the scale, as it was given, none left out. `own` is the mean on the
    question's scale, turned where low is good, `value` its image on 1 to 5: both None under 30 answers. `interval` is
    the t interval of `value`, not clipped to the scale, None where answers cannot say how sure it is. `top_two` and
    `bottom_two` are shares of the two best and two worst scores; on scales of two or three points (`boxes` is 1) of the
    best and worst one, as the middle is neither. `nps` is there for recommendation on 0 to 10 only, `easy` for effort
    on 1 to 7, as the answers from `easy_from` on; both None under 30 answers. Weights touch `own`, `value`, `interval`,
    `effective_n` and `word`; all else counts answers.

    Weighted by accounts or revenue, accounts are what is observed: `accounts` says how many, `effective_n` how many
    equal ones are as certain, `interval` rests on their means, and `unplaced` answers have no account (or no revenue).

    Where a bridge allows several scales in one span, `scales` has all of them, `images` the answers by their image on 1
    to 5, and `levels` is empty, `own` None. Of 1 to 4 answers nothing is told: `hidden` is set and all but the counts
    that do not count is empty; `n` is then not for display either. `late`, `left_out` (the sum of
    `excluded`, `staff` and `unusable`) and `no_answer` are answers that do not count.
    """

    question: str
    about: About
    scale: Scale
    span: Span
    cut: tuple[tuple[str, str], ...]
    weighting: Weighting
    n: int
    effective_n: Fraction
    word: Word
    levels: tuple[tuple[int, int], ...]
    own: Fraction | None
    value: Fraction | None
    interval: Interval | None
    top_two: Share | None
    bottom_two: Share | None
    nps: Nps | None = None
    easy: Share | None = None
    accounts: int | None = None
    late: int = 0
    left_out: int = 0
    no_answer: int = 0
    boxes: int = 2
    easy_from: int | None = None
    unplaced: int = 0
    scales: tuple[Scale, ...] = ()
    images: tuple[tuple[Fraction, int], ...] = ()
    hidden: bool = False
    excluded: int = 0
    staff: int = 0
    unusable: int = 0


class Group(msgspec.Struct, frozen=True):
    """One group of a dimension; `index` is None where the group must stay hidden, `n` then too."""

    value: str
    n: int | None
    index: Index | None


class Groups(msgspec.Struct, frozen=True):
    """A question by the groups of a dimension, in the order of their names; some may be hidden.

    `no_ranking` says why groups are not ranked, where they are not: countries never are. `whole` is the index of all.
    """

    dimension: str
    groups: tuple[Group, ...]
    no_ranking: str = ""
    whole: Index | None = None


class Comparison(msgspec.Struct, frozen=True):
    """A group against all other answers: the difference in points of 1 to 5 and Welch's p, adjusted by Holm's method.

    `p` is None where the answers leave nothing to test. `apart` is higher or lower only where p is under 0.05.
    """

    value: str
    difference: Fraction
    p: float | None
    apart: Literal["higher", "lower", "none"]


class Trend(msgspec.Struct, frozen=True, kw_only=True):
    """A question over its waves: points in time order, and what can be said of them.

    `claim` is rising, falling, or none; `reason` says on what it rests, or why nothing is claimed. `limits` are those
    of single values from five waves on; `limits.outside` are the places in `points` of signals. Waves without a value
    (under 30 answers) are among the points, but neither tested nor in the limits.
    """

    points: tuple[Index, ...]
    test: MannKendall | None
    limits: Limits | None
    claim: Literal["rising", "falling", "none"]
    reason: str


class Loyalty(msgspec.Struct, frozen=True, kw_only=True):
    """Whether the index stayed at 4.0 or above for four quarters in a row.

    `quarters` are the last four, the earliest first; `run` is how many quarters in a row, up to the last, were at 4.0
    or above. `not proved` where one has under 30 answers and none has an index below 4.0.
    """

    quarters: tuple[Index, ...]
    verdict: Literal["in", "out", "not proved"]
    run: int
    reason: str


class Change(msgspec.Struct, frozen=True):
    """What a share or a net promoter score did: later less earlier, as a share, with the interval and two-sided p."""

    points: Fraction
    interval: Interval | None = None
    p: float | None = None


class EffectFound(msgspec.Struct, frozen=True, kw_only=True):
    """An index before and after, with the difference in points of 1 to 5, its Welch interval and two-sided p.

    All three are None where one of the two has no index; interval and p also where nothing can be tested. `top_two` is
    what the share of the best scores did, with Newcombe's interval, and `nps` what the net promoter score did, each
    where both sides have one on the same scale.
    """

    before: Index
    after: Index
    difference: Fraction | None
    interval: Interval | None
    p: float | None
    words: str
    top_two: Change | None = None
    nps: Change | None = None


class Needed(msgspec.Struct, frozen=True, kw_only=True):
    """How many more answers an index needs: to be indicative, to be reported, and to be known to -+ 0.2 or 0.1 points.

    0 where it has them; None where a population of that size cannot give them.
    """

    indicative: int | None
    reported: int | None
    to_a_fifth: int
    to_a_tenth: int
    deviation: float
    assumed: bool

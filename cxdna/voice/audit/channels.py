"""Whether customers who are asked another way rate otherwise: another mix of channels moves the index then."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from cxdna.errors import UserError
from cxdna.statistics.display import shown, signed
from cxdna.voice.audit.model import Found
from cxdna.voice.indices.groups import compare_groups, groups_of
from cxdna.voice.indices.model import Comparison, Span
from cxdna.voice.model import Fielded

BY_CHANCE: Final = 0.01
MATTERS: Final = Fraction(2, 10)


def channel_scores(fielded: Fielded, span: Span) -> Iterator[Found]:
    """Yield the channels whose answers to a core question differ from all others by 0.2 points of five and more.

    By Welch's test with p under 1%, adjusted by Holm for the channels. Nothing without channels to compare.
    """
    if "channel" not in fielded.survey.dimensions:
        return
    seen = [(name, one) for name, one in _compared(fielded, span) if one.p is not None]
    apart = [(name, one) for name, one in seen if one.p is not None and one.p < BY_CHANCE and _matters(one)]
    figures = tuple(
        (f"{name}, '{one.value}' less all others", f"{signed(one.difference, 2)} points, p {_p(one.p or 0.0)}")
        for name, one in seen
    )
    if apart:
        where = tuple(f"{name}: '{one.value}' {signed(one.difference, 2)} points" for name, one in apart)
        text = "scores differ by channel: another mix of channels moves the index by itself"
        yield Found(check="channel_shift", result="remark", found=text, figures=figures, where=where)
    elif seen:
        text = "scores differ little by channel"
        yield Found(check="channel_shift", result="clear", found=text, figures=figures)


def _compared(fielded: Fielded, span: Span) -> Iterator[tuple[str, Comparison]]:
    for question in fielded.survey.questions:
        if question.about in {"satisfaction", "recommendation"}:
            try:
                groups = groups_of(fielded, question.id, span, "channel", asks=fielded.survey.asks)
            except UserError:
                continue  # scales that cannot be mixed are told by another check
            yield from ((question.id, one) for one in compare_groups(groups))


def _matters(one: Comparison) -> bool:
    return abs(one.difference) >= MATTERS


def _p(p: float) -> str:
    return "under 0.001" if p < 0.001 else shown(Fraction(p), 3)  # noqa: PLR2004 - the last digit that is shown

"""Early against late answers, as those who never answered may differ still more; and answers piled up at month ends."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Final

import msgspec

from cxdna.statistics.compare import binomial_tail, holm, welch
from cxdna.statistics.display import percent, shown, signed
from cxdna.statistics.moments import mean, total
from cxdna.voice.audit.model import Found, Result
from cxdna.voice.audit.waves import ENOUGH
from cxdna.voice.indices.rescale import same_scale, scale_in, to_five
from cxdna.voice.survey.model import SurveyQuestion

CHANCE: Final = 0.05
MATTERS: Final = Fraction(2, 10)
"""Points of 1 to 5 from which a difference changes what one would say."""

LAST_DAYS: Final = 3
FEWEST_DAYS: Final = 60
"""Fewer days do not hold two month ends."""
PILED_UP: Final = 2
SURELY: Final = 0.01


class Answered(msgspec.Struct, frozen=True):
    """How many answers of one score came on a day about an event on a day."""

    question: str
    event: dt.date
    answered: dt.date
    level: int
    n: int


def timing(questions: Sequence[SurveyQuestion], answers: Iterable[Answered]) -> Found:
    """Return whether the first third to answer after the event rates otherwise than the last third, by question.

    Welch's t, adjusted by Holm for several questions; days are never split. Sources: Armstrong and Overton, Journal of
    Marketing Research 14 (1977), 396-402; Welch 1947; Holm 1979.
    """
    by_question = _by_question(questions, answers)
    tested: dict[str, tuple[Fraction, float]] = {}
    for one in questions:
        thirds = _thirds(by_question.get(one.id, {}))
        if thirds is None:
            continue
        found = welch(*thirds)
        if found is not None:
            difference = to_five(mean(thirds[0]), one.scale) - to_five(mean(thirds[1]), one.scale)
            tested[one.id] = (difference, found.p)
    if not tested:
        text = f"fewer than {ENOUGH} early and {ENOUGH} late answers of a question can be told apart by their days"
        return Found(check="timing", result="not proved", found=text)
    return _judged(
        {
            name: (pair[0], p)
            for (name, pair), p in zip(tested.items(), holm([p for _, p in tested.values()]), strict=True)
        }
    )


def _judged(tested: Mapping[str, tuple[Fraction, float]]) -> Found:
    figures = tuple(
        (f"{name}, early less late", f"{signed(difference, 2)} points, p {_p(p)}")
        for name, (difference, p) in tested.items()
    )
    apart = {name: difference for name, (difference, p) in tested.items() if p < CHANCE}
    if not apart:
        text = "early and late answers do not differ by more than chance"
        return Found(check="timing", result="clear", found=text, figures=figures)
    matters = any(abs(difference) >= MATTERS for difference in apart.values())
    result: Result = "finding" if matters else "remark"
    most = max(apart, key=lambda name: abs(apart[name]))
    side = "higher" if apart[most] > 0 else "lower"
    text = f"early answers to {most} are {shown(abs(apart[most]), 2)} points {side} than late ones"
    return Found(check="timing", result=result, found=text, figures=figures)


def _p(p: float) -> str:
    return "under 0.001" if p < 0.001 else shown(Fraction(p), 3)  # noqa: PLR2004 - the last digit that is shown


def _by_question(
    questions: Sequence[SurveyQuestion], answers: Iterable[Answered]
) -> Mapping[str, Mapping[int, Counter[int]]]:
    """Return the answers on the present scale of each question by the days they took, by score."""
    asked = {one.id: one for one in questions}
    found: dict[str, dict[int, Counter[int]]] = {}
    for one in answers:
        question = asked[one.question]
        month = one.event.year * 100 + one.event.month
        if one.answered >= one.event and same_scale(scale_in(question, month), question.scale):
            days = found.setdefault(one.question, {})
            days.setdefault((one.answered - one.event).days, Counter())[one.level] += one.n
    return found


def _thirds(days: Mapping[int, Counter[int]]) -> tuple[Counter[int], Counter[int]] | None:
    """Return the scores of the first and the last third by whole days; None where they meet or are too few."""
    order = sorted(days)
    third = sum(total(days[day]) for day in order) / 3
    early, late = _until(days, order, third), _until(days, order[::-1], third)
    if not early or not late or max(early) >= min(late):
        return None
    first, last = (sum((days[day] for day in some), Counter[int]()) for some in (early, late))
    return (first, last) if min(total(first), total(last)) >= ENOUGH else None


def _until(days: Mapping[int, Counter[int]], order: Sequence[int], enough: float) -> list[int]:
    """Return the first days in an order that together hold at least a third."""
    taken: list[int] = []
    held = 0
    for day in order:
        if held >= enough:
            break
        taken.append(day)
        held += total(days[day])
    return taken


def month_ends(answers: Iterable[Answered]) -> Found | None:
    """Return whether answers pile up on the last three days of months, before somebody reports; None for too few.

    By the question with the most answers: twice as many as these days are of all days, and more than chance (binomial).
    """
    days: dict[str, Counter[dt.date]] = {}
    for one in answers:
        days.setdefault(one.question, Counter())[one.answered] += one.n
    most = max(days.values(), key=Counter.total, default=Counter[dt.date]())
    if not most or most.total() < ENOUGH or (max(most) - min(most)).days < FEWEST_DAYS:
        return None
    first, length = min(most), (max(most) - min(most)).days + 1
    ends = sum(_at_end(first + dt.timedelta(days=at)) for at in range(length))
    there = sum(n for day, n in most.items() if _at_end(day))
    share, usual = Fraction(there, most.total()), Fraction(ends, length)
    figures = (("answers on the last three days of months", f"{percent(share)}; {percent(usual)} of all days"),)
    chance = binomial_tail(there, most.total(), float(usual), upper=True)
    if share >= PILED_UP * usual and chance < SURELY:
        text = "answers pile up at month ends: look at who was asked then, and by whom"
        return Found(check="timing", result="remark", found=text, figures=figures)
    return Found(check="timing", result="clear", found="answers do not pile up at month ends", figures=figures)


def _at_end(day: dt.date) -> bool:
    return (day + dt.timedelta(days=LAST_DAYS)).month != day.month

"""How many of those who were asked answered, and what those who did not would have to think to change the verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from cxdna.errors import UserError
from cxdna.statistics.display import MINUS, percent, shown
from cxdna.statistics.response import Dispositions, break_even, nonresponse_bias, rates
from cxdna.voice.audit.model import Found
from cxdna.voice.audit.waves import ENOUGH
from cxdna.voice.indices.index import index_of
from cxdna.voice.indices.model import Span
from cxdna.voice.indices.rescale import FIVE, THRESHOLD
from cxdna.voice.model import Fielded

HALF_A_POINT: Final = Fraction(1, 2)
ENOUGH_RESPONSE: Final = Fraction(80, 100)
"""Under this unit response rate the US Office of Management and Budget asks for an analysis of non-response (2006)."""


def response(fielded: Fielded, span: Span) -> Found:
    """Return the response rates of all waves by the AAPOR definitions; under 80% a bias analysis is asked for."""
    became: Counter[str] = Counter()
    waves: dict[str, Counter[str]] = {}
    for one in fielded.returned:
        became[one.disposition] += one.n
        waves.setdefault(one.wave, Counter())[one.disposition] += one.n
    found = rates(_dispositions(became))
    if found.rr1 is None or found.rr2 is None:
        text = "the files do not say what became of invitations, so no response rate can be told"
        return Found(check="coverage", result="not proved", found=text)
    of_waves = [
        rr1 for wave, one in sorted(waves.items()) if wave and (rr1 := rates(_dispositions(one)).rr1) is not None
    ]
    figures = [
        ("RR1, complete of all invited", percent(found.rr1)),
        ("RR2, with partial ones", percent(found.rr2)),
        ("RR5, without those of unknown eligibility", percent(found.rr5)),
        ("COOP3, complete of those reached and able", percent(found.coop3)),
        ("REF1, refused", percent(found.ref1)),
        ("CON1, reached", percent(found.con1)),
    ]
    if len(of_waves) > 1:
        figures.append(("RR1 by wave", f"{percent(min(of_waves))} to {percent(max(of_waves))}"))
    figures += _silent(fielded, span, found.rr2)
    enough = found.rr1 >= ENOUGH_RESPONSE
    text = f"{percent(found.rr1)} of those invited answered in full (RR1)"
    text += "" if enough else "; under 80% it has to be analysed how the others differ"
    return Found(check="coverage", result="clear" if enough else "not proved", found=text, figures=tuple(figures))


def _dispositions(became: Counter[str]) -> Dispositions:
    return Dispositions(**became)


def _silent(fielded: Fielded, span: Span, share: Fraction) -> Iterator[tuple[str, str]]:
    """Yield for each core question how far silent ones half a point less pleased would lower the mean of everybody.

    And where it is at 4.0 or above, their mean under which that of everybody would be under 4.0.
    """
    for one in fielded.survey.questions:
        if one.about not in {"satisfaction", "recommendation"} or share >= 1:
            continue
        try:
            index = index_of(fielded, one.id, span)
        except UserError:
            continue  # scales that cannot be mixed are told by another check
        if index.value is None or index.n < ENOUGH:
            continue
        bias = nonresponse_bias(1 - share, index.value, index.value - HALF_A_POINT)
        yield f"{one.id}: if those silent average half a point less, the mean of all is lower by", shown(bias, 2)
        if index.value < THRESHOLD:
            continue
        value = break_even(index.value, share, THRESHOLD)
        name = f"{one.id}: 4.0 is lost if those silent average under"
        yield name, shown(value, 2) if value >= FIVE.low else f"1 {MINUS} they cannot change it"

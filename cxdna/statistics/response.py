"""Response rates by the standard definitions, and how wrong a mean may be for those who did not answer."""

from __future__ import annotations

from fractions import Fraction

import msgspec

EVERYBODY = Fraction(1)


class Dispositions(msgspec.Struct, frozen=True, kw_only=True):
    """What became of those who were asked, each counted once.

    `complete` and `partial` interviews, `refused` (also broken off), `no_contact` (never reached), `other` (eligible,
    did not answer for another reason), `unknown` (nobody can say whether they were eligible).
    """

    complete: int = 0
    partial: int = 0
    refused: int = 0
    no_contact: int = 0
    other: int = 0
    unknown: int = 0


class Rates(msgspec.Struct, frozen=True):
    """Shares from 0 to 1; None where there is nobody to divide by.

    `rr1` to `rr6` are response rates: the odd ones count complete interviews only, the even ones partial ones too.
    Below the line, 1 and 2 take all of unknown eligibility for eligible, 3 and 4 the estimated share of them, 5 and 6
    none. `coop1` and `coop3` are cooperation rates, complete interviews among all who were reached, `coop3` without
    those unable to take part; `ref1` is the refusal rate and `con1` the contact rate, both with all of unknown
    eligibility below the line.
    """

    rr1: Fraction | None
    rr2: Fraction | None
    rr3: Fraction | None
    rr4: Fraction | None
    rr5: Fraction | None
    rr6: Fraction | None
    coop1: Fraction | None
    coop3: Fraction | None
    ref1: Fraction | None
    con1: Fraction | None


def rates(dispositions: Dispositions, eligible_share: Fraction = EVERYBODY) -> Rates:
    """Return the rates of a survey; `eligible_share` is the estimate e for those of unknown eligibility, 0 to 1.

    Raises ValueError for a share outside of that. Source: AAPOR, Standard Definitions.
    """
    if not 0 <= eligible_share <= 1:
        raise ValueError("the share of eligible people lies between 0 and 1")
    d = dispositions
    answered = d.complete + d.partial
    reached = answered + d.refused + d.other
    known = reached + d.no_contact
    everybody = known + d.unknown
    estimated = known + eligible_share * d.unknown
    return Rates(
        rr1=_share(d.complete, everybody),
        rr2=_share(answered, everybody),
        rr3=_share(d.complete, estimated),
        rr4=_share(answered, estimated),
        rr5=_share(d.complete, known),
        rr6=_share(answered, known),
        coop1=_share(d.complete, reached),
        coop3=_share(d.complete, answered + d.refused),
        ref1=_share(d.refused, everybody),
        con1=_share(reached, everybody),
    )


def nonresponse_bias(
    nonresponse_share: Fraction, mean_respondents: Fraction, mean_nonrespondents: Fraction
) -> Fraction:
    """Return how many points the mean of respondents lies above that of everybody.

    Source: the deterministic view of non-response, Groves, Survey Errors and Survey Costs, 1989.
    """
    return nonresponse_share * (mean_respondents - mean_nonrespondents)


def break_even(mean: Fraction, response_share: Fraction, threshold: Fraction) -> Fraction:
    """Return the mean of those who did not answer below which the mean of everybody is under the threshold.

    `mean` is that of the respondents, `response_share` their share, at least 0 and under 1, else ValueError. The result
    may lie outside of the scale: then no answers of the others could change the verdict. Source: `nonresponse_bias`,
    solved for the mean of non-respondents.
    """
    if not 0 <= response_share < 1:
        raise ValueError("the share of those who answered is at least 0 and under 1")
    return (threshold - response_share * mean) / (1 - response_share)


def _share(part: int, whole: Fraction | int) -> Fraction | None:
    return Fraction(part) / whole if whole else None

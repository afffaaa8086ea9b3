"""Employees whose customers answer more or less often than chance allows: who picks whom to invite shows up here."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

import msgspec

from cxdna.statistics.compare import binomial_tail, holm
from cxdna.statistics.display import counted, percent
from cxdna.voice.audit.model import Found

BEYOND: Final = 0.0015
"""The chance that is left outside of each 99.7% limit."""
FEWEST_INVITED: Final = 10
"""With fewer invitations the limits are as wide as the scale."""
FEWEST_EMPLOYEES: Final = 3


class Invited(msgspec.Struct, frozen=True):
    """How many customers of one employee were invited, and how many of them answered; without the employee's name."""

    invited: int
    answered: int


def invitations(employees: Sequence[Invited], *, dispositions: bool) -> Found:
    """Return how many employees lie outside of the 99.7% limits of the whole's answer rate (binomial funnel).

    It is a finding where one lies outside also by Holm's method for so many employees, else a remark. Nobody is named.
    Source: Spiegelhalter, Statistics in Medicine 24 (2005), 1185-1202.
    """
    if not dispositions:
        found = "the file holds answers only: without what became of invitations nobody can see who was not asked"
        return Found(check="invitations", result="not proved", found=found)
    enough = [one for one in employees if one.invited >= FEWEST_INVITED]
    invited, answered = sum(one.invited for one in enough), sum(one.answered for one in enough)
    if len(enough) < FEWEST_EMPLOYEES:
        found = f"fewer than {FEWEST_EMPLOYEES} employees have {FEWEST_INVITED} invitations and more"
        return Found(check="invitations", result="not proved", found=found)
    rate = Fraction(answered, invited)
    below, above = (
        [binomial_tail(one.answered, one.invited, float(rate), upper=upper) for one in enough]
        for upper in (False, True)
    )
    low, high = (sum(p < BEYOND for p in tails) for tails in (below, above))
    figures = (
        ("employees compared", str(len(enough))),
        ("answers of invitations", f"{answered:,} of {invited:,} ({percent(rate)})"),
        ("below the limits", str(low)),
        ("above the limits", str(high)),
    )
    if low or high:
        people = counted(low + high, "employee lies", "employees lie")
        found = f"{people} outside of what chance allows: look at whom they invited, before concluding anything"
        # Of 300 employees one lies outside by chance alone; what stays so for all of them together is more than that.
        sure = min(holm([2 * min(pair) for pair in zip(below, above, strict=True)])) < 2 * BEYOND
        return Found(check="invitations", result="finding" if sure else "remark", found=found, figures=figures)
    return Found(check="invitations", result="clear", found="no employee lies outside of the limits", figures=figures)

"""Where people see a question so differently that its median needs a talk first."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from cxdna.scores.ladder import Ladder
from cxdna.scores.model import Dispute, Response
from cxdna.scores.words import number
from cxdna.statistics.agreement import average_deviation, deviation_limit
from cxdna.statistics.display import counted, shown

PAIR = 2
CAMP_DISTANCE = 2
CAMP_SHARE = Fraction(1, 4)
CAMP_PEOPLE = 2
# Above the limit people talk, above one and a half times the limit they answer again: 0.8 and 1.2 on five levels.
ANSWER_AGAIN = Fraction(3, 2)


def spread(numbers: Sequence[Fraction], ladder: Ladder) -> Fraction | None:
    """Return the mean distance from the mean in levels of the ladder; None for fewer than two numbers."""
    return average_deviation(numbers) / ladder.step if len(numbers) >= PAIR else None


def disputes(
    responses: Sequence[Response], distance: Fraction | None, ladder: Ladder, *, counting: bool = True
) -> tuple[Dispute, ...]:
    """Return every reason for which people should talk about a question; `distance` is the spread of its numbers.

    Without `counting` no reason says how many people see it how, nor what they wrote.
    """
    numbers = sorted(response.value for response in responses if response.value is not None)
    found = (
        _applicability(responses, numbers, counting=counting),
        _two_camps(numbers, ladder, counting=counting),
        _spread(numbers, distance, ladder),
    )
    return tuple(one for one in found if one is not None)


def _applicability(responses: Sequence[Response], numbers: Sequence[Fraction], *, counting: bool) -> Dispute | None:
    """Find people for whom a question does not apply beside others with a level, or more who do not know."""
    reasons = [response.not_applicable for response in responses if response.not_applicable is not None]
    unsure = len(responses) - len(reasons) - len(numbers)
    if not reasons or (not numbers and unsure <= len(reasons)):
        return None
    if not counting:
        others = "others give a level" if numbers else "others say don't know"
        return Dispute("applicability", f"some say that it does not apply, {others}")
    says = counted(len(reasons), "person says", "people say")
    gave = (
        counted(len(numbers), "gives a level", "give a level")
        if numbers
        else f"{counted(unsure, 'says', 'say')} don't know"
    )
    given = "; ".join(dict.fromkeys(reasons))
    return Dispute("applicability", f"{says} that it does not apply ({given}), {gave}")


def _two_camps(numbers: Sequence[Fraction], ladder: Ladder, *, counting: bool) -> Dispute | None:
    """Find two camps: at most level L on one side, at least L + 2 on the other, and nobody between.

    Each side must hold two people and a quarter of those who gave a number.
    """
    least = max(Fraction(CAMP_PEOPLE), len(numbers) * CAMP_SHARE)
    apart = CAMP_DISTANCE * ladder.step
    for low in range(1, len(numbers)):
        if min(low, len(numbers) - low) >= least and numbers[low] - numbers[low - 1] >= apart:
            below, above = number(numbers[low - 1]), number(numbers[low])
            left, right = (f"{low} at", f"{len(numbers) - low} at") if counting else ("some at", "others at")
            reason = f"two camps: {left} {below} or lower, {right} {above} or higher, nobody between"
            return Dispute("two_camps", reason, "answer_again")
    return None


def _spread(numbers: Sequence[Fraction], distance: Fraction | None, ladder: Ladder) -> Dispute | None:
    """Find answers too far apart: by the mean distance from the mean, or for two people by their distance."""
    if distance is None:
        return None
    lowest, highest = numbers[0], numbers[-1]
    if len(numbers) == PAIR:
        apart = (highest - lowest) / ladder.step
        if apart < CAMP_DISTANCE:
            return None
        return Dispute("spread", f"two people, {number(apart)} levels apart: {number(lowest)} and {number(highest)}")
    limit = deviation_limit(len(ladder.values))
    if distance <= limit:
        return None
    again = distance > limit * ANSWER_AGAIN
    passed = limit * ANSWER_AGAIN if again else limit
    reason = (
        f"answers from {number(lowest)} to {number(highest)}, on average {shown(distance, 2)} levels from their mean; "
        f"more than {number(passed)} means {'answering again' if again else 'talking about it'}"
    )
    return Dispute("spread", reason, "answer_again" if again else "discuss")

"""What somebody's own answers come to, told when they have answered all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby
from typing import Final

import msgspec

from cxdna.definitions.wording import number
from cxdna.scores.model import PartScore, QuestionScore, Scores
from cxdna.scores.score import score
from cxdna.statistics.display import counted, listed, shown
from cxdna.statistics.exact import exact
from cxdna.workflows.answering.assess import Sitting
from cxdna.workflows.answering.who import invited
from cxdna.workflows.current import Current, gather

ENOUGH: Final = 5
"""From so many people on, answers are more than a sketch; below it, what is kept apart shows nobody's number."""
_NAMED_WEAKEST: Final = 3
_NAMED_LACKING: Final = 2
_IN_WORDS: Final = ("Nobody", "One person", "Two people", "Three people", "Four people")


class OwnResult(msgspec.Struct, frozen=True, kw_only=True):
    """The scores of one person's answers, how many want evidence, which have too little, and who else answered."""

    scores: Scores
    above: int
    lacking: tuple[QuestionScore, ...]
    without: Fraction
    people: int
    others_hidden: bool


def own_result(sitting: Sitting, today: dt.date) -> OwnResult:
    """Return what the answers of one person come to. The person must have answered something.

    Nobody else's answers are in it, so that it may be shown to that person in every mode.
    """
    now, own = sitting.now, sitting.who.sheet.id
    everything = gather(now, today)
    # One's own answers are no secret from oneself: they are scored as a named assessment of one.
    mine = msgspec.structs.replace(
        everything,
        assessment=msgspec.structs.replace(everything.assessment, mode="named"),
        respondents=tuple(one for one in everything.respondents if one.id == own),
        sheets=tuple(sheet for sheet in everything.sheets if sheet.respondent == own),
    )
    scores = score(now.playbook, now.questionnaire, mine)
    without = exact(now.playbook.evidence.without)
    above = [
        (value, question)
        for question in scores.questions
        for value in question.numbers
        if question.state == "scored" and value > without
    ]
    return OwnResult(
        scores=scores,
        above=len(above),
        lacking=tuple(question for value, question in above if question.verdict.supports < value),
        without=without,
        people=len(everything.sheets),
        others_hidden=now.assessment.mode != "named",
    )


def next_step(now: Current, result: OwnResult) -> str:
    """Return what to do next; a report of answers that are kept apart waits until the assessment is closed.

    Where forms are out, colleagues have been asked.
    """
    if invited(now):
        return "Next:  cxdna status" if result.others_hidden else "Next:  cxdna status  or  cxdna score"
    colleagues = "Next:  cxdna invite (forms for colleagues)"
    return colleagues if result.others_hidden else f"{colleagues}  or  cxdna report"


def result_lines(result: OwnResult) -> Iterator[str]:
    """Yield the result in words: both values, the phases, the weakest components, evidence, and who answered."""
    whole = result.scores.whole
    answered, proved = shown(whole.score.as_answered), shown(whole.score.as_shown)
    yield f"All answered. As you answered: {answered}.  As your evidence shows: {proved}."
    tops = [one for one in result.scores.parts if one.tier == 1 and one.score.as_answered is not None]
    if tops:
        yield "  " + "   ".join(f"{one.name} {shown(one.score.as_answered)}" for one in tops)
    weakest = _weakest(result.scores.parts)
    if weakest:
        yield f"  {weakest}"
    yield " ".join((*_evidence(result), _people(result)))
    for one in result.lacking[:_NAMED_LACKING]:
        yield f"  {one.id}: {one.verdict.next_needs}"
    if len(result.lacking) > _NAMED_LACKING:
        yield "  All of them:  cxdna status --all"


def _weakest(parts: Sequence[PartScore]) -> str:
    """Return the lowest components with their numbers, those with the same numbers together."""
    leaves = [one for one in parts if not one.children and one.score.as_answered is not None]
    ranked = sorted(leaves, key=lambda one: one.score.as_answered or 0)
    below = [one for one in ranked if one.target is not None and (one.score.as_answered or 0) < one.target]
    if not leaves:
        return ""
    if not below:
        return "Every component you answered is at its target or above."
    named = below[:_NAMED_WEAKEST]
    told = [
        _told([one.name for one in alike], *numbers)
        for numbers, alike in groupby(named, key=lambda one: (shown(one.score.as_answered), _target(one)))
    ]
    last = named[-1].score.as_answered
    more = sum(one.score.as_answered == last for one in below[_NAMED_WEAKEST:])
    return f"Weakest: {'; '.join(told)}" + (f" and {more} more at {shown(last)}" if more else "")


def _told(names: list[str], value: str, target: str) -> str:
    return f"{', '.join(names)} ({value}{' each' if len(names) > 1 else ''}, target {target})"


def _target(part: PartScore) -> str:
    return shown(part.target)


def _evidence(result: OwnResult) -> Iterator[str]:
    level = number(float(result.without))
    if not result.above:
        yield f"No answer is above {level}, so none needs evidence."
    elif result.lacking:
        count, some = len(result.lacking), sum(bool(one.verdict.uses) for one in result.lacking)
        lack, its = ("lacks", "its") if count == 1 else ("lack", "their")
        noted = f"; {'some is' if some == count == 1 else f'for {some} some is'} noted" if some else ""
        of = f"{count} of {counted(result.above, 'answer')} above {level}"
        yield f"{of} {lack} enough evidence for {its} level{noted}."
    else:
        yield f"Evidence carries {listed([counted(result.above, 'answer')])} above {level}."


def _people(result: OwnResult) -> str:
    """Return how many people answered; where answers are kept apart, only whether they are enough to be shown."""
    if result.people >= ENOUGH:
        return f"{result.people} people answered so far."
    if result.others_hidden:
        return f"Results of all together are shown once {ENOUGH} people have answered and the assessment is closed."
    return f"{_IN_WORDS[result.people]} answered: a sketch, not a verdict."

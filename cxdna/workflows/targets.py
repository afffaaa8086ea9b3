"""Targets of parts: set by id or name, and listed with where each comes from and how far away it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Final, TypeVar

import msgspec

from cxdna.definitions.model import Playbook
from cxdna.definitions.wording import number, shortened
from cxdna.errors import Problem, Problems, UserError
from cxdna.organisation.model import Target
from cxdna.organisation.read_date import read_date
from cxdna.scores.model import PartScore, Scores, TargetSource
from cxdna.scores.score import score
from cxdna.statistics.display import NO_NUMBER, long_date, rounded, shown
from cxdna.store.model import TargetKept
from cxdna.workflows.current import Current, assessed, figures_may_be_seen, gather, refuse_closed
from cxdna.workflows.find_part import find_part
from cxdna.workflows.one_line import wrong_text
from cxdna.workflows.score import as_json
from cxdna.workflows.tabulate import Row, ScoreTable

T = TypeVar("T")
FORMAT: Final = "cxdna-targets/1"
"""Name and number of the shape that `cxdna target list --json` prints: `TargetList`."""

_FROM: Final[dict[TargetSource, str]] = {
    "assessment": "set here",
    "playbook": "playbook",
    "above": "the part above",
    "parts": "its parts",
    "default": "playbook, for all",
}
_LIMITS: Final = (("why", 400), ("set_by", 200))
_NAMES: Final = {"why": "the reason", "set_by": "the name of who sets it"}


class PartTarget(msgspec.Struct, frozen=True):
    """The target of a part (of the whole at tier 0), where it comes from, and the gap on the assessment's basis."""

    part: str
    name: str
    tier: int
    target: Fraction | None
    target_from: TargetSource
    by: dt.date | None
    why: str
    set_by: str
    score: Fraction | None
    gap: Fraction | None


class TargetList(msgspec.Struct, frozen=True):
    """What `--json` prints."""

    format: str
    assessment: str
    basis: str
    targets: tuple[PartTarget, ...]


def scores_so_far(now: Current, today: dt.date) -> Scores:
    """Return the scores of an assessment; before there are any, or while they may not be seen, with targets alone."""
    answers = gather(now, today)
    if answers.sheets and figures_may_be_seen(now):
        return assessed(now, today).scores
    return score(now.playbook, now.questionnaire, msgspec.structs.replace(answers, sheets=()))


def find_level(playbook: Playbook, word: str) -> float:
    """Return a level by its number or its name. Raises `UserError` for what is no number or off the ladder."""
    for level in playbook.levels:
        if level.name.casefold() == word.strip().casefold():
            return level.value
    lowest, highest = (pick(level.value for level in playbook.levels) for pick in (min, max))
    names = ", ".join(level.name for level in playbook.levels)
    scale = f"give a level from {number(lowest)} to {number(highest)}, or its name: {names}"
    try:
        value = float(word.strip().replace(",", "."))
    except ValueError:
        raise UserError(f"'{shortened(word)}' is no level", scale) from None
    if not lowest <= value <= highest:
        raise UserError(f"a level of {shortened(word.strip())} is off the scale", scale)
    return value


def read_target(playbook: Playbook, part: str, level: str, by: str | None) -> Target:
    """Return the target that the words on a command line mean. Raises `Problems` with all that mean nothing."""
    problems: list[Problem] = []
    found_part = _read(problems, lambda: find_part(playbook, part))
    found_level = _read(problems, lambda: find_level(playbook, level))
    found_by = None if by is None else _read(problems, lambda: read_date(by, month_end=True))
    if found_part is None or found_level is None or problems:
        raise Problems(problems)
    return Target(part=found_part, level=found_level, by=found_by)


def _read(problems: list[Problem], read: Callable[[], T]) -> T | None:
    try:
        return read()
    except UserError as error:
        problems.append(Problem("", 0, error.what, error.do))
        return None


def set_target(now: Current, target: Target, *, today: dt.date) -> PartScore:
    """Keep a target in an open assessment, durably, and return the part as it then stands.

    Raises `Problems` for a day that is past and words that do not fit, `UserError` for a closed assessment.
    """
    refuse_closed(now)
    problems = [flaw for field, most in _LIMITS for flaw in wrong_text(_NAMES[field], getattr(target, field), most)]
    if target.by is not None and target.by <= today:
        problems.append((f"{long_date(target.by)} is not ahead", f"give a day after {long_date(today)}"))
    if problems:
        raise Problems(Problem("", 0, what, do) for what, do in problems)
    now.store.add(TargetKept(assessment=now.assessment.id, target=target))
    return scores_so_far(now, today).part(target.part)


def describe_set(now: Current, part: PartScore) -> Iterator[str]:
    """Yield what was set and how far the part is from it."""
    by = f" by {long_date(part.target_by)}" if part.target_by else ""
    yield f"Target of {_name(part)}: {shown(part.target)}{by}."
    standing = part.score.on(now.assessment.basis)
    if not figures_may_be_seen(now):
        yield "How far it is from there can be seen once the assessment is closed."
        yield "Next:  cxdna status"
        return
    if standing is None:
        yield "It has no score yet."
        yield "Next:  cxdna assess"
        return
    basis = "as answered" if now.assessment.basis == "as_answered" else "as shown by evidence"
    gap = f"the gap is {shown(part.gap)}" if part.gap else "the target is reached already"
    yield f"It is at {shown(standing)} {basis}: {gap}{_rounding(part.target, standing, part.gap)}."
    yield "Next:  cxdna target list"


def _rounding(target: Fraction | None, standing: Fraction, gap: Fraction | None) -> str:
    """Say that the gap was worked out before rounding, where the figures beside it would come to another."""
    if not gap or target is None or rounded(target) - rounded(standing) == rounded(gap):
        return ""
    return " (worked out before rounding)"


def list_targets(now: Current, today: dt.date) -> TargetList:
    """Return the targets of the whole and of every part in the order of the playbook."""
    scores = scores_so_far(now, today)
    setters = {one.part: one.set_by for one in gather(now, today).targets}
    targets = tuple(
        PartTarget(
            part=part.id,
            name=_name(part),
            tier=part.tier,
            target=part.target,
            target_from=part.target_from,
            by=part.target_by,
            why=part.target_why,
            set_by=setters.get(part.id, "") if part.target_from == "assessment" else "",
            score=part.score.on(scores.basis),
            gap=part.gap,
        )
        for part in (scores.whole, *scores.parts)
    )
    return TargetList(FORMAT, now.assessment.id, now.assessment.basis, targets)


def _name(part: PartScore) -> str:
    return part.name if part.tier else "Overall"


def targets_json(found: TargetList) -> str:
    """Return the targets as JSON, for other programs."""
    return as_json(found)


def tabulate_targets(now: Current, found: TargetList) -> ScoreTable:
    """Return the targets in lines and columns."""
    set_here = [one for one in found.targets if one.target_from == "assessment"]
    reasons = [f"{one.name}: {_reason(one)}" for one in set_here if one.why or one.set_by]
    basis = "what people answered" if found.basis == "as_answered" else "what evidence shows"
    closed = now.closing is not None
    return ScoreTable(
        heading=(
            f"{now.workspace.settings.organisation.name}: targets of {now.assessment.title}",
            f"Score and gap rest on {basis}. Gaps are worked out before rounding.",
        ),
        columns=("Score", "Target", "Gap", "By", "From"),
        rows=tuple(
            Row(
                one.tier,
                one.name,
                (
                    shown(one.score),
                    shown(one.target),
                    shown(one.gap),
                    one.by.isoformat() if one.by else NO_NUMBER,
                    _FROM[one.target_from],
                ),
            )
            for one in found.targets
        ),
        notes=(
            *reasons,
            "Correct one with:  cxdna assessment restate" if closed else "Set one with:  cxdna target set PART LEVEL",
        ),
    )


def _reason(one: PartTarget) -> str:
    by = f"set by {one.set_by}" if one.set_by else ""
    return "; ".join(text for text in (one.why, by) if text)

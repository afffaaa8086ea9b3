"""Where the scores go if the plan holds: by quarter, each step with the actions it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from cxdna.plan.forecast import as_agreed, condition, derivation, forecast, is_mixed, summary
from cxdna.plan.model import Forecast
from cxdna.plan.texts import named
from cxdna.scores.model import Assessed
from cxdna.statistics.display import shown, signed
from cxdna.workflows.current import assessed
from cxdna.workflows.planning.action_name import EMPTY
from cxdna.workflows.planning.open import Planned
from cxdna.workflows.score import as_json

FORMAT: Final = "cxdna-plan-forecast/1"
"""Name and number of the shape that `cxdna plan status --forecast --json` prints: `Foreseen`."""


class Foreseen(msgspec.Struct, frozen=True, kw_only=True):
    """What `--json` prints; `condition` is what it holds under, `forecast` None where there is no score yet.

    `with_proposed` counts all actions; None as well where nothing else counts than in `forecast`.
    """

    format: str
    organisation: str
    assessment: str
    condition: str
    forecast: Forecast | None
    with_proposed: Forecast | None = None


def foresee(here: Planned) -> tuple[Foreseen, Assessed]:
    """Return the forecast of the plan and what it rests on. Raises `UserError` while figures may not be seen."""
    found = assessed(here.now, here.today)
    actions = here.plan.actions
    return Foreseen(
        format=FORMAT,
        organisation=here.now.workspace.settings.organisation.name,
        assessment=here.now.assessment.id,
        condition=condition(actions),
        forecast=forecast(found.scores, found.playbook, found.questionnaire, actions),
        with_proposed=forecast(found.scores, found.playbook, found.questionnaire, as_agreed(actions))
        if is_mixed(actions)
        else None,
    ), found


def foreseen_json(foreseen: Foreseen) -> str:
    """Return the forecast as JSON, for other programs."""
    return as_json(foreseen)


def foreseen_lines(foreseen: Foreseen, found: Assessed) -> Iterator[str]:
    """Yield the forecast quarter by quarter, each with its derivation, and what comes next."""
    ahead, scores = foreseen.forecast, found.scores
    if ahead is None or not ahead.steps:
        yield "There is nothing to forecast: " + ("no score yet." if ahead is None else f"no action has a day. {EMPTY}")
        return
    asked = {one.id: one for one in found.questionnaire.questions}
    names = {one: named(scores, asked, one) for step in ahead.steps for one in {lift.lifts for lift in step.lifts}}
    basis = "as answered" if ahead.basis == "as_answered" else "as shown by evidence"
    yield f"{foreseen.organisation}: overall {shown(ahead.now, 2)} now, {basis}; what follows {foreseen.condition}:"
    before = ahead.now
    for step in ahead.steps:
        yield ""
        yield f"{step.label}: {shown(step.whole, 2)} ({signed(step.whole - before, 2)})"
        yield from (f"  {line}" for line in derivation(step, before, names))
        before = step.whole
    yield ""
    if foreseen.with_proposed is not None:
        yield f"With what is only proposed as well: {summary(foreseen.with_proposed)}."
    yield "An action counts when it is due. Try other levels with:  cxdna what-if QUESTION=LEVEL"
    yield "Next:  cxdna plan status"

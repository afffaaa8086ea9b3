"""What a draft leads to, in words, and what it leaves out: actions that are held back, large gaps without an action."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from cxdna.plan.forecast import change_words, changes, condition, is_mixed, summary
from cxdna.plan.keep_places import Unserved
from cxdna.plan.model import Forecast
from cxdna.plan.texts import held_back, named
from cxdna.scores.suppose import ground
from cxdna.statistics.display import counted, shown
from cxdna.statistics.exact import exact
from cxdna.workflows.planning.draft import Outcome

MOST_RISING: Final = 4


class HeldBackAction(msgspec.Struct, frozen=True, kw_only=True):
    """An action of the library that fits a gap and was not drafted, with the reason."""

    template: str
    title: str
    closes: str
    why: str


def ahead_lines(found: Outcome) -> Iterator[str]:
    """Yield where the scores go, each time with what is counted: what is agreed, and all with what is proposed."""
    plan = found.drafted.plan
    if found.forecast is None or found.proposed is None or not plan:
        return
    yield _ahead(found, found.forecast, condition(plan))
    if is_mixed(plan):
        others = sum(one.status == "proposed" for one in plan)
        yield _ahead(found, found.proposed, f"with the {counted(others, 'proposed action')} as well")
    yield "By quarter, and why:  cxdna plan status --forecast"


def _ahead(found: Outcome, ahead: Forecast, what: str) -> str:
    rising = change_words(changes(ahead, found.desk.assessed.scores), MOST_RISING)
    return f"{what[:1].upper()}{what[1:]}: {summary(ahead)}" + (f" ({rising})." if rising else ".")


def held_back_actions(found: Outcome) -> Iterator[HeldBackAction]:
    """Yield what fits a gap and was not drafted, each with the reason."""
    one = found.desk.assessed
    given = ground(one.scores, one.playbook, one.questionnaire)
    asked = {each.id: each for each in one.questionnaire.questions}
    for held in found.drafted.chosen.held_back:
        why = f"what is proposed lifts {named(one.scores, asked, held.subject)} as high already"
        if held.requires is not None:
            why = held_back(given, held.requires.part, exact(held.requires.at), held.standing)
        yield HeldBackAction(template=held.template, title=held.title, closes=held.subject, why=why)


def unserved_lines(found: Outcome) -> Iterator[str]:
    """Yield which of the largest gaps have no action, and why; what goes on in the plan before is not among them."""
    chosen, scores = found.drafted.chosen, found.desk.assessed.scores
    for one in chosen.unserved:
        if one.part not in parts_before(found):
            part = scores.part(one.part)
            which = "the largest gap" if chosen.largest == 1 else f"one of the {chosen.largest} largest gaps"
            yield f"{part.name}, {which} ({shown(part.gap)}), has no action: {_why(found, one)}."


def _why(found: Outcome, one: Unserved) -> str:
    match one.why:
        case "no_action":
            return "the library has none that fits; add your own with: cxdna plan add"
        case "dropped":
            return "what fits was dropped; cxdna plan list says what can come back"
        case "no_room":
            return "with what it needs first it takes more places than there are; draft more with --most"
        case _:
            parts = {each.id: each.part for each in found.desk.assessed.questionnaire.questions}
            held = (each for each in held_back_actions(found) if parts.get(each.closes, each.closes) == one.part)
            first = next(held, None)
            return f"what fits is held back{f', as {first.why}' if first else ''}"


def parts_before(found: Outcome) -> frozenset[str]:
    """Return the parts for which an action goes on that stands in the plan before."""
    if found.desk.waiting is None:
        return frozenset()
    parts = {one.id: one.part for one in found.desk.assessed.questionnaire.questions}
    return frozenset(parts.get(name, name) for one in found.desk.waiting.actions for name in one.closes)

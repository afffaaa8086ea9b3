"""A template of the library -> the action it makes, without the days and people that a plan gives it."""

from __future__ import annotations

from collections.abc import Collection

from cxdna.definitions.model import ActionTemplate
from cxdna.plan.model import Action, Task
from cxdna.plan.texts import MOST_SENTENCE, MOST_WORDS, fitting


def from_template(template: ActionTemplate, action_id: str, priority: int, kpis: Collection[str]) -> Action:
    """Return the action of a template: what is done in its steps, for which gap, with which of the known KPIs.

    Its tasks are the owner's while nobody else is named, and why each matters is for people to say: no template does.
    """
    closes = template.question or template.part
    known = [one for one in template.kpis if one in kpis]
    return Action(
        id=action_id,
        title=template.title,
        template=template.id,
        closes=(closes,) if closes else (),
        from_level=template.from_level,
        to_level=template.to_level,
        priority=priority,
        what=fitting(template.what, MOST_WORDS),
        tasks=tuple(Task(what=fitting(step, MOST_SENTENCE)) for step in template.steps),
        deliverable=fitting(template.deliverable, MOST_WORDS),
        proof=fitting(template.check, MOST_WORDS),
        owner_role=template.owner_role,
        effort=template.effort,
        risk=fitting(template.risk, MOST_WORDS),
        kpi=known[0] if known else None,
        more_kpis=tuple(known[1:]),
    )

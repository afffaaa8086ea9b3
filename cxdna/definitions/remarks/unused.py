"""KPIs that nothing leads to, and actions for what nobody is asked about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cxdna.definitions.model import ActionLibrary, KpiLibrary
from cxdna.definitions.remarks.model import Content, Remark, remark
from cxdna.definitions.wording import listed

KPI: Final = "unused_kpi"
ACTION: Final = "action_without_question"


def unused(content: Content) -> Iterator[Remark]:
    """Yield KPIs that measure no action and belong to no question, and actions that no draft proposes.

    A draft proposes what is for a question, or for a part that holds questions of its own.
    """
    measured = {kpi for file in content.actions for action in file.value.actions for kpi in action.kpis}
    for library in content.of_own(KpiLibrary):
        for index, kpi in enumerate(library.value.kpis):
            if kpi.id not in measured and not kpi.questions:
                what = f"no action is measured by KPI '{kpi.id}', and it names no question"
                do = "name it in an action, or the questions it belongs to; or delete it"
                yield remark(library.document, ("kpis", index, "id"), KPI, what, do)
    asked = {question.part for file in content.questionnaires for question in file.value.questions}
    inside = {part.id: [one.id for one in part.parts] for part, _ in content.playbook.walk()}
    for actions in content.of_own(ActionLibrary):
        for index, action in enumerate(actions.value.actions):
            if action.part is None or action.part in asked:
                continue
            never = f"so that action '{action.id}' is never drafted"
            if inside[action.part]:
                what = f"part '{action.part}' holds parts and no questions, {never}"
                do = f"write it for a question, or for one of {listed(inside[action.part])}"
            else:
                what = f"no questionnaire asks about part '{action.part}', {never}"
                do = "ask a question about it"
            yield remark(actions.document, ("actions", index, "part"), ACTION, what, do)

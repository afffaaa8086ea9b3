"""KPIs that nothing leads to, and actions for what nobody is asked about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cxdna.definitions.model import ActionLibrary, KpiLibrary
from cxdna.definitions.remarks.model import Content, Remark, remark

KPI: Final = "unused_kpi"
ACTION: Final = "action_without_question"


def unused(content: Content) -> Iterator[Remark]:
    """Yield KPIs that measure no action and belong to no question, and actions for a part without any question."""
    measured = {kpi for file in content.actions for action in file.value.actions for kpi in action.kpis}
    for library in content.of_own(KpiLibrary):
        for index, kpi in enumerate(library.value.kpis):
            if kpi.id not in measured and not kpi.questions:
                what = f"no action is measured by KPI '{kpi.id}', and it names no question"
                do = "name it in an action, or the questions it belongs to; or delete it"
                yield remark(library.document, ("kpis", index, "id"), KPI, what, do)
    asked = _parts_with_questions(content)
    for actions in content.of_own(ActionLibrary):
        for index, action in enumerate(actions.value.actions):
            if action.part is not None and action.part not in asked:
                what = (
                    f"no questionnaire asks about part '{action.part}', so that action '{action.id}' is never drafted"
                )
                yield remark(actions.document, ("actions", index, "part"), ACTION, what, "ask a question about it")


def _parts_with_questions(content: Content) -> set[str]:
    """Return the parts in which a question is asked, with those they stand in."""
    direct = {question.part for file in content.questionnaires for question in file.value.questions}
    return {
        name
        for part, above in content.playbook.walk()
        if part.id in direct
        for name in (part.id, *(one.id for one in above))
    }

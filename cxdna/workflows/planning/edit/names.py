"""What a file for people says beside ids: what a finding is called and where it stands, what a gate still wants."""

from __future__ import annotations

from cxdna.definitions.load import Library
from cxdna.plan.gates import gates
from cxdna.workflows.planning.edit.model import Names, Standing
from cxdna.workflows.planning.open import Planned
from cxdna.workflows.targets import scores_so_far


def names_of(here: Planned, library: Library) -> Names:
    """Return the names; scores are left out while they may not be seen."""
    scores = scores_so_far(here.now, here.today)
    findings = {
        part.id: Standing(part.name, part.score.on(scores.basis), part.target) for part in (scores.whole, *scores.parts)
    }
    targets = {part.id: part.target for part in scores.parts}
    for question in here.now.questionnaire.questions:
        stands = scores.question(question.id).score.on(scores.basis)
        findings[question.id] = Standing(question.practice, stands, targets.get(question.part))
    return Names(
        findings=findings,
        kpis=library.kpis,
        gates={action.id: gates(action, here.plan, library.kpis) for action in here.plan.actions},
        currency=here.now.workspace.settings.organisation.currency,
    )

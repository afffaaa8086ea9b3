"""The plan and the words people wrote, from files that stand beside an answers file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cxdna import resources
from cxdna.definitions.document import Flaw
from cxdna.definitions.load import Library, load_library
from cxdna.definitions.wording import meant
from cxdna.organisation.model import Written
from cxdna.plan.check import flaws
from cxdna.plan.file import plan_of_file
from cxdna.plan.model import Plan, PlanFile
from cxdna.scores.model import Assessed
from cxdna.workflows.planning.plan_file import flaw_in_file, read_plan_file
from cxdna.workflows.words_file import read_words_file, written_in


def read_plan(path: Path, assessed: Assessed) -> Plan:
    """Return the plan of a file that stands beside the answers file of an assessment.

    Its own definitions go before those that cxdna brings along. Raises `Problems` with every line that is wrong: of the
    file's shape, of actions that do not agree with each other, and of names that neither assessment nor library knows.
    """
    library = load_library(resources.roots(path.parent), assessed.playbook.id)
    return plan_of_file(read_plan_file(path, lambda file: _flaws(file, assessed, library)))


def _flaws(file: PlanFile, assessed: Assessed, library: Library) -> Iterator[Flaw]:
    own = assessed.answers.assessment.id
    if file.assessment != own:
        what = f"this is the plan of the assessment '{file.assessment}', and the answers are those of '{own}'"
        yield ("assessment",), what, "name the plan that belongs to the answers"
    found = flaws(file.actions, library, assessed.playbook, assessed.questionnaire)
    yield from (flaw_in_file(file, one) for one in found)
    for at, figure in enumerate(file.kpis):
        if figure.kpi not in library.kpis:
            yield ("kpis", at, "kpi"), f"there is no KPI '{figure.kpi}'", meant(figure.kpi, library.kpis)


def read_words(path: Path) -> tuple[Written, ...]:
    """Return what people wrote by a file of words. Raises `Problems` with every line that is wrong."""
    return written_in(read_words_file(path).file)

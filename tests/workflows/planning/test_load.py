"""The plan of a file that stands beside an answers file: taken whole, or refused with every line that is wrong."""

from pathlib import Path

import pytest

from cxdna import resources
from cxdna.errors import Problems
from cxdna.scores.model import Assessed
from cxdna.workflows.planning.load import read_plan
from cxdna.workflows.score import score_file

HEAD = "kind: plan\nassessment: {name}\nstart: 2027-01-11\n"


@pytest.fixture(scope="module")
def assessed() -> Assessed:
    return score_file(_example("answers-2026.yaml"))


def _example(name: str) -> Path:
    (found,) = sorted(resources.folder("examples").rglob(name))
    return found


def wrong(path: Path, assessed: Assessed, text: str) -> list[str]:
    path.write_text(HEAD.format(name=assessed.answers.assessment.id) + text, encoding="utf-8", newline="\n")
    with pytest.raises(Problems) as found:
        read_plan(path, assessed)
    return [str(one).removeprefix(f"{path}:") for one in found.value.problems]


def test_the_example_s_plan_is_right_and_in_the_order_of_priority(assessed: Assessed) -> None:
    plan = read_plan(_example("plan-2026.yaml"), assessed)
    assert plan.actions
    assert [one.priority for one in plan.actions] == sorted(one.priority for one in plan.actions)


def test_everything_that_is_wrong_is_told_with_its_line(tmp_path: Path, assessed: Assessed) -> None:
    told = wrong(
        tmp_path / "plan.yaml",
        assessed,
        "actions:\n"
        "  - id: a1\n    title: One\n    closes: [governence]\n    needs: [a2]\n    kpi: none_such\n    owners: Ann\n"
        "  - id: a2\n    title: Two\n    start: 2027-02-01\n    due: 2027-01-01\n    needs: [a1]\n"
        "  - title: Three\n"
        "kpis:\n  - kpi: nowhere\n    figure: target\n    value: 1\n    on: 2027-01-01\n",
    )
    assert [one.split(":")[0] for one in told] == ["7", "9", "10", "14", "16", "18", "21"]
    assert "there is no part and no question 'governence'; did you mean 'governance'?" in told[0]


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("actions:\n  - id: a1\n    title: One\n  - id: a1\n    title: Two\n", 7, "there are two actions 'a1'"),
        ("decisions:\n  - id: d1\n    what: One\n  - id: d1\n    what: Two\n", 7, "there are two decisions 'd1'"),
        ("actions:\n  - id: a1\n    title: One\n    needs: [a1]\n", 7, "it needs itself"),
        ("actions:\n  - title: One\n", 5, "'id' is missing"),
    ],
)
def test_ids_are_there_once_and_lead_somewhere(
    tmp_path: Path, assessed: Assessed, text: str, line: int, what: str
) -> None:
    (told,) = wrong(tmp_path / "plan.yaml", assessed, text)
    assert told.startswith(f"{line}: {what}")


def test_a_plan_of_another_assessment_is_refused(tmp_path: Path, assessed: Assessed) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(HEAD.format(name="another"), encoding="utf-8", newline="\n")
    with pytest.raises(Problems, match=r"plan.yaml:2: this is the plan of the assessment 'another'"):
        read_plan(path, assessed)

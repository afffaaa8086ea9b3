"""`cxdna plan pdf` as it is asked for: with files, in a workspace, and where there is no plan."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cxdna.errors import UserError
from cxdna.plan.model import PlanFile
from cxdna.workflows.printing.model import Document, Request
from cxdna.workflows.printing.plan import make_plan, plan
from tests.conftest import Run
from tests.documents.plan import plans
from tests.documents.plan.conftest import desk_of
from tests.documents.report.variants import EXAMPLE, replace, write

ANSWERS = EXAMPLE / "answers-2026.yaml"


def test_answers_alone_are_no_plan(tmp_path: Path) -> None:
    with pytest.raises(UserError) as refused:
        make_plan(Request(answers=ANSWERS, out=tmp_path), os.environ)
    assert "no plan" in refused.value.what
    assert "--plan FILE" in refused.value.do


def test_where_nothing_was_planned_there_is_no_document() -> None:
    empty = desk_of("no actions", Path())
    nothing = replace(empty, material=replace(empty.material, plan=replace(empty.material.plan, head=None)))
    assert plan(nothing) is None
    made = plan(empty)
    assert isinstance(made, Document)
    assert made.headline == "No action is planned yet"


def test_a_plan_beside_answers_becomes_both_editions(run_cxdna: Run, tmp_path: Path) -> None:
    drafted = plans.only_drafted()
    assert drafted.head
    file = PlanFile(assessment="assessment_2026", start=drafted.head.start, actions=drafted.actions[:1])
    done = run_cxdna(
        "plan", "pdf", str(ANSWERS), "--plan", str(write(file, tmp_path / "plan.yaml")), "--out", str(tmp_path)
    )
    assert done.returncode == 0, done.stderr
    assert [line.split()[0] for line in done.stdout.splitlines()] == [
        str(tmp_path / f"plan.{kind}") for kind in ("pdf", "html")
    ]
    assert (tmp_path / "plan.pdf").read_bytes().startswith(b"%PDF-")
    assert "One proposed action" in (tmp_path / "plan.html").read_text(encoding="utf-8")

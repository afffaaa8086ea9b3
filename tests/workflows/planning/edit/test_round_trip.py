"""What is written for people and taken back as it is changes nothing, whatever stands in it."""

from functools import cache
from pathlib import Path

import msgspec
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from cxdna.definitions.read import read
from cxdna.organisation.model import Decision
from cxdna.plan.file import plan_file, plan_of_file
from cxdna.plan.model import KpiFigure, Plan, PlanFile
from cxdna.tables.write_workbook import workbook_bytes
from cxdna.workflows.planning.edit.lay_out import lay_out
from cxdna.workflows.planning.edit.model import Names
from cxdna.workflows.planning.edit.names import names_of
from cxdna.workflows.planning.edit.read_back import Known, read_back
from cxdna.workflows.planning.edit.read_text import read_text
from cxdna.workflows.planning.edit.write_text import edit_text
from tests.workflows.planning.edit.plans import DAYS, MOMENT, Planning, actions, lines, small


def test_the_small_plan_is_taken_back_as_it_was(tmp_path: Path) -> None:
    made = small(tmp_path)
    before, count = made.plan, made.records
    for path in (made.text(), made.workbook()):
        taken = made.take(path)
        assert not taken.anything
        assert (made.plan, made.records) == (before, count)


def test_the_plan_as_a_file_and_back(tmp_path: Path) -> None:
    plan = small(tmp_path).plan
    assert msgspec.structs.replace(plan_of_file(plan_file(plan, "x")), noted=plan.noted) == plan


@given(st.data())
@settings(max_examples=6, phases=(Phase.explicit, Phase.generate))
def test_any_plan_is_the_same_in_text_and_workbook(ground: Planning, data: st.DataObject) -> None:
    names = _names(ground)
    kpis, findings = list(names.kpis)[:5], list(names.findings)[1:6]
    count = data.draw(st.integers(1, 3))
    plan = Plan(
        actions=tuple(data.draw(actions(at, kpis, findings)) for at in range(1, count + 1)),
        figures=tuple(_figure(data, kpi) for kpi in kpis[:2]),
        decisions=(Decision(id="d1", what=data.draw(lines(400, least=1)), note=data.draw(lines(400))),),
    )
    file, last = plan_file(plan, "x", 7), {"a": count, "d": 1}
    text = ground.workspace.folder / "any.yaml"
    text.write_text(edit_text(file, names, "A plan"), encoding="utf-8", newline="\n")
    book = ground.workspace.folder / "any.xlsx"
    book.write_bytes(workbook_bytes(lay_out(file, names, "A plan", MOMENT)))
    from_text = read_text(text, lambda _: (), last, names.kpis)
    from_book = read_back(book, lambda _: (), last, Known(names.kpis, "GBP"), lambda _: plan)
    for edited in (from_text, from_book):
        assert (edited.actions, edited.decisions, edited.figures) == (file.actions, file.decisions, file.kpis)
        assert (edited.after, edited.new) == (7, frozenset())
    blind = read_back(book, lambda _: (), last, Known(names.kpis, "GBP"), lambda _: Plan())
    assert [one.what for one in blind.actions] == [one.what for one in file.actions]


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Planning:
    return Planning(tmp_path_factory.mktemp("ground"))


@cache
def _names(ground: Planning) -> Names:
    return names_of(ground.here, ground.library)


def _figure(data: st.DataObject, kpi: str) -> KpiFigure:
    value = data.draw(st.floats(-1e6, 1e6))
    return KpiFigure(kpi=kpi, figure="target", value=value, on=data.draw(DAYS), source=data.draw(lines(200)))


def test_the_text_fits_its_schema_as_an_editor_checks_it(tmp_path: Path, root: Path) -> None:
    from jsonschema import Draft202012Validator

    path = small(tmp_path).text()
    schema = msgspec.json.decode((root / "playbook/schema/plan.schema.json").read_bytes())
    document = read(path)
    assert not list(Draft202012Validator(schema).iter_errors(document.data))
    assert msgspec.convert(document.data, PlanFile).actions
    assert document.first_line == "# yaml-language-server: $schema=schema/plan.schema.json"
    assert (path.parent / "schema/plan.schema.json").is_file()

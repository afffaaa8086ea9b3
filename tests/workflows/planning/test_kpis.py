"""Figures of KPIs: what is noted, what is refused, and what is shown of them."""

import datetime as dt
import json
from pathlib import Path

import pytest

from cxdna import resources
from cxdna.definitions.load import load_library
from cxdna.errors import Problems, UserError
from cxdna.plan.model import KpiFigure
from cxdna.workflows.planning.kpi_lines import noted_lines, show_lines
from cxdna.workflows.planning.kpi_name import find_kpi
from cxdna.workflows.planning.kpis import Noted, Words, kpis_json, list_kpis, set_figures, shown_kpi
from tests.workflows.planning.planning import KPI, LIBRARY, TODAY, Planning, ready


@pytest.fixture
def plan(tmp_path: Path) -> Planning:
    return Planning(tmp_path / "w", ready(), ready("a2", kpi="recurrence", more_kpis=(KPI,)))


def note(plan: Planning, word: str, **words: str) -> Noted:
    return set_figures(plan.here, LIBRARY, word, Words(**words))


def test_baseline_target_and_what_was_measured(plan: Planning) -> None:
    note(plan, "Recurrence", baseline="12,5 %", on="December 2026", source="Complaint log", period="Fourth quarter")
    note(plan, "recurrence", target="5", by="2027-12", by_whom="Ann Lee")
    noted = note(plan, "recurr", value="10")
    figures = [one for one in plan.here.plan.figures if one.kpi == "recurrence"]
    assert figures == [
        KpiFigure(
            kpi="recurrence",
            figure="baseline",
            value=12.5,
            on=dt.date(2026, 12, 31),
            period="Fourth quarter",
            source="Complaint log",
        ),
        KpiFigure(kpi="recurrence", figure="target", value=5, on=dt.date(2027, 12, 31), by="Ann Lee"),
        KpiFigure(kpi="recurrence", figure="actual", value=10, on=TODAY),
    ]
    lines = list(noted_lines(noted, shown_kpi(plan.here, LIBRARY, "recurrence"), "GBP"))
    assert lines[1] == "  Measured: 10% on 1 February 2027"
    assert lines[2] == "33% of the way is gone, 67% to go."


def test_a_baseline_to_come_and_the_one_that_takes_its_place(plan: Planning) -> None:
    noted = note(plan, "recurrence", baseline_by="2027-03-31", target="15%", by="2027-12-31")
    shown = shown_kpi(plan.here, LIBRARY, "recurrence")
    assert "  Baseline: to be measured by 31 March 2027" in list(noted_lines(noted, shown, "GBP"))
    noted = note(plan, "recurrence", baseline="12")
    shown = shown_kpi(plan.here, LIBRARY, "recurrence")
    lines = list(noted_lines(noted, shown, "GBP"))
    assert lines[1] == "  Baseline: 12% on 1 February 2027 (was to be measured by 31 March 2027)"
    assert lines[2] == "Take care: the target lies above the baseline, and lower is better."


@pytest.mark.parametrize(
    ("words", "whats"),
    [
        (
            {"baseline": "120", "target": "-1", "by": "soon"},
            ["120% is no share", "−1% is no share", "'soon' is no date"],
        ),
        ({"target": "5"}, ["nothing says by when the target is to be reached"]),
        ({"by": "2027-12-31"}, ["--by is the day of a target"]),
        ({"on": "2026-12-31"}, ["--on is the last day of what was measured"]),
        ({"value": "5", "on": "2027-02-02"}, ["2 February 2027 is still to come"]),
        ({"baseline_by": "2027-01-31"}, ["31 January 2027 has gone by"]),
        ({"target": "5", "by": "2027-01-31"}, ["31 January 2027 has gone by; give a day ahead"]),
        (
            {"baseline_by": "2027-06-30", "target": "5", "by": "2027-05-31"},
            ["reached by 31 May 2027, and the baseline is to be measured by 30 June 2027; give a later day"],
        ),
        ({"baseline": "5", "baseline_by": "2027-03-31"}, ["the baseline is given, and also a day"]),
        ({"baseline": "5", "value": "6"}, ["a baseline and a later figure are given with one day"]),
        ({"value": "5", "source": "x\ny"}, ["--source holds a line break"]),
        ({}, ["nothing says which figure to note"]),
    ],
)
def test_what_cannot_be_noted(plan: Planning, words: dict[str, str], whats: list[str]) -> None:
    before = plan.here.plan.figures
    with pytest.raises(UserError) as told:
        note(plan, "recurrence", **words)
    found = told.value.problems if isinstance(told.value, Problems) else (told.value,)
    assert len(found) == len(whats)
    for what in whats:
        assert what in str(told.value)
    assert plan.here.plan.figures == before


def test_which_kpi_is_meant() -> None:
    kpi = LIBRARY.kpis["on_time_closure"]
    for word in ("on_time_closure", "On-Time Closure", kpi.name, kpi.name.upper(), "on time clo"):
        assert find_kpi(LIBRARY.kpis, word) == kpi.id
    with pytest.raises(UserError, match="may be"):
        find_kpi(LIBRARY.kpis, "custom")
    with pytest.raises(UserError, match="did you mean 'recurrence'"):
        find_kpi(LIBRARY.kpis, "recurence")
    with pytest.raises(UserError, match=r"playbook/kpis\.yaml"):
        find_kpi(LIBRARY.kpis, "boilers")


def test_a_kpi_of_the_workspaces_own(plan: Planning) -> None:
    folder = plan.now.workspace.folder / "playbook"
    folder.mkdir()
    (folder / "kpis.yaml").write_text(
        'kind: kpis\nplaybook: cxdna\nversion: "1.0"\nkpis:\n  - id: boilers\n    name: Boilers that come back\n'
        "    definition: Second repairs.\n    unit: count\n    formula: second repairs\n    direction: to_zero\n"
        "    cadence: month\n    counter: customer_index\n",
        encoding="utf-8",
    )
    library = load_library(resources.roots(plan.now.workspace.folder), "cxdna")
    set_figures(plan.here, library, "boilers", Words(baseline="1,204", target="0", by="2027-12"))
    set_figures(plan.here, library, "boilers", Words(value="602"))
    text = "\n".join(show_lines(list_kpis(plan.here, library, "Boilers"), "GBP", one=True))
    assert "a count, zero is best, measured each month" in text
    assert "50% of the way is gone, 50% to go." in text


def test_those_of_the_plan_or_all(plan: Planning) -> None:
    plan.note("actual", 3.5, TODAY, kpi="customer_index")
    found = list_kpis(plan.here, LIBRARY)
    assert {one.id for one in found.kpis} == {KPI, "recurrence", "customer_index"}
    assert next(one.actions for one in found.kpis if one.id == KPI) == ("a1", "a2")
    assert len(list_kpis(plan.here, LIBRARY, everything=True).kpis) == len(LIBRARY.kpis)
    assert len(json.loads(kpis_json(found))["kpis"]) == 3


def test_measured_figures_stand_by_their_days(plan: Planning) -> None:
    note(plan, "recurrence", value="8", on="2027-01-31")
    note(plan, "recurrence", value="9", on="2026-12-31")
    note(plan, "recurrence", value="7", on="2027-01-31")
    shown = shown_kpi(plan.here, LIBRARY, "recurrence")
    assert [one.value for one in shown.actuals] == [9, 7]
    assert shown.actual is not None
    assert shown.actual.value == 7

"""KPIs that surveys measure: shown on the pages of components unless somebody noted a figure, and no others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import msgspec
import pytest

from cxdna.definitions.model import Kpi
from cxdna.documents.material import Material
from cxdna.documents.report.build import build
from cxdna.documents.report.model import KpiRow
from cxdna.documents.report.surveyed_kpis import MEASURED, surveyed
from cxdna.findings.align import align
from cxdna.plan.model import KpiFigure
from cxdna.voice.indices.model import Span
from cxdna.voice.model import Fielded, Voice
from cxdna.voice.survey.model import Scale
from cxdna.workflows.score import score_file
from tests.documents.planned import EXAMPLE, example
from tests.findings.voices import FIVE, TEN, fielded, question, voice

SEVEN = Scale(low=1, high=7)
SPAN = Span(202604, 202609, "spring_and_summer, Apr 2026 to Sep 2026")
MONTH = 202606
ASKED = (
    question("overall", "satisfaction", FIVE),
    question("likely", "recommendation", TEN),
    question("simple", "effort", SEVEN, effort_rule="agree_5_to_7"),
)
SAID = {
    ("overall", MONTH): {5: 90, 4: 60, 2: 50},
    ("likely", MONTH): {10: 120, 8: 40, 3: 40},
    ("simple", MONTH): {7: 50, 5: 100, 2: 50},
}
MONTHS = "April to September 2026, 200 answers; customer survey"


def material(given: Voice) -> Material:
    now = score_file(EXAMPLE / "answers-2026.yaml")
    return msgspec.structs.replace(example(), voice=given, alignment=align(now, given, SPAN))


def kpi(name: str) -> Kpi:
    return next(one for one in example().kpis if one.id == name)


def care(**scales: object) -> Fielded:
    asked = tuple(msgspec.structs.replace(one, **scales.get(one.id, {})) for one in ASKED)  # type: ignore[arg-type]  # fields
    return fielded("care", asked, SAID, title="Care survey")


def rows(of: Material) -> Mapping[str, KpiRow]:
    """Return the rows of all components by the id of the KPI."""
    return {row.id: row for phase in build(of).phases for page in phase.components for row in page.kpis}


def test_a_measured_index_stands_with_its_months_its_answers_and_its_source() -> None:
    of = material(voice(care()))
    assert surveyed(of, kpi("customer_index")) == ("3.95", MONTHS)  # (5 x 90 + 4 x 60 + 2 x 50) / 200
    assert surveyed(of, kpi("recommendation_balance")) == ("+40 points", MONTHS)  # (120 - 40) / 200
    assert surveyed(of, kpi("customer_effort")) == ("75%", MONTHS)  # (50 + 100) / 200
    row = rows(of)["customer_index"]
    assert (row.value, row.about) == ("3.95", MONTHS)


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("customer_index", {"overall": {"scale": TEN}}),
        ("recommendation_balance", {"likely": {"scale": Scale(low=1, high=10)}}),
        ("customer_effort", {"simple": {"effort_rule": "agree_6_to_7"}}),
        ("customer_index", {"overall": {"about": "other"}}),
    ],
)
def test_another_scale_or_rule_is_another_figure(name: str, asked: Mapping[str, Mapping[str, object]]) -> None:
    assert surveyed(material(voice(care(**asked))), kpi(name)) is None


def test_only_kpis_that_are_the_same_figure_are_linked() -> None:
    of = material(voice(care()))
    assert {one.id for one in of.kpis if surveyed(of, one)} == {*MEASURED}
    assert not [one.id for one in example().kpis if surveyed(example(), one)]
    other = msgspec.structs.replace(kpi("customer_index"), unit="percent")
    assert surveyed(of, other) is None, "the library of a client may mean something else by this id"


def test_a_figure_that_somebody_noted_goes_first_and_a_promise_of_one_does_not() -> None:
    of = material(voice(care()))
    day = dt.date(2026, 10, 1)
    noted = KpiFigure(kpi="customer_index", figure="actual", value=4.1, on=day, source="Ruth Okafor")
    planned = KpiFigure(kpi="customer_index", figure="baseline", value=None, on=day)
    for figure, value in ((noted, "4.1"), (planned, "3.95")):
        kept = tuple(one for one in of.plan.figures if one.kpi != "customer_index")
        row = rows(msgspec.structs.replace(of, plan=msgspec.structs.replace(of.plan, figures=(*kept, figure))))
        assert row["customer_index"].value == value


def test_of_several_surveys_the_one_with_most_answers_is_named_and_few_answers_say_so() -> None:
    few = fielded("yearly", (ASKED[0],), {("overall", MONTH): {4: 40}}, title="Yearly survey")
    both = material(voice(few, care()))
    assert surveyed(both, kpi("customer_index")) == ("3.95", f"{MONTHS} (Care survey)")
    alone = material(voice(few))
    assert surveyed(alone, kpi("customer_index")) == (
        "4.00",
        "April to September 2026, 40 answers, indicative; customer survey",
    )
    too_few = material(voice(fielded("yearly", (ASKED[0],), {("overall", MONTH): {4: 12}})))
    assert surveyed(too_few, kpi("customer_index")) is None

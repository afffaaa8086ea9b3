"""The page on what customers say, and what stands of them elsewhere: figures, pictures, and what must stay hidden."""

from __future__ import annotations

import datetime as dt
import json
from fractions import Fraction
from functools import cache

import jsonschema
import msgspec
import pytest

from cxdna.definitions.schema import schema_of
from cxdna.documents.compose import compose, ready_templates
from cxdna.documents.data.gather import gather
from cxdna.documents.data.model import DataFile
from cxdna.documents.material import Material
from cxdna.documents.report.build import build
from cxdna.documents.report.customers_page import customers_page
from cxdna.documents.report.model import CustomersPage, ReportView
from cxdna.documents.whiskers import trio, whisker
from cxdna.findings.align import align
from cxdna.findings.find import find
from cxdna.resources import folder
from cxdna.statistics.interval import Interval
from cxdna.voice.counts.model import Returned
from cxdna.voice.indices.model import Span
from cxdna.voice.survey.model import Window
from cxdna.workflows.score import as_json, score_file
from tests.documents.planned import EXAMPLE, example
from tests.findings.voices import TEN, fielded, question, voice

SPAN = Span(202601, 202612, "2026")
QUARTERS = (202502, 202505, 202508, 202511, 202602, 202605, 202608, 202611)
HIDDEN = 3
"""How many answers one category, and one question, has: nowhere to be seen."""


@cache
def material() -> Material:
    """Return the example with eight waves of a survey that get better, and a category of three answers."""
    said = {("overall", month): {5: 100 + 30 * at, 3: 100} for at, month in enumerate(QUARTERS)}
    said |= {("likely", month): {10: 80, 3: 20} for month in QUARTERS[-4:]}
    said |= {("word", month): {3: 100, 4: 50} for month in QUARTERS[-4:]}
    said |= {("left", 202605): {2: HIDDEN}}
    care = fielded(
        "care",
        (
            question("overall", text="How content are you?"),
            question("likely", "recommendation", TEN, text="Would you recommend us?"),
            question("word", item="word", practices=("q7.2",), text="They keep their word"),
            question("left", parts=("win_back",), text="They asked why I left"),
        ),
        said,
        categories={
            "Field": {("overall", 202602): {5: 200, 3: 30}},
            "Desk": {("overall", 202602): {5: 90, 3: 60}},
            "Shop": {("overall", 202602): {5: HIDDEN}},
            "Web": {("overall", 202602): {5: 7}},
        },
        returned=(Returned("", "complete", 300), Returned("", "refused", 100), Returned("", "no_contact", 600)),
        title="Care survey",
        conducted_by="Northfield Research",
    )
    staff = {("word", 202606): {5: 40, 4: 40}}
    inside = fielded("staff", (question("word", item="word"),), staff, asks="staff", title="Staff survey")
    given = voice(care, inside)
    now = score_file(EXAMPLE / "answers-2026.yaml")
    alignment = align(now, given, SPAN)
    findings = find(now.scores, now.playbook, now.questionnaire, example().findings.change, alignment)
    return msgspec.structs.replace(example(), voice=given, alignment=alignment, findings=findings)


@cache
def view() -> ReportView:
    return build(material())


def page() -> CustomersPage:
    found = view().customers
    assert found is not None
    return found


@cache
def html() -> str:
    templates = folder("templates")
    return compose(
        view(),
        "report/report.html",
        ready_templates(templates),
        edition="html",
        look=material().look,
        logos={"consultant": None, "client": None},
        consultant="",
    ).html


def test_the_questions_stand_with_index_interval_number_ends_and_course() -> None:
    rows = [(one.name, one.value, one.n, one.top, one.bottom, one.trend) for one in page().rows]
    assert rows == [
        ("How content are you?", "4.45", "1,460", "73%", "0%", "rising (8\N{NO-BREAK SPACE}waves)"),
        ("Would you recommend us?", "4.44", "400", "80%", "0%", "too few waves (4)"),
        ("They keep their word", "3.33", "600", "33%", "0%", "too few waves (4)"),
        ("They asked why I left", "kept confidential", "under 5", "", "", ""),
    ]
    assert [one.is_below for one in page().rows] == [False, False, True, False]


def test_categories_stand_beside_all_others_and_small_ones_with_the_next_are_hidden() -> None:
    assert [(one.name, one.n, one.trend) for one in page().categories] == [
        ("Desk", "150", "lower"),
        ("Field", "230", "higher"),
    ]
    (kept,) = [note for note in page().notes if note.startswith("Kept confidential")]
    assert "Shop and Web" in kept


def test_a_thing_stands_as_we_staff_and_customers_see_it() -> None:
    row, hidden = page().items
    asked = material().scores.question("q7.2").score
    assert (row.text, row.which, row.staff, row.staff_n, row.customers, row.customers_n) == (
        "They keep their word",
        "7.2",
        "4.50",
        "80",
        "3.33",
        "600",
    )
    assert (row.gap, row.is_clear) == ("\N{MINUS SIGN}1.17", True)
    assert Fraction(row.level) == asked.as_answered
    assert row.chart.level is not None
    assert (hidden.customers, hidden.customers_n, hidden.chart.customers) == ("kept confidential", "", None)
    assert all(said in row.alt for said in ("customers 3.33", "staff 4.50", "customers less staff"))


def test_response_who_ran_it_and_the_promoter_score_are_said() -> None:
    notes = " ".join(page().notes)
    for said in (
        "30% of 1,000 invitations in its waves were answered in full; what the others think is not known.",
        "Run by Northfield Research.",
        "Net promoter score +60",
        "Staff: Staff survey.",
    ):
        assert said in notes


def test_a_component_has_its_index_its_value_and_the_claims_without_results() -> None:
    pages = {one.name: one.customers for phase in view().phases for one in phase.components}
    action, governance, lost = pages["Corrective action"], pages["Governance"], pages["Win-back"]
    assert action is not None
    assert [(one.name, one.value) for one in action.rows] == [("They keep their word", "3.33")]
    assert [(one.interval, one.n) for one in action.rows] == [("3.30 to 3.37", "600")]
    assert action.says is None, "the row of a single question says it all"
    assert action.flag is None
    assert governance is not None
    assert str(governance.flag).endswith(
        "stand without a result with customers: customers are asked nothing that belongs to it."
    )
    assert lost is not None
    assert str(lost.says) == "As customers see it: fewer than five answers, kept confidential."


def test_the_profile_has_the_third_value_where_there_is_one() -> None:
    seen = {row.name: row.customers for row in view().profile.rows if row.customers}
    assert seen == {"Corrective action": "3.33", "Win-back": "\N{EN DASH}"}
    assert "As answered" in html()
    assert '<th scope="col" class="n">Customers</th>' in html()


def test_every_picture_has_its_message_and_the_numbers_stand_beside_it() -> None:
    for row in (*page().rows, *page().categories):
        if row.chart:
            assert row.alt.startswith(f"{row.name}: {row.value}, {row.interval} with 95% confidence, {row.n} answers")
            assert row.alt in html().replace("&#39;", "'")
    assert html().count("They keep their word: customers 3.33") >= 1
    assert "ScoreBoard Index (SBI)" in html()


def test_the_chapter_stands_in_the_contents_after_what_changed() -> None:
    order = [entry.anchor for entry in view().contents if entry.level == 1]
    assert order[order.index("change") + 1] == "customers"


def test_data_have_it_as_their_schema_says_and_tell_of_nobody() -> None:
    found = json.loads(as_json(gather(material())))
    validator = jsonschema.Draft202012Validator(schema_of(DataFile))
    assert not [error.message for error in validator.iter_errors(found)]
    customers = found["customers"]
    questions = {one["question"]: one for one in customers["questions"]}
    assert questions["overall"]["index"]["value"]["rounded"] == 4.45
    assert questions["left"]["index"] is None
    assert [one["n"] for one in questions["overall"]["categories"]["groups"]] == [150, 230, None, None]
    assert [one["wave"] for one in questions["overall"]["waves"]][::7] == ["2025 Q1", "2026 Q4"]
    parts = {one["part"]: one for one in customers["parts"]}
    assert (parts["win_back"]["n"], parts["win_back"]["of"]) == (None, [])
    assert found["findings"]["perception"][0]["id"] == "perception:word"
    assert json.loads(as_json(gather(example())))["customers"] is None


# ---------------------------------------------------------------------------------------------------------- geometry


def test_a_value_stands_between_the_ends_of_its_interval_on_the_axis() -> None:
    drawn = whisker(Fraction(3), Interval(2.5, 3.5), width=110)
    assert drawn.low is not None
    assert drawn.value is not None
    assert drawn.high is not None
    assert drawn.ticks[0] < drawn.low < drawn.value == drawn.ticks[2] < drawn.high < drawn.good == drawn.ticks[3]
    assert whisker(None, None, width=110).value is None


@pytest.mark.parametrize("values", [(1, 5, 3), (5, 1, None), (2, None, 2), (None, None, None)])
def test_three_views_are_joined_from_the_first_to_the_last(values: tuple[int | None, ...]) -> None:
    customers, staff, level = (None if one is None else Fraction(one) for one in values)
    drawn = trio(customers, None, staff=staff, level=level, width=110)
    known = [one for one in (drawn.customers, drawn.staff, drawn.level) if one is not None]
    assert (drawn.left, drawn.right) == ((min(known), max(known)) if known else (None, None))


def test_questions_of_several_surveys_stand_under_the_names_of_these() -> None:
    """And the name of a window stands nowhere: readers know months."""
    months = (202604, 202609)
    first = fielded("care", (question("a"), question("b", "other")), {("a", 202605): {4: 300}, ("b", 202605): {4: 90}})
    other = fielded("year", (question("c", "recommendation"),), {("c", 202609): {5: 90, 4: 10}}, title="Yearly survey")
    given = voice(first, other)
    now = score_file(EXAMPLE / "answers-2026.yaml")
    alignment = align(now, given, Span(*months, "spring_and_summer, Apr 2026 to Sep 2026"))
    of = msgspec.structs.replace(example(), voice=given, alignment=alignment)
    made = build(of)
    assert made.customers is not None
    assert [(one.name, one.heading) for one in made.customers.rows] == [
        ("a", "care"),
        ("b", ""),
        ("c", "Yearly survey"),
    ]
    (strip,) = [cell.says.text for cell in made.answer.strip if cell.label == "Customer index"]
    assert strip == "4.00, 300 answers, April to September 2026"
    assert "April to September 2026" in made.customers.deck.text
    assert b"spring_and_summer" not in msgspec.json.encode(made)


def test_a_survey_without_answers_in_the_window_stands_with_its_own_months_and_staff_without_any_say_so() -> None:
    window = Window(name="late", purpose="reporting", first=202609, last=202611, fixed=dt.date(2026, 9, 1))
    new = fielded("new", (question("n", text="New one?"),), {("n", 202610): {5: 200, 3: 100}}, title="New survey")
    old = fielded(
        "old",
        (question("o", item="word", practices=("q7.2",), text="Old one?"),),
        {("o", 202603): {3: 100, 4: 50}},
        title="Old survey",
    )
    inside = fielded("staff", (question("word", item="word"),), {}, asks="staff", title="Staff survey")
    given = voice(new, old, inside, windows=(window,))
    now = score_file(EXAMPLE / "answers-2026.yaml")
    alignment = align(now, given)
    findings = find(now.scores, now.playbook, now.questionnaire, None, alignment)
    made = customers_page(msgspec.structs.replace(example(), voice=given, alignment=alignment, findings=findings))
    assert made is not None
    assert [(row.name, row.heading) for row in made.rows] == [
        ("New one?", "New survey"),
        ("Old one?", "Old survey: April 2025 to March 2026, as it has no answers in September to November 2026"),
    ]
    (item,) = [row for row in made.items if row.text == "Old one?"]
    assert (item.staff, item.staff_n) == ("no answers", "")
    assert "Staff, Staff survey: no answers yet." in made.notes


def test_a_survey_that_is_left_out_of_the_months_asked_for_is_named_with_its_last_answer() -> None:
    other = fielded("other", (question("o"),), {("o", 202609): {5: 100}}, title="Other survey")
    first = fielded("first", (question("f"),), {("f", 202601): {5: 100, 4: 50}}, title="First survey")
    given = voice(first, other)
    alignment = align(score_file(EXAMPLE / "answers-2026.yaml"), given, Span(202601, 202603, "first quarter"))
    made = customers_page(msgspec.structs.replace(example(), voice=given, alignment=alignment))
    assert made is not None
    assert "Other survey is left out: no answers in these months (last: Sep 2026)." in made.notes

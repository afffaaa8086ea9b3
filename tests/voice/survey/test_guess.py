from __future__ import annotations

from collections.abc import Mapping

import pytest

from cxdna.errors import UserError
from cxdna.voice.survey.check import flaws
from cxdna.voice.survey.guess import Guess, guess
from cxdna.voice.survey.header_words import plain
from cxdna.voice.survey.model import Scale


def guessed(samples: Mapping[str, list[str]]) -> Guess:
    found = guess(list(samples), samples, "visits", "Visits")
    assert not list(flaws(found.survey)) or found.survey.columns.event_date is None
    return found


def many(*values: str, rows: int = 20) -> list[str]:
    return [values[at % len(values)] for at in range(rows)]


WIDE = {
    "RespondentID": [str(1000 + at) for at in range(20)],
    "Event Date": many("2026-03-31", "2026-04-02"),
    "Submitted at": many("2026-04-01T10:00", "2026-04-03T09:30"),
    "E-mail": [f"p{at}@example.com" for at in range(20)],
    "Customer": many("Alder", "Birch", "Cedar"),
    "Country": many("DE", "FR"),
    "Overall satisfaction": many("1", "5", "4", "n/a"),
    "Recommend (0-10)": many("9", "10", "8"),
    "How easy was it?": many("5", "6"),
    "Weight": many("1", "0.5"),
    "Comments": many(
        "Very good work by a very friendly technician", "It took too long until somebody came", "", "Fine"
    ),
    "Region": many("North", "South"),
}


def test_a_column_for_each_question_is_recognised() -> None:
    found = guessed(WIDE)
    columns = found.survey.columns
    assert (columns.respondent, columns.event_date, columns.answer_date) == (
        "RespondentID",
        "Event Date",
        "Submitted at",
    )
    assert (columns.account, columns.country, columns.weight) == ("Customer", "Country", "Weight")
    assert columns.comment == "Comments"
    assert [(one.column, one.about, one.scale) for one in found.survey.questions] == [
        ("Overall satisfaction", "satisfaction", Scale(low=1, high=5)),
        ("Recommend (0-10)", "recommendation", Scale(low=0, high=10)),
        ("How easy was it?", "effort", Scale(low=1, high=7)),
    ]
    assert found.survey.no_answer == ("n/a",)


def test_it_says_what_it_took_for_what_what_is_in_doubt_and_what_is_left() -> None:
    found = guessed(WIDE)
    because = dict(found.because)
    assert because["event_date"] == "'Event Date', by its header"
    assert because["recommend_0_10"] == "'Recommend (0-10)', as its header says 0 to 10"
    assert found.unsure == (
        "how_easy_was_it: its scale was taken to be 1 to 7, but only scores from 5 to 6 were seen",
        "questions: their wording is what heads their columns; write the wording that was asked as 'text'",
        "not used: 'E-mail' (20 different values)",
        "not used: 'Region' (2 different values); add it under segments to group by it",
    )


def test_addresses_of_people_are_never_what_answers_are_grouped_by() -> None:
    mails = [f"p{at % 3}@example.com" for at in range(20)]
    found = guessed({"Account": mails, "Date": many("2026-03-31"), "Score": many("1", "5")})
    assert found.survey.columns.account is None
    assert found.survey.columns.respondent == "Account"
    assert found.survey.dimensions == ()


def test_a_row_for_each_answer_is_recognised_with_a_scale_for_each_question() -> None:
    samples = {
        "Datum": many("31.3.2026", "1.4.2026"),
        "Frage": many("Q1", "NPS"),
        "Bewertung": many("1", "0", "5", "10"),
        "Land": many("DE", "AT"),
    }
    survey = guessed(samples).survey
    assert (survey.columns.question, survey.columns.score) == ("Frage", "Bewertung")
    assert survey.dates == "day_first"
    assert [(one.id, one.value, one.about, one.scale.high) for one in survey.questions] == [
        ("q1", None, "satisfaction", 5),
        ("nps", None, "recommendation", 10),
    ]


@pytest.mark.parametrize(
    ("days", "order", "sure"),
    [
        (("13/02/2026", "1/2/2026"), "day_first", True),
        (("2/13/2026", "1/2/2026"), "month_first", True),
        (("2/1/2026", "1/2/2026"), "day_first", False),
        (("2026-01-02",), "year_first", True),
    ],
)
def test_the_order_of_dates_follows_from_days_after_the_twelfth(days: tuple[str, ...], order: str, sure: bool) -> None:
    found = guessed({"Date": many(*days), "Score": many("1", "5")})
    assert found.survey.dates == order
    assert sure == (not any(one.startswith("dates:") for one in found.unsure))


def test_the_decimal_mark_follows_from_the_numbers() -> None:
    samples = {"Datum": many("31.3.2026"), "Note": many("1,0", "5,0"), "Gewicht": many("0,5", "1,25")}
    found = guessed(samples)
    assert found.survey.decimal == ","
    assert found.survey.columns.weight == "Gewicht"
    assert found.survey.questions[0].scale == Scale(low=1, high=5)


@pytest.mark.parametrize(
    ("header", "scores", "scale", "sure"),
    [
        ("Satisfaction 1-5", ("3", "4"), (1, 5), True),
        ("Zufriedenheit (1 bis 6)", ("2", "3"), (1, 6), True),
        ("Rating /10", ("2", "9"), (1, 10), True),
        ("NPS", ("7", "9"), (0, 10), False),
        ("NPS", ("0", "10"), (0, 10), True),
        ("Rating", ("1", "7"), (1, 7), True),
        ("Rating", ("1", "10"), (1, 10), True),
        ("Rating", ("0", "100"), (0, 100), True),
        ("Rating", ("4", "5"), (1, 5), False),
    ],
)
def test_a_scale_is_taken_from_the_header_else_from_the_scores(
    header: str, scores: tuple[str, ...], scale: tuple[int, int], sure: bool
) -> None:
    found = guessed({"Date": many("2026-03-31"), header: many(*scores)})
    (question,) = found.survey.questions
    assert (question.scale.low, question.scale.high) == scale
    assert sure == (not any("its scale" in one for one in found.unsure))


def test_outcomes_are_placed_and_what_is_not_known_is_asked() -> None:
    samples = {
        "Date": many("2026-03-31"),
        "Score": many("1", "5"),
        "Status": many("Completed", "Opted out", "Bounced", "On hold"),
    }
    found = guessed(samples)
    assert found.survey.dispositions == {
        "complete": ("Completed",),
        "refused": ("Opted out",),
        "no_contact": ("Bounced",),
        "unknown": ("On hold",),
    }
    assert "dispositions: what 'On hold' stands for is not known" in found.unsure


def test_only_a_date_of_the_answer_stands_in_for_that_of_the_event() -> None:
    found = guessed({"Submitted": many("2026-03-31"), "Score": many("1", "5")})
    assert found.survey.columns.event_date == "Submitted"
    assert found.survey.columns.answer_date is None
    assert any(one.startswith("event_date:") for one in found.unsure)


def test_without_a_date_that_is_said_and_without_scores_nothing_is_guessed() -> None:
    assert any("no column with dates" in one for one in guessed({"Score": many("1", "5")}).unsure)
    with pytest.raises(UserError, match="no column looks like scores"):
        guess(["Name"], {"Name": ["Alder"]}, "visits", "Visits")


def test_numbers_that_name_or_count_are_no_scores() -> None:
    samples = {
        "Date": many("2026-03-31"),
        "Row": [str(at) for at in range(20)],
        "Age": many("34", "51"),
        "Happy with us": many("1", "5"),
    }
    assert [one.column for one in guessed(samples).survey.questions] == ["Happy with us"]


def test_employee_numbers_make_it_a_survey_of_staff() -> None:
    found = guessed({"Employee ID": [str(at) for at in range(20)], "Date": many("2026-03-31"), "Score": many("1", "5")})
    assert found.survey.asks == "staff"
    assert any(one.startswith("asks: staff") for one in found.unsure)


def test_headers_are_compared_without_signs_humps_and_accents() -> None:
    assert plain("RespondentID") == plain("respondent_id") == "respondent id"
    assert plain(" Date de l’événement ") == "date de l evenement"


@pytest.mark.parametrize("header", ["=cmd|x", "<script>alert(1)</script>", "x" * 400, "评分", "1"])
def test_any_header_makes_a_survey_that_can_be_read(header: str) -> None:
    (question,) = guessed({"Date": many("2026-03-31"), header: many("1", "5")}).survey.questions
    assert question.column == header
    assert question.id[0].isalpha()


def test_a_few_mistakes_hide_neither_a_question_nor_a_date_and_decide_no_decimal_mark() -> None:
    samples = {
        "Event date": ["2026-07-03", "2026-07-32", "2026-07-04", "2026-07-04", "03/07/2026", "2026-07-05"],
        "Answered on": many("2026-07-08", rows=6),
        "Satisfied": ["5", "4", "4,5", "4", "11", "3"],
        "Recommend": [*many("9", "0", "10", rows=5), "99"],
    }
    found = guessed(samples)
    assert (found.survey.columns.event_date, found.survey.columns.answer_date) == ("Event date", "Answered on")
    assert (found.survey.dates, found.survey.decimal) == ("year_first", ".")
    assert [(one.column, one.scale.low, one.scale.high) for one in found.survey.questions] == [
        ("Satisfied", 1, 5),
        ("Recommend", 0, 10),
    ]
    assert "satisfied: 2 values in 'Satisfied' of those seen can be no score" in found.unsure
    assert "recommend: 1 value in 'Recommend' of those seen can be no score" in found.unsure


def test_a_column_with_some_numbers_is_no_question() -> None:
    rooms = ["G", "1", "2", "L", "3", "B"]
    survey = guessed({"Date": many("2026-03-31", rows=6), "Floor": rooms, "Happy": many("1", "5", rows=6)}).survey
    assert [one.column for one in survey.questions] == ["Happy"]


@pytest.mark.parametrize(
    ("header", "values", "scale", "doubt"),
    [
        ("Schulnote Zufriedenheit", ("2", "3", "4"), Scale(low=1, high=6, direction="low_is_good"), "1 is the best"),
        ("Gesamt", ("1", "6", "3"), Scale(low=1, high=6, direction="low_is_good"), "1 is the best"),
        ("Note", ("1", "5"), Scale(low=1, high=5), "5 is the best"),
        ("Grade 1-6", ("2", "3"), Scale(low=1, high=6, direction="low_is_good"), "1 is the best"),
        ("Effort", ("1", "7"), Scale(low=1, high=7), "whether a high score means little effort"),
    ],
)
def test_where_low_may_be_good_a_person_decides(header: str, values: tuple[str, ...], scale: Scale, doubt: str) -> None:
    found = guessed({"Datum": many("2026-03-31"), header: many(*values)})
    assert [one.scale for one in found.survey.questions] == [scale]
    assert any(doubt in one and "look at 'direction'" in one for one in found.unsure)


@pytest.mark.parametrize(
    ("name", "asks"),
    [("mitarbeiter-2026", "staff"), ("staff", "staff"), ("personal", "staff"), ("kunden", "customers")],
)
def test_a_survey_that_is_called_after_staff_asks_staff_and_a_column_of_agents_does_not(name: str, asks: str) -> None:
    samples = {"Datum": many("2026-03-31"), "Mitarbeiter": many("Ann", "Bob"), "Zufriedenheit": many("1", "5")}
    found = guess(list(samples), samples, name, "Umfrage")
    assert found.survey.asks == asks
    assert any(one.startswith("asks: staff") for one in found.unsure) is (asks == "staff")
    assert found.survey.columns.invited_by == "Mitarbeiter"


@pytest.mark.parametrize(
    ("header", "purpose"),
    [
        ("Kundennr", "respondent"),
        ("Kundennummer", "respondent"),
        ("Numéro client", "respondent"),
        ("Número de cliente", "respondent"),
        ("Antwort am", "answer_date"),
        ("Antwortdatum", "answer_date"),
        ("Répondu le", "answer_date"),
        ("Fecha de respuesta", "answer_date"),
        ("Konto", "account"),
        ("Cuenta", "account"),
        ("Jahresumsatz", "revenue"),
        ("Chiffre d'affaires annuel", "revenue"),
        ("Facturación anual", "revenue"),
        ("Nennung erlaubt", "consent"),
        ("Mention autorisée", "consent"),
        ("Mención permitida", "consent"),
    ],
)
def test_headers_in_other_languages_are_known(header: str, purpose: str) -> None:
    values = {"answer_date": ("2026-04-02",), "revenue": ("120000.5", "90000"), "consent": ("ja", "nein")}
    samples = {"Datum": many("2026-03-31"), "Zufriedenheit": many("1", "5")}
    samples[header] = many(*values.get(purpose, ("K1", "K2", "K3")))
    assert getattr(guessed(samples).survey.columns, purpose) == header


@pytest.mark.parametrize("day", ["1.03.26", "1. März 2026", "03/26", "March 2026", "2026-03", "2026/3/1"])
def test_days_that_cannot_be_read_are_told_of(day: str) -> None:
    found = guessed({"Datum": many(day), "Score": many("1", "5")})
    assert any(f"'Datum' was seen, and its days ('{day}') are written in a way" in one for one in found.unsure)


def test_answers_in_words_with_an_order_are_a_question_and_other_words_are_none() -> None:
    words = many("sehr zufrieden", "zufrieden", "teils/teils", "unzufrieden")
    found = guessed({"Datum": many("2026-03-31"), "Zufriedenheit": words})
    (one,) = found.survey.questions
    assert one.scale.anchors == {"2": "unzufrieden", "3": "teils/teils", "4": "zufrieden", "5": "sehr zufrieden"}
    assert any("what its words stand for is a guess" in doubt for doubt in found.unsure)
    with pytest.raises(UserError, match="'anchors'"):
        guess(["Farbe"], {"Farbe": many("rot", "gelb", "blau")}, "visits", "Visits")
